//! The stage of the demonstration: a throw-away home, a simulator on a free port, two accounts
//! with keys made on the spot, and an engine on top.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use crate::app::{account, compose};
use crate::cert::generate::{self, KeyKind, Subject};
use crate::cert::write_private;
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::declaration::Declaration;
use crate::domain::draft::Draft;
use crate::domain::environment::Environment;
use crate::domain::ids::{ClientId, Employer};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::validate::validate;
use crate::engine::{Account, BusinessKey, CertificateFiles, Engine, EngineClock, Limits, Parts};
use crate::paths::{DataFolder, Home};
use crate::rsz::http::HttpSettings;
use crate::rsz::key::SigningKey;
use crate::rsz::oauth::OAuthClient;
use crate::simulator::{AccountSpec, Options, Permission, Scenario, SimClock, Simulator};
use crate::store::{OpenOptions, SqliteStore, Store};

use super::script;

/// Declarations of the demonstration's beginning.
pub(super) const BEGINNING: usize = 200;

/// Follow-ups after these find their periods as well.
const KNOWN_AHEAD: usize = 4_000;

/// Everything that a demonstration runs on.
pub(super) struct Stage {
    pub(super) simulator: Simulator,
    pub(super) engine: Engine,
    pub(super) store: Arc<dyn Store>,
    pub(super) accounts: Vec<Extra>,
    pub(super) data: DataFolder,
    pub(super) business_key: BusinessKey,
    rules: Rules,
    /// Removed, with everything in it, when the demonstration ends.
    _home: TempDir,
}

/// An account of the demonstration.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub(super) name: &'static str,
    pub(super) client_id: ClientId,
    /// For whom it is used; for everybody when `None`.
    pub(super) employer: Option<&'static str>,
    key: PathBuf,
    certificates: Vec<PathBuf>,
}

impl Stage {
    /// Sets the stage, with both clocks running at this speed.
    pub(super) async fn set(speed: f64) -> Result<Self, Problem> {
        let home_folder = tempfile::Builder::new()
            .prefix("dimonitor-demo-")
            .tempdir()
            .map_err(|error| no_stage(&error))?;
        let data = Home::under(home_folder.path()).environment(Environment::Sandbox)?;
        let clock = clock(speed);
        let now = clock.now();
        let accounts = accounts(&data.keys_folder(), now)?;
        let simulator = simulator(speed, now).await?;
        for account in &accounts {
            register(&simulator, account)?;
        }
        let options = OpenOptions {
            environment: Environment::Sandbox.as_str(),
            read_only: false,
        };
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&data.queue(), options)?);
        let business_key = BusinessKey::random();
        let engine = engine(
            &simulator,
            &accounts,
            Arc::clone(&store),
            clock,
            business_key.clone(),
        )?;
        Ok(Self {
            simulator,
            engine,
            store,
            accounts,
            data,
            business_key,
            rules: crate::config::rules(),
            _home: home_folder,
        })
    }

    /// The declaration of this number of the script.
    pub(super) fn declaration(&self, number: usize) -> Declaration {
        let today = belgium::today(self.engine.clock().now());
        let draft: Draft = script::draft(number, today);
        validate(&draft, &self.rules, today)
            .declaration
            .expect("a test holds that every declaration of the script can be sent")
    }
}

fn clock(speed: f64) -> EngineClock {
    if (speed - 1.0).abs() < f64::EPSILON {
        EngineClock::system()
    } else {
        EngineClock::scaled(EngineClock::system().now(), speed)
    }
}

async fn simulator(speed: f64, now: Timestamp) -> Result<Simulator, Problem> {
    let text = format!(
        "{}\n{}",
        // Long enough that some of the past are still waiting.
        Scenario::standard_text().replace("sigedis = \"2h\"", "sigedis = \"30h\""),
        script::periods(KNOWN_AHEAD, belgium::today(now))
    );
    let scenario = Scenario::parse(&text, Path::new("")).expect("a test runs this scenario");
    let options = Options {
        listen: ([127, 0, 0, 1], 0).into(),
        scenario,
        state: None,
        clock: SimClock::scaled(now, speed),
    };
    Simulator::start(options)
        .await
        .map_err(|error| no_stage(&error))
}

