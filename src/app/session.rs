//! Where what the console remembers is kept: one small file beside the queue.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::paths::open_file;
use crate::tui::session::{Keeping, Session};

/// The first line: who wrote the file, and in which way.
const MARK: &str = "# dimonitor console 1\n";
/// Bytes that it may have.
const LARGEST: u64 = 64 * 1024;

/// Reads and writes the file.
#[derive(Clone)]
pub(super) struct Keeper {
    inner: Option<Arc<Inner>>,
}

struct Inner {
    path: PathBuf,
    /// One at a time; the latest turn that was written.
    writing: Mutex<u64>,
    /// That it cannot be written was said.
    said: AtomicBool,
    /// It is only read.
    is_read_only: bool,
}

impl Keeper {
    /// A file that is kept, or only read.
    pub(super) fn of(path: PathBuf, is_read_only: bool) -> Self {
        Self {
            inner: Some(Arc::new(Inner {
                path,
                writing: Mutex::new(0),
                said: AtomicBool::new(false),
                is_read_only,
            })),
        }
    }

    /// Nothing is read and nothing is kept.
    pub(super) fn forgetful() -> Self {
        Self { inner: None }
    }

    /// What was remembered. A file that is damaged or not ours is put aside: it never keeps the
    /// console from starting.
    pub(super) fn read(&self) -> Session {
        let Some(inner) = &self.inner else {
            return Session::default();
        };
        match read(&inner.path) {
            Ok(session) => Session {
                left: inner.left(),
                ..session
            },
            Err(_) if inner.is_read_only => Session::default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Session {
                left: inner.left(),
                ..Session::default()
            },
            Err(error) => {
                put_aside(&inner.path, &error);
                Session::default()
            }
        }
    }

    /// The operator leaves; read once when the console is opened again.
    pub(super) fn leave(&self, now: Timestamp) {
        let Some(inner) = self.inner.as_ref().filter(|inner| !inner.is_read_only) else {
            return;
        };
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options
            .open(inner.left_path())
            .and_then(|mut file| writeln!(file, "{now}"));
        if let Err(error) = written {
            tracing::debug!(%error, "when the console was left is not written down");
        }
    }

    /// Keeps it, as far as that can be done. Whoever leaves hands over the last one while another
    /// may still be on its way to the file: an earlier turn never takes the place of a later one.
    pub(super) async fn write(&self, Keeping { session, turn }: Keeping) {
        let Some(inner) = self.inner.clone().filter(|inner| !inner.is_read_only) else {
            return;
        };
        // Whoever leaves in the meantime does not stop it.
        let written = tokio::task::spawn_blocking(move || {
            let mut latest = inner.writing.lock().unwrap_or_else(PoisonError::into_inner);
            if turn <= *latest {
                return;
            }
            *latest = turn;
            if let Err(error) = write(&inner.path, &session)
                && !inner.said.swap(true, Ordering::Relaxed)
            {
                let path = inner.path.display();
                tracing::warn!("what the console remembers cannot be written to {path}: {error}");
            }
        });
        let _ = written.await;
    }
}

impl Inner {
    fn left_path(&self) -> PathBuf {
        self.path.with_extension("left")
    }

    /// When the console was left. Said once: whoever is killed later has not left then.
    fn left(&self) -> Option<Timestamp> {
        let path = self.left_path();
        if !fs::symlink_metadata(&path).ok()?.is_file() {
            return None;
        }
        let mut text = String::new();
        let read = open_file(&path).and_then(|file| file.take(64).read_to_string(&mut text));
        let _ = fs::remove_file(&path);
        read.ok()?;
        text.trim().parse().ok()
    }
}

fn read(path: &Path) -> io::Result<Session> {
    // A link may lead to what never ends, or to what is somebody else's.
    let facts = fs::symlink_metadata(path)?;
    if !facts.is_file() || facts.len() > LARGEST {
        return Err(io::Error::other("it is no small file"));
    }
    let mut text = String::new();
    open_file(path)?.take(LARGEST).read_to_string(&mut text)?;
    let Some(text) = text.strip_prefix(MARK) else {
        return Err(io::Error::other("another program wrote it"));
    };
    toml::from_str(text).map_err(|error| io::Error::other(error.message().to_owned()))
}

fn put_aside(path: &Path, why: &io::Error) {
    let aside = path.with_extension("toml.aside");
    let shown = path.display();
    match fs::rename(path, &aside) {
        Ok(()) => tracing::warn!("{shown} was put aside as {}: {why}", aside.display()),
        Err(error) => tracing::warn!("{shown} cannot be read: {why}; nor put aside: {error}"),
    }
}

