//! What processing finds, case by case, against the codes of dimona 7.6.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::fields::Strictness;
use super::super::scenario::Scenario;
use super::super::testing::{ALEX, MARIE, NOOR, SAM, entry, flexi};
use super::*;

const TODAY: Date = jiff::civil::date(2026, 9, 1);
/// A flexi-job of an evening, closed and open ordinary periods, a student; see the default scenario.
const FLEXI: u64 = 800_000_000_280;
const OPEN: u64 = 800_000_000_179;
const STUDENT: u64 = 800_000_000_381;
const CLOSED: u64 = 800_000_000_482;
const CANCELLED: u64 = 800_000_000_583;
const LOCKED: u64 = 800_000_000_684;

fn personnel() -> Personnel {
    Personnel::new(&Arc::new(Scenario::standard()))
}

fn codes_of(personnel: &Personnel, body: &Value) -> Vec<String> {
    let message = Message::parse(body, Strictness::default()).expect("it fits the schema");
    let judgement = match &message {
        Message::In(entry) => {
            let ssin = body["worker"]["ssin"].as_str();
            judge_entry(personnel, entry, 0, ssin, TODAY)
        }
        _ => judge_follow_up(personnel, &message),
    };
    let mut codes: Vec<String> = judgement.codes.iter().map(ToString::to_string).collect();
    codes.sort();
    codes
}

/// An IN of Alex from words: type, commission, start, and any of end, `from-until`, hours as `12h`.
fn in_words(words: &str) -> Value {
    let mut words = words.split(' ');
    let mut next = || words.next().expect("type, commission and start");
    let (worker_type, commission, start) = (next(), next(), next());
    let mut block = json!({ "startDate": start });
    for word in words {
        if let Some(hours) = word.strip_suffix('h') {
            block["plannedHoursNumber"] = json!(hours.parse::<u32>().expect("hours"));
        } else if word.len() == 10 {
            block["endDate"] = json!(word);
        } else {
            let (from, until) = word.split_once('-').expect("hours of the day");
            block["startHour"] = json!(from);
            block["endHour"] = json!(until);
        }
    }
    entry(MARIE, worker_type, commission, &block)
}

#[test]
fn an_in_is_judged_by_its_worker_type() {
    let cases = [
        ("OTH XXX 2026-09-07", "", "an open ordinary period"),
        (
            "OTH XXX 2026-09-07 1700-2230",
            "00777-005 00778-005",
            "hours for an ordinary worker",
        ),
        (
            "OTH XXX 2026-09-07 12h",
            "01135-005",
            "planned hours for an ordinary worker",
        ),
        (
            "OTH XXX 2026-09-07 2026-09-06",
            "00911-014",
            "end before start",
        ),
        ("OTH XXX 2036-01-01", "00910-008", "a start ten years ahead"),
        ("QQQ XXX 2026-09-07", "00655-003", "an unknown worker type"),
        ("TEA XXX 2026-09-07", "00655-003", "a type that has ended"),
        (
            "OTH 200 2026-09-07",
            "00046-003",
            "a commission Dimona does not know",
        ),
        (
            "OTH 302 2026-09-07",
            "90374-349",
            "an ordinary worker in hospitality",
        ),
        (
            "BCW XXX 2026-09-07",
            "90374-349",
            "construction outside construction",
        ),
        ("STU XXX 2026-09-05 2026-09-06 12h", "", "a student"),
        (
            "STU XXX 2026-09-05 2026-10-06 12h",
            "90373-421",
            "a student in two quarters",
        ),
        (
            "STU XXX 2026-09-05 12h",
            "00911-001",
            "a student without end",
        ),
        ("IVT XXX 2026-09-07", "00911-001", "a trainee without end"),
        ("OTH 322 2026-09-07", "00911-001", "agency work without end"),
    ];
    let personnel = personnel();
    for (words, expected, name) in cases {
        assert_eq!(
            codes_of(&personnel, &in_words(words)).join(" "),
            expected,
            "{name}"
        );
    }
}

#[test]
fn an_in_by_the_hour_is_judged_by_its_day() {
    let no_hours = "00777-001 00778-001";
    let cases = [
        (
            "FLX XXX 2026-09-07 2026-09-07 1700-2230",
            "",
            "a flexi evening",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-08 1700-0200",
            "",
            "a flexi night",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-08 1700-1701",
            "90373-341",
            "more than 24 hours",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-09 1700-1701",
            "00911-008 90373-341",
            "hours over two days",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-07",
            no_hours,
            "a flexi day without hours",
        ),
        (
            "FLX XXX 2026-07-01 2026-09-30",
            "90373-334",
            "a flexi quarter over a known day",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-30",
            "",
            "a flexi period without hours",
        ),
        (
            "FLX XXX 2027-01-04 2027-03-31",
            "00910-008",
            "a flexi-job a quarter ahead",
        ),
        (
            "FLX XXX 2026-09-07 2026-09-07 1700-1600",
            "00778-345",
            "end hour before start hour",
        ),
        (
            "EXT 302 2026-09-07 2026-09-07 1700-2230",
            "",
            "an occasional worker",
        ),
        (
            "EXT 144 2026-09-07 2026-09-07",
            no_hours,
            "an occasional worker without hours",
        ),
        (
            "EXT XXX 2026-09-07 2026-09-07 1700-2230",
            "90374-349",
            "an occasional worker anywhere",
        ),
    ];
    let personnel = personnel();
    for (words, expected, name) in cases {
        assert_eq!(
            codes_of(&personnel, &in_words(words)).join(" "),
            expected,
            "{name}"
        );
    }
}

