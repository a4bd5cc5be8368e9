//! The accounts of the queue: their rows, and which are held.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::connection::Commit;
use super::journal::Journal;
use super::values::whole;
use crate::store::StoreError;

/// The row of an account, made when it is named for the first time.
pub(super) fn row_of(connection: &Connection, name: &str) -> Result<i64, StoreError> {
    let known = connection
        .prepare_cached("SELECT id FROM account WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection.execute("INSERT INTO account(name) VALUES(?1)", [name])?;
    Ok(connection.last_insert_rowid())
}

/// Held accounts with their reasons, by name.
pub(super) fn held(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let accounts = connection
        .prepare_cached(
            "SELECT name, held_reason FROM account WHERE held_reason IS NOT NULL ORDER BY name",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(accounts)
}

/// Holds an account or lets it go; saying again what is so already changes nothing.
pub(super) fn hold(
    connection: &Connection,
    name: &str,
    reason: Option<&str>,
    actor: &str,
    now: Timestamp,
) -> Result<Commit<()>, StoreError> {
    let id = row_of(connection, name)?;
    let changed = connection.execute(
        "UPDATE account SET held_reason = ?2 WHERE id = ?1 AND held_reason IS NOT ?2",
        params![id, reason],
    )?;
    if changed == 0 {
        return Ok(Commit::Undo(()));
    }
    let (event, words) = match reason {
        Some(reason) => ("account_held", format!("{name}: {reason}")),
        None => ("account_released", name.to_owned()),
    };
    Journal::open(connection)?.note(whole(now), actor, event, &words)?;
    Ok(Commit::Keep(()))
}
