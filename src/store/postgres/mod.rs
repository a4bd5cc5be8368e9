//! The queue in a `PostgreSQL` database, shared by every process on every host.
//!
//! Joins the parts behind [`Store`]; knows nothing of HTTP, screens or the clock. What the file
//! store has by being one file with one writer, this one has so:
//!
//! - who puts in waits for who puts in, who appends to the journal for who appends: two locks
//!   that last until the commit; everything else goes on side by side
//! - what a worker takes up is its own until it is recorded, or until the worker is dead; whether
//!   it lives says the lock that its connection holds
//! - a commit whose answer is lost is asked about by its number, on another connection

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;
use uuid::Uuid;

use super::chosen::PAGE;
use super::group::blocking;
use super::{
    Agreement, Batch, Batched, ChainCheck, Change, Claim, Due, Enqueued, Figures, Holder, Lease,
    Lookout, NewSubmission, RegisterChange, Settling, Sight, Store, StoreError, StoredRegister,
    Submission,
};
use crate::domain::audit::RawEntry;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::problem::Problem;
use crate::domain::report::{
    Counts, FailedTry, Filter, JournalEntry, KeptDraft, Place, PlaceQuery, QueuePage, QueueQuery,
    QueueRow, Timeline, TriesQuery, WorkerStatus,
};
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::validate::Period;

mod account;
mod agreement;
mod change;
mod check;
mod closing;
mod connect;
pub(super) mod connections;
pub(super) mod copy;
mod decision;
mod draft;
mod due;
mod enqueue;
mod entered;
mod exchange;
mod failure;
mod foresee;
mod group;
mod job;
mod journal;
mod kept;
mod lease;
mod listen;
mod live;
mod looked;
mod many;
mod migrate;
mod opening;
mod periods;
mod place;
mod purge;
mod reading;
mod register;
mod rows;
mod schema;
mod searching;
mod session;
mod values;
mod writing;
mod written;

#[cfg(test)]
mod tests;

use change::Step;
pub(in crate::store) use check::check;
pub(in crate::store) use closing::{close, reopen};
use connect::Connector;
use connections::Connections;
use job::Note;
pub use place::{PgOptions, Place as PgPlace, Server as PgServer, Tls as PgTls};
pub(in crate::store) use purge::{purge, purge_daily, purge_preview};
use session::Session;
use writing::{Commit, Durability, Writing};

/// The queue in a database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct PgStore {
    connections: Arc<Connections>,
}

impl PgStore {
    /// Opens the queue, and makes it when the database has none.
    ///
    /// Blocks the calling thread. A queue that is too new or of another environment is left as
    /// it is.
    pub fn open(options: PgOptions) -> Result<Self, Problem> {
        Self::open_if(options, opening::open)
    }

    fn open_if(
        options: PgOptions,
        opening: impl AsyncFnOnce(&Connections) -> Result<(), StoreError> + Send,
    ) -> Result<Self, Problem> {
        let connections = Arc::new(Connections::new(Connector::new(options)?)?);
        // On a thread of its own: the caller may be one that must not wait so.
        let there = &connections;
        let opened = std::thread::scope(|scope| {
            let opening = scope.spawn(move || there.handle().block_on(opening(there)));
            opening.join()
        });
        opened
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            .map_err(failure::of_error)?;
        Ok(Self { connections })
    }

    /// Opens the queue, and makes none where there is none.
    fn open_existing(options: PgOptions) -> Result<Self, Problem> {
        Self::open_if(options, opening::open_existing)
    }

    /// Recomputes the hash chain of the whole journal (I7). Reads every entry.
    pub async fn verify_journal(&self) -> Result<ChainCheck, StoreError> {
        self.read(reading::story::verify).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl AsyncFnOnce(&Session) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connections = Arc::clone(&self.connections);
        blocking(move || {
            let handle = connections.handle().clone();
            handle.block_on(connections.read(work))
        })
        .await
    }

