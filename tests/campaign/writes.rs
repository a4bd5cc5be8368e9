//! The Nth write: every call that writes to the files of the queue fails once, or it and every one
//! after it, for a submitter and then a worker. Whatever they say of it they say in a sentence; and
//! when the disk is well again, the books agree with the server's.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Size;
use crate::books::{Books, Disagreements};
use crate::common::{Ran, Running, World, entry};
use crate::crowd::at_once;
use crate::peek::Peek;
use crate::random::Random;
use crate::table::Table;

/// Worlds at once: most of the time they wait.
const AT_ONCE: usize = 10;
/// Calls that are made to fail, one after the other.
const CALLS: u64 = 200;
/// Declarations that are handed in while the disk fails.
const DECLARATIONS: u64 = 3;
const ERRORS: [(i32, &str); 2] = [(5, "EIO"), (28, "ENOSPC")];
/// What the program says of a panic.
const PANIC: &str = "a mistake of its own";
const CONFIG: &str = "[http]\nconnect_timeout_seconds = 2\nrequest_timeout_seconds = 2\n\
    total_timeout_seconds = 3\n[limits]\nsends = 2\npolls = 2\n";
const MOVING: &str =
    "SELECT count(*) FROM submission WHERE state IN('queued', 'sending', 'submitted')";

/// Which call fails, how, and whether those after it do as well.
#[derive(Clone, Copy)]
struct Case {
    call: u64,
    error: (i32, &'static str),
    stays: bool,
}

impl Case {
    fn said(self) -> String {
        let Self { call, error, stays } = self;
        let since = if stays { "from" } else { "at" };
        format!("{} {since} {call}", error.1)
    }
}

/// How the cases ended.
#[derive(Default)]
struct Ended {
    runs: u64,
    struck: u64,
    /// Calls that failed.
    failed: u64,
    /// Those of the submitter.
    refused: u64,
    stopped: u64,
    disorderly: Vec<String>,
    not_whole: Vec<String>,
    books: Disagreements,
}

/// Fails the calls.
pub fn run(size: Size) -> Table {
    let mut table = Table::new(format!("the Nth write fails, seed {}", size.seed));
    let folder = tempfile::tempdir().expect("a folder");
    let Some(shim) = shim(folder.path()) else {
        println!("SKIPPED: writes, what makes calls fail cannot be compiled here");
        return table;
    };
    let undisturbed = Case {
        call: 0,
        error: ERRORS[0],
        stays: false,
    };
    let quiet = Mutex::new(Ended::default());
    let calls = run_case(&shim, undisturbed, &quiet);
    if calls == 0 {
        println!("SKIPPED: writes, the program cannot be preloaded here");
        return table;
    }
    let cases = cases(size);
    let count = cases.len();
    let ended = Mutex::new(Ended::default());
    at_once(AT_ONCE, cases, |case| run_case(&shim, case, &ended));
    let ended = ended.into_inner().expect("all have ended");
    table.at_least("writes of an undisturbed run", calls, CALLS);
    table.exactly("runs", ended.runs, count);
    table.exactly("  in which a write failed", ended.struck, count);
    table.told("  writes that failed", ended.failed);
    table.told("  submitters that gave up", ended.refused);
    table.told("  workers that were killed in the end", ended.stopped);
    table.none("panic, or no word, or no end", &ended.disorderly);
    table.none("file not whole afterwards", &ended.not_whole);
    ended.books.tell(&mut table);
    table
}

/// Every call, error and duration in the long size; a few of each in the short one.
fn cases(size: Size) -> Vec<Case> {
    let all = (1..=CALLS).flat_map(|call| {
        let errors = ERRORS.iter();
        errors.flat_map(move |&error| [true, false].map(|stays| Case { call, error, stays }))
    });
    let mut all: Vec<Case> = all.collect();
    if size.long && size.count.is_none() {
        return all;
    }
    let mut random = Random::new(size.seed);
    let wanted = size.of(12, 800).min(all.len() as u64);
    // Of every part of the run as many.
    let part = all.len() / usize::try_from(wanted).expect("few");
    let parts = all.chunks_mut(part.max(1));
    parts.map(|part| *random.pick(part)).collect()
}

/// Makes the library that fails calls; none where nothing can be compiled.
fn shim(folder: &Path) -> Option<PathBuf> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/campaign/nth.c");
    let library = folder.join("nth.so");
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&library)
        .arg(source)
        .output();
    match compiled {
        Ok(ran) if ran.status.success() => Some(library),
        Ok(ran) => {
            println!("{}", String::from_utf8_lossy(&ran.stderr));
            None
        }
        Err(_) => None,
    }
}

/// One world, and the way that its commands fail.
struct Scene<'a> {
    world: &'a World,
    shim: &'a Path,
    counts: PathBuf,
    case: Case,
}

