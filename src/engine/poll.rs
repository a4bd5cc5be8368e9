//! Asking for the result of one declaration.

use std::collections::VecDeque;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::domain::answer::{Answer, GetSeen};
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{self, Event, Step};
use crate::domain::report::Method;
use crate::rsz::Seen;
use crate::store::{StoreError, Submission};

use super::Engine;
use super::account::{ActiveAccount, Pass};
use super::exchange::Begun;
use super::meters::StoreCall;
use super::send::{busy, unreachable};
use super::wire::{Place, Wire};

/// So far ahead of questions they are noted: they may wait that long for their places on the wire.
const AHEAD: SignedDuration = SignedDuration::from_millis(250);

/// To the places of questions, and the moment until which one of them is noted.
pub(super) type Way = (Arc<Wire>, Option<Timestamp>);

/// Those of what is due whose results would be asked for.
pub(super) fn to_ask(found: &VecDeque<Submission>, now: Timestamp) -> Vec<SubmissionId> {
    let polls = found
        .iter()
        .filter(|one| matches!(lifecycle::next_step(&one.state, now), Step::Poll(_)));
    polls.map(|one| one.id).collect()
}

impl Engine {
    /// Asks once, with one more try when the token turns out to be no longer good.
    pub(super) async fn poll(
        &self,
        submission: Submission,
        account: &ActiveAccount,
        declaration: DeclarationId,
        (wire, noted): &Way,
    ) {
        let Ok(pass) = account.pass(&self.inner.tokens, self.now()).await else {
            return;
        };
        let Some(place) = self.place_on(account, wire).await else {
            return self.not_asked(vec![submission.id]).await;
        };
        // Noted with all that was found due, unless it had to wait for too long since.
        let is_noted = noted.is_some_and(|noted| self.now() <= noted);
        if !is_noted && self.note_asking(vec![submission.id]).await.is_err() {
            return;
        }
        let (mut begun, mut seen) = self.ask(&pass, declaration).await;
        if seen.what == GetSeen::TokenRefused {
            let refused = begun.ended(&seen, "token_refused", self.now());
            self.inner.meters.exchange(&refused);
            pass.refused(&self.inner.tokens);
            let Ok(fresh) = account.pass(&self.inner.tokens, self.now()).await else {
                return;
            };
            (begun, seen) = self.ask(&fresh, declaration).await;
        }
        self.conclude_poll(&submission, account, &begun, seen, place)
            .await;
    }

    /// Notes that the results will have been asked for at the returned moment; none when there are no
    /// results to ask for. Before the deed:
    /// whoever takes over after a death must not ask again too soon.
    pub(super) async fn note_asking(
        &self,
        ids: Vec<SubmissionId>,
    ) -> Result<Option<Timestamp>, StoreError> {
        if ids.is_empty() {
            return Ok(None);
        }
        let at = self.now() + AHEAD;
        let asked = self.store().asking(ids, at);
        if let Err(error) = self.inner.meters.timed(StoreCall::Asking, asked).await {
            self.pause_after(&error).await;
            return Err(error);
        }
        Ok(Some(at))
    }

    /// They were noted, but will not be asked for now.
    pub(super) async fn not_asked(&self, ids: Vec<SubmissionId>) {
        if ids.is_empty() {
            return;
        }
        if let Err(error) = self.store().not_asked(ids).await {
            tracing::warn!(%error, "what was not asked counts as asked");
        }
    }

    async fn ask(&self, pass: &Pass<'_>, declaration: DeclarationId) -> (Begun, Seen<GetSeen>) {
        let begun = Begun::new(Method::Get, self.now());
        let seen = pass
            .transport()
            .result(&pass.token, declaration, &begun.trace_id)
            .await;
        (begun, seen)
    }

    async fn conclude_poll(
        &self,
        submission: &Submission,
        account: &ActiveAccount,
        begun: &Begun,
        seen: Seen<GetSeen>,
        place: Place,
    ) {
        let now = self.now();
        match &seen.what {
            GetSeen::Later { status, retry_at } => account.wait(now, *retry_at, busy(*status)),
            GetSeen::Unreachable => account.unreachable_for_poll(now, unreachable(&seen)),
            // A fresh token was refused as well: without a pause every poll would fetch another.
            GetSeen::TokenRefused => account.wait(now, None, busy(401)),
            _ => account.succeeded(),
        }
        let (event, outcome, answer) = judge_get(&seen.what);
        if let Some(answer) = &answer {
            self.inner.meters.answer(answer);
        }
        tracing::debug!(
            submission = submission.id.0,
            status = seen.status,
            outcome,
            trace = begun.trace_id,
            "GET"
        );
        let exchange = begun.ended(&seen, outcome, now);
        let mut change = self.change(submission, event, Some(exchange));
        change.answer = answer;
        place.leave_to(self.record_firmly(change)).await;
    }
}

/// What an answer to a GET means: a verdict, a later try, or the end of trying.
fn judge_get(seen: &GetSeen) -> (Event, &'static str, Option<Answer>) {
    let again = |retry_at: Option<Timestamp>| Event::Polled { retry_at };
    match seen {
        GetSeen::Result(answer) => {
            let event = Event::Answered {
                result: answer.result,
                period: answer.period,
            };
            (event, answer.result.letter(), Some(Answer::clone(answer)))
        }
        GetSeen::NotReady => (again(None), "not_ready", None),
        GetSeen::NotBelieved(_) => (again(None), "not_believed", None),
        GetSeen::TokenRefused => (again(None), "token_refused", None),
        GetSeen::Denied { .. } => (Event::PollDenied, "denied", None),
        GetSeen::Later { retry_at, .. } => (again(*retry_at), "later", None),
        GetSeen::Fault { .. } => (again(None), "fault", None),
        GetSeen::Unreachable => (again(None), "unreachable", None),
    }
}
