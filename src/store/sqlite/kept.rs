//! What the schema keeps so that nobody counts or searches for it, and how each is found anew.

use rusqlite::{Connection, OptionalExtension};

use crate::store::kept::Kept;
pub(super) use crate::store::kept::{FIRST_CODES, KEPT};

/// What is a worker type, and no other word.
const IS_A_TYPE: &str = "GLOB '[A-Z][A-Z0-9][A-Z0-9]'";

/// The first code of a submission's answer, from the codes themselves.
const FIRST_CODE: &str =
    "(SELECT code FROM anomaly WHERE submission_id = submission.id ORDER BY position LIMIT 1)";

/// How many submissions keep another first code than their answer has.
pub(super) fn wrong_first_codes(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM submission WHERE first_code IS NOT {FIRST_CODE}");
    let wrong: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(wrong.unsigned_abs())
}

/// Keeps the first codes anew.
pub(super) fn refill_first_codes(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "UPDATE submission SET first_code = {FIRST_CODE} WHERE first_code IS NOT {FIRST_CODE}"
    ))
}

/// Whether this file has the table at all.
fn is_there(connection: &Connection, kept: &Kept) -> rusqlite::Result<bool> {
    let found = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [kept.table],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// How many counts are not what counting gives.
pub(super) fn wrong(connection: &Connection, kept: &Kept) -> rusqlite::Result<u64> {
    if !is_there(connection, kept)? {
        return Ok(0);
    }
    let wrong: i64 = connection.query_row(&kept.wrong(IS_A_TYPE), [], |row| row.get(0))?;
    Ok(wrong.unsigned_abs())
}

/// Writes the counts anew. Those that are there without any row stay, as none.
pub(super) fn refill(connection: &Connection, kept: &Kept) -> rusqlite::Result<()> {
    if !is_there(connection, kept)? {
        return Ok(());
    }
    let (table, filling) = (kept.table, kept.filling(IS_A_TYPE));
    connection.execute_batch(&format!("UPDATE {table} SET rows = 0; {filling};"))
}
