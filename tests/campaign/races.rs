//! Many processes correct the same refused declaration at the same instant: one of them does, and
//! each of the others is told by whom and by which submission.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Size;
use crate::books::Books;
use crate::common::{Ran, World, entries};
use crate::kill::drain;
use crate::peek::{Barrier, Peek};
use crate::table::Table;

/// Every IN is refused, and so is every one that corrects it.
const REFUSED: &str = "[[exceptions]]\nemployer = \"0999999922\"\nkind = \"in\"\nresult = \"B\"\n\
    anomalies = [\"90017-369\"]\n";

/// At most so long everybody else waits behind the barrier: the program gives up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(6);

/// What the rounds came to.
#[derive(Default)]
struct Outcome {
    starts: u64,
    untold: Vec<String>,
    not_one_winner: Vec<String>,
    other_ends: Vec<String>,
    after_barrier: u64,
    /// Losers that got as far as the write.
    at_the_write: u64,
}

/// Runs the races.
pub fn run(size: Size) -> Table {
    let (processes, rounds) = (if size.long { 50 } else { 8 }, size.of(10, 200));
    let world = World::with_more(REFUSED);
    world.configure("[limits]\nsends = 16\npolls = 32\n");
    let file = world.file("in.jsonl", entries(rounds));
    let ran = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let _worker = world.start(["serve"]);
    drain(&world, 120);
    let refused: Vec<i64> = world
        .queue()
        .iter()
        .filter_map(|row| row["id"].as_i64().filter(|_| row["state"] == "refused"))
        .collect();
    assert_eq!(refused.len() as u64, rounds, "all are refused");

    let (peek, begun) = (Peek::into(&world), Instant::now());
    let mut outcome = Outcome::default();
    for (round, id) in refused.iter().enumerate() {
        // By turns: all at the door at once, and one after the other as they start.
        let barrier = round.is_multiple_of(2).then(|| Barrier::raise(&world));
        race(&world, &peek, *id, processes, barrier, &mut outcome);
    }
    let raced = begun.elapsed();
    drain(&world, 120);

    let books = Books::read(&world);
    let mut table = Table::new(format!("races: {processes} processes x {rounds} rounds"));
    table.exactly("processes started", outcome.starts, processes * rounds);
    table.told("  at a barrier", outcome.after_barrier);
    table.told(
        "  milliseconds each, on the whole",
        raced.as_millis() / u128::from(outcome.starts),
    );
    table.told("losers refused at the write", outcome.at_the_write);
    table.none("rounds without exactly one winner", &outcome.not_one_winner);
    table.none("losers not told who", &outcome.untold);
    table.none("ends that are neither", &outcome.other_ends);
    let successors = |id: i64| {
        let of_it = books
            .rows
            .iter()
            .filter(move |row| row.supersedes == Some(id));
        of_it.count()
    };
    let wrong: Vec<String> = refused
        .iter()
        .filter(|id| successors(**id) != 1)
        .map(|id| format!("{id} has {} successors", successors(*id)))
        .collect();
    table.none("refused ones without exactly one successor", &wrong);
    let posted: Vec<String> = books
        .rows
        .iter()
        .filter(|row| row.posts().count() != 1)
        .map(|row| format!("{} has {} attempts", row.id, row.posts().count()))
        .collect();
    table.none("rows without exactly one POST", &posted);
    table.exactly(
        "POSTs that the server read",
        books.ledger.posts.len(),
        rounds * 2,
    );
    books
        .compare(&std::collections::HashSet::new())
        .tell(&mut table);
    table
}

fn race(
    world: &World,
    peek: &Peek,
    id: i64,
    processes: u64,
    barrier: Option<Barrier>,
    outcome: &mut Outcome,
) {
    let number = id.to_string();
    let racers: Vec<Child> = (0..processes)
        .map(|place| {
            // Every other one is a program that reads JSON.
            let json = place.is_multiple_of(2).then_some("--json");
            world
                .command(["queue", "correct", &number].into_iter().chain(json))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("it starts")
        })
        .collect();
    outcome.starts += processes;
    if let Some(barrier) = barrier {
        wait_at_the_door(&racers);
        outcome.after_barrier += processes;
        drop(barrier);
    }
    let ends: Vec<Ran> = racers
        .into_iter()
        .map(|racer| Ran::from(racer.wait_with_output().expect("it ends")))
        .collect();
    let winners = ends.iter().filter(|end| end.code == 0).count();
    if winners != 1 {
        outcome
            .not_one_winner
            .push(format!("{id}: {winners} winners"));
    }
    let successor: Option<i64> =
        peek.value("SELECT id FROM submission WHERE supersedes = ?1", [id]);
    let successor = successor.map(|id| id.to_string()).unwrap_or_default();
    for end in ends.iter().filter(|end| end.code != 0) {
        // 1: it was faster; 2: it had been replaced before this one looked.
        let said = format!("{} {}", end.stdout.trim(), end.stderr.trim());
        let names_it = said
            .split(|character: char| !character.is_ascii_digit())
            .any(|word| word == successor && !word.is_empty());
        let names_who = said.contains(&format!("uid {}", rustix::process::getuid().as_raw()));
        outcome.at_the_write += u64::from(end.code == 1);
        if !matches!(end.code, 1 | 2) {
            outcome
                .other_ends
                .push(format!("{id}: {} {said}", end.code));
        } else if !(names_it && names_who) {
            outcome.untold.push(format!("{id} by {successor}: {said}"));
        }
    }
}

/// Waits until everybody has the queue open and nobody computes any more: they wait to write.
fn wait_at_the_door(racers: &[Child]) {
    let begun = Instant::now();
    let mut quiet = 0;
    let mut before = 0;
    while quiet < 5 && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(20));
        let ticks: Vec<u64> = racers
            .iter()
            .filter_map(|racer| ticks(racer.id()))
            .collect();
        let all_work = ticks.iter().all(|ticks| *ticks > 0);
        let sum = ticks.iter().sum();
        quiet = if all_work && sum == before {
            quiet + 1
        } else {
            0
        };
        before = sum;
    }
}

/// Time on the processor, in hundredths of a second.
fn ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}
