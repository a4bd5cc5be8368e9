//! The unit under a real systemd: PID 1 of namespaces of its own, made as the README says.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{account_table, chaman_account, slow_post};
use crate::common::{Ran, World, binary, entry, ssin, wait_until};
use crate::watch::ask;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service/systemd.sh");
const README: &str = include_str!("../../README.md");
/// Of the service, which nobody else may read.
const QUEUE: [&str; 5] = [
    "dimonitor",
    "--home",
    "/var/lib/dimonitor",
    "--config",
    "/etc/dimonitor/config.toml",
];

/// A machine of one service, which is gone with all that is in it when this is dropped.
struct Machine {
    guardian: Child,
    /// Its first process, as it is called outside.
    first: u32,
}

impl Machine {
    /// Left out aloud where there can be none.
    fn boot() -> Option<Self> {
        let program = binary().canonicalize().expect("it is there");
        let mut command = Command::new("sh");
        command
            .arg(SCRIPT)
            .arg("outside")
            .arg(program)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            // What interrupts the tests must leave somebody to clean up.
            .process_group(0);
        let mut guardian = command.spawn().expect("a shell");
        let output = guardian.stdout.take().expect("piped");
        let (say, heard) = mpsc::channel();
        std::thread::spawn(move || {
            let (mut lines, mut said) = (BufReader::new(output), String::new());
            let _ = lines.read_line(&mut said);
            if !said.starts_with("ready ") {
                let _ = lines.read_to_string(&mut said);
            }
            let _ = say.send(said);
        });
        let said = heard
            .recv_timeout(Duration::from_mins(4))
            .unwrap_or_else(|_| "it takes too long".to_owned());
        let first = said
            .strip_prefix("ready ")
            .and_then(|first| first.trim().parse().ok());
        let machine = Self {
            guardian,
            first: first.unwrap_or_default(),
        };
        if first.is_some() {
            return Some(machine);
        }
        let said = said.trim_end();
        assert!(
            !said.contains("is not installed") || std::env::var("CI").as_deref() != Ok("true"),
            "{said}"
        );
        eprintln!("SKIPPED: no systemd runs here, {said}");
        None
    }

