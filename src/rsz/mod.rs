//! The NSSO's REST service: OAuth, tokens, Dimona v2. The only owner of HTTP.
//!
//! This file is the seam: the engine knows [`Transport`] and the token cache, and
//! nothing of URLs, headers or JSON. What was *seen* is reported; what it *means* is
//! decided by [`crate::domain::answer`].

use async_trait::async_trait;
use jiff::civil::Date;

use crate::domain::answer::{GetSeen, PostSeen};
use crate::domain::declaration::Hours;
use crate::domain::ids::{DeclarationId, Employer, PeriodId, Ssin};
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::{KnownPeriod, Period};

pub mod assertion;
pub mod dimona;
pub mod http;
pub mod key;
pub mod oauth;
pub mod sandbox;
#[cfg(test)]
mod scripted;
pub mod token;
pub mod webhook;
pub mod wire;

pub use token::{Granted, Token, TokenCache, TokenError, TokenErrorClass, TokenKey, TokenSource};

/// Items that a search brings at most. Whoever gets as many does not know whether there are more.
pub const SEARCH_LIMIT: usize = 2_000;

/// The calls that the worker makes. Faked in tests that stop the clock.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Sends one declaration. Never follows a redirect, never sends a byte twice.
    async fn declare(&self, token: &Token, payload: &str, trace_id: &str) -> Seen<PostSeen>;

    /// Asks for the result of one declaration.
    async fn result(
        &self,
        token: &Token,
        declaration: DeclarationId,
        trace_id: &str,
    ) -> Seen<GetSeen>;

    /// Searches the declarations of an employer, all pages up to a limit of 2,000 items.
    async fn search_declarations(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundDeclaration>, CallFailed>>;

    /// Searches the periods of an employer, all pages up to a limit of 2,000 items.
    async fn search_periods(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundPeriod>, CallFailed>>;

    /// Searches the relations of an employer, all pages up to a limit of 2,000 items.
    async fn search_relations(
        &self,
        token: &Token,
        search: &Search,
        trace_id: &str,
    ) -> Seen<Result<Vec<FoundRelation>, CallFailed>>;

    /// One period; `None` when the NSSO does not know it.
    async fn period(
        &self,
        token: &Token,
        period: PeriodId,
        trace_id: &str,
    ) -> Seen<Result<Option<FoundPeriod>, CallFailed>>;
}

/// What was seen, with what the timeline keeps of the exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen<T> {
    /// What was seen.
    pub what: T,
    /// HTTP status of the (last) answer, if one came.
    pub status: Option<u16>,
    /// The NSSO's trace id.
    pub server_trace_id: Option<Untrusted>,
    /// The raw `Location` header.
    pub location: Option<Untrusted>,
    /// What the server said (a problem's title, detail and issues), or how the connection failed,
    /// in at most 2,000 characters. Never a token, never a payload.
    pub detail: Option<Untrusted>,
}

/// What to search for (rsz-rest 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// Of this employer.
    pub employer: Employer,
    /// Of this worker only.
    pub ssin: Option<Ssin>,
}

/// A declaration as the NSSO has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDeclaration {
    /// Its number.
    pub declaration: DeclarationId,
    /// The employer that it is about.
    pub employer: Option<Employer>,
    /// The worker that it is about.
    pub ssin: Option<Ssin>,
    /// The whole item as the search gave it, with the echoed block: what
    /// [`wire::same_declaration`] holds against a message of ours.
    pub body: serde_json::Value,
}

/// A period as the NSSO has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPeriod {
    /// Its number.
    pub period: PeriodId,
    /// Its employer.
    pub employer: Option<Employer>,
    /// Its worker.
    pub ssin: Option<Ssin>,
    /// First day.
    pub start: Option<Date>,
    /// Last day; open without one.
    pub end: Option<Date>,
    /// Worker type.
    pub worker_type: Option<Untrusted>,
    /// Joint committee.
    pub joint_committee: Option<Untrusted>,
    /// Begin and end on the clock.
    pub hours: Hours,
    /// Whole planned hours.
    pub planned_hours: Option<u16>,
    /// Whether the NSSO locked it.
    pub locked: bool,
    /// Whether it was withdrawn, in any of the ways in which that is said (rsz-rest 7.2).
    pub cancelled: bool,
}

impl FoundPeriod {
    /// The period as our checks take it; none when it has no first day.
    pub fn known(self) -> Option<Period> {
        let text = |code: Option<Untrusted>| code.map(|code| code.raw().to_owned());
        Some(Period {
            id: self.period,
            known: KnownPeriod {
                employer: self.employer,
                ssin: self.ssin,
                start: self.start?,
                end: self.end,
                worker_type: text(self.worker_type),
                joint_committee: text(self.joint_committee),
                hours: self.hours,
                planned_hours: self.planned_hours,
                cancelled: self.cancelled,
                locked: self.locked,
            },
        })
    }
}

/// A relation as the NSSO has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRelation {
    /// The worker.
    pub ssin: Option<Ssin>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// Why a search or a look-up brought nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallFailed {
    /// 401: the token is no longer good.
    TokenRefused,
    /// 400, 403 or 405: asking again will not help.
    Denied(u16),
    /// 429 or 503: come back later.
    Later(Option<jiff::Timestamp>),
    /// Any other status, or an answer that cannot be read.
    Fault,
    /// No answer at all.
    Unreachable,
}
