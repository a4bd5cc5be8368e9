//! The rules of an IN or UPDATE beside the other periods of the worker.

use proptest::prelude::*;

use super::*;
use crate::domain::declaration::Hours;
use crate::domain::ids::PeriodId;
use crate::domain::validate::{Finding, KnownPeriod, Period, validate_among, validate_change};

/// A Sunday.
const TODAY: Date = Date::constant(2026, 11, 22);

/// `XXX OTH 2026-12-01 2026-12-31`, with `-` for an open end and hours behind the days, as
/// `2026-12-01T1700`.
fn period(number: u64, text: &str) -> Period {
    let words: Vec<&str> = text.split(' ').collect();
    let [committee, worker_type, start, end] = words[..] else {
        panic!("{text}");
    };
    let moment = |text: &str| {
        let (day, hour) = text
            .split_once('T')
            .map_or((text, None), |(d, h)| (d, Some(h)));
        let hour = hour.map(|hour| super::super::read::hour(hour).expect("an hour"));
        (day.parse().ok(), hour)
    };
    let ((start, from), (end, to)) = (moment(start), moment(end));
    Period {
        id: PeriodId::from_answer(800_000_000_000 + number),
        known: KnownPeriod {
            employer: "0999999922".parse().ok(),
            ssin: "85073099734".parse().ok(),
            start: start.expect("a day"),
            end,
            worker_type: Some(worker_type.to_owned()),
            joint_committee: Some(committee.to_owned()),
            hours: Hours {
                start: from,
                end: to,
            },
            planned_hours: None,
            cancelled: false,
            locked: false,
        },
    }
}

fn periods(texts: &[&str]) -> Vec<Period> {
    (1..)
        .zip(texts)
        .map(|(number, text)| period(number, text))
        .collect()
}

/// What the others add to the findings of the draft alone.
fn added(draft: &Draft, known: Option<&KnownPeriod>, others: &[Period]) -> Vec<Expected> {
    let without = validate_among(draft, known, &[], &rules(), TODAY).findings;
    let verdict = validate_among(draft, known, others, &rules(), TODAY);
    let is_new = |finding: &&Finding| !without.contains(finding);
    let new = verdict.findings.iter().filter(is_new);
    new.map(|finding| (finding.field, finding.code, finding.severity))
        .collect()
}

fn on_the_day(worker_type: &str, committee: &str, day: &str, from: &str, to: &str) -> Draft {
    dated(worker_type, day, day)
        .with(Field::JointCommittee, committee)
        .with(Field::StartHour, from)
        .with(Field::EndHour, to)
}

#[test]
fn an_in_beside_others() {
    let december = dated("OTH", "2026-12-01", "2026-12-31");
    let open = dated("OTH", "2026-12-01", "");
    let equal = refusal(Field::StartDate, "90373-333");
    let overlap = refusal(Field::StartDate, "90373-334");
    let cases: Vec<(&str, &Draft, &[&str], Vec<Expected>)> = vec![
        ("nothing else", &december, &[], vec![]),
        (
            "R43 equal",
            &december,
            &["XXX OTH 2026-12-01 2026-12-31"],
            vec![equal],
        ),
        (
            "R43 equal and open",
            &open,
            &["XXX OTH 2026-12-01 -"],
            vec![equal],
        ),
        (
            "R43 one day in common",
            &december,
            &["XXX OTH 2026-12-31 2027-01-31"],
            vec![overlap],
        ),
        (
            "the day after",
            &december,
            &["XXX OTH 2027-01-01 2027-01-31"],
            vec![],
        ),
        (
            "the day before",
            &december,
            &["XXX OTH 2026-11-01 2026-11-30"],
            vec![],
        ),
        (
            "R43 an open one",
            &december,
            &["XXX OTH 2024-02-01 -"],
            vec![overlap],
        ),
        (
            "R43 two of them",
            &december,
            &[
                "XXX OTH 2026-12-01 2026-12-02",
                "XXX OTH 2026-12-04 2026-12-04",
            ],
            vec![overlap, overlap],
        ),
        (
            "another worker type",
            &december,
            &["XXX STU 2026-12-01 2026-12-31"],
            vec![],
        ),
        (
            "another committee",
            &december,
            &["140 OTH 2026-12-01 2026-12-31"],
            vec![],
        ),
        (
            "a second open one",
            &open,
            &["140 OTH 2024-02-01 -"],
            vec![advice(Field::StartDate)],
        ),
        (
            "beside a closed one",
            &open,
            &["140 OTH 2024-02-01 2026-12-31"],
            vec![],
        ),
    ];
    for (name, draft, others, expected) in cases {
        assert_eq!(added(draft, None, &periods(others)), expected, "{name}");
    }
}

