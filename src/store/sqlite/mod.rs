//! The queue in one `SQLite` file, shared by every process on this host.
//!
//! Joins the parts behind [`Store`]; knows nothing of HTTP, screens or the clock. All work
//! runs on tokio's blocking threads: one connection writes, two read, and no transaction
//! lives longer than one call.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::group::blocking;
use super::{
    Agreement, Batch, Batched, Change, Claim, Due, Enqueued, Figures, Holder, Lease, Lookout,
    NewSubmission, RegisterChange, Settling, Sight, Store, StoreError, StoredRegister, Submission,
};
use crate::domain::audit::RawEntry;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::Event;
use crate::domain::problem::Problem;
use crate::domain::report::{
    Counts, FailedTry, Filter, JournalEntry, KeptDraft, Place, PlaceQuery, QueuePage, QueueQuery,
    QueueRow, Timeline, TriesQuery, WorkerStatus,
};
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::validate::Period;

mod account;
mod agreement;
mod backup;
mod chain;
pub(super) mod change;
mod check;
mod closing;
pub(super) mod columns;
mod connection;
pub(super) mod copy;
pub(super) mod decision;
mod draft;
mod due;
mod enqueue;
pub(super) mod exchange;
mod failure;
mod figures;
mod fill;
mod fill_later;
mod fill_schema;
mod filter;
mod foresee;
mod group;
mod idset;
pub(super) mod journal;
mod kept;
mod lease;
mod library;
mod live;
mod look;
mod many;
mod migrate;
mod needle;
mod newer;
mod order;
mod outage;
mod page;
mod periods;
mod place;
mod plan;
mod purge;
mod recover;
mod register;
mod reserve;
mod rows;
mod salvage;
mod searched;
mod sieve;
mod sql;
mod statistics;
mod tally;
mod upkeep;
pub(super) mod values;
pub(super) mod waiting;
mod walk;

#[cfg(test)]
mod tests;

pub use backup::{backup, kept_copies};
pub(in crate::store) use check::check;
pub(in crate::store) use closing::{close, reopen};
use connection::{Commit, Connections, Durability};
pub use fill::{Filler, Life};
pub use journal::ChainCheck;
pub(in crate::store) use purge::{purge, purge_preview};
pub use recover::{Rescue, recover};

/// How a file is to be opened.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions<'a> {
    /// Name of the environment whose submissions it holds; a file of another one is refused.
    pub environment: &'a str,
    /// Only look: the file must exist, and every change is refused.
    pub read_only: bool,
}

/// The queue in an `SQLite` file. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    connections: Arc<Connections>,
}

impl SqliteStore {
    /// Opens the file, and makes it and its folder (0600, 0700) when it does not exist.
    ///
    /// Blocks the calling thread. A file that is not ours, too new, of another environment,
    /// damaged, or at a place where several processes cannot share it, is left as it is.
    pub fn open(path: &Path, options: OpenOptions<'_>) -> Result<Self, Problem> {
        let store = Self::open_unchecked(path, options)?;
        store.connections.check()?;
        Ok(store)
    }

    /// The same, before it is known whether the file is whole: who cannot wait for that has
    /// [`Store::check`]. Until it was, only reading goes; a change checks it first.
    pub fn open_unchecked(path: &Path, options: OpenOptions<'_>) -> Result<Self, Problem> {
        Ok(Self {
            connections: Arc::new(Connections::open(path, options)?),
        })
    }

    /// Recomputes the hash chain of the whole journal (I7). Reads every entry.
    pub async fn verify_journal(&self) -> Result<ChainCheck, StoreError> {
        self.read(journal::verify).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connections = Arc::clone(&self.connections);
        let turn = connections.turn().await;
        blocking(move || {
            let _turn = turn;
            connections.read(work)
        })
        .await
    }

    async fn write<T: Send + 'static>(
        &self,
        durability: Durability,
        work: impl FnMut(&Transaction<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.connections.write(durability, work).await
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn enqueue(
        &self,
        submissions: Vec<NewSubmission>,
        batch: Batch,
        actor: &str,
        now: Timestamp,
    ) -> Result<Vec<Enqueued>, StoreError> {
        let actor = actor.to_owned();
        self.write(Durability::Synced, move |transaction| {
            enqueue::enqueue(transaction, &submissions, batch, &actor, now)
        })
        .await
    }

    async fn foresee(&self, lookouts: Vec<Lookout>) -> Result<Vec<Sight>, StoreError> {
        self.read(move |connection| foresee::foresee(connection, &lookouts))
            .await
    }

    async fn due(&self, due: &Due) -> Result<Vec<Submission>, StoreError> {
        let due = due.clone();
        self.read(move |connection| due::due(connection, &due))
            .await
    }

    async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        self.read(move |connection| due::next_due(connection, now))
            .await
    }

