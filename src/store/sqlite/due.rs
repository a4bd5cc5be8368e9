//! What the worker has to do now, and when next. Only reads.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::rows;
use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::store::{StoreError, Submission};

/// Each follows its own partial index, so that a held account with a long queue costs nothing.
const TO_SEND: &str = "state = 'queued' AND account_id = ?1";
const TO_ASK: &str = "state IN('in_doubt', 'submitted', 'waiting') AND ?1 IS NULL";

/// The due rows that a worker may act on, earliest first.
pub(super) fn due(
    connection: &Connection,
    now: Timestamp,
    exclude: &[SubmissionId],
    limit: usize,
) -> Result<Vec<Submission>, StoreError> {
    let exclude: Vec<i64> = exclude.iter().map(|id| id.0).collect();
    let exclude = serde_json::json!(exclude).to_string();
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found: Vec<(i64, SubmissionId)> = Vec::new();
    for (rows, account) in sources(connection)? {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT next_at, id FROM submission WHERE {rows} AND next_at <= ?2
               AND id NOT IN(SELECT value FROM json_each(?3)) ORDER BY next_at, id LIMIT ?4"
        ))?;
        let part = statement.query_map(params![account, Moment(now), exclude, most], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for row in part {
            found.push(row?);
        }
    }
    found.sort_unstable();
    found.truncate(limit);
    let mut submissions = Vec::with_capacity(found.len());
    for (_, id) in found {
        submissions.extend(rows::stored(connection, id)?.map(|stored| stored.submission));
    }
    Ok(submissions)
}

/// The next moment after `now` at which one of them will be due.
pub(super) fn next_due(
    connection: &Connection,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let mut earliest = None;
    for (rows, account) in sources(connection)? {
        let next: Option<Moment> = connection
            .prepare_cached(&format!(
                "SELECT min(next_at) FROM submission WHERE {rows} AND next_at > ?2"
            ))?
            .query_row(params![account, Moment(now)], |row| row.get(0))?;
        earliest = match (earliest, next.map(|moment| moment.0)) {
            (Some(one), Some(other)) => Some(Timestamp::min(one, other)),
            (one, other) => one.or(other),
        };
    }
    Ok(earliest)
}

/// The queues of all accounts that are not held, and the rows of all accounts to be asked about.
fn sources(connection: &Connection) -> Result<Vec<(&'static str, Option<i64>)>, StoreError> {
    let mut sources = vec![(TO_ASK, None)];
    let mut statement =
        connection.prepare_cached("SELECT id FROM account WHERE held_reason IS NULL")?;
    for account in statement.query_map([], |row| row.get(0))? {
        sources.push((TO_SEND, Some(account?)));
    }
    Ok(sources)
}
