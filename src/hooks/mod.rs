//! Tells programs and servers of the operator's choice what the worker tells.
//!
//! ```text
//!   worker ──▶ events ──▶ one task that hands out ──▶ a queue for each hook ──▶ one at a time
//! ```
//!
//! An occurrence is handed over when its change has been recorded by this process; what waits is
//! in memory. Nothing of the worker waits for a hook: a queue that is full loses its oldest, and
//! says so in the log. Without occurrences nothing runs.

mod command;
mod webhook;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, broadcast};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::domain::mask::mask;
use crate::domain::occurrence::{Occasion, Occurrence, Rung, RungEnd};

pub use command::Command;
pub use webhook::Server;

/// Occurrences that wait for one hook.
const WAITING: usize = 256;

/// How long is waited, when the program ends, for what has not been told yet.
pub const DRAIN: Duration = Duration::from_secs(5);

/// Most that is read of what comes back.
const SAID: usize = 4 * 1024;

/// Characters of it that are logged.
const LOGGED: usize = 500;

/// Somebody to be told.
pub struct Hook {
    /// Its name.
    pub name: String,
    /// What it wants to be told of.
    pub on: Vec<Occasion>,
    /// How it is told.
    pub action: Action,
}

/// How somebody is told.
pub enum Action {
    /// A program reads it.
    Command(Command),
    /// A server gets it.
    Server(Server),
    /// It cannot be told, for this reason; the others can.
    Unusable(crate::domain::text::Text),
}

impl Hook {
    /// Rings once, or as often as it takes for a server, and says what came of it.
    pub async fn ring(&self, occurrence: &Occurrence, stop: &CancellationToken) -> Rung {
        let begun = Instant::now();
        let (end, said) = match &self.action {
            Action::Command(command) => command.run(occurrence, stop).await,
            Action::Server(server) => server.tell(occurrence, stop).await,
            Action::Unusable(reason) => (RungEnd::Unusable(reason.clone()), String::new().into()),
        };
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Rung {
            end,
            said,
            milliseconds,
        }
    }
}

/// Hooks at work.
pub struct Hooks {
    tasks: JoinSet<()>,
    /// No more occurrences come.
    over: CancellationToken,
    /// What is under way is stopped.
    stop: CancellationToken,
}

impl Hooks {
    /// Nobody is told anything.
    pub fn none() -> Self {
        Self {
            tasks: JoinSet::new(),
            over: CancellationToken::new(),
            stop: CancellationToken::new(),
        }
    }

    /// Begins to tell these what comes through the channel.
    pub fn start(hooks: Vec<Hook>, events: broadcast::Receiver<Arc<Occurrence>>) -> Self {
        let mut tasks = JoinSet::new();
        let (over, stop) = (CancellationToken::new(), CancellationToken::new());
        let mut lines = Vec::new();
        for hook in hooks {
            let line = Arc::new(Line::default());
            lines.push((hook.on.clone(), hook.name.clone(), Arc::clone(&line)));
            tasks.spawn(ring_all(hook, line, stop.clone()));
        }
        tasks.spawn(hand_out(events, lines, over.clone()));
        Self { tasks, over, stop }
    }

    /// Tells what is left, for a few seconds; then whatever still runs is ended.
    pub async fn finish(mut self) {
        self.over.cancel();
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAIN, all).await.is_err() {
            tracing::warn!("hooks: not everything was told in time");
            self.stop.cancel();
            // A program that was stopped is gone in a moment.
            let all = async { while self.tasks.join_next().await.is_some() {} };
            let _ = tokio::time::timeout(Duration::from_secs(1), all).await;
        }
    }
}

/// Takes every occurrence at once and puts it where it is wanted.
async fn hand_out(
    mut events: broadcast::Receiver<Arc<Occurrence>>,
    lines: Vec<(Vec<Occasion>, String, Arc<Line>)>,
    over: CancellationToken,
) {
    use broadcast::error::{RecvError, TryRecvError};
    let put = |occurrence: &Arc<Occurrence>| {
        for (on, name, line) in &lines {
            if on.contains(&occurrence.event) {
                line.put(name, Arc::clone(occurrence));
            }
        }
    };
    let missed = |count: u64| tracing::warn!(count, "hooks: occurrences were missed");
    loop {
        tokio::select! {
            biased;
            () = over.cancelled() => break,
            heard = events.recv() => match heard {
                Ok(occurrence) => put(&occurrence),
                Err(RecvError::Lagged(count)) => missed(count),
                Err(RecvError::Closed) => break,
            }
        }
    }
    loop {
        match events.try_recv() {
            Ok(occurrence) => put(&occurrence),
            Err(TryRecvError::Lagged(count)) => missed(count),
            Err(TryRecvError::Empty | TryRecvError::Closed) => break,
        }
    }
    for (_, _, line) in &lines {
        line.close();
    }
}

/// Rings one hook for everything in its line, one at a time.
async fn ring_all(hook: Hook, line: Arc<Line>, stop: CancellationToken) {
    loop {
        let next = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            next = line.take() => next,
        };
        let Some(occurrence) = next else { return };
        let rung = hook.ring(&occurrence, &stop).await;
        log(&hook.name, &occurrence, &rung);
    }
}

fn log(hook: &str, occurrence: &Occurrence, rung: &Rung) {
    let said: String = mask(&rung.said.shown()).chars().take(LOGGED).collect();
    let (id, ms) = (&occurrence.id, rung.milliseconds);
    if rung.is_good() {
        tracing::info!(hook, id, ms, said, "hook rung");
    } else {
        let end = &rung.end;
        tracing::warn!(hook, id, ms, ?end, said, "hook failed");
    }
}

/// What waits for one hook.
#[derive(Default)]
struct Line {
    waiting: Mutex<Waiting>,
    moved: Notify,
}

#[derive(Default)]
struct Waiting {
    queue: VecDeque<Arc<Occurrence>>,
    /// Occurrences that were lost since the latest one was taken.
    lost: u64,
    is_over: bool,
}

impl Line {
    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts one at the end. A line that is full loses its first one; the log says so once for
    /// every time that the hook is busy.
    fn put(&self, hook: &str, occurrence: Arc<Occurrence>) {
        let mut waiting = self.waiting();
        if waiting.queue.len() >= WAITING {
            waiting.queue.pop_front();
            waiting.lost += 1;
            if waiting.lost == 1 {
                tracing::warn!(hook, "hook too slow: the oldest occurrences are lost");
            }
        }
        waiting.queue.push_back(occurrence);
        drop(waiting);
        self.moved.notify_one();
    }

    fn close(&self) {
        self.waiting().is_over = true;
        self.moved.notify_one();
    }

    /// The next one; none when no more will come.
    async fn take(&self) -> Option<Arc<Occurrence>> {
        loop {
            {
                let mut waiting = self.waiting();
                let lost = std::mem::take(&mut waiting.lost);
                if lost > 0 {
                    tracing::warn!(lost, "occurrences were not told");
                }
                if let Some(next) = waiting.queue.pop_front() {
                    return Some(next);
                }
                if waiting.is_over {
                    return None;
                }
            }
            self.moved.notified().await;
        }
    }
}
