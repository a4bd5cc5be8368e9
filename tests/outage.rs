//! `outage export` from outside: what the service failed to do is handed on as evidence.

mod common;

use std::os::unix::fs::PermissionsExt as _;

use dimonitor::simulator::{FaultKind, FaultRule, Operation};

use common::World;

#[test]
fn every_failed_try_is_in_the_table_the_letter_and_the_json() {
    let world = World::new();
    for kind in [FaultKind::ServiceUnavailable, FaultKind::TooManyRequests] {
        world
            .nsso()
            .add_fault(FaultRule::new(Operation::Post, kind).times(1));
    }
    let file = world.file("in.json", common::entry(1).to_string());
    let path = file.to_str().expect("UTF-8");
    let sent = world.run(["submit", path, "--wait", "--patience", "1", "--json"]);
    assert_ne!(sent.code, 0, "the service fails: {}", sent.stdout);

    let json = world.run(["outage", "export", "--json"]);
    assert_eq!(json.code, 0, "{}", json.stderr);
    let tries = json.rows();
    assert_eq!(tries.len(), 1, "{}", json.stdout);
    assert_eq!(tries[0]["status"], 503);
    let trace = tries[0]["trace_id"].as_str().expect("ours");

    let letter = world.run(["outage", "export"]);
    assert_eq!(letter.code, 0, "{}", letter.stderr);
    assert!(letter.stdout.contains("HTTP 503"), "{}", letter.stdout);
    assert!(letter.stdout.contains(trace), "{}", letter.stdout);
    assert!(
        letter.stderr.contains("emergency form"),
        "{}",
        letter.stderr
    );

    let table = world.folder.path().join("outage.csv");
    let name = table.to_str().expect("UTF-8");
    let written = world.run(["outage", "export", "--since", "1h", "--csv", name]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    let text = std::fs::read_to_string(&table).expect("written");
    assert!(text.starts_with("\u{feff}time;host;"), "{text}");
    assert_eq!(text.lines().count(), 2);
    let mode = table.metadata().expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = world.run(["outage", "export", "--csv", name]);
    assert_eq!(again.code, 2, "a file is never overwritten");

    let earlier = world.run(["outage", "export", "--until", "1d", "--json"]);
    assert_eq!(earlier.stdout, "");
    let nonsense = world.run(["outage", "export", "--since", "soon"]);
    assert_eq!(nonsense.code, 2);
}

#[test]
fn a_token_that_could_not_be_had_is_in_the_log() {
    let world = World::new();
    let fault = FaultRule::new(Operation::Token, FaultKind::ServiceUnavailable);
    world.nsso().add_fault(fault);
    let file = world.file("in.json", common::entry(1).to_string());
    let path = file.to_str().expect("UTF-8");
    let sent = world.run(["submit", path, "--wait", "--patience", "1"]);
    assert_eq!(sent.code, 3, "{}", sent.stderr);
    let letter = world.run(["outage", "export"]);
    assert!(letter.stdout.contains("No try failed"), "{}", letter.stdout);
    assert!(letter.stdout.contains("log of our program"));
    let logs = world.home().join("sandbox/log");
    let log: String = std::fs::read_dir(&logs)
        .expect("a folder of logs")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text"))
        .collect();
    assert!(log.contains("no access token"), "{log}");
}

#[test]
fn a_deadline_is_told_with_the_row() {
    let world = World::new();
    let file = world.file("in.json", common::entry(1).to_string());
    let queued = world.run(["submit", file.to_str().expect("UTF-8"), "--json"]);
    let row = &queued.rows()[0];
    assert_eq!(queued.code, 0, "{}", queued.stderr);
    let start: jiff::civil::Date = row["start_date"]
        .as_str()
        .and_then(|day| day.parse().ok())
        .expect("a day");
    let deadline: jiff::Timestamp = row["deadline"]
        .as_str()
        .and_then(|moment| moment.parse().ok())
        .expect("a moment");
    let brussels = jiff::tz::TimeZone::get("Europe/Brussels").expect("known");
    assert_eq!(deadline.to_zoned(brussels).date(), start);
}
