//! A whole queue from a file into a database, or the other way: everything, verified, or nothing.

use std::path::Path;

use super::copy::{Lines, Sum, TABLES};
use super::postgres::copy::{Incoming, Outgoing};
use super::sqlite::copy::{Source, Target};
use super::{PgOptions, PgStore, StoreError};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::upkeep::{Moved, MovedTable};

/// Copies the queue of a file into an empty one in a database. Blocks the calling thread.
pub fn copy_to_server(from: &Path, into: PgOptions) -> Result<Moved, StoreError> {
    let source = Source::open(from, &into.environment)?;
    let target = PgStore::open(into)?;
    target.attend(async |connections| {
        let incoming = Incoming::begin(connections).await?;
        let mut sent = Vec::new();
        for table in &TABLES {
            let mut lines = Lines::default();
            let mut taker = match table.is_made {
                true => None,
                false => Some(incoming.into_table(table).await?),
            };
            // What waits to be sent is one piece: the file is read no faster than that.
            let handle = tokio::runtime::Handle::current();
            source.lines(table, &mut |bytes| {
                lines.pass(&bytes);
                match &mut taker {
                    Some(taker) => handle.block_on(taker.put(bytes)),
                    None => Ok(()),
                }
            })?;
            if let Some(taker) = taker {
                taker.end().await?;
            }
            sent.push(lines.sum());
        }
        let found = incoming.finish(source.epoch()?).await?;
        let moved = compared(&sent, &found)?;
        incoming.keep().await?;
        Ok(moved)
    })
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