#[test]
fn planned_hours_and_places_of_work_have_their_limits() {
    let personnel = personnel();
    let too_many = in_words("S17 XXX 2026-09-05 2026-09-06 1000h");
    assert_eq!(codes_of(&personnel, &too_many), ["01135-003"]);
    let mut placed = in_words("OTH XXX 2026-09-07");
    placed["dimonaIn"]["studentPlaceOfWork"] = json!({ "name": "Zaal 2" });
    assert_eq!(codes_of(&personnel, &placed), ["00776-005"]);
}

#[test]
fn the_same_period_and_an_overlapping_one_are_told_apart() {
    let personnel = personnel();
    let same = flexi(MARIE, "2026-09-04");
    assert_eq!(codes_of(&personnel, &same), ["90373-333"]);
    let mut overlapping = same.clone();
    overlapping["dimonaIn"]["startHour"] = json!("1800");
    assert_eq!(codes_of(&personnel, &overlapping), ["90373-334"]);
    let mut after = same.clone();
    after["dimonaIn"]["startHour"] = json!("2230");
    after["dimonaIn"]["endHour"] = json!("2300");
    assert!(
        codes_of(&personnel, &after).is_empty(),
        "one shift right after another"
    );
}

#[test]
fn rights_and_quotas_warn_but_do_not_refuse() {
    let personnel = personnel();
    assert_eq!(
        codes_of(&personnel, &flexi(NOOR, "2026-09-04")),
        ["90017-510"]
    );
    let student = |hours: u32| {
        let block = json!({
            "startDate": "2026-09-05", "endDate": "2026-09-06", "plannedHoursNumber": hours,
        });
        entry(SAM, "STU", "XXX", &block)
    };
    assert!(codes_of(&personnel, &student(40)).is_empty());
    assert_eq!(codes_of(&personnel, &student(41)), ["90017-369"]);
    let mut refused = student(41);
    refused["dimonaIn"]["features"]["jointCommissionNumber"] = json!("302");
    let expected = ["90374-349"];
    assert_eq!(
        codes_of(&personnel, &refused),
        expected,
        "warnings are left out of a refusal"
    );
}

#[test]
fn a_late_declaration_is_flagged_only_when_the_scenario_asks() {
    let body = entry(ALEX, "OTH", "XXX", &json!({ "startDate": "2026-08-31" }));
    assert!(codes_of(&personnel(), &body).is_empty());
    let text = Scenario::standard_text().replace("late = false", "late = true");
    let scenario = Scenario::parse(&text, Path::new(".")).expect("a scenario");
    let strict = Personnel::new(&Arc::new(scenario));
    assert_eq!(codes_of(&strict, &body), ["90373-460"]);
}

#[test]
fn an_occasional_worker_may_not_work_three_days_in_a_row() {
    let mut personnel = personnel();
    let day = |date: &str| {
        let block = json!({
            "startDate": date, "startHour": "1000", "endDate": date, "endHour": "1600",
        });
        entry(ALEX, "EXT", "302", &block)
    };
    for (id, date) in [(1, "2026-09-07"), (2, "2026-09-09")] {
        let body = day(date);
        let message = Message::parse(&body, Strictness::default()).expect("it fits");
        let Message::In(entry) = message else {
            panic!("an IN was expected");
        };
        personnel.add(Period {
            id,
            employer: 0,
            ssin: ALEX.into(),
            terms: entry.terms,
            features: entry.features,
            cancelled: false,
            locked: false,
            late: false,
            hours_before: 0,
        });
    }
    assert_eq!(
        codes_of(&personnel, &day("2026-09-08")),
        ["00910-459"],
        "the day between"
    );
    assert!(
        codes_of(&personnel, &day("2026-09-11")).is_empty(),
        "a day apart"
    );
}

/// An OUT, UPDATE or CANCEL from words: the kind, and `member=value` pairs.
fn follow_up(kind: &str, period: u64, changes: &str) -> Value {
    let mut block = json!({ "periodId": period });
    for change in changes.split_whitespace() {
        let (member, value) = change.split_once('=').expect("member=value");
        block[member] = match member {
            "plannedHoursNumber" => json!(value.parse::<u32>().expect("hours")),
            _ => json!(value),
        };
    }
    json!({ format!("dimona{kind}"): block })
}

