//! `POST /declarations` and `GET /declarations/{id}` (rsz-rest 5.10 and 6.1).

use std::fmt::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, header};
use jiff::Timestamp;
use serde_json::Value;

use super::super::accounts::Permission;
use super::super::faults::{Operation, Subject};
use super::super::ledger::{Answer, Line, PostEntry};
use super::super::message::Kind;
use super::super::problem::Problem;
use super::super::render::Renderer;
use super::super::reply::{Content, Reply};
use super::super::scenario::Outcome;
use super::super::watch::{self, Asked, Timing};
use super::{Call, number, worker_of};

const TRACE_ID: &str = "belgov-trace-id";

pub(super) async fn take(call: Call) -> Response<Body> {
    let client_id = call.client_id();
    let json = call.json();
    let subject = Subject {
        worker: json.as_ref().ok().and_then(|body| worker_of(&call, body)),
        kind: json.as_ref().ok().and_then(Kind::guess),
        client_id: client_id.clone(),
    };
    let sha256 = sha256(&call.body);
    let entry = PostEntry {
        at: call.shared.clock.now(),
        trace_id: call.header(TRACE_ID).map(str::to_owned),
        user_agent: call.user_agent(),
        client_id,
        sha256: sha256.clone(),
        declaration: None,
        answer: Answer::None,
    };
    let line = call.shared.state().ledger.post_read(entry);
    call.run(
        Operation::Post,
        subject,
        line,
        async |call, _| match take_in(call, json, sha256, line).await {
            Ok(reply) | Err(reply) => reply,
        },
    )
    .await
}

async fn take_in(
    call: &Call,
    json: Result<Value, Reply>,
    sha256: String,
    line: Line,
) -> Result<Reply, Reply> {
    let caller = call.authenticate(Permission::Declarant)?;
    let body = json?;
    let shared = Arc::clone(&call.shared);
    let work = move || shared.take_post(&caller, body, sha256, line);
    let taken = if call.shared.keeps_a_state_file() {
        // Syncing the file takes milliseconds: not on the thread that serves the others.
        let task = tokio::task::spawn_blocking(work).await;
        task.unwrap_or_else(|_| Err(Problem::internal("The declaration was not taken")))
    } else {
        work()
    };
    let id = taken?;
    tracing::debug!(id, "declaration taken");
    let location = format!("{}/declarations/{id}", call.shared.base_url());
    Ok(Reply::new(201, Content::Empty).with(header::LOCATION, location))
}

pub(super) async fn show(Path(id): Path<String>, call: Call) -> Response<Body> {
    let Some(number) = number(&id) else {
        return Reply::from(Problem::not_found(&format!("/declarations/{id}"))).into_response();
    };
    let (subject, line, timing, now) = {
        let mut state = call.shared.state();
        let now = call.shared.clock.now();
        let declaration = state.world.declaration(number);
        let subject = Subject {
            worker: declaration.and_then(|one| one.ssin.as_deref().map(str::to_owned)),
            kind: declaration.map(|one| one.kind),
            client_id: state
                .oauth
                .client_of(call.authorization())
                .map(str::to_owned),
        };
        let timing = declaration.map(|declaration| {
            let previous = state.ledger.previous_get(number);
            let seen = previous
                .filter(|get| get.answer == Answer::Status(200) && !get.spoiled)
                .and_then(|get| declaration.result_at(get.at))
                .map(|result| result.outcome);
            let asked = Asked {
                taken_at: declaration.taken_at,
                previous: previous.map(|get| get.at),
                waiting: seen == Some(Outcome::S),
                settled: seen.is_some_and(|outcome| outcome != Outcome::S),
            };
            watch::judge(asked, now, call.shared.jitter())
        });
        let line = state
            .ledger
            .get_read(number, now, call.user_agent(), timing);
        (subject, line, timing, now)
    };
    call.run(
        Operation::Get,
        subject,
        line,
        async |call, _| match show_declaration(call, number, timing, now) {
            Ok(reply) => reply,
            Err(problem) => problem.into(),
        },
    )
    .await
}

/// As it is at the moment at which the call is booked: the next call is judged by that.
fn show_declaration(
    call: &Call,
    id: u64,
    timing: Option<Timing>,
    now: Timestamp,
) -> Result<Reply, Problem> {
    let caller = call.authenticate(Permission::Consult)?;
    let shared = &call.shared;
    if let Some(wait) = timing.and_then(Timing::breach)
        && shared.scenario.strictness.schedule
    {
        let detail = "The polling schedule is not kept";
        let problem = Problem::new(429, "tooManyRequests", "Too Many Requests", detail);
        let seconds = wait.as_secs().saturating_add(1);
        return Err(problem.with("limit", 1).with("retryAfterSec", seconds));
    }
    let state = shared.state();
    let not_found = || Problem::not_found(&format!("/declarations/{id}"));
    let declaration = state.world.declaration(id).ok_or_else(not_found)?;
    if declaration
        .employer
        .is_some_and(|employer| !state.world.may_see(&caller.sender, employer))
    {
        return Err(Problem::missing_permission(
            "Not permitted to consult this declaration",
        ));
    }
    declaration.result_at(now).ok_or_else(not_found)?;
    let base = shared.base_url();
    let renderer = Renderer {
        world: &state.world,
        base: &base,
    };
    Ok(Reply::json(renderer.declaration(declaration, now)))
}

/// In hexadecimal.
fn sha256(body: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, body);
    let mut text = String::with_capacity(64);
    for byte in digest.as_ref() {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
