//! What stays: the log, and files for spreadsheets and programs.

use std::sync::Arc;

use dimonitor::domain::clock::Clock;
use dimonitor::domain::environment::Environment;
use dimonitor::paths::Home;

use super::{Place, numbered};
use crate::common::World;
use crate::enemy::{FORMULAS, Sink};

/// Strings in one line of the log: it drops lines rather than wait for a disk.
const IN_A_LINE: usize = 100;

struct Noon;

impl Clock for Noon {
    fn now(&self) -> jiff::Timestamp {
        "2026-11-22T12:00:00Z".parse().expect("a moment")
    }

    fn uptime(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}

/// The program's log, in this process: its lines hold few words that are not its own.
pub fn log(strings: &[String]) -> Place {
    let mut place = Place::new("log");
    let home = tempfile::tempdir().expect("a folder");
    let folder = Home::under(home.path())
        .environment(Environment::Sandbox)
        .expect("made");
    // Others in this process log as well.
    let log = dimonitor::logging::start(&folder, "off,hostile=warn", Arc::new(Noon));
    let log = log.expect("it starts");
    let mut lines = 0;
    for (batch, some) in strings.chunks(IN_A_LINE).enumerate() {
        let words: Vec<String> = (batch * IN_A_LINE..)
            .zip(some)
            .map(|(number, text)| numbered('k', number, text))
            .collect();
        let (half, rest) = words.split_at(words.len() / 2);
        let detail = rest.join(" ");
        tracing::warn!(target: "hostile", detail, "answer {}", half.join(" "));
        lines += 1;
    }
    drop(log);
    let files = std::fs::read_dir(folder.log_folder()).expect("readable");
    for file in files.flatten() {
        let bytes = std::fs::read(file.path()).expect("readable");
        place.look('k', &bytes, Sink::Lines);
        let found = String::from_utf8_lossy(&bytes).lines().count();
        if found != lines {
            place.wrong.push(format!("{found} lines of {lines} events"));
        }
    }
    place
}

/// The whole queue in files of both formats.
pub fn export(world: &World, total: usize) -> Place {
    let mut place = Place::new("export");
    for format in ["csv", "json"] {
        let path = world.folder.path().join(format!("export.{format}"));
        let output = path.to_str().expect("UTF-8");
        let ran = world.run(["queue", "export", "--format", format, "--output", output]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let bytes = std::fs::read(&path).expect("a file");
        if format == "csv" {
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
            place.look('k', bytes, Sink::Table);
            count_formulas(&mut place, bytes, total);
        } else {
            place.look('k', &bytes, Sink::Lines);
        }
    }
    place
}

/// Cells that a spreadsheet would run, and rows that are not one row.
fn count_formulas(place: &mut Place, bytes: &[u8], total: usize) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let mut rows = 0;
    for record in reader.records() {
        let Ok(record) = record else {
            place.wrong.push("a row that is no CSV".to_owned());
            continue;
        };
        rows += 1;
        for cell in &record {
            let first = cell.chars().next();
            let starts = |formula: &&str| formula.chars().next() == first;
            if first != Some('\'') && FORMULAS.iter().any(starts) {
                place.wrong.push(format!("export: a formula {cell:?}"));
            }
        }
    }
    if rows != total {
        place.wrong.push(format!("export: {rows} rows"));
    }
}
