//! Case tables of deadlines, both nights in which the clock changes among them.

use jiff::civil::date;

use super::*;
use crate::config;
use crate::domain::declaration::Worker;
use crate::domain::ids::{PeriodId, Ssin};

fn period() -> PeriodId {
    PeriodId::from_answer(900_000_000_101)
}

fn hours(start: &str, end: &str) -> Hours {
    let hour = |text: &str| text.parse().ok();
    Hours {
        start: hour(start),
        end: hour(end),
    }
}

fn entry(start: Date, hours: Hours) -> Declaration {
    Declaration::of(Body::In(Box::new(In {
        employer: "0999999922".parse().expect("synthetic"),
        worker: Worker::Known {
            ssin: Ssin::parse("85073099734").expect("synthetic"),
            name: None,
        },
        start,
        end: None,
        hours,
        planned_hours: None,
        worker_type: "OTH".to_owned(),
        joint_committee: "XXX".to_owned(),
        workplace: None,
    })))
}

fn out(end: Date) -> Declaration {
    Declaration::of(Body::Out {
        period: period(),
        end,
    })
}

fn update(start: Option<Date>, end: Option<Date>, hours: Hours) -> Declaration {
    Declaration::of(Body::Update(Update {
        period: period(),
        start,
        end,
        hours,
        planned_hours: None,
    }))
}

fn none() -> Hours {
    Hours::default()
}

fn at(declaration: &Declaration, before: &Before) -> Option<(String, &'static str)> {
    let rules = config::rules();
    let limit = deadline_knowing(declaration, before, &rules)?;
    Some((belgium::evidence(limit.at), limit.rule.key))
}

/// A case: its name, what is declared, what is known of the period, and the moment with its rule.
type Case = (
    &'static str,
    Declaration,
    Before,
    (&'static str, &'static str),
);

fn check<const CASES: usize>(cases: [Case; CASES]) {
    for (name, declaration, before, (moment, rule)) in cases {
        let found = at(&declaration, &before);
        assert_eq!(found, Some((moment.to_owned(), rule)), "{name}");
    }
}

/// A shift on 20 November 2026 that ends on this day.
fn shift(from: &str, to: &str, end: Date) -> Before {
    Before {
        start: Some(DAY),
        end: Some(end),
        hours: hours(from, to),
    }
}

/// A Friday, and the day behind it.
const DAY: Date = date(2026, 11, 20);
const NEXT: Date = date(2026, 11, 21);

