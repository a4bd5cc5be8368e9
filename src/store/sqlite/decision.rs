//! What is decided about an end: by a person, or by the successor that replaces it.
//!
//! The moment of the last change stays: for an end it is the moment of the verdict.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::change::expect_revision;
use super::journal::{Happening, Journal};
use super::values::whole;
use crate::domain::decision::{Decision, needs_person};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::{Settling, StoreError};

/// Notes what a person decided.
pub(super) fn settle(transaction: &Transaction<'_>, settling: &Settling) -> Result<(), StoreError> {
    let settled = || StoreError::Settled(settling.id);
    let Some(event) = event(settling.decision) else {
        return Err(settled());
    };
    let state = expect_revision(transaction, settling.id, settling.revision)?
        .submission
        .state
        .kind();
    if !needs_person(state) || !decide(transaction, settling.id, settling.decision)? {
        return Err(settled());
    }
    Journal::open(transaction)?.append(&Happening {
        at: whole(settling.at),
        actor: &settling.actor,
        submission: Some(settling.id),
        event,
        from: Some(state),
        to: Some(state),
        reason: Some(&settling.reason),
    })
}

/// The name under which the journal keeps a person's decision.
pub(in crate::store) fn event(decision: Decision) -> Option<&'static str> {
    match decision {
        Decision::Kept => Some("decided_kept"),
        Decision::Done => Some("decided_done"),
        Decision::Replaced => None,
    }
}

/// The state of a submission that can be replaced: it ended at the NSSO or at its door.
pub(super) fn replaceable(
    connection: &Connection,
    id: SubmissionId,
) -> Result<StateKind, StoreError> {
    let state: Option<StateKind> = connection
        .prepare_cached("SELECT state FROM submission WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match state {
        None => Err(StoreError::Unknown(id)),
        Some(state) if needs_person(state) || state == StateKind::Accepted => Ok(state),
        Some(_) => Err(StoreError::NotEnded(id)),
    }
}

/// Notes that this submission is replaced, unless a person decided about it before.
pub(super) fn replace(
    connection: &Connection,
    journal: &mut Journal<'_>,
    id: SubmissionId,
    (successor, actor, now): (SubmissionId, &str, Timestamp),
) -> Result<(), StoreError> {
    let state = replaceable(connection, id)?;
    if !decide(connection, id, Decision::Replaced)? {
        return Ok(());
    }
    journal.append(&Happening {
        at: now,
        actor,
        submission: Some(id),
        event: "replaced",
        from: Some(state),
        to: Some(state),
        reason: Some(&format!("by {successor}")),
    })
}

/// Whether nothing had been decided about it yet.
pub(super) fn decide(
    connection: &Connection,
    id: SubmissionId,
    decision: Decision,
) -> Result<bool, StoreError> {
    let decided = connection
        .prepare_cached(
            "UPDATE submission SET decision = ?2, rev = rev + 1 WHERE id = ?1 AND decision IS NULL",
        )?
        .execute(params![id, decision])?;
    Ok(decided == 1)
}
