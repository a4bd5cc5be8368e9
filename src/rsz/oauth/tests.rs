//! What is asked of a token server, and what its answers become.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;
use crate::rsz::key::tests::p384_pkcs8;
use crate::rsz::scripted::{Act, Noon, Server, answer, settings};

const GRANT: &str = r#"{"access_token":"abc","token_type":"bearer","expires_in":600,"scope":"x"}"#;

fn client_of(url: &str, scopes: &[&str]) -> OAuthClient {
    let key = SigningKey::load(&p384_pkcs8(), None).expect("valid");
    OAuthClient::new(
        url,
        ClientId::parse("self_service_chaman_999001_k3t9x0m2qa").expect("valid"),
        scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        Arc::new(key),
        &settings(),
        Arc::new(Noon),
    )
    .expect("loopback")
}

fn json_answer(status: u16, body: impl AsRef<[u8]>) -> Act {
    Act::Say(answer(
        status,
        &[("Content-Type", "application/json")],
        body,
    ))
}

#[tokio::test]
async fn a_request_has_the_four_fields_and_brings_a_token() {
    let server = Server::start([json_answer(200, GRANT)]).await;
    let client = client_of(&server.url("/token"), &["scope:a", "scope:b"]);
    let granted = client.fetch().await.expect("granted");
    assert_eq!(granted.secret.expose_secret(), "abc");
    assert_eq!(granted.lifetime, Duration::from_mins(10));
    assert_eq!(granted.scopes, ["x"]);
    let heard = server.heard().pop().expect("one request");
    let (headers, body) = heard.split_once("\r\n\r\n").expect("a body");
    assert!(headers.starts_with("POST /token HTTP/1.1"), "{headers}");
    let fields: Vec<&str> = body.split('&').collect();
    assert_eq!(fields.len(), 4);
    assert_eq!(fields[0], "grant_type=client_credentials");
    assert_eq!(
        fields[1],
        "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
    );
    assert!(fields[2].starts_with("client_assertion=ey"));
    assert_eq!(fields[3], "scope=scope%3Aa+scope%3Ab");
}

#[tokio::test]
async fn grants_are_read_leniently_but_not_guessed() {
    let grant = |kind: &str, expires_in: Value| {
        json!({ "access_token": "abc", "token_type": kind, "expires_in": expires_in }).to_string()
    };
    for (name, body, seconds) in [
        ("any case", grant("BEARER", json!(600)), Some(600)),
        ("a text", grant("Bearer", json!("300")), Some(300)),
        ("unsaid", grant("Bearer", Value::Null), Some(60)),
        ("for ever", grant("Bearer", json!(u64::MAX)), Some(86_400)),
        ("another type", grant("mac", json!(600)), None),
        (
            "no token",
            json!({ "token_type": "Bearer" }).to_string(),
            None,
        ),
        (
            "a token of two lines",
            json!({ "token_type": "Bearer", "access_token": "a\nb" }).to_string(),
            None,
        ),
        ("a page", "<html>Welcome</html>".into(), None),
        (
            "too much",
            format!("{}{GRANT}", " ".repeat(64 * 1024)),
            None,
        ),
    ] {
        let server = Server::start([json_answer(200, body)]).await;
        let fetched = client_of(&server.url("/token"), &[]).fetch().await;
        if let Some(seconds) = seconds {
            let granted = fetched.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(granted.lifetime.as_secs(), seconds, "{name}");
        } else {
            let error = fetched.map(|_| ()).expect_err(name);
            assert_eq!(error.class, TokenErrorClass::Fault, "{name}");
            assert_eq!(error.problem.summary.key, "rsz-token-unreadable", "{name}");
        }
    }
}

/// The only error that a server with this one answer can give; it must be asked once.
async fn error_of(status: u16, body: &str) -> TokenError {
    let server = Server::start([json_answer(status, body)]).await;
    let client = client_of(&server.url("/token"), &[]);
    let error = client.fetch().await.map(|_| ()).expect_err("refused");
    assert_eq!(server.heard().len(), 1, "never again by itself");
    assert!(error.problem.hint.is_some(), "{status} {body}");
    assert_eq!(
        error.problem.detail.is_some(),
        !body.is_empty(),
        "{status} {body}"
    );
    error
}

#[tokio::test]
async fn every_error_of_oauth_says_what_to_do() {
    use TokenErrorClass as Class;
    for (code, class, key) in [
        ("invalid_client", Class::Refused, "rsz-token-invalid-client"),
        ("invalid_grant", Class::Refused, "rsz-token-invalid-client"),
        ("invalid_scope", Class::Refused, "rsz-token-invalid-scope"),
        (
            "unauthorized_client",
            Class::Refused,
            "rsz-token-unauthorized-client",
        ),
        (
            "invalid_request",
            Class::InvalidRequest,
            "rsz-token-invalid-request",
        ),
        (
            "unsupported_grant_type",
            Class::InvalidRequest,
            "rsz-token-invalid-request",
        ),
    ] {
        let body = json!({ "error": code, "error_description": "because" }).to_string();
        for status in [400, 401] {
            let error = error_of(status, &body).await;
            assert_eq!(error.class, class, "{status} {code}");
            assert_eq!(error.problem.summary.key, key, "{status} {code}");
        }
    }
}

