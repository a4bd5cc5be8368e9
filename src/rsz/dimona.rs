//! The Dimona service, version 2: one POST, two GETs, three searches (rsz-rest 4).
//!
//! Owns URLs, headers and what each status is called. What an answer *means* for a declaration is
//! decided by [`crate::domain::answer`]; how its body reads, by [`super::wire`].

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION,
};
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use serde_json::Value;

use super::http::{
    self, ANSWER_LIMIT, Content, End, Failure, HttpSettings, PROBLEM_LIMIT, Purpose,
};
use super::wire::{self, Said};
use super::{
    CallFailed, FoundDeclaration, FoundPeriod, FoundRelation, SEARCH_LIMIT, Search, Seen, Token,
    Transport,
};
use crate::domain::answer::{GetSeen, Location, PostAnswer, PostSeen};
use crate::domain::clock::Clock;
use crate::domain::ids::{DeclarationId, PeriodId};
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;

#[cfg(test)]
mod tests;

const TRACE_ID: HeaderName = HeaderName::from_static("belgov-trace-id");
/// Both, as errors come in a type of their own (rsz-rest 3.1).
const ACCEPTED: &str = "application/json, application/problem+json";
/// Size of a page that a client in production asks for (rsz-rest 7.1).
const PAGE_SIZE: usize = 50;
/// Most pages that a search asks for, however small they are.
const PAGE_LIMIT: usize = 100;

/// The Dimona service at one base URL.
pub struct DimonaClient {
    /// With a slash at its end, so that paths are joined below it.
    base: Url,
    declaring: Client,
    asking: Client,
    silence: Duration,
    total: Duration,
    clock: Arc<dyn Clock>,
}

impl DimonaClient {
    /// A client for the service at this base URL (`https://…/REST/dimona/v2`).
    pub fn new(
        base_url: &str,
        settings: &HttpSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Problem> {
        let base = http::check_url(&format!("{}/", base_url.trim().trim_end_matches('/')))?;
        Ok(Self {
            declaring: http::client(settings, &base, Purpose::Declare)?,
            asking: http::client(settings, &base, Purpose::Ask)?,
            base,
            silence: settings.request_timeout,
            total: settings.total_timeout,
            clock,
        })
    }

    /// A URL below the base. Our own paths always join.
    fn url(&self, path: &str) -> Url {
        self.base.join(path).unwrap_or_else(|_| self.base.clone())
    }

    /// Asks something that may be asked again, and reads the whole answer.
    async fn ask(&self, request: RequestBuilder, call: Call<'_>) -> Result<Asked, Seen<()>> {
        let response = http::send(request)
            .await
            .map_err(|failure| Seen::broken(failure.cause()))?;
        let seen = Seen::headers(&response);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let limit = if status == 200 {
            ANSWER_LIMIT
        } else {
            PROBLEM_LIMIT
        };
        let content = http::content(response, limit, self.total).await;
        let said = if status == 200 {
            Said::default()
        } else {
            self.said(&headers, &content, call)
        };
        Ok(Asked {
            seen: Seen {
                detail: said.text.clone(),
                ..seen
            },
            status,
            content,
            said,
        })
    }

    fn said(&self, headers: &HeaderMap, content: &Content, call: Call<'_>) -> Said {
        let mut said = http::said(headers, content, self.clock.now());
        said.text = said.text.map(|words| call.without_token(words));
        said
    }

    /// All pages of a search, up to the limit.
    async fn search(
        &self,
        resource: &str,
        search: &Search,
        call: Call<'_>,
    ) -> Seen<Result<Vec<Value>, CallFailed>> {
        let body = wire::search_body(search);
        let mut url = self.url(&format!("{resource}/search?page=1&pageSize={PAGE_SIZE}"));
        let mut items = Vec::new();
        let mut pages = 0;
        loop {
            let request = call
                .request(&self.asking, Method::POST, url)
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone());
            let asked = match self.ask(request, call).await {
                Ok(asked) => asked,
                Err(seen) => return seen.with(Err(CallFailed::Unreachable)),
            };
            let page = match asked.page() {
                Ok(page) => page,
                Err(failed) => return asked.seen.with(Err(failed)),
            };
            pages += 1;
            let is_empty = page.items.is_empty();
            items.extend(page.items);
            let Some(next) = page.next.filter(|_| !is_empty) else {
                return asked.seen.with(Ok(items));
            };
            if items.len() >= SEARCH_LIMIT || pages >= PAGE_LIMIT {
                items.truncate(SEARCH_LIMIT);
                return asked.seen.with(Ok(items));
            }
            match on_same_host(&self.base, &next) {
                Some(same) => url = same,
                // The filter and the token would go to somebody else.
                None => return asked.seen.with(Err(CallFailed::Fault)),
            }
        }
    }
}

