//! `POST /REST/oauth/v5/token`: from a form to a token, or to an error of RFC 6749.

use axum::body::Body;
use axum::extract::{Form, FromRequest};
use axum::http::{Request, Response, header};
use jiff::SignedDuration;

use super::super::assertion::Assertion;
use super::super::faults::{Operation, Subject};
use super::super::ledger::{Answer, TokenEntry};
use super::super::oauth::{self, Form as TokenForm};
use super::super::reply::Reply;
use super::Call;

pub(super) async fn give(call: Call) -> Response<Body> {
    let form = read_form(&call).await;
    let client_id = form.as_ref().and_then(|form| {
        let (_, assertion) = form.iter().find(|(name, _)| name == "client_assertion")?;
        Assertion::parse(assertion)?.claims.iss
    });
    let subject = Subject {
        client_id: client_id.clone(),
        ..Subject::default()
    };
    let entry = TokenEntry {
        at: call.shared.clock.now(),
        client_id,
        user_agent: call.user_agent(),
        answer: Answer::None,
    };
    let line = call.shared.state().ledger.token_requested(entry);
    call.run(Operation::Token, subject, line, async |call, skew| {
        let Some(form) = form else {
            return oauth::invalid_request("the request must be form-encoded").into();
        };
        grant(call, &form, skew)
    })
    .await
}

fn grant(call: &Call, form: &[(String, String)], skew: SignedDuration) -> Reply {
    let shared = &call.shared;
    let now = shared.clock.now();
    let now = now.checked_add(skew).unwrap_or(now);
    let mut state = shared.state();
    let state = &mut *state;
    let audience = shared.token_url();
    let settings = &shared.scenario.tokens;
    match state
        .oauth
        .grant(&TokenForm(form), &state.accounts, &audience, settings, now)
    {
        Ok(grant) => {
            state.ledger.counters.tokens_issued += 1;
            if grant.long_assertion {
                state.ledger.counters.long_assertions += 1;
                tracing::warn!("an assertion lives longer than advised");
            }
            Reply::json(grant.to_json()).with(header::CACHE_CONTROL, "no-store")
        }
        Err(error) => {
            tracing::debug!(error.code, error.description, "token refused");
            error.into()
        }
    }
}

/// `None` when the body is not form-encoded.
async fn read_form(call: &Call) -> Option<Vec<(String, String)>> {
    if !call.is("application/x-www-form-urlencoded") {
        return None;
    }
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(call.body.clone()))
        .ok()?;
    let Form(form) = Form::from_request(request, &()).await.ok()?;
    Some(form)
}
