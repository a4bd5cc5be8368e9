//! Answers of every kind to each of the three requests, honest faults and made-up bytes: each ends
//! in time, within bounds of memory, in the state that its meaning asks for, and once the trouble
//! is over the declaration goes its way.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use dimonitor::simulator::{FaultRule, Operation};

use crate::Size;
use crate::answer_cases::{self, Case, Expected, How};
use crate::common::{Running, World, entry};
use crate::middle::{Middle, Stranger};
use crate::peek::Peek;
use crate::table::Table;

/// The most that the program may keep in memory beside its own code, in kB.
const MEMORY: u64 = 30_000;
/// Most of a case is waiting.
const AT_ONCE: usize = 40;

/// What came of one case.
#[derive(Default)]
struct Outcome {
    wrong: Vec<String>,
    stray: usize,
    memory: u64,
    longest: u64,
    posts: u64,
}

/// Tries all of them.
pub fn run(size: Size) -> Table {
    // The program's own limit in the long size.
    let limit = if size.long { 60 } else { 4 };
    let cases = answer_cases::all(limit);
    let (count, waiting) = (cases.len(), Mutex::new(VecDeque::from(cases)));
    let outcomes = Mutex::new(Vec::new());
    scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no panic").pop_front();
                    let Some(case) = next else { return };
                    let outcome = Trial::of(case, limit).outcome();
                    outcomes.lock().expect("no panic").push(outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("no panic");
    let mut table = Table::new(format!("answers of every kind, a time limit of {limit} s"));
    table.exactly("answers tried", outcomes.len(), count);
    let wrong: Vec<String> = outcomes.iter().flat_map(|one| one.wrong.clone()).collect();
    table.none("wrong", &wrong);
    let stray: usize = outcomes.iter().map(|one| one.stray).sum();
    table.exactly("connections and bytes to a foreign address", stray, 0_u64);
    let most = |of: fn(&Outcome) -> u64| outcomes.iter().map(of).max().unwrap_or(0);
    table.at_most("most memory, in kB", most(|one| one.memory), MEMORY);
    let longest = most(|one| one.longest);
    table.at_most("longest request, in ms", longest, (limit + 1) * 1_000);
    table.told("POSTs", outcomes.iter().map(|one| one.posts).sum::<u64>());
    table
}

/// One case on a machine of its own.
struct Trial {
    case: Case,
    world: World,
    middle: Middle,
    stranger: Stranger,
    patience: Duration,
    wrong: Vec<String>,
    memory: u64,
}

impl Trial {
    fn of(case: Case, limit: u64) -> Self {
        let (mut middle, stranger) = (Middle::new(), Stranger::listen());
        let audience = format!(
            "audiences = [\"http://{}/REST/oauth/v5/token\"]",
            middle.address
        );
        let world = World::with_other(&[("audiences = []", &audience)]);
        world.configure(&format!(
            "[http]\nconnect_timeout_seconds = {limit}\nrequest_timeout_seconds = {}\n\
             total_timeout_seconds = {limit}\n",
            limit.div_ceil(4)
        ));
        match &case.how {
            How::Fault(rule) => {
                let to = rule
                    .to
                    .as_ref()
                    .map(|_| format!("http://{}/", stranger.address));
                world.nsso().add_fault(FaultRule { to, ..rule.clone() });
            }
            How::Made(made) => {
                let config = std::fs::read_to_string(world.home().join("config.toml"));
                let config = config.expect("just written");
                let upstream = address_in(&config);
                middle.serve(upstream, made(&stranger.address));
                let config = config.replace(&upstream.to_string(), &middle.address.to_string());
                world.write_config(&config);
            }
        }
        Self {
            case,
            world,
            middle,
            stranger,
            patience: Duration::from_secs(limit + 60),
            wrong: Vec::new(),
            memory: 0,
        }
    }

    fn outcome(mut self) -> Outcome {
        let file = self.world.file("in.json", entry(1).to_string());
        let ran = self.world.run(["submit", file.to_str().expect("UTF-8")]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let mut worker = self.world.start_watched(["serve"]);
        self.watch(&worker);
        if worker.terminate() != 0 {
            self.complain("did not end well");
        }
        if self.world.said_anywhere("panicked") {
            self.complain("panicked");
        }
        if self.memory > MEMORY || (self.memory == 0 && cfg!(target_os = "linux")) {
            self.complain(&format!("had {} kB of memory", self.memory));
        }
        let peek = Peek::into(&self.world);
        let ledger = self.world.nsso().ledger();
        if ledger.counters.taken_twice > 0 {
            self.complain("was taken twice");
        }
        Outcome {
            stray: self.stranger.heard(),
            longest: peek.count("SELECT max(duration_ms) FROM exchange", []),
            posts: peek.count("SELECT count(*) FROM exchange WHERE method = 'POST'", []),
            memory: self.memory,
            wrong: self.wrong,
        }
    }

    fn watch(&mut self, worker: &Running) {
        let expected = self.case.expected;
        if !self.wait(worker, Self::is_struck) {
            return self.complain("never met its answer");
        }
        if !self.wait(worker, |trial| trial.has(expected)) {
            let state = Peek::into(&self.world).value::<String>("SELECT state FROM submission", []);
            return self.complain(&format!("is {}", state.unwrap_or_default()));
        }
        let posts = Peek::into(&self.world)
            .count("SELECT count(*) FROM exchange WHERE method = 'POST'", []);
        if posts > expected.posts() {
            self.complain(&format!("led to {posts} POSTs"));
        }
        if expected.goes_on() {
            self.world.nsso().clear_faults();
            self.middle.relent();
            if !self.wait(worker, |trial| trial.state_is("accepted")) {
                self.complain("does not go on when the trouble is over");
            }
        }
    }

    fn complain(&mut self, what: &str) {
        self.wrong.push(format!("{}: {what}", self.case.name));
    }

    /// Watches the memory meanwhile. Whether it came true in time.
    fn wait(&mut self, worker: &Running, is_so: impl Fn(&Self) -> bool) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < self.patience {
            self.memory = self.memory.max(worker.own_memory());
            if is_so(self) {
                return true;
            }
            sleep(Duration::from_millis(20));
        }
        false
    }

    fn is_struck(&self) -> bool {
        match &self.case.how {
            How::Made(_) => self.middle.struck() > 0,
            How::Fault(rule) => {
                let seen = self.world.nsso().counters();
                match rule.on.first() {
                    Some(Operation::Token) => seen.token_requests > 0,
                    Some(Operation::Post) => seen.posts_read > 0,
                    _ => seen.gets > 0,
                }
            }
        }
    }

    fn state_is(&self, state: &str) -> bool {
        let question = "SELECT count(*) FROM submission WHERE state = ?1";
        Peek::into(&self.world).count(question, [state]) == 1
    }

    fn has(&self, expected: Expected) -> bool {
        let peek = Peek::into(&self.world);
        let closed = |method: &str| {
            let question = "SELECT count(*) FROM exchange WHERE method = ?1 AND duration_ms >= 0";
            peek.count(question, [method]) > 0
        };
        let doubted = || {
            let question = "SELECT count(*) FROM journal WHERE to_state = 'in_doubt'";
            peek.count(question, []) == 1
        };
        match expected {
            Expected::NoToken => self.state_is("queued") && !closed("POST"),
            Expected::Queued | Expected::Held => self.state_is("queued") && closed("POST"),
            Expected::Rejected => self.state_is("rejected"),
            Expected::Taken => self.state_is("accepted"),
            // The search that found nothing comes again later.
            Expected::InDoubt => doubted() && self.state_is("in_doubt"),
            Expected::FoundAgain => doubted() && self.state_is("accepted"),
            Expected::AskedAgain => closed("GET") && self.state_is("submitted"),
            Expected::Denied => {
                let question =
                    "SELECT count(*) FROM submission WHERE state = 'submitted' AND next_at IS NULL";
                peek.count(question, []) == 1
            }
        }
    }
}

fn address_in(config: &str) -> SocketAddr {
    let (_, rest) = config.split_once("http://").expect("an address");
    let (address, _) = rest.split_once('/').expect("a path behind it");
    address.parse().expect("numbers")
}
