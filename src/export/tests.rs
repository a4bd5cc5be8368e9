//! What stands in a file, and that it is whole or not there.

use std::fs;
use std::io::{self, Write};

use proptest::prelude::*;

use super::csv_file::{COLUMNS, Csv, cell};
use super::json_file::Json;
use super::*;
use crate::domain::untrusted::{self, begins_formula};
use crate::tui::fixture;

/// What a cell held, by the rules at the top of `csv_file`.
fn undone(cell: &str) -> String {
    let bare = cell.trim_start_matches('\'');
    let cell = if bare.len() < cell.len() && bare.starts_with(begins_formula) {
        &cell[1..]
    } else {
        cell
    };
    let mut text = String::new();
    let mut rest = cell.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match rest.next() {
            Some('u') => {
                let number: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let number = u32::from_str_radix(&number, 16).expect("hexadecimal");
                text.push(char::from_u32(number).expect("a character"));
            }
            other => text.push(other.expect("a pair")),
        }
    }
    text
}

fn hostile(worker: &str, reference: &str) -> QueueRow {
    let mut row = fixture::row(4);
    row.worker = Some(worker.into());
    row.reference = Some(reference.into());
    row
}

fn csv_of(row: &QueueRow, numbers: Numbers) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut csv = Csv::begin(&mut bytes, numbers, false).expect("written");
    csv.row(row).expect("written");
    csv.flush().expect("written");
    drop(csv);
    bytes
}

#[test]
fn what_a_cell_becomes() {
    for (name, text, wanted) in [
        ("plain", "Noël 李", "Noël 李"),
        ("a formula", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("a sum", "+32 2 555", "'+32 2 555"),
        ("a name", "@SUM(A1)", "'@SUM(A1)"),
        ("minus", "-1", "'-1"),
        ("a wide twin", "＝1", "'＝1"),
        ("looks defused", "'=1", "''=1"),
        ("an apostrophe of a name", "'t Hooft", "'t Hooft"),
        ("a tab", "\t=1", "\\u{9}=1"),
        ("a carriage return", "\r=1", "\\u{d}=1"),
        ("an escape", "a\u{1b}[31mb", "a\\u{1b}[31mb"),
        ("a backslash", "a\\u{1b}", "a\\\\u{1b}"),
        ("line ends", "a\r\nb", "a\\u{d}\\u{a}b"),
        ("nothing", "", ""),
    ] {
        assert_eq!(cell(text), wanted, "{name}");
        assert_eq!(undone(wanted), text, "{name}");
    }
}

proptest! {
    #[test]
    fn no_cell_does_anything_and_each_gives_back_what_it_held(
        worker in "[=+@'\t\r\n\\\\;\",\u{1b}\u{9b}\u{202e}＝a-]{0,8}|\\PC{0,12}|.{0,12}",
        reference in "(?s).{0,12}",
    ) {
        let row = hostile(&worker, &reference);
        let bytes = csv_of(&row, Numbers::Full);
        let mut library = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
        let names = library.headers().expect("a header").clone();
        prop_assert_eq!(names.iter().collect::<Vec<_>>(), COLUMNS);
        let records: Vec<_> = library.records().collect::<Result<_, _>>().expect("CSV");
        prop_assert_eq!(records.len(), 1);
        let column = |name: &str| COLUMNS.iter().position(|column| *column == name).expect("a column");
        for cell in &records[0] {
            prop_assert!(!cell.starts_with(begins_formula), "{}", cell);
            prop_assert!(cell.chars().all(untrusted::is_plain), "{}", cell);
        }
        prop_assert_eq!(undone(&records[0][column("worker")]), worker);
        prop_assert_eq!(undone(&records[0][column("reference")]), reference);
    }

    #[test]
    fn a_line_of_json_is_one_object_with_the_text_as_it_came(
        worker in "(?s).{0,12}",
        reference in "[\u{1b}\u{9b}\u{202e}\u{2028}\n\"\\\\a]{0,8}",
    ) {
        let mut bytes = Vec::new();
        let row = hostile(&worker, &reference);
        Json::begin(&mut bytes, Numbers::Full).row(&row).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        prop_assert!(text.ends_with('\n') && text.trim_end().chars().all(untrusted::is_plain));
        let row: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(row["worker"].as_str(), Some(worker.as_str()));
        prop_assert_eq!(row["reference"].as_str(), Some(reference.as_str()));
    }

    #[test]
    fn no_national_number_passes_where_numbers_are_masked(before in "[^0-9]{0,5}", after in "[^0-9]{0,5}") {
        let row = hostile(&format!("{before}85073099734{after}"), &format!("{before}85.07.30-997.34{after}"));
        let text = String::from_utf8(csv_of(&row, Numbers::Masked)).expect("UTF-8");
        prop_assert!(!text.contains("85073099734") && !text.contains("85.07.30-997.34"), "{}", text);
    }
}

#[test]
fn both_formats_have_the_same_columns() {
    let mut bytes = Vec::new();
    let mut json = Json::begin(&mut bytes, Numbers::Masked);
    json.row(&fixture::row(4)).expect("written");
    let row: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&bytes).expect("JSON");
    let mut names: Vec<&str> = row
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "v")
        .collect();
    names.sort_unstable();
    let mut columns = COLUMNS.to_vec();
    columns.sort_unstable();
    assert_eq!(names, columns);
}

