//! The sandbox: the simulator that listens at the configured address, or one embedded in this
//! process when none does. There the register is Chaman itself; who has made no account has one.

use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use crate::config::Config;
use crate::domain::chaman::{self, Rulebook};
use crate::domain::clock::Clock;
use crate::domain::environment::Environment;
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::{Account, CertificateFiles, Link, Portal};
use crate::paths::DataFolder;
use crate::rsz::http::{HttpSettings, Url};
use crate::rsz::key::SigningKey;
use crate::rsz::oauth::OAuthClient;
use crate::rsz::sandbox::{Control, SandboxAccount};
use crate::simulator::{Options, Scenario, SimClock, Simulator};

use super::account::{Ready, link_through};
use super::compose::Network;

mod identity;
pub(super) mod tokens;

use identity::Identity;
use tokens::{SandboxTokens, Whose};

/// The made-up sender of the sandbox (rsz-rest 14.3).
pub(super) const SENDER: &str = "999001";

/// Name of the sandbox's own account.
const ACCOUNT: &str = "sandbox";

/// The simulator, wherever it runs: one for all accounts of this process.
pub(super) struct Sandbox {
    token_url: String,
    settings: Result<HttpSettings, Problem>,
    /// What permissions mean.
    rulebook: Rulebook,
    /// Where one may be started when none answers.
    host: Option<Host>,
    embedded: Mutex<Option<Simulator>>,
}

/// Where a simulator may be started.
pub(super) struct Host {
    listen: SocketAddr,
    state: PathBuf,
}

impl Sandbox {
    /// The sandbox beside this token URL. Nothing is asked of it before the first account.
    pub(super) fn new(
        token_url: &str,
        settings: Result<HttpSettings, Problem>,
        rulebook: Rulebook,
        host: Option<Host>,
    ) -> Self {
        Self {
            rulebook,
            token_url: token_url.to_owned(),
            settings,
            host,
            embedded: Mutex::default(),
        }
    }

    /// The sandbox of the configuration, if that is the environment.
    pub(super) fn of(
        config: &Config,
        data: &DataFolder,
        settings: Result<HttpSettings, Problem>,
        rulebook: Rulebook,
    ) -> Option<Arc<Self>> {
        let host = address(config).map(|listen| Host {
            listen,
            state: data.path().join("simulator.jsonl"),
        });
        let token_url = config.endpoints().token_url.as_str();
        (config.environment == Environment::Sandbox)
            .then(|| Arc::new(Self::new(token_url, settings, rulebook, host)))
    }

    /// Makes an account known; when no simulator answers, one is started.
    pub(super) async fn put(&self, account: &SandboxAccount) -> Result<ClientId, Problem> {
        let control = self.control()?;
        match control.put(account).await {
            Err(_) if self.embed().await? => control.put(account).await,
            other => other,
        }
    }

    /// An account of the register as the simulator knows accounts.
    pub(super) fn account(
        account: &chaman::Account,
        sender: Option<&SenderNumber>,
        scopes: &[&str],
    ) -> SandboxAccount {
        let sender = sender.map(ToString::to_string);
        let certificates = account.certificates().iter();
        SandboxAccount {
            client_id: account.client_id().cloned(),
            name: account.name.clone(),
            sender: sender.unwrap_or_else(|| SENDER.to_owned()),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            certificates: certificates.map(|held| held.pem.clone()).collect(),
        }
    }

    fn control(&self) -> Result<Control, Problem> {
        let settings = self.settings.as_ref().map_err(Problem::clone)?;
        Control::new(&self.token_url, settings)
    }

    /// Starts the simulator inside this process, where one may be; tells whether there is hope
    /// of an answer now.
    async fn embed(&self) -> Result<bool, Problem> {
        let mut embedded = self.embedded.lock().await;
        let Some(host) = self.host.as_ref().filter(|_| embedded.is_none()) else {
            return Ok(false);
        };
        let options = Options {
            listen: host.listen,
            scenario: Scenario::standard(),
            state: Some(host.state.clone()),
            clock: SimClock::system(),
        };
        match Simulator::start(options).await {
            Ok(simulator) => {
                *embedded = Some(simulator);
                Ok(true)
            }
            // Another process was faster: it serves us as well.
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Ok(true),
            Err(error) => Err(Problem::new(
                ProblemClass::Service,
                Text::new("app-simulator-cannot-listen").with("address", host.listen.to_string()),
            )
            .detail(Text::new("os-error").with("error", error.to_string()))
            .hint(Text::new("app-simulator-cannot-listen-hint"))),
        }
    }
}

