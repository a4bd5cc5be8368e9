//! Looks into the file of the queue beside the program, between two of its commits.

use std::time::Duration;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params};

use crate::common::World;

/// A connection that only reads.
pub struct Peek(Connection);

impl Peek {
    pub fn into(world: &World) -> Self {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(world.queue_file(), flags);
        let connection = connection.expect("the program has made the file");
        connection
            .busy_timeout(Duration::from_secs(10))
            .expect("a number");
        Self(connection)
    }

    /// The one value that a question is answered with; none when there is no row.
    pub fn value<T: FromSql>(&self, question: &str, parameters: impl Params) -> Option<T> {
        let mut statement = self.0.prepare_cached(question).expect("our own SQL");
        let mut rows = statement.query(parameters).expect("readable");
        let row = rows.next().expect("readable")?;
        Some(row.get(0).expect("of this type"))
    }

    pub fn count(&self, question: &str, parameters: impl Params) -> u64 {
        let count: i64 = self.value(question, parameters).unwrap_or(0);
        count.unsigned_abs()
    }

    /// Rows that go on without a person.
    pub fn unsettled(&self) -> u64 {
        self.count(
            "SELECT count(*) FROM submission WHERE state IN('queued', 'sending', 'submitted')
                OR state = 'in_doubt' AND look_ups = 0",
            [],
        )
    }

    /// The process that has the lease, as it wrote itself down.
    pub fn holder(&self) -> Option<u32> {
        self.value("SELECT pid FROM lease WHERE name = 'worker'", [])
    }
}

/// Keeps everybody else from writing until it is dropped.
pub struct Barrier(Connection);

impl Barrier {
    pub fn raise(world: &World) -> Self {
        let connection = Connection::open(world.queue_file()).expect("the file is there");
        connection
            .busy_timeout(Duration::from_secs(10))
            .expect("a number");
        connection
            .execute_batch("BEGIN IMMEDIATE")
            .expect("a moment when nobody writes");
        Self(connection)
    }
}

impl Drop for Barrier {
    fn drop(&mut self) {
        let _ = self.0.execute_batch("ROLLBACK");
    }
}
