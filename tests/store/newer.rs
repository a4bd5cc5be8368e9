//! Files that a later version has been at: open to this one or closed, before it starts or while
//! it works.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::common::{World, entry, wait_until};
use super::{journalled_posts, queue, submit};

/// Brings the file to the version after its own, as a program would whose release is 9.8.7. The
/// earliest program that may use it is of its own version, or so many later.
fn bring_up(path: &Path, later: i32) {
    let raw = Connection::open(path).expect("a database");
    raw.busy_timeout(Duration::from_secs(10)).expect("set");
    let version: i32 = raw
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .expect("read");
    raw.execute_batch(&format!(
        "BEGIN EXCLUSIVE;
         ALTER TABLE submission ADD COLUMN channel TEXT NOT NULL DEFAULT 'web';
         CREATE TABLE remark(id INTEGER PRIMARY KEY, submission_id INTEGER NOT NULL REFERENCES submission) STRICT;
         INSERT INTO remark(submission_id) SELECT id FROM submission;
         PRAGMA user_version = {};
         UPDATE meta SET value = '{}' WHERE key = 'min_reader';
         UPDATE meta SET value = '9.8.7' WHERE key = 'program';
         COMMIT",
        version + 1,
        version + later
    ))
    .expect("brought up");
}

fn count(path: &Path, sql: &str) -> i64 {
    let raw = Connection::open(path).expect("a database");
    raw.query_row(sql, [], |row| row.get(0)).expect("read")
}

#[test]
fn a_newer_file_that_names_us_is_worked_on() {
    let world = World::new();
    assert_eq!(submit(&world, 5).code, 0);
    bring_up(&queue(&world), 0);
    let version = count(&queue(&world), "PRAGMA user_version");
    let more = world.file("more.jsonl", entry(500).to_string());
    let more = more.to_str().expect("UTF-8");
    let copy = world.folder.path().join("copy.db");
    let copy = copy.to_str().expect("UTF-8");
    for command in [
        &["submit", more][..],
        &["queue", "list"],
        &["--read-only", "queue", "list"],
        &["queue", "withdraw", "5"],
        &["serve", "--until-idle"],
        &["store", "check"],
        &["store", "backup", copy],
        &["store", "check", copy],
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 0, "{command:?}: {}", ran.stderr);
    }
    assert_eq!((world.count("accepted"), world.count("cancelled")), (5, 1));
    assert_eq!(count(&queue(&world), "PRAGMA user_version"), version);
    assert_eq!(count(&queue(&world), "SELECT count(*) FROM remark"), 5);
    let web = "SELECT count(*) FROM submission WHERE channel = 'web'";
    assert_eq!(count(&queue(&world), web), 6);
    assert_eq!(world.nsso().ledger().counters.taken_twice, 0);
    // What takes all of the file to be known.
    let before = std::fs::read(queue(&world)).expect("readable");
    let new = world.folder.path().join("new.db");
    for command in [
        &["purge"][..],
        &["purge", "--dry-run"],
        &["store", "recover", "--into", new.to_str().expect("UTF-8")],
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 4, "{command:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("newer dimonitor"), "{}", ran.stderr);
    }
    assert!(!new.exists());
    assert_eq!(std::fs::read(queue(&world)).expect("readable"), before);
}

/// After eight declarations the worker is told to come back later.
const SOME: &str =
    "[[faults]]\non = \"post\"\nkind = \"too_many_requests\"\nevery = 9\nretry_after = \"10s\"\n";

/// The worker lets go of it by itself, says what to install, and nothing more is sent.
#[test]
fn a_worker_ends_when_the_file_is_closed_to_it() {
    let world = World::with_more(SOME);
    assert_eq!(submit(&world, 40).code, 0);
    let mut worker = world.start_watched(["serve"]);
    let mut quiet = 0;
    wait_until("it waits, nothing under way", 30, || {
        let read = world.nsso().counters().posts_read;
        let still = read > 8 && world.count("sending") == 0;
        let still = still && read == world.nsso().counters().posts_read;
        quiet = if still { quiet + 1 } else { 0 };
        quiet == 5
    });
    bring_up(&queue(&world), 1);
    let mut code = None;
    wait_until("it ends by itself", 30, || {
        let ended = worker.0.try_wait().expect("ours");
        code = ended.map(|ended| ended.code());
        code.is_some()
    });
    assert_eq!(code, Some(Some(4)));
    assert!(world.said_anywhere("Install dimonitor 9.8.7 or later"));
    let posts = world.nsso().ledger().posts.len();
    let taken = world.nsso().counters().declarations_taken;
    assert!(
        (8..40).contains(&taken),
        "{taken}: it was in the middle of it"
    );
    let before = std::fs::read(queue(&world)).expect("readable");
    for command in [
        &["queue", "list"][..],
        &["serve", "--until-idle"],
        &["store", "check"],
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 4, "{command:?}: {}", ran.stderr);
    }
    assert_eq!(std::fs::read(queue(&world)).expect("readable"), before);
    assert_eq!(world.nsso().ledger().posts.len(), posts);
    assert_eq!(journalled_posts(&queue(&world)), Ok(posts as u64));
    // A program that may use it goes on where that one ended.
    world.nsso().clear_faults();
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch("UPDATE meta SET value = '1' WHERE key = 'min_reader'")
        .expect("opened");
    drop(raw);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let ledger = world.nsso().ledger();
    let counters = &ledger.counters;
    assert_eq!((counters.declarations_taken, counters.taken_twice), (40, 0));
    assert_eq!(world.count("queued") + world.count("sending"), 0);
    assert_eq!(world.run(["store", "check"]).code, 0);
}
