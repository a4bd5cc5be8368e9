//! Running a program of the operator's: no shell, nothing of our environment, a group of its own
//! that ends with it, a time limit, and little of what it says.

use std::fs::File;
use std::io::{PipeReader, Read as _, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::SAID;
use crate::domain::occurrence::{Occurrence, RungEnd};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::paths::is_writable_by_others;

/// Where a program of ours finds others.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Between two looks whether we are to end.
const SLICE: Duration = Duration::from_millis(100);

/// A program with its arguments.
#[derive(Debug, Clone)]
pub struct Command {
    /// Where it lies: an absolute path.
    pub program: PathBuf,
    /// What it is called with.
    pub arguments: Vec<String>,
    /// How long it may take.
    pub limit: Duration,
}

impl Command {
    /// Why it may not be run: what others can write, they decide what it does.
    pub fn refusal(&self) -> Option<Text> {
        let shown = || Untrusted::new(self.program.to_string_lossy()).shown();
        if !self.program.is_absolute() {
            return Some(Text::new("hooks-not-absolute").with("path", shown()));
        }
        let folder = self.program.parent().unwrap_or(Path::new("/"));
        for path in [self.program.as_path(), folder] {
            match std::fs::metadata(path) {
                Ok(facts) if is_writable_by_others(&facts) => {
                    let path = Untrusted::new(path.to_string_lossy()).shown();
                    return Some(Text::new("hooks-writable").with("path", path));
                }
                Ok(_) => {}
                Err(error) => return Some(unusable(shown(), &error)),
            }
        }
        None
    }

    /// Runs it with the occurrence on its standard input.
    pub(super) async fn run(
        &self,
        occurrence: &Occurrence,
        stop: &CancellationToken,
    ) -> (RungEnd, Untrusted) {
        let (command, told, stop) = (self.clone(), occurrence.clone(), stop.clone());
        let run = tokio::task::spawn_blocking(move || command.run_here(&told, &stop));
        run.await.unwrap_or_else(|_| {
            let died = std::io::Error::other("the task died");
            let end = RungEnd::Unusable(unusable(String::new(), &died));
            (end, String::new().into())
        })
    }

    fn run_here(&self, occurrence: &Occurrence, stop: &CancellationToken) -> (RungEnd, Untrusted) {
        if let Some(reason) = self.refusal() {
            return (RungEnd::Unusable(reason), String::new().into());
        }
        match self.begin(occurrence) {
            Ok(running) => running.end(self.limit, stop),
            Err(error) => {
                let shown = Untrusted::new(self.program.to_string_lossy()).shown();
                let end = RungEnd::Unusable(unusable(shown, &error));
                (end, String::new().into())
            }
        }
    }

    fn begin(&self, occurrence: &Occurrence) -> std::io::Result<Running> {
        let (reader, writer) = std::io::pipe()?;
        let mut child = std::process::Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .env("PATH", PATH)
            .env("LANG", "C.UTF-8")
            .env("DIMONITOR_EVENT", occurrence.event.as_str())
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .spawn()?;
        let watched = || -> std::io::Result<(Pid, OwnedFd)> {
            let pid = Pid::from_raw(i32::try_from(child.id()).unwrap_or(0))
                .ok_or_else(|| std::io::Error::other("no process"))?;
            let ended = pidfd_open(pid, PidfdFlags::empty())?;
            rustix::io::ioctl_fionbio(&reader, true)?;
            Ok((pid, ended))
        };
        let (pid, ended) = match watched() {
            Ok(watched) => watched,
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        };
        // An occurrence is far smaller than a pipe: this waits for nobody.
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(format!("{}\n", occurrence.json()).as_bytes());
        }
        Ok(Running {
            child,
            pid,
            ended,
            reader,
            said: Vec::new(),
        })
    }
}

/// A program that runs.
struct Running {
    child: Child,
    /// Its number, which is also that of its group.
    pid: Pid,
    /// Readable once it has ended.
    ended: OwnedFd,
    reader: PipeReader,
    said: Vec<u8>,
}

impl Running {
    /// Waits for its end, for so long; whatever of its group is left then is killed.
    fn end(mut self, limit: Duration, stop: &CancellationToken) -> (RungEnd, Untrusted) {
        let deadline = Instant::now() + limit;
        let mut is_open = true;
        let is_done = loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || stop.is_cancelled() {
                break false;
            }
            let (has_ended, has_words) =
                ready(self.ended.as_fd(), &self.reader, is_open, left.min(SLICE));
            if has_words {
                is_open = self.listen();
            }
            if has_ended {
                break true;
            }
        };
        // Before it is waited for: until then its number is nobody else's.
        let _ = kill_process_group(self.pid, Signal::KILL);
        let status = self.child.wait();
        if is_open {
            self.listen();
        }
        let said = Untrusted::new(String::from_utf8_lossy(&self.said));
        let end = match (is_done, status) {
            (true, Ok(status)) if status.signal().is_some() => RungEnd::Exit(None),
            (true, Ok(status)) => RungEnd::Exit(status.code()),
            _ => RungEnd::TooLong,
        };
        (end, said)
    }

    /// Reads what there is; keeps little of it. Whether more may come.
    fn listen(&mut self) -> bool {
        let mut piece = [0; 4_096];
        // A program that never stops talking is not to keep us from the clock.
        for _ in 0..64 {
            match self.reader.read(&mut piece) {
                Ok(0) => return false,
                Ok(read) => {
                    let room = SAID.saturating_sub(self.said.len()).min(read);
                    self.said.extend(&piece[..room]);
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => return true,
                Err(_) => return false,
            }
        }
        true
    }
}

/// Waits until it has ended or says something, for so long.
fn ready(
    ended: BorrowedFd<'_>,
    reader: &PipeReader,
    is_open: bool,
    patience: Duration,
) -> (bool, bool) {
    let mut watched = vec![PollFd::from_borrowed_fd(ended, PollFlags::IN)];
    if is_open {
        watched.push(PollFd::new(reader, PollFlags::IN));
    }
    let patience = Timespec::try_from(patience).ok();
    if poll(&mut watched, patience.as_ref()).is_err() {
        return (false, false);
    }
    let is_ready = |place: usize| {
        watched
            .get(place)
            .is_some_and(|one| !one.revents().is_empty())
    };
    (is_ready(0), is_ready(1))
}

fn unusable(path: String, error: &std::io::Error) -> Text {
    Text::new("hooks-unusable")
        .with("path", path)
        .with("error", error.to_string())
}

/// The first line of a small file that only we may read.
pub(super) fn secret_line(path: &Path) -> Result<String, Text> {
    let shown = || Untrusted::new(path.to_string_lossy()).shown();
    let read = |file: File| {
        let mut text = String::new();
        file.take(4_096).read_to_string(&mut text).map(|_| text)
    };
    let file = crate::paths::open_file(path).map_err(|error| unusable(shown(), &error))?;
    let facts = file.metadata().map_err(|error| unusable(shown(), &error))?;
    if is_writable_by_others(&facts) {
        return Err(Text::new("hooks-writable").with("path", shown()));
    }
    let text = read(file).map_err(|error| unusable(shown(), &error))?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(Text::new("hooks-empty-secret").with("path", shown()));
    }
    Ok(line.to_owned())
}
