//! The form of all four kinds: one declaration, or the parts of a correction one after another;
//! checked while typing, kept while typing, cleared only when the queue has everything.

use std::collections::BTreeSet;

use tui_input::Input;

use super::declare_keep::Keeper;
use super::declare_others::Others;
use super::declare_page::{Check, Page};
use super::declare_parts::{Course, Pending};
use super::form;
use crate::domain::correct::Mark;
use crate::domain::deadline::Deadline;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::text::Text;
use crate::domain::validate::{Finding, Period, validate};
use crate::tui::env::Env;
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

/// The declare screen.
#[derive(Debug)]
pub struct Declare {
    /// The declarations; there is always one.
    pub(super) pages: Vec<Page>,
    /// The one on show.
    pub(super) at: usize,
    pub(super) course: Option<Course>,
    /// What the keys go to while typing.
    pub focus: Focus,
    /// Keys are text; otherwise they are commands.
    pub editing: bool,
    pub(super) check: Check,
    /// Periods of which something is known, as long as a page quotes them.
    pub(super) known: Vec<Period>,
    others: Others,
    pub(super) pending: Option<Pending>,
    pub(super) question: Ticket,
    pub(super) keeper: Keeper,
    pub(super) said: Option<Text>,
}

impl Default for Declare {
    fn default() -> Self {
        Self {
            pages: vec![Page::new(&Draft::new(Kind::In))],
            at: 0,
            course: None,
            focus: Focus::Field(Field::WorkerType),
            editing: true,
            check: validate,
            known: Vec::new(),
            others: Others::default(),
            pending: None,
            question: Ticket::default(),
            keeper: Keeper::default(),
            said: None,
        }
    }
}

impl Declare {
    /// An empty form with another check: for tests of what follows a verdict.
    #[cfg(test)]
    pub(in crate::tui) fn with_check(check: Check) -> Self {
        Self {
            check,
            ..Self::default()
        }
    }

    pub(super) fn page(&self) -> &Page {
        &self.pages[self.at]
    }

    pub(super) fn page_mut(&mut self) -> &mut Page {
        &mut self.pages[self.at]
    }

    /// What was typed.
    pub fn draft(&self) -> &Draft {
        self.page().draft()
    }

    /// Whether the field must be filled in.
    pub fn is_required(&self, field: Field, env: &Env) -> bool {
        self.page().is_required(field, &env.rules)
    }

    /// The fields on show.
    pub fn fields(&self, env: &Env) -> Vec<Field> {
        self.page().fields(&env.rules)
    }

    /// The text of a field as it is being typed.
    pub fn input(&self, field: Field) -> Option<&Input> {
        self.page().input(field)
    }

    /// Whether there is typed text that the queue does not have.
    pub fn is_dirty(&self) -> bool {
        self.pending.is_some() || self.pages.iter().any(Page::is_dirty)
    }

    /// Whether typed text is kept nowhere else and cannot be.
    pub fn is_unkept(&self, env: &Env) -> bool {
        env.read_only || Keeper::has_failed(&self.pages)
    }

    /// Whether there is anything to empty, or to leave.
    pub fn can_clear(&self) -> bool {
        let has_text = |page: &Page| page.has_text() || page.kept.uid.is_some();
        self.is_dirty() || self.course.is_some() || self.pages.iter().any(has_text)
    }

    /// Whether something can be taken back.
    pub fn can_undo(&self) -> bool {
        self.page().can_undo()
    }

    /// Whether this form may become one of another kind: a correction is what it is.
    pub fn can_switch(&self) -> bool {
        self.course.is_none()
    }

    /// Whether declarations are on their way into the queue.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// Whether text waits to be kept: it needs the clock.
    pub fn is_keeping(&self) -> bool {
        self.keeper.waits(&self.pages)
    }

    /// The findings of a field that may be shown.
    pub fn findings(&self, field: Field) -> impl Iterator<Item = &Finding> {
        self.page().findings(field)
    }

    /// The marks of a field that still stand.
    pub fn marks(&self, field: Field) -> impl Iterator<Item = &Mark> {
        self.page().marks(field)
    }

    /// The gravest finding of all parts.
    pub fn gravest(&self) -> Option<&Finding> {
        let all = self.pages.iter().filter_map(Page::gravest);
        all.min_by_key(|finding| finding.severity)
    }

    /// What is known of the period of the part on show.
    pub fn known(&self) -> Option<&Period> {
        known(&self.known, self.page().draft())
    }

    /// Until when the part on show is in time.
    pub fn deadline(&self, env: &Env) -> Option<Deadline> {
        let known = self.known().map(|period| &period.known);
        self.page().deadline(known, &env.rules)
    }

