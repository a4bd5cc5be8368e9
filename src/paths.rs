//! Where files live. Owns the layout of folders; knows nothing of what is in the files.
//!
//! ```text
//! <home>/config.toml  rules.toml  chaman.toml  themes/
//! <home>/<environment>/queue.db  console.toml  log/  keys/
//! ```
//!
//! With `--home` everything lies under one folder; otherwise the configuration lies
//! in the user's configuration folder and the rest in the user's data folder.

use std::path::{Path, PathBuf};

use crate::domain::environment::Environment;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// The folders of this user, or of one `--home`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    data: PathBuf,
}

impl Home {
    /// Everything under one folder.
    pub fn under(folder: &Path) -> Self {
        Self {
            config: folder.to_owned(),
            data: folder.to_owned(),
        }
    }

    /// The folders that the system has for this user's configuration and data.
    ///
    /// Fails when the user has no home folder.
    pub fn of_user() -> Result<Self, Problem> {
        let folders = directories::ProjectDirs::from("", "", "dimonitor").ok_or_else(|| {
            Problem::new(ProblemClass::Usage, Text::new("config-no-home"))
                .hint(Text::new("config-no-home-hint"))
        })?;
        Ok(Self {
            config: folders.config_dir().to_owned(),
            data: folders.data_dir().to_owned(),
        })
    }

    /// The configuration file that is read when none is named.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The file that replaces the built-in lists of worker types and joint committees.
    pub fn rules_file(&self) -> PathBuf {
        self.config.join("rules.toml")
    }

    /// The file that replaces the built-in lists of Chaman: permissions, certificates.
    pub fn rulebook_file(&self) -> PathBuf {
        self.config.join("chaman.toml")
    }

    /// Where the user's own themes lie.
    pub fn themes_folder(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// The data of one environment, for somebody who only looks: nothing is made.
    pub fn environment_as_it_is(&self, environment: Environment) -> DataFolder {
        DataFolder {
            path: self.data.join(environment.as_str()),
        }
    }

    /// The data of one environment; makes its folders, for this user's eyes only.
    pub fn environment(&self, environment: Environment) -> Result<DataFolder, Problem> {
        let folder = DataFolder {
            path: self.data.join(environment.as_str()),
        };
        for path in [
            folder.path.clone(),
            folder.log_folder(),
            folder.keys_folder(),
        ] {
            make_private_folder(&path)?;
        }
        Ok(folder)
    }
}

/// A path as a person types it: `~` is the home folder of this user.
pub fn expanded(typed: &str) -> PathBuf {
    let below = match typed.strip_prefix('~') {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix('/'),
        None => None,
    };
    match (below, directories::BaseDirs::new()) {
        (Some(below), Some(folders)) => folders.home_dir().join(below),
        _ => PathBuf::from(typed),
    }
}

/// The data of one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    path: PathBuf,
}

impl DataFolder {
    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The queue.
    pub fn queue(&self) -> PathBuf {
        self.path.join("queue.db")
    }

    /// What the console remembers.
    pub fn console(&self) -> PathBuf {
        self.path.join("console.toml")
    }

    /// What hooks were told already.
    pub fn hooks_told(&self) -> PathBuf {
        self.path.join("hooks.told")
    }

    /// Where the log is written.
    pub fn log_folder(&self) -> PathBuf {
        self.path.join("log")
    }

    /// Whether this user may write there.
    pub fn takes_a_log(&self) -> bool {
        let rights = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
        rustix::fs::access(self.log_folder(), rights).is_ok()
    }

    /// Where keys and certificates are written.
    pub fn keys_folder(&self) -> PathBuf {
        self.path.join("keys")
    }
}

/// Opens a file for reading, if it is one.
///
/// Never waits: a pipe that nobody writes to, a device or a folder is refused at once.
pub fn open_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(std::io::Error::other("not a regular file"))
    }
}

/// The name of a user that the system keeps itself; those of a directory service are not known.
pub fn user_name(uid: u32) -> Option<String> {
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    name_in(&users, uid)
}

fn name_in(users: &str, uid: u32) -> Option<String> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _password, number) = (fields.next()?, fields.next()?, fields.next()?);
        (number.parse() == Ok(uid) && !name.is_empty()).then(|| name.to_owned())
    })
}

/// Whether others than this user, and root, may put files into a folder or take them away. In one
/// with the sticky bit (`/tmp`) they may not touch ours.
#[cfg(unix)]
pub fn is_writable_by_others(facts: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    const STICKY: u32 = 0o1000;
    let owner = rustix::process::geteuid().as_raw();
    // Root trusts whom it works for.
    let strange = facts.uid() != owner && facts.uid() != 0 && owner != 0;
    strange || (facts.mode() & 0o022 != 0 && !(facts.is_dir() && facts.mode() & STICKY != 0))
}

/// No such rights are known here.
#[cfg(not(unix))]
pub fn is_writable_by_others(_facts: &std::fs::Metadata) -> bool {
    false
}

/// Makes a folder and its parents with mode 0700; one that is there already stays as it is.
fn make_private_folder(path: &Path) -> Result<(), Problem> {
    let new: Vec<&Path> = path
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| {
        let path = Untrusted::new(path.to_string_lossy()).shown();
        Problem::new(
            ProblemClass::Usage,
            Text::new("config-folder-not-made").with("path", path),
        )
        .detail(Text::new("config-system-says").with("message", error.to_string()))
        .hint(Text::new("config-folder-not-made-hint"))
    })?;
    // However well the files in it are synced: without its name they are lost in a power cut.
    new.into_iter().for_each(sync_name);
    Ok(())
}

/// Sees to it that the name of a new file or folder is on the disk, where the system can.
pub fn sync_name(path: &Path) {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\nbroken\neva:x:1001:100::/home/eva:/bin/sh\n";
        for (uid, name) in [(1001, Some("eva")), (0, Some("root")), (100, None)] {
            assert_eq!(name_in(users, uid).as_deref(), name, "{uid}");
        }
    }

    #[test]
    fn an_environment_has_folders_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::under(&folder.path().join("new/home"));
        let sandbox = home.environment(Environment::Sandbox).expect("made");
        assert!(sandbox.queue().ends_with("new/home/sandbox/queue.db"));
        assert!(sandbox.log_folder().is_dir());
        assert!(sandbox.keys_folder().is_dir());
        assert_eq!(home.environment(Environment::Sandbox), Ok(sandbox));
    }

    #[cfg(unix)]
    #[test]
    fn folders_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::under(&folder.path().join("home"));
        let folders = home.environment(Environment::Production).expect("made");
        for path in [
            folders.path(),
            &folders.log_folder(),
            &folders.keys_folder(),
        ] {
            let mode = std::fs::metadata(path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", path.display());
        }
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("sandbox"), "").expect("written");
        let problem = Home::under(folder.path())
            .environment(Environment::Sandbox)
            .expect_err("a file is no folder");
        assert_eq!(problem.summary.key, "config-folder-not-made");
    }

    #[cfg(unix)]
    #[test]
    fn only_a_file_is_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let (pipe, file) = (path("pipe"), path("file"));
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).expect("a pipe");
        std::os::unix::fs::symlink(path("loop"), path("loop")).expect("linked");
        std::fs::write(&file, "x").expect("written");
        for (name, path, is_file) in [
            ("a file", file.as_path(), true),
            ("a pipe", &pipe, false),
            ("a folder", folder.path(), false),
            ("a device", Path::new("/dev/zero"), false),
            ("a loop", &path("loop"), false),
        ] {
            assert_eq!(open_file(path).is_ok(), is_file, "{name}");
        }
    }
}
