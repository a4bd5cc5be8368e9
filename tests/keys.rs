//! Keys and the memory of the console, from outside.

mod common;
#[path = "console/terminal.rs"]
mod terminal;

use common::{World, entries};
use dimonitor::tui::keymap::ACTIONS;
use terminal::Start;

fn configure(world: &World, more: &str) {
    let path = world.home().join("config.toml");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    world.write_config(&format!("{before}\n{more}"));
}

#[test]
fn the_list_of_keys_says_what_is_chosen_and_what_is_not() {
    let world = World::new();
    let rows = world.run(["keys", "--json"]).rows();
    assert_eq!(rows.len(), ACTIONS.len());
    let row = |rows: &[serde_json::Value], action: &str| {
        let found = rows.iter().find(|row| row["action"] == action);
        found.expect("it is listed").clone()
    };
    let poll = row(&rows, "poll");
    assert_eq!(poll["keys"], serde_json::json!(["p"]));
    assert_eq!(poll["contexts"], serde_json::json!(["queue", "detail"]));
    assert_eq!(poll["source"], "default");
    assert_eq!(poll["changes"], true);

    configure(&world, "[keys]\npoll = [\"f9\"]\ncopy = []\n");
    let rows = world.run(["keys", "--json"]).rows();
    assert_eq!(row(&rows, "poll")["keys"], serde_json::json!(["f9"]));
    assert_eq!(row(&rows, "poll")["source"], "config");
    assert_eq!(row(&rows, "copy")["keys"], serde_json::json!([]));
    let list = world.run(["keys"]).stdout;
    let line = list.lines().find(|line| line.starts_with("* poll"));
    assert!(line.is_some_and(|line| line.contains("f9")), "{list}");
}

#[test]
fn keys_that_contradict_keep_every_command_from_running() {
    let world = World::new();
    configure(&world, "[keys]\npoll = [\"q\"]\n");
    for command in ["keys", "queue"] {
        let ran = world.run(
            [command, "list"]
                .into_iter()
                .take(1 + usize::from(command == "queue")),
        );
        assert_eq!(ran.code, 2, "{command}: {}", ran.stderr);
        for part in ["config.toml", "line", "poll", "quit", "queue"] {
            assert!(
                ran.stderr.contains(part),
                "{command}: {part}: {}",
                ran.stderr
            );
        }
    }
}

#[test]
fn a_key_of_the_configuration_works_and_is_shown() {
    let world = World::new();
    configure(&world, "[keys]\nqueue = [\"f7\"]\n");
    let mut console = Start::on(&world.home()).open();
    console.wait_for_line(&["f7 Queue"]);
    console.press_for("\u{1b}[18~", "0 / 0");
}

#[test]
fn the_console_opens_where_it_was_left_unless_it_is_to_be_fresh() {
    let world = World::new();
    let file = world.file("in.jsonl", entries(3));
    let ran = world.run(["submit", file.to_str().expect("UTF-8"), "--wait"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);

    let mut console = Start::on(&world.home()).open();
    console.press_for("2", "1 / 3");
    console.press_for("/state:accepted\r", "state:accepted");
    console.press("j");
    console.wait("the second row", |console| console.shows("2 / 3"));
    console.press("q");
    console.has_left_clean();

    let kept = world.home().join("sandbox/console.toml");
    let facts = std::fs::metadata(&kept).expect("it is kept");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(facts.permissions().mode() & 0o777, 0o600);
    }
    assert!(facts.len() < 4096);

    let mut console = Start::on(&world.home()).with(["--read-only"]).begin();
    console.wait("the same row", |console| console.shows("2 / 3"));
    assert!(console.shows("state:accepted"));
    console.press("q");
    console.has_left_clean();

    let mut console = Start::on(&world.home()).open();
    console.wait("the dashboard", |console| console.shows("Needs a person"));
    console.press("q");
    console.has_left_clean();

    std::fs::write(&kept, "[[[").expect("written");
    let mut console = Start::on(&world.home()).begin();
    console.wait("the dashboard", |console| console.shows("Needs a person"));
    assert!(world.home().join("sandbox/console.toml.aside").exists());
    console.press("q");
    console.has_left_clean();
}

#[test]
fn a_theme_of_ones_own_is_worn_and_a_broken_one_is_named() {
    let world = World::new();
    let folder = world.home().join("themes");
    std::fs::create_dir_all(&folder).expect("made");
    let theme = include_str!("../themes/mono.toml");
    std::fs::write(folder.join("mine.toml"), theme).expect("written");
    std::fs::write(folder.join("broken.toml"), theme.replace("doubt", "dobut")).expect("written");

    let mut console = Start::on(&world.home()).with(["--theme", "mine"]).open();
    console.wait("the dashboard", |console| console.shows("Needs a person"));
    console.press_for("T", "mine");
    assert!(!console.shows("broken"), "it is left out");
    console.escape_from("mine");
    console.press("q");
    console.has_left_clean();

    let ran = world.run(["--theme", "broken"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("broken.toml, line"), "{}", ran.stderr);
    let ran = world.run(["--theme", "neon"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("colour-blind-safe"), "{}", ran.stderr);
}
