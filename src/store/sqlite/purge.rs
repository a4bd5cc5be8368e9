//! Takes personal data out of what ended long ago: messages, names, national numbers, answers and
//! what the text index knows of them. The row stays, with its life, its numbers and its journal.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, params};

use super::journal::{Happening, Journal};
use super::values::{Moment, whole};
use super::{OpenOptions, SqliteStore, backup, check, connection, failure, newer, place};
use crate::domain::ids::SubmissionId;
use crate::domain::mask::mask;
use crate::domain::problem::Problem;
use crate::domain::upkeep::Purged;
use crate::store::StoreError;

/// Rows of one commit: nobody else writes meanwhile.
const ROWS: usize = 100;

/// The event in the journal.
const EVENT: &str = "purged";

/// Submissions that ended before a moment and still have something personal.
const OLD: &str = "FROM submission s LEFT JOIN body b ON b.submission_id = s.id
    WHERE s.state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
      AND s.updated_at < ?1
      AND (s.worker_name IS NOT NULL OR s.ssin IS NOT NULL OR b.payload IS NOT NULL OR b.answer IS NOT NULL
        OR b.anomalies IS NOT NULL OR b.draft IS NOT NULL)";

/// What is to be purged.
#[derive(Debug, Clone)]
pub struct Purge {
    /// Whose queue it is.
    pub environment: String,
    /// What has not changed since then.
    pub before: Timestamp,
    /// The days that this was counted from, for the journal.
    pub days: u32,
    /// Who does it.
    pub actor: String,
    /// Now.
    pub now: Timestamp,
}

/// Says what would be purged; changes nothing.
pub fn purge_preview(path: &Path, purge: &Purge) -> Result<Purged, Problem> {
    let connection = check::look_at(path, &purge.environment)?;
    newer::refuse_unknown(&connection, path)?;
    let count = || -> rusqlite::Result<Purged> {
        let before = Moment(purge.before);
        let rows = |sql: String| connection.query_row(&sql, [before], |row| row.get::<_, i64>(0));
        Ok(Purged {
            submissions: rows(format!("SELECT count(*) {OLD}"))?.unsigned_abs(),
            drafts: rows("SELECT count(*) FROM draft WHERE kept_at < ?1".to_owned())?
                .unsigned_abs(),
            copies: backup::copies(path),
            is_wiped: true,
        })
    };
    count().map_err(|error| failure::of_database(&error))
}

/// Purges, a few rows at a time, and wipes every trace from file and log.
///
/// The file is rewritten at the end, for which it needs as much room again; whoever wants to
/// write waits meanwhile. What was purged is journalled in the commit that does it.
pub fn purge(path: &Path, purge: &Purge) -> Result<Purged, StoreError> {
    let options = OpenOptions {
        environment: &purge.environment,
        read_only: false,
    };
    // Brought up and looked at as by any other command, and nothing is changed in a damaged one.
    drop(SqliteStore::open(path, options)?);
    let path = place::prepare(path, false)?;
    let mut connection = connection::open_writer(&path)?;
    let mut purged = Purged {
        submissions: 0,
        drafts: 0,
        copies: backup::copies(&path),
        is_wiped: true,
    };
    let mut after = SubmissionId(0);
    loop {
        let transaction = begin(&mut connection, &path)?;
        let ids = next(&transaction, purge.before, after)?;
        let Some(&last) = ids.last() else { break };
        let mut journal = Journal::open(&transaction)?;
        for &id in &ids {
            empty(&transaction, id)?;
            journal.append(&Happening {
                at: whole(purge.now),
                actor: &purge.actor,
                submission: Some(id),
                event: EVENT,
                from: None,
                to: None,
                reason: None,
            })?;
        }
        transaction.commit()?;
        purged.submissions += ids.len() as u64;
        after = last;
    }
    let transaction = begin(&mut connection, &path)?;
    purged.drafts = transaction.execute(
        "DELETE FROM draft WHERE kept_at < ?1",
        [Moment(purge.before)],
    )? as u64;
    let (submissions, drafts) = (purged.submissions, purged.drafts);
    let what = format!(
        "days={} submissions={submissions} drafts={drafts}",
        purge.days
    );
    if submissions + drafts > 0 {
        Journal::open(&transaction)?.note(whole(purge.now), &purge.actor, EVENT, &what)?;
    }
    transaction.commit()?;
    purged.is_wiped = wipe(&connection)?;
    Ok(purged)
}

/// A later version may keep personal data where we do not look.
fn begin<'a>(connection: &'a mut Connection, path: &Path) -> Result<Transaction<'a>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    newer::refuse_unknown(&transaction, path)?;
    Ok(transaction)
}

/// The next few of them, by number.
fn next(
    connection: &Connection,
    before: Timestamp,
    after: SubmissionId,
) -> rusqlite::Result<Vec<SubmissionId>> {
    connection
        .prepare_cached(&format!(
            "SELECT s.id {OLD} AND s.id > ?2 ORDER BY s.id LIMIT {ROWS}"
        ))?
        .query_map(params![Moment(before), after], |row| row.get(0))?
        .collect()
}

/// Empties a row. Its words leave the text index with it, by the trigger that keeps that.
fn empty(connection: &Connection, id: SubmissionId) -> rusqlite::Result<()> {
    let reference: Option<String> = connection
        .prepare_cached("SELECT reference FROM submission WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    // A reference is the caller's own; one that holds a national number goes as well.
    let reference = reference.filter(|reference| mask(reference) == *reference);
    connection
        .prepare_cached(
            "UPDATE submission SET worker_name = NULL, ssin = NULL, reference = ?2 WHERE id = ?1",
        )?
        .execute(params![id, reference])?;
    connection
        .prepare_cached(
            "UPDATE body SET payload = NULL, answer = NULL, anomalies = NULL, draft = NULL WHERE submission_id = ?1",
        )?
        .execute([id])?;
    connection
        .prepare_cached(
            "UPDATE exchange SET location = NULL, detail = NULL WHERE submission_id = ?1",
        )?
        .execute([id])?;
    Ok(())
}

/// Rewrites the file and empties the log. What was deleted is overwritten already; this takes
/// away what the file system and the log still have of it. False when somebody else was at work
/// on the file all the time.
fn wipe(connection: &Connection) -> rusqlite::Result<bool> {
    if !empty_log(connection)? {
        return Ok(false);
    }
    match connection.execute_batch("VACUUM") {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(false),
        Err(error) => Err(error),
        Ok(()) => empty_log(connection),
    }
}

fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok(row.get::<_, i64>(0)? == 0)
    })
}
