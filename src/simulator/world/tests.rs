//! The life of declarations, without HTTP and with times of our own.

use std::path::Path;

use serde_json::json;

use super::super::render::Renderer;
use super::super::search::{Collection, Search};
use super::super::testing::{ALEX, LOUIS, MARIE, NOOR, SAM, entry, flexi, nameless};
use super::*;

mod corrections;

const SENDER: &str = "999001";
const OPEN: u64 = 800_000_000_179;

/// A world with a hand on its clock.
struct Bench {
    world: World,
    now: Timestamp,
}

impl Bench {
    fn new() -> Self {
        Self::of(Scenario::standard())
    }

    /// The default scenario with more text at its end.
    fn with(text: &str) -> Self {
        let text = format!("{}\n{text}", Scenario::standard_text());
        Self::of(Scenario::parse(&text, Path::new(".")).expect("a scenario"))
    }

    fn of(scenario: Scenario) -> Self {
        Self {
            world: World::new(&Arc::new(scenario)),
            now: "2026-09-01T08:00:00Z".parse().expect("a timestamp"),
        }
    }

    fn post(&mut self, body: &Value) -> u64 {
        self.world.settle(self.now);
        let message = self.world.admit(SENDER, body).expect("admitted");
        self.world.take(&message, body, self.now)
    }

    fn refused(&self, body: &Value) -> String {
        let problem = self.world.admit(SENDER, body).expect_err("refused");
        format!("{} {}", problem.status(), problem.name())
    }

    fn wait(&mut self, seconds: i64) {
        self.now += SignedDuration::from_secs(seconds);
        self.world.settle(self.now);
    }

    /// What a GET answers now.
    fn get(&self, id: u64) -> Option<Value> {
        let declaration = self.world.declaration(id)?;
        declaration.result_at(self.now)?;
        let renderer = Renderer {
            world: &self.world,
            base: "http://rsz",
        };
        Some(renderer.declaration(declaration, self.now))
    }

    /// The result and its codes, such as `B 90373-333`.
    fn result(&self, id: u64) -> String {
        let Some(answer) = self.get(id) else {
            return "404".to_owned();
        };
        let status = &answer["declarationStatus"];
        let mut words = vec![status["result"].as_str().unwrap_or("?").to_owned()];
        for anomaly in status["anomalies"].as_array().into_iter().flatten() {
            words.push(anomaly["errorId"].as_str().unwrap_or("?").to_owned());
        }
        words.join(" ")
    }

    fn post_and_settle(&mut self, body: &Value) -> String {
        let id = self.post(body);
        self.wait(40);
        self.result(id)
    }

    fn period_of(&self, id: u64) -> Option<u64> {
        self.get(id)?
            .pointer("/declarationStatus/period/id")?
            .as_u64()
    }
}

fn student(hours: u32) -> Value {
    let block = json!({
        "startDate": "2026-09-05", "endDate": "2026-09-06", "plannedHoursNumber": hours,
    });
    entry(SAM, "STU", "XXX", &block)
}

#[test]
fn scenario_1_a_flexi_job_is_unknown_then_accepted() {
    let mut bench = Bench::new();
    let id = bench.post(&flexi(ALEX, "2026-09-07"));
    assert_eq!(bench.result(id), "404");
    bench.wait(2);
    assert_eq!(bench.result(id), "404");
    bench.wait(1);
    assert_eq!(bench.result(id), "A");
    let answer = bench.get(id).expect("an answer");
    assert_eq!(answer["worker"]["familyName"], "TESTMANS");
    assert_eq!(answer["worker"]["birthDate"], "1985-07-30");
    assert_eq!(answer["worker"]["gender"], "1");
    assert_eq!(answer["employer"]["employerId"], 999_990_168);
    assert_eq!(answer["dimonaIn"]["startHour"], "1700");
}

#[test]
fn scenario_2_a_student_over_the_quota_is_warned() {
    assert_eq!(Bench::new().post_and_settle(&student(41)), "W 90017-369");
    let mut bench = Bench::new();
    assert_eq!(bench.post_and_settle(&student(30)), "A");
    let mut more = student(11);
    more["dimonaIn"]["startDate"] = json!("2026-09-12");
    more["dimonaIn"]["endDate"] = json!("2026-09-13");
    assert_eq!(bench.post_and_settle(&more), "W 90017-369", "hours add up");
}

#[test]
fn scenario_3_a_worker_without_flexi_right_is_warned() {
    let result = Bench::new().post_and_settle(&flexi(NOOR, "2026-09-07"));
    assert_eq!(result, "W 90017-510");
}

