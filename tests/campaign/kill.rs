//! The kill loop: workers and submitters die at any moment while token, POST and GET fail in
//! every way; then all is well again, and the books must agree.

use std::collections::{BTreeMap, HashSet};
use std::io::Read as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use jiff::SignedDuration;

use crate::Size;
use crate::books::Books;
use crate::common::{Running, World, entry, ssin};
use crate::peek::Peek;
use crate::random::Random;
use crate::table::Table;

/// Declarations in one file.
const IN_FILE: u64 = 3;
/// Submitters at once.
const DESKS: usize = 2;
/// Time limits short enough that a hang is over before the campaign is.
const CONFIG: &str = "[http]\nconnect_timeout_seconds = 2\nrequest_timeout_seconds = 2\n\
    total_timeout_seconds = 3\n[limits]\nsends = 8\npolls = 16\n";

/// Runs the loop.
pub fn run(size: Size) -> Table {
    let kills = size.of(60, 1_000);
    let world = World::with_more(&fates(kills * 12));
    world.configure(CONFIG);
    let mut random = Random::new(size.seed);
    let mut scene = Scene::new(&world);
    scene.first_file();
    for rule in faults() {
        world.nsso().add_fault(rule);
    }
    for kill in 1..=kills {
        // Mostly soon, now and then late enough that results come in.
        let pause = if random.percent(8) {
            random.milliseconds(500..1_500)
        } else {
            random.milliseconds(50..150)
        };
        scene.work_for(pause, &mut random);
        scene.kill_one(&mut random);
        if kill % 100 == 0 {
            // A person looks: an account may be held after several refused tokens.
            let _ = world.run(["account", "release", "sandbox"]);
        }
    }
    let steps = scene.end(&mut random);
    let told = std::mem::take(&mut scene.told);
    let drained = drain(&world, if size.long { 420 } else { 180 });

    let books = Books::read(&world);
    let mut table = Table::new(format!("kill loop, seed {}", size.seed));
    table.exactly("kills", steps.values().sum::<u64>(), kills);
    for (step, count) in &steps {
        table.told(format!("  {step}"), *count);
    }
    let counters = books.ledger.counters;
    table.told("declarations queued", books.rows.len());
    table.told("  of which a submitter was told", told.len());
    table.at_least("POSTs that the server read", counters.posts_read, kills / 4);
    table.told("  taken", counters.declarations_taken);
    table.told("tokens asked for", counters.token_requests);
    table.told("GETs", counters.gets);
    table.told(
        "  too early or too often",
        counters.schedule.too_early + counters.schedule.too_often,
    );
    let doubts = books.rows.iter().filter(|row| {
        let mut states = row.events.iter().filter_map(|event| event.to);
        states.any(|state| state == dimonitor::domain::lifecycle::StateKind::InDoubt)
    });
    table.told("rows that were in doubt", doubts.count());
    table.told("  and are in the end", world.count("in_doubt"));
    table.told("seconds of draining", drained.as_secs());
    books.compare(&told).tell(&mut table);
    table
}

/// Every fifth declaration is refused, every seventh accepted with a remark.
fn fates(count: u64) -> String {
    let fate = |number: u64| {
        let (result, code) = match number {
            number if number.is_multiple_of(5) => ("B", "90017-369"),
            number if number.is_multiple_of(7) => ("W", "90373-460"),
            _ => return None,
        };
        Some(format!(
            "[[exceptions]]\nworker = \"{}\"\nresult = \"{result}\"\nanomalies = [\"{code}\"]\n",
            ssin(number)
        ))
    };
    (0..count).filter_map(fate).collect()
}

