//! Rows as CSV: UTF-8, `;` between cells, CRLF at the end of lines, a header with stable names. A
//! file begins with the mark by which spreadsheets know UTF-8; what is piped on does not.
//!
//! No cell does anything where it is opened, and what it held can be had back:
//!
//! 1. A character that is not plain text (controls, line ends, what turns the direction of
//!    reading) is written `\u{…}` with its number in hexadecimal, and a backslash is written `\\`.
//! 2. A cell that a spreadsheet would take for a formula, beginning with `=`, `+`, `-`, `@` or one
//!    of their wide twins, gets a `'` in front; so does one that begins with `'`s and then such a
//!    character, so that exactly one `'` is to be taken away.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Numbers, Rows};
use crate::domain::belgium;
use crate::domain::decision::Decision;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::mask::mask;
use crate::domain::report::QueueRow;
use crate::domain::untrusted::{self, Untrusted};

/// The names of the columns; only ever added to, at the end.
pub(super) const COLUMNS: [&str; 19] = [
    "id",
    "state",
    "kind",
    "worker_type",
    "employer",
    "worker",
    "ssin",
    "start_date",
    "end_date",
    "deadline",
    "account",
    "declaration_id",
    "period_id",
    "codes",
    "reference",
    "created_at",
    "updated_at",
    "decision",
    "replaced_by",
];

/// Without it, spreadsheets take a file of UTF-8 for one of Windows-1252.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file that is being written.
pub(super) struct Csv<W: Write> {
    writer: csv::Writer<W>,
    numbers: Numbers,
}

impl<W: Write> Csv<W> {
    /// Writes the header.
    pub(super) fn begin(mut writer: W, numbers: Numbers, marked: bool) -> io::Result<Self> {
        if marked {
            writer.write_all(BYTE_ORDER_MARK)?;
        }
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(writer);
        writer.write_record(COLUMNS).map_err(plain)?;
        Ok(Self { writer, numbers })
    }
}

impl<W: Write + Send> Rows for Csv<W> {
    fn row(&mut self, row: &QueueRow) -> io::Result<()> {
        let cells = cells(row, self.numbers);
        self.writer.write_record(cells).map_err(plain)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// What failed below, as it was said there.
pub(super) fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The cells of a row, in the order of [`COLUMNS`].
fn cells(row: &QueueRow, numbers: Numbers) -> [String; COLUMNS.len()] {
    let text = |text: &str| match numbers {
        Numbers::Masked => cell(&mask(text)),
        Numbers::Full => cell(text),
    };
    let outside = |outside: &Option<Untrusted>| {
        let raw = outside.as_ref().map(Untrusted::raw);
        raw.map_or_else(String::new, text)
    };
    let codes: Vec<&str> = row.codes.iter().map(Untrusted::raw).collect();
    [
        row.id.to_string(),
        row.state.as_str().to_owned(),
        row.kind.as_str().to_owned(),
        outside(&row.worker_type),
        row.employer.as_deref().map_or_else(String::new, text),
        outside(&row.worker),
        row.ssin
            .map_or_else(String::new, |ssin| number(ssin, numbers)),
        row.start.as_ref().map_or_else(String::new, Date::to_string),
        row.end.as_ref().map_or_else(String::new, Date::to_string),
        row.deadline.map_or_else(String::new, moment),
        text(&row.account),
        told(row.declaration.as_ref().map(DeclarationId::to_string)),
        told(row.period.as_ref().map(PeriodId::to_string)),
        text(&codes.join(" ")),
        outside(&row.reference),
        moment(row.created_at),
        moment(row.updated_at),
        told(
            row.decision
                .map(|decision| Decision::as_str(decision).to_owned()),
        ),
        told(row.replaced_by.as_ref().map(SubmissionId::to_string)),
    ]
}

fn told(value: Option<String>) -> String {
    value.unwrap_or_default()
}

/// With its separators: spreadsheets take eleven digits for an amount and drop the first zeros.
fn number(ssin: Ssin, numbers: Numbers) -> String {
    match numbers {
        Numbers::Masked => ssin.to_string(),
        Numbers::Full => ssin.reveal(),
    }
}

/// `2026-11-22 14:03:11 +01:00`: for people in Belgium, and for nobody to misread.
fn moment(moment: Timestamp) -> String {
    belgium::evidence(moment)
}

/// A text as a cell that does nothing.
pub(super) fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    if text
        .trim_start_matches('\'')
        .starts_with(untrusted::begins_formula)
    {
        cell.push('\'');
    }
    for character in text.chars() {
        if character == '\\' {
            cell.push_str("\\\\");
        } else if untrusted::is_plain(character) {
            cell.push(character);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(cell, "\\u{{{:x}}}", u32::from(character));
        }
    }
    cell
}
