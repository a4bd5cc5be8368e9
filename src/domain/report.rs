//! What front ends may know: plain values, cheap to clone, without any behaviour of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

mod certificate;
mod form;
mod in_work;
mod outage;
mod sort;
mod successor;
mod timeline;

pub use certificate::{CertFacts, CertSummary, KeyStatus, TimeLeft};
pub use form::{EmployerChoice, KeptDraft, PeriodSearch};
pub use in_work::InWork;
pub use outage::{FailedTry, TriesQuery};
pub use sort::{Sort, SortColumn};
pub use successor::{Entered, Successor};
pub use timeline::{Exchange, Method, Timeline};

use super::chaman::{self, Channel, PermissionId};
use super::decision::{Decided, Decision};
use super::draft::Kind;
use super::environment::Environment;
use super::ids::{DeclarationId, PeriodId, SenderNumber, Ssin, SubmissionId};
use super::lifecycle::{Doubt, StateKind};
use super::problem::Problem;
use super::untrusted::Untrusted;

/// One row of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// Its number in our queue.
    pub id: SubmissionId,
    /// The caller's own reference.
    pub reference: Option<Untrusted>,
    /// Where it stands.
    pub state: StateKind,
    /// Why nobody knows whether it was taken, when that is so.
    pub doubt: Option<Doubt>,
    /// What is declared.
    pub kind: Kind,
    /// Code of the worker type; an OUT, UPDATE or CANCEL has none.
    pub worker_type: Option<Untrusted>,
    /// The employer's number, as the caller gave it.
    pub employer: Option<String>,
    /// The worker's name, family name first.
    pub worker: Option<Untrusted>,
    /// The worker's number.
    pub ssin: Option<Ssin>,
    /// First day that it speaks of.
    pub start: Option<Date>,
    /// Last day that it speaks of.
    pub end: Option<Date>,
    /// Until when it is in time, if that can be told (dimona.md 8.1).
    pub deadline: Option<Timestamp>,
    /// The account that sends it.
    pub account: String,
    /// The number that the NSSO gave the declaration.
    pub declaration: Option<DeclarationId>,
    /// The period that it created or touches.
    pub period: Option<PeriodId>,
    /// Anomaly codes of the answer.
    pub codes: Vec<Untrusted>,
    /// The submission that this one replaces.
    pub supersedes: Option<SubmissionId>,
    /// The submission that replaces this one.
    pub replaced_by: Option<SubmissionId>,
    /// The submission that must be accepted before this one may be sent.
    pub waits_for: Option<SubmissionId>,
    /// What a person decided about its end.
    pub decision: Option<Decision>,
    /// POSTs begun.
    pub attempts: u32,
    /// GETs made.
    pub polls: u32,
    /// Searches made for a lost answer.
    pub look_ups: u32,
    /// When the worker comes back to it.
    pub next_at: Option<Timestamp>,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When the NSSO took it in.
    pub submitted_at: Option<Timestamp>,
}

/// Which rows, in which order, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueQuery {
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Which part.
    pub window: Window,
}

/// A choice of rows; an empty filter chooses all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// In one of these states; any when empty.
    pub states: Vec<StateKind>,
    /// Of one of these kinds; any when empty.
    pub kinds: Vec<Kind>,
    /// Of this worker type.
    pub worker_type: Option<String>,
    /// Of this employer (digits of either number).
    pub employer: Option<String>,
    /// Of this worker.
    pub ssin: Option<Ssin>,
    /// Whose answer has this anomaly code.
    pub code: Option<String>,
    /// With this reference.
    pub reference: Option<String>,
    /// Only those for which a lost answer was searched for at least once.
    pub looked_up: bool,
    /// Changed at this moment or later.
    pub since: Option<Timestamp>,
    /// Whose deadline comes before this moment.
    pub due_before: Option<Timestamp>,
    /// By what a person decided about its end.
    pub decided: Option<Decided>,
    /// Sent by this account.
    pub account: Option<String>,
    /// One of these submissions; any when empty.
    pub ids: Vec<SubmissionId>,
    /// Chosen by none of these.
    pub not: Vec<Filter>,
    /// Whose number, reference, worker's name or employer contains this text, in any case.
    pub text: Option<String>,
}

