//! The portal checklist: changes that a person makes in Chaman, one step each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Change;
use crate::domain::text::Text;

/// One thing to do in the portal, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, from 1.
    pub number: u32,
    /// What is to be changed.
    pub change: Change,
    /// Who wanted it, and when.
    pub asked: Mark,
    /// Who did it in the portal, and when.
    pub done: Option<Mark>,
}

impl Step {
    /// What is to be done, in a line.
    pub fn title(&self) -> Text {
        self.change.title()
    }
}

/// Who, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The person.
    pub by: String,
    /// The moment.
    pub at: Timestamp,
}