#[test]
fn outs_and_cancels_are_judged_by_their_period() {
    let cases = [
        (
            "Out",
            OPEN,
            "endDate=2026-11-30",
            "",
            "OUT of an open period",
        ),
        (
            "Out",
            OPEN,
            "endDate=2024-01-31",
            "00911-014",
            "OUT before the start",
        ),
        (
            "Out",
            CLOSED,
            "endDate=2025-11-30",
            "00913-356",
            "OUT of a closed period",
        ),
        (
            "Out",
            1,
            "endDate=2026-11-30",
            "00913-354",
            "OUT of an unknown period",
        ),
        (
            "Out",
            LOCKED,
            "endDate=2026-11-30",
            "00913-362",
            "OUT of a locked period",
        ),
        (
            "Out",
            CANCELLED,
            "endDate=2026-11-30",
            "00913-355",
            "OUT of a cancelled period",
        ),
        ("Cancel", FLEXI, "", "", "CANCEL"),
        (
            "Cancel",
            CANCELLED,
            "",
            "00913-355",
            "CANCEL of a cancelled period",
        ),
    ];
    let personnel = personnel();
    for (kind, period, changes, expected, name) in cases {
        let codes = codes_of(&personnel, &follow_up(kind, period, changes));
        assert_eq!(codes.join(" "), expected, "{name}");
    }
}

#[test]
fn updates_are_judged_by_their_period() {
    let cases = [
        (CLOSED, "", "90378-360", "nothing said"),
        (
            CLOSED,
            "startDate=2025-01-06 endDate=2025-12-19",
            "90378-444",
            "nothing changed",
        ),
        (CLOSED, "endDate=9999-12-31", "", "reopened"),
        (
            CLOSED,
            "startDate=2025-01-07 endDate=2025-12-19",
            "00910-344",
            "postponed",
        ),
        (
            CLOSED,
            "startHour=0800",
            "00777-005",
            "an ordinary period with hours",
        ),
        (
            CLOSED,
            "plannedHoursNumber=8",
            "01135-005",
            "an ordinary period with planned hours",
        ),
        (
            OPEN,
            "endDate=2026-11-30",
            "00913-359",
            "an open period closed",
        ),
        (
            STUDENT,
            "endDate=9999-12-31",
            "00913-368",
            "a student reopened",
        ),
        (
            STUDENT,
            "startDate=2026-09-30",
            "00910-005",
            "a student's start moved",
        ),
        (
            STUDENT,
            "plannedHoursNumber=80",
            "",
            "a student's hours raised",
        ),
        (
            STUDENT,
            "plannedHoursNumber=101",
            "90017-369",
            "a student's hours over the quota",
        ),
        (
            STUDENT,
            "endDate=2027-01-02",
            "90378-421",
            "a student in two quarters",
        ),
        (
            FLEXI,
            "endDate=2026-09-05",
            "00911-344",
            "a flexi-job's end moved later",
        ),
        (FLEXI, "endHour=2330", "", "a flexi-job's hours changed"),
    ];
    let personnel = personnel();
    for (period, changes, expected, name) in cases {
        let codes = codes_of(&personnel, &follow_up("Update", period, changes));
        assert_eq!(codes.join(" "), expected, "{name}");
    }
}

#[test]
fn an_update_without_end_date_removes_it_where_none_is_due() {
    let personnel = personnel();
    let effect = |period: u64, start: &str| {
        let body = json!({ "dimonaUpdate": { "periodId": period, "startDate": start } });
        let message = Message::parse(&body, Strictness::default()).expect("it fits");
        judge_follow_up(&personnel, &message).effect
    };
    let Effect::Replace(terms) = effect(CLOSED, "2025-01-06") else {
        panic!("new terms were expected");
    };
    assert_eq!(terms.end, None);
    assert_eq!(
        effect(STUDENT, "2026-10-01"),
        Effect::None,
        "a student keeps the end"
    );
}

#[test]
fn every_code_given_has_words_of_its_own() {
    let general = anomalies::to_json("99999-999")["label"]["nl"].clone();
    let sources = [
        include_str!("../rules.rs"),
        include_str!("entry.rs"),
        include_str!("follow.rs"),
    ];
    let mut seen = 0;
    for quoted in sources.iter().flat_map(|source| source.split('"')) {
        let is_code = quoted.len() == 9
            && quoted.bytes().enumerate().all(|(index, byte)| {
                if index == 5 {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        if is_code {
            seen += 1;
            assert_ne!(
                anomalies::to_json(quoted)["label"]["nl"],
                general,
                "{quoted}"
            );
        }
    }
    assert!(seen > 30, "{seen}");
}
