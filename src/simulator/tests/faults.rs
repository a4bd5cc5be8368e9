//! Faults as a client feels them, and the books as they tell the truth about them.

use std::time::Duration;

use jiff::SignedDuration;
use reqwest::StatusCode;
use serde_json::json;

use super::super::testing::{ALEX, claims, flexi};
use super::super::{Answer, Counters, FaultKind, FaultRule, Operation};
use super::{Bench, json_of};

fn once(on: Operation, kind: FaultKind) -> FaultRule {
    FaultRule::new(on, kind).times(1)
}

#[tokio::test]
async fn a_broken_connection_tells_the_client_nothing_of_what_was_taken() {
    let cases = [
        (FaultKind::DropBefore, 0, Answer::Dropped),
        (FaultKind::DropAfter, 1, Answer::Dropped),
        (FaultKind::ResetBefore, 0, Answer::Reset),
        (FaultKind::ResetAfter, 1, Answer::Reset),
        (FaultKind::HalfBefore, 0, Answer::Dropped),
        (FaultKind::HalfAfter, 1, Answer::Dropped),
    ];
    for (kind, taken, answer) in cases {
        let bench = Bench::start().await;
        let token = bench.token().await;
        let handle = bench.simulator.handle();
        handle.add_fault(once(Operation::Post, kind));
        let error = bench.post(&token, &flexi(ALEX, "2026-09-07")).await;
        let error = error.expect_err("no answer");
        assert!(
            !error.is_connect() && !error.is_timeout(),
            "{kind:?}: {error:?}"
        );
        let ledger = handle.ledger();
        assert_eq!(ledger.counters.posts_read, 1, "{kind:?}");
        assert_eq!(ledger.counters.posts_answered, 0, "{kind:?}");
        assert_eq!(ledger.counters.declarations_taken, taken, "{kind:?}");
        assert_eq!(ledger.posts[0].answer, answer, "{kind:?}");
        assert_eq!(
            ledger.posts[0].declaration.is_some(),
            taken == 1,
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_hanging_answer_lasts_until_the_client_gives_up() {
    for (kind, taken) in [(FaultKind::HangBefore, 0), (FaultKind::HangAfter, 1)] {
        let bench = Bench::start().await;
        let token = bench.token().await;
        let handle = bench.simulator.handle();
        handle.add_fault(once(Operation::Post, kind));
        let url = format!("{}/declarations", bench.simulator.base_url());
        let request = bench.client.post(url).bearer_auth(&token);
        let request = request.json(&flexi(ALEX, "2026-09-07"));
        let waiting = tokio::spawn(request.send());
        let deadline = tokio::time::Instant::now() + Duration::from_secs(15);
        let struck =
            |counters: Counters| counters.posts_read == 1 && counters.declarations_taken == taken;
        while !struck(handle.counters()) && tokio::time::Instant::now() < deadline {
            tokio::task::yield_now().await;
        }
        assert!(!waiting.is_finished(), "{kind:?}");
        waiting.abort();
        assert!(waiting.await.is_err(), "the client gave up first");
        let ledger = handle.ledger();
        assert_eq!(ledger.counters.declarations_taken, taken, "{kind:?}");
        assert_eq!(ledger.posts[0].answer, Answer::None, "{kind:?}");
    }
}

#[tokio::test]
async fn scenario_15_a_lost_answer_is_found_again_by_search() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let handle = bench.simulator.handle();
    handle.add_fault(once(Operation::Post, FaultKind::DropAfter));
    let body = flexi(ALEX, "2026-09-07");
    bench.post(&token, &body).await.expect_err("no answer");
    let filter = json!({ "employer": body["employer"], "worker": { "ssin": ALEX } });
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    let found = loop {
        let found = bench.search(&token, &filter).await;
        if found["total"] == 1 || tokio::time::Instant::now() > deadline {
            break found;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(found["items"][0]["dimonaIn"], body["dimonaIn"]);
    let id = handle.ledger().posts[0].declaration;
    assert_eq!(
        found["items"][0]["declarationStatus"]["declarationId"].as_u64(),
        id
    );
    assert_eq!(handle.counters().posts_read, 1);
}

#[tokio::test]
async fn error_statuses_come_with_their_bodies() {
    let cases = [
        (
            FaultKind::InternalServerError,
            500,
            "application/problem+json",
        ),
        (FaultKind::BadGatewayHtml, 502, "text/html; charset=utf-8"),
        (
            FaultKind::ServiceUnavailable,
            503,
            "application/problem+json",
        ),
        (
            FaultKind::UnavailablePlain,
            503,
            "text/plain; charset=utf-8",
        ),
        (FaultKind::TooManyRequests, 429, "application/problem+json"),
    ];
    let bench = Bench::start().await;
    let token = bench.token().await;
    let handle = bench.simulator.handle();
    let mut read = 0;
    for (kind, status, media_type) in cases {
        for taken in [false, true] {
            let possible = kind != FaultKind::TooManyRequests;
            handle.add_fault(FaultRule {
                taken,
                ..once(Operation::Post, kind)
            });
            read += 1;
            let body = flexi(ALEX, &format!("2026-09-{:02}", read + 6));
            let response = bench.post(&token, &body).await.expect("an answer");
            assert_eq!(response.status().as_u16(), status, "{kind:?}");
            assert_eq!(response.headers()["content-type"], media_type, "{kind:?}");
            let entry = handle.ledger().posts.pop().expect("an entry");
            assert_eq!(entry.declaration.is_some(), taken && possible, "{kind:?}");
            assert_eq!(entry.answer, Answer::Status(status), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn locations_and_redirects_mislead() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let handle = bench.simulator.handle();
    let cases = [
        (
            FaultKind::ForeignLocation,
            201,
            Some("http://elsewhere.invalid/REST/dimona/v2/declarations/900000000101"),
        ),
        (
            FaultKind::MalformedLocation,
            201,
            Some("/declarations/unknown"),
        ),
        (FaultKind::MissingLocation, 201, None),
        (FaultKind::Redirect, 307, Some("http://elsewhere.invalid/")),
    ];
    for (number, (kind, status, location)) in cases.into_iter().enumerate() {
        handle.add_fault(once(Operation::Post, kind));
        let body = flexi(ALEX, &format!("2026-09-{:02}", number + 7));
        let response = bench.post(&token, &body).await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{kind:?}");
        let found = response
            .headers()
            .get("location")
            .map(|value| value.to_str());
        assert_eq!(found.transpose().expect("a text"), location, "{kind:?}");
    }
    assert_eq!(handle.counters().declarations_taken, 3);
}

#[tokio::test]
async fn answers_about_a_declaration_can_be_spoiled() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let handle = bench.simulator.handle();
    let id = bench.take(&token, &flexi(ALEX, "2026-09-07")).await;
    bench.result(&token, id).await;
    let path = format!("/declarations/{id}");
    handle.add_fault(once(Operation::Get, FaultKind::WrongDeclaration));
    let wrong = json_of(bench.get(&token, &path).await).await;
    assert_eq!(wrong["declarationStatus"]["declarationId"], id + 1);
    handle.add_fault(once(Operation::Get, FaultKind::MissingLeadingZero));
    let short = json_of(bench.get(&token, &path).await).await;
    assert_eq!(short["employer"]["enterpriseNumber"], "999999922");
    handle.add_fault(once(Operation::Get, FaultKind::GarbageJson));
    assert!(
        bench
            .get(&token, &path)
            .await
            .json::<serde_json::Value>()
            .await
            .is_err()
    );
    handle.add_fault(once(Operation::Get, FaultKind::RevokedToken));
    assert_eq!(
        bench.get(&token, &path).await.status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        bench.get(&token, &path).await.status(),
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_huge_body_is_256_mebibytes() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let id = bench.take(&token, &flexi(ALEX, "2026-09-07")).await;
    bench.result(&token, id).await;
    bench
        .simulator
        .handle()
        .add_fault(once(Operation::Get, FaultKind::HugeBody));
    let mut response = bench.get(&token, &format!("/declarations/{id}")).await;
    let mut received = 0;
    while let Some(chunk) = response.chunk().await.expect("a chunk") {
        received += chunk.len();
    }
    assert_eq!(received, 256 * 1024 * 1024);
}

#[tokio::test]
async fn a_slow_answer_is_delayed_in_simulated_time() {
    let bench = Bench::start().await;
    let handle = bench.simulator.handle();
    handle.add_fault(FaultRule {
        delay: Some(SignedDuration::from_secs(10)),
        ..once(Operation::Token, FaultKind::Slow)
    });
    let before = handle.now();
    assert_eq!(bench.ask_token(None).await.status(), StatusCode::OK);
    assert!(handle.now().duration_since(before) >= SignedDuration::from_secs(10));
}

#[tokio::test]
async fn a_server_with_another_clock_refuses_and_shows_its_date() {
    let bench = Bench::start().await;
    let handle = bench.simulator.handle();
    handle.add_fault(FaultRule {
        skew: Some(SignedDuration::from_hours(1)),
        ..FaultRule::new(Operation::Token, FaultKind::ClockSkew)
    });
    let response = bench.ask_token(None).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let date = response.headers()["date"].to_str().expect("a text");
    assert!(date.contains(" 09:0"), "{date}");
    let mut claims = claims(&bench.simulator.token_url(), handle.now());
    for claim in ["iat", "exp"] {
        claims[claim] = json!(claims[claim].as_i64().expect("seconds") + 3600);
    }
    let corrected = bench
        .ask_token_with(&claims, None)
        .await
        .expect("an answer");
    assert_eq!(corrected.status(), StatusCode::OK);
}

#[tokio::test]
async fn faults_can_be_armed_and_cleared_over_the_wire() {
    let bench = Bench::start().await;
    let rule = json!({
        "on": ["token", "post"], "kind": "service_unavailable", "retry_after": "30s", "retry_form": "seconds",
    });
    let armed = bench
        .client
        .post(bench.control("/faults"))
        .json(&rule)
        .send()
        .await;
    assert_eq!(armed.expect("an answer").status(), StatusCode::NO_CONTENT);
    let response = bench.ask_token(None).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(json_of(response).await["retryAfterSec"], 30);
    let cleared = bench.client.delete(bench.control("/faults")).send().await;
    assert_eq!(cleared.expect("an answer").status(), StatusCode::NO_CONTENT);
    assert_eq!(bench.ask_token(None).await.status(), StatusCode::OK);
    let unknown = bench
        .client
        .post(bench.control("/faults"))
        .json(&json!({ "kind": "explode" }));
    let unknown = unknown.send().await.expect("an answer");
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
}
