//! What has to be known before rows are changed, of all of them in one way to the server and back:
//! first the rows are kept from everybody else until the commit, then the rest is read.

use std::collections::{HashMap, HashSet};

use tokio_postgres::Row;

use super::change::Step;
use super::rows::{self, Stored, stored_row};
use super::session::ask;
use super::writing::Writing;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{Event, StateKind};
use crate::store::sqlite::change::payload_hash;
use crate::store::{Claim, StoreError, Submission};

/// In the order of their numbers: of two who change the same rows one waits for the other, and
/// never both.
const ROWS: &str = stored_row!("WHERE s.id = ANY($1) ORDER BY s.id FOR NO KEY UPDATE OF s");

/// Whether the workers live. Whoever buries one waits for this commit.
const LEASES: &str = "SELECT epoch, worker, is_living(epoch) FROM lease WHERE epoch = ANY($1) ORDER BY epoch FOR SHARE";

/// The hash of each message, whether its account is held, and whether no other living worker has it.
const FACTS: &str = "SELECT s.id, b.payload_sha256, a.held_reason IS NOT NULL,
      s.owner IS NULL OR s.owner = claim.epoch OR NOT EXISTS(SELECT FROM lease l WHERE l.epoch = s.owner)
    FROM unnest($1::bigint[], $2::bigint[]) AS claim(id, epoch) JOIN submission s ON s.id = claim.id
    JOIN body b ON b.submission_id = s.id JOIN account a ON a.id = s.account_id";

/// What each of them waits for, or the last of what corrects that.
const AWAITED: &str = "WITH RECURSIVE awaited(waiter, id, kind, state) AS(
      SELECT s.id, w.id, w.kind, w.state FROM submission s JOIN submission w ON w.id = s.waits_for
      WHERE s.id = ANY($1)
      UNION ALL
      SELECT a.waiter, new.id, new.kind, new.state FROM awaited a
      JOIN submission new ON new.supersedes = a.id AND new.kind = a.kind)
    SELECT DISTINCT ON (waiter) waiter, id, state FROM awaited ORDER BY waiter, id DESC";

/// Who has these numbers of the NSSO.
const NUMBERED: &str = "SELECT decl_id, id FROM submission WHERE decl_id = ANY($1)";

/// The held submissions that wait for one of these, or for one of its kind that it corrects; they
/// are kept from everybody else as well.
const WAITERS: &str = stored_row!(
    "WITH RECURSIVE corrected(accepted, id, kind) AS(
      SELECT id, id, kind FROM submission WHERE id = ANY($1)
      UNION ALL
      SELECT c.accepted, old.id, old.kind FROM corrected c JOIN submission new ON new.id = c.id
      JOIN submission old ON old.id = new.supersedes AND old.kind = new.kind) ";
    ", c.accepted";
    "JOIN corrected c ON c.id = s.waits_for WHERE s.state = 'held' ORDER BY s.id FOR NO KEY UPDATE OF s"
);
/// The place of what [`WAITERS`] adds.
const ACCEPTED: usize = 18;

/// What is known about the rows that are to be changed, and how they stand after what was done to
/// them so far.
#[derive(Default)]
pub(super) struct Looked {
    rows: HashMap<SubmissionId, Stored>,
    changed: HashSet<SubmissionId>,
    living: HashSet<(i64, String)>,
    facts: HashMap<SubmissionId, Facts>,
    awaited: HashMap<SubmissionId, (SubmissionId, StateKind)>,
    numbered: HashMap<DeclarationId, SubmissionId>,
    waiters: HashMap<SubmissionId, Vec<SubmissionId>>,
}

/// What else a claim has to know.
struct Facts {
    hash: Vec<u8>,
    is_held: bool,
    is_free: bool,
}

