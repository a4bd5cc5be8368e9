//! What processes do to the files of a home, to the wire and to stdout, in the order in which they
//! do it: read from what `strace` writes down.
//!
//! A write, a name and a POST count from when the call begins, a sync from when it has returned, and
//! then only for what was there when it began. A call that failed, or that a kill cut short,
//! never was.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What was done.
#[derive(Debug)]
pub enum Call {
    /// Bytes at a place of a file; at its end without one.
    Write(PathBuf, Option<usize>, Vec<u8>),
    Truncate(PathBuf, usize),
    /// A file that may be new.
    Create(PathBuf),
    Folder(PathBuf),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
    Link(PathBuf, PathBuf),
    /// Everything before this place in the trace that was done to this file or folder is on the disk.
    Sync(PathBuf, usize),
    /// The first byte of a declaration leaves: its trace id.
    Post(String),
    /// Somebody was told this.
    Told(String),
    Nothing,
}

/// The calls that change something, or tell somebody.
const CALLS: &str = "trace=open,openat,creat,write,writev,pwrite64,sendto,sendmsg,ftruncate,fallocate,\
    fsync,fdatasync,unlink,unlinkat,rmdir,rename,renameat,renameat2,link,linkat,mkdir,mkdirat";

/// Why nothing can be traced here; none when it can.
pub fn obstacle() -> Option<String> {
    let tried = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stdin(Stdio::null())
        .output();
    match tried {
        Ok(ran) if ran.status.success() => None,
        Ok(ran) => Some(String::from_utf8_lossy(&ran.stderr).trim().to_owned()),
        Err(error) => Some(format!("strace: {error}")),
    }
}

/// A script and everything that it starts, all of which is killed when it is dropped.
struct Traced(Child);

impl Drop for Traced {
    fn drop(&mut self) {
        if let Some(group) = rustix::process::Pid::from_raw(self.0.id().cast_signed()) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.0.wait();
    }
}

