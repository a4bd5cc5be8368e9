//! The memory of a running program: closed to everybody but root, its own user included.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::canary::{Canary, files, in_file};
use crate::common::{Running, binary, wait_until};
use crate::table::Table;

/// A user without rights, where the tests run as root.
const NOBODY: u32 = 65_534;

/// What was tried on a running program.
pub struct Dumped {
    /// What its own user could read of it.
    opened: Vec<String>,
    /// Attempts of that user.
    attempts: u64,
    /// All of the memory of another one, as root has it.
    core: Option<PathBuf>,
}

/// Tries everything on a program of its own, and takes a core of this process if root may. A
/// debugger needs its time: cores are for the long size.
pub fn dump_of(process: u32, folder: &Path, long: bool) -> Dumped {
    let has_gcore = long
        && Command::new("gcore")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok();
    if long && !has_gcore {
        println!("SKIPPED: cores by gcore, which is not there");
    }
    let mut dumped = Dumped {
        opened: Vec::new(),
        attempts: 0,
        core: None,
    };
    dumped.try_as_its_user(has_gcore);
    if has_gcore && is_root() {
        let cores = folder.join("cores");
        std::fs::create_dir(&cores).expect("made");
        dumped.core = gcore(process, &cores, None);
    }
    dumped
}

impl Dumped {
    fn try_as_its_user(&mut self, has_gcore: bool) {
        let user = is_root().then_some(NOBODY);
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path().join("home");
        std::fs::create_dir(&home).expect("made");
        // Where the program lies, that user may not go.
        let program = folder.path().join("dimonitor");
        // By another process: a file that this one has open for writing, and with it whatever it
        // starts meanwhile, cannot be run.
        let copied = Command::new("cp").arg(binary()).arg(&program).status();
        assert!(copied.expect("there is cp").success(), "copied");
        for path in [folder.path(), &home] {
            chown(path, user, user).expect("given away");
        }
        let ours = start(
            Command::new(&program).arg("--home").arg(&home).arg("serve"),
            user,
        );
        wait_until("the program works", 60, || {
            home.join("sandbox/queue.db").exists()
        });
        // Not closed: it shows that these are the ways in.
        let open = start(Command::new("sleep").arg("600"), user);
        for file in ["mem", "environ", "maps"] {
            self.attempts += 1;
            if can_open(open.id(), file, user) && can_open(ours.id(), file, user) {
                self.opened.push(format!("/proc/…/{file}"));
            }
            assert!(can_open(open.id(), file, user), "{file} of sleep is open");
        }
        if has_gcore {
            self.attempts += 1;
            if gcore(ours.id(), folder.path(), user).is_some() {
                self.opened.push("a core by gcore".to_owned());
            }
            if gcore(open.id(), folder.path(), user).is_none() {
                println!("SKIPPED: this machine lets nobody make a core by gcore but root");
            }
        }
    }

    /// What was found.
    pub fn tell(&self, canaries: &[Canary], table: &mut Table) {
        table.told("ways tried into the memory, as its own user", self.attempts);
        table.none("  that were open", &self.opened);
        let Some(core) = &self.core else { return };
        let hits = in_file(core, canaries);
        for name in ["national number", "name", "token", "key line"] {
            let of_it = hits.iter().filter(|hit| hit.canary == name);
            let place = format!("in the worker's memory, for root: {name}");
            table.told(place, of_it.count());
        }
    }
}

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

fn as_user(command: &mut Command, user: Option<u32>) -> &mut Command {
    if let Some(user) = user {
        command.uid(user).gid(user);
    }
    command
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
}

fn start(command: &mut Command, user: Option<u32>) -> Running {
    Running(as_user(command, user).spawn().expect("it starts"))
}

/// Whether this user can open one of the files by which the system shows a process.
fn can_open(process: u32, file: &str, user: Option<u32>) -> bool {
    let opened = format!("exec 3</proc/{process}/{file}");
    let mut command = Command::new("sh");
    let status = as_user(command.arg("-c").arg(opened), user).status();
    status.expect("there is a shell").success()
}

/// A core of a process, if this user gets one.
fn gcore(process: u32, folder: &Path, user: Option<u32>) -> Option<PathBuf> {
    let mut command = Command::new("gcore");
    let name = folder.join("core");
    let _ = as_user(command.arg("-o").arg(&name).arg(process.to_string()), user).status();
    let end = format!("core.{process}");
    files(folder)
        .into_iter()
        .find(|path| path.ends_with(&end) && path.metadata().is_ok_and(|facts| facts.len() > 0))
}
