//! A whole queue into a database and out of it, in one transaction, line by line. What is put in
//! came from a queue that has the same rules: it is not judged again, and its counts are made from
//! its rows.

use std::io::Cursor;
use std::pin::pin;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio_postgres::{CopyInSink, CopyOutStream};

use super::PgStore;
use super::connect::Purpose;
use super::connections::Connections;
use super::failure;
use super::kept::{IS_A_TYPE, KEPT};
use super::reading::story;
use super::session::Session;
use crate::domain::text::Text;
use crate::store::copy::{Lines, Spelling, Sum, TABLES, Table};
use crate::store::{ChainCheck, StoreError};

/// A queue of millions of rows takes its time.
pub(super) const PATIENT: &str =
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
    SET LOCAL synchronous_commit = on; SET LOCAL enable_seqscan = on";

/// Nobody becomes a worker until the end of the transaction.
const NO_WORKER: &str = "SELECT pg_advisory_xact_lock('lease'::regclass::oid::int, 0)";
const LIVING: &str = "SELECT EXISTS(SELECT FROM lease WHERE is_living(epoch))";
const EMPTY: &str = "SELECT NOT (EXISTS(SELECT FROM submission) OR EXISTS(SELECT FROM journal)
    OR EXISTS(SELECT FROM account) OR EXISTS(SELECT FROM draft) OR EXISTS(SELECT FROM register WHERE revision > 0))";

