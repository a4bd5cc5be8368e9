//! An answer before it becomes HTTP: plain data that faults can spoil and tests can read.

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::oauth::OauthError;
use super::problem::Problem;

const HUGE_CHUNK: usize = 64 * 1024;
const HUGE_CHUNKS: usize = 4096;

/// Status, headers and content.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(HeaderName, String)>,
    pub(super) content: Content,
}

/// The body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Empty,
    Json(Value),
    Problem(Value),
    /// Media type and text.
    Text(&'static str, &'static str),
    /// 256 MiB of white space in an answer that calls itself JSON.
    Huge,
}

impl Reply {
    pub(super) fn new(status: u16, content: Content) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content,
        }
    }

    pub(super) fn json(value: Value) -> Self {
        Self::new(200, Content::Json(value))
    }

    pub(super) fn with(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let (media_type, body) = match self.content {
            Content::Empty => (None, Body::empty()),
            Content::Json(value) => (Some("application/json"), Body::from(value.to_string())),
            Content::Problem(value) => {
                let text = value.to_string();
                (Some("application/problem+json"), Body::from(text))
            }
            Content::Text(media_type, text) => (Some(media_type), Body::from(text)),
            Content::Huge => (Some("application/json"), huge_body()),
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(media_type) = media_type {
            let value = HeaderValue::from_static(media_type);
            response.headers_mut().insert(header::CONTENT_TYPE, value);
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let challenge = match problem.name() {
            "noAccessToken" => Some(r#"Bearer realm="dimona""#),
            "invalidAccessToken" | "expiredAccessToken" => {
                Some(r#"Bearer realm="dimona", error="invalid_token""#)
            }
            "missingScope" => Some(r#"Bearer realm="dimona", error="insufficient_scope""#),
            _ => None,
        };
        let content = Content::Problem(Value::Object(problem.body().clone()));
        let reply = Self::new(problem.status(), content);
        match challenge {
            Some(challenge) => reply.with(header::WWW_AUTHENTICATE, challenge),
            None => reply,
        }
    }
}

impl From<OauthError> for Reply {
    fn from(error: OauthError) -> Self {
        Self::new(error.status, Content::Json(error.to_json()))
    }
}

/// RFC 9110 5.6.7, the form of `Date` and `Retry-After`.
pub(super) fn http_date(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn huge_body() -> Body {
    let chunk = Bytes::from(vec![b' '; HUGE_CHUNK]);
    let chunks = std::iter::repeat_n(chunk, HUGE_CHUNKS).map(Ok::<_, std::convert::Infallible>);
    Body::from_stream(futures_util::stream::iter(chunks))
}
