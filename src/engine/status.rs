//! What the dashboard shows: figures of the store, accounts and tokens, certificates on disk.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::cert;
use crate::domain::belgium;
use crate::domain::problem::Problem;
use crate::domain::report::{AccountStatus, CertSummary, Dashboard, TokenStatus, WorkerStatus};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::{Engine, problem};

/// Certificate files are read again after this long: they change by hand, a few times a year.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// The certificate files of one account, and the public half of its key.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    /// The account's name.
    pub account: String,
    /// The files.
    pub files: Vec<PathBuf>,
    /// The public key of the account's private key, as DER, when it could be read.
    pub public_key: Option<Vec<u8>>,
}

/// What was last read of the certificate files.
pub(super) struct Certificates {
    files: Vec<CertificateFiles>,
    warn_days: u16,
    read: Mutex<Option<(Timestamp, Vec<CertSummary>)>>,
}

impl Certificates {
    pub(super) fn new(files: Vec<CertificateFiles>, warn_days: u16) -> Self {
        Self {
            files,
            warn_days,
            read: Mutex::default(),
        }
    }

    fn fresh(&self, now: Timestamp) -> Option<Vec<CertSummary>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, summaries) = read.as_ref()?;
        (now.duration_since(*at) < FRESH).then(|| summaries.clone())
    }

    fn keep(&self, now: Timestamp, summaries: &[CertSummary]) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, summaries.to_vec()));
    }
}

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
            oldest_doubt: figures.oldest_doubt,
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

    /// The accounts of the configuration, in its order.
    pub async fn account_statuses(&self) -> Result<Vec<AccountStatus>, Problem> {
        let held = self
            .store()
            .held_accounts()
            .await
            .map_err(problem::from_store)?;
        let now = self.now();
        let status = |name: &String| {
            let active = self.inner.accounts.get(name)?;
            let reason = held
                .iter()
                .find(|(account, _)| account == name)
                .map(|(_, reason)| reason);
            Some(AccountStatus {
                name: name.clone(),
                client_id: active.account.client_id.to_string(),
                token: self.token_status(name),
                held: reason.map(|reason| held_problem(reason)),
                waits_until: active.closed_until(now),
            })
        };
        Ok(self.inner.order.iter().filter_map(status).collect())
    }

    /// Lets a held account send again.
    pub async fn release_account(&self, account: &str) -> Result<(), Problem> {
        self.must_write()?;
        self.store()
            .hold_account(account, None, &self.inner.actor, self.now())
            .await
            .map_err(problem::from_store)
    }

    fn token_status(&self, account: &str) -> TokenStatus {
        match self
            .inner
            .accounts
            .get(account)
            .map(|active| &active.account.link)
        {
            Some(Ok(link)) => self.inner.tokens.status(&link.token_key),
            Some(Err(problem)) => TokenStatus::Failed(problem.clone()),
            None => TokenStatus::None,
        }
    }

    /// The token of the first account: what the header shows.
    pub fn first_token(&self) -> Option<(String, TokenStatus)> {
        let name = self.inner.order.first()?;
        Some((name.clone(), self.token_status(name)))
    }

    /// The certificates of the configuration, the one that ends first at the top.
    pub async fn certificates(&self) -> Vec<CertSummary> {
        let now = self.now();
        if let Some(summaries) = self.inner.certificates.fresh(now) {
            return summaries;
        }
        let (files, warn_days) = (
            self.inner.certificates.files.clone(),
            self.inner.certificates.warn_days,
        );
        let mut summaries = tokio::task::spawn_blocking(move || summarise(&files, warn_days))
            .await
            .unwrap_or_default();
        summaries.sort_by_key(|summary| summary.state.as_ref().map(|facts| facts.not_after).ok());
        self.inner.certificates.keep(now, &summaries);
        summaries
    }
}

fn summarise(accounts: &[CertificateFiles], warn_days: u16) -> Vec<CertSummary> {
    let mut summaries = Vec::new();
    for account in accounts {
        for file in &account.files {
            let name = file
                .file_name()
                .unwrap_or(file.as_os_str())
                .to_string_lossy();
            // Of a chain, the first certificate is the account's own.
            let certificate =
                cert::read_cert_file(file).and_then(|bytes| cert::inspect_first(&bytes));
            let key_matches = match (&certificate, &account.public_key) {
                (Ok(certificate), Some(key)) => Some(certificate.public_key_der() == &key[..]),
                _ => None,
            };
            summaries.push(CertSummary {
                file: Untrusted::new(name),
                account: account.account.clone(),
                state: certificate.map(|certificate| certificate.facts().clone()),
                key_matches,
                warn_days,
            });
        }
    }
    summaries
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
