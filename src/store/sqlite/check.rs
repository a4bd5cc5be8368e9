//! Looks whether a file is what it should be, from its pages up to what its tables say of each
//! other. Only reads, one consistent state of the file; nothing is put right here.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};
use sha2::{Digest as _, Sha256};

use super::journal::{self, Links};
use super::{failure, kept, library, look, migrate, place, searched};
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::{Checked, Depth, Fault, Part};

/// Lines of the database's own check that are kept.
const LINES: usize = 50;

/// The event with which a rescue tells the journal what it lost.
pub(super) const RESCUED: &str = "recovered";

/// Looks at a file. Damage is what it finds, and no failure of its own; a file that is not ours,
/// too new or of another environment is a failure.
pub(in crate::store) fn check(
    path: &Path,
    environment: &str,
    depth: Depth,
) -> Result<Checked, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let mut connection = look_at(path, environment)?;
    let transaction = connection.transaction().map_err(of_database)?;
    checked(&transaction, depth).map_err(of_database)
}

/// A connection to look through, on a file of ours.
pub(super) fn look_at(path: &Path, environment: &str) -> Result<Connection, Problem> {
    library::refuse_older(rusqlite::version_number())?;
    let path = place::prepare(path, true)?;
    if !migrate::is_begun(&path)? {
        return Err(place::missing(&path));
    }
    let (connection, _) = look::open(&path).map_err(|error| look::problem(&path, &error))?;
    match migrate::inspect(&connection, &path, environment)? {
        migrate::Contents::Nothing => Err(place::missing(&path)),
        migrate::Contents::Queue(_) => Ok(connection),
    }
}

/// Looks at everything. Where a part cannot even be read, that is its fault.
pub(super) fn checked(connection: &Connection, depth: Depth) -> rusqlite::Result<Checked> {
    let schema: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut found = Found::default();
    found.take(Part::Pages, pages(connection, depth))?;
    found.take(Part::Pages, words_of_schema(connection, schema))?;
    let rescued = found
        .value(Part::Journal, rescued_until(connection))?
        .unwrap_or_default();
    found.take_split(Part::References, references(connection, rescued))?;
    found.take(Part::Messages, messages(connection))?;
    found.take(Part::Keys, keys(connection))?;
    found.take_split(Part::Journal, chain(connection, rescued))?;
    // A later version that is open to us keeps what we know.
    if schema >= migrate::current() {
        for kept in &kept::KEPT {
            let wrong =
                kept::wrong(connection, kept).map(|count| some(Part::Counts, kept.table, count));
            found.take(Part::Counts, wrong)?;
        }
        let wrong = kept::wrong_first_codes(connection)
            .map(|count| some(Part::Counts, kept::FIRST_CODES, count));
        found.take(Part::Counts, wrong)?;
    }
    if depth == Depth::Whole {
        let wrong = searched::differences(connection)
            .map(|count| some(Part::Search, searched::TABLE, count));
        found.take(Part::Search, wrong)?;
    }
    let mut count = |table: &str, part| {
        let rows = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get::<_, i64>(0)
        });
        found
            .value(part, rows)
            .map(|rows| rows.unwrap_or_default().unsigned_abs())
    };
    let submissions = count("submission", Part::Pages)?;
    let entries = count("journal", Part::Pages)?;
    Ok(Checked {
        schema,
        submissions,
        entries,
        faults: found.faults,
        known: found.known,
    })
}

/// What was found so far.
#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
    known: Vec<Fault>,
}

impl Found {
    fn take(&mut self, part: Part, found: rusqlite::Result<Vec<Fault>>) -> rusqlite::Result<()> {
        let faults = self.value(part, found)?.unwrap_or_default();
        self.faults.extend(faults);
        Ok(())
    }

    /// The same for faults of which the second ones are known.
    fn take_split(
        &mut self,
        part: Part,
        found: rusqlite::Result<(Vec<Fault>, Vec<Fault>)>,
    ) -> rusqlite::Result<()> {
        if let Some((faults, known)) = self.value(part, found)? {
            self.faults.extend(faults);
            self.known.extend(known);
        }
        Ok(())
    }

