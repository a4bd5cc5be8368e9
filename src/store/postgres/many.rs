//! The same change of many rows in one transaction: one wait for the disk, not one a row.

use std::collections::HashMap;

use super::writing::Writing;
use super::{change, decision, rows};
use crate::domain::ids::SubmissionId;
use crate::store::many::{Deed, is_done};
use crate::store::{Batched, StoreError, Submission};

/// Changes each row that is still as it was seen; how many were changed.
pub(super) async fn each(writing: &Writing<'_>, batch: &Batched) -> Result<u64, StoreError> {
    let ids: Vec<SubmissionId> = batch.rows.iter().map(|(id, _)| *id).collect();
    let found = rows::all_locked(writing, &ids).await?.into_iter();
    let found: HashMap<SubmissionId, Submission> = found.map(|one| (one.id, one)).collect();
    let mut done = 0;
    let (mut changes, mut settlings) = (Vec::new(), Vec::new());
    for (id, state) in &batch.rows {
        let Some(submission) = found.get(id) else {
            continue;
        };
        match batch.deed(submission, *state) {
            Ok(Deed::Change(change)) => changes.push(*change),
            Ok(Deed::Settling(settling)) => settlings.push(settling),
            Err(refused) => _ = is_done(Err(refused))?,
        }
    }
    if !changes.is_empty() {
        for one in change::record_all(writing, changes).await? {
            done += u64::from(is_done(one.map(drop))?);
        }
    }
    for settling in &settlings {
        done += u64::from(is_done(decision::settle(writing, settling).await)?);
    }
    Ok(done)
}
