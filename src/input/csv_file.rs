//! Drafts from CSV as spreadsheets and payroll programs write it.

use std::io::{Read, Seek};

use super::bytes::{Bytes, not_utf8};
use super::{InputError, InputRow, LONGEST, check_rows, draft_of, kind_of, too_long};
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

/// Drafts from CSV, one after the other; see the [module](super).
pub(super) struct CsvRows<R> {
    bytes: Bytes<R>,
    is_utf8: bool,
    separator: u8,
    columns: Vec<Column>,
    rows: usize,
}

impl<R: Read + Seek> CsvRows<R> {
    /// Reads the file once for its encoding, then its first line.
    pub(super) fn open(bytes: Bytes<R>) -> Result<Self, InputError> {
        let mut bytes = bytes.rewind()?;
        let is_utf8 = not_utf8(&mut bytes)?.is_none();
        let mut bytes = bytes.rewind()?;
        let separator = separator(&first_line(&mut bytes)?);
        let mut rows = Self {
            bytes: bytes.rewind()?,
            is_utf8,
            separator,
            columns: Vec::new(),
            rows: 0,
        };
        let Some((line, header)) = rows.record()? else {
            return Err(InputError::at(1, Text::new("input-empty")));
        };
        rows.columns = columns(&header, line)?;
        Ok(rows)
    }
}

impl<R: Read> CsvRows<R> {
    /// The next declaration; a mistake in its line is its own, any other ends the file.
    pub(super) fn next_row(&mut self) -> Result<Option<InputRow>, InputError> {
        while let Some((line, record)) = self.record()? {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            check_rows(self.rows, line)?;
            self.rows += 1;
            return Ok(Some(InputRow {
                line,
                row: self.rows,
                draft: read_row(record, &self.columns, line),
            }));
        }
        Ok(None)
    }

    /// How far into the file it is, in bytes.
    pub(super) fn passed(&self) -> u64 {
        self.bytes.passed()
    }

    /// The cells of the next line that holds anything at all, and where it begins.
    fn record(&mut self) -> Result<Option<(u64, Vec<String>)>, InputError> {
        while matches!(self.bytes.peek()?, Some(b'\r' | b'\n')) {
            self.bytes.step();
        }
        if self.bytes.peek()?.is_none() {
            return Ok(None);
        }
        let line = self.bytes.line();
        let mut cells = Vec::with_capacity(self.columns.len());
        let mut left = LONGEST;
        loop {
            let mut cell = Vec::new();
            let more = self.cell(&mut cell, left, line)?;
            left -= cell.len();
            let text = decoded(cell, self.is_utf8);
            cells.push(text.ok_or_else(|| InputError::at(line, Text::new("input-not-utf8")))?);
            if !more {
                return Ok(Some((line, cells)));
            }
        }
    }

    /// Takes a cell with what ends it; whether another one follows on its line.
    fn cell(&mut self, cell: &mut Vec<u8>, room: usize, line: u64) -> Result<bool, InputError> {
        let mut quoted_from = None;
        if self.bytes.peek()? == Some(b'"') {
            quoted_from = Some(self.bytes.line());
            self.bytes.step();
        }
        loop {
            let here = self.bytes.line();
            let byte = self.bytes.next()?;
            match (byte, quoted_from) {
                // It would swallow every line after it.
                (None, Some(opened)) => return Err(open_quote(opened)),
                (None | Some(b'\n' | b'\r'), None) => return Ok(false),
                (Some(0), _) => return Err(InputError::at(here, Text::new("input-nul"))),
                (Some(b'"'), Some(_)) if self.bytes.peek()? == Some(b'"') => {
                    self.bytes.step();
                    cell.push(b'"');
                }
                (Some(b'"'), Some(_)) => quoted_from = None,
                (Some(byte), None) if byte == self.separator => return Ok(true),
                (Some(byte), _) => cell.push(byte),
            }
            if cell.len() > room {
                return Err(quoted_from.map_or_else(|| too_long(line), open_quote));
            }
        }
    }
}

fn open_quote(line: u64) -> InputError {
    InputError::at(line, Text::new("input-csv-open-quote"))
}

/// The first line that is more than blanks, as far as it is worth reading.
fn first_line(bytes: &mut Bytes<impl Read>) -> Result<Vec<u8>, InputError> {
    let mut line = Vec::new();
    while let Some(byte) = bytes.next()? {
        if !matches!(byte, b'\r' | b'\n') {
            line.push(byte);
        } else if line.trim_ascii().is_empty() {
            line.clear();
        } else {
            break;
        }
        if line.len() > LONGEST {
            break;
        }
    }
    Ok(line)
}

fn decoded(bytes: Vec<u8>, is_utf8: bool) -> Option<String> {
    if is_utf8 {
        return String::from_utf8(bytes).ok();
    }
    let character = |byte| match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    Some(bytes.into_iter().map(character).collect())
}

/// The separator that the first line has most of; names of columns hold none of the three.
fn separator(first: &[u8]) -> u8 {
    let count = |separator: u8| first.split(|&byte| byte == separator).count();
    // The last of equals wins, so a file with one column counts as separated by commas.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&separator| count(separator))
        .unwrap_or(b',')
}

fn columns(header: &[String], line: u64) -> Result<Vec<Column>, InputError> {
    let mut columns = Vec::with_capacity(header.len());
    for name in header.iter().map(|name| name.trim()) {
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

fn read_row(record: Vec<String>, columns: &[Column], line: u64) -> Result<Draft, InputError> {
    if record.len() != columns.len() {
        let text = Text::new("input-csv-cells")
            .with("found", record.len())
            .with("expected", columns.len());
        return Err(InputError::at(line, text));
    }
    let mut kind = String::new();
    let mut values = Vec::new();
    for (cell, column) in record.into_iter().zip(columns) {
        match *column {
            Column::Kind => kind = cell,
            Column::Field(field) => values.push((field, cell)),
        }
    }
    Ok(draft_of(kind_of(&kind, line)?, values))
}
