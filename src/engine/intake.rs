//! Taking declarations in: durable when it returns, and safe to repeat.

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use crate::domain::declaration::{Body, Declaration};
use crate::domain::ids::{Employer, Reference, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::QueueRow;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::rsz::wire;
use crate::store::{Batch, NewSubmission};

use super::account::ActiveAccount;
use super::meters::StoreCall;
use super::{Engine, business, problem};

pub use crate::store::Enqueued as Outcome;

/// How declarations are taken in.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Send through this account instead of the one that the configuration chooses.
    pub account: Option<String>,
    /// The reason for declaring again what a live submission declares already.
    pub duplicate_reason: Option<String>,
    /// Take in what can be taken in, although others cannot.
    pub partial: bool,
    /// The same declaration handed in again is a new one (a form), not the same one (a file).
    pub unrepeatable: bool,
}

impl Engine {
    /// Puts declarations into the queue, in one durable transaction.
    pub async fn take_in(
        &self,
        declarations: &[Declaration],
        intake: &Intake,
    ) -> Result<Vec<Outcome>, Problem> {
        self.must_write()?;
        self.refresh().await;
        self.must_have_account()?;
        self.must_share_key().await?;
        let mut submissions = Vec::with_capacity(declarations.len());
        for declaration in declarations {
            submissions.push(self.prepare(declaration, intake).await?);
        }
        let batch = if intake.partial {
            Batch::WhatCan
        } else {
            Batch::AllOrNothing
        };
        let enqueued = self
            .store()
            .enqueue(submissions, batch, &self.inner.actor, self.now());
        let enqueued = self.inner.meters.timed(StoreCall::Enqueue, enqueued).await;
        enqueued.map_err(problem::from_store)
    }

    /// A declaration as the store takes it, with its deadline as far as our queue tells it.
    pub(super) async fn prepare(
        &self,
        declaration: &Declaration,
        intake: &Intake,
    ) -> Result<NewSubmission, Problem> {
        let mut submission = self.new_submission(declaration, intake)?;
        if let Some(period) = submission.period {
            submission.deadline = self.deadline_knowing(declaration, period).await?;
        }
        Ok(submission)
    }

    /// A declaration as the store takes it.
    pub(super) fn new_submission(
        &self,
        declaration: &Declaration,
        intake: &Intake,
    ) -> Result<NewSubmission, Problem> {
        let account = self.account_for(declaration.employer(), intake.account.as_deref())?;
        let payload = wire::encode(declaration);
        let reference = declaration.reference.as_ref().map(Reference::as_str);
        let uid = if intake.unrepeatable || intake.duplicate_reason.is_some() {
            Uuid::now_v7()
        } else {
            business::repeatable_uid(&account, reference, &payload)
        };
        let (start, end) = declaration.dates();
        Ok(NewSubmission {
            uid,
            kind: declaration.kind(),
            business_key: self.inner.business_key.of(&account, declaration),
            payload,
            account,
            duplicate_reason: intake.duplicate_reason.clone(),
            reference: reference.map(Untrusted::from),
            worker_type: worker_type(declaration),
            employer: declaration.employer().map(|employer| employer.to_string()),
            worker_name: declaration
                .name()
                .map(|name| Untrusted::new(format!("{} {}", name.family, name.given))),
            ssin: declaration.ssin(),
            start,
            end,
            deadline: self.deadline(declaration),
            period: declaration.period(),
            supersedes: None,
            origin: None,
            waits_for: None,
            draft: declaration.draft.clone(),
        })
    }

    /// The account that sends for an employer.
    fn account_for(
        &self,
        employer: Option<Employer>,
        wanted: Option<&str>,
    ) -> Result<String, Problem> {
        let roster = self.roster();
        let known = || Text::new("engine-known-accounts").with("accounts", roster.shown());
        if let Some(name) = wanted {
            // An account of the register may have another name in the configuration.
            let found = roster.get(name).map(|account| account.name.clone());
            let unknown = || Text::new("engine-unknown-account").with("account", name);
            return found.ok_or_else(|| problem::usage(unknown()).hint(known()));
        }
        let named = employer.and_then(|employer| {
            let agrees = |known: &Employer| known.agrees_with(employer);
            roster
                .accounts()
                .iter()
                .find(|account| account.employers.iter().any(agrees))
        });
        let general = || {
            roster
                .accounts()
                .iter()
                .find(|account| account.employers.is_empty())
        };
        let chosen = named.or_else(general).map(|account| account.name.clone());
        chosen.ok_or_else(|| {
            let shown = employer.map_or_else(|| "-".to_owned(), |employer| employer.to_string());
            problem::usage(Text::new("engine-no-account-for-employer").with("employer", shown))
                .hint(known())
        })
    }

    /// The account that asks for an employer, ready to work.
    pub(super) fn active_account_for(
        &self,
        employer: Employer,
        wanted: Option<&str>,
    ) -> Result<Arc<ActiveAccount>, Problem> {
        let name = self.account_for(Some(employer), wanted)?;
        let account = self.roster().get(&name).cloned();
        account.ok_or_else(|| {
            problem::usage(Text::new("engine-unknown-account").with("account", name))
        })
    }

    /// Waits until this holds for every one of these submissions.
    ///
    /// Returns early, with the problem, when the service has failed for `patience`.
    pub async fn wait_for(
        &self,
        ids: &[SubmissionId],
        patience: Duration,
        reached: impl Fn(&QueueRow) -> bool,
    ) -> Result<Vec<QueueRow>, Problem> {
        let mut changes = self.changes();
        loop {
            changes.mark_unchanged();
            let rows = self.rows(ids).await?;
            if rows.iter().all(&reached) {
                return Ok(rows);
            }
            self.give_up_after(patience)?;
            tokio::select! {
                _ = changes.changed() => {}
                () = self.clock_tick() => {}
            }
        }
    }

    /// The rows of these submissions, in their order.
    pub async fn rows(&self, ids: &[SubmissionId]) -> Result<Vec<QueueRow>, Problem> {
        self.store().rows(ids).await.map_err(problem::from_store)
    }

    fn give_up_after(&self, patience: Duration) -> Result<(), Problem> {
        let now = self.now();
        for (_, since, trouble) in self.troubles() {
            if now.duration_since(since).unsigned_abs() >= patience {
                return Err(trouble);
            }
        }
        Ok(())
    }
}

/// Whether nothing more happens to a submission without a person or Sigedis.
pub fn is_settled(row: &QueueRow) -> bool {
    row.state.is_final()
        || matches!(
            row.state,
            StateKind::Waiting | StateKind::Held | StateKind::Draft
        )
        || (row.state == StateKind::InDoubt && row.look_ups > 0)
}

fn worker_type(declaration: &Declaration) -> Option<Untrusted> {
    match &declaration.body {
        Body::In(declared) => Some(Untrusted::new(declared.worker_type.clone())),
        _ => None,
    }
}
