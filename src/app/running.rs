//! Work of the console that a person waits for: how far it is, and what stops it.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{MutexGuard, watch};
use tokio_util::sync::CancellationToken;

use crate::domain::many::ManyProgress;
use crate::engine::Run;

/// Work of one kind: one at a time, the next one after it.
#[derive(Default)]
pub(super) struct Running {
    progress: Arc<watch::Sender<ManyProgress>>,
    stop: Mutex<CancellationToken>,
    one: tokio::sync::Mutex<()>,
}

impl Running {
    /// Moves while something is done.
    pub(super) fn watch(&self) -> watch::Receiver<ManyProgress> {
        self.progress.subscribe()
    }

    pub(super) fn progress(&self) -> ManyProgress {
        *self.progress.borrow()
    }

    pub(super) fn stop(&self) {
        self.stopper().cancel();
    }

    /// Waits for its turn, which lasts as long as the guard. What stops the work that begins then
    /// stops none before it.
    pub(super) async fn begin(&self) -> (MutexGuard<'_, ()>, Run) {
        let turn = self.one.lock().await;
        let stop = CancellationToken::new();
        *self.stopper() = stop.clone();
        let progress = Arc::clone(&self.progress);
        progress.send_replace(ManyProgress::default());
        let run = Run {
            told: Arc::new(move |told| {
                progress.send_replace(told);
            }),
            stop,
        };
        (turn, run)
    }

    fn stopper(&self) -> std::sync::MutexGuard<'_, CancellationToken> {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
