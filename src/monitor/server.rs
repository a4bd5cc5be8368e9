//! The server: three paths, one request a connection, little patience.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::{TokenStatus, WorkerStatus};
use crate::engine::{Engine, Readiness};

use super::figures;

/// Who watches asks one at a time.
const CONNECTIONS: usize = 8;
/// Bytes of a request that are read: no more than its head is of interest.
const LARGEST_HEAD: usize = 8 * 1024;
const MOST_HEADERS: usize = 64;
/// For the head of a request.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);
/// For a connection as a whole.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long the store may take to say how it is.
const STORE_PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait when the system has no more connections to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

type Rejected = watch::Receiver<Option<String>>;

/// Answers for ever.
pub(super) async fn serve(listener: TcpListener, engine: Engine, rejected: Rejected) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    // Ended with this task, whatever they are doing.
    let mut connections = JoinSet::new();
    loop {
        // Those that wait do so in the system's queue.
        let Ok(place) = Arc::clone(&room).acquire_owned().await else {
            return;
        };
        while connections.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => {
                let (engine, rejected) = (engine.clone(), rejected.clone());
                connections.spawn(async move {
                    let _place = place;
                    let talk = talk(stream, engine, rejected);
                    let _ = tokio::time::timeout(PATIENCE, talk).await;
                });
            }
            Err(error) => {
                tracing::warn!(%error, "the monitor cannot take a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn talk(stream: TcpStream, engine: Engine, rejected: Rejected) {
    let answer = service_fn(|request| {
        let (engine, rejected) = (engine.clone(), rejected.clone());
        async move { Ok::<_, Infallible>(answer(&request, &engine, &rejected).await) }
    });
    let ended = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(LARGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), answer)
        .await;
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection to the monitor ended early");
    }
}

async fn answer(
    request: &Request<Incoming>,
    engine: &Engine,
    rejected: &Rejected,
) -> Response<String> {
    let is_head = request.method() == Method::HEAD;
    if !is_head && request.method() != Method::GET {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
        return response;
    }
    let mut response = match request.uri().path() {
        "/healthz" => plain(StatusCode::OK, "alive\n"),
        "/readyz" => ready(engine, rejected).await,
        "/metrics" => metrics(engine, rejected).await,
        _ => plain(StatusCode::NOT_FOUND, "/healthz, /readyz or /metrics\n"),
    };
    if is_head {
        response.body_mut().clear();
    }
    response
}

async fn metrics(engine: &Engine, rejected: &Rejected) -> Response<String> {
    let readiness = readiness(engine).await.ok();
    let certificates = tokio::time::timeout(STORE_PATIENCE, engine.certificates()).await;
    let rejected = rejected.borrow().is_some();
    let text = figures::text(
        engine,
        readiness.as_ref(),
        &certificates.unwrap_or_default(),
        rejected,
    );
    match text {
        Some(text) => typed(StatusCode::OK, figures::FORMAT, text),
        None => plain(StatusCode::INTERNAL_SERVER_ERROR, "no figures\n"),
    }
}

async fn ready(engine: &Engine, rejected: &Rejected) -> Response<String> {
    let config = match &*rejected.borrow() {
        Some(reason) => format!("rejected: {reason}"),
        None => "in force".to_owned(),
    };
    let (status, body) = match readiness(engine).await {
        Ok(readiness) => {
            let trouble = readiness.trouble();
            let status = match trouble {
                Some(_) => StatusCode::SERVICE_UNAVAILABLE,
                None => StatusCode::OK,
            };
            let tokens = readiness.tokens.iter();
            let tokens: serde_json::Map<_, _> = tokens
                .map(|(account, token)| (account.clone(), token_word(token).into()))
                .collect();
            let oldest = readiness.oldest.iter();
            let oldest: serde_json::Map<_, _> = oldest
                .map(|age| (age.state.as_str().to_owned(), age.seconds.into()))
                .collect();
            let body = json!({
                "ready": trouble.is_none(),
                "reason": trouble,
                "store": "reachable",
                "worker": worker(&readiness),
                "queued": readiness.counts.of(StateKind::Queued),
                "in_doubt": readiness.counts.of(StateKind::InDoubt),
                "oldest_seconds": oldest,
                "tokens": tokens,
                "config": config,
            });
            (status, body)
        }
        Err(reason) => {
            let body = json!({
                "ready": false,
                "reason": reason,
                "store": "unreachable",
                "config": config,
            });
            (StatusCode::SERVICE_UNAVAILABLE, body)
        }
    };
    typed(status, "application/json", format!("{body}\n"))
}

/// The state in which things stand, or a word for why nobody knows.
async fn readiness(engine: &Engine) -> Result<Readiness, &'static str> {
    let asked = tokio::time::timeout(STORE_PATIENCE, engine.readiness()).await;
    let asked: Result<Readiness, Problem> = asked.map_err(|_| "store_slow")?;
    asked.map_err(|problem| problem.summary.key)
}

fn worker(readiness: &Readiness) -> serde_json::Value {
    match &readiness.worker {
        WorkerStatus::Here => json!({ "is": "here" }),
        WorkerStatus::Several { count, here } => {
            json!({ "is": "several", "count": count, "here": here })
        }
        WorkerStatus::Nobody => json!({ "is": "nobody" }),
        WorkerStatus::Elsewhere { host, pid, since } => {
            json!({ "is": "elsewhere", "host": host, "pid": pid, "since": since.to_string() })
        }
    }
}

fn token_word(token: &TokenStatus) -> &'static str {
    match token {
        TokenStatus::None => "none",
        TokenStatus::Valid { .. } => "valid",
        TokenStatus::Failed(_) => "failed",
    }
}

fn plain(status: StatusCode, body: &str) -> Response<String> {
    typed(status, "text/plain; charset=utf-8", body.to_owned())
}

fn typed(status: StatusCode, kind: &'static str, body: String) -> Response<String> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
