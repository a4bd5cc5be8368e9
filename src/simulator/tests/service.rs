//! The service as a client sees it when nothing goes wrong, and the control service.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::super::accounts::Permission;
use super::super::testing::{ALEX, CLIENT, NOOR, Signer, claims, flexi};
use super::super::{Options, Scenario, SimClock, Simulator};
use super::{Bench, SPEED, account_path, client, json_of, origin, registration};

#[tokio::test]
async fn scenario_1_over_the_wire() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let response = bench.post(&token, &flexi(ALEX, "2026-09-07")).await;
    let response = response.expect("an answer");
    assert_eq!(response.status(), StatusCode::CREATED);
    let headers = response.headers();
    assert_eq!(headers["belgov-related-trace-id"], "trace-of-the-test");
    assert!(headers.contains_key("belgov-trace-id"));
    assert!(
        headers["date"]
            .to_str()
            .is_ok_and(|date| date.contains("Sep 2026"))
    );
    let location = headers["location"].to_str().expect("a text").to_owned();
    assert_eq!(
        location,
        format!("{}/declarations/900000000101", bench.simulator.base_url())
    );
    assert_eq!(response.content_length(), Some(0));
    let answer = bench.result(&token, 900_000_000_101).await;
    assert_eq!(answer["href"], location);
    let period = answer["declarationStatus"]["period"]["id"].as_u64();
    let shown = bench
        .get(&token, &format!("/periods/{}", period.expect("a period")))
        .await;
    assert_eq!(json_of(shown).await["features"]["workerType"], "FLX");
}

#[tokio::test]
async fn scenario_11_a_token_to_consult_may_not_declare() {
    let bench = Bench::start().await;
    let answer = json_of(bench.ask_token(Some(Permission::Consult.scope())).await).await;
    let token = answer["access_token"].as_str().expect("a token");
    let response = bench.post(token, &flexi(ALEX, "2026-09-07")).await;
    let response = response.expect("an answer");
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.headers().contains_key("www-authenticate"));
    let problem = json_of(response).await;
    assert_eq!(problem["type"], "urn:problem-type:belgif:missingScope");
    assert_eq!(
        problem["requiredScopes"],
        json!([Permission::Declarant.scope()])
    );
}

#[tokio::test]
async fn scenario_12_an_unknown_number_is_not_found() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    for path in [
        "/declarations/1",
        "/declarations/x",
        "/periods/1",
        "/dailyRegistrations/1",
        "/x",
    ] {
        let response = bench.get(&token, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json",
            "{path}"
        );
    }
}

#[tokio::test]
async fn scenario_13_a_removed_certificate_gets_no_token() {
    let bench = Bench::start().await;
    let handle = bench.simulator.handle();
    assert!(
        handle.remove_certificate(CLIENT, "7").is_err(),
        "the last one stays"
    );
    handle
        .add_certificate(CLIENT, &Signer::p384(8).pem)
        .expect("added");
    assert_eq!(bench.ask_token(None).await.status(), StatusCode::OK);
    handle.remove_certificate(CLIENT, "7").expect("removed");
    let response = bench.ask_token(None).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(json_of(response).await["error"], "invalid_client");
}

