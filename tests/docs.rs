//! README, example files and help say what the program does.
//!
//! The tables of the README between `<!-- generated: NAME -->` and `<!-- end -->` are made from
//! the program's own. `UPDATE_DOCS=1 cargo test --test docs` writes them again.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "whether to write the tables again is asked through the environment; a skipped test says so"
)]

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory as _;
use dimonitor::args::Arguments;
use dimonitor::domain::draft::{Field, Kind};
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::problem::ProblemClass;
use dimonitor::i18n::{Catalogue, Language};
use dimonitor::tui::keymap::{ACTIONS, Binding, Context};
use serde_json::Value;

#[test]
fn the_readme_has_the_keys_of_the_console() {
    let catalogue = Catalogue::new(Language::En);
    let mut table =
        "| keys | where | action | what it does |\n| --- | --- | --- | --- |\n".to_owned();
    for row in ACTIONS {
        writeln!(
            table,
            "| {} | {} | {} | {} |",
            keys(row),
            places(row),
            catalogue.get(row.label),
            catalogue.get(row.help)
        )
        .expect("writing to a String cannot fail");
    }
    holds("keys", &table);
}

#[test]
fn the_readme_has_the_columns_of_files() {
    let mut table =
        "| column | member of the NSSO's message |\n| --- | --- |\n| `kind` | which block: `in`, `out`, `update`, `cancel` |\n"
            .to_owned();
    for &field in Field::ALL {
        let member = match field {
            Field::Reference => "none: your own, at most 20 characters, not sent".to_owned(),
            _ => match field.wire_path(Kind::In) {
                Some(path) => format!("`{}`", path.replace("dimonaIn.", "….")),
                None => "not known: checked and kept, not sent".to_owned(),
            },
        };
        writeln!(table, "| `{}` | {member} |", field.column())
            .expect("writing to a String cannot fail");
    }
    holds("columns", &table);
}

#[test]
fn the_readme_names_every_state() {
    let readme = readme();
    for state in StateKind::ALL {
        let name = format!("`{}`", state.as_str());
        assert!(readme.contains(&name), "{name} is not in README.md");
    }
}

#[test]
fn the_readme_names_the_two_commands_and_every_exit_code() {
    let readme = readme();
    for command in ["cargo run --release -- demo", "cargo test"] {
        let line = format!("\n{command}\n");
        assert!(
            readme.contains(&line),
            "{command} stands on no line of its own"
        );
    }
    let classes = [
        ProblemClass::Declaration,
        ProblemClass::Usage,
        ProblemClass::Service,
        ProblemClass::Store,
    ];
    for code in std::iter::once(0).chain(classes.map(ProblemClass::exit_code)) {
        let row = format!("\n| {code} | ");
        assert!(readme.contains(&row), "exit code {code} has no row");
    }
}

#[test]
fn the_help_of_every_command_is_reviewed() {
    let mut command = Arguments::command().term_width(100);
    command.build();
    let mut pages = String::new();
    write_help(&mut command, &mut pages);
    // What holds for every command is reviewed once.
    let mut inner = command.mut_subcommands(without_global_options);
    write_inner_help(&mut inner, &mut pages);
    insta::assert_snapshot!("help", pages);
}

#[test]
fn the_example_files_are_valid_and_show_all_four_kinds() {
    let world = common::World::new();
    for name in ["declarations.json", "declarations.csv"] {
        let file = root().join("tests/examples").join(name);
        let readme_name = format!("tests/examples/{name}");
        assert!(
            readme().contains(&readme_name),
            "{readme_name} is not in README.md"
        );
        let ran = world.run(["validate", file.to_str().expect("UTF-8"), "--json"]);
        assert_eq!(ran.code, 0, "{name}: {}{}", ran.stdout, ran.stderr);
        let verdicts = ran.rows();
        assert_eq!(verdicts.len(), Kind::ALL.len(), "{name}");
        assert!(
            verdicts.iter().all(|verdict| verdict["valid"] == true),
            "{name}"
        );
    }
}

#[test]
fn the_readme_lists_the_members_of_the_json_contract() {
    let world = common::World::new();
    let file = world.file("in.json", common::entry(1).to_string());
    let path = file.to_str().expect("UTF-8");
    for command in [
        vec!["validate", path, "--json"],
        vec!["submit", path, "--wait", "--json"],
        vec!["queue", "list", "--json"],
        vec!["queue", "show", "1", "--json"],
        vec!["account", "list", "--json"],
        vec!["account", "permissions", "--list", "--json"],
        vec!["explain", "90374-349", "--json"],
    ] {
        members_are_in_the_readme(&world, &command);
    }
}

