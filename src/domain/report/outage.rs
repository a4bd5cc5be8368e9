//! What front ends may know of the tries that the service failed.

use jiff::Timestamp;

use super::Exchange;
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
    /// The exchange.
    pub exchange: Exchange,
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
