//! Lists to choose a field's value from: employers, periods, countries, municipalities, codes.
//!
//! Owns the list on show, its filter line and what a choice fills in. What stands in a list is made
//! in [`super::picker_lists`], how it looks in [`super::picker_view`].

use jiff::Timestamp;
use tui_input::Input;

use super::env::Env;
use super::field;
use super::key::{Code, Key};
use super::keymap::Action;
use super::loaded::Loaded;
use super::model::{Model, Screen};
use super::msg::{Effect, Ticket};
use super::overlay::Overlay;
use super::picker_lists::{self, List, Row, Source, Taken};
use super::screens::declare::Focus;
use crate::domain::draft::Field;
use crate::domain::places::folded;
use crate::domain::problem::Problem;
use crate::domain::report::EmployerChoice;
use crate::domain::text::Text;
use crate::domain::validate::Period;

#[cfg(test)]
#[path = "picker_tests.rs"]
mod tests;

/// Rows that a page key goes over.
const PAGE: usize = 10;

/// A list above the form.
#[derive(Debug)]
pub struct Picker {
    /// What stands above it.
    pub title: String,
    /// The filter line.
    pub input: Input,
    /// The chosen row among those found.
    pub selected: usize,
    /// The rows, once they are here.
    pub list: Loaded<List>,
    field: Field,
    ticket: Ticket,
}

impl Picker {
    /// The rows that the filter line lets through: best match first, those that do not fit the
    /// declaration last.
    pub fn found(&self) -> Vec<&Row> {
        let words: Vec<String> = self
            .input
            .value()
            .split_whitespace()
            .map(folded)
            .filter(|word| !word.is_empty())
            .collect();
        let rows = self.list.ready().map_or(&[][..], |list| &list.rows);
        let mut found: Vec<_> = rows
            .iter()
            .filter_map(|row| Some((row.marked, score(row, &words)?, row)))
            .collect();
        // Stable: equally good ones stay in the order of the list.
        found.sort_by_key(|&(marked, score, _)| (marked, score));
        found.into_iter().map(|(.., row)| row).collect()
    }

    /// Goes up and down in the list.
    pub fn on_action(&mut self, action: Action) {
        match action {
            Action::Down | Action::Next => self.step(1),
            Action::Up | Action::Previous => self.step(-1),
            _ => {}
        }
    }

    /// A key that is no command: it goes on in the list, or edits the filter line.
    pub fn on_key(&mut self, key: Key) -> bool {
        let page = PAGE.cast_signed();
        match (key.code, key.ctrl) {
            (Code::Char('n'), true) => self.step(1),
            (Code::Char('p'), true) => self.step(-1),
            (Code::PageDown, _) => self.step(page),
            (Code::PageUp, _) => self.step(-page),
            _ => {
                let changed = field::edit(&mut self.input, key);
                if changed {
                    self.selected = 0;
                }
                return changed;
            }
        }
        false
    }

    /// Pasted text goes into the filter line.
    pub fn on_paste(&mut self, text: &str) -> bool {
        let changed = field::paste(&mut self.input, text);
        if changed {
            self.selected = 0;
        }
        changed
    }

    fn step(&mut self, rows: isize) {
        let last = self.found().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(rows).min(last);
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self, problem: &Problem, now: Timestamp) {
        if matches!(self.list, Loaded::Loading) {
            self.list.take(Err(problem.clone()), now);
        }
    }

    fn waits_for(&self, ticket: Ticket) -> bool {
        self.ticket == ticket && matches!(self.list, Loaded::Loading)
    }

    /// The row with what the field holds now is the chosen one.
    fn select(&mut self, held: &str) {
        let held = (self.field, held.to_owned());
        let holds = |row: &&Row| row.taken.filled().contains(&held);
        let place = self.found().iter().position(holds);
        let place = place.filter(|_| !held.1.is_empty());
        self.selected = place.unwrap_or(0);
    }
}

