//! Five workers, and the one that polls is killed: another one takes over, and never do two poll.

use std::collections::HashMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use dimonitor::simulator::Ledger;

use crate::Size;
use crate::books::Books;
use crate::common::{World, entry};
use crate::kill::drain;
use crate::peek::Peek;
use crate::table::Table;

const WORKERS: usize = 5;

/// So slow that there is always somebody to ask for.
const SLOW: &str = "[[exceptions]]\nemployer = \"0999999922\"\nprocessing = \"20s\"\n";

/// Kills the poller, again and again.
pub fn run(size: Size) -> Table {
    let rounds = size.of(5, 100);
    // The short one also runs where everything else is tested at the same time.
    let limit = Duration::from_secs(if size.long { 5 } else { 20 });
    let world = World::with_more(SLOW);
    submit(&world, 0);
    let mut workers: Vec<_> = (0..WORKERS).map(|_| world.start(["serve"])).collect();
    let peek = Peek::into(&world);
    let mut waits = Vec::new();
    let mut late = Vec::new();
    for round in 1..=rounds {
        submit(&world, round);
        // Somebody works, and has asked the server for something.
        let before = wait_for(Duration::from_secs(30), || {
            let agent = latest_agent(&world)?;
            workers.iter().position(|worker| {
                peek.holder() == Some(worker.id()) && agent.contains(&format!("-{}-", worker.id()))
            })
        });
        let Some(place) = before else {
            late.push(format!("round {round}: nobody polls"));
            continue;
        };
        let old = format!("-{}-", workers[place].id());
        workers[place].kill();
        let killed = Instant::now();
        let taken = wait_for(Duration::from_secs(30), || {
            latest_agent(&world).filter(|agent| !agent.contains(&old))
        });
        let wait = killed.elapsed();
        if taken.is_none() || wait > limit {
            late.push(format!("round {round}: {wait:?}"));
        }
        waits.push(wait.as_millis());
        workers[place] = world.start(["serve"]);
    }
    drain(&world, 180);

    let books = Books::read(&world);
    let mut table = Table::new(format!(
        "take-over: {WORKERS} workers, {rounds} pollers killed"
    ));
    waits.sort_unstable();
    table.exactly("pollers killed", waits.len(), rounds);
    table.none(format!("later than {} s", limit.as_secs()), &late);
    table.told(
        "median until the next one asks, in ms",
        waits.get(waits.len() / 2).copied().unwrap_or(0),
    );
    table.told("longest, in ms", waits.last().copied().unwrap_or(0));
    let (pollers, overlaps) = overlaps(&books.ledger);
    table.at_least("pollers that the server saw", pollers, rounds + 1);
    table.none("requests of one after its successor's", &overlaps);
    let schedule = books.ledger.counters.schedule;
    table.told("GETs", books.ledger.counters.gets);
    table.told(
        "  too early or too often",
        schedule.too_early + schedule.too_often,
    );
    books
        .compare(&std::collections::HashSet::new())
        .tell(&mut table);
    table
}

fn submit(world: &World, number: u64) {
    let file = world.file("next.json", entry(number).to_string());
    let ran = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

fn wait_for<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        let found = look();
        if found.is_some() || begun.elapsed() > patience {
            return found;
        }
        sleep(Duration::from_millis(10));
    }
}

/// Every request of a worker, in the order in which the server read them.
fn requests(ledger: &Ledger) -> Vec<(jiff::Timestamp, &str)> {
    let tokens = ledger.tokens.iter().map(|one| (one.at, &one.user_agent));
    let posts = ledger.posts.iter().map(|one| (one.at, &one.user_agent));
    let gets = ledger.gets.values().flatten();
    let gets = gets.map(|one| (one.at, &one.user_agent));
    let mut requests: Vec<_> = tokens
        .chain(posts)
        .chain(gets)
        .filter_map(|(at, agent)| Some((at, agent.as_deref()?)))
        .collect();
    requests.sort_by_key(|(at, _)| *at);
    requests
}

fn latest_agent(world: &World) -> Option<String> {
    let ledger = world.nsso().ledger();
    requests(&ledger)
        .last()
        .map(|(_, agent)| (*agent).to_owned())
}

/// How many polled, and each request that came after one of a later poller.
fn overlaps(ledger: &Ledger) -> (usize, Vec<String>) {
    let mut turns: HashMap<&str, usize> = HashMap::new();
    let mut latest = 0;
    let mut overlaps = Vec::new();
    for (at, agent) in requests(ledger) {
        let next = turns.len();
        let turn = *turns.entry(agent).or_insert(next);
        if turn < latest {
            overlaps.push(format!("{agent} at {at}, after {} others", latest - turn));
        }
        latest = latest.max(turn);
    }
    (turns.len(), overlaps)
}
