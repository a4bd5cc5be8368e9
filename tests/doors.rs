//! Every place where foreign bytes come in takes good files, damaged ones and noise, and neither
//! panics nor says a word that a terminal would obey.
//!
//! The fuzzer (`just fuzz`) goes on from the same seeds for as long as one lets it; here each of
//! them is spoiled a few hundred times. `DIMONITOR_DOORS=N` spoils it N times.
//! `DIMONITOR_SEEDS=FOLDER` writes the seeds there, a folder for each door.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a test that is told how long to go on, and says what it did"
)]

#[path = "common/random.rs"]
mod random;
#[path = "doors/seeds.rs"]
mod seeds;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dimonitor::fuzzing::{DOORS, door};
use random::Random;

/// Spoiled seeds of each seed.
const USUAL: usize = 60;

fn spoiled_each() -> usize {
    std::env::var("DIMONITOR_DOORS")
        .ok()
        .and_then(|told| told.parse().ok())
        .unwrap_or(USUAL)
}

/// Bytes that readers look for, whatever they read.
const TELLING: [&[u8]; 24] = [
    b"-----BEGIN ",
    b"-----END ",
    b"-----",
    b"\xEF\xBB\xBF",
    b"\0",
    b"\x1b[2J",
    b"\x1b]52;c;eA==\x07",
    b"\xC2\x9B",
    b"\xE2\x80\xAE",
    b"\xF3\xA0\x81\x81",
    b"\"",
    b";",
    b"\r\n",
    b"{",
    b"[[[[[[[[",
    b"\\ud800",
    b"99999999999999999999",
    b"-1",
    b"1e999",
    b"!!!!",
    b"@a",
    b"..",
    b"\x30\x84\xFF\xFF\xFF\xFF",
    b"\x30\x80",
];

/// The bytes with a few things done to them.
fn spoiled(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(7) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            2 if at < bytes.len() => bytes[at] = random.byte(),
            3 => {
                let length = random.below(32).min(bytes.len() - at);
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 => {
                let length = random.below(32).min(bytes.len() - at);
                bytes.drain(at..at + length);
            }
            _ => {
                let telling = TELLING[random.below(TELLING.len())];
                bytes.splice(at..at, telling.iter().copied());
            }
        }
    }
    bytes
}

fn enter(name: &str, bytes: &[u8]) {
    let door = door(name).expect("seeds are for doors");
    let went = catch_unwind(AssertUnwindSafe(|| (door.enter)(bytes)));
    assert!(
        went.is_ok(),
        "{name} does not take {:?}",
        String::from_utf8_lossy(bytes)
    );
}

#[test]
fn every_door_takes_its_seeds_and_what_becomes_of_them() {
    let seeds = seeds::all();
    let times = spoiled_each();
    let mut random = Random::new(0x0d0e_5eed);
    let mut entered: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, seed) in &seeds {
        enter(name, seed);
        for _ in 0..times {
            enter(name, &spoiled(seed, &mut random));
        }
        *entered.entry(name).or_default() += 1 + times;
    }
    for door in &DOORS {
        let count = entered.get(door.name).copied().unwrap_or_default();
        assert!(count > 0, "{} has no seed", door.name);
        println!("{:<12} {count:>8}", door.name);
    }
}

#[test]
fn seeds_are_written_where_they_are_wanted() {
    let Some(folder) = std::env::var_os("DIMONITOR_SEEDS").map(std::path::PathBuf::from) else {
        return;
    };
    for (number, (name, seed)) in seeds::all().iter().enumerate() {
        let folder = folder.join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join(format!("seed-{number:03}")), seed).expect("written");
    }
}