/// Beside the old one and then in its place: whatever happens, one of the two is whole.
fn write(path: &Path, session: &Session) -> io::Result<()> {
    let text = toml::to_string(session).map_err(io::Error::other)?;
    let beside = path.with_extension(format!("toml.{}", std::process::id()));
    let written = write_new(&beside, &text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    // Left by a process that had our number and was killed.
    let _ = fs::remove_file(path);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(MARK.as_bytes())?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::session::ColumnSetting;

    fn session() -> Session {
        Session {
            screen: "queue".to_owned(),
            filter: "state:refused \"a b\"".to_owned(),
            sort: "deadline".to_owned(),
            descending: true,
            selected: Some(7),
            split: Some(false),
            mouse: None,
            theme: Some("mono".to_owned()),
            columns: vec![ColumnSetting {
                name: "worker".to_owned(),
                width: Some(30),
                hidden: false,
            }],
            filters: [("mine".to_owned(), "code:00910-001".to_owned())].into(),
            recent: vec!["poll".to_owned()],
            left: None,
        }
    }

    fn keeping(session: Session, turn: u64) -> Keeping {
        Keeping { session, turn }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("text")
            })
            .collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn what_is_kept_is_found_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("console.toml");
        let keeper = Keeper::of(path.clone(), false);
        assert_eq!(keeper.read(), Session::default());
        keeper.write(keeping(Session::default(), 1)).await;
        keeper.write(keeping(session(), 2)).await;
        assert_eq!(keeper.read(), session());
        assert_eq!(names(folder.path()), ["console.toml"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[tokio::test]
    async fn an_earlier_turn_that_comes_late_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let keeper = Keeper::of(folder.path().join("console.toml"), false);
        keeper.write(keeping(session(), 2)).await;
        keeper.write(keeping(Session::default(), 1)).await;
        assert_eq!(keeper.read(), session());
        keeper.write(keeping(Session::default(), 3)).await;
        assert_eq!(keeper.read(), Session::default());
    }

    #[test]
    fn what_is_not_ours_is_put_aside() {
        for (name, text) in [
            ("damaged", format!("{MARK}screen = \n")),
            ("cut short", MARK.trim_end().to_owned()),
            ("another kind", format!("{MARK}selected = \"seven\"\n")),
            ("foreign", "screen = \"queue\"\n".to_owned()),
            ("empty", String::new()),
            ("too large", format!("{MARK}#{}", "x".repeat(100_000))),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("console.toml");
            fs::write(&path, text).expect("written");
            assert_eq!(Keeper::of(path, false).read(), Session::default(), "{name}");
            assert_eq!(names(folder.path()), ["console.toml.aside"], "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_put_aside_and_what_it_leads_to_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("console.toml");
        let other = folder.path().join("other.toml");
        fs::write(&other, format!("{MARK}screen = \"queue\"\n")).expect("written");
        std::os::unix::fs::symlink(&other, &path).expect("linked");
        assert_eq!(Keeper::of(path, false).read(), Session::default());
        assert_eq!(names(folder.path()), ["console.toml.aside", "other.toml"]);
    }

    #[test]
    fn when_it_was_left_is_told_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("console.toml");
        let left = Timestamp::from_second(1_800_000_000).expect("in range");
        Keeper::of(path.clone(), false).leave(left);
        assert_eq!(Keeper::of(path.clone(), false).read().left, Some(left));
        assert_eq!(Keeper::of(path.clone(), false).read().left, None);
        fs::write(path.with_extension("left"), "yesterday").expect("written");
        assert_eq!(Keeper::of(path, false).read().left, None);
    }

    #[test]
    fn names_of_another_version_are_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("console.toml");
        fs::write(&path, format!("{MARK}screen = \"log\"\nzoom = 3\n")).expect("written");
        assert_eq!(Keeper::of(path, false).read().screen, "log");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_written_is_no_trouble() {
        let folder = tempfile::tempdir().expect("a folder");
        let keeper = Keeper::of(folder.path().join("missing/console.toml"), false);
        for turn in 1..=2 {
            keeper.write(keeping(session(), turn)).await;
        }
        assert_eq!(keeper.read(), Session::default());
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[tokio::test]
    async fn who_starts_afresh_keeps_nothing() {
        let keeper = Keeper::forgetful();
        keeper.write(keeping(session(), 1)).await;
        assert_eq!(keeper.read(), Session::default());
    }
}
