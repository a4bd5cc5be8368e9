//! Declarations that a person hands in together, from the form or as the correction of another.

use super::declaration::Declaration;
use super::ids::SubmissionId;

/// Declarations that are queued together, in one transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handing {
    /// What is declared, in the order in which it is to be sent.
    pub declarations: Vec<Declaration>,
    /// Each one waits until the one before it is accepted: a CANCEL, then an IN.
    pub in_turn: bool,
    /// The submission that they are made from.
    pub origin: Option<SubmissionId>,
    /// The place of the one that replaces the origin, when one does.
    pub replacing: Option<usize>,
    /// Why they are sent although the same one is under way.
    pub duplicate_reason: Option<String>,
}

impl Handing {
    /// One declaration that has nothing to do with another.
    pub fn alone(declaration: Declaration) -> Self {
        Self {
            declarations: vec![declaration],
            ..Self::default()
        }
    }

    /// The place of the declaration that a person wants to see afterwards: the one that
    /// replaces the origin, else the last.
    pub fn main(&self) -> usize {
        self.replacing
            .unwrap_or(self.declarations.len().saturating_sub(1))
    }
}
