//! The engine under load beside a plain HTTP load generator: the same requests to the same
//! simulator, in the same run, at the same concurrency.
//!
//! ```text
//! DIMONITOR_POSTGRES_SYNC=on cargo bench --bench load [-- polls [sends]]
//! ```
//!
//! `polls` is the number of declarations whose results are all due at once, `sends` of those that are
//! sent and not asked for. The simulator has
//! threads of its own in this process, shared by all. Prints a table for a queue in a file and
//! one for a queue in PostgreSQL, where a server is installed, each with what the
//! simulator's books say: nothing was sent twice and nothing was asked for too early. Before each line
//! of the engine there is one without it: the generator's requests, recorded in the store, nothing else.

use std::any::Any;
use std::future::Future;
use std::ops::RangeFrom;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bare::{Bare, Door};
use dimonitor::config;
use dimonitor::domain::belgium;
use dimonitor::domain::clock::Clock as _;
use dimonitor::domain::declaration::Declaration;
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::ids::ClientId;
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::validate::validate;
use dimonitor::engine::{Engine, EngineClock, Intake, Limits, Outcome, WorkUntil};
use dimonitor::rsz::TokenSource as _;
use dimonitor::rsz::http::HttpSettings;
use dimonitor::rsz::key::SigningKey;
use dimonitor::rsz::oauth::OAuthClient;
use dimonitor::simulator::{Options, Scenario, SimClock, Simulator};
use dimonitor::store::{PgStore, Store, Work};
use jiff::{SignedDuration, ToSpan as _};
use postgres::Database;
use secrecy::ExposeSecret as _;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

#[path = "support/bare.rs"]
mod bare;
#[path = "support/engine.rs"]
mod engine;
#[path = "support/key.rs"]
mod key;
#[path = "../tests/common/postgres.rs"]
mod postgres;
#[path = "support/queue.rs"]
mod queue;
#[path = "../tests/common/shared.rs"]
mod shared;

/// Results that are all due at once.
const POLLS: usize = 10_000;
/// Requests for results at once: the most that the configuration allows.
const POLLS_AT_ONCE: usize = 64;
/// Declarations that are sent.
const SENDS: usize = 1_000;
/// Declarations sent at once.
const SENDS_AT_ONCE: usize = 16;
/// For each of these without the engine: tasks, most of which wait for the store. As many as with it.
const TASKS_OF_SEND: usize = 2;
const TASKS_OF_POLL: usize = 4;
/// The NSSO wants no question sooner after it took a declaration (rsz-rest 9).
const SILENCE: Duration = Duration::from_millis(2_500);
/// Of the same GETs, the load generator measures this many rounds; the best counts.
const ROUNDS: usize = 3;

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let load = Load {
        polls: numbers.next().unwrap_or(POLLS),
        sends: numbers.next().unwrap_or(SENDS),
    };
    let of_simulator = runtime();
    let of_clients = runtime();
    let simulator = of_simulator.block_on(simulator());
    let ground = Ground::new(&simulator);
    let mut people = 0..;
    say("A queue in a file");
    of_clients.block_on(ground.measure(Stored::File, load, &mut people));
    // A server that syncs nothing would be compared with a file that does.
    let is_synced = |one: &Database| postgres::sql(&one.url, "SHOW fsync").trim() == "on";
    if postgres::empty().as_ref().is_some_and(is_synced) {
        say("\nA queue in PostgreSQL");
        of_clients.block_on(ground.measure(Stored::Server, load, &mut people));
    } else {
        say(
            "\nSKIPPED: a queue in PostgreSQL (with DIMONITOR_POSTGRES_SYNC=on, where it is installed)",
        );
    }
}

/// How many of each.
#[derive(Clone, Copy)]
struct Load {
    polls: usize,
    sends: usize,
}

fn runtime() -> Runtime {
    // As the program itself.
    let mut builder = Builder::new_multi_thread();
    let built = builder.worker_threads(2).enable_all().build();
    built.expect("threads and timers")
}

async fn simulator() -> Simulator {
    let mut scenario = Scenario::standard();
    scenario.delays.processing = SignedDuration::from_secs(1);
    let started = Simulator::start(Options {
        listen: ([127, 0, 0, 1], 0).into(),
        scenario,
        state: None,
        clock: SimClock::system(),
    });
    started.await.expect("a free port")
}

