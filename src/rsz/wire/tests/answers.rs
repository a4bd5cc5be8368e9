//! Verdicts in every form that was ever seen.

use super::*;

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
            anomaly.label("nl").map(Untrusted::raw),
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
