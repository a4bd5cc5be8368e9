//! A submission with its history: what was sent, answered and decided.

use jiff::Timestamp;

use super::{JournalEntry, QueueRow};
use crate::domain::answer::Anomaly;
use crate::domain::draft::{Draft, Field};
use crate::domain::untrusted::Untrusted;

/// A submission with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The submission.
    pub row: QueueRow,
    /// The draft that it was made from, when it was kept: also the parts that are not sent.
    pub draft: Option<Draft>,
    /// Every submission that this one replaces, is replaced by or was made with, itself
    /// included, oldest first; empty when there is no other.
    pub chain: Vec<QueueRow>,
    /// The message as it is, or was, sent.
    pub payload: Option<Untrusted>,
    /// The last answer, as it came.
    pub answer: Option<Untrusted>,
    /// Anomalies of the answer.
    pub anomalies: Vec<Anomaly>,
    /// Every POST and GET, oldest first.
    pub attempts: Vec<Exchange>,
    /// Every change, oldest first.
    pub events: Vec<JournalEntry>,
}

impl Timeline {
    /// What was given with the declaration and has no place in its message (rsz-rest A-20).
    pub fn not_sent(&self) -> Vec<(Field, &str)> {
        self.draft.iter().flat_map(Draft::not_sent).collect()
    }
}

/// One HTTP exchange about a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What was asked.
    pub method: Method,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds; `None` while it is running or when the worker died.
    pub duration_ms: Option<u64>,
    /// HTTP status; `None` when no answer came.
    pub status: Option<u16>,
    /// Our trace id.
    pub trace_id: String,
    /// The NSSO's trace id.
    pub server_trace_id: Option<Untrusted>,
    /// What it meant: for a POST `taken`, `not_taken` or `unknown`, for others a short word.
    pub outcome: Option<String>,
    /// What the server said, or how the connection failed.
    pub detail: Option<Untrusted>,
}

/// What was asked of the NSSO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// A declaration was sent.
    Post,
    /// A result was asked for.
    Get,
    /// A lost declaration was searched for.
    Search,
}

impl Method {
    /// The stored and exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Get => "GET",
            Self::Search => "SEARCH",
        }
    }

    /// Reads a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Post, Self::Get, Self::Search]
            .into_iter()
            .find(|method| method.as_str() == name)
    }
}