/// Where both sides meet: one simulator, one account.
struct Ground<'a> {
    simulator: &'a Simulator,
    client_id: ClientId,
    key: Arc<SigningKey>,
    clock: EngineClock,
}

/// How long something took, and how much it was.
#[derive(Clone, Copy)]
struct Run {
    count: usize,
    took: Duration,
}

impl Run {
    fn rate(self) -> f64 {
        let count = u32::try_from(self.count).expect("not that many");
        f64::from(count) / self.took.as_secs_f64()
    }
}

impl<'a> Ground<'a> {
    fn new(simulator: &'a Simulator) -> Self {
        let clock = EngineClock::system();
        let (client_id, key) = key::registered(simulator, clock.now());
        Self {
            simulator,
            client_id,
            key: Arc::new(key),
            clock,
        }
    }

    async fn measure(&self, kind: Stored, load: Load, people: &mut RangeFrom<u64>) {
        let Load { polls, sends } = load;
        let mut declarations = |count: usize| -> Vec<Declaration> {
            let today = belgium::today(self.clock.now());
            let numbers = people.by_ref().take(count).collect::<Vec<u64>>();
            numbers
                .into_iter()
                .map(|one| declaration(one, today))
                .collect()
        };
        let generator = Generator::new(self, usize::MAX).await;

        let desk = Desk::open(kind);
        let taken_in = desk.take_in(self, &declarations(sends)).await;
        let sent = desk.send_all(self, SENDS_AT_ONCE).await;
        let bodies = Desk::open(kind).payloads(self, &declarations(sends)).await;
        let posted = generator.post(bodies).await;
        let bodies = Desk::open(kind).payloads(self, &declarations(sends)).await;
        let connecting = Generator::new(self, 0).await;
        let connected = connecting.post(bodies).await;
        let desk = Desk::open(kind);
        desk.take_in(self, &declarations(sends)).await;
        let bare = self.without_engine(&desk, Work::Send, &connecting).await;
        line("take in, one batch, synced", taken_in, None);
        line("load generator: POST, 16 at once", posted, None);
        line("  a connection each, as the engine", connected, None);
        let times = |run: Run| run.took.as_secs_f64() / posted.took.as_secs_f64();
        let goal = "x the time (goal: 3)";
        let (alone, whole) = (Some((goal, times(bare))), Some((goal, times(sent))));
        line("claim, POST, record; without engine", bare, alone);
        line("engine: claim, POST, record; synced", sent, whole);

        let desk = Desk::of_results_due(kind, self, &declarations(polls)).await;
        let before = self.simulator.handle().counters();
        let asked = desk.ask_all(self).await;
        let after = self.simulator.handle().counters();
        let ledger = self.simulator.handle().ledger();
        let ids: Vec<u64> = ledger
            .posts
            .iter()
            .rev()
            .take(polls)
            .filter_map(|post| post.declaration)
            .collect();
        let mut got = generator.get(ids.clone()).await;
        for _ in 1..ROUNDS {
            let again = generator.get(ids.clone()).await;
            got = if again.took < got.took { again } else { got };
        }
        let desk = Desk::of_results_due(kind, self, &declarations(polls)).await;
        let bare = self.without_engine(&desk, Work::Ask, &generator).await;
        line("load generator: GET, 64 at once", got, None);
        let share = |run: Run| Some(("x the rate (goal: 0.5)", run.rate() / got.rate()));
        line("GET, record; without engine", bare, share(bare));
        line("engine: note, GET, judge, record", asked, share(asked));
        say(&format!(
            "simulator: {} polls for {polls} due, {} early, {} too often; {} declarations taken twice",
            after.gets - before.gets,
            after.schedule.too_early,
            after.schedule.too_often,
            after.taken_twice,
        ));
    }

    /// What is due in this queue, by the requests of the generator.
    async fn without_engine(&self, desk: &Desk, work: Work, generator: &Generator) -> Run {
        let (at_once, of_place) = match work {
            Work::Send => (SENDS_AT_ONCE, TASKS_OF_SEND),
            Work::Ask => (POLLS_AT_ONCE, TASKS_OF_POLL),
        };
        let (store, door) = (desk.store.clone(), Arc::clone(&generator.0));
        let bare = Bare::new(store, work, door, at_once, self.clock.now()).await;
        let count = bare.count();
        let one = move |number| bare.clone().work_off(number);
        side_by_side(at_once * of_place, count, one).await
    }

