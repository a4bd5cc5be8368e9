//! The command palette: everything that can be done, found by a few letters.
//!
//! Actions are read from their one table; what cannot be done now stands there with the reason.
//! Whatever asks a question before it is done asks it here, too.

use tui_input::Input;

use super::actions;
use super::commands;
use super::filter_choices;
use super::filter_line;
use super::fuzzy;
use super::key::{Code, Key};
use super::keymap::{self, ACTIONS, Action, Binding, Context};
use super::model::{Model, Screen};
use super::msg::Effect;
use super::overlay::Overlay;
use super::status;
use crate::domain::filter;
use crate::domain::ids::SubmissionId;
use crate::domain::report::{QueueRow, SortColumn};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Choices that are remembered.
const REMEMBERED: usize = 20;
/// Entries of a page.
const PAGE: usize = 10;
/// Declarations of the queue that are offered.
const DECLARATIONS: usize = 30;

/// What the rows can be ordered by, and how its column is called.
const SORTS: [(&str, SortColumn); 14] = [
    ("tui-column-id", SortColumn::Id),
    ("tui-column-state", SortColumn::State),
    ("tui-column-kind", SortColumn::Kind),
    ("tui-column-type", SortColumn::WorkerType),
    ("tui-column-employer", SortColumn::Employer),
    ("tui-column-worker", SortColumn::Worker),
    ("tui-column-ssin", SortColumn::Ssin),
    ("tui-column-start", SortColumn::Start),
    ("tui-column-deadline", SortColumn::Deadline),
    ("tui-column-age", SortColumn::Updated),
    ("tui-column-next", SortColumn::NextAt),
    ("queue-column-account", SortColumn::Account),
    ("queue-column-code", SortColumn::Code),
    ("tui-column-reference", SortColumn::Reference),
];

/// What is being looked for.
#[derive(Debug, Default)]
pub struct Palette {
    /// The letters.
    pub input: Input,
    /// The chosen one among those found.
    pub selected: usize,
}

impl Palette {
    /// A key that moves by pages.
    pub fn on_key(&mut self, key: Key) {
        match key.code {
            Code::PageDown => self.selected = self.selected.saturating_add(PAGE),
            Code::PageUp => self.selected = self.selected.saturating_sub(PAGE),
            _ => self.selected = 0,
        }
    }

    /// Moves the choice.
    pub fn step(&mut self, steps: isize, found: usize) {
        let last = found.saturating_sub(1);
        self.selected = self
            .selected
            .min(last)
            .saturating_add_signed(steps)
            .min(last);
    }
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// An action of the table.
    Do(Action),
    /// Opens an account.
    Account(String),
    /// Applies a saved filter.
    Saved(String),
    /// Forgets a saved filter.
    Forget(String),
    /// Opens a declaration.
    Open(SubmissionId),
    /// Orders the queue.
    Sort(SortColumn),
    /// Wears a theme.
    Theme(String),
    /// Applies a filter line.
    Filter(String),
}

/// One line of the palette.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does.
    pub deed: Deed,
    /// What it is called.
    pub label: String,
    /// The words by which it is found in every language.
    pub words: String,
    /// Its key, where it has one.
    pub key: String,
    /// Why it cannot be done now.
    pub why_not: Option<String>,
}

/// Everything that matches, best first; what was chosen lately before what fits as well.
pub fn found(model: &Model) -> Vec<Entry> {
    let Some(Overlay::Palette(palette)) = &model.overlay else {
        return Vec::new();
    };
    let typed = palette.input.value().trim();
    if let Some(entry) = spelled(model, typed) {
        return vec![entry];
    }
    let mut found: Vec<_> = entries(model)
        .into_iter()
        .filter_map(|entry| {
            let by_label = fuzzy::score(&entry.label, typed);
            let by_words = fuzzy::score(&entry.words, typed);
            let score = [by_label, by_words].into_iter().flatten().min()?;
            let name = name(&entry.deed);
            let lately = model.recent.iter().position(|recent| *recent == name);
            let lately = lately.unwrap_or(REMEMBERED);
            Some(((score, entry.why_not.is_some(), lately), entry))
        })
        .collect();
    if typed.is_empty() {
        found.sort_by_key(|((_, barred, lately), _)| (*lately, *barred));
    } else {
        found.sort_by_key(|(rank, _)| *rank);
    }
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// A command in the palette.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    let steps = match action {
        Action::Accept => return accept(model),
        Action::Up | Action::Previous => -1,
        Action::Down | Action::Next => 1,
        _ => return Vec::new(),
    };
    let found = found(model).len();
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.step(steps, found);
    }
    Vec::new()
}

