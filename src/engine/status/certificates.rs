//! Certificates as they are shown: those of the register and those of the configuration's
//! files, held against Chaman's rules, the calendar and the account's key.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::cert;
use crate::domain::chaman::{self, Channel, Expiry, Rulebook};
use crate::domain::problem::Problem;
use crate::domain::report::{CertFacts, CertSummary, KeyStatus};
use crate::domain::rules::Rules;
use crate::domain::untrusted::Untrusted;
use crate::engine::Engine;
use crate::engine::register::{public_key, public_key_of};
use crate::engine::roster::Roster;

/// Files are read again after this long: they change by hand, a few times a year.
const FRESH: SignedDuration = SignedDuration::from_mins(1);

/// The certificate files of one account, and the public half of its key.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    /// The account's name.
    pub account: String,
    /// The files.
    pub files: Vec<PathBuf>,
    /// The public key of the account's private key, as DER, or why there is none; `None` when
    /// nobody looked.
    pub public_key: Option<Result<Vec<u8>, Problem>>,
}

/// What was last read of the certificates.
pub(in crate::engine) struct Certificates {
    held: Mutex<Held>,
    read: Mutex<Option<Read>>,
}

/// The files, and what certificates are held against.
#[derive(Clone)]
struct Held {
    measure: Arc<Measure>,
    files: Vec<CertificateFiles>,
}

/// What certificates are held against.
#[derive(Clone)]
struct Measure {
    levels: Vec<u16>,
    rules: Rules,
    rulebook: Rulebook,
}

struct Read {
    at: Timestamp,
    revision: Option<i64>,
    summaries: Vec<CertSummary>,
}

impl Certificates {
    pub(in crate::engine) fn new(
        files: Vec<CertificateFiles>,
        levels: Vec<u16>,
        rules: Rules,
        rulebook: Rulebook,
    ) -> Self {
        let measure = Arc::new(Measure {
            levels,
            rules,
            rulebook,
        });
        Self {
            held: Mutex::new(Held { measure, files }),
            read: Mutex::default(),
        }
    }

    /// Other files and other days from now on.
    pub(in crate::engine) fn reload(&self, files: Vec<CertificateFiles>, levels: Vec<u16>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let measure = Measure {
            levels,
            ..Measure::clone(&held.measure)
        };
        *held = Held {
            measure: Arc::new(measure),
            files,
        };
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The files of an account of the configuration.
    pub(in crate::engine) fn files_of(&self, account: &str) -> Option<CertificateFiles> {
        let mut files = self.held().files.into_iter();
        files.find(|files| files.account == account)
    }

    fn held(&self) -> Held {
        let held = self.held.lock();
        held.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fresh(&self, revision: Option<i64>, now: Timestamp) -> Option<Vec<CertSummary>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let read = read.as_ref()?;
        let is_fresh = read.revision == revision && now.duration_since(read.at) < FRESH;
        is_fresh.then(|| read.summaries.clone())
    }

    fn keep(&self, revision: Option<i64>, at: Timestamp, summaries: &[CertSummary]) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(Read {
            at,
            revision,
            summaries: summaries.to_vec(),
        });
    }
}

impl Engine {
    /// The certificates of the register and the configuration, the one that ends first at the top.
    pub async fn certificates(&self) -> Vec<CertSummary> {
        self.refresh().await;
        let (now, roster) = (self.now(), self.roster());
        let certificates = &self.inner.certificates;
        if let Some(summaries) = certificates.fresh(roster.revision(), now) {
            return summaries;
        }
        let Held { measure, files } = certificates.held();
        let revision = roster.revision();
        let mut summaries = self
            .blocking(move || Ok(measure.summarise(&roster, &files, now)))
            .await
            .unwrap_or_default();
        summaries.sort_by_key(|summary| summary.state.as_ref().map(|facts| facts.not_after).ok());
        certificates.keep(revision, now, &summaries);
        summaries
    }
}

/// The public half of an account's key, if anybody looked.
type Key = Option<Result<Vec<u8>, Problem>>;

