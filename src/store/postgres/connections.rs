//! The connections of one store: one writes, some read, one is told of changes. They live on a
//! small runtime of their own, so that nothing that the screen does keeps them waiting.
//!
//! Each call waits on one of tokio's blocking threads and drives its own statements there: while
//! it waits, paused test time stands still, as beside a file. It costs a thread that sleeps,
//! little beside the way to the server and back.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;

use super::change::Step;
use super::connect::{Connector, Purpose};
use super::failure;
use super::group::{self, Queue};
use super::job::{self, Job, Note};
use super::lease::{self, Held};
use super::listen;
use super::session::{Session, Trouble};
use super::writing::{Commit, Durability, Writing};
use crate::domain::problem::Problem;
use crate::store::group::{Answer, stopped};
use crate::store::{StoreError, Submission};

/// Connections that read at the same time.
const READERS: usize = 4;

/// The connections of one store.
#[derive(Debug)]
pub(in crate::store) struct Connections {
    /// Taken only to end it.
    runtime: Option<Runtime>,
    handle: Handle,
    connector: Arc<Connector>,
    /// Who may read now.
    places: Semaphore,
    readers: Mutex<Vec<Session>>,
    writer: tokio::sync::Mutex<Option<Session>>,
    queue: Queue,
    revision: Arc<watch::Sender<u64>>,
    /// The lease that is held through this store.
    pub(super) held: Mutex<Option<Arc<Held>>>,
    /// The name under which it is.
    worker: Mutex<Option<String>>,
    listens: AtomicBool,
    somebody_died: AtomicBool,
    looked: Mutex<Option<Instant>>,
}

/// Between two looks whether somebody died.
const LOOK: Duration = Duration::from_secs(2);

