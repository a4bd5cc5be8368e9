//! Files that were cut, flipped, written by a newer program, or are kept by somebody.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::common::{World, wait_until};
use super::random::Random;
use super::{assert_orderly, journalled_posts, queue, rounds, submit};

/// Ends by itself in far less; more is a process that hangs.
const LONGEST: Duration = Duration::from_secs(30);

/// Every command reads or refuses; what is sent is what was handed in, each time with a row of
/// its own that was written before.
#[test]
fn damaged_files_are_reported_or_do_not_matter() {
    let rounds = rounds("DIMONITOR_DAMAGED", 60);
    let world = World::new();
    assert_eq!(submit(&world, 24).code, 0);
    let whole = std::fs::read(queue(&world)).expect("readable");
    let more = world.file("more.jsonl", super::common::entry(500).to_string());
    let more = more.to_str().expect("UTF-8");
    assert_eq!(world.run(["submit", more]).code, 0);
    let messages: HashSet<String> = Connection::open(queue(&world))
        .expect("a database")
        .prepare("SELECT lower(hex(payload_sha256)) FROM body")
        .expect("a statement")
        .query_map([], |row| row.get(0))
        .expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    let mut random = Random::new(2_026);
    let (mut reported, mut unharmed, mut sent) = (0, 0, 0);
    for round in 0..rounds {
        let mut bytes = whole.clone();
        match round % 3 {
            0 => bytes.truncate(random.below(whole.len())),
            1 => bytes[random.below(whole.len())] ^= 1 << random.below(8),
            _ => {
                for _ in 0..random.below(200) {
                    let at = random.below(whole.len());
                    bytes[at] = random.byte();
                }
            }
        }
        put(&world, &bytes);
        let mut codes = Vec::new();
        let new = world.folder.path().join(format!("new-{round}.db"));
        let into = new.to_str().expect("UTF-8");
        for command in [
            &["store", "check"][..],
            &["store", "check", "--quick", "--json"],
            &["queue", "list", "--json"],
            &["queue", "show", "3"],
            &["store", "recover", "--into", into],
            &["submit", more],
        ] {
            let begun = Instant::now();
            let ran = world.run(command);
            assert!(begun.elapsed() < LONGEST, "round {round}: {command:?}");
            assert_orderly(&ran, &format!("round {round}: {command:?}"));
            codes.push(ran.code);
        }
        if codes[0] == 0 {
            unharmed += 1;
        } else {
            reported += 1;
        }
        let _ = std::fs::remove_file(&new);
        if round % 10 == 1 {
            sent += serve_for_a_while(&world, &messages, round);
        }
    }
    println!("{rounds} damaged files: {reported} reported, {unharmed} unharmed, {sent} POSTs");
    assert!(reported > 0, "damage is seen");
}

/// Puts the file in the place of the queue, without what a killed program left beside it.
fn put(world: &World, bytes: &[u8]) {
    for end in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(queue(world).with_file_name(format!("queue.db{end}")));
    }
    std::fs::write(queue(world), bytes).expect("written");
}

fn serve_for_a_while(world: &World, messages: &HashSet<String>, round: usize) -> usize {
    let before = world.nsso().ledger().posts.len();
    let journalled = journalled_posts(&queue(world)).unwrap_or(0);
    let mut worker = world.start(["serve"]);
    std::thread::sleep(Duration::from_secs(2));
    worker.terminate();
    let ledger = world.nsso().ledger();
    let posts = &ledger.posts[before..];
    for post in posts {
        let is_ours = messages.contains(&post.sha256);
        assert!(is_ours, "round {round}: nobody handed this in");
    }
    if posts.is_empty() {
        return 0;
    }
    let written = journalled_posts(&queue(world)).expect("who sends can write");
    assert!(
        written - journalled >= posts.len() as u64,
        "round {round}: {} POSTs, {} rows",
        posts.len(),
        written - journalled
    );
    posts.len()
}

#[test]
fn a_newer_file_stays_byte_for_byte_whatever_is_asked() {
    let world = World::new();
    assert_eq!(submit(&world, 2).code, 0);
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.pragma_update(None, "user_version", 999).expect("set");
    drop(raw);
    let before = std::fs::read(queue(&world)).expect("readable");
    let copy = world.folder.path().join("copy.db");
    let path = copy.to_str().expect("UTF-8");
    let file = world.file("in.jsonl", super::common::entries(3));
    for command in [
        &["queue", "list"][..],
        &["queue", "withdraw", "1"],
        &["submit", file.to_str().expect("UTF-8")],
        &["serve", "--until-idle"],
        &["store", "check"],
        &["store", "backup", path],
        &["store", "recover", "--into", path],
        &["purge"],
        &["purge", "--dry-run"],
        &["--read-only", "queue", "list"],
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 4, "{command:?}: {}", ran.stderr);
        assert!(
            ran.stderr.contains("schema 999"),
            "{command:?}: {}",
            ran.stderr
        );
        assert_eq!(
            std::fs::read(queue(&world)).expect("readable"),
            before,
            "{command:?}"
        );
    }
    assert!(!copy.exists());
    assert_eq!(world.nsso().ledger().posts.len(), 0);
}

/// Somebody keeps the file to himself for longer than anybody waits.
#[test]
fn a_file_that_stays_locked_is_said_and_nothing_is_sent() {
    let world = World::new();
    assert_eq!(submit(&world, 2).code, 0);
    let more = world.file("more.jsonl", super::common::entry(500).to_string());
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch("BEGIN EXCLUSIVE").expect("locked");
    let mut worker = world.start(["serve"]);
    let begun = Instant::now();
    let ran = world.run(["submit", more.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
    assert!(ran.stderr.contains("locked for too long"), "{}", ran.stderr);
    assert!(begun.elapsed() < LONGEST);
    assert_eq!(world.run(["queue", "list"]).code, 0, "reading goes on");
    assert_eq!(world.run(["store", "check"]).code, 0);
    assert_eq!(world.nsso().ledger().posts.len(), 0, "no row, no POST");
    raw.execute_batch("ROLLBACK").expect("free");
    drop(raw);
    wait_until("it goes on by itself", 30, || {
        world.nsso().ledger().posts.len() == 2
    });
    assert_eq!(worker.terminate(), 0);
    assert_eq!(world.count("queued"), 0);
}
