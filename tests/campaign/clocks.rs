//! Clocks that are wrong: the real binary believes in another time of day than the server, the
//! time of day is set back while it works, the machine sleeps for two hours; and the two nights in
//! which the Belgian hour changes.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::simulator::{Answer, FaultKind, FaultRule, Ledger, Operation};
use jiff::{SignedDuration, Timestamp};

use crate::Size;
use crate::books::Books;
use crate::common::{Ran, Running, World, binary, entry};
use crate::faketime::{Faketime, Surroundings, set};
use crate::nights;
use crate::peek::Peek;
use crate::pty::Start;
use crate::table::Table;

/// The server refuses assertions that are wrong by more than a minute: each of these at first.
const SKEWS: [(&str, &str); 4] = [
    ("-5m", "5 min behind"),
    ("+5m", "5 min ahead"),
    ("-1h", "60 min behind"),
    ("+1h", "60 min ahead"),
];

/// Processes of one skew that speak to the server.
const SPEAKERS: usize = 3;

/// So slow that there is something to ask for when the time is set back.
const SLOW: &str = "[[exceptions]]\nemployer = \"0999999922\"\nprocessing = \"8s\"\n";

/// Declarations before the time of day changes.
const BEFORE: u64 = 3;

/// Everything that has to do with clocks.
pub fn run(size: Size) -> Table {
    let mut table = Table::new("clocks");
    let faketime = Faketime::find();
    if faketime.is_none() {
        println!("SKIPPED: clocks that are wrong, as faketime is not installed");
    }
    std::thread::scope(|scope| {
        let mut parts = vec![scope.spawn(in_a_time_namespace)];
        if let Some(faketime) = &faketime {
            parts.push(scope.spawn(|| skews(faketime)));
            parts.push(scope.spawn(|| set_back(faketime)));
            parts.push(scope.spawn(|| slept("the time of day tells", &by_time_of_day(faketime))));
            parts.push(scope.spawn(|| nights::run(faketime, size)));
        }
        if cfg!(feature = "failpoints") {
            parts.push(scope.spawn(|| slept("only the boot clock tells", &by_boot_clock)));
        } else {
            println!(
                "SKIPPED: a boot clock that jumps, as this build has no fail points \
                 (--features failpoints)"
            );
        }
        for part in parts {
            table.append(part.join().expect("it can go on"));
        }
    });
    table
}

/// The binary on this home, believing what its surroundings say.
fn command<const N: usize>(
    world: &World,
    surroundings: &Surroundings,
    arguments: [&str; N],
) -> Command {
    let mut command = world.command(arguments);
    command.envs(surroundings.iter().cloned());
    command
}

