//! The stage of the demonstration: a throw-away home, a simulator on a free port, a register
//! with keys made on the spot, and an engine on top.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;

use crate::app::compose;
use crate::app::links::Links;
use crate::app::sandbox::Sandbox;
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
use crate::engine::{Account, BusinessKey, Engine, EngineClock, Limits, Parts};
use crate::paths::{DataFolder, Home};
use crate::rsz::http::HttpSettings;
use crate::simulator::{Options, Scenario, SimClock, Simulator};
use crate::store::{OpenOptions, SqliteStore, Store};

use super::{register, script};

/// Declarations of the demonstration's beginning.
pub(super) const BEGINNING: usize = 200;

/// Days before the end of a certificate at which it needs attention.
pub(super) const LEVELS: [u16; 5] = [60, 30, 14, 7, 1];

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

/// An account of the demonstration that declares.
#[derive(Debug, Clone)]
pub(super) struct Extra {
    pub(super) name: String,
    pub(super) client_id: ClientId,
    /// For whom it is used; for everybody when `None`.
    pub(super) employer: Option<&'static str>,
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
        let channels = register::channels(&data.keys_folder(), now)?;
        let accounts = register::extras(&channels);
        let simulator = simulator(speed, now).await?;
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
        );
        engine.import_register(channels, true).await?;
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

fn engine(
    simulator: &Simulator,
    extras: &[Extra],
    store: Arc<dyn Store>,
    clock: EngineClock,
    business_key: BusinessKey,
) -> Engine {
    let holder = compose::holder();
    let settings = Ok(HttpSettings {
        user_agent: compose::user_agent(&holder),
        ..HttpSettings::default()
    });
    let rulebook = crate::config::rulebook();
    let sandbox = Sandbox::new(
        &simulator.token_url(),
        settings.clone(),
        rulebook.clone(),
        None,
    );
    let sandbox = Arc::new(sandbox);
    let links = Links {
        token_url: simulator.token_url(),
        base_url: simulator.base_url(),
        scopes: Vec::new(),
        settings,
        clock: clock.shared(),
        sandbox: Some((Arc::clone(&sandbox), Arc::clone(&store))),
    };
    Engine::new(Parts {
        environment: Environment::Sandbox.as_str().to_owned(),
        store,
        accounts: extras.iter().map(account).collect(),
        certificates: Vec::new(),
        levels: LEVELS.to_vec(),
        rulebook,
        rules: crate::config::rules(),
        linker: Arc::new(links),
        portal: Some(sandbox),
        limits: Limits::default(),
        clock,
        business_key,
        holder,
        actor: "demo".to_owned(),
        read_only: false,
    })
}

/// An account as a configuration would have it; its key is in the register.
pub(super) fn account(extra: &Extra) -> Account {
    Account {
        name: extra.name.clone(),
        client_id: extra.client_id.clone(),
        link: None,
        employers: employers(extra),
        is_last_resort: false,
    }
}

/// The employers for which an account is used.
fn employers(extra: &Extra) -> Vec<Employer> {
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

fn no_stage(error: &std::io::Error) -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("app-no-stage"))
        .detail(Text::new("os-error").with("error", error.to_string()))
}
