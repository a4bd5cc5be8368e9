//! The terminal goes away, or must be given back, while a POST is under way: the POST is finished
//! and recorded, the terminal is as before, and nothing spins.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::domain::lifecycle::StateKind;
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use jiff::{SignedDuration, Timestamp};
use rustix::process::{Pid, Signal, kill_process};

use crate::Size;
use crate::books::Books;
use crate::common::{World, entry};
use crate::crowd::at_once;
use crate::pty::{Console, ENTER, Start};
use crate::random::Random;
use crate::table::Table;

/// Consoles at once: most of the time they wait.
const AT_ONCE: usize = 12;

/// After a hang-up a process may use so much of a processor, and so much of the time that it
/// waits: enough to put its things away. One that spins uses all that it gets.
const CPU: Duration = Duration::from_millis(150);
const CPU_PERCENT: u32 = 5;

/// What was seen of one console.
#[derive(Default)]
struct Seen {
    wrong: Vec<String>,
    doubts: Vec<String>,
    lost: Vec<String>,
    spun: Vec<String>,
    /// Of a processor, from the hang-up to the end.
    cpu: Duration,
    /// From the last byte of the answer to the end of the process.
    end_ms: Vec<i64>,
}

/// What happens to a console in mid-POST.
#[derive(Debug, Clone, Copy)]
enum Blow {
    /// Its terminal is closed.
    HangUp,
    Signal(Signal),
    /// Stopped by its shell, and continued.
    Stop,
    /// The screen has a mistake.
    Panic,
}

/// Hang-ups, and everything else that must leave the terminal as it was.
pub fn run(size: Size) -> Table {
    let hang_ups = size.of(8, 200);
    // As long as an answer may take to be told from one that does not come.
    let hold = Duration::from_secs(if size.long { 5 } else { 3 });
    let mut others = vec![
        ("SIGTERM", Blow::Signal(Signal::TERM)),
        ("SIGHUP", Blow::Signal(Signal::HUP)),
        ("SIGTSTP, SIGCONT", Blow::Stop),
    ];
    if cfg!(feature = "failpoints") {
        others.push(("panic", Blow::Panic));
    } else {
        println!(
            "SKIPPED: a panic of the console, as this build has no fail points (--features failpoints)"
        );
    }
    let cases = (0..hang_ups).map(|number| (format!("hang-up {number}"), Blow::HangUp));
    let manners = others
        .iter()
        .map(|(name, blow)| ((*name).to_owned(), *blow));
    let cases = cases.chain(manners).zip(size.seed..);
    let seen = at_once(AT_ONCE, cases, |((name, blow), start)| {
        let mut random = Random::new(start);
        let one = || one(&name, blow, hold, &mut random);
        let one = catch_unwind(AssertUnwindSafe(one)).unwrap_or_else(|_| Seen {
            wrong: vec![format!("{name}: could not go on")],
            ..Seen::default()
        });
        (name, one)
    });
    tell(&seen, hang_ups, others.len())
}

fn tell(seen: &[(String, Seen)], hang_ups: u64, others: usize) -> Table {
    let is_hang_up = |name: &str| name.starts_with("hang-up");
    let all = |of: &dyn Fn(&Seen) -> &Vec<String>| -> Vec<String> {
        seen.iter().flat_map(|(_, one)| of(one).clone()).collect()
    };
    let mut table = Table::new("terminal, in mid-POST");
    let closed = seen.iter().filter(|(name, _)| is_hang_up(name)).count();
    table.exactly("terminals closed", closed, hang_ups);
    table.none("in doubt", &all(&|one| &one.doubts));
    table.none("LOST, or not recorded", &all(&|one| &one.lost));
    table.none("left spinning", &all(&|one| &one.spun));
    let most = seen
        .iter()
        .map(|(_, one)| one.cpu)
        .max()
        .unwrap_or_default();
    table.told(
        "most time of a processor until the end, in ms",
        most.as_millis(),
    );
    let rest = seen.iter().filter(|(name, _)| !is_hang_up(name));
    let clean = rest.filter(|(_, one)| one.wrong.is_empty()).count();
    table.exactly("signals and panics: terminal as before", clean, others);
    table.none("not as it must be", &all(&|one| &one.wrong));
    let mut ends: Vec<i64> = seen
        .iter()
        .flat_map(|(_, one)| one.end_ms.clone())
        .collect();
    ends.sort_unstable();
    let figure = |place: usize| ends.get(place).copied().unwrap_or(0).unsigned_abs();
    table.told(
        "ms from the last byte to the exit, median",
        figure(ends.len() / 2),
    );
    table.told("  95 %", figure(ends.len() * 95 / 100));
    table.told("  longest", figure(ends.len().saturating_sub(1)));
    table
}

