//! The portal checklist: what a person has to do in Chaman, the selected step click by click.

use std::ops::Range;

use ratatui::text::Line;

use super::accounts::{Accounts, Pane};
use super::accounts_view::{is_wide, wrapped};
use crate::domain::actor::Actor;
use crate::domain::chaman::{Mark, RegisterReport, Step};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::status;
use crate::tui::theme::Role;

/// Its heading, with how much there is to do.
pub fn title(report: &RegisterReport, env: &Env) -> String {
    let count = report.register.open_steps().count();
    env.text(&Text::new("accounts-panel-checklist").with("count", count))
}

/// Rows that the open steps take, frame included, while none of them is looked at.
pub fn rows(report: &RegisterReport) -> u16 {
    u16::try_from(report.register.open_steps().count() + 2).unwrap_or(u16::MAX)
}

/// All lines, and those of the selected step.
pub fn lines(
    accounts: &Accounts,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> (Vec<Line<'static>>, Range<usize>) {
    let focused = accounts.pane == Pane::Checklist;
    let selected = accounts.step(report).map(|step| step.number);
    let mut lines = Vec::new();
    let mut at = 0..0;
    for step in accounts.steps(report) {
        let here = selected == Some(step.number);
        let from = lines.len();
        lines.push(head(step, here && focused, columns, env));
        if let Some(done) = &step.done {
            lines.extend(wrapped(&by_whom(done, env), Role::Dim, columns, env));
        } else if here && (focused || is_wide(env)) {
            lines.extend(instructions(step, report, columns, env));
        }
        if here {
            at = from..lines.len();
        }
    }
    if lines.is_empty() {
        let words = env.words.get("accounts-no-steps");
        lines.extend(wrapped(&words, Role::Dim, columns, env));
    }
    (lines, at)
}

fn head(step: &Step, selected: bool, columns: usize, env: &Env) -> Line<'static> {
    let mark = match (&step.done, env.ascii) {
        (Some(_), _) => status::GOOD.glyph(env),
        (None, false) => "□",
        (None, true) => "o",
    };
    let words = format!(" {mark} {:>2}  {}", step.number, env.text(&step.title()));
    let role = match (selected, &step.done) {
        (true, _) => Role::Selection,
        (false, Some(_)) => Role::Dim,
        (false, None) => Role::Text,
    };
    Line::styled(format::cut(&words, columns), env.style(role))
}

/// Who did it, and when.
fn by_whom(done: &Mark, env: &Env) -> String {
    let text = Text::new("accounts-step-by")
        .with("who", Actor::read(&done.by).shown())
        .with("when", format::minute(done.at));
    format!("       {}", env.text(&text))
}

/// What to click, one line each.
fn instructions(
    step: &Step,
    report: &RegisterReport,
    columns: usize,
    env: &Env,
) -> Vec<Line<'static>> {
    let language = env.words.language().code();
    let texts = step
        .change
        .instructions(&report.register.believed, &env.rulebook, language);
    let indent = 8;
    texts
        .iter()
        .enumerate()
        .flat_map(|(place, text)| {
            let words = format!("{}. {}", place + 1, env.text(text));
            format::wrap(&words, columns.saturating_sub(indent + 1))
        })
        .map(|line| {
            let words = format!("{}{line}", " ".repeat(indent));
            Line::styled(words, env.style(Role::Dim))
        })
        .collect()
}
