//! The exchanges with the NSSO as they are kept: a POST opened before it is sent and closed
//! by what is learnt of it, everything else written when it is over.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::Event;
use crate::domain::report::{Exchange, Method};
use crate::store::{Claim, NewExchange, StoreError};

/// The one POST that is open, of unknown outcome, or taken: the predicate of the index `one_open`.
const THE_OPEN_ONE: &str = "submission_id = ?1 AND method = 'POST' AND (outcome IS NULL OR outcome IN('taken', 'unknown'))";

/// Writes down that a POST is about to be sent.
pub(super) fn open(connection: &Connection, claim: &Claim) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at)
             VALUES(?1, 'POST', ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            claim.id,
            claim.worker,
            claim.epoch,
            claim.trace_id,
            Moment(claim.at)
        ])?;
    Ok(())
}

/// Writes down that GETs are about to be sent.
pub(super) fn asking(
    connection: &Connection,
    ids: &[SubmissionId],
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut note = connection
        .prepare_cached("INSERT OR REPLACE INTO asking(submission_id, asked_at) VALUES(?1, ?2)")?;
    for id in ids {
        note.execute(params![id, Moment(at)])?;
    }
    Ok(())
}

/// The GET of a submission, if one was under way, is over.
pub(super) fn asked(connection: &Connection, id: SubmissionId) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM asking WHERE submission_id = ?1")?
        .execute([id])?;
    Ok(())
}

/// The GETs under way, each with the revision of its submission and the moment of asking.
pub(super) fn being_asked(
    connection: &Connection,
) -> Result<Vec<(SubmissionId, i64, Timestamp)>, StoreError> {
    let rows = connection
        .prepare_cached(
            "SELECT s.id, s.rev, q.asked_at FROM asking q JOIN submission s ON s.id = q.submission_id
             WHERE s.state IN('submitted', 'waiting')",
        )?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Moment>(2)?.0))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What an event says about the POST that was open, if it says anything.
pub(in crate::store) fn verdict(event: &Event) -> Option<&'static str> {
    match event {
        Event::Taken { .. } | Event::Found { .. } => Some("taken"),
        Event::NotTaken { .. } | Event::Rejected | Event::DeclaredNotTaken => Some("not_taken"),
        Event::AnswerLost { .. } => Some("unknown"),
        _ => None,
    }
}

/// Closes the open POST as far as the event allows, and keeps the exchange that brought it.
pub(super) fn keep(
    connection: &Connection,
    id: SubmissionId,
    actor: &str,
    event: &Event,
    exchange: Option<&NewExchange>,
) -> Result<(), StoreError> {
    match exchange {
        // The answer to the POST itself: its row is there since before it was sent.
        Some(post) if post.method == Method::Post => complete(connection, id, post)?,
        Some(other) => insert(connection, id, actor, other)?,
        None => {}
    }
    if let Some(outcome) = verdict(event) {
        connection
            .prepare_cached(&format!(
                "UPDATE exchange SET outcome = ?2 WHERE {THE_OPEN_ONE}"
            ))?
            .execute(params![id, outcome])?;
    }
    Ok(())
}

fn complete(
    connection: &Connection,
    id: SubmissionId,
    post: &NewExchange,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(&format!(
            "UPDATE exchange SET duration_ms = ?2, status = ?3, server_trace_id = ?4, location = ?5, detail = ?6
             WHERE {THE_OPEN_ONE}"
        ))?
        .execute(params![
            id,
            milliseconds(post),
            post.status,
            post.server_trace_id,
            post.location,
            post.detail,
        ])?;
    Ok(())
}

pub(super) fn insert(
    connection: &Connection,
    id: SubmissionId,
    actor: &str,
    exchange: &NewExchange,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO exchange(submission_id, method, worker, trace_id, opened_at, duration_ms, status,
                server_trace_id, location, outcome, detail)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            exchange.method,
            actor,
            exchange.trace_id,
            Moment(exchange.at),
            milliseconds(exchange),
            exchange.status,
            exchange.server_trace_id,
            exchange.location,
            exchange.outcome,
            exchange.detail,
        ])?;
    Ok(())
}

pub(in crate::store) fn milliseconds(exchange: &NewExchange) -> i64 {
    i64::try_from(exchange.duration_ms).unwrap_or(i64::MAX)
}

/// Every exchange about a submission, in the order in which they happened; their moments may say
/// otherwise when the time of day was set back.
pub(super) fn of(connection: &Connection, id: SubmissionId) -> Result<Vec<Exchange>, StoreError> {
    let exchanges = connection
        .prepare_cached("SELECT * FROM exchange WHERE submission_id = ?1 ORDER BY id")?
        .query_map([id], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(exchanges)
}

/// An exchange, from its columns.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Exchange> {
    Ok(Exchange {
        method: row.get("method")?,
        at: row.get::<_, Moment>("opened_at")?.0,
        duration_ms: row
            .get::<_, Option<i64>>("duration_ms")?
            .map(i64::unsigned_abs),
        status: row.get("status")?,
        trace_id: row.get("trace_id")?,
        server_trace_id: row.get("server_trace_id")?,
        outcome: row.get("outcome")?,
        detail: row.get("detail")?,
    })
}
