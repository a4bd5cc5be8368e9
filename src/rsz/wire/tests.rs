//! Messages as the specification shows them; answers in every form that was ever seen.

use std::fmt::Write as _;

use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::*;
use crate::domain::answer::{Answer, GetSeen, ProblemType, ResultCode};
use crate::domain::declaration::{
    About, Address, Body, Declaration, Hours, Identity, In, PersonName, Update, Worker, Workplace,
};
use crate::domain::ids::{DeclarationId, Employer, EnterpriseNumber, NssoNumber, PeriodId, Ssin};
use crate::rsz::Search;

const NUMBER: i64 = 900_000_000_101;

fn enterprise() -> EnterpriseNumber {
    EnterpriseNumber::parse("0999999922").expect("valid")
}

fn nsso() -> NssoNumber {
    NssoNumber::parse("999990168").expect("valid")
}

fn ssin_of(digits: &str) -> Ssin {
    Ssin::parse(digits).expect("valid")
}

fn declared(body: Body) -> Declaration {
    Declaration {
        reference: None,
        about: About::default(),
        body,
    }
}

fn flexi() -> In {
    In {
        employer: Employer::Enterprise(enterprise()),
        worker: Worker::Known {
            ssin: ssin_of("85073099734"),
            name: Some(PersonName {
                family: "Testmans".into(),
                given: "Alex".into(),
            }),
        },
        start: date(2026, 9, 4),
        end: Some(date(2026, 9, 4)),
        hours: Hours {
            start: Some(time(7, 5, 0, 0)),
            end: Some(time(22, 30, 0, 0)),
        },
        planned_hours: None,
        worker_type: "FLX".into(),
        joint_committee: "XXX".into(),
        workplace: None,
    }
}

fn flexi_json() -> Value {
    json!({
        "employer": { "enterpriseNumber": "0999999922" },
        "worker": { "ssin": "85073099734" },
        "dimonaIn": {
            "startDate": "2026-09-04", "startHour": "0705",
            "endDate": "2026-09-04", "endHour": "2230",
            "features": { "workerType": "FLX", "jointCommissionNumber": "XXX" },
        },
    })
}

fn address(country: u16) -> Address {
    Address {
        street: "Proefstraat".into(),
        house_number: "7".into(),
        box_number: (country == 150).then(|| "B2".into()),
        post_code: "1000".into(),
        municipality_code: 21004,
        municipality_name: "Brussel".into(),
        country,
    }
}

fn student() -> In {
    In {
        employer: Employer::Both(enterprise(), nsso()),
        worker: Worker::Unknown(Box::new(Identity {
            name: PersonName {
                family: "Zondernummer".into(),
                given: "Iris".into(),
            },
            birth_date: "1990-11-00".into(),
            place_of_birth: "LYON".into(),
            country_of_birth: 111,
            nationality: 111,
            gender: 2,
            address: address(111),
        })),
        end: None,
        hours: Hours::default(),
        planned_hours: Some(12),
        worker_type: "STU".into(),
        workplace: Some(Workplace {
            name: "Zaal 2".into(),
            address: address(150),
        }),
        ..flexi()
    }
}

