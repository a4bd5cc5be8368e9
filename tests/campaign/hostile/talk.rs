//! What the commands say, on stdout and on stderr.

use super::{Place, numbered};
use crate::common::World;
use crate::enemy::Sink;

/// Strings in one word of the command line.
const IN_A_WORD: usize = 100;

/// Ways to have a word repeated by somebody who does not like it.
const REPEATED: [&[&str]; 6] = [
    &["import"],
    &["cert", "inspect"],
    &["queue", "list", "--config"],
    &["queue", "list", "--lang"],
    &["queue", "list", "--state"],
    &["explain"],
];

/// The whole queue, listed.
pub fn stdout(world: &World, total: usize) -> Place {
    let mut place = Place::new("stdout");
    let limit = total.to_string();
    let list = ["queue", "list", "--limit", &limit];
    for more in [&[][..], &["--json"]] {
        let output = world.command(list.iter().chain(more)).output();
        let output = output.expect("it starts");
        place.look('k', &output.stdout, Sink::Lines);
        place.look('k', &output.stderr, Sink::Lines);
    }
    for id in [total, total - 1] {
        let id = id.to_string();
        for more in [&[][..], &["--json"]] {
            let show = ["queue", "show", &id];
            let output = world.command(show.iter().chain(more)).output();
            place.look('k', &output.expect("it starts").stdout, Sink::Lines);
        }
    }
    place
}

/// Command lines that are wrong, and configurations where a command line cannot be as wrong.
pub fn stderr(world: &World, strings: &[String]) -> Place {
    let mut place = Place::new("stderr");
    let marked: Vec<String> = strings
        .iter()
        .enumerate()
        .map(|(number, text)| numbered('k', number, text))
        .collect();
    let (never, sayable): (Vec<String>, Vec<String>) =
        marked.into_iter().partition(|text| text.contains('\0'));
    for (way, some) in REPEATED.iter().cycle().zip(sayable.chunks(IN_A_WORD)) {
        let argument = some.join(" ");
        let output = world
            .command(way.iter().copied().chain([&*argument]))
            .output();
        let output = output.expect("it starts");
        place.look('k', &output.stderr, Sink::Lines);
        place.look('k', &output.stdout, Sink::Lines);
    }
    let good = std::fs::read_to_string(world.home().join("config.toml")).expect("there");
    for some in never.chunks(IN_A_WORD) {
        let argument = toml::Value::String(some.join(" "));
        world.write_config(&format!("environment = {argument}\n{good}"));
        let output = world.command(["queue", "list"]).output();
        place.look('k', &output.expect("it starts").stderr, Sink::Lines);
    }
    world.write_config(&good);
    place
}
