//! A file that takes no changes because its copy is worked on: one row of `meta`, which every commit
//! looks for.

use std::path::Path;

use rusqlite::Connection;

use super::agreement::kept;
use super::copy::left_alone;
use super::journal::Journal;
use super::{failure, upkeep};
use crate::domain::problem::Problem;
use crate::store::StoreError;
use crate::store::closing::{CLOSED, Closing, ELSEWHERE, REOPENED, Reopening, closed};

/// Refuses every change of a closed file.
pub(super) fn refuse(connection: &Connection) -> Result<(), Problem> {
    match kept(connection, ELSEWHERE).map_err(|error| failure::of_database(&error))? {
        Some(place) => Err(closed(&place)),
        None => Ok(()),
    }
}

/// Closes the file, which nobody may be working on. One that is closed for the same place stays so.
///
/// Blocks the calling thread.
pub(in crate::store) fn close(
    path: &Path,
    environment: &str,
    closing: &Closing,
) -> Result<(), StoreError> {
    change(path, environment, |connection| {
        if closing.is_done(kept(connection, ELSEWHERE)?.as_deref())? {
            return Ok(());
        }
        connection.execute(
            "INSERT INTO meta(key, value) VALUES(?1, ?2)",
            [ELSEWHERE, &closing.elsewhere],
        )?;
        Journal::open(connection)?.note(closing.at, &closing.actor, CLOSED, &closing.elsewhere)
    })
}

/// Opens it again; whether it was closed.
///
/// Blocks the calling thread.
pub(in crate::store) fn reopen(
    path: &Path,
    environment: &str,
    reopening: &Reopening,
) -> Result<bool, StoreError> {
    change(path, environment, |connection| {
        let removed = connection.execute("DELETE FROM meta WHERE key = ?1", [ELSEWHERE])?;
        if removed > 0 {
            let Reopening { at, actor, reason } = reopening;
            Journal::open(connection)?.note(*at, actor, REOPENED, reason)?;
        }
        Ok(removed > 0)
    })
}

/// One change of a file on which nobody works, kept when it went well.
fn change<T>(
    path: &Path,
    environment: &str,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let (path, mut connection) = upkeep::open(path, environment)?;
    let _lock = left_alone(&path)?;
    let transaction = upkeep::begin(&mut connection, &path)?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}