#[test]
fn messages_are_the_ones_of_the_specification() {
    let period = PeriodId::from_answer(900_000_000_103);
    let municipality = json!({ "code": 21004, "name": "Brussel" });
    let cases = [
        ("IN by the hour", Body::In(Box::new(flexi())), flexi_json()),
        (
            "IN of a student without number",
            Body::In(Box::new(student())),
            json!({
                "employer": { "employerId": 999_990_168, "enterpriseNumber": "0999999922" },
                "worker": {
                    "familyName": "Zondernummer", "givenName": "Iris", "birthDate": "1990-11-00",
                    "placeOfBirth": "LYON", "countryOfBirth": 111, "nationality": 111, "gender": "2",
                    "address": {
                        "street": "Proefstraat", "houseNumber": "7", "postCode": "1000",
                        "municipality": municipality, "country": 111,
                    },
                },
                "dimonaIn": {
                    "startDate": "2026-09-04", "plannedHoursNumber": 12,
                    "features": { "workerType": "STU", "jointCommissionNumber": "XXX" },
                    "studentPlaceOfWork": {
                        "name": "Zaal 2",
                        "address": {
                            "street": "Proefstraat", "houseNumber": "7", "boxNumber": "B2",
                            "postCode": "1000", "municipality": municipality, "country": 150,
                        },
                    },
                },
            }),
        ),
        (
            "OUT",
            Body::Out {
                period,
                end: date(2026, 11, 30),
            },
            json!({ "dimonaOut": { "periodId": 900_000_000_103_i64, "endDate": "2026-11-30" } }),
        ),
        (
            "UPDATE",
            Body::Update(Update {
                period,
                start: Some(date(2026, 9, 4)),
                end: None,
                hours: flexi().hours,
                planned_hours: None,
            }),
            json!({ "dimonaUpdate": {
                "periodId": 900_000_000_103_i64, "startDate": "2026-09-04",
                "startHour": "0705", "endHour": "2230",
            } }),
        ),
        (
            "CANCEL",
            Body::Cancel { period },
            json!({ "dimonaCancel": { "periodId": 900_000_000_103_i64 } }),
        ),
    ];
    for (name, body, expected) in cases {
        let message: Value = serde_json::from_str(&encode(&declared(body))).expect("JSON");
        assert_eq!(message, expected, "{name}");
    }
}

#[test]
fn a_search_names_one_number_of_the_employer() {
    let search = Search {
        employer: Employer::Both(enterprise(), nsso()),
        ssin: Some(ssin_of("05021999736")),
    };
    let body: Value = serde_json::from_str(&search_body(&search)).expect("JSON");
    assert_eq!(
        body,
        json!({ "employer": { "employerId": 999_990_168 }, "worker": { "ssin": "05021999736" } })
    );
}

fn asked() -> DeclarationId {
    DeclarationId::from_value(NUMBER).expect("positive")
}

fn answer_to(body: &Value) -> Option<Answer> {
    match result(asked(), body.to_string().as_bytes()) {
        GetSeen::Result(answer) => Some(*answer),
        GetSeen::NotBelieved(_) => None,
        other => panic!("{other:?}"),
    }
}

#[test]
fn verdicts_are_read_in_all_their_forms() {
    let status = |status: Value| json!({ "declarationStatus": status, "unknown": [[1]] });
    let text = NUMBER.to_string();
    let cases = [
        (
            "numbers",
            status(json!({ "declarationId": NUMBER, "result": "A", "period": { "id": 42 } })),
            ResultCode::Accepted,
            Some(42),
        ),
        (
            "strings",
            status(
                json!({ "declarationId": text, "result": "W", "period": { "id": "000000000042" } }),
            ),
            ResultCode::AcceptedWithAnomalies,
            Some(42),
        ),
        (
            "S without period",
            status(json!({ "declarationId": NUMBER, "result": "S" })),
            ResultCode::WaitingForSigedis,
            None,
        ),
        (
            "a null period",
            status(json!({ "declarationId": NUMBER, "result": "B", "period": null })),
            ResultCode::Refused,
            None,
        ),
        (
            "v1 at the top",
            json!({ "dimonaDeclarationId": text, "dimonaPeriodId": "42", "result": "B" }),
            ResultCode::Refused,
            Some(42),
        ),
    ];
    for (name, body, result, period) in cases {
        let answer = answer_to(&body).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(answer.result, result, "{name}");
        assert_eq!(answer.period, period.map(PeriodId::from_answer), "{name}");
        assert_eq!(answer.raw.raw(), body.to_string(), "{name}");
    }
}

