//! An empty queue in a folder that is removed with it.

use dimonitor::store::{OpenOptions, SqliteStore};
use tempfile::TempDir;

/// A new file, and its folder.
pub fn empty() -> (SqliteStore, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let options = OpenOptions {
        environment: "sandbox",
        read_only: false,
    };
    let store = SqliteStore::open(&folder.path().join("queue.db"), options);
    (store.expect("a new file opens"), folder)
}
