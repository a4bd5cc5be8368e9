//! Files of a later version than ours: which earlier programs may use one, it says itself.
//!
//! Two programs of neighbouring versions can so work on one file, and the newer one can be taken
//! back. A file that leaves us out is neither read nor written, also when it came to be so after
//! we had opened it.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension};

use super::migrate::{MIGRATIONS, current};
use super::{check, failure};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// For each version the earliest program that may read and write a file of it. A migration names
/// an earlier program than its own only if all of this is true of it:
///
/// - tables, columns, indexes and the text search that were there still are, under their names;
/// - a new column has a default, so that who does not know it can write rows;
/// - triggers in the file keep whatever is counted or guarded, for whoever writes;
/// - nobody writes a value that the earlier program does not know, such as another state.
///
/// What needs all of a file to be known, purging and rescuing, is refused to every earlier one.
/// The programs of versions 1 to 5 refuse every later file, whatever it says.
pub(super) const READERS: [i32; MIGRATIONS.len()] = [1, 2, 3, 4, 5, 6, 6, 8];

/// The key of that program's version in `meta`.
const READER: &str = "min_reader";

/// The key of the release that brought the file to its version.
const RELEASE: &str = "program";

/// Writes down who may use a file of this version, and which release made it one.
pub(super) fn say(connection: &Connection, version: i32) -> rusqlite::Result<()> {
    let reader = usize::try_from(version - 1)
        .ok()
        .and_then(|place| READERS.get(place))
        .map_or(version, |reader| *reader);
    connection
        .execute(
            "INSERT INTO meta(key, value) VALUES(?1, ?2), (?3, ?4)
             ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            [
                READER,
                &reader.to_string(),
                RELEASE,
                env!("CARGO_PKG_VERSION"),
            ],
        )
        .map(drop)
}

/// Refuses a file of this version that does not name us among its readers.
pub(super) fn refuse_closed(
    connection: &Connection,
    path: &Path,
    version: i32,
) -> Result<(), Problem> {
    if version <= current() {
        return Ok(());
    }
    let reader = said(connection, READER)?.and_then(|reader| reader.parse::<i32>().ok());
    if reader.is_some_and(|reader| (1..=current()).contains(&reader)) {
        return Ok(());
    }
    Err(newer(path, version, said(connection, RELEASE)?))
}

/// The same in a transaction, for whoever has had the file open for long: others may have brought
/// it to a later version meanwhile.
pub(super) fn refuse_closed_now(connection: &Connection, path: &Path) -> Result<(), Problem> {
    refuse_closed(connection, path, version(connection)?)
}

/// Refuses every later version, for what only goes with knowing all of the file.
pub(super) fn refuse_unknown(connection: &Connection, path: &Path) -> Result<(), Problem> {
    let version = version(connection)?;
    if version <= current() {
        return Ok(());
    }
    Err(newer(path, version, said(connection, RELEASE)?))
}

fn version(connection: &Connection) -> Result<i32, Problem> {
    let read = || {
        connection
            .prepare_cached("PRAGMA user_version")?
            .query_row([], |row| row.get(0))
    };
    read().map_err(|error: rusqlite::Error| failure::of_database(&error))
}

/// What the file says under this key; nothing, if a later version says it elsewhere.
fn said(connection: &Connection, key: &str) -> Result<Option<String>, Problem> {
    let found = connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| {
            row.get(0)
        })
        .optional();
    match found {
        Err(error) if check::is_damage(&error) => Ok(None),
        found => found.map_err(|error| failure::of_database(&error)),
    }
}

/// The problem of a file for which we are too old, and the release that can have it.
pub(super) fn newer(path: &Path, version: i32, release: Option<String>) -> Problem {
    failure::problem(
        Text::new("store-newer")
            .with("path", failure::shown(path))
            .with("found", i64::from(version))
            .with("known", i64::from(current())),
        match release {
            Some(release) => {
                Text::new("store-newer-hint-release").with("release", failure::text(&release))
            }
            None => Text::new("store-newer-hint"),
        },
    )
}
