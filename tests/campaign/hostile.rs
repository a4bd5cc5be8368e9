//! Hostile text in seven places: names with escape codes in them, marks that turn the direction of
//! reading and letters that nobody sees go through the real binary, and every byte that comes out is
//! looked at. Each string is numbered, so that it is known to have come through and not believed.

mod forged;
mod paper;
mod screen;
mod talk;

use std::collections::HashSet;

use crate::Size;
use crate::common::World;
use crate::enemy::{Sink, foreign, strings_with};
use crate::table::Table;

/// Lets them loose.
pub fn run(size: Size) -> Table {
    let random = usize::try_from(size.of(300, 100_000)).expect("a number");
    let strings = strings_with(random);
    let total = strings.len();
    let world = World::new();
    forged::fill(&world, &strings);
    let mut places = vec![
        talk::stdout(&world, total),
        talk::stderr(&world, &strings),
        paper::log(&strings),
        paper::export(&world, total),
    ];
    places.extend(screen::look(&world, total));

    let mut table = Table::new(format!(
        "hostile text: {} chosen and {random} random strings",
        total - random
    ));
    for place in &places {
        table.exactly(
            format!("{}: strings that came through", place.name),
            place.strings(),
            total,
        );
        table.told("  bytes looked at", place.bytes);
        table.none("  what a terminal or a reader would obey", &place.wrong);
    }
    table
}

/// A string with its number before it, in letters that nobody changes.
fn numbered(letter: char, place: usize, text: &str) -> String {
    format!("{letter}{place:06}q {text}")
}

/// The numbers of this letter's strings in a text.
fn numbers(letter: char, text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(letter).filter_map(|(at, _)| {
        let digits = text.get(at + 1..at + 7)?;
        let ended = text[at + 7..].starts_with('q');
        digits.parse().ok().filter(|_| ended)
    })
}

/// What was seen of one place.
struct Place {
    name: &'static str,
    seen: HashSet<usize>,
    bytes: usize,
    wrong: Vec<String>,
}

impl Place {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            seen: HashSet::new(),
            bytes: 0,
            wrong: Vec::new(),
        }
    }

    /// How many strings came through here.
    fn strings(&self) -> usize {
        self.seen.len()
    }

    /// Looks at what was written here, line by line where it has lines.
    fn look(&mut self, letter: char, bytes: &[u8], sink: Sink) {
        self.bytes += bytes.len();
        self.seen
            .extend(numbers(letter, &String::from_utf8_lossy(bytes)));
        let lines: Vec<&[u8]> = match sink {
            Sink::Screen => vec![bytes],
            _ => bytes.split_inclusive(|byte| *byte == b'\n').collect(),
        };
        let found = lines.into_iter().filter_map(|line| foreign(line, sink));
        self.wrong
            .extend(found.map(|what| format!("{}: {what}", self.name)));
    }
}