/// About one in nine requests for a token fails, one in two POSTs, one in four GETs.
fn faults() -> Vec<FaultRule> {
    use FaultKind as F;
    use Operation::{Get, Post, Token};
    let percent = [
        (Token, F::InternalServerError, 2),
        (Token, F::ServiceUnavailable, 2),
        (Token, F::DropBefore, 2),
        (Token, F::ResetAfter, 2),
        (Token, F::GarbageJson, 1),
        (Token, F::HangBefore, 1),
        (Post, F::ServiceUnavailable, 3),
        (Post, F::TooManyRequests, 2),
        (Post, F::InternalServerError, 2),
        (Post, F::BadGatewayHtml, 2),
        (Post, F::DropBefore, 3),
        (Post, F::ResetBefore, 2),
        (Post, F::HalfBefore, 2),
        (Post, F::HangBefore, 1),
        (Post, F::Redirect, 1),
        (Post, F::RevokedToken, 1),
        (Post, F::DropAfter, 4),
        (Post, F::ResetAfter, 3),
        (Post, F::HalfAfter, 3),
        (Post, F::HangAfter, 2),
        (Post, F::ForeignLocation, 1),
        (Post, F::MalformedLocation, 1),
        (Post, F::MissingLocation, 1),
        (Post, F::Slow, 40),
        (Get, F::InternalServerError, 3),
        (Get, F::DropBefore, 3),
        (Get, F::ResetAfter, 3),
        (Get, F::HalfAfter, 2),
        (Get, F::GarbageJson, 3),
        (Get, F::WrongDeclaration, 3),
        (Get, F::ServiceUnavailable, 1),
        (Get, F::TooManyRequests, 1),
        (Get, F::HangBefore, 1),
        (Get, F::RevokedToken, 1),
        (Get, F::Slow, 15),
    ];
    let rules = percent.map(|(on, kind, percent)| FaultRule {
        probability: Some(f64::from(percent) / 100.0),
        retry_after: Some(SignedDuration::from_secs(1)),
        delay: Some(SignedDuration::from_millis(150)),
        ..FaultRule::new(on, kind)
    });
    let taken_all_the_same = FaultRule {
        probability: Some(0.03),
        taken: true,
        ..FaultRule::new(Post, F::InternalServerError)
    };
    rules.into_iter().chain([taken_all_the_same]).collect()
}

/// A file on its way into the queue.
struct Desk {
    file: u64,
    process: Running,
}

/// Everybody who may be killed.
struct Scene<'a> {
    world: &'a World,
    peek: Option<Peek>,
    workers: Vec<Running>,
    desks: Vec<Desk>,
    files: u64,
    /// Files whose submitter was killed, to be handed in again.
    again: Vec<u64>,
    /// References that a submitter was told are queued.
    told: HashSet<String>,
    steps: BTreeMap<&'static str, u64>,
}

impl<'a> Scene<'a> {
    fn new(world: &'a World) -> Self {
        Self {
            world,
            peek: None,
            workers: Vec::new(),
            desks: Vec::new(),
            files: 0,
            again: Vec::new(),
            told: HashSet::new(),
            steps: BTreeMap::new(),
        }
    }

