//! The journal: appended to in the commit of what it tells, chained by hashes (I7).

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::values::Moment;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::domain::report::JournalEntry;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

pub(in crate::store) type Hash = [u8; 32];

/// What `verify` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainCheck {
    /// Every entry is as it was written.
    Whole {
        /// How many entries there are.
        entries: u64,
    },
    /// Somebody changed, removed or put in an entry.
    Broken {
        /// The first entry that does not fit.
        sequence: i64,
    },
}

/// What happened to a submission, before it has a place in the journal.
pub(in crate::store) struct Happening<'a> {
    pub at: Timestamp,
    pub actor: &'a str,
    pub submission: Option<SubmissionId>,
    pub event: &'a str,
    pub from: Option<StateKind>,
    pub to: Option<StateKind>,
    pub reason: Option<&'a str>,
}

/// The end of the journal, inside of a transaction that nobody else can append beside.
pub(super) struct Journal<'a> {
    connection: &'a Connection,
    sequence: i64,
    hash: Hash,
}

impl<'a> Journal<'a> {
    pub(super) fn open(connection: &'a Connection) -> Result<Self, StoreError> {
        let end = connection
            .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (sequence, hash) = end.unwrap_or_default();
        Ok(Self {
            connection,
            sequence,
            hash,
        })
    }

    /// An entry stays for ever, so a national number that somebody typed is masked in it.
    pub(super) fn append(&mut self, happening: &Happening<'_>) -> Result<(), StoreError> {
        let reason = happening.reason.map(mask);
        let happening = &Happening {
            reason: reason.as_deref(),
            ..*happening
        };
        let sequence = self.sequence + 1;
        let hash = chained(&self.hash, sequence, happening);
        self.connection
            .prepare_cached(
                "INSERT INTO journal(seq, at, actor, submission_id, event, from_state, to_state, reason, prev_hash, hash)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                sequence,
                Moment(happening.at),
                happening.actor,
                happening.submission,
                happening.event,
                happening.from,
                happening.to,
                happening.reason,
                self.hash,
                hash,
            ])?;
        self.sequence = sequence;
        self.hash = hash;
        Ok(())
    }

    /// A fact that is about no submission.
    pub(super) fn note(
        &mut self,
        at: Timestamp,
        actor: &str,
        event: &str,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.append(&Happening {
            at,
            actor,
            submission: None,
            event,
            from: None,
            to: None,
            reason: Some(reason),
        })
    }
}

/// Every field goes in with its length, so that no two entries spell the same bytes.
pub(in crate::store) fn chained(before: &Hash, sequence: i64, happening: &Happening<'_>) -> Hash {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(sequence.to_be_bytes());
    hash.update(happening.at.as_millisecond().to_be_bytes());
    let submission = happening.submission.map(|id| id.to_string());
    let fields = [
        Some(happening.actor),
        submission.as_deref(),
        Some(happening.event),
        happening.from.map(StateKind::as_str),
        happening.to.map(StateKind::as_str),
        happening.reason,
    ];
    for field in fields {
        match field {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
        }
    }
    hash.finalize().into()
}

/// The latest entries, newest first.
pub(super) fn latest(
    connection: &Connection,
    limit: usize,
) -> Result<Vec<JournalEntry>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let entries = connection
        .prepare_cached("SELECT * FROM journal ORDER BY seq DESC LIMIT ?1")?
        .query_map([limit], entry)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

/// All entries of a submission, oldest first.
pub(super) fn of(
    connection: &Connection,
    id: SubmissionId,
) -> Result<Vec<JournalEntry>, StoreError> {
    let entries = connection
        .prepare_cached("SELECT * FROM journal WHERE submission_id = ?1 ORDER BY seq")?
        .query_map([id], entry)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

/// Recomputes the chain from the first entry on.
pub(super) fn verify(connection: &Connection) -> Result<ChainCheck, StoreError> {
    let mut statement = connection.prepare("SELECT * FROM journal ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut sequence, mut before) = (0, Hash::default());
    while let Some(row) = rows.next()? {
        let entry = entry(row)?;
        sequence += 1;
        let hash = of_entry(&before, &entry);
        if entry.sequence != sequence || row.get::<_, Hash>("hash")? != hash {
            return Ok(ChainCheck::Broken { sequence });
        }
        before = hash;
    }
    Ok(ChainCheck::Whole {
        entries: sequence.unsigned_abs(),
    })
}

/// Entries that do not fit.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Those that are not what their hash says.
    pub changed: Vec<i64>,
    /// Those before which at least one is missing.
    pub missing: Vec<i64>,
}

/// Every entry against its own hash, and against the one before it.
pub(super) fn links(connection: &Connection) -> rusqlite::Result<Links> {
    let mut statement = connection.prepare("SELECT * FROM journal ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut links, mut sequence, mut before) = (Links::default(), 0, Hash::default());
    while let Some(row) = rows.next()? {
        let (stored_before, stored): (Hash, Hash) = (row.get("prev_hash")?, row.get("hash")?);
        let entry = entry(row)?;
        if entry.sequence != sequence + 1 || stored_before != before {
            links.missing.push(entry.sequence);
        }
        if of_entry(&stored_before, &entry) != stored {
            links.changed.push(entry.sequence);
        }
        (sequence, before) = (entry.sequence, stored);
    }
    Ok(links)
}

/// What the hash of an entry must be after this one.
pub(in crate::store) fn of_entry(before: &Hash, entry: &JournalEntry) -> Hash {
    let happening = Happening {
        at: entry.at,
        actor: &entry.actor,
        submission: entry.submission,
        event: &entry.event,
        from: entry.from,
        to: entry.to,
        reason: entry.reason.as_ref().map(Untrusted::raw),
    };
    chained(before, entry.sequence, &happening)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry {
        sequence: row.get("seq")?,
        at: row.get::<_, Moment>("at")?.0,
        actor: row.get("actor")?,
        submission: row.get("submission_id")?,
        event: row.get("event")?,
        from: row.get("from_state")?,
        to: row.get("to_state")?,
        reason: row.get("reason")?,
    })
}
