//! One declaration of the form: its text field by field, what the checks found in it, what the
//! answer that it corrects found, and what its fields held before. Knows no other declaration.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use tui_input::Input;
use uuid::Uuid;

use super::form;
use crate::domain::correct::{Mark, Part};
use crate::domain::deadline::{Before, Deadline, deadline_knowing};
use crate::domain::declaration::Declaration;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::rules::Rules;
use crate::domain::validate::{
    Finding, KnownPeriod, Period, Severity, Verdict, takes, validate_among,
};
use crate::tui::env::Env;
use crate::tui::field;
use crate::tui::key::Key;

/// How a draft is checked when nothing is known of its period.
pub(in crate::tui) type Check = fn(&Draft, &Rules, Date) -> Verdict;

/// Runs of edits that can be taken back.
const UNDOS: usize = 50;

/// A mark, which stands as long as its field holds what it was made for.
#[derive(Debug)]
struct Standing {
    mark: Mark,
    was: String,
}

/// What is kept of this page outside the console.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The draft that it is kept as.
    pub(super) uid: Option<Uuid>,
    /// When it last changed, while that is not kept.
    pub(super) changed: Option<Timestamp>,
    /// Something was typed or chosen here.
    pub(super) edited: bool,
    /// The last try to keep it failed.
    pub(super) failed: bool,
}

/// One declaration of the form.
#[derive(Debug)]
pub(super) struct Page {
    draft: Draft,
    /// Text of fields that the present kind does not take: it comes back with its kind.
    shelf: BTreeMap<Field, String>,
    inputs: BTreeMap<Field, Input>,
    touched: BTreeSet<Field>,
    /// It was to be sent: every finding is shown.
    pub(super) tried: bool,
    verdict: Verdict,
    marks: Vec<Standing>,
    /// A person goes through it.
    pub(super) edit: bool,
    /// The identity fields are shown although they are empty.
    identity: bool,
    undo: Vec<Vec<(Field, String)>>,
    /// The field of the run of edits that goes on.
    run: Option<Field>,
    pub(super) kept: Kept,
}

impl Page {
    /// A page that holds this draft.
    pub(super) fn new(draft: &Draft) -> Self {
        let mut page = Self {
            draft: Draft::new(draft.kind),
            shelf: BTreeMap::new(),
            inputs: BTreeMap::new(),
            touched: BTreeSet::new(),
            tried: false,
            verdict: Verdict {
                declaration: None,
                findings: Vec::new(),
            },
            marks: Vec::new(),
            edit: true,
            identity: false,
            undo: Vec::new(),
            run: None,
            kept: Kept::default(),
        };
        for field in draft.filled() {
            page.fill(field, draft.get(field).to_owned());
        }
        page
    }

    /// A part of a proposal, with the marks of the answer.
    pub(super) fn of_part(part: Part) -> Self {
        let mut page = Self::new(&part.draft);
        page.edit = part.edit;
        page.marks = part
            .marks
            .into_iter()
            .map(|mark| Standing {
                was: page.draft.get(mark.field).to_owned(),
                mark,
            })
            .collect();
        page
    }

    /// A draft that was kept: what its kind does not take was on the shelf.
    pub(super) fn of_kept(draft: &Draft, uid: Uuid) -> Self {
        let kind = draft.kind;
        let mut page = Self::new(draft);
        page.sort_out(kind);
        page.kept.uid = Some(uid);
        page
    }

    /// What is declared, as typed.
    pub(super) fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Everything that was typed, with what the present kind does not take.
    pub(super) fn whole(&self) -> Draft {
        let mut draft = self.draft.clone();
        for (field, text) in &self.shelf {
            if draft.get(*field).is_empty() {
                draft.set(*field, text.clone());
            }
        }
        draft
    }

    /// The text of a field as it is being typed.
    pub(super) fn input(&self, field: Field) -> Option<&Input> {
        self.inputs.get(&field)
    }

