//! The fault campaign: the real binary, real files and the simulator's truthful ledger, with the
//! program's enemies let loose on it. Short inside `cargo test`, long as `just campaign`.
//!
//! Each harness prints its counts as a table; the process ends with 1 when one of them is wrong.
//! `cargo test --test campaign -- [--long] [--seed N] [--size N] [NAME…]`

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the campaign watches real processes in real time and prints its counts"
)]

mod answer_cases;
mod answers;
mod books;
mod canaries;
#[path = "../common/canary.rs"]
mod canary;
mod clocks;
#[path = "../common/mod.rs"]
mod common;
mod crowd;
mod damaged;
mod disk;
#[path = "../common/hostile.rs"]
mod enemy;
mod faketime;
mod hostile;
mod kill;
mod lost;
mod memory;
mod middle;
mod migrations;
mod nights;
mod peek;
#[path = "../common/postgres.rs"]
mod postgres;
mod power;
#[path = "../console/terminal.rs"]
mod pty;
mod races;
mod relay;
#[path = "../common/shared.rs"]
mod shared;
mod spoiled;
mod steps;
mod table;
mod take_over;
mod team;
mod terminal;
mod tls;
mod trace;
mod writes;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;

use enemy::random;
use table::Table;

/// How much is done.
#[derive(Debug, Clone, Copy)]
struct Size {
    long: bool,
    seed: u64,
    /// In place of the usual number of kills, rounds or answers.
    count: Option<u64>,
}

impl Size {
    /// The number that was asked for, else the one of the short or long size.
    fn of(self, short: u64, long: u64) -> u64 {
        self.count.unwrap_or(if self.long { long } else { short })
    }
}

type Harness = fn(Size) -> Table;

const HARNESSES: &[(&str, Harness)] = &[
    ("kill", kill::run),
    ("answers", answers::run),
    ("tls", tls::run),
    ("races", races::run),
    ("lost", lost::run),
    ("take-over", take_over::run),
    ("team", team::run),
    ("steps", steps::run),
    ("power", power::run),
    ("writes", writes::run),
    ("clocks", clocks::run),
    ("terminal", terminal::run),
    ("migrations", migrations::run),
    ("damaged", damaged::run),
    ("hostile", hostile::run),
    ("canaries", canaries::run),
];

/// What was asked for on the command line, which is also the one of every other test.
struct Wanted {
    names: Vec<String>,
    size: Size,
    is_list: bool,
}

impl Wanted {
    fn read(mut arguments: impl Iterator<Item = String>) -> Self {
        let mut wanted = Self {
            names: Vec::new(),
            size: Size {
                long: false,
                seed: any_seed(),
                count: None,
            },
            is_list: false,
        };
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().and_then(|text| text.parse().ok());
            match argument.as_str() {
                "--long" => wanted.size.long = true,
                "--list" => wanted.is_list = true,
                "--seed" => wanted.size.seed = number().expect("a number after --seed"),
                "--size" => wanted.size.count = Some(number().expect("a number after --size")),
                // Those of libtest, which mean nothing here.
                "--skip" | "--test-threads" | "--format" | "--color" | "-Z" => {
                    let _ = arguments.next();
                }
                flag if flag.starts_with('-') => {}
                name => wanted.names.push(name.to_owned()),
            }
        }
        wanted
    }

    fn has(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| name.contains(wanted))
    }
}

fn main() -> ExitCode {
    let wanted = Wanted::read(std::env::args().skip(1));
    let chosen = HARNESSES.iter().filter(|(name, _)| wanted.has(name));
    if wanted.is_list {
        for (name, _) in chosen {
            println!("{name}: test");
        }
        return ExitCode::SUCCESS;
    }
    println!("seed {}", wanted.size.seed);
    let size = wanted.size;
    let wrong: Vec<&str> = if size.long {
        chosen
            .filter(|one| !is_right(one, size))
            .map(|one| one.0)
            .collect()
    } else {
        // Most of a short one is waiting.
        std::thread::scope(|scope| {
            let running: Vec<_> = chosen
                .map(|one| (one.0, scope.spawn(move || is_right(one, size))))
                .collect();
            running
                .into_iter()
                .filter_map(|(name, running)| (!running.join().unwrap_or(false)).then_some(name))
                .collect()
        })
    };
    if wrong.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nWRONG: {}", wrong.join(", "));
    ExitCode::FAILURE
}

/// A seed that is another one each time.
fn any_seed() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(1, |since| since.as_secs() % 1_000_000)
}

/// Runs one and prints its table. One that cannot go on is as wrong as one that counts wrong.
fn is_right((name, harness): &(&str, Harness), size: Size) -> bool {
    let begun = Instant::now();
    let table = catch_unwind(AssertUnwindSafe(|| harness(size)));
    let seconds = begun.elapsed().as_secs();
    if let Ok(table) = table {
        println!("{table}  ({name}: {seconds} s)");
        table.is_right()
    } else {
        println!("{name}: could not go on after {seconds} s");
        false
    }
}
