//! A REST account of Chaman: who we are to the NSSO, and where our key lies.

use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::domain::environment::Environment;
use crate::domain::ids::{ClientId, Employer};

/// One `[[account]]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Our name for it, different for every account.
    #[serde(deserialize_with = "filled_in")]
    pub name: String,
    /// The client id that Chaman shows.
    #[serde(deserialize_with = "client_id")]
    pub client_id: ClientId,
    /// The environments in which it is used.
    #[serde(default = "real_environments")]
    pub environments: Vec<Environment>,
    /// The private key.
    pub key_file: PathBuf,
    #[serde(default)]
    pub(super) passphrase_file: Option<PathBuf>,
    #[serde(default)]
    pub(super) passphrase_fd: Option<u16>,
    /// The certificates that Chaman has for it.
    #[serde(default)]
    pub certificate_files: Vec<PathBuf>,
    /// OAuth scopes to ask for; all that Chaman granted when empty.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Employers for which it is used; all when empty.
    #[serde(default, deserialize_with = "employers")]
    pub employers: Vec<Employer>,
}

/// Where the passphrase of a key comes from: never the configuration, never the environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passphrase {
    /// The key has none, or a person types it.
    Prompt,
    /// The first line of a file.
    File(PathBuf),
    /// An open file descriptor, by number.
    Descriptor(u16),
}

impl Account {
    /// Where the passphrase of its key comes from.
    pub fn passphrase(&self) -> Passphrase {
        match (&self.passphrase_file, self.passphrase_fd) {
            (Some(file), _) => Passphrase::File(file.clone()),
            (None, Some(descriptor)) => Passphrase::Descriptor(descriptor),
            (None, None) => Passphrase::Prompt,
        }
    }

    /// Its files: key, passphrase, certificates.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        std::iter::once(&mut self.key_file)
            .chain(&mut self.passphrase_file)
            .chain(&mut self.certificate_files)
    }

    /// Whether it is used for this employer.
    pub fn serves(&self, employer: Employer) -> bool {
        self.employers.is_empty()
            || self
                .employers
                .iter()
                .any(|served| served.agrees_with(employer))
    }
}

/// The name of a credential of systemd, where one stands in the place of a file.
pub fn credential(path: &Path) -> Option<&str> {
    path.to_str()?.strip_prefix("credential:")
}

/// The sandbox needs no account of Chaman, so an account is for the other two.
fn real_environments() -> Vec<Environment> {
    vec![Environment::Simulation, Environment::Production]
}

fn filled_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err(D::Error::custom("config-name-empty"));
    }
    Ok(text)
}

fn client_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ClientId, D::Error> {
    let text = String::deserialize(deserializer)?;
    ClientId::parse(&text).map_err(|_| D::Error::custom("config-client-id"))
}

fn employers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Employer>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|text| {
            text.parse()
                .map_err(|_| D::Error::custom("config-employer-number"))
        })
        .collect()
}