#[async_trait]
impl Portal for Sandbox {
    async fn put(
        &self,
        account: &chaman::Account,
        sender: Option<&SenderNumber>,
        scopes: &[&str],
    ) -> Result<ClientId, Problem> {
        Self::put(self, &Self::account(account, sender, scopes)).await
    }

    async fn remove(&self, client_id: &ClientId) -> Result<(), Problem> {
        let control = self.control()?;
        match control.remove(client_id).await {
            Err(_) if self.embed().await? => control.remove(client_id).await,
            other => other,
        }
    }
}

/// Whether the sandbox stands on this machine, so that the simulator may be embedded.
pub(super) fn is_embedded(config: &Config) -> bool {
    config.environment == Environment::Sandbox && address(config).is_some()
}

/// Whether the certificate of the sandbox's own account is not there, or not for this user: who
/// only looks makes none, and does without that account.
pub(super) fn is_out_of_reach(data: &DataFolder) -> bool {
    let file = identity::certificate_in(&data.keys_folder());
    crate::paths::open_file(&file).is_err()
}

/// The sandbox's own account. Its key and certificate are made at first use.
pub(super) fn account(
    config: &Config,
    data: &DataFolder,
    network: Network,
    settings: &HttpSettings,
    sandbox: &Arc<Sandbox>,
    clock: &Arc<dyn Clock>,
) -> Result<Ready, Problem> {
    let identity = Identity::load_or_create(&data.keys_folder(), clock.now())?;
    // Who speaks to nobody reads no key.
    let (link, public_key) = match network {
        Network::NotNeeded => (None, None),
        Network::Needed => {
            let key = identity.key();
            let public_key = match &key {
                Ok(key) => key
                    .public_key_der()
                    .map_err(|error| error.problem(&identity.key_file())),
                Err(problem) => Err(problem.clone()),
            };
            let link =
                key.and_then(|key| own_link(config, &identity, key, settings, sandbox, clock));
            (Some(link), Some(public_key))
        }
    };
    Ok(Ready {
        account: Account {
            name: ACCOUNT.to_owned(),
            client_id: identity.client_id.clone(),
            link,
            employers: Vec::new(),
            is_last_resort: true,
        },
        certificates: CertificateFiles {
            account: ACCOUNT.to_owned(),
            files: vec![identity.certificate_file()],
            public_key,
        },
    })
}

fn own_link(
    config: &Config,
    identity: &Identity,
    key: SigningKey,
    settings: &HttpSettings,
    sandbox: &Arc<Sandbox>,
    clock: &Arc<dyn Clock>,
) -> Result<Link, Problem> {
    let endpoints = config.endpoints();
    let oauth = OAuthClient::new(
        endpoints.token_url.as_str(),
        identity.client_id.clone(),
        Vec::new(),
        Arc::new(key),
        settings,
        Arc::clone(clock),
    )?;
    let token_key = oauth.token_key().clone();
    let whose = Whose::BuiltIn(identity.account());
    let tokens = SandboxTokens::new(oauth, Arc::clone(sandbox), whose);
    link_through(
        token_key,
        Arc::new(tokens),
        endpoints.base_url.as_str(),
        settings,
        clock,
    )
}

/// The loopback address of the sandbox's service, if it is one.
fn address(config: &Config) -> Option<SocketAddr> {
    let url = Url::parse(config.endpoints().token_url.as_str()).ok()?;
    if url.scheme() != "http" {
        return None;
    }
    let host = url
        .host_str()?
        .trim_start_matches('[')
        .trim_end_matches(']');
    let mut addresses = (host, url.port_or_known_default()?)
        .to_socket_addrs()
        .ok()?;
    addresses.find(|address| address.ip().is_loopback())
}
