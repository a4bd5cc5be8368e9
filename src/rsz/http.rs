//! How we speak HTTP: what is trusted, how long is waited, how much is read.
//!
//! Owns the library. Redirects are never followed and nothing is ever sent twice: a redirected
//! POST would hand national numbers to another host. Knows no resource of the service.

use std::error::Error as _;
use std::net::IpAddr;
use std::time::Duration;

use jiff::Timestamp;
use pkcs8::der::Decode as _;
use pkcs8::der::asn1::AnyRef;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Certificate, Client, ClientBuilder, Proxy, RequestBuilder, Response, redirect};
use secrecy::{ExposeSecret as _, SecretString};

use super::wire;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

pub use reqwest::Url;

#[cfg(test)]
mod tests;

/// Most that is read of an answer, after decompression.
pub(super) const ANSWER_LIMIT: usize = 1024 * 1024;
/// Most that is read of a problem or of a token server's answer, after decompression.
pub(super) const PROBLEM_LIMIT: usize = 64 * 1024;
/// Most of a header that is kept, in characters.
const HEADER_LIMIT: usize = 500;

/// What the configuration says about connections.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Until a connection stands, TLS included.
    pub connect_timeout: Duration,
    /// Longest silence between two pieces of an answer.
    pub request_timeout: Duration,
    /// For a request with its whole answer. A POST waits this long for its answer: a longer wait
    /// is cheaper than a doubt.
    pub total_timeout: Duration,
    /// Certification authorities beside the platform's.
    pub ca_files: Vec<CaFile>,
    /// The proxy, with its password if it wants one; without a proxy the environment says
    /// (`HTTPS_PROXY`, `NO_PROXY`). Never used for loopback addresses.
    pub proxy: Option<SecretString>,
    /// Who we are.
    pub user_agent: String,
}

/// A file of certification authorities.
#[derive(Debug, Clone)]
pub struct CaFile {
    /// What it is called, when there is something to say about it.
    pub name: Untrusted,
    /// A PEM bundle or a DER file.
    pub bytes: Vec<u8>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(15),
            total_timeout: Duration::from_mins(1),
            ca_files: Vec::new(),
            proxy: None,
            user_agent: concat!("dimonitor/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// Accepts `https`, and `http` for loopback addresses only; nothing with credentials in it.
pub fn check_url(text: &str) -> Result<Url, Problem> {
    let shown = || Untrusted::new(text).shown();
    let refuse =
        |summary| Problem::new(ProblemClass::Usage, summary).hint(Text::new("rsz-url-hint"));
    let invalid = || refuse(Text::new("rsz-url-invalid").with("url", shown()));
    let url = Url::parse(text.trim()).map_err(|_| invalid())?;
    if !url.username().is_empty() || url.password().is_some() {
        // Never with the address: it would show the password.
        return Err(refuse(Text::new("rsz-url-credentials")));
    }
    match url.scheme() {
        "https" if url.has_host() => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(refuse(Text::new("rsz-url-not-https").with("url", shown()))),
        _ => Err(invalid()),
    }
}

/// Whether a URL names this very machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || address.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
    })
}

/// What a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Sending declarations: each over a connection of its own, so that a connection that died
    /// while it was kept can never be taken for a lost answer, and never over one shared stream.
    Declare,
    /// Everything that may be asked again.
    Ask,
}

/// A client for one host.
pub(super) fn client(
    settings: &HttpSettings,
    target: &Url,
    purpose: Purpose,
) -> Result<Client, Problem> {
    let authorities = authorities(settings)?;
    let builder = Client::builder()
        .user_agent(&settings.user_agent)
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.total_timeout)
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .https_only(target.scheme() == "https")
        .gzip(true);
    let builder = match purpose {
        Purpose::Declare => builder.pool_max_idle_per_host(0).http1_only(),
        Purpose::Ask => builder.read_timeout(settings.request_timeout),
    };
    // Plain HTTP trusts nobody: a machine without any authorities can still use it.
    let builder = if target.scheme() == "http" {
        builder.tls_certs_only(authorities)
    } else {
        builder.tls_certs_merge(authorities)
    };
    proxied(builder, settings, target)?
        .build()
        .map_err(|error| {
            Problem::new(ProblemClass::Usage, Text::new("rsz-client-unusable"))
                .detail(Text::new("rsz-cause").with("cause", cause(error)))
                .hint(Text::new("rsz-client-unusable-hint"))
        })
}

