//! What a worker tells of: occurrences, once each, to whoever listens. Nobody is waited for.
//!
//! Only the process that is the worker tells: the others see the same rows and say nothing.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use tokio::sync::broadcast;

use crate::domain::belgium;
use crate::domain::chaman::Urgency;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{Event, State, StateKind};
use crate::domain::occurrence::{Declared, Ending, Occasion, Occurrence};
use crate::domain::report::CertSummary;
use crate::store::{Change, Submission};

use super::Engine;

/// Occurrences that a listener may be behind; it hears how many it missed.
const BEHIND: usize = 1_024;

/// Between two looks at the certificates.
const BETWEEN: Duration = Duration::from_hours(1);

/// Who listens, and what was told already.
pub(super) struct Events {
    sender: broadcast::Sender<Arc<Occurrence>>,
    told: Mutex<Told>,
}

/// What is told once and not with each look.
#[derive(Default)]
struct Told {
    /// Accounts whose service is down.
    down: HashSet<String>,
    /// The latest level of each certificate, and the day on which it was told.
    levels: HashMap<String, (String, Date)>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            sender: broadcast::Sender::new(BEHIND),
            told: Mutex::default(),
        }
    }
}

impl Events {
    fn are_heard(&self) -> bool {
        self.sender.receiver_count() > 0
    }

    fn told(&self) -> std::sync::MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, occurrence: Occurrence) {
        tracing::info!(
            event = occurrence.event.as_str(),
            id = occurrence.id,
            "told"
        );
        // Nobody may have stayed to listen.
        let _ = self.sender.send(Arc::new(occurrence));
    }
}

impl Engine {
    /// Everything that happens from now on while this process is the worker.
    pub fn events(&self) -> broadcast::Receiver<Arc<Occurrence>> {
        self.inner.events.sender.subscribe()
    }

    /// One that never happened: for trying out.
    pub fn made_up_event(&self) -> Occurrence {
        Occurrence::made_up(&self.inner.environment, self.now())
    }

    fn occurrence(&self, occasion: Occasion, account: &str) -> Occurrence {
        let environment = &self.inner.environment;
        Occurrence::new(occasion, environment, Some(account), self.now())
    }

    /// A change was recorded: what there is to tell of it.
    pub(super) fn tell_change(&self, change: &Change, after: &Submission) {
        let events = &self.inner.events;
        let Some(occasion) = occasion(&change.event, after.state.kind()) else {
            return;
        };
        if !events.are_heard() {
            return;
        }
        let codes = change.answer.iter().flat_map(|answer| &answer.anomalies);
        let exchange = change.exchange.as_ref();
        let declared = Declared {
            codes: codes.map(|anomaly| anomaly.code.raw().to_owned()).collect(),
            trace: exchange.map(|exchange| exchange.trace_id.clone()),
            ..declared(after)
        };
        events.tell(
            self.occurrence(occasion, &after.account)
                .of_declaration(declared, after.revision),
        );
    }

    /// Submissions that a dead worker was sending are in doubt now.
    pub(super) async fn tell_recovered(&self, ids: &[SubmissionId]) {
        if !self.inner.events.are_heard() {
            return;
        }
        for id in ids {
            let Ok(Some(found)) = self.store().submission(*id).await else {
                continue;
            };
            if found.state.kind() == StateKind::InDoubt {
                let told = self.occurrence(Occasion::InDoubt, &found.account);
                let told = told.of_declaration(declared(&found), found.revision);
                self.inner.events.tell(told.because("worker_died"));
            }
        }
    }

    /// An account sends nothing before a person has looked.
    pub(super) fn tell_held(&self, account: &str, reason: &str) {
        if self.inner.events.are_heard() {
            let held = self.occurrence(Occasion::AccountHeld, account);
            self.inner.events.tell(held.because(reason));
        }
    }

    /// Accounts that are left alone since the latest look, and those that work again.
    pub(super) fn tell_service(&self) {
        let events = &self.inner.events;
        if !events.are_heard() {
            return;
        }
        let (now, roster) = (self.now(), self.roster());
        for account in roster.accounts() {
            let name = &account.name;
            let is_down = events.told().down.contains(name);
            if !is_down && account.closed_until(now).is_some() {
                events.told().down.insert(name.clone());
                let problem = account.failing().map(|(_, problem)| problem.summary.key);
                let down = self.occurrence(Occasion::ServiceDown, name);
                events.tell(down.because(problem.unwrap_or("unknown")));
            } else if is_down && account.failing().is_none() {
                events.told().down.remove(name);
                events.tell(self.occurrence(Occasion::ServiceUp, name));
            }
        }
    }

    /// Tells of certificates for as long as this process is the worker. Never ends.
    pub(super) async fn watch_certificates(&self) -> std::convert::Infallible {
        loop {
            if self.inner.events.are_heard() {
                for summary in self.certificates().await {
                    self.tell_certificate(&summary);
                }
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// The level of a certificate, if it is another than before.
    pub(super) fn tell_certificate(&self, summary: &CertSummary) {
        let events = &self.inner.events;
        let Ok(facts) = &summary.state else { return };
        let level = summary.expiry.and_then(|expiry| {
            let is_over = expiry.urgency == Urgency::NotValid && self.now() > facts.not_after;
            let level = expiry.level.map(|level| level.to_string());
            if is_over {
                Some("expired".to_owned())
            } else {
                level
            }
        });
        let sha256 = facts.sha256.clone();
        let Some(level) = level else {
            events.told().levels.remove(&sha256);
            return;
        };
        let today = belgium::today(self.now());
        let before = events
            .told()
            .levels
            .insert(sha256.clone(), (level.clone(), today));
        if before.is_some_and(|(before, _)| before == level) {
            return;
        }
        let ending = Ending {
            sha256,
            level,
            ends: facts.not_after,
        };
        let told = self.occurrence(Occasion::Certificate, &summary.account);
        events.tell(told.of_certificate(ending));
    }
}

/// What a change is an occasion of; of most of them nothing is told.
fn occasion(event: &Event, after: StateKind) -> Option<Occasion> {
    match after {
        StateKind::Refused | StateKind::Rejected | StateKind::NotTaken => Some(Occasion::Refused),
        StateKind::AcceptedWarning => Some(Occasion::AcceptedWarning),
        // Not each time that it is looked up in vain.
        StateKind::InDoubt if matches!(event, Event::AnswerLost { .. }) => Some(Occasion::InDoubt),
        _ => None,
    }
}

/// What may be told of a submission.
fn declared(submission: &Submission) -> Declared {
    Declared {
        submission: submission.id.0,
        kind: submission.kind.as_str(),
        state: submission.state.kind().as_str(),
        number: number(&submission.state).map(DeclarationId::value),
        employer: submission.employer.clone(),
        codes: Vec::new(),
        trace: None,
    }
}

fn number(state: &State) -> Option<DeclarationId> {
    match state {
        State::Submitted { declaration, .. } | State::Waiting { declaration, .. } => {
            Some(*declaration)
        }
        State::Accepted(settled) | State::AcceptedWarning(settled) | State::Refused(settled) => {
            Some(settled.declaration)
        }
        _ => None,
    }
}
