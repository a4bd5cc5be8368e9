//! Getting a token: OAuth 2.0 client credentials with a signed assertion (rsz-rest 2).
//!
//! Owns the request, the reading of its answer and what to tell a person when it fails. Tokens
//! are kept by [`super::token`], not here.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use reqwest::header::{ACCEPT, DATE, HeaderMap};
use reqwest::{Client, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::assertion::assertion;
use super::http::{self, Content, End, HttpSettings, PROBLEM_LIMIT, Purpose};
use super::key::SigningKey;
use super::token::{Granted, TokenError, TokenErrorClass, TokenKey, TokenSource};
use super::wire;
use crate::domain::clock::{self, Clock};
use crate::domain::ids::ClientId;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

#[cfg(test)]
mod tests;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// A token without `expires_in` (RFC 6749 5.1 only recommends it) is trusted this long.
const LIFETIME_UNSAID: Duration = Duration::from_mins(1);
/// Longer lifetimes are not believed.
const LONGEST_LIFETIME: Duration = Duration::from_hours(24);

/// The token server, seen by one account.
pub struct OAuthClient {
    client: Client,
    url: Url,
    key: TokenKey,
    signing: Arc<SigningKey>,
    patience: Duration,
    clock: Arc<dyn Clock>,
    time: Mutex<ServerTime>,
}

/// What is known of the server's clock.
#[derive(Debug, Clone, Copy, Default)]
struct ServerTime {
    /// Server's clock minus ours.
    offset: Option<SignedDuration>,
    /// Whether assertions are dated by the server's clock, because that helped before.
    is_used: bool,
}

/// A refusal, with what decides whether another try makes sense.
struct Denied {
    error: TokenError,
    may_be_the_clock: bool,
}

impl OAuthClient {
    /// A client for one account. `scopes` may be empty: the account's own permissions then count.
    pub fn new(
        token_url: &str,
        client_id: ClientId,
        scopes: Vec<String>,
        signing: Arc<SigningKey>,
        settings: &HttpSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Problem> {
        let url = http::check_url(token_url)?;
        Ok(Self {
            client: http::client(settings, &url, Purpose::Ask)?,
            url,
            key: TokenKey {
                // The audience of the assertion is this text, so it stays as it was written.
                token_url: token_url.trim().to_owned(),
                client_id,
                scopes,
            },
            signing,
            patience: settings.total_timeout,
            clock,
            time: Mutex::default(),
        })
    }

    /// Under which key its tokens are to be cached.
    pub fn token_key(&self) -> &TokenKey {
        &self.key
    }

    fn time(&self) -> std::sync::MutexGuard<'_, ServerTime> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self, correction: SignedDuration) -> Result<Granted, Denied> {
        let now = self.clock.now();
        let dated = now.checked_add(correction).unwrap_or(now);
        let signed = assertion(
            &self.signing,
            &self.key.client_id,
            &self.key.token_url,
            dated,
        )
        .map_err(|_| self.not_signed())?;
        let scopes = self.key.scopes.join(" ");
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", signed.expose_secret()),
        ];
        if !scopes.is_empty() {
            form.push(("scope", &scopes));
        }
        let request = self
            .client
            .post(self.url.clone())
            .header(ACCEPT, "application/json")
            .form(&form);
        let response = match http::send(request).await {
            Ok(response) => response,
            Err(failure) => return Err(self.unreachable(&failure.cause())),
        };
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        self.learn_time(&headers);
        let content = http::content(response, PROBLEM_LIMIT, self.patience).await;
        if status == 200 {
            granted(&content).ok_or_else(|| self.unreadable(&content))
        } else {
            Err(self.refusal(status, &headers, &content))
        }
    }

    fn learn_time(&self, headers: &HeaderMap) {
        let date = http::header(headers, DATE).and_then(|date| wire::http_date(&date));
        if let Some(date) = date {
            let offset = date.as_second() - self.clock.now().as_second();
            let offset = SignedDuration::from_secs(offset);
            let before = self.time().offset.replace(offset);
            if clock::is_off(offset) && before.is_none_or(|before| clock::is_off(offset - before)) {
                let (server, seconds) = (&self.key.token_url, offset.as_secs());
                let side = if seconds > 0 { "behind" } else { "ahead of" };
                tracing::warn!(server, seconds, "this host's clock is {side} the server's");
            }
        }
    }

    fn refusal(&self, status: u16, headers: &HeaderMap, content: &Content) -> Denied {
        let said = http::said(headers, content, self.clock.now());
        let again = Text::new("rsz-token-again-hint");
        let mut denied = match status {
            // 400 and 401 alike: which of them means what is not published (rsz-rest 2.6).
            400 | 401 => self.oauth_error(status, &content.bytes),
            429 | 503 => self.denied(TokenErrorClass::Later, Text::new("rsz-token-later"), again),
            _ => self.denied(TokenErrorClass::Fault, Text::new("rsz-token-fault"), again),
        };
        let error = &mut denied.error;
        error.retry_at = said.retry_at;
        error.problem.summary = error.problem.summary.clone().with("status", status);
        if error.problem.detail.is_none() {
            error.problem.detail = said.text.map(|words| server_says(&words));
        }
        denied
    }

    /// RFC 6749 5.2. A refusal that cannot be read counts by its status.
    fn oauth_error(&self, status: u16, body: &[u8]) -> Denied {
        let value = wire::read_json(body);
        let code = value
            .as_ref()
            .and_then(|value| value.get("error"))
            .and_then(Value::as_str)
            .unwrap_or(if status == 401 { "invalid_client" } else { "" });
        let permission = || Text::new("rsz-token-permission-hint");
        match code {
            "invalid_client" | "invalid_grant" => self.invalid_client(),
            "invalid_scope" => self.denied(
                TokenErrorClass::Refused,
                Text::new("rsz-token-invalid-scope"),
                permission(),
            ),
            "unauthorized_client" | "access_denied" => self.denied(
                TokenErrorClass::Refused,
                Text::new("rsz-token-unauthorized-client"),
                permission(),
            ),
            _ => self.denied(
                TokenErrorClass::InvalidRequest,
                Text::new("rsz-token-invalid-request"),
                Text::new("rsz-token-invalid-request-hint"),
            ),
        }
    }

    fn invalid_client(&self) -> Denied {
        let mut denied = self.denied(
            TokenErrorClass::Refused,
            Text::new("rsz-token-invalid-client"),
            Text::new("rsz-token-invalid-client-hint"),
        );
        denied.may_be_the_clock = true;
        denied.error.problem.detail = self.suspicious_offset().map(clock::off);
        denied
    }

    fn suspicious_offset(&self) -> Option<SignedDuration> {
        self.clock_offset().filter(|offset| clock::is_off(*offset))
    }

    fn not_signed(&self) -> Denied {
        self.denied(
            TokenErrorClass::Fault,
            Text::new("rsz-token-not-signed"),
            Text::new("rsz-key-broken-hint"),
        )
    }

    fn unreachable(&self, cause: &Untrusted) -> Denied {
        let hint = if http::is_loopback(&self.url) {
            Text::new("rsz-unreachable-loopback-hint")
        } else {
            Text::new("rsz-unreachable-hint")
        };
        let summary = Text::new("rsz-token-unreachable");
        let mut denied = self.denied(TokenErrorClass::Unreachable, summary, hint);
        denied.error.problem.detail = Some(Text::new("rsz-cause").with("cause", cause.shown()));
        denied
    }

    fn unreadable(&self, content: &Content) -> Denied {
        let mut denied = self.denied(
            TokenErrorClass::Fault,
            Text::new("rsz-token-unreadable"),
            Text::new("rsz-token-again-hint"),
        );
        // Only a page is repeated to a person: anything else may have a token in it.
        if content.bytes.trim_ascii_start().starts_with(b"<") {
            let words = wire::plain(&content.bytes);
            denied.error.problem.detail = Some(server_says(&words));
        }
        denied
    }

    fn denied(&self, class: TokenErrorClass, summary: Text, hint: Text) -> Denied {
        let host = self.url.host_str().unwrap_or_default();
        let summary = summary
            .with("client", self.key.client_id.as_str())
            .with("host", host);
        Denied {
            error: TokenError {
                class,
                retry_at: None,
                problem: Problem::new(ProblemClass::Service, summary).hint(hint.with("host", host)),
            },
            may_be_the_clock: false,
        }
    }
}

