//! What can go wrong with the file, as sentences with advice. Owns no sentence: `i18n` does.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

/// A problem of the store with its advice.
pub(super) fn problem(summary: Text, hint: Text) -> Problem {
    Problem::new(ProblemClass::Store, summary).hint(hint)
}

/// A path as a person may see it.
pub(super) fn shown(path: &Path) -> String {
    Untrusted::new(path.to_string_lossy()).shown()
}

/// Text from a file that may be damaged, as a person may see it.
pub(super) fn text(found: &str) -> String {
    Untrusted::new(found).shown()
}

/// The problem of a change that the database took back together with another one.
pub(super) fn undone() -> Problem {
    problem(Text::new("store-failed"), Text::new("store-failed-hint"))
}

/// The error of every change through a store that was opened only to look.
pub(super) fn read_only() -> StoreError {
    failed(problem(
        Text::new("store-read-only"),
        Text::new("store-read-only-hint"),
    ))
}

/// The error of a row whose contents contradict each other or their hash.
pub(super) fn damaged(what: &str) -> StoreError {
    failed(corrupt().detail(Text::new("store-detail").with("words", what)))
}

/// A failure of the file system around the file.
pub(super) fn of_system(path: &Path, error: &std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let place = shown(path);
    let problem = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => disk_full(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => problem(
            Text::new("store-not-writable").with("path", place),
            Text::new("store-not-writable-hint"),
        ),
        _ => problem(
            Text::new("store-unreachable").with("path", place),
            Text::new("store-unreachable-hint"),
        ),
    };
    problem.detail(detail(&error.to_string()))
}

/// A failure of the database.
pub(super) fn of_database(error: &rusqlite::Error) -> Problem {
    let code = match error {
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => Some(ErrorCode::DatabaseCorrupt),
        other => other.sqlite_error_code(),
    };
    let problem = match code {
        _ if has_no_room(error) => disk_full(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => corrupt(),
        Some(ErrorCode::DiskFull) => disk_full(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            problem(Text::new("store-busy"), Text::new("store-busy-hint"))
        }
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            problem(Text::new("store-denied"), Text::new("store-denied-hint"))
        }
        Some(ErrorCode::SystemIoFailure) => {
            problem(Text::new("store-io"), Text::new("store-io-hint"))
        }
        _ => problem(Text::new("store-failed"), Text::new("store-failed-hint")),
    };
    problem.detail(detail(&safe_words(error)))
}

/// The memory that all programs share lies in a file as well, for which there was no room.
fn has_no_room(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(code, _)
        if code.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// Messages of `rusqlite` may quote stored values; only these kinds are known not to.
pub(super) fn safe_words(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(code, Some(message)) => {
            format!("{message} ({})", code.extended_code)
        }
        rusqlite::Error::SqliteFailure(code, None) => code.to_string(),
        rusqlite::Error::FromSqlConversionFailure(column, ..)
        | rusqlite::Error::InvalidColumnType(column, ..)
        | rusqlite::Error::IntegralValueOutOfRange(column, ..) => format!("column {column}"),
        rusqlite::Error::QueryReturnedNoRows => "no row".to_owned(),
        _ => "SQL".to_owned(),
    }
}

fn detail(words: &str) -> Text {
    Text::new("store-detail").with("words", Untrusted::new(words).shown())
}

/// Whether it says that the file is damaged.
pub(super) fn is_corrupt(problem: &Problem) -> bool {
    problem.summary.key == "store-corrupt"
}

/// The problem of a file whose contents cannot be trusted.
pub(super) fn corrupt() -> Problem {
    problem(Text::new("store-corrupt"), Text::new("store-corrupt-hint"))
}

/// Whether it is for lack of room.
pub(super) fn is_disk_full(problem: &Problem) -> bool {
    problem.summary.key == "store-disk-full"
}

fn disk_full() -> Problem {
    problem(
        Text::new("store-disk-full"),
        Text::new("store-disk-full-hint"),
    )
}

fn failed(problem: Problem) -> StoreError {
    StoreError::Failed(Box::new(problem))
}

impl From<Problem> for StoreError {
    fn from(problem: Problem) -> Self {
        failed(problem)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        failed(of_database(&error))
    }
}
