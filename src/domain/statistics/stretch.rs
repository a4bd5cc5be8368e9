//! Belgian days and months, and the moments at which they begin and end.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::domain::belgium;

/// Parts of a stretch, at most: ten years of days.
pub const MOST_PARTS: usize = 3_660;

/// How a stretch is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// By day.
    #[default]
    Day,
    /// By month.
    Month,
}

/// Whole days in Belgium, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stretch {
    first: Date,
    last: Date,
}

impl Stretch {
    /// From the first day to the last one; none when the last comes before the first.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        // Behind the last of all days there is no midnight.
        let ends = last.tomorrow().is_ok();
        (first <= last && ends).then_some(Self { first, last })
    }

    /// So many days, of which this is the last.
    pub fn days_until(today: Date, days: i32) -> Self {
        Self {
            first: today.saturating_sub((days - 1).max(0).days()),
            last: today,
        }
    }

    /// The month of this day and so many in front of it, up to this day.
    pub fn months_until(today: Date, months: i32) -> Self {
        Self {
            first: (today.first_of_month()).saturating_sub((months - 1).max(0).months()),
            last: today,
        }
    }

    /// Its first day.
    pub fn first(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Date {
        self.last
    }

    /// The moment at which it begins.
    pub fn begins(self) -> Timestamp {
        let yesterday = self.first.yesterday().ok();
        let begins = yesterday.and_then(belgium::day_over);
        begins.unwrap_or(Timestamp::MIN)
    }

    /// The moment at which it is over.
    pub fn over(self) -> Timestamp {
        belgium::day_over(self.last).unwrap_or(Timestamp::MAX)
    }

    /// How many days it has.
    pub fn days(self) -> i32 {
        // Two dates are never so far apart that their days do not fit.
        self.first
            .until(self.last)
            .map_or(1, |span| span.get_days() + 1)
    }

    /// The stretch of the same length right in front of it.
    #[must_use]
    pub fn earlier(self, step: Step) -> Option<Self> {
        let first = match step {
            Step::Day => self.first.checked_sub(self.days().days()).ok()?,
            Step::Month => self.first.checked_sub(self.months().months()).ok()?,
        };
        Self::new(first, self.first.yesterday().ok()?)
    }

    /// The stretch of the same length right behind it, up to today; none when that has not begun.
    #[must_use]
    pub fn later(self, step: Step, today: Date) -> Option<Self> {
        let first = self.last.tomorrow().ok()?;
        let last = match step {
            Step::Day => self.last.checked_add(self.days().days()).ok()?,
            Step::Month => {
                let next = first.checked_add(self.months().months()).ok()?;
                next.yesterday().ok()?
            }
        };
        Self::new(first, last.min(today))
    }

    /// Months that it touches.
    fn months(self) -> i32 {
        let of = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        of(self.last) - of(self.first) + 1
    }

    /// Its days or months, the earliest first; the outer months only as far as it goes.
    pub fn parts(self, step: Step) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut first = self.first;
        while first <= self.last && parts.len() < MOST_PARTS {
            let last = match step {
                Step::Day => first,
                Step::Month => first.last_of_month(),
            };
            let last = last.min(self.last);
            parts.push(Self { first, last });
            let Ok(next) = last.tomorrow() else { break };
            first = next;
        }
        parts
    }

    /// The same in the filter language: changed since its first midnight, and not since its last.
    pub fn terms(self) -> String {
        let over = self.last.tomorrow().unwrap_or(self.last);
        format!("since:{} !since:{over}", self.first)
    }
}
