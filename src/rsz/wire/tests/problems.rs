//! What servers say when they do not do what was asked.

use super::*;

fn now() -> Timestamp {
    "2026-09-01T12:00:00Z".parse().expect("valid")
}

const BAD_REQUEST: &str = "urn:problem-type:belgif:badRequest";

#[test]
fn problems_give_their_type_and_words_but_never_what_was_sent() {
    let problem = "application/problem+json; charset=utf-8";
    let older = json!({
        "type": BAD_REQUEST, "title": "T", "invalidParams": [{ "name": "n", "value": "secret" }],
    });
    let issues = json!({ "type": BAD_REQUEST, "title": "Bad Request", "status": 400, "issues": [{
        "detail": "is required", "in": "body", "name": "dimonaIn.features",
        "value": { "ssin": "85073099734" },
    }] });
    let issues_said = "Bad Request; is required: dimonaIn.features";
    let scope = json!({ "type": "urn:problem-type:belgif:missingScope", "title": "T" });
    let untyped = json!({ "title": "T" });
    let other = Some(BAD_REQUEST);
    for (name, content_type, body, urn, words) in [
        ("issues", problem, &issues, other, issues_said),
        ("older", problem, &older, other, "T; n"),
        ("plain JSON", "application/json", &older, other, "T; n"),
        ("a page's clothes", "text/html", &older, None, "T; n"),
        ("scope", problem, &scope, scope["type"].as_str(), "T"),
        ("untyped", problem, &untyped, Some("about:blank"), "T"),
        ("no problem", "application/json", &untyped, None, "T"),
    ] {
        let said = said(
            Some(content_type),
            (None, None),
            body.to_string().as_bytes(),
            now(),
        );
        assert_eq!(said.problem, urn.map(ProblemType::parse), "{name}");
        assert_eq!(said.text, Some(words.into()), "{name}");
    }
}

#[test]
fn other_bodies_are_put_into_words() {
    let v1 = json!({ "StatusMessage": { "code": "E1", "description": "Wrong" } }).to_string();
    let list = json!([{ "property": "startingDate", "message": "missing" }]).to_string();
    let oauth = json!({ "error": "invalid_client", "error_description": "no" }).to_string();
    let page = "<html><head><title>502</title><style>p{}</style><SCRIPT>x<y</SCRIPT></head>\n\
        <p>Bad&nbsp;Gateway &amp; more</p></html>";
    for (name, body, words) in [
        ("v1", &*v1, "E1: Wrong"),
        ("v1, a list", &list, "startingDate: missing"),
        ("OAuth", &oauth, "invalid_client: no"),
        ("a page", page, "502 Bad Gateway & more"),
        ("no problem after all", "nonsense", "nonsense"),
        (
            "a national number",
            "on 85073099734!",
            "on 85.**.**-***.34!",
        ),
    ] {
        let said = said(
            Some("application/problem+json"),
            (None, None),
            body.as_bytes(),
            now(),
        );
        assert_eq!(said.text, Some(words.into()), "{name}");
    }
    assert_eq!(said(None, (None, None), b"", now()), Said::default());
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
            (header, None),
            body.to_string().as_bytes(),
            now(),
        );
        assert_eq!(said.retry_at, expected, "{name}");
    }
}

#[test]
fn a_date_to_come_back_counts_on_the_clock_of_the_server() {
    let date = Some("Tue, 01 Sep 2026 11:55:00 GMT");
    let minute = SignedDuration::from_mins(1);
    for (name, header, body, wait) in [
        (
            "in the header",
            Some("Tue, 01 Sep 2026 11:56:00 GMT"),
            json!({}),
            minute,
        ),
        (
            "in the body",
            None,
            json!({ "retryAfter": "2026-09-01T11:56:00Z" }),
            minute,
        ),
        ("in seconds", Some("60"), json!({}), minute),
        (
            "too far away",
            Some("Tue, 01 Sep 2026 23:00:00 GMT"),
            json!({}),
            SignedDuration::from_hours(1),
        ),
        (
            "in the past there too",
            Some("Tue, 01 Sep 2026 11:54:00 GMT"),
            json!({}),
            -minute,
        ),
    ] {
        let body = body.to_string();
        let said = said(None, (header, date), body.as_bytes(), now());
        assert_eq!(said.retry_at, Some(now() + wait), "{name}");
    }
}
