//! Deeds on many submissions and exports of the command line: how far they are, and what stops them.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use crate::args::Queue;
use crate::domain::many::ManyProgress;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::Run;
use crate::i18n::Catalogue;

use super::signals;

/// The line of progress is written anew at most this often.
const BETWEEN_LINES: Duration = Duration::from_millis(100);

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
