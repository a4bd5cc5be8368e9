//! Tables of lists and periods.

mod properties;

use jiff::civil::Date;

use super::*;
use crate::domain::declaration::Hours;
use crate::domain::draft::{Draft, Kind};
use crate::domain::validate::KnownPeriod;

/// A Sunday.
const TODAY: Date = Date::constant(2026, 11, 22);

fn rules() -> Rules {
    toml::from_str(include_str!("../../config/rules.toml")).expect("our own lists")
}

/// `OTH XXX 2026-12-01 -`, with hours behind the days (`2026-12-01T1700`) and whole planned hours
/// as a fifth word.
struct Spelled {
    worker_type: String,
    committee: String,
    start: (String, String),
    end: (String, String),
    planned: String,
}

fn spelled(text: &str) -> Spelled {
    let words: Vec<&str> = text.split(' ').collect();
    let moment = |text: &str| {
        let (day, hour) = text.split_once('T').unwrap_or((text, ""));
        (
            day.replace('-', if day == "-" { "" } else { "-" }),
            hour.to_owned(),
        )
    };
    Spelled {
        worker_type: words[0].to_owned(),
        committee: words[1].to_owned(),
        start: moment(words[2]),
        end: moment(words[3]),
        planned: words.get(4).copied().unwrap_or_default().to_owned(),
    }
}

fn row(row: usize, text: &str) -> Row {
    let spelled = spelled(text);
    let draft = Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, "85073099734")
        .with(Field::WorkerType, spelled.worker_type)
        .with(Field::JointCommittee, spelled.committee)
        .with(Field::StartDate, spelled.start.0)
        .with(Field::StartHour, spelled.start.1)
        .with(Field::EndDate, spelled.end.0)
        .with(Field::EndHour, spelled.end.1)
        .with(Field::PlannedHours, spelled.planned);
    Row { row, draft }
}

fn period(number: u64, text: &str) -> Period {
    let spelled = spelled(text);
    let time = |text: &str| {
        let hour = text.get(..2).and_then(|hour| hour.parse().ok());
        hour.and_then(|hour| jiff::civil::Time::new(hour, 0, 0, 0).ok())
    };
    let told = |code: String| (code != "?").then_some(code);
    Period {
        id: PeriodId::from_answer(800_000_000_000 + number),
        known: KnownPeriod {
            employer: "0999999922".parse().ok(),
            ssin: "85073099734".parse().ok(),
            start: spelled.start.0.parse().expect("a day"),
            end: spelled.end.0.parse().ok(),
            worker_type: told(spelled.worker_type),
            joint_committee: told(spelled.committee),
            hours: Hours {
                start: time(&spelled.start.1),
                end: time(&spelled.end.1),
            },
            planned_hours: spelled.planned.parse().ok(),
            cancelled: false,
            locked: false,
        },
    }
}

fn list(texts: &[&str]) -> Vec<Wish> {
    let rows: Vec<Row> = (1..)
        .zip(texts)
        .map(|(number, text)| row(number, text))
        .collect();
    wishes(&rows, &rules(), TODAY).expect("rows that can be planned")
}

fn planned(list: &[Wish], known: &[Period], cancel_begun: bool) -> Plan {
    plan(
        list,
        &Facts {
            known,
            under_way: &[],
            rules: &rules(),
            today: TODAY,
            cancel_begun,
        },
    )
}

/// `update 1<800000000002 end_date=2026-12-31`, the steps of a turn joined by `then`.
fn shown(plan: &Plan) -> Vec<String> {
    let step = |step: &Step| {
        let row = step.row.map_or("-".to_owned(), |row| row.to_string());
        let period = step.period.as_ref().map_or("-".to_owned(), |period| {
            (period.id.value() - 800_000_000_000).to_string()
        });
        let changes = match step.declarations.as_slice() {
            [only] if matches!(only.kind(), Kind::Update | Kind::Out) => only
                .draft
                .filled()
                .filter(|field| *field >= Field::StartDate)
                .fold(String::new(), |told, field| {
                    told + " " + field.column() + "=" + only.draft.get(field)
                }),
            _ => String::new(),
        };
        format!("{} {row}<{period}{changes}", step.action.as_str())
    };
    let turn = |turn: &Turn| {
        turn.steps
            .iter()
            .map(step)
            .collect::<Vec<_>>()
            .join(" then ")
    };
    plan.turns.iter().map(turn).collect()
}