#[test]
fn scenario_4_a_student_under_302_is_refused() {
    let mut body = student(12);
    body["dimonaIn"]["features"]["jointCommissionNumber"] = json!("302");
    assert_eq!(Bench::new().post_and_settle(&body), "B 90374-349");
}

#[test]
fn scenario_5_a_student_by_the_hour_is_refused_thrice() {
    let block = json!({
        "startDate": "2026-09-05", "startHour": "0900", "endDate": "2026-09-05", "endHour": "1700",
    });
    let result = Bench::new().post_and_settle(&entry(SAM, "STU", "XXX", &block));
    assert_eq!(result, "B 01135-001 00777-005 00778-005");
}

#[test]
fn scenario_6_the_same_in_twice_is_a_duplicate() {
    let mut bench = Bench::new();
    let first = bench.post(&flexi(ALEX, "2026-09-07"));
    let second = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(3);
    assert_eq!(bench.result(first), "A");
    assert_eq!(bench.result(second), "B 90373-333");
    assert_eq!(
        bench.period_of(second),
        None,
        "a refused IN has made no period"
    );
}

#[test]
fn scenario_7_a_worker_without_ssin_waits_for_sigedis() {
    let mut bench = Bench::new();
    let id = bench.post(&nameless("Zondernummer"));
    bench.wait(3);
    assert_eq!(bench.result(id), "S");
    assert_eq!(bench.period_of(id), None);
    bench.wait(7199);
    assert_eq!(bench.result(id), "S");
    bench.wait(1);
    assert_eq!(bench.result(id), "A");
    let answer = bench.get(id).expect("an answer");
    let ssin = answer["worker"]["ssin"].as_str().expect("an invented SSIN");
    assert!(identifiers::is_ssin(ssin), "{ssin}");
    assert_eq!(answer["worker"]["familyName"], "ZONDERNUMMER");
    assert_eq!(answer["worker"]["gender"], "2");
}

#[test]
fn the_same_person_without_ssin_is_recognised() {
    let mut bench = Bench::new();
    let first = bench.post(&nameless("Zondernummer"));
    let second = bench.post(&nameless("ZONDERNUMMER"));
    let other = bench.post(&nameless("Anders"));
    bench.wait(3);
    bench.wait(7200);
    assert_eq!(bench.result(first), "A");
    assert_eq!(bench.result(second), "B 90373-333");
    assert_eq!(bench.result(other), "A");
}

#[test]
fn a_worker_whom_nobody_can_identify_is_refused_in_the_end() {
    let text = Scenario::standard_text();
    let text = text.replace("unidentifiable = []", "unidentifiable = [\"Onvindbaar\"]");
    let mut bench = Bench::of(Scenario::parse(&text, Path::new(".")).expect("a scenario"));
    let id = bench.post(&nameless("Onvindbaar"));
    bench.wait(3);
    assert_eq!(bench.result(id), "S");
    bench.wait(7200);
    assert_eq!(bench.result(id), "B 90017-151");
}

#[test]
fn scenario_8_a_second_cancel_finds_the_period_cancelled() {
    let mut bench = Bench::new();
    let cancel = json!({ "dimonaCancel": { "periodId": OPEN } });
    let first = bench.post(&cancel);
    bench.wait(34);
    assert_eq!(bench.result(first), "404");
    bench.wait(1);
    assert_eq!(bench.result(first), "A");
    assert_eq!(bench.period_of(first), Some(OPEN));
    assert_eq!(bench.post_and_settle(&cancel), "B 00913-355");
}

#[test]
fn scenario_9_features_or_commission_left_out_is_a_bad_request() {
    let bench = Bench::new();
    let mut body = flexi(ALEX, "2026-09-07");
    body["dimonaIn"]["features"] = json!({ "workerType": "FLX" });
    assert_eq!(bench.refused(&body), "400 badRequest");
    let block = body["dimonaIn"].as_object_mut().expect("an object");
    block.remove("features");
    let problem = bench.world.admit(SENDER, &body).expect_err("refused");
    let issue = &problem.body()["issues"][0];
    assert_eq!(issue["name"], "dimonaIn.features");
    assert_eq!(issue["in"], "body");
}

#[test]
fn scenario_10_an_employer_without_mandate_is_forbidden() {
    let bench = Bench::new();
    for number in ["0999999724", "0200004397"] {
        let mut body = flexi(ALEX, "2026-09-07");
        body["employer"]["enterpriseNumber"] = json!(number);
        assert_eq!(bench.refused(&body), "403 missingPermission", "{number}");
    }
}

