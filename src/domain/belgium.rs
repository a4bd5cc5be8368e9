//! Belgian legal time: stored moments are UTC, dates and screens are Europe/Brussels.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, Zoned};

/// From the data inside the program: the same hours on every system, and no search through
/// the system's hundreds of zones before the first one is found.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZoneDatabase::bundled()
        .get("Europe/Brussels")
        .unwrap_or(TimeZone::UTC)
});

/// The moment on a Belgian clock.
pub fn local(moment: Timestamp) -> Zoned {
    moment.to_zoned(ZONE.clone())
}

/// The day in Belgium.
pub fn today(now: Timestamp) -> Date {
    local(now).date()
}

/// The last midnight in Belgium.
pub fn midnight(now: Timestamp) -> Timestamp {
    local(now)
        .start_of_day()
        .map_or(now, |midnight| midnight.timestamp())
}

/// The moment at which a Belgian clock shows this. Of an hour that comes twice, the first; an
/// hour that is left out is read on the clock of summer, which is the earlier of its two readings:
/// whoever must be in time then is.
pub fn at(clock: DateTime) -> Option<Timestamp> {
    let zoned = ZONE.to_ambiguous_zoned(clock).earlier().ok()?;
    Some(zoned.timestamp())
}

/// The moment at which a day ends in Belgium.
pub fn day_over(day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?.to_zoned(ZONE.clone()).ok()?;
    Some(next.timestamp())
}

/// `2026-11-22 14:03:11`, Belgian time.
pub fn date_and_time(moment: Timestamp) -> String {
    local(moment).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2026-11-22 14:03:11 +01:00`: Belgian time that nobody can take for another one, also in the
/// night in which an hour comes twice.
pub fn evidence(moment: Timestamp) -> String {
    local(moment).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_changes_at_belgian_midnight() {
        for (name, moment, day) in [
            (
                "winter, 22:59 UTC",
                "2026-01-10T22:59:59Z",
                date(2026, 1, 10),
            ),
            (
                "winter, 23:00 UTC",
                "2026-01-10T23:00:00Z",
                date(2026, 1, 11),
            ),
            (
                "summer, 21:59 UTC",
                "2026-07-10T21:59:59Z",
                date(2026, 7, 10),
            ),
            (
                "summer, 22:00 UTC",
                "2026-07-10T22:00:00Z",
                date(2026, 7, 11),
            ),
        ] {
            let moment: Timestamp = moment.parse().expect("a moment");
            assert_eq!(today(moment), day, "{name}");
        }
    }

    #[test]
    fn midnight_of_a_change_night_is_found() {
        let noon: Timestamp = "2026-10-25T11:00:00Z".parse().expect("a moment");
        assert_eq!(midnight(noon).to_string(), "2026-10-24T22:00:00Z");
    }

    /// Two hours ahead of UTC between the last Sundays of March and October at 01:00 UTC, else one
    /// (Directive 2000/84/EC).
    fn offset(moment: Timestamp) -> SignedDuration {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let summer = at("2026-03-29T01:00:00Z")..at("2026-10-25T01:00:00Z");
        SignedDuration::from_hours(if summer.contains(&moment) { 2 } else { 1 })
    }

    #[test]
    fn both_nights_in_which_the_hour_changes_are_right_by_quarter_hours() {
        let midnights = [
            ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),
            ("2026-03-30", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z"),
            ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
            ("2026-10-26", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z"),
        ];
        let twice: Timestamp = "2026-10-25T01:00:00Z".parse().expect("a moment");
        let twice = twice..twice + SignedDuration::from_hours(1);
        let mut quarters = 0;
        for evening in ["2026-03-28T23:30:00Z", "2026-10-24T23:30:00Z"] {
            let evening: Timestamp = evening.parse().expect("a moment");
            for quarter in 0..96 {
                let now = evening + SignedDuration::from_mins(15 * quarter);
                // What stands on the wall, as if it were UTC.
                let wall = now + offset(now);
                let clock = wall.strftime("%Y-%m-%d %H:%M:%S").to_string();
                assert_eq!(date_and_time(now), clock, "{now}");
                let sign = format!("{clock} +{:02}:00", offset(now).as_hours());
                assert_eq!(evidence(now), sign, "{now}");
                let (day, begins, ends) = midnights
                    .into_iter()
                    .find(|(day, ..)| clock.starts_with(day))
                    .expect("one of four");
                assert_eq!(today(now).to_string(), day, "{now}");
                assert_eq!(midnight(now).to_string(), begins, "{now}");
                let over = day_over(today(now)).expect("it ends");
                assert_eq!(over.to_string(), ends, "{now}");
                // The second of two hours that look alike is taken for the first.
                let early = SignedDuration::from_hours(i64::from(twice.contains(&now)));
                let read = at(wall.to_zoned(TimeZone::UTC).datetime());
                assert_eq!(read, Some(now - early), "{now}");
                quarters += 1;
            }
        }
        assert_eq!(quarters, 192);
    }
}