/// Name, what should be, what is, and the steps: one of each or none.
const ONE_BESIDE_ONE: &str = "
as it should be | OTH XXX 2024-02-01 - | OTH XXX 2024-02-01 - | keep 1<1
new | OTH XXX 2026-12-01 - | | in 1<-
an end for an open period | OTH XXX 2024-02-01 2026-11-30 | OTH XXX 2024-02-01 - | out 1<1 end_date=2026-11-30
an earlier end | OTH XXX 2024-02-01 2026-11-30 | OTH XXX 2024-02-01 2026-12-31 | update 1<1 end_date=2026-11-30
reopened | OTH XXX 2024-02-01 - | OTH XXX 2024-02-01 2026-12-31 | update 1<1 end_date=9999-12-31
an earlier start | OTH XXX 2026-12-01 - | OTH XXX 2026-12-05 - | update 1<1 start_date=2026-12-01
the end beside it | OTH XXX 2026-12-01 2026-12-31 | OTH XXX 2026-12-05 2026-12-31 | update 1<1 start_date=2026-12-01 end_date=2026-12-31
a later start, not begun | OTH XXX 2026-12-05 - | OTH XXX 2026-12-01 - | cancel_then_in 1<1
a later start, begun | OTH XXX 2026-12-05 - | OTH XXX 2026-11-01 - | blocked 1<- and left_alone -<1
a student's later start | STU XXX 2026-12-05 2026-12-31 40 | STU XXX 2026-12-01 2026-12-31 40 | cancel_then_in 1<1
planned hours | STU XXX 2026-12-01 2026-12-31 50 | STU XXX 2026-12-01 2026-12-31 40 | update 1<1 end_date=2026-12-31 planned_hours=50
planned hours not told | STU XXX 2026-12-01 2026-12-31 50 | STU XXX 2026-12-01 2026-12-31 | keep 1<1
hours | FLX XXX 2026-12-01T1700 2026-12-01T2200 | FLX XXX 2026-12-01T1800 2026-12-01T2200 | update 1<1 start_date=2026-12-01 start_hour=1700 end_date=2026-12-01
hours not told | FLX XXX 2026-12-01T1700 2026-12-01T2200 | FLX XXX 2026-12-01 2026-12-01 | keep 1<1
a longer flexi-job | FLX XXX 2026-12-01 2026-12-31 | FLX XXX 2026-12-01 2026-12-20 | cancel_then_in 1<1
another committee | OTH 140 2026-12-01 - | OTH XXX 2026-12-01 - | cancel_then_in 1<1
another type, begun | OTH XXX 2026-11-01 2026-11-30 | DWD XXX 2026-11-01 2026-11-30 | cancel_then_in 1<1
another type, ended | OTH XXX 2026-10-01 2026-10-31 | DWD XXX 2026-10-01 2026-10-31 | blocked 1<- and left_alone -<1
ended, and in the list otherwise | OTH XXX 2026-10-01 2026-11-30 | OTH XXX 2026-10-01 2026-11-13 | update 1<1 end_date=2026-11-30
another employment that ended | OTH XXX 2025-01-01 2025-01-31 | OTH XXX 2026-10-01 2026-11-13 | in 1<- and left_alone -<1
a type that was not told | OTH XXX 2026-12-01 - | ? XXX 2026-12-01 - | blocked 1<- and left_alone -<1
";

