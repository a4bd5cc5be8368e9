//! The form of an IN: text per field, checked while typing, cleared only when the
//! queue has the declaration.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tui_input::Input;

use super::form;
use crate::domain::declaration::Declaration;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::problem::Problem;
use crate::domain::report::Submitted;
use crate::domain::rules::Rules;
use crate::domain::validate::{Finding, Severity, Verdict, validate};
use crate::tui::env::Env;
use crate::tui::field;
use crate::tui::key::{Code, Key};
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Ticket};

/// What the keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// A field.
    Field(Field),
    /// The button that sends.
    Send,
}

/// A declaration on its way into the queue.
#[derive(Debug)]
struct Pending {
    ticket: Ticket,
    declaration: Box<Declaration>,
}

/// The declare screen.
#[derive(Debug)]
pub struct Declare {
    draft: Draft,
    inputs: BTreeMap<Field, Input>,
    /// What the keys go to while typing.
    pub focus: Focus,
    /// Keys are text; otherwise they are commands.
    pub editing: bool,
    touched: BTreeSet<Field>,
    tried: bool,
    verdict: Verdict,
    check: fn(&Draft, &Rules, Date) -> Verdict,
    pending: Option<Pending>,
    question: Ticket,
}

impl Default for Declare {
    fn default() -> Self {
        Self {
            draft: Draft::new(Kind::In),
            inputs: BTreeMap::new(),
            focus: Focus::Field(Field::WorkerType),
            editing: true,
            touched: BTreeSet::new(),
            tried: false,
            verdict: Verdict {
                declaration: None,
                findings: Vec::new(),
            },
            check: validate,
            pending: None,
            question: Ticket::default(),
        }
    }
}

/// What becomes of an answer to a submission.
#[derive(Debug)]
pub enum Outcome {
    /// It answers nothing that is waited for.
    Late,
    /// It is in the queue; the form is empty again.
    Queued(crate::domain::ids::SubmissionId),
    /// A reason is needed to send it all the same.
    Duplicate(Box<Declaration>, Submitted),
    /// It could not be handed in; the form is as it was.
    Failed(Problem),
}

impl Declare {
    /// An empty form with another check: for tests of what follows a verdict.
    #[cfg(test)]
    pub fn with_check(check: fn(&Draft, &Rules, Date) -> Verdict) -> Self {
        Self {
            check,
            ..Self::default()
        }
    }

    /// What was typed.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The fields on show.
    pub fn fields(&self, env: &Env) -> Vec<Field> {
        form::fields(&self.draft, &env.rules)
    }

    /// The text of a field as it is being typed.
    pub fn input(&self, field: Field) -> Option<&Input> {
        self.inputs.get(&field)
    }

    /// Whether typed text would be lost.
    pub fn is_dirty(&self) -> bool {
        self.pending.is_some() || self.draft.filled().any(|field| field != Field::WorkerType)
    }

    /// Whether a declaration is on its way into the queue.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// The findings of a field that may be shown: nobody wants to read that an
    /// untouched form is empty.
    pub fn findings(&self, field: Field) -> impl Iterator<Item = &Finding> {
        let known = self.tried || self.touched.contains(&field);
        self.verdict
            .findings
            .iter()
            .filter(move |finding| known && finding.field == field)
    }

    /// Every finding that keeps it from being sent or accepted.
    pub fn gravest(&self) -> Option<&Finding> {
        let by_severity = |finding: &&Finding| finding.severity;
        self.verdict.findings.iter().min_by_key(by_severity)
    }

    /// The form was opened: the usual worker type is filled in.
    pub fn open(&mut self, env: &Env) {
        self.editing = true;
        if self.draft.get(Field::WorkerType).is_empty() {
            let choices = form::choices(Field::WorkerType, &self.draft, &env.rules, env.today());
            if let Some(&usual) = choices.first() {
                self.fill(Field::WorkerType, usual.to_owned());
            }
        }
        self.recheck(env);
    }

    /// Reacts to an intention. Sending is not decided here: it asks first.
    pub fn on_action(&mut self, action: Action, env: &Env) {
        match action {
            Action::Down | Action::Next | Action::Accept if self.editing => self.move_focus(1, env),
            Action::Up | Action::Previous if self.editing => self.move_focus(-1, env),
            Action::Down | Action::Next | Action::Accept | Action::Up | Action::Previous => {
                self.editing = true;
            }
            Action::Left | Action::Right => self.pick(action == Action::Right, env),
            Action::Back => self.editing = false,
            Action::ClearForm if self.pending.is_none() => self.clear(env),
            _ => {}
        }
    }