#[tokio::test]
async fn requests_without_a_right_token_or_form_are_told_so() {
    let bench = Bench::start().await;
    let response = bench
        .post("other", &flexi(ALEX, "2026-09-07"))
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let problem = json_of(response).await;
    assert_eq!(
        problem["type"],
        "urn:problem-type:belgif:invalidAccessToken"
    );
    let form = bench
        .client
        .post(bench.simulator.token_url())
        .body("{}")
        .send()
        .await;
    let answer = json_of(form.expect("an answer")).await;
    assert_eq!(answer["error"], "invalid_request");
    let token = bench.token().await;
    let url = format!("{}/declarations", bench.simulator.base_url());
    let text = bench
        .client
        .post(&url)
        .bearer_auth(&token)
        .body("{}")
        .send()
        .await;
    assert_eq!(
        text.expect("an answer").status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let put = bench.client.put(&url).send().await.expect("an answer");
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn revoked_tokens_are_invalid() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    assert_eq!(bench.simulator.handle().revoke_tokens(Some(CLIENT)), 1);
    let response = bench.get(&token, "/declarations/1").await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_books_count_what_happened() {
    let bench = Bench::start().await;
    let token = bench.token().await;
    let body = flexi(ALEX, "2026-09-07");
    let first = bench.take(&token, &body).await;
    bench.take(&token, &body).await;
    let mut wrong = body.clone();
    wrong["worker"] = json!({});
    bench.post(&token, &wrong).await.expect("an answer");
    bench.result(&token, first).await;
    bench.get(&token, &format!("/declarations/{first}")).await;
    let ledger = bench.simulator.handle().ledger();
    let counters = ledger.counters;
    assert_eq!((counters.posts_read, counters.posts_answered), (3, 3));
    assert_eq!((counters.declarations_taken, counters.taken_twice), (2, 1));
    assert_eq!((counters.token_requests, counters.tokens_issued), (1, 1));
    assert_eq!(counters.after_final, 1);
    assert_eq!(ledger.posts[0].declaration, Some(first));
    assert_eq!(
        ledger.posts[0].trace_id.as_deref(),
        Some("trace-of-the-test")
    );
    assert_eq!(ledger.posts[0].client_id.as_deref(), Some(CLIENT));
    assert_eq!(ledger.posts[0].sha256, ledger.posts[1].sha256);
    assert_eq!(ledger.posts[2].declaration, None);
    let last = ledger.gets[&first].last().expect("GETs are booked");
    assert_eq!(json!(last.answer), json!({ "status": 200 }));
}

#[tokio::test]
async fn breaking_the_schedule_is_counted_and_refused_when_strict() {
    let text = Scenario::standard_text().replace("schedule = false", "schedule = true");
    let scenario = Scenario::parse(&text, std::path::Path::new(".")).expect("a scenario");
    let bench = Bench::of(scenario, 0.001).await;
    let token = bench.token().await;
    let id = bench.take(&token, &flexi(ALEX, "2026-09-07")).await;
    let response = bench.get(&token, &format!("/declarations/{id}")).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(
        json_of(response).await["retryAfterSec"]
            .as_u64()
            .is_some_and(|wait| wait <= 3)
    );
    assert_eq!(bench.simulator.handle().counters().schedule.too_early, 1);
}

#[tokio::test]
async fn the_control_service_stands_in_for_chaman() {
    let bench = Bench::start().await;
    let client = client();
    let health = client
        .get(bench.control("/health"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(json_of(health).await["product"], "dimonitor simulator");
    let (first, second) = (Signer::p384(21), Signer::p521(22));
    let new = client
        .post(bench.control("/accounts"))
        .json(&registration(&[&first]))
        .send()
        .await;
    let id = json_of(new.expect("an answer")).await["client_id"].clone();
    let id = id.as_str().expect("a client id").to_owned();
    let random = id
        .strip_prefix("self_service_chaman_999001_")
        .expect("the form of Chaman");
    assert_eq!(random.len(), 10);
    let put = client
        .put(bench.control(&account_path()))
        .json(&registration(&[&first]))
        .send();
    assert_eq!(put.await.expect("an answer").status(), StatusCode::OK);
    let refused = bench.ask_token(None).await;
    assert_eq!(
        refused.status(),
        StatusCode::UNAUTHORIZED,
        "its certificate was replaced"
    );
    let certificates = bench.control(&format!("{}/certificates", account_path()));
    let added = client
        .post(&certificates)
        .json(&json!({ "certificate": second.pem }))
        .send()
        .await;
    assert_eq!(json_of(added.expect("an answer")).await["serial"], "22");
    let removed = client.delete(format!("{certificates}/21")).send().await;
    assert_eq!(removed.expect("an answer").status(), StatusCode::NO_CONTENT);
    let gone = client.delete(bench.control(&account_path())).send().await;
    assert_eq!(gone.expect("an answer").status(), StatusCode::NO_CONTENT);
    let bad = client
        .post(bench.control("/accounts"))
        .json(&json!({ "name": "x" }))
        .send()
        .await;
    assert_eq!(bad.expect("an answer").status(), StatusCode::BAD_REQUEST);
    let summary = client.get(bench.control("/ledger?summary=1")).send().await;
    let summary = json_of(summary.expect("an answer")).await;
    assert_eq!(summary["token_requests"], 1);
    assert!(summary.get("posts").is_none());
}

#[tokio::test]
async fn seeded_declarations_are_known_but_are_no_posts() {
    let bench = Bench::start().await;
    let handle = bench.simulator.handle();
    let yesterday = origin() - jiff::SignedDuration::from_hours(24);
    let id = handle
        .seed(CLIENT, flexi(ALEX, "2026-09-07"), yesterday)
        .expect("seeded");
    let later = |seconds| yesterday + jiff::SignedDuration::from_secs(seconds);
    assert_eq!(handle.answer(id, later(2)), None);
    let answer = handle.answer(id, later(3)).expect("processed by then");
    assert_eq!(answer["declarationStatus"]["result"], "A");
    let token = bench.token().await;
    let again = bench.take(&token, &flexi(ALEX, "2026-09-07")).await;
    let answer = bench.result(&token, again).await;
    assert_eq!(
        answer["declarationStatus"]["anomalies"][0]["errorId"],
        "90373-333"
    );
    assert_eq!(handle.counters().posts_read, 1);
    let problem = handle
        .seed(CLIENT, json!({}), yesterday)
        .expect_err("no declaration");
    assert_eq!(problem.status(), 400);
}

#[tokio::test]
async fn a_restarted_simulator_knows_everything_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let signer = Signer::p384(7);
    let start = async || {
        let simulator = Simulator::start(Options {
            listen: ([127, 0, 0, 1], 0).into(),
            scenario: Scenario::standard(),
            state: Some(folder.path().join("state.jsonl")),
            clock: SimClock::scaled(origin(), SPEED),
        });
        simulator.await.expect("it starts")
    };
    let simulator = start().await;
    let handle = simulator.handle();
    handle
        .register(super::account(&[&signer]))
        .expect("registered");
    let yesterday = origin() - jiff::SignedDuration::from_hours(24);
    let seeded = handle
        .seed(CLIENT, flexi(NOOR, "2026-09-08"), yesterday)
        .expect("seeded");
    let bench = Bench {
        simulator,
        signer,
        client: client(),
    };
    let token = bench.token().await;
    let posted = bench.take(&token, &flexi(ALEX, "2026-09-07")).await;
    let answer = bench.result(&token, posted).await;
    let without_host = |mut answer: Value| {
        answer["href"] = json!(null);
        answer["declarationStatus"]["period"]["href"] = json!(null);
        answer
    };
    let Bench {
        simulator, signer, ..
    } = bench;
    simulator.shutdown().await;
    let bench = Bench {
        simulator: start().await,
        signer,
        client: client(),
    };
    let token = bench.token().await;
    let again = bench.result(&token, posted).await;
    assert_eq!(without_host(again), without_host(answer));
    let handle = bench.simulator.handle();
    assert!(handle.answer(seeded, origin()).is_some());
    assert_eq!(handle.counters().declarations_taken, 1);
    let next = bench.take(&token, &flexi(ALEX, "2026-09-09")).await;
    assert_eq!(next, posted + 1);
}

#[tokio::test]
async fn only_loopback_addresses_are_served() {
    let started = Simulator::start(Options {
        listen: ([0, 0, 0, 0], 0).into(),
        scenario: Scenario::standard(),
        state: None,
        clock: SimClock::system(),
    });
    assert!(started.await.is_err());
}

#[tokio::test]
async fn a_stopped_simulator_takes_no_connection() {
    let bench = Bench::start().await;
    let claims = claims(&bench.simulator.token_url(), bench.simulator.handle().now());
    let url = bench.simulator.token_url();
    let client = bench.client.clone();
    bench.simulator.shutdown().await;
    let error = client
        .post(url)
        .json(&claims)
        .send()
        .await
        .expect_err("nobody there");
    assert!(error.is_connect());
}
