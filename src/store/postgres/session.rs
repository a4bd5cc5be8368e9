//! One connection to the server: statements prepared once, each answered within bounded time.
//! Knows no table.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio_postgres::error::SqlState;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row, Statement};

use super::failure;
use crate::store::StoreError;

/// Longer than the server itself lets a statement take: who waits this long is cut off.
const ANSWER: Duration = Duration::from_secs(13);

/// The values of a statement.
pub(super) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// What stands in the way of going on with a transaction that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nothing that another try would change.
    None,
    /// Somebody else was at the same rows: the same again may go well.
    Retry,
    /// The connection is gone, or nobody answers at its other end.
    Lost,
}

/// A connection. One task uses it at a time.
#[derive(Debug)]
pub(super) struct Session {
    client: Client,
    /// The server's number of it.
    process: i32,
    prepared: Mutex<HashMap<String, Statement>>,
    trouble: AtomicU8,
}

impl Session {
    /// A connection that stands.
    pub(super) fn new(client: Client, process: i32) -> Self {
        Self {
            client,
            process,
            prepared: Mutex::default(),
            trouble: AtomicU8::new(0),
        }
    }

    /// The same under its number.
    pub(super) fn of_process(self, process: i32) -> Self {
        Self { process, ..self }
    }

    /// The connection itself, for what takes as long as it takes.
    pub(super) fn bare(&self) -> &Client {
        &self.client
    }

    /// The server's number of this connection.
    pub(super) fn process(&self) -> i32 {
        self.process
    }

    /// Whether it can be used again.
    pub(super) fn is_usable(&self) -> bool {
        !self.client.is_closed() && self.trouble() != Trouble::Lost
    }

    /// The worst that was met since the last [`Session::forget_trouble`].
    pub(super) fn trouble(&self) -> Trouble {
        match self.trouble.load(Ordering::Relaxed) {
            0 => Trouble::None,
            1 => Trouble::Retry,
            _ => Trouble::Lost,
        }
    }

    /// What was met is dealt with; a lost connection stays lost.
    pub(super) fn forget_trouble(&self) {
        if self.trouble() == Trouble::Retry {
            self.trouble.store(0, Ordering::Relaxed);
        }
    }

    /// All rows.
    pub(super) async fn query(
        &self,
        sql: &str,
        values: Values<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql).await?;
        self.answered(self.client.query(&statement, values)).await
    }

    /// The row, if there is one.
    pub(super) async fn query_opt(
        &self,
        sql: &str,
        values: Values<'_>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, values).await?.into_iter().next())
    }

    /// The row, which must be there.
    pub(super) async fn query_one(&self, sql: &str, values: Values<'_>) -> Result<Row, StoreError> {
        let row = self.query_opt(sql, values).await?;
        row.ok_or_else(|| failure::damaged("no row"))
    }

    /// All rows of a statement that is planned for its values, and not kept.
    pub(super) async fn once(
        &self,
        sql: &str,
        values: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, StoreError> {
        self.answered(self.client.query_typed(sql, values)).await
    }

    /// How many rows were changed.
    pub(super) async fn execute(&self, sql: &str, values: Values<'_>) -> Result<u64, StoreError> {
        let statement = self.prepared(sql).await?;
        self.answered(self.client.execute(&statement, values)).await
    }

    /// Statements without values.
    pub(super) async fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.answered(self.client.batch_execute(sql)).await
    }

    async fn prepared(&self, sql: &str) -> Result<Statement, StoreError> {
        let known = self.known().get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.answered(self.client.prepare(sql)).await?;
        self.known().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for an answer, and notes what its failure means for the transaction.
    async fn answered<T>(
        &self,
        asked: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        match tokio::time::timeout(ANSWER, asked).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => {
                self.note(of_error(&error, self.client.is_closed()));
                Err(failure::of_server(&error).into())
            }
            Err(_) => {
                self.note(Trouble::Lost);
                Err(failure::silent().into())
            }
        }
    }

    fn note(&self, trouble: Trouble) {
        self.trouble.fetch_max(trouble as u8, Ordering::Relaxed);
    }
}

fn of_error(error: &tokio_postgres::Error, is_closed: bool) -> Trouble {
    let Some(code) = error.code() else {
        return if error.is_closed() || is_closed || failure::is_of_network(error) {
            Trouble::Lost
        } else {
            Trouble::None
        };
    };
    if [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::UNIQUE_VIOLATION,
    ]
    .contains(code)
    {
        Trouble::Retry
    } else if [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ]
    .contains(code)
    {
        Trouble::Lost
    } else {
        Trouble::None
    }
}
