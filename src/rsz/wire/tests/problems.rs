//! What servers say when they do not do what was asked.

use super::*;

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
        assert_eq!(said.text.as_ref().map(Untrusted::raw), words, "{name}");
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