/// Runs a shell script to its end under `strace`, which writes everything down in `into`. Each
/// process of it has these variables.
pub fn record(script: &str, variables: &[(&str, &Path)], into: &Path, patience: Duration) {
    let mut command = Command::new("strace");
    command
        // Paths for descriptors, all bytes of every string in hexadecimal.
        .args(["-f", "--seccomp-bpf", "-y", "-xx", "-s", "1000000"])
        .args(["-e", CALLS, "-e", "signal=none", "-o"])
        .arg(into)
        .args(["sh", "-c", script])
        .envs(variables.iter().copied())
        .env_remove("HTTPS_PROXY")
        .env_remove("HTTP_PROXY")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let mut traced = Traced(command.spawn().expect("it starts"));
    let begun = Instant::now();
    while !traced.0.try_wait().is_ok_and(|ended| ended.is_some()) {
        assert!(begun.elapsed() < patience, "the traced script does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What was done in this home, in order.
pub fn read(trace: &Path, home: &Path) -> Vec<Call> {
    let mut reader = Reader {
        home,
        calls: Vec::new(),
        begun: HashMap::new(),
    };
    let trace = BufReader::new(File::open(trace).expect("strace has written it"));
    for line in trace.lines() {
        reader.line(&line.expect("ASCII"));
    }
    // What was never seen to return.
    for begun in std::mem::take(&mut reader.begun).into_values() {
        reader.end(&begun, None);
    }
    reader.calls
}

/// The POSTs of which a byte left before the commit of their claim was synced (I3).
pub fn early(calls: &[Call]) -> Vec<String> {
    let is_log = |path: &Path| path.to_string_lossy().ends_with("-wal");
    let posts: HashSet<&str> = calls
        .iter()
        .filter_map(|call| match call {
            Call::Post(trace) => Some(trace.as_str()),
            _ => None,
        })
        .collect();
    let mut claims: HashMap<String, usize> = HashMap::new();
    let mut early = Vec::new();
    for (place, call) in calls.iter().enumerate() {
        match call {
            Call::Write(path, _, bytes) if is_log(path) => {
                for trace in traces(bytes) {
                    if posts.contains(&*trace) {
                        claims.entry(trace).or_insert(place);
                    }
                }
            }
            Call::Post(trace) => {
                let claim = claims.get(trace);
                if !claim.is_some_and(|claim| is_synced(&calls[..place], *claim, is_log)) {
                    early.push(format!("{trace} at {place}: its claim at {claim:?}"));
                }
            }
            _ => {}
        }
    }
    early
}

/// Whether the commit that this page of the log belongs to was synced.
fn is_synced(calls: &[Call], page: usize, is_log: impl Fn(&Path) -> bool) -> bool {
    // Before each page stand 24 bytes, of which the second four are 0 but in the last of a commit.
    let header = (0..page).rev().find(|place| match &calls[*place] {
        Call::Write(path, _, bytes) => is_log(path) && bytes.len() == 24,
        _ => false,
    });
    let committed = (header.unwrap_or(page)..calls.len()).find(|place| match &calls[*place] {
        Call::Write(path, _, bytes) => is_log(path) && bytes.len() == 24 && bytes[4..8] != [0; 4],
        _ => false,
    });
    let last_page = committed.and_then(|header| {
        let after = (header + 1)..calls.len();
        let mut writes = after.filter(
            |place| matches!(&calls[*place], Call::Write(path, _, bytes) if is_log(path) && bytes.len() > 24),
        );
        writes.next()
    });
    last_page.is_some_and(|last| {
        calls[last..]
            .iter()
            .any(|call| matches!(call, Call::Sync(path, begun) if is_log(path) && *begun > last))
    })
}

/// Everything in a page that looks like a trace id.
fn traces(page: &[u8]) -> Vec<String> {
    const LENGTH: usize = 36;
    let candidates = page.windows(LENGTH).filter(|window| {
        window[8] == b'-' && window[13] == b'-' && window[18] == b'-' && window[23] == b'-'
    });
    candidates
        .filter_map(|window| String::from_utf8(window.to_vec()).ok())
        .collect()
}

struct Reader<'a> {
    home: &'a Path,
    calls: Vec<Call>,
    /// The call that each thread is in.
    begun: HashMap<String, Begun>,
}

/// A call that has not returned yet.
struct Begun {
    name: String,
    arguments: String,
    /// Where it stands; for a sync: where it would stand.
    place: usize,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let Some((thread, said)) = line.split_once(' ') else {
            return;
        };
        let said = said.trim_start();
        if said.starts_with("+++") {
            if let Some(begun) = self.begun.remove(thread) {
                self.end(&begun, None);
            }
        } else if let Some(resumed) = said.strip_prefix("<... ") {
            if let Some(mut begun) = self.begun.remove(thread) {
                let rest = resumed.split_once(" resumed>").map_or("", |(_, rest)| rest);
                let (rest, returned) = parted(rest).unwrap_or((rest, "?"));
                begun.arguments.push_str(rest);
                self.end(&begun, number(returned));
            }
        } else if let Some(first) = said.strip_suffix(" <unfinished ...>") {
            let Some((name, arguments)) = first.split_once('(') else {
                return;
            };
            let begun = self.begin(name, arguments);
            self.begun.insert(thread.to_owned(), begun);
        } else if let Some((name, rest)) = said.split_once('(')
            && let Some((arguments, returned)) = parted(rest)
        {
            let begun = self.begin(name, arguments);
            self.end(&begun, number(returned));
        }
    }

    fn begin(&mut self, name: &str, arguments: &str) -> Begun {
        let place = self.calls.len();
        if !matches!(name, "fsync" | "fdatasync") {
            let call = self.call(name, &split(arguments));
            self.calls.push(call.unwrap_or(Call::Nothing));
        }
        Begun {
            name: name.to_owned(),
            arguments: arguments.to_owned(),
            place,
        }
    }

    /// What it returned, if it was seen to.
    fn end(&mut self, begun: &Begun, returned: Option<usize>) {
        if matches!(&*begun.name, "fsync" | "fdatasync") {
            let path = split(&begun.arguments).first().and_then(|it| path_of(it));
            if let Some(path) = path.filter(|path| returned.is_some() && self.is_ours(path)) {
                self.calls.push(Call::Sync(path, begun.place));
            }
            return;
        }
        let call = &mut self.calls[begun.place];
        match (returned, &mut *call) {
            (Some(written), Call::Write(_, _, bytes)) => bytes.truncate(written),
            // What was only begun may have left, or been read.
            (Some(_), _) | (None, Call::Post(_) | Call::Told(_)) => {}
            (None, call) => *call = Call::Nothing,
        }
    }

    /// What a call does that is about to be done; none when it is nothing to us.
    fn call(&self, name: &str, arguments: &[&str]) -> Option<Call> {
        let first = *arguments.first()?;
        let second = arguments.get(1).copied();
        let ours = |path: PathBuf| self.is_ours(&path).then_some(path);
        Some(match name {
            "write" | "writev" | "sendto" | "sendmsg" => return self.said(first, second?),
            "pwrite64" => Call::Write(
                ours(path_of(first)?)?,
                Some(arguments.get(3)?.parse().expect("an offset")),
                bytes(second?),
            ),
            "ftruncate" => {
                Call::Truncate(ours(path_of(first)?)?, second?.parse().expect("a length"))
            }
            "fallocate" => {
                let path = ours(path_of(first)?)?;
                panic!(
                    "room is set aside in {}, which nobody foresaw",
                    path.display()
                );
            }
            "openat" if arguments.get(2)?.contains("O_CREAT") => {
                let path = ours(joined(first, second?)?)?;
                assert!(!arguments[2].contains("O_TRUNC"), "{}", path.display());
                Call::Create(path)
            }
            "open" if second?.contains("O_CREAT") => Call::Create(ours(named(first)?)?),
            "unlink" | "rmdir" => Call::Remove(ours(named(first)?)?),
            "unlinkat" => Call::Remove(ours(joined(first, second?)?)?),
            "mkdir" => Call::Folder(ours(named(first)?)?),
            "mkdirat" => Call::Folder(ours(joined(first, second?)?)?),
            "rename" => Call::Rename(ours(named(first)?)?, named(second?)?),
            "link" => Call::Link(ours(named(first)?)?, named(second?)?),
            "renameat" | "renameat2" | "linkat" => {
                let from = ours(joined(first, second?)?)?;
                let to = joined(arguments.get(2)?, arguments.get(3)?)?;
                if name == "linkat" {
                    Call::Link(from, to)
                } else {
                    Call::Rename(from, to)
                }
            }
            _ => return None,
        })
    }

    /// Bytes that go to a file at its end, to the wire or to stdout.
    fn said(&self, descriptor: &str, what: &str) -> Option<Call> {
        if let Some(path) = path_of(descriptor).filter(|path| self.is_ours(path)) {
            return Some(Call::Write(path, None, bytes(what)));
        }
        // Of several pieces the first.
        let quoted = &what[what.find('"')?..];
        let is_stdout = descriptor.starts_with("1<");
        let is_post = quoted.starts_with("\"\\x50\\x4f\\x53\\x54\\x20");
        if !is_stdout && !is_post {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes(quoted)).into_owned();
        if is_stdout {
            return Some(Call::Told(text));
        }
        let trace = text.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("belgov-trace-id")
                .then_some(value)
        });
        let first_line = text.lines().next()?;
        first_line
            .contains("/declarations")
            .then(|| Call::Post(trace.expect("every POST has one").to_owned()))
    }

    /// Not the log, nor what a power cut empties or what is empty at any time.
    fn is_ours(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(self.home) else {
            return false;
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_passing = ["-shm", ".reserve", ".lock", "(deleted)"]
            .iter()
            .any(|end| name.ends_with(end));
        !is_passing && !below.iter().any(|part| part == "log")
    }
}

