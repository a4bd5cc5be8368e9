//! The schema's version: what a file has, and the way up to ours. Never down.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::place::Header;
use super::{backup, failure, newer, place, searched};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Each brings the schema from the version of its index to the next.
pub(super) const MIGRATIONS: [&str; 8] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
];

/// The version that this program reads and writes.
pub(super) fn current() -> i32 {
    i32::try_from(MIGRATIONS.len()).expect("there are few migrations")
}

/// What is in a file that may be opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Contents {
    /// No table yet.
    Nothing,
    /// A queue with a schema of this version.
    Queue(i32),
}

/// Refuses a file that is not ours, closed to us, or of another environment. Changes nothing.
pub(super) fn inspect(
    connection: &Connection,
    path: &Path,
    environment: &str,
) -> Result<Contents, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let number = |pragma: &str| -> rusqlite::Result<i32> {
        connection.pragma_query_value(None, pragma, |row| row.get(0))
    };
    let application = number("application_id").map_err(of_database)?;
    let version = number("user_version").map_err(of_database)?;
    if application != place::APPLICATION_ID {
        let is_empty = application == 0 && version == 0;
        if is_empty && has_nothing(connection).map_err(of_database)? {
            return Ok(Contents::Nothing);
        }
        return Err(place::foreign(path));
    }
    newer::refuse_closed(connection, path, version)?;
    refuse_other(connection, path, environment)?;
    Ok(Contents::Queue(version))
}

fn has_nothing(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

/// Whether there is something in the file yet, by its header alone. One that is not ours is
/// refused.
pub(super) fn is_begun(path: &Path) -> Result<bool, Problem> {
    let Header::Database { application, .. } = place::header(path)? else {
        return Ok(false);
    };
    if application != 0 && application != place::APPLICATION_ID {
        return Err(place::foreign(path));
    }
    Ok(true)
}

fn refuse_other(connection: &Connection, path: &Path, environment: &str) -> Result<(), Problem> {
    let found: Option<String> = connection
        .query_row(
            "SELECT value FROM meta WHERE key = 'environment'",
            [],
            |row| row.get(0),
        )
        .optional()
        .map_err(|error| failure::of_database(&error))?;
    if found.as_deref() == Some(environment) {
        return Ok(());
    }
    Err(other(path, &found.unwrap_or_default(), environment))
}

/// The problem of a file that belongs to another environment.
pub(super) fn other(path: &Path, found: &str, wanted: &str) -> Problem {
    failure::problem(
        Text::new("store-environment")
            .with("path", failure::shown(path))
            .with("found", failure::text(found))
            .with("wanted", wanted),
        Text::new("store-environment-hint"),
    )
}

/// Brings the file to our version in one transaction. Of several processes that open a new
/// file together, one does it and the others find it done.
pub(super) fn bring_up(
    connection: &mut Connection,
    path: &Path,
    environment: &str,
) -> Result<(), Problem> {
    // A migration may say anew what a table's conditions are; nobody else may.
    let guard = DbConfig::SQLITE_DBCONFIG_DEFENSIVE;
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    connection
        .set_db_config(guard, false)
        .map_err(of_database)?;
    let brought_up = bring_up_whole(connection, path, environment);
    connection.set_db_config(guard, true).map_err(of_database)?;
    brought_up
}

fn bring_up_whole(
    connection: &mut Connection,
    path: &Path,
    environment: &str,
) -> Result<(), Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Exclusive)
        .map_err(of_database)?;
    let version = match inspect(&transaction, path, environment)? {
        Contents::Nothing => 0,
        Contents::Queue(version) => version,
    };
    if version < current() {
        if version > 0 {
            backup::before_migration(path, version)?;
        }
        climb(&transaction, version, current(), environment).map_err(of_database)?;
    }
    transaction.commit().map_err(of_database)
}

/// Brings the schema from one version, 0 for none at all, to a later one.
pub(super) fn climb(
    transaction: &Connection,
    version: i32,
    to: i32,
    environment: &str,
) -> rusqlite::Result<()> {
    let place = |version: i32| usize::try_from(version).unwrap_or_default();
    for migration in &MIGRATIONS[place(version)..place(to)] {
        // As it says; only how the text search is built is ours to choose.
        let mut parts = migration.split(searched::REBUILD);
        transaction.execute_batch(parts.next().unwrap_or_default())?;
        for part in parts {
            searched::rebuild(transaction)?;
            transaction.execute_batch(part)?;
        }
    }
    if version == 0 {
        transaction.pragma_update(None, "application_id", place::APPLICATION_ID)?;
        transaction.execute(
            "INSERT INTO meta(key, value) VALUES('environment', ?1)",
            [environment],
        )?;
    }
    newer::say(transaction, to)?;
    transaction.pragma_update(None, "user_version", to)
}
