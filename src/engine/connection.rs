//! The connection test of an account, from its key file to an answer of the NSSO: which parts
//! an account is made of, wherever it is kept. The steps themselves are in `walk`.

use jiff::Timestamp;

use crate::cert::{self, Certificate};
use crate::domain::chaman::{
    Account, Channel, ConnectionTest, HeldCertificate, KeyReference, PermissionId, Rulebook,
};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

use super::account::ActiveAccount;
use super::status::CertificateFiles;
use super::{Engine, Link, problem};

mod walk;

#[cfg(test)]
mod tests;

/// Everything that a test needs to know of an account.
pub(super) struct TestParts<'a, L> {
    /// Its name.
    pub(super) account: &'a str,
    /// Its private key.
    pub(super) key: TestedKey,
    /// Its certificates, or why one of them cannot be read.
    pub(super) certificates: Vec<Result<TestedCertificate, Problem>>,
    /// What it should be allowed; none when that is not known here.
    pub(super) permissions: Vec<PermissionId>,
    /// The lists of Chaman.
    pub(super) rulebook: &'a Rulebook,
    /// The time of the test.
    pub(super) now: Timestamp,
    /// Makes its way to the NSSO, once everything here is in order. May block.
    pub(super) link: L,
}

/// The private key of an account that is tested.
pub(super) enum TestedKey {
    /// It lies there.
    File(KeyReference),
    /// It was read when the program started; this is its public half.
    Loaded(Vec<u8>),
    /// There is none, or none that could be read when the program started.
    Unusable(Problem),
}

/// A certificate of an account that is tested.
pub(super) struct TestedCertificate {
    /// What the account calls it.
    pub(super) name: Untrusted,
    /// What it is.
    pub(super) certificate: Certificate,
}

impl TestedCertificate {
    /// One of the register.
    pub(super) fn held(held: &HeldCertificate) -> Result<Self, Problem> {
        Ok(Self {
            name: Untrusted::new(held.name.clone()),
            certificate: cert::inspect_first(held.pem.as_bytes())?,
        })
    }
}

/// Takes every step in order, up to the first that fails.
pub(super) async fn run<L>(parts: TestParts<'_, L>) -> ConnectionTest
where
    L: FnOnce() -> Result<Link, Problem> + Send + 'static,
{
    ConnectionTest {
        account: parts.account.to_owned(),
        steps: walk::steps(parts).await,
    }
}

impl Engine {
    /// Tries every link of an account's chain to the NSSO, up to the first that fails.
    pub async fn test_connection(&self, account: &str) -> Result<ConnectionTest, Problem> {
        self.refresh().await;
        let roster = self.roster();
        let active = roster.get(account);
        let registered = active
            .and_then(|active| roster.registered(active))
            .or_else(|| roster.register.here.account(account));
        match (registered, active) {
            // Without a key in the register the one of the configuration is in use.
            (Some(registered), active) if registered.key().is_some() || active.is_none() => {
                let active = active.map(|active| &**active);
                self.test_registered(registered, active).await
            }
            (_, Some(active)) => Ok(self.test_configured(account, active).await),
            (_, None) => {
                let name = Untrusted::new(account).shown();
                Err(problem::usage(
                    Text::new("chaman-account-unknown").with("account", name),
                ))
            }
        }
    }

    /// An account of the configuration, whose key was read when the program started.
    async fn test_configured(&self, name: &str, active: &ActiveAccount) -> ConnectionTest {
        let watched = self.inner.certificates.files_of(name);
        let files = watched.as_ref().map(|watched| watched.files.clone());
        let certificates = blocking(move || {
            let files = files.unwrap_or_default();
            files.iter().map(|file| of_file(file)).collect()
        });
        let link = active.link.clone();
        let key = match &link {
            Ok(_) => TestedKey::of_configuration(watched.as_ref()),
            Err(problem) => TestedKey::Unusable(problem.clone()),
        };
        run(TestParts {
            account: name,
            key,
            certificates: certificates.await,
            permissions: Vec::new(),
            rulebook: &self.inner.rulebook,
            now: self.now(),
            link: move || link,
        })
        .await
    }

    async fn test_registered(
        &self,
        account: &Account,
        active: Option<&ActiveAccount>,
    ) -> Result<ConnectionTest, Problem> {
        if account.channel() != Channel::Rest {
            let summary = Text::new("rsz-test-rest-only")
                .with("account", Untrusted::new(account.name.clone()).shown())
                .with("channel", account.channel().name());
            return Err(problem::usage(summary));
        }
        let key = account.key().map_or_else(
            || TestedKey::Unusable(no_key()),
            |key| TestedKey::File(key.clone()),
        );
        let certificates = account.certificates().iter();
        let link = active.map_or_else(|| Err(no_client_id()), |active| active.link.clone());
        Ok(run(TestParts {
            account: &account.name,
            key,
            certificates: certificates.map(TestedCertificate::held).collect(),
            permissions: account.granted().cloned().collect(),
            rulebook: &self.inner.rulebook,
            now: self.now(),
            link: move || link,
        })
        .await)
    }
}

impl TestedKey {
    fn of_configuration(watched: Option<&CertificateFiles>) -> Self {
        match watched.and_then(|watched| watched.public_key.clone()) {
            Some(Ok(public_key)) => Self::Loaded(public_key),
            Some(Err(problem)) => Self::Unusable(problem),
            None => Self::Unusable(no_key()),
        }
    }
}

/// Of a chain, the first certificate is the account's own.
fn of_file(file: &std::path::Path) -> Result<TestedCertificate, Problem> {
    let name = file.file_name().unwrap_or(file.as_os_str());
    let found = cert::inspect_file(file)?.into_iter().next();
    let certificate = found.ok_or_else(|| problem::usage(Text::new("cert-empty")))?;
    Ok(TestedCertificate {
        name: Untrusted::new(name.to_string_lossy()),
        certificate,
    })
}

/// Work that reads files, on a thread that may wait.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // Nobody cancels it: it has panicked, and so do we.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn no_key() -> Problem {
    problem::usage(Text::new("rsz-test-no-key")).hint(Text::new("rsz-test-no-key-hint"))
}

fn no_client_id() -> Problem {
    problem::usage(Text::new("rsz-test-no-client-id")).hint(Text::new("rsz-test-no-client-id-hint"))
}
