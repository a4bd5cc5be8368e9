//! Certificates in the JSON contract: `cert inspect`, and those of an account.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Failure, VERSION};
use crate::cli::output::Output;
use crate::domain::chaman::{Check, Expiry};
use crate::domain::problem::Problem;
use crate::domain::report::{CertFacts, CertSummary, KeyStatus};
use crate::domain::untrusted::Untrusted;

/// What a certificate says.
#[derive(Debug, Serialize)]
pub struct Facts<'a> {
    owner: &'a Untrusted,
    company: &'a Untrusted,
    issuer: &'a Untrusted,
    serial: &'a str,
    serial_hex: &'a str,
    sha256: &'a str,
    sha1: &'a str,
    key: &'a str,
    digest: &'a str,
    key_usage: Option<&'a [String]>,
    self_signed: bool,
    not_before: Timestamp,
    not_after: Timestamp,
    days_left: i64,
}

impl<'a> Facts<'a> {
    /// The contract's view of a certificate at a moment.
    pub fn new(facts: &'a CertFacts, now: Timestamp) -> Self {
        Self {
            owner: &facts.owner,
            company: &facts.company,
            issuer: &facts.issuer,
            serial: &facts.serial,
            serial_hex: &facts.serial_hex,
            sha256: &facts.sha256,
            sha1: &facts.sha1,
            key: &facts.key,
            digest: &facts.digest,
            key_usage: facts.key_usage.as_deref(),
            self_signed: facts.self_signed,
            not_before: facts.not_before,
            not_after: facts.not_after,
            days_left: days_left(facts, now),
        }
    }
}

/// Whole days until the end, rounded down: negative from the moment at which it has ended.
pub fn days_left(facts: &CertFacts, now: Timestamp) -> i64 {
    let left = facts.not_after.duration_since(now);
    left.as_secs()
        .div_euclid(SignedDuration::from_hours(24).as_secs())
}

/// A rule of Chaman, held against a certificate.
#[derive(Debug, Serialize)]
pub struct RuleCheck {
    rule: &'static str,
    verdict: &'static str,
    reason: String,
    hint: Option<String>,
}

impl RuleCheck {
    /// The contract's view of a check.
    pub fn new(check: &Check, out: &Output<'_>) -> Self {
        Self {
            rule: check.rule.as_str(),
            verdict: check.verdict.as_str(),
            reason: out.words(&check.reason),
            hint: check.hint.as_ref().map(|hint| out.words(hint)),
        }
    }
}

/// A certificate in a file: `cert inspect`.
#[derive(Debug, Serialize)]
pub struct Inspected<'a> {
    v: u8,
    file: &'a str,
    /// Place in the file, from 1.
    index: usize,
    #[serde(flatten)]
    facts: Facts<'a>,
    checks: Vec<RuleCheck>,
}

impl<'a> Inspected<'a> {
    /// The certificate at this place of a file.
    pub fn new(file: &'a str, index: usize, facts: Facts<'a>, checks: Vec<RuleCheck>) -> Self {
        Self {
            v: VERSION,
            file,
            index,
            facts,
            checks,
        }
    }
}

/// A file without any certificate that could be read: `cert inspect`.
#[derive(Debug, Serialize)]
pub struct Unreadable<'a> {
    v: u8,
    file: &'a str,
    error: Failure,
}

impl<'a> Unreadable<'a> {
    /// Why a file cannot be read.
    pub fn new(file: &'a str, problem: &Problem, out: &Output<'_>) -> Self {
        Self {
            v: VERSION,
            file,
            error: Failure::new(problem, out),
        }
    }
}

/// A certificate of an account: `account show`.
#[derive(Debug, Serialize)]
pub struct AccountCertificate<'a> {
    name: Option<&'a Untrusted>,
    file: &'a Untrusted,
    #[serde(flatten)]
    facts: Option<Facts<'a>>,
    error: Option<Failure>,
    checks: Vec<RuleCheck>,
    expires_on: Option<Date>,
    last_working_day: Option<Date>,
    private_key: &'static str,
    private_key_error: Option<Failure>,
    in_chaman: Option<bool>,
}

impl<'a> AccountCertificate<'a> {
    /// The contract's view of a certificate of an account.
    pub fn new(summary: &'a CertSummary, now: Timestamp, out: &Output<'_>) -> Self {
        let (private_key, unusable) = match &summary.key {
            KeyStatus::NotKept => ("not_kept", None),
            KeyStatus::Unusable(problem) => ("unusable", Some(problem)),
            KeyStatus::Differs => ("differs", None),
            KeyStatus::Matches => ("matches", None),
        };
        let checks = summary.checks.iter();
        Self {
            name: summary.name.as_ref(),
            file: &summary.file,
            facts: summary
                .state
                .as_ref()
                .ok()
                .map(|facts| Facts::new(facts, now)),
            error: summary
                .state
                .as_ref()
                .err()
                .map(|problem| Failure::new(problem, out)),
            checks: checks.map(|check| RuleCheck::new(check, out)).collect(),
            expires_on: summary.expiry.map(|expiry| expiry.day),
            last_working_day: summary.expiry.map(last_working_day),
            private_key,
            private_key_error: unusable.map(|problem| Failure::new(problem, out)),
            in_chaman: summary.in_chaman,
        }
    }
}

/// The last day on which people work before a certificate ends, which may be its last day.
fn last_working_day(expiry: Expiry) -> Date {
    expiry.last_working_day.unwrap_or(expiry.day)
}
