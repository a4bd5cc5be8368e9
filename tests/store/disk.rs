//! Disks that are full, and places where nobody may write.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::common::{Ran, World, entries, entry};
use super::{assert_orderly, journalled_posts, queue, submit};

/// The simulator answers the first POST after so long.
const SLOW: &str = "[[faults]]\non = \"post\"\nkind = \"slow\"\ndelay = \"12s\"\ntimes = 1\n";

/// Whether a file system of our own can be had here.
fn can_mount(world: &World) -> bool {
    let ran = in_mount(world, 4, "true");
    if ran.code != 0 {
        eprintln!(
            "SKIPPED: no file system can be mounted here: {}",
            ran.stderr
        );
    }
    ran.code == 0
}

/// Runs a script in which the home lies on a disk of so many MiB. `$BIN` is the binary on that
/// home, `$DISK` the disk, `$IN` a folder with files; `fill` fills the disk to its last byte.
fn in_mount(world: &World, size: u32, script: &str) -> Ran {
    let disk = world.folder.path().join("disk");
    std::fs::create_dir_all(&disk).expect("made");
    let text = format!(
        "set -u
         mount -t tmpfs -o size={size}m none \"$DISK\" || exit 99
         mkdir -p \"$DISK/home\" && cp \"$CONFIG\" \"$DISK/home/config.toml\" || exit 98
         bin() {{ \"$BINARY\" --home \"$DISK/home\" --lang en \"$@\"; }}
         fill() {{
           dd if=/dev/zero of=\"$DISK/fill\" bs=4096 2>/dev/null
           dd if=/dev/zero of=\"$DISK/fill2\" bs=1 count=8192 2>/dev/null
           return 0
         }}
         {script}"
    );
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &text])
        .env("BINARY", env!("CARGO_BIN_EXE_dimonitor"))
        .env("DISK", &disk)
        .env("CONFIG", world.home().join("config.toml"))
        .env("IN", world.folder.path())
        .output();
    match output {
        Ok(output) => Ran::from(output),
        Err(error) => Ran {
            code: -1,
            stdout: String::new(),
            stderr: error.to_string(),
        },
    }
}

#[test]
fn on_a_full_disk_everything_is_said_and_nothing_is_sent() {
    let world = World::new();
    if !can_mount(&world) {
        return;
    }
    world.file("in.jsonl", entries(4));
    world.file("more.jsonl", entry(500).to_string());
    let ran = in_mount(
        &world,
        4,
        "bin submit \"$IN/in.jsonl\" >/dev/null; echo first $?
         fill
         bin submit \"$IN/more.jsonl\" >/dev/null; echo more $?
         bin queue list >/dev/null; echo list $?
         bin store backup \"$DISK/copy.db\" >/dev/null; echo backup $?
         bin purge --days 1 >/dev/null; echo purge $?
         ls \"$DISK\"
         timeout -s TERM 6 \"$BINARY\" --home \"$DISK/home\" --lang en serve 2>&1; echo serve $?
         ",
    );
    println!("{}\n{}", ran.stdout, ran.stderr);
    let said = |line: &str| ran.stdout.lines().any(|one| one == line);
    assert!(
        said("first 0") && said("more 4") && said("backup 4"),
        "{ran:?}"
    );
    assert!(
        !ran.stdout.contains("copy.db"),
        "nothing half done is left: {ran:?}"
    );
    assert!(ran.stderr.contains("The disk is full"), "{ran:?}");
    assert!(
        !ran.stderr.contains("panicked") && !ran.stdout.contains("panicked"),
        "{ran:?}"
    );
    assert_eq!(world.nsso().ledger().posts.len(), 0, "no row, no POST");
    let ran = in_mount(
        &world,
        4,
        "bin submit \"$IN/in.jsonl\" >/dev/null
         fill
         timeout -s TERM 4 \"$BINARY\" --home \"$DISK/home\" --lang en serve >/dev/null 2>&1
         rm \"$DISK/fill\" \"$DISK/fill2\"
         bin serve --until-idle >/dev/null; echo serve $?
         bin store check; echo check $?",
    );
    println!("{}\n{}", ran.stdout, ran.stderr);
    let said = |line: &str| ran.stdout.lines().any(|one| one == line);
    assert!(said("serve 0") && said("check 0"), "{ran:?}");
    let ledger = world.nsso().ledger();
    assert_eq!((ledger.posts.len(), ledger.counters.taken_twice), (4, 0));
}

