//! Many changes in one commit: who comes while one is being written joins the next.
//!
//! All are tried in one go. When one of them fails, or panics, they are tried again, each in a
//! savepoint of its own, so that it takes no other with it: savepoints for all would cost every
//! commit what few need. Nobody has an answer before the commit has returned: what was answered is as
//! durable as it asked to be. Knows no table.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::failure;
use crate::domain::problem::Problem;
use crate::store::StoreError;
use crate::store::group::{self, Answer, Commit, Durability, Fate, Outcome};

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

/// The changes that wait.
pub(super) type Queue = group::Queue<dyn Job>;

/// A change of this work, and where its outcome will be.
pub(super) fn job<T, W>(durability: Durability, work: W) -> (Box<dyn Job>, Answer<T>)
where
    T: Send + 'static,
    W: FnMut(&Transaction<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
{
    let (outcome, answer) = Outcome::awaited();
    let task = Task {
        durability,
        work,
        outcome,
    };
    (Box::new(task), answer)
}

struct Task<T, W> {
    durability: Durability,
    work: W,
    outcome: Outcome<T>,
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
        self.outcome
            .keep(catch_unwind(AssertUnwindSafe(|| work(transaction))))
    }

    fn failure(&self) -> Option<Problem> {
        match &self.outcome.ended {
            Ok(Err(StoreError::Failed(problem))) => Some(Problem::clone(problem)),
            _ => None,
        }
    }

    fn answer(self: Box<Self>, committed: &Result<(), Problem>) {
        self.outcome.tell(committed);
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
