//! Files that were cut or flipped at random: every command reads or refuses, and what is sent is
//! what was handed in, each time with a row of its own that was written before.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::Size;
use crate::common::{Ran, World, entries, entry};
use crate::random::Random;
use crate::table::Table;

/// Ends by itself in far less; more is a process that hangs.
const LONGEST: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Outcome {
    reported: u64,
    unharmed: u64,
    commands: u64,
    posts: u64,
    crashes: Vec<String>,
    silent: Vec<String>,
    slow: Vec<String>,
    wrong: Vec<String>,
    foreign: Vec<String>,
    unwritten: Vec<String>,
}

/// Damages a file in many ways.
pub fn run(size: Size) -> Table {
    let rounds = size.of(24, 500);
    let scene = Scene::new();
    let mut random = Random::new(size.seed);
    let mut outcome = Outcome::default();
    for round in 0..rounds {
        scene.put(&damaged(&scene.whole, round, &mut random));
        scene.ask(round, &mut outcome);
        if round % 10 == 1 {
            scene.serve_for_a_while(round, &mut outcome);
        }
    }
    let mut table = Table::new(format!("Damaged files ({rounds})"));
    table.exactly("files", outcome.reported + outcome.unharmed, rounds);
    table.at_least("reported", outcome.reported, 1_u64);
    table.told("of which the damage does not matter", outcome.unharmed);
    table.told("commands", outcome.commands);
    table.told("POSTs", outcome.posts);
    table.none("crashes", &outcome.crashes);
    table.none("failures without a word", &outcome.silent);
    table.none("took over 30 s", &outcome.slow);
    table.none(
        "found whole, and rows are not what they were",
        &outcome.wrong,
    );
    table.none("POSTs of what nobody handed in", &outcome.foreign);
    table.none("POSTs without a row of their own", &outcome.unwritten);
    table
}

/// A third is cut off, a third has one other bit, a third up to 200 other bytes.
fn damaged(whole: &[u8], round: u64, random: &mut Random) -> Vec<u8> {
    let mut bytes = whole.to_owned();
    match round % 3 {
        0 => bytes.truncate(random.below(whole.len())),
        1 => bytes[random.below(whole.len())] ^= 1 << random.below(8),
        _ => {
            for _ in 0..random.below(200) {
                let at = random.below(whole.len());
                bytes[at] = random.byte();
            }
        }
    }
    bytes
}

struct Scene {
    world: World,
    whole: Vec<u8>,
    /// What the whole file is listed as.
    listed: String,
    /// Another declaration.
    more: PathBuf,
    /// The fingerprints of everything that was handed in.
    messages: HashSet<String>,
}

impl Scene {
    fn new() -> Self {
        let world = World::new();
        let file = world.file("in.jsonl", entries(24));
        submit(&world, &file);
        let whole = std::fs::read(world.queue_file()).expect("readable");
        let listed = list(&world).stdout;
        let more = world.file("more.jsonl", entry(500).to_string());
        submit(&world, &more);
        let messages = Connection::open(world.queue_file())
            .expect("a database")
            .prepare("SELECT lower(hex(payload_sha256)) FROM body")
            .expect("a statement")
            .query_map([], |row| row.get(0))
            .expect("read")
            .collect::<rusqlite::Result<_>>()
            .expect("read");
        Self {
            world,
            whole,
            listed,
            more,
            messages,
        }
    }

    /// Puts the file in the place of the queue, without what a killed program left beside it.
    fn put(&self, bytes: &[u8]) {
        let path = self.world.queue_file();
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(path.with_file_name(format!("queue.db{end}")));
        }
        std::fs::write(path, bytes).expect("written");
    }

    fn ask(&self, round: u64, outcome: &mut Outcome) {
        let new = self.world.folder.path().join("new.db");
        let (into, more) = (
            new.to_str().expect("UTF-8"),
            self.more.to_str().expect("UTF-8"),
        );
        let mut is_whole = false;
        for command in [
            &["store", "check"][..],
            &["store", "check", "--quick", "--json"],
            &["queue", "list", "--json"],
            &["queue", "show", "3"],
            &["store", "recover", "--into", into],
            &["submit", more],
        ] {
            let begun = Instant::now();
            let ran = self.world.run(command);
            let what = format!("round {round}: {command:?}: {} {}", ran.code, ran.stderr);
            outcome.commands += 1;
            if begun.elapsed() > LONGEST {
                outcome.slow.push(what.clone());
            }
            if !(0..=4).contains(&ran.code) || ran.stderr.contains("panicked") {
                outcome.crashes.push(what);
            } else if ran.code != 0 && ran.stderr.trim().is_empty() {
                outcome.silent.push(what);
            } else if command == ["store", "check"] {
                is_whole = ran.code == 0;
            } else if is_whole && command[1] == "list" && ran.stdout != self.listed {
                outcome.wrong.push(what);
            }
        }
        *if is_whole {
            &mut outcome.unharmed
        } else {
            &mut outcome.reported
        } += 1;
        let _ = std::fs::remove_file(&new);
    }

    fn serve_for_a_while(&self, round: u64, outcome: &mut Outcome) {
        let before = self.world.nsso().ledger().posts.len();
        let journalled = self.journalled_posts().unwrap_or(0);
        let mut worker = self.world.start(["serve"]);
        std::thread::sleep(Duration::from_secs(2));
        worker.terminate();
        let ledger = self.world.nsso().ledger();
        let posts = &ledger.posts[before..];
        outcome.posts += posts.len() as u64;
        for post in posts {
            if !self.messages.contains(&post.sha256) {
                outcome.foreign.push(format!("round {round}"));
            }
        }
        let written = self.journalled_posts().unwrap_or(0) - journalled;
        if written < posts.len() as u64 {
            let what = format!("round {round}: {} POSTs, {written} rows", posts.len());
            outcome.unwritten.push(what);
        }
    }

    /// How many POSTs the file knows of.
    fn journalled_posts(&self) -> rusqlite::Result<u64> {
        let posts: i64 = Connection::open(self.world.queue_file())?.query_row(
            "SELECT count(*) FROM exchange WHERE method = 'POST'",
            [],
            |row| row.get(0),
        )?;
        Ok(posts.unsigned_abs())
    }
}

fn list(world: &World) -> Ran {
    world.run(["queue", "list", "--json"])
}

fn submit(world: &World, file: &std::path::Path) {
    let ran = world.run(["submit", file.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}
