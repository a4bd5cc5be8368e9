//! Processes that believe in another time of day than the simulator, which runs on the true one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Debian's libfaketime, which stands between a process and the time of day.
pub struct Faketime {
    library: PathBuf,
}

/// What is set for a process.
pub type Surroundings = Vec<(&'static str, OsString)>;

impl Faketime {
    /// None where it is not installed.
    pub fn find() -> Option<Self> {
        let name = "faketime/libfaketime.so.1";
        let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
        let folders = folders
            .map(|folder| folder.path())
            .chain(["/usr/lib".into()]);
        let library = folders
            .map(|folder| folder.join(name))
            .find(|path| path.exists())?;
        Some(Self { library })
    }

    /// A time of day that is another one by this, such as `-5m`; or, after an `@`, one that begins
    /// at this moment, in UTC.
    pub fn other(&self, time: &str) -> Surroundings {
        self.with([("FAKETIME", time.into())])
    }

    /// A time of day that is another one by what stands in a file, which may change at any time.
    pub fn by_file(&self, path: &Path) -> Surroundings {
        self.with([
            ("FAKETIME_TIMESTAMP_FILE", path.into()),
            ("FAKETIME_NO_CACHE", "1".into()),
        ])
    }

    fn with<const N: usize>(&self, more: [(&'static str, OsString); N]) -> Surroundings {
        // Nobody sets the clocks that pauses are measured with, nor the times of files.
        let mut all: Surroundings = vec![
            ("LD_PRELOAD", self.library.clone().into()),
            ("DONT_FAKE_MONOTONIC", "1".into()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".into()),
            ("NO_FAKE_STAT", "1".into()),
            ("TZ", "UTC".into()),
        ];
        all.extend(more);
        all
    }
}

/// Writes what the processes of a file shall believe, all at once.
pub fn set(path: &Path, offset: &str) {
    let beside = path.with_extension("new");
    std::fs::write(&beside, offset).expect("written");
    std::fs::rename(&beside, path).expect("renamed");
}
