//! What the cells of the queue say.

use std::borrow::Cow;
use std::cell::OnceCell;

use jiff::Timestamp;
use ratatui::style::Style;

use super::columns::Column;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::QueueRow;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::status;
use crate::tui::theme::Role;

/// Seconds before a deadline from which it is marked.
const SOON: i64 = 3_600;
/// Where the time stands in a sentence that is looked up once a frame.
const HOLE: &str = "¤";

/// Whether a row of the list changes with every second.
pub fn counts(row: &QueueRow, now: Timestamp) -> bool {
    let young = format::seconds_between(row.updated_at, now) < 60;
    let within_a_minute = |at: Timestamp| {
        let left = format::seconds_between(now, at);
        (0..60).contains(&left)
    };
    let due = [row.next_at, row.deadline]
        .into_iter()
        .flatten()
        .any(within_a_minute);
    !row.state.is_final() && (young || due)
}

/// Words that many cells say, looked up at most once a frame.
pub struct Words {
    states: Vec<(StateKind, String, Role)>,
    now: String,
    met: String,
    late: OnceCell<String>,
    after: OnceCell<String>,
    in_work: String,
    left: String,
}

impl Words {
    /// The words that these rows say.
    pub fn of(rows: &[QueueRow], env: &Env) -> Self {
        let mut states: Vec<(StateKind, String, Role)> = Vec::new();
        for row in rows {
            if states.iter().all(|(state, ..)| *state != row.state) {
                let mark = status::state(row.state);
                states.push((row.state, mark.label(env), mark.role));
            }
        }
        Self {
            states,
            now: env.words.get("tui-now"),
            met: env.words.get("tui-deadline-met"),
            late: OnceCell::new(),
            after: OnceCell::new(),
            in_work: env.words.get("team-in-work"),
            left: env.words.get("team-left"),
        }
    }

    fn late(&self, time: &str, env: &Env) -> String {
        let words = || env.text(&Text::new("tui-deadline-late").with("time", HOLE));
        self.late.get_or_init(words).replace(HOLE, time)
    }

    fn after(&self, awaited: SubmissionId, env: &Env) -> String {
        let words = || env.text(&Text::new("decision-after").with("id", HOLE));
        let words = self.after.get_or_init(words);
        words.replace(HOLE, &awaited.to_string())
    }

    fn state(&self, state: StateKind) -> (&str, Role) {
        self.states
            .iter()
            .find(|(one, ..)| *one == state)
            .map_or(("", Role::Text), |(_, label, role)| (label, *role))
    }
}

/// What a cell says, and how.
pub fn cell<'a>(
    row: &'a QueueRow,
    column: Column,
    width: usize,
    revealed: Option<Ssin>,
    words: &'a Words,
    env: &Env,
) -> (Cow<'a, str>, Style) {
    let (text, role) = match column {
        Column::State => {
            let (label, role) = words.state(row.state);
            let label = with_successor(row, label, width, env);
            (with_others(row, label, width, words, env), role)
        }
        Column::Deadline => deadline(row, words, env),
        _ => (text(row, column, revealed, words, env), Role::Text),
    };
    let role = if row.replaced_by.is_some() {
        Role::Dim
    } else {
        role
    };
    (text, env.style(role))
}

fn text<'a>(
    row: &'a QueueRow,
    column: Column,
    revealed: Option<Ssin>,
    words: &'a Words,
    env: &Env,
) -> Cow<'a, str> {
    let shown = |text: Option<&Untrusted>| text.map(Untrusted::shown).unwrap_or_default();
    let text = match column {
        Column::Id => row.id.to_string(),
        Column::Kind => row.kind.as_str().to_uppercase(),
        Column::Type => shown(row.worker_type.as_ref()),
        Column::Employer => employer(row),
        Column::Worker => shown(row.worker.as_ref()),
        Column::Ssin => ssin(row, revealed),
        Column::Start => row
            .start
            .or(row.end)
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Column::Age => format::span(format::seconds_between(row.updated_at, env.now)),
        Column::Next => match row.waits_for.filter(|_| waits(row)) {
            Some(awaited) => words.after(awaited, env),
            None => return visit(row, &words.now, env),
        },
        Column::Account => Untrusted::new(row.account.as_str()).shown(),
        Column::Code => shown(row.codes.first()),
        Column::Reference => shown(row.reference.as_ref()),
        Column::State | Column::Deadline => String::new(),
    };
    Cow::Owned(text)
}

