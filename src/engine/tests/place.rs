//! Where the queue of a test is kept: in a file, or on a server.

use std::cell::Cell;
use std::sync::Arc;

use tempfile::TempDir;

use crate::store::server::{self, Database};
use crate::store::{OpenOptions, PgOptions, PgStore, SqliteStore, Store};

thread_local! {
    /// Of the test that runs on this thread.
    static ON_SERVER: Cell<bool> = const { Cell::new(false) };
}

/// The queues of this test are files.
pub(super) fn use_file() -> bool {
    ON_SERVER.set(false);
    true
}

/// The queues of this test are on a server; false where there is none.
pub(super) fn use_server() -> bool {
    ON_SERVER.set(true);
    server::empty().is_some()
}

/// A place for one queue.
pub(super) struct Place {
    pub(super) folder: TempDir,
    database: Option<Database>,
}

impl Place {
    pub(super) fn new() -> Self {
        let database = ON_SERVER.get().then(|| {
            let made = server::copy_of("sandbox", |url| {
                PgStore::open(options(url)).expect("a queue is made");
            });
            made.expect("there is a server")
        });
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            database,
        }
    }

    /// Everything that is kept in it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let Some(database) = &self.database else {
            // After the last program is gone there may be no log beside the file.
            let files = ["queue.db", "queue.db-wal"]
                .map(|file| std::fs::read(self.folder.path().join(file)).unwrap_or_default());
            return files.concat();
        };
        let all = "SELECT schema_to_xml('public', true, false, '')";
        server::sql(&database.url, all).into_bytes()
    }

    /// A store as a process of its own has it.
    pub(super) fn open(&self) -> Arc<dyn Store> {
        match &self.database {
            Some(database) => Arc::new(PgStore::open(options(&database.url)).expect("a store")),
            None => self.open_file(),
        }
    }

    /// The same where it is known to be a file.
    pub(super) fn open_file(&self) -> Arc<SqliteStore> {
        assert!(self.database.is_none(), "it is on a server");
        let options = OpenOptions {
            environment: "sandbox",
            read_only: false,
        };
        let path = self.folder.path().join("queue.db");
        Arc::new(SqliteStore::open(&path, options).expect("a store"))
    }
}

fn options(url: &str) -> PgOptions {
    PgOptions::of_tests(url, "sandbox")
}
