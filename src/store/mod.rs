//! The durable queue: every submission, every change, every attempt.
//!
//! This file is the seam: the engine knows [`Store`] and nothing of SQL. All rules of
//! a submission's life are in [`crate::domain::lifecycle`]; a store applies them inside
//! one transaction that writes the row **and** its journal entry, or nothing.
//!
//! What a store guarantees as constraints of the database, not by care (reliability.md 1):
//!
//! - I1: at most one attempt of a submission is open, taken or of unknown outcome.
//! - I2: every change is compare-and-set on `revision` and journalled in the same commit.
//! - I3: the commit `queued → sending` is on the disk before [`Store::claim`] returns.
//! - I4: out of `in_doubt` only with evidence or a named person.
//! - I5: a `sending` row of a dead worker becomes `in_doubt`, whatever its age.
//! - I6: one live submission per business key, unless a person allowed a duplicate, or the
//!   period that the live one created is withdrawn by us, or by what the new one waits for.
//! - I7: the journal is append-only and hash-chained.
//! - I8: what waits for another submission is held until that one is accepted, and released in
//!   the commit that says so; when it ended otherwise, only a person releases it.

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::watch;
use uuid::Uuid;

use crate::domain::answer::Answer;
use crate::domain::audit::RawEntry;
use crate::domain::draft::{Draft, Kind};
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::{Event, State, StateKind};
use crate::domain::report::{
    Counts, FailedTry, Filter, JournalEntry, KeptDraft, Method, Place, PlaceQuery, QueuePage,
    QueueQuery, QueueRow, Timeline, TriesQuery, WorkerStatus,
};
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::Period;

mod agreement;
mod chosen;
mod closing;
mod copy;
mod error;
mod figures;
mod foresee;
mod group;
mod kept;
mod many;
mod moving;
mod postgres;
#[cfg(test)]
#[path = "../../tests/common/postgres.rs"]
pub(crate) mod server;
mod sql;
mod sqlite;
#[cfg(test)]
mod tests;
mod upkeep;

pub use agreement::Agreement;
pub use closing::Reopening;
pub use error::StoreError;
pub use figures::Figures;
pub use foresee::{Lookout, Sight};
pub use many::{Batched, Settling, What};
pub use moving::{Copying, copy};
pub use postgres::{PgOptions, PgPlace, PgServer, PgStore, PgTls};
pub use sqlite::{
    ChainCheck, Filler, Life, OpenOptions, Rescue, SqliteStore, backup, kept_copies, recover,
};
pub use upkeep::{Purge, Site};

/// A durable queue, shared by every task and, through its file or server, by every process.
#[async_trait]
pub trait Store: Send + Sync {
    /// Puts new submissions in, in one transaction. With [`Batch::AllOrNothing`] nothing is
    /// written when one of them is a duplicate; the outcomes say which.
    ///
    /// What is superseded must have ended at the NSSO or at its door, and is decided by it as
    /// [`crate::domain::decision::Decision::Replaced`], unless a person had decided about it before: that decision stays.
    async fn enqueue(
        &self,
        submissions: Vec<NewSubmission>,
        batch: Batch,
        actor: &str,
        now: Timestamp,
    ) -> Result<Vec<Enqueued>, StoreError>;

    /// What stands in the way of these declarations, in their order. Only reads, all in one go.
    async fn foresee(&self, lookouts: Vec<Lookout>) -> Result<Vec<Sight>, StoreError>;

    /// Submissions whose moment has come, earliest first.
    async fn due(&self, due: &Due) -> Result<Vec<Submission>, StoreError>;

    /// The next moment after `now` at which [`Store::due`] will find something new, of any work.
    async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError>;

    /// Everything whose next step lies after this moment.
    async fn due_after(&self, now: Timestamp) -> Result<Vec<SubmissionId>, StoreError>;

    /// One submission as the worker needs it.
    async fn submission(&self, id: SubmissionId) -> Result<Option<Submission>, StoreError>;

    /// The only door to a POST: `queued → sending` and an open attempt, synced to the disk,
    /// under the epoch of the lease. Refused when the row moved or the lease is no longer ours.
    async fn claim(&self, claim: Claim) -> Result<Submission, StoreError>;