impl Connections {
    /// Threads for connections that are made when they are needed.
    pub(super) fn new(connector: Connector) -> Result<Self, Problem> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("store")
            .enable_all()
            .build()
            .map_err(|_| failure::undone())?;
        Ok(Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
            connector: Arc::new(connector),
            places: Semaphore::new(READERS),
            readers: Mutex::default(),
            writer: tokio::sync::Mutex::new(None),
            queue: Queue::default(),
            revision: Arc::new(watch::Sender::new(0)),
            held: Mutex::default(),
            worker: Mutex::default(),
            listens: AtomicBool::new(false),
            somebody_died: AtomicBool::new(false),
            looked: Mutex::default(),
        })
    }

    pub(super) fn connector(&self) -> &Arc<Connector> {
        &self.connector
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    pub(super) fn revision(&self) -> &Arc<watch::Sender<u64>> {
        &self.revision
    }

    pub(super) fn moved(&self) {
        self.revision.send_modify(|revision| *revision += 1);
    }

    /// A connection that nobody else has.
    pub(super) async fn fresh(&self, purpose: Purpose) -> Result<Session, StoreError> {
        self.connector.connect(purpose, |_| {}).await
    }

    /// Reads one consistent state of the queue.
    pub(super) async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        self.with_reader(BEGIN, work).await
    }

    /// A transaction of its own beside the writer's, for what nobody is to be told of.
    pub(super) async fn aside<T>(
        &self,
        work: impl AsyncFnOnce(&Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if self.connector.is_read_only() {
            return Err(failure::read_only());
        }
        self.with_reader("BEGIN; SET LOCAL synchronous_commit = off", work)
            .await
    }

    async fn with_reader<T>(
        &self,
        begin: &str,
        work: impl AsyncFnOnce(&Session) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _place = self.places.acquire().await.map_err(|_| stopped())?;
        let session = self.begun(begin).await?;
        let done = work(&session).await;
        let ended = match &done {
            Ok(_) => session.run("COMMIT").await,
            Err(_) => session.back("ROLLBACK").await,
        };
        if ended.is_ok() && session.is_usable() {
            session.forget_trouble();
            self.idle().push(session);
        }
        let done = done?;
        ended?;
        Ok(done)
    }

    /// A reader inside of a transaction. One that was lost while nobody needed it is made anew.
    async fn begun(&self, begin: &str) -> Result<Session, StoreError> {
        loop {
            let idle = self.idle().pop();
            let Some(session) = idle else { break };
            if session.is_usable() && session.run(begin).await.is_ok() {
                return Ok(session);
            }
        }
        let session = self.fresh(Purpose::Read).await?;
        session.run(begin).await?;
        Ok(session)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Session>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does all of the work and commits it, or nothing; in one commit with others who want to
    /// write at the same time.
    pub(super) async fn write<T, W>(
        self: &Arc<Self>,
        durability: Durability,
        work: W,
    ) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
    {
        self.done(job::alone(durability, work)).await
    }

    /// Changes one row, in one commit with others who want to write at the same time.
    pub(super) async fn step(self: &Arc<Self>, step: Step) -> Result<Submission, StoreError> {
        self.done(job::step(step)).await
    }

    /// The same of a note about questions, which nobody is told of.
    pub(super) async fn note(self: &Arc<Self>, note: Note) -> Result<(), StoreError> {
        self.done(job::note(note)).await
    }

    async fn done<T>(
        self: &Arc<Self>,
        (job, answer): (Box<Job>, Answer<T>),
    ) -> Result<T, StoreError> {
        if self.connector.is_read_only() {
            return Err(failure::read_only());
        }
        if self.queue.join(job) {
            let leader = Leader(Some(Arc::clone(self)));
            // A blocking thread rather than one of our own: while it works, paused test time
            // stands still.
            tokio::task::spawn_blocking(move || leader.lead());
        }
        match answer.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(stopped()),
        }
    }

    /// Writes one group.
    async fn commit(&self, jobs: &mut [Box<Job>]) -> Result<(), Problem> {
        let mut writer = self.writer.lock().await;
        let (mut tries, mut with_care) = (0, false);
        loop {
            let session = match writer.take() {
                Some(session) if session.is_usable() => session,
                _ => self
                    .fresh(Purpose::Write)
                    .await
                    .map_err(failure::of_error)?,
            };
            let before = session.ways();
            let committed = group::commit(&session, jobs, self, with_care).await;
            let trouble = session.trouble();
            note_ways(jobs.len(), before, session.ways());
            session.forget_trouble();
            if session.is_usable() {
                *writer = Some(session);
            }
            match committed {
                Ok(is_news) => {
                    if is_news {
                        self.moved();
                    }
                    return Ok(());
                }
                // Nothing of it is there: not even begun, or taken back.
                Err(group::Failed::Undone(_)) if tries < TRIES && trouble != Trouble::None => {
                    tries += 1;
                    if trouble == Trouble::Retry {
                        with_care = true;
                        tokio::time::sleep(PAUSE * tries).await;
                    }
                }
                Err(group::Failed::Undone(problem)) => return Err(problem),
                Err(group::Failed::Unknown(problem)) => {
                    // Whatever was claimed in it is not sent now, and looks as if it were being
                    // sent: without the lease it is in doubt soon.
                    self.give_up_lease();
                    return Err(problem);
                }
            }
        }
    }

    /// Lets go of the lease, so that what this worker was doing is taken over.
    pub(super) fn give_up_lease(&self) {
        if let Some(held) = &*self.held() {
            held.lose();
        }
    }

    /// The epoch under which this process works, while it does.
    pub(super) fn epoch(&self) -> Option<i64> {
        self.held().as_ref().map(|held| held.epoch)
    }

    /// Whether the lease of this epoch was ours and is no more.
    pub(super) fn has_lost(&self, epoch: Option<i64>) -> bool {
        let held = self.held();
        held.as_ref()
            .is_some_and(|held| Some(held.epoch) == epoch && held.is_lost())
    }

    /// Under which name this process works.
    pub(super) fn works_as(&self, worker: &str) {
        *self.worker.lock().unwrap_or_else(PoisonError::into_inner) = Some(worker.to_owned());
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Held>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to listen for the changes of others. Whoever works looks for the dead.
    pub(super) async fn look(self: &Arc<Self>) -> Result<(), StoreError> {
        if !self.listens.swap(true, Ordering::Relaxed) {
            self.handle.spawn(listen::listen(Arc::downgrade(self)));
        }
        let Some(epoch) = self.epoch() else {
            return Ok(());
        };
        if !self.is_time_to_look() {
            return Ok(());
        }
        let connections = Arc::clone(self);
        let dead = tokio::task::spawn_blocking(move || {
            let handle = connections.handle.clone();
            let ask = async |session: &Session| lease::is_anybody_dead(session, epoch).await;
            handle.block_on(connections.read(ask))
        });
        if dead.await.map_err(|_| stopped())?? {
            self.somebody_died.store(true, Ordering::Relaxed);
            // The worker looks what is due, and takes over before that.
            self.moved();
        }
        Ok(())
    }

    /// Takes over from workers that are seen to be dead.
    pub(super) async fn take_over(
        self: &Arc<Self>,
        epoch: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.somebody_died.swap(false, Ordering::Relaxed) {
            let worker = self
                .worker
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            lease::bury(self, epoch, &worker.unwrap_or_default(), now).await?;
        }
        Ok(())
    }

    fn is_time_to_look(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = looked.is_none_or(|looked| looked.elapsed() >= LOOK);
        if is_time {
            *looked = Some(Instant::now());
        }
        is_time
    }

    /// The number of the writer's connection; what it commits, we know already.
    pub(super) fn writer_process(&self) -> Option<i32> {
        let writer = self.writer.try_lock().ok()?;
        writer.as_ref().map(Session::process)
    }
}

/// How often a group that met somebody else is tried again, and the pause before.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(10);

/// How often it was waited for the server, and for how many statements.
fn note_ways(changes: usize, before: (u64, u64), after: (u64, u64)) {
    tracing::trace!(
        changes,
        ways = after.0 - before.0,
        statements = after.1 - before.1,
        "written"
    );
}

impl Drop for Connections {
    fn drop(&mut self) {
        // Dropping it where it is would wait, which no asynchronous task may.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Whoever writes for all, until nobody waits any more.
struct Leader(Option<Arc<Connections>>);

impl Leader {
    fn lead(mut self) {
        while let Some(connections) = self.0.clone() {
            let mut jobs = connections.queue.next();
            let committed = connections.handle.block_on(connections.commit(&mut jobs));
            if connections.queue.is_done() {
                self.0 = None;
            }
            for job in jobs {
                job.answer(&committed);
            }
        }
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        // The runtime is going and never began with it.
        if let Some(connections) = &self.0 {
            connections.queue.abandon();
        }
    }
}
