//! How many declarations a second the whole way takes: queue, token, POST, polling, verdict,
//! over real HTTP against the simulator. Both clocks run fast, so that the NSSO's polling
//! schedule does not hide the program's own work.

use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, SamplingMode, Throughput};
use dimonitor::config;
use dimonitor::domain::belgium;
use dimonitor::domain::clock::Clock as _;
use dimonitor::domain::declaration::Declaration;
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::validate::validate;
use dimonitor::engine::{Account, Engine, EngineClock, Intake, Limits, WorkUntil};
use dimonitor::rsz::http::HttpSettings;
use dimonitor::rsz::oauth::OAuthClient;
use dimonitor::simulator::{Options, Scenario, SimClock, Simulator};
use jiff::{SignedDuration, ToSpan as _};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

#[path = "support/engine.rs"]
mod engine;
#[path = "support/key.rs"]
mod key;
#[path = "support/queue.rs"]
mod queue;

/// Declarations of one run.
const DECLARATIONS: u16 = 200;

/// Simulated seconds a second.
const SPEED: f64 = 100.0;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(30))
        .configure_from_args();
    let runtime = Runtime::new().expect("threads and timers");
    let mut group = criterion.benchmark_group("submit and poll");
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .throughput(Throughput::Elements(DECLARATIONS.into()));
    group.bench_function("200 declarations", |bencher| {
        bencher.iter_batched(
            || runtime.block_on(Stage::set()),
            |stage| {
                runtime.block_on(stage.play());
                stage
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
    criterion.final_summary();
}

/// An engine on an empty queue, and the simulator that it speaks to.
struct Stage {
    engine: Engine,
    declarations: Vec<Declaration>,
    simulator: Simulator,
    _folder: TempDir,
}

impl Stage {
    async fn set() -> Self {
        let now = EngineClock::system().now();
        let clock = EngineClock::scaled(now, SPEED);
        let mut scenario = Scenario::standard();
        scenario.delays.processing = SignedDuration::from_secs(2);
        let simulator = Simulator::start(Options {
            listen: ([127, 0, 0, 1], 0).into(),
            scenario,
            state: None,
            clock: SimClock::scaled(now, SPEED),
        })
        .await
        .expect("a free port");
        let (store, folder) = queue::empty();
        let account = account(&simulator, &clock);
        let engine = engine::of(Arc::new(store), account, Limits::default(), clock);
        Self {
            declarations: declarations(belgium::today(now)),
            engine,
            simulator,
            _folder: folder,
        }
    }

    /// Everything is declared, sent once and accepted.
    async fn play(&self) {
        let taken = self
            .engine
            .take_in(&self.declarations, &Intake::default())
            .await;
        assert_eq!(taken.expect("queued").len(), self.declarations.len());
        let stop = CancellationToken::new();
        let worked = self.engine.work(WorkUntil::Idle, stop).await;
        worked.expect("the worker ends well");
        let counts = self.engine.counts(None).await.expect("counted");
        let accepted = counts.0.get(&StateKind::Accepted).copied();
        assert_eq!(accepted, Some(DECLARATIONS.into()));
        let posts = self.simulator.handle().counters().declarations_taken;
        assert_eq!(posts, u64::from(DECLARATIONS));
    }
}

/// An account with a fresh key, known to the simulator.
fn account(simulator: &Simulator, clock: &EngineClock) -> Account {
    let (client_id, key) = key::registered(simulator, clock.now());
    let settings = HttpSettings::default();
    let oauth = OAuthClient::new(
        &simulator.token_url(),
        client_id.clone(),
        Vec::new(),
        Arc::new(key),
        &settings,
        clock.shared(),
    )
    .expect("a client");
    engine::account(client_id, oauth, &simulator.base_url(), clock)
}

/// One IN for each of so many invented people, born on different days.
fn declarations(today: jiff::civil::Date) -> Vec<Declaration> {
    let rules = config::rules();
    let start = today.saturating_add(30.days()).to_string();
    (0..u64::from(DECLARATIONS))
        .map(|number| {
            let draft = Draft::new(Kind::In)
                .with(Field::EnterpriseNumber, "0999999922")
                .with(Field::Ssin, ssin(number))
                .with(Field::StartDate, start.clone())
                .with(Field::WorkerType, "OTH")
                .with(Field::JointCommittee, "XXX");
            let verdict = validate(&draft, &rules, today);
            verdict.declaration.expect("it can be sent")
        })
        .collect()
}

/// A valid social security number that is never given out, one for each number below 9,000.
fn ssin(number: u64) -> String {
    let (day, month, year) = (number % 28 + 1, number / 28 % 12 + 1, 60 + number / 336);
    let body = year * 10_000_000 + month * 100_000 + day * 1_000 + 991;
    format!("{body:09}{:02}", 97 - body % 97)
}