#[test]
fn a_verdict_that_is_not_about_our_declaration_is_not_believed() {
    let deep = format!("{}1{}", "[".repeat(70), "]".repeat(70));
    let cases = [
        (
            "another number",
            json!({ "declarationStatus": { "declarationId": 7, "result": "A" } }).to_string(),
        ),
        (
            "no number",
            json!({ "declarationStatus": { "result": "A" } }).to_string(),
        ),
        (
            "no letter",
            json!({ "declarationStatus": { "declarationId": NUMBER } }).to_string(),
        ),
        (
            "an unknown letter",
            json!({ "declarationStatus": { "declarationId": NUMBER, "result": "X" } }).to_string(),
        ),
        (
            "a number too large",
            format!(
                "{{\"declarationStatus\":{{\"declarationId\":{},\"result\":\"A\"}}}}",
                u64::MAX
            ),
        ),
        ("a page", "<html><body>Welcome</body></html>".to_owned()),
        ("a list", "[]".to_owned()),
        ("nothing", String::new()),
        (
            "too deep",
            format!(
                "{{\"declarationStatus\":{{\"declarationId\":{NUMBER},\"result\":\"A\"}},\"x\":{deep}}}"
            ),
        ),
    ];
    for (name, body) in cases {
        let seen = result(asked(), body.as_bytes());
        assert!(matches!(seen, GetSeen::NotBelieved(_)), "{name}: {seen:?}");
    }
}

#[test]
fn nesting_is_allowed_to_sixty_four() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read_json(nested(64).as_bytes()).is_some());
    assert!(read_json(nested(65).as_bytes()).is_none());
    let text = format!("\"{}\\\"{}\"", "[".repeat(80), "{".repeat(80));
    assert!(read_json(text.as_bytes()).is_some(), "brackets in a string");
}

#[test]
fn labels_of_all_times_are_found() {
    let cases = [
        (
            "now",
            json!({ "errorId": "90373-333", "label": { "nl": "N", "fr": "F" } }),
            "90373-333",
            "N",
        ),
        (
            "only French",
            json!({ "errorId": "1-1", "label": { "fr": "F" } }),
            "1-1",
            "F",
        ),
        (
            "v1",
            json!({ "errorId": "1-1", "labelFr": "F", "labelNl": "N" }),
            "1-1",
            "N",
        ),
        (
            "descriptions",
            json!({ "code": "1-1", "descriptionNl": "N" }),
            "1-1",
            "N",
        ),
        (
            "one description",
            json!({ "code": "1-1", "description": "D" }),
            "1-1",
            "D",
        ),
        (
            "one label",
            json!({ "code": 355, "label": "L" }),
            "355",
            "L",
        ),
    ];
    for (name, anomaly, code, label) in cases {
        let status = json!({ "declarationId": NUMBER, "result": "B", "anomalies": [anomaly] });
        let answer = answer_to(&json!({ "declarationStatus": status })).expect("believed");
        let [anomaly] = &answer.anomalies[..] else {
            panic!("{name}: {:?}", answer.anomalies)
        };
        assert_eq!(anomaly.code.raw(), code, "{name}");
        assert_eq!(
            anomaly.label("nl").map(|label| label.raw()),
            Some(label),
            "{name}"
        );
    }
}

#[test]
fn anomalies_come_first_once_and_with_what_else_is_listed() {
    let one = json!({ "errorId": "1-1", "labelNl": "a" });
    let status = json!({
        "dimonaDeclarationId": NUMBER, "result": "W",
        "informationsCollection": [{ "errorId": "2-2" }, one],
        "anomaliesCollection": [one, one, "3-3", {}, null],
    });
    let answer = answer_to(&status).expect("believed");
    let codes: Vec<&str> = answer
        .anomalies
        .iter()
        .map(|found| found.code.raw())
        .collect();
    assert_eq!(codes, ["1-1", "3-3", "2-2"]);
}

