//! What a filled file still has to tell: entries and exchanges of many lives at once, in the
//! order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::decision;
use super::exchange;
use super::fill::EPOCH;
use super::journal::{Happening, Journal};
use super::values::Moment;
use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::Method;
use crate::store::{Change, NewExchange, Settling, StoreError};

/// Something that happened to a submission, to be written down.
#[derive(Debug)]
pub(super) struct Deed {
    actor: String,
    event: &'static str,
    from: StateKind,
    to: StateKind,
    reason: Option<String>,
    /// The exchange that brought it.
    pub exchange: Option<NewExchange>,
    /// What is known in the end of the POST that it closed, or of the one before.
    pub post_outcome: Option<&'static str>,
    settles: Option<Decision>,
}

impl Deed {
    /// What a change did.
    pub(super) fn of(change: &Change, from: StateKind, to: StateKind) -> Self {
        Self {
            actor: change.actor.clone(),
            event: change.event.name(),
            from,
            to,
            reason: change.reason.clone(),
            exchange: change.exchange.clone(),
            post_outcome: exchange::verdict(&change.event),
            settles: None,
        }
    }

    /// What a person's decision did.
    pub(super) fn of_settling(settling: &Settling, event: &'static str, state: StateKind) -> Self {
        Self {
            actor: settling.actor.clone(),
            event,
            from: state,
            to: state,
            reason: Some(settling.reason.clone()),
            exchange: None,
            post_outcome: None,
            settles: Some(settling.decision),
        }
    }

    /// Whether it closed a POST.
    pub(super) fn is_post(&self) -> bool {
        let exchange = self.exchange.as_ref();
        exchange.is_some_and(|exchange| exchange.method == Method::Post)
    }

    /// Writes it down.
    pub(super) fn write(
        &self,
        connection: &Connection,
        journal: &mut Journal<'_>,
        id: SubmissionId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(decision) = self.settles {
            decision::decide(connection, id, decision)?;
        }
        match &self.exchange {
            Some(post) if post.method == Method::Post => self.write_post(connection, id, post)?,
            Some(other) => exchange::insert(connection, id, &self.actor, other)?,
            None => {}
        }
        journal.append(&Happening {
            at,
            actor: &self.actor,
            submission: Some(id),
            event: self.event,
            from: Some(self.from),
            to: Some(self.to),
            reason: self.reason.as_deref(),
        })
    }

    fn write_post(
        &self,
        connection: &Connection,
        id: SubmissionId,
        post: &NewExchange,
    ) -> Result<(), StoreError> {
        connection
            .prepare_cached(
                "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at, duration_ms, status,
                    server_trace_id, location, outcome, detail)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                id,
                post.method,
                self.actor,
                EPOCH,
                post.trace_id,
                Moment(post.at),
                exchange::milliseconds(post),
                post.status,
                post.server_trace_id,
                post.location,
                self.post_outcome,
                post.detail,
            ])?;
        Ok(())
    }
}

/// Deeds of many submissions, earliest first; of the same moment, as they came.
#[derive(Debug, Default)]
pub(super) struct Later {
    waiting: BinaryHeap<Reverse<Entry>>,
    came: u64,
}

#[derive(Debug)]
struct Entry {
    at: Timestamp,
    place: u64,
    id: SubmissionId,
    deed: Deed,
}

impl Entry {
    fn order(&self) -> (Timestamp, u64) {
        (self.at, self.place)
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

impl Later {
    pub(super) fn push(&mut self, at: Timestamp, id: SubmissionId, deed: Deed) {
        self.came += 1;
        let place = self.came;
        self.waiting.push(Reverse(Entry {
            at,
            place,
            id,
            deed,
        }));
    }

    /// The next one, unless it is later than this.
    pub(super) fn next(
        &mut self,
        until: Option<Timestamp>,
    ) -> Option<(SubmissionId, Timestamp, Deed)> {
        let Reverse(first) = self.waiting.peek()?;
        if until.is_some_and(|until| first.at > until) {
            return None;
        }
        let Reverse(Entry { at, id, deed, .. }) = self.waiting.pop()?;
        Some((id, at, deed))
    }
}