/// One console, with one POST.
fn one(name: &str, blow: Blow, hold: Duration, random: &mut Random) -> Seen {
    let world = World::new();
    let mut seen = Seen::default();
    world.nsso().add_fault(FaultRule {
        delay: Some(SignedDuration::try_from(hold).expect("seconds")),
        ..FaultRule::new(Operation::Post, FaultKind::Slow)
    });
    let mut start = Start::on(&world.home()).with(["--lang", "en"]);
    if matches!(blow, Blow::Panic) {
        start = start.env("DIMONITOR_FAIL", "key:panic");
    }
    let mut console = if matches!(blow, Blow::Stop) {
        start.by_hand()
    } else {
        start.open()
    };
    let file = world.file("in.json", entry(1).to_string());
    let ran = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    wait_until("the POST", || !world.nsso().ledger().posts.is_empty());
    // Any moment of it but its end.
    let hold_ms = u64::try_from(hold.as_millis()).expect("seconds");
    sleep(random.milliseconds(0..hold_ms * 2 / 3));
    seen.wrong = strike(&mut console, blow);
    let is_over = world.nsso().ledger().posts[0].at + hold;
    follow(&mut console, is_over, &mut seen);
    if matches!(blow, Blow::Stop) {
        // It was left by a key.
        seen.end_ms.clear();
    }
    if !matches!(blow, Blow::HangUp) {
        seen.wrong.extend(
            console
                .left_behind()
                .into_iter()
                .map(|what| format!("left: {what}")),
        );
    }
    judge(&world, &mut seen);
    for said in [
        &mut seen.wrong,
        &mut seen.doubts,
        &mut seen.lost,
        &mut seen.spun,
    ] {
        for what in said {
            what.insert_str(0, &format!("{name}: "));
        }
    }
    seen
}

/// Does it to the console; what is wrong afterwards.
fn strike(console: &mut Console, blow: Blow) -> Vec<String> {
    match blow {
        Blow::HangUp => console.hang_up(),
        Blow::Signal(signal) => console.signal(signal),
        Blow::Panic => console.press("j"),
        Blow::Stop => return stop_and_go(console),
    }
    Vec::new()
}

/// Stopped, the terminal is the shell's; continued, the console's again, until it is left.
fn stop_and_go(console: &mut Console) -> Vec<String> {
    let child = child_of(console.id()).expect("the shell has started it");
    let pid = Pid::from_raw(child.cast_signed()).expect("a number");
    kill_process(pid, Signal::TSTP).expect("it can be told");
    console.wait("the shell", |console| console.shows("Stopped"));
    let mut wrong: Vec<String> = console
        .left_behind()
        .into_iter()
        .map(|what| format!("stopped: {what}"))
        .collect();
    if state_of(child) != Some('T') {
        wrong.push(format!("stopped: it is {:?}", state_of(child)));
    }
    console.press(&format!("fg{ENTER}"));
    console.wait_for_line(&["Needs a person"]);
    console.press("q");
    console.wait("the end", |console| child_of(console.id()).is_none());
    wrong.extend(
        console
            .left_behind()
            .into_iter()
            .map(|what| format!("left: {what}")),
    );
    console.press(&format!("exit{ENTER}"));
    wrong
}

/// Watches it until it has ended.
fn follow(console: &mut Console, answered: Timestamp, seen: &mut Seen) {
    let (before, begun) = (cpu_of(console.id()).unwrap_or_default(), Instant::now());
    let end = Instant::now() + Duration::from_mins(1);
    let status = loop {
        if let Some(now) = cpu_of(console.id()) {
            seen.cpu = now.saturating_sub(before);
        }
        if let Some(status) = console.ended() {
            break Some(status);
        }
        if Instant::now() > end {
            break None;
        }
        sleep(Duration::from_millis(2));
    };
    let waited = begun.elapsed();
    let now = Timestamp::now();
    match status {
        None => seen.wrong.push("it does not end".to_owned()),
        Some(status) if status.signal().is_some() => {
            seen.wrong.push(format!("it ends by {status}"));
        }
        Some(_) if now < answered => seen.wrong.push("it did not wait for the answer".to_owned()),
        Some(_) => seen
            .end_ms
            .push(now.as_millisecond() - answered.as_millisecond()),
    }
    if seen.cpu > CPU + waited * CPU_PERCENT / 100 {
        let said = format!("{:?} of a processor in {waited:?}", seen.cpu);
        seen.spun.push(said);
    }
}

/// What the books say of its one POST.
fn judge(world: &World, seen: &mut Seen) {
    let books = Books::read(world);
    let found = books.compare(&HashSet::from(["T-00001".to_owned()]));
    for row in &books.rows {
        let is_recorded = row
            .posts()
            .any(|post| post.outcome.as_deref() == Some("taken"));
        match row.state {
            StateKind::InDoubt => seen.doubts.push("in doubt".to_owned()),
            _ if is_recorded => {}
            state => seen.lost.push(format!("not recorded, {}", state.as_str())),
        }
    }
    for said in [
        found.lost,
        found.duplicate,
        found.untracked,
        found.phantom,
        found.unjournalled,
    ] {
        seen.lost.extend(said);
    }
    if books.ledger.posts.len() != 1 {
        seen.lost
            .push(format!("{} POSTs", books.ledger.posts.len()));
    }
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_mins(1);
    while !is_so() {
        assert!(Instant::now() < end, "still not: {what}");
        sleep(Duration::from_millis(5));
    }
}

/// The fields of its line in /proc, from its state on; none when it has ended.
fn line_of(pid: u32) -> Option<Vec<String>> {
    let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = line.rsplit_once(") ")?;
    Some(fields.split(' ').map(str::to_owned).collect())
}

fn state_of(pid: u32) -> Option<char> {
    line_of(pid)?.first()?.chars().next()
}

/// Time of a processor that it has used, in steps of 10 ms.
fn cpu_of(pid: u32) -> Option<Duration> {
    let fields = line_of(pid)?;
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn child_of(pid: u32) -> Option<u32> {
    let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
    children.split_whitespace().next()?.parse().ok()
}
