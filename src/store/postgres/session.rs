//! One connection to the server: statements prepared once, each answered within bounded time.
//! Knows no table.
//!
//! The way to the server takes longer than most statements. So what nobody has to know before the
//! next statement goes with that one, and statements that do not need each other's answers go
//! together: the server works them off in their order, and after one that failed it refuses the
//! others of the transaction.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::{join, join_all};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Row, Statement};

use super::failure;
use crate::store::StoreError;

/// Longer than the server itself lets a statement take: who waits this long is cut off.
const ANSWER: Duration = Duration::from_secs(13);

/// So many go together at most.
const TOGETHER: usize = 24;

/// The values of a statement.
pub(super) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A value that a statement keeps until it is sent.
pub(super) type Value = Box<dyn ToSql + Sync + Send>;

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

/// A statement that is sent together with others.
#[derive(Debug)]
pub(super) struct Ask {
    sql: &'static str,
    values: Vec<Value>,
    changes: Option<u64>,
}

impl Ask {
    /// A statement with its values.
    pub(super) fn new(sql: &'static str, values: Vec<Value>) -> Self {
        Self {
            sql,
            values,
            changes: None,
        }
    }

    /// The same, and it failed when it changes more or fewer rows.
    pub(super) fn changing(self, rows: usize) -> Self {
        let changes = u64::try_from(rows).ok();
        Self { changes, ..self }
    }

    fn values(&self) -> Vec<&(dyn ToSql + Sync)> {
        self.values.iter().map(|value| &**value as _).collect()
    }
}

/// A statement of this text with these values.
macro_rules! ask {
    ($sql:expr $(, $value:expr)* $(,)?) => {
        $crate::store::postgres::session::Ask::new($sql, vec![$(Box::new($value)),*])
    };
}
pub(super) use ask;

