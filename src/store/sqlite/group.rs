//! Many changes in one commit: who comes while one is being written joins the next.
//!
//! All are tried in one go. When one of them fails, or panics, they are tried again, each in a
//! savepoint of its own, so that it takes no other with it: savepoints for all would cost every
//! commit what few need. Nobody has an answer before the commit has returned: what was answered is as
//! durable as it asked to be. Knows no table.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::oneshot;

use super::connection::{Commit, Durability};
use super::failure;
use crate::domain::problem::Problem;
use crate::store::StoreError;

/// Changes of one commit, at most: the first of them waits for the last.
const LARGEST: usize = 256;

/// What a change came to: what it did or why it did not, or the panic that ended it.
type Outcome<T> = Result<Result<T, StoreError>, Box<dyn Any + Send>>;

/// Where the outcome of a change is waited for.
pub(super) type Answer<T> = oneshot::Receiver<Outcome<T>>;

/// A change that waits for its commit.
pub(super) trait Job: Send {
    /// What its commit must promise.
    fn durability(&self) -> Durability;
    /// Does the work; once more, when what it did was taken back.
    fn run(&mut self, transaction: &Transaction<'_>) -> Fate;
    /// Why it failed, if the file or the disk is to blame.
    fn failure(&self) -> Option<Problem>;
    /// Tells who waits for it what became of it.
    fn answer(self: Box<Self>, committed: &Result<(), Problem>);
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

/// A change of this work, and where its outcome will be.
pub(super) fn job<T, W>(durability: Durability, work: W) -> (Box<dyn Job>, Answer<T>)
where
    T: Send + 'static,
    W: FnMut(&Transaction<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
{
    let (sender, answer) = oneshot::channel();
    let task = Task {
        durability,
        work,
        outcome: Ok(Err(failure::stopped())),
        sender,
    };
    (Box::new(task), answer)
}

struct Task<T, W> {
    durability: Durability,
    work: W,
    outcome: Outcome<T>,
    sender: oneshot::Sender<Outcome<T>>,
}

impl<T, W> Job for Task<T, W>
where
    T: Send,
    W: FnMut(&Transaction<'_>) -> Result<Commit<T>, StoreError> + Send,
{
    fn durability(&self) -> Durability {
        self.durability
    }

    fn run(&mut self, transaction: &Transaction<'_>) -> Fate {
        let work = &mut self.work;
        // What a panic leaves half done is rolled back.
        let (fate, outcome) = match catch_unwind(AssertUnwindSafe(|| work(transaction))) {
            Ok(Ok(Commit::Keep(done))) => (Fate::Kept, Ok(Ok(done))),
            Ok(Ok(Commit::KeepQuietly(done))) => (Fate::KeptQuietly, Ok(Ok(done))),
            Ok(Ok(Commit::Undo(done))) => (Fate::Undone, Ok(Ok(done))),
            Ok(Err(error)) => (Fate::Undone, Ok(Err(error))),
            Err(panic) => (Fate::Undone, Err(panic)),
        };
        self.outcome = outcome;
        fate
    }

    fn failure(&self) -> Option<Problem> {
        match &self.outcome {
            Ok(Err(StoreError::Failed(problem))) => Some(Problem::clone(problem)),
            _ => None,
        }
    }

    fn answer(self: Box<Self>, committed: &Result<(), Problem>) {
        let outcome = match (self.outcome, committed) {
            // Also of what was undone or refused: it may have seen what is not there now.
            (Ok(_), Err(problem)) => Ok(Err(problem.clone().into())),
            (outcome, _) => outcome,
        };
        // Nobody may be waiting any more.
        let _ = self.sender.send(outcome);
    }
}

/// The changes that wait, and whether somebody is writing.
#[derive(Default)]
pub(super) struct Queue(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    jobs: Vec<Box<dyn Job>>,
    is_led: bool,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Queue({} waiting)", self.waiting().jobs.len())
    }
}

impl Queue {
    /// Puts a change in. Whether somebody must begin to write: nobody does.
    pub(super) fn join(&self, job: Box<dyn Job>) -> bool {
        let mut waiting = self.waiting();
        waiting.jobs.push(job);
        !std::mem::replace(&mut waiting.is_led, true)
    }

    /// The changes of the next commit.
    pub(super) fn next(&self) -> Vec<Box<dyn Job>> {
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

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Refuses to let anything be changed in this transaction.
pub(super) type Guard<'a> = &'a dyn Fn(&Connection) -> Result<(), Problem>;

/// Tries all of the changes and commits those that are to be kept. Whether one of them is to be
/// told of.
pub(super) fn commit(
    connection: &mut Connection,
    jobs: &mut [Box<dyn Job>],
    guard: Guard<'_>,
) -> Result<bool, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let is_synced = jobs
        .iter()
        .any(|job| job.durability() == Durability::Synced);
    // Outside of the transaction: inside of one the pragma has no effect.
    let level = if is_synced && !cfg!(feature = "mutant-normal-sync") {
        "FULL"
    } else {
        "NORMAL"
    };
    connection
        .pragma_update(None, "synchronous", level)
        .map_err(of_database)?;
    if let Some(is_news) = in_one_go(connection, jobs, guard)? {
        return Ok(is_news);
    }
    one_by_one(connection, jobs, guard)
}

/// Commits the changes if all of them are to be kept. None when one is not and others are, of
/// which nothing is left then.
fn in_one_go(
    connection: &mut Connection,
    jobs: &mut [Box<dyn Job>],
    guard: Guard<'_>,
) -> Result<Option<bool>, Problem> {
    let is_alone = jobs.len() == 1;
    let transaction = begin(connection, guard)?;
    let mut is_news = false;
    for job in jobs {
        let tried = Tried::of(job, &transaction)?;
        if tried.fate == Fate::Undone {
            transaction
                .rollback()
                .map_err(|error| failure::of_database(&error))?;
            return Ok(is_alone.then_some(false));
        }
        is_news |= tried.is_news;
    }
    transaction
        .commit()
        .map_err(|error| failure::of_database(&error))?;
    Ok(Some(is_news))
}

/// Commits those of the changes that are to be kept.
fn one_by_one(
    connection: &mut Connection,
    jobs: &mut [Box<dyn Job>],
    guard: Guard<'_>,
) -> Result<bool, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let transaction = begin(connection, guard)?;
    let mut is_news = false;
    for job in jobs {
        run(&transaction, "SAVEPOINT change").map_err(of_database)?;
        let tried = Tried::of(job, &transaction)?;
        if tried.fate == Fate::Undone {
            run(&transaction, "ROLLBACK TO change").map_err(of_database)?;
        }
        run(&transaction, "RELEASE change").map_err(of_database)?;
        is_news |= tried.is_news;
    }
    transaction.commit().map_err(of_database)?;
    Ok(is_news)
}

fn begin<'a>(connection: &'a mut Connection, guard: Guard<'_>) -> Result<Transaction<'a>, Problem> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| failure::of_database(&error))?;
    guard(&transaction)?;
    Ok(transaction)
}

/// What came of a change.
struct Tried {
    fate: Fate,
    /// Whether there is something to tell.
    is_news: bool,
}

impl Tried {
    fn of(job: &mut Box<dyn Job>, transaction: &Transaction<'_>) -> Result<Self, Problem> {
        let before = transaction.total_changes();
        let fate = job.run(transaction);
        if transaction.is_autocommit() {
            // A full disk, say: SQLite has taken back what everybody did.
            return Err(job.failure().unwrap_or_else(failure::undone));
        }
        let is_news = fate == Fate::Kept && transaction.total_changes() != before;
        Ok(Self { fate, is_news })
    }
}

fn run(transaction: &Transaction<'_>, statement: &str) -> rusqlite::Result<()> {
    transaction.prepare_cached(statement)?.execute([]).map(drop)
}