impl Looked {
    /// Looks at what these steps are about.
    pub(super) async fn at(writing: &Writing<'_>, steps: &[&Step]) -> Result<Self, StoreError> {
        let mut ids: Vec<SubmissionId> = steps.iter().map(|step| step.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut wanted = Wanted::default();
        for step in steps {
            wanted.of(step);
        }
        let some = |any: bool, ask| any.then_some(ask);
        let Wanted {
            claimed,
            epochs,
            released,
            numbers,
            answered,
        } = wanted;
        let [rows, leases, facts, awaited, numbered, waiters] = writing
            .together([
                Some(ask!(ROWS, ids)),
                some(!claimed.is_empty(), ask!(LEASES, epochs.clone())),
                some(!claimed.is_empty(), ask!(FACTS, claimed, epochs)),
                some(!released.is_empty(), ask!(AWAITED, released)),
                some(!numbers.is_empty(), ask!(NUMBERED, numbers)),
                some(!answered.is_empty(), ask!(WAITERS, answered)),
            ])
            .await?;
        let mut looked = Self::default();
        for row in &rows {
            looked.keep(row)?;
        }
        for row in &leases {
            let is_living: bool = row.try_get(2)?;
            if is_living {
                looked.living.insert((row.try_get(0)?, row.try_get(1)?));
            }
        }
        for row in &facts {
            let facts = Facts {
                hash: row.try_get(1)?,
                is_held: row.try_get(2)?,
                is_free: row.try_get(3)?,
            };
            looked.facts.insert(row.try_get(0)?, facts);
        }
        for row in &awaited {
            let state = (row.try_get(1)?, row.try_get(2)?);
            looked.awaited.insert(row.try_get(0)?, state);
        }
        for row in &numbered {
            looked.numbered.insert(row.try_get(0)?, row.try_get(1)?);
        }
        for row in &waiters {
            let waiter = looked.keep(row)?;
            let of = looked.waiters.entry(row.try_get(ACCEPTED)?);
            of.or_default().push(waiter);
        }
        Ok(looked)
    }

    fn keep(&mut self, row: &Row) -> Result<SubmissionId, StoreError> {
        let stored = rows::read(row)?;
        let id = stored.submission.id;
        self.rows.insert(id, stored);
        Ok(id)
    }

    /// The row as its changer read it.
    pub(super) fn expect(&self, id: SubmissionId, revision: i64) -> Result<&Stored, StoreError> {
        let stored = self.rows.get(&id).ok_or(StoreError::Unknown(id))?;
        // A second change of the same commit cannot have seen the first.
        if stored.submission.revision != revision || self.changed.contains(&id) {
            return Err(StoreError::Moved(id));
        }
        Ok(stored)
    }

    /// Refuses a claim that may not be made, whatever the state of its row.
    pub(super) fn refuse_claim(
        &self,
        claim: &Claim,
        submission: &Submission,
    ) -> Result<(), StoreError> {
        let worker = (claim.epoch, claim.worker.clone());
        if !self.living.contains(&worker) {
            return Err(StoreError::LeaseLost);
        }
        let facts = self.facts.get(&claim.id);
        let facts = facts.ok_or(StoreError::Unknown(claim.id))?;
        // A message that is not, byte for byte, what was put in must never be sent.
        let payload = submission.payload.as_ref();
        if payload.is_none_or(|payload| payload_hash(payload) != *facts.hash) {
            return Err(super::failure::damaged("body.payload"));
        }
        if facts.is_held || !facts.is_free {
            // For the worker the same as a row that moved: look again at what is due.
            return Err(StoreError::Moved(claim.id));
        }
        Ok(())
    }

    /// A person may release what waits for one that ended otherwise, and not what waits for one
    /// that may still be accepted, itself or as its correction.
    pub(super) fn refuse_release(&self, id: SubmissionId) -> Result<(), StoreError> {
        match self.awaited.get(&id) {
            Some((awaited, state)) if !state.is_final() => Err(StoreError::Waits(*awaited)),
            _ => Ok(()),
        }
    }

    /// Refuses a number that another submission has.
    pub(super) fn refuse_number(
        &self,
        id: SubmissionId,
        number: DeclarationId,
    ) -> Result<(), StoreError> {
        match self.numbered.get(&number) {
            Some(other) if *other != id => Err(StoreError::NumberTaken(number)),
            _ => Ok(()),
        }
    }

    /// What is held until this one is accepted.
    pub(super) fn waiters(&self, id: SubmissionId) -> Vec<SubmissionId> {
        self.waiters.get(&id).cloned().unwrap_or_default()
    }

    /// The row as it stands now, unless it is changed in this commit already.
    pub(super) fn unchanged(&self, id: SubmissionId) -> Option<&Stored> {
        let stored = self.rows.get(&id);
        stored.filter(|_| !self.changed.contains(&id))
    }

    /// It is changed in this commit, and has this number of the NSSO.
    pub(super) fn is_changed(&mut self, id: SubmissionId, number: Option<DeclarationId>) {
        self.changed.insert(id);
        if let Some(number) = number {
            self.numbered.insert(number, id);
        }
    }
}

/// What has to be looked for.
#[derive(Default)]
struct Wanted {
    claimed: Vec<SubmissionId>,
    /// Of each claim.
    epochs: Vec<i64>,
    released: Vec<SubmissionId>,
    numbers: Vec<DeclarationId>,
    answered: Vec<SubmissionId>,
}

impl Wanted {
    fn of(&mut self, step: &Step) {
        let change = match step {
            Step::Claim(claim) => {
                self.claimed.push(claim.id);
                self.epochs.push(claim.epoch);
                return;
            }
            Step::Record(change) => change,
        };
        match change.event {
            Event::Released => self.released.push(change.id),
            Event::Taken { declaration } | Event::Found { declaration } => {
                self.numbers.push(declaration);
            }
            Event::Answered { .. } => self.answered.push(change.id),
            _ => {}
        }
    }
}
