//! The connections: how each is set up, who may use which, and what a commit promises.
//! Knows no table.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, TryLockError};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use super::group::{self, Job, Queue};
use super::look::{self, Still};
use super::reserve::Reserve;
use super::{OpenOptions, backup, closing, failure, library, migrate, newer, place};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::StoreError;
use crate::store::group::stopped;
pub(super) use crate::store::group::{Commit, Durability};

/// How long a writer waits for a writer of another process.
const BUSY: Duration = Duration::from_secs(10);

/// Files up to this size are checked whole before anything is written, which takes most of a
/// second for the largest of them. Larger ones are once a day, with the copy of the day.
const CHECKED_WHOLE: u64 = 200 << 20;

/// Connections that read.
const READERS: usize = 2;

/// Switching to WAL reports "busy" without waiting; asked again this often, a pause apart.
const WAL_TRIES: u32 = 200;
const WAL_PAUSE: Duration = Duration::from_millis(25);

/// The connections of one store. Only the first is there from the beginning: every connection
/// reads the whole schema, and a console is to show something before that.
///
/// Whoever closes the file last brings the write-ahead log home. Where there may be a writer
/// every connection can, the readers too, who are kept from writing by a rule of their own.
#[derive(Debug)]
pub(super) struct Connections {
    path: PathBuf,
    access: Access,
    reader: Mutex<Connection>,
    /// What the file looked like, when it is read as it lies there.
    still: Mutex<Option<Still>>,
    /// For when the first is at work.
    second_reader: Mutex<Option<Connection>>,
    /// As many turns as readers: whoever waits for one keeps no thread.
    turns: Arc<Semaphore>,
    /// Opened with the first change.
    writer: Mutex<Option<Connection>>,
    queue: Queue,
    /// Whether the file is whole, once somebody has looked.
    checked: OnceLock<Result<(), Problem>>,
    /// Damage that showed later.
    condemned: OnceLock<Problem>,
    reserve: Reserve,
    revision: watch::Sender<u64>,
    seen: Mutex<i64>,
}

/// What the connections of a store may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Only look.
    Look,
    /// Change it.
    Change,
}

impl Connections {
    /// Opens the file as it is; [`Connections::check`] says whether it is whole.
    pub(super) fn open(path: &Path, options: OpenOptions<'_>) -> Result<Self, Problem> {
        let of_database = |error: rusqlite::Error| failure::of_database(&error);
        library::refuse_older(rusqlite::version_number())?;
        let path = place::prepare(path, options.read_only)?;
        let access = if options.read_only {
            Access::Look
        } else {
            Access::Change
        };
        let inspected = if migrate::is_begun(&path)? {
            inspect(&path, access, options.environment)?
        } else if options.read_only {
            return Err(place::missing(&path));
        } else {
            None
        };
        let mut writer = None;
        let (reader, still) = if let Some(inspected) = inspected {
            inspected
        } else {
            let mut new = open_writer(&path).map_err(of_database)?;
            migrate::bring_up(&mut new, &path, options.environment)?;
            writer = Some(new);
            open_reader(&path, access).map_err(of_database)?
        };
        let seen = data_version(writer.as_ref().unwrap_or(&reader)).map_err(of_database)?;
        let reserve = Reserve::of(&path);
        Ok(Self {
            path,
            access,
            reader: Mutex::new(reader),
            still: Mutex::new(still),
            second_reader: Mutex::new(None),
            turns: Arc::new(Semaphore::new(READERS)),
            writer: Mutex::new(writer),
            queue: Queue::default(),
            checked: OnceLock::new(),
            condemned: OnceLock::new(),
            reserve,
            revision: watch::Sender::new(0),
            seen: Mutex::new(seen),
        })
    }

    /// Whether the file is whole, as far as its size allows to look. It is looked at once; a
    /// damaged one is neither read nor written any more.
    pub(super) fn check(&self) -> Result<(), Problem> {
        if let Some(damage) = self.condemned.get() {
            return Err(damage.clone());
        }
        let mut is_news = false;
        let verdict = self.checked.get_or_init(|| {
            is_news = true;
            quick_check(&self.path).map_err(|error| failure::of_database(&error))?
        });
        if is_news && verdict.is_err() {
            self.moved();
        }
        verdict.clone()
    }

