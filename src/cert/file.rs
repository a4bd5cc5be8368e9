//! Certificate and key files on the disk.

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::content::Content;
use super::{Certificate, inspect, problem};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::sync_name;

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
    if facts.len() > LARGEST {
        return Err(refused(Text::new("cert-too-large")));
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

/// The certificates in a file, in their order; a problem says which file it was.
///
/// Content decides what a file is, and its name only when the content is unknown: a PKCS#12
/// file that was damaged on its way is still one.
pub fn inspect_file(path: &Path) -> Result<Vec<Certificate>, Problem> {
    let bytes = read_cert_file(path)?;
    inspect(&bytes).map_err(|problem| {
        let is_unknown = Content::of_bytes(&bytes) == Content::Unknown;
        let problem = if is_unknown && is_named_pkcs12(path) {
            Content::Pkcs12.problem()
        } else {
            problem
        };
        problem.detail(Text::new("cert-in-file").with("path", shown(path)))
    })
}

fn is_named_pkcs12(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    ["pfx", "p12"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Writes a new file that only its owner may read. Never overwrites one.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    write_new(path, bytes, 0o600)
}

/// Writes a new file that everybody may read whom the umask lets. Never overwrites one.
pub fn write_public(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    write_new(path, bytes, 0o644)
}

/// Writes a new private file and a new public one, or none of the two. Never overwrites one.
pub fn write_pair(private: (&Path, &[u8]), public: (&Path, &[u8])) -> Result<(), Problem> {
    write_private(private.0, private.1)?;
    write_public(public.0, public.1).inspect_err(|_| {
        // What cannot be removed either is reported by the failure that led here.
        let _ = std::fs::remove_file(private.0);
    })
}

/// Nothing is left behind when it cannot be written to the end.
fn write_new(path: &Path, bytes: &[u8], mode: u32) -> Result<(), Problem> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = options
        .open(path)
        .map_err(|error| not_written(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    // A key that is lost in a power cut takes its certificate with it.
    sync_name(path);
    written.map_err(|error| {
        // What cannot be removed either is reported by the failure that led here.
        let _ = std::fs::remove_file(path);
        not_written(path, &error)
    })
}

fn not_written(path: &Path, error: &std::io::Error) -> Problem {
    if error.kind() == ErrorKind::AlreadyExists {
        return exists_already(path);
    }
    let summary = Text::new("cert-not-written").with("path", shown(path));
    problem(summary, Text::new("cert-not-written-hint"))
        .detail(Text::new("cert-system-says").with("message", error.to_string()))
}

/// Why nothing is written where something stands, whatever it is.
pub fn exists_already(path: &Path) -> Problem {
    problem(
        Text::new("cert-file-exists").with("path", shown(path)),
        Text::new("cert-not-written-hint"),
    )
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
