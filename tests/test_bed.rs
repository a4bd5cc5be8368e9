//! The test bed from outside: a store is filled, looked at, and never filled twice.

use std::process::{Command, Output};

#[test]
fn a_filled_home_is_looked_at_and_not_filled_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("bed");
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_dimonitor"))
            .args([
                "--home",
                home.to_str().expect("a readable path"),
                "--lang",
                "en",
            ])
            .args(arguments)
            .output()
            .expect("it runs")
    };
    let said = |output: &Output| {
        String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned()
    };

    let filled = run(&["demo", "--rows", "120"]);
    assert_eq!(filled.status.code(), Some(0), "{}", said(&filled));
    assert!(said(&filled).contains("--read-only"), "{}", said(&filled));
    assert!(
        !said(&filled).contains('\x1b'),
        "no progress where nobody watches"
    );

    let read = [
        "--environment",
        "sandbox",
        "--read-only",
        "queue",
        "list",
        "--json",
    ];
    let listed = run(&read);
    assert_eq!(listed.status.code(), Some(0), "{}", said(&listed));
    assert_eq!(String::from_utf8_lossy(&listed.stdout).lines().count(), 120);

    let again = run(&["demo", "--rows", "5"]);
    assert_eq!(again.status.code(), Some(2), "{}", said(&again));
    assert!(said(&again).contains("not touched"), "{}", said(&again));
    assert_eq!(run(&read).stdout, listed.stdout);
}

#[test]
fn a_place_must_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = Command::new(env!("CARGO_BIN_EXE_dimonitor"))
        .env("HOME", folder.path())
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DATA_HOME")
        .args(["demo", "--rows", "5", "--lang", "en"])
        .output()
        .expect("it runs");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(said.contains("--home"), "{said}");
}