#[test]
fn employers_and_workers_get_their_lost_zeros_back() {
    let cases = [
        (
            "texts",
            json!("0999999922"),
            json!("999990168"),
            json!("05021999736"),
        ),
        (
            "nine digits",
            json!("999999922"),
            json!(999_990_168),
            json!("5021999736"),
        ),
        (
            "numbers",
            json!(999_999_922),
            json!("00999990168"),
            json!(5_021_999_736_i64),
        ),
    ];
    for (name, enterprise_number, employer_id, ssin) in cases {
        let found = declaration(json!({
            "employer": { "enterpriseNumber": enterprise_number, "employerId": employer_id },
            "worker": { "ssin": ssin },
            "declarationStatus": { "declarationId": NUMBER },
        }))
        .expect("it has a number");
        assert_eq!(found.declaration, asked(), "{name}");
        assert_eq!(
            found.employer,
            Some(Employer::Both(enterprise(), nsso())),
            "{name}"
        );
        assert_eq!(found.ssin, Some(ssin_of("05021999736")), "{name}");
    }
    assert_eq!(declaration(json!({ "worker": {} })), None);
}

#[test]
fn a_withdrawn_period_is_known_by_any_of_its_marks() {
    for (name, mark, cancelled) in [
        ("flag", json!({ "isCancelled": true }), true),
        ("flag as text", json!({ "isCancelled": "true" }), true),
        ("short flag", json!({ "cancelled": true }), true),
        ("status", json!({ "status": "Cancelled" }), true),
        ("block", json!({ "dimonaCancel": {} }), true),
        (
            "not at all",
            json!({ "isCancelled": false, "status": "OK", "dimonaCancel": null }),
            false,
        ),
    ] {
        let mut item = json!({
            "periodId": "42", "startDate": "2026-09-04", "endDate": "2026-09-05T00:00:00",
            "features": { "workerType": "FLX" },
        });
        let members = mark.as_object().expect("an object").clone();
        item.as_object_mut().expect("an object").extend(members);
        let found = period(&item).expect("it has a number");
        assert_eq!(found.cancelled, cancelled, "{name}");
        assert_eq!(found.period, PeriodId::from_answer(42));
        assert_eq!(
            (found.start, found.end),
            (Some(date(2026, 9, 4)), Some(date(2026, 9, 5)))
        );
        assert_eq!(found.worker_type.expect("given").raw(), "FLX");
    }
}

#[test]
fn pages_and_relations_are_read() {
    let body = json!({ "items": [{ "startDate": "2024-02-01", "worker": { "ssin": "92041599827" } }, {}],
        "next": { "href": "/more" }, "total": 9 });
    let page = page(body.to_string().as_bytes()).expect("a page");
    assert_eq!(page.next.as_deref(), Some("/more"));
    let found: Vec<_> = page.items.iter().filter_map(relation).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].ssin, Some(ssin_of("92041599827")));
    assert_eq!(found[0].start, Some(date(2024, 2, 1)));
    assert!(super::page(b"{\"items\":1}").is_none());
}

