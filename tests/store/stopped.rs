//! A process that is stopped in the middle of a write (SIGSTOP, a debugger, a frozen container)
//! keeps the file to itself: everybody else says so, and it goes on unharmed.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};

use super::common::{Running, World, entries, entry, wait_until};
use super::{journalled_posts, queue, submit};

/// Longer than anybody waits for the file.
const STOPPED: Duration = Duration::from_secs(12);

/// Ends by itself in far less; more is a process that hangs.
const LONGEST: Duration = Duration::from_secs(30);

fn signal(running: &Running, signal: Signal) {
    let pid = Pid::from_raw(running.id().cast_signed()).expect("a process number");
    kill_process(pid, signal).expect("it is there");
}

/// Whether it stands still, as the kernel sees it.
fn is_stopped(running: &Running) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", running.id()));
    let stat = stat.unwrap_or_default();
    stat.rsplit(')')
        .next()
        .is_some_and(|rest| rest.starts_with(" T"))
}

/// Whether somebody has a write under way at this moment.
fn is_written(path: &Path) -> bool {
    let raw = Connection::open(path).expect("a database");
    raw.busy_timeout(Duration::ZERO).expect("set");
    raw.execute_batch("BEGIN IMMEDIATE; ROLLBACK").is_err()
}

/// Stops a process at a moment at which it has a write under way.
fn stop_in_a_write(world: &World, running: &mut Running) {
    let begun = Instant::now();
    loop {
        assert!(begun.elapsed() < LONGEST, "it never writes");
        if queue(world).exists() && is_written(&queue(world)) {
            signal(running, Signal::STOP);
            wait_until("it stands still", 5, || is_stopped(running));
            if is_written(&queue(world)) {
                return;
            }
            signal(running, Signal::CONT);
        }
        let ended = running.0.try_wait().expect("ours");
        assert!(ended.is_none(), "it ended before it could be stopped");
    }
}

#[test]
fn a_submitter_that_is_stopped_in_a_write_keeps_nobody_from_an_answer() {
    let world = World::new();
    assert_eq!(submit(&world, 2).code, 0);
    let large = (1_000..4_000).map(|number| entry(number).to_string());
    let large = world.file("large.jsonl", large.collect::<Vec<_>>().join("\n"));
    let more = world.file("more.jsonl", entry(500).to_string());
    let mut stopped = world.start(["submit", large.to_str().expect("UTF-8")]);
    stop_in_a_write(&world, &mut stopped);
    let begun = Instant::now();
    let mut worker = world.start(["serve"]);
    let ran = world.run(["submit", more.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("locked for too long"), "{}", ran.stderr);
    assert!(begun.elapsed() < LONGEST);
    assert_eq!(world.queue().len(), 2, "reading goes on");
    assert_eq!(world.run(["store", "check"]).code, 0);
    std::thread::sleep(STOPPED.saturating_sub(begun.elapsed()));
    assert!(is_stopped(&stopped) && is_written(&queue(&world)));
    assert_eq!(world.nsso().ledger().posts.len(), 0, "no row, no POST");

    signal(&stopped, Signal::CONT);
    assert_eq!(stopped.0.wait().expect("it ends").code(), Some(0));
    assert_eq!(world.queue().len(), 3_002);
    wait_until("the worker goes on", 30, || {
        world.nsso().ledger().posts.len() > 2
    });
    assert_eq!(worker.terminate(), 0);
    let ledger = world.nsso().ledger();
    assert_eq!(
        journalled_posts(&queue(&world)),
        Ok(ledger.posts.len() as u64)
    );
    assert_eq!(ledger.counters.taken_twice, 0);
    assert_eq!(world.run(["store", "check"]).code, 0);
}

#[test]
fn a_worker_that_is_stopped_in_a_write_goes_on_where_it_was() {
    let world = World::new();
    assert_eq!(submit(&world, 60).code, 0);
    let more = world.file("more.jsonl", entries(1));
    let mut stopped = world.start(["serve"]);
    wait_until("it sends", 30, || !world.nsso().ledger().posts.is_empty());
    stop_in_a_write(&world, &mut stopped);
    let begun = Instant::now();
    // What had left it before.
    std::thread::sleep(Duration::from_millis(300));
    let posts = world.nsso().ledger().posts.len();
    let mut second = world.start(["serve"]);
    let ran = world.run(["submit", more.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert_eq!(world.queue().len(), 60, "reading goes on");
    std::thread::sleep(STOPPED.saturating_sub(begun.elapsed()));
    assert_eq!(
        world.nsso().ledger().posts.len(),
        posts,
        "nobody sends in its place"
    );
    let written = journalled_posts(&queue(&world)).expect("readable");
    assert!(written >= posts as u64, "{written} rows, {posts} POSTs");

    signal(&stopped, Signal::CONT);
    wait_until("it sends the rest", 60, || world.count("queued") == 0);
    assert_eq!((stopped.terminate(), second.terminate()), (0, 0));
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let ledger = world.nsso().ledger();
    assert_eq!((ledger.posts.len(), ledger.counters.taken_twice), (60, 0));
    assert_eq!(journalled_posts(&queue(&world)), Ok(60));
    assert_eq!(world.run(["store", "check"]).code, 0);
}
