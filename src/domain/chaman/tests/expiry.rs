//! The end of a certificate, as people see it who do not work at weekends.

use jiff::civil::date;

use super::*;
use crate::domain::report::TimeLeft;
use crate::domain::rules::Rules;

const LEVELS: [u16; 5] = [60, 30, 14, 7, 1];

fn rules() -> Rules {
    crate::config::rules()
}

/// A certificate that ends at ten in the morning in Belgium on this day.
fn ending(day: &str) -> CertFacts {
    CertFacts {
        not_after: at(&format!("{day}T08:00:00Z")),
        ..facts("a")
    }
}

#[test]
fn the_smallest_level_that_is_reached_counts() {
    // 2026-06-18 is a Thursday.
    let facts = ending("2026-06-18");
    for (name, today, level, urgency) in [
        ("61 days", "2026-04-18", None, Urgency::None),
        ("60 days", "2026-04-19", Some(60), Urgency::Soon),
        ("31 days", "2026-05-18", Some(60), Urgency::Soon),
        ("30 days", "2026-05-19", Some(30), Urgency::Soon),
        ("14 days", "2026-06-04", Some(14), Urgency::Soon),
        ("8 days", "2026-06-10", Some(14), Urgency::Soon),
        ("7 days", "2026-06-11", Some(7), Urgency::Now),
        ("2 days", "2026-06-16", Some(7), Urgency::Now),
        ("1 day", "2026-06-17", Some(1), Urgency::Now),
        ("today", "2026-06-18", Some(1), Urgency::Now),
    ] {
        let seen = Expiry::of(&facts, &LEVELS, &rules(), at(&format!("{today}T06:00:00Z")));
        assert_eq!((seen.level, seen.urgency), (level, urgency), "{name}");
        assert_eq!(seen.day, date(2026, 6, 18));
        assert_eq!(seen.last_working_day, None, "{name}");
    }
}

#[test]
fn days_are_counted_to_the_last_working_day() {
    for (name, ends, last) in [
        ("a Friday", "2026-06-19", None),
        ("a Saturday", "2026-06-20", Some(date(2026, 6, 19))),
        ("a Sunday", "2026-06-21", Some(date(2026, 6, 19))),
        (
            "Whit Monday, after a weekend",
            "2026-05-25",
            Some(date(2026, 5, 22)),
        ),
        (
            "Ascension, a Thursday",
            "2026-05-14",
            Some(date(2026, 5, 13)),
        ),
        ("Easter Monday", "2026-04-06", Some(date(2026, 4, 3))),
        ("New Year, a Friday", "2027-01-01", Some(date(2026, 12, 31))),
    ] {
        let seen = Expiry::of(&ending(ends), &LEVELS, &rules(), now());
        assert_eq!(seen.last_working_day, last, "{name}");
    }
    // Eight days before the Sunday, six before the Friday that counts.
    let seen = Expiry::of(
        &ending("2026-06-21"),
        &LEVELS,
        &rules(),
        at("2026-06-13T06:00:00Z"),
    );
    assert_eq!(seen.level, Some(7));
    assert_eq!(seen.left, TimeLeft::Days(8));
}

#[test]
fn past_the_last_working_day_it_still_presses_and_past_the_end_it_is_over() {
    let facts = ending("2026-06-21");
    for (name, moment, urgency, left) in [
        (
            "Saturday before it ends",
            "2026-06-20T06:00:00Z",
            Urgency::Now,
            TimeLeft::Days(1),
        ),
        (
            "the last second",
            "2026-06-21T08:00:00Z",
            Urgency::Now,
            TimeLeft::Days(0),
        ),
        (
            "a second later",
            "2026-06-21T08:00:01Z",
            Urgency::NotValid,
            TimeLeft::ExpiredFor(0),
        ),
        (
            "two days later",
            "2026-06-23T09:00:00Z",
            Urgency::NotValid,
            TimeLeft::ExpiredFor(2),
        ),
        (
            "before it begins",
            "2025-04-04T00:00:00Z",
            Urgency::NotValid,
            TimeLeft::Days(443),
        ),
    ] {
        let seen = Expiry::of(&facts, &LEVELS, &rules(), at(moment));
        assert_eq!((seen.urgency, seen.left), (urgency, left), "{name}");
    }
}

#[test]
fn the_levels_are_those_of_the_configuration() {
    let facts = ending("2026-06-18");
    let moment = at("2026-06-11T06:00:00Z");
    for (name, levels, level, urgency) in [
        ("none", &[][..], None, Urgency::None),
        ("one", &[10], Some(10), Urgency::Now),
        ("in the wrong order", &[1, 60, 7], Some(7), Urgency::Now),
        ("one of them twice", &[1, 1, 3, 7], Some(7), Urgency::Soon),
        ("zero", &[0, 3], None, Urgency::None),
    ] {
        let seen = Expiry::of(&facts, levels, &rules(), moment);
        assert_eq!((seen.level, seen.urgency), (level, urgency), "{name}");
    }
    let today = Expiry::of(&facts, &[0, 3], &rules(), at("2026-06-18T06:00:00Z"));
    assert_eq!(today.level, Some(0), "level zero is the day itself");
}
