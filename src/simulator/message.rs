//! A posted declaration: what must be in it, and what the simulator keeps of it (rsz-rest 5).
//!
//! Only what can be told from the message alone. What needs the personnel file is found in `rules`.

use jiff::civil::Date;
use jiff::civil::Time;
use serde::Deserialize;
use serde_json::Value;

use super::anomalies::Code;
use super::fields::{Object, Report, Strictness};
use super::identifiers;
use super::period::{Features, Terms};
use super::problem::{Issue, IssueKind};

mod person;

const LARGEST_PERIOD: u64 = 999_999_999_999;

/// The four kinds of declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Announces a start and creates the period.
    In,
    /// Closes an open period.
    Out,
    /// Changes a period.
    Update,
    /// Withdraws a period.
    Cancel,
}

impl Kind {
    /// Every kind with the member of the message that holds it.
    const BLOCKS: [(Self, &'static str); 4] = [
        (Self::In, "dimonaIn"),
        (Self::Out, "dimonaOut"),
        (Self::Update, "dimonaUpdate"),
        (Self::Cancel, "dimonaCancel"),
    ];

    /// The kind of the first block found, without any check.
    pub(super) fn guess(body: &Value) -> Option<Self> {
        let found = Self::BLOCKS
            .iter()
            .find(|(_, block)| body.get(block).is_some());
        found.map(|(kind, _)| *kind)
    }

    /// The member of the message that holds this kind.
    pub(super) fn block(self) -> &'static str {
        match self {
            Self::In => "dimonaIn",
            Self::Out => "dimonaOut",
            Self::Update => "dimonaUpdate",
            Self::Cancel => "dimonaCancel",
        }
    }
}

/// A declaration that fits the interface description.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    In(Box<Entry>),
    Out { period: u64, end: Date },
    Update { period: u64, change: Change },
    Cancel { period: u64 },
}

/// The content of an IN.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) employer: EmployerReference,
    pub(super) worker: Worker,
    pub(super) terms: Terms,
    pub(super) features: Features,
    pub(super) has_place_of_work: bool,
    /// What the interface description lets pass and the glossary does not.
    pub(super) misfits: Vec<Code>,
}

/// How a message names its employer: one number or both.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct EmployerReference {
    pub(super) nsso: Option<u64>,
    pub(super) enterprise: Option<Box<str>>,
}

/// The worker of an IN.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Worker {
    Known(Box<str>),
    /// No SSIN: Sigedis must identify the person.
    Unidentified {
        family_name: Box<str>,
        given_name: Box<str>,
        birth_date: Box<str>,
        woman: bool,
    },
}

/// The content of an UPDATE: what is absent stays, but for the end date (rsz-rest A-22).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Change {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) start_hour: Option<Time>,
    pub(super) end_hour: Option<Time>,
    pub(super) planned: Option<u32>,
}

impl Message {
    /// Reads a body, or tells everything that is wrong with it.
    pub(super) fn parse(body: &Value, strictness: Strictness) -> Result<Self, Vec<Issue>> {
        let report = Report::new(strictness);
        let message = read(&report, body);
        let message = message.map(|message| message.with_misfits(&report));
        let issues = report.into_issues();
        match message {
            Some(message) if issues.is_empty() => Ok(message),
            _ => Err(issues),
        }
    }

    fn with_misfits(mut self, report: &Report) -> Self {
        if let Self::In(entry) = &mut self {
            entry.misfits = report.misfits();
        }
        self
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::In(_) => Kind::In,
            Self::Out { .. } => Kind::Out,
            Self::Update { .. } => Kind::Update,
            Self::Cancel { .. } => Kind::Cancel,
        }
    }

    /// The period an OUT, UPDATE or CANCEL is about.
    pub(super) fn period(&self) -> Option<u64> {
        match self {
            Self::In(_) => None,
            Self::Out { period, .. } | Self::Update { period, .. } | Self::Cancel { period } => {
                Some(*period)
            }
        }
    }
}

