//! `reconcile` and `stats` with the real binary and a simulator.

mod common;

use std::collections::BTreeMap;

use common::{World, day_ahead, ssin};
use dimonitor::simulator::{FaultKind, FaultRule, Operation};
use jiff::SignedDuration;
use serde_json::{Value, json};

fn row(worker: u64, from: i64, to: Option<i64>) -> Value {
    json!({
        "kind": "in",
        "enterprise_number": "0999999922",
        "ssin": ssin(worker),
        "worker_type": "OTH",
        "joint_committee": "XXX",
        "start_date": day_ahead(from),
        "end_date": to.map(day_ahead),
    })
}

fn period(id: u64, worker: u64, from: i64, to: Option<i64>) -> String {
    let end = to.map(|to| format!("end_date = \"{}\"\n", day_ahead(to)));
    format!(
        "[[periods]]\nid = {id}\nemployer = \"0999999922\"\nworker = \"{}\"\njoint_commission = \"XXX\"\n\
         worker_type = \"OTH\"\nstart_date = \"{}\"\n{}",
        ssin(worker),
        day_ahead(from),
        end.unwrap_or_default()
    )
}

fn list(world: &World, rows: &[Value]) -> String {
    let path = world.file("list.json", Value::from(rows.to_vec()).to_string());
    path.to_str().expect("a path").to_owned()
}

/// How many lines are of which class.
fn classes(rows: &[Value]) -> BTreeMap<String, usize> {
    let mut classes = BTreeMap::new();
    for row in rows {
        let class = row["class"].as_str().expect("a word").to_owned();
        *classes.entry(class).or_default() += 1;
    }
    classes
}

#[test]
fn three_sides_are_compared_and_what_is_mended_agrees() {
    let scenario = period(800_000_001_001, 2, 10, Some(20)) + &period(800_000_001_002, 3, 30, None);
    let world = World::with_more(&scenario);
    let rows = [row(1, 10, None), row(2, 10, Some(25)), row(4, 12, Some(14))];
    let file = list(&world, &rows);
    let first = world.file("first.json", Value::from(rows[2..].to_vec()).to_string());
    let first = first.to_str().expect("a path");
    assert_eq!(world.run(["submit", first, "--wait"]).code, 0);

    let ran = world.run(["reconcile", &file, "--all", "--json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let found = classes(&ran.rows());
    let wanted = [("differs", 1), ("missing", 1), ("same", 1)];
    assert_eq!(
        found,
        wanted
            .map(|(class, count)| (class.to_owned(), count))
            .into()
    );
    assert!(!ran.stdout.contains(&ssin(1)), "numbers are masked");
    let missing = ran.rows().into_iter().find(|row| row["class"] == "missing");
    let missing = missing.expect("a line");
    assert_eq!(missing["declares"], "in");
    assert!(missing["deadline"].is_string(), "{missing}");

    assert_eq!(world.run(["plan", &file, "--apply", "--yes"]).code, 0);
    let waiting = world.run(["reconcile", &file, "--json"]);
    assert_eq!(classes(&waiting.rows())["waiting"], 2, "{}", waiting.stdout);
    assert_eq!(world.run(["serve", "--until-idle"]).code, 0);
    let again = world.run(["reconcile", &file, "--format", "csv"]);
    assert_eq!(again.code, 0, "{}{}", again.stdout, again.stderr);
    assert_eq!(again.stdout.lines().count(), 1, "only the heading");

    let ours = world.run(["reconcile", "--filter", "kind:in", "--all", "--json"]);
    assert_eq!(ours.code, 0, "{}{}", ours.stdout, ours.stderr);
    assert_eq!(classes(&ours.rows())["same"], 2, "{}", ours.stdout);

    let stats = world.run(["stats", "--of", "kinds", "--json"]);
    assert_eq!(stats.code, 0, "{}", stats.stderr);
    let ended: BTreeMap<String, u64> = (stats.rows().iter())
        .map(|row| {
            let kind = row["kind"].as_str().expect("a word").to_owned();
            (kind, row["ended"].as_u64().expect("a number"))
        })
        .collect();
    assert_eq!(
        ended,
        [("in".to_owned(), 2), ("update".to_owned(), 1)].into()
    );
    let days = world.run(["stats", "--format", "csv"]);
    assert_eq!(days.stdout.lines().count(), 31, "{}", days.stdout);
}

#[test]
fn who_cannot_be_asked_about_is_named_and_nothing_is_concluded() {
    let world = World::new();
    let file = list(&world, &[row(1, 10, None)]);
    let busy = |times| {
        let mut fault = FaultRule::new(Operation::Search, FaultKind::TooManyRequests);
        fault.retry_after = Some(SignedDuration::from_secs(1));
        fault.times = times;
        world.nsso().add_fault(fault);
    };
    busy(Some(2));
    let patient = world.run(["reconcile", &file, "--json"]);
    assert_eq!(
        classes(&patient.rows()).get("missing"),
        Some(&1),
        "{}",
        patient.stdout
    );
    busy(None);
    let ran = world.run(["reconcile", &file, "--json"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let found = classes(&ran.rows());
    assert_eq!(
        found.get("not_asked"),
        Some(&1),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert!(ran.stderr.contains("0999.999.922"), "{}", ran.stderr);
}
