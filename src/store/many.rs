//! What a person decides about an end, and the same done to many submissions in one commit.

use jiff::Timestamp;

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

/// What can happen to many.
#[derive(Debug, Clone)]
pub enum What {
    /// It moves on.
    Event(Event),
    /// Its end is decided about.
    Decision(Decision),
}