#[test]
fn a_declaration_is_ours_only_when_it_says_the_same() {
    let ours = encode(&declared(Body::In(Box::new(flexi()))));
    let change = |path: &str, value: Value| {
        let mut found = flexi_json();
        found["declarationStatus"] = json!({ "declarationId": NUMBER, "result": "A" });
        *found.pointer_mut(path).expect("exists") = value;
        found
    };
    let mut more = flexi_json();
    more["dimonaIn"]["plannedHoursNumber"] = json!(8);
    let mut enriched = flexi_json();
    enriched["employer"] = json!({ "employerId": 999_990_168, "enterpriseNumber": 999_999_922 });
    enriched["worker"]["familyName"] = json!("TESTMANS");
    enriched["dimonaIn"]["unknown"] = json!(1);
    let mut other_kind = flexi_json();
    other_kind["dimonaUpdate"] = other_kind["dimonaIn"].take();
    for (name, found, same) in [
        ("echoed", flexi_json(), true),
        ("with what the registers know", enriched, true),
        (
            "an hour as number",
            change("/dimonaIn/startHour", json!(705)),
            true,
        ),
        (
            "another hour",
            change("/dimonaIn/startHour", json!("0706")),
            false,
        ),
        (
            "another day",
            change("/dimonaIn/endDate", json!("2026-09-05")),
            false,
        ),
        (
            "another worker type",
            change("/dimonaIn/features/workerType", json!("OTH")),
            false,
        ),
        (
            "another worker",
            change("/worker/ssin", json!("92041599827")),
            false,
        ),
        (
            "another employer",
            change("/employer/enterpriseNumber", json!("0999999823")),
            false,
        ),
        ("no employer", change("/employer", json!({})), false),
        ("planned hours that we did not send", more, false),
        ("another kind", other_kind, false),
        ("nothing", json!({}), false),
        ("no object", json!([1]), false),
    ] {
        assert_eq!(same_declaration(&ours, &found), same, "{name}");
    }
    assert!(!same_declaration("no JSON", &flexi_json()));
}

#[test]
fn other_kinds_are_ours_by_their_period_and_contents() {
    let cancel = json!({ "dimonaCancel": { "periodId": 42 } }).to_string();
    let out = json!({ "dimonaOut": { "periodId": 42, "endDate": "2026-11-30" } }).to_string();
    for (name, ours, found, same) in [
        (
            "CANCEL, a text",
            &cancel,
            json!({ "dimonaCancel": { "periodId": "000000000042" } }),
            true,
        ),
        (
            "CANCEL of another",
            &cancel,
            json!({ "dimonaCancel": { "periodId": 43 } }),
            false,
        ),
        (
            "OUT",
            &out,
            json!({ "dimonaOut": { "periodId": 42, "endDate": "2026-11-30" } }),
            true,
        ),
        (
            "OUT without end",
            &out,
            json!({ "dimonaOut": { "periodId": 42 } }),
            false,
        ),
    ] {
        assert_eq!(same_declaration(ours, &found), same, "{name}");
    }
}

#[test]
fn a_worker_without_number_is_known_by_name_and_birth_date() {
    let ours = encode(&declared(Body::In(Box::new(student()))));
    let mut found: Value = serde_json::from_str(&ours).expect("JSON");
    found["worker"] =
        json!({ "familyName": "ZONDERNUMMER", "givenName": "IRIS", "birthDate": "1990-11-00" });
    assert!(same_declaration(&ours, &found));
    found["worker"]["givenName"] = json!("EVA");
    assert!(!same_declaration(&ours, &found));
}

fn now() -> Timestamp {
    "2026-09-01T12:00:00Z".parse().expect("valid")
}

