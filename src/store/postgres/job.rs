//! A change that waits for its commit: one that is done by itself, or one that is done together
//! with others of its kind.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::FutureExt as _;
use jiff::Timestamp;

use super::change::{self, Step};
use super::values::Moment;
use super::writing::Writing;
use super::written::Written;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::Event;
use crate::domain::problem::Problem;
use crate::store::group::{Answer, Commit, Durability, Fate, Outcome, Panic};
use crate::store::{StoreError, Submission};

/// A change that waits.
#[expect(clippy::large_enum_variant, reason = "each has a box of its own")]
pub(super) enum Job {
    /// Work of its own.
    Alone(Box<dyn Alone>),
    /// One row is claimed or moved on.
    Step(Step, Outcome<Submission>),
    /// Results are asked for, or not after all.
    Note(Note, Outcome<()>),
}

/// That results are asked for from this moment on by the worker of this epoch; without them that
/// they are not.
#[derive(Debug)]
pub(super) struct Note {
    pub ids: Vec<SubmissionId>,
    pub asked: Option<(Timestamp, Option<i64>)>,
}

/// Work that is done by itself.
pub(super) trait Alone: Send {
    /// What its commit must promise.
    fn durability(&self) -> Durability;
    /// Does the work; once more, when what it did was taken back.
    fn run<'a>(&'a mut self, writing: &'a Writing<'_>) -> Pin<Box<dyn Future<Output = Fate> + 'a>>;
    /// It went well, and what it left for later did not.
    fn fail(&mut self, error: StoreError);
    /// Tells who waits for it what became of it.
    fn answer(self: Box<Self>, committed: &Result<(), Problem>);
}

/// A change of this work, and where its outcome will be.
pub(super) fn alone<T, W>(durability: Durability, work: W) -> (Box<Job>, Answer<T>)
where
    T: Send + 'static,
    W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
{
    let (outcome, answer) = Outcome::awaited();
    let task = Task {
        durability,
        work,
        outcome,
    };
    (Box::new(Job::Alone(Box::new(task))), answer)
}

/// A change of one row.
pub(super) fn step(step: Step) -> (Box<Job>, Answer<Submission>) {
    let (outcome, answer) = Outcome::awaited();
    (Box::new(Job::Step(step, outcome)), answer)
}

/// A note about questions.
pub(super) fn note(note: Note) -> (Box<Job>, Answer<()>) {
    let (outcome, answer) = Outcome::awaited();
    (Box::new(Job::Note(note, outcome)), answer)
}

impl Job {
    /// What its commit must promise.
    pub(super) fn durability(&self) -> Durability {
        match self {
            Self::Alone(job) => job.durability(),
            Self::Step(Step::Record(change), _) => match change.event {
                // A poll note lost in a crash of the server costs one more GET, which only reads.
                Event::Polled { .. } => Durability::Ordered,
                _ => Durability::Synced,
            },
            Self::Step(Step::Claim(_), _) => Durability::Synced,
            Self::Note(..) => Durability::Ordered,
        }
    }

    /// What was written of it is not there.
    pub(super) fn fail(&mut self, error: StoreError) {
        match self {
            Self::Alone(job) => job.fail(error),
            Self::Step(_, outcome) => _ = outcome.keep(Ok(Err(error))),
            Self::Note(_, outcome) => _ = outcome.keep(Ok(Err(error))),
        }
    }

    fn panicked(&mut self, panic: Panic) {
        match self {
            // It keeps its own.
            Self::Alone(_) => {}
            Self::Step(_, outcome) => _ = outcome.keep(Err(panic)),
            Self::Note(_, outcome) => _ = outcome.keep(Err(panic)),
        }
    }

    /// Tells who waits for it what became of it.
    pub(super) fn answer(self, committed: &Result<(), Problem>) {
        match self {
            Self::Alone(job) => job.answer(committed),
            Self::Step(_, outcome) => outcome.tell(committed),
            Self::Note(_, outcome) => outcome.tell(committed),
        }
    }
}

