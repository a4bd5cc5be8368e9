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
//! 64 MiB and 100,000 declarations a file.

mod csv_file;
mod json;
mod json_split;

#[cfg(test)]
mod tests;

pub use csv_file::read_csv;
pub use json::read_json;

use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Bytes that a file may have.
const LARGEST: usize = 64 * 1024 * 1024;
/// Declarations that a file may hold.
const MOST_ROWS: usize = 100_000;
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

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The number of the line, from 1, of a byte: asked for ever later bytes of one text.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
        }
    }

    fn of(&mut self, offset: usize) -> u64 {
        let passed = &self.bytes[self.at..offset];
        let lines = passed.split(|&byte| byte == b'\n').count();
        self.line += lines as u64 - 1;
        self.at = offset;
        self.line
    }
}

/// A draft with these values, none of which names a field twice.
fn draft_of(kind: Kind, values: impl IntoIterator<Item = (Field, String)>) -> Draft {
    let mut draft = Draft::new(kind);
    for (field, value) in values {
        draft.set(field, value);
    }
    draft
}
