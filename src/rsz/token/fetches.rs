//! What was asked of token servers, in numbers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{TokenError, TokenErrorClass};
use crate::domain::histogram::Histogram;

/// The ways in which a request for a token ends.
pub const OUTCOMES: [&str; 6] = [
    "granted",
    "refused",
    "invalid_request",
    "later",
    "fault",
    "unreachable",
];

/// Requests to token servers since the program started.
#[derive(Debug, Default)]
pub struct Fetches {
    counts: [AtomicU64; OUTCOMES.len()],
    /// How long they took.
    pub took: Histogram,
}

impl Fetches {
    /// How many ended in which way.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.counts.iter();
        OUTCOMES
            .into_iter()
            .zip(counts.map(|count| count.load(Ordering::Relaxed)))
    }

    pub(super) fn add(&self, failure: Option<&TokenError>, took: Duration) {
        let outcome = match failure.map(|failure| failure.class) {
            None => 0,
            Some(TokenErrorClass::Refused) => 1,
            Some(TokenErrorClass::InvalidRequest) => 2,
            Some(TokenErrorClass::Later) => 3,
            Some(TokenErrorClass::Fault) => 4,
            Some(TokenErrorClass::Unreachable) => 5,
        };
        self.counts[outcome].fetch_add(1, Ordering::Relaxed);
        self.took.add(took);
    }
}
