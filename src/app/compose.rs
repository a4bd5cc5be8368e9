//! From a configuration to an engine.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::config::{self, Config};
use crate::domain::clock::Clock;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::{
    Account, BusinessKey, CertificateFiles, Engine, EngineClock, Limits, Parts, Portal, Settings,
};
use crate::paths::{DataFolder, open_file};
use crate::rsz::http::{CaFile, HttpSettings};
use crate::store::{Holder, OpenOptions, PgStore, SqliteStore, Store};

use super::Setup;
use super::account::{self, Asking, Ready};
use super::links::Links;
use super::person;
use super::sandbox::{self, Sandbox};
use super::shared;

/// Whether a command speaks to the NSSO, so that keys are read and passphrases asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    /// It does.
    Needed,
    /// It only reads and writes the queue.
    NotNeeded,
}

/// What a process is to the others on the same store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It does what a person wants, and works while nobody else does.
    Hand,
    /// It works.
    Worker,
}

/// Whether a queue's file is known to be whole before anything else is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Haste {
    Checked,
    Unchecked,
}

/// Builds the engine that a command needs.
pub(super) fn compose(setup: &Setup, network: Network) -> Result<Engine, Problem> {
    compose_on(setup, network, Role::Hand, Haste::Checked)
}

/// Builds the engine of a process that does nothing but work.
pub(super) fn compose_worker(setup: &Setup) -> Result<Engine, Problem> {
    compose_on(setup, Network::Needed, Role::Worker, Haste::Checked)
}

/// The engine of a console, which shows something before the queue's file is known to be whole.
pub(super) fn compose_console(setup: &Setup) -> Result<Engine, Problem> {
    compose_on(setup, Network::Needed, Role::Hand, Haste::Unchecked)
}

fn compose_on(
    setup: &Setup,
    network: Network,
    role: Role,
    haste: Haste,
) -> Result<Engine, Problem> {
    let data = setup.data()?;
    let read_only = setup.global.read_only;
    let clock = EngineClock::system();
    let holder = Holder {
        headless: role == Role::Worker,
        ..holder()
    };
    // A read-only console sends nothing and so needs no key.
    let network = if read_only {
        Network::NotNeeded
    } else {
        network
    };
    let config = &setup.config;
    let settings = settings(config, &holder);
    let rulebook = config::rulebook_of(&setup.home)?;
    let sandbox = Sandbox::of(config, &data, settings.clone(), rulebook.clone());
    let world = World {
        config,
        data: &data,
        network,
        asking: Asking::Allowed,
        read_only,
        settings: settings.clone(),
        sandbox: sandbox.clone(),
        clock: clock.shared(),
    };
    let (store, accounts) = match network {
        Network::NotNeeded => (open(setup, &data, haste), world.accounts()),
        // Keys are read while the queue's file is opened: somebody waits for the first picture.
        // The queue stays with this thread: what is read of it is kept for long.
        Network::Needed => std::thread::scope(|scope| {
            let reading = scope.spawn(|| world.accounts());
            let store = open(setup, &data, haste);
            let accounts = reading.join();
            (
                store,
                accounts.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            )
        }),
    };
    let store = store?;
    let (accounts, certificates) = accounts?;
    let registered = sandbox.clone().map(|sandbox| (sandbox, Arc::clone(&store)));
    let links = Links::of(config, settings, clock.shared(), registered);
    Ok(Engine::new(Parts {
        environment: config.environment.as_str().to_owned(),
        store,
        accounts,
        certificates,
        levels: config.certificates.warn_days.clone(),
        rulebook,
        rules: setup.rules.clone(),
        linker: Arc::new(links),
        portal: sandbox.map(|sandbox| sandbox as Arc<dyn Portal>),
        limits: limits(config),
        clock,
        business_key: business_key(&data, read_only)?,
        actor: person::acting(config),
        holder,
        read_only,
    }))
}

/// What an engine at work can take of another configuration: everything but the environment and
/// the lists of rules. An account whose key was unlocked by a person, and which is as it was
/// `before`, keeps that key.
pub(super) fn recompose(
    setup: &Setup,
    before: &Config,
    engine: &Engine,
) -> Result<Settings, Problem> {
    let (config, data) = (&setup.config, setup.data()?);
    let clock = engine.clock().shared();
    let settings = settings(config, engine.holder());
    let rulebook = config::rulebook_of(&setup.home)?;
    let sandbox = Sandbox::of(config, &data, settings.clone(), rulebook);
    let world = World {
        config,
        data: &data,
        network: Network::Needed,
        asking: Asking::TooLate,
        read_only: false,
        settings: settings.clone(),
        sandbox: sandbox.clone(),
        clock: Arc::clone(&clock),
    };
    let mut accounts = Vec::new();
    let mut certificates = Vec::new();
    for mut ready in world.ready()? {
        let name = &ready.account.name;
        let now = config.accounts.iter().find(|one| one.name == *name);
        let is_as_before = before.accounts.iter().any(|one| Some(one) == now);
        if account::wants_passphrase(&ready) && is_as_before {
            ready.account.link = None;
            ready.certificates.public_key = None;
        }
        accounts.push(ready.account);
        certificates.push(ready.certificates);
    }
    let registered = sandbox.map(|sandbox| (sandbox, engine.shared_store()));
    Ok(Settings {
        accounts,
        certificates,
        levels: config.certificates.warn_days.clone(),
        linker: Arc::new(Links::of(config, settings, clock, registered)),
        limits: limits(config),
    })
}

