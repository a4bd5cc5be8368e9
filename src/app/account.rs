//! From an `[[account]]` of the configuration to one that can work: key, passphrase, link.

use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::config::{self, Config, Passphrase};
use crate::domain::clock::Clock;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::{Account, CertificateFiles, Link};
use crate::rsz::TokenSource;
use crate::rsz::dimona::DimonaClient;
use crate::rsz::http::HttpSettings;
use crate::rsz::key::{SigningKey, read_key_file, read_passphrase_file};
use crate::rsz::oauth::OAuthClient;

use super::service::credentials::must_be_here;
use super::shown;

/// The longest passphrase that is read.
const PASSPHRASE_LIMIT: usize = 4_096;

/// Whether a passphrase may be had of a person or of an open file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    /// It may: the program is starting.
    Allowed,
    /// Nobody is there any more.
    TooLate,
}

/// An account with its certificates to watch.
pub(super) struct Ready {
    pub(super) account: Account,
    pub(super) certificates: CertificateFiles,
}

/// Makes an account of the configuration ready. A key that cannot be read is no reason to
/// stop: the account then says why it cannot work.
pub(super) fn ready(
    configured: &config::Account,
    config: &Config,
    settings: &HttpSettings,
    clock: &Arc<dyn Clock>,
    asking: Asking,
) -> Ready {
    let key = load_key(configured, asking);
    let public_key = match &key {
        Ok(key) => key
            .public_key_der()
            .map_err(|error| error.problem(&configured.key_file)),
        Err(problem) => Err(problem.clone()),
    };
    let link = key.and_then(|key| {
        let endpoints = config.endpoints();
        let oauth = OAuthClient::new(
            endpoints.token_url.as_str(),
            configured.client_id.clone(),
            configured.scopes.clone(),
            Arc::new(key),
            settings,
            Arc::clone(clock),
        )?;
        link(oauth, endpoints.base_url.as_str(), settings, clock)
    });
    Ready {
        account: Account {
            name: configured.name.clone(),
            client_id: configured.client_id.clone(),
            link: Some(link),
            is_last_resort: false,
            employers: configured.employers.clone(),
        },
        certificates: CertificateFiles {
            account: configured.name.clone(),
            files: configured.certificate_files.clone(),
            public_key: Some(public_key),
        },
    }
}

/// A link through the real network.
pub(super) fn link(
    oauth: OAuthClient,
    base_url: &str,
    settings: &HttpSettings,
    clock: &Arc<dyn Clock>,
) -> Result<Link, Problem> {
    link_through(
        oauth.token_key().clone(),
        Arc::new(oauth),
        base_url,
        settings,
        clock,
    )
}

/// A link whose tokens come from elsewhere.
pub(super) fn link_through(
    token_key: crate::rsz::TokenKey,
    tokens: Arc<dyn TokenSource>,
    base_url: &str,
    settings: &HttpSettings,
    clock: &Arc<dyn Clock>,
) -> Result<Link, Problem> {
    Ok(Link {
        token_key,
        tokens,
        transport: Arc::new(DimonaClient::new(base_url, settings, Arc::clone(clock))?),
    })
}

fn load_key(account: &config::Account, asking: Asking) -> Result<SigningKey, Problem> {
    must_be_here(&account.key_file)?;
    let bytes = read_key_file(&account.key_file)?;
    SigningKey::unlock(&bytes, &account.key_file, || {
        if asking == Asking::TooLate && !matches!(account.passphrase(), Passphrase::File(_)) {
            let problem = Problem::new(ProblemClass::Usage, Text::new(PASSPHRASE_AGAIN));
            return Err(problem.hint(Text::new("service-passphrase-again-hint")));
        }
        passphrase(account).map(Some)
    })
}

/// Whether the key cannot be read only because its passphrase can be had no more.
pub(super) fn wants_passphrase(ready: &Ready) -> bool {
    matches!(&ready.account.link, Some(Err(problem)) if problem.summary.key == PASSPHRASE_AGAIN)
}

const PASSPHRASE_AGAIN: &str = "service-passphrase-again";

fn passphrase(account: &config::Account) -> Result<SecretString, Problem> {
    let unreadable = |source: String, error: &std::io::Error| {
        Problem::new(
            ProblemClass::Usage,
            Text::new("app-passphrase-unreadable").with("source", source),
        )
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("app-passphrase-hint"))
    };
    match account.passphrase() {
        Passphrase::File(path) => {
            must_be_here(&path)?;
            read_passphrase_file(&path)
        }
        Passphrase::Descriptor(number) => {
            let path = format!("/dev/fd/{number}");
            first_line(path.as_ref()).map_err(|error| unreadable(path, &error))
        }
        Passphrase::Prompt => rpassword::prompt_password(question(account))
            .map(SecretString::from)
            .map_err(|error| unreadable("/dev/tty".to_owned(), &error)),
    }
}

fn question(account: &config::Account) -> String {
    let name = Untrusted::new(&*account.name).shown();
    format!("{name} ({}): ", shown(&account.key_file))
}

/// The first line, byte by byte: a buffer in between would keep a copy that nobody wipes, and take
/// what is behind the line from whoever reads on.
fn first_line(path: &std::path::Path) -> std::io::Result<SecretString> {
    let mut file = File::open(path)?;
    let mut line = Zeroizing::new(Vec::with_capacity(PASSPHRASE_LIMIT));
    let mut byte = Zeroizing::new([0]);
    while line.len() < PASSPHRASE_LIMIT && file.read(&mut *byte)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    let line = std::str::from_utf8(&line).map_err(std::io::Error::other)?;
    Ok(SecretString::from(line.trim_end_matches('\r')))
}
