//! What the tests of the real binary share: a simulator in this process, a home of its own, and
//! the binary itself.

#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::disallowed_methods,
    reason = "these tests watch real processes in real time"
)]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use dimonitor::simulator::{Handle, Options, Scenario, SimClock, Simulator};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The command that makes the sender of these tests.
pub const SENDER: [&str; 6] = [
    "sender",
    "set",
    "--number",
    "999001",
    "--name",
    "Testfirma NV",
];

/// The command that makes its contact.
pub const CONTACT: [&str; 10] = [
    "contact",
    "set",
    "--name",
    "Alex Testmans",
    "--phone",
    "2 555 01 01",
    "--email",
    "alex@example.test",
    "--language",
    "nl",
];

/// A simulator and a home whose sandbox speaks to it.
pub struct World {
    pub folder: TempDir,
    simulator: Option<Simulator>,
    runtime: Runtime,
}

impl World {
    /// The default scenario.
    pub fn new() -> Self {
        Self::with(Scenario::standard())
    }

    /// A scenario of the test's own, beside the default one's people and periods.
    pub fn with_more(scenario: &str) -> Self {
        let text = format!("{}\n{scenario}", Scenario::standard_text());
        Self::with(Scenario::parse(&text, Path::new("")).expect("a readable scenario"))
    }

    /// The default scenario with some of its lines changed.
    pub fn with_other(changes: &[(&str, &str)]) -> Self {
        let mut text = Scenario::standard_text().to_owned();
        for (line, other) in changes {
            assert!(text.contains(line), "the default scenario says {line}");
            text = text.replace(line, other);
        }
        Self::with(Scenario::parse(&text, Path::new("")).expect("a readable scenario"))
    }

    fn with(scenario: Scenario) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let options = Options {
            listen: ([127, 0, 0, 1], 0).into(),
            scenario,
            state: None,
            clock: SimClock::system(),
        };
        let simulator = runtime
            .block_on(Simulator::start(options))
            .expect("a free port");
        let world = Self {
            folder: tempfile::tempdir().expect("a folder"),
            simulator: Some(simulator),
            runtime,
        };
        world.configure("");
        world
    }

    /// Writes a configuration that leads to the simulator and says this besides.
    pub fn configure(&self, more: &str) {
        let simulator = self.simulator.as_ref().expect("running");
        self.write_config(&format!(
            "[environments.sandbox]\nbase_url = \"{}\"\ntoken_url = \"{}\"\n{more}",
            simulator.base_url(),
            simulator.token_url()
        ));
    }

    /// The file of the queue.
    pub fn queue_file(&self) -> PathBuf {
        self.home().join("sandbox/queue.db")
    }

    /// Waits for something asynchronous on the simulator's own threads.
    pub fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The simulator from inside.
    pub fn nsso(&self) -> Handle {
        self.simulator.as_ref().expect("running").handle()
    }

    /// Stops the simulator: from now on connections are refused.
    pub fn stop_simulator(&mut self) {
        if let Some(simulator) = self.simulator.take() {
            self.runtime.block_on(simulator.shutdown());
        }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn write_config(&self, text: &str) {
        std::fs::create_dir_all(self.home()).expect("a home");
        std::fs::write(self.home().join("config.toml"), text).expect("written");
    }

    /// A file beside the home.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    /// A file beside the home that its owner alone may read.
    pub fn secret_file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        write_secret(&path, content);
        path
    }

    /// The binary on this home, not started yet.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        command_on(&self.home(), arguments)
    }

    /// Runs the binary to its end.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        Ran::from(self.command(arguments).output().expect("it starts"))
    }

    /// Starts the binary and leaves it running.
    pub fn start<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Running {
        let child = self
            .command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        Running(child)
    }

    /// Starts the binary and keeps what it says on stderr.
    pub fn start_watched<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> Running {
        let said = std::fs::File::create(self.folder.path().join("stderr.txt")).expect("made");
        let mut command = self.command(arguments);
        let child = command.stdout(Stdio::null()).stderr(said).spawn();
        Running(child.expect("it starts"))
    }

    /// Whether its stderr or its log holds this word.
    pub fn said_anywhere(&self, word: &str) -> bool {
        let logs = std::fs::read_dir(self.home().join("sandbox/log"));
        let logs = logs.into_iter().flatten().flatten().map(|log| log.path());
        logs.chain([self.folder.path().join("stderr.txt")])
            .filter_map(|path| std::fs::read(path).ok())
            .any(|text| String::from_utf8_lossy(&text).contains(word))
    }

    /// Makes sender and contact, in this environment: what Chaman wants before anything else.
    pub fn introduce(&self, environment: &str) {
        for command in [&SENDER[..], &CONTACT[..]] {
            let ran = self.run(["--environment", environment].iter().chain(command));
            assert_eq!(ran.code, 0, "{command:?}: {}", ran.stderr);
        }
    }

    /// Makes a key with its certificate beside the home: the paths of both.
    pub fn certificate(&self, name: &str) -> (String, String) {
        let path = |extension| self.folder.path().join(format!("{name}.{extension}"));
        let [key, file] = ["key", "cer"].map(|extension| path(extension).display().to_string());
        let ran = self.run([
            "cert",
            "new",
            "--company",
            "Testfirma NV",
            "--name",
            name,
            "--key",
            &key,
            "--out",
            &file,
        ]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        (key, file)
    }

    /// All rows of the queue.
    pub fn queue(&self) -> Vec<Value> {
        let listed = self.run(["queue", "list", "--json", "--limit", "100000"]);
        assert_eq!(listed.code, 0, "{}", listed.stderr);
        listed.rows()
    }

    /// How many rows are in this state.
    pub fn count(&self, state: &str) -> usize {
        self.queue()
            .iter()
            .filter(|row| row["state"] == state)
            .count()
    }
}

