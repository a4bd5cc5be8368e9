//! A file that is worked on as a whole, by nobody's lease.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{OpenOptions, SqliteStore, connection, newer, place};
use crate::store::StoreError;

/// The file, brought up and looked at as by any other command: nothing is changed in a damaged one.
pub(super) fn open(path: &Path, environment: &str) -> Result<(PathBuf, Connection), StoreError> {
    let options = OpenOptions {
        environment,
        read_only: false,
    };
    drop(SqliteStore::open(path, options)?);
    let path = place::prepare(path, false)?;
    let connection = connection::open_writer(&path)?;
    Ok((path, connection))
}

/// A change of all of it; a later version may keep something where we do not look.
pub(super) fn begin<'a>(
    connection: &'a mut Connection,
    path: &Path,
) -> Result<Transaction<'a>, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    newer::refuse_unknown(&transaction, path)?;
    Ok(transaction)
}