    /// What was last said about drafts.
    pub(super) fn said(&self) -> Option<Text> {
        let hint = self.keeper.count > 0 && self.is_empty();
        let count = self.keeper.count;
        let hint = hint.then(|| Text::new("form-drafts-hint").with("count", count));
        self.said.clone().or(hint)
    }

    pub(super) fn course(&self) -> Option<&Course> {
        self.course.as_ref()
    }

    /// The place of the part on show, how many there are, and the one before it.
    pub(super) fn place(&self) -> (usize, usize, Option<&Draft>) {
        let before = self
            .at
            .checked_sub(1)
            .map(|place| self.pages[place].draft());
        (self.at, self.pages.len(), before)
    }

    /// Whether another part is gone through after this one.
    pub(super) fn has_next(&self) -> bool {
        self.next().is_some()
    }

    pub(super) fn next(&self) -> Option<usize> {
        (self.at + 1..self.pages.len()).find(|place| self.pages[*place].edit)
    }

    fn is_empty(&self) -> bool {
        self.course.is_none() && !self.pages.iter().any(Page::has_text)
    }

    /// The form was opened: the usual worker type is filled in, and kept drafts are counted.
    pub fn open(&mut self, env: &Env) -> Vec<Effect> {
        self.editing = true;
        self.begin(env);
        self.recheck(env);
        if self.keeper.asked || !self.is_empty() {
            return Vec::new();
        }
        vec![self.keeper.ask(false)]
    }

    pub(super) fn begin(&mut self, env: &Env) {
        let draft = self.draft();
        let is_fresh = self.is_empty() && draft.get(Field::WorkerType).is_empty();
        if draft.kind != Kind::In || !is_fresh {
            return;
        }
        let choices = form::choices(Field::WorkerType, draft, &env.rules, env.today());
        if let Some(&usual) = choices.first() {
            self.page_mut().begin_with(usual);
        }
    }

    /// The form goes out of sight: what was typed is kept.
    pub fn leave(&mut self, env: &Env) -> Vec<Effect> {
        let origin = self.kept_origin();
        self.keeper.keep_all(&mut self.pages, origin, env)
    }

    /// The program ends: whatever is not kept is kept now.
    pub fn keep_now(&mut self, env: &Env) -> Vec<Effect> {
        let origin = self.kept_origin();
        let keeper = &mut self.keeper;
        let keep = |page| keeper.keep_now(page, origin, env);
        self.pages.iter_mut().filter_map(keep).collect()
    }

    /// Time went by.
    pub fn tick(&mut self, env: &Env) -> Vec<Effect> {
        let origin = self.kept_origin();
        self.keeper.tick(&mut self.pages, origin, env)
    }

    /// The submission that a kept draft replaces. A part of several is kept as a declaration of
    /// its own: alone it must not take the place of what it was made from.
    pub(super) fn kept_origin(&self) -> Option<SubmissionId> {
        let course = self.course.as_ref()?;
        let alone = self.pages.len() == 1 && course.replacing == Some(0);
        course.origin.filter(|_| alone)
    }

