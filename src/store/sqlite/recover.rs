//! From a damaged file into a new one: everything that can be read, and what was lost, counted.
//!
//! The damaged file is copied first and never opened itself. The new file has the rules of every
//! queue: what contradicts them is not taken over. What must not happen twice stays safe: no row is
//! made that was not there, no state is guessed, and what has lost its message is held.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::backup::{MAKING, WorkFile, taken};
use super::journal::{Happening, Journal};
use super::values::whole;
use super::{check, failure, kept, migrate, newer, place, salvage, searched};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Event, StateKind};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::upkeep::{Checked, Depth, Recovered, RecoveredTable};
use crate::store::StoreError;

/// Of a file without which nothing of ours can be in it.
const HEADER: usize = 100;

/// Who rescues what, and when.
#[derive(Debug, Clone, Copy)]
pub struct Rescue<'a> {
    /// The damaged file.
    pub from: &'a Path,
    /// Where the new one goes.
    pub into: &'a Path,
    /// Whose queue it is.
    pub environment: &'a str,
    /// Who does it.
    pub actor: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// Makes a new file of everything that can be read of a damaged one, which stays as it is; and
/// what a look at the new one finds.
pub fn recover(rescue: Rescue<'_>) -> Result<(Recovered, Checked), StoreError> {
    let Rescue { from, into, .. } = rescue;
    if into.symlink_metadata().is_ok() {
        return Err(taken(into).into());
    }
    let from = place::prepare(from, true)?;
    refuse_busy(&from)?;
    let copy = WorkFile::beside(&with_end(into, ".damaged"), MAKING);
    let version = copy_damaged(&from, &copy.0).map_err(|error| match error {
        Refused::System(error) => failure::of_system(into, &error),
        Refused::Problem(problem) => problem,
    })?;
    let old = open_damaged(&copy.0)?;
    let work = WorkFile::beside(into, MAKING);
    place::create_new(&work.0).map_err(|error| failure::of_system(into, &error))?;
    let (mut recovered, checked) = rescue.fill(&old, &work.0, version)?;
    drop(old);
    fs::File::open(&work.0)
        .and_then(|file| file.sync_all())
        .map_err(|error| failure::of_system(into, &error))?;
    work.name(into)?;
    into.clone_into(&mut recovered.path);
    Ok((recovered, checked))
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// A copy of a file that somebody writes would be torn.
fn refuse_busy(path: &Path) -> Result<(), Problem> {
    let Ok(lock) = fs::File::open(with_end(path, ".worker.lock")) else {
        return Ok(());
    };
    match lock.try_lock_shared() {
        Err(fs::TryLockError::WouldBlock) => Err(failure::problem(
            Text::new("store-recover-busy"),
            Text::new("store-recover-busy-hint"),
        )),
        _ => Ok(()),
    }
}

enum Refused {
    System(std::io::Error),
    Problem(Problem),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::System(error)
    }
}

/// Copies the file with its log, and writes a header that can be opened over one that cannot.
/// The version of its schema, as far as the header is to be believed.
fn copy_damaged(from: &Path, to: &Path) -> Result<Option<i32>, Refused> {
    let mut source = fs::File::open(from)?;
    let mut copy = place::create_new(to)?;
    std::io::copy(&mut source, &mut copy)?;
    let has_log = match fs::File::open(with_end(from, "-wal")) {
        Ok(mut log) => {
            let mut to = place::create_new(&with_end(to, "-wal"))?;
            std::io::copy(&mut log, &mut to)? > 0
        }
        Err(_) => false,
    };
    let mut header = [0; HEADER];
    copy.seek(SeekFrom::Start(0))?;
    let length = copy.read(&mut header)?;
    if length < HEADER && !has_log {
        return Err(Refused::Problem(nothing(from)));
    }
    let claimed = Header(&mut header);
    let version = claimed.version();
    if claimed.is_ours() && version > migrate::current() {
        return Err(Refused::Problem(newer::newer(from, version, None)));
    }
    let is_foreign = claimed.is_database() && !claimed.is_ours() && claimed.application() != 0;
    if is_foreign && version == 0 {
        return Err(Refused::Problem(place::foreign(from)));
    }
    let version = claimed.is_ours().then_some(version);
    claimed.put_right();
    copy.seek(SeekFrom::Start(0))?;
    copy.write_all(&header)?;
    Ok(version.filter(|version| (1..=migrate::current()).contains(version)))
}

/// The problem of a file in which nothing of ours can be found.
fn nothing(path: &Path) -> Problem {
    Problem::new(
        ProblemClass::Store,
        Text::new("store-recover-nothing").with("path", failure::shown(path)),
    )
    .hint(Text::new("store-recover-nothing-hint"))
}

/// The first bytes of a database (sqlite.org/fileformat2.html, 1.3).
struct Header<'a>(&'a mut [u8; HEADER]);

