//! Looking a lost declaration up at the NSSO. It only reads, so it is always safe.
//!
//! A doubt ends by itself only when exactly one declaration there says what ours
//! says and belongs to none of our other submissions; else a person decides.

use crate::domain::ids::{DeclarationId, Employer};
use crate::domain::lifecycle::Event;
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::rsz::{CallFailed, FoundDeclaration, Search, Seen, wire};
use crate::store::Submission;

use super::Engine;
use super::account::{ActiveAccount, Pass};
use super::exchange::Begun;
use super::send::{busy, unreachable};

impl Engine {
    /// Searches once and records what was found.
    pub(super) async fn look_up(&self, submission: Submission, account: &ActiveAccount) {
        let Ok(pass) = account.pass(&self.inner.tokens, self.now()).await else {
            return;
        };
        let begun = Begun::new(Method::Search, self.now());
        let seen = self.search_for(&submission, &pass, &begun).await;
        let found = match &seen.what {
            Ok(found) => found,
            Err(failure) => {
                return self
                    .search_failed(&submission, account, &pass, &begun, &seen, failure)
                    .await;
            }
        };
        account.succeeded();
        let matches = self.matches(&submission, found).await;
        let (event, outcome) = match matches[..] {
            [declaration] => (Event::Found { declaration }, "found"),
            [] => (Event::NotFound, "no_match"),
            _ => (Event::NotFound, "several_matches"),
        };
        tracing::info!(
            submission = submission.id.0,
            outcome,
            trace = begun.trace_id,
            "look-up"
        );
        let exchange = begun.ended(&seen, outcome, self.now());
        self.record_firmly(self.change(&submission, event, Some(exchange)))
            .await;
    }

    async fn search_for(
        &self,
        submission: &Submission,
        pass: &Pass<'_>,
        begun: &Begun,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>> {
        let employer = match submission.employer.as_deref().map(str::parse::<Employer>) {
            Some(Ok(employer)) => Some(employer),
            _ => self.employer_of_period(submission, pass, begun).await,
        };
        let Some(employer) = employer else {
            return Seen {
                what: Ok(Vec::new()),
                status: None,
                server_trace_id: None,
                location: None,
                detail: Some(Untrusted::new("employer unknown: nothing to search by")),
            };
        };
        let search = Search {
            employer,
            ssin: submission.ssin,
        };
        pass.transport()
            .search_declarations(&pass.token, &search, &begun.trace_id)
            .await
    }

    /// An OUT, UPDATE or CANCEL names no employer; its period does.
    async fn employer_of_period(
        &self,
        submission: &Submission,
        pass: &Pass<'_>,
        begun: &Begun,
    ) -> Option<Employer> {
        let period = submission.period?;
        let ours = self.store().by_period(period).await.ok().flatten();
        if let Some(Ok(employer)) = ours.and_then(|row| row.employer).map(|text| text.parse()) {
            return Some(employer);
        }
        let seen = pass
            .transport()
            .period(&pass.token, period, &begun.trace_id)
            .await;
        seen.what.ok().flatten().and_then(|period| period.employer)
    }

    /// The declarations that say what ours says and belong to none of our other submissions.
    async fn matches(
        &self,
        submission: &Submission,
        found: &[FoundDeclaration],
    ) -> Vec<DeclarationId> {
        let Some(payload) = &submission.payload else {
            return Vec::new();
        };
        let mut matches = Vec::new();
        for candidate in found {
            let ours = self.store().by_declaration(candidate.declaration).await;
            if matches!(ours, Ok(None)) && wire::same_declaration(payload, &candidate.body) {
                matches.push(candidate.declaration);
            }
        }
        matches
    }

    async fn search_failed(
        &self,
        submission: &Submission,
        account: &ActiveAccount,
        pass: &Pass<'_>,
        begun: &Begun,
        seen: &Seen<Result<Vec<FoundDeclaration>, CallFailed>>,
        failure: &CallFailed,
    ) {
        let now = self.now();
        match failure {
            CallFailed::TokenRefused => {
                pass.refused(&self.inner.tokens);
                account.wait(now, None, busy(401));
            }
            CallFailed::Later(until) => account.wait(now, *until, busy(seen.status.unwrap_or(503))),
            CallFailed::Unreachable => account.unreachable_for_poll(now, unreachable(seen)),
            CallFailed::Denied(_) | CallFailed::Fault => {}
        }
        let exchange = begun.ended(seen, "search_failed", now);
        self.record_firmly(self.change(submission, Event::NotFound, Some(exchange)))
            .await;
    }
}