#[test]
fn bodies_that_do_not_fit_are_refused_at_once() {
    type Spoil = fn(&mut Value);
    let cases: [(&str, Spoil); 9] = [
        ("two blocks", |body| {
            body["dimonaCancel"] = json!({ "periodId": 1 });
        }),
        ("an unknown member", |body| {
            body["declarationType"] = json!("IN");
        }),
        ("a null", |body| {
            body["dimonaIn"]["plannedHoursNumber"] = json!(null);
        }),
        ("a wrong check pair", |body| {
            body["worker"]["ssin"] = json!("85073099735");
        }),
        ("a wrong enterprise number", |body| {
            body["employer"]["enterpriseNumber"] = json!("0999999923");
        }),
        ("an hour with a colon", |body| {
            body["dimonaIn"]["startHour"] = json!("17:00");
        }),
        ("a day that does not exist", |body| {
            body["dimonaIn"]["endDate"] = json!("2026-02-30");
        }),
        ("no worker", |body| body["worker"] = json!({})),
        ("two employers", |body| {
            body["employer"]["employerId"] = json!(999_990_265);
        }),
    ];
    let bench = Bench::new();
    for (name, spoil) in cases {
        let mut body = flexi(ALEX, "2026-09-07");
        spoil(&mut body);
        assert_eq!(bench.refused(&body), "400 badRequest", "{name}");
    }
    assert_eq!(bench.refused(&json!([])), "400 badRequest");
}

#[test]
fn a_lenient_scenario_ignores_unknown_members_and_nulls() {
    let text = Scenario::standard_text()
        .replace("unknown_members = true", "unknown_members = false")
        .replace("null_members = true", "null_members = false");
    let mut bench = Bench::of(Scenario::parse(&text, Path::new(".")).expect("a scenario"));
    let mut body = flexi(ALEX, "2026-09-07");
    body["features"] = json!({});
    body["dimonaIn"]["plannedHoursNumber"] = json!(null);
    assert_eq!(bench.post_and_settle(&body), "A");
}

#[test]
fn scenario_14_processing_can_take_25_minutes() {
    let mut bench = Bench::with("[[exceptions]]\nprocessing = \"25m\"\ntimes = 1");
    let slow = bench.post(&flexi(ALEX, "2026-09-07"));
    let usual = bench.post(&flexi(ALEX, "2026-09-08"));
    bench.wait(1499);
    assert_eq!(
        (bench.result(slow), bench.result(usual)),
        ("404".into(), "A".into())
    );
    bench.wait(1);
    assert_eq!(bench.result(slow), "A");
}

#[test]
fn nothing_is_processed_within_two_seconds() {
    let mut bench = Bench::with("[[exceptions]]\nprocessing = \"0s\"");
    let id = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(1);
    assert_eq!(bench.result(id), "404");
    bench.wait(1);
    assert_eq!(bench.result(id), "A");
}

#[test]
fn exceptions_force_results_and_codes() {
    let text = format!(
        "[[exceptions]]\nworker = \"{NOOR}\"\nresult = \"B\"\nanomalies = [\"90373-343\"]\n\
         [[exceptions]]\nworker = \"{ALEX}\"\nanomalies = [\"90373-460\"]\n\
         [[exceptions]]\nworker = \"{SAM}\"\nresult = \"S\"\nsigedis = \"10s\""
    );
    let mut bench = Bench::with(&text);
    assert_eq!(
        bench.post_and_settle(&flexi(NOOR, "2026-09-07")),
        "B 90373-343"
    );
    assert_eq!(
        bench.post_and_settle(&flexi(ALEX, "2026-09-07")),
        "W 90373-460"
    );
    let waiting = bench.post(&flexi(SAM, "2026-09-07"));
    bench.wait(3);
    assert_eq!(bench.result(waiting), "S");
    bench.wait(10);
    assert_eq!(bench.result(waiting), "A");
}

