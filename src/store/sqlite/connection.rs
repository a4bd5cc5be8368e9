//! The connections: how each is set up, who may use which, and what a commit promises.
//! Knows no table.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use tokio::sync::watch;

use super::place::Header;
use super::{OpenOptions, failure, migrate, place};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::StoreError;

/// How long a writer waits for a writer of another process.
const BUSY: Duration = Duration::from_secs(10);

/// Files up to this size are checked whole when they are opened, which takes a moment.
const CHECKED_WHOLE: u64 = 16 << 20;

/// Switching to WAL reports "busy" without waiting; asked again this often, a pause apart.
const WAL_TRIES: u32 = 200;
const WAL_PAUSE: Duration = Duration::from_millis(25);

/// What a commit promises when it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// It is on the disk.
    Synced,
    /// It survives this process, and a power cut may take it, but never one before it.
    Ordered,
}

/// What becomes of a transaction whose work went well.
pub(super) enum Commit<T> {
    /// It is committed, and everybody is told.
    Keep(T),
    /// It is committed; there is nothing to see in it.
    KeepQuietly(T),
    /// It is rolled back: nothing changed.
    Undo(T),
}

/// The connections of one store. They close in this order: whoever closes the file last brings
/// the write-ahead log home, and only a writer can.
#[derive(Debug)]
pub(super) struct Connections {
    path: PathBuf,
    reader: Mutex<Connection>,
    /// For when the first is at work; opened when that happens, since every connection reads the
    /// whole schema.
    second_reader: Mutex<Option<Connection>>,
    writer: Option<Mutex<Connection>>,
    revision: watch::Sender<u64>,
    seen: Mutex<i64>,
}

impl Connections {
    pub(super) fn open(path: &Path, options: OpenOptions<'_>) -> Result<Self, Problem> {
        let path = place::prepare(path, options.read_only)?;
        let inspected = match place::header(&path)? {
            Header::Empty if options.read_only => return Err(place::missing(&path)),
            Header::Empty => None,
            Header::Database {
                application,
                version,
            } => {
                if application != 0 && application != place::APPLICATION_ID {
                    return Err(place::foreign(&path));
                }
                migrate::refuse_newer(&path, version)?;
                Some(inspect(&path, options)?)
            }
        };
        let writer = if options.read_only {
            None
        } else {
            Some(Mutex::new(open_writer(&path, options.environment)?))
        };
        let reader = match inspected {
            Some(reader) => reader,
            None => open_reader(&path)?,
        };
        let connections = Self {
            path,
            writer,
            reader: Mutex::new(reader),
            second_reader: Mutex::new(None),
            revision: watch::Sender::new(0),
            seen: Mutex::new(0),
        };
        let seen = connections
            .data_version()
            .map_err(|error| failure::of_database(&error))?;
        *lock(&connections.seen) = seen;
        Ok(connections)
    }

    /// The file's real path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Reads one consistent state of the file.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Ok(mut free) = self.reader.try_lock() {
            return work(&*free.transaction()?);
        }
        let mut second = lock(&self.second_reader);
        let connection = match &mut *second {
            Some(connection) => connection,
            None => second.insert(connect_reader(&self.path)?),
        };
        work(&*connection.transaction()?)
    }

    /// Does all of the work and commits it, or nothing.
    pub(super) fn write<T>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Transaction<'_>) -> Result<Commit<T>, StoreError>,
    ) -> Result<T, StoreError> {
        let writer = self.writer.as_ref().ok_or_else(failure::read_only)?;
        let mut connection = lock(writer);
        // Outside of the transaction: inside of one the pragma has no effect.
        let level = match durability {
            Durability::Synced => "FULL",
            Durability::Ordered => "NORMAL",
        };
        connection.pragma_update(None, "synchronous", level)?;
        let before = connection.total_changes();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = match work(&transaction)? {
            Commit::Keep(result) => {
                transaction.commit()?;
                result
            }
            Commit::KeepQuietly(result) => {
                transaction.commit()?;
                return Ok(result);
            }
            Commit::Undo(result) => {
                transaction.rollback()?;
                return Ok(result);
            }
        };
        if connection.total_changes() != before {
            self.moved();
        }
        Ok(result)
    }

    /// Tells everybody when another process has written since the last look. Waits for nobody:
    /// while we write ourselves, the next look is soon enough.
    pub(super) fn look(&self) -> Result<(), StoreError> {
        let Some(version) = self.data_version_now()? else {
            return Ok(());
        };
        let mut seen = lock(&self.seen);
        if *seen != version {
            *seen = version;
            drop(seen);
            self.moved();
        }
        Ok(())
    }

    fn moved(&self) {
        self.revision.send_modify(|revision| *revision += 1);
    }

    /// Moves with commits of other connections only, so the writer is asked: for it,
    /// everybody else is another process.
    fn data_version(&self) -> rusqlite::Result<i64> {
        data_version(&lock(self.watching()))
    }

    /// The same, unless the connection is at work.
    fn data_version_now(&self) -> rusqlite::Result<Option<i64>> {
        match self.watching().try_lock() {
            Ok(connection) => data_version(&connection).map(Some),
            Err(TryLockError::Poisoned(broken)) => data_version(&broken.into_inner()).map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
        }
    }

    fn watching(&self) -> &Mutex<Connection> {
        self.writer.as_ref().unwrap_or(&self.reader)
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// A panic inside of a transaction rolls it back, so the connection behind is as good as new.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks through a connection that can neither write nor, when it closes, tidy up; it reads on.
fn inspect(path: &Path, options: OpenOptions<'_>) -> Result<Connection, Problem> {
    let connection = open_reader(path)?;
    let contents = migrate::inspect(&connection, path, options.environment)?;
    match contents {
        migrate::Contents::Nothing if options.read_only => Err(place::missing(path)),
        migrate::Contents::Queue(version) if options.read_only && version < migrate::current() => {
            Err(failure::problem(
                Text::new("store-older").with("path", failure::shown(path)),
                Text::new("store-older-hint"),
            ))
        }
        migrate::Contents::Nothing => Ok(connection),
        migrate::Contents::Queue(_) => {
            quick_check(&connection, path).map_err(|error| failure::of_database(&error))??;
            Ok(connection)
        }
    }
}

fn quick_check(connection: &Connection, path: &Path) -> rusqlite::Result<Result<(), Problem>> {
    let size = path.metadata().map_or(u64::MAX, |metadata| metadata.len());
    if size > CHECKED_WHOLE {
        return Ok(Ok(()));
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    // It read every page; nobody asked for most of them.
    connection.release_memory()?;
    Ok(if verdict == "ok" {
        Ok(())
    } else {
        Err(failure::corrupt())
    })
}

fn open_writer(path: &Path, environment: &str) -> Result<Connection, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(of_database)?;
    write_ahead(&connection).map_err(of_database)?;
    // 32 MiB of pages: a large batch touches every index at random places.
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;",
        )
        .map_err(of_database)?;
    migrate::bring_up(&mut connection, path, environment)?;
    Ok(connection)
}

fn open_reader(path: &Path) -> Result<Connection, Problem> {
    connect_reader(path).map_err(|error| failure::of_database(&error))
}

fn connect_reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let mut tries = 0;
    loop {
        let switched = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match switched {
            Ok(_) => return Ok(()),
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && tries < WAL_TRIES =>
            {
                tries += 1;
                std::thread::sleep(WAL_PAUSE);
            }
            Err(error) => return Err(error),
        }
    }
}
