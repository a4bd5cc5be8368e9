//! Putting new submissions in: once each, and never beside a live one of the same key.
//!
//! One transaction at a time does so, whoever else claims and records meanwhile: what is looked
//! for first cannot come in between.

use std::collections::{HashMap, HashSet};

use futures_util::try_join;
use jiff::Timestamp;
use uuid::Uuid;

use super::journal::Entry;
use super::live::{self, Way};
use super::values::{Count, Day, Moment};
use super::writing::{Commit, Writing};
use super::{account, decision, failure};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{self, Event, State, StateKind};
use crate::store::sqlite::change::payload_hash;
use crate::store::sqlite::columns::Columns;
use crate::store::sqlite::values::whole;
use crate::store::sqlite::waiting::is_accepted;
use crate::store::{Batch, Enqueued, NewSubmission, StoreError};

/// Puts the batch in. The outcomes are in its order.
pub(super) async fn enqueue(
    writing: &Writing<'_>,
    submissions: &[NewSubmission],
    batch: Batch,
    actor: &str,
    now: Timestamp,
) -> Result<Commit<Vec<Enqueued>>, StoreError> {
    writing
        .query(
            "SELECT pg_advisory_xact_lock('submission'::regclass::oid::int, 0)",
            &[],
        )
        .await?;
    let (known, live) = try_join!(known(writing, submissions), keys(writing, submissions))?;
    let mut entrance = Entrance {
        writing,
        accounts: HashMap::new(),
        known,
        live,
        actor,
        now: whole(now),
    };
    let mut outcomes = Vec::with_capacity(submissions.len());
    for new in submissions {
        outcomes.push(entrance.admit(new).await?);
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
    writing: &'a Writing<'a>,
    accounts: HashMap<&'a str, i64>,
    /// What is there of the batch already.
    known: HashMap<Uuid, (SubmissionId, StateKind)>,
    /// The keys of the batch of which something is live, under whatever account.
    live: HashSet<Vec<u8>>,
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
    async fn admit(&mut self, new: &'a NewSubmission) -> Result<Enqueued, StoreError> {
        if let Some(&(id, state)) = self.known.get(&new.uid) {
            return Ok(Enqueued::Known(id, state));
        }
        if let Some(successor) = self.successor(new).await? {
            return Ok(Enqueued::Superseded(successor));
        }
        let awaited = match new.waits_for {
            None => None,
            Some(uid) => match self.awaited(uid).await? {
                None => return Ok(Enqueued::NotWritten),
                found => found,
            },
        };
        let account = self.account(&new.account).await?;
        let mut allowed = new.duplicate_reason.clone();
        if cfg!(feature = "mutant-no-cas") {
            allowed = Some(String::new());
        }
        if allowed.is_none() && self.live.contains(new.business_key.as_slice()) {
            let after = awaited.map(|(id, _)| id);
            match live::way(self.writing, account, &new.business_key, after).await? {
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
        let must_wait = awaited.is_some_and(|(_, state)| !is_accepted(state));
        self.write(new, &admission, must_wait)
            .await
            .map(Enqueued::New)
    }

    /// Writes the row, its first journal entries, and what it does to the one that it replaces.
    async fn write(
        &mut self,
        new: &NewSubmission,
        admission: &Admission,
        must_wait: bool,
    ) -> Result<SubmissionId, StoreError> {
        let queued = lifecycle::apply(&State::Draft, &Event::Enqueued, self.now)?;
        let held = lifecycle::apply(&queued, &Event::Held, self.now)?;
        let state = if must_wait { &held } else { &queued };
        let id = self.insert(new, admission, &Columns::new(state)).await?;
        self.known.insert(new.uid, (id, state.kind()));
        self.live.insert(new.business_key.to_vec());
        let entered = Entry {
            at: self.now,
            actor: self.actor.to_owned(),
            submission: Some(id),
            event: Event::Enqueued.name().to_owned(),
            from: None,
            to: Some(queued.kind()),
            reason: admission.allowed.clone(),
        };
        self.writing.tell(entered.clone());
        if let Some(awaited) = admission.awaited.filter(|_| must_wait) {
            self.writing.tell(Entry {
                event: Event::Held.name().to_owned(),
                from: Some(queued.kind()),
                to: Some(held.kind()),
                reason: Some(format!("waits for {awaited}")),
                ..entered
            });
        }
        if let Some(replaced) = new.supersedes {
            decision::replace(self.writing, replaced, (id, self.actor, self.now)).await?;
        }
        Ok(id)
    }

    /// What must be accepted first. Nobody says that it is before this is committed: who does
    /// then finds what waits for it.
    async fn awaited(&self, uid: Uuid) -> Result<Option<(SubmissionId, StateKind)>, StoreError> {
        let row = self
            .writing
            .query_opt(
                "SELECT id, state FROM submission WHERE uid = $1 FOR SHARE",
                &[&uid.as_bytes().as_slice()],
            )
            .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .transpose()
    }

    async fn account(&mut self, name: &'a str) -> Result<i64, StoreError> {
        if let Some(&id) = self.accounts.get(name) {
            return Ok(id);
        }
        let id = account::row_of(self.writing, name).await?;
        self.accounts.insert(name, id);
        Ok(id)
    }

    /// The submission that replaces the same one already.
    async fn successor(&self, new: &NewSubmission) -> Result<Option<SubmissionId>, StoreError> {
        let Some(replaced) = replaced(new) else {
            return Ok(None);
        };
        decision::replaceable(self.writing, replaced).await?;
        let row = self
            .writing
            .query_opt(
                "SELECT id FROM submission WHERE supersedes = $1",
                &[&replaced],
            )
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    async fn insert(
        &self,
        new: &NewSubmission,
        admission: &Admission,
        columns: &Columns,
    ) -> Result<SubmissionId, StoreError> {
        let hash = payload_hash(&new.payload);
        let document = new.draft.document();
        let row = self
            .writing
            .query_one(
                "WITH put AS(
                 INSERT INTO submission(uid, account_id, kind, state, next_at, tries, business_key, dup_allowed,
                    supersedes, created_by, created_at, updated_at, reference, worker_type, employer, worker_name,
                    ssin, start_date, end_date, deadline, period_id, origin, waits_for)
                 VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                    $21, $22)
                 RETURNING id)
                 INSERT INTO body(submission_id, payload, payload_sha256, draft) SELECT id, $23, $24, $25 FROM put
                 RETURNING submission_id",
                &[
                    &new.uid.as_bytes().as_slice(),
                    &admission.account,
                    &new.kind,
                    &columns.state,
                    &columns.next_at.map(Moment),
                    &Count(columns.tries),
                    &new.business_key.as_slice(),
                    &admission.allowed.is_some(),
                    &replaced(new),
                    &self.actor,
                    &Moment(self.now),
                    &new.reference,
                    &new.worker_type,
                    &new.employer,
                    &new.worker_name,
                    &new.ssin,
                    &new.start.map(Day),
                    &new.end.map(Day),
                    &new.deadline.map(Moment),
                    &new.period,
                    &new.origin,
                    &admission.awaited,
                    &new.payload,
                    &hash.as_slice(),
                    &document,
                ],
            )
            .await?;
        Ok(row.try_get(0)?)
    }
}

/// Those of the batch that were put in before.
async fn known(
    writing: &Writing<'_>,
    submissions: &[NewSubmission],
) -> Result<HashMap<Uuid, (SubmissionId, StateKind)>, StoreError> {
    let uids: Vec<&[u8]> = submissions
        .iter()
        .map(|new| new.uid.as_bytes().as_slice())
        .collect();
    let rows = writing
        .query(
            "SELECT uid, id, state FROM submission WHERE uid = ANY($1)",
            &[&uids],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let uid: &[u8] = row.try_get(0)?;
            let uid = Uuid::from_slice(uid).map_err(|_| failure::damaged("submission.uid"))?;
            Ok((uid, (row.try_get(1)?, row.try_get(2)?)))
        })
        .collect()
}

/// The keys of the batch of which something is live: only they are looked at closely.
async fn keys(
    writing: &Writing<'_>,
    submissions: &[NewSubmission],
) -> Result<HashSet<Vec<u8>>, StoreError> {
    let keys: Vec<&[u8]> = submissions
        .iter()
        .map(|new| new.business_key.as_slice())
        .collect();
    let rows = writing
        .query(
            // The two halves are the two indexes that hold them.
            "SELECT s.business_key FROM account a CROSS JOIN unnest($1::bytea[]) AS batch(key)
             JOIN submission s ON s.account_id = a.id AND s.business_key = batch.key AND NOT s.dup_allowed
             WHERE s.state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')
             UNION ALL
             SELECT s.business_key FROM account a CROSS JOIN unnest($1::bytea[]) AS batch(key)
             JOIN submission s ON s.account_id = a.id AND s.business_key = batch.key AND s.dup_allowed
             WHERE s.state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')",

            &[&keys],
        )
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// The submission that a new one replaces; nothing keeps a second one from it if this is not told.
fn replaced(new: &NewSubmission) -> Option<SubmissionId> {
    new.supersedes.filter(|_| !cfg!(feature = "mutant-no-cas"))
}
