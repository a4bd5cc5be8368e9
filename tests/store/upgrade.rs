//! A migration that is killed at any moment leaves the old file or the new one.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::common::World;
use super::random::Random;
use super::{queue, rounds};

const FIRST: &str = include_str!("../../src/store/sqlite/migrations/0001.sql");

/// Rows of the old file: enough for the way up to take a moment.
const ROWS: u32 = 3_000;

/// A file of the first version in the place of the queue.
fn put_first_version(path: &Path) {
    let raw = Connection::open(path).expect("made");
    raw.execute_batch("PRAGMA journal_mode = WAL; BEGIN")
        .expect("begun");
    raw.execute_batch(FIRST).expect("made");
    raw.execute_batch(
        "PRAGMA application_id = 0x44494D4F; PRAGMA user_version = 1;
         INSERT INTO meta(key, value) VALUES('environment', 'sandbox');
         INSERT INTO account(id, name) VALUES(1, 'main');",
    )
    .expect("ours");
    raw.execute(
        "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ?1)
         INSERT INTO submission(id, uid, account_id, kind, state, created_at, updated_at, business_key,
           created_by, reference, worker_type, employer, worker_name, start_date)
         SELECT id, randomblob(16), 1, 'in', 'rejected', 10, 3600000 * id, randomblob(32), 'Eva',
           'ref ' || id, 'OTH', '0999.999.922', 'Testmans ' || id, '2026-11-02' FROM n",
        [ROWS],
    )
    .expect("filled");
    raw.execute_batch(
        "INSERT INTO body(submission_id, payload_sha256) SELECT id, zeroblob(32) FROM submission; COMMIT",
    )
    .expect("filled");
}

/// What a file is: its version, everything that its schema says, and whether it is whole.
#[derive(Debug, PartialEq, Eq)]
struct Face {
    version: i32,
    schema: Vec<String>,
    rows: i64,
    verdict: String,
}

/// Looked at in a copy, as whoever comes after a kill would find it.
fn face(path: &Path) -> Face {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("queue.db");
    std::fs::copy(path, &copy).expect("copied");
    let log = path.with_file_name("queue.db-wal");
    if log.exists() {
        std::fs::copy(log, folder.path().join("queue.db-wal")).expect("copied");
    }
    let raw = Connection::open(&copy).expect("a database");
    let schema = raw
        .prepare("SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")
        .expect("a statement")
        .query_map([], |row| row.get(0))
        .expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    let one = |sql: &str| raw.query_row(sql, [], |row| row.get(0)).expect("read");
    Face {
        version: raw
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .expect("read"),
        schema,
        rows: one("SELECT count(*) FROM submission"),
        verdict: raw
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .expect("read"),
    }
}

fn forget(path: &Path) {
    for end in [
        "",
        "-wal",
        "-shm",
        ".v1",
        ".v1.making",
        ".v1.making-journal",
    ] {
        let _ = std::fs::remove_file(path.with_file_name(format!("queue.db{end}")));
    }
}

#[test]
fn a_killed_migration_leaves_the_old_file_or_the_new_one() {
    let rounds = rounds("DIMONITOR_MIGRATIONS", 20);
    let world = World::new();
    std::fs::create_dir_all(world.home().join("sandbox")).expect("made");
    let path = queue(&world);
    let pristine = world.folder.path().join("first.db");
    put_first_version(&pristine);
    let old = face(&pristine);
    std::fs::copy(&pristine, &path).expect("copied");
    let begun = Instant::now();
    assert_eq!(world.run(["queue", "list", "--limit", "1"]).code, 0);
    let takes = begun.elapsed();
    let new = face(&path);
    assert_eq!((old.version, old.rows), (1, i64::from(ROWS)));
    assert!(new.version > 1);
    assert_eq!((new.rows, new.verdict.as_str()), (i64::from(ROWS), "ok"));
    let mut random = Random::new(47);
    let (mut stayed, mut went) = (0, 0);
    for round in 0..rounds {
        forget(&path);
        std::fs::copy(&pristine, &path).expect("copied");
        let mut running = world.start(["queue", "list", "--limit", "1"]);
        let micros = usize::try_from(takes.as_micros()).expect("short");
        let wait = random.below(micros + micros / 10) as u64;
        std::thread::sleep(Duration::from_micros(wait));
        running.kill();
        let found = face(&path);
        if found == old {
            stayed += 1;
        } else {
            assert_eq!(found, new, "round {round}, killed after {wait} us");
            went += 1;
        }
        if round % 5 == 0 {
            // And the next one finishes what was begun, over whatever the killed one left.
            assert_eq!(world.run(["store", "check"]).code, 0, "round {round}");
            assert_eq!(
                world.run(["queue", "list", "--limit", "1"]).code,
                0,
                "round {round}"
            );
            assert_eq!(face(&path), new, "round {round}");
            let copy = path.with_file_name("queue.db.v1");
            let copy = copy.to_str().expect("UTF-8");
            if found == old {
                assert_eq!(world.run(["store", "check", copy]).code, 0, "round {round}");
            }
        }
    }
    println!("{rounds} killed within {takes:?}: {stayed} old, {went} new, 0 between");
    assert!(stayed > 0, "some were early");
}
