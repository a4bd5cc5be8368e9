//! The service over HTTP: reads requests, asks the state, lets faults strike, books the ends.

mod consult;
mod declarations;
mod token;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Response, Uri, header};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::accounts::Permission;
use super::connection::Wire;
use super::faults::{FaultKind, Moment, Operation, Subject};
use super::handle::Shared;
use super::ledger::{Answer, Line};
use super::message::Kind;
use super::oauth::Caller;
use super::problem::Problem;
use super::reply::{Content, Reply, http_date};
use super::spoil::{Cut, Deed, spoil};

const LARGEST_BODY: usize = 1024 * 1024;

/// Every route of the two services.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    let dimona = Router::new()
        .route("/declarations", post(declarations::take))
        .route("/declarations/{id}", get(declarations::show))
        .route("/declarations/search", post(consult::search_declarations))
        .route("/periods/{id}", get(consult::period))
        .route("/periods/search", post(consult::search_periods))
        .route("/relations/search", post(consult::search_relations))
        .route("/dailyRegistrations/{id}", get(consult::daily_registration))
        .with_state(Arc::clone(&shared));
    Router::new()
        .nest("/REST/dimona/v2", dimona)
        .route("/REST/oauth/v5/token", post(token::give))
        .with_state(shared)
        .fallback(
            |uri: Uri| async move { Reply::from(Problem::not_found(uri.path())).into_response() },
        )
}

/// A request with its body read.
struct Call {
    shared: Arc<Shared>,
    wire: Wire,
    headers: HeaderMap,
    uri: Uri,
    body: Bytes,
}

impl FromRequest<Arc<Shared>> for Call {
    type Rejection = Response<Body>;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Self, Response<Body>> {
        let (parts, body) = request.into_parts();
        let wire = parts.extensions.get::<Wire>().cloned();
        let wire = wire.ok_or_else(|| {
            Reply::from(Problem::internal("The request has no connection")).into_response()
        })?;
        let body = axum::body::to_bytes(body, LARGEST_BODY).await;
        let body = body.map_err(|_| {
            let detail = "The body is larger than the service takes";
            let problem = Problem::new(413, "payloadTooLarge", "Payload Too Large", detail);
            Reply::from(problem.with("limit", LARGEST_BODY)).into_response()
        })?;
        Ok(Self {
            shared: Arc::clone(shared),
            wire,
            headers: parts.headers,
            uri: parts.uri,
            body,
        })
    }
}

impl Call {
    fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn authorization(&self) -> Option<&str> {
        self.header(header::AUTHORIZATION)
    }

    fn user_agent(&self) -> Option<String> {
        self.header(header::USER_AGENT).map(str::to_owned)
    }

    fn is(&self, media_type: &str) -> bool {
        self.header(header::CONTENT_TYPE).is_some_and(|value| {
            let named = value.split(';').next().unwrap_or_default();
            named.trim().eq_ignore_ascii_case(media_type)
        })
    }

    /// The JSON body, or the answer to a body that is none.
    fn json(&self) -> Result<Value, Reply> {
        if !self.is("application/json") {
            return Err(Reply::new(415, Content::Empty));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            Problem::new(
                400,
                "badRequest",
                "Bad Request",
                format!("The body is no JSON: {error}"),
            )
            .into()
        })
    }

    fn client_id(&self) -> Option<String> {
        let state = self.shared.state();
        state
            .oauth
            .client_of(self.authorization())
            .map(str::to_owned)
    }

    fn authenticate(&self, permission: Permission) -> Result<Caller, Problem> {
        let state = self.shared.state();
        let now = self.shared.clock.now();
        state
            .oauth
            .authenticate(self.authorization(), permission, &state.accounts, now)
    }

    /// Runs `work` and lets faults strike before and after it.
    ///
    /// `work` gets the server's clock error.
    async fn run(
        self,
        operation: Operation,
        subject: Subject,
        line: Line,
        work: impl AsyncFnOnce(&Self, SignedDuration) -> Reply,
    ) -> Response<Body> {
        let (skew, before) = {
            let mut state = self.shared.state();
            let skew = state
                .faults
                .strike(operation, Moment::Clock, &subject, false);
            let before = state
                .faults
                .strike(operation, Moment::Before, &subject, false);
            if before
                .as_ref()
                .is_some_and(|rule| rule.kind == FaultKind::RevokedToken)
            {
                state.oauth.revoke_presented(self.authorization());
            }
            (skew.and_then(|rule| rule.skew), before)
        };
        let before = before.filter(|rule| rule.kind != FaultKind::RevokedToken);
        let deed = if let Some(rule) = before {
            self.shared.state().ledger.spoiled(line);
            spoil(&rule, None, self.shared.clock.now())
        } else {
            let honest = work(&self, skew.unwrap_or_default()).await;
            let success = honest.is_success();
            let mut state = self.shared.state();
            let after = state
                .faults
                .strike(operation, Moment::After, &subject, success);
            match after {
                Some(rule) => {
                    state.ledger.spoiled(line);
                    spoil(&rule, Some(honest), self.shared.clock.now())
                }
                None => Deed::Answer(honest),
            }
        };
        self.end(deed, line, skew).await
    }

    async fn end(self, deed: Deed, line: Line, skew: Option<SignedDuration>) -> Response<Body> {
        let book = |answer| self.shared.state().ledger.ended(line, answer);
        let mut reply = match deed {
            Deed::Answer(reply) => reply,
            Deed::Late(delay, reply) => {
                tokio::time::sleep(self.shared.clock.real(delay)).await;
                reply
            }
            Deed::Cut(cut) => {
                book(match cut {
                    Cut::Reset => Answer::Reset,
                    Cut::Close | Cut::HalfHeaders => Answer::Dropped,
                });
                match self.wire.cut(cut).await {}
            }
            Deed::Hang => std::future::pending().await,
        };
        if let Some(skew) = skew {
            let shown = self
                .shared
                .clock
                .now()
                .checked_add(skew)
                .unwrap_or(Timestamp::MAX);
            reply = reply.with(header::DATE, http_date(shown));
        }
        book(Answer::Status(reply.status));
        reply.into_response()
    }
}

/// The worker a message is about: its own, or that of the period it names.
fn worker_of(call: &Call, body: &Value) -> Option<String> {
    if let Some(ssin) = body.pointer("/worker/ssin").and_then(Value::as_str) {
        return Some(ssin.to_owned());
    }
    let block = body.get(Kind::guess(body)?.block())?;
    let period = block.get("periodId")?.as_u64()?;
    let state = call.shared.state();
    Some(state.world.personnel.period(period)?.ssin.to_string())
}

fn number(text: &str) -> Option<u64> {
    let fits = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
