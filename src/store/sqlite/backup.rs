//! Copies of the queue's file that are whole: made by the database while others write, opened and
//! looked at before they have their name, and never over a file that is there.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, ffi};
use tokio_util::sync::CancellationToken;

use super::{check, connection, failure, look, place};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::upkeep::BackedUp;

/// Pages that are copied, and steps of looking whether the copy is whole, between two looks whether
/// to stop.
const STRIDE: i32 = 1_000;

/// The folder of the daily copies, beside the file.
const FOLDER: &str = "backups";
/// Ends the name of a file that is not whole yet.
pub(super) const MAKING: &str = ".making";

/// Daily copies that are kept.
const KEPT: usize = 14;

/// Room that a daily copy leaves at least.
const SPARE: u64 = 64 << 20;

/// Copies a file into a new one, `into` or one beside it that is named after the moment.
pub fn backup(
    path: &Path,
    environment: &str,
    into: Option<&Path>,
    now: Timestamp,
) -> Result<BackedUp, Problem> {
    let source = check::look_at(path, environment)?;
    let beside = || beside(path, now);
    let into = into.map_or_else(beside, Path::to_owned);
    copy(&source, &into, &CancellationToken::new())
}

/// `queue-2026-11-22T17-11-04Z.db` for `queue.db`.
fn beside(path: &Path, now: Timestamp) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let moment = now.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H-%M-%SZ");
    path.with_file_name(format!("{stem}-{moment}.db"))
}

/// The copy of a day, unless there is one; and the oldest of too many go. Whether one was made.
///
/// A copy that would leave little room is not made: the queue needs it more. One that is stopped
/// leaves nothing behind.
pub(super) fn daily(
    path: &Path,
    now: Timestamp,
    stop: &CancellationToken,
) -> Result<bool, Problem> {
    let folder = path.with_file_name(FOLDER);
    let day = now.to_zoned(TimeZone::UTC).date();
    let into = folder.join(format!("queue-{day}.db"));
    if into.exists() {
        return Ok(false);
    }
    let mut builder = fs::DirBuilder::new();
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .recursive(true)
        .create(&folder)
        .map_err(|error| failure::of_system(&folder, &error))?;
    if !has_room(path, &folder) {
        tracing::warn!("there is no room for a copy of the day");
        return Ok(false);
    }
    copy(&reading(path)?, &into, stop)?;
    forget_oldest(&folder).map_err(|error| failure::of_system(&folder, &error))?;
    Ok(true)
}

/// Copies a file that is about to be brought to a later schema, under the name of its own; an
/// earlier copy of the same version, of a change that did not come to its end, is replaced. Only
/// who keeps others from writing may call it.
pub(super) fn before_migration(path: &Path, version: i32) -> Result<(), Problem> {
    let mut into = path.as_os_str().to_owned();
    into.push(format!(".v{version}"));
    let into = PathBuf::from(into);
    let work = WorkFile::beside(&into, MAKING);
    make(&reading(path)?, &into, &work, &CancellationToken::new())?;
    work.replace(&into)
}

fn reading(path: &Path) -> Result<Connection, Problem> {
    connection::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| failure::of_database(&error))
}

/// Twice the copy, and something beside; where nobody can say, there is room.
fn has_room(path: &Path, folder: &Path) -> bool {
    let (Ok(facts), Ok(metadata)) = (rustix::fs::statvfs(folder), path.metadata()) else {
        return true;
    };
    let free = facts.f_bavail.saturating_mul(facts.f_frsize);
    free >= metadata.len().saturating_mul(2).saturating_add(SPARE)
}

/// Only files that are named like ours.
fn forget_oldest(folder: &Path) -> std::io::Result<()> {
    let mut daily = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if day_of(&entry.file_name().to_string_lossy()).is_some() {
            daily.push(entry.path());
        }
    }
    daily.sort();
    let surplus = daily.len().saturating_sub(KEPT);
    daily[..surplus].iter().try_for_each(fs::remove_file)
}

fn day_of(name: &str) -> Option<jiff::civil::Date> {
    let day = name.strip_prefix("queue-")?.strip_suffix(".db")?;
    day.parse().ok().filter(|_| day.len() == "2026-11-22".len())
}

/// How many copies of the queue lie beside the file or in the folder of the daily ones.
pub(super) fn copies(path: &Path) -> u64 {
    kept_copies(path).len() as u64
}

