//! The only background work: claims what is due, sends, asks, records. One handle, used by
//! both front ends; it knows no screen and no command line.
//!
//! ```text
//!   front ends ──▶ Engine (cheap clone) ──▶ store        rows, journal, changes
//!                        │
//!                        └─ worker: one per store
//!                             due ──▶ send    token, claim (synced), POST, judge, record
//!                                 ──▶ poll    GET, record
//!                                 ──▶ look up search, compare, record
//! ```

mod account;
mod alive;
mod audit;
mod business;
mod case;
pub mod certificate;
mod clock;
mod connection;
mod deadline;
mod doors;
mod events;
mod exchange;
mod export;
mod foresee;
mod hand_in;
mod in_work;
mod intake;
mod look_up;
mod many;
pub mod meters;
mod outage;
mod people;
mod person;
mod plan;
mod poll;
mod problem;
mod readiness;
mod reconcile;
mod register;
mod reload;
mod resolve;
mod roster;
mod same_key;
mod send;
mod set_back;
mod statistics;
mod status;
mod under_way;
mod upkeep;
mod wire;
mod worker;

#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

pub use account::{Account, Link};
pub use alive::{Duty, Sign};
pub use business::BusinessKey;
pub use clock::EngineClock;
pub use doors::{LinkOrder, Linker, Portal};
pub use foresee::Foreseen;
pub use intake::{Intake, Outcome, is_settled};
pub use many::Run;
pub use person::{Glance, Personal};
pub use plan::Planning;
pub use problem::{from_store, unknown_submission};
pub use readiness::{Age, Readiness};
pub use reconcile::{Reconciling, Which};
pub use register::signing_key;
pub use reload::Settings;
pub use resolve::Resolution;
pub use status::CertificateFiles;
pub use worker::WorkUntil;

use crate::domain::chaman::Rulebook;
use crate::domain::clock::Clock;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::Event;
use crate::domain::problem::Problem;
use crate::domain::report::{
    Counts, Filter, JournalEntry, Place, PlaceQuery, QueuePage, QueueQuery, Timeline,
};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::rsz::TokenCache;
use crate::store::{Change, Holder, Store, Submission};

use alive::Alive;
use meters::{Meters, StoreCall};
use roster::Rosters;

/// What an engine is made of.
pub struct Parts {
    /// The environment: `sandbox`, `simulation` or `production`.
    pub environment: String,
    /// The durable queue of that environment.
    pub store: Arc<dyn Store>,
    /// The accounts of the configuration.
    pub accounts: Vec<Account>,
    /// The certificates of the configuration.
    pub certificates: Vec<CertificateFiles>,
    /// Days before its end at which a certificate needs attention, in any order.
    pub levels: Vec<u16>,
    /// The lists of Chaman.
    pub rulebook: Rulebook,
    /// The lists of the law: here, the days on which nobody works and the deadlines.
    pub rules: Rules,
    /// Makes the links of the register's accounts.
    pub linker: Arc<dyn Linker>,
    /// In the sandbox, where its accounts are kept; elsewhere a person does it in Chaman.
    pub portal: Option<Arc<dyn Portal>>,
    /// How much may be under way at once.
    pub limits: Limits,
    /// The time.
    pub clock: EngineClock,
    /// The key of business keys.
    pub business_key: BusinessKey,
    /// Who this process is as a worker.
    pub holder: Holder,
    /// Who acts: the name in the journal.
    pub actor: String,
    /// Refuse everything that writes.
    pub read_only: bool,
}

/// How much may be under way at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// POSTs.
    pub sends: usize,
    /// GETs and searches.
    pub polls: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sends: 4,
            polls: 16,
        }
    }
}

/// Between two looks for changes of other processes. A timer this long wakes the runtime twice,
/// and an idle console is to need fewer than two wake-ups a second.
const LOOK: std::time::Duration = std::time::Duration::from_millis(1_500);

/// The engine. Cloning it is cheap; all clones are one engine.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    environment: String,
    store: Arc<dyn Store>,
    rosters: Rosters,
    tokens: TokenCache,
    events: events::Events,
    certificates: status::Certificates,
    rules: Rules,
    rulebook: Rulebook,
    portal: Option<Arc<dyn Portal>>,
    limits: watch::Sender<Limits>,
    meters: Meters,
    alive: Alive,
    clock: EngineClock,
    business_key: BusinessKey,
    /// Set once it is known to be the one of everybody who works on the store.
    shares_key: OnceLock<()>,
    holder: Holder,
    actor: String,
    read_only: bool,
}