    /// The fields on show.
    pub(super) fn fields(&self, rules: &Rules) -> Vec<Field> {
        let mut also: BTreeSet<Field> = self.marks.iter().map(|one| one.mark.field).collect();
        if self.identity && self.draft.kind == Kind::In {
            also.extend(form::IDENTITY);
        }
        form::fields(&self.draft, rules, &also)
    }

    /// Whether the field may not stay empty.
    pub(super) fn is_required(&self, field: Field, rules: &Rules) -> bool {
        form::is_required(field, &self.draft, rules, self.identity)
    }

    /// Whether it holds more than the worker type that every form begins with.
    pub(super) fn has_text(&self) -> bool {
        let filled = self.draft.filled().chain(self.shelf.keys().copied());
        filled.into_iter().any(|field| field != Field::WorkerType)
    }

    /// Whether there is text that a person put in.
    pub(super) fn is_dirty(&self) -> bool {
        self.kept.edited && self.has_text()
    }

    /// The marks of a field that still stand.
    pub(super) fn marks(&self, field: Field) -> impl Iterator<Item = &Mark> {
        self.marks
            .iter()
            .filter(move |one| one.mark.field == field && self.draft.get(field) == one.was)
            .map(|one| &one.mark)
    }

    /// The findings of a field that may be shown: nobody wants to read that an
    /// untouched field is empty.
    pub(super) fn findings(&self, field: Field) -> impl Iterator<Item = &Finding> {
        let is_filled = !self.draft.get(field).is_empty();
        let known = self.tried || is_filled || self.touched.contains(&field);
        self.verdict
            .findings
            .iter()
            .filter(move |finding| known && finding.field == field)
    }

    /// The gravest finding, shown or not.
    pub(super) fn gravest(&self) -> Option<&Finding> {
        let by_severity = |finding: &&Finding| finding.severity;
        self.verdict.findings.iter().min_by_key(by_severity)
    }

    /// The declaration, when nothing keeps it from being sent.
    pub(super) fn declaration(&self) -> Option<&Declaration> {
        let declaration = self.verdict.declaration.as_ref()?;
        self.error().is_none().then_some(declaration)
    }

