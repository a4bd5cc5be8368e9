//! A PostgreSQL server that lives as long as the process of the tests, and a database for each test.
//!
//! Tests of the library and of the binary share this file; it knows nothing of the program. Made
//! once for each process, in a folder of its own, on 127.0.0.1 and a socket in that folder, and as
//! fast as a server goes that may forget everything. A guardian in another process group waits
//! until the process is gone, however it went, stops the server and removes the folder.
//!
//! A server that runs already is faster for whoever tests often. With its address in
//! `DIMONITOR_TEST_POSTGRES`, such as `postgres://tester@127.0.0.1:5433`, no other one is started;
//! databases are made there and removed again. `tests/common/postgres.sh DIR PORT` runs one.

#![allow(dead_code, reason = "every test file uses another part of it")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it starts a real server, finds it by the environment, and says when there is none"
)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

/// The person who owns everything in it; let in without a password.
const USER: &str = "tester";

/// Starts the server and is its guardian; ends when standard input does.
const SCRIPT: &str = include_str!("postgres.sh");

/// Tries with another port: between looking and listening somebody else may take it.
const TRIES: u32 = 5;

/// A database of one test's own, removed when this is dropped.
#[derive(Debug)]
pub struct Database {
    /// Where it is, as the program wants it.
    pub url: String,
    name: String,
}

/// The server.
struct Server {
    /// `postgres://USER@HOST:PORT`, without a database.
    base: String,
    /// Where its programs are.
    programs: PathBuf,
    /// Where its socket is, when it was started here.
    folder: Option<String>,
    /// Names that are templates by now.
    templates: Mutex<Vec<String>>,
    /// Dies with this process, and the server with it.
    _guardian: Option<Child>,
}

/// An empty database. None where no server is installed, which is said; in CI that is a failure.
pub fn empty() -> Option<Database> {
    server().map(|server| server.make("template0"))
}

/// A copy of a database that `prepare` filled once for this process, given its address. The
/// name says what is in it.
pub fn copy_of(name: &str, prepare: impl FnOnce(&str) + Send) -> Option<Database> {
    let server = server()?;
    // Whoever comes second waits until it is made.
    let mut templates = server.templates.lock().expect("no template failed");
    let full = format!("t{}_{name}", std::process::id());
    if !templates.contains(&full) {
        server.create(&full, "template0");
        let url = format!("{}/{full}", server.base);
        // On a thread of its own: the caller may be within a runtime, and this may want one.
        std::thread::scope(|scope| {
            let prepared = scope.spawn(|| prepare(&url)).join();
            prepared.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        });
        server.left_alone(&full);
        templates.push(full.clone());
    }
    drop(templates);
    Some(server.make(&full))
}

/// Runs statements in a database, past all code of the program. What they give, a row a line,
/// columns between `|`.
pub fn sql(url: &str, statements: &str) -> String {
    let server = server().expect("a database is on a server");
    server
        .ask(url, &[statements])
        .expect("the statements are right")
}

/// Where the socket of the server is, when it was started by these tests.
pub fn socket_folder() -> Option<String> {
    server()?.folder.clone()
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some(server) = server() else { return };
        let _ = server.ask(
            &format!("{}/postgres", server.base),
            &[&format!(
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                self.name
            )],
        );
    }
}

impl Server {
    fn make(&'static self, template: &str) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("d{}_{number}", std::process::id());
        self.create(&name, template);
        Database {
            url: format!("{}/{name}", self.base),
            name,
        }
    }

    fn create(&self, name: &str, template: &str) {
        let made = self.ask(
            &format!("{}/postgres", self.base),
            &[
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                &format!("CREATE DATABASE {name} TEMPLATE {template}"),
            ],
        );
        made.expect("the database is made");
    }

    /// A database that somebody is still connected to is no template.
    fn left_alone(&self, name: &str) {
        let end = format!(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        for _ in 0..500 {
            let left = self.ask(&format!("{}/postgres", self.base), &[&end]);
            if left.is_ok_and(|left| left.trim() == "0") {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("somebody holds on to {name}");
    }

    /// Each in a transaction of its own, as `CREATE DATABASE` must be.
    fn ask(&self, url: &str, statements: &[&str]) -> Result<String, String> {
        let mut command = Command::new(self.programs.join("psql"));
        command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url]);
        command.env("PGOPTIONS", "-c client_min_messages=warning");
        for statement in statements {
            command.args(["-c", statement]);
        }
        let ran = command.output().map_err(|error| error.to_string())?;
        if ran.status.success() {
            Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&ran.stderr).into_owned())
        }
    }
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(started).as_ref()
}

fn started() -> Option<Server> {
    let Some(programs) = programs() else {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "PostgreSQL is not installed (apt-get install postgresql)"
        );
        eprintln!("SKIPPED: PostgreSQL is not installed, nothing is tested with it");
        return None;
    };
    if let Ok(base) = std::env::var("DIMONITOR_TEST_POSTGRES") {
        return Some(Server {
            base: base.trim_end_matches('/').to_owned(),
            programs,
            folder: None,
            templates: Mutex::default(),
            _guardian: None,
        });
    }
    let mut words = String::new();
    for _ in 0..TRIES {
        match start(&programs) {
            Ok(server) => return Some(server),
            Err(said) => words = said,
        }
    }
    panic!("PostgreSQL does not start: {words}");
}

fn start(programs: &Path) -> Result<Server, String> {
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| error.to_string())?
        .port();
    let mut command = as_somebody();
    command
        .args(["sh", "-c", SCRIPT, "postgres.sh", "-"])
        .arg(port.to_string())
        .env("PATH", path_with(programs))
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        // What interrupts the tests must leave somebody to clean up.
        .process_group(0);
    let mut guardian = command.spawn().map_err(|error| error.to_string())?;
    let output = guardian.stdout.take().ok_or("no output")?;
    let folder = ready(output)?;
    Ok(Server {
        base: format!("postgres://{USER}@127.0.0.1:{port}"),
        programs: programs.to_owned(),
        folder: Some(folder),
        templates: Mutex::default(),
        _guardian: Some(guardian),
    })
}

/// The folder, once the server answers.
fn ready(output: ChildStdout) -> Result<String, String> {
    let mut lines = BufReader::new(output);
    let mut line = String::new();
    let read = lines.read_line(&mut line);
    if let (Ok(_), Some(folder)) = (read, line.strip_prefix("ready ")) {
        return Ok(folder.trim_end().to_owned());
    }
    let _ = lines.read_to_string(&mut line);
    Err(line)
}

/// The server refuses to run as root.
fn as_somebody() -> Command {
    if rustix::process::geteuid().is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]);
        command
    } else {
        Command::new("env")
    }
}

fn path_with(programs: &Path) -> std::ffi::OsString {
    let mut path = programs.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}

/// The folder with all of the programs: of `PATH`, or the newest that Debian's packages have.
fn programs() -> Option<PathBuf> {
    let has_all = |folder: &PathBuf| {
        ["initdb", "postgres", "psql"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut packages: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    packages.sort_by_key(|folder| {
        let version = folder.parent().and_then(Path::file_name);
        let version = version.and_then(|name| name.to_string_lossy().parse::<u32>().ok());
        std::cmp::Reverse(version)
    });
    std::env::split_paths(&path).chain(packages).find(has_all)
}