    async fn due_after(&self, now: Timestamp) -> Result<Vec<SubmissionId>, StoreError> {
        self.read(move |connection| due::due_after(connection, now))
            .await
    }

    async fn submission(&self, id: SubmissionId) -> Result<Option<Submission>, StoreError> {
        self.read(move |connection| {
            Ok(rows::stored(connection, id)?.map(|stored| stored.submission))
        })
        .await
    }

    async fn claim(&self, claim: Claim) -> Result<Submission, StoreError> {
        self.connections.reserve().must_be_there()?;
        self.write(Durability::Synced, move |transaction| {
            change::claim(transaction, &claim).map(Commit::Keep)
        })
        .await
    }

    async fn asking(&self, ids: Vec<SubmissionId>, at: Timestamp) -> Result<(), StoreError> {
        self.write(Durability::Ordered, move |transaction| {
            exchange::asking(transaction, &ids, at).map(Commit::KeepQuietly)
        })
        .await
    }

    async fn not_asked(&self, ids: Vec<SubmissionId>) -> Result<(), StoreError> {
        self.write(Durability::Ordered, move |transaction| {
            for id in &ids {
                exchange::asked(transaction, *id)?;
            }
            Ok(Commit::KeepQuietly(()))
        })
        .await
    }

    async fn record(&self, change: Change) -> Result<Submission, StoreError> {
        // A poll note lost in a power cut costs one more GET, which only reads.
        let durability = match change.event {
            Event::Polled { .. } => Durability::Ordered,
            _ => Durability::Synced,
        };
        let change = Arc::new(change);
        let again = Arc::clone(&change);
        let recorded = self.write(durability, move |transaction| {
            change::record(transaction, &change).map(Commit::Keep)
        });
        match recorded.await {
            // What became of a declaration is worth the last room on the disk.
            Err(error) if self.connections.reserve().give_up_for(&error) => {
                self.write(durability, move |transaction| {
                    change::record(transaction, &again).map(Commit::Keep)
                })
                .await
            }
            recorded => recorded,
        }
    }

    async fn rows(&self, ids: &[SubmissionId]) -> Result<Vec<QueueRow>, StoreError> {
        let ids = ids.to_vec();
        self.read(move |connection| rows::of_ids(connection, &ids))
            .await
    }

    async fn queue(&self, query: &QueueQuery) -> Result<QueuePage, StoreError> {
        let query = query.clone();
        self.read(move |connection| page::page(connection, &query, plan::PAGE))
            .await
    }

    async fn place(&self, query: &PlaceQuery) -> Result<Place, StoreError> {
        let query = query.clone();
        self.read(move |connection| page::place(connection, &query, plan::PAGE))
            .await
    }

    async fn settle(&self, settling: Settling) -> Result<(), StoreError> {
        self.write(Durability::Synced, move |transaction| {
            decision::settle(transaction, &settling).map(Commit::Keep)
        })
        .await
    }

    async fn each(&self, batch: Batched) -> Result<u64, StoreError> {
        self.write(Durability::Synced, move |transaction| {
            many::each(transaction, &batch).map(Commit::Keep)
        })
        .await
    }

    async fn own_periods(&self, ssin: Ssin) -> Result<Vec<Period>, StoreError> {
        self.read(move |connection| periods::own(connection, ssin))
            .await
    }

    async fn keep_draft(&self, draft: KeptDraft) -> Result<(), StoreError> {
        // Kept again with the next key; nothing that anybody else shows depends on it.
        self.write(Durability::Ordered, move |transaction| {
            draft::keep(transaction, &draft).map(Commit::KeepQuietly)
        })
        .await
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        self.read(draft::all).await
    }

    async fn drop_draft(&self, uid: Uuid) -> Result<(), StoreError> {
        self.write(Durability::Ordered, move |transaction| {
            draft::forget(transaction, uid).map(Commit::KeepQuietly)
        })
        .await
    }

    async fn employers(&self, limit: usize) -> Result<Vec<String>, StoreError> {
        self.read(move |connection| periods::employers(connection, limit))
            .await
    }

    async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, StoreError> {
        self.read(move |connection| rows::timeline(connection, id))
            .await
    }

    async fn by_declaration(
        &self,
        declaration: DeclarationId,
    ) -> Result<Option<SubmissionId>, StoreError> {
        self.read(move |connection| rows::by_declaration(connection, declaration))
            .await
    }

    async fn by_period(&self, period: PeriodId) -> Result<Option<QueueRow>, StoreError> {
        self.read(move |connection| rows::by_period(connection, period))
            .await
    }