#[test]
fn the_effects_of_follow_ups_are_seen_in_the_period() {
    let mut bench = Bench::new();
    let id = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(3);
    let period = bench.period_of(id).expect("a period");
    assert_ne!(
        period, id,
        "the two numbers differ unless a setting says otherwise"
    );
    let update = json!({ "dimonaUpdate": { "periodId": period, "endDate": "2026-09-07", "endHour": "2330" } });
    assert_eq!(bench.post_and_settle(&update), "A");
    let out = json!({ "dimonaOut": { "periodId": OPEN, "endDate": "2026-11-30" } });
    assert_eq!(bench.post_and_settle(&out), "A");
    assert_eq!(bench.post_and_settle(&out), "B 00913-356");
    let renderer = Renderer {
        world: &bench.world,
        base: "http://rsz",
    };
    let shown = |id| renderer.period(bench.world.personnel.period(id).expect("a period"));
    assert_eq!(shown(period)["endHour"], "2330");
    assert_eq!(shown(OPEN)["endDate"], "2026-11-30");
    assert_eq!(shown(OPEN)["isCancelled"], false);
}

#[test]
fn a_cancelled_period_makes_room_for_the_same_one() {
    let mut bench = Bench::new();
    let id = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(3);
    let cancel = json!({ "dimonaCancel": { "periodId": bench.period_of(id) } });
    assert_eq!(bench.post_and_settle(&cancel), "A");
    assert_eq!(bench.post_and_settle(&flexi(ALEX, "2026-09-07")), "A");
}

#[test]
fn the_numbers_can_be_made_equal() {
    let text = Scenario::standard_text();
    let text = text.replace(
        "period_equals_declaration = false",
        "period_equals_declaration = true",
    );
    let mut bench = Bench::of(Scenario::parse(&text, Path::new(".")).expect("a scenario"));
    let id = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(3);
    assert_eq!(bench.period_of(id), Some(id));
}

#[test]
fn searches_page_through_what_is_processed() {
    let mut bench = Bench::new();
    for day in 1..=5 {
        bench.post(&flexi(ALEX, &format!("2026-09-1{day}")));
    }
    bench.wait(3);
    bench.post(&flexi(ALEX, "2026-09-20"));
    let body = json!({
        "employer": { "enterpriseNumber": "0999999922" }, "worker": { "ssin": ALEX },
    });
    let find = |page: &str| {
        let query = [
            ("page".to_owned(), page.to_owned()),
            ("pageSize".into(), "2".into()),
        ];
        let search = Search::parse(&body, &query, Strictness::default()).expect("a search");
        let renderer = Renderer {
            world: &bench.world,
            base: "http://rsz",
        };
        let found = search.run(Collection::Declarations, renderer, SENDER, bench.now);
        found.expect("found")
    };
    let first = find("1");
    assert_eq!(first["total"], 5, "the sixth is not processed yet");
    assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        first["next"],
        "http://rsz/declarations/search?page=2&pageSize=2"
    );
    let last = find("3");
    assert_eq!(last["items"][0]["dimonaIn"]["startDate"], "2026-09-15");
    assert!(last.get("next").is_none());
    for (name, value) in [("page", "0"), ("pageSize", "101"), ("sort", "id")] {
        let query = [(name.to_owned(), value.to_owned())];
        assert!(
            Search::parse(&body, &query, Strictness::default()).is_err(),
            "{name}={value}"
        );
    }
}

#[test]
fn relations_span_the_periods_of_a_worker() {
    let bench = Bench::new();
    let renderer = Renderer {
        world: &bench.world,
        base: "http://rsz",
    };
    let relations = renderer.relations(0, None);
    assert_eq!(relations.len(), 3);
    let louis = relations
        .iter()
        .find(|one| one["worker"]["ssin"] == LOUIS)
        .expect("Louis");
    assert_eq!(louis["startDate"], "2024-02-01");
    assert!(
        louis.get("endDate").is_none(),
        "an open period keeps the relation open"
    );
    assert_eq!(
        renderer.relations(1, Some(MARIE)).len(),
        0,
        "cancelled periods do not count"
    );
}

#[test]
fn a_hundred_thousand_declarations_are_held_and_found() {
    let mut bench = Bench::new();
    let mut last = 0;
    for number in 0..100_000_u64 {
        let ssin =
            identifiers::invented_ssin(&format!("{}-01-01", 1950 + number / 2000), false, number);
        let mut body = entry(&ssin, "OTH", "XXX", &json!({ "startDate": "2026-09-07" }));
        let day = jiff::civil::date(2026, 9, 7)
            + jiff::Span::new().days(i64::try_from(number % 2000 / 50).unwrap_or(0));
        body["dimonaIn"]["startDate"] = json!(day);
        body["dimonaIn"]["endDate"] = json!(day);
        last = bench.post(&body);
    }
    bench.wait(3);
    assert_eq!(last, 900_000_100_100);
    assert_eq!(bench.world.due.len(), 0);
    assert_ne!(bench.result(last), "404");
}
