//! Submissions that belong together: those that replace, wait for or were made from each other.
//! Only reads.

use rusqlite::Connection;

use super::rows;
use crate::domain::ids::SubmissionId;
use crate::domain::report::QueueRow;
use crate::store::StoreError;

/// A file that was corrected for years is still shown in one piece.
const LONGEST: usize = 100;

/// Everything that hangs together with this submission, itself included, oldest first; empty
/// when it stands alone.
pub(super) fn of(connection: &Connection, id: SubmissionId) -> Result<Vec<QueueRow>, StoreError> {
    let links = ["supersedes", "origin", "waits_for"].map(|link| {
        format!(
            "UNION SELECT s.{link} FROM chain JOIN submission s ON s.id = chain.id WHERE s.{link} IS NOT NULL
             UNION SELECT s.id FROM chain JOIN submission s ON s.{link} = chain.id"
        )
    });
    let mut ids: Vec<SubmissionId> = connection
        .prepare_cached(&format!(
            "WITH RECURSIVE chain(id) AS (SELECT ?1 {} LIMIT {LONGEST}) SELECT id FROM chain",
            links.join(" ")
        ))?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if ids.len() < 2 {
        return Ok(Vec::new());
    }
    ids.sort_unstable();
    rows::of_ids(connection, &ids)
}
