//! The same change of many rows in one transaction: one wait for the disk, not one a row.

use super::writing::Writing;
use super::{change, decision, rows};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::{Batched, Change, Settling, StoreError, What};

/// Changes each row that is still as it was seen; how many were changed. In the order of their
/// numbers: of two who change the same rows one waits for the other, and never both.
pub(super) async fn each(writing: &Writing<'_>, batch: &Batched) -> Result<u64, StoreError> {
    let ids: Vec<SubmissionId> = batch.rows.iter().map(|(id, _)| *id).collect();
    writing
        .query(
            "SELECT id FROM submission WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
            &[&ids],
        )
        .await?;
    let mut done = 0;
    for &(id, state) in &batch.rows {
        match one(writing, batch, id, state).await {
            Ok(()) => done += 1,
            // Refused before anything of it was written: the others go on.
            Err(
                StoreError::Moved(_)
                | StoreError::Unknown(_)
                | StoreError::Waits(_)
                | StoreError::Settled(_)
                | StoreError::Illegal(_),
            ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

async fn one(
    writing: &Writing<'_>,
    batch: &Batched,
    id: SubmissionId,
    state: StateKind,
) -> Result<(), StoreError> {
    let submission = rows::locked(writing, id)
        .await?
        .ok_or(StoreError::Unknown(id))?
        .submission;
    if submission.state.kind() != state {
        return Err(StoreError::Moved(id));
    }
    let revision = submission.revision;
    match &batch.what {
        What::Event(event) => {
            let change = Change {
                id,
                revision,
                event: event.clone(),
                actor: batch.actor.clone(),
                reason: batch.reason.clone(),
                exchange: None,
                answer: None,
                at: batch.at,
            };
            change::record(writing, &change).await.map(|_| ())
        }
        What::Decision(decision) => {
            let settling = Settling {
                id,
                revision,
                decision: *decision,
                reason: batch.reason.clone().unwrap_or_default(),
                actor: batch.actor.clone(),
                at: batch.at,
            };
            decision::settle(writing, &settling).await
        }
    }
}