fn limits(config: &Config) -> Limits {
    Limits {
        sends: config.limits.sends.into(),
        polls: config.limits.polls.into(),
    }
}

/// Opens the queue of the configuration, wherever it is.
fn open(setup: &Setup, data: &DataFolder, haste: Haste) -> Result<Arc<dyn Store>, Problem> {
    let read_only = setup.global.read_only;
    if let Some(options) = shared::options(&setup.config, read_only)? {
        return Ok(Arc::new(PgStore::open(options)?));
    }
    let options = OpenOptions {
        environment: setup.config.environment.as_str(),
        read_only,
    };
    let open = match haste {
        Haste::Checked => SqliteStore::open,
        Haste::Unchecked => SqliteStore::open_unchecked,
    };
    Ok(Arc::new(open(&data.queue(), options)?))
}

/// Read-only consoles enqueue nothing: any key does, and none is written.
fn business_key(data: &DataFolder, read_only: bool) -> Result<BusinessKey, Problem> {
    if read_only {
        return Ok(BusinessKey::random());
    }
    BusinessKey::load_or_create(&data.keys_folder().join("business.key"))
}

/// What the accounts of the configuration are made of.
struct World<'a> {
    config: &'a Config,
    data: &'a DataFolder,
    network: Network,
    asking: Asking,
    read_only: bool,
    settings: Result<HttpSettings, Problem>,
    sandbox: Option<Arc<Sandbox>>,
    clock: Arc<dyn Clock>,
}

impl World<'_> {
    fn accounts(&self) -> Result<(Vec<Account>, Vec<CertificateFiles>), Problem> {
        let parts = self.ready()?.into_iter();
        Ok(parts
            .map(|ready| (ready.account, ready.certificates))
            .unzip())
    }

    fn ready(&self) -> Result<Vec<Ready>, Problem> {
        let settings = match self.network {
            Network::Needed => self.settings.clone()?,
            Network::NotNeeded => HttpSettings::default(),
        };
        let (config, clock) = (self.config, &self.clock);
        let configured = config
            .accounts_in_use()
            .map(|configured| match self.network {
                Network::Needed => {
                    account::ready(configured, config, &settings, clock, self.asking)
                }
                Network::NotNeeded => without_link(configured),
            });
        let mut ready: Vec<Ready> = configured.collect();
        if let Some(sandbox) = &self.sandbox
            && ready.is_empty()
            && sandbox::is_embedded(config)
            && !(self.read_only && sandbox::is_out_of_reach(self.data))
        {
            ready.push(sandbox::account(
                config,
                self.data,
                self.network,
                &settings,
                sandbox,
                clock,
            )?);
        }
        Ok(ready)
    }
}

/// An account that is only named: the command speaks to nobody.
fn without_link(configured: &crate::config::Account) -> Ready {
    Ready {
        account: Account {
            name: configured.name.clone(),
            client_id: configured.client_id.clone(),
            link: None,
            employers: configured.employers.clone(),
            is_last_resort: false,
        },
        certificates: CertificateFiles {
            account: configured.name.clone(),
            files: configured.certificate_files.clone(),
            public_key: None,
        },
    }
}

pub(super) fn settings(config: &Config, holder: &Holder) -> Result<HttpSettings, Problem> {
    let http = &config.http;
    Ok(HttpSettings {
        connect_timeout: Duration::from_secs(http.connect_timeout_seconds),
        request_timeout: Duration::from_secs(http.request_timeout_seconds),
        total_timeout: Duration::from_secs(http.total_timeout_seconds),
        ca_files: http
            .ca_files
            .iter()
            .map(|path| read_authority(path))
            .collect::<Result<_, _>>()?,
        proxy: http
            .proxy
            .as_ref()
            .map(|proxy| SecretString::from(proxy.as_str())),
        user_agent: user_agent(holder),
    })
}

/// Names the worker, so that the ledger of a simulator, or the NSSO, can tell two apart.
pub(super) fn user_agent(holder: &Holder) -> String {
    format!(
        "dimonitor/{} ({})",
        env!("CARGO_PKG_VERSION"),
        holder.worker
    )
}

/// Bytes that are read of a bundle of authorities.
const LARGEST_AUTHORITY: u64 = 16 * 1024 * 1024;

fn read_authority(path: &Path) -> Result<CaFile, Problem> {
    let name = Untrusted::new(path.to_string_lossy());
    let mut bytes = Vec::new();
    let read =
        open_file(path).and_then(|file| file.take(LARGEST_AUTHORITY).read_to_end(&mut bytes));
    read.map(|_| CaFile { name, bytes }).map_err(|error| {
        Problem::new(
            ProblemClass::Usage,
            Text::new("app-ca-unreadable").with("file", super::shown(path)),
        )
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("app-ca-hint"))
    })
}

/// Who this process is as a worker.
pub(super) fn holder() -> Holder {
    let host = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    let pid = std::process::id();
    let unique = uuid::Uuid::new_v4().simple().to_string();
    Holder {
        worker: format!("{host}-{pid}-{}", &unique[..6]),
        host,
        pid,
        headless: false,
    }
}