/// The state, and what replaces it when there is room for that.
fn with_successor<'a>(row: &QueueRow, state: &'a str, width: usize, env: &Env) -> Cow<'a, str> {
    let Some(successor) = row.replaced_by else {
        return Cow::Borrowed(state);
    };
    let arrow = if env.ascii { "->" } else { "→" };
    let both = format!("{state} {arrow} {successor}");
    if format::width(&both) <= width {
        Cow::Owned(both)
    } else {
        Cow::Borrowed(state)
    }
}

/// The state, and that somebody else is correcting the row: the sign always, the word when there
/// is room for it.
fn with_others<'a>(
    row: &QueueRow,
    state: Cow<'a, str>,
    width: usize,
    words: &Words,
    env: &Env,
) -> Cow<'a, str> {
    let Some(one) = env.in_work.get(&row.id) else {
        return state;
    };
    let sign = if env.ascii { "@" } else { "✎" };
    let word = if one.is_left {
        &words.left
    } else {
        &words.in_work
    };
    let long = format!("{sign} {word} {state}");
    if format::width(&long) <= width {
        Cow::Owned(long)
    } else {
        Cow::Owned(format!("{sign} {state}"))
    }
}

/// Whether it is kept back for another one.
pub fn waits(row: &QueueRow) -> bool {
    row.state == StateKind::Held && row.waits_for.is_some()
}

/// `0999.999.922`, or the number as it was given.
pub fn employer(row: &QueueRow) -> String {
    let given = row.employer.as_deref().unwrap_or_default();
    if given.len() == 10 && given.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}.{}.{}", &given[..4], &given[4..7], &given[7..]);
    }
    Untrusted::new(given).shown()
}

/// The worker's number: masked, unless it was just asked for.
pub fn ssin(row: &QueueRow, revealed: Option<Ssin>) -> String {
    match (revealed, row.ssin) {
        (Some(ssin), _) => ssin.reveal(),
        (None, Some(ssin)) => ssin.to_string(),
        (None, None) => String::new(),
    }
}

/// How long it is still in time, or for how long it has not been; nothing once it is settled.
fn deadline<'a>(row: &QueueRow, words: &'a Words, env: &Env) -> (Cow<'a, str>, Role) {
    let Some(at) = row.deadline.filter(|_| !row.state.is_final()) else {
        return (Cow::Borrowed(""), Role::Text);
    };
    let left = format::seconds_between(env.now, at);
    if left > 0 {
        let role = if left < SOON {
            Role::Warning
        } else {
            Role::Text
        };
        return (Cow::Owned(format::span(left)), role);
    }
    if row.submitted_at.is_some_and(|received| received < at) {
        // The receipt counts, however long the answer takes.
        return (Cow::Borrowed(&words.met), Role::Dim);
    }
    (Cow::Owned(words.late(&format::span(-left), env)), Role::Bad)
}

/// When the worker comes back to it, or what it waits for.
pub fn next(row: &QueueRow, env: &Env) -> String {
    if let Some(awaited) = row.waits_for.filter(|_| waits(row)) {
        return env.text(&Text::new("decision-after").with("id", awaited.0));
    }
    visit(row, &env.words.get("tui-now"), env).into_owned()
}

fn visit<'a>(row: &QueueRow, now: &'a str, env: &Env) -> Cow<'a, str> {
    match row.next_at {
        Some(at) if at <= env.now => Cow::Borrowed(now),
        Some(at) => Cow::Owned(format::span(format::seconds_between(env.now, at))),
        None => Cow::Borrowed(""),
    }
}
