//! The JSON contract of `--json`, version 1.
//!
//! Every object carries `"v": 1`. Within a version members are only ever added. Numbers
//! of declarations and periods are JSON integers; moments are RFC 3339 in UTC; dates are
//! `YYYY-MM-DD`; absent values are `null`. National numbers are masked unless a command
//! was told to reveal them.

pub mod certificate;
pub mod plan;
pub mod register;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::value::RawValue;

use super::output::Output;
use crate::domain::actor::Person;
use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::problem::Problem;
use crate::domain::report::{Exchange, InWork, JournalEntry, QueueRow, Timeline};
use crate::domain::untrusted::Untrusted;

/// The version of the contract.
pub const VERSION: u8 = 1;

/// A failure, in the operator's language.
#[derive(Debug, Serialize)]
pub struct Failure {
    summary: String,
    detail: Option<String>,
    hint: Option<String>,
}

impl Failure {
    /// The contract's view of a problem.
    pub fn new(problem: &Problem, out: &Output<'_>) -> Self {
        let words = |text| out.words(text);
        Self {
            summary: words(&problem.summary),
            detail: problem.detail.as_ref().map(words),
            hint: problem.hint.as_ref().map(words),
        }
    }
}

/// One submission: `queue list`, `queue show`, `submit`.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    v: u8,
    id: i64,
    reference: Option<&'a Untrusted>,
    state: &'static str,
    doubt: Option<&'static str>,
    kind: &'static str,
    worker_type: Option<&'a Untrusted>,
    employer: Option<&'a str>,
    worker: Option<&'a Untrusted>,
    ssin: Option<String>,
    start_date: Option<Date>,
    end_date: Option<Date>,
    deadline: Option<Timestamp>,
    account: &'a str,
    declaration_id: Option<i64>,
    period_id: Option<u64>,
    codes: &'a [Untrusted],
    attempts: Attempts<'a>,
    polls: u32,
    look_ups: u32,
    next_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
    submitted_at: Option<Timestamp>,
    #[serde(flatten)]
    links: Links,
}

/// What it has to do with other submissions, and what was decided about its end.
#[derive(Debug, Serialize)]
struct Links {
    supersedes: Option<i64>,
    replaced_by: Option<i64>,
    waits_for: Option<i64>,
    decision: Option<&'static str>,
}

impl From<&QueueRow> for Links {
    fn from(row: &QueueRow) -> Self {
        let number = |id: Option<SubmissionId>| id.map(|id| id.0);
        Self {
            supersedes: number(row.supersedes),
            replaced_by: number(row.replaced_by),
            waits_for: number(row.waits_for),
            decision: row.decision.map(Decision::as_str),
        }
    }
}

/// One of the submissions that belong together, oldest first.
#[derive(Debug, Serialize)]
struct Link {
    id: i64,
    kind: &'static str,
    state: &'static str,
    #[serde(flatten)]
    links: Links,
}

impl From<&QueueRow> for Link {
    fn from(row: &QueueRow) -> Self {
        Self {
            id: row.id.0,
            kind: row.kind.as_str(),
            state: row.state.as_str(),
            links: Links::from(row),
        }
    }
}

impl<'a> From<&'a QueueRow> for Row<'a> {
    fn from(row: &'a QueueRow) -> Self {
        Self {
            v: VERSION,
            id: row.id.0,
            reference: row.reference.as_ref(),
            state: row.state.as_str(),
            doubt: row.doubt.map(crate::domain::lifecycle::Doubt::as_str),
            kind: row.kind.as_str(),
            worker_type: row.worker_type.as_ref(),
            employer: row.employer.as_deref(),
            worker: row.worker.as_ref(),
            ssin: row.ssin.map(|ssin| ssin.to_string()),
            start_date: row.start,
            end_date: row.end,
            deadline: row.deadline,
            account: &row.account,
            declaration_id: row
                .declaration
                .map(crate::domain::ids::DeclarationId::value),
            period_id: row.period.map(crate::domain::ids::PeriodId::value),
            codes: &row.codes,
            attempts: Attempts::Count(row.attempts),
            polls: row.polls,
            look_ups: row.look_ups,
            next_at: row.next_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            links: Links::from(row),
        }
    }
}

/// The POSTs begun: how many, or in `queue show` each exchange (POST, GET and search), oldest first.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Attempts<'a> {
    Count(u32),
    List(Vec<Attempt<'a>>),
}

/// One row of the input of `submit`: what became of it, and the submission if there is one.
#[derive(Debug, Serialize)]
pub struct Submitted<'a> {
    /// Place in the input, from 1.
    pub row: usize,
    /// `queued`, `known`, `duplicate`, `superseded`, `invalid` or `not_written`.
    pub outcome: &'static str,
    /// What the checks found.
    pub problems: Vec<Finding>,
    /// The submission.
    #[serde(flatten)]
    pub submission: Option<Row<'a>>,
    /// The submission that stands in the way: the live one, or the one that was faster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<i64>,
    /// Who handed in the one that was faster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_actor: Option<Untrusted>,
    /// How many seconds before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_seconds: Option<u64>,
    /// Stands in for the version when there is no submission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub v: Option<u8>,
}

