//! The exchanges with the NSSO as they are kept: a POST opened before it is sent and closed
//! by what is learnt of it, everything else written when it is over.

use jiff::Timestamp;

use super::session::{Session, ask};
use super::values::Moment;
use super::writing::Writing;
use crate::domain::ids::SubmissionId;
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::store::sqlite::exchange::{milliseconds, verdict};
use crate::store::{Change, Claim, NewExchange, StoreError};

const KEPT: &str = "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at, duration_ms, status,
      server_trace_id, location, outcome, detail)
    SELECT id, method, worker, epoch, trace_id, opened_at, duration_ms, status, server_trace_id, location, outcome, detail
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::bigint[], $8::int[],
      $9::text[], $10::text[], $11::text[], $12::text[]) WITH ORDINALITY
      AS kept(id, method, worker, epoch, trace_id, opened_at, duration_ms, status, server_trace_id, location, outcome,
        detail, place)
    ORDER BY place";

const CLOSED: &str = "UPDATE exchange e SET
      duration_ms = CASE WHEN seen.is_answer THEN seen.duration_ms ELSE e.duration_ms END,
      status = CASE WHEN seen.is_answer THEN seen.status ELSE e.status END,
      server_trace_id = CASE WHEN seen.is_answer THEN seen.server_trace_id ELSE e.server_trace_id END,
      location = CASE WHEN seen.is_answer THEN seen.location ELSE e.location END,
      detail = CASE WHEN seen.is_answer THEN seen.detail ELSE e.detail END,
      outcome = coalesce(seen.outcome, e.outcome)
    FROM unnest($1::bigint[], $2::boolean[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
      AS seen(id, is_answer, duration_ms, status, server_trace_id, location, detail, outcome)
    WHERE e.submission_id = seen.id AND e.method = 'POST'
      AND (e.outcome IS NULL OR e.outcome IN('taken', 'unknown'))";

/// The columns of exchanges that are written down: POSTs that are about to be sent, and everything
/// else when it is over.
#[derive(Default)]
pub(super) struct Kept {
    id: Vec<SubmissionId>,
    method: Vec<Method>,
    worker: Vec<String>,
    epoch: Vec<Option<i64>>,
    trace_id: Vec<String>,
    opened_at: Vec<Moment>,
    duration_ms: Vec<Option<i64>>,
    status: Vec<Option<i32>>,
    server_trace_id: Vec<Option<Untrusted>>,
    location: Vec<Option<Untrusted>>,
    outcome: Vec<Option<&'static str>>,
    detail: Vec<Option<Untrusted>>,
}

/// What is learnt of POSTs that are open.
#[derive(Default)]
pub(super) struct Closed {
    id: Vec<SubmissionId>,
    is_answer: Vec<bool>,
    duration_ms: Vec<Option<i64>>,
    status: Vec<Option<i32>>,
    server_trace_id: Vec<Option<Untrusted>>,
    location: Vec<Option<Untrusted>>,
    detail: Vec<Option<Untrusted>>,
    outcome: Vec<Option<&'static str>>,
}

impl Kept {
    /// A POST is about to be sent.
    pub(super) fn open(&mut self, claim: &Claim) {
        self.id.push(claim.id);
        self.method.push(Method::Post);
        self.worker.push(claim.worker.clone());
        self.epoch.push(Some(claim.epoch));
        self.trace_id.push(claim.trace_id.clone());
        self.opened_at.push(Moment(claim.at));
        self.duration_ms.push(None);
        self.status.push(None);
        self.server_trace_id.push(None);
        self.location.push(None);
        self.outcome.push(None);
        self.detail.push(None);
    }

    /// The exchange that brought this event, unless its row is there since before it was sent.
    pub(super) fn by(&mut self, change: &Change) {
        let other = |exchange: &&NewExchange| exchange.method != Method::Post;
        let Some(exchange) = change.exchange.as_ref().filter(other) else {
            return;
        };
        self.id.push(change.id);
        self.method.push(exchange.method);
        self.worker.push(change.actor.clone());
        self.epoch.push(None);
        self.trace_id.push(exchange.trace_id.clone());
        self.opened_at.push(Moment(exchange.at));
        self.duration_ms.push(Some(milliseconds(exchange)));
        self.status.push(exchange.status.map(i32::from));
        self.server_trace_id.push(exchange.server_trace_id.clone());
        self.location.push(exchange.location.clone());
        self.outcome.push(Some(exchange.outcome));
        self.detail.push(exchange.detail.clone());
    }

    pub(super) fn leave_to(self, writing: &Writing<'_>) {
        if self.id.is_empty() {
            return;
        }
        writing.later(ask!(
            KEPT,
            self.id,
            self.method,
            self.worker,
            self.epoch,
            self.trace_id,
            self.opened_at,
            self.duration_ms,
            self.status,
            self.server_trace_id,
            self.location,
            self.outcome,
            self.detail,
        ));
    }
}

impl Closed {
    /// Closes the open POST as far as this event allows.
    pub(super) fn by(&mut self, change: &Change) {
        let of_post = |exchange: &&NewExchange| exchange.method == Method::Post;
        let post = change.exchange.as_ref().filter(of_post);
        let outcome = verdict(&change.event);
        if post.is_none() && outcome.is_none() {
            return;
        }
        self.id.push(change.id);
        self.is_answer.push(post.is_some());
        self.duration_ms.push(post.map(milliseconds));
        self.status
            .push(post.and_then(|post| post.status).map(i32::from));
        self.server_trace_id
            .push(post.and_then(|post| post.server_trace_id.clone()));
        self.location
            .push(post.and_then(|post| post.location.clone()));
        self.detail.push(post.and_then(|post| post.detail.clone()));
        self.outcome.push(outcome);
    }

    pub(super) fn leave_to(self, writing: &Writing<'_>) {
        if self.id.is_empty() {
            return;
        }
        writing.later(ask!(
            CLOSED,
            self.id,
            self.is_answer,
            self.duration_ms,
            self.status,
            self.server_trace_id,
            self.location,
            self.detail,
            self.outcome,
        ));
    }
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
