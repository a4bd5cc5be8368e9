//! What every screen may look at and none may change: words, rules, styles, time.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Borders};

use super::format;
use super::keymap::{Action, Context};
use super::keys::Keymap;
use super::theme::{Role, Theme};
use crate::domain::anomaly::Anomalies;
use crate::domain::chaman::Rulebook;
use crate::domain::environment::Environment;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::InWork;
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
    /// Every key.
    pub keys: Keymap,
    /// The terminal shows nothing but ASCII.
    pub ascii: bool,
    /// The selected row is shown from edge to edge, which takes more bytes at every step.
    pub full_row: bool,
    /// Nothing may be changed from here.
    pub read_only: bool,
    /// Which Dimona is talked to, once known.
    pub environment: Option<Environment>,
    /// What other people are correcting.
    pub in_work: BTreeMap<SubmissionId, InWork>,
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

    /// A text that names the keys that go on and back, with these keys.
    #[must_use]
    pub fn keyed(&self, text: Text) -> Text {
        // Those of a prompt hold everywhere.
        let key = |action| self.keys.key_in(action, Context::Prompt);
        text.with("accept", key(Action::Accept).unwrap_or_default())
            .with("back", key(Action::Back).unwrap_or_default())
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

    /// Puts the terminal's own cursor on what is selected there, for screen readers and magnifiers:
    /// the first cell that looks selected.
    pub fn point(&self, frame: &mut Frame, area: Rect) {
        let style = self.style(Role::Text).patch(self.style(Role::Selection));
        let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
        let buffer = frame.buffer_mut();
        let selected = area.intersection(buffer.area).positions().find(|&place| {
            let cell = &buffer[place];
            cell.modifier == style.add_modifier && cell.fg == fg && cell.bg == bg
        });
        if let Some(place) = selected {
            frame.set_cursor_position(place);
        }
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