/// Does what is chosen; what cannot be done stays on show with its reason.
fn accept(model: &mut Model) -> Vec<Effect> {
    let found = found(model);
    let Some(Overlay::Palette(palette)) = &model.overlay else {
        return Vec::new();
    };
    let selected = palette.selected.min(found.len().saturating_sub(1));
    let chosen = found.into_iter().nth(selected);
    match chosen {
        Some(entry) if entry.why_not.is_none() => {
            model.overlay = None;
            remember(model, name(&entry.deed));
            run(model, entry.deed)
        }
        _ => Vec::new(),
    }
}

fn run(model: &mut Model, deed: Deed) -> Vec<Effect> {
    match deed {
        Deed::Do(action) => actions::on_action(model, action),
        Deed::Account(name) => {
            model.accounts.selected = Some(name);
            model.open(Screen::Accounts)
        }
        Deed::Saved(name) => filter_line::show(model, &format!("@{name}")),
        Deed::Filter(line) => filter_line::show(model, &line),
        Deed::Forget(name) => {
            filter_line::forget(model, &name);
            Vec::new()
        }
        Deed::Open(id) => actions::open_detail(model, id),
        Deed::Theme(name) => {
            match model.wardrobe.get(Some(&name)) {
                Ok(theme) => {
                    model.env.theme = theme;
                    model.wardrobe.chosen = Some(name);
                }
                Err(problem) => model.trouble(&problem),
            }
            Vec::new()
        }
        Deed::Sort(column) => {
            let mut effects = model.queue.sort_on(column, &model.env);
            effects.extend(model.open(Screen::Queue));
            effects
        }
    }
}

/// What a choice is called where it is remembered; what says too much of a person is not.
fn name(deed: &Deed) -> String {
    match deed {
        Deed::Do(action) => format!("do {}", keymap::binding(*action).name),
        Deed::Account(name) => format!("account {name}"),
        Deed::Saved(name) => format!("filter @{name}"),
        Deed::Sort(column) => {
            format!("sort {}", column.as_str())
        }
        Deed::Theme(name) => format!("theme {name}"),
        Deed::Forget(_) | Deed::Open(_) | Deed::Filter(_) => String::new(),
    }
}

fn remember(model: &mut Model, name: String) {
    if name.is_empty() {
        return;
    }
    model.recent.retain(|recent| *recent != name);
    model.recent.insert(0, name);
    model.recent.truncate(REMEMBERED);
}

/// What is spelled out instead of looked for: a number, a filter line.
fn spelled(model: &Model, typed: &str) -> Option<Entry> {
    let env = &model.env;
    let (verb, rest) = typed.split_once(' ').unwrap_or(("go", typed));
    let rest = rest.trim();
    match verb {
        "go" => {
            let digits = rest.strip_prefix('#').unwrap_or(rest);
            let id = digits.parse().ok().filter(|&id: &i64| id > 0)?;
            let text = Text::new("tui-palette-go").with("id", id);
            Some(entry(Deed::Open(SubmissionId(id)), env.text(&text), "go"))
        }
        "filter" if !rest.is_empty() && !rest.starts_with('@') => {
            let flaw = filter::parse_with(rest, env.now, &model.saved).err();
            let line = filter_line::shown(rest);
            let text = Text::new("tui-palette-filter").with("line", line);
            Some(Entry {
                why_not: flaw.map(|flaw| env.text(&flaw.text)),
                ..entry(Deed::Filter(rest.to_owned()), env.text(&text), "filter")
            })
        }
        _ => None,
    }
}

