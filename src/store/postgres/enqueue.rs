//! Putting new submissions in: once each, and never beside a live one of the same key.
//!
//! One transaction at a time does so, whoever else claims and records meanwhile: what is looked
//! for first cannot come in between.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::entered::Entered;
use super::journal::Entry;
use super::live::{self, Way};
use super::session::ask;
use super::writing::{Commit, Writing};
use super::{account, decision, failure};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{self, Event, State, StateKind};
use crate::store::sqlite::columns::Columns;
use crate::store::sqlite::values::whole;
use crate::store::sqlite::waiting::is_accepted;
use crate::store::{Batch, Enqueued, NewSubmission, StoreError};

/// One at a time puts in.
const ORDER: &str = "SELECT pg_advisory_xact_lock('submission'::regclass::oid::int, 0)";
/// Those of the batch that were put in before.
const KNOWN: &str = "SELECT uid, id, state FROM submission WHERE uid = ANY($1)";
/// The keys of the batch of which something is live: only they are looked at closely. The two
/// halves are the two indexes that hold them.
const KEYS: &str =
    "SELECT s.business_key FROM account a CROSS JOIN unnest($1::bytea[]) AS batch(key)
      JOIN submission s ON s.account_id = a.id AND s.business_key = batch.key AND NOT s.dup_allowed
      WHERE s.state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')
    UNION ALL
    SELECT s.business_key FROM account a CROSS JOIN unnest($1::bytea[]) AS batch(key)
      JOIN submission s ON s.account_id = a.id AND s.business_key = batch.key AND s.dup_allowed
      WHERE s.state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')";
/// The accounts of the batch that were named before.
const ACCOUNTS: &str = "SELECT name, id FROM account WHERE name = ANY($1)";

/// So many rows are written by one statement, which must end in time.
const AT_ONCE: usize = 500;

/// Puts the batch in. The outcomes are in its order.
pub(super) async fn enqueue(
    writing: &Writing<'_>,
    submissions: &[NewSubmission],
    batch: Batch,
    actor: &str,
    now: Timestamp,
) -> Result<Commit<Vec<Enqueued>>, StoreError> {
    let mut entrance = Entrance::new(writing, submissions, (actor, now)).await?;
    for new in submissions {
        let outcome = entrance.admit(new).await?;
        entrance.outcomes.push(outcome);
        if entrance.coming.len() >= AT_ONCE {
            entrance.enter().await?;
        }
    }
    entrance.enter().await?;
    let mut outcomes = entrance.outcomes;
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
    accounts: HashMap<String, i64>,
    /// What is there of the batch already.
    known: HashMap<Uuid, (SubmissionId, StateKind)>,
    /// The keys of the batch of which something is live, under whatever account.
    live: HashSet<Vec<u8>>,
    /// What is to be written, and of which nobody has asked yet what became of it.
    coming: Vec<Coming<'a>>,
    outcomes: Vec<Enqueued>,
    actor: &'a str,
    now: Timestamp,
}

/// A new submission with what was found out about it.
pub(super) struct Coming<'a> {
    pub new: &'a NewSubmission,
    pub account: i64,
    pub columns: Columns,
    awaited: Option<(SubmissionId, StateKind)>,
    /// Why it may be there beside a live one of the same key.
    pub allowed: Option<String>,
    /// The place of its outcome.
    place: usize,
}

impl Coming<'_> {
    pub(super) fn awaited(&self) -> Option<SubmissionId> {
        self.awaited.map(|(id, _)| id)
    }
}

