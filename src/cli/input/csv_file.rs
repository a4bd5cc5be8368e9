//! Drafts from CSV as spreadsheets and payroll programs write it.

use std::borrow::Cow;

use csv::StringRecord;

use super::{InputError, InputRow, Lines, check_rows, check_size, draft_of, kind_of, without_mark};
use crate::domain::draft::{Draft, Field};
use crate::domain::text::Text;

/// What Windows-1252 has in the place of the second set of control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Kind,
    Field(Field),
}

/// Reads drafts from CSV; see the [module](super).
///
/// Fails when the file as a whole cannot be read; a mistake in one line is the error of
/// that row.
pub fn read_csv(bytes: &[u8]) -> Result<Vec<InputRow>, InputError> {
    check_size(bytes)?;
    let bytes = without_mark(bytes);
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        let line = Lines::new(bytes).of(offset);
        return Err(InputError::at(line, Text::new("input-nul")));
    }
    let text = decoded(bytes);
    let separator = separator(&text);
    refuse_open_quote(&text, separator)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        // Lines of another length are rows with an error, not the end of the file.
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = records.next().transpose().map_err(|_| unreadable(1))?;
    let header = header.ok_or_else(|| InputError::at(1, Text::new("input-empty")))?;
    let header_line = Lines::new(text.as_bytes()).of(start_of(&header, text.as_bytes()));
    let columns = columns(&header, header_line)?;
    let mut rows = Vec::new();
    let mut lines = Lines::new(text.as_bytes());
    for record in records {
        let record =
            record.map_err(|error| unreadable(error.position().map_or(1, csv::Position::line)))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = lines.of(start_of(&record, text.as_bytes()));
        check_rows(rows.len(), line)?;
        rows.push(InputRow {
            line,
            row: rows.len() + 1,
            draft: read_row(&record, &columns, line),
        });
    }
    Ok(rows)
}

fn unreadable(line: u64) -> InputError {
    InputError::at(line, Text::new("input-csv-unreadable"))
}

/// Where the contents of a line begin. The reader counts what is left of the line before
/// it, and lines without contents, to the line that follows.
fn start_of(record: &StringRecord, bytes: &[u8]) -> usize {
    let position = record.position().map_or(0, csv::Position::byte);
    let start = usize::try_from(position).unwrap_or(bytes.len());
    let rest = bytes.get(start..).unwrap_or_default();
    let blanks = rest
        .iter()
        .take_while(|&&byte| matches!(byte, b'\r' | b'\n'));
    start + blanks.count()
}

fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes
            .iter()
            .map(|&byte| match byte {
                0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
                _ => char::from(byte),
            })
            .collect(),
    }
}

/// The separator that the first line has most of; names of columns hold none of the three.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let count = |separator: u8| first.matches(char::from(separator)).count();
    // The last of equals wins, so a file with one column counts as separated by commas.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&separator| count(separator))
        .unwrap_or(b',')
}

/// A quote that is never closed would swallow every line after it.
fn refuse_open_quote(text: &str, separator: u8) -> Result<(), InputError> {
    let mut quoted_from = None;
    let mut cell_starts = true;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((offset, byte)) = bytes.next() {
        if quoted_from.is_some() {
            if byte == b'"' && bytes.next_if(|&(_, next)| next == b'"').is_none() {
                quoted_from = None;
            }
        } else if byte == b'"' && cell_starts {
            quoted_from = Some(offset);
        }
        cell_starts = byte == separator || byte == b'\n' || byte == b'\r';
    }
    match quoted_from {
        None => Ok(()),
        Some(offset) => {
            let line = Lines::new(text.as_bytes()).of(offset);
            Err(InputError::at(line, Text::new("input-csv-open-quote")))
        }
    }
}

fn columns(header: &StringRecord, line: u64) -> Result<Vec<Column>, InputError> {
    let mut columns = Vec::with_capacity(header.len());
    for name in header.iter().map(str::trim) {
        let error = |text| InputError::at(line, text).field(name);
        let column = match Field::from_column(name) {
            Some(field) => Column::Field(field),
            None if name == "kind" => Column::Kind,
            None => return Err(error(Text::new("input-unknown-member"))),
        };
        if columns.contains(&column) {
            return Err(error(Text::new("input-duplicate-member")));
        }
        columns.push(column);
    }
    if columns.contains(&Column::Kind) {
        Ok(columns)
    } else {
        let error = InputError::at(line, Text::new("input-csv-no-kind"));
        Err(error.field("kind"))
    }
}

fn read_row(record: &StringRecord, columns: &[Column], line: u64) -> Result<Draft, InputError> {
    if record.len() != columns.len() {
        let text = Text::new("input-csv-cells")
            .with("found", record.len())
            .with("expected", columns.len());
        return Err(InputError::at(line, text));
    }
    let mut kind = "";
    let mut values = Vec::new();
    for (cell, column) in record.iter().zip(columns) {
        match *column {
            Column::Kind => kind = cell,
            Column::Field(field) => values.push((field, cell.to_owned())),
        }
    }
    Ok(draft_of(kind_of(kind, line)?, values))
}
