//! Dimona periods as the simulator keeps them: what an accepted IN creates and later declarations change.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

/// Dates, hours and planned hours of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) start_hour: Option<Time>,
    pub(super) end_hour: Option<Time>,
    /// Whole hours.
    pub(super) planned: Option<u32>,
}

/// Worker type and joint commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Features {
    pub(super) worker_type: Box<str>,
    pub(super) commission: Box<str>,
}

/// A period in the personnel file.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) id: u64,
    /// Position in the scenario's list of employers.
    pub(super) employer: usize,
    pub(super) ssin: Box<str>,
    pub(super) terms: Terms,
    pub(super) features: Features,
    pub(super) cancelled: bool,
    pub(super) locked: bool,
    pub(super) late: bool,
    /// Planned hours that were there before the simulator started and do not count for the quota left.
    pub(super) hours_before: u32,
}

impl Terms {
    /// First moment of the period and first moment after it, in Belgian local time.
    pub(super) fn span(&self) -> (DateTime, DateTime) {
        let start = self.start.to_datetime(self.start_hour.unwrap_or(Time::MIN));
        let end = match (self.end, self.end_hour) {
            (None, _) => DateTime::MAX,
            (Some(date), Some(hour)) => date.to_datetime(hour),
            (Some(date), None) => date
                .checked_add(1.day())
                .map_or(DateTime::MAX, |next| next.to_datetime(Time::MIN)),
        };
        (start, end)
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (own, others) = (self.span(), other.span());
        own.0 < others.1 && others.0 < own.1
    }

    /// Same dates and hours, whatever the planned hours.
    pub(super) fn same_time(&self, other: &Self) -> bool {
        self.span() == other.span()
    }

    pub(super) fn has_hours(&self) -> bool {
        self.start_hour.is_some() || self.end_hour.is_some()
    }
}

impl Period {
    /// Planned hours that count for the quota the scenario gives a student.
    pub(super) fn counted_hours(&self) -> u32 {
        let planned = self.terms.planned.unwrap_or(0);
        planned.saturating_sub(self.hours_before)
    }
}

/// The quarter of a date: year and quarter from 0 on.
pub(super) fn quarter(date: Date) -> (i16, i8) {
    (date.year(), (date.month() - 1) / 3)
}

/// The first day of the quarter of a date.
pub(super) fn quarter_start(date: Date) -> Date {
    let month = (date.month() - 1) / 3 * 3 + 1;
    Date::new(date.year(), month, 1).unwrap_or(date)
}