/// A part of the ordered rows, found by a row and not by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Where it lies.
    pub anchor: Anchor,
    /// At most this many rows.
    pub rows: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            anchor: Anchor::First,
            rows: 100,
        }
    }
}

/// Where a window lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At the beginning.
    First,
    /// At the end.
    Last,
    /// With this row in its middle; at the beginning when the row is not chosen by the filter.
    Around(SubmissionId),
    /// Behind this row, without it: for those who walk through all rows.
    After(SubmissionId),
    /// With the row of this place in its middle; the first one has place 0.
    At(u64),
}

/// A window of rows with where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueuePage {
    /// Rows that the filter chooses.
    pub total: Total,
    /// Rows before the first of this page; none when counting them would take too long for an
    /// answer that somebody waits for: [`PlaceQuery`] tells.
    pub offset: Option<u64>,
    /// The rows.
    pub rows: Vec<QueueRow>,
}

/// How many rows a filter chooses, as far as it was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exact(u64),
    /// So many or more: [`PlaceQuery`] tells.
    AtLeast(u64),
}

impl Total {
    /// As far as it was counted.
    pub fn known(self) -> u64 {
        match self {
            Self::Exact(rows) | Self::AtLeast(rows) => rows,
        }
    }

    /// The number, when nothing is left to count.
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Exact(rows) => Some(rows),
            Self::AtLeast(_) => None,
        }
    }
}

impl Default for Total {
    fn default() -> Self {
        Self::Exact(0)
    }
}

/// What may take long to count: how many rows there are, and how many come before one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceQuery {
    /// Which rows.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Before which row.
    pub row: Option<SubmissionId>,
}

/// The answer to a [`PlaceQuery`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Rows that the filter chooses.
    pub total: u64,
    /// Rows before the row, when the filter chooses it.
    pub before: Option<u64>,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its place in the journal.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Which worker or person.
    pub actor: String,
    /// The submission that changed, if one did.
    pub submission: Option<SubmissionId>,
    /// What happened.
    pub event: String,
    /// The state before.
    pub from: Option<StateKind>,
    /// The state after.
    pub to: Option<StateKind>,
    /// The reason that a person gave.
    pub reason: Option<Untrusted>,
}

/// How many submissions stand where; kept by the store, not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(pub BTreeMap<StateKind, u64>);

impl Counts {
    /// Submissions in this state.
    pub fn of(&self, state: StateKind) -> u64 {
        self.0.get(&state).copied().unwrap_or(0)
    }

    /// All submissions.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// Everything that the dashboard shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dashboard {
    /// By state.
    pub counts: Counts,
    /// Anomaly codes of refused submissions that nobody has decided about, most frequent first.
    pub refused_codes: Vec<(Untrusted, u64)>,
    /// Ends that still need a person, by state.
    pub undecided: Counts,
    /// The oldest submission in doubt: since when.
    pub oldest_doubt: Option<Timestamp>,
    /// Submissions that may still be late, whose deadline is past or less than an hour ahead.
    pub due_soon: u64,
    /// Settled since midnight, Belgian time, by state.
    pub settled_today: Counts,
    /// Submissions taken in during each of the last minutes, oldest first.
    pub taken_per_minute: Vec<u64>,
    /// Median and 95th percentile of the time to a verdict over the latest settled, in milliseconds.
    pub answer_times_ms: Option<(u64, u64)>,
    /// The latest changes.
    pub latest: Vec<QueueRow>,
    /// Who polls.
    pub worker: WorkerStatus,
    /// The accounts of the configuration.
    pub accounts: Vec<AccountStatus>,
    /// The certificates of the configuration, by days left.
    pub certificates: Vec<CertSummary>,
}

