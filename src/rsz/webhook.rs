//! Telling a server of ours of an occurrence: one POST, over a connection of its own.
//!
//! The same rules as everything that goes out: `https` only, save to this machine; no redirect is
//! followed, nothing is sent twice from here, answers are read to a limit.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use super::http::{self, HttpSettings, Purpose, Url};
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;

/// A server that is told.
pub struct Webhook {
    client: Client,
    url: Url,
    limit: Duration,
}

/// What is said beside the body.
pub struct Beside<'a> {
    /// The secret by which the server knows us.
    pub bearer: Option<&'a SecretString>,
    /// Headers of our own: plain names and values.
    pub headers: &'a [(&'static str, String)],
}

impl Webhook {
    /// A way to this address. The whole exchange takes no longer than `limit`.
    pub fn new(url: &str, settings: &HttpSettings, limit: Duration) -> Result<Self, Problem> {
        let url = http::check_url(url)?;
        let settings = HttpSettings {
            connect_timeout: settings.connect_timeout.min(limit),
            total_timeout: limit,
            ..settings.clone()
        };
        Ok(Self {
            client: http::client(&settings, &url, Purpose::Declare)?,
            url,
            limit,
        })
    }

    /// Posts once: the status and the beginning of the answer, or why there was none.
    pub async fn post(
        &self,
        body: String,
        beside: Beside<'_>,
        most: usize,
    ) -> Result<(u16, Untrusted), Untrusted> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in beside.headers {
            let value = HeaderValue::from_str(value).map_err(|_| Untrusted::new("bad header"))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        if let Some(bearer) = beside.bearer {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", bearer.expose_secret()))
                .map_err(|_| Untrusted::new("the bearer is no header"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let request = self
            .client
            .post(self.url.clone())
            .headers(headers)
            .body(body);
        let answer = http::send(request).await.map_err(http::Failure::cause)?;
        let status = answer.status().as_u16();
        let content = http::content(answer, most, self.limit).await;
        let said = String::from_utf8_lossy(&content.bytes).into_owned();
        Ok((status, Untrusted::new(said)))
    }
}
