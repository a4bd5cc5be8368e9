//! What the dashboard shows: figures of the store, accounts, tokens and certificates.

use jiff::SignedDuration;

use crate::domain::belgium;
use crate::domain::chaman::{self, Channel};
use crate::domain::clock;
use crate::domain::problem::Problem;
use crate::domain::report::{AccountStatus, Dashboard, TokenStatus, WorkerStatus};
use crate::domain::text::Text;

use super::account::ActiveAccount;
use super::{Engine, problem, roster};

mod certificates;

pub use certificates::CertificateFiles;
pub(super) use certificates::Certificates;

impl Engine {
    /// Everything that the dashboard shows.
    pub async fn dashboard(&self) -> Result<Dashboard, Problem> {
        let now = self.now();
        let counts = self.counts(None).await?;
        let figures = self
            .store()
            .figures(belgium::midnight(now), now)
            .await
            .map_err(problem::from_store)?;
        Ok(Dashboard {
            counts,
            refused_codes: figures.refused_codes,
            undecided: figures.undecided,
            oldest_doubt: figures.oldest_doubt,
            due_soon: figures.due_soon,
            settled_today: figures.settled_today,
            taken_per_minute: figures.taken_per_minute,
            answer_times_ms: figures.answer_times_ms,
            latest: figures.latest,
            worker: self.worker_status().await?,
            accounts: self.account_statuses().await?,
            certificates: self.certificates().await,
        })
    }

    /// Who sends and polls for this store.
    pub async fn worker_status(&self) -> Result<WorkerStatus, Problem> {
        self.store()
            .worker(&self.inner.holder)
            .await
            .map_err(problem::from_store)
    }

    /// All accounts: those that send in the order of choice, then what else the register has.
    pub async fn account_statuses(&self) -> Result<Vec<AccountStatus>, Problem> {
        self.refresh().await;
        let held = self
            .store()
            .held_accounts()
            .await
            .map_err(problem::from_store)?;
        let (now, roster) = (self.now(), self.roster());
        let at_work = roster.accounts().iter().map(|account| {
            let reason = held.iter().find(|(held, _)| *held == account.name);
            let permissions = roster.registered(account).and_then(|one| one.permissions());
            AccountStatus {
                name: account.name.clone(),
                channel: Channel::Rest,
                client_id: account.client_id.to_string(),
                permissions: permissions.into_iter().flatten().cloned().collect(),
                trouble: account.trouble.clone(),
                token: self.token_status(account),
                held: reason.map(|(_, reason)| held_problem(reason)),
                waits_until: account.closed_until(now),
            }
        });
        let others = roster.register.here.accounts.iter();
        let others = others.filter(|account| roster.at_work(account).is_none());
        Ok(at_work.chain(others.map(|one| self.idle(one))).collect())
    }

    /// An account of the register that sends nothing from here.
    fn idle(&self, account: &chaman::Account) -> AccountStatus {
        let is_name_taken = self.inner.rosters.is_configured(&account.name);
        AccountStatus::idle(account, roster::idle_reason(account, is_name_taken))
    }

    /// Lets a held account send again.
    pub async fn release_account(&self, account: &str) -> Result<(), Problem> {
        self.must_write()?;
        self.store()
            .hold_account(account, None, &self.inner.actor, self.now())
            .await
            .map_err(problem::from_store)
    }

    pub(super) fn token_status(&self, account: &ActiveAccount) -> TokenStatus {
        match &account.link {
            Ok(link) => self.inner.tokens.status(&link.token_key),
            Err(_) => account
                .trouble
                .clone()
                .map_or(TokenStatus::None, TokenStatus::Failed),
        }
    }

    /// How far a token server's clock is ahead of ours, the worst of them, when that is a reason
    /// to look.
    pub fn clock_offset(&self) -> Option<SignedDuration> {
        self.any_clock_offset()
            .filter(|offset| clock::is_off(*offset))
    }

    /// The same, whether or not that is a reason to look.
    pub fn any_clock_offset(&self) -> Option<SignedDuration> {
        let roster = self.roster();
        let links = roster
            .accounts()
            .iter()
            .filter_map(|account| account.link.as_ref().ok());
        let offsets = links.filter_map(|link| link.tokens.clock_offset());
        offsets.max_by_key(|offset| offset.abs())
    }

    /// The token of the first account: what the header shows.
    pub fn first_token(&self) -> Option<(String, TokenStatus)> {
        let roster = self.roster();
        let first = roster.accounts().first()?;
        Some((first.name.clone(), self.token_status(first)))
    }
}

/// Why an account is held, from the reason under which the store keeps it.
fn held_problem(reason: &str) -> Problem {
    let (summary, hint) = match reason {
        "token_refused" => (
            Text::new("engine-held-token-refused"),
            Text::new("engine-held-token-refused-hint"),
        ),
        "missing_scope" => (
            Text::new("engine-held-missing-scope"),
            Text::new("engine-held-missing-scope-hint"),
        ),
        other => (
            Text::new("engine-held-other").with("reason", other),
            Text::new("engine-held-other-hint"),
        ),
    };
    problem::service(summary).hint(hint)
}