    /// One that nobody disturbs, so that the store is there.
    fn first_file(&mut self) {
        let file = self.new_file();
        let ran = self
            .world
            .run(["submit", &path(self.world, file), "--json"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        self.note_told(&ran.stdout);
        self.peek = Some(Peek::into(self.world));
        self.workers = (0..2).map(|_| self.world.start(["serve"])).collect();
    }

    fn new_file(&mut self) -> u64 {
        let first = self.files * IN_FILE;
        let lines = (first..first + IN_FILE).map(|number| entry(number).to_string());
        let content = lines.collect::<Vec<_>>().join("\n");
        self.world.file(&format!("{}.jsonl", self.files), content);
        self.files += 1;
        self.files - 1
    }

    /// Lets them work, and puts the next file on every desk that is free.
    fn work_for(&mut self, pause: Duration, random: &mut Random) {
        let end = Instant::now() + pause;
        loop {
            for place in (0..self.desks.len()).rev() {
                if self.desks[place]
                    .process
                    .0
                    .try_wait()
                    .is_ok_and(|ended| ended.is_some())
                {
                    let mut desk = self.desks.swap_remove(place);
                    self.leave(&mut desk);
                }
            }
            while self.desks.len() < DESKS {
                let file = match self.again.pop() {
                    Some(file) if random.percent(60) => file,
                    Some(file) => {
                        self.again.insert(0, file);
                        self.new_file()
                    }
                    None => self.new_file(),
                };
                let process = self.submit(file, random.percent(25));
                self.desks.push(Desk { file, process });
            }
            if Instant::now() >= end {
                return;
            }
            sleep(Duration::from_millis(10));
        }
    }

    fn submit(&self, file: u64, wait: bool) -> Running {
        let path = path(self.world, file);
        let mut command = self.world.command(["submit", &path, "--json"]);
        if wait {
            command.args(["--wait", "--patience", "5"]);
        }
        let child: Child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        Running(child)
    }

    /// What a submitter that has ended, one way or the other, had said until then.
    fn leave(&mut self, desk: &mut Desk) {
        let mut said = String::new();
        if let Some(stdout) = &mut desk.process.0.stdout {
            let _ = stdout.read_to_string(&mut said);
        }
        self.note_told(&said);
    }

    fn note_told(&mut self, stdout: &str) {
        for line in stdout.lines() {
            // The last line of a killed one may be half a line.
            let Ok(row) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            if matches!(row["outcome"].as_str(), Some("queued" | "known")) {
                let reference = row["reference"].as_str().expect("ours have one");
                self.told.insert(reference.to_owned());
            }
        }
    }

    fn kill_one(&mut self, random: &mut Random) {
        let victim = random.below(10);
        let step = if victim < 6 || self.desks.is_empty() {
            let place = if random.percent(70) {
                self.wait_for_duty(random)
            } else {
                None
            };
            self.kill_worker(place.unwrap_or(usize::from(victim.is_multiple_of(2))))
        } else {
            self.kill_desk(victim % self.desks.len())
        };
        *self.steps.entry(step).or_default() += 1;
    }

    /// Which worker has the lease.
    fn on_duty(&self) -> Option<usize> {
        let holder = self.peek.as_ref()?.holder();
        self.workers
            .iter()
            .position(|worker| Some(worker.id()) == holder)
    }

    /// Mostly one that works, at a random moment of its work.
    fn wait_for_duty(&self, random: &mut Random) -> Option<usize> {
        let end = Instant::now() + Duration::from_millis(400);
        while Instant::now() < end {
            if self.on_duty().is_some() {
                sleep(random.milliseconds(0..250));
                return self.on_duty();
            }
            sleep(Duration::from_millis(5));
        }
        None
    }

    fn kill_worker(&mut self, place: usize) -> &'static str {
        let pid = self.workers[place].id();
        self.workers[place].kill();
        let step = self.step_of_worker(pid);
        self.workers[place] = self.world.start(["serve"]);
        step
    }

    /// What it was at when it died, as far as its rows tell.
    fn step_of_worker(&self, pid: u32) -> &'static str {
        let peek = self.peek.as_ref().expect("begun");
        if peek.holder() != Some(pid) {
            return "worker starting or standing by";
        }
        let open = peek.count(
            "SELECT count(*) FROM exchange WHERE method = 'POST' AND outcome IS NULL AND worker LIKE ?1",
            [format!("%-{pid}-%")],
        );
        match open {
            0 if peek.count("SELECT count(*) FROM asking", []) > 0 => "worker with GETs under way",
            0 => "worker on duty, nothing under way",
            1 => "worker with a POST under way",
            _ => "worker with several POSTs under way",
        }
    }

    fn kill_desk(&mut self, place: usize) -> &'static str {
        let mut desk = self.desks.swap_remove(place);
        desk.process.kill();
        let told = self.told.len();
        self.leave(&mut desk);
        let peek = self.peek.as_ref().expect("begun");
        let reference = format!("T-{:05}", desk.file * IN_FILE);
        let is_in = peek.count(
            "SELECT count(*) FROM submission WHERE reference = ?1",
            [reference],
        );
        self.again.push(desk.file);
        match (is_in, self.told.len() > told) {
            (0, _) => "submitter before its commit",
            (_, false) => "submitter after its commit",
            (_, true) => "submitter after it had told",
        }
    }

    /// The faults are over, everybody starts anew, and half of the killed files are handed in again.
    fn end(&mut self, random: &mut Random) -> BTreeMap<&'static str, u64> {
        for desk in &mut self.desks {
            desk.process.kill();
        }
        for mut desk in std::mem::take(&mut self.desks) {
            self.leave(&mut desk);
            self.again.push(desk.file);
        }
        self.world.nsso().clear_faults();
        for file in std::mem::take(&mut self.again) {
            if random.percent(50) {
                let ran = self
                    .world
                    .run(["submit", &path(self.world, file), "--json"]);
                self.note_told(&ran.stdout);
            }
        }
        let _ = self.world.run(["account", "release", "sandbox"]);
        for worker in &mut self.workers {
            worker.kill();
            *worker = self.world.start(["serve"]);
        }
        std::mem::take(&mut self.steps)
    }
}

fn path(world: &World, file: u64) -> String {
    let path = world.folder.path().join(format!("{file}.jsonl"));
    path.to_str().expect("UTF-8").to_owned()
}

/// Waits until nothing goes on without a person, for at most so many seconds.
pub fn drain(world: &World, seconds: u64) -> Duration {
    let (peek, begun) = (Peek::into(world), Instant::now());
    while peek.unsettled() > 0 && begun.elapsed() < Duration::from_secs(seconds) {
        sleep(Duration::from_millis(200));
    }
    begun.elapsed()
}
