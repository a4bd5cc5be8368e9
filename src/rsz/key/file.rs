//! Reading a key file, or the passphrase of one, without being held up, fooled or filled by it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rustix::fs::{FileType, Mode, OFlags, Stat};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// No key is nearly as large.
const LIMIT: u64 = 1024 * 1024;
/// Readable, writable or executable for others, or more than readable for the group.
const BEYOND_ROOTS_GROUP: u32 = 0o037;
/// Anything for group or others.
const BEYOND_OWNER: u32 = 0o077;
/// Writable for group or others, in a folder where they may touch the files of others.
const WRITABLE: u32 = 0o022;
const STICKY: u32 = 0o1000;

/// The bytes of a key file.
///
/// Only a regular file of at most 1 MiB is read, and opening never waits for one that is not (a
/// FIFO). As with `PostgreSQL`'s own keys, nobody but the owner may read it, unless root owns it
/// and shares it with a group (0640); and it must lie where nobody else can put another one.
pub fn read_key_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let name = Untrusted::new(path.to_string_lossy()).shown();
    let refuse = |text: Text| Problem::new(ProblemClass::Usage, text.with("file", name.as_str()));
    let unreadable = |error: std::io::Error| {
        refuse(Text::new("rsz-key-file-unreadable"))
            .detail(Text::new("rsz-cause").with("cause", error.to_string()))
            .hint(Text::new("rsz-key-file-unreadable-hint"))
    };
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let opened =
        rustix::fs::open(path, flags, Mode::empty()).map_err(|error| unreadable(error.into()))?;
    let found = rustix::fs::fstat(&opened).map_err(|error| unreadable(error.into()))?;
    if FileType::from_raw_mode(found.st_mode) != FileType::RegularFile {
        return Err(refuse(Text::new("rsz-key-file-not-regular")));
    }
    if is_of_stranger(&found) {
        return Err(refuse(Text::new("rsz-key-file-stranger")));
    }
    if is_open_to_others(&found) {
        return Err(refuse(Text::new("rsz-key-file-open"))
            .hint(Text::new("rsz-key-file-open-hint").with("file", name.as_str())));
    }
    if let Some(folder) = open_folder(path) {
        let folder = Untrusted::new(folder.to_string_lossy()).shown();
        let text = Text::new("rsz-key-folder-open").with("folder", folder.as_str());
        let hint = Text::new("rsz-key-folder-open-hint").with("folder", folder);
        return Err(refuse(text).hint(hint));
    }
    // Room for all of it at once: a growing vector leaves copies behind that nobody wipes.
    let room = u64::try_from(found.st_size).unwrap_or(0).min(LIMIT) + 1;
    let room = usize::try_from(room).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    File::from(opened)
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LIMIT {
        return Err(refuse(Text::new("rsz-key-file-too-large")));
    }
    Ok(bytes)
}

/// The passphrase in the first line of a file, which must be as private as a key file.
pub fn read_passphrase_file(path: &Path) -> Result<SecretString, Problem> {
    let line = read_secret_line(path)?;
    if line.expose_secret().is_empty() {
        let name = Untrusted::new(path.to_string_lossy()).shown();
        let summary = Text::new("rsz-passphrase-none").with("file", name);
        return Err(
            Problem::new(ProblemClass::Usage, summary).hint(Text::new("rsz-passphrase-none-hint"))
        );
    }
    Ok(line)
}

/// The first line of a file that must be as private as a key file; empty when it is no text.
pub fn read_secret_line(path: &Path) -> Result<SecretString, Problem> {
    let bytes = read_key_file(path)?;
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Ok(SecretString::from(
        std::str::from_utf8(line).unwrap_or_default(),
    ))
}

/// Whoever owns a file may change it, and its rights. Root trusts whom it works for.
fn is_of_stranger(found: &Stat) -> bool {
    let owner = rustix::process::geteuid().as_raw();
    found.st_uid != owner && found.st_uid != 0 && owner != 0
}

/// The folder of a key, when others may put another key in its place.
fn open_folder(path: &Path) -> Option<&Path> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let found = rustix::fs::stat(folder).ok()?;
    let is_open = found.st_mode & WRITABLE != 0 && found.st_mode & STICKY == 0;
    (is_open || is_of_stranger(&found)).then_some(folder)
}

fn is_open_to_others(found: &Stat) -> bool {
    let forbidden = if found.st_uid == 0 {
        BEYOND_ROOTS_GROUP
    } else {
        BEYOND_OWNER
    };
    found.st_mode & forbidden != 0
}
