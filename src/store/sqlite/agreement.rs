//! What all homes that share the file must have alike: one row of `meta` each.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::journal::Journal;
use crate::store::{Agreement, StoreError};

/// What was agreed.
pub(super) fn kept(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

/// Keeps it when nothing was agreed yet, or a person says so; whether it is what is kept now.
pub(super) fn keep(connection: &Connection, agreement: &Agreement) -> Result<bool, StoreError> {
    let before = kept(connection, agreement.name)?;
    if before.as_deref() == Some(agreement.value.as_str()) {
        return Ok(true);
    }
    if before.is_some() && agreement.anew.is_none() {
        return Ok(false);
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)")?
        .execute(params![agreement.name, agreement.value])?;
    if let Some(actor) = &agreement.anew {
        let event = format!("{}_agreed", agreement.name);
        Journal::open(connection)?.note(agreement.at, actor, &event, &agreement.value)?;
    }
    Ok(true)
}
