//! Reads an exported journal back, entry by entry, to be checked. The file may have been anywhere:
//! whatever is in it, it is read or refused with the number of the line.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _};
use std::path::Path;

use jiff::Timestamp;

use super::journal_file::{COLUMNS, EMPTY, Line, VERSION};
use crate::domain::audit::{RawEntry, unhex};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, begins_formula};

/// The longest line that is read.
const LONGEST: u64 = 1024 * 1024;

/// Gives every entry of a file to `see`, in the order of the file.
pub fn read_journal(path: &Path, see: &mut dyn FnMut(&RawEntry)) -> Result<(), Problem> {
    let unreadable = |error: &std::io::Error| {
        trouble("audit-file-unreadable", path)
            .detail(Text::new("os-error").with("error", error.to_string()))
    };
    let open = || -> std::io::Result<(File, bool)> {
        let mut file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Err(std::io::Error::other("not a regular file"));
        }
        let mut first = [0];
        let is_json = file.read(&mut first)? == 0 || first[0] == b'{';
        file.rewind()?;
        Ok((file, is_json))
    };
    let (file, is_json) = open().map_err(|error| unreadable(&error))?;
    if is_json {
        read_lines(file, path, see, &unreadable)
    } else {
        read_table(file, path, see)
    }
}

fn trouble(key: &'static str, path: &Path) -> Problem {
    let shown = Untrusted::new(path.to_string_lossy()).shown();
    let text = match key {
        "audit-file-unreadable" => Text::new("audit-file-unreadable"),
        _ => Text::new("audit-file-not-ours"),
    };
    Problem::new(ProblemClass::Store, text.with("file", shown))
}

fn not_an_entry(path: &Path, line: u64) -> Problem {
    let shown = Untrusted::new(path.to_string_lossy()).shown();
    let text = Text::new("audit-file-line").with("file", shown);
    Problem::new(ProblemClass::Store, text.with("line", line))
}

fn read_lines(
    file: File,
    path: &Path,
    see: &mut dyn FnMut(&RawEntry),
    unreadable: &dyn Fn(&std::io::Error) -> Problem,
) -> Result<(), Problem> {
    let mut reader = BufReader::new(file);
    let mut number = 0;
    loop {
        number += 1;
        let mut bytes = Vec::new();
        let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
        if read.map_err(|error| unreadable(&error))? == 0 {
            return Ok(());
        }
        let line: Option<Line> = serde_json::from_slice(&bytes).ok();
        let entry = line.and_then(entry_of_line);
        see(&entry.ok_or_else(|| not_an_entry(path, number))?);
    }
}

fn read_table(file: File, path: &Path, see: &mut dyn FnMut(&RawEntry)) -> Result<(), Problem> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file);
    let is_ours = reader
        .headers()
        .is_ok_and(|header| header.iter().take(COLUMNS.len()).eq(COLUMNS));
    if !is_ours {
        return Err(trouble("audit-file-not-ours", path));
    }
    for (place, record) in reader.records().enumerate() {
        let entry = record.ok().and_then(|record| entry_of_cells(&record));
        see(&entry.ok_or_else(|| not_an_entry(path, place as u64 + 2))?);
    }
    Ok(())
}

fn entry_of_line(line: Line) -> Option<RawEntry> {
    (line.v == VERSION).then_some(())?;
    Some(RawEntry {
        sequence: line.seq,
        at: moment(&line.at)?,
        actor: line.actor,
        submission: line.submission,
        event: line.event,
        from: line.from,
        to: line.to,
        reason: line.reason,
        before: unhex(&line.prev_hash)?,
        hash: unhex(&line.hash)?,
    })
}

fn entry_of_cells(record: &csv::StringRecord) -> Option<RawEntry> {
    let cell = |place: usize| record.get(place);
    let text = |place: usize| -> Option<Option<String>> {
        Some(match cell(place)? {
            "" => None,
            EMPTY => Some(String::new()),
            cell => Some(text_of(cell)?),
        })
    };
    Some(RawEntry {
        sequence: cell(0)?.parse().ok()?,
        at: moment(cell(1)?)?,
        actor: text(2)??,
        submission: match cell(3)? {
            "" => None,
            number => Some(number.parse().ok()?),
        },
        event: text(4)??,
        from: text(5)?,
        to: text(6)?,
        reason: text(7)?,
        before: unhex(cell(8)?)?,
        hash: unhex(cell(9)?)?,
    })
}

fn moment(text: &str) -> Option<i64> {
    let at = text.parse::<Timestamp>().map(Timestamp::as_millisecond);
    at.ok().or_else(|| text.parse().ok())
}

/// What a cell held before it was made harmless.
fn text_of(cell: &str) -> Option<String> {
    let is_defused = cell.trim_start_matches('\'').starts_with(begins_formula);
    let mut rest = if is_defused {
        cell.strip_prefix('\'')?
    } else {
        cell
    };
    let mut text = String::with_capacity(rest.len());
    while let Some(place) = rest.find('\\') {
        text.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        if let Some(after) = rest.strip_prefix('\\') {
            text.push('\\');
            rest = after;
        } else {
            let (number, after) = rest.strip_prefix("u{")?.split_once('}')?;
            text.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
            rest = after;
        }
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::csv_file;
    use super::*;

    proptest! {
        #[test]
        fn a_cell_gives_back_what_was_put_into_it(text in ".{1,40}") {
            prop_assert_eq!(text_of(&csv_file::cell(&text)), Some(text));
        }

        #[test]
        fn no_file_makes_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..200), json: bool) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("file");
            let mut all = if json { b"{\"v\":1,".to_vec() } else { format!("{}\r\n", COLUMNS.join(";")).into_bytes() };
            all.extend(bytes);
            std::fs::write(&path, all).expect("written");
            let mut entries = 0;
            let read = read_journal(&path, &mut |_| entries += 1);
            prop_assert!(read.is_err() || entries < 3);
        }
    }
}
