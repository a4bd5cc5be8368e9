//! Many changes in one commit: who comes while one is being written joins the next.
//!
//! All are tried in one go. When one of them fails, or panics, they are tried again, each in a
//! savepoint of its own, so that it takes no other with it. Nobody has an answer before the commit
//! has returned: what was answered is as durable as it asked to be. Knows no table but the journal.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt as _;
use tokio::sync::oneshot;

use super::connect::Purpose;
use super::connections::Connections;
use super::session::{Session, Trouble};
use super::writing::{Commit, Durability, Writing};
use super::{failure, journal};
use crate::domain::problem::Problem;
use crate::store::StoreError;

/// Changes of one commit, at most: the first of them waits for the last.
const LARGEST: usize = 256;

/// How often a change that met another one is tried again in the same transaction.
const AGAIN: u32 = 3;

/// What a change came to: what it did or why it did not, or the panic that ended it.
type Outcome<T> = Result<Result<T, StoreError>, Box<dyn Any + Send>>;

/// Where the outcome of a change is waited for.
pub(super) type Answer<T> = oneshot::Receiver<Outcome<T>>;

/// A change that waits for its commit.
pub(super) trait Job: Send {
    /// What its commit must promise.
    fn durability(&self) -> Durability;
    /// Does the work; once more, when what it did was taken back.
    fn run<'a>(&'a mut self, writing: &'a Writing<'_>) -> Pin<Box<dyn Future<Output = Fate> + 'a>>;
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

/// Why a group is not committed.
pub(super) enum Failed {
    /// Nothing of it is there.
    Undone(Problem),
    /// The connection broke while it was being committed, and nobody can be asked.
    Unknown(Problem),
}

/// A change of this work, and where its outcome will be.
pub(super) fn job<T, W>(durability: Durability, work: W) -> (Box<dyn Job>, Answer<T>)
where
    T: Send + 'static,
    W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
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
    W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send,
{
    fn durability(&self) -> Durability {
        self.durability
    }

    fn run<'a>(&'a mut self, writing: &'a Writing<'_>) -> Pin<Box<dyn Future<Output = Fate> + 'a>> {
        Box::pin(async move {
            // What a panic leaves half done is rolled back.
            let tried = AssertUnwindSafe((self.work)(writing)).catch_unwind().await;
            let (fate, outcome) = match tried {
                Ok(Ok(Commit::Keep(done))) => (Fate::Kept, Ok(Ok(done))),
                Ok(Ok(Commit::KeepQuietly(done))) => (Fate::KeptQuietly, Ok(Ok(done))),
                Ok(Ok(Commit::Undo(done))) => (Fate::Undone, Ok(Ok(done))),
                Ok(Err(error)) => (Fate::Undone, Ok(Err(error))),
                Err(panic) => (Fate::Undone, Err(panic)),
            };
            self.outcome = outcome;
            fate
        })
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

/// Tries all of the changes and commits those that are to be kept. Whether one of them is to be
/// told of.
pub(super) async fn commit(
    session: &Session,
    jobs: &mut [Box<dyn Job>],
    connections: &Connections,
) -> Result<bool, Failed> {
    let begin = if jobs
        .iter()
        .any(|job| job.durability() == Durability::Synced)
    {
        "BEGIN"
    } else {
        "BEGIN; SET LOCAL synchronous_commit = off"
    };
    if let Some(is_news) = in_one_go(session, begin, jobs, connections).await? {
        return Ok(is_news);
    }
    one_by_one(session, begin, jobs, connections).await
}

/// Commits the changes if all of them are to be kept. None when one is not and others are, of
/// which nothing is left then.
async fn in_one_go(
    session: &Session,
    begin: &str,
    jobs: &mut [Box<dyn Job>],
    connections: &Connections,
) -> Result<Option<bool>, Failed> {
    let is_alone = jobs.len() == 1;
    session.run(begin).await.map_err(undone)?;
    let writing = Writing::new(session);
    let mut is_news = false;
    for job in jobs {
        let fate = job.run(&writing).await;
        if fate == Fate::Undone {
            let trouble = session.trouble();
            let _ = session.run("ROLLBACK").await;
            if trouble != Trouble::None {
                return Err(Failed::Undone(failure::undone()));
            }
            return Ok(is_alone.then_some(false));
        }
        is_news |= fate == Fate::Kept;
    }
    end(&writing, connections).await?;
    Ok(Some(is_news))
}

/// Commits those of the changes that are to be kept.
async fn one_by_one(
    session: &Session,
    begin: &str,
    jobs: &mut [Box<dyn Job>],
    connections: &Connections,
) -> Result<bool, Failed> {
    session.run(begin).await.map_err(undone)?;
    let writing = Writing::new(session);
    let mut is_news = false;
    for job in jobs {
        let mut again = 0;
        loop {
            session.run("SAVEPOINT change").await.map_err(undone)?;
            let told = writing.told();
            let fate = job.run(&writing).await;
            if fate != Fate::Undone {
                session.run("RELEASE change").await.map_err(undone)?;
                is_news |= fate == Fate::Kept;
                break;
            }
            let trouble = session.trouble();
            if trouble == Trouble::Lost {
                return Err(Failed::Undone(failure::silent()));
            }
            session.forget_trouble();
            writing.untell(told);
            let back = "ROLLBACK TO change; RELEASE change";
            session.run(back).await.map_err(undone)?;
            again += 1;
            if trouble == Trouble::None || again > AGAIN {
                break;
            }
        }
    }
    end(&writing, connections).await?;
    Ok(is_news)
}

/// Appends to the journal and commits. When nobody says whether it is committed, another
/// connection is asked.
async fn end(writing: &Writing<'_>, connections: &Connections) -> Result<(), Failed> {
    let number = match journal::append(writing).await {
        Ok(number) => number,
        Err(error) => {
            let _ = writing.run("ROLLBACK").await;
            return Err(undone(error));
        }
    };
    let Err(error) = writing.run("COMMIT").await else {
        return Ok(());
    };
    if writing.trouble() != Trouble::Lost {
        return Err(undone(error));
    }
    let Some(number) = number else {
        return Err(Failed::Unknown(failure::of_error(error)));
    };
    match fate_of(number, connections).await {
        Some(true) => Ok(()),
        Some(false) => Err(Failed::Undone(failure::of_error(error))),
        None => Err(Failed::Unknown(failure::of_error(error))),
    }
}

/// Whether the transaction of this number is committed, if somebody knows.
async fn fate_of(number: i64, connections: &Connections) -> Option<bool> {
    for pause in [0, 200, 1_000] {
        tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
        let Ok(session) = connections.fresh(Purpose::Read).await else {
            continue;
        };
        let asked = session
            .query_one(
                "SELECT pg_xact_status($1::text::xid8)",
                &[&number.to_string()],
            )
            .await;
        let fate = asked.ok()?.try_get::<_, Option<String>>(0).ok()?;
        match fate.as_deref() {
            Some("committed") => return Some(true),
            Some("aborted") => return Some(false),
            _ => {}
        }
    }
    None
}

fn undone(error: StoreError) -> Failed {
    Failed::Undone(failure::of_error(error))
}