#[test]
fn an_in_with_hours_beside_others() {
    let evening = on_the_day("FLX", "XXX", "2026-12-01", "1700", "2200");
    let equal = refusal(Field::StartDate, "90373-333");
    let overlap = refusal(Field::StartDate, "90373-334");
    let unsure = warning(Field::StartDate, "90373-334");
    let cases: Vec<(&str, &Draft, &[&str], Vec<Expected>)> = vec![
        (
            "R43 the same hours",
            &evening,
            &["XXX FLX 2026-12-01T1700 2026-12-01T2200"],
            vec![equal],
        ),
        (
            "other hours of the day",
            &evening,
            &["XXX FLX 2026-12-01T1100 2026-12-01T1700"],
            vec![],
        ),
        (
            "R43 an hour in common",
            &evening,
            &["XXX FLX 2026-12-01T1100 2026-12-01T1800"],
            vec![overlap],
        ),
        (
            "a night until this morning",
            &evening,
            &["XXX FLX 2026-11-30T2200 2026-12-01T0200"],
            vec![],
        ),
        (
            "a day whose hours were not told",
            &evening,
            &["XXX FLX 2026-12-01 2026-12-01"],
            vec![unsure],
        ),
        (
            "R43 a day in a quarter without hours",
            &evening,
            &["XXX FLX 2026-10-01 2026-12-31"],
            vec![overlap],
        ),
    ];
    for (name, draft, others, expected) in cases {
        assert_eq!(added(draft, None, &periods(others)), expected, "{name}");
    }
}

#[test]
fn periods_that_do_not_count() {
    let draft = dated("OTH", "2026-12-01", "2026-12-31");
    let equal = || period(1, "XXX OTH 2026-12-01 2026-12-31");
    let mut cases = vec![("it counts", equal(), 1)];
    for name in ["cancelled", "employer", "worker", "type", "committee"] {
        let mut other = equal();
        let known = &mut other.known;
        match name {
            "cancelled" => known.cancelled = true,
            "employer" => known.employer = "0999999823".parse().ok(),
            "worker" => known.ssin = "92041599827".parse().ok(),
            "type" => known.worker_type = None,
            _ => known.joint_committee = None,
        }
        cases.push((name, other, 0));
    }
    let mut unnamed = equal();
    unnamed.known.employer = None;
    unnamed.known.ssin = None;
    cases.push(("of the worker that was searched for", unnamed, 1));
    for (name, other, count) in cases {
        assert_eq!(added(&draft, None, &[other]).len(), count, "{name}");
    }
}

#[test]
fn occasional_work_on_more_than_two_days_in_a_row() {
    let third = refusal(Field::StartDate, "00910-459");
    let day = |committee: &str| {
        let draft = on_the_day("EXT", committee, "2026-12-03", "1100", "1500");
        if committee == "322" {
            return draft
                .with(Field::UserEnterpriseNumber, "0999999823")
                .with(Field::UserJointCommittee, "302");
        }
        draft
    };
    let worked = |committee: &str, days: &[u8]| {
        let text =
            |day: &u8| format!("{committee} EXT 2026-12-{day:02}T1100 2026-12-{day:02}T1500");
        let texts: Vec<String> = days.iter().map(text).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        periods(&texts)
    };
    for (name, committee, days, expected) in [
        ("the second day", "302", &[2][..], vec![]),
        ("R18 the third day", "302", &[1, 2], vec![third]),
        ("R18 the day between", "302", &[2, 4], vec![third]),
        (
            "R18 two days before two others",
            "302",
            &[4, 5],
            vec![third],
        ),
        ("a day off", "302", &[1, 4], vec![]),
        ("agency work", "322", &[1, 2], vec![]),
    ] {
        let found = added(&day(committee), None, &worked(committee, days));
        assert_eq!(found, expected, "{name}");
    }
    let mut cancelled = worked("302", &[1, 2]);
    cancelled[1].known.cancelled = true;
    assert_eq!(added(&day("302"), None, &cancelled), vec![], "cancelled");
}

#[test]
fn an_update_beside_others() {
    let own = period(1, "XXX OTH 2026-12-01 2026-12-15");
    let update = |field, text| {
        Draft::new(Kind::Update)
            .with(Field::PeriodId, "800000000001")
            .with(field, text)
    };
    let until = |day| update(Field::EndDate, day);
    for (name, draft, other, expected) in [
        (
            "R43 made to overlap",
            until("2026-12-20"),
            "XXX OTH 2026-12-20 -",
            vec![refusal(Field::EndDate, "90378-334")],
        ),
        (
            "R43 reopened over another",
            until("9999-12-31"),
            "XXX OTH 2027-06-01 2027-06-30",
            vec![refusal(Field::EndDate, "90378-334")],
        ),
        (
            "R43 made equal",
            until("2026-12-31"),
            "XXX OTH 2026-12-01 2026-12-31",
            vec![refusal(Field::EndDate, "90378-333")],
        ),
        (
            "R43 brought forward over another",
            update(Field::StartDate, "2026-11-25"),
            "XXX OTH 2026-11-20 2026-11-25",
            vec![refusal(Field::StartDate, "90378-334")],
        ),
        (
            "up to the day before",
            until("2026-12-19"),
            "XXX OTH 2026-12-20 -",
            vec![],
        ),
        (
            "another worker type",
            until("2026-12-20"),
            "XXX STU 2026-12-20 2026-12-31",
            vec![],
        ),
    ] {
        let others = [own.clone(), period(2, other)];
        assert_eq!(added(&draft, Some(&own.known), &others), expected, "{name}");
        assert_eq!(
            added(&draft, None, &others),
            vec![],
            "{name}, its own period unknown"
        );
    }
}

