//! When the rows of the test bed came in: over two years, mostly on working days, mostly in
//! office hours, each later than the one before.

use jiff::{SignedDuration, Timestamp};

use crate::domain::belgium;

/// How far it reaches back.
const DAYS: u16 = 730;
const DAY_MS: i64 = 86_400_000;
/// The last rows come so long before midnight, so that their lives are past as well.
const QUIET: SignedDuration = SignedDuration::from_hours(12);

/// Parts of a day's rows, in thousandths, that have come in at these hours.
const HOURS: [(i64, i64); 7] = [
    (0, 0),
    (30, 6),
    (120, 8),
    (550, 12),
    (620, 13),
    (930, 18),
    (1_000, 24),
];

/// The moments of so many rows.
#[derive(Debug)]
pub(super) struct Calendar {
    rows: u64,
    first: Timestamp,
    /// The weight of all days up to and with this one.
    until: Vec<u64>,
}

impl Calendar {
    /// Until the midnight before now.
    pub(super) fn new(rows: u64, now: Timestamp) -> Self {
        let days = SignedDuration::from_hours(24) * i32::from(DAYS);
        let first = belgium::midnight(now) - QUIET - days;
        let mut sum = 0;
        let until = (0..DAYS)
            .map(|day| {
                let noon = first + SignedDuration::from_hours(24 * i64::from(day) + 13);
                sum += match belgium::today(noon).weekday().to_monday_one_offset() {
                    6 => 4,
                    7 => 2,
                    _ => 20,
                };
                sum
            })
            .collect();
        Self { rows, first, until }
    }

    /// Nothing of the test bed happens after this.
    pub(super) fn end(&self) -> Timestamp {
        self.first + SignedDuration::from_hours(24) * i32::from(DAYS) + QUIET
    }

    /// When the row of this number came in.
    pub(super) fn at(&self, row: u64) -> Timestamp {
        const FINE: u128 = 1_000_000;
        let total = u128::from(self.until.last().copied().unwrap_or(1)) * FINE;
        let place = total * u128::from(2 * row + 1) / u128::from(2 * self.rows.max(1));
        let day = self
            .until
            .partition_point(|until| u128::from(*until) * FINE <= place)
            .min(self.until.len() - 1);
        let before = day.checked_sub(1).map_or(0, |day| self.until[day]);
        let weight = u128::from(self.until[day] - before);
        let part = (place - u128::from(before) * FINE) / weight;
        let within = i64::try_from(part).unwrap_or_default();
        let day = i64::try_from(day).unwrap_or_default();
        self.first + SignedDuration::from_millis(day * DAY_MS + of_day(within))
    }
}

/// The millisecond of the day at which this part of its rows, in millionths, has come in.
fn of_day(part: i64) -> i64 {
    const HOUR_MS: i64 = 3_600_000;
    for pair in HOURS.windows(2) {
        let ((from, from_hour), (to, to_hour)) = (pair[0], pair[1]);
        if part < to * 1_000 {
            let into = part - from * 1_000;
            let span = (to_hour - from_hour) * HOUR_MS;
            return from_hour * HOUR_MS + span * into / ((to - from) * 1_000);
        }
    }
    DAY_MS - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_comes_after_the_one_before_and_all_are_past() {
        let now: Timestamp = "2026-11-22T14:00:00Z".parse().expect("a moment");
        for rows in [1, 10, 50_000] {
            let calendar = Calendar::new(rows, now);
            let moments: Vec<Timestamp> = (0..rows).map(|row| calendar.at(row)).collect();
            assert!(moments.is_sorted(), "{rows}");
            assert!(moments.last() < Some(&calendar.end()), "{rows}");
            assert!(calendar.end() <= now);
        }
    }
}
