//! The sandbox without any configuration: an account of its own, registered with the simulator
//! that listens at the configured address, or with one embedded in this process when none does.

use std::fs;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use crate::cert::generate::{self, KeyKind, Subject};
use crate::cert::{inspect_first, write_private};
use crate::config::Config;
use crate::domain::clock::Clock;
use crate::domain::environment::Environment;
use crate::domain::ids::ClientId;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::{Account, CertificateFiles};
use crate::paths::DataFolder;
use crate::rsz::http::{HttpSettings, Url};
use crate::rsz::key::{SigningKey, read_key_file};
use crate::rsz::oauth::OAuthClient;
use crate::rsz::sandbox::{Control, NewAccount};
use crate::rsz::{Granted, TokenError, TokenErrorClass, TokenSource};
use crate::simulator::{Options, Scenario, SimClock, Simulator};

use super::account::{Ready, link_through};
use super::compose::{Network, no_link};

/// The made-up sender of the sandbox (rsz-rest 14.3).
pub(super) const SENDER: &str = "999001";

/// Name of the sandbox's own account.
const ACCOUNT: &str = "sandbox";

/// Whether the sandbox stands on this machine, so that the simulator may be embedded.
pub(super) fn is_embedded(config: &Config) -> bool {
    config.environment == Environment::Sandbox && address(config).is_some()
}

/// The sandbox's own account. Its key and certificate are made at first use.
pub(super) fn account(
    config: &Config,
    data: &DataFolder,
    network: Network,
    settings: &HttpSettings,
    clock: &Arc<dyn Clock>,
) -> Result<Ready, Problem> {
    let identity = Identity::load_or_create(&data.keys_folder(), clock.now())?;
    let link = match network {
        Network::NotNeeded => Err(no_link()),
        Network::Needed => {
            let endpoints = config.endpoints();
            let oauth = OAuthClient::new(
                endpoints.token_url.as_str(),
                identity.client_id.clone(),
                Vec::new(),
                Arc::new(identity.key()?),
                settings,
                Arc::clone(clock),
            )?;
            let token_key = oauth.token_key().clone();
            let tokens = SandboxTokens {
                oauth,
                control: Control::new(endpoints.token_url.as_str(), settings)?,
                registration: identity.registration(),
                address: address(config),
                state: data.path().join("simulator.jsonl"),
                embedded: Mutex::default(),
                registered: AtomicBool::new(false),
            };
            link_through(
                token_key,
                Arc::new(tokens),
                endpoints.base_url.as_str(),
                settings,
                clock,
            )
        }
    };
    Ok(Ready {
        account: Account {
            name: ACCOUNT.to_owned(),
            client_id: identity.client_id.clone(),
            link,
            employers: Vec::new(),
        },
        certificates: CertificateFiles {
            account: ACCOUNT.to_owned(),
            files: vec![identity.certificate_file()],
            public_key: identity
                .key()
                .ok()
                .and_then(|key| key.public_key_der().ok()),
        },
    })
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

/// Key, certificate and client id of the sandbox's account.
struct Identity {
    folder: PathBuf,
    client_id: ClientId,
    certificate: String,
}

impl Identity {
    /// Reads the identity, or makes one. Several processes may start at once: the folder
    /// appears whole or not at all, and the first one wins.
    fn load_or_create(keys: &Path, now: Timestamp) -> Result<Self, Problem> {
        let folder = keys.join(ACCOUNT);
        if !folder.exists() {
            let draft = keys.join(format!("{ACCOUNT}.{}", uuid::Uuid::new_v4().simple()));
            Self::create(&draft, now)?;
            if fs::rename(&draft, &folder).is_err() {
                let _ = fs::remove_dir_all(&draft);
            }
        }
        let certificate_file = folder.join("certificate.cer");
        let certificate =
            fs::read_to_string(&certificate_file).map_err(|error| unusable(&folder, &error))?;
        let facts = inspect_first(certificate.as_bytes())?.facts().clone();
        // The random part of a client id, from what is random already.
        let client_id = format!(
            "self_service_chaman_{SENDER}_{}",
            &facts.sha256.to_lowercase()[..10]
        );
        Ok(Self {
            client_id: ClientId::parse(&client_id).expect("letters, digits and underscores"),
            folder,
            certificate,
        })
    }

    fn create(folder: &Path, now: Timestamp) -> Result<(), Problem> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
        let subject = Subject {
            company: "Sandbox".to_owned(),
            common_name: "dimonitor sandbox".to_owned(),
        };
        let year = SignedDuration::from_hours(24 * 365);
        let begin = now - SignedDuration::from_hours(1);
        let made = generate::self_signed(KeyKind::P384, &subject, begin, now + year * 2)?;
        write_private(&folder.join("key.pem"), made.key.as_bytes())?;
        write_private(&folder.join("certificate.cer"), made.certificate.as_bytes())
    }

    fn key(&self) -> Result<SigningKey, Problem> {
        let file = self.folder.join("key.pem");
        let bytes = read_key_file(&file)?;
        SigningKey::load(&bytes, None).map_err(|error| error.problem(&file))
    }

    fn certificate_file(&self) -> PathBuf {
        self.folder.join("certificate.cer")
    }

    fn registration(&self) -> NewAccount {
        NewAccount {
            client_id: self.client_id.clone(),
            name: ACCOUNT.to_owned(),
            sender: SENDER.to_owned(),
            certificates: vec![self.certificate.clone()],
        }
    }
}

