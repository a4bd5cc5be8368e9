//! What a look at the queue as a whole, a rescue of its file and a purge came to. Plain data.

mod retention;

use std::path::PathBuf;

use crate::domain::ids::SubmissionId;
use crate::domain::untrusted::Untrusted;

pub use retention::{Before, Keeping, Rule, Swept};

/// How thoroughly a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Pages and tables.
    Quick,
    /// Also every index against its table, and the text index against the rows.
    Whole,
}

/// What a look at a file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Version of its schema.
    pub schema: i32,
    /// Submissions in it.
    pub submissions: u64,
    /// Entries of its journal.
    pub entries: u64,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What an earlier rescue had lost already, and said so in the journal.
    pub known: Vec<Fault>,
}

impl Checked {
    /// Whether nothing is wrong that is not known.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }
}

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// In which part.
    pub part: Part,
    /// Where exactly: a table, or the database's own words.
    pub place: Untrusted,
    /// How often, at least.
    pub count: u64,
}

/// A part of the file that can be wrong by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The pages of the file, its tables and indexes.
    Pages,
    /// Rows that name another row.
    References,
    /// Messages against their fingerprints.
    Messages,
    /// One live submission of a business key (I6).
    Keys,
    /// The chain of the journal.
    Journal,
    /// Counts that are kept against counting.
    Counts,
    /// The text index against the rows.
    Search,
}

impl Part {
    /// Its name in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::References => "references",
            Self::Messages => "messages",
            Self::Keys => "keys",
            Self::Journal => "journal",
            Self::Counts => "counts",
            Self::Search => "search",
        }
    }
}

/// A backup that was made and opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Submissions in it.
    pub submissions: u64,
}

/// What could be read of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The new file.
    pub path: PathBuf,
    /// Every table, with what came over and what did not.
    pub tables: Vec<RecoveredTable>,
    /// Submissions that other tables tell of and that could not be read.
    pub lost: Vec<SubmissionId>,
    /// Submissions that are held from now on: their message is lost.
    pub held: u64,
}

impl Recovered {
    /// Rows that are known to be lost.
    pub fn rows_lost(&self) -> u64 {
        self.tables.iter().map(|table| table.lost).sum()
    }

    /// Whether everything that can be known to have been there came over.
    pub fn is_everything(&self) -> bool {
        self.lost.is_empty()
            && self.held == 0
            && self
                .tables
                .iter()
                .all(|table| table.lost == 0 && !table.has_gap)
    }
}

/// One table of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveredTable {
    /// Its name.
    pub name: String,
    /// Rows that came over.
    pub rows: u64,
    /// Rows that were there and could not be taken over.
    pub lost: u64,
    /// There is a stretch of which nobody knows how many rows it held.
    pub has_gap: bool,
}

/// What a purge did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// Submissions whose personal data goes.
    pub submissions: u64,
    /// Submissions of which only the message goes.
    pub messages: u64,
    /// Drafts that nobody has touched for as long, which go whole.
    pub drafts: u64,
    /// Copies of the queue beside the file, which keep what they have.
    pub copies: u64,
    /// What is left of what was taken.
    pub traces: Traces,
    /// What each rule takes.
    pub rules: Vec<Swept>,
}

impl Purged {
    /// What these rules would do.
    pub fn foreseen(rules: Vec<Swept>, copies: u64, traces: Traces) -> Self {
        let rows = |rule| {
            let of_rule = rules.iter().filter(|swept| swept.rule == rule);
            of_rule.map(|swept| swept.rows).sum()
        };
        Self {
            submissions: rows(Rule::Results),
            messages: rows(Rule::Messages),
            drafts: rows(Rule::Drafts),
            copies,
            traces,
            rules,
        }
    }

    /// Whether no rule takes anything.
    pub fn is_nothing(&self) -> bool {
        self.rules.iter().all(|swept| swept.rows == 0)
    }
}

/// What is left of what was purged, where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traces {
    /// Nothing: it was wiped from file and log.
    Wiped,
    /// Others were at work on the file, so that its log may still have some of it.
    InUse,
    /// The server has given up the room of it, and overwrites it by and by. Its log and its backups
    /// are its own matter.
    Vacuumed,
    /// As before, but the server has yet to give up the room: we may not tell it to.
    Unvacuumed,
}

/// A queue that was copied into another kind of store, and found the same there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its tables.
    pub tables: Vec<MovedTable>,
}

/// A table that is the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTable {
    /// Its name.
    pub name: &'static str,
    /// Its rows.
    pub rows: u64,
    /// The SHA-256 of all of them, in hexadecimal.
    pub digest: String,
}
