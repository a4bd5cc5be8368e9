//! What keeps a store from doing what it was asked.

use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::Illegal;
use crate::domain::problem::Problem;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row changed since it was read.
    #[error("submission {0} has moved")]
    Moved(SubmissionId),
    /// Another writer changed the register since it was read.
    #[error("the register has moved")]
    RegisterMoved,
    /// It waits for another submission that is not accepted.
    #[error("submission {0} must be accepted first")]
    Waits(SubmissionId),
    /// It has not ended, so that nothing can replace it yet; or it never came to be sent.
    #[error("submission {0} cannot be replaced")]
    NotEnded(SubmissionId),
    /// A decision was made about it before, or it needs none.
    #[error("nothing to decide about submission {0}")]
    Settled(SubmissionId),
    /// There is no such row.
    #[error("no submission {0}")]
    Unknown(SubmissionId),
    /// The event cannot happen in the row's state.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// The lease is held by another worker now.
    #[error("the lease is no longer ours")]
    LeaseLost,
    /// A number that another of our submissions has already.
    #[error("declaration {0} belongs to another submission")]
    NumberTaken(DeclarationId),
    /// The file or server failed; the problem says what and what to do.
    #[error("store failure: {}", .0.summary.key)]
    Failed(Box<Problem>),
}

impl StoreError {
    /// Whether waiting never helps: the file is for a later release of the program only, or the work
    /// goes on in another queue.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Failed(problem) if matches!(problem.summary.key, "store-newer" | "store-closed"))
    }
}
