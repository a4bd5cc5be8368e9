//! A whole queue from a file into a database, or the other way: everything, verified, or nothing. One
//! of the two takes no changes from then on, because what both send is sent twice.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::closing::{Closing, Reopening};
use super::copy::{Lines, Sum, TABLES};
use super::group::stopped;
use super::postgres::copy::{Incoming, Outgoing};
use super::sqlite::copy::{Source, Target, refuse_taken};
use super::{PgOptions, PgStore, Site, StoreError};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::upkeep::{Moved, MovedTable};

/// Pieces of lines that wait to be sent: the file is read no faster than that.
const WAITING: usize = 4;

/// A copy that is made.
#[derive(Debug, Clone)]
pub struct Copying {
    /// What is copied: a file, or the address of a database without a password.
    pub original: String,
    /// The same of the copy.
    pub copy: String,
    /// Whether the work goes on in the original, and the copy is only to be looked at.
    pub is_to_look_at: bool,
    /// Which person copies.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

/// What the journal says when an original is opened again because there is no copy.
const NOT_COPIED: &str = "not copied";

impl Copying {
    fn closing(&self, elsewhere: &str) -> Closing {
        Closing {
            elsewhere: elsewhere.to_owned(),
            actor: self.actor.clone(),
            at: self.at,
        }
    }

    /// Closes the original, copies it, and opens it again when there certainly is no copy; or
    /// closes the copy when there is one.
    ///
    /// `copy` says when it is about to keep what it made: from then on nobody knows without asking.
    fn make(
        &self,
        copy: impl FnOnce(&AtomicBool) -> Result<Moved, StoreError>,
        original: &Site,
        made: &Site,
    ) -> Result<Moved, StoreError> {
        let is_kept = AtomicBool::new(false);
        if self.is_to_look_at {
            let moved = copy(&is_kept)?;
            made.close(&self.closing(&self.original))?;
            return Ok(moved);
        }
        original.close(&self.closing(&self.copy))?;
        let moved = copy(&is_kept);
        if moved.is_err() && !is_kept.load(Ordering::Relaxed) {
            original.reopen(&Reopening {
                reason: NOT_COPIED.to_owned(),
                actor: self.actor.clone(),
                at: self.at,
            })?;
        }
        moved
    }
}

/// Copies a queue from a file into an empty one in a database, or from a database into a new file.
///
/// Blocks the calling thread.
pub fn copy(from: &Site, into: &Site, copying: &Copying) -> Result<Moved, StoreError> {
    match (from, into) {
        (Site::File { path, environment }, Site::Server(options)) => {
            // Before anything is closed: the server must be there.
            let target = PgStore::open(PgOptions::clone(options))?;
            let copy = |is_kept: &AtomicBool| to_server(path, environment, &target, is_kept);
            copying.make(copy, from, into)
        }
        (Site::Server(options), Site::File { path, .. }) => {
            refuse_taken(path)?;
            let copy = |is_kept: &AtomicBool| to_file(PgOptions::clone(options), path, is_kept);
            copying.make(copy, from, into)
        }
        _ => Err(
            Problem::new(ProblemClass::Usage, Text::new("store-copy-which"))
                .hint(Text::new("store-copy-which-hint"))
                .into(),
        ),
    }
}

fn to_server(
    from: &Path,
    environment: &str,
    target: &PgStore,
    is_kept: &AtomicBool,
) -> Result<Moved, StoreError> {
    let source = Source::open(from, environment)?;
    let epoch = source.epoch()?;
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
            is_kept.store(true, Ordering::Relaxed);
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

fn is_stopped(error: &StoreError) -> bool {
    matches!(error, StoreError::Failed(problem) if problem.summary.key == "store-stopped")
}

fn to_file(from: PgOptions, into: &Path, is_kept: &AtomicBool) -> Result<Moved, StoreError> {
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
        is_kept.store(true, Ordering::Relaxed);
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