impl PgStore {
    /// Does something on the threads of the connections, and waits for it.
    ///
    /// Blocks the calling thread.
    pub(in crate::store) fn attend<T: Send>(
        &self,
        work: impl AsyncFnOnce(&Connections) -> Result<T, StoreError> + Send,
    ) -> Result<T, StoreError> {
        std::thread::scope(|scope| {
            let attending = scope.spawn(|| {
                let handle = self.connections.handle().clone();
                handle.block_on(work(&self.connections))
            });
            let attended = attending.join();
            attended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

/// A queue that is put into a database, in a transaction that ends with [`Incoming::keep`].
pub(in crate::store) struct Incoming {
    session: Session,
    /// What makes the indexes again.
    indexes: Vec<String>,
}

/// A queue that is read out of a database, as it was at the beginning.
pub(in crate::store) struct Outgoing {
    session: Session,
}

impl Incoming {
    /// Begins: the queue must be empty, and nobody may work on it.
    pub(in crate::store) async fn begin(connections: &Connections) -> Result<Self, StoreError> {
        let session = connections.fresh(Purpose::Write).await?;
        session.run("BEGIN").await?;
        session.run(PATIENT).await?;
        refuse_worked_on(&session).await?;
        let names: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        session
            .run(&format!(
                "LOCK TABLE {} IN ACCESS EXCLUSIVE MODE",
                names.join(", ")
            ))
            .await?;
        let is_empty: bool = session.query_one(EMPTY, &[]).await?.try_get(0)?;
        if !is_empty {
            return Err(failure::problem(
                Text::new("store-copy-not-empty"),
                Text::new("store-copy-not-empty-hint"),
            )
            .into());
        }
        for table in &TABLES {
            session
                .run(&format!("ALTER TABLE {} DISABLE TRIGGER USER", table.name))
                .await?;
        }
        session.run("DELETE FROM register").await?;
        let indexes = take_out(&session).await?;
        Ok(Self { session, indexes })
    }

    /// Where the lines of a table go.
    pub(in crate::store) async fn taker(&self, table: &Table) -> Result<Taker, StoreError> {
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("COPY {}({}) FROM STDIN", table.name, columns.join(", "));
        Ok(Taker {
            sink: Box::pin(self.session.bare().copy_in(&sql).await?),
        })
    }

    /// Makes the rest from what was put in, looks at all of it, and gives what its tables came to.
    pub(in crate::store) async fn finish(&self, epoch: i64) -> Result<Vec<Sum>, StoreError> {
        // Statements that take long are not cut off here: what they wait for is their own work.
        let bare = self.session.bare();
        for index in &self.indexes {
            bare.batch_execute(index).await?;
        }
        for kept in &KEPT {
            bare.batch_execute(&kept.filling(IS_A_TYPE)).await?;
        }
        for (table, column) in [("account", "id"), ("submission", "id"), ("exchange", "id")] {
            bare.batch_execute(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}
                 HAVING max({column}) IS NOT NULL"
            ))
            .await?;
        }
        if epoch > 0 {
            // Whoever works next has an epoch that nobody had.
            bare.batch_execute(&format!(
                "SELECT setval(pg_get_serial_sequence('lease', 'epoch'), {epoch})"
            ))
            .await?;
        }
        for table in &TABLES {
            bare.batch_execute(&format!("ALTER TABLE {} ENABLE TRIGGER USER", table.name))
                .await?;
            bare.batch_execute(&format!("ANALYZE {}", table.name))
                .await?;
        }
        refuse_broken(&self.session).await?;
        let mut sums = Vec::new();
        for table in &TABLES {
            let mut lines = Lines::default();
            out_of(&self.session, table, &mut |bytes| {
                lines.pass(bytes);
                Ok(())
            })
            .await?;
            sums.push(lines.sum());
        }
        Ok(sums)
    }

    /// Keeps all of it. Without it nothing was ever there.
    pub(in crate::store) async fn keep(self) -> Result<(), StoreError> {
        Ok(self.session.bare().batch_execute("COMMIT").await?)
    }
}

/// Takes the lines of one table.
pub(in crate::store) struct Taker {
    sink: std::pin::Pin<Box<CopyInSink<Cursor<Vec<u8>>>>>,
}

impl Taker {
    /// Some lines, wherever they are cut.
    pub(in crate::store) async fn put(&mut self, bytes: Vec<u8>) -> Result<(), StoreError> {
        Ok(self.sink.send(Cursor::new(bytes)).await?)
    }

    /// That was all.
    pub(in crate::store) async fn end(mut self) -> Result<(), StoreError> {
        self.sink.as_mut().finish().await?;
        Ok(())
    }
}

impl Outgoing {
    /// One state of the queue; nobody may work on it.
    pub(in crate::store) async fn begin(connections: &Connections) -> Result<Self, StoreError> {
        let session = connections.fresh(Purpose::Read).await?;
        session
            .run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await?;
        session.run(PATIENT).await?;
        refuse_worked_on(&session).await?;
        Ok(Self { session })
    }

    /// The lines of a table in the order of its key, cut anywhere.
    pub(in crate::store) async fn lines(
        &self,
        table: &Table,
        take: &mut dyn FnMut(&[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        out_of(&self.session, table, take).await
    }

    /// The last epoch that anybody worked under.
    pub(in crate::store) async fn epoch(&self) -> Result<i64, StoreError> {
        let sql =
            "SELECT greatest((SELECT max(epoch) FROM lease), (SELECT max(epoch) FROM exchange), 0)";
        Ok(self.session.query_one(sql, &[]).await?.try_get(0)?)
    }

    /// Whether the journal is whole.
    pub(in crate::store) async fn check(&self) -> Result<(), StoreError> {
        refuse_broken(&self.session).await
    }
}

pub(super) async fn refuse_worked_on(session: &Session) -> Result<(), StoreError> {
    session.query(NO_WORKER, &[]).await?;
    let is_living: bool = session.query_one(LIVING, &[]).await?.try_get(0)?;
    if is_living {
        return Err(failure::problem(
            Text::new("store-copy-busy"),
            Text::new("store-copy-busy-hint"),
        )
        .into());
    }
    Ok(())
}

async fn refuse_broken(session: &Session) -> Result<(), StoreError> {
    match story::verify(session).await? {
        ChainCheck::Whole { .. } => Ok(()),
        ChainCheck::Broken { .. } => Err(failure::damaged("journal")),
    }
}

/// Takes out what is built faster at the end; what must be unique stays.
async fn take_out(session: &Session) -> Result<Vec<String>, StoreError> {
    let rows = session
        .query(
            "SELECT i.indexname::text, i.indexdef FROM pg_indexes i
             WHERE i.schemaname = current_schema() AND i.tablename = ANY($1)
               AND i.indexdef LIKE 'CREATE INDEX %' ORDER BY 1",
            &[&TABLES.map(|table| table.name).as_slice()],
        )
        .await?;
    let mut indexes = Vec::new();
    for row in rows {
        let (name, made): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        session.run(&format!("DROP INDEX {name}")).await?;
        indexes.push(made);
    }
    Ok(indexes)
}

async fn out_of(
    session: &Session,
    table: &Table,
    take: &mut dyn FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, spelling)| match spelling {
            // Who had a row is gone with its lease.
            Spelling::OnServer(instead) => *instead,
            _ => *name,
        })
        .collect();
    let is_text = |name: &str| {
        let mut columns = table.columns.iter();
        columns.any(|(column, spelling)| *column == name && *spelling == Spelling::Text)
    };
    let key: Vec<String> = table
        .key
        .iter()
        .map(|name| {
            format!(
                "{name}{}",
                if is_text(name) { " COLLATE \"C\"" } else { "" }
            )
        })
        .collect();
    let sql = format!(
        "COPY (SELECT {} FROM {} WHERE {} ORDER BY {}) TO STDOUT",
        columns.join(", "),
        table.name,
        table.which,
        key.join(", ")
    );
    let stream: CopyOutStream = session.bare().copy_out(&sql).await?;
    let mut stream = pin!(stream);
    while let Some(bytes) = stream.next().await {
        take(&bytes?)?;
    }
    Ok(())
}