#[test]
fn a_row_as_csv() {
    let mut row = hostile("TESTMANS Alex", "shift 4");
    row.ssin = "05021999736".parse().ok();
    let text = String::from_utf8(csv_of(&row, Numbers::Full)).expect("UTF-8");
    insta::assert_snapshot!(text.replace("\r\n", "⏎\n"));
}

/// A disk with room for so many bytes.
struct Full<W: Write> {
    disk: W,
    room: usize,
}

impl<W: Write> Write for Full<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.room {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.room -= bytes.len();
        self.disk.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.disk.flush()
    }
}

#[test]
fn a_full_disk_leaves_the_old_file_and_nothing_half() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.csv");
    fs::write(&path, "of yesterday").expect("written");
    let place = Place::new(&path, true).expect("it may be replaced");
    let room = 20_000;
    let part = place.begin_on(|disk| Full { disk, room });
    let mut part = part.expect("begun");
    let error = {
        let mut csv = Csv::begin(&mut part, Numbers::Masked, true).expect("a header fits");
        let row = fixture::row(4);
        let mut rows = 0;
        loop {
            match csv.row(&row) {
                Ok(()) => rows += 1,
                Err(error) => break error,
            }
            assert!(rows < 10_000, "the disk is full by now");
        }
    };
    let problem = place.unwritable(&error);
    assert_eq!(problem.summary.key, "many-file-unwritable");
    assert!(problem.hint.is_some());
    drop(part);
    assert_eq!(fs::read_to_string(&path).expect("there"), "of yesterday");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_place_is_free_or_holds_a_file_that_may_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.csv");
    let key = |path: &Path, replace| Place::new(path, replace).err().map(|one| one.summary.key);
    assert_eq!(key(&file, false), None);
    fs::write(&file, "mine").expect("written");
    for (name, path, replace, wanted) in [
        ("a file", file.as_path(), false, Some("many-file-exists")),
        ("a file that may go", file.as_path(), true, None),
        ("a folder", folder.path(), true, Some("many-no-file")),
        (
            "a device",
            Path::new("/dev/null"),
            true,
            Some("many-no-file"),
        ),
        ("no name", Path::new(".."), true, Some("many-no-file")),
    ] {
        assert_eq!(key(path, replace), wanted, "{name}");
    }
}

#[test]
fn what_came_there_in_the_meantime_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.csv");
    let place = Place::new(&path, false).expect("free");
    let mut part = place.begin().expect("begun");
    part.write_all(b"ours").expect("written");
    fs::write(&path, "theirs").expect("written");
    let problem = part.keep(&place).expect_err("taken");
    assert_eq!(problem.summary.key, "many-file-exists");
    assert_eq!(fs::read_to_string(&path).expect("there"), "theirs");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.csv");
    fs::write(folder.path().join("rows.csv.part"), "half").expect("written");
    let place = Place::new(&path, false).expect("free");
    let mut part = place.begin().expect("begun");
    part.write_all(b"whole").expect("written");
    part.keep(&place).expect("kept");
    assert_eq!(fs::read_to_string(&path).expect("there"), "whole");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
