//! From the form into the queue: one part after another, all of them handed in as one, and what
//! takes the place of what is on show: a correction, a kept draft, an empty form.

use super::declare::{Declare, Focus};
use super::declare_page::Page;
use crate::domain::actor::Actor;
use crate::domain::correct::Proposal;
use crate::domain::draft::{Draft, Kind};
use crate::domain::handing::Handing;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{KeptDraft, Submitted};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Effect, Ticket};

/// Declarations on their way into the queue.
#[derive(Debug)]
pub(super) struct Pending {
    ticket: Ticket,
    handing: Box<Handing>,
}

/// What a form that was made from a submission hands in.
#[derive(Debug, Clone)]
pub(super) struct Course {
    /// The submission that it is made from.
    pub(super) origin: Option<SubmissionId>,
    /// Each part waits until the one before it is accepted.
    pub(super) in_turn: bool,
    /// The place of the part that replaces the origin.
    pub(super) replacing: Option<usize>,
    /// What the person should know before editing.
    pub(super) note: Option<Text>,
}

/// What became of the wish to send.
#[derive(Debug)]
pub enum Ready {
    /// Everything may be sent, once it is confirmed.
    All(Box<Handing>),
    /// This part is in order, and the next one is on show.
    Next,
    /// Something keeps it back; every finding is shown and the first one has the focus.
    Not,
}

/// What becomes of an answer to a submission.
#[derive(Debug)]
pub enum Outcome {
    /// It answers nothing that is waited for.
    Late,
    /// It is in the queue; the form is empty again.
    Queued(SubmissionId),
    /// A reason is needed to send it all the same.
    Duplicate(Box<Handing>, Submitted),
    /// It could not be handed in; the form is as it was.
    Failed(Problem),
}

impl Declare {
    /// Everything to send; or the next part is on show, or what keeps this one back.
    pub fn ready(&mut self, env: &Env) -> Ready {
        if self.pending.is_some() {
            return Ready::Not;
        }
        self.recheck(env);
        let next = self.next();
        let last = next.map_or(self.pages.len(), |_| self.at + 1);
        let blocked = (0..last).find(|place| self.pages[*place].declaration().is_none());
        if let Some(place) = blocked {
            self.show_obstacle(place);
            return Ready::Not;
        }
        if let Some(next) = next {
            self.at = next;
            self.focus_first(env);
            self.editing = true;
            return Ready::Next;
        }
        Ready::All(Box::new(self.handing()))
    }

    fn show_obstacle(&mut self, place: usize) {
        self.at = place;
        let page = self.page_mut();
        page.tried = true;
        // A part that nobody was to go through needs somebody after all.
        page.edit = true;
        if let Some(field) = page.obstacle() {
            self.focus = Focus::Field(field);
            self.editing = true;
        }
    }

    fn handing(&self) -> Handing {
        let declarations = self.pages.iter().filter_map(Page::declaration);
        let course = self.course.as_ref();
        Handing {
            declarations: declarations.cloned().collect(),
            in_turn: course.is_some_and(|course| course.in_turn),
            origin: course.and_then(|course| course.origin),
            replacing: course.and_then(|course| course.replacing),
            duplicate_reason: None,
        }
    }

    /// What hands it in, once it is confirmed.
    pub fn submission(&mut self, handing: Box<Handing>) -> Effect {
        self.question.advance();
        Effect::Submit {
            ticket: self.question,
            handing,
        }
    }

    /// It was confirmed: from now on the form waits. Only the answer clears it.
    pub fn on_sent(&mut self, ticket: Ticket, handing: &Handing) {
        self.pending = Some(Pending {
            ticket,
            handing: Box::new(handing.clone()),
        });
    }

    /// Takes the answer to a submission.
    pub fn on_reply(
        &mut self,
        ticket: Ticket,
        answer: Result<Submitted, Problem>,
        env: &Env,
    ) -> (Outcome, Vec<Effect>) {
        let Some(pending) = self.pending.take_if(|pending| pending.ticket == ticket) else {
            return (Outcome::Late, Vec::new());
        };
        match answer {
            Ok(Submitted::New(id)) => (Outcome::Queued(id), self.clear(env)),
            Ok(duplicate) => (Outcome::Duplicate(pending.handing, duplicate), Vec::new()),
            Err(problem) => (Outcome::Failed(problem), Vec::new()),
        }
    }

    /// A task died: if it was the one that was handing it in, nobody waits any more.
    pub fn on_lost(&mut self) {
        self.pending = None;
        self.keeper.on_lost(&mut self.pages);
    }

