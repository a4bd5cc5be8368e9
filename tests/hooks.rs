//! Hooks from outside: the real binary, a real program, a simulator.

mod common;

use std::path::Path;

use common::{World, entry, wait_until};
use serde_json::{Value, json};

fn hook(name: &str, on: &str, script: &str, limit: u64) -> String {
    format!(
        "[[hooks]]\nname = \"{name}\"\non = [{on}]\ncommand = [\"/bin/sh\", \"-c\", \"{script}\"]\n\
         limit_seconds = {limit}\n"
    )
}

/// Of an employer that nobody may declare for: it is refused at the door.
fn refused(world: &World, number: u64) -> String {
    let mut stranger = entry(number);
    stranger["enterprise_number"] = json!("0999999724");
    stranger["reference"] = json!("Testmans Alex");
    let file = world.file(&format!("in-{number}.json"), stranger.to_string());
    file.to_str().expect("a path").to_owned()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let parsed = text.lines().map(serde_json::from_str);
    parsed.collect::<Result<_, _>>().expect("lines of JSON")
}

#[test]
fn a_refusal_is_told_once_by_the_worker_and_names_nobody() {
    let world = World::new();
    let told = world.folder.path().join("told");
    let script = format!("cat >> {}", told.display());
    world.configure(&hook("mail", "\"refused\"", &script, 10));
    let ran = world.run(["submit", &refused(&world, 1), "--wait"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for command in [&["queue", "list"][..], &["queue", "show", "1"]] {
        assert_eq!(world.run(command).code, 0);
    }
    let told_lines = lines(&told);
    assert_eq!(told_lines.len(), 1, "{told_lines:?}");
    let one = &told_lines[0];
    assert_eq!(one["event"], "refused");
    assert_eq!(one["environment"], "sandbox");
    assert_eq!(
        (&one["submission"], &one["state"]),
        (&json!(1), &json!("rejected"))
    );
    assert_eq!(one["employer"], "0999.999.724");
    assert_eq!(one.get("test"), None);
    let text = std::fs::read_to_string(&told).expect("told").to_lowercase();
    for canary in [common::ssin(1).as_str(), "testmans", "alex"] {
        assert!(!text.contains(canary), "{canary}: {text}");
    }
}

#[test]
fn a_hook_that_hangs_keeps_nobody_and_leaves_nothing_behind() {
    let world = World::new();
    let pid = world.folder.path().join("pid");
    let script = format!("echo $$ > {}; sleep 1000", pid.display());
    world.configure(&hook("slow", "\"refused\"", &script, 3_600));
    let ran = world.run(["submit", &refused(&world, 1), "--wait"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let pid = std::fs::read_to_string(pid).expect("it was begun");
    let stat = format!("/proc/{}/stat", pid.trim());
    wait_until("the program is gone", 10, || {
        let stat = std::fs::read_to_string(&stat).unwrap_or_default();
        stat.is_empty() || stat.contains(") Z ")
    });
}

#[test]
fn hooks_are_tried_out_with_something_made_up() {
    let world = World::new();
    assert_eq!(world.run(["hooks", "test"]).code, 2, "there is none");
    let good = hook("good", "\"certificate\"", "cat", 10);
    let bad = hook("bad", "\"refused\"", "echo not today; exit 7", 10);
    world.configure(&format!("{good}{bad}"));
    let ran = world.run(["hooks", "test"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("not today") && ran.stdout.contains('7'),
        "{}",
        ran.stdout
    );
    let one = world.run(["hooks", "test", "good", "--json"]);
    assert_eq!(one.code, 0, "{}", one.stderr);
    let rows = one.rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (&rows[0]["end"], &rows[0]["code"]),
        (&json!("exit"), &json!(0))
    );
    let said: Value = serde_json::from_str(
        rows[0]["said"]
            .as_str()
            .expect("said")
            .trim_end_matches("\\u{a}"),
    )
    .expect("what it was told");
    assert_eq!(said["test"], json!(true));
    assert_eq!(world.run(["hooks", "test", "nobody"]).code, 2);
}