/// The disk fills up while a declaration is on its way: its number is written down all the same,
/// and nothing more is sent until there is room.
#[test]
fn the_reserve_is_for_the_number_of_what_was_sent() {
    let world = World::with_more(SLOW);
    if !can_mount(&world) {
        return;
    }
    let config = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    world.write_config(&format!("{config}\n[limits]\nsends = 1\n"));
    world.file("in.jsonl", entries(3));
    let ran = in_mount(
        &world,
        64,
        "bin submit \"$IN/in.jsonl\" >/dev/null; echo first $?
         \"$BINARY\" --home \"$DISK/home\" --lang en serve >/dev/null 2>&1 &
         worker=$!
         for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
           sleep 0.2
           bin queue list --state sending --json | grep -q sending && break
         done
         ls \"$DISK/home/sandbox\" | grep reserve
         fill
         echo free $(df --output=avail \"$DISK\" | tail -1)
         sleep 15
         ls \"$DISK/home/sandbox\" | grep -c reserve
         bin queue list --json
         rm \"$DISK/fill\" \"$DISK/fill2\"
         for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
           sleep 1
           bin queue list --state queued --json | grep -q queued || break
         done
         ls \"$DISK/home/sandbox\" | grep -c reserve
         kill -TERM $worker; wait $worker; echo serve $?
         bin store check; echo check $?",
    );
    println!("{}\n{}", ran.stdout, ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[1], "queue.db.reserve", "{ran:?}");
    assert_eq!(lines[2], "free 0", "{ran:?}");
    assert_eq!(lines[3], "0", "given up: {ran:?}");
    let rows: Vec<serde_json::Value> = lines[4..7]
        .iter()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let with_number = rows
        .iter()
        .filter(|row| row["declaration_id"].is_u64())
        .count();
    assert!(with_number >= 1, "{rows:?}");
    let sent = rows.iter().filter(|row| row["state"] != "queued").count();
    assert_eq!(sent, with_number, "what was sent has its number: {rows:?}");
    assert!(sent < 3, "nothing more is sent: {rows:?}");
    assert_eq!(lines[7], "1", "set aside again: {ran:?}");
    let ended = lines.contains(&"serve 0") && lines.contains(&"check 0");
    assert!(ended, "{ran:?}");
    let ledger = world.nsso().ledger();
    assert_eq!((ledger.posts.len(), ledger.counters.taken_twice), (3, 0));
}

/// A folder that another process serves: a share of another computer, as far as the program can
/// know. The queue that lies there works from the disk itself, and not at all through the share.
#[test]
fn a_queue_on_a_network_file_system_is_refused() {
    let world = World::new();
    let shared = "mkdir -p \"$DISK/share\" && bindfs \"$DISK/home\" \"$DISK/share\" || exit 97";
    let tried = in_mount(&world, 16, &format!("{shared}; umount \"$DISK/share\""));
    if tried.code != 0 {
        eprintln!(
            "SKIPPED: no file system can be served here: {}",
            tried.stderr
        );
        return;
    }
    world.file("in.jsonl", entries(2));
    let ran = in_mount(
        &world,
        64,
        &format!(
            "bin submit \"$IN/in.jsonl\" >/dev/null; echo disk $?
             cksum <\"$DISK/home/sandbox/queue.db\"
             {shared}
             through() {{ \"$BINARY\" --home \"$DISK/share\" --lang en \"$@\" >/dev/null; echo share $?; }}
             through submit \"$IN/in.jsonl\"
             through queue list
             through --read-only queue list
             through queue withdraw 1
             through serve --until-idle
             through store check
             through store backup \"$DISK/copy.db\"
             through purge
             cksum <\"$DISK/home/sandbox/queue.db\"
             umount \"$DISK/share\"
             bin store check >/dev/null; echo disk $?"
        ),
    );
    println!("{}\n{}", ran.stdout, ran.stderr);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let refused = ["share 4"; 8];
    assert_eq!(lines[2..10], refused, "{ran:?}");
    assert_eq!((lines[0], lines[11]), ("disk 0", "disk 0"), "{ran:?}");
    assert_eq!(lines[1], lines[10], "byte for byte: {ran:?}");
    let said = ran.stderr.matches("network file system (FUSE)").count();
    assert_eq!(said, refused.len(), "{ran:?}");
    assert!(!ran.stderr.contains("panicked"), "{ran:?}");
    assert_eq!(world.nsso().ledger().posts.len(), 0);
}

/// Runs the binary as somebody who may not do everything.
fn as_nobody(world: &World, arguments: &[&str]) -> Ran {
    let command = world.command(arguments);
    if !rustix::process::geteuid().is_root() {
        return Ran::from({ command }.output().expect("it starts"));
    }
    let mut dropped = Command::new("setpriv");
    dropped
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(command.get_program())
        .args(command.get_args());
    Ran::from(dropped.output().expect("it starts"))
}

/// The folder of the test and everything in it belongs to nobody.
fn give_away(path: &Path) {
    if rustix::process::geteuid().is_root() {
        let ran = Command::new("chown")
            .args(["-R", "65534:65534"])
            .arg(path)
            .status();
        assert!(ran.expect("it starts").success());
    }
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("ours");
}

/// For whom a folder may be closed, the file, or both; whatever is asked, it is said.
#[test]
fn closed_files_and_folders_are_said() {
    let world = World::new();
    assert_eq!(submit(&world, 2).code, 0);
    let file = world.file("more.jsonl", entry(500).to_string());
    let more = file.to_str().expect("UTF-8");
    set_mode(world.folder.path(), 0o755);
    give_away(world.folder.path());
    if as_nobody(&world, &["queue", "list"]).code != 0 {
        eprintln!("SKIPPED: the binary cannot be run as somebody else here");
        return;
    }
    let folder = world.home().join("sandbox");
    for (folder_mode, file_mode) in [
        (0o700, 0o400),
        (0o500, 0o600),
        (0o500, 0o400),
        (0o700, 0o000),
        (0o000, 0o600),
    ] {
        let _ = std::fs::remove_file(queue(&world).with_file_name("queue.db-wal"));
        let before = std::fs::read(queue(&world)).expect("readable by root");
        set_mode(&queue(&world), file_mode);
        set_mode(&folder, folder_mode);
        let copy = world.folder.path().join("copy.db");
        for command in [
            &["submit", more][..],
            &["serve", "--until-idle"],
            &["purge"],
            &["queue", "list"],
            &["--read-only", "queue", "list"],
            &["store", "check"],
            &["store", "backup", copy.to_str().expect("UTF-8")],
        ] {
            let ran = as_nobody(&world, command);
            let what = format!("{folder_mode:o} {file_mode:o} {command:?}");
            assert_orderly(&ran, &what);
            let writes = matches!(command[0], "submit" | "serve" | "purge");
            assert!(!writes || ran.code != 0, "{what}: {ran:?}");
        }
        set_mode(&folder, 0o700);
        set_mode(&queue(&world), 0o600);
        let _ = std::fs::remove_file(&copy);
        assert_eq!(std::fs::read(queue(&world)).expect("readable"), before);
    }
    assert_eq!(world.nsso().ledger().posts.len(), 0);
    assert_eq!(journalled_posts(&queue(&world)), Ok(0));
}
