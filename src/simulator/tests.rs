//! The simulator over real HTTP on loopback: faults that break connections, control, restarts.

mod faults;
mod service;

use std::net::SocketAddr;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::testing::{CLIENT, Signer, account, claims};
use super::{Options, Scenario, SimClock, Simulator};

/// Simulated seconds a real second: processing takes little time, yet tokens outlive a busy machine.
const SPEED: f64 = 20.0;

/// A simulator with the test account, and a client that asks it.
struct Bench {
    simulator: Simulator,
    signer: Signer,
    client: reqwest::Client,
}

impl Bench {
    async fn start() -> Self {
        Self::of(Scenario::standard(), SPEED).await
    }

    async fn of(scenario: Scenario, speed: f64) -> Self {
        let signer = Signer::p384(7);
        let simulator = Simulator::start(Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            scenario,
            state: None,
            clock: SimClock::scaled(origin(), speed),
        });
        let simulator = simulator.await.expect("it starts");
        let registered = simulator.handle().register(account(&[&signer]));
        registered.expect("registered");
        Self {
            simulator,
            signer,
            client: client(),
        }
    }

    async fn ask_token(&self, scope: Option<&str>) -> Response {
        let claims = claims(&self.simulator.token_url(), self.simulator.handle().now());
        self.ask_token_with(&claims, scope)
            .await
            .expect("an answer")
    }

    async fn ask_token_with(
        &self,
        claims: &Value,
        scope: Option<&str>,
    ) -> reqwest::Result<Response> {
        let assertion = self.signer.sign(claims);
        let mut form = vec![
            ("grant_type", "client_credentials"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion.as_str()),
        ];
        form.extend(scope.map(|scope| ("scope", scope)));
        let url = self.simulator.token_url();
        self.client.post(url).form(&form).send().await
    }

    async fn token(&self) -> String {
        let answer = json_of(self.ask_token(None).await).await;
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    async fn post(&self, token: &str, body: &Value) -> reqwest::Result<Response> {
        let url = format!("{}/declarations", self.simulator.base_url());
        let request = self.client.post(url).bearer_auth(token).json(body);
        request
            .header("BelGov-Trace-Id", "trace-of-the-test")
            .send()
            .await
    }

    /// Posts, and tells the number given.
    async fn take(&self, token: &str, body: &Value) -> u64 {
        let response = self.post(token, body).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::CREATED);
        let location = response.headers()["location"].to_str().expect("a text");
        let number = location.rsplit('/').next().expect("a last part");
        number.parse().expect("a number")
    }

    async fn get(&self, token: &str, path: &str) -> Response {
        let url = format!("{}{path}", self.simulator.base_url());
        let request = self.client.get(url).bearer_auth(token);
        request.send().await.expect("an answer")
    }

    /// Asks until the declaration is processed.
    async fn result(&self, token: &str, id: u64) -> Value {
        let path = format!("/declarations/{id}");
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while tokio::time::Instant::now() < deadline {
            let response = self.get(token, &path).await;
            if response.status() == StatusCode::OK {
                return json_of(response).await;
            }
            tokio::task::yield_now().await;
        }
        panic!("declaration {id} was not processed in time");
    }

    async fn search(&self, token: &str, body: &Value) -> Value {
        let url = format!("{}/declarations/search", self.simulator.base_url());
        let request = self.client.post(url).bearer_auth(token).json(body);
        json_of(request.send().await.expect("an answer")).await
    }

    /// A URL of the control service.
    fn control(&self, path: &str) -> String {
        format!("http://{}/simulator{path}", self.simulator.addr())
    }
}

fn origin() -> Timestamp {
    "2026-09-01T08:00:00Z".parse().expect("a timestamp")
}

/// A fresh connection for every request, as for real POSTs; no redirects.
fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0);
    let builder = builder.redirect(reqwest::redirect::Policy::none());
    builder
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client")
}

async fn json_of(response: Response) -> Value {
    response.json().await.expect("JSON")
}

/// The registration of the test account as JSON, without its client id.
fn registration(signers: &[&Signer]) -> Value {
    let mut spec = json!(account(signers));
    spec.as_object_mut().expect("an object").remove("client_id");
    spec
}

/// The path of the test account in the control service.
fn account_path() -> String {
    format!("/accounts/{CLIENT}")
}