/// The verdict on one row of the input: `validate`, `submit --dry-run`.
#[derive(Debug, Serialize)]
pub struct Verdict {
    /// The version of the contract.
    pub v: u8,
    /// Place in the input, from 1.
    pub row: usize,
    /// Line of the input on which it begins, from 1.
    pub line: u64,
    /// The caller's reference.
    pub reference: Option<String>,
    /// Whether it would be queued.
    pub valid: bool,
    /// What the checks found.
    pub problems: Vec<Finding>,
}

/// One finding of the checks.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The field at fault, by its column name.
    pub field: Option<String>,
    /// The anomaly that the NSSO would answer.
    pub code: Option<&'static str>,
    /// `error`, `refusal`, `warning` or `advice`.
    pub severity: &'static str,
    /// What is wrong, in the operator's language.
    pub message: String,
}

/// A submission with everything that happened to it: `queue show`.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    payload: Option<Box<RawValue>>,
    answer: Option<Box<RawValue>>,
    anomalies: Vec<Anomaly<'a>>,
    /// Every change, oldest first.
    events: Vec<Entry<'a>>,
    /// Every submission that belongs to it, itself included; empty when it stands alone.
    chain: Vec<Link>,
    /// Who else is correcting it.
    in_work: Option<Other<'a>>,
    /// What was given with it and is not in the message, by column name.
    not_sent: BTreeMap<&'static str, String>,
}

/// A correction that another person has begun.
#[derive(Debug, Serialize)]
struct Other<'a> {
    by: &'a Untrusted,
    at: Timestamp,
    left: bool,
}

#[derive(Debug, Serialize)]
struct Anomaly<'a> {
    code: &'a Untrusted,
    labels: &'a BTreeMap<String, Untrusted>,
}

#[derive(Debug, Serialize)]
struct Attempt<'a> {
    method: &'static str,
    at: Timestamp,
    duration_ms: Option<u64>,
    status: Option<u16>,
    outcome: Option<&'a str>,
    trace_id: &'a str,
    server_trace_id: Option<&'a Untrusted>,
    detail: Option<&'a Untrusted>,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    at: Timestamp,
    actor: &'a str,
    /// The person, when it was one.
    who: Option<Person>,
    event: &'a str,
    from: Option<&'static str>,
    to: Option<&'static str>,
    reason: Option<&'a Untrusted>,
}

impl<'a> Shown<'a> {
    /// The contract's view of a timeline; `spell` masks national numbers, or does not.
    pub fn new(
        timeline: &'a Timeline,
        in_work: Option<&'a InWork>,
        spell: &dyn Fn(&str) -> String,
    ) -> Self {
        let raw = |text: &Option<Untrusted>| text.as_ref().map(|text| raw_json(&spell(text.raw())));
        let attempts = Attempts::List(timeline.attempts.iter().map(attempt).collect());
        Self {
            row: Row {
                attempts,
                ..Row::from(&timeline.row)
            },
            payload: raw(&timeline.payload),
            answer: raw(&timeline.answer),
            anomalies: timeline
                .anomalies
                .iter()
                .map(|anomaly| Anomaly {
                    code: &anomaly.code,
                    labels: &anomaly.labels,
                })
                .collect(),
            events: timeline.events.iter().map(event).collect(),
            chain: timeline.chain.iter().map(Link::from).collect(),
            in_work: in_work.map(|one| Other {
                by: &one.by,
                at: one.at,
                left: one.is_left,
            }),
            not_sent: timeline
                .not_sent()
                .into_iter()
                .map(|(field, text)| (field.column(), spell(text)))
                .collect(),
        }
    }
}

/// JSON as it came, or a JSON string of it when it is not JSON.
fn raw_json(text: &str) -> Box<RawValue> {
    serde_json::from_str(text)
        .unwrap_or_else(|_| serde_json::value::to_raw_value(text).expect("a string is JSON"))
}

fn attempt(exchange: &Exchange) -> Attempt<'_> {
    Attempt {
        method: exchange.method.as_str(),
        at: exchange.at,
        duration_ms: exchange.duration_ms,
        status: exchange.status,
        outcome: exchange.outcome.as_deref(),
        trace_id: &exchange.trace_id,
        server_trace_id: exchange.server_trace_id.as_ref(),
        detail: exchange.detail.as_ref(),
    }
}

fn event(entry: &JournalEntry) -> Entry<'_> {
    Entry {
        at: entry.at,
        actor: &entry.actor,
        who: Person::read(&entry.actor),
        event: &entry.event,
        from: entry.from.map(crate::domain::lifecycle::StateKind::as_str),
        to: entry.to.map(crate::domain::lifecycle::StateKind::as_str),
        reason: entry.reason.as_ref(),
    }
}