/// How many of the next ones are done together.
pub(super) fn together(jobs: &[Box<Job>]) -> usize {
    let mut alone = jobs.iter().map(|job| matches!(**job, Job::Alone(_)));
    let count = alone.position(|alone| alone).unwrap_or(jobs.len());
    count.max(1).min(jobs.len())
}

/// Does jobs that go [`together`]. Whether one of them is to be told of; none when what was done
/// has to be taken back.
pub(super) async fn run(writing: &Writing<'_>, jobs: &mut [Box<Job>]) -> Option<bool> {
    if let [job] = jobs
        && let Job::Alone(job) = &mut **job
    {
        let fate = job.run(writing).await;
        return (fate != Fate::Undone).then_some(fate == Fate::Kept);
    }
    let tried = AssertUnwindSafe(all(writing, jobs)).catch_unwind().await;
    match (tried, jobs) {
        (Ok(Ok(is_news)), _) => Some(is_news),
        (Ok(Err(error)), [job]) => {
            job.fail(error);
            None
        }
        (Err(panic), [job]) => {
            job.panicked(panic);
            None
        }
        // Of several nobody knows yet whose failure it is.
        (Ok(Err(_)) | Err(_), _) => None,
    }
}

/// A step that is refused writes nothing, and stands in nobody's way.
async fn all(writing: &Writing<'_>, jobs: &mut [Box<Job>]) -> Result<bool, StoreError> {
    let mut written = Written::default();
    let steps: Vec<&Step> = jobs.iter().filter_map(|job| job.step()).collect();
    let done = if steps.is_empty() {
        Vec::new()
    } else {
        change::take(writing, &steps, &mut written).await?
    };
    let mut done = done.into_iter();
    let mut is_news = false;
    let mut kept = Vec::new();
    for job in jobs.iter_mut() {
        match &mut **job {
            Job::Alone(_) => {}
            Job::Step(step, outcome) => {
                let Some(done) = done.next() else { continue };
                let fate = outcome.keep(Ok(done.map(Commit::Keep)));
                if fate == Fate::Kept {
                    is_news = true;
                    kept.push(&*step);
                    // Of notes and answers about the same row the last one counts.
                    if let Step::Record(change) = &*step {
                        written.asked(change.id);
                    }
                }
            }
            Job::Note(note, outcome) => {
                note.write(&mut written);
                outcome.keep(Ok(Ok(Commit::KeepQuietly(()))));
            }
        }
    }
    written.leave_to(writing);
    change::may_fail(writing, &kept).await?;
    Ok(is_news)
}

impl Job {
    fn step(&self) -> Option<&Step> {
        match self {
            Self::Step(step, _) => Some(step),
            Self::Alone(_) | Self::Note(..) => None,
        }
    }
}

impl Note {
    fn write(&self, written: &mut Written) {
        for &id in &self.ids {
            match self.asked {
                Some((at, epoch)) => written.asking(id, Moment(at), epoch),
                None => written.asked(id),
            }
        }
    }
}

struct Task<T, W> {
    durability: Durability,
    work: W,
    outcome: Outcome<T>,
}

impl<T, W> Alone for Task<T, W>
where
    T: Send,
    W: AsyncFnMut(&Writing<'_>) -> Result<Commit<T>, StoreError> + Send,
{
    fn durability(&self) -> Durability {
        self.durability
    }

    fn run<'a>(&'a mut self, writing: &'a Writing<'_>) -> Pin<Box<dyn Future<Output = Fate> + 'a>> {
        Box::pin(async move {
            let tried = AssertUnwindSafe((self.work)(writing)).catch_unwind().await;
            self.outcome.keep(tried)
        })
    }

    fn fail(&mut self, error: StoreError) {
        self.outcome.keep(Ok(Err(error)));
    }

    fn answer(self: Box<Self>, committed: &Result<(), Problem>) {
        self.outcome.tell(committed);
    }
}