    fn error(&self) -> Option<&Finding> {
        self.verdict
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error)
    }

    /// The field that keeps it from being sent, or the first one with something to say.
    pub(super) fn obstacle(&self) -> Option<Field> {
        let finding = self.error().or(self.verdict.findings.first());
        finding.map(|finding| finding.field)
    }

    /// Where a person looks first: at the likeliest mark, else at the top.
    pub(super) fn first_field(&self, rules: &Rules) -> Option<Field> {
        let fields = self.fields(rules);
        let marked = self
            .marks
            .iter()
            .map(|one| one.mark.field)
            .find(|field| fields.contains(field) && self.marks(*field).next().is_some());
        marked.or(fields.first().copied())
    }

    /// Until when it is in time, as far as it can be read and its period is known.
    pub(super) fn deadline(&self, known: Option<&KnownPeriod>, rules: &Rules) -> Option<Deadline> {
        let before = known.map_or_else(Before::default, |known| Before {
            start: Some(known.start),
            end: known.end,
            hours: known.hours,
        });
        deadline_knowing(self.declaration()?, &before, rules)
    }

    /// Checks it again.
    pub(super) fn recheck(
        &mut self,
        check: Check,
        known: Option<&KnownPeriod>,
        others: &[Period],
        env: &Env,
    ) {
        let known = known.filter(|_| self.draft.kind != Kind::In);
        let (rules, today) = (&env.rules, env.today());
        self.verdict = if known.is_none() && others.is_empty() {
            check(&self.draft, rules, today)
        } else {
            validate_among(&self.draft, known, others, rules, today)
        };
    }

    /// A key in a field.
    pub(super) fn on_key(&mut self, field: Field, key: Key, env: &Env) -> bool {
        self.edit(field, env, |input| field::edit(input, key))
    }

    /// Pasted text in a field.
    pub(super) fn on_paste(&mut self, field: Field, text: &str, env: &Env) -> bool {
        self.edit(field, env, |input| field::paste(input, text))
    }

    fn edit(&mut self, field: Field, env: &Env, edit: impl FnOnce(&mut Input) -> bool) -> bool {
        let input = self.inputs.entry(field).or_default();
        let before = input.value().to_owned();
        if !edit(input) {
            return false;
        }
        self.draft.set(field, input.value().to_owned());
        if self.run != Some(field) {
            self.remember(vec![(field, before)]);
            self.run = Some(field);
        }
        self.changed(field, env);
        true
    }

    /// Fields take these texts, all at once.
    pub(super) fn put(&mut self, filled: Vec<(Field, String)>, env: &Env) {
        let before = filled.iter().map(|(field, _)| (*field, self.text(*field)));
        self.remember(before.collect());
        for (field, text) in filled {
            self.fill(field, text);
            self.changed(field, env);
        }
    }

    /// A field takes the choice beside its present one.
    pub(super) fn pick(&mut self, field: Field, forward: bool, env: &Env) -> bool {
        let choices = form::choices(field, &self.draft, &env.rules, env.today());
        let Some(choice) = form::step(&choices, self.draft.get(field), forward) else {
            return false;
        };
        // A walk through the choices is one run of edits.
        if self.run == Some(field) {
            self.fill(field, choice.to_owned());
            self.changed(field, env);
        } else {
            self.put(vec![(field, choice.to_owned())], env);
            self.run = Some(field);
        }
        true
    }

    /// The focus has left: its findings may be shown, and a new run of edits begins.
    pub(super) fn left(&mut self, field: Field) {
        self.run = None;
        if self.has_text() {
            self.touched.insert(field);
        }
    }

    /// Puts back what was there before the last run of edits; the field that it was in.
    pub(super) fn undo(&mut self, env: &Env) -> Option<Field> {
        let before = self.undo.pop()?;
        self.run = None;
        let field = before.first().map(|(field, _)| *field);
        for (field, text) in before {
            self.fill(field, text);
            self.changed(field, env);
        }
        field
    }

    /// Whether there is something to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Becomes a form of the next kind. What that kind does not take waits on the shelf.
    pub(super) fn switch_kind(&mut self, env: &Env) {
        let place = Kind::ALL.iter().position(|kind| *kind == self.draft.kind);
        let next = place.map_or(0, |place| place + 1) % Kind::ALL.len();
        self.draft = self.whole();
        self.shelf.clear();
        self.sort_out(Kind::ALL[next]);
        self.tried = false;
        self.touched.clear();
        // Texts may have moved to and from the shelf since; nothing is lost on it.
        self.undo.clear();
        self.run = None;
        if self.kept.changed.is_some() || self.kept.uid.is_some() {
            self.kept.changed = Some(env.now);
        }
    }

    /// Shows the identity fields, or hides them as far as they are empty; whether they are shown.
    pub(super) fn toggle_identity(&mut self) -> bool {
        self.identity = !self.identity;
        self.identity
    }

    /// The worker type that most declarations have, filled in without anybody having typed it.
    pub(super) fn begin_with(&mut self, worker_type: &str) {
        self.fill(Field::WorkerType, worker_type.to_owned());
    }

    fn sort_out(&mut self, kind: Kind) {
        let all = std::mem::replace(&mut self.draft, Draft::new(kind));
        self.inputs.clear();
        for field in all.filled() {
            let text = all.get(field).to_owned();
            if takes(kind, field) {
                self.fill(field, text);
            } else {
                self.shelf.insert(field, text);
            }
        }
    }

    fn text(&self, field: Field) -> String {
        let input = self.inputs.get(&field);
        input
            .map(|input| input.value().to_owned())
            .unwrap_or_default()
    }

    fn fill(&mut self, field: Field, text: String) {
        self.draft.set(field, text.clone());
        self.inputs.insert(field, Input::new(text));
    }

    fn changed(&mut self, field: Field, env: &Env) {
        self.touched.insert(field);
        self.kept.edited = true;
        self.kept.changed = Some(env.now);
    }

    fn remember(&mut self, before: Vec<(Field, String)>) {
        self.run = None;
        self.undo.push(before);
        if self.undo.len() > UNDOS {
            self.undo.remove(0);
        }
    }
}
