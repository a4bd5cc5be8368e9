//! What is seen of a service that answers, breaks off, redirects, floods or lies.

use serde_json::json;

use super::*;
use crate::domain::answer::ProblemType;
use crate::domain::ids::Employer;
use crate::rsz::scripted::{Act, Noon, Server, answer, head, settings, token};

const PAYLOAD: &str = r#"{"dimonaCancel":{"periodId":42}}"#;
const NUMBER: i64 = 900_000_000_101;

fn number() -> DeclarationId {
    DeclarationId::from_value(NUMBER).expect("positive")
}

fn client_of(server: &Server) -> DimonaClient {
    client_at(&server.url("/REST/dimona/v2"))
}

fn client_at(base: &str) -> DimonaClient {
    DimonaClient::new(base, &settings(), Arc::new(Noon)).expect("loopback")
}

async fn declare(act: Act) -> (Seen<PostSeen>, Server) {
    let server = Server::start([act]).await;
    let token = token("secret-token").await;
    let seen = client_of(&server).declare(&token, PAYLOAD, "trace-1").await;
    (seen, server)
}

fn answered(seen: &Seen<PostSeen>) -> &PostAnswer {
    match &seen.what {
        PostSeen::Answered(answer) => answer,
        other => panic!("{other:?}: {:?}", seen.detail),
    }
}

#[tokio::test]
async fn a_declaration_goes_out_once_with_its_headers_and_comes_back_with_its_number() {
    let location = format!("/REST/dimona/v2/declarations/{NUMBER}");
    let headers = [("Location", &*location), ("BelGov-Trace-Id", "theirs")];
    let (seen, server) = declare(Act::Say(answer(201, &headers, ""))).await;
    assert_eq!(answered(&seen).location, Location::Number(number()));
    assert_eq!(seen.status, Some(201));
    assert_eq!(seen.server_trace_id, Some("theirs".into()));
    assert_eq!(seen.location, Some(location.into()));
    let [request] = &server.heard()[..] else {
        panic!("one request")
    };
    let (headers, body) = request.split_once("\r\n\r\n").expect("a body");
    let headers = headers.to_ascii_lowercase();
    assert_eq!(body, PAYLOAD);
    for line in [
        "post /rest/dimona/v2/declarations http/1.1",
        "authorization: bearer secret-token",
        "content-type: application/json",
        "accept: application/json, application/problem+json",
        "belgov-trace-id: trace-1",
    ] {
        assert!(headers.contains(line), "{line} in {headers}");
    }
}

#[tokio::test]
async fn only_the_last_segment_on_our_own_host_is_a_number() {
    let (none, useless) = (None, Some(false));
    for (name, location, is_number) in [
        (
            "absolute",
            "{host}/REST/dimona/v2/declarations/900000000101",
            Some(true),
        ),
        (
            "a slash behind",
            "{host}/declarations/900000000101/",
            Some(true),
        ),
        ("relative", "declarations/900000000101", Some(true)),
        ("only the number", "900000000101", Some(true)),
        ("with a query", "/declarations/900000000101?x=1", Some(true)),
        (
            "another host",
            "http://elsewhere.example/declarations/900000000101",
            useless,
        ),
        (
            "another host without scheme",
            "//elsewhere.example/declarations/900000000101",
            useless,
        ),
        (
            "another port",
            "http://127.0.0.1:1/declarations/900000000101",
            useless,
        ),
        (
            "another scheme",
            "https://127.0.0.1/declarations/900000000101",
            useless,
        ),
        ("no number", "/declarations/", useless),
        ("a sign", "/declarations/+5", useless),
        (
            "twenty digits",
            "/declarations/00000000000000000001",
            useless,
        ),
        ("too large", "/declarations/9999999999999999999", useless),
        ("zero", "/declarations/0", useless),
        ("absent", "", none),
    ] {
        let server = Server::start([Act::CloseUnread]).await;
        let client = client_of(&server);
        let mut headers = HeaderMap::new();
        if !location.is_empty() {
            let named = location.replace("{host}", &server.url(""));
            headers.insert(LOCATION, named.parse().expect("a header"));
        }
        let found = match super::location(&client.base, &headers) {
            Location::Number(found) => {
                assert_eq!(found, number(), "{name}");
                Some(true)
            }
            Location::Useless(_) => Some(false),
            Location::Missing => None,
        };
        assert_eq!(found, is_number, "{name}");
    }
}