#[test]
fn a_locked_period_takes_nothing() {
    let mut known = period(1, "XXX OTH 2026-12-01 2026-12-15").known;
    known.locked = true;
    let change = |kind| Draft::new(kind).with(Field::PeriodId, "100000000135");
    for draft in [
        change(Kind::Out).with(Field::EndDate, "2026-12-20"),
        change(Kind::Update).with(Field::EndDate, "2026-12-15"),
        change(Kind::Cancel),
    ] {
        let verdict = validate_change(&draft, &known, &rules(), TODAY);
        let codes: Vec<_> = verdict
            .findings
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert_eq!(codes, [Some("00913-362")], "{draft:?}");
    }
}

#[test]
fn a_short_window_that_is_over_is_told() {
    let change = |kind| Draft::new(kind).with(Field::PeriodId, "100000000135");
    let ends = |hour| {
        change(Kind::Update)
            .with(Field::EndDate, "2026-11-21")
            .with(Field::EndHour, hour)
    };
    let yesterday = "XXX FLX 2026-11-21T1200 2026-11-21T1500";
    let today = "XXX FLX 2026-11-22T1200 2026-11-22T1800";
    let evening = "XXX FLX 2026-11-21T1800 2026-11-21T2200";
    for (name, draft, known, told) in [
        (
            "a no-show of yesterday",
            change(Kind::Cancel),
            yesterday,
            true,
        ),
        ("a no-show of today", change(Kind::Cancel), today, false),
        ("yesterday shortened", ends("1400"), yesterday, true),
        (
            "yesterday lengthened, eight hours ago",
            ends("2000"),
            yesterday,
            true,
        ),
        (
            "the evening lengthened, until this morning",
            ends("2300"),
            evening,
            false,
        ),
        (
            "a period without hours",
            change(Kind::Cancel),
            "XXX OTH 2026-11-01 -",
            false,
        ),
    ] {
        let known = period(1, known).known;
        let verdict = validate_change(&draft, &known, &rules(), TODAY);
        let over = verdict.findings.iter().any(|finding| {
            finding.severity == Severity::Advice && finding.text.key == "check-period-window"
        });
        assert_eq!(over, told, "{name}: {:?}", verdict.findings);
    }
}

fn any_period() -> impl Strategy<Value = Period> {
    let hour = || proptest::option::of(0_i8..24);
    let days = (0_i64..60, proptest::option::of(0_i64..20));
    let kinds = ("(OTH|EXT|FLX)", "(302|322|XXX)");
    (days, hour(), hour(), kinds, proptest::bool::ANY, 0_u64..9).prop_map(
        |((start, days), from, to, (worker_type, committee), cancelled, number)| {
            let mut period = period(number, "XXX OTH 2026-11-01 -");
            let after = |first: Date, days: i64| first.saturating_add(jiff::Span::new().days(days));
            let known = &mut period.known;
            known.start = after(known.start, start);
            known.end = days.map(|days| after(known.start, days));
            let time = |hour| jiff::civil::Time::new(hour, 0, 0, 0).ok();
            known.hours = Hours {
                start: from.and_then(time),
                end: to.and_then(time),
            };
            known.worker_type = Some(worker_type);
            known.joint_committee = Some(committee);
            known.cancelled = cancelled;
            period
        },
    )
}

proptest! {
    #[test]
    fn another_period_never_takes_a_finding_away(
        own in any_period(), others in proptest::collection::vec(any_period(), 0..6),
        more in any_period(), update in proptest::bool::ANY,
    ) {
        let hour = |hour: Option<jiff::civil::Time>| hour.map(|hour| hour.strftime("%H%M").to_string());
        let known = &own.known;
        let draft = if update { Draft::new(Kind::Update).with(Field::PeriodId, "800000000009") } else {
            entry(known.worker_type.as_deref().unwrap_or_default())
                .with(Field::JointCommittee, known.joint_committee.clone().unwrap_or_default())
        };
        let draft = draft
            .with(Field::StartDate, known.start.to_string())
            .with(Field::EndDate, known.end.map(|end| end.to_string()).unwrap_or_default())
            .with(Field::StartHour, hour(known.hours.start).unwrap_or_default())
            .with(Field::EndHour, hour(known.hours.end).unwrap_or_default());
        let changed = update.then_some(known);
        let check = |others: &[Period]| validate_among(&draft, changed, others, &rules(), TODAY);
        let before = check(&others);
        let mut others = others;
        others.push(more);
        let after = check(&others);
        prop_assert!(after.findings.is_sorted_by_key(|finding| finding.field));
        prop_assert_eq!(&before.declaration, &after.declaration);
        for finding in &before.findings {
            prop_assert!(after.findings.contains(finding));
        }
    }
}