/// Who sends and polls for this store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum WorkerStatus {
    /// This process.
    Here,
    /// Another process.
    Elsewhere {
        /// Host name.
        host: String,
        /// Process number.
        pid: u32,
        /// Since when.
        since: Timestamp,
    },
    /// Several processes share the work.
    Several {
        /// How many.
        count: usize,
        /// Whether this one is among them.
        here: bool,
    },
    /// Nobody: nothing is sent, nothing is asked.
    #[default]
    Nobody,
}

/// An account as the console knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountStatus {
    /// Its name in the configuration or the register.
    pub name: String,
    /// Its channel.
    pub channel: Channel,
    /// Its OAuth client id; empty when it has none (yet).
    pub client_id: String,
    /// What it may do, when the register knows.
    pub permissions: Vec<PermissionId>,
    /// What keeps it from working, whoever has to mend it.
    pub trouble: Option<Problem>,
    /// Its token, as this process knows it.
    pub token: TokenStatus,
    /// Why nothing is sent for it, if so.
    pub held: Option<Problem>,
    /// Nothing is sent or asked for it until then.
    pub waits_until: Option<Timestamp>,
}

impl AccountStatus {
    /// An account of the register that sends nothing from here.
    pub fn idle(account: &chaman::Account, trouble: Option<Problem>) -> Self {
        let client_id = account.client_id().map(ToString::to_string);
        Self {
            name: account.name.clone(),
            channel: account.channel(),
            client_id: client_id.unwrap_or_default(),
            permissions: account.granted().cloned().collect(),
            trouble,
            token: TokenStatus::None,
            held: None,
            waits_until: None,
        }
    }
}

/// What a process knows of a token. Never the token.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TokenStatus {
    /// None was asked for yet.
    #[default]
    None,
    /// In hand.
    Valid {
        /// Until then.
        expires_at: Timestamp,
    },
    /// The last request failed.
    Failed(Problem),
}

/// One line of the log, already masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub at: Timestamp,
    /// How grave.
    pub level: LogLevel,
    /// Which part of the program.
    pub target: String,
    /// What.
    pub message: Untrusted,
}

/// How grave a log line is, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogLevel {
    /// Something failed.
    Error,
    /// Something needs attention.
    Warn,
    /// Something happened.
    Info,
    /// Details.
    Debug,
}

/// Whose console this is: what stands above every screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Which Dimona is talked to.
    pub environment: Environment,
    /// The sender's number.
    pub sender: Option<SenderNumber>,
    /// The sender's name.
    pub sender_name: Option<Untrusted>,
    /// Name of the account in use.
    pub account: Option<String>,
    /// Its token.
    pub token: TokenStatus,
    /// Who sends and polls.
    pub worker: WorkerStatus,
    /// All submissions, by state.
    pub counts: Counts,
    /// Ends that still need a person, by state.
    pub undecided: Counts,
    /// How far the server's clock is ahead of ours, when that is a reason to look.
    pub clock: Option<SignedDuration>,
    /// Certificates whose end presses, once they were read.
    pub pressing: Option<usize>,
    /// What other people are correcting.
    pub in_work: BTreeMap<SubmissionId, InWork>,
    /// Why the worker beside this console ended before its time.
    pub fallen: Option<Problem>,
}

/// What became of a declaration that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// It is in the queue under this number.
    New(SubmissionId),
    /// The same declaration is under way already; a second one needs a reason (I6).
    Duplicate {
        /// The submission under way.
        of: SubmissionId,
        /// Where that one stands.
        state: StateKind,
    },
    /// Another person has replaced the same submission already: nothing was queued.
    Superseded(Successor),
}

/// What a person found out about a submission in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// It is at the NSSO under this number, as typed.
    Number(String),
    /// It is not at the NSSO.
    NotTaken {
        /// How the person knows; goes into the journal.
        reason: String,
    },
}