#[tokio::test]
async fn two_locations_are_as_good_as_none() {
    let client = client_at("http://127.0.0.1:1/");
    let mut headers = HeaderMap::new();
    headers.append(LOCATION, HeaderValue::from_static("/declarations/1"));
    headers.append(LOCATION, HeaderValue::from_static("/declarations/2"));
    assert!(matches!(
        super::location(&client.base, &headers),
        Location::Useless(_)
    ));
}

#[tokio::test]
async fn a_refused_connection_was_certainly_not_sent() {
    let server = Server::start([Act::CloseUnread]).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let closed = listener.local_addr().expect("bound");
    drop(listener);
    let token = token("t").await;
    let client = client_at(&format!("http://{closed}/REST/dimona/v2"));
    let seen = client.declare(&token, PAYLOAD, "trace").await;
    assert_eq!(seen.what, PostSeen::NotSent);
    let detail = seen.detail.expect("how it failed").shown();
    assert!(detail.contains("refused"), "{detail}");
    assert!(!detail.contains("http"), "no address: {detail}");
    let unsendable = client_of(&server)
        .declare(&token, PAYLOAD, "two\nlines")
        .await;
    assert_eq!(
        unsendable.what,
        PostSeen::NotSent,
        "a header that cannot be"
    );
}

#[tokio::test]
async fn a_failed_handshake_was_certainly_not_sent() {
    let server = Server::start([Act::CloseUnread]).await;
    let authority = rcgen::generate_simple_self_signed(["host.example".into()]).expect("made");
    let base = server.url("/REST/dimona/v2").replace("http:", "https:");
    let token = token("t").await;
    for bytes in [
        authority.cert.der().to_vec(),
        authority.cert.pem().into_bytes(),
    ] {
        let trusting = HttpSettings {
            ca_files: vec![http::CaFile {
                name: "ca".into(),
                bytes,
            }],
            ..settings()
        };
        let client = DimonaClient::new(&base, &trusting, Arc::new(Noon)).expect("usable");
        let seen = client.declare(&token, PAYLOAD, "trace").await;
        assert_eq!(seen.what, PostSeen::NotSent);
    }
}

