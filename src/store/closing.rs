//! Closing a queue whose copy is the one to work on, and opening it again: of two queues with the
//! same declarations one alone may be worked on, or everything is sent twice.

use jiff::Timestamp;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

/// The row of `meta` that names the place where the work goes on.
pub(super) const ELSEWHERE: &str = "closed_for";
/// What the journal says when a queue is closed; the reason names where the work goes on.
pub(super) const CLOSED: &str = "closed";
/// What it says when a person opens it again.
pub(super) const REOPENED: &str = "reopened";

/// That the work goes on elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Closing {
    /// Where: a file, or the address of a database without a password.
    pub elsewhere: String,
    /// Which person says so.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

impl Closing {
    /// Whether a queue is closed already, for the same place; one that is closed for another is refused.
    pub(super) fn is_done(&self, found: Option<&str>) -> Result<bool, StoreError> {
        match found {
            Some(place) if place != self.elsewhere => Err(closed(place).into()),
            found => Ok(found.is_some()),
        }
    }
}

/// That the work goes on here after all.
#[derive(Debug, Clone)]
pub struct Reopening {
    /// Why, in words of the person.
    pub reason: String,
    /// Which person.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

/// The problem of every change of a closed queue.
pub(super) fn closed(elsewhere: &str) -> Problem {
    Problem::new(
        ProblemClass::Store,
        Text::new("store-closed").with("place", Untrusted::new(elsewhere).shown()),
    )
    .hint(Text::new("store-closed-hint"))
}