impl Header<'_> {
    const MAGIC: &'static [u8; 16] = b"SQLite format 3\0";

    fn number(&self, at: usize) -> i32 {
        let bytes = [self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]];
        i32::from_be_bytes(bytes)
    }

    fn is_database(&self) -> bool {
        self.0.starts_with(Self::MAGIC)
    }

    fn application(&self) -> i32 {
        self.number(68)
    }

    fn is_ours(&self) -> bool {
        self.is_database() && self.application() == place::APPLICATION_ID
    }

    fn version(&self) -> i32 {
        self.number(60)
    }

    /// As our files have it: pages of 4 KiB, UTF-8, and as many pages as the file is long.
    fn put_right(self) {
        let header = self.0;
        header[..16].copy_from_slice(Self::MAGIC);
        header[16..18].copy_from_slice(&4_096_u16.to_be_bytes());
        // With a write-ahead log, whether there is one or not.
        header[18..24].copy_from_slice(&[2, 2, 0, 64, 32, 32]);
        header[28..32].fill(0);
        header[44..48].copy_from_slice(&4_u32.to_be_bytes());
        header[52..56].fill(0);
        header[56..60].copy_from_slice(&1_u32.to_be_bytes());
        header[64..68].fill(0);
        header[68..72].copy_from_slice(&place::APPLICATION_ID.to_be_bytes());
        header[72..92].fill(0);
    }
}

