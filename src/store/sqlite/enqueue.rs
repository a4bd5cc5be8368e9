//! Putting new submissions in: once each, and never beside a live one of the same key.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::columns::Columns;
use super::connection::Commit;
use super::journal::{Happening, Journal};
use super::values::{Day, Moment, whole};
use super::{account, change};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{self, Event, State, StateKind};
use crate::store::{Batch, Enqueued, NewSubmission, StoreError};

const LIVE: &str = "state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')";

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
    let refused =
        |outcome: &Enqueued| matches!(outcome, Enqueued::Duplicate(..) | Enqueued::Superseded(_));
    if batch == Batch::AllOrNothing && outcomes.iter().any(refused) {
        for outcome in &mut outcomes {
            if let Enqueued::New(_) = outcome {
                *outcome = Enqueued::NotWritten;
            }
        }
        return Ok(Commit::Undo(outcomes));
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

impl<'a> Entrance<'a> {
    fn admit(&mut self, new: &'a NewSubmission) -> Result<Enqueued, StoreError> {
        if let Some((id, state)) = self.known(new)? {
            return Ok(Enqueued::Known(id, state));
        }
        if let Some(successor) = self.successor(new)? {
            return Ok(Enqueued::Superseded(successor));
        }
        let account = self.account(&new.account)?;
        if new.duplicate_reason.is_none()
            && let Some((id, state)) = self.live(account, new)?
        {
            return Ok(Enqueued::Duplicate(id, state));
        }
        let state = lifecycle::apply(&State::Draft, &Event::Enqueued, self.now)?;
        let id = self.insert(account, new, &Columns::new(&state))?;
        self.journal.append(&Happening {
            at: self.now,
            actor: self.actor,
            submission: Some(id),
            event: Event::Enqueued.name(),
            from: None,
            to: Some(state.kind()),
            reason: new.duplicate_reason.as_deref(),
        })?;
        Ok(Enqueued::New(id))
    }

    fn account(&mut self, name: &'a str) -> Result<i64, StoreError> {
        if let Some(&id) = self.accounts.get(name) {
            return Ok(id);
        }
        let id = account::row_of(self.transaction, name)?;
        self.accounts.insert(name, id);
        Ok(id)
    }

    fn known(&self, new: &NewSubmission) -> Result<Option<(SubmissionId, StateKind)>, StoreError> {
        Ok(self
            .transaction
            .prepare_cached("SELECT id, state FROM submission WHERE uid = ?1")?
            .query_row([new.uid.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// The submission that replaces the same one already.
    fn successor(&self, new: &NewSubmission) -> Result<Option<SubmissionId>, StoreError> {
        let Some(replaced) = new.supersedes else {
            return Ok(None);
        };
        let exists = self
            .transaction
            .prepare_cached("SELECT 1 FROM submission WHERE id = ?1")?
            .exists([replaced])?;
        if !exists {
            return Err(StoreError::Unknown(replaced));
        }
        Ok(self
            .transaction
            .prepare_cached("SELECT id FROM submission WHERE supersedes = ?1")?
            .query_row([replaced], |row| row.get(0))
            .optional()?)
    }

    /// A live row of the same key; the two halves are the two indexes that hold them.
    fn live(
        &self,
        account: i64,
        new: &NewSubmission,
    ) -> Result<Option<(SubmissionId, StateKind)>, StoreError> {
        Ok(self
            .transaction
            .prepare_cached(&format!(
                "SELECT id, state FROM submission WHERE account_id = ?1 AND business_key = ?2 AND dup_allowed = 0 AND {LIVE}
                 UNION ALL
                 SELECT id, state FROM submission WHERE account_id = ?1 AND business_key = ?2 AND dup_allowed = 1 AND {LIVE}
                 LIMIT 1"
            ))?
            .query_row(params![account, new.business_key], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?)
    }

    fn insert(
        &self,
        account: i64,
        new: &NewSubmission,
        columns: &Columns,
    ) -> Result<SubmissionId, StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO submission(uid, account_id, kind, state, next_at, tries, business_key, dup_allowed,
                    supersedes, created_by, created_at, updated_at, reference, worker_type, employer, worker_name,
                    ssin, start_date, end_date, deadline, period_id)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            )?
            .execute(params![
                new.uid.as_bytes(),
                account,
                new.kind,
                columns.state,
                columns.next_at.map(Moment),
                columns.tries,
                new.business_key,
                new.duplicate_reason.is_some(),
                new.supersedes,
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
            ])?;
        let id = self.transaction.last_insert_rowid();
        self.transaction
            .prepare_cached(
                "INSERT INTO body(submission_id, payload, payload_sha256) VALUES(?1, ?2, ?3)",
            )?
            .execute(params![id, new.payload, change::payload_hash(&new.payload)])?;
        Ok(SubmissionId(id))
    }
}
