//! Figures about submissions that ended in a stretch of Belgian days: refusals by code, employer
//! and kind, the time to the answer, and what was declared late.
//!
//! What counts is the moment at which a submission ended, which is also what `since:` of the
//! filter language asks for: every figure leads to its rows. Pure; a store hands in each
//! submission that ended, and the codes of those that were refused.
//!
//! | file | owns |
//! | --- | --- |
//! | `stretch` | Belgian days and months, and the moments at which they begin |
//! | `tally` | what is counted of a part: ends, times, deadlines |
//! | `report` | the figures as tables |

mod report;
mod stretch;
mod tally;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::draft::Kind;
use super::lifecycle::StateKind;
use super::untrusted::Untrusted;

pub use report::{Of, table};
pub use stretch::{MOST_PARTS, Step, Stretch};
pub use tally::{Ratio, Tally, Times, percent};

/// The states in which a submission has ended that was sent, or was to be sent.
pub const ENDS: [StateKind; 5] = [
    StateKind::Accepted,
    StateKind::AcceptedWarning,
    StateKind::Refused,
    StateKind::Rejected,
    StateKind::NotTaken,
];

/// The ends that are refusals: by the NSSO's answer, or at its door.
pub const REFUSALS: [StateKind; 2] = [StateKind::Refused, StateKind::Rejected];

/// Which figures are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatisticsQuery {
    /// Of what ended on these days.
    pub stretch: Stretch,
    /// By day or by month.
    pub step: Step,
}

/// A submission that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended<'a> {
    /// When.
    pub at: Timestamp,
    /// How.
    pub state: StateKind,
    /// What was declared.
    pub kind: Kind,
    /// The employer's number, its digits; empty when none is known.
    pub employer: &'a str,
    /// When the NSSO took it in.
    pub taken: Option<Timestamp>,
    /// Until when it was in time.
    pub deadline: Option<Timestamp>,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// What was asked for.
    pub query: StatisticsQuery,
    /// All of it.
    pub total: Tally,
    /// By day or month, the earliest first; also those in which nothing ended.
    pub parts: Vec<(Stretch, Tally)>,
    /// Refusals by anomaly code, the most frequent first. One with two codes counts for both.
    pub codes: Vec<(Untrusted, u64)>,
    /// By employer, the one with the most refusals first.
    pub employers: Vec<(String, Ratio)>,
    /// By kind.
    pub kinds: Vec<(Kind, Ratio)>,
}

/// Figures that are being made.
#[derive(Debug)]
pub struct Count {
    query: StatisticsQuery,
    /// Where each part begins, and its tally.
    parts: Vec<(Timestamp, Stretch, Tally)>,
    employers: HashMap<String, Ratio>,
    kinds: BTreeMap<usize, Ratio>,
}

impl Count {
    /// Nothing has been counted.
    pub fn new(query: StatisticsQuery) -> Self {
        let parts = query.stretch.parts(query.step);
        let part = |part: Stretch| (part.begins(), part, Tally::default());
        Self {
            query,
            parts: parts.into_iter().map(part).collect(),
            employers: HashMap::new(),
            kinds: BTreeMap::new(),
        }
    }

    /// Counts a submission; one that has not ended, or on another day, is left out.
    pub fn add(&mut self, ended: &Ended<'_>) {
        if !ENDS.contains(&ended.state) {
            return;
        }
        let place = self.parts.partition_point(|part| part.0 <= ended.at);
        let Some((_, stretch, tally)) = place.checked_sub(1).and_then(|at| self.parts.get_mut(at))
        else {
            return;
        };
        if ended.at >= stretch.over() {
            return;
        }
        tally.add(ended);
        let refused = REFUSALS.contains(&ended.state);
        // A name is made only for an employer that was not met before.
        if let Some(ratio) = self.employers.get_mut(ended.employer) {
            ratio.add(refused);
        } else {
            let ratio = self.employers.entry(ended.employer.to_owned());
            ratio.or_default().add(refused);
        }
        let kind = Kind::ALL.iter().position(|kind| *kind == ended.kind);
        let ratio = self.kinds.entry(kind.unwrap_or_default());
        ratio.or_default().add(refused);
    }

    /// The figures, with how many refusals have which code.
    pub fn done(self, mut codes: Vec<(Untrusted, u64)>) -> Statistics {
        let mut total = Tally::default();
        for (_, _, tally) in &self.parts {
            total.join(tally);
        }
        codes.sort_by(|one, other| {
            (other.1.cmp(&one.1)).then_with(|| one.0.raw().cmp(other.0.raw()))
        });
        let mut employers: Vec<_> = self.employers.into_iter().collect();
        employers.sort_by(|(one, of_one), (other, of_other)| {
            let refused = of_other.refused.cmp(&of_one.refused);
            refused
                .then(of_other.ended.cmp(&of_one.ended))
                .then_with(|| one.cmp(other))
        });
        let kinds = self.kinds.into_iter();
        Statistics {
            query: self.query,
            total,
            parts: (self.parts.into_iter())
                .map(|(_, part, tally)| (part, tally))
                .collect(),
            codes,
            employers,
            kinds: kinds.map(|(at, ratio)| (Kind::ALL[at], ratio)).collect(),
        }
    }
}
