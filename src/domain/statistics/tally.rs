//! What is counted of a day, a month, or all of it.

use std::collections::BTreeMap;

use super::Ended;
use crate::domain::lifecycle::StateKind;

/// How many ended how, how long their answers took, and which of them came late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted.
    pub accepted: u64,
    /// Accepted with a warning.
    pub warned: u64,
    /// Refused by the answer.
    pub refused: u64,
    /// Refused at the door.
    pub rejected: u64,
    /// Never taken in.
    pub not_taken: u64,
    /// From being taken in to the answer.
    pub times: Times,
    /// Taken in before the deadline.
    pub in_time: u64,
    /// Taken in at the deadline or after it.
    pub late: u64,
    /// Taken in, and nobody knows until when it was in time.
    pub no_deadline: u64,
}

impl Tally {
    /// Counts a submission.
    pub fn add(&mut self, ended: &Ended<'_>) {
        let count = match ended.state {
            StateKind::Accepted => &mut self.accepted,
            StateKind::AcceptedWarning => &mut self.warned,
            StateKind::Refused => &mut self.refused,
            StateKind::Rejected => &mut self.rejected,
            StateKind::NotTaken => &mut self.not_taken,
            _ => return,
        };
        *count += 1;
        let Some(taken) = ended.taken else { return };
        let took = ended.at.as_millisecond() - taken.as_millisecond();
        self.times.add(u64::try_from(took).unwrap_or_default());
        match ended.deadline {
            None => self.no_deadline += 1,
            Some(deadline) if taken < deadline => self.in_time += 1,
            Some(_) => self.late += 1,
        }
    }

    /// Adds all that was counted elsewhere.
    pub fn join(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.warned += other.warned;
        self.refused += other.refused;
        self.rejected += other.rejected;
        self.not_taken += other.not_taken;
        self.times.join(&other.times);
        self.in_time += other.in_time;
        self.late += other.late;
        self.no_deadline += other.no_deadline;
    }

    /// All that ended.
    pub fn ended(&self) -> u64 {
        self.accepted + self.warned + self.refused + self.rejected + self.not_taken
    }

    /// Refusals among all that ended.
    pub fn refusals(&self) -> Ratio {
        Ratio {
            refused: self.refused + self.rejected,
            ended: self.ended(),
        }
    }

    /// What came late, among all whose deadline is known.
    pub fn late_share(&self) -> Option<u64> {
        percent(self.late, self.late + self.in_time)
    }
}

/// Refusals among what ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratio {
    /// Refused, by the answer or at the door.
    pub refused: u64,
    /// Ended.
    pub ended: u64,
}

impl Ratio {
    pub(super) fn add(&mut self, refused: bool) {
        self.refused += u64::from(refused);
        self.ended += 1;
    }

    /// Its share, in tenths of a percent; none of nothing.
    pub fn share(self) -> Option<u64> {
        percent(self.refused, self.ended)
    }
}

/// A share in tenths of a percent; none of nothing. What is not nothing is never shown as nothing.
pub fn percent(part: u64, of: u64) -> Option<u64> {
    let share = part.saturating_mul(1_000).checked_add(of / 2)?;
    let share = share.checked_div(of)?;
    Some(if part > 0 { share.max(1) } else { share })
}

/// Durations in milliseconds, to three digits each: however many there are, few are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    counts: BTreeMap<u64, u64>,
    all: u64,
}

impl Times {
    /// Counts a duration.
    pub fn add(&mut self, milliseconds: u64) {
        let mut unit = 1;
        while milliseconds / unit >= 1_000 {
            unit *= 10;
        }
        let kept = milliseconds / unit * unit;
        *self.counts.entry(kept).or_default() += 1;
        self.all += 1;
    }

    fn join(&mut self, other: &Self) {
        for (duration, count) in &other.counts {
            *self.counts.entry(*duration).or_default() += count;
        }
        self.all += other.all;
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.all
    }

    /// The duration that so many percent do not exceed, by nearest rank; none of nothing.
    pub fn within(&self, percent: u64) -> Option<u64> {
        let rank = self.all.saturating_mul(percent).div_ceil(100).max(1);
        let mut before = 0;
        for (duration, count) in &self.counts {
            before += count;
            if before >= rank {
                return Some(*duration);
            }
        }
        None
    }

    /// The median.
    pub fn median(&self) -> Option<u64> {
        self.within(50)
    }

    /// The 95th percentile.
    pub fn slow(&self) -> Option<u64> {
        self.within(95)
    }
}
