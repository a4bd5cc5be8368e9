//! A whole queue out of a file, line by line, and into a new one.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::backup::{MAKING, WorkFile, taken};
use super::{check, failure, journal, kept, migrate, place, recover, searched};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::copy::{Cell, Lines, Read, Spelling, Sum, TABLES, Table, Writer, read};
use crate::store::{ChainCheck, StoreError};

/// Lines that are gathered before they go on.
const CHUNK: usize = 256 * 1024;

/// A queue's file that is copied out: nobody works on it, nobody begins to.
pub(in crate::store) struct Source {
    connection: Connection,
    _lock: Option<File>,
}

impl Source {
    /// The queue of this file as it is now.
    pub(in crate::store) fn open(path: &Path, environment: &str) -> Result<Self, StoreError> {
        let lock = left_alone(path)?;
        let connection = check::look_at(path, environment)?;
        let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version != migrate::current() {
            return Err(failure::problem(
                Text::new("store-older").with("path", failure::shown(path)),
                Text::new("store-older-hint"),
            )
            .into());
        }
        // One consistent state, from the first question to the last.
        connection.execute_batch("BEGIN; SELECT count(*) FROM meta;")?;
        Ok(Self {
            connection,
            _lock: lock,
        })
    }

    /// The lines of a table in the order of its key, some at a time. `take` says whether to go on.
    pub(in crate::store) fn lines(
        &self,
        table: &Table,
        take: &mut dyn FnMut(Vec<u8>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        lines(&self.connection, table, take)
    }

    /// The last epoch that anybody worked under.
    pub(in crate::store) fn epoch(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row(
            "SELECT max(coalesce((SELECT max(epoch) FROM lease), 0), coalesce((SELECT max(epoch) FROM exchange), 0))",
            [],
            |row| row.get(0),
        )?)
    }
}

/// Nothing may be where a new file is to be.
pub(in crate::store) fn refuse_taken(path: &Path) -> Result<(), Problem> {
    match path.symlink_metadata() {
        Ok(_) => Err(taken(path)),
        Err(_) => Ok(()),
    }
}

/// Keeps the place of the worker, so that nobody sends from here what is sent from there.
pub(super) fn left_alone(path: &Path) -> Result<Option<File>, Problem> {
    let mut lock = path.as_os_str().to_owned();
    lock.push(".worker.lock");
    let Ok(file) = File::open(Path::new(&lock)) else {
        return Ok(None);
    };
    match file.try_lock_shared() {
        Err(fs::TryLockError::WouldBlock) => Err(failure::problem(
            Text::new("store-copy-busy"),
            Text::new("store-copy-busy-hint"),
        )),
        _ => Ok(Some(file)),
    }
}

