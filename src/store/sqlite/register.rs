//! The register of channels and accounts: one row, compared and set. Knows nothing of what
//! the document says.

use rusqlite::{Connection, OptionalExtension, params};

use super::failure;
use super::journal::Journal;
use super::values::whole;
use crate::domain::text::Text;
use crate::store::{RegisterChange, StoreError, StoredRegister};

/// The document with its revision.
pub(super) fn read(connection: &Connection) -> Result<StoredRegister, StoreError> {
    let register = connection
        .prepare_cached("SELECT revision, document FROM register")?
        .query_row([], |row| {
            Ok(StoredRegister {
                revision: row.get(0)?,
                document: row.get(1)?,
            })
        })?;
    Ok(register)
}

/// Its revision alone.
pub(super) fn revision(connection: &Connection) -> Result<i64, StoreError> {
    let revision = connection
        .prepare_cached("SELECT revision FROM register")?
        .query_row([], |row| row.get(0))?;
    Ok(revision)
}

/// Keeps a document in the place of the one that its writer read; gives the new revision.
pub(super) fn keep(connection: &Connection, change: &RegisterChange) -> Result<i64, StoreError> {
    let changed = connection
        .prepare_cached(
            "UPDATE register SET revision = revision + 1, document = ?2 WHERE revision = ?1",
        )?
        .execute(params![change.revision, change.document])?;
    if changed == 0 {
        return Err(StoreError::RegisterMoved);
    }
    if let Some((old, new)) = &change.renamed {
        rename(connection, old, new)?;
    }
    let mut journal = Journal::open(connection)?;
    for (event, reason) in &change.entries {
        journal.note(whole(change.at), &change.actor, event, reason)?;
    }
    Ok(change.revision + 1)
}

/// Submissions name their account by its row, so the row's name is theirs.
fn rename(connection: &Connection, old: &str, new: &str) -> Result<(), StoreError> {
    let Some(id) = row(connection, old)? else {
        return Ok(());
    };
    if row(connection, new)?.is_some_and(|other| other != id) {
        return Err(StoreError::from(failure::problem(
            Text::new("store-account-name").with("account", new),
            Text::new("store-account-name-hint"),
        )));
    }
    connection.execute(
        "UPDATE account SET name = ?2 WHERE id = ?1",
        params![id, new],
    )?;
    Ok(())
}

fn row(connection: &Connection, account: &str) -> Result<Option<i64>, StoreError> {
    let id = connection
        .prepare_cached("SELECT id FROM account WHERE name = ?1")?
        .query_row([account], |row| row.get(0))
        .optional()?;
    Ok(id)
}

/// The keys of the worker of this epoch take the place of those before.
pub(super) fn signs_with(
    connection: &Connection,
    epoch: i64,
    keys: &[(String, String)],
) -> Result<(), StoreError> {
    connection.execute("DELETE FROM signing", [])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO signing(account, key, epoch) VALUES(?1, ?2, ?3)")?;
    for (account, key) in keys {
        insert.execute(params![account, key, epoch])?;
    }
    Ok(())
}

/// What the worker of the present epoch said; what one before it said is worth nothing.
pub(super) fn signing_key(
    connection: &Connection,
    account: &str,
) -> Result<Option<String>, StoreError> {
    let key = connection
        .prepare_cached(
            "SELECT key FROM signing WHERE account = ?1
             AND epoch = (SELECT epoch FROM lease WHERE name = 'worker')",
        )?
        .query_row([account], |row| row.get(0))
        .optional()?;
    Ok(key)
}

/// Submissions of an account whose life has not ended: in the order of a life, `accepted` is
/// the first of the ends.
pub(super) fn unsettled(connection: &Connection, account: &str) -> Result<u64, StoreError> {
    let rows: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM submission s JOIN account a ON a.id = s.account_id
             WHERE s.life < 7 AND a.name = ?1",
        )?
        .query_row([account], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}