/// What goes with the next statement.
#[derive(Debug)]
enum Later {
    /// Statements without values.
    Run(&'static str),
    /// One of which nothing is to be known but that it did not fail.
    Ask(Ask),
}

/// A connection. One task uses it at a time.
#[derive(Debug)]
pub(super) struct Session {
    client: Client,
    /// The server's number of it.
    process: i32,
    prepared: Mutex<HashMap<String, Statement>>,
    later: Mutex<Vec<Later>>,
    trouble: AtomicU8,
    /// How often it was waited for the server, and for how many statements.
    ways: AtomicU64,
    statements: AtomicU64,
}

impl Session {
    /// A connection that stands.
    pub(super) fn new(client: Client, process: i32) -> Self {
        Self {
            client,
            process,
            prepared: Mutex::default(),
            later: Mutex::default(),
            trouble: AtomicU8::new(0),
            ways: AtomicU64::new(0),
            statements: AtomicU64::new(0),
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

    /// How often it was waited for an answer so far, and how many statements were answered.
    pub(super) fn ways(&self) -> (u64, u64) {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (of(&self.ways), of(&self.statements))
    }

    fn note_way(&self, statements: usize) {
        self.ways.fetch_add(1, Ordering::Relaxed);
        let statements = u64::try_from(statements).unwrap_or_default();
        self.statements.fetch_add(statements, Ordering::Relaxed);
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
        let later = self.take_later();
        let statement = self.prepared(&later, sql).await?;
        self.sent(later, self.client.query(&statement, values))
            .await
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
        let later = self.take_later();
        self.prepare(&later, &[]).await?;
        self.sent(later, self.client.query_typed(sql, values)).await
    }

    /// How many rows were changed.
    pub(super) async fn execute(&self, sql: &str, values: Values<'_>) -> Result<u64, StoreError> {
        let later = self.take_later();
        let statement = self.prepared(&later, sql).await?;
        self.sent(later, self.client.execute(&statement, values))
            .await
    }

    /// Statements without values.
    pub(super) async fn run(&self, sql: &str) -> Result<(), StoreError> {
        let later = self.take_later();
        self.prepare(&later, &[]).await?;
        self.sent(later, self.client.batch_execute(sql)).await
    }

    /// The rows of each of these statements, in one way there and back; those of none are none.
    pub(super) async fn together<const N: usize>(
        &self,
        asks: [Option<Ask>; N],
    ) -> Result<[Vec<Row>; N], StoreError> {
        let later = self.take_later();
        let texts: Vec<&str> = asks.iter().flatten().map(|ask| ask.sql).collect();
        self.prepare(&later, &texts).await?;
        let asked = join_all(asks.iter().map(async |ask| {
            let Some(ask) = ask else {
                return Ok(Vec::new());
            };
            let statement = self.known(ask.sql)?;
            let values = ask.values();
            self.answered(self.client.query(&statement, &values)).await
        }));
        let later = self.last_of(later).await?;
        self.note_way(later.len() + asks.iter().flatten().count());
        let (before, answers) = join(self.send(later), asked).await;
        before?;
        let mut rows = [const { Vec::new() }; N];
        for (place, answer) in rows.iter_mut().zip(answers) {
            *place = answer?;
        }
        Ok(rows)
    }

    /// Does this with the next statement: whoever sends that one hears of a failure.
    pub(super) fn later(&self, ask: Ask) {
        self.waiting().push(Later::Ask(ask));
    }

    /// The same of statements without values.
    pub(super) fn run_later(&self, sql: &'static str) {
        self.waiting().push(Later::Run(sql));
    }

    /// Does now what was to be done later.
    pub(super) async fn flush(&self) -> Result<(), StoreError> {
        let later = self.take_later();
        if later.is_empty() {
            return Ok(());
        }
        self.prepare(&later, &[]).await?;
        let last = self.last_of(later).await?;
        self.note_way(last.len());
        self.send(last).await
    }

    /// Takes back what was done, by these statements; what was to be done later never is.
    pub(super) async fn back(&self, sql: &str) -> Result<(), StoreError> {
        self.take_later();
        self.run(sql).await
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Later>> {
        self.later.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_later(&self) -> Vec<Later> {
        std::mem::take(&mut *self.waiting())
    }

    /// Sends all but the last of them that go together.
    async fn last_of(&self, mut later: Vec<Later>) -> Result<Vec<Later>, StoreError> {
        while later.len() > TOGETHER {
            let rest = later.split_off(TOGETHER);
            self.note_way(TOGETHER);
            self.send(std::mem::replace(&mut later, rest)).await?;
        }
        Ok(later)
    }

    /// Sends this behind what was to be done later, without waiting in between.
    async fn sent<T>(
        &self,
        later: Vec<Later>,
        asked: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, StoreError> {
        let later = self.last_of(later).await?;
        self.note_way(later.len() + 1);
        let (before, answer) = join(self.send(later), self.answered(asked)).await;
        // Of several failures the first is the reason of the others.
        before?;
        answer
    }

    async fn send(&self, later: Vec<Later>) -> Result<(), StoreError> {
        let sent = join_all(later.iter().map(async |later| match later {
            Later::Run(sql) => self.answered(self.client.batch_execute(sql)).await,
            Later::Ask(ask) => {
                let statement = self.known(ask.sql)?;
                let values = ask.values();
                let asked = self.client.execute(&statement, &values);
                let changed = self.answered(asked).await?;
                match ask.changes {
                    Some(rows) if rows != changed => Err(failure::undone().into()),
                    _ => Ok(()),
                }
            }
        }));
        sent.await.into_iter().collect()
    }

    async fn prepared(&self, later: &[Later], sql: &str) -> Result<Statement, StoreError> {
        self.prepare(later, &[sql]).await?;
        self.known(sql)
    }

    /// Prepares those of the statements that are not yet: none of them waits for that between
    /// two others.
    async fn prepare(&self, later: &[Later], texts: &[&str]) -> Result<(), StoreError> {
        let later = later.iter().filter_map(|later| match later {
            Later::Run(_) => None,
            Later::Ask(ask) => Some(ask.sql),
        });
        let mut unknown: Vec<&str> = later.chain(texts.iter().copied()).collect();
        {
            let prepared = self.all_prepared();
            unknown.retain(|sql| !prepared.contains_key(*sql));
        }
        for some in unknown.chunks(TOGETHER) {
            self.note_way(0);
            let preparing = some
                .iter()
                .map(|sql| self.answered(self.client.prepare(sql)));
            for (sql, statement) in some.iter().zip(join_all(preparing).await) {
                self.all_prepared().insert((*sql).to_owned(), statement?);
            }
        }
        Ok(())
    }

    fn known(&self, sql: &str) -> Result<Statement, StoreError> {
        let known = self.all_prepared().get(sql).cloned();
        known.ok_or_else(|| failure::undone().into())
    }

    fn all_prepared(&self) -> std::sync::MutexGuard<'_, HashMap<String, Statement>> {
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
