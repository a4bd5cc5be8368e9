//! `demo --rows`: fills a new store, for trying out and for measuring.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::sync_channel;

use crate::app::{Setup, shown};
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::domain::clock::Clock as _;
use crate::domain::environment::Environment;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::{EngineClock, from_store};
use crate::store::{Filler, Life};

use super::rows;

/// The terminal hears of this many rows at a time.
const TOLD: u64 = 10_000;
/// Lives that are handed over at a time, and how many times that are ready before.
const BATCH: usize = 256;
const BATCHES_AHEAD: usize = 8;

/// Fills the store of the home that was named.
pub(super) fn run(setup: &Setup, rows: u64, out: &Output<'_>) -> Result<Exit, Problem> {
    let Some(home) = &setup.global.home else {
        return Err(
            Problem::new(ProblemClass::Usage, Text::new("demo-rows-home"))
                .hint(Text::new("demo-rows-home-hint")),
        );
    };
    let data = setup.home.environment(Environment::Sandbox)?;
    let filler = Filler::create(&data.queue(), Environment::Sandbox.as_str())?;
    let lives = rows::lives(rows, EngineClock::system().now());
    let watched = std::io::stderr().is_terminal();
    let tell = |text: &Text| {
        let _ = write!(std::io::stderr(), "\r\x1b[K{}", out.words(text));
    };
    let told = |done: u64| {
        if watched && done == rows {
            tell(&Text::new("demo-rows-sorting"));
        } else if watched && done.is_multiple_of(TOLD) {
            tell(
                &Text::new("demo-rows-progress")
                    .with("done", number(done))
                    .with("rows", number(rows)),
            );
        }
    };
    keep_freed_memory();
    made_ahead(lives, |lives| filler.fill(lives, told)).map_err(from_store)?;
    if watched {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    out.say(
        &Text::new("demo-rows-filled")
            .with("rows", number(rows))
            .with("home", shown(home)),
    );
    Ok(Exit::Done)
}

/// `SQLite` takes and frees 100 kB for every list in a constraint, several times a row, which the
/// C library would fetch from the system and give back each time. It keeps twice as much as the
/// largest block that it has ever given back (mallopt(3), `M_MMAP_THRESHOLD`).
fn keep_freed_memory() {
    const BLOCK: usize = 4 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(BLOCK)));
}

/// Inventing a life takes about as long as writing it: each has a thread.
fn made_ahead<T>(
    mut lives: impl Iterator<Item = Life> + Send,
    work: impl FnOnce(&mut dyn Iterator<Item = Life>) -> T,
) -> T {
    let (ready, taken) = sync_channel(BATCHES_AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            loop {
                let batch: Vec<Life> = lives.by_ref().take(BATCH).collect();
                // Nobody takes it when the work has failed.
                if batch.is_empty() || ready.send(batch).is_err() {
                    break;
                }
            }
        });
        work(&mut taken.into_iter().flatten())
    })
}

fn number(rows: u64) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