    /// Notes that the results of submissions are asked for at this moment at the latest; ended by
    /// the next [`Store::record`] of each. What a dead worker was asking counts as asked then.
    async fn asking(&self, ids: Vec<SubmissionId>, at: Timestamp) -> Result<(), StoreError>;

    /// They were not asked for after all.
    async fn not_asked(&self, ids: Vec<SubmissionId>) -> Result<(), StoreError>;

    /// Applies an event and writes row, journal entry and what came with it in one commit.
    async fn record(&self, change: Change) -> Result<Submission, StoreError>;

    /// The rows of these submissions, in this order; unknown ones are left out.
    async fn rows(&self, ids: &[SubmissionId]) -> Result<Vec<QueueRow>, StoreError>;

    /// A window of the queue.
    async fn queue(&self, query: &QueueQuery) -> Result<QueuePage, StoreError>;

    /// What takes long to count about the queue.
    async fn place(&self, query: &PlaceQuery) -> Result<Place, StoreError>;

    /// Notes a decision about a submission that has ended and needs one; with its journal entry,
    /// in one commit. The state stays, and so does the moment of its last change. Only a
    /// successor decides [`crate::domain::decision::Decision::Replaced`].
    async fn settle(&self, settling: Settling) -> Result<(), StoreError>;

    /// Changes many rows in one commit that is on the disk when this returns, each with a journal
    /// entry of its own; how many were as the caller saw them, and are changed.
    async fn each(&self, batch: Batched) -> Result<u64, StoreError>;

    /// The periods of a worker as our own accepted declarations left them, cancelled ones too.
    async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, StoreError>;

    /// Keeps a draft in the place of the one with the same uid.
    async fn keep_draft(&self, draft: KeptDraft) -> Result<(), StoreError>;

    /// The drafts that are kept, latest first.
    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError>;

    /// Forgets a draft; one that is not there is no failure.
    async fn drop_draft(&self, uid: Uuid) -> Result<(), StoreError>;

    /// The employers of our submissions, each once, the latest used first, at most so many.
    async fn employers(&self, limit: usize) -> Result<Vec<String>, StoreError>;

    /// Everything about one submission.
    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, StoreError>;

    /// The submission that has this number at the NSSO, if it is ours.
    async fn by_declaration(
        &self,
        declaration: DeclarationId,
    ) -> Result<Option<SubmissionId>, StoreError>;

    /// The latest submission that created or touched this period.
    async fn by_period(&self, period: PeriodId) -> Result<Option<QueueRow>, StoreError>;

    /// Tries that the service failed, oldest first, from this place of the list on.
    async fn failed_tries(&self, query: &TriesQuery) -> Result<Vec<FailedTry>, StoreError>;

    /// How many submissions of a filter stand where. Without a filter it is answered from kept counts.
    async fn counts(&self, filter: Option<&Filter>) -> Result<Counts, StoreError>;

    /// What the dashboard shows beside the counts. `midnight` is the last one in Belgium.
    async fn figures(&self, midnight: Timestamp, now: Timestamp) -> Result<Figures, StoreError>;

    /// Figures about what ended on some days. Reads each of those once.
    async fn statistics(&self, query: &StatisticsQuery) -> Result<Statistics, StoreError>;

    /// The latest entries of the journal, newest first.
    async fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, StoreError>;

    /// Entries of the journal behind this place, oldest first, as they stand there.
    async fn journal_page(&self, after: i64, limit: usize) -> Result<Vec<RawEntry>, StoreError>;