    /// The copy of the day, unless there is one. A copy has the pages of the file: when it is
    /// not whole, the file is not. Large files are looked at as a whole only here.
    pub(super) fn keep_up(
        &self,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> Result<bool, StoreError> {
        if self.is_read_only() {
            return Ok(false);
        }
        self.check()?;
        self.read(|_| Ok(()))?;
        let made = backup::daily(&self.path, now, stop);
        if let Err(problem) = &made
            && failure::is_corrupt(problem)
            && self.condemned.set(problem.clone()).is_ok()
        {
            self.moved();
        }
        Ok(made?)
    }

    /// The room that is kept for answers.
    pub(super) fn reserve(&self) -> &Reserve {
        &self.reserve
    }

    /// The file's real path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.access == Access::Look
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Waits until a reader is free, and keeps it.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed; without a turn a reader is waited for in the reading thread.
        Arc::clone(&self.turns).acquire_owned().await.ok()
    }

    /// Reads one consistent state of the file.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(Err(damage)) = self.checked.get() {
            return Err(damage.clone().into());
        }
        if let Some(damage) = self.condemned.get() {
            return Err(damage.clone().into());
        }
        let work = |connection: &mut Connection| {
            let transaction = connection.transaction()?;
            newer::refuse_closed_now(&transaction, &self.path)?;
            work(&transaction)
        };
        let still = self.follow()?;
        let result = self.on_reader(work);
        match still {
            Some(still) if still.has_moved(&self.path) => Err(look::moved().into()),
            _ => result,
        }
    }

    fn on_reader<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Ok(mut free) = self.reader.try_lock() {
            return work(&mut free);
        }
        let mut second = lock(&self.second_reader);
        let connection = match &mut *second {
            Some(connection) => connection,
            None => second.insert(open_reader(&self.path, self.access)?.0),
        };
        work(connection)
    }

    /// Opens a file anew that was read as it lay there, when somebody has begun to work on it.
    fn follow(&self) -> Result<Option<Still>, StoreError> {
        let mut still = lock(&self.still);
        if still
            .as_ref()
            .is_some_and(|still| still.has_moved(&self.path))
        {
            let (reader, now) =
                look::open(&self.path).map_err(|error| look::problem(&self.path, &error))?;
            reader.pragma_update(None, "query_only", true)?;
            *lock(&self.reader) = reader;
            *lock(&self.second_reader) = None;
            *still = now;
            self.moved();
        }
        Ok(still.clone())
    }

    /// Does all of the work and commits it, or nothing; in one commit with others who want to
    /// write at the same time. A file that is not whole is left alone.
    pub(super) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        durability: Durability,
        work: impl FnMut(&Transaction<'_>) -> Result<Commit<T>, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.is_read_only() {
            return Err(failure::read_only());
        }
        let (job, answer) = group::job(durability, work);
        if self.queue.join(job) {
            let leader = Leader(Some(Arc::clone(self)));
            // A blocking thread rather than one of our own: while it works, paused test time
            // stands still.
            tokio::task::spawn_blocking(move || leader.lead());
        }
        match answer.await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(_) => Err(stopped()),
        }
    }

    /// Writes one group.
    fn commit(&self, jobs: &mut [Box<dyn Job>]) -> Result<(), Problem> {
        self.check()?;
        let mut writer = lock(&self.writer);
        let connection = match &mut *writer {
            Some(connection) => connection,
            None => writer.insert(self.take_over()?),
        };
        let guard = |connection: &Connection| {
            newer::refuse_closed_now(connection, &self.path)?;
            closing::refuse(connection)
        };
        if group::commit(connection, jobs, &guard)? {
            self.moved();
        }
        Ok(())
    }

    /// Tells everybody when another process has written since the last look. Waits for nobody:
    /// while we write ourselves, the next look is soon enough.
    pub(super) fn look(&self) -> Result<(), StoreError> {
        self.follow()?;
        // First of all: who is asked may change in between, and each counts for itself.
        let mut seen = lock(&self.seen);
        let Some(version) = self.data_version_now()? else {
            return Ok(());
        };
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

    /// A writer, which watches for the changes of others from now on. What they did just before
    /// may not have been seen, so everybody is told to look.
    fn take_over(&self) -> Result<Connection, Problem> {
        let of_database = |error: rusqlite::Error| failure::of_database(&error);
        let writer = open_writer(&self.path).map_err(of_database)?;
        *lock(&self.seen) = data_version(&writer).map_err(of_database)?;
        self.moved();
        Ok(writer)
    }

    /// Moves with commits of other connections only, so the writer is asked: for it, everybody
    /// else is another process. Before there is one, for the reader too. None while the one to
    /// ask is at work.
    fn data_version_now(&self) -> rusqlite::Result<Option<i64>> {
        let Some(writer) = try_lock(&self.writer) else {
            return Ok(None);
        };
        match &*writer {
            Some(writer) => data_version(writer).map(Some),
            None => try_lock(&self.reader)
                .map(|reader| data_version(&reader))
                .transpose(),
        }
    }
}

