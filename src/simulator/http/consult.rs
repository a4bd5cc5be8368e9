//! What is only read: periods, daily registrations and the three searches (rsz-rest 7).

use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::Response;
use serde_json::Value;

use super::super::accounts::Permission;
use super::super::faults::{Operation, Subject};
use super::super::ledger::Line;
use super::super::problem::Problem;
use super::super::render::Renderer;
use super::super::reply::Reply;
use super::super::search::{Collection, Search};
use super::{Call, number, worker_of};

pub(super) async fn period(Path(id): Path<String>, call: Call) -> Response<Body> {
    let subject = {
        let mut state = call.shared.state();
        state.ledger.counters.period_gets += 1;
        let period = number(&id).and_then(|id| state.world.personnel.period(id));
        Subject {
            worker: period.map(|period| period.ssin.to_string()),
            kind: None,
            client_id: state
                .oauth
                .client_of(call.authorization())
                .map(str::to_owned),
        }
    };
    call.run(
        Operation::Period,
        subject,
        Line::Counted,
        async |call, _| match show_period(call, &id) {
            Ok(reply) => reply,
            Err(problem) => problem.into(),
        },
    )
    .await
}

fn show_period(call: &Call, id: &str) -> Result<Reply, Problem> {
    let caller = call.authenticate(Permission::Consult)?;
    let state = call.shared.state();
    let period = number(id).and_then(|id| state.world.personnel.period(id));
    let period = period.ok_or_else(|| Problem::not_found(&format!("/periods/{id}")))?;
    if !state.world.may_see(&caller.sender, period.employer) {
        return Err(Problem::missing_permission(
            "Not permitted to consult this period",
        ));
    }
    let base = call.shared.base_url();
    let renderer = Renderer {
        world: &state.world,
        base: &base,
    };
    Ok(Reply::json(renderer.period(period)))
}

/// The resource exists, its content is out of the simulator's scope (rsz-rest A-31).
pub(super) async fn daily_registration(Path(id): Path<String>, call: Call) -> Response<Body> {
    let reply = match call.authenticate(Permission::Consult) {
        Ok(_) => Reply::from(Problem::not_found(&format!("/dailyRegistrations/{id}"))),
        Err(problem) => problem.into(),
    };
    reply.into_response()
}

pub(super) async fn search_declarations(call: Call) -> Response<Body> {
    search(call, Collection::Declarations).await
}

pub(super) async fn search_periods(call: Call) -> Response<Body> {
    search(call, Collection::Periods).await
}

pub(super) async fn search_relations(call: Call) -> Response<Body> {
    search(call, Collection::Relations).await
}

async fn search(call: Call, collection: Collection) -> Response<Body> {
    call.shared.state().ledger.counters.searches += 1;
    let json = call.json();
    let subject = Subject {
        worker: json.as_ref().ok().and_then(|body| worker_of(&call, body)),
        kind: None,
        client_id: call.client_id(),
    };
    call.run(
        Operation::Search,
        subject,
        Line::Counted,
        async |call, _| match find(call, json, collection) {
            Ok(reply) | Err(reply) => reply,
        },
    )
    .await
}

fn find(call: &Call, json: Result<Value, Reply>, collection: Collection) -> Result<Reply, Reply> {
    let caller = call.authenticate(Permission::Consult)?;
    let query = Query::<Vec<(String, String)>>::try_from_uri(&call.uri);
    let query = query.map_or_else(|_| Vec::new(), |Query(query)| query);
    let search = Search::parse(&json?, &query, call.shared.scenario.strictness)?;
    let base = call.shared.base_url();
    let state = call.shared.state();
    let renderer = Renderer {
        world: &state.world,
        base: &base,
    };
    let now = call.shared.clock.now();
    Ok(Reply::json(search.run(
        collection,
        renderer,
        &caller.sender,
        now,
    )?))
}
