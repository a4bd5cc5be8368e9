//! What is done to a queue as a whole, wherever it is: looking whether it is whole, and taking
//! personal data out of it. Each kind of store does it in its own way, by the same rules.

use std::path::PathBuf;

use jiff::Timestamp;

use super::closing::{Closing, Reopening};
use super::postgres::{self, PgOptions};
use super::sqlite;
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::{Before, Checked, Depth, Purged};
use crate::store::StoreError;

/// The event of a purge in the journal.
pub(super) const PURGED: &str = "purged";

/// What is taken out of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taking {
    /// All that is personal.
    Everything,
    /// The message, and what was typed for it.
    Message,
}

impl Taking {
    /// Those that ended before a moment and still have it, as SQL behind a list of columns: rows
    /// `s` with their texts `b`.
    pub(super) fn rows(self, moment: &str) -> String {
        let (join, has_it) = match self {
            Self::Everything => (
                "LEFT JOIN",
                "(s.worker_name IS NOT NULL OR s.ssin IS NOT NULL OR b.payload IS NOT NULL OR b.answer IS NOT NULL
                  OR b.anomalies IS NOT NULL OR b.draft IS NOT NULL)",
            ),
            Self::Message => ("JOIN", "(b.payload IS NOT NULL OR b.draft IS NOT NULL)"),
        };
        format!(
            "FROM submission s {join} body b ON b.submission_id = s.id
             WHERE s.state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
               AND s.updated_at < {moment} AND {has_it}"
        )
    }

    /// The moment of its rule.
    pub(super) fn before(self, before: &Before) -> Timestamp {
        match self {
            Self::Everything => before.results,
            Self::Message => before.messages,
        }
    }

    /// What the journal says of each row beside the event.
    pub(super) fn reason(self) -> Option<&'static str> {
        match self {
            Self::Everything => None,
            Self::Message => Some("message"),
        }
    }
}

/// What is to be purged.
#[derive(Debug, Clone)]
pub struct Purge {
    /// What has not changed since then, by rule.
    pub before: Before,
    /// What these moments were counted from, for the journal.
    pub told: String,
    /// Who does it.
    pub actor: String,
    /// Now.
    pub now: Timestamp,
}

impl Purge {
    /// What the journal says of all of it; nothing, when nothing was purged.
    pub(super) fn note(&self, purged: &Purged) -> Option<String> {
        let Purged {
            submissions,
            messages,
            drafts,
            ..
        } = purged;
        if submissions + messages + drafts == 0 {
            return None;
        }
        let mut what = format!("{} submissions={submissions} drafts={drafts}", self.told);
        if *messages > 0 {
            what = format!("{what} messages={messages}");
        }
        Some(what)
    }
}

/// Where a queue is kept.
#[derive(Debug, Clone)]
pub enum Site {
    /// In a file of this host.
    File {
        /// The file.
        path: PathBuf,
        /// The environment whose submissions it holds.
        environment: String,
    },
    /// In a database.
    Server(Box<PgOptions>),
}

impl Site {
    /// The place as a person may see it.
    pub fn shown(&self) -> String {
        match self {
            Self::File { path, .. } => Untrusted::new(path.to_string_lossy()).shown(),
            Self::Server(options) => options.place.shown(),
        }
    }

    /// Whether a server looks after it.
    pub fn is_server(&self) -> bool {
        matches!(self, Self::Server(_))
    }

    /// Looks whether everything is what it should be. Only reads; damage is what it finds, and no
    /// failure of its own.
    ///
    /// Blocks the calling thread.
    pub fn check(&self, depth: Depth) -> Result<Checked, Problem> {
        match self {
            Self::File { path, environment } => sqlite::check(path, environment, depth),
            Self::Server(options) => postgres::check(looking(options), depth),
        }
    }

    /// Says what would be purged; changes nothing.
    ///
    /// Blocks the calling thread.
    pub fn purge_preview(&self, purge: &Purge) -> Result<Purged, Problem> {
        match self {
            Self::File { path, environment } => sqlite::purge_preview(path, environment, purge),
            Self::Server(options) => postgres::purge_preview(looking(options), purge),
        }
    }

    /// Purges, a few rows at a time. Makes no queue where there is none.
    ///
    /// Blocks the calling thread.
    pub fn purge(&self, purge: &Purge) -> Result<Purged, StoreError> {
        match self {
            Self::File { path, environment } => sqlite::purge(path, environment, purge),
            Self::Server(options) => postgres::purge(PgOptions::clone(options), purge),
        }
    }

    /// Closes the queue, on which nobody may be working: it takes no changes any more. One that is
    /// closed for the same place stays so.
    ///
    /// Blocks the calling thread.
    pub(super) fn close(&self, closing: &Closing) -> Result<(), StoreError> {
        match self {
            Self::File { path, environment } => sqlite::close(path, environment, closing),
            Self::Server(options) => postgres::close(PgOptions::clone(options), closing),
        }
    }

    /// Opens a closed queue again; whether it was closed.
    ///
    /// Blocks the calling thread.
    pub fn reopen(&self, reopening: &Reopening) -> Result<bool, StoreError> {
        match self {
            Self::File { path, environment } => sqlite::reopen(path, environment, reopening),
            Self::Server(options) => postgres::reopen(PgOptions::clone(options), reopening),
        }
    }

    /// Purges, unless there is nothing to purge; of several hosts on one queue only the first of a
    /// day does.
    ///
    /// Blocks the calling thread.
    pub fn purge_daily(&self, purge: &Purge) -> Result<Option<Purged>, StoreError> {
        match self {
            Self::File { .. } => {
                // Rewriting the file for nothing would be a waste.
                let found = self.purge_preview(purge)?;
                if found.is_nothing() {
                    return Ok(None);
                }
                self.purge(purge).map(Some)
            }
            Self::Server(options) => postgres::purge_daily(PgOptions::clone(options), purge),
        }
    }
}

fn looking(options: &PgOptions) -> PgOptions {
    PgOptions {
        read_only: true,
        ..options.clone()
    }
}
