//! Holidays and working days of known years.

use jiff::civil::date;

use super::*;

fn rules() -> Rules {
    crate::config::rules()
}

#[test]
fn easter_is_where_the_calendar_has_it() {
    for (year, month, day) in [
        (1999, 4, 4),
        (2000, 4, 23),
        (2008, 3, 23),
        (2011, 4, 24),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
    ] {
        assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
    }
}

#[test]
fn easter_is_a_sunday_of_spring_in_every_year() {
    for year in 1600..=9_999 {
        let easter = easter(year).expect("a day");
        assert_eq!(easter.weekday(), Weekday::Sunday, "{year}");
        assert!(
            easter >= date(year, 3, 22) && easter <= date(year, 4, 25),
            "{easter}"
        );
    }
}

#[test]
fn nobody_works_on_weekends_and_holidays() {
    for (name, day, works) in [
        ("a Tuesday", date(2026, 3, 10), true),
        ("a Saturday", date(2026, 3, 14), false),
        ("a Sunday", date(2026, 3, 15), false),
        ("New Year", date(2026, 1, 1), false),
        ("Good Friday is a working day", date(2026, 4, 3), true),
        ("Easter Monday 2026", date(2026, 4, 6), false),
        ("Easter Monday 2024", date(2024, 4, 1), false),
        ("Labour Day", date(2026, 5, 1), false),
        ("Ascension 2026", date(2026, 5, 14), false),
        ("the Friday after Ascension", date(2026, 5, 15), true),
        ("Whit Monday 2026", date(2026, 5, 25), false),
        ("Whit Monday 2027", date(2027, 5, 17), false),
        ("the national holiday", date(2026, 7, 21), false),
        (
            "the Assumption, a Tuesday in 2028",
            date(2028, 8, 15),
            false,
        ),
        ("All Saints, a Monday in 2027", date(2027, 11, 1), false),
        ("All Souls", date(2026, 11, 2), true),
        ("Armistice", date(2026, 11, 11), false),
        ("Christmas", date(2026, 12, 25), false),
        ("Boxing Day 2028, a Tuesday", date(2028, 12, 26), true),
    ] {
        assert_eq!(rules().is_working_day(day), works, "{name}");
    }
}

#[test]
fn the_last_working_day_steps_over_whatever_is_free() {
    for (name, day, last) in [
        (
            "a working day is itself",
            date(2026, 3, 10),
            date(2026, 3, 10),
        ),
        ("a Sunday", date(2026, 3, 15), date(2026, 3, 13)),
        (
            "a Monday holiday after a weekend",
            date(2026, 4, 6),
            date(2026, 4, 3),
        ),
        (
            "Friday 1 May and its weekend",
            date(2026, 5, 3),
            date(2026, 4, 30),
        ),
        (
            "All Saints on a Monday",
            date(2027, 11, 1),
            date(2027, 10, 29),
        ),
        ("across New Year", date(2027, 1, 3), date(2026, 12, 31)),
    ] {
        assert_eq!(rules().last_working_day(day), last, "{name}");
    }
}

#[test]
fn a_holiday_is_one_on_its_days_only() {
    let rules = Rules {
        holidays: vec![Holiday {
            name: "test".to_owned(),
            on: HolidayOn::Fixed(6, 18),
            from: Some(date(2026, 1, 1)),
            until: Some(date(2026, 12, 31)),
        }],
        ..Rules::default()
    };
    for (name, day, works) in [
        ("before", date(2025, 6, 18), true),
        ("in its year", date(2026, 6, 18), false),
        ("after", date(2027, 6, 18), true),
    ] {
        assert_eq!(rules.is_working_day(day), works, "{name}");
    }
}

#[test]
fn a_day_of_a_holiday_is_read_or_refused() {
    for (text, expected) in [
        ("05-01", Some(HolidayOn::Fixed(5, 1))),
        ("02-29", Some(HolidayOn::Fixed(2, 29))),
        ("easter+39", Some(HolidayOn::AfterEaster(39))),
        ("easter+", None),
        ("13-01", None),
        ("02-30", None),
        ("May 1", None),
        ("", None),
    ] {
        assert_eq!(
            HolidayOn::try_from(text.to_owned()).ok(),
            expected,
            "`{text}`"
        );
    }
}
