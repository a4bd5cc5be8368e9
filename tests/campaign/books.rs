//! The store's books against the server's: what each says that happened to every declaration.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use dimonitor::domain::ids::SubmissionId;
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::report::{Exchange, JournalEntry, Method};
use dimonitor::simulator::{Answer, Ledger, PostEntry};
use dimonitor::store::{OpenOptions, SqliteStore, Store};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::common::World;
use crate::table::Table;

/// A submission as the store keeps it.
pub struct Kept {
    pub id: i64,
    pub reference: String,
    pub state: StateKind,
    pub declaration: Option<u64>,
    pub supersedes: Option<i64>,
    /// Of the message, as the server's books name it.
    pub sha256: String,
    pub attempts: Vec<Exchange>,
    pub events: Vec<JournalEntry>,
}

impl Kept {
    pub fn posts(&self) -> impl Iterator<Item = &Exchange> {
        self.attempts
            .iter()
            .filter(|attempt| attempt.method == Method::Post)
    }

    fn said(&self) -> String {
        format!("{} ({}, {})", self.id, self.reference, self.state.as_str())
    }
}

/// Both books.
pub struct Books {
    pub rows: Vec<Kept>,
    pub ledger: Ledger,
    /// The result that the server has for each number.
    results: HashMap<u64, String>,
}

/// What does not agree, each by name.
#[derive(Default)]
pub struct Disagreements {
    pub lost: Vec<String>,
    pub duplicate: Vec<String>,
    pub untracked: Vec<String>,
    pub phantom: Vec<String>,
    pub wrong: Vec<String>,
    pub stuck: Vec<String>,
    /// Posted again after an answer that does not say "not taken".
    pub reposted: Vec<String>,
    /// POSTs that the server read and no attempt was written down for before.
    pub unjournalled: Vec<String>,
    /// Still in doubt, while the server has it: allowed, for a person to end.
    pub doubts_of_taken: u64,
}

impl Disagreements {
    /// Those of another world, under its name.
    pub fn add(&mut self, other: Self, name: &str) {
        for (all, more) in [
            (&mut self.lost, other.lost),
            (&mut self.duplicate, other.duplicate),
            (&mut self.untracked, other.untracked),
            (&mut self.phantom, other.phantom),
            (&mut self.wrong, other.wrong),
            (&mut self.stuck, other.stuck),
            (&mut self.reposted, other.reposted),
            (&mut self.unjournalled, other.unjournalled),
        ] {
            all.extend(more.iter().map(|said| format!("{name}: {said}")));
        }
        self.doubts_of_taken += other.doubts_of_taken;
    }

    pub fn tell(&self, table: &mut Table) {
        table.none("LOST", &self.lost);
        table.none("DUPLICATE", &self.duplicate);
        table.none("UNTRACKED", &self.untracked);
        table.none("PHANTOM", &self.phantom);
        table.none("WRONG", &self.wrong);
        table.none("STUCK", &self.stuck);
        table.none("posted again without a \"not taken\"", &self.reposted);
        table.none("POST without an attempt before it", &self.unjournalled);
        table.told("in doubt although taken", self.doubts_of_taken);
    }
}

impl Books {
    /// Reads both.
    pub fn read(world: &World) -> Self {
        Self::of(world, &world.queue(), &world.queue_file())
    }

    /// Reads the server's, and those of a file of which the program lists these rows.
    pub fn of(world: &World, rows: &[Value], file: &Path) -> Self {
        let options = OpenOptions {
            environment: "sandbox",
            read_only: true,
        };
        let store = SqliteStore::open(file, options).expect("readable");
        Self::of_store(world, rows, &store)
    }

    /// Those of a store of which the program lists these rows.
    pub fn of_store(world: &World, rows: &[Value], store: &dyn Store) -> Self {
        let kept = rows.iter().map(|row| {
            let id = row["id"].as_i64().expect("a number");
            let timeline = world.block_on(store.timeline(SubmissionId(id)));
            let timeline = timeline.expect("readable").expect("it was listed");
            let payload = timeline.payload.expect("nothing was purged");
            Kept {
                id,
                reference: row["reference"].as_str().unwrap_or_default().to_owned(),
                // What the program says, not what the library reads.
                state: StateKind::parse(row["state"].as_str().expect("a text")).expect("a state"),
                declaration: row["declaration_id"].as_u64(),
                supersedes: row["supersedes"].as_i64(),
                sha256: hexadecimal(payload.raw()),
                attempts: timeline.attempts,
                events: timeline.events,
            }
        });
        let rows = kept.collect();
        let ledger = world.nsso().ledger();
        let numbers = ledger.posts.iter().filter_map(|post| post.declaration);
        let results = numbers.filter_map(|number| {
            let answer = world.nsso().answer(number, world.nsso().now())?;
            let letter = answer.pointer("/declarationStatus/result")?.as_str()?;
            Some((number, letter.to_owned()))
        });
        Self {
            rows,
            results: results.collect(),
            ledger,
        }
    }

