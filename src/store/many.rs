//! What a person decides about an end, and the same done to many submissions in one commit.

use jiff::Timestamp;

use super::{Change, StoreError, Submission};
use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Event, StateKind};

/// What a person decided about a submission that has ended.
#[derive(Debug, Clone)]
pub struct Settling {
    /// The row.
    pub id: SubmissionId,
    /// Its revision as the caller read it.
    pub revision: i64,
    /// What was decided.
    pub decision: Decision,
    /// Why, in the person's words.
    pub reason: String,
    /// Which person.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

/// The same change of many rows, each with a journal entry of its own.
#[derive(Debug, Clone)]
pub struct Batched {
    /// The rows, each with the state in which the caller saw it: one that has left it stays as
    /// it is.
    pub rows: Vec<(SubmissionId, StateKind)>,
    /// What happens to each.
    pub what: What,
    /// The reason that a person gave.
    pub reason: Option<String>,
    /// Which person.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

/// What happens to one of many.
pub(super) enum Deed {
    /// It moves on.
    Change(Box<Change>),
    /// Its end is decided about.
    Settling(Settling),
}

impl Batched {
    /// What is to be done to this row, which the caller saw in this state.
    pub(super) fn deed(
        &self,
        submission: &Submission,
        seen: StateKind,
    ) -> Result<Deed, StoreError> {
        let Submission { id, revision, .. } = *submission;
        if submission.state.kind() != seen {
            return Err(StoreError::Moved(id));
        }
        Ok(match &self.what {
            What::Event(event) => Deed::Change(Box::new(Change {
                id,
                revision,
                event: event.clone(),
                actor: self.actor.clone(),
                reason: self.reason.clone(),
                exchange: None,
                answer: None,
                at: self.at,
            })),
            What::Decision(decision) => Deed::Settling(Settling {
                id,
                revision,
                decision: *decision,
                reason: self.reason.clone().unwrap_or_default(),
                actor: self.actor.clone(),
                at: self.at,
            }),
        })
    }
}

/// Whether it was done, or else refused before anything of it was written: the others go on.
pub(super) fn is_done(tried: Result<(), StoreError>) -> Result<bool, StoreError> {
    match tried {
        Ok(()) => Ok(true),
        Err(
            StoreError::Moved(_)
            | StoreError::Unknown(_)
            | StoreError::Waits(_)
            | StoreError::Settled(_)
            | StoreError::Illegal(_),
        ) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What can happen to many.
#[derive(Debug, Clone)]
pub enum What {
    /// It moves on.
    Event(Event),
    /// Its end is decided about.
    Decision(Decision),
}
