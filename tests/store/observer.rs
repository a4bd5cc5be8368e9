//! `--read-only` for a user who has no right to write: another one than the queue's own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::*;

/// Files of a folder with all that is in them.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap_or_default()));
        }
    }
    found.sort();
    found
}

/// Lets everybody read what lies below, and nobody but the owner write.
fn open_up(folder: &Path) {
    let mode = |bits| fs::Permissions::from_mode(bits);
    fs::set_permissions(folder, mode(0o755)).expect("ours");
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if path.ends_with("keys") {
                fs::set_permissions(&path, mode(0o700)).expect("ours");
            } else {
                open_up(&path);
            }
        } else {
            fs::set_permissions(&path, mode(0o644)).expect("ours");
        }
    }
}

fn nobody() -> Command {
    let mut command = Command::new("runuser");
    command.args(["-u", "nobody", "--"]).current_dir("/");
    command
}

/// The command as `nobody` runs it; of a binary that he cannot reach, a copy.
fn as_nobody(world: &World, arguments: &[&str]) -> Ran {
    let ours = world.command(arguments);
    let mut binary = PathBuf::from(ours.get_program());
    let is_in_reach = nobody().args(["test", "-x"]).arg(&binary).status();
    if !is_in_reach.expect("runuser starts").success() {
        let copy = world.folder.path().join("dimonitor");
        if !copy.exists() {
            fs::copy(&binary, &copy).expect("copied");
            fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("ours");
        }
        binary = copy;
    }
    let ran = nobody().arg(&binary).args(ours.get_args()).output();
    Ran::from(ran.expect("runuser starts"))
}

#[test]
fn an_observer_without_any_right_to_write_sees_the_queue_and_changes_nothing() {
    if !rustix::process::geteuid().is_root() {
        println!("SKIPPED: only root can act as another user");
        return;
    }
    let world = World::new();
    assert_eq!(submit(&world, 3).code, 0);
    assert!(
        !queue(&world).with_file_name("queue.db-wal").exists(),
        "nobody has it open"
    );
    open_up(world.folder.path());
    let before = contents(&world.home());
    let commands: [&[&str]; 7] = [
        &["--read-only", "queue", "list", "--json"],
        &["--read-only", "queue", "show", "1"],
        &["--read-only", "queue", "list", "--state", "queued"],
        &["--read-only", "audit", "verify"],
        &["--read-only", "store", "check"],
        &["--read-only", "purge", "--dry-run"],
        &["--read-only", "account", "list"],
    ];
    for command in commands {
        let ran = as_nobody(&world, command);
        assert_orderly(&ran, &format!("{command:?}"));
        assert_eq!(ran.code, 0, "{command:?}: {ran:?}");
        assert_eq!(
            contents(&world.home()),
            before,
            "{command:?} wrote something"
        );
    }
    assert_eq!(as_nobody(&world, commands[0]).rows().len(), 3);
    for command in [
        &["--read-only", "queue", "withdraw", "1"][..],
        &["--read-only", "serve", "--until-idle"],
        &["--read-only", "audit", "export", "/tmp/never"],
        &["queue", "withdraw", "1"],
    ] {
        let ran = as_nobody(&world, command);
        assert_orderly(&ran, &format!("{command:?}"));
        assert_ne!(ran.code, 0, "{command:?}: {ran:?}");
        assert_eq!(
            contents(&world.home()),
            before,
            "{command:?} wrote something"
        );
    }
    // While somebody has it open, the log beside it is read along.
    let raw = Connection::open(queue(&world)).expect("a database");
    raw.execute_batch("UPDATE submission SET reference = 'seen at once' WHERE id = 1")
        .expect("changed");
    assert!(queue(&world).with_file_name("queue.db-wal").exists());
    let ran = as_nobody(&world, commands[0]);
    assert!(ran.stdout.contains("seen at once"), "{ran:?}");
    let log = queue(&world).with_file_name("queue.db-wal");
    fs::set_permissions(&log, fs::Permissions::from_mode(0o600)).expect("ours");
    let ran = as_nobody(&world, commands[0]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(
        ran.stderr.contains("queue.db-wal"),
        "the missing right is named: {ran:?}"
    );
    drop(raw);
}
