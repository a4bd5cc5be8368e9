//! A form above a screen: lines to type and lists to choose from, checked while they are
//! filled in, ending in one order for the register. What each form asks is in
//! [`super::sheets`]; this is what all of them do alike.

use std::collections::BTreeSet;

use tui_input::Input;

use super::env::Env;
use super::field;
use super::key::{Code, Key};
use super::msg::Ticket;
use super::sheets::Form;
use crate::domain::chaman::{ChamanIs, Channel, Channels, Flaw, FormField, Order, RegisterReport};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A form.
#[derive(Debug)]
pub struct Sheet {
    /// Which one it is, and about what.
    pub form: Form,
    /// Its heading.
    pub title: Text,
    /// What has to be read before it is filled in.
    pub about: Vec<Text>,
    /// The fields, top to bottom; some show only with certain choices in others.
    pub fields: Vec<SheetField>,
    /// What the keys go to: a field on show by its place, or the button behind the last one.
    pub focus: usize,
    /// Why the order was not carried out.
    pub problem: Option<Problem>,
    /// The sender's channels as they were when it was opened: what names are taken, say.
    pub channels: Channels,
    /// Somebody wants to leave it although something was filled in; the next wish is granted.
    pub leaving: bool,
    chaman: Option<ChamanIs>,
    filled_in: bool,
    touched: BTreeSet<FormField>,
    tried: bool,
    pending: Option<Ticket>,
}

/// One field of a form.
#[derive(Debug)]
pub struct SheetField {
    /// Which one.
    pub field: FormField,
    /// What is filled in.
    pub entry: Entry,
    /// The channels with which it is asked for; none of them: with all.
    only: &'static [Channel],
}

/// What a field holds.
#[derive(Debug)]
pub enum Entry {
    /// A line of text.
    Line(Input),
    /// One of a list.
    One {
        /// The list.
        choices: Vec<Choice>,
        /// The chosen one.
        chosen: usize,
    },
    /// Any of a list.
    Many {
        /// The list.
        choices: Vec<Choice>,
        /// The chosen ones.
        chosen: BTreeSet<usize>,
        /// The one that the keys go to.
        cursor: usize,
    },
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What an order carries.
    pub value: String,
    /// What a person reads.
    pub label: String,
}

/// What becomes of pressing the button.
#[derive(Debug)]
pub enum Pressed {
    /// Something is missing; the first flaw has the focus.
    NotYet,
    /// It can go.
    Order(Box<Order>),
}

impl SheetField {
    /// A line with this text in it.
    pub fn line(field: FormField, text: impl AsRef<str>) -> Self {
        let mut input = Input::default();
        // What is kept may have come from a file of somebody else's.
        field::paste(&mut input, text.as_ref());
        Self::new(field, Entry::Line(input))
    }

    fn new(field: FormField, entry: Entry) -> Self {
        Self {
            field,
            entry,
            only: &[],
        }
    }

    /// The same, asked for only while one of these channels is chosen.
    #[must_use]
    pub fn only(self, channels: &'static [Channel]) -> Self {
        Self {
            only: channels,
            ..self
        }
    }

    /// A list with this value chosen, or the first one.
    pub fn one(field: FormField, choices: Vec<Choice>, value: &str) -> Self {
        let chosen = choices.iter().position(|choice| choice.value == value);
        let chosen = chosen.unwrap_or(0);
        Self::new(field, Entry::One { choices, chosen })
    }

    /// A list with these values chosen.
    pub fn many(field: FormField, choices: Vec<Choice>, values: &BTreeSet<String>) -> Self {
        let chosen = choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| values.contains(&choice.value))
            .map(|(place, _)| place)
            .collect();
        let cursor = 0;
        Self::new(
            field,
            Entry::Many {
                choices,
                chosen,
                cursor,
            },
        )
    }
}

impl Choice {
    /// A choice whose label is not its value.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

impl SheetField {
    fn suits(&self, channel: Option<Channel>) -> bool {
        self.only.is_empty() || channel.is_some_and(|one| self.only.contains(&one))
    }
}

impl Sheet {
    /// A form with nothing touched yet.
    pub fn new(
        form: Form,
        title: Text,
        fields: Vec<SheetField>,
        report: Option<&RegisterReport>,
    ) -> Self {
        Self {
            form,
            title,
            about: Vec::new(),
            fields,
            focus: 0,
            problem: None,
            channels: report
                .map(|report| report.register.here.clone())
                .unwrap_or_default(),
            leaving: false,
            chaman: report.map(|report| report.chaman),
            filled_in: false,
            touched: BTreeSet::new(),
            tried: false,
            pending: None,
        }
    }

    /// The same with something to be read first.
    #[must_use]
    pub fn with_about(mut self, text: Text) -> Self {
        self.about.push(text);
        self
    }

    /// Whether its order becomes a step that a person takes in the portal.
    pub fn becomes_step(&self) -> bool {
        self.chaman == Some(ChamanIs::ThePortal) && self.form.concerns_chaman(self)
    }

    /// The fields on show.
    pub fn shown(&self) -> Vec<&SheetField> {
        self.asked()
            .filter(|one| self.form.shows(one.field, self))
            .collect()
    }

    /// Whether a field is on show.
    pub fn shows(&self, field: FormField) -> bool {
        self.shown().iter().any(|one| one.field == field)
    }

    /// The fields that go with the chosen channel: at most one of each kind.
    fn asked(&self) -> impl Iterator<Item = &SheetField> {
        let channel = self.channel();
        self.fields.iter().filter(move |one| one.suits(channel))
    }

    /// The chosen channel, where one is chosen.
    pub fn channel(&self) -> Option<Channel> {
        self.fields.iter().find_map(|one| match &one.entry {
            Entry::One { choices, chosen } if one.field == FormField::Channel => {
                Channel::parse(&choices.get(*chosen)?.value)
            }
            _ => None,
        })
    }