    /// Notes a fact in the journal that is about no submission, such as a held account.
    async fn note(
        &self,
        actor: &str,
        event: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Accounts for which nothing is sent, with the reason in words of the journal.
    async fn held_accounts(&self) -> Result<Vec<(String, String)>, StoreError>;

    /// Holds an account (`Some(reason)`) or lets it send again (`None`).
    async fn hold_account(
        &self,
        account: &str,
        reason: Option<&str>,
        actor: &str,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Submissions of this account that are not settled for good: what goes wrong when it is
    /// no more.
    async fn unsettled(&self, account: &str) -> Result<u64, StoreError>;

    /// The register as it is kept.
    async fn register(&self) -> Result<StoredRegister, StoreError>;

    /// Its revision alone: asked for whenever the store moves.
    async fn register_revision(&self) -> Result<i64, StoreError>;

    /// Keeps the register in the place of the one that was read, with its journal entries, in
    /// one commit; gives the new revision. Refused with [`StoreError::RegisterMoved`] when
    /// another writer was faster.
    async fn keep_register(&self, change: RegisterChange) -> Result<i64, StoreError>;

    /// Notes with which keys of the register the worker of this epoch signs: accounts with
    /// the paths of their keys, all of them.
    async fn signs_with(&self, epoch: i64, keys: Vec<(String, String)>) -> Result<(), StoreError>;

    /// The path of the key with which the present worker signs for this account.
    async fn signing_key(&self, account: &str) -> Result<Option<String>, StoreError>;

    /// Keeps what all homes must have alike; whether it is what is kept.
    async fn agree(&self, agreement: Agreement) -> Result<bool, StoreError>;

    /// Becomes the worker of this store if nobody is. Rows that a dead worker left in `sending`
    /// become `in_doubt` before this returns. The lease lasts until it is dropped or the process dies.
    async fn lease(&self, holder: &Holder, now: Timestamp) -> Result<Option<Lease>, StoreError>;

    /// Who is the worker.
    async fn worker(&self, me: &Holder) -> Result<WorkerStatus, StoreError>;

    /// Whether what is kept is whole. Once it is known not to be, everything is refused.
    async fn check(&self) -> Result<(), StoreError>;

    /// What is to be done once a day: a copy of what is kept, which is looked at as a whole. Whether
    /// it was made. Once it shows damage, everything is refused, as after [`Store::check`].
    async fn keep_up(&self, now: Timestamp) -> Result<bool, StoreError>;

    /// Moves with every change; carries no data, so it cannot be stale.
    fn changes(&self) -> watch::Receiver<u64>;

    /// Looks for changes made by other processes and moves [`Store::changes`] when there are any.
    async fn look(&self) -> Result<(), StoreError>;
}

/// The register as the store keeps it: a document that means nothing to the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredRegister {
    /// Changes so far; the next change must name it.
    pub revision: i64,
    /// The document; none was kept yet when there is none.
    pub document: Option<String>,
}

/// A change of the register.
#[derive(Debug, Clone)]
pub struct RegisterChange {
    /// Its revision as the caller read it.
    pub revision: i64,
    /// The whole new document. Never holds a secret.
    pub document: String,
    /// What the journal says of it: event and reason. Never a secret.
    pub entries: Vec<(String, String)>,
    /// An account that has another name from now on, old name first: its submissions go along.
    pub renamed: Option<(String, String)>,
    /// Which person.
    pub actor: String,
    /// Now.
    pub at: Timestamp,
}

/// Which submissions a worker can take up now.
#[derive(Debug, Clone)]
pub struct Due {
    /// Epoch of the worker that takes them up; without one, somebody only looks.
    pub epoch: Option<i64>,
    /// What it would do with them.
    pub work: Work,
    /// Now.
    pub now: Timestamp,
    /// Those that it is working on already.
    pub under_way: Vec<SubmissionId>,
    /// Accounts that must be left alone for now. Held accounts are left out for
    /// [`Work::Send`] whether named here or not.
    pub closed_accounts: Vec<String>,
    /// Accounts that it knows; those of others are not its own to work on.
    pub known_accounts: Vec<String>,
    /// At most this many.
    pub limit: usize,
}

/// The two kinds of work, each with its own limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Send what is queued.
    Send,
    /// Ask for results and look up lost answers.
    Ask,
}

/// A declaration to be put into the queue.
#[derive(Debug, Clone)]
pub struct NewSubmission {
    /// Made by the caller: the same uid put in twice is one submission.
    pub uid: Uuid,
    /// Name of the account that sends it.
    pub account: String,
    /// What is declared.
    pub kind: Kind,
    /// The message, byte for byte as it will be sent.
    pub payload: String,
    /// Keyed hash of what makes two declarations the same (I6).
    pub business_key: [u8; 32],
    /// The reason that a person gave for declaring the same again.
    pub duplicate_reason: Option<String>,
    /// The caller's own reference.
    pub reference: Option<Untrusted>,
    /// Worker type of an IN.
    pub worker_type: Option<Untrusted>,
    /// The employer's number, as shown.
    pub employer: Option<String>,
    /// The worker's name.
    pub worker_name: Option<Untrusted>,
    /// The worker's number.
    pub ssin: Option<Ssin>,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Until when it is in time, if that can be told.
    pub deadline: Option<Timestamp>,
    /// The period that an OUT, UPDATE or CANCEL touches.
    pub period: Option<PeriodId>,
    /// The submission that this one replaces.
    pub supersedes: Option<SubmissionId>,
    /// The submission that it was made from, whether or not it replaces it.
    pub origin: Option<SubmissionId>,
    /// The uid of the submission, in the store or earlier in the same batch, that must be
    /// accepted before this one may be sent: it is held until then.
    pub waits_for: Option<Uuid>,
    /// The draft that it was made from.
    pub draft: Draft,
}