/// The arguments, each as it stands there.
fn split(arguments: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut is_quoted, mut begin) = (Vec::new(), 0_usize, false, 0);
    for (place, byte) in arguments.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'[' | b'{' | b'<' => depth += 1,
            b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(arguments[begin..place].trim());
                begin = place + 1;
            }
            _ => {}
        }
    }
    parts.push(arguments[begin..].trim());
    parts
}

/// The arguments and what was returned, which stands in a column of its own.
fn parted(call: &str) -> Option<(&str, &str)> {
    let (arguments, returned) = call.rsplit_once(" = ")?;
    Some((arguments.trim_end().strip_suffix(')')?, returned))
}

/// What a call returned, when it did not fail.
fn number(returned: &str) -> Option<usize> {
    let digits = returned.split(|it: char| !it.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The path of an open descriptor.
fn path_of(argument: &str) -> Option<PathBuf> {
    let (_, path) = argument.split_once('<')?;
    let path = path.strip_suffix('>').unwrap_or(path);
    // After the path: whether it has been removed.
    path.starts_with(['/', '\\'])
        .then(|| PathBuf::from(String::from_utf8_lossy(&unescaped(path)).into_owned()))
}

fn named(argument: &str) -> Option<PathBuf> {
    let path = String::from_utf8(bytes(argument)).ok()?;
    path.starts_with('/').then(|| path.into())
}

/// A path below the folder of a descriptor.
fn joined(folder: &str, name: &str) -> Option<PathBuf> {
    let name = String::from_utf8(bytes(name)).ok()?;
    match path_of(folder) {
        Some(folder) => Some(folder.join(name)),
        None => name.starts_with('/').then(|| name.into()),
    }
}

/// The bytes of a string between quotes.
fn bytes(quoted: &str) -> Vec<u8> {
    let inner = quoted.strip_prefix('"').unwrap_or(quoted);
    let end = inner.find('"').unwrap_or(inner.len());
    assert!(!inner[end..].starts_with("\"..."), "a string was cut off");
    unescaped(&inner[..end])
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if let [b'\\', b'x', high, low, after @ ..] = rest {
            bytes.push(digit(*high) << 4 | digit(*low));
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    bytes
}

fn digit(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        other => panic!("{other} is no hexadecimal digit"),
    }
}