fn read(report: &Report, body: &Value) -> Option<Message> {
    let top = report.top(body)?;
    let present: Vec<Kind> = Kind::BLOCKS
        .iter()
        .filter(|(_, block)| top.has(block))
        .map(|(kind, _)| *kind)
        .collect();
    let [kind] = present[..] else {
        let detail = "exactly one of dimonaIn, dimonaOut, dimonaUpdate, dimonaCancel is required";
        report.add(IssueKind::SchemaViolation, "", detail, None);
        return None;
    };
    let block = top.object(kind.block());
    let message = match kind {
        Kind::In => read_in(&top, block),
        Kind::Out => block.and_then(read_out),
        Kind::Update => block.and_then(read_update),
        Kind::Cancel => block.and_then(read_cancel),
    };
    top.finish();
    message
}

fn read_in(top: &Object<'_>, block: Option<Object<'_>>) -> Option<Message> {
    top.require("employer");
    top.require("worker");
    let employer = top.object("employer").map(read_employer);
    let worker = top.object("worker").and_then(person::read_worker);
    let block = block?;
    block.require("startDate");
    block.require("features");
    let start = block.date("startDate");
    let change = read_change(&block);
    let features = block.object("features").and_then(read_features);
    let place = block.object("studentPlaceOfWork");
    let has_place_of_work = place.is_some();
    if let Some(place) = place {
        place.limited("name", 96, "00776-003");
        if let Some(address) = place.object("address") {
            person::read_address(address, &person::WORKPLACE);
        }
        place.finish();
    }
    block.finish();
    let terms = Terms {
        start: start?,
        end: change.end,
        start_hour: change.start_hour,
        end_hour: change.end_hour,
        planned: change.planned,
    };
    Some(Message::In(Box::new(Entry {
        employer: employer?,
        worker: worker?,
        terms,
        features: features?,
        has_place_of_work,
        misfits: Vec::new(),
    })))
}

fn read_out(block: Object<'_>) -> Option<Message> {
    block.require("endDate");
    let (period, end) = (read_period(&block), block.date("endDate"));
    block.finish();
    let (period, end) = (period?, end?);
    Some(Message::Out { period, end })
}

fn read_update(block: Object<'_>) -> Option<Message> {
    let period = read_period(&block);
    let start = block.date("startDate");
    let change = Change {
        start,
        ..read_change(&block)
    };
    block.finish();
    period.map(|period| Message::Update { period, change })
}

fn read_cancel(block: Object<'_>) -> Option<Message> {
    let period = read_period(&block);
    block.finish();
    period.map(|period| Message::Cancel { period })
}

fn read_period(block: &Object<'_>) -> Option<u64> {
    block.require("periodId");
    block.integer("periodId", 1, LARGEST_PERIOD)
}

/// Everything IN and UPDATE have in common; the start date is read by the caller.
fn read_change(block: &Object<'_>) -> Change {
    Change {
        start: None,
        end: block.date("endDate"),
        start_hour: block.hour("startHour"),
        end_hour: block.hour("endHour"),
        planned: block
            .integer("plannedHoursNumber", 1, u64::from(u32::MAX))
            .and_then(|hours| u32::try_from(hours).ok()),
    }
}

fn read_features(features: Object<'_>) -> Option<Features> {
    features.require("workerType");
    features.require("jointCommissionNumber");
    let worker_type = features.text("workerType");
    let commission = features.text("jointCommissionNumber");
    features.finish();
    Some(Features {
        worker_type: worker_type?.into(),
        commission: commission?.into(),
    })
}

/// Also used by the searches, which name employers the same way.
pub(super) fn read_employer(employer: Object<'_>) -> EmployerReference {
    let nsso = employer.integer("employerId", 197, 5_999_999_999);
    let enterprise = employer.digits("enterpriseNumber", 10);
    if !employer.has("employerId") && !employer.has("enterpriseNumber") {
        employer.violation("employerId", "or enterpriseNumber is required");
    }
    if nsso.is_some_and(|number| !identifiers::is_nsso_number(number)) {
        employer.invalid("employerId", "is no NSSO number");
    }
    if enterprise.is_some_and(|number| !identifiers::is_enterprise_number(number)) {
        employer.invalid("enterpriseNumber", "is no enterprise number");
    }
    employer.finish();
    EmployerReference {
        nsso,
        enterprise: enterprise.map(Into::into),
    }
}

/// An SSIN that fits its check pair; anything else is booked.
pub(super) fn read_ssin<'a>(worker: &Object<'a>) -> Option<&'a str> {
    let ssin = worker.digits("ssin", 11)?;
    if !identifiers::is_ssin(ssin) {
        worker.invalid("ssin", "is no social-security number");
    }
    Some(ssin)
}
