//! What a worker has to do now, and when next. What it takes up is its own until it has recorded
//! what came of it, or is dead: nobody else finds it meanwhile.

use jiff::Timestamp;
use tokio_postgres::Row;

use super::rows;
use super::session::{Session, ask};
use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::store::{Due, StoreError, Submission, Work};

/// Rows that nobody has, or this worker, or a dead one.
macro_rules! to_take_up {
    ($rows:literal) => {
        concat!(
            "SELECT next_at, id FROM submission s WHERE ",
            $rows,
            " AND next_at <= $2 AND id <> ALL($3)
               AND (owner IS NULL OR owner = $5 OR NOT EXISTS(SELECT FROM lease l WHERE l.epoch = s.owner))
             ORDER BY next_at, id LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED"
        )
    };
}

/// Queued rows of one account: the index is led by it, so that a held account with a long queue
/// costs nothing.
const TO_SEND: &str = to_take_up!("state = 'queued' AND account_id = $1");
/// Rows to be asked about, of some accounts, in the order of an index of their own.
const TO_ASK: &str =
    to_take_up!("state IN('submitted', 'waiting', 'in_doubt') AND account_id = ANY($1)");

const LEASE: &str = "SELECT FROM lease WHERE epoch = $1";
const ACCOUNTS: &str = "SELECT id, name, held_reason IS NOT NULL FROM account ORDER BY id";
const TAKE_UP: &str =
    "UPDATE submission SET owner = $1 WHERE id = ANY($2) AND owner IS DISTINCT FROM $1";

/// Takes up the due rows that a worker may act on, earliest first. Whoever is no worker only looks.
pub(super) async fn due(session: &Session, due: &Due) -> Result<Vec<Submission>, StoreError> {
    let [lease, accounts] = session
        .together([
            due.epoch.map(|epoch| ask!(LEASE, epoch)),
            Some(ask!(ACCOUNTS)),
        ])
        .await?;
    if due.epoch.is_some() && lease.is_empty() {
        return Err(StoreError::LeaseLost);
    }
    let most = i64::try_from(due.limit).unwrap_or(i64::MAX);
    let now = Moment(due.now);
    let accounts = accounts.iter().map(account);
    let mut accounts: Vec<Account> = accounts.collect::<Result<_, _>>()?;
    accounts.retain(|account| {
        due.known_accounts.contains(&account.name) && !due.closed_accounts.contains(&account.name)
    });
    let mut found: Vec<(i64, SubmissionId)> = Vec::new();
    let mut take = |rows: Vec<Row>| -> Result<(), StoreError> {
        for row in rows {
            found.push((row.try_get(0)?, row.try_get(1)?));
        }
        Ok(())
    };
    match due.work {
        Work::Send => {
            for account in accounts.iter().filter(|account| !account.held) {
                let rows = session
                    .query(
                        TO_SEND,
                        &[&account.id, &now, &due.under_way, &most, &due.epoch],
                    )
                    .await?;
                take(rows)?;
            }
        }
        Work::Ask => {
            let ids: Vec<i64> = accounts.iter().map(|account| account.id).collect();
            let rows = session
                .query(TO_ASK, &[&ids, &now, &due.under_way, &most, &due.epoch])
                .await?;
            take(rows)?;
        }
    }
    found.sort_unstable();
    found.truncate(due.limit);
    let ids: Vec<SubmissionId> = found.into_iter().map(|(_, id)| id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(epoch) = due.epoch {
        session.later(ask!(TAKE_UP, epoch, ids.clone()));
    }
    let mut submissions = rows::of_ids(session, &ids).await?;
    let place = |submission: &Submission| ids.iter().position(|id| *id == submission.id);
    submissions.sort_by_key(place);
    Ok(submissions)
}

/// The next moment after `now` at which something will be due.
pub(super) async fn next_due(
    session: &Session,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let row = session
        .query_one(
            "SELECT least(
               (SELECT min(next) FROM account a CROSS JOIN LATERAL (
                  SELECT min(next_at) AS next FROM submission
                  WHERE state = 'queued' AND account_id = a.id AND next_at > $1) of_account
                WHERE a.held_reason IS NULL),
               (SELECT min(next_at) FROM submission
                WHERE state IN('submitted', 'waiting', 'in_doubt') AND next_at > $1))",
            &[&Moment(now)],
        )
        .await?;
    rows::moment(&row, 0)
}

/// Everything whose next step lies after this moment.
pub(super) async fn due_after(
    session: &Session,
    now: Timestamp,
) -> Result<Vec<SubmissionId>, StoreError> {
    let rows = session
        .query(
            "SELECT id FROM submission WHERE next_at > $1 ORDER BY next_at, id",
            &[&Moment(now)],
        )
        .await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get(0))
        .collect::<Result<_, _>>()?)
}

/// An account, as far as the worker's choice of rows goes.
struct Account {
    id: i64,
    name: String,
    held: bool,
}

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        held: row.try_get(2)?,
    })
}