impl<'a> Entrance<'a> {
    /// Looks at the batch as a whole, from here on alone.
    async fn new(
        writing: &'a Writing<'a>,
        submissions: &'a [NewSubmission],
        (actor, now): (&'a str, Timestamp),
    ) -> Result<Self, StoreError> {
        let uid = |new: &NewSubmission| new.uid.as_bytes().to_vec();
        let uids: Vec<Vec<u8>> = submissions.iter().map(uid).collect();
        let key = |new: &NewSubmission| new.business_key.to_vec();
        let keys: Vec<Vec<u8>> = submissions.iter().map(key).collect();
        let names: HashSet<&String> = submissions.iter().map(|new| &new.account).collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let asks = [
            ask!(ORDER),
            ask!(KNOWN, uids),
            ask!(KEYS, keys),
            ask!(ACCOUNTS, names),
        ];
        let [_, known, live, accounts] = writing.together(asks.map(Some)).await?;
        let mut entrance = Self {
            writing,
            accounts: HashMap::new(),
            known: HashMap::new(),
            live: HashSet::new(),
            coming: Vec::new(),
            outcomes: Vec::with_capacity(submissions.len()),
            actor,
            now: whole(now),
        };
        for row in &known {
            let uid: &[u8] = row.try_get(0)?;
            let uid = Uuid::from_slice(uid).map_err(|_| failure::damaged("submission.uid"))?;
            let known = (row.try_get(1)?, row.try_get(2)?);
            entrance.known.insert(uid, known);
        }
        for row in &live {
            entrance.live.insert(row.try_get(0)?);
        }
        for row in &accounts {
            entrance.accounts.insert(row.try_get(0)?, row.try_get(1)?);
        }
        Ok(entrance)
    }

    /// What became of it. One that is to be written is not yet.
    async fn admit(&mut self, new: &'a NewSubmission) -> Result<Enqueued, StoreError> {
        if self.depends(new) {
            self.enter().await?;
        }
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
        let queued = lifecycle::apply(&State::Draft, &Event::Enqueued, self.now)?;
        let held = lifecycle::apply(&queued, &Event::Held, self.now)?;
        let must_wait = awaited.is_some_and(|(_, state)| !is_accepted(state));
        let state = if must_wait { &held } else { &queued };
        self.coming.push(Coming {
            new,
            account,
            columns: Columns::new(state),
            awaited,
            allowed,
            place: self.outcomes.len(),
        });
        Ok(Enqueued::NotWritten)
    }

    /// Whether what becomes of it depends on what is to be written before it.
    fn depends(&self, new: &NewSubmission) -> bool {
        self.coming.iter().any(|coming| {
            coming.new.uid == new.uid
                || coming.new.business_key == new.business_key
                || new.waits_for == Some(coming.new.uid)
                || (new.supersedes.is_some() && coming.new.supersedes == new.supersedes)
        })
    }

    /// Writes what is to be written: the rows, their first journal entries, and what they do to
    /// those that they replace.
    async fn enter(&mut self) -> Result<(), StoreError> {
        let coming = std::mem::take(&mut self.coming);
        if coming.is_empty() {
            return Ok(());
        }
        let entered = Entered::of(&coming, self.actor, self.now);
        let ids = entered.write(self.writing).await?;
        for (one, id) in coming.into_iter().zip(ids) {
            self.known.insert(one.new.uid, (id, one.columns.state));
            self.live.insert(one.new.business_key.to_vec());
            self.outcomes[one.place] = Enqueued::New(id);
            let entered = Entry {
                at: self.now,
                actor: self.actor.to_owned(),
                submission: Some(id),
                event: Event::Enqueued.name().to_owned(),
                from: None,
                to: Some(StateKind::Queued),
                reason: one.allowed,
            };
            self.writing.tell(entered.clone());
            if let Some((awaited, _)) = one.awaited
                && one.columns.state == StateKind::Held
            {
                self.writing.tell(Entry {
                    event: Event::Held.name().to_owned(),
                    from: Some(StateKind::Queued),
                    to: Some(StateKind::Held),
                    reason: Some(format!("waits for {awaited}")),
                    ..entered
                });
            }
            if let Some(replaced) = one.new.supersedes {
                decision::replace(self.writing, replaced, (id, self.actor, self.now)).await?;
            }
        }
        Ok(())
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

    async fn account(&mut self, name: &str) -> Result<i64, StoreError> {
        if let Some(&id) = self.accounts.get(name) {
            return Ok(id);
        }
        let id = account::row_of(self.writing, name).await?;
        self.accounts.insert(name.to_owned(), id);
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
}

/// The submission that a new one replaces; nothing keeps a second one from it if this is not told.
pub(super) fn replaced(new: &NewSubmission) -> Option<SubmissionId> {
    new.supersedes.filter(|_| !cfg!(feature = "mutant-no-cas"))
}
