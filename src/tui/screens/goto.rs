//! A small prompt that leads to a row: by its number, its place, or a share of the list.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use tui_input::Input;

use super::queue::{Goal, Queue};
use crate::domain::ids::SubmissionId;
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::field;
use crate::tui::format;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::overlay_view::{boxed, inner_width, prompt, sentence};
use crate::tui::theme::Role;

use super::queue_place::Known;

/// The prompt.
#[derive(Debug, Default)]
pub struct GoTo {
    /// What was typed.
    pub input: Input,
    /// Why it leads nowhere.
    pub error: Option<Text>,
    /// The row that is on its way.
    pub sought: Option<SubmissionId>,
}

/// Where a line leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// To the submission of this number.
    Row(SubmissionId),
    /// To the row of this place; the first one has place 1.
    Place(u64),
    /// To this share of the list.
    Percent(u64),
}

/// Reads `1204`, `#1204`, `@500 000`, `50%`.
fn parse(line: &str) -> Option<Target> {
    let line: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
    let number = |digits: &str| -> Option<u64> {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    if let Some(place) = line.strip_prefix('@') {
        return number(place).filter(|place| *place > 0).map(Target::Place);
    }
    if let Some(share) = line.strip_suffix('%') {
        return number(share)
            .filter(|share| *share <= 100)
            .map(Target::Percent);
    }
    let id = number(line.strip_prefix('#').unwrap_or(&line))?;
    let id = i64::try_from(id).ok().filter(|id| *id > 0)?;
    Some(Target::Row(SubmissionId(id)))
}

/// The place that a target means among so many rows, from 0.
fn place(target: u64, total: Option<Known>) -> Result<u64, Text> {
    match total {
        Some(Known::Exactly(rows)) if target > rows => {
            Err(Text::new("queue-goto-beyond").with("rows", format::count(rows)))
        }
        _ => Ok(target - 1),
    }
}

/// The place of a share of so many rows, from 0.
fn share(percent: u64, total: Option<Known>) -> Result<u64, Text> {
    match total {
        Some(Known::Exactly(rows) | Known::About(rows)) => {
            Ok(rows.saturating_sub(1).saturating_mul(percent) / 100)
        }
        _ => Err(Text::new("queue-goto-uncounted")),
    }
}

/// Goes where the line leads, or says why it does not.
pub fn accept(model: &mut Model, mut prompt: GoTo) -> Vec<Effect> {
    let total = model.queue.places.total();
    let goal = match parse(prompt.input.value()) {
        None => Err(Text::new("queue-goto-wrong")),
        Some(Target::Row(id)) => Ok(Goal::Seek(id)),
        Some(Target::Place(nth)) => place(nth, total).map(Goal::At),
        Some(Target::Percent(percent)) => share(percent, total).map(Goal::At),
    };
    let effects = match goal {
        Ok(goal) => {
            model.queue.missing = None;
            let effects = model.queue.jump(goal, &model.env);
            if let (Goal::Seek(id), true) = (goal, model.queue.is_seeking()) {
                prompt.sought = Some(id);
            }
            effects
        }
        Err(text) => {
            prompt.error = Some(text);
            Vec::new()
        }
    };
    if prompt.sought.is_some() || prompt.error.is_some() {
        model.overlay = Some(Overlay::GoTo(prompt));
    }
    effects
}

/// What is said of a row that was sought and is not among the rows.
pub fn not_there(id: SubmissionId, queue: &Queue) -> Text {
    if queue.line.is_empty() {
        Text::new("queue-goto-none").with("id", id.to_string())
    } else {
        Text::new("queue-goto-hidden").with("id", id.to_string())
    }
}

/// Draws it.
pub fn view(goto: &GoTo, frame: &mut Frame, area: Rect, env: &Env) {
    let mut lines = vec![prompt(field::spans(&goto.input, inner_width(area), env))];
    match &goto.error {
        Some(error) => lines.extend(sentence(error, Role::Bad, area, env)),
        None => lines.push(Line::styled(
            format!(" {}", env.words.get("queue-goto-help")),
            env.style(Role::Dim),
        )),
    }
    boxed(&env.words.get("queue-goto-title"), lines, frame, area, env);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_leads_to() {
        let row = |id| Some(Target::Row(SubmissionId(id)));
        for (line, expected) in [
            ("1204", row(1204)),
            (" #1 204 ", row(1204)),
            ("@500000", Some(Target::Place(500_000))),
            ("50 %", Some(Target::Percent(50))),
            ("", None),
            ("#", None),
            ("#0", None),
            ("@0", None),
            ("101%", None),
            ("+5", None),
            ("12a", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(parse(line), expected, "{line}");
        }
    }

    #[test]
    fn a_place_beyond_the_end_or_of_an_uncounted_list_is_refused() {
        let thousand = Some(Known::Exactly(1000));
        assert_eq!(place(1000, thousand), Ok(999));
        assert!(place(1001, thousand).is_err());
        assert_eq!(place(5000, Some(Known::AtLeast(1000))), Ok(4999));
        assert_eq!(share(0, thousand), Ok(0));
        assert_eq!(share(50, thousand), Ok(499));
        assert_eq!(share(100, Some(Known::About(1000))), Ok(999));
        assert!(share(50, Some(Known::AtLeast(1000))).is_err());
    }
}