/// Whoever writes for all, until nobody waits any more.
struct Leader(Option<Arc<Connections>>);

impl Leader {
    fn lead(mut self) {
        while let Some(connections) = &self.0 {
            let mut jobs = connections.queue.next();
            let committed = connections.commit(&mut jobs);
            if connections.queue.is_done() {
                // Whoever has an answer may close the file: it is not we who keep it open.
                self.0 = None;
            }
            for job in jobs {
                job.answer(&committed);
            }
        }
    }
}

impl Drop for Leader {
    fn drop(&mut self) {
        // The runtime is going and never began with it.
        if let Some(connections) = &self.0 {
            connections.queue.abandon();
        }
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "data_version", |row| row.get(0))
}

/// A panic inside of a transaction rolls it back, so the connection behind is as good as new.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn try_lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(broken)) => Some(broken.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// Looks at what is in the file. The connection reads on when it is a queue of our version, or of
/// a later one that is open to us; one
/// that must be made or brought up first gives none. Nothing is tidied up in a file that is
/// refused.
fn inspect(path: &Path, access: Access, environment: &str) -> Result<Option<Opened>, Problem> {
    let of_database = |error: rusqlite::Error| failure::of_database(&error);
    let (connection, still) =
        open_reader(path, access).map_err(|error| look::problem(path, &error))?;
    let tidies_up = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection
        .set_db_config(tidies_up, true)
        .map_err(of_database)?;
    match migrate::inspect(&connection, path, environment)? {
        migrate::Contents::Queue(version) if version >= migrate::current() => {
            connection
                .set_db_config(tidies_up, false)
                .map_err(of_database)?;
            Ok(Some((connection, still)))
        }
        migrate::Contents::Nothing if access == Access::Look => Err(place::missing(path)),
        migrate::Contents::Queue(_) if access == Access::Look => Err(failure::problem(
            Text::new("store-older").with("path", failure::shown(path)),
            Text::new("store-older-hint"),
        )),
        migrate::Contents::Nothing | migrate::Contents::Queue(_) => Ok(None),
    }
}

/// Reads every page, on a connection of its own that keeps few: nobody asked for most of them.
fn quick_check(path: &Path) -> rusqlite::Result<Result<(), Problem>> {
    let size = path.metadata().map_or(u64::MAX, |metadata| metadata.len());
    if size > CHECKED_WHOLE {
        return Ok(Ok(()));
    }
    let (connection, _) = open_reader(path, Access::Look)?;
    connection.pragma_update(None, "cache_size", 32)?;
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(if verdict == "ok" {
        Ok(())
    } else {
        Err(failure::corrupt())
    })
}

pub(super) fn open_writer(path: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    write_ahead(&connection)?;
    // Beside partial indexes a statement is otherwise prepared anew, triggers and all, for every
    // other number that it is given.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // 8 MiB of pages. A large batch touches every index at random places and gains nothing by more;
    // commits lose by it, since many of them look through all the pages that are kept.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -8192;",
    )?;
    Ok(connection)
}

/// A reader, and what the file looked like when it is read as it lies there.
type Opened = (Connection, Option<Still>);

fn open_reader(path: &Path, access: Access) -> rusqlite::Result<Opened> {
    let (connection, still) = match access {
        Access::Look => look::open(path)?,
        Access::Change => (connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?, None),
    };
    connection.pragma_update(None, "query_only", true)?;
    Ok((connection, still))
}

pub(super) fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
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