    fn oauth(&self) -> OAuthClient {
        let made = OAuthClient::new(
            &self.simulator.token_url(),
            self.client_id.clone(),
            Vec::new(),
            Arc::clone(&self.key),
            &HttpSettings::default(),
            self.clock.shared(),
        );
        made.expect("a client")
    }
}

/// Where a queue is.
#[derive(Clone, Copy)]
enum Stored {
    File,
    Server,
}

/// An empty queue of its own, removed at the end.
struct Desk {
    store: Arc<dyn Store>,
    _place: Box<dyn Any>,
}

impl Desk {
    fn open(kind: Stored) -> Self {
        match kind {
            Stored::File => {
                let (store, folder) = queue::empty();
                Self {
                    store: Arc::new(store),
                    _place: Box::new(folder),
                }
            }
            Stored::Server => {
                let database = postgres::empty().expect("it is installed");
                let options = shared::options(&database.url, "sandbox", false);
                Self {
                    store: Arc::new(PgStore::open(options).expect("a new queue")),
                    _place: Box::new(database),
                }
            }
        }
    }

    /// One in which all of these are sent, and their results are due.
    async fn of_results_due(
        kind: Stored,
        ground: &Ground<'_>,
        declarations: &[Declaration],
    ) -> Self {
        let desk = Self::open(kind);
        desk.take_in(ground, declarations).await;
        desk.send_all(ground, POLLS_AT_ONCE).await;
        tokio::time::sleep(SILENCE).await;
        desk
    }

    fn engine(&self, ground: &Ground<'_>, limits: Limits) -> Engine {
        let (client_id, base) = (ground.client_id.clone(), ground.simulator.base_url());
        let account = engine::account(client_id, ground.oauth(), &base, &ground.clock);
        engine::of(self.store.clone(), account, limits, ground.clock.clone())
    }

    async fn take_in(&self, ground: &Ground<'_>, declarations: &[Declaration]) -> Run {
        let engine = self.engine(ground, Limits::default());
        let started = Instant::now();
        let outcomes = engine.take_in(declarations, &Intake::default()).await;
        let took = started.elapsed();
        let outcomes = outcomes.expect("queued");
        assert!(outcomes.iter().all(|one| matches!(one, Outcome::New(_))));
        Run {
            count: outcomes.len(),
            took,
        }
    }

    /// The messages of these declarations, as the engine would send them.
    async fn payloads(&self, ground: &Ground<'_>, declarations: &[Declaration]) -> Vec<String> {
        let engine = self.engine(ground, Limits::default());
        let outcomes = engine.take_in(declarations, &Intake::default()).await;
        let mut payloads = Vec::new();
        for outcome in outcomes.expect("queued") {
            let Outcome::New(id) = outcome else {
                panic!("not new: {outcome:?}");
            };
            let found = self.store.submission(id).await.expect("read");
            payloads.extend(found.and_then(|submission| submission.payload));
        }
        payloads
    }

