//! Named steps: the process dies, a task panics, or something fails at each step from the queue to
//! the result, each in a world of its own. Needs a program with fail points
//! (`--features failpoints`); what happens between two bytes is done from the server's side.

use std::collections::HashSet;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::domain::lifecycle::StateKind;
use dimonitor::simulator::{FaultKind, FaultRule, Operation};

use crate::Size;
use crate::books::Books;
use crate::common::{Running, World, entry};
use crate::crowd::at_once;
use crate::kill::drain;
use crate::peek::Peek;
use crate::table::Table;

/// Worlds at once: most of the time they wait.
const AT_ONCE: usize = 12;

/// A step, what it is called in the program, and what is left of it when it goes wrong there.
struct Step {
    name: &'static str,
    point: &'static str,
    /// POSTs that the server reads after a death, a panic, a failure.
    posts: [usize; 3],
    /// Whether it leaves a doubt that no search can end.
    is_doubt: [bool; 3],
}

const STEPS: [Step; 9] = [
    step("enqueue commit", "enqueue", [1, 1, 1], [false; 3]),
    step("token in hand", "token", [1, 1, 1], [false; 3]),
    step("claim and journal commit", "claim", [1, 1, 1], [false; 3]),
    step("connect", "connect", [0, 0, 1], [true, true, false]),
    step("header read", "header", [1, 1, 1], [false; 3]),
    // Of a 503, whose body says that nothing was taken; that of a 201 is never read.
    step("body read", "body", [1, 1, 1], [true, true, true]),
    step("Location commit", "taken", [1, 1, 1], [false; 3]),
    step("GET", "get", [1, 1, 1], [false; 3]),
    step("result commit", "answered", [1, 1, 1], [false; 3]),
];

const fn step(
    name: &'static str,
    point: &'static str,
    posts: [usize; 3],
    is_doubt: [bool; 3],
) -> Step {
    Step {
        name,
        point,
        posts,
        is_doubt,
    }
}

const ACTIONS: [&str; 3] = ["kill", "panic", "error"];

/// What happens on the wire, where no code of ours runs: the server takes it or not, and the
/// process dies or the connection breaks.
const WIRE: [(&str, &str, FaultKind, bool); 4] = [
    ("first byte", "kill", FaultKind::HangBefore, true),
    ("first byte", "error", FaultKind::ResetBefore, true),
    ("last byte", "kill", FaultKind::HangAfter, false),
    ("last byte", "error", FaultKind::ResetAfter, false),
];

/// One case, ready to be run.
struct Case {
    name: String,
    how: How,
    posts: usize,
    ends: StateKind,
}

#[derive(Clone, Copy)]
enum How {
    Point(&'static str, &'static str),
    Fault(FaultKind, bool),
}

/// What became of a case.
struct Ended {
    name: String,
    posts: usize,
    expected: usize,
    wrong: Vec<String>,
}

/// Runs every case.
pub fn run(_size: Size) -> Table {
    let mut table = Table::new("named steps");
    if cfg!(not(feature = "failpoints")) {
        println!("steps: SKIPPED, this build has no fail points (--features failpoints)");
        return table;
    }
    let mut ended = at_once(AT_ONCE, cases(), |case| run_case(&case));
    ended.sort_by(|one, other| one.name.cmp(&other.name));
    for case in &ended {
        table.exactly(format!("{}: POSTs", case.name), case.posts, case.expected);
    }
    let wrong: Vec<String> = ended.into_iter().flat_map(|case| case.wrong).collect();
    table.none("not as it must be in the end", &wrong);
    table
}

fn cases() -> Vec<Case> {
    let points = STEPS.iter().enumerate().flat_map(|(place, step)| {
        // The two on the wire stand between.
        let place = if place > 3 { place + 3 } else { place + 1 };
        (0..ACTIONS.len()).map(move |action| Case {
            name: format!("{place:>2} {} | {}", step.name, ACTIONS[action]),
            how: How::Point(step.point, ACTIONS[action]),
            posts: step.posts[action],
            ends: if step.is_doubt[action] {
                StateKind::InDoubt
            } else {
                StateKind::Accepted
            },
        })
    });
    let wire = WIRE.iter().map(|(name, action, kind, is_doubt)| Case {
        name: format!("{:>2} {name} | {action}", if *is_doubt { 5 } else { 6 }),
        how: How::Fault(*kind, *action == "kill"),
        posts: 1,
        ends: if *is_doubt {
            StateKind::InDoubt
        } else {
            StateKind::Accepted
        },
    });
    points.chain(wire).collect()
}

