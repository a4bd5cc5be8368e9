//! Deeds on many submissions and exports, for both front ends: how far they are, and what stops
//! them.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use crate::args::Queue;
use crate::domain::many::{ExportOrder, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::{Engine, Run};
use crate::export;
use crate::i18n::Catalogue;
use crate::paths;

use super::signals;

/// The line of progress is written anew at most this often.
const BETWEEN_LINES: Duration = Duration::from_millis(100);

/// Those of the console: one at a time, the next one after it.
#[derive(Default)]
pub(super) struct Many {
    progress: Arc<watch::Sender<ManyProgress>>,
    stop: Mutex<CancellationToken>,
    one: tokio::sync::Mutex<()>,
}

impl Many {
    /// Moves while something is done to many.
    pub(super) fn watch(&self) -> watch::Receiver<ManyProgress> {
        self.progress.subscribe()
    }

    pub(super) fn progress(&self) -> ManyProgress {
        *self.progress.borrow()
    }

    pub(super) fn stop(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.cancel();
    }

    pub(super) async fn deed(
        &self,
        engine: &Engine,
        order: &ManyOrder,
    ) -> Result<ManyReport, Problem> {
        let _one = self.one.lock().await;
        engine.many(order, &self.run()).await
    }

    pub(super) async fn export(
        &self,
        engine: &Engine,
        order: &ExportOrder,
    ) -> Result<ManyReport, Problem> {
        let _one = self.one.lock().await;
        let path = paths::expanded(&order.path);
        export::to_file(engine, order, &path, &self.run()).await
    }

    /// What stops the work that begins now, and none before it.
    fn run(&self) -> Run {
        let stop = CancellationToken::new();
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = stop.clone();
        let progress = Arc::clone(&self.progress);
        progress.send_replace(ManyProgress::default());
        Run {
            told: Arc::new(move |told| {
                progress.send_replace(told);
            }),
            stop,
        }
    }
}

/// What stops a command of the queue between two batches; the others just die.
pub(super) fn stop(command: &Queue) -> Result<CancellationToken, Problem> {
    match command {
        Queue::Export(_) => signals::shutdown(),
        Queue::Poll(many) | Queue::Withdraw(many) | Queue::Hold(many) | Queue::Release(many)
            if many.filter.is_some() =>
        {
            signals::shutdown()
        }
        _ => Ok(CancellationToken::new()),
    }
}

/// How something of the command line is watched: by one line on the terminal that is written over
/// and over, and gone at the end.
pub(super) struct Bar {
    shown: Arc<Mutex<Option<Instant>>>,
    catalogue: Arc<Catalogue>,
    stop: CancellationToken,
}

impl Bar {
    pub(super) fn new(catalogue: &Arc<Catalogue>, stop: CancellationToken) -> Self {
        Self {
            shown: Arc::default(),
            catalogue: Arc::clone(catalogue),
            stop,
        }
    }

    pub(super) fn run(&self) -> Run {
        let is_seen = io::stderr().is_terminal();
        let (shown, catalogue) = (Arc::clone(&self.shown), Arc::clone(&self.catalogue));
        let told = move |progress: ManyProgress| {
            let now = Instant::now();
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            if !is_seen || shown.is_some_and(|at| now - at < BETWEEN_LINES) {
                return;
            }
            *shown = Some(now);
            let text = Text::new("many-progress")
                .with("percent", progress.percent())
                .with("done", progress.done)
                .with("of", progress.of);
            // Back to the beginning of the line; what is left of the one before is erased.
            let _ = write!(io::stderr(), "\r{}\x1b[K", catalogue.text(&text));
        };
        Run {
            told: Arc::new(told),
            stop: self.stop.clone(),
        }
    }

    pub(super) fn clear(&self) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