#[test]
fn the_readme_lists_the_members_of_the_registers_contract() {
    let world = common::World::new();
    let path = |name: &str| {
        let path = world.folder.path().join(name);
        path.to_str().expect("UTF-8").to_owned()
    };
    let (key, certificate, missing) = (path("a.key"), path("a.cer"), path("missing.cer"));
    let made = [
        "cert",
        "new",
        "--company",
        "Testfirma NV",
        "--name",
        "loket",
        "--key",
        &key,
        "--out",
        &certificate,
        "--json",
    ];
    members_are_in_the_readme(&world, &made);
    for environment in ["sandbox", "simulation"] {
        fill_the_register(&world, environment, &key, &certificate);
    }
    for command in [
        &["--environment", "simulation", "checklist", "list", "--json"][..],
        &["account", "test", "Loket", "--json"],
        &["cert", "inspect", &certificate, "--json"],
        &["cert", "inspect", &missing, "--json"],
    ] {
        members_are_in_the_readme(&world, command);
    }
    let (key, certificate) = world.certificate("b");
    let start = [
        "cert",
        "rotate",
        "Loket",
        "start",
        "--certificate",
        &certificate,
        "--certificate-name",
        "second",
        "--key",
        &key,
        "--json",
    ];
    members_are_in_the_readme(&world, &start);
    members_are_in_the_readme(&world, &["cert", "rotate", "Loket", "--json"]);
    members_are_in_the_readme(&world, &["account", "show", "Loket", "--json"]);
}

fn fill_the_register(world: &common::World, environment: &str, key: &str, certificate: &str) {
    let at = |command: &[&str]| {
        let global = ["--json", "--environment", environment];
        members_are_in_the_readme(world, &[&global[..], command].concat());
    };
    at(&common::SENDER);
    at(&common::CONTACT);
    at(&[
        "account",
        "add",
        "--type",
        "rest",
        "--name",
        "Loket",
        "--permission",
        "dimona-declare",
        "--certificate",
        certificate,
        "--certificate-name",
        "first",
        "--key",
        key,
    ]);
    at(&["sender", "show"]);
    at(&["contact", "show"]);
    at(&["account", "list"]);
    at(&["account", "show", "Loket"]);
}

fn members_are_in_the_readme(world: &common::World, command: &[&str]) {
    let ran = world.run(command);
    let rows = ran.rows();
    let first = rows
        .first()
        .unwrap_or_else(|| panic!("{command:?}: {}", ran.stderr));
    let mut names = Vec::new();
    members(first, &mut names);
    let readme = readme();
    for name in names {
        let name = format!("`{name}`");
        assert!(
            readme.contains(&name),
            "{command:?}: {name} is not in README.md"
        );
    }
}

#[test]
fn the_measuring_script_can_be_started() {
    let script = root().join("benches/terminal.py");
    let Ok(ran) = Command::new("python3").arg(script).arg("--help").output() else {
        eprintln!("SKIPPED: there is no python3 on this machine");
        return;
    };
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// Compares a generated part of the README, or writes it again when told to.
fn holds(name: &str, expected: &str) {
    let readme = readme();
    let begin = format!("<!-- generated: {name} -->\n");
    let start = readme.find(&begin).expect("the part has its mark") + begin.len();
    let length = readme[start..]
        .find("<!-- end -->")
        .expect("the part has its end");
    if &readme[start..start + length] == expected {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "the table of {name} in README.md is not the program's own; \
         write it again with: UPDATE_DOCS=1 cargo test --test docs -- --test-threads 1"
    );
    let written = format!(
        "{}{expected}{}",
        &readme[..start],
        &readme[start + length..]
    );
    std::fs::write(root().join("README.md"), written).expect("written");
}

fn keys(row: &Binding) -> String {
    let keys: Vec<String> = row.keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(" ").replace('|', "\\|")
}

fn places(row: &Binding) -> String {
    if row.contexts.len() == Context::ALL.len() {
        return "everywhere".to_owned();
    }
    let places: Vec<String> = row
        .contexts
        .iter()
        .map(|context| format!("{context:?}").to_lowercase())
        .collect();
    places.join(", ")
}

fn write_help(command: &mut clap::Command, pages: &mut String) {
    let name = command.get_bin_name().unwrap_or("dimonitor").to_owned();
    let help = command.render_long_help();
    writeln!(pages, "==== {name}\n\n{help}").expect("writing to a String cannot fail");
}

fn write_inner_help(command: &mut clap::Command, pages: &mut String) {
    for inner in command.get_subcommands_mut() {
        if inner.get_name() != "help" {
            write_help(inner, pages);
            write_inner_help(inner, pages);
        }
    }
}

fn without_global_options(command: clap::Command) -> clap::Command {
    command
        .mut_args(|option| {
            let is_global = option.is_global_set();
            option.hide(is_global)
        })
        .mut_subcommands(without_global_options)
}

/// The names of all members, those of the NSSO's own messages left out.
fn members(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                names.push(name.clone());
                if name != "payload" && name != "answer" {
                    members(inner, names);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| members(inner, names)),
        _ => {}
    }
}
