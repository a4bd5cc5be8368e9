//! Certificate and key files on the disk.

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::problem;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Bytes that a certificate file may have.
const LARGEST: u64 = 1024 * 1024;

/// The bytes of a certificate file: a regular file of at most 1 MiB.
///
/// Never waits, even when the path turns out to be a pipe.
pub fn read_cert_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let failed = |error: &std::io::Error| unreadable(path, error);
    let file = options.open(path).map_err(|error| failed(&error))?;
    let facts = file.metadata().map_err(|error| failed(&error))?;
    let refused = |summary: Text| {
        problem(
            summary.with("path", shown(path)),
            Text::new("cert-unknown-hint"),
        )
    };
    if !facts.is_file() {
        return Err(refused(Text::new("cert-not-a-file")));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused(Text::new("cert-too-large")));
    }
    Ok(bytes)
}

/// Writes a new file that only its owner may read. Never overwrites one.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| {
        let summary = if error.kind() == ErrorKind::AlreadyExists {
            Text::new("cert-file-exists")
        } else {
            Text::new("cert-not-written")
        };
        problem(
            summary.with("path", shown(path)),
            Text::new("cert-not-written-hint"),
        )
        .detail(Text::new("cert-system-says").with("message", error.to_string()))
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let summary = if error.kind() == ErrorKind::NotFound {
        Text::new("cert-missing")
    } else {
        Text::new("cert-unreadable")
    };
    Problem::new(ProblemClass::Usage, summary.with("path", shown(path)))
        .detail(Text::new("cert-system-says").with("message", error.to_string()))
        .hint(Text::new("cert-unreadable-hint"))
}

fn shown(path: &Path) -> String {
    Untrusted::new(path.to_string_lossy()).shown()
}
