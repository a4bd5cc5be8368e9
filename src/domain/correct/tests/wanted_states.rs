//! When there is nothing left to declare.

use jiff::civil::time;

use super::*;

#[test]
fn the_wanted_state_is_recognised() {
    let hours = |mut known: KnownPeriod, start, end| {
        known.hours = Hours {
            start: Some(time(start, 0, 0, 0)),
            end: Some(time(end, 0, 0, 0)),
        };
        known
    };
    let flexi = || {
        entry("flx", "23/11/2026", "2026-11-23")
            .with(Field::StartHour, "18:00")
            .with(Field::EndHour, "2300")
    };
    let there = || known("FLX", "2026-11-23", Some("2026-11-23"));
    let out = || change(Kind::Out).with(Field::EndDate, "2026-11-30");
    let until = |end| known("OTH", "2026-01-01", end);
    let cancelled = |known| KnownPeriod {
        cancelled: true,
        ..known
    };
    for (name, draft, known, expected) in [
        ("an IN, hours not told", flexi(), there(), true),
        ("an IN, hours told", flexi(), hours(there(), 18, 23), true),
        (
            "an IN at other hours",
            flexi(),
            hours(there(), 8, 12),
            false,
        ),
        (
            "an IN that was cancelled",
            flexi(),
            cancelled(there()),
            false,
        ),
        (
            "an IN of another day",
            flexi(),
            known("FLX", "2026-11-24", Some("2026-11-24")),
            false,
        ),
        (
            "an IN of another type",
            flexi(),
            known("OTH", "2026-11-23", Some("2026-11-23")),
            false,
        ),
        (
            "an IN without an end",
            entry("OTH", "2026-01-01", ""),
            until(None),
            true,
        ),
        ("an OUT", out(), until(Some("2026-11-30")), true),
        ("an OUT, other end", out(), until(Some("2026-12-30")), false),
        ("an OUT, still open", out(), until(None), false),
        (
            "an UPDATE that reopens",
            change(Kind::Update).with(Field::EndDate, "9999-12-31"),
            until(None),
            true,
        ),
        (
            "an UPDATE whose start differs",
            change(Kind::Update)
                .with(Field::StartDate, "2026-02-01")
                .with(Field::EndDate, "2026-11-30"),
            until(Some("2026-11-30")),
            false,
        ),
        (
            "an UPDATE of nothing",
            change(Kind::Update),
            until(None),
            false,
        ),
        (
            "a CANCEL",
            change(Kind::Cancel),
            cancelled(until(None)),
            true,
        ),
        (
            "a CANCEL that is needed",
            change(Kind::Cancel),
            until(None),
            false,
        ),
    ] {
        let periods = [Period {
            id: period(),
            known,
        }];
        let found = wanted_state(&refused(draft, &[]), &periods);
        assert_eq!(found, expected.then(period), "{name}");
    }
}

#[test]
fn only_the_quoted_period_counts_for_a_change() {
    let other = PeriodId::parse("800000000276").expect("twelve digits");
    let periods = [Period {
        id: other,
        known: known("OTH", "2026-01-01", Some("2026-11-30")),
    }];
    let draft = change(Kind::Out).with(Field::EndDate, "2026-11-30");
    assert_eq!(wanted_state(&refused(draft, &[]), &periods), None);
}
