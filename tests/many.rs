//! Deeds on many submissions and exports, from outside: the real binary against a simulator.

mod common;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use common::{Ran, World, entries, ssin};
use serde_json::Value;

/// A world with so many rows in its queue, none of them sent.
fn queued(count: u64) -> World {
    let world = World::new();
    let file = world.file("in.jsonl", entries(count));
    let ran = world.run(["submit", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    world
}

fn summary(ran: &Ran) -> Value {
    let rows = ran.rows();
    assert_eq!(rows.len(), 1, "{}", ran.stdout);
    rows[0].clone()
}

#[test]
fn a_deed_by_filter_is_previewed_and_done_with_yes() {
    let world = queued(12);
    assert_eq!(world.run(["queue", "hold", "1", "2"]).code, 0);
    assert_eq!(world.run(["queue", "withdraw", "3"]).code, 0);

    let ran = world.run(["queue", "hold", "--filter", "since:1d"]);
    assert_eq!(ran.code, 2, "nothing was confirmed");
    for words in [
        "Environment: sandbox",
        "9 of 12 can be held",
        "2 × held: held already",
        "1 × withdrawn: withdrawn already",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
    assert!(ran.stderr.contains("--yes"), "{}", ran.stderr);
    assert_eq!(world.count("queued"), 9);

    let ran = world.run(["queue", "hold", "--filter", "since:1d", "--yes", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let told = summary(&ran);
    assert_eq!((&told["possible"], &told["done"]), (&9.into(), &9.into()));
    assert_eq!(world.count("held"), 11);

    let ran = world.run(["queue", "release", "--filter", "state:held", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("11 submissions are released"),
        "{}",
        ran.stdout
    );
    let ran = world.run(["queue", "release", "--filter", "state:held", "--yes"]);
    assert_eq!(ran.code, 0, "nothing is left to be done");
    let ran = world.run(["queue", "withdraw", "--filter", "state:queued", "--yes"]);
    assert_eq!(
        (ran.code, world.count("cancelled")),
        (0, 12),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_deed_needs_rows_and_a_filter_that_can_be_read() {
    let world = queued(1);
    for (name, command) in [
        ("neither ids nor filter", vec!["queue", "withdraw"]),
        (
            "both",
            vec!["queue", "withdraw", "1", "--filter", "state:queued"],
        ),
        ("yes to ids", vec!["queue", "withdraw", "1", "--yes"]),
        (
            "no such key",
            vec!["queue", "withdraw", "--filter", "colour:red", "--yes"],
        ),
        (
            "a reason for masked numbers",
            vec!["queue", "export", "--reason", "x"],
        ),
        (
            "full without a reason",
            vec!["queue", "export", "--full-numbers"],
        ),
        (
            "no such key in an export",
            vec!["queue", "export", "--filter", "colour:red"],
        ),
    ] {
        let ran = world.run(command);
        assert_eq!(ran.code, 2, "{name}: {}", ran.stderr);
        assert!(ran.stdout.is_empty(), "{name}");
    }
    let filter = ["queue", "withdraw", "--filter", "state:queued", "--yes"];
    let ran = world.run(["--read-only"].iter().chain(&filter));
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert_eq!(world.count("queued"), 1);
}

#[test]
fn rows_are_piped_on_as_csv_and_as_json() {
    let world = queued(3);
    let ran = world.run(["queue", "export"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let lines: Vec<_> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("id;state;kind;"), "no mark in a pipe");
    assert!(lines[1].starts_with("3;queued;in;OTH;"), "{}", lines[1]);
    let masked = |text: &str| (0..3).all(|number| !text.contains(&ssin(number)));
    assert!(masked(&ran.stdout));

    for format in [vec!["--json"], vec!["--format", "json"]] {
        let ran = world.run([vec!["queue", "export", "--filter", "T-00001"], format].concat());
        let row = summary(&ran);
        assert_eq!(
            (&row["id"], &row["reference"]),
            (&2.into(), &"T-00001".into())
        );
        assert!(masked(&ran.stdout));
    }

    let full = ["queue", "export", "--full-numbers", "--reason", "audit"];
    let ran = world.run(["--read-only"].iter().chain(&full));
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    let ran = world.run(full.iter().chain(&["--format", "json"]));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.rows()[0]["ssin"], ssin(2));
}

#[test]
fn a_file_is_private_and_stays_when_the_next_one_may_not_take_its_place() {
    let world = queued(2);
    let path = world.folder.path().join("rows.csv");
    let output = path.to_str().unwrap();
    let ran = world.run(["queue", "export", "--output", output]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("2 rows are in"), "{}", ran.stderr);
    let mode = fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::write(&path, "mine").expect("written");
    let ran = world.run(["queue", "export", "--output", output]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--replace"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    let ran = world.run(["queue", "export", "--output", output, "--replace"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_ne!(fs::read_to_string(&path).expect("there"), "mine");
    let ran = world.run(["queue", "export", "--output", "/dev/null", "--replace"]);
    assert_eq!(ran.code, 2, "a device is no file");
}

#[test]
fn a_full_output_is_told_and_a_reader_that_has_read_enough_is_no_trouble() {
    let world = queued(3_000);
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("there");
    let mut command = world.command(["queue", "export"]);
    let ended = command.stdout(full).output().expect("it starts");
    assert_eq!(ended.status.code(), Some(2));
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(told.contains("The output cannot be written"), "{told}");

    let mut command = world.command(["queue", "export"]);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut line = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("piped"));
    reader.read_line(&mut line).expect("a header");
    drop(reader);
    let mut told = String::new();
    let stderr = child.stderr.as_mut().expect("piped");
    stderr.read_to_string(&mut told).expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{told}");
    assert_eq!(told, "");
}