    /// What was read, unless damage was in the way: then the pages are at fault.
    fn value<T>(&mut self, part: Part, found: rusqlite::Result<T>) -> rusqlite::Result<Option<T>> {
        match found {
            Ok(value) => Ok(Some(value)),
            Err(error) if is_damage(&error) => {
                let words = failure::safe_words(&error);
                let place = format!("{}: {words}", part.as_str());
                let fault = fault(Part::Pages, place, 1);
                if !self.faults.contains(&fault) {
                    self.faults.push(fault);
                }
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether the file is to blame, and not the disk, a lock or the like.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error;
    match error {
        Error::FromSqlConversionFailure(..)
        | Error::InvalidColumnType(..)
        | Error::IntegralValueOutOfRange(..)
        | Error::InvalidColumnName(..)
        | Error::QueryReturnedNoRows
        | Error::Utf8Error(..) => true,
        // "Unknown" is what a schema says that has lost a table.
        other => matches!(
            other.sqlite_error_code(),
            Some(
                ErrorCode::DatabaseCorrupt
                    | ErrorCode::NotADatabase
                    | ErrorCode::Unknown
                    | ErrorCode::TooBig
            )
        ),
    }
}

fn fault(part: Part, place: impl Into<String>, count: u64) -> Fault {
    Fault {
        part,
        place: Untrusted::new(place),
        count,
    }
}

fn some(part: Part, place: &str, count: u64) -> Vec<Fault> {
    if count == 0 {
        return Vec::new();
    }
    vec![fault(part, place, count)]
}

/// The database's own check. Its lines name pages, tables and indexes, never what is in them.
fn pages(connection: &Connection, depth: Depth) -> rusqlite::Result<Vec<Fault>> {
    let pragma = match depth {
        Depth::Quick => "quick_check",
        Depth::Whole => "integrity_check",
    };
    let mut statement = connection.prepare(&format!("PRAGMA {pragma}({LINES})"))?;
    let mut rows = statement.query([])?;
    let mut faults = Vec::new();
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            faults.push(fault(Part::Pages, line, 1));
        }
    }
    Ok(faults)
}

/// Tables, indexes and triggers that do not say what they say in every file of this version.
/// Whoever only reads is not told of damage to the conditions of a table by the database: it
/// passes them over.
fn words_of_schema(connection: &Connection, version: i32) -> rusqlite::Result<Vec<Fault>> {
    if !(1..=migrate::current()).contains(&version) {
        return Ok(Vec::new());
    }
    let new = Connection::open_in_memory()?;
    migrate::climb(&new, 0, version, "")?;
    let theirs = objects(connection)?;
    let differs = |(name, words): &(String, String)| theirs.get(name) != Some(words);
    Ok(objects(&new)?
        .into_iter()
        .filter(differs)
        .map(|(name, _)| fault(Part::Pages, format!("schema: {name}"), 1))
        .collect())
}

fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    connection
        .prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The last entry with which a rescue told what it lost; 0 without one.
fn rescued_until(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row(
        "SELECT coalesce(max(seq), 0) FROM journal WHERE event = ?1",
        [RESCUED],
        |row| row.get(0),
    )
}

/// Rows that name a row which is not there. The journal tells of lost submissions after a rescue.
fn references(connection: &Connection, rescued: i64) -> rusqlite::Result<(Vec<Fault>, Vec<Fault>)> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    let (mut wrong, mut known) = (BTreeMap::<String, u64>::new(), 0);
    while let Some(row) = rows.next()? {
        let table: String = row.get(0)?;
        let place: Option<i64> = row.get(1)?;
        if table == "journal" && place.is_some_and(|sequence| sequence <= rescued) {
            known += 1;
        } else {
            *wrong.entry(table).or_default() += 1;
        }
    }
    let wrong = wrong
        .into_iter()
        .map(|(table, count)| fault(Part::References, table, count));
    Ok((wrong.collect(), some(Part::References, "journal", known)))
}

/// What will be sent, or was, is what was handed in.
fn messages(connection: &Connection) -> rusqlite::Result<Vec<Fault>> {
    let mut statement =
        connection.prepare("SELECT payload, payload_sha256 FROM body WHERE payload IS NOT NULL")?;
    let mut rows = statement.query([])?;
    let mut wrong = 0;
    while let Some(row) = rows.next()? {
        let expected: [u8; 32] = row.get(1)?;
        let found: [u8; 32] = Sha256::digest(row.get_ref(0)?.as_bytes()?).into();
        wrong += u64::from(found != expected);
    }
    Ok(some(Part::Messages, "body", wrong))
}

/// Of a key there is one live submission, save for duplicates that a person allowed (I6). A trigger
/// holds it, so that no index of the file would tell. Of most keys there is one at all: the rows of
/// the others are looked at.
fn keys(connection: &Connection) -> rusqlite::Result<Vec<Fault>> {
    let several: i64 = connection.query_row(
        "SELECT count(*) FROM
           (SELECT account_id, business_key FROM submission GROUP BY 1, 2 HAVING count(*) > 1) AS repeated
         WHERE (SELECT count(*) FROM submission AS s
           WHERE s.account_id = repeated.account_id AND s.business_key = repeated.business_key AND dup_allowed = 0
             AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken'
             AND state <> 'cancelled') > 1",
        [],
        |row| row.get(0),
    )?;
    Ok(some(Part::Keys, "submission", several.unsigned_abs()))
}

/// Every entry against its own hash, and against the one before.
fn chain(connection: &Connection, rescued: i64) -> rusqlite::Result<(Vec<Fault>, Vec<Fault>)> {
    let Links { changed, missing } = journal::links(connection)?;
    let at = |sequence: &i64| format!("journal {sequence}");
    let (known, missing): (Vec<i64>, Vec<i64>) = missing.into_iter().partition(|at| *at <= rescued);
    let wrong = changed.iter().chain(&missing);
    let mut faults: Vec<Fault> = wrong
        .map(|sequence| fault(Part::Journal, at(sequence), 1))
        .collect();
    let count = faults.len() as u64;
    faults.truncate(1);
    if let Some(first) = faults.first_mut() {
        first.count = count;
    }
    let mut gaps = Vec::new();
    if let Some(first) = known.first() {
        gaps.push(fault(Part::Journal, at(first), known.len() as u64));
    }
    Ok((faults, gaps))
}
