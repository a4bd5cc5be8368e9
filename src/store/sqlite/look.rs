//! Connections of somebody who only looks, and who may have no right to write beside the file.
//!
//! A reader of a write-ahead log needs the two files of that log. While somebody has the queue
//! open they are there, and reading them is enough. When nobody has, they are not, and only who
//! may write into the folder can make them: then, and only then, the file is read as it lies
//! there (`immutable`), and it is watched for as long as it is. When somebody begins to work on
//! it, the connection is made anew; what was read meanwhile is not believed.

use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{connection, failure};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// What a file looked like when it was opened as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Still {
    file: Option<(u64, u64, i64, i64)>,
    has_log: bool,
}

impl Still {
    fn of(path: &Path) -> Self {
        let facts = |facts: Metadata| (facts.ino(), facts.len(), facts.mtime(), facts.mtime_nsec());
        Self {
            file: path.metadata().ok().map(facts),
            has_log: beside(path, "-wal").symlink_metadata().is_ok(),
        }
    }

    /// Whether somebody has worked on the file since.
    pub(super) fn has_moved(&self, path: &Path) -> bool {
        *self != Self::of(path)
    }
}

/// A connection that can only read, and what the file looked like when it is read as it lies
/// there.
pub(super) fn open(path: &Path) -> rusqlite::Result<(Connection, Option<Still>)> {
    let ordinary = connection::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let is_closed = match touch(&ordinary) {
        Ok(()) => return Ok((ordinary, None)),
        Err(error) => is_for_want_of_a_right(&error).then_some(error),
    };
    let Some(error) = is_closed else {
        // What is wrong with it is found and named by whoever reads on.
        return Ok((ordinary, None));
    };
    let still = Still::of(path);
    if still.has_log {
        return Err(error);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = connection::connect(&uri(path), flags)?;
    touch(&connection)?;
    Ok((connection, Some(still)))
}

/// The same as a problem that says which right is missing.
pub(super) fn problem(path: &Path, error: &rusqlite::Error) -> Problem {
    let log = beside(path, "-wal");
    if is_for_want_of_a_right(error) && log.symlink_metadata().is_ok() {
        let names = Text::new("team-log-closed").with("path", failure::shown(&log));
        return failure::problem(names, Text::new("team-log-closed-hint"));
    }
    failure::of_database(error)
}

/// The problem of what was read while somebody began to work on the file.
pub(super) fn moved() -> Problem {
    failure::problem(
        Text::new("team-moved-while-read"),
        Text::new("team-moved-while-read-hint"),
    )
}

/// Begins to read: from here on, inside of a transaction, one state of the file is seen.
pub(super) fn touch(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

fn is_for_want_of_a_right(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The path as an address, in which nothing can be taken for an option.
fn uri(path: &Path) -> PathBuf {
    use std::fmt::Write as _;
    let mut uri = "file:".to_owned();
    for &byte in path.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    uri.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_brings_an_option_of_its_own() {
        let uri = uri(Path::new("/srv/a b?mode=rwc&x#é/queue.db"));
        assert_eq!(
            uri,
            Path::new("file:/srv/a%20b%3Fmode%3Drwc%26x%23%C3%A9/queue.db?immutable=1")
        );
    }
}
