//! The control service under `/simulator`: stands in for Chaman in the sandbox, arms faults, shows the books.
//!
//! A thin skin over [`Handle`]; everything it can do can be done from inside the process too.
//!
//! | Call | Body | Answer |
//! | --- | --- | --- |
//! | `GET /health` | | product and version |
//! | `GET /ledger`, `GET /ledger?summary=1` | | the books, or their totals only |
//! | `GET /accounts` | | `items` |
//! | `POST /accounts` | [`AccountSpec`] | 201, `client_id` |
//! | `PUT /accounts/{client_id}` | [`AccountSpec`] | 200, `client_id` |
//! | `DELETE /accounts/{client_id}` | | 204 |
//! | `POST /accounts/{client_id}/certificates` | `certificate`: PEM | 201, `serial` in decimal |
//! | `DELETE /accounts/{client_id}/certificates/{serial}` | | 204; the last one stays: 400 |
//! | `POST /faults`, `DELETE /faults` | [`FaultRule`] | 204 |
//! | `POST /tokens/revoke` | none, or `client_id` | `revoked`: how many |

use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::Response;
use axum::routing::{delete, get, post, put};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::accounts::AccountSpec;
use super::faults::FaultRule;
use super::handle::Handle;
use super::problem::Problem;
use super::reply::{Content, Reply};

pub(super) fn router(handle: Handle) -> Router {
    let routes = Router::new()
        .route("/health", get(health))
        .route("/ledger", get(ledger))
        .route("/accounts", get(list_accounts).post(post_account))
        .route(
            "/accounts/{client_id}",
            put(put_account).delete(delete_account),
        )
        .route("/accounts/{client_id}/certificates", post(post_certificate))
        .route(
            "/accounts/{client_id}/certificates/{serial}",
            delete(delete_certificate),
        )
        .route("/faults", post(post_fault).delete(delete_faults))
        .route("/tokens/revoke", post(revoke_tokens))
        .with_state(handle);
    Router::new().nest("/simulator", routes)
}

async fn health() -> Response<Body> {
    let health = json!({
        "product": "dimonitor simulator",
        "version": env!("CARGO_PKG_VERSION"),
    });
    Reply::json(health).into_response()
}

async fn ledger(
    State(handle): State<Handle>,
    Query(query): Query<HashMap<String, String>>,
) -> Response<Body> {
    let summary = query.get("summary").is_some_and(|value| value != "0");
    let books = if summary {
        serde_json::to_value(handle.counters())
    } else {
        serde_json::to_value(handle.ledger())
    };
    finish(
        books.map_err(|error| Problem::internal(&error.to_string())),
        200,
    )
}

async fn list_accounts(State(handle): State<Handle>) -> Response<Body> {
    Reply::json(json!({ "items": handle.accounts() })).into_response()
}

async fn post_account(State(handle): State<Handle>, body: Bytes) -> Response<Body> {
    finish(register(&handle, &body, None), 201)
}

async fn put_account(
    State(handle): State<Handle>,
    Path(client_id): Path<String>,
    body: Bytes,
) -> Response<Body> {
    finish(register(&handle, &body, Some(client_id)), 200)
}

fn register(handle: &Handle, body: &[u8], client_id: Option<String>) -> Result<Value, Problem> {
    let spec: AccountSpec = read(body)?;
    let client_id = client_id.or(spec.client_id);
    let client_id = handle.register(AccountSpec { client_id, ..spec })?;
    Ok(json!({ "client_id": client_id }))
}

async fn delete_account(
    State(handle): State<Handle>,
    Path(client_id): Path<String>,
) -> Response<Body> {
    let removed = handle.remove_account(&client_id).and_then(|removed| {
        let missing = || Problem::not_found(&format!("account {client_id}"));
        removed.then_some(()).ok_or_else(missing)
    });
    done(removed)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCertificate {
    certificate: String,
}

async fn post_certificate(
    State(handle): State<Handle>,
    Path(client_id): Path<String>,
    body: Bytes,
) -> Response<Body> {
    let added = read(&body)
        .and_then(|new: NewCertificate| handle.add_certificate(&client_id, &new.certificate))
        .map(|serial| json!({ "serial": serial }));
    finish(added, 201)
}

async fn delete_certificate(
    State(handle): State<Handle>,
    Path((client_id, serial)): Path<(String, String)>,
) -> Response<Body> {
    done(handle.remove_certificate(&client_id, &serial))
}

async fn post_fault(State(handle): State<Handle>, body: Bytes) -> Response<Body> {
    done(read(&body).map(|rule: FaultRule| handle.add_fault(rule)))
}

async fn delete_faults(State(handle): State<Handle>) -> Response<Body> {
    handle.clear_faults();
    done(Ok(()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Revocation {
    client_id: Option<String>,
}

/// Without a body, or without `client_id`, all tokens are revoked.
async fn revoke_tokens(State(handle): State<Handle>, body: Bytes) -> Response<Body> {
    let asked = if body.is_empty() {
        Ok(Revocation { client_id: None })
    } else {
        read(&body)
    };
    let revoked = asked.map(|asked| handle.revoke_tokens(asked.client_id.as_deref()));
    finish(revoked.map(|count| json!({ "revoked": count })), 200)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem::new(400, "badRequest", "Bad Request", error.to_string()))
}

fn finish(result: Result<Value, Problem>, status: u16) -> Response<Body> {
    match result {
        Ok(value) => Reply::new(status, Content::Json(value)).into_response(),
        Err(problem) => Reply::from(problem).into_response(),
    }
}

fn done(result: Result<(), Problem>) -> Response<Body> {
    match result {
        Ok(()) => Reply::new(204, Content::Empty).into_response(),
        Err(problem) => Reply::from(problem).into_response(),
    }
}
