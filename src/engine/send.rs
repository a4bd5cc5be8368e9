//! Sending one declaration: token, claim, POST, judge, record — in this order.
//!
//! The token comes before the claim and the connection right after it: a death in
//! between costs a needless doubt. The claim is on the disk before a byte leaves.

use crate::domain::answer::{self, AccountConsequence, PostSeen};
use crate::domain::lifecycle::{Doubt, Event};
use crate::domain::problem::Problem;
use crate::domain::report::Method;
use crate::domain::text::Text;
use crate::rsz::Seen;
use crate::store::{Claim, StoreError, Submission};

use super::account::{ActiveAccount, Pass};
use super::exchange::Begun;
use super::wire::Place;
use super::worker::{Ended, STORE_PAUSE};
use super::{Engine, problem};

impl Engine {
    /// Sends a queued submission under the lease of this epoch.
    pub(super) async fn send(
        &self,
        submission: Submission,
        account: &ActiveAccount,
        epoch: i64,
        mut place: Place,
    ) -> Ended {
        let Some(payload) = submission.payload.clone() else {
            tracing::error!(
                submission = submission.id.0,
                "a queued submission without a message"
            );
            return Ended::Done;
        };
        let Ok(pass) = account.pass(&self.inner.tokens, self.now()).await else {
            // The gate is closed now; the row stays queued and untouched.
            return Ended::Done;
        };
        if cfg!(feature = "mutant-talkative") {
            tracing::debug!(payload, "to be sent");
        }
        if fail_point!("token") {
            return Ended::Done;
        }
        let begun = Begun::new(Method::Post, self.now());
        #[cfg(feature = "mutant-no-journal")]
        let seen = pass
            .transport()
            .declare(&pass.token, &payload, &begun.trace_id)
            .await;
        let claimed = match self.claim(&submission, &begun, epoch).await {
            Ok(claimed) => claimed,
            Err(StoreError::LeaseLost) => return Ended::LeaseLost,
            Err(error) => {
                tracing::info!(submission = submission.id.0, %error, "not claimed");
                if matches!(error, StoreError::Failed(_)) {
                    // A full disk, say: it is found due again at once.
                    tokio::time::sleep(STORE_PAUSE).await;
                }
                return Ended::Done;
            }
        };
        // Claimed in the commit that records what was here before, but never sent ahead of it.
        place.cleared().await;
        #[cfg(not(feature = "mutant-no-journal"))]
        let seen = pass
            .transport()
            .declare(&pass.token, &payload, &begun.trace_id)
            .await;
        self.conclude(&claimed, account, &pass, &begun, &seen, place)
            .await;
        Ended::Done
    }

    async fn claim(
        &self,
        submission: &Submission,
        begun: &Begun,
        epoch: i64,
    ) -> Result<Submission, StoreError> {
        self.store()
            .claim(Claim {
                id: submission.id,
                revision: submission.revision,
                worker: self.inner.holder.worker.clone(),
                epoch,
                trace_id: begun.trace_id.clone(),
                at: self.now(),
            })
            .await
    }

    async fn conclude(
        &self,
        claimed: &Submission,
        account: &ActiveAccount,
        pass: &Pass<'_>,
        begun: &Begun,
        seen: &Seen<PostSeen>,
        place: Place,
    ) {
        let verdict = answer::judge_post(&seen.what);
        let mut event = verdict.event;
        if cfg!(feature = "mutant-repost") && matches!(event, Event::AnswerLost { .. }) {
            event = Event::NotTaken { retry_at: None };
        }
        let mut hold = verdict.account == AccountConsequence::Hold;
        match verdict.account {
            AccountConsequence::None | AccountConsequence::Hold => account.succeeded(),
            AccountConsequence::NewToken => {
                hold = pass.refused(&self.inner.tokens) && account.unauthorised();
                if !hold {
                    // One more attempt at once, with a new token (rsz-rest A-11).
                    event = Event::NotTaken {
                        retry_at: Some(self.now()),
                    };
                }
            }
            AccountConsequence::Wait(until) => self.leave_alone(account, seen, until),
        }
        tracing::info!(
            submission = claimed.id.0,
            account = account.name,
            status = seen.status,
            event = event.name(),
            trace = begun.trace_id,
            "POST"
        );
        let exchange = begun.ended(seen, outcome(&event), self.now());
        let recording = self.record_firmly(self.change(claimed, event, Some(exchange)));
        if !hold {
            place.leave_to(recording).await;
            return;
        }
        // Nothing is sent in its place before the account is held.
        recording.await;
        self.hold_account(account, &hold_reason(seen.status)).await;
        drop(place);
    }

    fn leave_alone(
        &self,
        account: &ActiveAccount,
        seen: &Seen<PostSeen>,
        until: Option<jiff::Timestamp>,
    ) {
        match seen.status {
            Some(status) => account.wait(self.now(), until, busy(status)),
            None => account.unreachable(self.now(), unreachable(seen)),
        }
    }

    /// A worker task died while this submission was `sending`: nobody knows what became of it.
    pub(super) async fn doubt_after_death(&self, submission: &Submission) {
        let event = Event::AnswerLost {
            doubt: Doubt::WorkerDied,
        };
        self.record_firmly(self.change(submission, event, None))
            .await;
    }

    async fn hold_account(&self, account: &ActiveAccount, reason: &str) {
        let name = &account.name;
        tracing::warn!(account = name, reason, "account held");
        let held = self
            .store()
            .hold_account(name, Some(reason), &self.inner.holder.worker, self.now())
            .await;
        match held {
            Ok(()) => self.tell_held(name, reason),
            Err(error) => tracing::error!(account = name, %error, "cannot hold the account"),
        }
    }
}

/// What became of the attempt.
fn outcome(event: &Event) -> &'static str {
    match event {
        Event::Taken { .. } => "taken",
        Event::NotTaken { .. } | Event::Rejected => "not_taken",
        _ => "unknown",
    }
}

/// The reason under which the store keeps a held account.
fn hold_reason(status: Option<u16>) -> String {
    match status {
        Some(401) => "token_refused".to_owned(),
        Some(403) => "missing_scope".to_owned(),
        Some(status) => format!("foreign_answer_{status}"),
        None => "unknown".to_owned(),
    }
}

/// The service answers, but wants to be left alone.
pub(super) fn busy(status: u16) -> Problem {
    problem::service(Text::new("engine-service-busy").with("status", status))
        .hint(Text::new("engine-service-busy-hint"))
}

/// No answer from the service.
pub(super) fn unreachable<T>(seen: &Seen<T>) -> Problem {
    let problem = problem::service(Text::new("engine-service-unreachable"))
        .hint(Text::new("engine-service-unreachable-hint"));
    match &seen.detail {
        Some(detail) => problem.detail(Text::new("server-said").with("text", detail.shown())),
        None => problem,
    }
}