#[test]
fn one_employment_beside_one_period() {
    for case in ONE_BESIDE_ONE.trim().lines() {
        let cells: Vec<&str> = case.split('|').map(str::trim).collect();
        let [name, wanted, known, expected] = cells[..] else {
            panic!("{case}");
        };
        let known: Vec<Period> = [known]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(|text| period(1, text))
            .collect();
        let plan = planned(&list(&[wanted]), &known, false);
        assert_eq!(shown(&plan).join(" and "), expected, "{name}");
    }
}

#[test]
fn what_is_not_in_the_list() {
    let wanted = list(&["OTH XXX 2026-12-01 -"]);
    for (name, known, begun_too, expected) in [
        ("yet to come", "DWD XXX 2026-12-05 -", false, "cancel"),
        ("starts today", "DWD XXX 2026-11-22 -", false, "cancel"),
        ("begun", "DWD XXX 2026-11-21 -", false, "left_alone"),
        ("begun, asked for", "DWD XXX 2026-11-21 -", true, "cancel"),
        (
            "ended, asked for",
            "DWD XXX 2026-10-01 2026-11-21",
            true,
            "left_alone",
        ),
    ] {
        let plan = planned(&wanted, &[period(1, known)], begun_too);
        assert_eq!(
            shown(&plan),
            ["in 1<-".to_owned(), format!("{expected} -<1")],
            "{name}"
        );
    }
    let mut locked = period(1, "DWD XXX 2026-12-05 -");
    locked.known.locked = true;
    assert_eq!(
        shown(&planned(&wanted, &[locked], true)),
        ["in 1<-", "left_alone -<1"]
    );
    let mut cancelled = period(1, "DWD XXX 2026-12-05 -");
    cancelled.known.cancelled = true;
    assert_eq!(shown(&planned(&wanted, &[cancelled], true)), ["in 1<-"]);
    let mut of_another = period(1, "DWD XXX 2026-12-05 -");
    of_another.known.ssin = "92041599827".parse().ok();
    assert_eq!(shown(&planned(&wanted, &[of_another], true)), ["in 1<-"]);
}

#[test]
fn what_takes_the_place_of_another_waits_for_it() {
    for (name, wanted, known, expected) in [
        (
            "an end that makes room",
            &["OTH XXX 2026-11-01 2026-11-30", "OTH XXX 2026-12-01 -"][..],
            &["OTH XXX 2026-11-01 -"][..],
            &["out 1<1 end_date=2026-11-30 then in 2<-"][..],
        ),
        (
            "a start brought forward into what ends earlier",
            &["OTH XXX 2026-11-01 2026-11-30", "OTH XXX 2026-12-01 -"],
            &["OTH XXX 2026-11-01 2026-12-09", "OTH XXX 2026-12-10 -"],
            &["update 1<1 end_date=2026-11-30 then update 2<2 start_date=2026-12-01"],
        ),
        (
            "as many pairs as there can be",
            &[
                "OTH XXX 2026-11-25 2026-11-28",
                "OTH XXX 2026-12-04 2026-12-06",
            ],
            &[
                "OTH XXX 2026-12-05 2026-12-10",
                "OTH XXX 2026-12-01 2026-12-03",
            ],
            &[
                "update 2<1 start_date=2026-12-04 end_date=2026-12-06",
                "update 1<2 start_date=2026-11-25 end_date=2026-11-28",
            ],
        ),
    ] {
        let known: Vec<Period> = (1..)
            .zip(known)
            .map(|(number, text)| period(number, text))
            .collect();
        assert_eq!(
            shown(&planned(&list(wanted), &known, false)),
            expected,
            "{name}"
        );
    }
}