    /// Empties the form, forgets what was kept of it, and leaves a correction.
    pub(super) fn clear(&mut self, env: &Env) -> Vec<Effect> {
        let kept: Vec<_> = self.pages.iter().filter_map(|page| page.kept.uid).collect();
        let forget = |uid| self.keeper.forget(uid);
        let effects = kept.into_iter().filter_map(forget).collect();
        let kind = match self.course.take() {
            Some(_) => Kind::In,
            None => self.draft().kind,
        };
        self.show(vec![Page::new(&Draft::new(kind))], None, env);
        self.known.clear();
        effects
    }

    /// Other declarations take the place of those on show.
    fn show(&mut self, pages: Vec<Page>, course: Option<Course>, env: &Env) {
        self.pages = pages;
        self.course = course;
        self.at = self.pages.iter().position(|page| page.edit).unwrap_or(0);
        self.said = None;
        self.begin(env);
        self.recheck(env);
        self.focus_first(env);
    }

    /// What is on show leaves the form; text that is nowhere else is kept.
    fn put_aside(&mut self, env: &Env) -> Vec<Effect> {
        let origin = self.kept_origin();
        let keeper = &mut self.keeper;
        let put = |page| keeper.put_aside(page, origin, env);
        self.pages.iter_mut().filter_map(put).collect()
    }

    /// A proposal is to be looked at, edited and handed in. What was typed before is kept. While
    /// something is being handed in the form stays as it is.
    pub fn work_on(&mut self, proposal: Proposal, env: &Env) -> Vec<Effect> {
        if self.pending.is_some() || proposal.parts.is_empty() {
            return Vec::new();
        }
        let effects = self.put_aside(env);
        // One declaration that is made from nothing is an ordinary form, filled in.
        let is_plain =
            proposal.parts.len() == 1 && proposal.origin.is_none() && proposal.note.is_none();
        let course = (!is_plain).then_some(Course {
            origin: proposal.origin,
            in_turn: proposal.in_turn,
            replacing: proposal.replacing,
            note: proposal.note,
        });
        let pages = proposal.parts.into_iter().map(Page::of_part).collect();
        self.show(pages, course, env);
        if !self.page().edit {
            // Nobody has to go through any part: only the button is left.
            self.focus = Focus::Send;
        }
        self.editing = true;
        effects
    }

    /// A draft is kept, or could not be.
    pub fn on_kept(&mut self, draft: &KeptDraft, is_kept: bool) -> Vec<Effect> {
        self.keeper.on_kept(draft, is_kept, &mut self.pages)
    }

    /// Takes the drafts that are kept: they are counted, or the next one is shown.
    ///
    /// # Errors
    ///
    /// Why they could not be read, when somebody waits to see one.
    pub fn on_drafts(
        &mut self,
        ticket: Ticket,
        answer: Result<Vec<KeptDraft>, Problem>,
        env: &Env,
    ) -> Result<Vec<Effect>, Problem> {
        let Some(walking) = self.keeper.answers(ticket) else {
            return Ok(Vec::new());
        };
        if !walking || self.pending.is_some() {
            self.keeper.count = answer.map_or(0, |stored| self.keeper.all(stored).len());
            return Ok(Vec::new());
        }
        let stored = answer?;
        let effects = self.put_aside(env);
        let all = self.keeper.all(stored);
        self.keeper.count = all.len();
        self.show_next(&all, env);
        Ok(effects)
    }

    /// Shows the draft after the one on show, round and round.
    fn show_next(&mut self, all: &[KeptDraft], env: &Env) {
        let own = self.page().kept.uid;
        let place = all.iter().position(|draft| Some(draft.uid) == own);
        let next = place.map_or(0, |place| place + 1) % all.len().max(1);
        let other = all.get(next).filter(|draft| Some(draft.uid) != own);
        let Some(draft) = other else {
            // What was put aside for another stays on show.
            for page in &mut self.pages {
                self.keeper.give_back(page, env);
            }
            self.said = Some(if all.is_empty() {
                Text::new("form-drafts-none")
            } else {
                Text::new("form-drafts-no-other")
            });
            return;
        };
        let course = draft.origin.map(|origin| Course {
            origin: Some(origin),
            in_turn: false,
            replacing: Some(0),
            note: None,
        });
        let mut page = Page::of_kept(&draft.draft, draft.uid);
        self.keeper.give_back(&mut page, env);
        self.show(vec![page], course, env);
        let text = if draft.by.is_empty() {
            Text::new("form-draft-shown")
        } else {
            let by = Actor::read(&draft.by).shown();
            Text::new("form-draft-shown-by").with("by", by)
        };
        let key = env.keys.key_in(Action::ClearForm, Context::Field);
        self.said = Some(
            text.with("place", next + 1)
                .with("key", key.unwrap_or_default())
                .with("count", all.len())
                .with("time", format::short(draft.at, env.now)),
        );
        self.editing = true;
    }
}