fn accounts(keys: &Path, now: Timestamp) -> Result<Vec<Extra>, Problem> {
    let days = |days: i32| SignedDuration::from_hours(24) * days;
    let make = |name: &str, company: &str, from: Timestamp, until: Timestamp| {
        let subject = Subject {
            company: company.to_owned(),
            common_name: name.to_owned(),
        };
        let made = generate::self_signed(KeyKind::P384, &subject, from, until)?;
        let certificate = keys.join(format!("{name}.cer"));
        let key = keys.join(format!("{name}.key"));
        write_private(&certificate, made.certificate.as_bytes())?;
        write_private(&key, made.key.as_bytes())?;
        Ok::<_, Problem>((key, certificate))
    };
    let (noord_key, noord) = make(
        "loket-noord",
        "Loket Noord",
        now - days(352),
        now + days(13),
    )?;
    let (horeca_key, horeca) = make(
        "horeca-2026",
        "Horeca Proef",
        now - days(2),
        now + days(402),
    )?;
    let (_, expired) = make(
        "horeca-2024",
        "Horeca Proef",
        now - days(732),
        now - days(2),
    )?;
    let client = |random: &str| {
        ClientId::parse(&format!(
            "self_service_chaman_{}_{random}",
            crate::app::sandbox::SENDER
        ))
        .expect("letters, digits and underscores")
    };
    Ok(vec![
        Extra {
            name: "Loket Noord",
            client_id: client("k3t9x0m2qa"),
            employer: None,
            key: noord_key,
            certificates: vec![noord],
        },
        Extra {
            name: "Horeca",
            client_id: client("p7w1c5z8bn"),
            employer: Some("0999999823"),
            key: horeca_key,
            certificates: vec![horeca, expired],
        },
    ])
}

fn register(simulator: &Simulator, account: &Extra) -> Result<(), Problem> {
    let certificates = account
        .certificates
        .iter()
        .map(std::fs::read_to_string)
        .collect::<Result<_, _>>()
        .map_err(|error| no_stage(&error))?;
    let spec = AccountSpec {
        client_id: Some(account.client_id.to_string()),
        name: account.name.to_owned(),
        sender: crate::app::sandbox::SENDER.to_owned(),
        permissions: Permission::ALL.to_vec(),
        certificates,
    };
    let registered = simulator.handle().register(spec);
    registered
        .map(|_| ())
        .map_err(|problem| no_stage(&std::io::Error::other(problem)))
}

fn engine(
    simulator: &Simulator,
    extras: &[Extra],
    store: Arc<dyn Store>,
    clock: EngineClock,
    business_key: BusinessKey,
) -> Result<Engine, Problem> {
    let holder = compose::holder();
    let settings = HttpSettings {
        user_agent: compose::user_agent(&holder),
        ..HttpSettings::default()
    };
    let mut accounts = Vec::new();
    let mut certificates = Vec::new();
    for extra in extras {
        let key = load(&extra.key)?;
        certificates.push(CertificateFiles {
            account: extra.name.to_owned(),
            files: extra.certificates.clone(),
            public_key: key.public_key_der().ok(),
        });
        let oauth = OAuthClient::new(
            &simulator.token_url(),
            extra.client_id.clone(),
            Vec::new(),
            Arc::new(key),
            &settings,
            clock.shared(),
        )?;
        accounts.push(Account {
            name: extra.name.to_owned(),
            client_id: extra.client_id.clone(),
            link: account::link(oauth, &simulator.base_url(), &settings, &clock.shared()),
            employers: employers(extra),
        });
    }
    Ok(Engine::new(Parts {
        environment: Environment::Sandbox.as_str().to_owned(),
        store,
        accounts,
        certificates,
        warn_days: 60,
        limits: Limits::default(),
        clock,
        business_key,
        holder,
        actor: "demo".to_owned(),
        read_only: false,
    }))
}

/// The employers for which an account is used.
pub(super) fn employers(extra: &Extra) -> Vec<Employer> {
    extra
        .employer
        .iter()
        .map(|number| {
            number
                .parse()
                .expect("a synthetic number that a test reads")
        })
        .collect()
}

fn load(path: &Path) -> Result<SigningKey, Problem> {
    let bytes = crate::rsz::key::read_key_file(path)?;
    SigningKey::load(&bytes, None).map_err(|error| error.problem(path))
}

fn no_stage(error: &std::io::Error) -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("app-no-stage"))
        .detail(Text::new("os-error").with("error", error.to_string()))
}