    /// Holds one against the other. `told` are the references that somebody was told are queued.
    pub fn compare(&self, told: &HashSet<String>) -> Disagreements {
        let mut found = Disagreements::default();
        let references: HashSet<&str> =
            self.rows.iter().map(|row| row.reference.as_str()).collect();
        for reference in told {
            if !references.contains(reference.as_str()) {
                found
                    .lost
                    .push(format!("LOST {reference}: said to be queued"));
            }
        }
        let hashes: HashSet<&str> = self.rows.iter().map(|row| row.sha256.as_str()).collect();
        for post in &self.ledger.posts {
            if !hashes.contains(post.sha256.as_str()) {
                found
                    .lost
                    .push(format!("LOST {:?}: posted, no row", post.declaration));
            }
        }
        // A correction may say what the corrected one said: attempts tell them apart.
        let by_trace: HashMap<&str, &PostEntry> = self
            .ledger
            .posts
            .iter()
            .filter_map(|post| Some((post.trace_id.as_deref()?, post)))
            .collect();
        for row in &self.rows {
            self.judge(row, &by_trace, &mut found);
        }
        self.judge_posts(&mut found);
        found
    }

    fn judge(&self, row: &Kept, by_trace: &HashMap<&str, &PostEntry>, found: &mut Disagreements) {
        let seen: Vec<(&Exchange, &PostEntry)> = row
            .posts()
            .filter_map(|attempt| Some((attempt, *by_trace.get(attempt.trace_id.as_str())?)))
            .collect();
        let taken: Vec<u64> = seen
            .iter()
            .filter_map(|(_, post)| post.declaration)
            .collect();
        if taken.len() > 1 {
            let said = format!("DUPLICATE {}: taken as {taken:?}", row.said());
            found.duplicate.push(said);
        }
        let is_doubt = row.state == StateKind::InDoubt;
        if !taken.is_empty() && !is_doubt && row.declaration.is_none() {
            let said = format!("UNTRACKED {}: taken as {taken:?}", row.said());
            found.untracked.push(said);
        }
        if is_doubt && !taken.is_empty() {
            found.doubts_of_taken += 1;
        }
        let is_taken = matches!(
            row.state,
            StateKind::Submitted
                | StateKind::Waiting
                | StateKind::Accepted
                | StateKind::AcceptedWarning
                | StateKind::Refused
        );
        let number_is_right = row
            .declaration
            .is_some_and(|number| taken.contains(&number));
        if (is_taken || row.declaration.is_some()) && !number_is_right {
            let said = format!("PHANTOM {}: {:?}", row.said(), row.declaration);
            found.phantom.push(said);
        }
        let letter = match row.state {
            StateKind::Accepted => Some("A"),
            StateKind::AcceptedWarning => Some("W"),
            StateKind::Refused => Some("B"),
            _ => None,
        };
        let truth = row.declaration.and_then(|number| self.results.get(&number));
        if letter.is_some() && letter != truth.map(String::as_str) {
            found
                .wrong
                .push(format!("WRONG {}: the server says {truth:?}", row.said()));
        }
        if !(row.state.is_final() || is_doubt || row.state == StateKind::Waiting) {
            found.stuck.push(format!("STUCK {}", row.said()));
        }
        for (before, post) in seen.iter().take(seen.len().saturating_sub(1)) {
            let says_no = matches!(post.answer, Answer::Status(401 | 429 | 503))
                && before.outcome.as_deref() == Some("not_taken");
            if !says_no {
                let said = format!("REPOSTED {} after {:?}", row.said(), post.answer);
                found.reposted.push(said);
            }
        }
    }

    /// Every POST has one attempt of its trace id, written before it, and no two have the same.
    fn judge_posts(&self, found: &mut Disagreements) {
        let attempts: HashMap<&str, &Exchange> = self
            .rows
            .iter()
            .flat_map(Kept::posts)
            .map(|attempt| (attempt.trace_id.as_str(), attempt))
            .collect();
        let mut traces = HashSet::new();
        for post in &self.ledger.posts {
            let trace = post.trace_id.as_deref().unwrap_or_default();
            let attempt = attempts.get(trace);
            // Moments are kept by the millisecond.
            let is_before = |attempt: &&Exchange| {
                attempt.at.as_millisecond() <= post.at.as_millisecond() && attempt.trace_id == trace
            };
            if !attempt.is_some_and(is_before) {
                let since = attempt.map(|attempt| attempt.at);
                let said = format!(
                    "UNJOURNALLED {trace}: {:?}, read at {}, attempt of {since:?}",
                    post.declaration, post.at
                );
                found.unjournalled.push(said);
            }
            if !traces.insert(trace) {
                found
                    .reposted
                    .push(format!("REPOSTED under the same trace id {trace}"));
            }
        }
        // What was taken without any attempt is in none of the rows' own counts.
        let mut times: HashMap<&str, usize> = HashMap::new();
        for post in &self.ledger.posts {
            let has_attempt = post
                .trace_id
                .as_deref()
                .is_some_and(|trace| attempts.contains_key(trace));
            if post.declaration.is_some() && !has_attempt {
                *times.entry(&post.sha256).or_default() += 1;
            }
        }
        for (sha256, times) in times {
            let other = self.rows.iter().any(|row| {
                row.sha256 == sha256
                    && row
                        .posts()
                        .any(|attempt| attempt.outcome.as_deref() == Some("taken"))
            });
            if times > 1 || other {
                let said = format!("DUPLICATE {sha256}: taken {times} times without an attempt");
                found.duplicate.push(said);
            }
            let row = self.rows.iter().find(|row| row.sha256 == sha256);
            if let Some(row) = row.filter(|row| row.state != StateKind::InDoubt && !other) {
                let said = format!("UNTRACKED {}: taken without an attempt", row.said());
                found.untracked.push(said);
            }
        }
    }
}

fn hexadecimal(text: &str) -> String {
    use std::fmt::Write as _;
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}
