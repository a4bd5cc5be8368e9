//! Whether the worker's loop goes round, and what it is doing: for those who end a process that
//! hangs. Said by the loop itself, never by a timer beside it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::store::Lease;

use super::Engine;

/// What the worker of this process is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Duty {
    /// It has not begun.
    #[default]
    None,
    /// It sends and asks.
    OnDuty,
    /// Another process does, or it cannot be told who does; it tries every second.
    StandsBy,
}

/// What the loop last said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sign {
    /// Moves with every beat.
    pub beats: u64,
    /// What it is doing.
    pub duty: Duty,
}

/// The signs of life of the worker's loop.
#[derive(Debug, Default)]
pub(super) struct Alive {
    said: watch::Sender<Sign>,
    every: Mutex<Option<Every>>,
    /// A test wants the loop to hang.
    #[cfg(test)]
    pub(super) hangs: std::sync::atomic::AtomicBool,
}

#[derive(Debug, Clone, Copy)]
struct Every {
    interval: Duration,
    next: Instant,
}

impl Alive {
    /// The loop went round. Says so when it is time to, and somebody wants to know.
    pub(super) async fn beat(&self) {
        if self.is_told_to_hang() {
            std::future::pending::<()>().await;
        }
        let mut every = self.every();
        let Some(every) = every.as_mut().filter(|every| every.next <= Instant::now()) else {
            return;
        };
        every.next = Instant::now() + every.interval;
        self.said.send_modify(|sign| sign.beats += 1);
    }

    /// Ends when the loop must go round to say that it lives; never when nobody wants to know.
    pub(super) async fn due(&self) {
        let next = self.every().map(|every| every.next);
        match next {
            Some(next) => tokio::time::sleep_until(next).await,
            None => std::future::pending().await,
        }
    }

    #[cfg(not(test))]
    fn is_told_to_hang(&self) -> bool {
        let _ = self;
        false
    }

    #[cfg(test)]
    fn is_told_to_hang(&self) -> bool {
        self.hangs.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// What it does from now on.
    pub(super) fn does(&self, duty: Duty) {
        self.said.send_if_modified(|sign| {
            let before = std::mem::replace(&mut sign.duty, duty);
            before != duty
        });
    }

    fn every(&self) -> std::sync::MutexGuard<'_, Option<Every>> {
        self.every.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// This process has the right to work.
    pub(super) fn note_duty(&self, lease: &Lease) {
        let recovered = lease.recovered.len();
        self.inner.meters.leased(lease.epoch, recovered);
        self.inner.alive.does(Duty::OnDuty);
        let (worker, epoch) = (&self.inner.holder.worker, lease.epoch);
        tracing::info!(worker, epoch, recovered, "on duty");
    }

    /// The worker's signs of life. Moves when it does something else; and, once
    /// [`Engine::show_life`] was called, as long as its loop goes round.
    pub fn signs_of_life(&self) -> watch::Receiver<Sign> {
        self.inner.alive.said.subscribe()
    }

    /// From now on the worker's loop goes round at least this often, and says so.
    pub fn show_life(&self, interval: Duration) {
        *self.inner.alive.every() = Some(Every {
            interval,
            next: Instant::now(),
        });
    }
}
