//! Many changes in one commit, whatever the database: who waits for it, and what is told.
//!
//! Nobody has an answer before the commit has returned: what was answered is as durable as it asked
//! to be. How a change is tried, and tried again beside one that failed, is each store's own.

use std::any::Any;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::StoreError;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Changes of one commit, at most: the first of them waits for the last.
const LARGEST: usize = 256;

/// What a commit promises when it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is on the disk of the file, or of the server.
    Synced,
    /// It survives this process; a power cut or a crash of the server may take it, but never one
    /// before it.
    Ordered,
}

/// What becomes of a transaction whose work went well.
pub(super) enum Commit<T> {
    /// It is committed, and everybody is told.
    Keep(T),
    /// It is committed; there is nothing to see in it.
    KeepQuietly(T),
    /// It is rolled back: nothing changed.
    Undo(T),
}

/// What becomes of a change that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is committed, and everybody is told.
    Kept,
    /// It is committed; there is nothing to see in it.
    KeptQuietly,
    /// It is as if it had never been tried.
    Undone,
}

/// The panic that ended a change.
pub(super) type Panic = Box<dyn Any + Send>;

/// What a change came to: what it did or why it did not, or the panic that ended it.
type Ended<T> = Result<Result<T, StoreError>, Panic>;

/// Where the outcome of a change is waited for.
pub(super) type Answer<T> = oneshot::Receiver<Ended<T>>;

/// The outcome of a change, kept until its commit has returned, and who waits for it.
pub(super) struct Outcome<T> {
    pub ended: Ended<T>,
    sender: oneshot::Sender<Ended<T>>,
}

impl<T> Outcome<T> {
    /// That of a change that was never tried, until it is, and where it will be told.
    pub(super) fn awaited() -> (Self, Answer<T>) {
        let (sender, answer) = oneshot::channel();
        let ended = Ok(Err(stopped()));
        (Self { ended, sender }, answer)
    }

    /// Keeps what a try came to. What a panic leaves half done is to be rolled back.
    pub(super) fn keep(&mut self, tried: Result<Result<Commit<T>, StoreError>, Panic>) -> Fate {
        let (fate, ended) = match tried {
            Ok(Ok(Commit::Keep(done))) => (Fate::Kept, Ok(Ok(done))),
            Ok(Ok(Commit::KeepQuietly(done))) => (Fate::KeptQuietly, Ok(Ok(done))),
            Ok(Ok(Commit::Undo(done))) => (Fate::Undone, Ok(Ok(done))),
            Ok(Err(error)) => (Fate::Undone, Ok(Err(error))),
            Err(panic) => (Fate::Undone, Err(panic)),
        };
        self.ended = ended;
        fate
    }

    /// Tells who waits for it what became of it.
    pub(super) fn tell(self, committed: &Result<(), Problem>) {
        let ended = match (self.ended, committed) {
            // Also of what was undone or refused: it may have seen what is not there now.
            (Ok(_), Err(problem)) => Ok(Err(problem.clone().into())),
            (ended, _) => ended,
        };
        // Nobody may be waiting any more.
        let _ = self.sender.send(ended);
    }
}

/// The changes that wait, and whether somebody is writing.
pub(super) struct Queue<J: ?Sized>(Mutex<Waiting<J>>);

struct Waiting<J: ?Sized> {
    jobs: Vec<Box<J>>,
    is_led: bool,
}

impl<J: ?Sized> Default for Queue<J> {
    fn default() -> Self {
        Self(Mutex::new(Waiting {
            jobs: Vec::new(),
            is_led: false,
        }))
    }
}

impl<J: ?Sized> std::fmt::Debug for Queue<J> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Queue({} waiting)", self.waiting().jobs.len())
    }
}

impl<J: ?Sized> Queue<J> {
    /// Puts a change in. Whether somebody must begin to write: nobody does.
    pub(super) fn join(&self, job: Box<J>) -> bool {
        let mut waiting = self.waiting();
        waiting.jobs.push(job);
        !std::mem::replace(&mut waiting.is_led, true)
    }

    /// The changes of the next commit.
    pub(super) fn next(&self) -> Vec<Box<J>> {
        let mut waiting = self.waiting();
        let count = waiting.jobs.len().min(LARGEST);
        waiting.jobs.drain(..count).collect()
    }

    /// Whether nobody waits, so that writing has ended.
    pub(super) fn is_done(&self) -> bool {
        let mut waiting = self.waiting();
        waiting.is_led = !waiting.jobs.is_empty();
        !waiting.is_led
    }

    /// Whoever was to write never will: who waits is told, and the next one begins anew.
    pub(super) fn abandon(&self) {
        let mut waiting = self.waiting();
        waiting.is_led = false;
        waiting.jobs.clear();
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<J>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A blocking thread rather than one of our own: while it works, paused test time stands still.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(stopped()),
    }
}

/// The error of an operation that was cut off because the program is ending.
pub(super) fn stopped() -> StoreError {
    Problem::new(ProblemClass::Store, Text::new("store-stopped"))
        .hint(Text::new("store-stopped-hint"))
        .into()
}
