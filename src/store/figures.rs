//! What a dashboard asks of a store.

use jiff::Timestamp;

use crate::domain::report::{Counts, QueueRow};
use crate::domain::untrusted::Untrusted;

/// What the dashboard shows beside the counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Anomaly codes of refused submissions that nobody has decided about, most frequent first,
    /// at most ten.
    pub refused_codes: Vec<(Untrusted, u64)>,
    /// Ends that still need a person, by state.
    pub undecided: Counts,
    /// The oldest doubt.
    pub oldest_doubt: Option<Timestamp>,
    /// Submissions that may still be late, whose deadline is past or less than an hour ahead.
    pub due_soon: u64,
    /// Settled since midnight, by state.
    pub settled_today: Counts,
    /// Submissions taken in during each of the last twelve minutes, oldest first.
    pub taken_per_minute: Vec<u64>,
    /// Median and 95th percentile of the time from 201 to verdict of the latest 200 settled, in milliseconds.
    pub answer_times_ms: Option<(u64, u64)>,
    /// The latest changed submissions, at most twenty.
    pub latest: Vec<QueueRow>,
}
