//! A file that is whole or not there: written beside its place, put there at the end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Where a file will stand.
pub(super) struct Place {
    path: PathBuf,
    replace: bool,
}

impl Place {
    /// A place that is free, or holds a file that may be replaced.
    pub(super) fn new(path: &Path, replace: bool) -> Result<Self, Problem> {
        let place = Self {
            path: path.to_owned(),
            replace,
        };
        match fs::metadata(path) {
            // Neither a folder nor a device is put out of the way, whatever was said.
            Ok(there) if !there.is_file() => Err(place.trouble(Text::new("many-no-file"))),
            Ok(_) if !replace => Err(place.taken()),
            _ if path.file_name().is_none() => Err(place.trouble(Text::new("many-no-file"))),
            _ => Ok(place),
        }
    }

    /// A file beside it, gone when it is dropped before it is kept.
    pub(super) fn begin(&self) -> Result<Part<File>, Problem> {
        self.begin_on(|file| file)
    }

    /// The same, with something between the writer and the file.
    pub(super) fn begin_on<W: Write>(
        &self,
        wrap: impl FnOnce(File) -> W,
    ) -> Result<Part<W>, Problem> {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".part");
        let path = PathBuf::from(name);
        let create = || {
            // Left behind by a run that was killed.
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
        };
        let file = create().map_err(|error| self.unwritable(&error))?;
        Ok(Part {
            path,
            writer: BufWriter::new(wrap(file)),
            kept: false,
        })
    }

    /// Puts a whole file there. One that came there in the meantime is not replaced unasked.
    fn put(&self, part: &Path) -> io::Result<()> {
        if self.replace {
            return fs::rename(part, &self.path);
        }
        match fs::hard_link(part, &self.path) {
            Ok(()) => fs::remove_file(part),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            // Some file systems know no second name.
            Err(_) => fs::rename(part, &self.path),
        }
    }

    pub(super) fn unwritable(&self, error: &io::Error) -> Problem {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return self.taken();
        }
        self.trouble(Text::new("many-file-unwritable"))
            .detail(Text::new("os-error").with("error", error.to_string()))
            .hint(Text::new("many-file-hint"))
    }

    fn taken(&self) -> Problem {
        self.trouble(Text::new("many-file-exists"))
            .hint(Text::new("many-file-exists-hint"))
    }

    fn trouble(&self, text: Text) -> Problem {
        let shown = Untrusted::new(self.path.to_string_lossy()).shown();
        Problem::new(ProblemClass::Usage, text.with("file", shown))
    }
}

/// A file that is being written.
pub(super) struct Part<W: Write> {
    path: PathBuf,
    writer: BufWriter<W>,
    kept: bool,
}

impl Part<File> {
    /// Puts it in its place, on the disk.
    pub(super) fn keep(mut self, place: &Place) -> Result<(), Problem> {
        let mut keep = || {
            self.writer.flush()?;
            self.writer.get_ref().sync_all()?;
            place.put(&self.path)
        };
        keep().map_err(|error| place.unwritable(&error))?;
        self.kept = true;
        Ok(())
    }
}

impl<W: Write> Write for Part<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl<W: Write> Drop for Part<W> {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}
