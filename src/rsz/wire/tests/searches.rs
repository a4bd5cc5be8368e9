//! What searches bring, and which of it is ours.

use super::*;
use crate::domain::declaration::Declaration;

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
    let ours = encode(&Declaration::of(Body::In(Box::new(flexi()))));
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
    let ours = encode(&Declaration::of(Body::In(Box::new(student()))));
    let mut found: Value = serde_json::from_str(&ours).expect("JSON");
    found["worker"] =
        json!({ "familyName": "ZONDERNUMMER", "givenName": "IRIS", "birthDate": "1990-11-00" });
    assert!(same_declaration(&ours, &found));
    found["worker"]["givenName"] = json!("EVA");
    assert!(!same_declaration(&ours, &found));
}
