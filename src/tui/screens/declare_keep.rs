//! Drafts that are kept while they are typed, so that nothing is lost with the connection: when
//! to keep one, when to forget it, and which of them is shown next.
//!
//! Keeping is a deed that can fail or come late. What left the form stays here until it is known
//! to be kept, and a draft is never forgotten while it is still being kept.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use uuid::{Builder, Uuid};

use super::declare_page::Page;
use crate::domain::ids::SubmissionId;
use crate::domain::report::KeptDraft;
use crate::tui::env::Env;
use crate::tui::msg::{Effect, Ticket};

/// A pause in typing after which the text is kept.
const PAUSE: SignedDuration = SignedDuration::from_secs(2);

/// A draft that left the form.
#[derive(Debug)]
struct Aside {
    draft: KeptDraft,
    is_kept: bool,
    /// An older text of it is still being kept: it goes after that.
    again: bool,
}

/// What is known of the drafts outside the form.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// Being kept: no answer yet.
    under_way: BTreeSet<Uuid>,
    /// To be forgotten as soon as they are no longer being kept.
    doomed: BTreeSet<Uuid>,
    aside: Vec<Aside>,
    made: u32,
    ticket: Ticket,
    /// The drafts were asked for to be shown, not only to be counted.
    walking: bool,
    /// They were asked for once.
    pub(super) asked: bool,
    /// How many others there are, once known.
    pub(super) count: usize,
}

impl Keeper {
    /// Whether text waits to be kept, or a draft to be forgotten: a clock is needed.
    pub(super) fn waits(&self, pages: &[Page]) -> bool {
        pages.iter().any(|page| page.kept.changed.is_some())
            || self.doomed.difference(&self.under_way).next().is_some()
    }

    /// Time went by: keeps what was not changed for a while.
    pub(super) fn tick(
        &mut self,
        pages: &mut [Page],
        origin: Option<SubmissionId>,
        env: &Env,
    ) -> Vec<Effect> {
        if env.read_only {
            self.doomed.clear();
        }
        let mut effects = Vec::new();
        self.doomed.retain(|uid| {
            let waits = self.under_way.contains(uid);
            if !waits {
                effects.push(Effect::DropDraft(*uid));
            }
            waits
        });
        for page in pages {
            let paused = |since| env.now.duration_since(since) >= PAUSE;
            if page.kept.changed.is_some_and(paused) {
                effects.extend(self.keep(page, origin, env));
            }
        }
        effects
    }

    fn is_under_way(&self, page: &Page) -> bool {
        let uid = page.kept.uid;
        uid.is_some_and(|uid| self.under_way.contains(&uid))
    }

    /// Keeps a page, unless it is being kept: then it waits for that.
    fn keep(&mut self, page: &mut Page, origin: Option<SubmissionId>, env: &Env) -> Option<Effect> {
        if self.is_under_way(page) {
            return None;
        }
        self.keep_now(page, origin, env)
    }

    /// Keeps a page before the program leaves.
    pub(super) fn keep_now(
        &mut self,
        page: &mut Page,
        origin: Option<SubmissionId>,
        env: &Env,
    ) -> Option<Effect> {
        page.kept.changed.take()?;
        if env.read_only {
            return None;
        }
        if !page.has_text() {
            let uid = page.kept.uid.take()?;
            return self.forget(uid);
        }
        let draft = self.draft_of(page, origin, env);
        self.under_way.insert(draft.uid);
        Some(Effect::KeepDraft(Box::new(draft)))
    }

    /// Text leaves the form for another: it is kept, and held here until that is known.
    pub(super) fn put_aside(
        &mut self,
        page: &mut Page,
        origin: Option<SubmissionId>,
        env: &Env,
    ) -> Option<Effect> {
        let busy = self.is_under_way(page);
        let is_safe = !page.is_dirty() || (page.kept.changed.is_none() && !page.kept.failed);
        if is_safe && !busy {
            return None;
        }
        let draft = self.draft_of(page, origin, env);
        let uid = draft.uid;
        self.aside.retain(|one| one.draft.uid != uid);
        self.aside.push(Aside {
            draft: draft.clone(),
            is_kept: false,
            again: busy && !is_safe,
        });
        if env.read_only || is_safe || busy {
            return None;
        }
        page.kept.changed = None;
        self.under_way.insert(uid);
        Some(Effect::KeepDraft(Box::new(draft)))
    }

    /// Text comes back to the form: from now on the form has it, and keeps it when it is not known
    /// to be kept. An older text of the same draft can come between no more.
    pub(super) fn give_back(&mut self, page: &mut Page, env: &Env) {
        let uid = page.kept.uid;
        let place = self.aside.iter().position(|one| Some(one.draft.uid) == uid);
        if place.is_some_and(|place| !self.aside.remove(place).is_kept) {
            page.kept.changed = Some(env.now);
            page.kept.edited = true;
        }
    }