/// A URL that a server named; `None` when it leads to another host.
fn on_same_host(base: &Url, named: &str) -> Option<Url> {
    let url = base.join(named.trim()).ok()?;
    (url.origin() == base.origin()).then_some(url)
}

/// What the `Location` headers of an answer name: a number below our own host, or nothing.
fn location(base: &Url, headers: &HeaderMap) -> Location {
    let mut named = headers.get_all(LOCATION).iter();
    let (Some(first), None) = (named.next(), named.next()) else {
        return match http::header(headers, LOCATION) {
            Some(one_of_many) => Location::Useless(Untrusted::new(one_of_many)),
            None => Location::Missing,
        };
    };
    let number = first
        .to_str()
        .ok()
        .and_then(|named| on_same_host(base, named))
        .and_then(|url| {
            let mut segments = url.path_segments()?;
            let last = segments.rfind(|segment| !segment.is_empty())?;
            let is_number = last.len() <= 19 && last.bytes().all(|byte| byte.is_ascii_digit());
            DeclarationId::parse(last).ok().filter(|_| is_number)
        });
    match number {
        Some(number) => Location::Number(number),
        None => Location::Useless(Untrusted::new(String::from_utf8_lossy(first.as_bytes()))),
    }
}

/// What one `Location` header names, seen from this base; none when no header can say it.
pub fn read_location(base: &Url, named: &[u8]) -> Option<Location> {
    let mut headers = HeaderMap::new();
    headers.insert(LOCATION, HeaderValue::from_bytes(named).ok()?);
    Some(location(base, &headers))
}

/// What every request of one call carries.
#[derive(Clone, Copy)]
struct Call<'a> {
    token: &'a Token,
    trace_id: &'a str,
}

impl Call<'_> {
    fn request(self, client: &Client, method: Method, url: Url) -> RequestBuilder {
        let request = client
            .request(method, url)
            .header(ACCEPT, ACCEPTED)
            .header(TRACE_ID, self.trace_id);
        match HeaderValue::try_from(format!("Bearer {}", self.token.expose())) {
            Ok(mut value) => {
                value.set_sensitive(true);
                request.header(AUTHORIZATION, value)
            }
            // A token that fits no header goes nowhere: the service answers 401.
            Err(_) => request,
        }
    }

    /// A server that repeats our token does not bring it into the timeline.
    fn without_token(self, words: Untrusted) -> Untrusted {
        let token = self.token.expose();
        if !token.is_empty() && words.raw().contains(token) {
            Untrusted::new(words.raw().replace(token, "…"))
        } else {
            words
        }
    }
}

/// An answer that was read as far as its limit.
struct Asked {
    seen: Seen<()>,
    status: u16,
    content: Content,
    said: Said,
}

impl Asked {
    fn page(&self) -> Result<wire::Page, CallFailed> {
        self.success()
            .and_then(|bytes| wire::page(bytes).ok_or(CallFailed::Fault))
    }

    /// The body of a 200, or why there is none.
    fn success(&self) -> Result<&[u8], CallFailed> {
        match (self.status, self.content.end) {
            (200, End::Complete) => Ok(&self.content.bytes),
            (200, End::Broken) => Err(CallFailed::Unreachable),
            (401, _) => Err(CallFailed::TokenRefused),
            (400 | 403 | 405, _) => Err(CallFailed::Denied(self.status)),
            (429 | 503, _) => Err(CallFailed::Later(self.said.retry_at)),
            _ => Err(CallFailed::Fault),
        }
    }

    fn result(&self, asked: DeclarationId) -> GetSeen {
        let status = self.status;
        match (status, self.content.end) {
            (200, End::Complete) => wire::result(asked, &self.content.bytes),
            (200, End::TooLarge) => GetSeen::NotBelieved(wire::plain(&self.content.bytes)),
            (200, End::Broken) => GetSeen::Unreachable,
            (404, _) => GetSeen::NotReady,
            (401, _) => GetSeen::TokenRefused,
            (400 | 403 | 405, _) => GetSeen::Denied {
                status,
                problem: self.said.problem.clone(),
            },
            (429 | 503, _) => GetSeen::Later {
                status,
                retry_at: self.said.retry_at,
            },
            _ => GetSeen::Fault { status },
        }
    }
}

impl Seen<()> {
    fn broken(cause: Untrusted) -> Self {
        Self {
            what: (),
            status: None,
            server_trace_id: None,
            location: None,
            detail: Some(cause),
        }
    }

    fn headers(response: &Response) -> Self {
        let headers = response.headers();
        Self {
            what: (),
            status: Some(response.status().as_u16()),
            server_trace_id: http::header(headers, TRACE_ID).map(Untrusted::new),
            location: http::header(headers, LOCATION).map(Untrusted::new),
            detail: None,
        }
    }

