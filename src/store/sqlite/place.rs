//! Where the file lies: made with its modes, and refused where it cannot be shared safely.
//! Knows the file system, not what is in the file.

use std::fs::{DirBuilder, File, Metadata};
use std::io::{ErrorKind, Read as _};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::failure;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// `"DIMO"`: the application id of our files.
pub(super) const APPLICATION_ID: i32 = 0x4449_4D4F;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const USER_VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;
const HEADER: usize = 100;

/// What the first bytes of the file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// There is nothing in it yet.
    Empty,
    /// A database with this application id and schema version, as far as the main file knows.
    Database {
        /// Whose it is; 0 when it does not say.
        application: i32,
        /// Version of its schema.
        version: i32,
    },
}

/// The real path of the file, which exists afterwards.
///
/// A symbolic link would give the file's `-wal` another name than other processes use, a hard
/// link a second set of locks; both let two processes write without knowing of each other.
pub(super) fn prepare(path: &Path, read_only: bool) -> Result<PathBuf, Problem> {
    let name = path.file_name().ok_or_else(|| {
        failure::problem(
            Text::new("store-not-a-file").with("path", failure::shown(path)),
            Text::new("store-not-a-file-hint"),
        )
    })?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !read_only {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| failure::of_system(folder, &error))?;
    }
    let folder = match folder.canonicalize() {
        Ok(folder) => folder,
        Err(error) if read_only && error.kind() == ErrorKind::NotFound => {
            return Err(missing(path));
        }
        Err(error) => return Err(failure::of_system(folder, &error)),
    };
    refuse_network(&folder)?;
    let real = folder.join(name);
    match real.symlink_metadata() {
        Ok(metadata) => refuse_links(&real, &metadata)?,
        Err(error) if error.kind() == ErrorKind::NotFound && read_only => {
            return Err(missing(&real));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            create(&real).map_err(|error| failure::of_system(&real, &error))?;
        }
        Err(error) => return Err(failure::of_system(&real, &error)),
    }
    if !read_only {
        use rustix::fs::Access;
        // Two more files must come to lie beside the database.
        refuse_closed(&folder, Access::WRITE_OK | Access::EXEC_OK)?;
        refuse_closed(&real, Access::READ_OK | Access::WRITE_OK)?;
    }
    Ok(real)
}

/// Opens a private file beside the database, and makes it when it does not exist.
pub(super) fn create(path: &Path) -> std::io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default())
        .open(path)
}

/// Makes a private file that is not there yet.
pub(super) fn create_new(path: &Path) -> std::io::Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// Reads the header without `SQLite`, which would touch a file that is not ours.
pub(super) fn header(path: &Path) -> Result<Header, Problem> {
    let mut bytes = Vec::with_capacity(HEADER);
    File::open(path)
        .and_then(|file| file.take(HEADER as u64).read_to_end(&mut bytes))
        .map_err(|error| failure::of_system(path, &error))?;
    if bytes.is_empty() {
        return Ok(Header::Empty);
    }
    if !bytes.starts_with(MAGIC) {
        return Err(foreign(path));
    }
    let number = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(i32::from_be_bytes(four))
    };
    match (number(APPLICATION_ID_AT), number(USER_VERSION_AT)) {
        (Some(application), Some(version)) => Ok(Header::Database {
            application,
            version,
        }),
        _ => Err(failure::corrupt()),
    }
}

/// The problem of a file that another program made.
pub(super) fn foreign(path: &Path) -> Problem {
    failure::problem(
        Text::new("store-foreign").with("path", failure::shown(path)),
        Text::new("store-foreign-hint"),
    )
}

/// The problem of a file that should be looked at and is not there.
pub(super) fn missing(path: &Path) -> Problem {
    failure::problem(
        Text::new("store-missing").with("path", failure::shown(path)),
        Text::new("store-missing-hint"),
    )
}

fn refuse_links(path: &Path, metadata: &Metadata) -> Result<(), Problem> {
    let place = failure::shown(path);
    if metadata.is_symlink() {
        return Err(failure::problem(
            Text::new("store-symlink").with("path", place),
            Text::new("store-symlink-hint"),
        ));
    }
    if !metadata.is_file() {
        return Err(failure::problem(
            Text::new("store-not-a-file").with("path", place),
            Text::new("store-not-a-file-hint"),
        ));
    }
    if metadata.nlink() > 1 {
        return Err(failure::problem(
            Text::new("store-hard-link").with("path", place),
            Text::new("store-hard-link-hint"),
        ));
    }
    Ok(())
}

/// Said before anything is done: a connection to such a file would open, and fail later.
fn refuse_closed(path: &Path, access: rustix::fs::Access) -> Result<(), Problem> {
    rustix::fs::access(path, access).map_err(|error| failure::of_system(path, &error.into()))
}

/// File systems on which locks or shared memory do not reach every process (magic numbers of statfs(2)).
#[cfg(target_os = "linux")]
pub(super) fn network_name(magic: u64) -> Option<&'static str> {
    Some(match magic {
        0x6969 => "NFS",
        0x517B => "SMB",
        0xFF53_4D42 => "CIFS",
        0xFE53_4D42 => "SMB2",
        0x6573_5546 => "FUSE",
        0x0102_1997 => "9P",
        0x5346_414F => "AFS",
        0x00C3_6400 => "Ceph",
        _ => return None,
    })
}

#[cfg(target_os = "linux")]
fn refuse_network(folder: &Path) -> Result<(), Problem> {
    let facts =
        rustix::fs::statfs(folder).map_err(|error| failure::of_system(folder, &error.into()))?;
    // The field is signed on some platforms; only its 32 bits mean anything.
    #[expect(clippy::cast_sign_loss, reason = "a bit pattern, not a number")]
    let magic = facts.f_type as u64 & 0xFFFF_FFFF;
    match network_name(magic) {
        None => Ok(()),
        Some(name) => Err(failure::problem(
            Text::new("store-network")
                .with("path", failure::shown(folder))
                .with("kind", name),
            Text::new("store-network-hint"),
        )),
    }
}

#[cfg(not(target_os = "linux"))]
fn refuse_network(_folder: &Path) -> Result<(), Problem> {
    Ok(())
}