    async fn write<T, W>(&self, durability: Durability, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
    {
        self.connections.write(durability, work).await
    }
}

#[async_trait]
impl Store for PgStore {
    async fn enqueue(
        &self,
        submissions: Vec<NewSubmission>,
        batch: Batch,
        actor: &str,
        now: Timestamp,
    ) -> Result<Vec<Enqueued>, StoreError> {
        let actor = actor.to_owned();
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            enqueue::enqueue(writing, &submissions, batch, &actor, now).await
        })
        .await
    }

    async fn foresee(&self, lookouts: Vec<Lookout>) -> Result<Vec<Sight>, StoreError> {
        self.read(async move |session: &Session| foresee::foresee(session, &lookouts).await)
            .await
    }

    async fn due(&self, due: &Due) -> Result<Vec<Submission>, StoreError> {
        if self.connections.has_lost(due.epoch) {
            return Err(StoreError::LeaseLost);
        }
        if let Some(epoch) = due.epoch {
            self.connections.take_over(epoch, due.now).await?;
        }
        let (connections, due) = (Arc::clone(&self.connections), due.clone());
        blocking(move || {
            let handle = connections.handle().clone();
            let work = async move |session: &Session| due::due(session, &due).await;
            handle.block_on(connections.aside(work))
        })
        .await
    }

    async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read(async move |session: &Session| due::next_due(session, now).await)
            .await
    }

    async fn due_after(&self, now: Timestamp) -> Result<Vec<SubmissionId>, StoreError> {
        self.read(async move |session: &Session| due::due_after(session, now).await)
            .await
    }

    async fn submission(&self, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
        self.read(async move |session: &Session| {
            Ok(rows::stored(session, id)
                .await?
                .map(|stored| stored.submission))
        })
        .await
    }

    async fn claim(&self, claim: Claim) -> Result<Submission, StoreError> {
        if self.connections.has_lost(Some(claim.epoch)) {
            return Err(StoreError::LeaseLost);
        }
        self.connections.step(Step::Claim(claim)).await
    }

    async fn asking(&self, ids: Vec<SubmissionId>, at: Timestamp) -> Result<(), StoreError> {
        let asked = Some((at, self.connections.epoch()));
        self.connections.note(Note { ids, asked }).await
    }

    async fn not_asked(&self, ids: Vec<SubmissionId>) -> Result<(), StoreError> {
        self.connections.note(Note { ids, asked: None }).await
    }

    async fn record(&self, change: Change) -> Result<Submission, StoreError> {
        self.connections.step(Step::Record(change)).await
    }

    async fn rows(&self, ids: &[SubmissionId]) -> Result<Vec<QueueRow>, StoreError> {
        let ids = ids.to_vec();
        self.read(async move |session: &Session| reading::listed::of_ids(session, &ids).await)
            .await
    }

    async fn queue(&self, query: &QueueQuery) -> Result<QueuePage, StoreError> {
        let query = query.clone();
        self.read(async move |session: &Session| reading::page::page(session, &query, PAGE).await)
            .await
    }

    async fn place(&self, query: &PlaceQuery) -> Result<Place, StoreError> {
        let query = query.clone();
        self.read(async move |session: &Session| reading::page::place(session, &query, PAGE).await)
            .await
    }

    async fn settle(&self, settling: Settling) -> Result<(), StoreError> {
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            decision::settle(writing, &settling).await.map(Commit::Keep)
        })
        .await
    }

    async fn each(&self, batch: Batched) -> Result<u64, StoreError> {
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            many::each(writing, &batch).await.map(Commit::Keep)
        })
        .await
    }

    async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, StoreError> {
        self.read(async move |session: &Session| periods::own(session, ssin).await)
            .await
    }

    async fn keep_draft(&self, draft: KeptDraft) -> Result<(), StoreError> {
        // Kept again with the next key; nothing that anybody else shows depends on it.
        self.write(Durability::Ordered, async move |writing: &Writing<'_>| {
            draft::keep(writing, &draft).await.map(Commit::KeepQuietly)
        })
        .await
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        self.read(reading::story::drafts).await
    }

    async fn drop_draft(&self, uid: Uuid) -> Result<(), StoreError> {
        self.write(Durability::Ordered, async move |writing: &Writing<'_>| {
            draft::forget(writing, uid).await.map(Commit::KeepQuietly)
        })
        .await
    }

    async fn employers(&self, limit: usize) -> Result<Vec<String>, StoreError> {
        self.read(async move |session: &Session| reading::story::employers(session, limit).await)
            .await
    }

    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, StoreError> {
        self.read(async move |session: &Session| reading::story::timeline(session, id).await)
            .await
    }

    async fn by_declaration(
        &self,
        declaration: DeclarationId,
    ) -> Result<Option<SubmissionId>, StoreError> {
        self.read(async move |session: &Session| rows::by_declaration(session, declaration).await)
            .await
    }

    async fn by_period(&self, period: PeriodId) -> Result<Option<QueueRow>, StoreError> {
        self.read(async move |session: &Session| reading::listed::by_period(session, period).await)
            .await
    }

    async fn failed_tries(&self, query: &TriesQuery) -> Result<Vec<FailedTry>, StoreError> {
        let query = query.clone();
        self.read(async move |session: &Session| {
            reading::story::failed_tries(session, &query).await
        })
        .await
    }

    async fn counts(&self, filter: Option<&Filter>) -> Result<Counts, StoreError> {
        let filter = filter.cloned().unwrap_or_default();
        self.read(async move |session: &Session| reading::figures::counts(session, &filter).await)
            .await
    }

    async fn figures(&self, midnight: Timestamp, now: Timestamp) -> Result<Figures, StoreError> {
        self.read(async move |session: &Session| {
            reading::figures::figures(session, midnight, now).await
        })
        .await
    }

    async fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, StoreError> {
        self.read(async move |session: &Session| reading::story::journal(session, limit).await)
            .await
    }

    async fn journal_page(&self, after: i64, limit: usize) -> Result<Vec<RawEntry>, StoreError> {
        self.read(async move |session: &Session| {
            reading::story::entries(session, after, limit).await
        })
        .await
    }

    async fn statistics(&self, query: &StatisticsQuery) -> Result<Statistics, StoreError> {
        let query = *query;
        self.read(async move |session: &Session| {
            reading::statistics::statistics(session, query).await
        })
        .await
    }

    async fn agree(&self, agreement: Agreement) -> Result<bool, StoreError> {
        let (name, value) = (agreement.name, agreement.value.clone());
        let known = self.read(async move |session: &Session| agreement::kept(session, name).await);
        if known.await?.is_some_and(|kept| kept == value) {
            return Ok(true);
        }
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            agreement::keep(writing, &agreement).await.map(Commit::Keep)
        })
        .await
    }

    async fn note(
        &self,
        actor: &str,
        event: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (actor, event, reason) = (actor.to_owned(), event.to_owned(), reason.to_owned());
        let now = super::sqlite::values::whole(now);
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            writing.note(now, &actor, &event, &reason);
            Ok(Commit::Keep(()))
        })
        .await
    }

    async fn held_accounts(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(account::held).await
    }

    async fn hold_account(
        &self,
        account: &str,
        reason: Option<&str>,
        actor: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (account, actor) = (account.to_owned(), actor.to_owned());
        let reason = reason.map(str::to_owned);
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            account::hold(writing, &account, reason.as_deref(), &actor, now).await
        })
        .await
    }

    async fn unsettled(&self, account: &str) -> Result<u64, StoreError> {
        let account = account.to_owned();
        self.read(async move |session: &Session| register::unsettled(session, &account).await)
            .await
    }

    async fn register(&self) -> Result<StoredRegister, StoreError> {
        self.read(register::read).await
    }

    async fn register_revision(&self) -> Result<i64, StoreError> {
        self.read(register::revision).await
    }

    async fn keep_register(&self, change: RegisterChange) -> Result<i64, StoreError> {
        self.write(Durability::Synced, async move |writing: &Writing<'_>| {
            register::keep(writing, &change).await.map(Commit::Keep)
        })
        .await
    }

    async fn signs_with(&self, epoch: i64, keys: Vec<(String, String)>) -> Result<(), StoreError> {
        self.write(Durability::Ordered, async move |writing: &Writing<'_>| {
            register::signs_with(writing, epoch, &keys)
                .await
                .map(Commit::Keep)
        })
        .await
    }

    async fn signing_key(&self, account: &str) -> Result<Option<String>, StoreError> {
        let account = account.to_owned();
        self.read(async move |session: &Session| register::signing_key(session, &account).await)
            .await
    }

    async fn lease(&self, holder: &Holder, now: Timestamp) -> Result<Option<Lease>, StoreError> {
        let (connections, holder) = (Arc::clone(&self.connections), holder.clone());
        let worker = holder.worker.clone();
        let won = blocking(move || {
            let handle = connections.handle().clone();
            handle.block_on(lease::win(&connections, &holder, now))
        });
        let Some(won) = won.await? else {
            return Ok(None);
        };
        let recovered = lease::bury(&self.connections, won.epoch, &worker, now).await?;
        self.connections.works_as(&worker);
        Ok(Some(Lease {
            epoch: won.epoch,
            recovered,
            guard: won.guard,
        }))
    }

    async fn worker(&self, me: &Holder) -> Result<WorkerStatus, StoreError> {
        let me = me.clone();
        self.read(async move |session: &Session| lease::worker(session, &me).await)
            .await
    }

    async fn check(&self) -> Result<(), StoreError> {
        // Whether its pages are whole is the server's business; whether it answers is asked here.
        self.register_revision().await.map(drop)
    }

    async fn keep_up(&self, _now: Timestamp) -> Result<bool, StoreError> {
        // Copies are the server's business as well.
        Ok(false)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.connections.revision().subscribe()
    }

    async fn look(&self) -> Result<(), StoreError> {
        self.connections.look().await
    }
}