#[test]
fn a_declaration_alone_tells_its_deadline() {
    for (name, declaration, expected) in [
        (
            "IN without an hour: when its day begins",
            entry(date(2026, 11, 24), none()),
            ("2026-11-24 00:00:00 +01:00", "deadline-start-day"),
        ),
        (
            "IN on a Monday: the weekend before does not count",
            entry(date(2026, 11, 23), none()),
            ("2026-11-23 00:00:00 +01:00", "deadline-start-day"),
        ),
        (
            "IN on a holiday",
            entry(date(2026, 12, 25), none()),
            ("2026-12-25 00:00:00 +01:00", "deadline-start-day"),
        ),
        (
            "IN with an hour",
            entry(date(2026, 7, 4), hours("18:30", "23:00")),
            ("2026-07-04 18:30:00 +02:00", "deadline-start-hour"),
        ),
        (
            "IN in the hour that is left out: the earlier of its readings",
            entry(date(2027, 3, 28), hours("02:30", "08:00")),
            ("2027-03-28 01:30:00 +01:00", "deadline-start-hour"),
        ),
        (
            "IN in the hour that comes twice: the first one",
            entry(date(2026, 10, 25), hours("02:30", "08:00")),
            ("2026-10-25 02:30:00 +02:00", "deadline-start-hour"),
        ),
        (
            "OUT on a Tuesday: Wednesday is the last day",
            out(date(2026, 11, 24)),
            ("2026-11-26 00:00:00 +01:00", "deadline-end"),
        ),
        (
            "OUT on a Friday: Monday is the last day",
            out(date(2026, 11, 20)),
            ("2026-11-24 00:00:00 +01:00", "deadline-end"),
        ),
        (
            "OUT before a holiday on a Wednesday",
            out(date(2026, 11, 10)),
            ("2026-11-13 00:00:00 +01:00", "deadline-end"),
        ),
        (
            "OUT before Christmas and the weekend behind it",
            out(date(2026, 12, 24)),
            ("2026-12-29 00:00:00 +01:00", "deadline-end"),
        ),
        (
            "OUT on the Friday before Easter",
            out(date(2027, 3, 26)),
            ("2027-03-31 00:00:00 +02:00", "deadline-end"),
        ),
        (
            "OUT on the Friday before the clocks go back",
            out(date(2026, 10, 23)),
            ("2026-10-27 00:00:00 +01:00", "deadline-end"),
        ),
        (
            "UPDATE of the start",
            update(Some(date(2026, 11, 24)), None, none()),
            ("2026-11-24 00:00:00 +01:00", "deadline-start-moved"),
        ),
        (
            "UPDATE of an end that is not known",
            update(None, Some(date(2026, 11, 20)), none()),
            ("2026-11-24 00:00:00 +01:00", "deadline-end-unknown"),
        ),
        (
            "UPDATE of both: what comes first",
            update(Some(date(2026, 11, 18)), Some(date(2026, 11, 20)), none()),
            ("2026-11-18 00:00:00 +01:00", "deadline-start-moved"),
        ),
        (
            "UPDATE of an end hour in the morning, the old one unknown",
            update(None, Some(date(2026, 11, 20)), hours("", "12:00")),
            ("2026-11-20 20:00:00 +01:00", "deadline-hours-unknown"),
        ),
        (
            "UPDATE of an end hour in the evening, the old one unknown",
            update(None, Some(date(2026, 11, 20)), hours("", "22:00")),
            ("2026-11-21 00:00:00 +01:00", "deadline-hours-unknown"),
        ),
    ] {
        let found = at(&declaration, &Before::default());
        let expected = Some((expected.0.to_owned(), expected.1));
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_known_period_makes_it_exact() {
    let until = |end| Before {
        start: Some(date(2026, 9, 1)),
        end: Some(end),
        hours: none(),
    };
    let cancel = Declaration::of(Body::Cancel { period: period() });
    check([
        (
            "CANCEL: its start date is the last day",
            cancel.clone(),
            until(date(2026, 12, 31)),
            ("2026-09-02 00:00:00 +02:00", "deadline-cancel"),
        ),
        (
            "CANCEL of a shift that did not happen: midnight of its day",
            cancel.clone(),
            shift("18:00", "02:00", NEXT),
            ("2026-11-21 00:00:00 +01:00", "deadline-cancel"),
        ),
        (
            "CANCEL on the day that has 25 hours",
            cancel,
            Before {
                start: Some(date(2026, 10, 25)),
                ..Before::default()
            },
            ("2026-10-26 00:00:00 +01:00", "deadline-cancel"),
        ),
        (
            "an end moved earlier: after the new one",
            update(None, Some(DAY), none()),
            until(date(2026, 12, 31)),
            ("2026-11-24 00:00:00 +01:00", "deadline-end-moved"),
        ),
        (
            "an end moved later: after the old one",
            update(None, Some(date(2026, 12, 31)), none()),
            until(DAY),
            ("2026-11-24 00:00:00 +01:00", "deadline-end-moved"),
        ),
        (
            "a period opened again: after the old end",
            update(None, Some(date(9999, 12, 31)), none()),
            until(DAY),
            ("2026-11-24 00:00:00 +01:00", "deadline-end-moved"),
        ),
        (
            "a start brought forward",
            update(Some(date(2026, 8, 31)), None, none()),
            until(DAY),
            ("2026-08-31 00:00:00 +02:00", "deadline-start-moved"),
        ),
    ]);
}

#[test]
fn a_shift_may_change_for_some_hours() {
    let end_at = |day, hour: &str| update(None, Some(day), hours("", hour));
    check([
        (
            "a start hour moved later: before the planned one",
            update(None, None, hours("20:00", "")),
            shift("18:00", "23:00", DAY),
            ("2026-11-20 18:00:00 +01:00", "deadline-start-moved"),
        ),
        (
            "a start hour moved earlier: before the new one",
            update(None, None, hours("16:00", "")),
            shift("18:00", "23:00", DAY),
            ("2026-11-20 16:00:00 +01:00", "deadline-start-moved"),
        ),
        (
            "a shift shortened: until the midnight that follows",
            end_at(DAY, "20:00"),
            shift("18:00", "23:00", DAY),
            ("2026-11-21 00:00:00 +01:00", "deadline-hours-shortened"),
        ),
        (
            "a shift past midnight shortened: until the midnight that follows its end",
            end_at(NEXT, "01:00"),
            shift("18:00", "02:00", NEXT),
            ("2026-11-22 00:00:00 +01:00", "deadline-hours-shortened"),
        ),
        (
            "a shift that ends at midnight shortened: until it ends",
            end_at(DAY, "22:00"),
            shift("18:00", "00:00", NEXT),
            ("2026-11-21 00:00:00 +01:00", "deadline-hours-shortened"),
        ),
        (
            "a shift of the day lengthened: eight hours",
            end_at(DAY, "18:00"),
            shift("08:00", "16:00", DAY),
            ("2026-11-21 00:00:00 +01:00", "deadline-hours-lengthened"),
        ),
        (
            "a minute before the evening: still eight hours",
            end_at(DAY, "23:00"),
            shift("08:00", "19:59", DAY),
            ("2026-11-21 03:59:00 +01:00", "deadline-hours-lengthened"),
        ),
        (
            "a shift of the evening lengthened: until the morning",
            end_at(DAY, "23:00"),
            shift("16:00", "20:00", DAY),
            ("2026-11-21 08:00:00 +01:00", "deadline-hours-lengthened"),
        ),
        (
            "a shift that ends at midnight lengthened: until the morning",
            end_at(NEXT, "02:00"),
            shift("16:00", "00:00", NEXT),
            ("2026-11-21 08:00:00 +01:00", "deadline-hours-lengthened"),
        ),
        (
            "eight hours in the night that has an hour less",
            end_at(date(2027, 3, 28), "05:00"),
            Before {
                end: Some(date(2027, 3, 28)),
                hours: hours("20:00", "01:00"),
                ..Before::default()
            },
            ("2027-03-28 10:00:00 +02:00", "deadline-hours-lengthened"),
        ),
        (
            "eight hours in the night that has an hour more",
            end_at(date(2026, 10, 25), "05:00"),
            Before {
                end: Some(date(2026, 10, 25)),
                hours: hours("20:00", "01:00"),
                ..Before::default()
            },
            ("2026-10-25 08:00:00 +01:00", "deadline-hours-lengthened"),
        ),
    ]);
}

#[test]
fn where_there_is_none() {
    let known = Before {
        start: Some(date(2026, 11, 20)),
        end: Some(date(2026, 11, 20)),
        hours: hours("18:00", "23:00"),
    };
    let day = Some(date(2026, 11, 20));
    for (name, declaration, before) in [
        (
            "CANCEL of a period that is not known",
            Declaration::of(Body::Cancel { period: period() }),
            Before::default(),
        ),
        (
            "UPDATE of planned hours",
            update(None, None, none()),
            Before::default(),
        ),
        (
            "UPDATE with the end that stands there already",
            update(None, day, none()),
            Before {
                end: day,
                ..Before::default()
            },
        ),
        (
            "UPDATE with the hours that stand there already",
            update(day, day, hours("18:00", "23:00")),
            known,
        ),
        (
            "UPDATE that opens a period of which nothing is known",
            update(None, Some(date(9999, 12, 31)), none()),
            Before::default(),
        ),
    ] {
        assert_eq!(at(&declaration, &before), None, "{name}");
    }
    let nothing_in_force = Rules::default();
    let monday = entry(date(2026, 11, 23), none());
    assert_eq!(deadline(&monday, &nothing_in_force), None);
}
