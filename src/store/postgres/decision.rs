//! What is decided about an end: by a person, or by the successor that replaces it.
//!
//! The moment of the last change stays: for an end it is the moment of the verdict.

use jiff::Timestamp;

use super::change::expect_revision;
use super::journal::Entry;
use super::session::Session;
use super::writing::Writing;
use crate::domain::decision::{Decision, needs_person};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::sqlite::decision::event;
use crate::store::sqlite::values::whole;
use crate::store::{Settling, StoreError};

/// Notes what a person decided.
pub(super) async fn settle(writing: &Writing<'_>, settling: &Settling) -> Result<(), StoreError> {
    let settled = || StoreError::Settled(settling.id);
    let Some(event) = event(settling.decision) else {
        return Err(settled());
    };
    let state = expect_revision(writing, settling.id, settling.revision)
        .await?
        .submission
        .state
        .kind();
    if !needs_person(state) || !decide(writing, settling.id, settling.decision).await? {
        return Err(settled());
    }
    writing.tell(Entry {
        at: whole(settling.at),
        actor: settling.actor.clone(),
        submission: Some(settling.id),
        event: event.to_owned(),
        from: Some(state),
        to: Some(state),
        reason: Some(settling.reason.clone()),
    });
    Ok(())
}

/// The state of a submission that can be replaced: it ended at the NSSO or at its door.
pub(super) async fn replaceable(
    session: &Session,
    id: SubmissionId,
) -> Result<StateKind, StoreError> {
    let row = session
        .query_opt("SELECT state FROM submission WHERE id = $1", &[&id])
        .await?;
    let state: StateKind = row.ok_or(StoreError::Unknown(id))?.try_get(0)?;
    if needs_person(state) || state == StateKind::Accepted {
        Ok(state)
    } else {
        Err(StoreError::NotEnded(id))
    }
}

/// Notes that this submission is replaced, unless a person decided about it before.
pub(super) async fn replace(
    writing: &Writing<'_>,
    id: SubmissionId,
    (successor, actor, now): (SubmissionId, &str, Timestamp),
) -> Result<(), StoreError> {
    let state = replaceable(writing, id).await?;
    if decide(writing, id, Decision::Replaced).await? {
        writing.tell(Entry {
            at: now,
            actor: actor.to_owned(),
            submission: Some(id),
            event: "replaced".to_owned(),
            from: Some(state),
            to: Some(state),
            reason: Some(format!("by {successor}")),
        });
    }
    Ok(())
}

/// Whether nothing had been decided about it yet.
async fn decide(
    session: &Session,
    id: SubmissionId,
    decision: Decision,
) -> Result<bool, StoreError> {
    let decided = session
        .execute(
            "UPDATE submission SET decision = $2, rev = rev + 1 WHERE id = $1 AND decision IS NULL",
            &[&id, &decision],
        )
        .await?;
    Ok(decided == 1)
}
