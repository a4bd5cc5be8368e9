//! A whole queue from a file into a database, or the other way: everything, verified, or nothing.

use std::path::Path;

use tokio::sync::mpsc;

use super::copy::{Lines, Sum, TABLES};
use super::postgres::copy::{Incoming, Outgoing};
use super::sqlite::copy::{Source, Target};
use super::{PgOptions, PgStore, StoreError};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::upkeep::{Moved, MovedTable};

/// Pieces of lines that wait to be sent: the file is read no faster than that.
const WAITING: usize = 4;

/// Copies the queue of a file into an empty one in a database. Blocks the calling thread.
pub fn copy_to_server(from: &Path, into: PgOptions) -> Result<Moved, StoreError> {
    let source = Source::open(from, &into.environment)?;
    let epoch = source.epoch()?;
    let target = PgStore::open(into)?;
    // Lines, and nothing behind those of each table.
    let (sender, mut pieces) = mpsc::channel::<Option<Vec<u8>>>(WAITING);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || -> Result<(), StoreError> {
            let send = |piece| sender.blocking_send(piece).map_err(|_| stopped());
            for table in &TABLES {
                source.lines(table, &mut |bytes| send(Some(bytes)))?;
                send(None)?;
            }
            Ok(())
        });
        let moved = target.attend(async move |connections| {
            let incoming = Incoming::begin(connections).await?;
            let mut sent = Vec::new();
            for table in &TABLES {
                let mut lines = Lines::default();
                let mut taker = if table.is_made {
                    None
                } else {
                    Some(incoming.taker(table).await?)
                };
                while let Some(bytes) = pieces.recv().await.ok_or_else(stopped)? {
                    lines.pass(&bytes);
                    if let Some(taker) = &mut taker {
                        taker.put(bytes).await?;
                    }
                }
                if let Some(taker) = taker {
                    taker.end().await?;
                }
                sent.push(lines.sum());
            }
            let found = incoming.finish(epoch).await?;
            let moved = compared(&sent, &found)?;
            incoming.keep().await?;
            Ok(moved)
        });
        let read = reading.join();
        match (
            moved,
            read.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        ) {
            (Ok(moved), _) => Ok(moved),
            // Who reads ends early only for a reason of its own, or when nobody takes any more.
            (Err(error), Ok(())) => Err(error),
            (Err(taking), Err(reading)) => Err(if is_stopped(&taking) { reading } else { taking }),
        }
    })
}

/// The other side is gone, and says why.
fn stopped() -> StoreError {
    let stopped = Problem::new(ProblemClass::Store, Text::new("store-stopped"));
    stopped.hint(Text::new("store-stopped-hint")).into()
}

fn is_stopped(error: &StoreError) -> bool {
    matches!(error, StoreError::Failed(problem) if problem.summary.key == "store-stopped")
}

/// Copies the queue of a database into a new file. Blocks the calling thread.
pub fn copy_to_file(from: PgOptions, into: &Path) -> Result<Moved, StoreError> {
    let environment = from.environment.clone();
    let source = PgStore::open(PgOptions {
        read_only: true,
        ..from
    })?;
    source.attend(async |connections| {
        let outgoing = Outgoing::begin(connections).await?;
        outgoing.check().await?;
        let target = Target::begin(into, &environment)?;
        let mut sent = Vec::new();
        for table in &TABLES {
            let mut lines = Lines::default();
            let mut rest: Vec<u8> = Vec::new();
            outgoing
                .lines(table, &mut |bytes| {
                    lines.pass(bytes);
                    if table.is_made {
                        return Ok(());
                    }
                    rest.extend_from_slice(bytes);
                    let Some(end) = rest.iter().rposition(|byte| *byte == b'\n') else {
                        return Ok(());
                    };
                    let whole: Vec<u8> = rest.drain(..=end).collect();
                    for line in String::from_utf8_lossy(&whole).split_terminator('\n') {
                        target.put(table, line)?;
                    }
                    Ok(())
                })
                .await?;
            sent.push(lines.sum());
        }
        let found = target.finish(outgoing.epoch().await?)?;
        let moved = compared(&sent, &found)?;
        target.name(into)?;
        Ok(moved)
    })
}

/// What went out against what arrived.
fn compared(sent: &[Sum], found: &[Sum]) -> Result<Moved, StoreError> {
    let mut tables = Vec::new();
    for ((table, sent), found) in TABLES.iter().zip(sent).zip(found) {
        if sent != found {
            return Err(Problem::new(
                ProblemClass::Store,
                Text::new("store-copy-differs")
                    .with("table", table.name)
                    .with("sent", sent.rows)
                    .with("found", found.rows),
            )
            .hint(Text::new("store-copy-differs-hint"))
            .into());
        }
        let digest = found.digest.iter().map(|byte| format!("{byte:02x}"));
        tables.push(MovedTable {
            name: table.name,
            rows: found.rows,
            digest: digest.collect(),
        });
    }
    Ok(Moved { tables })
}
