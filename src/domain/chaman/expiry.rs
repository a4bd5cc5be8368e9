//! When a certificate ends, as people who do not work at weekends see it.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::belgium;
use crate::domain::report::{CertFacts, TimeLeft};
use crate::domain::rules::Rules;

/// The end of a certificate, seen from a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiry {
    /// What is left, in whole days.
    pub left: TimeLeft,
    /// The Belgian day on which it ends.
    pub day: Date,
    /// The last working day before it, when it ends on a day on which nobody works.
    pub last_working_day: Option<Date>,
    /// The level of the configuration that is reached: so many days or fewer are left.
    pub level: Option<u16>,
    /// How much it presses.
    pub urgency: Urgency,
}

/// How much the end of a certificate presses, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Urgency {
    /// No level is reached.
    None,
    /// A level is reached: renew it.
    Soon,
    /// One of the last two levels is reached: renew it now.
    Now,
    /// It has ended, or has not begun.
    NotValid,
}

impl Urgency {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Soon => "soon",
            Self::Now => "now",
            Self::NotValid => "not_valid",
        }
    }
}

impl Expiry {
    /// Sees the end of a certificate from `now`. `levels` are days before the end, in any order;
    /// days are counted to the last working day.
    pub fn of(facts: &CertFacts, levels: &[u16], rules: &Rules, now: Timestamp) -> Self {
        let day = belgium::today(facts.not_after);
        let last = rules.last_working_day(day);
        let today = belgium::today(now);
        let days = i64::from(last.since(today).map_or(0, |span| span.get_days()));
        let mut sorted = levels.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let place = sorted.iter().position(|level| days <= i64::from(*level));
        let urgency = if now > facts.not_after || now < facts.not_before {
            Urgency::NotValid
        } else {
            match place {
                Some(0 | 1) => Urgency::Now,
                Some(_) => Urgency::Soon,
                None => Urgency::None,
            }
        };
        Self {
            left: facts.time_left(now),
            day,
            last_working_day: (last != day).then_some(last),
            level: place.map(|place| sorted[place]),
            urgency,
        }
    }
}