fn authorities(settings: &HttpSettings) -> Result<Vec<Certificate>, Problem> {
    let mut found = Vec::new();
    for file in &settings.ca_files {
        let certificates = certificates(&file.bytes);
        if certificates.is_empty() {
            let summary = Text::new("rsz-ca-file-unusable").with("file", file.name.shown());
            let hint = Text::new("rsz-ca-file-unusable-hint");
            return Err(Problem::new(ProblemClass::Usage, summary).hint(hint));
        }
        found.extend(certificates);
    }
    Ok(found)
}

/// The certificates of a PEM bundle or a DER file; none when it is neither.
fn certificates(bytes: &[u8]) -> Vec<Certificate> {
    // The library takes any bytes for DER and stumbles over them later, without saying whose.
    if AnyRef::from_der(bytes).is_ok() {
        return Certificate::from_der(bytes).into_iter().collect();
    }
    Certificate::from_pem_bundle(bytes).unwrap_or_default()
}

fn proxied(
    builder: ClientBuilder,
    settings: &HttpSettings,
    target: &Url,
) -> Result<ClientBuilder, Problem> {
    if is_loopback(target) {
        return Ok(builder.no_proxy());
    }
    let Some(proxy) = &settings.proxy else {
        return Ok(builder);
    };
    // Never names the proxy: its URL may hold a password.
    let proxy = Proxy::all(proxy.expose_secret()).map_err(|_| {
        Problem::new(ProblemClass::Usage, Text::new("rsz-proxy-invalid"))
            .hint(Text::new("rsz-proxy-invalid-hint"))
    })?;
    Ok(builder.proxy(proxy))
}

/// Why no status line came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// Not one byte of the request was written.
    NotSent(Untrusted),
    /// Some of it may have been.
    Lost(Untrusted),
}

impl Failure {
    /// How the connection failed.
    pub(super) fn cause(self) -> Untrusted {
        match self {
            Self::NotSent(cause) | Self::Lost(cause) => cause,
        }
    }
}

/// Sends a request, once.
pub(super) async fn send(request: RequestBuilder) -> Result<Response, Failure> {
    request.send().await.map_err(|error| {
        let nothing_written = error.is_connect() || error.is_builder();
        let cause = Untrusted::new(cause(error));
        if nothing_written {
            Failure::NotSent(cause)
        } else {
            Failure::Lost(cause)
        }
    })
}

/// What was read of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Content {
    /// The bytes, decompressed.
    pub(super) bytes: Vec<u8>,
    /// How reading ended.
    pub(super) end: End,
}

/// How reading a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With its last byte.
    Complete,
    /// At the limit.
    TooLarge,
    /// The connection broke, or waiting took too long.
    Broken,
}

/// Reads a body piece by piece, never more than the limit, never longer than `patience`.
pub(super) async fn content(response: Response, limit: usize, patience: Duration) -> Content {
    let mut content = Content {
        bytes: Vec::new(),
        end: End::Broken,
    };
    // Cut off by the clock, the content keeps what has come so far.
    let reading = read_into(&mut content, response, limit);
    let _ = tokio::time::timeout(patience, reading).await;
    content
}

async fn read_into(content: &mut Content, mut response: Response, limit: usize) {
    content.end = loop {
        match response.chunk().await {
            Ok(None) => break End::Complete,
            Ok(Some(piece)) => {
                let room = limit - content.bytes.len();
                content.bytes.extend(&piece[..piece.len().min(room)]);
                if piece.len() > room {
                    break End::TooLarge;
                }
            }
            Err(_) => break End::Broken,
        }
    };
}

/// A header as text, cut to a sane length.
pub(super) fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).map(|value| {
        String::from_utf8_lossy(value.as_bytes())
            .chars()
            .take(HEADER_LIMIT)
            .collect()
    })
}

/// What an answer that is not a success says, read at this moment.
pub(super) fn said(headers: &HeaderMap, content: &Content, now: Timestamp) -> wire::Said {
    let text = |name| header(headers, name);
    let (retry_after, date) = (text(RETRY_AFTER), text(DATE));
    wire::said(
        text(CONTENT_TYPE).as_deref(),
        (retry_after.as_deref(), date.as_deref()),
        &content.bytes,
        now,
    )
}

/// The library's own words, from the outermost error to the innermost. Never a URL.
pub(super) fn cause(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_words = inner.to_string();
        if !words.contains(&inner_words) {
            words.push_str(": ");
            words.push_str(&inner_words);
        }
        source = inner.source();
    }
    words
}