#[test]
fn problems_and_their_older_forms_are_put_into_words() {
    let problem = Some("application/problem+json; charset=utf-8");
    let json_type = Some("application/json");
    let html = Some("text/html");
    let urn = "urn:problem-type:belgif:badRequest";
    let issues = json!({ "type": urn, "title": "Bad Request", "status": 400, "issues": [
        { "detail": "is required", "in": "body", "name": "dimonaIn.features", "value": { "ssin": "85073099734" } },
    ] });
    let params =
        json!({ "type": urn, "title": "T", "invalidParams": [{ "name": "n", "value": "secret" }] });
    let v1 = json!({ "StatusMessage": { "code": "E1", "description": "Wrong" } });
    let list = json!([{ "property": "startingDate", "message": "missing" }]);
    let oauth = json!({ "error": "invalid_client", "error_description": "no" });
    let scope = json!({ "type": "urn:problem-type:belgif:missingScope" });
    let page = "<html><head><title>502</title><style>p{}</style><SCRIPT>x<y</SCRIPT></head>\n<p>Bad&nbsp;Gateway &amp; more</p></html>";
    let other = || Some(ProblemType::parse(urn));
    for (name, content_type, body, kind, words) in [
        (
            "issues",
            problem,
            issues.to_string(),
            other(),
            Some("Bad Request; is required: dimonaIn.features"),
        ),
        (
            "invalidParams",
            problem,
            params.to_string(),
            other(),
            Some("T; n"),
        ),
        (
            "as plain JSON",
            json_type,
            params.to_string(),
            other(),
            Some("T; n"),
        ),
        (
            "missing scope",
            problem,
            scope.to_string(),
            Some(ProblemType::MissingScope),
            None,
        ),
        (
            "without type",
            problem,
            json!({ "title": "T" }).to_string(),
            Some(ProblemType::parse("about:blank")),
            Some("T"),
        ),
        (
            "said to be a problem",
            problem,
            "nonsense".into(),
            None,
            Some("nonsense"),
        ),
        ("v1", json_type, v1.to_string(), None, Some("E1: Wrong")),
        (
            "v1, a list",
            json_type,
            list.to_string(),
            None,
            Some("startingDate: missing"),
        ),
        (
            "OAuth",
            json_type,
            oauth.to_string(),
            None,
            Some("invalid_client: no"),
        ),
        (
            "a page",
            html,
            page.into(),
            None,
            Some("502 Bad Gateway & more"),
        ),
        (
            "a problem in a page's clothes",
            html,
            params.to_string(),
            None,
            Some("T; n"),
        ),
        ("nothing", None, String::new(), None, None),
        (
            "a national number",
            html,
            "no right on 85073099734!".into(),
            None,
            Some("no right on 85.**.**-***.34!"),
        ),
    ] {
        let said = said(content_type, None, body.as_bytes(), now());
        assert_eq!(said.problem, kind, "{name}");
        assert_eq!(said.text.as_ref().map(|text| text.raw()), words, "{name}");
    }
}

#[test]
fn long_and_broken_bodies_are_cut() {
    let long = "word ".repeat(100_000);
    assert_eq!(plain(long.as_bytes()).raw().chars().count(), 2_000);
    let mut tags = String::new();
    for number in 0..100_000 {
        write!(tags, "<script{number}").expect("writing to a string");
    }
    assert!(plain(tags.as_bytes()).is_empty());
    assert_eq!(plain(&[b'a', 0xff, b'b']).raw(), "a\u{fffd}b");
}

#[test]
fn the_latest_wish_to_be_left_alone_counts_but_an_hour_at_most() {
    let date = "Tue, 01 Sep 2026 12:02:00 GMT";
    let seconds = |seconds: i64| Some(now() + SignedDuration::from_secs(seconds));
    for (name, header, body, expected) in [
        ("seconds", Some("30"), json!({}), seconds(30)),
        ("a date", Some(date), json!({}), seconds(120)),
        (
            "a member",
            None,
            json!({ "retryAfterSec": "45" }),
            seconds(45),
        ),
        (
            "a moment",
            None,
            json!({ "retryAfter": "2026-09-01T14:01:00+02:00" }),
            seconds(60),
        ),
        (
            "contradiction",
            Some("30"),
            json!({ "retryAfterSec": 40, "retryAfter": "2026-09-01T12:00:20Z" }),
            seconds(40),
        ),
        (
            "for ever",
            Some("99999999999999999999"),
            json!({ "retryAfterSec": i64::MAX }),
            seconds(3_600),
        ),
        (
            "next year",
            None,
            json!({ "retryAfter": "2027-09-01T12:00:20Z" }),
            seconds(3_600),
        ),
        (
            "in the past",
            Some("Tue, 01 Sep 2026 11:59:00 GMT"),
            json!({}),
            seconds(-60),
        ),
        (
            "nonsense",
            Some("soon"),
            json!({ "retryAfterSec": -1 }),
            None,
        ),
    ] {
        let said = said(
            Some("application/json"),
            header,
            body.to_string().as_bytes(),
            now(),
        );
        assert_eq!(said.retry_at, expected, "{name}");
    }
}
