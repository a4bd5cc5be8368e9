//! What the console remembers from one time to the next: where the operator was and how the
//! tables look. Never a secret, never a national number in full: a filter that names one is
//! not kept.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::actions;
use super::model::{Model, Screen};
use super::msg::Effect;
use crate::domain::filter;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::domain::report::{Counts, LogLevel, Sort, SortColumn};
use crate::domain::text::Text;

/// So long without a change, and it is kept.
const SETTLED: SignedDuration = SignedDuration::from_secs(1);

/// What is kept. Unknown names, of another version perhaps, are passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The screen on show.
    pub screen: String,
    /// The filter of the queue, as typed.
    pub filter: String,
    /// What the queue is sorted by.
    pub sort: String,
    /// Largest first.
    pub descending: bool,
    /// The selected submission.
    pub selected: Option<i64>,
    /// Whether the selected submission is shown beside the queue, when that was chosen.
    pub split: Option<bool>,
    /// Whether the mouse is ours, when that was chosen.
    pub mouse: Option<bool>,
    /// The theme, when it was chosen in the console.
    pub theme: Option<String>,
    /// The columns of the queue, from left to right; those that are not named follow.
    pub columns: Vec<ColumnSetting>,
    /// Filters by name.
    pub filters: BTreeMap<String, String>,
    /// What was chosen in the command palette, the latest first.
    pub recent: Vec<String>,
    /// When the operator left, if that is known; kept elsewhere.
    #[serde(skip)]
    pub left: Option<Timestamp>,
}

/// How a column looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSetting {
    /// Its name.
    pub name: String,
    /// Its width, when it was changed.
    #[serde(default)]
    pub width: Option<u16>,
    /// It is not shown.
    #[serde(default)]
    pub hidden: bool,
}

/// What is handed over to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// The console as it is to be found again.
    pub session: Session,
    /// Which time this is: of two that meet, the later one stays.
    pub turn: u64,
}

/// What is kept of the console, and whether it is kept already.
#[derive(Debug, Default)]
pub struct Memory {
    /// The console as it was after the latest message.
    latest: Session,
    /// The same as it was handed over for keeping.
    kept: Session,
    /// How often it was handed over.
    turn: u64,
    /// Somebody is keeping it just now.
    busy: bool,
    /// Whose mouse it was at the start, and what was chosen about it before.
    mouse: (bool, Option<bool>),
    /// When the latest change was that is not kept yet.
    changed: Option<Timestamp>,
}

impl Memory {
    /// Whether something waits to be kept, so that a tick is needed soon.
    pub fn is_waiting(&self) -> bool {
        self.changed.is_some() && !self.busy
    }

    /// It was kept, or not: whoever keeps it says why in the log.
    pub(super) fn on_kept(&mut self) {
        self.busy = false;
    }

    /// Notes what the console looks like now.
    fn note(&mut self, session: Session, now: Timestamp) {
        if session != self.latest {
            self.latest = session;
            self.changed = Some(now);
        }
    }

    /// Time has gone by. A clock that was put back is not waited for.
    fn tick(&mut self, now: Timestamp) -> Option<Effect> {
        let is_settled = |changed| now.duration_since(changed).abs() >= SETTLED;
        if !self.busy && self.changed.is_some_and(is_settled) {
            return self.hand_over();
        }
        None
    }

    fn hand_over(&mut self) -> Option<Effect> {
        self.changed = None;
        if self.kept == self.latest {
            return None;
        }
        self.kept.clone_from(&self.latest);
        self.busy = true;
        self.turn += 1;
        Some(Effect::KeepSession(Box::new(Keeping {
            session: self.latest.clone(),
            turn: self.turn,
        })))
    }
}

/// After each message: what is to be kept now.
pub(super) fn after(model: &mut Model, is_tick: bool) -> Option<Effect> {
    if is_tick {
        return model.memory.tick(model.env.now);
    }
    let session = of(model);
    model.memory.note(session, model.env.now);
    None
}

/// As if everything were kept.
#[cfg(test)]
pub(super) fn settle(model: &mut Model) {
    let session = of(model);
    model.memory.note(session, model.env.now);
    model.memory.hand_over();
    model.memory.on_kept();
}

/// The console is left: what is to be kept before.
pub(super) fn leave(model: &mut Model) -> Option<Effect> {
    let session = of(model);
    model.memory.note(session, model.env.now);
    model.memory.hand_over()
}

/// Names of what the queue can be sorted by.
const SORTS: [(&str, SortColumn); 14] = [
    ("id", SortColumn::Id),
    ("updated", SortColumn::Updated),
    ("state", SortColumn::State),
    ("kind", SortColumn::Kind),
    ("employer", SortColumn::Employer),
    ("worker", SortColumn::Worker),
    ("start", SortColumn::Start),
    ("deadline", SortColumn::Deadline),
    ("next-at", SortColumn::NextAt),
    ("reference", SortColumn::Reference),
    ("type", SortColumn::WorkerType),
    ("ssin", SortColumn::Ssin),
    ("account", SortColumn::Account),
    ("code", SortColumn::Code),
];

