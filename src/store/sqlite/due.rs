//! What the worker has to do now, and when next. Only reads.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::rows;
use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::store::{Due, StoreError, Submission, Work};

/// Queued rows of one account. The index is led by it: a held account with a long queue costs
/// nothing, and the first rows of a long queue are found without sorting it.
const TO_SEND: &str = "state = 'queued' AND account_id = ?1";
/// Rows to be asked about, of some accounts, in the order of an index of their own.
const TO_ASK: &str = "(state = 'submitted' OR state = 'waiting' OR state = 'in_doubt')
    AND +account_id IN(SELECT value FROM json_each(?1))";

/// The due rows that a worker may act on, earliest first.
pub(super) fn due(connection: &Connection, due: &Due) -> Result<Vec<Submission>, StoreError> {
    let under_way: Vec<i64> = due.under_way.iter().map(|id| id.0).collect();
    let under_way = serde_json::json!(under_way).to_string();
    let most = i64::try_from(due.limit).unwrap_or(i64::MAX);
    let mut accounts = accounts(connection)?;
    accounts.retain(|account| {
        due.known_accounts.contains(&account.name) && !due.closed_accounts.contains(&account.name)
    });
    let mut found: Vec<(i64, SubmissionId)> = Vec::new();
    for (rows, of) in sources(due.work, &accounts) {
        let mut statement = connection.prepare_cached(&format!(
            "SELECT next_at, id FROM submission WHERE {rows} AND next_at <= ?2
               AND id NOT IN(SELECT value FROM json_each(?3)) ORDER BY next_at, id LIMIT ?4"
        ))?;
        let part = statement.query_map(params![of, Moment(due.now), under_way, most], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        for row in part {
            found.push(row?);
        }
    }
    found.sort_unstable();
    found.truncate(due.limit);
    let mut submissions = Vec::with_capacity(found.len());
    for (_, id) in found {
        submissions.extend(rows::stored(connection, id)?.map(|stored| stored.submission));
    }
    Ok(submissions)
}

/// The next moment after `now` at which something will be due.
pub(super) fn next_due(
    connection: &Connection,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let accounts = accounts(connection)?;
    let mut earliest = None;
    for (rows, of) in [Work::Send, Work::Ask]
        .into_iter()
        .flat_map(|work| sources(work, &accounts))
    {
        let next: Option<Moment> = connection
            .prepare_cached(&format!(
                "SELECT min(next_at) FROM submission WHERE {rows} AND next_at > ?2"
            ))?
            .query_row(params![of, Moment(now)], |row| row.get(0))?;
        earliest = earliest
            .into_iter()
            .chain(next.map(|moment| moment.0))
            .min();
    }
    Ok(earliest)
}

/// Everything whose next step lies after this moment.
pub(super) fn due_after(
    connection: &Connection,
    now: Timestamp,
) -> Result<Vec<SubmissionId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM submission WHERE next_at > ?1 ORDER BY next_at")?;
    let ids = statement.query_map([Moment(now)], |row| Ok(SubmissionId(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The queries that find the rows of a work, each with what its first question mark stands for.
fn sources(work: Work, accounts: &[Account]) -> Vec<(&'static str, Value)> {
    match work {
        Work::Send => {
            let may_send = accounts.iter().filter(|account| !account.held);
            may_send
                .map(|account| (TO_SEND, Value::Integer(account.id)))
                .collect()
        }
        Work::Ask => {
            let ids: Vec<i64> = accounts.iter().map(|account| account.id).collect();
            vec![(TO_ASK, Value::Text(serde_json::json!(ids).to_string()))]
        }
    }
}

/// An account, as far as the worker's choice of rows goes.
struct Account {
    id: i64,
    name: String,
    held: bool,
}

fn accounts(connection: &Connection) -> Result<Vec<Account>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, held_reason IS NOT NULL FROM account")?;
    let accounts = statement.query_map([], |row| {
        Ok(Account {
            id: row.get(0)?,
            name: row.get(1)?,
            held: row.get(2)?,
        })
    })?;
    Ok(accounts.collect::<Result<_, _>>()?)
}
