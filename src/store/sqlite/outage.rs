//! The tries that the service failed, read along their index. Only reads.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::exchange;
use super::values::Moment;
use crate::domain::report::{FailedTry, TriesQuery};
use crate::store::StoreError;

/// The predicate of the index `failed_tries`, word for word.
const FAILED: &str = "(status >= 500 OR status = 429
    OR (status IS NULL AND outcome IS NOT NULL
      AND outcome <> 'no_match' AND outcome <> 'several_matches' AND outcome <> 'found'))";

pub(super) fn tries_sql() -> String {
    format!(
        "SELECT e.*, s.kind, s.reference, a.name AS account FROM
           (SELECT * FROM exchange WHERE {FAILED} AND opened_at >= ?1 AND opened_at < ?2
              AND (opened_at, id) > (?3, ?4) ORDER BY opened_at, id LIMIT ?5) e
         JOIN submission s ON s.id = e.submission_id JOIN account a ON a.id = s.account_id
         ORDER BY e.opened_at, e.id"
    )
}

/// Failed tries, oldest first.
pub(super) fn failed_tries(
    connection: &Connection,
    query: &TriesQuery,
) -> Result<Vec<FailedTry>, StoreError> {
    let since = query.since.unwrap_or(Timestamp::MIN);
    let (after, id) = query.after.unwrap_or((Timestamp::MIN, 0));
    let tries = connection
        .prepare_cached(&tries_sql())?
        .query_map(
            params![
                Moment(since),
                Moment(query.until.unwrap_or(Timestamp::MAX)),
                Moment(after),
                id,
                i64::try_from(query.rows).unwrap_or(i64::MAX),
            ],
            read,
        )?
        .collect::<rusqlite::Result<_>>()?;
    Ok(tries)
}

fn read(row: &Row<'_>) -> rusqlite::Result<FailedTry> {
    Ok(FailedTry {
        id: row.get("id")?,
        submission: row.get("submission_id")?,
        kind: row.get("kind")?,
        reference: row.get("reference")?,
        account: row.get("account")?,
        exchange: exchange::read(row)?,
    })
}