/// Hands one in.
fn submit(world: &World, surroundings: &Surroundings, number: u64) {
    let file = world.file(&format!("{number}.json"), entry(number).to_string());
    let file = file.to_str().expect("UTF-8");
    let ran = command(world, surroundings, ["submit", file]).output();
    let ran = Ran::from(ran.expect("it starts"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

/// A worker that believes what its surroundings say.
fn serve(world: &World, surroundings: &Surroundings) -> Running {
    let mut command = command(world, surroundings, ["serve"]);
    let said = world.folder.path().join("stderr.txt");
    let said = std::fs::File::create(said).expect("a file");
    Running(
        command
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .expect("it starts"),
    )
}

/// Whether it becomes so in time.
fn becomes(seconds: u64, mut is_so: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + Duration::from_secs(seconds);
    while !is_so() {
        if Instant::now() > end {
            return false;
        }
        sleep(Duration::from_millis(50));
    }
    true
}

fn in_state(world: &World, state: &str) -> u64 {
    let question = "SELECT count(*) FROM submission WHERE state = ?1";
    Peek::into(world).count(question, [state])
}

/// What was seen of a host whose clock is off.
#[derive(Default)]
struct Skewed {
    tokens: bool,
    accepted: bool,
    told: [bool; 4],
    wrong: Vec<String>,
}

/// Where a clock that is off is told of.
const PLACES: [&str; 4] = ["the account's test", "the console", "--plain", "the log"];

fn skews(faketime: &Faketime) -> Table {
    let seen: Vec<Skewed> = std::thread::scope(|scope| {
        let running = SKEWS.map(|(offset, words)| {
            scope.spawn(move || skewed(&faketime.other(offset), offset, words))
        });
        let seen = running.map(std::thread::ScopedJoinHandle::join);
        let given_up = |_| Skewed {
            wrong: vec!["a skew whose run could not go on".to_owned()],
            ..Skewed::default()
        };
        seen.into_iter()
            .map(|one| one.unwrap_or_else(given_up))
            .collect()
    });
    let count = |good: &dyn Fn(&Skewed) -> bool| seen.iter().filter(|one| good(one)).count();
    let mut table = Table::default();
    table.told("hosts with another time: 5 min, 1 h, both ways", seen.len());
    table.exactly(
        "  token at the second request",
        count(&|one| one.tokens),
        SKEWS.len(),
    );
    table.exactly(
        "  declarations accepted",
        count(&|one| one.accepted),
        SKEWS.len(),
    );
    for (place, name) in PLACES.into_iter().enumerate() {
        let told = count(&|one| one.told[place]);
        table.exactly(format!("  told by {name}"), told, SKEWS.len());
    }
    let wrong: Vec<String> = seen.into_iter().flat_map(|one| one.wrong).collect();
    table.none("  not as it must be", &wrong);
    table
}

/// A day at a host whose clock is off, as its surroundings say.
fn skewed(surroundings: &Surroundings, offset: &str, words: &str) -> Skewed {
    let world = World::new();
    // The certificate was made in good time.
    let made = world.run(["account", "test", "sandbox"]);
    assert_eq!(made.code, 0, "{}", made.stdout);
    let before = world.nsso().ledger().tokens.len();
    let mut seen = Skewed::default();

    let tested = command(&world, surroundings, ["account", "test", "sandbox"]).output();
    let tested = Ran::from(tested.expect("it starts"));
    seen.told[0] = tested.stdout.contains(words);

    submit(&world, surroundings, 1);
    let start = Start::on(&world.home());
    let set_up = |start: Start, (name, value): &(&str, std::ffi::OsString)| start.env(name, value);
    let mut console = surroundings.iter().fold(start, set_up).open();
    console.wait_for_line(&["accepted", "IN"]);
    console.wait_for_line(&["This host's clock is", words]);
    seen.told[1] = true;
    console.press("q");
    console.has_left_clean();

    seen.told[2] = plain(&world, surroundings, words);

    let side = if offset.starts_with('-') {
        "behind"
    } else {
        "ahead of"
    };
    seen.told[3] = world.said_anywhere(&format!("this host's clock is {side} the server's"));

    let ledger = world.nsso().ledger();
    let answers: Vec<Answer> = ledger.tokens[before..]
        .iter()
        .map(|one| one.answer)
        .collect();
    seen.tokens = answers.len() == 2 * SPEAKERS
        && answers
            .chunks(2)
            .all(|two| two[0] != Answer::Status(200) && two[1] == Answer::Status(200));
    if !seen.tokens {
        seen.wrong.push(format!("{offset}: tokens {answers:?}"));
    }
    let posts = ledger.posts.len();
    seen.accepted = in_state(&world, "accepted") == 2 && posts == 2;
    if !seen.accepted {
        seen.wrong.push(format!("{offset}: {posts} POSTs"));
    }
    seen.wrong
        .extend(misbehaved(&ledger).map(|why| format!("{offset}: {why}")));
    seen
}

/// The console line by line; whether it tells of the clock once it has spoken to the server.
fn plain(world: &World, surroundings: &Surroundings, words: &str) -> bool {
    let read_out = world.folder.path().join("plain.txt");
    let out = std::fs::File::create(&read_out).expect("a file");
    let console = command(world, surroundings, ["--plain", "--fresh"])
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::null())
        .spawn();
    let mut console = Running(console.expect("it starts"));
    let mut lines = console.0.stdin.take().expect("piped");
    submit(world, surroundings, 2);
    let is_told = becomes(30, || in_state(world, "accepted") == 2) && {
        writeln!(lines).expect("it listens");
        becomes(10, || {
            let said = std::fs::read_to_string(&read_out).unwrap_or_default();
            said.contains("This host's clock is") && said.contains(words)
        })
    };
    writeln!(lines, "q").expect("it listens");
    let _ = console.0.wait();
    is_told
}

/// What the server saw that no client may do.
fn misbehaved(ledger: &Ledger) -> impl Iterator<Item = String> + use<> {
    let counters = ledger.counters;
    let schedule = counters.schedule;
    [
        (counters.taken_twice, "taken twice"),
        (schedule.too_early, "asked too early"),
        (schedule.too_often, "asked too often"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
}

/// When the server read each request for a token, and each other one.
fn calls(ledger: &Ledger) -> (Vec<Timestamp>, Vec<Timestamp>) {
    let tokens = ledger.tokens.iter().map(|one| one.at).collect();
    let posts = ledger.posts.iter().map(|one| one.at);
    let gets = ledger.gets.values().flatten().map(|one| one.at);
    (tokens, posts.chain(gets).collect())
}

/// Calls since this moment that came before the first request for a token since then.
fn with_an_old_token(ledger: &Ledger, since: Timestamp) -> (bool, usize) {
    let (tokens, others) = calls(ledger);
    let renewed = tokens.into_iter().filter(|at| *at > since).min();
    let until = renewed.unwrap_or(Timestamp::MAX);
    let early = others.iter().filter(|at| (since..until).contains(*at));
    (renewed.is_some(), early.count())
}

/// The time of day goes back by an hour while results are awaited, one declaration waits for its
/// next try, and more are handed in.
fn set_back(faketime: &Faketime) -> Table {
    let world = World::with_more(SLOW);
    let clock = world.folder.path().join("clock");
    set(&clock, "+0s");
    let surroundings = faketime.by_file(&clock);
    for number in 0..BEFORE {
        submit(&world, &surroundings, number);
    }
    let mut worker = serve(&world, &surroundings);
    assert!(
        becomes(30, || in_state(&world, "submitted") == BEFORE),
        "they are sent"
    );
    world.nsso().add_fault(
        FaultRule {
            retry_after: Some(SignedDuration::from_secs(4)),
            ..FaultRule::new(Operation::Post, FaultKind::ServiceUnavailable)
        }
        .times(1),
    );
    submit(&world, &surroundings, BEFORE);
    let posts = || u64::try_from(world.nsso().ledger().posts.len()).expect("few");
    assert!(
        becomes(30, || posts() > BEFORE),
        "one is sent, and not taken"
    );
    sleep(Duration::from_millis(300));

    set(&clock, "-1h");
    let jumped = world.nsso().now() + SignedDuration::from_millis(200);
    let begun = Instant::now();
    for number in BEFORE + 1..2 * BEFORE {
        submit(&world, &surroundings, number);
    }
    let all = 2 * BEFORE;
    let mut table = Table::default();
    let is_done = becomes(45, || in_state(&world, "accepted") == all);
    table.told("time of day set back by 1 h: declarations", all);
    table.exactly(
        "  accepted without waiting for it to come again",
        in_state(&world, "accepted"),
        all,
    );
    if is_done {
        table.told("  after so many ms", begun.elapsed().as_millis());
    }
    worker.terminate();

    let books = Books::read(&world);
    let (is_renewed, early) = with_an_old_token(&books.ledger, jumped);
    table.exactly(
        "  the token of before was dropped",
        usize::from(is_renewed),
        1_usize,
    );
    table.exactly("  calls with it", early, 0_usize);
    table.exactly(
        "  POSTs, one of them not taken",
        books.ledger.posts.len(),
        all + 1,
    );
    let wrong: Vec<String> = misbehaved(&books.ledger).collect();
    table.none("  taken twice, asked too early or too often", &wrong);
    let told = (0..all).map(|number| format!("T-{number:05}")).collect();
    let found = books.compare(&told);
    table.none("  LOST", &found.lost);
    table.none("  DUPLICATE", &found.duplicate);
    table.none("  posted again without a \"not taken\"", &found.reposted);
    table.none("  STUCK", &found.stuck);
    table
}

/// How two hours of sleep are made: the surroundings of the worker, and what lets it sleep.
type Bed = (Surroundings, Box<dyn Fn()>);

/// The machine sleeps for two hours, as one of its clocks tells.
fn slept(name: &str, bed: &dyn Fn(&Path) -> Bed) -> Table {
    let world = World::new();
    let (surroundings, sleep_for_two_hours) = bed(world.folder.path());
    submit(&world, &surroundings, 0);
    let mut worker = serve(&world, &surroundings);
    assert!(
        becomes(30, || in_state(&world, "accepted") == 1),
        "it works"
    );

    sleep_for_two_hours();
    let slept = world.nsso().now();
    submit(&world, &surroundings, 1);
    let is_done = becomes(30, || in_state(&world, "accepted") == 2);
    worker.terminate();

    let ledger = world.nsso().ledger();
    let (is_renewed, early) = with_an_old_token(&ledger, slept);
    let mut table = Table::default();
    table.exactly(
        format!("2 h asleep, {name}: new tokens"),
        usize::from(is_renewed),
        1_usize,
    );
    table.exactly("  calls with the old one", early, 0_usize);
    table.exactly(
        "  declarations accepted",
        if is_done { 2_usize } else { 1 },
        2_usize,
    );
    let wrong: Vec<String> = misbehaved(&ledger).collect();
    table.none("  taken twice, asked too early or too often", &wrong);
    table
}

/// As a machine wakes up: its time of day is two hours on, and its timers stood still.
fn by_time_of_day(faketime: &Faketime) -> impl Fn(&Path) -> Bed {
    |folder| {
        let clock: PathBuf = folder.join("clock");
        set(&clock, "+0s");
        (
            faketime.by_file(&clock),
            Box::new(move || set(&clock, "+2h")),
        )
    }
}

/// A time of day that was put right meanwhile tells nothing: only the boot clock does.
fn by_boot_clock(folder: &Path) -> Bed {
    let slept: PathBuf = folder.join("slept");
    set(&slept, "0");
    let surroundings = vec![("DIMONITOR_SLEPT", slept.clone().into())];
    (surroundings, Box::new(move || set(&slept, "7200")))
}

/// The binary in a time namespace whose boot clock is two hours ahead.
fn in_a_time_namespace() -> Table {
    let mut table = Table::default();
    let can = Command::new("unshare")
        .args(["-T", "--boottime", "7200", "true"])
        .stderr(Stdio::null())
        .status();
    if !can.is_ok_and(|ended| ended.success()) {
        println!("SKIPPED: a boot clock two hours ahead, as there may be no time namespace here");
        return table;
    }
    let world = World::new();
    submit(&world, &Vec::new(), 1);
    let child = Command::new("unshare")
        .args(["-T", "--boottime", "7200"])
        .arg(binary())
        .arg("--home")
        .arg(world.home())
        .args(["serve", "--until-idle"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut worker = Running(child.expect("it starts"));
    let is_done = becomes(30, || in_state(&world, "accepted") == 1);
    let is_over = becomes(10, || {
        worker.0.try_wait().is_ok_and(|ended| ended.is_some())
    });
    let books = Books::read(&world);
    let found = books.compare(&HashSet::from(["T-00001".to_owned()]));
    let counters = books.ledger.counters;
    table.exactly(
        "boot clock 2 h ahead: accepted",
        usize::from(is_done && is_over),
        1_usize,
    );
    table.exactly("  tokens", counters.tokens_issued, 1_u64);
    table.none("  LOST", &found.lost);
    table.none("  STUCK", &found.stuck);
    table
}
