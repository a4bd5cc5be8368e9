//! Reading many drafts from a JSON or CSV file. Owns the two formats; what a value means
//! is for [`crate::domain::validate`].
//!
//! # JSON
//!
//! One object, an array of objects, or one object after the other (JSON lines). UTF-8.
//! An object is flat, with the names of [`Field::column`] and the `kind`:
//!
//! ```json
//! {"reference": "A-1", "kind": "in", "enterprise_number": "0999999922",
//!  "ssin": "85073099734", "start_date": "2026-12-01", "worker_type": "OTH",
//!  "joint_committee": "XXX"}
//! ```
//!
//! or has the shape of the NSSO's own message, with exactly one of its four blocks:
//!
//! ```json
//! {"reference": "A-2", "dimonaOut": {"periodId": 900000000101, "endDate": "2026-12-31"}}
//! ```
//!
//! Values are texts or numbers; `null` is as good as absent. Members that are unknown or
//! stand twice are errors: a slip in a name must not lose a date.
//!
//! # CSV
//!
//! The first line names the columns: `kind` and names of [`Field::column`], in any order.
//! `;`, `,` or tab between cells, the one that the first line has most of. Cells may stand
//! in double quotes. UTF-8, with or without byte-order mark, else Windows-1252. Lines
//! without any contents are passed over.
//!
//! ```csv
//! reference;kind;period_id;end_date
//! A-3;out;900000000101;31/12/2026
//! A-4;cancel;900000000102;
//! ```
//!
//! For OUT, UPDATE and CANCEL employer, national number and name may be given: they are
//! kept for showing and not sent.
//!
//! # Limits
//!
//! 100,000 declarations a file and 64 KiB a declaration; 64 MiB a file where the whole of it is
//! taken into memory, 1 GiB where it is read row by row.
//!
//! # Memory
//!
//! [`Rows`] reads a file twice, from the disk: once to the end for its encoding, and then row by
//! row. It holds a window of 64 KiB and one declaration, whatever the size of the file.

mod bytes;
mod csv_file;
mod json;
mod json_split;
mod source;

#[cfg(test)]
mod stream_tests;
#[cfg(test)]
mod tests;

pub use source::Source;

use std::io::{Cursor, Read, Seek};

use bytes::Bytes;
use csv_file::CsvRows;
use json_split::JsonRows;

use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Bytes that a file may have.
const LARGEST: usize = 64 * 1024 * 1024;
/// Declarations that a file may hold.
const MOST_ROWS: usize = 100_000;
/// Bytes that a declaration may have: it is taken into memory, a line without end is not.
const LONGEST: usize = 64 * 1024;
/// Characters of an unknown name that are worth repeating.
const NAME_SHOWN: usize = 60;

/// One declaration of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRow {
    /// The line on which it starts, from 1.
    pub line: u64,
    /// Its number among the declarations of the file, from 1.
    pub row: usize,
    /// The draft, or why there is none.
    pub draft: Result<Draft, InputError>,
}

/// What is wrong with a file, or with one declaration of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// The line, from 1.
    pub line: u64,
    /// The column or member at fault, fit for showing.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub text: Text,
}

impl InputError {
    fn at(line: u64, text: Text) -> Self {
        Self {
            line,
            field: None,
            text,
        }
    }

    fn field(mut self, name: &str) -> Self {
        let shown = Untrusted::new(name).shown();
        self.field = Some(shown.chars().take(NAME_SHOWN).collect());
        self
    }

    /// The whole sentence: line, field if any, and what is wrong.
    pub fn sentence(&self) -> Text {
        let sentence = match &self.field {
            Some(field) => Text::new("input-at-field").with("field", field.as_str()),
            None => Text::new("input-at-line"),
        };
        sentence
            .with("line", self.line)
            .with("text", self.text.clone())
    }
}

/// Refuses what is too large before anything of it is read.
fn check_size(bytes: &[u8]) -> Result<(), InputError> {
    if bytes.len() > LARGEST {
        let text = Text::new("input-too-large").with("mebibytes", LARGEST / 1024 / 1024);
        return Err(InputError::at(1, text));
    }
    Ok(())
}

fn check_rows(rows: usize, line: u64) -> Result<(), InputError> {
    if rows >= MOST_ROWS {
        let text = Text::new("input-too-many-rows").with("limit", MOST_ROWS);
        return Err(InputError::at(line, text));
    }
    Ok(())
}

/// Reads a `kind`.
fn kind_of(text: &str, line: u64) -> Result<Kind, InputError> {
    let error = |text| InputError::at(line, text).field("kind");
    if text.trim().is_empty() {
        return Err(error(Text::new("input-no-kind")));
    }
    Kind::parse(text).ok_or_else(|| error(Text::new("input-unknown-kind")))
}

fn too_long(line: u64) -> InputError {
    let text = Text::new("import-row-too-long").with("kibibytes", LONGEST / 1024);
    InputError::at(line, text)
}

/// What a file of declarations holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object, an array of objects, or one object after the other.
    Json,
    /// Columns with a header.
    Csv,
}

/// The declarations of a file, one after the other. A mistake in one of them is its own; an error
/// of the iterator is about the file as a whole, and the last that comes.
pub struct Rows<R> {
    reader: Reader<R>,
    ended: bool,
}

enum Reader<R> {
    Json(JsonRows<R>),
    Csv(CsvRows<R>),
}

impl<R: Read + Seek> Rows<R> {
    /// Reads the beginning of a file, and all of it once for its encoding. Without a format the
    /// beginning tells.
    pub fn open(source: R, format: Option<Format>) -> Result<Self, InputError> {
        let mut bytes = Bytes::new(source).rewind()?;
        let format = match format {
            Some(format) => format,
            None => guessed(&mut bytes)?,
        };
        let reader = match format {
            Format::Json => Reader::Json(JsonRows::open(bytes)?),
            Format::Csv => Reader::Csv(CsvRows::open(bytes)?),
        };
        Ok(Self {
            reader,
            ended: false,
        })
    }
}

impl<R: Read> Rows<R> {
    /// How far into the file it is, in bytes.
    pub fn passed(&self) -> u64 {
        match &self.reader {
            Reader::Json(rows) => rows.passed(),
            Reader::Csv(rows) => rows.passed(),
        }
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<InputRow, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = match &mut self.reader {
            Reader::Json(rows) => rows.next_row(),
            Reader::Csv(rows) => rows.next_row(),
        };
        self.ended = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

/// JSON begins with a brace or a bracket; a header of CSV never does.
fn guessed(bytes: &mut Bytes<impl Read>) -> Result<Format, InputError> {
    while let Some(byte) = bytes.next()? {
        match byte {
            b'{' | b'[' => return Ok(Format::Json),
            byte if byte.is_ascii_whitespace() => {}
            _ => break,
        }
    }
    Ok(Format::Csv)
}

/// Reads drafts, all of them; see the [module](self). Without a format the beginning tells.
///
/// Fails when the file as a whole cannot be read; a mistake inside of one declaration is
/// the error of that row.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Vec<InputRow>, InputError> {
    check_size(bytes)?;
    Rows::open(Cursor::new(bytes), format)?.collect()
}

/// A draft with these values, none of which names a field twice.
fn draft_of(kind: Kind, values: impl IntoIterator<Item = (Field, String)>) -> Draft {
    let mut draft = Draft::new(kind);
    for (field, value) in values {
        draft.set(field, value);
    }
    draft
}