    /// Whoever keeps it writes down who it was: the form does not know.
    fn draft_of(&mut self, page: &mut Page, origin: Option<SubmissionId>, env: &Env) -> KeptDraft {
        let uid = *page.kept.uid.get_or_insert_with(|| self.uid(env));
        KeptDraft {
            uid,
            draft: page.whole(),
            origin,
            by: String::new(),
            at: env.now,
        }
    }

    /// A number of version 7 from the clock alone: milliseconds, the nanoseconds between them,
    /// and a count. Two consoles would have to begin a draft in the same nanosecond to meet.
    fn uid(&mut self, env: &Env) -> Uuid {
        self.made = self.made.wrapping_add(1);
        let milliseconds = u64::try_from(env.now.as_millisecond()).unwrap_or_default();
        let between = u32::try_from(env.now.subsec_nanosecond()).unwrap_or_default() % 1_000_000;
        let mut rest = [0; 10];
        // The first three bytes share their bits with version and variant.
        rest[3..6].copy_from_slice(&between.to_be_bytes()[1..]);
        rest[6..].copy_from_slice(&self.made.to_be_bytes());
        Builder::from_unix_timestamp_millis(milliseconds, &rest).into_uuid()
    }

    /// Whether the last try to keep something of these pages failed.
    pub(super) fn has_failed(pages: &[Page]) -> bool {
        pages.iter().any(|page| page.kept.failed)
    }

    /// Keeps every page that changed, except one that is being kept.
    pub(super) fn keep_all(
        &mut self,
        pages: &mut [Page],
        origin: Option<SubmissionId>,
        env: &Env,
    ) -> Vec<Effect> {
        let keep = |page| self.keep(page, origin, env);
        pages.iter_mut().filter_map(keep).collect()
    }

    /// Forgets a draft, at once or as soon as it is no longer being kept.
    pub(super) fn forget(&mut self, uid: Uuid) -> Option<Effect> {
        self.aside.retain(|one| one.draft.uid != uid);
        if self.under_way.contains(&uid) {
            self.doomed.insert(uid);
            return None;
        }
        Some(Effect::DropDraft(uid))
    }

    /// It is kept, or it could not be.
    ///
    /// After a task died, an answer may be about an older text than the one that is here.
    pub(super) fn on_kept(
        &mut self,
        draft: &KeptDraft,
        is_kept: bool,
        pages: &mut [Page],
    ) -> Vec<Effect> {
        let uid = draft.uid;
        self.under_way.remove(&uid);
        if self.doomed.remove(&uid) {
            return vec![Effect::DropDraft(uid)];
        }
        if let Some(one) = self.aside.iter_mut().find(|one| one.draft.uid == uid) {
            if std::mem::take(&mut one.again) {
                self.under_way.insert(uid);
                return vec![Effect::KeepDraft(Box::new(one.draft.clone()))];
            }
            one.is_kept = is_kept && one.draft.draft == draft.draft;
        }
        for page in pages {
            if page.kept.uid == Some(uid) && (!is_kept || page.whole() == draft.draft) {
                page.kept.failed = !is_kept;
            }
        }
        Vec::new()
    }

    /// A task died: nobody knows whether it was one that kept something.
    pub(super) fn on_lost(&mut self, pages: &mut [Page]) {
        for page in pages {
            let kept = &mut page.kept;
            kept.failed |= kept.uid.is_some_and(|uid| self.under_way.contains(&uid));
        }
        self.under_way.clear();
        self.walking = false;
    }

    /// Asks for the drafts that are kept: to show the next one, or only to count them.
    pub(super) fn ask(&mut self, walking: bool) -> Effect {
        self.asked = true;
        self.walking = walking;
        // What is known to be kept will be in the answer.
        self.aside.retain(|one| !one.is_kept);
        self.ticket.advance();
        Effect::Drafts(self.ticket)
    }

    /// Whether this answers the last question, and then whether a draft is to be shown.
    pub(super) fn answers(&mut self, ticket: Ticket) -> Option<bool> {
        (ticket == self.ticket).then(|| std::mem::take(&mut self.walking))
    }

    /// All drafts in the order in which they were begun, the latest first: those of the answer,
    /// and those of which it is not known that they are kept.
    pub(super) fn all(&self, stored: Vec<KeptDraft>) -> Vec<KeptDraft> {
        let is_aside = |uid| self.aside.iter().any(|one| one.draft.uid == uid);
        let mut all: Vec<_> = stored
            .into_iter()
            .filter(|draft| !is_aside(draft.uid) && !self.doomed.contains(&draft.uid))
            .chain(self.aside.iter().map(|one| one.draft.clone()))
            .collect();
        all.sort_by_key(|draft| std::cmp::Reverse(draft.uid));
        all
    }
}