fn entries(model: &Model) -> Vec<Entry> {
    let env = &model.env;
    let mut entries: Vec<_> = ACTIONS
        .iter()
        .filter(|row| !is_step(row.action))
        .filter_map(|row| action(model, row))
        .collect();
    for name in filter_choices::accounts(model) {
        let shown = Untrusted::new(name.as_str()).shown();
        let text = Text::new("tui-palette-account").with("name", shown);
        let words = format!("account {name}");
        entries.push(entry(Deed::Account(name), env.text(&text), &words));
    }
    for (name, _) in filter::all_names(&model.saved) {
        let text = Text::new("tui-palette-saved").with("name", name);
        let words = format!("filter @{name}");
        entries.push(entry(Deed::Saved(name.to_owned()), env.text(&text), &words));
    }
    for (column, sort) in SORTS {
        let text = Text::new("tui-palette-sort").with("column", env.words.get(column));
        let words = format!("sort {}", sort.as_str());
        entries.push(entry(Deed::Sort(sort), env.text(&text), &words));
    }
    for name in model.wardrobe.themes.names() {
        let shown = Untrusted::new(name).shown();
        let text = Text::new("tui-palette-theme").with("name", shown);
        let words = format!("theme {name}");
        entries.push(entry(Deed::Theme(name.to_owned()), env.text(&text), &words));
    }
    let rows = model.queue.page.ready();
    let rows = rows.iter().flat_map(|page| &page.rows).take(DECLARATIONS);
    entries.extend(rows.map(|row| {
        let label = declaration(model, row);
        entry(Deed::Open(row.id), label, &format!("go {}", row.id))
    }));
    for name in model.saved.keys() {
        let text = Text::new("tui-palette-forget").with("name", name.as_str());
        let words = format!("delete filter @{name}");
        entries.push(entry(Deed::Forget(name.clone()), env.text(&text), &words));
    }
    entries
}

fn entry(deed: Deed, label: String, words: &str) -> Entry {
    Entry {
        deed,
        label,
        words: words.to_owned(),
        key: String::new(),
        why_not: None,
    }
}

/// A declaration by its number, its kind, and its worker; never by the worker's number.
fn declaration(model: &Model, row: &QueueRow) -> String {
    let worker = row.worker.as_ref().map(Untrusted::shown);
    format!(
        "{} {} {} {}",
        row.id,
        row.kind.as_str().to_uppercase(),
        worker.unwrap_or_default(),
        status::state(row.state).label(&model.env)
    )
}

/// An action of the table with why it cannot be done now; none when it has no screen.
fn action(model: &Model, row: &'static Binding) -> Option<Entry> {
    let context = model.screen_context();
    let screens = screens(row);
    let first = screens.first().copied()?;
    let here = if screens.contains(&context) {
        context
    } else {
        first
    };
    let keys = &model.env.keys;
    let key = keys
        .key_in(row.action, here)
        // A form that is open takes keys of its own.
        .or_else(|| keys.keys(row.action).first().map(ToString::to_string));
    Some(Entry {
        key: key.unwrap_or_default(),
        why_not: why_not(model, row).map(|text| model.env.text(&text)),
        ..entry(Deed::Do(row.action), model.env.words.get(row.label), "")
    })
}

/// Why an action cannot be done now, where the palette and help are.
pub fn why_not(model: &Model, row: &Binding) -> Option<Text> {
    let env = &model.env;
    if env.read_only && row.dangerous {
        return Some(Text::new("tui-palette-read-only"));
    }
    let screens = screens(row);
    if !screens.contains(&model.screen_context()) {
        let names = screens.iter().filter_map(|screen| name_of(*screen));
        let names: Vec<_> = names.map(|key| env.words.get(key)).collect();
        return Some(Text::new("tui-palette-only-on").with("screens", names.join(", ")));
    }
    if commands::works(model, row.action) {
        return None;
    }
    let on_submission = matches!(model.screen, Screen::Queue | Screen::Detail)
        && row.contexts.contains(&Context::Detail);
    Some(match commands::target(model) {
        None if on_submission => Text::new("tui-palette-no-row"),
        Some(target) if on_submission => {
            let state = env.words.get(status::state(target.state).word);
            Text::new("tui-palette-state").with("state", state)
        }
        _ => Text::new("tui-palette-not-now"),
    })
}

/// The screens where an action is valid; a field belongs to its form.
fn screens(row: &Binding) -> Vec<Context> {
    let mut screens = Vec::new();
    for context in row.contexts {
        let screen = match context {
            Context::Field => Context::Declare,
            other => *other,
        };
        if name_of(screen).is_some() && !screens.contains(&screen) {
            screens.push(screen);
        }
    }
    screens
}

/// What a screen is called.
fn name_of(context: Context) -> Option<&'static str> {
    Some(match context {
        Context::Dashboard => "tui-action-dashboard",
        Context::Queue => "tui-action-queue",
        Context::Detail => "tui-palette-detail",
        Context::Declare => "tui-action-declare",
        Context::Accounts => "tui-action-accounts",
        Context::Certificates => "tui-action-certificates",
        Context::Log => "tui-action-log",
        Context::Field | Context::Help | Context::Confirm | Context::Prompt => return None,
    })
}

/// Steps of a cursor and answers to questions are keys, nothing that anyone looks for by name.
fn is_step(action: Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
            | Action::Next
            | Action::Previous
            | Action::Accept
            | Action::Back
            | Action::Palette
            | Action::Interrupt
    )
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
