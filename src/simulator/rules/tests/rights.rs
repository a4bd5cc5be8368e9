//! Quotas, texts, employers and closed seasons.

use super::*;

#[test]
fn article_17_has_a_quota_that_refuses() {
    let mut personnel = personnel();
    let sport = |start: &str, end: &str, hours: u32| {
        let block = json!({ "startDate": start, "endDate": end, "plannedHoursNumber": hours });
        entry(ALEX, "S17", "XXX", &block)
    };
    let third = |hours| sport("2026-09-05", "2026-09-30", hours);
    assert_eq!(codes_of(&personnel, &third(286)), ["90017-369"]);
    assert!(codes_of(&personnel, &third(285)).is_empty());
    add(&mut personnel, 1, &third(285));
    let more = sport("2026-09-07", "2026-09-08", 1);
    let codes = codes_of(&personnel, &more);
    assert_eq!(codes, ["90017-369", "90373-334"], "both refuse");
    for (id, start, end, hours) in [
        (2, "2026-01-05", "2026-01-31", 100),
        (3, "2026-04-06", "2026-04-30", 65),
    ] {
        add(&mut personnel, id, &sport(start, end, hours));
    }
    let autumn = sport("2026-09-01", "2026-09-02", 1);
    assert_eq!(codes_of(&personnel, &autumn), ["90017-369"], "of the year");
    let next_year = sport("2027-01-04", "2027-01-31", 150);
    assert_eq!(codes_of(&personnel, &next_year), ["00910-008"]);
    let update = follow_up("Update", 900_000_000_001, "plannedHoursNumber=286");
    assert_eq!(codes_of(&personnel, &update), ["90017-369"]);
    let fewer = follow_up("Update", 900_000_000_001, "plannedHoursNumber=284");
    assert!(codes_of(&personnel, &fewer).is_empty());
}

#[test]
fn texts_and_belgian_addresses_are_measured_when_there_is_no_number() {
    type Spoil = fn(&mut Value);
    let cases: [(&str, &str, Spoil); 8] = [
        ("nothing", "", |_| {}),
        ("a long family name", "00025-003", |worker| {
            worker["familyName"] = json!("N".repeat(49));
        }),
        ("a long given name", "00026-003", |worker| {
            worker["givenName"] = json!("\u{e9}".repeat(25));
        }),
        ("a given name that just fits", "", |worker| {
            worker["givenName"] = json!("\u{e9}".repeat(24));
        }),
        ("a long place of birth", "00168-003", |worker| {
            worker["placeOfBirth"] = json!("P".repeat(41));
        }),
        ("a long street and box", "00030-003 00032-003", |worker| {
            worker["address"]["street"] = json!("S".repeat(36));
            worker["address"]["boxNumber"] = json!("12345");
        }),
        ("Belgium without municipality", "00034-003", |worker| {
            worker["address"]["country"] = json!(150);
            worker["address"]["postCode"] = json!("1000");
        }),
        ("a Belgian postcode from 0 on", "00033-003", |worker| {
            worker["address"]["country"] = json!(150);
            worker["address"]["postCode"] = json!("0100");
            worker["address"]["municipality"]["code"] = json!(21004);
        }),
    ];
    let personnel = personnel();
    for (name, expected, spoil) in cases {
        let mut body = nameless("Zondernummer");
        spoil(&mut body["worker"]);
        assert_eq!(codes_of(&personnel, &body).join(" "), expected, "{name}");
        body["worker"]["ssin"] = json!(ALEX);
        assert_eq!(
            codes_of(&personnel, &body),
            codes_of(&personnel, &body_without_identity(&body)),
            "{name}, beside a number"
        );
    }
}

fn body_without_identity(body: &Value) -> Value {
    let mut body = body.clone();
    body["worker"] =
        json!({ "ssin": body["worker"]["ssin"], "address": body["worker"]["address"] });
    body
}

#[test]
fn employers_and_the_season_may_close_the_door() {
    let text = Scenario::standard_text();
    let one = "enterprise_number = \"0999999922\"\n";
    let open = |more: &str, words: &str| {
        let text = text.replacen(one, &format!("{one}{more}\n"), 1);
        let scenario = Scenario::parse(&text, Path::new(".")).expect("a scenario");
        codes_of(&Personnel::new(&Arc::new(scenario)), &in_words(words)).join(" ")
    };
    let ordinary = "OTH XXX 2026-09-07 2026-09-08";
    for (more, expected, name) in [
        ("", "", "an employer without bounds"),
        ("from = \"2026-09-07\"", "", "from that day on"),
        ("from = \"2026-09-08\"", "90373-343", "from the next day on"),
        ("until = \"2026-09-08\"", "", "until the last day"),
        (
            "until = \"2026-09-07\"",
            "90373-343",
            "until the day before",
        ),
        ("worker_types = [\"OTH\"]", "", "of that type only"),
        (
            "worker_types = [\"STU\"]",
            "00655-350",
            "of another type only",
        ),
    ] {
        assert_eq!(open(more, ordinary), expected, "{name}");
    }
    let text = text.replace("closed = []", "closed = [\"in\", \"update\"]");
    let scenario = Scenario::parse(&text, Path::new(".")).expect("a scenario");
    let closed = Personnel::new(&Arc::new(scenario));
    assert_eq!(codes_of(&closed, &in_words(ordinary)), ["90373-450"]);
    let update = follow_up("Update", CLOSED, "endDate=2025-12-31");
    assert_eq!(codes_of(&closed, &update), ["90378-450"]);
    assert!(codes_of(&closed, &follow_up("Cancel", CLOSED, "")).is_empty());
}
