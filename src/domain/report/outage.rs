//! What front ends may know of the tries that the service failed.

use jiff::Timestamp;

use super::Method;
use crate::domain::draft::Kind;
use crate::domain::ids::SubmissionId;
use crate::domain::untrusted::Untrusted;

/// One exchange without an answer, or with the answer that the service fails or is too busy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedTry {
    /// Its place in the list of exchanges.
    pub id: i64,
    /// The submission that it was about.
    pub submission: SubmissionId,
    /// What that one declares.
    pub kind: Kind,
    /// The caller's own reference of it.
    pub reference: Option<Untrusted>,
    /// The account that sent it.
    pub account: String,
    /// What was asked.
    pub method: Method,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds; `None` when the worker died meanwhile.
    pub duration_ms: Option<u64>,
    /// HTTP status; `None` when no answer came.
    pub status: Option<u16>,
    /// Our trace id.
    pub trace_id: String,
    /// The NSSO's trace id.
    pub server_trace_id: Option<Untrusted>,
    /// What the server said, or how the connection failed.
    pub detail: Option<Untrusted>,
}

/// A part of the list of failed tries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TriesQuery {
    /// Begun at this moment or later.
    pub since: Option<Timestamp>,
    /// Begun before this moment.
    pub until: Option<Timestamp>,
    /// Those that follow this one: its beginning and its place.
    pub after: Option<(Timestamp, i64)>,
    /// At most so many.
    pub rows: usize,
}
