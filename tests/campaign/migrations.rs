//! Files of every version that there ever was are brought up, and the program that does it is
//! killed at any moment: what it leaves is the old file or the new one. And how long it takes.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;

use crate::Size;
use crate::common::World;
use crate::random::Random;
use crate::table::Table;

/// All but the last: each leads to the version of its place.
const MIGRATIONS: [&str; 7] = [
    include_str!("../../src/store/sqlite/migrations/0001.sql"),
    include_str!("../../src/store/sqlite/migrations/0002.sql"),
    include_str!("../../src/store/sqlite/migrations/0003.sql"),
    include_str!("../../src/store/sqlite/migrations/0004.sql"),
    include_str!("../../src/store/sqlite/migrations/0005.sql"),
    include_str!("../../src/store/sqlite/migrations/0006.sql"),
    include_str!("../../src/store/sqlite/migrations/0007.sql"),
];

/// Rows of the files that are killed over: enough for the way up to take a moment.
const ROWS: u64 = 3_000;

/// Rows of those whose way up is timed, in the long size.
const MANY: u64 = 100_000;

/// Fills a file of this version.
fn put_version(path: &Path, version: usize, rows: u64) {
    let raw = Connection::open(path).expect("made");
    raw.execute_batch("PRAGMA journal_mode = WAL; PRAGMA cache_size = -200000; BEGIN")
        .expect("begun");
    for migration in &MIGRATIONS[..version] {
        raw.execute_batch(migration).expect("made");
    }
    raw.execute_batch(&format!(
        "PRAGMA application_id = 0x44494D4F; PRAGMA user_version = {version};
         INSERT INTO meta(key, value) VALUES('environment', 'sandbox');
         INSERT INTO account(id, name) VALUES(1, 'main');
         WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {rows})
         INSERT INTO submission(id, uid, account_id, kind, state, created_at, updated_at, business_key,
           created_by, reference, worker_type, employer, worker_name, start_date)
         SELECT id, randomblob(16), 1, 'in', 'rejected', 10, 3600000 * id, randomblob(32), 'Eva',
           'HR-2026-' || id, 'OTH', '0999.999.922',
           'Testmans ' || char(65 + abs(random()) % 26) || lower(hex(randomblob(6))), '2026-11-02' FROM n;
         INSERT INTO body(submission_id, payload, payload_sha256)
           SELECT id, hex(randomblob(150)), zeroblob(32) FROM submission;
         COMMIT"
    ))
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

impl Face {
    /// Looked at in a copy, as whoever comes after a kill would find it.
    fn of(path: &Path) -> Self {
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
        Self {
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
}

/// A file of before, what it is, and what it becomes.
struct Stored {
    folder: TempDir,
    version: usize,
    old: Face,
    new: Face,
    takes: Duration,
}

impl Stored {
    fn of(world: &World, version: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pristine.db");
        put_version(&path, version, ROWS);
        let old = Face::of(&path);
        put_back(world, &path);
        let begun = Instant::now();
        let ran = world.run(["queue", "list", "--limit", "1"]);
        let takes = begun.elapsed();
        assert_eq!(ran.code, 0, "version {version}: {}", ran.stderr);
        Self {
            new: Face::of(&world.queue_file()),
            folder,
            version,
            old,
            takes,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("pristine.db")
    }
}

/// Puts a file in the place of the queue, without anything that another left beside it.
fn put_back(world: &World, file: &Path) {
    let path = world.queue_file();
    let folder = path.parent().expect("a folder");
    std::fs::create_dir_all(folder).expect("made");
    for entry in std::fs::read_dir(folder).expect("readable").flatten() {
        if entry.file_name().to_string_lossy().starts_with("queue.db") {
            std::fs::remove_file(entry.path()).expect("removed");
        }
    }
    std::fs::copy(file, path).expect("copied");
}

#[derive(Default)]
struct Outcome {
    stayed: u64,
    went: u64,
    between: Vec<String>,
    stuck: Vec<String>,
    bad_copies: Vec<String>,
}

/// Kills over files of every version, in turns.
pub fn run(size: Size) -> Table {
    let rounds = size.of(15, 200);
    let world = World::new();
    let stored: Vec<Stored> = (1..=MIGRATIONS.len())
        .map(|version| Stored::of(&world, version))
        .collect();
    let mut outcome = Outcome::default();
    let mut random = Random::new(size.seed);
    for round in 0..rounds {
        let file = &stored[usize::try_from(round).expect("few") % stored.len()];
        let what = format!("round {round}, version {}", file.version);
        put_back(&world, &file.path());
        let mut running = world.start(["queue", "list", "--limit", "1"]);
        let micros = usize::try_from(file.takes.as_micros()).expect("short");
        let wait = random.below(micros + micros / 10) as u64;
        std::thread::sleep(Duration::from_micros(wait));
        running.kill();
        let found = Face::of(&world.queue_file());
        if found == file.old {
            outcome.stayed += 1;
        } else if found == file.new {
            outcome.went += 1;
        } else {
            let what = format!("{what}, killed after {wait} us: version {}", found.version);
            outcome.between.push(what);
        }
        // And the next one finishes what was begun, over whatever the killed one left.
        finish(&world, file, found == file.old, &what, &mut outcome);
    }
    let mut table = Table::new(format!("Killed migrations ({rounds})"));
    table.exactly("killed", rounds, rounds);
    let both = u64::from(rounds >= 100);
    table.at_least("left as the old file", outcome.stayed, both);
    table.at_least("left as the new file", outcome.went, both);
    table.none("left between", &outcome.between);
    table.none("not finished by the next one", &outcome.stuck);
    table.none("copies of before that are not whole", &outcome.bad_copies);
    if size.long {
        speed(&mut table);
    }
    table
}

fn finish(world: &World, file: &Stored, is_old: bool, what: &str, outcome: &mut Outcome) {
    let ran = world.run(["queue", "list", "--limit", "1"]);
    let found = Face::of(&world.queue_file());
    if ran.code != 0 || found != file.new {
        outcome
            .stuck
            .push(format!("{what}: {} {}", ran.code, ran.stderr));
    }
    let copy = format!("queue.db.v{}", file.version);
    let copy = world.queue_file().with_file_name(copy);
    if is_old && (!copy.exists() || Face::of(&copy) != file.old) {
        outcome.bad_copies.push(what.to_owned());
    }
}

/// How long the way up takes for a large file of each version: 3 s would be half a minute for a
/// million rows. Only told, because a busy machine says nothing about it.
fn speed(table: &mut Table) {
    for version in 1..=MIGRATIONS.len() {
        let world = World::new();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("large.db");
        put_version(&path, version, MANY);
        put_back(&world, &path);
        let begun = Instant::now();
        let ran = world.run(["queue", "list", "--limit", "1"]);
        let took = begun.elapsed().as_millis();
        assert_eq!(ran.code, 0, "version {version}: {}", ran.stderr);
        let name = format!("ms for {MANY} rows of version {version}");
        table.told(name, took);
    }
}