    /// A file of the machine, as it is called outside.
    fn path(&self, path: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{path}", self.first))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Runs something in it, as root, to its end.
    fn run<'a>(&self, command: impl IntoIterator<Item = &'a str>) -> Ran {
        let mut inside = Command::new("nsenter");
        inside
            .args(["-t", &self.first.to_string(), "-a", "env", "-i", "LC_ALL=C"])
            .arg("PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .args(["timeout", "-k", "5", "200"])
            .args(command)
            .stdin(Stdio::null());
        Ran::from(inside.output().expect("it starts"))
    }

    fn must(&self, command: &[&str]) -> String {
        let ran = self.run(command.iter().copied());
        assert_eq!(
            ran.code,
            0,
            "{command:?}: {}\n{}",
            ran.stderr,
            self.journal()
        );
        ran.stdout
    }

    fn systemctl(&self, arguments: &[&str]) -> Ran {
        self.run(["systemctl"].iter().chain(arguments).copied())
    }

    /// What systemd knows of the service.
    fn show(&self, property: &str) -> String {
        let shown = self.systemctl(&["show", "dimonitor", "--value", "-p", property]);
        assert_eq!(shown.code, 0, "{}", shown.stderr);
        shown.stdout.trim_end().to_owned()
    }

    fn is_at_work(&self) -> bool {
        self.show("ActiveState") == "active" && self.show("StatusText").starts_with("working")
    }

    /// Everything that was said about the service, by itself and by systemd.
    fn journal(&self) -> String {
        let said = self.run(["journalctl", "--sync"]);
        let journal = self.run(["journalctl", "-u", "dimonitor", "-o", "cat", "--no-pager"]);
        said.stderr + &journal.stdout
    }

    /// Waits until systemd has noted this about the service.
    fn wait_for_note(&self, note: &str) {
        let since = Instant::now();
        while !self.journal().contains(note) {
            let is_late = since.elapsed() > Duration::from_mins(2);
            assert!(!is_late, "never {note}:\n{}", self.journal());
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Makes the service as the README says, word for word, save that nobody has to ask for leave.
    fn follow_readme(&self, config: &str, key: &str) {
        let (_, rest) = README
            .split_once("As a service of systemd:\n")
            .expect("there");
        let (_, rest) = rest.split_once("```console\n").expect("there");
        let (commands, _) = rest.split_once("```").expect("there");
        assert!(commands.contains("--print-unit") && commands.contains("enable --now"));
        self.write("/srv/eva/config.toml", config);
        self.write("/srv/eva/account.key", key);
        let commands = commands.replace("sudo ", "");
        self.must(&["sh", "-ec", &format!("umask 022; cd /srv/eva\n{commands}")]);
    }

    fn version(&self) -> String {
        let said = self.must(&["systemctl", "--version"]);
        said.lines().next().unwrap_or_default().to_owned()
    }

    /// What `systemd-analyze security` sums up; it is there in most versions.
    fn exposure(&self) -> String {
        let ran = self.run(["systemd-analyze", "security", "--no-pager", "dimonitor"]);
        let said = ran.stdout.lines().rfind(|line| line.contains("Overall"));
        said.unwrap_or("SKIPPED: systemd-analyze security")
            .to_owned()
    }

    fn configure(&self, config: &str) {
        self.write("/etc/dimonitor/config.toml", config);
    }

    /// What an administrator adds to the unit.
    fn add(&self, lines: &str) {
        let file = "/etc/systemd/system/dimonitor.service.d/test.conf";
        self.write(file, &format!("[Service]\n{lines}\n"));
    }

    /// The command of the README with which the service's queue is looked at.
    fn on_queue(&self, arguments: &[&str]) -> Ran {
        let user = ["runuser", "-u", "dimonitor", "--"];
        self.run(user.iter().chain(&QUEUE).chain(arguments).copied())
    }

    fn submit(&self, entry: &Value, more: &[&str]) {
        self.write("/srv/in.jsonl", &entry.to_string());
        let ran = self.on_queue(&[&["submit", "/srv/in.jsonl"], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }

    fn count(&self, state: &str) -> usize {
        let listed = self.on_queue(&["queue", "list", "--json"]);
        assert_eq!(listed.code, 0, "{}", listed.stderr);
        let rows = listed.rows();
        rows.iter().filter(|row| row["state"] == state).count()
    }

    fn wait_for(&self, count: usize, state: &str) {
        wait_until(state, 120, || self.count(state) == count);
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.guardian.stdin.take());
        let late = Instant::now() + Duration::from_mins(1);
        while Instant::now() < late {
            if !matches!(self.guardian.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        // Its machine ends with it.
        let _ = self.guardian.kill();
        let _ = self.guardian.wait();
    }
}

/// A simulator, a key that it knows, and the configuration of a service that uses both.
struct Office {
    world: World,
    key: String,
    config: String,
}

impl Office {
    fn new() -> Self {
        let world = World::new();
        world.introduce("sandbox");
        let (client_id, key) = chaman_account(&world, "South");
        let account = account_table("Zuid", &client_id, "credential:account.key");
        world.configure(&format!("[monitor]\nlisten = \"127.0.0.1:0\"\n{account}"));
        let config = std::fs::read_to_string(world.home().join("config.toml")).expect("written");
        let key = std::fs::read_to_string(key).expect("a key");
        Self { world, key, config }
    }
}

/// What is in force for a process, as the kernel says.
fn status_of(machine: &Machine, pid: &str, line: &str) -> String {
    let status = machine.must(&["cat", &format!("/proc/{pid}/status")]);
    let found = status.lines().find_map(|said| said.strip_prefix(line));
    found.expect(line).trim().to_owned()
}

#[test]
fn the_readme_makes_a_service_of_it() {
    let Some(machine) = Machine::boot() else {
        return;
    };
    let office = Office::new();
    let world = &office.world;
    machine.follow_readme(&office.config, &office.key);

    // The command has ended, so it was ready, and said so.
    let said = machine.show("StatusText");
    assert!(said.starts_with("working, 0 queued; figures on "), "{said}");
    for (property, expected) in [
        ("ActiveState", "active"),
        ("SubState", "running"),
        ("UnitFileState", "enabled"),
        ("Type", "notify"),
        ("WatchdogUSec", "1min"),
        ("NRestarts", "0"),
        ("NeedDaemonReload", "no"),
    ] {
        assert_eq!(machine.show(property), expected, "{property}");
    }
    let shown = machine.must(&["systemctl", "status", "dimonitor", "--no-pager", "-n", "0"]);
    assert!(shown.contains(&format!("Status: \"{said}\"")), "{shown}");
    let command = machine.show("ExecStart");
    let expected = "/usr/local/bin/dimonitor --home ${STATE_DIRECTORY} --config /etc/dimonitor/config.toml serve";
    assert!(command.contains(expected), "{command}");
    let (_, address) = said.split_once("figures on ").expect("just seen");
    assert_eq!(ask(address, "/readyz").0, 200);

    // With the key that only root may read.
    let key = machine.path("/etc/dimonitor/account.key");
    let facts = std::fs::metadata(key).expect("there");
    assert_eq!(
        (facts.permissions().mode() & 0o777, facts.uid()),
        (0o600, 0)
    );
    machine.submit(&entry(1), &["--account", "Zuid"]);
    machine.wait_for(1, "accepted");

    // What is under way is finished.
    slow_post(world, 8);
    machine.submit(&entry(2), &["--account", "Zuid"]);
    machine.wait_for(1, "sending");
    machine.must(&["systemctl", "stop", "dimonitor"]);
    for (property, expected) in [
        ("ActiveState", "inactive"),
        ("SubState", "dead"),
        ("Result", "success"),
        ("ExecMainStatus", "0"),
    ] {
        assert_eq!(machine.show(property), expected, "{property}");
    }
    assert_eq!(machine.count("submitted"), 1, "never in doubt");
    assert_eq!(world.nsso().counters().declarations_taken, 2);
    let journal = machine.journal();
    assert!(journal.contains("finishes what is under way"), "{journal}");
    assert!(!journal.contains(&ssin(1)) && !journal.contains("PRIVATE KEY"));
    println!("{}: {said}", machine.version());
}

#[test]
fn what_hangs_or_dies_is_started_again() {
    let Some(machine) = Machine::boot() else {
        return;
    };
    let office = Office::new();
    let posts = || office.world.nsso().ledger().posts.len();
    let watchdog = Duration::from_secs(10);
    machine.add(&format!("WatchdogSec={}\nRestartSec=1", watchdog.as_secs()));
    machine.follow_readme(&office.config, &office.key);
    let since = Instant::now();
    assert_eq!(machine.show("WatchdogUSec"), "10s");
    let first = machine.show("MainPID");
    machine.submit(&entry(1), &["--account", "Zuid"]);
    machine.wait_for(1, "accepted");
    std::thread::sleep((watchdog * 2).saturating_sub(since.elapsed()));
    assert_eq!(machine.show("NRestarts"), "0", "{}", machine.journal());
    assert_eq!(machine.show("MainPID"), first);

    for (restarts, signal, result) in [("1", "KILL", "signal"), ("2", "STOP", "watchdog")] {
        machine.must(&["systemctl", "kill", "-s", signal, "dimonitor"]);
        machine.wait_for_note(&format!("Failed with result '{result}'"));
        let is_back = || machine.show("NRestarts") == restarts && machine.is_at_work();
        wait_until("it is back", 120, is_back);
        let number = restarts.parse::<u64>().expect("a number") + 1;
        machine.submit(&entry(number), &["--account", "Zuid"]);
        machine.wait_for(usize::try_from(number).expect("small"), "accepted");
    }
    assert_ne!(machine.show("MainPID"), first);
    assert_eq!(posts(), 3, "each was sent once");
}

#[test]
fn what_can_come_right_by_itself_is_tried_for_ever_and_nothing_else() {
    let Some(machine) = Machine::boot() else {
        return;
    };
    let office = Office::new();
    machine.add("RestartSec=100ms");
    machine.follow_readme(&office.config, &office.key);
    machine.must(&["systemctl", "stop", "dimonitor"]);

    let no_key = office
        .config
        .replace("credential:account.key", "credential:other.key");
    for (name, config) in [("a mistake", "nonsense = 1\n"), ("no such key", &no_key)] {
        machine.configure(config);
        assert_ne!(machine.systemctl(&["start", "dimonitor"]).code, 0, "{name}");
        for (property, expected) in [
            ("SubState", "failed"),
            ("ExecMainStatus", "2"),
            ("NRestarts", "0"),
        ] {
            assert_eq!(machine.show(property), expected, "{name}: {property}");
        }
    }
    // The administrator sees why.
    let journal = machine.journal();
    assert!(journal.contains("There is no key nonsense"), "{journal}");
    assert!(journal.contains("other.key"), "{journal}");

    // More often than systemd would by itself.
    let away = "store = \"postgres://eva@127.0.0.1:1/dimonitor\"\n";
    machine.configure(&format!("{away}{}", office.config));
    assert_ne!(machine.systemctl(&["start", "dimonitor"]).code, 0);
    let restarts = || machine.show("NRestarts").parse::<u32>().expect("a number");
    wait_until("it has been tried often", 120, || restarts() > 12);
    machine.configure(&office.config);
    wait_until("it is back by itself", 120, || machine.is_at_work());
}

#[test]
fn systemctl_reload_is_a_reload() {
    let Some(machine) = Machine::boot() else {
        return;
    };
    let office = Office::new();
    let (accounts, _) = office.config.split_once("[[account]]").expect("there");
    machine.follow_readme(accounts, &office.key);
    let said = machine.show("StatusText");
    let (_, address) = said.split_once("figures on ").expect("they are shown");
    let tokens = || {
        let ready: Value = serde_json::from_str(&ask(address, "/readyz").1).expect("JSON");
        ready["tokens"].clone()
    };
    assert!(tokens().get("Zuid").is_none());
    let pid = machine.show("MainPID");

    machine.configure(&office.config);
    machine.must(&["systemctl", "reload", "dimonitor"]);
    wait_until("the account is there", 120, || {
        tokens().get("Zuid").is_some()
    });
    wait_until("it is over", 120, || machine.show("SubState") == "running");
    let journal = machine.journal();
    let mut rest = journal.as_str();
    for note in ["-> reload", "RELOADING=1", "READY=1", "-> running"] {
        let place = rest.find(note);
        let place = place.unwrap_or_else(|| panic!("no {note} in its place:\n{journal}"));
        rest = &rest[place + note.len()..];
        // The start was ready, and running, too.
        if note == "RELOADING=1" {
            assert!(!rest.contains("Started "), "{journal}");
        }
    }

    machine.configure("nonsense = 1\n");
    machine.must(&["systemctl", "reload", "dimonitor"]);
    let is_told = || machine.show("StatusText").contains("config: rejected: ");
    wait_until("the administrator is told", 120, is_told);
    machine.configure(&office.config);
    machine.submit(&entry(1), &["--account", "Zuid"]);
    machine.wait_for(1, "accepted");
    assert_eq!(machine.show("ActiveState"), "active");
    assert_eq!(machine.show("MainPID"), pid, "nothing was restarted");
}

/// What somebody tries who is inside; each says in one line how it ended.
const PROBE: &str = r#"#!/bin/sh
cat >/dev/null
own=/var/lib/dimonitor/$(id -u)-$1
exec >"$own" 2>&1
try() { name=$1; shift; if said=$("$@" 2>&1); then echo "$name: done"; else echo "$name: ${said##*: }"; fi; }
try "write where everybody may" touch /srv/open/file
try "write beside its folder" touch /var/lib/open/file
try "read a home" cat /home/eva/note
try "see another's temporary file" cat /tmp/note
try "see other processes" ls /proc/1
try "see the machine" cat /proc/meminfo
try "set the user of a program" chmod u+s "$own"
try "see a device" ls /dev/full-of-data
try "read the key" cat /etc/dimonitor/account.key
try "make a namespace" unshare --user true
echo over
"#;

/// What the unit takes away is tried out by a program of a hook, which is in the same place as the
/// service; the same user outside may do it.
#[test]
fn the_service_can_do_only_what_it_must() {
    let Some(machine) = Machine::boot() else {
        return;
    };
    let office = Office::new();
    let hook = "[[hooks]]\nname = \"probe\"\non = [\"refused\"]\n\
                command = [\"/usr/local/bin/probe\", \"inside\"]\nlimit_seconds = 60\n";
    machine.write("/usr/local/bin/probe", PROBE);
    for file in ["/home/eva/note", "/tmp/note", "/dev/full-of-data"] {
        machine.write(file, "for everybody\n");
    }
    machine.must(&["chmod", "755", "/usr/local/bin/probe"]);
    machine.must(&["mkdir", "-m", "1777", "/srv/open", "/var/lib/open"]);
    machine.follow_readme(&format!("{}{hook}", office.config), &office.key);

    let mut stranger = entry(1);
    stranger["enterprise_number"] = "0999999724".into();
    machine.submit(&stranger, &["--account", "Zuid"]);
    let user = machine.must(&["id", "-u", "dimonitor"]);
    let tried = |place| {
        let file = machine.path(&format!("/var/lib/dimonitor/{}-{place}", user.trim_end()));
        std::fs::read_to_string(file).unwrap_or_default()
    };
    wait_until("the hook has tried", 120, || {
        tried("inside").ends_with("over\n")
    });
    machine.must(&[
        "runuser",
        "-u",
        "dimonitor",
        "--",
        "/usr/local/bin/probe",
        "outside",
    ]);

    let mut table = String::new();
    let (inside, outside) = (tried("inside"), tried("outside"));
    for (what, (expected, is_open)) in [
        ("write where everybody may", ("Read-only file system", true)),
        ("write beside its folder", ("Read-only file system", true)),
        ("read a home", ("Permission denied", true)),
        (
            "see another's temporary file",
            ("No such file or directory", true),
        ),
        ("see other processes", ("No such file or directory", true)),
        ("see the machine", ("No such file or directory", true)),
        (
            "set the user of a program",
            ("Operation not permitted", true),
        ),
        ("see a device", ("No such file or directory", true)),
        ("read the key", ("Permission denied", false)),
        ("make a namespace", ("Operation not permitted", false)),
    ] {
        let said = |tried: &str| {
            let line = tried.lines().find_map(|line| line.strip_prefix(what));
            line.unwrap_or_default().trim_start_matches(": ").to_owned()
        };
        let _ = writeln!(
            table,
            "  {what:<30} inside: {}; outside: {}",
            said(&inside),
            said(&outside)
        );
        assert_eq!(said(&inside), expected, "{inside}");
        assert!(!is_open || said(&outside) == "done", "{outside}");
    }
    let pid = machine.show("MainPID");
    for (line, expected) in [
        ("CapEff:", "0000000000000000"),
        ("CapPrm:", "0000000000000000"),
        ("CapBnd:", "0000000000000000"),
        ("NoNewPrivs:", "1"),
        ("Seccomp:", "2"),
    ] {
        assert_eq!(status_of(&machine, &pid, line), expected, "{line}");
    }
    let uid = status_of(&machine, &pid, "Uid:");
    assert!(
        uid.split_whitespace().all(|uid| uid == user.trim_end()),
        "{uid}"
    );
    println!("{table}{}", machine.exposure());
}
