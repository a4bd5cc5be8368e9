//! Killing the real binary at any moment: nothing lost, nothing sent twice.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests watch real processes in real time"
)]

mod common;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use common::{Running, World, entries, wait_until};
use dimonitor::simulator::Ledger;

/// How often each declaration was posted, and that none is unknown to us.
fn assert_books_agree(world: &World, ledger: &Ledger, expected: usize) {
    let mut posts: HashMap<&str, usize> = HashMap::new();
    for post in &ledger.posts {
        *posts.entry(&post.sha256).or_default() += 1;
    }
    assert_eq!(posts.len(), expected, "every declaration was posted");
    let twice: Vec<_> = posts.values().filter(|count| **count > 1).collect();
    assert!(
        twice.is_empty(),
        "{} declarations were posted twice",
        twice.len()
    );
    assert_eq!(ledger.counters.taken_twice, 0);
    assert_eq!(ledger.counters.schedule.too_early, 0);
    assert_eq!(ledger.counters.schedule.too_often, 0);
    let known: Vec<u64> = world
        .queue()
        .iter()
        .filter_map(|row| row["declaration_id"].as_u64())
        .collect();
    for number in ledger.posts.iter().filter_map(|post| post.declaration) {
        let doubts = || {
            let in_doubt = world
                .queue()
                .into_iter()
                .filter(|row| row["state"] == "in_doubt");
            in_doubt
                .map(|row| world.run(["queue", "show", &row["id"].to_string()]).stdout)
                .collect::<String>()
        };
        assert!(
            known.contains(&number),
            "declaration {number} is lost; in doubt:\n{}",
            doubts()
        );
    }
}

#[test]
fn a_submitting_process_killed_anywhere_carries_on() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(12));
    let submit = ["submit", file.to_str().unwrap(), "--wait", "--json"];
    // Ever later, so that every step of the way meets a kill.
    for delay in [
        0, 30, 60, 90, 120, 160, 200, 250, 300, 400, 600, 1_000, 2_500,
    ] {
        let mut running = world.start(submit);
        std::thread::sleep(Duration::from_millis(delay));
        running.kill();
    }
    let ran = world.run(submit);
    assert!(ran.code == 0 || ran.code == 1, "{}", ran.stderr);
    // A kill between claim and answer leaves a doubt; if the declaration arrived, the search ends it.
    let ledger = world.nsso().ledger();
    let never_sent = 12 - ledger.posts.len();
    assert_eq!(
        world.count("in_doubt"),
        never_sent,
        "only what never arrived is a person's"
    );
    assert_books_agree(&world, &ledger, 12 - never_sent);
}

/// Who has the lease, by process number.
fn active<'a>(world: &World, workers: &'a mut [Running]) -> Option<&'a mut Running> {
    let ledger = world.nsso().ledger();
    let agent = ledger.tokens.last()?.user_agent.clone()?;
    workers
        .iter_mut()
        .find(|worker| agent.contains(&format!("-{}-", worker.id())))
}

#[test]
fn two_workers_and_the_active_one_killed_twice() {
    const COUNT: u64 = 300;
    let world = World::new();
    let file = world.file("in.jsonl", entries(COUNT));
    assert_eq!(world.run(["submit", file.to_str().unwrap()]).code, 0);
    let mut workers = vec![world.start(["serve"]), world.start(["serve"])];
    for round in 1..=2_u64 {
        let goal = COUNT * round / 4;
        wait_until("some are sent", 60, || {
            world.nsso().counters().posts_read >= goal
        });
        active(&world, &mut workers)
            .expect("one of the two works")
            .kill();
        let (killed_at, before) = (Instant::now(), world.nsso().counters().token_requests);
        workers.push(world.start(["serve"]));
        wait_until("another one takes over", 5, || {
            world.nsso().counters().token_requests > before
        });
        println!("taken over after {:?}", killed_at.elapsed());
    }
    let is_over = |row: &serde_json::Value| {
        row["state"] == "accepted"
            || (row["state"] == "in_doubt" && row["look_ups"].as_u64() > Some(0))
    };
    wait_until("all are settled or looked up", 120, || {
        world.queue().iter().all(is_over)
    });
    let ledger = world.nsso().ledger();
    let sent = ledger.posts.len();
    assert_books_agree(&world, &ledger, sent);
    assert!(
        usize::try_from(COUNT).unwrap() - sent <= 8,
        "at most what was under way was never sent"
    );
    let active_workers: std::collections::HashSet<_> = ledger
        .tokens
        .iter()
        .map(|token| token.user_agent.clone())
        .collect();
    assert_eq!(
        ledger.tokens.len(),
        active_workers.len(),
        "one token request for each worker that was active"
    );
    for worker in &mut workers {
        if worker.0.try_wait().expect("known").is_none() {
            assert_eq!(
                worker.terminate(),
                0,
                "a worker that is told to stop ends well"
            );
        }
    }
}

#[test]
fn a_worker_told_to_stop_finishes_what_is_under_way() {
    let world = World::with_more("[[faults]]\non = \"post\"\nkind = \"slow\"\ndelay = \"2s\"\n");
    let file = world.file("in.jsonl", entries(4));
    world.run(["submit", file.to_str().unwrap()]);
    let mut worker = world.start(["serve"]);
    wait_until("the declarations are under way", 20, || {
        world.nsso().counters().posts_read == 4
    });
    assert_eq!(worker.terminate(), 0);
    assert_eq!(world.count("submitted"), 4, "never in doubt by a mere stop");
}
