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
use crate::domain::upkeep::{Before, Purged, Rule, Swept};
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

/// Submissions that ended before a moment and still have their message.
const SENT: &str = "FROM submission s JOIN body b ON b.submission_id = s.id
    WHERE s.state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
      AND s.updated_at < ?1 AND (b.payload IS NOT NULL OR b.draft IS NOT NULL)";

/// What is to be purged.
#[derive(Debug, Clone)]
pub struct Purge {
    /// Whose queue it is.
    pub environment: String,
    /// What has not changed since then, by rule.
    pub before: Before,
    /// What these moments were counted from, for the journal.
    pub told: String,
    /// Who does it.
    pub actor: String,
    /// Now.
    pub now: Timestamp,
}

/// Says what would be purged; changes nothing.
pub fn purge_preview(path: &Path, purge: &Purge) -> Result<Purged, Problem> {
    let connection = check::look_at(path, &purge.environment)?;
    newer::refuse_unknown(&connection, path)?;
    let rules = swept(&connection, &purge.before).map_err(|error| failure::of_database(&error))?;
    let rows = |rule| {
        let of_rule = rules.iter().filter(|swept| swept.rule == rule);
        of_rule.map(|swept| swept.rows).sum()
    };
    Ok(Purged {
        submissions: rows(Rule::Results),
        messages: rows(Rule::Messages),
        drafts: rows(Rule::Drafts),
        copies: backup::copies(path),
        is_wiped: true,
        rules,
    })
}

/// What each rule takes. A message that goes with everything else counts there.
fn swept(connection: &Connection, before: &Before) -> rusqlite::Result<Vec<Swept>> {
    let results = before.results.as_millisecond();
    let ends = "count(*), min(s.updated_at), max(s.updated_at)";
    let of = [
        (
            Rule::Messages,
            format!("SELECT {ends} {SENT} AND s.updated_at >= {results}"),
        ),
        (Rule::Results, format!("SELECT {ends} {OLD}")),
        (
            Rule::Drafts,
            "SELECT count(*), min(kept_at), max(kept_at) FROM draft WHERE kept_at < ?1".to_owned(),
        ),
    ];
    let one = |(rule, sql): (Rule, String)| {
        let moment = Moment(before.of(rule));
        connection.query_row(&sql, [moment], |row| {
            let end = |place| row.get::<_, Option<Moment>>(place);
            Ok(Swept {
                rule,
                before: before.of(rule),
                rows: row.get::<_, i64>(0)?.unsigned_abs(),
                span: end(1)?.zip(end(2)?).map(|(first, last)| (first.0, last.0)),
            })
        })
    };
    of.into_iter().map(one).collect()
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
        messages: 0,
        drafts: 0,
        copies: backup::copies(&path),
        is_wiped: true,
        rules: swept(&connection, &purge.before)?,
    };
    let (all, sent) = (purge.before.results, purge.before.messages);
    purged.submissions = sweep(&mut connection, &path, purge, (OLD, all), None, empty)?;
    let only = Some("message");
    purged.messages = sweep(
        &mut connection,
        &path,
        purge,
        (SENT, sent),
        only,
        forget_message,
    )?;
    let transaction = begin(&mut connection, &path)?;
    purged.drafts = transaction.execute(
        "DELETE FROM draft WHERE kept_at < ?1",
        [Moment(purge.before.drafts)],
    )? as u64;
    let (submissions, drafts) = (purged.submissions, purged.drafts);
    let mut what = format!("{} submissions={submissions} drafts={drafts}", purge.told);
    if purged.messages > 0 {
        what = format!("{what} messages={}", purged.messages);
    }
    if submissions + drafts + purged.messages > 0 {
        Journal::open(&transaction)?.note(whole(purge.now), &purge.actor, EVENT, &what)?;
    }
    transaction.commit()?;
    purged.is_wiped = wipe(&connection)?;
    Ok(purged)
}

/// Takes something out of the rows of a rule, with a journal entry for each; how many they were.
fn sweep(
    connection: &mut Connection,
    path: &Path,
    purge: &Purge,
    (rows, before): (&str, Timestamp),
    reason: Option<&str>,
    take: fn(&Connection, SubmissionId) -> rusqlite::Result<()>,
) -> Result<u64, StoreError> {
    let (mut count, mut after) = (0, SubmissionId(0));
    loop {
        let transaction = begin(connection, path)?;
        let ids = next(&transaction, rows, before, after)?;
        let Some(&last) = ids.last() else {
            return Ok(count);
        };
        let mut journal = Journal::open(&transaction)?;
        for &id in &ids {
            take(&transaction, id)?;
            journal.append(&Happening {
                at: whole(purge.now),
                actor: &purge.actor,
                submission: Some(id),
                event: EVENT,
                from: None,
                to: None,
                reason,
            })?;
        }
        transaction.commit()?;
        count += ids.len() as u64;
        after = last;
    }
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
    rows: &str,
    before: Timestamp,
    after: SubmissionId,
) -> rusqlite::Result<Vec<SubmissionId>> {
    connection
        .prepare_cached(&format!(
            "SELECT s.id {rows} AND s.id > ?2 ORDER BY s.id LIMIT {ROWS}"
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

/// Takes the message of a row, and what was typed for it.
fn forget_message(connection: &Connection, id: SubmissionId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE body SET payload = NULL, draft = NULL WHERE submission_id = ?1")?
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
