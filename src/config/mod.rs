//! The configuration: one TOML file, checked as a whole before anything else happens.
//!
//! Owns the shape of the file, its defaults and what a mistake in it is called. Knows
//! nothing of what the values are used for. Without a file everything has its default
//! and the environment is the sandbox.

mod account;
mod anomalies;
mod file;
mod hooks;
mod keys;
mod monitor;
mod places;
mod retention;
mod screen;
mod store;
mod themes;
mod url;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};

pub use account::{Account, Passphrase, credential};
pub use anomalies::anomalies;
pub use file::{mistake_at, parse};
pub use hooks::{Hook, Told};
pub use keys::Keys;
pub use monitor::{Log, Monitor};
pub use places::places;
pub use retention::Retention;
pub use screen::Screen;
pub use store::StoreChoice;
pub use themes::themes;
pub use url::{ProxyUrl, ServiceUrl};

use crate::domain::actor::Name;
use crate::domain::chaman::Rulebook;
use crate::domain::environment::Environment;
use crate::domain::notice::Notify;
use crate::domain::problem::Problem;
use crate::domain::rules::Rules;
use crate::paths::Home;

/// The whole configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where declarations go.
    pub environment: Environment,
    /// What the journal calls whoever works with this configuration, beside the user of the
    /// system; may be empty.
    #[serde(deserialize_with = "operator")]
    pub operator: String,
    /// The language of sentences.
    pub language: LanguageChoice,
    /// Name of the theme.
    pub theme: String,
    /// The shared queue; when empty, the queue is a file of this host.
    pub store: StoreChoice,
    /// A file with the password for it in its first line.
    pub store_password_file: Option<PathBuf>,
    /// Certificate authorities that its server's certificate may come from, in the place of
    /// those of the system.
    pub store_ca_file: Option<PathBuf>,
    /// How the console behaves.
    pub screen: Screen,
    /// What is told outside of the screen.
    pub notify: Notify,
    /// Keys of the console by action, where they are not the usual ones.
    pub keys: Keys,
    /// Time limits, certificate authorities and proxy.
    pub http: Http,
    /// How much happens at once.
    pub limits: Limits,
    /// When certificates are warned about.
    pub certificates: Certificates,
    /// How long personal data stays.
    pub retention: Retention,
    /// Where whoever watches over `serve` may look.
    pub monitor: Monitor,
    /// How much the log says.
    pub log: Log,
    /// Who sends.
    pub sender: Sender,
    /// Addresses of the NSSO's systems.
    pub environments: Environments,
    /// REST accounts of Chaman.
    #[serde(rename = "account", skip_serializing)]
    pub accounts: Vec<Account>,
    /// Programs and servers that are told.
    #[serde(skip_serializing, deserialize_with = "hooks::all")]
    pub hooks: Vec<Hook>,
}

/// The language of sentences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LanguageChoice {
    /// As the system's locale says.
    #[default]
    Auto,
    /// English.
    En,
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// German.
    De,
}

/// Time limits, certificate authorities and proxy of every request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Seconds until a connection must stand.
    #[serde(deserialize_with = "seconds")]
    pub connect_timeout_seconds: u64,
    /// Seconds without a byte after which a request is given up.
    #[serde(deserialize_with = "seconds")]
    pub request_timeout_seconds: u64,
    /// Seconds that a request may take as a whole.
    #[serde(deserialize_with = "seconds")]
    pub total_timeout_seconds: u64,
    /// Certificate authorities to trust besides those of the system.
    pub ca_files: Vec<PathBuf>,
    /// The proxy; when empty the one of the system, if any.
    #[serde(deserialize_with = "proxy", serialize_with = "proxy_text")]
    pub proxy: Option<ProxyUrl>,
}

/// How much happens at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Declarations that are sent at once.
    #[serde(deserialize_with = "at_once")]
    pub sends: u16,
    /// Results that are asked for at once.
    #[serde(deserialize_with = "at_once")]
    pub polls: u16,
}