/// A connection that reads whatever it can, on a copy that is thrown away.
fn open_damaged(copy: &Path) -> rusqlite::Result<Connection> {
    let old = Connection::open(copy)?;
    old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // A table whose definition is damaged does not keep the others from being read.
    old.execute_batch(
        "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = OFF;
         PRAGMA foreign_keys = OFF; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(old)
}

impl Rescue<'_> {
    fn fill(
        &self,
        old: &Connection,
        work: &Path,
        version: Option<i32>,
    ) -> Result<(Recovered, Checked), StoreError> {
        self.refuse_other(old)?;
        let version = match version {
            Some(version) => version,
            None => guessed(old)?,
        };
        let mut new = Connection::open(work)?;
        let begin =
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
            PRAGMA temp_store = MEMORY; BEGIN";
        new.execute_batch(begin)?;
        migrate::climb(&new, 0, version, self.environment)?;
        let mut recovered = self.copy(old, &new)?;
        if recovered.tables.iter().all(|table| table.rows == 0) {
            return Err(nothing(self.from).into());
        }
        new.execute_batch("COMMIT")?;
        let transaction = new.transaction()?;
        migrate::climb(&transaction, version, migrate::current(), self.environment)?;
        for kept in &kept::KEPT {
            kept::refill(&transaction, kept)?;
        }
        kept::refill_first_codes(&transaction)?;
        transaction.commit()?;
        recovered.held = self.hold(&mut new)?;
        self.tell(&mut new, &recovered)?;
        let checked = check::checked(&new, Depth::Whole)?;
        new.close().map_err(|(_, error)| error)?;
        Ok((recovered, checked))
    }

    /// The queue of one environment is never put in the place of another's.
    fn refuse_other(&self, old: &Connection) -> Result<(), Problem> {
        let sql = "SELECT value FROM meta WHERE key = 'environment'";
        let found: Option<String> =
            salvage::value(old, sql).map_err(|error| failure::of_database(&error))?;
        match found {
            Some(found) if found != self.environment => {
                Err(migrate::other(self.from, &found, self.environment))
            }
            _ => Ok(()),
        }
    }

    fn copy(&self, old: &Connection, new: &Connection) -> rusqlite::Result<Recovered> {
        let left_out = take_out(new)?;
        let mut made: Vec<&str> = kept::KEPT.iter().map(|kept| kept.table).collect();
        made.push(searched::TABLE);
        let tables = salvage::tables(new, &made)?;
        new.execute_batch("DELETE FROM register; DELETE FROM meta;")
            .or_else(|_| new.execute_batch("DELETE FROM meta;"))?;
        let mut copied: Vec<RecoveredTable> = Vec::new();
        for table in &tables {
            copied.push(table.copy(old, new)?);
        }
        drop_unreadable(new, &mut copied)?;
        let lost = lost(new)?;
        self.put_right(new, &copied)?;
        for statement in &left_out {
            new.execute_batch(statement)?;
        }
        new.execute_batch("INSERT INTO find(find) VALUES('rebuild')")?;
        Ok(Recovered {
            path: PathBuf::new(),
            tables: copied,
            lost,
            held: 0,
        })
    }

    /// What names a row that is lost; what every file has; and a place for lost messages.
    fn put_right(&self, new: &Connection, copied: &[RecoveredTable]) -> rusqlite::Result<()> {
        new.execute(
            "INSERT INTO meta(key, value) VALUES('environment', ?1) ON CONFLICT DO NOTHING",
            [self.environment],
        )?;
        let has = |name: &str| copied.iter().any(|table| table.name == name);
        if has("register") {
            new.execute_batch(
                "INSERT INTO register(id, revision, document) VALUES(1, 0, NULL) ON CONFLICT DO NOTHING",
            )?;
        }
        for table in ["body", "anomaly", "exchange", "asking"] {
            new.execute_batch(&format!(
                "DELETE FROM {table} WHERE submission_id NOT IN(SELECT id FROM submission)"
            ))?;
        }
        let links: Vec<(String, String)> = new
            .prepare(
                "SELECT t.name, k.\"from\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k
                 WHERE t.name IN('submission', 'draft') AND k.\"table\" = 'submission'",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (table, link) in links {
            new.execute_batch(&format!(
                "UPDATE {table} SET {link} = NULL
                 WHERE {link} IS NOT NULL AND {link} NOT IN(SELECT id FROM submission)"
            ))?;
        }
        new.execute_batch(
            "INSERT INTO account(id, name) SELECT DISTINCT account_id, 'recovered-' || account_id
               FROM submission WHERE account_id NOT IN(SELECT id FROM account);
             INSERT INTO body(submission_id, payload_sha256) SELECT id, zeroblob(32)
               FROM submission WHERE id NOT IN(SELECT submission_id FROM body);",
        )
    }

    /// What would be sent and has lost its message waits for a person.
    fn hold(&self, new: &mut Connection) -> Result<u64, StoreError> {
        let transaction = new.transaction()?;
        let ids: Vec<SubmissionId> = transaction
            .prepare(
                "SELECT id FROM submission JOIN body ON submission_id = id
                     WHERE state = 'queued' AND payload IS NULL",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut journal = Journal::open(&transaction)?;
        for &id in &ids {
            transaction.execute(
                "UPDATE submission SET state = 'held', next_at = NULL, rev = rev + 1 WHERE id = ?1",
                [id],
            )?;
            journal.append(&Happening {
                at: whole(self.now),
                actor: self.actor,
                submission: Some(id),
                event: Event::Held.name(),
                from: Some(StateKind::Queued),
                to: Some(StateKind::Held),
                reason: Some("message lost"),
            })?;
        }
        transaction.commit()?;
        Ok(ids.len() as u64)
    }

    /// The journal says what was lost; from there on gaps before this entry are known.
    fn tell(&self, new: &mut Connection, recovered: &Recovered) -> Result<(), StoreError> {
        let what: Vec<String> = recovered
            .tables
            .iter()
            .filter(|table| table.lost > 0 || table.has_gap)
            .map(|table| format!("{}: {} lost", table.name, table.lost))
            .chain(std::iter::once(format!(
                "submissions lost: {}",
                recovered.lost.len()
            )))
            .collect();
        let transaction = new.transaction()?;
        Journal::open(&transaction)?.note(
            whole(self.now),
            self.actor,
            check::RESCUED,
            &what.join(", "),
        )?;
        transaction.commit()?;
        Ok(())
    }
}

/// Takes out what guards the way into the tables and what is built faster at the end. The
/// constraints and what must be unique stay; that of the live, one of each key is, a trigger and its
/// index see to.
pub(super) fn take_out(new: &Connection) -> rusqlite::Result<Vec<String>> {
    let found: Vec<(String, String, String)> = new
        .prepare(
            "SELECT type, name, sql FROM sqlite_schema
             WHERE name NOT IN('by_key', 'submission_alone_from_the_start')
               AND (type = 'trigger' OR (type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'))
             ORDER BY rowid",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statements = Vec::new();
    for (kind, name, sql) in found {
        new.execute_batch(&format!("DROP {kind} {name}"))?;
        statements.push(sql);
    }
    Ok(statements)
}

/// Entries of the journal that name a state which is none could never be shown again: lost.
fn drop_unreadable(new: &Connection, copied: &mut [RecoveredTable]) -> rusqlite::Result<()> {
    let states: Vec<String> = StateKind::ALL
        .iter()
        .map(|state| format!("'{}'", state.as_str()))
        .collect();
    let states = states.join(", ");
    let sql = format!(
        "DELETE FROM journal WHERE from_state NOT IN({states}) OR to_state NOT IN({states})"
    );
    let gone = new.execute(&sql, [])? as u64;
    if let Some(journal) = copied.iter_mut().find(|table| table.name == "journal") {
        journal.rows -= gone;
        journal.lost += gone;
    }
    Ok(())
}

/// Submissions that other tables tell of and that are not there.
fn lost(new: &Connection) -> rusqlite::Result<Vec<SubmissionId>> {
    new.prepare(
        "SELECT submission_id FROM (SELECT submission_id FROM journal UNION SELECT submission_id FROM body
           UNION SELECT submission_id FROM exchange)
         WHERE submission_id IS NOT NULL AND submission_id NOT IN(SELECT id FROM submission) ORDER BY 1",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// The latest version whose tables and columns the file still names.
fn guessed(old: &Connection) -> rusqlite::Result<i32> {
    let columns = "SELECT count(*) FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'find%' AND t.name NOT LIKE 'sqlite_%'";
    let theirs = salvage::value::<i64>(old, columns)?.unwrap_or_default();
    for version in (1..=migrate::current()).rev() {
        let new = Connection::open_in_memory()?;
        migrate::climb(&new, 0, version, "")?;
        let ours: i64 = new.query_row(columns, [], |row| row.get(0))?;
        if ours <= theirs {
            return Ok(version);
        }
    }
    Ok(migrate::current())
}
