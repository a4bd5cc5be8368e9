//! What every screen may look at and none may change: words, rules, styles, time.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Borders};

use super::format;
use super::theme::{Role, Theme};
use crate::domain::anomaly::Anomalies;
use crate::domain::chaman::Rulebook;
use crate::domain::environment::Environment;
use crate::domain::problem::Problem;
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::i18n::Catalogue;

/// The surroundings of a screen.
pub struct Env {
    /// Every sentence.
    pub words: Arc<Catalogue>,
    /// Worker types and joint committees.
    pub rules: Rules,
    /// Permissions of Chaman.
    pub rulebook: Rulebook,
    /// What anomaly codes mean.
    pub anomalies: &'static Anomalies,
    /// Every style.
    pub theme: Theme,
    /// The terminal shows nothing but ASCII.
    pub ascii: bool,
    /// Nothing may be changed from here.
    pub read_only: bool,
    /// Which Dimona is talked to, once known.
    pub environment: Option<Environment>,
    /// Now, as of the latest message.
    pub now: Timestamp,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Env {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// The sentence of a text.
    pub fn text(&self, text: &Text) -> String {
        self.words.text(text)
    }

    /// What happened, where, and what to do, as separate sentences.
    pub fn problem(&self, problem: &Problem) -> Vec<String> {
        [
            Some(&problem.summary),
            problem.detail.as_ref(),
            problem.hint.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(|text| self.text(text))
        .collect()
    }

    /// The day in Belgium.
    pub fn today(&self) -> Date {
        format::local(self.now).date()
    }

    /// A frame with a heading.
    pub fn panel(&self, title: &str, focused: bool) -> Block<'static> {
        let role = if focused { Role::Focus } else { Role::Border };
        let set = if self.ascii {
            ASCII_BORDER
        } else {
            border::PLAIN
        };
        Block::new()
            .borders(Borders::ALL)
            .border_set(set)
            .border_style(self.style(role))
            .title_style(self.style(if focused { Role::Focus } else { Role::Title }))
            .title(format!(" {title} "))
    }
}
