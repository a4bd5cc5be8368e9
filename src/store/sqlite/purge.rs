//! Takes personal data out of what ended long ago: messages, names, national numbers, answers and
//! what the text index knows of them. The row stays, with its life, its numbers and its journal.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, params};

use super::journal::{Happening, Journal};
use super::values::{Moment, whole};
use super::{backup, check, failure, newer, place, upkeep};
use crate::domain::ids::SubmissionId;
use crate::domain::mask::mask;
use crate::domain::problem::Problem;
use crate::domain::upkeep::{Before, Purged, Rule, Swept, Traces};
use crate::store::StoreError;
use crate::store::upkeep::{PURGED, Purge, Taking};

/// Rows of one commit: nobody else writes meanwhile.
const ROWS: usize = 100;

/// Says what would be purged; changes nothing.
pub(in crate::store) fn purge_preview(
    path: &Path,
    environment: &str,
    purge: &Purge,
) -> Result<Purged, Problem> {
    let connection = check::look_at(path, environment)?;
    newer::refuse_unknown(&connection, path)?;
    let rules = swept(&connection, &purge.before).map_err(|error| failure::of_database(&error))?;
    Ok(Purged::foreseen(rules, backup::copies(path), Traces::Wiped))
}

/// What each rule takes. A message that goes with everything else counts there.
fn swept(connection: &Connection, before: &Before) -> rusqlite::Result<Vec<Swept>> {
    let results = before.results.as_millisecond();
    let ends = "count(*), min(s.updated_at), max(s.updated_at)";
    let of = [
        (
            Rule::Messages,
            format!(
                "SELECT {ends} {} AND s.updated_at >= {results}",
                Taking::Message.rows("?1")
            ),
        ),
        (
            Rule::Results,
            format!("SELECT {ends} {}", Taking::Everything.rows("?1")),
        ),
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
pub(in crate::store) fn purge(
    path: &Path,
    environment: &str,
    purge: &Purge,
) -> Result<Purged, StoreError> {
    if !path.exists() {
        return Err(place::missing(path).into());
    }
    let (path, mut connection) = upkeep::open(path, environment)?;
    let mut purged = Purged {
        submissions: 0,
        messages: 0,
        drafts: 0,
        copies: backup::copies(&path),
        traces: Traces::Wiped,
        rules: swept(&connection, &purge.before)?,
    };
    purged.submissions = sweep(&mut connection, &path, purge, Taking::Everything)?;
    purged.messages = sweep(&mut connection, &path, purge, Taking::Message)?;
    let transaction = upkeep::begin(&mut connection, &path)?;
    purged.drafts = transaction.execute(
        "DELETE FROM draft WHERE kept_at < ?1",
        [Moment(purge.before.drafts)],
    )? as u64;
    if let Some(what) = purge.note(&purged) {
        Journal::open(&transaction)?.note(whole(purge.now), &purge.actor, PURGED, &what)?;
    }
    transaction.commit()?;
    if !wipe(&connection)? {
        purged.traces = Traces::InUse;
    }
    Ok(purged)
}

/// Takes something out of the rows of a rule, with a journal entry for each; how many they were.
fn sweep(
    connection: &mut Connection,
    path: &Path,
    purge: &Purge,
    taking: Taking,
) -> Result<u64, StoreError> {
    let (rows, before) = (taking.rows("?1"), taking.before(&purge.before));
    let (mut count, mut after) = (0, SubmissionId(0));
    loop {
        let transaction = upkeep::begin(connection, path)?;
        let ids = next(&transaction, &rows, before, after)?;
        let Some(&last) = ids.last() else {
            return Ok(count);
        };
        let mut journal = Journal::open(&transaction)?;
        for &id in &ids {
            match taking {
                Taking::Everything => empty(&transaction, id)?,
                Taking::Message => forget_message(&transaction, id)?,
            }
            journal.append(&Happening {
                at: whole(purge.now),
                actor: &purge.actor,
                submission: Some(id),
                event: PURGED,
                from: None,
                to: None,
                reason: taking.reason(),
            })?;
        }
        transaction.commit()?;
        count += ids.len() as u64;
        after = last;
    }
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