fn run_case(case: &Case) -> Ended {
    let world = World::new();
    let mut wrong = Vec::new();
    let file = world.file("in.json", entry(1).to_string());
    let path = file.to_str().expect("UTF-8").to_owned();
    match case.how {
        How::Point("enqueue", action) => {
            let mut submit = world.command(["submit", &path]);
            let ran = submit
                .env("DIMONITOR_FAIL", format!("enqueue:{action}"))
                .output()
                .expect("it starts");
            let said = String::from_utf8_lossy(&ran.stderr);
            if ran.status.success() || !said.contains("fail point enqueue") {
                wrong.push(format!("{}: {} {said}", case.name, ran.status));
            }
        }
        How::Point(point, action) => {
            if point == "body" {
                let fault = FaultRule::new(Operation::Post, FaultKind::ServiceUnavailable);
                world.nsso().add_fault(fault.times(1));
            }
            world.run(["submit", &path]);
            wrong.extend(fail_at(&world, point, action).map(|why| format!("{}: {why}", case.name)));
        }
        How::Fault(kind, is_kill) => {
            world
                .nsso()
                .add_fault(FaultRule::new(Operation::Post, kind));
            world.run(["submit", &path]);
            let mut worker = world.start(["serve"]);
            wait_until(|| world.nsso().counters().posts_read > 0);
            if is_kill {
                worker.kill();
            } else {
                wait_until(|| Peek::into(&world).count(MOVING, []) == 0);
                worker.terminate();
            }
            world.nsso().clear_faults();
        }
    }
    // A person hands it in again, for all he knows; and somebody works who does not fail.
    let told = world.run(["submit", &path, "--json"]);
    if told.code != 0 {
        // 1: it is in doubt or the like already.
        let known = told.stdout.contains("\"known\"");
        if told.code != 1 || !known {
            wrong.push(format!("{}: {}{}", case.name, told.stdout, told.stderr));
        }
    }
    let _worker = world.start(["serve"]);
    drain(&world, 90);
    let books = Books::read(&world);
    let found = books.compare(&HashSet::from(["T-00001".to_owned()]));
    let all = [
        found.lost,
        found.duplicate,
        found.untracked,
        found.phantom,
        found.wrong,
        found.stuck,
        found.reposted,
        found.unjournalled,
    ];
    for said in all.concat() {
        wrong.push(format!("{}: {said}", case.name));
    }
    let states: Vec<StateKind> = books.rows.iter().map(|row| row.state).collect();
    if states != [case.ends] {
        wrong.push(format!("{}: ends as {states:?}", case.name));
    }
    Ended {
        name: case.name.clone(),
        posts: books.ledger.posts.len(),
        expected: case.posts,
        wrong,
    }
}

const MOVING: &str = "SELECT count(*) FROM submission WHERE state IN('queued', 'sending')";

/// Lets a worker fail at this point, and get over it if it can; says what is not as it must be.
fn fail_at(world: &World, point: &str, action: &str) -> Option<String> {
    let log = world.folder.path().join("stderr");
    let child = world
        .command(["serve"])
        .env("DIMONITOR_FAIL", format!("{point}:{action}"))
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&log).expect("a file"))
        .spawn()
        .expect("it starts");
    let mut worker = Running(child);
    let has_struck = || {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        said.contains(&format!("fail point {point}"))
    };
    if !wait_until(has_struck) {
        return Some("the fail point was never reached".to_owned());
    }
    if action == "kill" {
        let died = wait_until(|| worker.0.try_wait().is_ok_and(|ended| ended.is_some()));
        return (!died).then(|| "still alive".to_owned());
    }
    // It goes on with all that it has.
    let peek = Peek::into(world);
    if !wait_until(|| peek.count(MOVING, []) == 0) {
        return Some("it did not get over it".to_owned());
    }
    match worker.terminate() {
        0 => None,
        code => Some(format!("ended with {code}")),
    }
}

fn wait_until(mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_mins(1) {
        if is_so() {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}
