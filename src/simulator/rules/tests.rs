//! What processing finds, case by case, against the codes of dimona 7.6.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::super::fields::Strictness;
use super::super::scenario::Scenario;
use super::super::testing::{ALEX, MARIE, NOOR, SAM, entry, flexi, nameless};
use super::*;

mod follow_ups;
mod rights;

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
        _ => judge_follow_up(personnel, &message, TODAY),
    };
    let mut codes: Vec<String> = judgement.codes.iter().map(ToString::to_string).collect();
    codes.sort();
    codes
}

/// Puts the period of an IN into the personnel file.
fn add(personnel: &mut Personnel, id: u64, body: &Value) {
    let message = Message::parse(body, Strictness::default()).expect("it fits");
    let Message::In(entry) = message else {
        panic!("an IN was expected");
    };
    personnel.add(Period {
        id: 900_000_000_000 + id,
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

/// An IN of Marie from words: type, commission, start, and any of end, `from-until`, hours as `12h`.
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
        (
            "RTA XXX 2026-09-07",
            "90374-349",
            "an apprentice of construction elsewhere",
        ),
        ("RTA 124 2026-09-07", "", "an apprentice of construction"),
        (
            "OTH 144 2026-09-07",
            "90374-349",
            "ordinary staff of a farm",
        ),
        ("OTH 140 2026-09-07", "", "ordinary staff of a haulier"),
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
            "EXT 302 2026-09-07 2026-09-07",
            "00777-001",
            "a day lump sum still begins at some hour",
        ),
        (
            "EXT 302 2026-09-07 2026-09-08",
            "00777-001 00911-008",
            "a day lump sum of two days",
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
    assert_eq!(codes_of(&personnel, &too_many), ["01135-003", "90017-369"]);
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
    let earlier = follow_up("Update", CLOSED, "startDate=2025-01-03 endDate=2025-12-19");
    assert!(codes_of(&personnel(), &earlier).is_empty());
    assert_eq!(codes_of(&strict, &earlier), ["90378-460"]);
    let shorter = follow_up("Update", CLOSED, "startDate=2025-01-06 endDate=2025-12-18");
    assert!(
        codes_of(&strict, &shorter).is_empty(),
        "the start did not move"
    );
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
        add(&mut personnel, id, &day(date));
    }
    assert!(
        codes_of(&personnel, &day("2026-09-10")).is_empty(),
        "two in a row"
    );
    assert_eq!(
        codes_of(&personnel, &day("2026-09-08")),
        ["00910-459"],
        "the day between"
    );
    assert!(
        codes_of(&personnel, &day("2026-09-11")).is_empty(),
        "a day apart"
    );
    let mut temp = day("2026-09-08");
    temp["dimonaIn"]["features"]["jointCommissionNumber"] = json!("322");
    assert!(codes_of(&personnel, &temp).is_empty(), "agency work");
    let mut third = personnel;
    add(&mut third, 3, &day("2026-09-10"));
    assert_eq!(
        codes_of(&third, &day("2026-09-11")),
        ["00910-459"],
        "the third day"
    );
}

#[test]
fn every_code_given_has_words_of_its_own() {
    let general = anomalies::to_json("99999-999")["label"]["nl"].clone();
    let sources = [
        include_str!("../rules.rs"),
        include_str!("entry.rs"),
        include_str!("follow.rs"),
        include_str!("../message.rs"),
        include_str!("../message/person.rs"),
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
