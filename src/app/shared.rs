//! The shared queue of the configuration: where it is, and the password for it.

use std::io::Read as _;

use secrecy::SecretString;

use super::Setup;
use super::service::credentials::must_be_here;
use crate::config::Config;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::store_url::{Host, StoreUrl};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::open_file;
use crate::rsz::key::read_passphrase_file;
use crate::store::{PgOptions, PgPlace, PgServer, PgTls, Site};

/// Where a password is, when no file is named.
const PASSWORD: &str = "DIMONITOR_STORE_PASSWORD";

/// Bytes that are read of a bundle of authorities.
const LARGEST: u64 = 16 * 1024 * 1024;

/// How the shared queue is to be opened; none when the queue is a file.
pub(super) fn options(config: &Config, read_only: bool) -> Result<Option<PgOptions>, Problem> {
    match &config.store.0 {
        Some(url) => of(config, url, read_only).map(Some),
        None => Ok(None),
    }
}

/// How the shared queue at this address is to be opened, with password and authorities of the
/// configuration.
pub(super) fn of(config: &Config, url: &StoreUrl, read_only: bool) -> Result<PgOptions, Problem> {
    let password = match &config.store_password_file {
        // A console beside the service, which alone has it, is told.
        Some(path) => match (must_be_here(path), told()) {
            (Err(_), Some(password)) => Some(password),
            (is_here, _) => Some(is_here.and_then(|()| read_passphrase_file(path))?),
        },
        None => told(),
    };
    Ok(PgOptions {
        place: PgPlace {
            server: server(url, config)?,
            user: url.user.clone(),
            password,
            database: url.database.clone(),
            schema: url.schema.clone(),
        },
        environment: config.environment.as_str().to_owned(),
        read_only,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "one of the two ways in which a service is given a secret"
)]
fn told() -> Option<SecretString> {
    let password = std::env::var(PASSWORD).ok()?;
    (!password.is_empty()).then(|| SecretString::from(password))
}

fn server(url: &StoreUrl, config: &Config) -> Result<PgServer, Problem> {
    let port = url.port;
    Ok(match &url.host {
        Host::Socket(folder) => PgServer::Socket {
            folder: folder.into(),
            port,
        },
        Host::Name(name) => PgServer::Tcp {
            host: name.clone(),
            port,
            tls: if url.is_verified {
                Some(PgTls {
                    authorities: authorities(config)?,
                })
            } else {
                None
            },
        },
    })
}

fn authorities(config: &Config) -> Result<Option<Vec<u8>>, Problem> {
    let Some(path) = &config.store_ca_file else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let read = open_file(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map(|_| Some(bytes)).map_err(|error| {
        Problem::new(
            ProblemClass::Usage,
            Text::new("app-ca-unreadable").with("file", super::shown(path)),
        )
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("app-ca-hint"))
    })
}

/// Where the queue of the configuration is.
pub(super) fn site(setup: &Setup) -> Result<Site, Problem> {
    if let Some(options) = options(&setup.config, setup.global.read_only)? {
        return Ok(Site::Server(Box::new(options)));
    }
    Ok(Site::File {
        path: setup.data()?.queue(),
        environment: setup.config.environment.as_str().to_owned(),
    })
}

/// Refuses what is done to a file when the queue is none; `instead` says what to do then.
pub(super) fn refuse(setup: &Setup, instead: Text) -> Result<(), Problem> {
    let Some(url) = &setup.config.store.0 else {
        return Ok(());
    };
    Err(Problem::new(
        ProblemClass::Usage,
        Text::new("store-pg-not-a-file").with("place", Untrusted::new(url.as_str()).shown()),
    )
    .hint(instead))
}