/// Names of the screens.
const SCREENS: [(&str, Screen); 9] = [
    ("dashboard", Screen::Dashboard),
    ("queue", Screen::Queue),
    ("detail", Screen::Detail),
    ("declare", Screen::Declare),
    ("accounts", Screen::Accounts),
    ("certificates", Screen::Certificates),
    ("log", Screen::Log),
    ("statistics", Screen::Stats),
    ("reconcile", Screen::Reconcile),
];

fn name_of<T: PartialEq>(names: &[(&str, T)], wanted: &T) -> String {
    let found = names.iter().find(|(_, one)| one == wanted);
    found
        .map(|(name, _)| (*name).to_owned())
        .unwrap_or_default()
}

fn of_name<T: Copy>(names: &[(&str, T)], wanted: &str) -> Option<T> {
    let found = names.iter().find(|(name, _)| *name == wanted);
    found.map(|(_, one)| *one)
}

/// Whether a filter may name a person: by the word for it, or by a number that is one.
fn names_a_person(line: &str) -> bool {
    line.to_ascii_lowercase().contains("ssin:") || mask(line) != line
}

/// Filters that name nobody.
fn without_people(saved: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let filters = saved.iter().filter(|(_, line)| !names_a_person(line));
    filters
        .map(|(name, line)| (name.clone(), line.clone()))
        .collect()
}

/// The console as it would be found again.
fn of(model: &Model) -> Session {
    let queue = &model.queue;
    let on_detail = model.screen == Screen::Detail;
    let selected = if on_detail {
        model.detail.id
    } else {
        queue.selected
    };
    Session {
        screen: name_of(&SCREENS, &model.screen),
        filter: if names_a_person(&queue.line) {
            String::new()
        } else {
            queue.line.clone()
        },
        sort: name_of(&SORTS, &queue.sort.column),
        descending: queue.sort.descending,
        selected: selected.map(|id| id.0),
        split: model.split,
        mouse: if model.mouse == model.memory.mouse.0 {
            model.memory.mouse.1
        } else {
            Some(model.mouse)
        },
        columns: queue.columns.clone(),
        theme: model.wardrobe.chosen.clone(),
        filters: without_people(&model.saved),
        recent: model.recent.clone(),
        left: None,
    }
}

/// What happened while the operator was away, if anything did.
pub(super) fn on_meanwhile(model: &mut Model, counts: &Counts) {
    let of = |states: &[StateKind]| states.iter().map(|state| counts.of(*state)).sum::<u64>();
    let accepted = of(&[StateKind::Accepted, StateKind::AcceptedWarning]);
    let refused = of(&[StateKind::Refused, StateKind::Rejected]);
    let doubt = of(&[StateKind::InDoubt]);
    if accepted + refused + doubt == 0 {
        return;
    }
    let level = if refused + doubt == 0 {
        LogLevel::Info
    } else {
        LogLevel::Warn
    };
    let text = Text::new("service-since")
        .with("accepted", accepted)
        .with("refused", refused)
        .with("doubt", doubt);
    model.notice(level, &text);
}

/// Puts the console where it was, with what it asks there.
pub(super) fn restore(model: &mut Model, session: &Session) -> Vec<Effect> {
    let sort = of_name(&SORTS, &session.sort).map_or(model.queue.sort, |column| Sort {
        column,
        descending: session.descending,
    });
    let selected = session.selected.map(SubmissionId);
    model.saved = filter::sound(session.filters.clone());
    model.recent.clone_from(&session.recent);
    model.split = session.split;
    model.queue.set_columns(session.columns.clone());
    model.arrange();
    // Whoever starts the console gave it the mouse that was chosen.
    model.memory.mouse = (model.mouse, session.mouse);
    let line = (session.filter.as_str(), &model.saved);
    model.queue.restore(line, sort, selected, &model.env);
    model.wardrobe.chosen.clone_from(&session.theme);
    if let Some(theme) = model.wardrobe.take_up() {
        model.env.theme = theme;
    }
    let screen = of_name(&SCREENS, &session.screen).unwrap_or(Screen::Dashboard);
    let mut effects = match (screen, selected) {
        (Screen::Detail, Some(id)) => actions::open_detail(model, id),
        (Screen::Detail, None) => model.open(Screen::Queue),
        _ => model.open(screen),
    };
    effects.extend(session.left.map(Effect::Meanwhile));
    // What could not be found again is no change to be kept.
    let session = of(model);
    model.memory.latest = session.clone();
    model.memory.kept = session;
    effects
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
