//! The console line by line, for screen readers, braille displays and terminals that know
//! nothing: only ever more lines, no frames, no cursor moves, numbered choices.
//!
//! It is the same machine as the full screen: the same messages, questions and rules, read out
//! instead of drawn. What it does not offer, forms of the register and imports, the command
//! line has.

mod answer;
mod desk;
mod form;
mod listing;
mod overlays;
mod page;
mod reports;

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::backend::Backend;
use super::model::Options;
use crate::domain::problem::Problem;
use desk::Desk;

/// What is typed in one line, at most; the rest of a longer one is dropped.
const LINE_BYTES: u64 = 64 * 1024;
/// News is told at most this often: whoever listens must be able to follow.
const BETWEEN_NEWS: Duration = Duration::from_secs(3);

/// Runs until the operator leaves, the input ends, or `shutdown` is cancelled.
pub async fn run(
    backend: Arc<dyn Backend>,
    options: Options,
    shutdown: CancellationToken,
) -> Result<(), Problem> {
    talk(backend, options, typed(), io::stdout(), shutdown).await;
    Ok(())
}

/// The conversation: a line comes in, lines go out.
async fn talk(
    backend: Arc<dyn Backend>,
    options: Options,
    mut typed: mpsc::Receiver<String>,
    out: impl Write,
    shutdown: CancellationToken,
) {
    backend.begun();
    let mut changes = backend.changes();
    let mut desk = Desk::new(backend, options, out);
    let mut going = desk.begin().await;
    while going.is_ok() && !desk.has_left() {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            line = typed.recv() => match line {
                Some(line) => going = desk.hear(&line).await,
                None => break,
            },
            news = changes.changed() => {
                if news.is_err() {
                    break;
                }
                tokio::select! {
                    () = shutdown.cancelled() => break,
                    () = sleep(BETWEEN_NEWS) => {}
                }
                changes.mark_unchanged();
                going = desk.tell_news().await;
            }
        }
    }
    desk.leave().await;
}

/// The lines that are typed, until there are no more.
///
/// Read by a thread of its own that nobody waits for: it may stand in a read for ever.
fn typed() -> mpsc::Receiver<String> {
    let (told, lines) = mpsc::channel(16);
    let listen = move || {
        let mut input = io::stdin().lock();
        while let Ok(Some(line)) = read_line(&mut input) {
            if told.blocking_send(line).is_err() {
                return;
            }
        }
    };
    // Without the thread the receiver is told at once that nothing will come.
    let _ = std::thread::Builder::new().spawn(listen);
    lines
}

/// One line without its end, as far as it is text; none at the end of the input.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = input
        .by_ref()
        .take(LINE_BYTES)
        .read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') {
        // What is left of a line that is too long is no line of its own.
        input.skip_until(b'\n')?;
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
}
