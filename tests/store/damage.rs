//! Files that were written by a newer program, or are kept by somebody.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::common::{World, wait_until};
use super::{queue, submit};

/// Ends by itself in far less; more is a process that hangs.
const LONGEST: Duration = Duration::from_secs(30);

#[test]
fn a_newer_file_stays_byte_for_byte_whatever_is_asked() {
    let world = World::new();
    assert_eq!(submit(&world, 2).code, 0);
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch(
        "PRAGMA user_version = 999;
         UPDATE meta SET value = '999' WHERE key = 'min_reader';
         UPDATE meta SET value = '9.8.7' WHERE key = 'program';",
    )
    .expect("set");
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
        let release = "Install dimonitor 9.8.7 or later";
        assert!(
            ran.stderr.contains(release) || command.contains(&"recover"),
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