/// How badly a row matches; none when a word is in none of its cells.
fn score(row: &Row, words: &[String]) -> Option<usize> {
    words.iter().map(|word| row.score(word)).sum()
}

/// Opens the list of the field that has the focus.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.screen != Screen::Declare {
        return Vec::new();
    }
    let Focus::Field(field) = model.declare.focus else {
        show(model, Field::Reference, Source::Nothing);
        return Vec::new();
    };
    let source = Source::of(field);
    let search = picker_lists::search(model.declare.draft());
    match (source, search) {
        (Source::Employers, _) => {
            let ticket = ask(model, field, source);
            vec![Effect::Employers(ticket)]
        }
        (Source::Periods, Some(search)) => {
            let ticket = ask(model, field, source);
            vec![Effect::Periods(ticket, search)]
        }
        _ => {
            show(model, field, source);
            Vec::new()
        }
    }
}

/// Opens a list whose rows are asked for.
fn ask(model: &mut Model, field: Field, source: Source) -> Ticket {
    model.picked.advance();
    let mut picker = empty(field, source, model.picked, &model.env);
    picker.list.ask();
    model.overlay = Some(Overlay::Picker(picker));
    model.picked
}

/// Opens a list that is known here.
fn show(model: &mut Model, field: Field, source: Source) {
    let draft = model.declare.draft();
    let list = picker_lists::known(source, field, draft, &model.env);
    let mut picker = empty(field, source, model.picked, &model.env);
    let filter = picker_lists::filter(field, draft, &list);
    picker.input = Input::new(filter);
    picker.list.take(Ok(list), model.env.now);
    picker.select(draft.get(field));
    model.overlay = Some(Overlay::Picker(picker));
}

fn empty(field: Field, source: Source, ticket: Ticket, env: &Env) -> Picker {
    Picker {
        title: source.title(field, env),
        input: Input::default(),
        selected: 0,
        list: Loaded::Never,
        field,
        ticket,
    }
}

/// Takes the employers that were asked for.
pub fn on_employers(
    model: &mut Model,
    ticket: Ticket,
    answer: Result<Vec<EmployerChoice>, Problem>,
) {
    take(model, ticket, |env| {
        answer.map(|employers| picker_lists::employers(&employers, env))
    });
}

/// Takes the periods that were asked for.
pub fn on_periods(model: &mut Model, ticket: Ticket, answer: Result<Vec<Period>, Problem>) {
    take(model, ticket, |env| {
        answer.map(|periods| picker_lists::periods(periods, env))
    });
}

/// Fills the list that waits for this answer; one that was opened since then has nothing to do
/// with it.
fn take(model: &mut Model, ticket: Ticket, list: impl FnOnce(&Env) -> Result<List, Problem>) {
    if let Some(Overlay::Picker(picker)) = &mut model.overlay
        && picker.waits_for(ticket)
    {
        picker.list.take(list(&model.env), model.env.now);
        let held = model.declare.draft().get(picker.field);
        picker.select(held);
    }
}

/// The chosen row fills in its fields, and the list closes; without a row it stays.
pub fn accept(model: &mut Model, picker: Picker) {
    let found = picker.found();
    let Some(row) = found.get(picker.selected) else {
        if picker.has_rows() {
            model.overlay = Some(Overlay::Picker(picker));
        }
        return;
    };
    model.declare.take_choice(row.taken.filled(), &model.env);
    if let Taken::Period(period) = &row.taken {
        model.declare.know_period((**period).clone(), &model.env);
    }
}

impl Picker {
    /// Whether there may be something to choose, so that enter does not close it.
    fn has_rows(&self) -> bool {
        match &self.list {
            Loaded::Ready(list, _) => !list.rows.is_empty(),
            Loaded::Never | Loaded::Loading => true,
            Loaded::Failed(..) => false,
        }
    }

    /// What is to be said below the rows.
    pub fn note(&self) -> Option<&Text> {
        self.list.ready().and_then(|list| list.note.as_ref())
    }
}