#[async_trait]
impl TokenSource for OAuthClient {
    /// Asks once; a second time only when the account was refused and the clocks differ so much
    /// that the refusal may be about the time of the assertion.
    async fn fetch(&self) -> Result<Granted, TokenError> {
        let ServerTime { offset, is_used } = *self.time();
        let correction = offset.filter(|_| is_used).unwrap_or_default();
        let denied = match self.ask(correction).await {
            Ok(granted) => return Ok(granted),
            Err(denied) => denied,
        };
        let Some(offset) = self.suspicious_offset() else {
            return Err(denied.error);
        };
        if !denied.may_be_the_clock || !clock::is_off(offset - correction) {
            return Err(denied.error);
        }
        let second = self.ask(offset).await;
        if second.is_ok() {
            self.time().is_used = true;
        }
        second.map_err(|denied| denied.error)
    }

    fn clock_offset(&self) -> Option<SignedDuration> {
        self.time().offset
    }
}

fn server_says(words: &Untrusted) -> Text {
    Text::new("rsz-server-says").with("words", words.shown())
}

/// RFC 6749 5.1; `None` when there is no usable token in it.
fn granted(content: &Content) -> Option<Granted> {
    if content.end != End::Complete {
        return None;
    }
    let value = wire::read_json(&content.bytes)?;
    let secret = value.get("access_token")?.as_str()?;
    let is_bearer = value
        .get("token_type")?
        .as_str()?
        .eq_ignore_ascii_case("bearer");
    let is_sendable = !secret.is_empty() && secret.bytes().all(|byte| byte.is_ascii_graphic());
    (is_bearer && is_sendable).then(|| Granted {
        secret: SecretString::from(secret),
        lifetime: lifetime(value.get("expires_in")),
        scopes: scopes(value.get("scope")),
    })
}

fn scopes(scope: Option<&Value>) -> Vec<String> {
    let scope = scope.and_then(Value::as_str).unwrap_or_default();
    scope.split_ascii_whitespace().map(str::to_owned).collect()
}

fn lifetime(expires_in: Option<&Value>) -> Duration {
    let seconds = match expires_in {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    seconds.map_or(LIFETIME_UNSAID, |seconds| {
        Duration::from_secs(seconds).min(LONGEST_LIFETIME)
    })
}
