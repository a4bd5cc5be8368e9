//! Who sends and polls: an OS lock on a file beside the database, which the kernel frees when
//! its holder dies, and an epoch in the database that every claim must name. No clock.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::connection::Connections;
use super::values::{Moment, whole};
use super::{change, exchange, failure, place};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Doubt, Event};
use crate::domain::report::WorkerStatus;
use crate::store::{Change, Holder, StoreError};

/// Somebody who only asks who works holds the lock for an instant; so it is tried more than once.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(10);

fn lock_path(connections: &Connections) -> PathBuf {
    let mut path = connections.path().as_os_str().to_owned();
    path.push(".worker.lock");
    path.into()
}

/// The lock of the worker, if nobody has it.
pub(super) fn lock(connections: &Connections) -> Result<Option<File>, StoreError> {
    if connections.is_read_only() {
        return Err(failure::read_only());
    }
    let path = lock_path(connections);
    let of_system = |error: &std::io::Error| failure::of_system(&path, error);
    let file = place::create(&path).map_err(|error| of_system(&error))?;
    let is_ours = try_hard(&file).map_err(|error| of_system(&error))?;
    Ok(is_ours.then_some(file))
}

/// Whoever has the lock becomes the worker: its epoch, and what its predecessor was sending.
pub(super) fn begin(
    transaction: &Transaction<'_>,
    holder: &Holder,
    now: Timestamp,
) -> Result<(i64, Vec<SubmissionId>), StoreError> {
    let epoch = next_epoch(transaction, holder, now)?;
    let recovered = recover(transaction, holder, now)?;
    recover_asking(transaction, holder)?;
    Ok((epoch, recovered))
}

fn try_hard(file: &File) -> std::io::Result<bool> {
    for attempt in 1..=TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if attempt < TRIES => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {}
        }
    }
    Ok(false)
}

fn next_epoch(
    transaction: &Transaction<'_>,
    holder: &Holder,
    now: Timestamp,
) -> Result<i64, StoreError> {
    Ok(transaction.query_row(
        "INSERT INTO lease(name, epoch, worker, host, pid, since) VALUES('worker', 1, ?1, ?2, ?3, ?4)
         ON CONFLICT(name) DO UPDATE SET epoch = epoch + 1, worker = excluded.worker, host = excluded.host,
            pid = excluded.pid, since = excluded.since
         RETURNING epoch",
        params![holder.worker, holder.host, holder.pid, Moment(now)],
        |row| row.get(0),
    )?)
}

/// What a dead worker was asking counts as asked then: the schedule goes on from there.
fn recover_asking(transaction: &Transaction<'_>, holder: &Holder) -> Result<(), StoreError> {
    for (id, revision, asked_at) in exchange::being_asked(transaction)? {
        let event = Event::Polled { retry_at: None };
        change::record(
            transaction,
            &of_holder(holder, id, revision, event, asked_at),
        )?;
    }
    Ok(())
}

/// I5: what a dead worker was sending may have been taken, whatever its age.
fn recover(
    transaction: &Transaction<'_>,
    holder: &Holder,
    now: Timestamp,
) -> Result<Vec<SubmissionId>, StoreError> {
    let orphans = change::being_sent(transaction)?;
    for &(id, revision) in &orphans {
        let event = Event::AnswerLost {
            doubt: Doubt::WorkerDied,
        };
        change::record(
            transaction,
            &of_holder(holder, id, revision, event, whole(now)),
        )?;
    }
    Ok(orphans.into_iter().map(|(id, _)| id).collect())
}

/// What the new worker records in the place of a dead one.
fn of_holder(
    holder: &Holder,
    id: SubmissionId,
    revision: i64,
    event: Event,
    at: Timestamp,
) -> Change {
    Change {
        id,
        revision,
        event,
        actor: holder.worker.clone(),
        reason: None,
        exchange: None,
        answer: None,
        at,
    }
}

/// Who is the worker: asked of the lock, because a row cannot know that its writer died.
pub(super) fn worker(connections: &Connections, me: &Holder) -> Result<WorkerStatus, StoreError> {
    let path = lock_path(connections);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(WorkerStatus::Nobody),
        Err(error) => return Err(failure::of_system(&path, &error).into()),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(WorkerStatus::Nobody),
        Err(TryLockError::Error(error)) => Err(failure::of_system(&path, &error).into()),
        Err(TryLockError::WouldBlock) => connections.read(|connection| holder(connection, me)),
    }
}

fn holder(connection: &Connection, me: &Holder) -> Result<WorkerStatus, StoreError> {
    let found = connection
        .prepare_cached("SELECT worker, host, pid, since FROM lease WHERE name = 'worker'")?
        .query_row([], |row| {
            let holder = Holder {
                worker: row.get(0)?,
                host: row.get(1)?,
                pid: row.get(2)?,
                headless: me.headless,
            };
            Ok((holder, row.get::<_, Moment>(3)?.0))
        })
        .optional()?;
    Ok(match found {
        // Locked, but not yet written down: a worker that is just starting.
        None => WorkerStatus::Nobody,
        Some((holder, _)) if holder == *me => WorkerStatus::Here,
        Some((holder, since)) => WorkerStatus::Elsewhere {
            host: holder.host,
            pid: holder.pid,
            since,
        },
    })
}