impl Engine {
    /// An engine of these parts. Nothing runs until [`Engine::work`] is called.
    pub fn new(parts: Parts) -> Self {
        let inner = Inner {
            environment: parts.environment,
            store: parts.store,
            rosters: Rosters::new(parts.accounts, parts.linker),
            tokens: TokenCache::new(parts.clock.shared()),
            events: events::Events::default(),
            certificates: status::Certificates::new(
                parts.certificates,
                parts.levels,
                parts.rules.clone(),
                parts.rulebook.clone(),
            ),
            rules: parts.rules,
            rulebook: parts.rulebook,
            portal: parts.portal,
            limits: watch::Sender::new(parts.limits),
            meters: Meters::default(),
            alive: Alive::default(),
            clock: parts.clock,
            business_key: parts.business_key,
            shares_key: OnceLock::new(),
            holder: parts.holder,
            actor: parts.actor,
            read_only: parts.read_only,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The environment that this engine works for.
    pub fn environment(&self) -> &str {
        &self.inner.environment
    }

    /// The engine's time.
    pub fn clock(&self) -> &EngineClock {
        &self.inner.clock
    }

    /// Whether everything that writes is refused.
    pub fn is_read_only(&self) -> bool {
        self.inner.read_only
    }

    /// Whether the store is whole. One that is not refuses everything from now on.
    pub async fn check(&self) -> Result<(), Problem> {
        self.store().check().await.map_err(problem::from_store)
    }

    /// Moves with every change of the store, whoever made it.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.store().changes()
    }

    /// Watches the store for changes by other processes, for ever: one look about every second.
    /// When it is the register that moved, the accounts follow.
    pub async fn watch_others(&self) {
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(error) = self.store().look().await {
                tracing::warn!(%error, "cannot look for changes of others");
            }
            self.refresh().await;
        }
    }

    /// A window of the queue.
    pub async fn queue(&self, query: &QueueQuery) -> Result<QueuePage, Problem> {
        let asked = self.store().queue(query);
        let page = self.inner.meters.timed(StoreCall::Queue, asked).await;
        page.map_err(problem::from_store)
    }

    /// What takes long to count about the queue.
    pub async fn place(&self, query: &PlaceQuery) -> Result<Place, Problem> {
        self.store().place(query).await.map_err(problem::from_store)
    }

    /// Everything about one submission.
    pub async fn timeline(&self, id: SubmissionId) -> Result<Option<Timeline>, Problem> {
        let timeline = self.store().timeline(id).await;
        let mut timeline = timeline.map_err(problem::from_store)?;
        if let Some(timeline) = &mut timeline {
            people::name_all(&mut timeline.events);
        }
        Ok(timeline)
    }

    /// How many submissions of a filter stand where.
    pub async fn counts(&self, filter: Option<&Filter>) -> Result<Counts, Problem> {
        let asked = self.store().counts(filter);
        let counts = self.inner.meters.timed(StoreCall::Counts, asked).await;
        counts.map_err(problem::from_store)
    }

    /// The latest entries of the journal, newest first.
    pub async fn journal(&self, limit: usize) -> Result<Vec<JournalEntry>, Problem> {
        let entries = self.store().journal(limit).await;
        let mut entries = entries.map_err(problem::from_store)?;
        people::name_all(&mut entries);
        Ok(entries)
    }

    /// Asks for the result of a submission now instead of at its next moment.
    pub async fn poll_now(&self, id: SubmissionId) -> Result<(), Problem> {
        self.act(id, Event::PollRequested, None).await
    }

    /// Takes back a submission that was not sent yet.
    pub async fn withdraw(&self, id: SubmissionId) -> Result<(), Problem> {
        self.act(id, Event::Withdrawn, None).await
    }

    /// Keeps a submission from being sent.
    pub async fn hold(&self, id: SubmissionId) -> Result<(), Problem> {
        self.act(id, Event::Held, None).await
    }

    /// Lets a held submission be sent.
    pub async fn release(&self, id: SubmissionId) -> Result<(), Problem> {
        self.act(id, Event::Released, None).await
    }

    /// Notes in the journal that a person saw a national number, and gives it.
    pub async fn reveal(
        &self,
        id: SubmissionId,
    ) -> Result<Option<crate::domain::ids::Ssin>, Problem> {
        let submission = self.load(id).await?;
        if submission.ssin.is_some() {
            self.note_seen("revealed", id).await?;
        }
        Ok(submission.ssin)
    }

    /// Notes in the journal that a person saw the national number of a submission.
    async fn note_seen(&self, event: &str, id: SubmissionId) -> Result<(), Problem> {
        if self.inner.read_only {
            return Ok(());
        }
        self.store()
            .note(&self.inner.actor, event, &id.to_string(), self.now())
            .await
            .map_err(problem::from_store)
    }

    /// What a person does to a submission.
    async fn act(
        &self,
        id: SubmissionId,
        event: Event,
        reason: Option<String>,
    ) -> Result<(), Problem> {
        self.must_write()?;
        let submission = self.load(id).await?;
        let change = Change {
            id,
            revision: submission.revision,
            event,
            actor: self.inner.actor.clone(),
            reason,
            exchange: None,
            answer: None,
            at: self.now(),
        };
        self.store()
            .record(change)
            .await
            .map_err(problem::from_store)?;
        Ok(())
    }

    async fn load(&self, id: SubmissionId) -> Result<Submission, Problem> {
        self.store()
            .submission(id)
            .await
            .map_err(problem::from_store)?
            .ok_or_else(|| problem::unknown_submission(id))
    }

    fn must_write(&self) -> Result<(), Problem> {
        if self.inner.read_only {
            return Err(problem::usage(Text::new("engine-read-only")));
        }
        Ok(())
    }

    fn store(&self) -> &dyn Store {
        &*self.inner.store
    }

    fn now(&self) -> jiff::Timestamp {
        self.inner.clock.now()
    }

    /// One second of real time, whatever the speed of the clock.
    async fn clock_tick(&self) {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}