    fn with<T>(self, what: T) -> Seen<T> {
        Seen {
            what,
            status: self.status,
            server_trace_id: self.server_trace_id,
            location: self.location,
            detail: self.detail,
        }
    }
}

impl Seen<Result<Vec<Value>, CallFailed>> {
    /// Reads every item; one that names nothing is left out.
    fn each<T>(self, read: impl Fn(Value) -> Option<T>) -> Seen<Result<Vec<T>, CallFailed>> {
        Seen {
            what: self
                .what
                .map(|items| items.into_iter().filter_map(read).collect()),
            status: self.status,
            server_trace_id: self.server_trace_id,
            location: self.location,
            detail: self.detail,
        }
    }
}

#[async_trait]
impl Transport for DimonaClient {
    async fn declare(&self, token: &Token, payload: &str, trace_id: &str) -> Seen<PostSeen> {
        let call = Call { token, trace_id };
        let request = call
            .request(&self.declaring, Method::POST, self.url("declarations"))
            .header(CONTENT_TYPE, "application/json")
            .body(payload.to_owned());
        if fail_point!("connect") {
            return Seen::broken(Untrusted::default()).with(PostSeen::NotSent);
        }
        let response = match http::send(request).await {
            Ok(response) => response,
            Err(failure) => {
                let what = match failure {
                    Failure::NotSent(_) => PostSeen::NotSent,
                    Failure::Lost(_) => PostSeen::Lost,
                };
                return Seen::broken(failure.cause()).with(what);
            }
        };
        if fail_point!("header") {
            return Seen::broken(Untrusted::default()).with(PostSeen::Lost);
        }
        let seen = Seen::headers(&response);
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let location = location(&self.base, &headers);
        // The number is all that is wanted of a 201, and nothing more may delay its recording.
        let is_done = status == 201 && matches!(location, Location::Number(_));
        let said = if is_done {
            Said::default()
        } else {
            let mut content = http::content(response, PROBLEM_LIMIT, self.silence).await;
            if fail_point!("body") {
                content.bytes.clear();
            }
            self.said(&headers, &content, call)
        };
        let answer = PostAnswer {
            status,
            location,
            problem: said.problem,
            retry_at: said.retry_at,
        };
        Seen {
            detail: said.text,
            ..seen
        }
        .with(PostSeen::Answered(answer))
    }

    async fn result(
        &self,
        token: &Token,
        declaration: DeclarationId,
        trace_id: &str,
    ) -> Seen<GetSeen> {
        let call = Call { token, trace_id };
        let url = self.url(&format!("declarations/{declaration}"));
        let request = call.request(&self.asking, Method::GET, url);
        if fail_point!("get") {
            return Seen::broken(Untrusted::default()).with(GetSeen::Unreachable);
        }
        match self.ask(request, call).await {
            Ok(asked) => {
                let what = asked.result(declaration);
                asked.seen.with(what)
            }
            Err(seen) => seen.with(GetSeen::Unreachable),
        }
    }

    async fn search_declarations(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>> {
        let call = Call { token, trace_id };
        let seen = self.search("declarations", search, call).await;
        let mut found = seen.each(wire::declaration);
        // Pages shift when something is declared meanwhile: one declaration is one match.
        if let Ok(found) = &mut found.what {
            let mut known = HashSet::new();
            found.retain(|declaration| known.insert(declaration.declaration));
        }
        found
    }

    async fn search_periods(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundPeriod>, CallFailed>> {
        let call = Call { token, trace_id };
        let seen = self.search("periods", search, call).await;
        seen.each(|item| wire::period(&item))
    }

    async fn search_relations(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundRelation>, CallFailed>> {
        let call = Call { token, trace_id };
        let seen = self.search("relations", search, call).await;
        seen.each(|item| wire::relation(&item))
    }

    async fn period(
        &self,
        token: &Token,
        period: PeriodId,
        trace_id: &str,
    ) -> Seen<Result<Option<FoundPeriod>, CallFailed>> {
        let call = Call { token, trace_id };
        let url = self.url(&format!("periods/{}", period.value()));
        let request = call.request(&self.asking, Method::GET, url);
        let asked = match self.ask(request, call).await {
            Ok(asked) => asked,
            Err(seen) => return seen.with(Err(CallFailed::Unreachable)),
        };
        if asked.status == 404 {
            return asked.seen.with(Ok(None));
        }
        let found = asked.success().and_then(|bytes| {
            wire::read_json(bytes)
                .and_then(|value| wire::period(&value))
                .filter(|found| found.period == period)
                .map(Some)
                .ok_or(CallFailed::Fault)
        });
        asked.seen.with(found)
    }
}