/// When certificates are warned about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Certificates {
    /// Days before the end of validity.
    pub warn_days: Vec<u16>,
}

/// Who sends, as Chaman knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sender {
    /// Sender number, up to six digits; may be empty.
    #[serde(deserialize_with = "sender_number")]
    pub number: String,
    /// Name for the header; may be empty.
    pub name: String,
}

/// The addresses of every environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "EnvironmentsInFile")]
pub struct Environments {
    sandbox: Endpoints,
    simulation: Endpoints,
    production: Endpoints,
}

/// Where one environment is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoints {
    /// Base of the Dimona service.
    pub base_url: ServiceUrl,
    /// Where tokens are given out.
    pub token_url: ServiceUrl,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct EnvironmentsInFile {
    sandbox: EndpointsInFile,
    simulation: EndpointsInFile,
    production: EndpointsInFile,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct EndpointsInFile {
    base_url: Option<ServiceUrl>,
    token_url: Option<ServiceUrl>,
}

impl Config {
    /// Reads the named file, else the one of `home`; without any file, the defaults.
    ///
    /// Paths in the file come out relative to its folder. Fails with a problem that names
    /// file, line, column and key; also when others than the user may write the file.
    pub fn load(explicit: Option<&Path>, home: &Home) -> Result<Self, Problem> {
        let of_home = home.config_file();
        let path = explicit.unwrap_or(&of_home);
        file::refuse_open_folder(path)?;
        let Some(text) = file::read(path, explicit.is_some())? else {
            return Ok(Self::default());
        };
        let mut config: Self = file::parse(&text, path)?;
        file::check_accounts(&config, path)?;
        config.keys.stand_in(&text, path);
        config.resolve(path.parent().unwrap_or(Path::new("")));
        Ok(config)
    }

    /// The addresses of the environment in use.
    pub fn endpoints(&self) -> &Endpoints {
        self.environments.of(self.environment)
    }

    /// The accounts of the environment in use.
    pub fn accounts_in_use(&self) -> impl Iterator<Item = &Account> {
        self.accounts
            .iter()
            .filter(|account| account.environments.contains(&self.environment))
    }

    /// The files that it names, save programs.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let in_accounts = self.accounts.iter_mut().flat_map(Account::files_mut);
        let in_hooks = self.hooks.iter_mut().flat_map(Hook::files);
        let of_store = self
            .store_password_file
            .iter_mut()
            .chain(&mut self.store_ca_file);
        let in_accounts = in_accounts.chain(&mut self.http.ca_files);
        in_accounts.chain(of_store).chain(in_hooks)
    }

    fn resolve(&mut self, folder: &Path) {
        for path in self.files_mut() {
            if account::credential(path).is_none() {
                // An absolute path replaces the folder.
                *path = folder.join(&*path);
            }
        }
    }
}

/// The lists that ship with the program.
///
/// # Panics
///
/// Never: a test reads them.
pub fn rules() -> Rules {
    Rules {
        places: places(),
        ..ours(include_str!("rules.toml"))
    }
}

/// The user's own lists when there are any, else those that ship with the program.
pub fn rules_of(home: &Home) -> Result<Rules, Problem> {
    let path = home.rules_file();
    match file::read(&path, false)? {
        Some(text) => Ok(Rules {
            places: places(),
            ..file::parse(&text, &path)?
        }),
        None => Ok(rules()),
    }
}

/// What Chaman offers and demands, as it ships with the program.
///
/// # Panics
///
/// Never: a test reads it.
pub fn rulebook() -> Rulebook {
    ours(include_str!("chaman.toml"))
}

/// A file that ships with the program.
fn ours<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("our own lists are read in a test")
}

