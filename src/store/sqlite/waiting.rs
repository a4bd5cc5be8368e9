//! Submissions that wait until another one is accepted (I8). Only reads.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::StoreError;

/// Whether a submission in this state lets those go that wait for it.
pub(in crate::store) fn is_accepted(state: StateKind) -> bool {
    matches!(state, StateKind::Accepted | StateKind::AcceptedWarning)
}

/// The held submissions that wait for this one, or for one of its kind that it corrects.
pub(super) fn held_for(
    connection: &Connection,
    awaited: SubmissionId,
) -> Result<Vec<SubmissionId>, StoreError> {
    // Mostly nothing is held at all, and that is counted.
    let is_any_held: bool = connection
        .prepare_cached("SELECT rows > 0 FROM state_count WHERE state = 'held'")?
        .query_row([], |row| row.get(0))?;
    if !is_any_held {
        return Ok(Vec::new());
    }
    Ok(connection
        .prepare_cached(
            "WITH RECURSIVE corrected(id, kind) AS(
               SELECT id, kind FROM submission WHERE id = ?1
               UNION ALL
               SELECT old.id, old.kind FROM corrected c JOIN submission new ON new.id = c.id
               JOIN submission old ON old.id = new.supersedes AND old.kind = new.kind)
             SELECT id FROM submission
             WHERE waits_for IN(SELECT id FROM corrected) AND +state = 'held' ORDER BY id",
        )?
        .query_map([awaited], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// A person may release what waits for one that ended otherwise, and not what waits for one
/// that may still be accepted, itself or as its correction.
pub(super) fn refuse_release(connection: &Connection, id: SubmissionId) -> Result<(), StoreError> {
    let awaited: Option<(SubmissionId, StateKind)> = connection
        .prepare_cached(
            "WITH RECURSIVE awaited(id, kind, state) AS(
               SELECT w.id, w.kind, w.state FROM submission s JOIN submission w ON w.id = s.waits_for
               WHERE s.id = ?1
               UNION ALL
               SELECT new.id, new.kind, new.state FROM awaited a
               JOIN submission new ON new.supersedes = a.id AND new.kind = a.kind)
             SELECT id, state FROM awaited ORDER BY id DESC LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match awaited {
        Some((awaited, state)) if !state.is_final() => Err(StoreError::Waits(awaited)),
        _ => Ok(()),
    }
}