    /// Reacts to an intention. Sending is not decided here: it asks first.
    pub fn on_action(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        match action {
            Action::Down | Action::Next | Action::Accept if self.editing => self.move_focus(1, env),
            Action::Up | Action::Previous if self.editing => self.move_focus(-1, env),
            Action::Down | Action::Next | Action::Accept | Action::Up | Action::Previous => {
                self.editing = true;
            }
            Action::Left | Action::Right => self.pick(action == Action::Right, env),
            Action::Back => self.editing = false,
            _ if self.pending.is_some() => {}
            Action::ClearForm => return self.clear(env),
            Action::SwitchKind if self.can_switch() => self.switch_kind(env),
            Action::Identity if self.draft().kind == Kind::In => self.toggle_identity(env),
            Action::Undo => self.undo(env),
            Action::Drafts => return vec![self.keeper.ask(true)],
            _ => {}
        }
        Vec::new()
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
        } else if self.page_mut().on_key(field, key, env) {
            self.changed(env);
        }
    }

    /// Pasted text goes into the field that has the focus.
    pub fn on_paste(&mut self, text: &str, env: &Env) {
        if let Focus::Field(field) = self.focus
            && self.editing
            && self.pending.is_none()
            && self.page_mut().on_paste(field, text, env)
        {
            self.changed(env);
        }
    }

    /// A choice from a list fills in its field and those that belong to it.
    pub fn take_choice(&mut self, filled: Vec<(Field, String)>, env: &Env) {
        if self.pending.is_some() || filled.is_empty() {
            return;
        }
        self.page_mut().put(filled, env);
        self.changed(env);
    }

    /// Something is known of a period; it counts as long as the period's number stands in the
    /// form.
    pub fn know_period(&mut self, period: Period, env: &Env) {
        self.known.retain(|known| known.id != period.id);
        self.known.push(period);
        self.recheck(env);
    }

    /// Asks for the other periods of the worker, when it is another worker than before.
    pub fn ask_others(&mut self) -> Option<Effect> {
        let page = &self.pages[self.at];
        self.others.wants(page.draft()).map(Effect::OwnPeriods)
    }

    /// The queue moved: the worker may have other periods than before.
    pub fn look_again(&mut self) {
        self.others.look_again();
    }

    /// The other periods of a worker are known.
    pub fn know_others(&mut self, ssin: Ssin, periods: Vec<Period>, env: &Env) {
        self.others.take(ssin, periods);
        self.recheck(env);
    }

    fn pick(&mut self, forward: bool, env: &Env) {
        if let Focus::Field(field) = self.focus
            && self.pending.is_none()
            && self.page_mut().pick(field, forward, env)
        {
            self.changed(env);
        }
    }

    fn undo(&mut self, env: &Env) {
        if let Some(field) = self.page_mut().undo(env) {
            self.focus = Focus::Field(field);
            self.changed(env);
        }
    }

    fn switch_kind(&mut self, env: &Env) {
        self.page_mut().switch_kind(env);
        self.begin(env);
        self.focus_first(env);
        self.changed(env);
    }

    /// The form becomes one of this kind, with what fits of what was typed; a correction stays
    /// what it is.
    pub fn turn_into(&mut self, kind: Kind, env: &Env) {
        if self.is_pending() || !self.can_switch() {
            return;
        }
        while self.draft().kind != kind {
            self.switch_kind(env);
        }
    }

    fn toggle_identity(&mut self, env: &Env) {
        let shown = self.page_mut().toggle_identity();
        let fields = self.fields(env);
        if shown {
            self.focus = Focus::Field(Field::FamilyName);
        } else if matches!(self.focus, Focus::Field(field) if !fields.contains(&field)) {
            self.focus = Focus::Field(Field::Ssin);
        }
        self.editing = true;
    }

    fn changed(&mut self, env: &Env) {
        self.said = None;
        let quoted: BTreeSet<_> = self.pages.iter().map(|page| quoted(page.draft())).collect();
        self.known
            .retain(|period| quoted.contains(&Some(period.id.value())));
        self.recheck(env);
    }

    /// Checks everything again: it changed, or the day did.
    pub fn recheck(&mut self, env: &Env) {
        let drafts = self.pages.iter().map(Page::draft);
        let cancels = drafts.filter(|draft| draft.kind == Kind::Cancel);
        let withdrawn: Vec<PeriodId> = cancels
            .filter_map(|draft| PeriodId::parse(draft.get(Field::PeriodId)).ok())
            .collect();
        for page in &mut self.pages {
            let known = known(&self.known, page.draft()).map(|period| &period.known);
            let others = self.others.of(page.draft(), &withdrawn);
            page.recheck(self.check, known, &others, env);
        }
    }

    pub(super) fn focus_first(&mut self, env: &Env) {
        let first = self.page().first_field(&env.rules);
        self.focus = first.map_or(Focus::Send, Focus::Field);
    }

    /// Above the first field stands the part before this one.
    fn move_focus(&mut self, steps: isize, env: &Env) {
        let mut places: Vec<_> = self.fields(env).into_iter().map(Focus::Field).collect();
        places.push(Focus::Send);
        let place = places.iter().position(|known| *known == self.focus);
        if let Focus::Field(left) = self.focus {
            self.page_mut().left(left);
        }
        let earlier = (0..self.at).rev().find(|place| self.pages[*place].edit);
        if let (Some(0), true, Some(earlier)) = (place, steps < 0, earlier) {
            self.at = earlier;
            self.focus = Focus::Send;
            return;
        }
        let next = place.unwrap_or(0).saturating_add_signed(steps);
        self.focus = places[next.min(places.len() - 1)];
    }
}

/// The number of the period that a draft quotes.
fn quoted(draft: &Draft) -> Option<u64> {
    let number = PeriodId::parse(draft.get(Field::PeriodId)).ok();
    number.map(PeriodId::value)
}

fn known<'a>(periods: &'a [Period], draft: &Draft) -> Option<&'a Period> {
    let number = quoted(draft)?;
    periods.iter().find(|period| period.id.value() == number)
}
