//! One HTTP exchange as the timeline keeps it, and the change that it brings.

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::lifecycle::Event;
use crate::domain::report::Method;
use crate::rsz::Seen;
use crate::store::{Change, NewExchange, StoreError, Submission};

use super::Engine;

/// An exchange that has begun.
pub(super) struct Begun {
    method: Method,
    at: Timestamp,
    /// Our trace id: at most 36 characters (rsz-rest 3.1).
    pub(super) trace_id: String,
}

impl Begun {
    pub(super) fn new(method: Method, at: Timestamp) -> Self {
        Self {
            method,
            at,
            trace_id: Uuid::new_v4().to_string(),
        }
    }

    /// The exchange, now that it is over.
    pub(super) fn ended<T>(
        &self,
        seen: &Seen<T>,
        outcome: &'static str,
        now: Timestamp,
    ) -> NewExchange {
        let duration = now.duration_since(self.at).as_millis();
        NewExchange {
            method: self.method,
            at: self.at,
            duration_ms: u64::try_from(duration).unwrap_or(0),
            status: seen.status,
            trace_id: self.trace_id.clone(),
            server_trace_id: seen.server_trace_id.clone(),
            location: seen.location.clone(),
            outcome,
            detail: seen.detail.clone(),
        }
    }
}

impl Engine {
    /// What a worker saw of a submission, ready to be recorded.
    pub(super) fn change(
        &self,
        submission: &Submission,
        event: Event,
        exchange: Option<NewExchange>,
    ) -> Change {
        Change {
            id: submission.id,
            revision: submission.revision,
            event,
            actor: self.inner.holder.worker.clone(),
            reason: None,
            exchange,
            answer: None,
            at: self.now(),
        }
    }

    /// Records what was seen, whatever happened to the row meanwhile: evidence is never dropped
    /// because somebody else was faster, nor because the disk is full for a while. As long as
    /// this waits nothing else is sent in its place.
    pub(super) async fn record_firmly(&self, mut change: Change) -> Option<Submission> {
        loop {
            match self.store().record(change.clone()).await {
                Ok(submission) => {
                    self.tell_change(&change, &submission);
                    return Some(submission);
                }
                Err(StoreError::Moved(id)) => match self.store().submission(id).await {
                    Ok(Some(submission)) => change.revision = submission.revision,
                    Ok(None) => return None,
                    Err(error) => self.pause_after(&error).await,
                },
                Err(error @ StoreError::Failed(_)) if !error.is_final() => {
                    self.pause_after(&error).await;
                }
                Err(error) => {
                    tracing::warn!(submission = change.id.0, event = change.event.name(), %error, "not recorded");
                    return None;
                }
            }
        }
    }

    /// The store fails: nothing is asked or sent until it works again.
    pub(super) async fn pause_after(&self, error: &StoreError) {
        tracing::error!(%error, "the store cannot be written; trying again");
        self.clock_tick().await;
    }
}
