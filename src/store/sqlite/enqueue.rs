//! Putting new submissions in: once each, and never beside a live one of the same key.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::columns::Columns;
use super::connection::Commit;
use super::journal::{Happening, Journal};
use super::live::{self, Way};
use super::values::{Day, Moment, whole};
use super::{account, change, decision, failure, rows, waiting};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{self, Event, State};
use crate::store::{Batch, Enqueued, NewSubmission, StoreError};

/// Puts the batch in. The outcomes are in its order.
pub(super) fn enqueue(
    transaction: &Transaction<'_>,
    submissions: &[NewSubmission],
    batch: Batch,
    actor: &str,
    now: Timestamp,
) -> Result<Commit<Vec<Enqueued>>, StoreError> {
    let mut entrance = Entrance {
        transaction,
        journal: Journal::open(transaction)?,
        accounts: HashMap::new(),
        actor,
        now: whole(now),
    };
    let mut outcomes = Vec::with_capacity(submissions.len());
    for new in submissions {
        outcomes.push(entrance.admit(new)?);
    }
    let refused = |outcome: &Enqueued| !matches!(outcome, Enqueued::New(_) | Enqueued::Known(..));
    if batch == Batch::AllOrNothing && outcomes.iter().any(refused) {
        for outcome in &mut outcomes {
            if let Enqueued::New(_) = outcome {
                *outcome = Enqueued::NotWritten;
            }
        }
        return Ok(Commit::Undo(outcomes));
    }
    if fail_point!("enqueue") {
        return Err(failure::undone().into());
    }
    Ok(Commit::Keep(outcomes))
}

struct Entrance<'a> {
    transaction: &'a Connection,
    journal: Journal<'a>,
    accounts: HashMap<&'a str, i64>,
    actor: &'a str,
    now: Timestamp,
}

/// What is found out about a new submission before it is written.
struct Admission {
    account: i64,
    awaited: Option<SubmissionId>,
    /// Why it may be there beside a live one of the same key.
    allowed: Option<String>,
}

impl<'a> Entrance<'a> {
    fn admit(&mut self, new: &'a NewSubmission) -> Result<Enqueued, StoreError> {
        if let Some((id, state)) = rows::of_uid(self.transaction, new.uid)? {
            return Ok(Enqueued::Known(id, state));
        }
        if let Some(successor) = self.successor(new)? {
            return Ok(Enqueued::Superseded(successor));
        }
        let awaited = match new.waits_for {
            None => None,
            Some(uid) => match rows::of_uid(self.transaction, uid)? {
                None => return Ok(Enqueued::NotWritten),
                found => found,
            },
        };
        let account = self.account(&new.account)?;
        let mut allowed = new.duplicate_reason.clone();
        if cfg!(feature = "mutant-no-cas") {
            allowed = Some(String::new());
        }
        if allowed.is_none() {
            let after = awaited.map(|(id, _)| id);
            match live::way(self.transaction, account, &new.business_key, after)? {
                Way::Free => {}
                Way::Withdrawn(reason) => allowed = Some(reason),
                Way::Blocked(id, state) => return Ok(Enqueued::Duplicate(id, state)),
            }
        }
        let admission = Admission {
            account,
            awaited: awaited.map(|(id, _)| id),
            allowed,
        };
        let must_wait = awaited.is_some_and(|(_, state)| !waiting::is_accepted(state));
        self.write(new, &admission, must_wait).map(Enqueued::New)
    }

    /// Writes the row, its first journal entries, and what it does to the one that it replaces.
    fn write(
        &mut self,
        new: &NewSubmission,
        admission: &Admission,
        must_wait: bool,
    ) -> Result<SubmissionId, StoreError> {
        let queued = lifecycle::apply(&State::Draft, &Event::Enqueued, self.now)?;
        let held = lifecycle::apply(&queued, &Event::Held, self.now)?;
        let state = if must_wait { &held } else { &queued };
        let id = self.insert(new, admission, &Columns::new(state))?;
        let entered = Happening {
            at: self.now,
            actor: self.actor,
            submission: Some(id),
            event: Event::Enqueued.name(),
            from: None,
            to: Some(queued.kind()),
            reason: admission.allowed.as_deref(),
        };
        self.journal.append(&entered)?;
        if let Some(awaited) = admission.awaited.filter(|_| must_wait) {
            self.journal.append(&Happening {
                event: Event::Held.name(),
                from: Some(queued.kind()),
                to: Some(held.kind()),
                reason: Some(&format!("waits for {awaited}")),
                ..entered
            })?;
        }
        if let Some(replaced) = new.supersedes {
            let by = (id, self.actor, self.now);
            decision::replace(self.transaction, &mut self.journal, replaced, by)?;
        }
        Ok(id)
    }

    fn account(&mut self, name: &'a str) -> Result<i64, StoreError> {
        if let Some(&id) = self.accounts.get(name) {
            return Ok(id);
        }
        let id = account::row_of(self.transaction, name)?;
        self.accounts.insert(name, id);
        Ok(id)
    }

    /// The submission that replaces the same one already.
    fn successor(&self, new: &NewSubmission) -> Result<Option<SubmissionId>, StoreError> {
        let Some(replaced) = replaced(new) else {
            return Ok(None);
        };
        decision::replaceable(self.transaction, replaced)?;
        Ok(self
            .transaction
            .prepare_cached("SELECT id FROM submission WHERE supersedes = ?1")?
            .query_row([replaced], |row| row.get(0))
            .optional()?)
    }

    fn insert(
        &self,
        new: &NewSubmission,
        admission: &Admission,
        columns: &Columns,
    ) -> Result<SubmissionId, StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO submission(uid, account_id, kind, state, next_at, tries, business_key, dup_allowed,
                    supersedes, created_by, created_at, updated_at, reference, worker_type, employer, worker_name,
                    ssin, start_date, end_date, deadline, period_id, origin, waits_for)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
            )?
            .execute(params![
                new.uid.as_bytes(),
                admission.account,
                new.kind,
                columns.state,
                columns.next_at.map(Moment),
                columns.tries,
                new.business_key,
                admission.allowed.is_some(),
                replaced(new),
                self.actor,
                Moment(self.now),
                new.reference,
                new.worker_type,
                new.employer,
                new.worker_name,
                new.ssin,
                new.start.map(Day),
                new.end.map(Day),
                new.deadline.map(Moment),
                new.period,
                new.origin,
                admission.awaited,
            ])?;
        let id = self.transaction.last_insert_rowid();
        self.transaction
            .prepare_cached(
                "INSERT INTO body(submission_id, payload, payload_sha256, draft) VALUES(?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                id,
                new.payload,
                change::payload_hash(&new.payload),
                new.draft.document(),
            ])?;
        Ok(SubmissionId(id))
    }
}

/// The submission that a new one replaces; nothing keeps a second one from it if this is not told.
fn replaced(new: &NewSubmission) -> Option<SubmissionId> {
    new.supersedes.filter(|_| !cfg!(feature = "mutant-no-cas"))
}