    /// Whether the button has the focus.
    pub fn on_button(&self) -> bool {
        self.focus >= self.shown().len()
    }

    /// The field that has the focus.
    pub fn focused(&self) -> Option<FormField> {
        self.shown().get(self.focus).map(|one| one.field)
    }

    fn focused_mut(&mut self) -> Option<&mut SheetField> {
        let (field, channel) = (self.focused()?, self.channel());
        self.fields
            .iter_mut()
            .find(|one| one.field == field && one.suits(channel))
    }

    fn entry(&self, field: FormField) -> Option<&Entry> {
        let found = self.asked().find(|one| one.field == field)?;
        Some(&found.entry)
    }

    /// What was typed in, or the value of what was chosen.
    pub fn text(&self, field: FormField) -> String {
        match self.entry(field) {
            Some(Entry::Line(input)) => input.value().trim().to_owned(),
            Some(Entry::One { choices, chosen }) => choices
                .get(*chosen)
                .map(|choice| choice.value.clone())
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The values that were chosen from a list of many.
    pub fn values(&self, field: FormField) -> BTreeSet<String> {
        match self.entry(field) {
            Some(Entry::Many {
                choices, chosen, ..
            }) => chosen
                .iter()
                .filter_map(|place| Some(choices.get(*place)?.value.clone()))
                .collect(),
            _ => BTreeSet::new(),
        }
    }

    /// What may be said of a field by now: nobody wants to read that an untouched form is empty.
    pub fn flaw(&self, field: FormField, env: &Env) -> Option<Flaw> {
        if !self.tried && !self.touched.contains(&field) {
            return None;
        }
        self.form
            .flaws(self, env)
            .into_iter()
            .find(|flaw| flaw.field == field)
    }

    /// Whether it waits for the answer to its order.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether this answer is to its order; then it waits no more.
    pub fn answers(&mut self, ticket: Ticket) -> bool {
        self.pending.take_if(|pending| *pending == ticket).is_some()
    }

    /// Its order is on its way.
    pub fn sent(&mut self, ticket: Ticket) {
        self.problem = None;
        self.pending = Some(ticket);
    }

    /// Somebody wants to leave it: whether it goes at once. What was filled in is lost only
    /// to who wants it twice.
    pub fn leave(&mut self) -> bool {
        let goes = self.leaving || !self.filled_in;
        self.leaving = true;
        goes
    }

    /// The task that carried out its order died.
    pub fn on_lost(&mut self) {
        self.pending = None;
    }

    /// Moves the focus; inside a list of many the cursor moves first.
    pub fn step(&mut self, down: bool) {
        self.leaving = false;
        if let Some(SheetField {
            entry: Entry::Many {
                choices, cursor, ..
            },
            ..
        }) = self.focused_mut()
        {
            if down && *cursor + 1 < choices.len() {
                *cursor += 1;
                return;
            }
            if !down && *cursor > 0 {
                *cursor -= 1;
                return;
            }
        }
        self.turn(down);
    }

    /// Moves the focus to the next or the previous field.
    pub fn turn(&mut self, down: bool) {
        self.leaving = false;
        if let Some(left) = self.focused() {
            self.touched.insert(left);
        }
        let last = self.shown().len();
        self.focus = if down {
            (self.focus + 1).min(last)
        } else {
            self.focus.saturating_sub(1)
        };
    }

    /// A key that is no command here; whether something was filled in.
    pub fn on_key(&mut self, key: Key) -> bool {
        self.leaving = false;
        if self.is_pending() {
            return false;
        }
        let Some(one) = self.focused_mut() else {
            return false;
        };
        let field = one.field;
        let changed = match &mut one.entry {
            Entry::Line(input) => field::edit(input, key),
            Entry::One { choices, chosen } => pick(key, choices.len(), chosen),
            Entry::Many { chosen, cursor, .. } => {
                let toggles = key.code == Code::Char(' ');
                if toggles && !chosen.remove(cursor) {
                    chosen.insert(*cursor);
                }
                toggles
            }
        };
        self.note(field, changed)
    }

    /// Notes whether something was filled in: what was wrong before may be right now.
    fn note(&mut self, field: FormField, changed: bool) -> bool {
        if changed {
            self.problem = None;
            self.filled_in = true;
            self.touched.insert(field);
        }
        changed
    }

    /// Pasted text; whether something was filled in.
    pub fn on_paste(&mut self, text: &str) -> bool {
        self.leaving = false;
        if self.is_pending() {
            return false;
        }
        let Some(SheetField {
            field,
            entry: Entry::Line(input),
            ..
        }) = self.focused_mut()
        else {
            return false;
        };
        let (field, changed) = (*field, field::paste(input, text));
        self.note(field, changed)
    }

    /// The button was pressed.
    pub fn press(&mut self, env: &Env) -> Pressed {
        self.leaving = false;
        if self.is_pending() {
            return Pressed::NotYet;
        }
        let flaws = self.form.flaws(self, env);
        let Some(first) = flaws.first() else {
            return Pressed::Order(Box::new(self.form.order(self)));
        };
        self.tried = true;
        let place = self.shown().iter().position(|one| one.field == first.field);
        self.focus = place.unwrap_or(0);
        Pressed::NotYet
    }
}

fn pick(key: Key, count: usize, chosen: &mut usize) -> bool {
    let forward = match key.code {
        Code::Right | Code::Char(' ') => true,
        Code::Left => false,
        _ => return false,
    };
    if count == 0 {
        return false;
    }
    *chosen = if forward {
        (*chosen + 1) % count
    } else {
        (*chosen + count - 1) % count
    };
    true
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