impl Measure {
    fn summarise(
        &self,
        roster: &Roster,
        files: &[CertificateFiles],
        now: Timestamp,
    ) -> Vec<CertSummary> {
        let mut summaries = Vec::new();
        for account in &roster.register.here.accounts {
            self.of_register(account, roster, files, now, &mut summaries);
        }
        for account in files {
            for file in &account.files {
                let summary = self.of_file(account, file, roster, now);
                let is_known = |known: &CertSummary| {
                    known.account == summary.account && is_same(&known.state, &summary.state)
                };
                if !summaries.iter().any(is_known) {
                    summaries.push(summary);
                }
            }
        }
        summaries
    }

    fn of_register(
        &self,
        account: &chaman::Account,
        roster: &Roster,
        files: &[CertificateFiles],
        now: Timestamp,
        summaries: &mut Vec<CertSummary>,
    ) {
        let at_work = roster.at_work(account);
        let name = at_work.map_or(&account.name, |at_work| &at_work.name);
        let of_configuration = || {
            let configured = files.iter().find(|files| files.account == *name)?;
            configured.public_key.clone()
        };
        let key = account.key().map(public_key).or_else(of_configuration);
        for held in account.certificates() {
            let own = public_key_of(held).unwrap_or_default();
            summaries.push(CertSummary {
                name: Some(Untrusted::new(held.name.clone())),
                file: Untrusted::new(held.file_name.clone()),
                account: name.clone(),
                channel: account.channel(),
                checks: chaman::checks(&held.facts, account.channel(), &self.rulebook, now),
                expiry: Some(Expiry::of(&held.facts, &self.levels, &self.rules, now)),
                state: Ok(held.facts.clone()),
                key: key_status(&own, &key),
                in_chaman: Some(is_believed(roster, account, &held.facts.sha256)),
            });
        }
    }

    fn of_file(
        &self,
        account: &CertificateFiles,
        file: &Path,
        roster: &Roster,
        now: Timestamp,
    ) -> CertSummary {
        let name = file.file_name().unwrap_or(file.as_os_str());
        // Of a chain, the first certificate is the account's own.
        let certificate = cert::read_cert_file(file).and_then(|bytes| cert::inspect_first(&bytes));
        let registered = roster
            .get(&account.account)
            .and_then(|at_work| roster.registered(at_work));
        let key = registered
            .and_then(chaman::Account::key)
            .map(public_key)
            .or_else(|| account.public_key.clone());
        let facts = certificate.as_ref().map(cert::Certificate::facts).ok();
        CertSummary {
            name: None,
            file: Untrusted::new(name.to_string_lossy()),
            account: account.account.clone(),
            channel: Channel::Rest,
            checks: facts.map_or_else(Vec::new, |facts| {
                chaman::checks(facts, Channel::Rest, &self.rulebook, now)
            }),
            expiry: facts.map(|facts| Expiry::of(facts, &self.levels, &self.rules, now)),
            key: match &certificate {
                Ok(certificate) => key_status(certificate.public_key_der(), &key),
                Err(_) => KeyStatus::NotKept,
            },
            state: certificate.map(|certificate| certificate.facts().clone()),
            in_chaman: None,
        }
    }
}

fn key_status(own: &[u8], key: &Key) -> KeyStatus {
    match key {
        None => KeyStatus::NotKept,
        Some(Err(problem)) => KeyStatus::Unusable(problem.clone()),
        Some(Ok(key)) if key[..] == *own => KeyStatus::Matches,
        Some(Ok(_)) => KeyStatus::Differs,
    }
}

fn is_same(one: &Result<CertFacts, Problem>, other: &Result<CertFacts, Problem>) -> bool {
    matches!((one, other), (Ok(one), Ok(other)) if one.sha256 == other.sha256)
}

/// By its name, or by its client id when a person has not renamed it in Chaman yet.
fn is_believed(roster: &Roster, account: &chaman::Account, sha256: &str) -> bool {
    let believed = &roster.register.believed.accounts;
    let same = |known: &&chaman::Account| {
        known.name == account.name
            || (known.client_id().is_some() && known.client_id() == account.client_id())
    };
    believed
        .iter()
        .filter(same)
        .any(|known| known.certificate(sha256).is_some())
}