/// Whether one duplicate stops the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// All are put in, or none.
    AllOrNothing,
    /// Duplicates are left out.
    WhatCan,
}

/// What became of one new submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// It is a new row (or would be, had the batch not been refused).
    New(SubmissionId),
    /// The same uid was put in before.
    Known(SubmissionId, StateKind),
    /// A live submission with the same business key stands in the way.
    Duplicate(SubmissionId, StateKind),
    /// It replaces a submission that another one replaces already.
    Superseded(SubmissionId),
    /// Nothing wrong with it, but the batch was refused because of another one, or what it
    /// would wait for is not there.
    NotWritten,
}

/// A submission as the worker needs it.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Its number.
    pub id: SubmissionId,
    /// Changes so far; the next change must name it.
    pub revision: i64,
    /// Where it stands.
    pub state: State,
    /// Name of its account.
    pub account: String,
    /// What is declared.
    pub kind: Kind,
    /// The message.
    pub payload: Option<String>,
    /// The employer's number, as shown.
    pub employer: Option<String>,
    /// The worker's number.
    pub ssin: Option<Ssin>,
    /// The period that it created or touches.
    pub period: Option<PeriodId>,
    /// When its last attempt to send began.
    pub attempted_at: Option<Timestamp>,
}

/// A claim: this row, for this attempt, under this lease.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The row.
    pub id: SubmissionId,
    /// Its revision as the worker read it.
    pub revision: i64,
    /// The worker's name.
    pub worker: String,
    /// Epoch of the worker's lease.
    pub epoch: i64,
    /// Trace id of the request to come.
    pub trace_id: String,
    /// Now.
    pub at: Timestamp,
}

/// A change of one submission.
#[derive(Debug, Clone)]
pub struct Change {
    /// The row.
    pub id: SubmissionId,
    /// Its revision as the caller read it.
    pub revision: i64,
    /// What happened.
    pub event: Event,
    /// Which worker or person.
    pub actor: String,
    /// The reason that a person gave.
    pub reason: Option<String>,
    /// The exchange that brought the event; a POST closes the open attempt.
    pub exchange: Option<NewExchange>,
    /// The answer, when the event is a verdict.
    pub answer: Option<Answer>,
    /// Now.
    pub at: Timestamp,
}

/// An HTTP exchange to be kept.
#[derive(Debug, Clone)]
pub struct NewExchange {
    /// What was asked.
    pub method: Method,
    /// When it began.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// HTTP status, if an answer came.
    pub status: Option<u16>,
    /// Our trace id.
    pub trace_id: String,
    /// The NSSO's trace id.
    pub server_trace_id: Option<Untrusted>,
    /// The raw `Location` header of a POST.
    pub location: Option<Untrusted>,
    /// A short word for what it meant.
    pub outcome: &'static str,
    /// What the server said, or how the connection failed.
    pub detail: Option<Untrusted>,
}

/// Who works on a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Unique name of the worker, as in its `User-Agent`.
    pub worker: String,
    /// Host name.
    pub host: String,
    /// Process number.
    pub pid: u32,
    /// Whether it does nothing else: a console only works while nobody else does. Where one
    /// worker is all that there can be, it makes no difference.
    pub headless: bool,
}

/// The right to send and poll. Dropping it gives it back.
pub struct Lease {
    /// Moves with every new holder; every claim carries it.
    pub epoch: i64,
    /// Submissions that the last holder left in `sending`, now `in_doubt`.
    pub recovered: Vec<SubmissionId>,
    /// What holds the lease at the operating system or the server.
    guard: Box<dyn std::any::Any + Send + Sync>,
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let _ = &self.guard;
        write!(formatter, "Lease(epoch {})", self.epoch)
    }
}