impl Scene<'_> {
    fn failing(&self, arguments: &[&str]) -> Command {
        let mut command = self.world.command(arguments);
        command
            .env("LD_PRELOAD", self.shim)
            .env("NTH_COUNTS", &self.counts)
            .env("NTH_AT", self.case.call.to_string())
            .env("NTH_ERROR", self.case.error.0.to_string())
            .env("NTH_STAYS", if self.case.stays { "1" } else { "0" });
        command
    }

    /// Calls so far, and how many of them failed.
    fn counts(&self) -> (u64, u64) {
        let counts = std::fs::read(&self.counts).expect("readable");
        let number = |at: usize| {
            let eight = counts[at..at + 8].try_into().expect("eight bytes");
            u64::from_ne_bytes(eight)
        };
        (number(0), number(8))
    }

    /// A worker until all is done, or for a while after the disk has broken for good. What is wrong
    /// with how it ends; none of it when it had to be killed, as it may then.
    fn work(&self) -> Result<Option<String>, ()> {
        let log = std::fs::File::create(self.world.folder.path().join("stderr.txt"));
        let child = self
            .failing(&["serve"])
            .stdout(Stdio::null())
            .stderr(log.expect("made"))
            .spawn()
            .expect("it starts");
        let mut worker = Running(child);
        let (begun, mut broken) = (Instant::now(), None);
        let mut is_over = || {
            let (_, failed) = self.counts();
            if self.case.stays && failed > 0 {
                let since: Instant = *broken.get_or_insert_with(Instant::now);
                return since.elapsed() > Duration::from_secs(2);
            }
            Peek::into(self.world).count(MOVING, []) == 0
        };
        let mut ended = None;
        while ended.is_none() && !is_over() && begun.elapsed() < Duration::from_secs(40) {
            sleep(Duration::from_millis(150));
            ended = worker.0.try_wait().expect("ours");
        }
        if ended.is_none() {
            let pid = rustix::process::Pid::from_raw(worker.id().cast_signed());
            let _ = rustix::process::kill_process(
                pid.expect("a process"),
                rustix::process::Signal::TERM,
            );
            let told = Instant::now();
            while ended.is_none() && told.elapsed() < Duration::from_secs(10) {
                sleep(Duration::from_millis(50));
                ended = worker.0.try_wait().expect("ours");
                if self.case.stays && told.elapsed() > Duration::from_secs(3) {
                    break;
                }
            }
        }
        let said = std::fs::read_to_string(self.world.folder.path().join("stderr.txt"));
        let said = said.unwrap_or_default();
        match ended.map(|ended| ended.code()) {
            // What was answered is to be written down: it tries until it is killed.
            None if self.case.stays => Err(()),
            None => Ok(Some(format!("serve did not end: {said}"))),
            Some(code) => Ok(disorder("serve", code.unwrap_or(-1), &said)),
        }
    }
}

/// What is not as it must be in how a command ended.
fn disorder(command: &str, code: i32, said: &str) -> Option<String> {
    let is_orderly =
        (0..=4).contains(&code) && !said.contains(PANIC) && (code == 0 || !said.trim().is_empty());
    (!is_orderly).then(|| format!("{command} ended with {code}: {said}"))
}

/// All that a command said.
fn words(ran: &Ran) -> String {
    format!("{}{}", ran.stdout, ran.stderr)
}

/// The references of what was said to be queued.
fn told(ran: &Ran) -> Vec<String> {
    let rows = ran.stdout.lines();
    let rows = rows.filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    rows.filter(|row| matches!(row["outcome"].as_str(), Some("queued" | "known")))
        .filter_map(|row| Some(row["reference"].as_str()?.to_owned()))
        .collect()
}

/// Lets a submitter and a worker meet the failure, then all be well; how many writes there were.
fn run_case(shim: &Path, case: Case, ended: &Mutex<Ended>) -> u64 {
    let world = World::with_other(&[("processing = \"3s\"", "processing = \"2s\"")]);
    world.configure(CONFIG);
    let first = world.file("first.jsonl", entry(0).to_string());
    let lines: Vec<String> = (1..=DECLARATIONS)
        .map(|number| entry(number).to_string())
        .collect();
    let second = world.file("second.jsonl", lines.join("\n"));
    let [first, second] = [&first, &second].map(|path| path.to_str().expect("UTF-8"));
    let before = world.run(["submit", first, "--json"]);
    assert_eq!(before.code, 0, "{}", before.stderr);
    let scene = Scene {
        world: &world,
        shim,
        counts: world.file("counts", [0; 16]),
        case,
    };
    let mut all_told: HashSet<String> = told(&before).into_iter().collect();
    let mut wrong = Vec::new();

    let submitted = scene.failing(&["submit", second, "--json"]).output();
    let submitted = Ran::from(submitted.expect("it starts"));
    all_told.extend(told(&submitted));
    wrong.extend(disorder("submit", submitted.code, &words(&submitted)));
    let worked = scene.work();
    if let Ok(disorder) = &worked {
        wrong.extend(disorder.clone());
    }
    if world.said_anywhere(PANIC) {
        wrong.push("a panic in the log".to_owned());
    }
    let (calls, failed) = scene.counts();

    // The disk is well again.
    let again = world.run(["submit", second, "--json"]);
    all_told.extend(told(&again));
    wrong.extend(disorder("submit again", again.code, &words(&again)));
    let healthy = world.start(["serve"]);
    let begun = Instant::now();
    while Peek::into(&world).count(MOVING, []) > 0 && begun.elapsed() < Duration::from_mins(1) {
        sleep(Duration::from_millis(200));
    }
    let books = Books::read(&world).compare(&all_told);
    drop(healthy);
    let checked = world.run(["store", "check"]);

    let mut ended = ended.lock().expect("nobody panics with it");
    let said = |what: String| format!("{}: {what}", case.said());
    ended.runs += 1;
    ended.struck += u64::from(failed > 0);
    ended.failed += failed;
    ended.refused += u64::from(submitted.code != 0);
    ended.stopped += u64::from(worked.is_err());
    ended.disorderly.extend(wrong.into_iter().map(said));
    if checked.code != 0 {
        ended.not_whole.push(said(words(&checked)));
    }
    ended.books.add(books, &case.said());
    calls
}