fn unusable(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        ProblemClass::Usage,
        Text::new("app-sandbox-keys").with("folder", super::shown(folder)),
    )
    .detail(Text::new("os-error").with("error", error.to_string()))
    .hint(Text::new("app-sandbox-keys-hint"))
}

/// Tokens of the sandbox: whoever asks first finds a simulator, or is one, and is known to it.
struct SandboxTokens {
    oauth: OAuthClient,
    control: Control,
    registration: NewAccount,
    address: Option<SocketAddr>,
    state: PathBuf,
    embedded: Mutex<Option<Simulator>>,
    registered: AtomicBool,
}

#[async_trait]
impl TokenSource for SandboxTokens {
    async fn fetch(&self) -> Result<Granted, TokenError> {
        if !self.registered.load(Ordering::Relaxed) {
            self.register().await?;
        }
        match self.oauth.fetch().await {
            // A simulator that was restarted knows nobody, or is not there any more.
            Err(error)
                if matches!(
                    error.class,
                    TokenErrorClass::Refused | TokenErrorClass::Unreachable
                ) =>
            {
                self.register().await?;
                self.oauth.fetch().await
            }
            other => other,
        }
    }
}

impl SandboxTokens {
    /// Becomes known to the simulator; when none listens, one is started.
    async fn register(&self) -> Result<(), TokenError> {
        if self.control.register(&self.registration).await.is_err() {
            self.embed().await?;
            self.control
                .register(&self.registration)
                .await
                .map_err(as_token_error)?;
        }
        self.registered.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Starts the simulator inside this process, at the configured address.
    async fn embed(&self) -> Result<(), TokenError> {
        let mut embedded = self.embedded.lock().await;
        let Some(listen) = self.address.filter(|_| embedded.is_none()) else {
            return Ok(());
        };
        let options = Options {
            listen,
            scenario: Scenario::standard(),
            state: Some(self.state.clone()),
            clock: SimClock::system(),
        };
        match Simulator::start(options).await {
            Ok(simulator) => *embedded = Some(simulator),
            // Another process was faster: it serves us as well.
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                let problem = Problem::new(
                    ProblemClass::Service,
                    Text::new("app-simulator-cannot-listen").with("address", listen.to_string()),
                )
                .detail(Text::new("os-error").with("error", error.to_string()))
                .hint(Text::new("app-simulator-cannot-listen-hint"));
                return Err(as_token_error(problem));
            }
        }
        Ok(())
    }
}

fn as_token_error(problem: Problem) -> TokenError {
    TokenError {
        class: TokenErrorClass::Unreachable,
        retry_at: None,
        problem,
    }
}
