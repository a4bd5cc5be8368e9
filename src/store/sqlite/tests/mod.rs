//! What the tests of the queue's file share beside what all stores share.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::domain::answer::ResultCode;
use crate::domain::draft::{Draft, Kind};
use crate::domain::lifecycle::State;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::{Checked, Recovered, Traces};
use crate::store::Site;
use crate::store::Work;
use crate::store::chosen::Limits;
pub(super) use crate::store::tests::*;

mod changes;
mod cheap;
mod corrections;
mod group;
mod invariants;
mod kept;
mod opening;
mod reading;
mod register;
mod rescue;
mod statistics;
mod turns;
mod upgrade;
mod upkeep;
mod waits;

pub(super) fn writable(environment: &str) -> OpenOptions<'_> {
    OpenOptions {
        environment,
        read_only: false,
    }
}

impl Home {
    pub(in crate::store) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("queue.db"), writable("sim"));
        Self {
            store: store.expect("a new file opens"),
            folder,
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("queue.db")
    }

    /// A connection past all of our code.
    pub(super) fn raw(&self) -> Connection {
        Connection::open(self.path()).expect("it is a database")
    }
}

impl Bed for SqliteStore {
    type Keeper = TempDir;

    const ONE_IN: u32 = 1;

    fn home() -> Option<Home> {
        Some(Home::new())
    }

    async fn page(&self, query: &QueueQuery, limits: Limits) -> Result<QueuePage, StoreError> {
        let query = query.clone();
        self.read(move |connection| page::page(connection, &query, limits))
            .await
    }

    async fn whereabouts(&self, query: &PlaceQuery, limits: Limits) -> Result<Place, StoreError> {
        let query = query.clone();
        self.read(move |connection| page::place(connection, &query, limits))
            .await
    }

    fn second(home: &Home) -> Self {
        SqliteStore::open(&home.path(), writable("sim")).expect("it opens twice")
    }

    async fn verify_journal(&self) -> Result<ChainCheck, StoreError> {
        SqliteStore::verify_journal(self).await
    }

    fn execute(home: &Home, statements: &str) {
        let done = home.raw().execute_batch(statements);
        done.expect("the statements are right");
    }

    fn unguarded(home: &Home, statements: &str) {
        let raw = home.raw();
        raw.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
        for trigger in texts(
            &raw,
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
        ) {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}"))
                .expect("dropped");
        }
        raw.execute_batch(statements).expect(statements);
    }

    fn count(home: &Home, sql: &str) -> u64 {
        let sql = format!("SELECT count(*) FROM ({sql}) found");
        let found: i64 = home
            .raw()
            .query_row(&sql, [], |row| row.get(0))
            .expect("a question");
        found.unsigned_abs()
    }

    fn site(home: &Home) -> Site {
        site(&home.path())
    }

    fn nowhere() -> Option<(TempDir, Site)> {
        let folder = tempfile::tempdir().expect("a folder");
        let site = site(&folder.path().join("queue.db"));
        Some((folder, site))
    }

    fn kept(home: &Home) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in ["queue.db", "queue.db-wal"] {
            if let Ok(more) = std::fs::read(home.folder.path().join(name)) {
                bytes.extend(more);
            }
        }
        bytes
    }

    const TRACES: Traces = Traces::Wiped;
}

/// The queue of this file.
pub(super) fn site(path: &Path) -> Site {
    Site::File {
        path: path.to_owned(),
        environment: "sim".to_owned(),
    }
}

/// A file as the program of this version made it, with these rows.
pub(super) fn of_version(version: usize, rows: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    let raw = Connection::open(&path).expect("a database");
    for schema in &migrate::MIGRATIONS[..version] {
        raw.execute_batch(schema).expect("a version");
    }
    raw.pragma_update(None, "application_id", place::APPLICATION_ID)
        .expect("set");
    raw.pragma_update(None, "user_version", i64::try_from(version).expect("small"))
        .expect("set");
    raw.execute_batch("INSERT INTO meta VALUES('environment', 'sim')")
        .expect("ours");
    raw.execute_batch(rows).expect("filled");
    (folder, path)
}

/// How the database would go about this statement.
pub(super) fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("a statement");
    let wanted = statement.parameter_count();
    let plan: Vec<String> = statement
        .query_map(rusqlite::params_from_iter(vec![0; wanted]), |row| {
            row.get(3)
        })
        .expect("planned")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    plan.join("\n")
}

/// What a question is answered with, a row a line.
pub(super) fn read_out(connection: &Connection, question: &str) -> Vec<String> {
    let mut statement = connection.prepare(question).expect("a statement");
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values: Vec<rusqlite::types::Value> = (0..columns)
            .map(|column| row.get(column))
            .collect::<rusqlite::Result<_>>()?;
        Ok(format!("{values:?}"))
    });
    rows.expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read")
}

/// Rescues what is in a file into a new one.
pub(super) fn rescue(from: &Path, into: &Path) -> Result<(Recovered, Checked), StoreError> {
    recover(Rescue {
        from,
        into,
        environment: "sim",
        actor: PERSON,
        now: at(30),
    })
}

/// The texts that a question of one column finds.
pub(super) fn texts(connection: &Connection, question: &str) -> Vec<String> {
    let mut statement = connection.prepare(question).expect("a statement");
    let rows = statement.query_map([], |row| row.get(0)).expect("read");
    rows.collect::<rusqlite::Result<_>>().expect("read")
}

/// The names in a folder.
pub(super) fn names_in(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("readable");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("a file").file_name();
    entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect()
}
