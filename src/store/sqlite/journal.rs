//! The journal: appended to in the commit of what it tells, chained by hashes (I7).

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::values::Moment;
use crate::domain::audit::{self, Hash, RawEntry, Verdict, Verifier};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::domain::report::JournalEntry;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

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
    let submission = happening.submission.map(|id| id.to_string());
    audit::chained(
        before,
        sequence,
        happening.at.as_millisecond(),
        [
            Some(happening.actor),
            submission.as_deref(),
            Some(happening.event),
            happening.from.map(StateKind::as_str),
            happening.to.map(StateKind::as_str),
            happening.reason,
        ],
    )
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

impl From<Verdict> for ChainCheck {
    fn from(verdict: Verdict) -> Self {
        match verdict.flaws.first() {
            Some(flaw) => Self::Broken {
                sequence: flaw.sequence,
            },
            None => Self::Whole {
                entries: verdict.entries,
            },
        }
    }
}

/// Recomputes the chain from the first entry on.
pub(super) fn verify(connection: &Connection) -> Result<ChainCheck, StoreError> {
    let mut statement = connection.prepare("SELECT * FROM journal ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut verifier = Verifier::whole();
    while let Some(row) = rows.next()? {
        verifier.see(&raw(row)?);
    }
    Ok(verifier.end().into())
}

/// The entries behind this place, oldest first, as they stand there: whatever was done to them.
pub(super) fn page(
    connection: &Connection,
    after: i64,
    limit: usize,
) -> Result<Vec<RawEntry>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let entries = connection
        .prepare_cached("SELECT * FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2")?
        .query_map([after, limit], raw)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}

/// An entry as it stands there. What is not of its kind any more cannot be what was hashed, so it
/// need not be told apart.
fn raw(row: &Row<'_>) -> rusqlite::Result<RawEntry> {
    let text = |column| -> rusqlite::Result<Option<String>> {
        Ok(match row.get_ref(column)? {
            ValueRef::Null => None,
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                Some(String::from_utf8_lossy(bytes).into_owned())
            }
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Real(number) => Some(number.to_string()),
        })
    };
    let number = |column| -> rusqlite::Result<Option<i64>> {
        Ok(match row.get_ref(column)? {
            ValueRef::Null => None,
            value => Some(value.as_i64().unwrap_or(i64::MIN)),
        })
    };
    let hash = |column| -> rusqlite::Result<Vec<u8>> {
        Ok(row.get_ref(column)?.as_blob().unwrap_or_default().to_vec())
    };
    Ok(RawEntry {
        sequence: row.get("seq")?,
        at: number("at")?.unwrap_or(i64::MIN),
        actor: text("actor")?.unwrap_or_default(),
        submission: number("submission_id")?,
        event: text("event")?.unwrap_or_default(),
        from: text("from_state")?,
        to: text("to_state")?,
        reason: text("reason")?,
        before: hash("prev_hash")?,
        hash: hash("hash")?,
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
fn of_entry(before: &Hash, entry: &JournalEntry) -> Hash {
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