/// The user's own lists of Chaman when there are any, else those that ship with the program.
pub fn rulebook_of(home: &Home) -> Result<Rulebook, Problem> {
    let path = home.rulebook_file();
    match file::read(&path, false)? {
        Some(text) => file::parse(&text, &path),
        None => Ok(rulebook()),
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            environment: Environment::Sandbox,
            operator: String::new(),
            language: LanguageChoice::Auto,
            theme: "auto".to_owned(),
            store: StoreChoice::default(),
            store_password_file: None,
            store_ca_file: None,
            screen: Screen::default(),
            notify: Notify::default(),
            keys: Keys::default(),
            http: Http::default(),
            limits: Limits::default(),
            certificates: Certificates::default(),
            retention: Retention::default(),
            monitor: Monitor::default(),
            log: Log::default(),
            sender: Sender::default(),
            environments: EnvironmentsInFile::default().into(),
            accounts: Vec::new(),
            hooks: Vec::new(),
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            connect_timeout_seconds: 10,
            request_timeout_seconds: 15,
            total_timeout_seconds: 60,
            ca_files: Vec::new(),
            proxy: None,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sends: 4,
            polls: 16,
        }
    }
}

impl Default for Certificates {
    fn default() -> Self {
        Self {
            warn_days: vec![60, 30, 14, 7, 1],
        }
    }
}

impl LanguageChoice {
    /// The ISO 639-1 code, unless the system's locale decides.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::En => Some("en"),
            Self::Nl => Some("nl"),
            Self::Fr => Some("fr"),
            Self::De => Some("de"),
        }
    }
}

impl Environments {
    /// The addresses of one environment.
    pub fn of(&self, environment: Environment) -> &Endpoints {
        match environment {
            Environment::Sandbox => &self.sandbox,
            Environment::Simulation => &self.simulation,
            Environment::Production => &self.production,
        }
    }
}

impl From<EnvironmentsInFile> for Environments {
    fn from(file: EnvironmentsInFile) -> Self {
        // Simulation has no token server of its own (rsz-rest 1).
        const TOKENS: &str = "https://services.socialsecurity.be/REST/oauth/v5/token";
        let endpoints = |file: EndpointsInFile, base: &str, token: &str| {
            let known = |url| ServiceUrl::parse(url).expect("our own addresses are good");
            Endpoints {
                base_url: file.base_url.unwrap_or_else(|| known(base)),
                token_url: file.token_url.unwrap_or_else(|| known(token)),
            }
        };
        Self {
            sandbox: endpoints(
                file.sandbox,
                "http://127.0.0.1:8377/REST/dimona/v2",
                "http://127.0.0.1:8377/REST/oauth/v5/token",
            ),
            simulation: endpoints(
                file.simulation,
                "https://services-sim.socialsecurity.be/REST/dimona/v2",
                TOKENS,
            ),
            production: endpoints(
                file.production,
                "https://services.socialsecurity.be/REST/dimona/v2",
                TOKENS,
            ),
        }
    }
}

/// One second to one hour: shorter is a slip, longer is as good as none.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    match u64::deserialize(deserializer)? {
        seconds @ 1..=3600 => Ok(seconds),
        _ => Err(D::Error::custom("config-seconds")),
    }
}

fn at_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    match u16::deserialize(deserializer)? {
        number @ 1..=64 => Ok(number),
        _ => Err(D::Error::custom("config-at-once")),
    }
}

/// A name that stands in the journal as it was typed.
fn operator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if !text.is_empty() && !Name::is_one(&text) {
        return Err(D::Error::custom("config-operator"));
    }
    Ok(text)
}

fn sender_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if !text.is_empty() && crate::domain::ids::SenderNumber::parse(&text).is_err() {
        return Err(D::Error::custom("config-sender-number"));
    }
    Ok(text)
}

fn proxy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ProxyUrl>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    ProxyUrl::parse(&text).map(Some).map_err(D::Error::custom)
}

#[expect(clippy::ref_option, reason = "serde asks for this signature")]
fn proxy_text<S: serde::Serializer>(
    proxy: &Option<ProxyUrl>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(proxy.as_ref().map_or("", ProxyUrl::as_str))
}