/// The names of the copies of the queue that lie beside the file or in the folder of the daily ones.
pub fn kept_copies(path: &Path) -> Vec<String> {
    let in_folder = |folder: &Path| {
        let names = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let copies = names.filter(|name| {
            let is_copy = name.starts_with("queue-") && name.strip_suffix(".db").is_some();
            is_copy || name.starts_with("queue.db.v")
        });
        copies.collect::<Vec<_>>()
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut copies = in_folder(folder);
    copies.extend(in_folder(&path.with_file_name(FOLDER)));
    copies.sort_unstable();
    copies
}

/// Copies what a connection reads into a new file.
fn copy(source: &Connection, into: &Path, stop: &CancellationToken) -> Result<BackedUp, Problem> {
    if into.symlink_metadata().is_ok() {
        return Err(taken(into));
    }
    let work = WorkFile::beside(into, MAKING);
    let made = make(source, into, &work, stop)?;
    work.name(into)?;
    Ok(made)
}

/// The copy under the name of its making, on the disk.
fn make(
    source: &Connection,
    into: &Path,
    work: &WorkFile,
    stop: &CancellationToken,
) -> Result<BackedUp, Problem> {
    let of_system = |error: std::io::Error| failure::of_system(into, &error);
    place::create_new(&work.0).map_err(of_system)?;
    let submissions = fill(source, &work.0, stop)?;
    let file = fs::File::open(&work.0).map_err(of_system)?;
    file.sync_all().map_err(of_system)?;
    let bytes = file.metadata().map_err(of_system)?.len();
    Ok(BackedUp {
        path: into.to_owned(),
        bytes,
        submissions,
    })
}

/// Copies all pages, makes one file of them that needs no other, and looks whether it is whole.
fn fill(source: &Connection, work: &Path, stop: &CancellationToken) -> Result<u64, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let mut copy =
        connection::connect(work, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(of_database)?;
    pages(source, &mut copy, stop).map_err(of_database)?;
    let stop = stop.clone();
    let look = || -> rusqlite::Result<(String, i64)> {
        copy.progress_handler(STRIDE, Some(move || stop.is_cancelled()))?;
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |row| {
            row.get::<_, String>(0)
        })?;
        let verdict = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let rows = copy.query_row("SELECT count(*) FROM submission", [], |row| row.get(0))?;
        Ok((verdict, rows))
    };
    let (verdict, rows) = look().map_err(of_database)?;
    if verdict != "ok" {
        return Err(failure::corrupt());
    }
    copy.close().map_err(|(_, error)| of_database(error))?;
    Ok(rows.unsigned_abs())
}

fn pages(
    source: &Connection,
    copy: &mut Connection,
    stop: &CancellationToken,
) -> rusqlite::Result<()> {
    let failed = |code| rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
    // One state of the file from the first page to the last: otherwise whoever writes in between
    // would make it begin anew.
    let state = source.unchecked_transaction()?;
    look::touch(&state)?;
    let backup = Backup::new(&state, copy)?;
    while !stop.is_cancelled() {
        match backup.step(STRIDE)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            // Nobody can keep the file from who reads it already.
            _ => return Err(failed(ffi::SQLITE_BUSY)),
        }
    }
    Err(failed(ffi::SQLITE_INTERRUPT))
}

/// The problem of a new file for which there is no room: another one lies there.
pub(super) fn taken(path: &Path) -> Problem {
    Problem::new(
        ProblemClass::Usage,
        Text::new("store-copy-taken").with("path", failure::shown(path)),
    )
    .hint(Text::new("store-copy-taken-hint"))
}

/// A file under the name that it has until it is whole; removed when it is dropped.
#[derive(Debug)]
pub(super) struct WorkFile(pub PathBuf);

impl WorkFile {
    /// The name of this file with an ending. What an interrupted one left behind goes.
    pub(super) fn beside(path: &Path, ending: &str) -> Self {
        let mut work = path.as_os_str().to_owned();
        work.push(ending);
        drop(Self(PathBuf::from(&work)));
        Self(work.into())
    }

    /// Gives the file its name, never over one that came meanwhile, and sees to it that the name
    /// is on the disk.
    pub(super) fn name(&self, path: &Path) -> Result<(), Problem> {
        fs::hard_link(&self.0, path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => taken(path),
            _ => failure::of_system(path, &error),
        })?;
        sync_folder(path).map_err(|error| failure::of_system(path, &error))
    }

    /// The same over an older one of the same name.
    pub(super) fn replace(&self, path: &Path) -> Result<(), Problem> {
        fs::rename(&self.0, path)
            .and_then(|()| sync_folder(path))
            .map_err(|error| failure::of_system(path, &error))
    }
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::File::open(folder)?.sync_all()
}

impl Drop for WorkFile {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.0.clone().into_os_string();
            path.push(end);
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_of_one_moment_however_often_others_write_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("source.db");
        let source = Connection::open(&path).expect("made");
        // More pages than are copied in one step, and one row before and one behind them.
        source
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
                 CREATE TABLE first(n); INSERT INTO first VALUES(0); CREATE TABLE rows(bytes);
                 WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
                 INSERT INTO rows SELECT zeroblob(4000) FROM n;
                 CREATE TABLE last(n); INSERT INTO last VALUES(0);",
            )
            .expect("filled");
        let done = CancellationToken::new();
        let mut copy = Connection::open(folder.path().join("copy.db")).expect("made");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let writer = Connection::open(&path).expect("open");
                while !done.is_cancelled() {
                    let both = "BEGIN IMMEDIATE; UPDATE first SET n = n + 1; UPDATE last SET n = n + 1; COMMIT";
                    writer.execute_batch(both).expect("written");
                }
            });
            let copied = pages(&source, &mut copy, &CancellationToken::new());
            done.cancel();
            copied.expect("copied");
        });
        let same = "SELECT (SELECT n FROM first) = (SELECT n FROM last)";
        let is_same = copy.query_row(same, [], |row| row.get::<_, bool>(0));
        assert_eq!(is_same, Ok(true));
        let verdict = copy.query_row("PRAGMA quick_check", [], |row| row.get(0));
        assert_eq!(verdict, Ok("ok".to_owned()));
    }

    #[test]
    fn only_names_of_days_are_daily_copies() {
        for (name, is_daily) in [
            ("queue-2026-11-22.db", true),
            ("queue-2026-13-22.db", false),
            ("queue-2026-11-22T10-00-00Z.db", false),
            ("queue.db", false),
            ("queue-2026-11-22.db.making", false),
        ] {
            assert_eq!(day_of(name).is_some(), is_daily, "{name}");
        }
    }
}
