//! Lost answers: connections that hang, break or stop half way, after the server took the
//! declaration or before. Every one is in doubt in time, and none is ever posted again.

use std::collections::{HashMap, HashSet};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::domain::lifecycle::StateKind;
use dimonitor::simulator::{FaultKind, FaultRule, Operation};

use crate::Size;
use crate::books::Books;
use crate::common::{World, entry, ssin};
use crate::kill::drain;
use crate::peek::Peek;
use crate::table::Table;

const KINDS: [FaultKind; 8] = [
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::ResetBefore,
    FaultKind::ResetAfter,
    FaultKind::HalfBefore,
    FaultKind::HalfAfter,
    FaultKind::HangBefore,
    FaultKind::HangAfter,
];

/// Loses the answers.
pub fn run(size: Size) -> Table {
    let answers = size.of(20, 1_000);
    // The program's own limit in the long size.
    let limit = if size.long { 60 } else { 5 };
    // The short one also runs where everything else is tested at the same time.
    let slack = if size.long { 1 } else { 10 };
    let world = World::new();
    world.configure(&format!(
        "[http]\ntotal_timeout_seconds = {limit}\n[limits]\nsends = 64\npolls = 64\n"
    ));
    let told = hand_in(&world, answers);
    let _worker = world.start(["serve"]);
    let peek = Peek::into(&world);
    // A quarter of them hangs, and sixty-four may be out at once.
    let patience = limit * (answers / 256 + 2) + 30;
    wait_while(Duration::from_secs(patience), || {
        peek.count(
            "SELECT count(*) FROM submission WHERE state IN('queued', 'sending')",
            [],
        ) > 0
    });
    drain(&world, if size.long { 300 } else { 90 });

    let books = Books::read(&world);
    let (waits, without_doubt) = waits(&books);
    let longest = waits.iter().copied().max().unwrap_or(0);
    let mut table = Table::new(format!("lost answers, a time limit of {limit} s"));
    table.exactly("answers lost", books.rows.len(), answers);
    table.none("never in doubt", &without_doubt);
    table.at_most(
        "longest wait for the doubt, in ms",
        longest,
        (limit + slack) * 1_000,
    );
    table.exactly(
        "POSTs that the server read",
        books.ledger.posts.len(),
        answers,
    );
    let taken = books.ledger.counters.declarations_taken;
    table.exactly("  taken all the same", taken, answers / 2);
    let of_state = |state| {
        books
            .rows
            .iter()
            .filter(move |row| row.state == state)
            .count()
    };
    table.exactly(
        "found again by searching",
        of_state(StateKind::Accepted),
        taken,
    );
    table.exactly(
        "left in doubt for a person",
        of_state(StateKind::InDoubt),
        answers.saturating_sub(taken),
    );
    let (asked, believed) = attach_others(&world, &books, if size.long { 100 } else { 5 });
    table.told("numbers of other workers offered", asked);
    table.none("  and believed", &believed);
    books.compare(&told).tell(&mut table);
    table
}

/// Hands them all in, each with a fate of its own; the references that are queued.
fn hand_in(world: &World, answers: u64) -> HashSet<String> {
    for (number, kind) in (0..answers).zip(KINDS.iter().cycle()) {
        world.nsso().add_fault(FaultRule {
            worker: Some(ssin(number)),
            ..FaultRule::new(Operation::Post, *kind)
        });
    }
    let lines: Vec<String> = (0..answers)
        .map(|number| entry(number).to_string())
        .collect();
    let file = world.file("in.jsonl", lines.join("\n"));
    let ran = world.run(["submit", file.to_str().expect("UTF-8"), "--json"]);
    ran.rows()
        .iter()
        .filter_map(|row| Some(row["reference"].as_str()?.to_owned()))
        .collect()
}

/// How long each took to be in doubt, from when the server had read it, in milliseconds; and which
/// never were.
fn waits(books: &Books) -> (Vec<u128>, Vec<String>) {
    let read_at: HashMap<&str, jiff::Timestamp> = books
        .ledger
        .posts
        .iter()
        .filter_map(|post| Some((post.trace_id.as_deref()?, post.at)))
        .collect();
    let mut waits = Vec::new();
    let mut without_doubt = Vec::new();
    for row in &books.rows {
        let doubted = row
            .events
            .iter()
            .find(|event| event.to == Some(StateKind::InDoubt));
        let posted = row
            .posts()
            .next()
            .and_then(|post| read_at.get(post.trace_id.as_str()));
        match (doubted, posted) {
            (Some(doubted), Some(posted)) => {
                waits.push(
                    doubted
                        .at
                        .duration_since(*posted)
                        .as_millis()
                        .unsigned_abs(),
                );
            }
            _ => without_doubt.push(format!("{} is {}", row.reference, row.state.as_str())),
        }
    }
    (waits, without_doubt)
}

fn wait_while(patience: Duration, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while is_so() && begun.elapsed() < patience {
        sleep(Duration::from_millis(100));
    }
}

/// A person gives doubts the number of somebody else's declaration.
fn attach_others(world: &World, books: &Books, limit: usize) -> (usize, Vec<String>) {
    let foreign: Vec<u64> = books
        .rows
        .iter()
        .filter_map(|row| row.declaration)
        .collect();
    let doubts = books
        .rows
        .iter()
        .filter(|row| row.state == StateKind::InDoubt);
    let mut believed = Vec::new();
    let mut asked = 0;
    for (row, number) in doubts.zip(&foreign).take(limit) {
        let ran = world.run([
            "queue",
            "resolve",
            &row.id.to_string(),
            "--number",
            &number.to_string(),
        ]);
        asked += 1;
        if ran.code == 0 {
            believed.push(format!("{} is said to be {number}", row.reference));
        }
    }
    (asked, believed)
}
