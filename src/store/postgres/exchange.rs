//! The exchanges with the NSSO as they are kept: a POST opened before it is sent and closed
//! by what is learnt of it, everything else written when it is over.

use jiff::Timestamp;

use super::session::Session;
use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::Event;
use crate::domain::report::Method;
use crate::store::sqlite::exchange::{milliseconds, verdict};
use crate::store::{Claim, NewExchange, StoreError};

/// Writes down that a POST is about to be sent.
pub(super) async fn open(session: &Session, claim: &Claim) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at)
             VALUES($1, 'POST', $2, $3, $4, $5)",
            &[
                &claim.id,
                &claim.worker,
                &claim.epoch,
                &claim.trace_id,
                &Moment(claim.at),
            ],
        )
        .await?;
    Ok(())
}

/// Writes down that GETs are about to be sent, by the worker of this epoch.
pub(super) async fn asking(
    session: &Session,
    ids: &[SubmissionId],
    at: Timestamp,
    epoch: Option<i64>,
) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO asking(submission_id, asked_at, epoch) SELECT id, $2, $3 FROM unnest($1::bigint[]) AS asked(id)
             ON CONFLICT(submission_id) DO UPDATE SET asked_at = excluded.asked_at, epoch = excluded.epoch",
            &[&ids, &Moment(at), &epoch],
        )
        .await?;
    Ok(())
}

/// The GETs of submissions, if any were under way, are over.
pub(super) async fn asked(session: &Session, ids: &[SubmissionId]) -> Result<(), StoreError> {
    session
        .execute("DELETE FROM asking WHERE submission_id = ANY($1)", &[&ids])
        .await?;
    Ok(())
}

/// The GETs that dead workers had under way, each with the revision of its submission and the
/// moment of asking.
pub(super) async fn being_asked(
    session: &Session,
) -> Result<Vec<(SubmissionId, i64, Timestamp)>, StoreError> {
    let rows = session
        .query(
            "SELECT s.id, s.rev, q.asked_at FROM asking q JOIN submission s ON s.id = q.submission_id
             WHERE s.state IN('submitted', 'waiting')
               AND NOT EXISTS(SELECT FROM lease l WHERE l.epoch = q.epoch) ORDER BY s.id",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let asked_at: Moment = row.try_get(2)?;
            Ok((row.try_get(0)?, row.try_get(1)?, asked_at.0))
        })
        .collect()
}

/// Closes the open POST as far as the event allows, and keeps the exchange that brought it.
pub(super) async fn keep(
    session: &Session,
    id: SubmissionId,
    actor: &str,
    event: &Event,
    exchange: Option<&NewExchange>,
) -> Result<(), StoreError> {
    match exchange {
        // The answer to the POST itself: its row is there since before it was sent.
        Some(post) if post.method == Method::Post => complete(session, id, post).await?,
        Some(other) => insert(session, id, actor, other).await?,
        None => {}
    }
    if let Some(outcome) = verdict(event) {
        session
            .execute(
                "UPDATE exchange SET outcome = $2
                 WHERE submission_id = $1 AND method = 'POST' AND (outcome IS NULL OR outcome IN('taken', 'unknown'))",
                &[&id, &outcome],
            )
            .await?;
    }
    Ok(())
}

async fn complete(
    session: &Session,
    id: SubmissionId,
    post: &NewExchange,
) -> Result<(), StoreError> {
    session
        .execute(
            "UPDATE exchange SET duration_ms = $2, status = $3, server_trace_id = $4, location = $5, detail = $6
             WHERE submission_id = $1 AND method = 'POST' AND (outcome IS NULL OR outcome IN('taken', 'unknown'))",
            &[
                &id,
                &milliseconds(post),
                &post.status.map(i32::from),
                &post.server_trace_id,
                &post.location,
                &post.detail,
            ],
        )
        .await?;
    Ok(())
}

async fn insert(
    session: &Session,
    id: SubmissionId,
    actor: &str,
    exchange: &NewExchange,
) -> Result<(), StoreError> {
    session
        .execute(
            "INSERT INTO exchange(submission_id, method, worker, trace_id, opened_at, duration_ms, status,
                server_trace_id, location, outcome, detail)
             VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            &[
                &id,
                &exchange.method,
                &actor,
                &exchange.trace_id,
                &Moment(exchange.at),
                &milliseconds(exchange),
                &exchange.status.map(i32::from),
                &exchange.server_trace_id,
                &exchange.location,
                &exchange.outcome,
                &exchange.detail,
            ],
        )
        .await?;
    Ok(())
}
