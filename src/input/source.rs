//! The file that declarations are read from: opened once, read as often as need be.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Bytes that a file may have that is read row by row.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// An open file of declarations.
#[derive(Debug)]
pub struct Source {
    file: File,
    name: String,
    seen: Seen,
}

/// What tells that a file was written to since it was opened.
type Seen = (u64, i64, i64);

fn seen(file: &File) -> io::Result<Seen> {
    let found = file.metadata()?;
    Ok((found.size(), found.mtime(), found.mtime_nsec()))
}

impl Source {
    /// Opens a file. A pipe, a folder or a device is refused: it cannot be read twice, and
    /// reading it may never end.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        let name = Untrusted::new(path.to_string_lossy()).shown();
        let opened = OpenOptions::new()
            .read(true)
            // Opening a pipe that nobody writes to must not wait for somebody.
            .custom_flags(nonblocking())
            .open(path);
        let file = opened.map_err(|error| unreadable(&name, &error))?;
        let kind = file.metadata().map_err(|error| unreadable(&name, &error))?;
        if !kind.is_file() {
            return Err(wrong(Text::new("import-no-file").with("file", name))
                .hint(Text::new("import-no-file-hint")));
        }
        Self::of(file, name)
    }

    /// Takes standard input, all of it, into a file without a name that only this process has.
    pub fn spooled(from: impl Read) -> Result<Self, Problem> {
        let name = "-".to_owned();
        let spool = || {
            let mut file = tempfile::tempfile()?;
            io::copy(&mut from.take(LARGEST + 1), &mut file)?;
            Ok(file)
        };
        let file = spool().map_err(|error| unreadable(&name, &error))?;
        Self::of(file, name)
    }

    fn of(file: File, name: String) -> Result<Self, Problem> {
        let seen = seen(&file).map_err(|error| unreadable(&name, &error))?;
        if seen.0 > LARGEST {
            let text = Text::new("app-input-too-large");
            return Err(wrong(
                text.with("file", name).with("limit", LARGEST / 1024 / 1024),
            ));
        }
        Ok(Self { file, name, seen })
    }

    /// Its name, fit for showing.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.seen.0
    }

    /// The same open file, for [`super::Rows::open`]: one reader at a time.
    pub fn reader(&self) -> Result<File, Problem> {
        self.file
            .try_clone()
            .map_err(|error| unreadable(&self.name, &error))
    }

    /// Whether this is the file of that path.
    pub fn is_at(&self, path: &Path) -> bool {
        let Ok(other) = std::fs::metadata(path) else {
            return false;
        };
        let own = self.file.metadata();
        own.is_ok_and(|own| (own.dev(), own.ino()) == (other.dev(), other.ino()))
    }

    /// Refuses a file that was written to since it was opened: what was checked is no longer
    /// what would be queued.
    pub fn must_be_unchanged(&self) -> Result<(), Problem> {
        let now = seen(&self.file).map_err(|error| unreadable(&self.name, &error))?;
        if now == self.seen {
            return Ok(());
        }
        let text = Text::new("import-file-changed").with("file", self.name.as_str());
        Err(wrong(text).hint(Text::new("import-file-changed-hint")))
    }
}

fn nonblocking() -> i32 {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    i32::try_from(flags.bits()).unwrap_or_default()
}

fn wrong(text: Text) -> Problem {
    Problem::new(ProblemClass::Usage, text)
}

fn unreadable(name: &str, error: &io::Error) -> Problem {
    wrong(Text::new("app-input-unreadable").with("file", name))
        .detail(Text::new("os-error").with("error", error.to_string()))
        .hint(Text::new("app-input-hint"))
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, SeekFrom};

    use super::*;

    #[test]
    fn only_a_file_is_a_file_of_declarations() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .expect("a pipe");
        for (name, path, key) in [
            ("a pipe", pipe.as_path(), "import-no-file"),
            ("a folder", folder.path(), "import-no-file"),
            ("a device", Path::new("/dev/zero"), "import-no-file"),
            (
                "nothing",
                &folder.path().join("none"),
                "app-input-unreadable",
            ),
        ] {
            let problem = Source::open(path).expect_err(name);
            assert_eq!(problem.summary.key, key, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_written_to_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("in.csv");
        std::fs::write(&path, "kind\nin\n").expect("written");
        let source = Source::open(&path).expect("opened");
        assert_eq!(source.size(), 8);
        source.must_be_unchanged().expect("nobody wrote");
        std::fs::write(&path, "kind\nin\nin\n").expect("written");
        let problem = source.must_be_unchanged().expect_err("somebody wrote");
        assert_eq!(problem.summary.key, "import-file-changed");
    }

    #[test]
    fn standard_input_can_be_read_twice() {
        let source = Source::spooled(&b"kind\nin\n"[..]).expect("spooled");
        for _ in 0..2 {
            let mut reader = source.reader().expect("a reader");
            reader.seek(SeekFrom::Start(0)).expect("back");
            let mut text = String::new();
            reader.read_to_string(&mut text).expect("read");
            assert_eq!(text, "kind\nin\n");
        }
    }
}