#[tokio::test]
async fn whatever_breaks_after_that_is_lost() {
    let half = answer(201, &[("Location", "/declarations/5")], "")[..20].to_vec();
    for (name, act) in [
        ("closed before reading", Act::CloseUnread),
        ("closed after reading", Act::CloseRead),
        ("half a header", Act::Say(half)),
        ("no HTTP", Act::Say(b"SSH-2.0-server\r\n".to_vec())),
    ] {
        let (seen, server) = declare(act).await;
        assert_eq!(seen.what, PostSeen::Lost, "{name}");
        assert_eq!(seen.status, None, "{name}");
        assert!(seen.detail.is_some(), "{name}");
        assert!(server.heard().len() <= 1, "sent once: {name}");
    }
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    for status in [301, 302, 303, 307, 308] {
        let trap = Server::start([Act::Say(answer(200, &[], ""))]).await;
        let location = trap.url("/declarations/5");
        let (seen, _) = declare(Act::Say(answer(status, &[("Location", &location)], ""))).await;
        assert_eq!(answered(&seen).status, status);
        assert!(matches!(answered(&seen).location, Location::Useless(_)));
        assert_eq!(trap.heard(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_body_of_a_201_with_a_number_is_not_read() {
    let headers = [
        ("Location", "/declarations/900000000101"),
        ("Content-Length", "1000"),
    ];
    let server = Server::start([Act::SayAndHang(head(201, &headers))]).await;
    let patient = HttpSettings {
        request_timeout: Duration::from_mins(10),
        total_timeout: Duration::from_mins(10),
        ..settings()
    };
    let base = server.url("/REST/dimona/v2");
    let client = DimonaClient::new(&base, &patient, Arc::new(Noon)).expect("loopback");
    let token = token("t").await;
    let declaring = client.declare(&token, PAYLOAD, "trace");
    let seen = tokio::time::timeout(Duration::from_mins(1), declaring)
        .await
        .expect("long before the body would be given up");
    assert_eq!(answered(&seen).location, Location::Number(number()));
}

#[tokio::test]
async fn refusals_keep_their_type_and_words_but_no_secret() {
    let problem = json!({
        "type": "urn:problem-type:belgif:missingScope", "title": "Missing Scope",
        "detail": "token secret-token of 85073099734",
    });
    let headers = [
        ("Content-Type", "application/problem+json"),
        ("Retry-After", "5"),
    ];
    let (seen, _) = declare(Act::Say(answer(403, &headers, problem.to_string()))).await;
    assert_eq!(answered(&seen).problem, Some(ProblemType::MissingScope));
    assert!(answered(&seen).retry_at.is_some());
    let detail = seen.detail.expect("words");
    assert_eq!(detail.raw(), "Missing Scope: token … of 85.**.**-***.34");
}

#[tokio::test]
async fn a_page_of_a_gateway_is_no_problem_document() {
    let page = "<html><h1>502</h1><p>Bad Gateway</p></html>";
    let (seen, _) = declare(Act::Say(answer(
        502,
        &[("Content-Type", "text/html")],
        page,
    )))
    .await;
    assert_eq!(answered(&seen).problem, None);
    assert_eq!(seen.detail, Some("502 Bad Gateway".into()));
}

async fn result(act: Act) -> Seen<GetSeen> {
    let server = Server::start([act]).await;
    let token = token("t").await;
    client_of(&server).result(&token, number(), "trace").await
}

#[tokio::test]
async fn every_status_of_a_get_has_its_name() {
    let denied = |status| GetSeen::Denied {
        status,
        problem: None,
    };
    let later = |status| GetSeen::Later {
        status,
        retry_at: None,
    };
    for (status, what) in [
        (404, GetSeen::NotReady),
        (401, GetSeen::TokenRefused),
        (400, denied(400)),
        (403, denied(403)),
        (405, denied(405)),
        (429, later(429)),
        (503, later(503)),
        (500, GetSeen::Fault { status: 500 }),
        (302, GetSeen::Fault { status: 302 }),
        (204, GetSeen::Fault { status: 204 }),
    ] {
        assert_eq!(
            result(Act::Say(answer(status, &[], ""))).await.what,
            what,
            "{status}"
        );
    }
    assert_eq!(result(Act::CloseRead).await.what, GetSeen::Unreachable);
}

#[tokio::test]
async fn a_result_is_read_and_a_flood_is_not() {
    let body =
        json!({ "declarationStatus": { "declarationId": NUMBER, "result": "A" } }).to_string();
    let seen = result(Act::Say(answer(200, &[], &body))).await;
    assert!(matches!(seen.what, GetSeen::Result(_)));
    let padded = format!("{}{body}", " ".repeat(1024 * 1024));
    let seen = result(Act::Say(answer(200, &[], padded))).await;
    assert!(matches!(seen.what, GetSeen::NotBelieved(_)));
    let mut cut = answer(200, &[], &body);
    cut.pop();
    assert_eq!(result(Act::Say(cut)).await.what, GetSeen::Unreachable);
}

fn page(numbers: &[i64], next: Option<&str>) -> Act {
    let items: Vec<Value> = numbers
        .iter()
        .map(|number| json!({ "declarationStatus": { "declarationId": number } }))
        .collect();
    Act::Say(answer(
        200,
        &[],
        json!({ "items": items, "next": next }).to_string(),
    ))
}

fn search() -> Search {
    Search {
        employer: "0999.999.922".parse::<Employer>().expect("valid"),
        ssin: None,
    }
}

#[tokio::test]
async fn a_search_reads_all_pages_and_each_declaration_once() {
    let next = "/REST/dimona/v2/declarations/search?page=2&pageSize=50";
    let server = Server::start([page(&[1, 2], Some(next)), page(&[2, 3], None)]).await;
    let token = token("t").await;
    let seen = client_of(&server)
        .search_declarations(&token, &search(), "trace")
        .await;
    let found: Vec<i64> = seen
        .what
        .expect("found")
        .iter()
        .map(|found| found.declaration.value())
        .collect();
    assert_eq!(found, [1, 2, 3]);
    let heard = server.heard();
    assert!(heard[0].starts_with("POST /REST/dimona/v2/declarations/search?page=1&pageSize=50 "));
    assert!(heard[1].starts_with(&format!("POST {next} ")));
    for request in heard {
        assert!(request.ends_with(r#"{"employer":{"enterpriseNumber":"0999999922"}}"#));
    }
}

#[tokio::test]
async fn a_search_ends_at_its_limit_and_never_elsewhere() {
    let token = token("t").await;
    let many: Vec<i64> = (1..=600).collect();
    let endless = Server::start([page(&many, Some("search?page=1"))]).await;
    let seen = client_of(&endless)
        .search_periods(&token, &search(), "trace")
        .await;
    assert!(seen.what.is_ok());
    assert_eq!(endless.heard().len(), 4, "2,000 items");
    let trap = Server::start([page(&[], None)]).await;
    let luring = Server::start([page(&[1], Some(&trap.url("/more")))]).await;
    let seen = client_of(&luring)
        .search_relations(&token, &search(), "trace")
        .await;
    assert_eq!(seen.what, Err(CallFailed::Fault));
    assert_eq!(trap.heard(), Vec::<String>::new());
}

#[tokio::test]
async fn every_failure_of_a_search_has_its_name() {
    let token = token("t").await;
    for (name, act, failed) in [
        (
            "401",
            Act::Say(answer(401, &[], "")),
            CallFailed::TokenRefused,
        ),
        (
            "403",
            Act::Say(answer(403, &[], "")),
            CallFailed::Denied(403),
        ),
        (
            "429",
            Act::Say(answer(429, &[], "")),
            CallFailed::Later(None),
        ),
        ("500", Act::Say(answer(500, &[], "")), CallFailed::Fault),
        (
            "no page",
            Act::Say(answer(200, &[], "{}")),
            CallFailed::Fault,
        ),
        ("closed", Act::CloseRead, CallFailed::Unreachable),
    ] {
        let server = Server::start([act]).await;
        let seen = client_of(&server)
            .search_declarations(&token, &search(), "trace")
            .await;
        assert_eq!(seen.what, Err(failed), "{name}");
    }
}

#[tokio::test]
async fn a_period_is_found_unknown_or_not_the_one_asked_for() {
    let token = token("t").await;
    let asked = PeriodId::from_answer(42);
    for (name, status, body, found) in [
        ("found", 200, r#"{"periodId":"42"}"#, Ok(Some(42))),
        ("unknown", 404, "", Ok(None)),
        ("another", 200, r#"{"periodId":43}"#, Err(CallFailed::Fault)),
    ] {
        let server = Server::start([Act::Say(answer(status, &[], body))]).await;
        let seen = client_of(&server).period(&token, asked, "trace").await;
        let number = seen
            .what
            .map(|found| found.map(|found| found.period.value()));
        assert_eq!(number, found, "{name}");
        assert!(server.heard()[0].starts_with("GET /REST/dimona/v2/periods/42 "));
    }
}