#[test]
fn rows_that_cannot_be_planned() {
    let unnumbered = || {
        let mut row = row(1, "OTH XXX 2026-12-01 -");
        row.draft.set(Field::Ssin, "");
        row
    };
    let mut cancel = row(1, "OTH XXX 2026-12-01 -");
    cancel.draft = Draft::new(Kind::Cancel).with(Field::PeriodId, "800000000179");
    let cases = [
        (
            "refused",
            vec![row(1, "STU XXX 2026-12-01 - 40")],
            1,
            Some("00911-001"),
        ),
        ("without number", vec![unnumbered()], 1, Some("90017-363")),
        ("another kind", vec![cancel], 1, None),
        (
            "twice",
            vec![
                row(1, "OTH XXX 2026-12-01 -"),
                row(2, "OTH XXX 2026-12-01 -"),
            ],
            2,
            Some("90373-333"),
        ),
        (
            "overlapping",
            vec![
                row(1, "OTH XXX 2026-12-01 -"),
                row(2, "OTH XXX 2026-12-05 2026-12-06"),
            ],
            2,
            Some("90373-334"),
        ),
        (
            "three days in a row",
            (1..=3)
                .map(|day| {
                    row(
                        day,
                        &format!("EXT 302 2026-12-0{day}T1100 2026-12-0{day}T1500"),
                    )
                })
                .collect(),
            3,
            Some("00910-459"),
        ),
    ];
    for (name, rows, place, code) in cases {
        let flaws = wishes(&rows, &rules(), TODAY).expect_err(name);
        let found = flaws
            .iter()
            .any(|flaw| flaw.row == place && flaw.finding.code == code);
        assert!(found, "{name}: {flaws:?}");
    }
}

#[test]
fn a_worker_with_something_under_way_waits() {
    let list = list(&["OTH XXX 2026-12-01 -", "DWD XXX 2026-12-01 -"]);
    let known = [period(1, "OTH XXX 2026-12-05 -")];
    let under_way = |employer: Option<&str>, ssin: Option<&str>, period: Option<u64>| UnderWay {
        id: SubmissionId(7),
        employer: employer.and_then(|number| number.parse().ok()),
        ssin: ssin.and_then(|number| number.parse().ok()),
        period: period.map(PeriodId::from_answer),
    };
    for (name, one, waits) in [
        (
            "an IN",
            under_way(Some("0999999922"), Some("85073099734"), None),
            true,
        ),
        (
            "an OUT of one of the periods",
            under_way(None, None, Some(800_000_000_001)),
            true,
        ),
        (
            "another employer",
            under_way(Some("0999999823"), Some("85073099734"), None),
            false,
        ),
        (
            "another worker",
            under_way(Some("0999999922"), Some("92041599827"), None),
            false,
        ),
        (
            "another period",
            under_way(None, None, Some(800_000_000_002)),
            false,
        ),
    ] {
        let facts = Facts {
            known: &known,
            under_way: &[one],
            rules: &rules(),
            today: TODAY,
            cancel_begun: false,
        };
        let plan = plan(&list, &facts);
        assert_eq!(
            plan.count(Action::Wait),
            if waits { 2 } else { 0 },
            "{name}"
        );
        assert!(!plan.is_empty(), "{name}");
        assert_eq!(plan.declarations() == 0, waits, "{name}");
    }
}

#[test]
fn one_employer_by_two_numbers_is_one() {
    let mut other = row(2, "OTH XXX 2026-12-01 2026-12-31");
    other.draft.set(Field::EnterpriseNumber, "");
    other.draft.set(Field::NssoNumber, "999990168");
    let rows = [row(1, "OTH XXX 2027-01-01 -"), other];
    let list = wishes(&rows, &rules(), TODAY).expect("fine");
    assert_eq!(people(&list).len(), 2, "nothing says yet that they are one");
    let mut known = period(1, "OTH XXX 2027-01-01 -");
    let number = "999990168".parse::<Employer>().expect("a number").nsso();
    known.known.employer = known
        .known
        .employer
        .and_then(|one| Employer::of(one.enterprise(), number));
    let plan = planned(&list, &[known], false);
    assert_eq!(
        shown(&plan),
        ["keep 1<1", "in 2<-"],
        "the period of the one row is not withdrawn for the other"
    );
}