#[tokio::test]
async fn a_refusal_that_cannot_be_read_counts_by_its_status() {
    use TokenErrorClass as Class;
    let page = "<html>Something</html>";
    for (status, body, class, key) in [
        (
            400,
            page,
            Class::InvalidRequest,
            "rsz-token-invalid-request",
        ),
        (401, page, Class::Refused, "rsz-token-invalid-client"),
        (401, "", Class::Refused, "rsz-token-invalid-client"),
        (302, "", Class::Fault, "rsz-token-fault"),
        (403, page, Class::Fault, "rsz-token-fault"),
        (500, "", Class::Fault, "rsz-token-fault"),
        (502, page, Class::Fault, "rsz-token-fault"),
        (429, "", Class::Later, "rsz-token-later"),
        (503, page, Class::Later, "rsz-token-later"),
    ] {
        let error = error_of(status, body).await;
        assert_eq!(error.class, class, "{status} {body}");
        assert_eq!(error.problem.summary.key, key, "{status} {body}");
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_passed_on() {
    let busy = answer(503, &[("Retry-After", "90")], "");
    let server = Server::start([Act::Say(busy)]).await;
    let client = client_of(&server.url("/token"), &[]);
    let error = client.fetch().await.map(|_| ()).expect_err("busy");
    assert_eq!(
        error.retry_at,
        Some(Noon.now() + SignedDuration::from_secs(90))
    );
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_named() {
    for act in [Act::CloseUnread, Act::CloseRead] {
        let server = Server::start([act]).await;
        let client = client_of(&server.url("/token"), &[]);
        let error = client.fetch().await.map(|_| ()).expect_err("closed");
        assert_eq!(error.class, TokenErrorClass::Unreachable);
    }
}

/// When the assertion of a request was issued.
fn issued(request: &str) -> i64 {
    let assertion = request
        .split("client_assertion=")
        .nth(1)
        .expect("an assertion");
    let claims = assertion.split('.').nth(1).expect("claims");
    let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    claims["iat"].as_i64().expect("a number")
}

fn dated(status: u16, date: &str, body: &str) -> Act {
    Act::Say(answer(status, &[("Date", date)], body))
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once_and_from_then_on() {
    let ahead = "Tue, 01 Sep 2026 12:10:00 GMT";
    let refused = dated(401, ahead, r#"{"error":"invalid_client"}"#);
    let server = Server::start([refused, dated(200, ahead, GRANT)]).await;
    let client = client_of(&server.url("/token"), &[]);
    client.fetch().await.expect("granted at the second try");
    client.fetch().await.expect("granted at once");
    let now = Noon.now().as_second();
    let issued: Vec<i64> = server
        .heard()
        .iter()
        .map(|request| issued(request))
        .collect();
    assert_eq!(issued, [now - 5, now + 595, now + 595]);
    assert_eq!(client.clock_offset(), Some(SignedDuration::from_mins(10)));
}

#[tokio::test]
async fn a_clock_at_the_end_of_time_does_no_harm() {
    let refused = dated(
        401,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        r#"{"error":"invalid_client"}"#,
    );
    let server = Server::start([refused]).await;
    let client = client_of(&server.url("/token"), &[]);
    for _ in 0..2 {
        client.fetch().await.map(|_| ()).expect_err("refused");
    }
}

#[tokio::test]
async fn a_grant_that_cannot_be_read_is_not_repeated_to_anybody() {
    let server = Server::start([json_answer(200, "access_token=abc&token_type=bearer")]).await;
    let client = client_of(&server.url("/token"), &[]);
    let error = client.fetch().await.map(|_| ()).expect_err("not JSON");
    assert_eq!(error.problem.detail, None);
}

#[tokio::test]
async fn a_refusal_is_tried_again_only_when_the_clock_may_be_its_reason() {
    let (right, wrong) = (
        "Tue, 01 Sep 2026 12:00:30 GMT",
        "Tue, 01 Sep 2026 11:00:00 GMT",
    );
    let (client_error, scope) = (
        r#"{"error":"invalid_client"}"#,
        r#"{"error":"invalid_scope"}"#,
    );
    for (name, date, body, requests, detail) in [
        ("clocks agree", right, client_error, 1, "rsz-server-says"),
        ("clocks differ", wrong, client_error, 2, "clock-off"),
        ("another reason", wrong, scope, 1, "rsz-server-says"),
    ] {
        let server = Server::start([dated(400, date, body)]).await;
        let client = client_of(&server.url("/token"), &[]);
        let error = client.fetch().await.map(|_| ()).expect_err("refused");
        assert_eq!(server.heard().len(), requests, "{name}");
        assert_eq!(error.problem.detail.expect("given").key, detail, "{name}");
    }
}