/// The binary of this build, or the one that the environment names: a deliberately wrong one, say.
pub fn binary() -> PathBuf {
    std::env::var_os("DIMONITOR_BINARY")
        .map_or_else(|| env!("CARGO_BIN_EXE_dimonitor").into(), PathBuf::from)
}

/// The binary on this home, not started yet.
pub fn command_on<S: AsRef<OsStr>>(home: &Path, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(binary());
    command
        .arg("--home")
        .arg(home)
        .args(["--lang", "en"])
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("HTTPS_PROXY")
        .env_remove("HTTP_PROXY");
    command
}

/// A file that its owner alone may read.
pub fn write_secret(path: &Path, content: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, content).expect("written");
    let owner_only = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(path, owner_only).expect("set");
}

/// How a run of the binary ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The lines of JSON on stdout.
    pub fn rows(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// A process that is killed, hard, when the test is over.
pub struct Running(pub Child);

impl Running {
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// The memory that it has made for itself, in kB; 0 when the system does not say. Its code is
    /// left out: how much of a file is in memory depends on the machine. Root may count the pages;
    /// others have the counters of the system, which are rounded by processor.
    pub fn own_memory(&self) -> u64 {
        let field = |file: &str, name: &str| -> Option<u64> {
            let told = std::fs::read_to_string(format!("/proc/{}/{file}", self.id())).ok()?;
            let value = told.lines().find_map(|line| line.strip_prefix(name))?;
            value.trim().strip_suffix(" kB")?.parse().ok()
        };
        let pages = field("smaps_rollup", "Anonymous:");
        pages.or_else(|| field("status", "RssAnon:")).unwrap_or(0)
    }

    /// As `kill -9` does.
    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// As systemd does: SIGTERM, then wait.
    pub fn terminate(&mut self) -> i32 {
        let pid =
            rustix::process::Pid::from_raw(self.0.id().cast_signed()).expect("a process number");
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("it is there");
        self.0.wait().expect("it ends").code().unwrap_or(-1)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Waits until something is true, for at most so long.
pub fn wait_until(what: &str, seconds: u64, mut is_true: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(seconds);
    while !is_true() {
        assert!(Instant::now() < deadline, "still not: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A valid social security number, one for each number.
pub fn ssin(number: u64) -> String {
    let day = number % 28 + 1;
    let month = number / 28 % 12 + 1;
    let year = 60 + number / 336 % 39;
    let body = year * 10_000_000 + month * 100_000 + day * 1_000 + 991;
    format!("{body:09}{:02}", 97 - body % 97)
}

/// A day so far ahead that no declaration is late.
pub fn day_ahead(days: i64) -> String {
    let today = jiff::Zoned::now().date();
    today
        .saturating_add(jiff::Span::new().days(days))
        .to_string()
}

/// An IN of an ordinary worker, as a flat JSON object.
pub fn entry(number: u64) -> Value {
    // By then each worker has had one.
    let round = i64::try_from(number / 13_104).expect("not that many");
    serde_json::json!({
        "kind": "in",
        "reference": format!("T-{number:05}"),
        "enterprise_number": "0999999922",
        "ssin": ssin(number),
        "start_date": day_ahead(30 + round),
        "worker_type": "OTH",
        "joint_committee": "XXX",
    })
}

/// As many INs as lines of JSON.
pub fn entries(count: u64) -> String {
    let lines: Vec<String> = (0..count).map(|number| entry(number).to_string()).collect();
    lines.join("\n")
}