    /// A key that is no command here.
    pub fn on_key(&mut self, key: Key, env: &Env) {
        let Focus::Field(field) = self.focus else {
            return;
        };
        if self.pending.is_some() {
            return;
        }
        if form::is_picked(field) && matches!(key.code, Code::Left | Code::Right) {
            self.pick(key.code == Code::Right, env);
            return;
        }
        let input = self.inputs.entry(field).or_default();
        if field::edit(input, key) {
            self.changed(field, env);
        }
    }

    /// Pasted text goes into the field that has the focus.
    pub fn on_paste(&mut self, text: &str, env: &Env) {
        if let Focus::Field(field) = self.focus
            && self.editing
            && self.pending.is_none()
            && field::paste(self.inputs.entry(field).or_default(), text)
        {
            self.changed(field, env);
        }
    }

    fn changed(&mut self, field: Field, env: &Env) {
        let text = self.inputs.get(&field).map_or("", Input::value).to_owned();
        self.draft.set(field, text);
        self.touched.insert(field);
        self.recheck(env);
    }

    fn fill(&mut self, field: Field, text: String) {
        self.draft.set(field, text.clone());
        self.inputs.insert(field, Input::new(text));
    }

    fn pick(&mut self, forward: bool, env: &Env) {
        let Focus::Field(field) = self.focus else {
            return;
        };
        if self.pending.is_some() {
            return;
        }
        let choices = form::choices(field, &self.draft, &env.rules, env.today());
        if let Some(choice) = form::step(&choices, self.draft.get(field), forward) {
            self.fill(field, choice.to_owned());
            self.touched.insert(field);
            self.recheck(env);
        }
    }

    /// Checks the draft again: it changed, or the day did.
    pub fn recheck(&mut self, env: &Env) {
        self.verdict = (self.check)(&self.draft, &env.rules, env.today());
    }

    fn move_focus(&mut self, steps: isize, env: &Env) {
        let mut places: Vec<_> = self.fields(env).into_iter().map(Focus::Field).collect();
        places.push(Focus::Send);
        let place = places.iter().position(|known| *known == self.focus);
        let next = place.unwrap_or(0).saturating_add_signed(steps);
        if let (Focus::Field(left), true) = (self.focus, !self.draft_is_empty()) {
            self.touched.insert(left);
        }
        self.focus = places[next.min(places.len() - 1)];
    }

    fn draft_is_empty(&self) -> bool {
        !self.is_dirty()
    }

    /// The declaration to send; otherwise every finding is shown and the first one gets the focus.
    pub fn ready(&mut self, env: &Env) -> Option<Box<Declaration>> {
        if self.pending.is_some() {
            return None;
        }
        self.recheck(env);
        let blocked = self
            .verdict
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        if let (Some(declaration), None) = (&self.verdict.declaration, blocked) {
            return Some(Box::new(declaration.clone()));
        }
        self.tried = true;
        if let Some(finding) = blocked.or(self.verdict.findings.first()) {
            self.focus = Focus::Field(finding.field);
            self.editing = true;
        }
        None
    }

    /// What hands it in, once it is confirmed.
    pub fn submission(&mut self, declaration: Box<Declaration>, reason: Option<String>) -> Effect {
        self.question.advance();
        Effect::Submit {
            ticket: self.question,
            declaration,
            duplicate_reason: reason,
        }
    }

    /// It was confirmed: from now on the form waits. Only the answer clears it.
    pub fn on_sent(&mut self, ticket: Ticket, declaration: &Declaration) {
        self.pending = Some(Pending {
            ticket,
            declaration: Box::new(declaration.clone()),
        });
    }

    /// Takes the answer to a submission.
    pub fn on_reply(
        &mut self,
        ticket: Ticket,
        answer: Result<Submitted, Problem>,
        env: &Env,
    ) -> Outcome {
        let Some(pending) = self.pending.take_if(|pending| pending.ticket == ticket) else {
            return Outcome::Late;
        };
        match answer {
            Ok(Submitted::New(id)) => {
                self.clear(env);
                Outcome::Queued(id)
            }
            Ok(duplicate) => Outcome::Duplicate(pending.declaration, duplicate),
            Err(problem) => Outcome::Failed(problem),
        }
    }

    /// The task that was handing it in died.
    pub fn on_lost(&mut self) {
        self.pending = None;
    }

    fn clear(&mut self, env: &Env) {
        *self = Self {
            check: self.check,
            question: self.question,
            editing: self.editing,
            ..Self::default()
        };
        let editing = self.editing;
        self.open(env);
        self.editing = editing;
    }
}