fn lines(
    connection: &Connection,
    table: &Table,
    take: &mut dyn FnMut(Vec<u8>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let columns: Vec<&str> = table
        .columns
        .iter()
        .map(|(name, spelling)| match spelling {
            Spelling::OnServer(instead) => *instead,
            _ => *name,
        })
        .collect();
    let mut statement = connection.prepare(&format!(
        "SELECT {} FROM {} WHERE {} ORDER BY {}",
        columns.join(", "),
        table.name,
        table.which,
        table.key.join(", ")
    ))?;
    let mut rows = statement.query([])?;
    let mut writer = Writer::default();
    while let Some(row) = rows.next()? {
        for (place, (_, spelling)) in table.columns.iter().enumerate() {
            let text;
            let cell = match row.get_ref(place)? {
                ValueRef::Null => None,
                ValueRef::Integer(number) => Some(Cell::Number(number)),
                ValueRef::Text(bytes) => {
                    text = String::from_utf8_lossy(bytes);
                    Some(Cell::Text(&text))
                }
                ValueRef::Blob(bytes) => Some(Cell::Bytes(bytes)),
                ValueRef::Real(_) => return Err(failure::damaged(table.name)),
            };
            writer.cell(place == 0, *spelling, cell.as_ref());
        }
        writer.end();
        if writer.bytes.len() >= CHUNK {
            take(std::mem::take(&mut writer.bytes))?;
        }
    }
    if writer.bytes.is_empty() {
        return Ok(());
    }
    take(writer.bytes)
}

/// A new file that is filled, without its name until it is whole.
pub(in crate::store) struct Target {
    connection: Connection,
    work: WorkFile,
    left_out: Vec<String>,
}

impl Target {
    /// Begins a file; nothing may be where it is to be.
    pub(in crate::store) fn begin(into: &Path, environment: &str) -> Result<Self, StoreError> {
        refuse_taken(into)?;
        let work = WorkFile::beside(into, MAKING);
        place::create_new(&work.0).map_err(|error| failure::of_system(into, &error))?;
        let connection = Connection::open(&work.0)?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
             PRAGMA temp_store = MEMORY; BEGIN",
        )?;
        migrate::climb(&connection, 0, migrate::current(), environment)?;
        let left_out = recover::take_out(&connection)?;
        connection.execute_batch("DELETE FROM register")?;
        Ok(Self {
            connection,
            work,
            left_out,
        })
    }

    /// Puts in what a line says.
    pub(in crate::store) fn put(&self, table: &Table, line: &str) -> Result<(), StoreError> {
        let values = read(table, line).ok_or_else(|| failure::damaged(table.name))?;
        let (mut names, mut given) = (Vec::new(), Vec::new());
        for ((name, spelling), value) in table.columns.iter().zip(values) {
            if matches!(spelling, Spelling::OnServer(_)) {
                continue;
            }
            names.push(*name);
            given.push(match value {
                Read::Nothing => Value::Null,
                Read::Number(number) => Value::Integer(number),
                Read::Text(text) => Value::Text(text),
                Read::Bytes(bytes) => Value::Blob(bytes),
            });
        }
        let marks = vec!["?"; names.len()].join(", ");
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO {}({}) VALUES({marks})",
                table.name,
                names.join(", ")
            ))?
            .execute(params_from_iter(given))?;
        Ok(())
    }

    /// Makes the rest from what was put in, looks at all of it, and gives what its tables came to.
    pub(in crate::store) fn finish(&self, epoch: i64) -> Result<Vec<Sum>, StoreError> {
        let connection = &self.connection;
        for statement in &self.left_out {
            connection.execute_batch(statement)?;
        }
        for kept in &kept::KEPT {
            kept::refill(connection, kept)?;
        }
        searched::rebuild(connection)?;
        // Whoever works next has an epoch that nobody had.
        connection.execute(
            "INSERT INTO lease(name, epoch, worker, host, pid, since)
             SELECT 'worker', ?1, '', '', 0, 0 WHERE ?1 > 0",
            [epoch],
        )?;
        if let ChainCheck::Broken { .. } = journal::verify(connection)? {
            return Err(failure::damaged("journal"));
        }
        sums(connection)
    }

    /// Gives the file its name.
    pub(in crate::store) fn name(self, into: &Path) -> Result<(), StoreError> {
        self.connection
            .execute_batch("COMMIT; PRAGMA journal_mode = DELETE")?;
        self.connection.close().map_err(|(_, error)| error)?;
        File::open(&self.work.0)
            .and_then(|file| file.sync_all())
            .map_err(|error| failure::of_system(into, &error))?;
        Ok(self.work.name(into)?)
    }
}

/// What the tables of a file come to.
fn sums(connection: &Connection) -> Result<Vec<Sum>, StoreError> {
    let sum = |table: &Table| {
        let mut passed = Lines::default();
        lines(connection, table, &mut |bytes| {
            passed.pass(&bytes);
            Ok(())
        })?;
        Ok(passed.sum())
    };
    TABLES.iter().map(sum).collect()
}