    async fn failed_tries(&self, query: &TriesQuery) -> Result<Vec<FailedTry>, StoreError> {
        let query = query.clone();
        self.read(move |connection| outage::failed_tries(connection, &query))
            .await
    }

    async fn counts(&self, filter: Option<&Filter>) -> Result<Counts, StoreError> {
        let filter = filter.cloned().unwrap_or_default();
        self.read(move |connection| figures::counts(connection, &filter))
            .await
    }

    async fn figures(&self, midnight: Timestamp, now: Timestamp) -> Result<Figures, StoreError> {
        self.read(move |connection| figures::figures(connection, midnight, now))
            .await
    }

    async fn statistics(&self, query: &StatisticsQuery) -> Result<Statistics, StoreError> {
        let query = *query;
        self.read(move |connection| statistics::statistics(connection, query))
            .await
    }

    async fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, StoreError> {
        self.read(move |connection| journal::latest(connection, limit))
            .await
    }

    async fn journal_page(&self, after: i64, limit: usize) -> Result<Vec<RawEntry>, StoreError> {
        self.read(move |connection| journal::page(connection, after, limit))
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
        self.write(Durability::Synced, move |transaction| {
            journal::Journal::open(transaction)?.note(now, &actor, &event, &reason)?;
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
        self.write(Durability::Synced, move |transaction| {
            account::hold(transaction, &account, reason.as_deref(), &actor, now)
        })
        .await
    }

    async fn unsettled(&self, account: &str) -> Result<u64, StoreError> {
        let account = account.to_owned();
        self.read(move |connection| register::unsettled(connection, &account))
            .await
    }

    async fn register(&self) -> Result<StoredRegister, StoreError> {
        self.read(register::read).await
    }

    async fn register_revision(&self) -> Result<i64, StoreError> {
        self.read(register::revision).await
    }

    async fn keep_register(&self, change: RegisterChange) -> Result<i64, StoreError> {
        self.write(Durability::Synced, move |transaction| {
            register::keep(transaction, &change).map(Commit::Keep)
        })
        .await
    }

    async fn signs_with(&self, epoch: i64, keys: Vec<(String, String)>) -> Result<(), StoreError> {
        self.write(Durability::Ordered, move |transaction| {
            register::signs_with(transaction, epoch, &keys).map(Commit::Keep)
        })
        .await
    }

    async fn signing_key(&self, account: &str) -> Result<Option<String>, StoreError> {
        let account = account.to_owned();
        self.read(move |connection| register::signing_key(connection, &account))
            .await
    }

    async fn agree(&self, agreement: Agreement) -> Result<bool, StoreError> {
        let (name, value) = (agreement.name, agreement.value.clone());
        let known = self.read(move |connection| Ok(agreement::kept(connection, name)?));
        if known.await?.is_some_and(|kept| kept == value) {
            return Ok(true);
        }
        self.write(Durability::Synced, move |transaction| {
            agreement::keep(transaction, &agreement).map(Commit::Keep)
        })
        .await
    }

    async fn lease(&self, holder: &Holder, now: Timestamp) -> Result<Option<Lease>, StoreError> {
        let (connections, holder) = (Arc::clone(&self.connections), holder.clone());
        let Some(lock) = blocking(move || lease::lock(&connections)).await? else {
            return Ok(None);
        };
        let begun = self.write(Durability::Synced, move |transaction| {
            lease::begin(transaction, &holder, now).map(Commit::Keep)
        });
        let (epoch, recovered) = begun.await?;
        let connections = Arc::clone(&self.connections);
        if let Err(error) = blocking(move || Ok(connections.reserve().set_aside()?)).await {
            tracing::error!(%error, "there is no room for a reserve");
        }
        Ok(Some(Lease {
            epoch,
            recovered,
            guard: Box::new(lock),
        }))
    }

    async fn worker(&self, me: &Holder) -> Result<WorkerStatus, StoreError> {
        let (connections, me) = (Arc::clone(&self.connections), me.clone());
        blocking(move || lease::worker(&connections, &me)).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        let connections = Arc::clone(&self.connections);
        blocking(move || connections.check().map_err(StoreError::from)).await
    }

    async fn keep_up(&self, now: Timestamp) -> Result<bool, StoreError> {
        let connections = Arc::clone(&self.connections);
        let stop = CancellationToken::new();
        // Whoever goes and waits no longer stops it: a copy of a large file takes its time.
        let _stop = stop.clone().drop_guard();
        blocking(move || connections.keep_up(now, &stop)).await
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.connections.changes()
    }

    async fn look(&self) -> Result<(), StoreError> {
        // A number in shared memory, asked for every second: waking a thread would cost more.
        self.connections.look()
    }
}
