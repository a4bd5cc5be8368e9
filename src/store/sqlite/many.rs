//! The same change of many rows in one transaction: one wait for the disk, not one a row.

use rusqlite::Transaction;

use super::{change, decision, rows};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::store::many::{Deed, is_done};
use crate::store::{Batched, StoreError};

/// Changes each row that is still as it was seen; how many were changed.
pub(super) fn each(transaction: &Transaction<'_>, batch: &Batched) -> Result<u64, StoreError> {
    let mut done = 0;
    for &(id, state) in &batch.rows {
        done += u64::from(is_done(one(transaction, batch, id, state))?);
    }
    Ok(done)
}

fn one(
    transaction: &Transaction<'_>,
    batch: &Batched,
    id: SubmissionId,
    state: StateKind,
) -> Result<(), StoreError> {
    let stored = rows::stored(transaction, id)?.ok_or(StoreError::Unknown(id))?;
    match batch.deed(&stored.submission, state)? {
        Deed::Change(change) => change::record(transaction, &change).map(|_| ()),
        Deed::Settling(settling) => decision::settle(transaction, &settling),
    }
}
