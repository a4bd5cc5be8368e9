//! Submissions that wait until another one is accepted (I8). Only reads.

use super::session::Session;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::StoreError;

/// The held submissions that wait for this one, or for one of its kind that it corrects.
pub(super) async fn held_for(
    session: &Session,
    awaited: SubmissionId,
) -> Result<Vec<SubmissionId>, StoreError> {
    let rows = session
        .query(
            "WITH RECURSIVE corrected(id, kind) AS(
               SELECT id, kind FROM submission WHERE id = $1
               UNION ALL
               SELECT old.id, old.kind FROM corrected c JOIN submission new ON new.id = c.id
               JOIN submission old ON old.id = new.supersedes AND old.kind = new.kind)
             SELECT s.id FROM corrected c JOIN submission s ON s.waits_for = c.id WHERE s.state = 'held' ORDER BY s.id",
            &[&awaited],
        )
        .await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<_, _>>()?)
}

/// A person may release what waits for one that ended otherwise, and not what waits for one
/// that may still be accepted, itself or as its correction.
pub(super) async fn refuse_release(session: &Session, id: SubmissionId) -> Result<(), StoreError> {
    let awaited = session
        .query_opt(
            "WITH RECURSIVE awaited(id, kind, state) AS(
               SELECT w.id, w.kind, w.state FROM submission s JOIN submission w ON w.id = s.waits_for
               WHERE s.id = $1
               UNION ALL
               SELECT new.id, new.kind, new.state FROM awaited a
               JOIN submission new ON new.supersedes = a.id AND new.kind = a.kind)
             SELECT id, state FROM awaited ORDER BY id DESC LIMIT 1",
            &[&id],
        )
        .await?;
    let Some(row) = awaited else { return Ok(()) };
    let (awaited, state): (SubmissionId, StateKind) = (row.try_get(0)?, row.try_get(1)?);
    if state.is_final() {
        Ok(())
    } else {
        Err(StoreError::Waits(awaited))
    }
}
