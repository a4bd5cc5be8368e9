//! What a person hands in from the form, or decides about an end: several declarations that
//! belong together are queued in one transaction.

use uuid::Uuid;

use crate::domain::decision::Decision;
use crate::domain::handing::Handing;
use crate::domain::ids::{Employer, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{EmployerChoice, Entered, KeptDraft, Successor};
use crate::store::{Batch, NewSubmission, Settling, Submission};

use super::{Engine, Intake, Outcome, people, problem};

/// A list that a person chooses from is not longer than this.
const EMPLOYERS: usize = 1_000;

impl Engine {
    /// Queues what a person hands in: all of it or nothing. The outcomes are in its order.
    pub async fn hand_in(&self, handing: &Handing) -> Result<Vec<Outcome>, Problem> {
        self.must_write()?;
        self.refresh().await;
        self.must_have_account()?;
        let origin = match handing.origin {
            Some(id) => Some(self.load(id).await?),
            None => None,
        };
        let mut submissions: Vec<NewSubmission> = Vec::with_capacity(handing.declarations.len());
        for (place, declaration) in handing.declarations.iter().enumerate() {
            let intake = Intake {
                account: self.account_of(origin.as_ref(), declaration.employer()),
                duplicate_reason: handing.duplicate_reason.clone(),
                partial: false,
                unrepeatable: true,
            };
            let mut submission = self.prepare(declaration, &intake).await?;
            submission.origin = handing.origin;
            submission.supersedes = handing.origin.filter(|_| handing.replacing == Some(place));
            if handing.in_turn {
                submission.waits_for = submissions.last().map(|before| before.uid);
            }
            submissions.push(submission);
        }
        self.enqueue_all(submissions).await
    }

    /// Queues all of these or nothing, in one transaction.
    pub(super) async fn enqueue_all(
        &self,
        submissions: Vec<NewSubmission>,
    ) -> Result<Vec<Outcome>, Problem> {
        self.must_share_key().await?;
        self.store()
            .enqueue(
                submissions,
                Batch::AllOrNothing,
                &self.inner.actor,
                self.now(),
            )
            .await
            .map_err(problem::from_store)
    }

    /// A correction goes out through the account of what it corrects, unless it names another
    /// employer: then the configuration chooses, as for anything new.
    fn account_of(
        &self,
        origin: Option<&Submission>,
        employer: Option<Employer>,
    ) -> Option<String> {
        let origin = origin?;
        let same = employer.is_none_or(|employer| {
            let before: Option<Employer> = origin
                .employer
                .as_deref()
                .and_then(|number| number.parse().ok());
            before.is_some_and(|before| before.agrees_with(employer))
        });
        let known = self.roster().get(&origin.account).is_some();
        (same && known).then(|| origin.account.clone())
    }

    /// A submission that replaces another one: told to whoever was not as fast.
    pub async fn successor(&self, id: SubmissionId) -> Result<Successor, Problem> {
        let timeline = self.timeline(id).await?;
        let first = timeline.and_then(|timeline| timeline.events.into_iter().next());
        let entered = first.map(|entry| {
            let ago = self.now().duration_since(entry.at).as_secs();
            Entered {
                by: people::named(&entry.actor),
                seconds: u64::try_from(ago).unwrap_or(0),
            }
        });
        Ok(Successor { id, entered })
    }

    /// Notes what a person decided about a declaration that has ended, and why.
    pub async fn settle(
        &self,
        id: SubmissionId,
        decision: Decision,
        reason: String,
    ) -> Result<(), Problem> {
        self.must_write()?;
        let settling = Settling {
            id,
            revision: self.load(id).await?.revision,
            decision,
            reason,
            actor: self.inner.actor.clone(),
            at: self.now(),
        };
        self.store()
            .settle(settling)
            .await
            .map_err(problem::from_store)
    }

    /// Keeps a draft, as typed by whoever acts here, in the place of the one with the same uid.
    pub async fn keep_draft(&self, draft: KeptDraft) -> Result<(), Problem> {
        self.must_write()?;
        let draft = KeptDraft {
            by: self.inner.actor.clone(),
            ..draft
        };
        self.store()
            .keep_draft(draft)
            .await
            .map_err(problem::from_store)
    }

    /// The drafts that are kept, latest first.
    pub async fn drafts(&self) -> Result<Vec<KeptDraft>, Problem> {
        let drafts = self.store().drafts().await;
        let mut drafts = drafts.map_err(problem::from_store)?;
        for draft in &mut drafts {
            draft.by = people::in_full(&draft.by);
        }
        Ok(drafts)
    }

    /// Forgets a draft.
    pub async fn drop_draft(&self, uid: Uuid) -> Result<(), Problem> {
        self.must_write()?;
        self.store()
            .drop_draft(uid)
            .await
            .map_err(problem::from_store)
    }

    /// The employers that a form can offer: those of the accounts, then those of the queue.
    pub async fn employers(&self) -> Result<Vec<EmployerChoice>, Problem> {
        let used = self
            .store()
            .employers(EMPLOYERS)
            .await
            .map_err(problem::from_store)?;
        let roster = self.roster();
        let of_accounts = roster
            .accounts()
            .iter()
            .flat_map(|account| account.employers.iter().copied());
        let of_queue = used.iter().filter_map(|number| number.parse().ok());
        let mut choices: Vec<EmployerChoice> = Vec::new();
        for employer in of_accounts.chain(of_queue) {
            let same = |choice: &EmployerChoice| choice.employer.agrees_with(employer);
            if !choices.iter().any(same) {
                choices.push(EmployerChoice {
                    employer,
                    name: None,
                });
            }
        }
        Ok(choices)
    }
}