    /// Sends everything that is queued, and asks for nothing.
    async fn send_all(&self, ground: &Ground<'_>, at_once: usize) -> Run {
        let engine = self.engine(
            ground,
            Limits {
                sends: at_once,
                polls: 0,
            },
        );
        let count = usize::try_from(engine.counts(None).await.expect("counted").total());
        let stop = CancellationToken::new();
        let started = Instant::now();
        let worker = tokio::spawn({
            let (engine, stop) = (engine.clone(), stop.clone());
            async move { engine.work(WorkUntil::Stopped, stop).await }
        });
        loop {
            let counts = engine.counts(None).await.expect("counted");
            let moving = [StateKind::Queued, StateKind::Sending];
            if moving.iter().all(|state| counts.of(*state) == 0) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let took = started.elapsed();
        stop.cancel();
        worker.await.expect("no panic").expect("it ends well");
        let count = count.expect("not that many");
        let counts = engine.counts(None).await.expect("counted");
        let taken = usize::try_from(counts.of(StateKind::Submitted));
        assert_eq!(taken.expect("not that many"), count, "{counts:?}");
        Run { count, took }
    }

    /// Asks for the results of everything that was sent.
    async fn ask_all(&self, ground: &Ground<'_>) -> Run {
        let engine = self.engine(
            ground,
            Limits {
                sends: 1,
                polls: POLLS_AT_ONCE,
            },
        );
        let started = Instant::now();
        let worked = engine.work(WorkUntil::Idle, CancellationToken::new());
        worked.await.expect("the worker ends well");
        let took = started.elapsed();
        let counts = engine.counts(None).await.expect("counted");
        assert_eq!(counts.of(StateKind::Accepted), counts.total(), "{counts:?}");
        Run {
            count: usize::try_from(counts.total()).expect("not that many"),
            took,
        }
    }
}

/// Requests and nothing else: no queue, no journal, no judgement.
struct Generator(Arc<Door>);

impl Generator {
    /// One that keeps so many connections open for the next request.
    async fn new(ground: &Ground<'_>, kept: usize) -> Self {
        let granted = ground.oauth().fetch().await.expect("a token");
        let client = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(kept)
            .build();
        Self(Arc::new(Door {
            client: client.expect("a client"),
            url: format!("{}/declarations", ground.simulator.base_url()),
            token: granted.secret.expose_secret().to_owned(),
        }))
    }

    async fn get(&self, ids: Vec<u64>) -> Run {
        let (door, ids) = (Arc::clone(&self.0), Arc::new(ids));
        let count = ids.len();
        let one = move |number: usize| {
            let (door, ids) = (Arc::clone(&door), Arc::clone(&ids));
            async move {
                door.result(ids[number]).await;
            }
        };
        side_by_side(POLLS_AT_ONCE, count, one).await
    }

    async fn post(&self, bodies: Vec<String>) -> Run {
        let (door, bodies) = (Arc::clone(&self.0), Arc::new(bodies));
        let count = bodies.len();
        let one = move |number: usize| {
            let (door, bodies) = (Arc::clone(&door), Arc::clone(&bodies));
            async move {
                door.declare(bodies[number].clone()).await;
            }
        };
        side_by_side(SENDS_AT_ONCE, count, one).await
    }
}

/// Does the pieces of work of these numbers, so many at once.
async fn side_by_side<W, F>(at_once: usize, count: usize, one: W) -> Run
where
    W: Fn(usize) -> F + Clone + Send + 'static,
    F: Future<Output = ()> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let mut lanes = JoinSet::new();
    let started = Instant::now();
    for _ in 0..at_once {
        let (next, one) = (next.clone(), one.clone());
        lanes.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return;
                }
                one(number).await;
            }
        });
    }
    lanes.join_all().await;
    Run {
        count,
        took: started.elapsed(),
    }
}

/// The IN of an invented person, another one for each number.
fn declaration(number: u64, today: jiff::civil::Date) -> Declaration {
    let rules = config::rules();
    let draft = Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, ssin(number))
        .with(
            Field::StartDate,
            today.saturating_add(30.days()).to_string(),
        )
        .with(Field::WorkerType, "OTH")
        .with(Field::JointCommittee, "XXX");
    let verdict = validate(&draft, &rules, today);
    verdict.declaration.expect("it can be sent")
}

/// A valid social security number that is never given out, one for each number below 120,000.
fn ssin(number: u64) -> String {
    let (day, month) = (number % 28 + 1, number / 28 % 12 + 1);
    let (year, serial) = (40 + number / 336 % 60, 991 + number / 20_160);
    let body = year * 10_000_000 + month * 100_000 + day * 1_000 + serial;
    format!("{body:09}{:02}", 97 - body % 97)
}

fn line(what: &str, run: Run, compared: Option<(&str, f64)>) {
    let compared = compared.map_or_else(String::new, |(words, ratio)| {
        format!("{ratio:>7.2} {words}")
    });
    say(&format!(
        "{what:<38}{:>7} in {:>8.3} s{:>9.0} a second{compared}",
        run.count,
        run.took.as_secs_f64(),
        run.rate(),
    ));
}

#[expect(clippy::disallowed_macros, reason = "what a benchmark is for")]
fn say(words: &str) {
    println!("{words}");
}
