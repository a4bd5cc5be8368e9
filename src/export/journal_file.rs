//! The journal as a file that can be checked by itself: lines of JSON or a table, each with the
//! hash of the entry and of the one before it. Nothing is left out of an entry: national numbers
//! were masked before it was hashed.
//!
//! In a table what is absent is an empty cell, and what is there but empty is `-`; other cells are
//! written like those of the queue, so that what was hashed can be had back.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::csv_file::{cell, plain};
use super::place::Place;
use crate::domain::actor::Person;
use crate::domain::audit::{RawEntry, hex};
use crate::domain::many::ExportFormat;
use crate::domain::problem::Problem;
use crate::domain::untrusted::json_escaped;
use crate::engine::Engine;

/// Entries that are read at once.
const PAGE: usize = 1_000;

/// The version of the lines.
pub(super) const VERSION: u8 = 1;

/// The columns of the table; only ever added to, at the end.
pub(super) const COLUMNS: [&str; 10] = [
    "seq",
    "at",
    "actor",
    "submission",
    "event",
    "from",
    "to",
    "reason",
    "prev_hash",
    "hash",
];

/// What stands in a cell for a text that is there and empty.
pub(super) const EMPTY: &str = "-";

/// Which part of the journal leaves, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalOrder {
    /// From the first entry of then or later on.
    pub since: Option<Timestamp>,
    /// Up to the first entry of after then.
    pub until: Option<Timestamp>,
    /// As what.
    pub format: ExportFormat,
    /// In the place of a file that is there.
    pub replace: bool,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalWritten {
    /// Entries.
    pub entries: u64,
    /// The place of the first one.
    pub first: Option<i64>,
    /// Place and hash of the last one.
    pub last: Option<(i64, String)>,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub v: u8,
    pub seq: i64,
    pub at: String,
    pub actor: String,
    #[serde(skip_deserializing)]
    pub who: Option<Person>,
    pub submission: Option<i64>,
    pub event: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: Option<String>,
    pub prev_hash: String,
    pub hash: String,
}

/// Writes a part of the journal to this file, after the journal was told so.
pub async fn journal_to_file(
    engine: &Engine,
    order: &JournalOrder,
    path: &Path,
) -> Result<JournalWritten, Problem> {
    let place = Place::new(path, order.replace)?;
    let mut file = place.begin()?;
    let bound = |at: Option<Timestamp>| at.map_or_else(|| "*".to_owned(), |at| at.to_string());
    let what = format!("journal {}..{}", bound(order.since), bound(order.until));
    engine.note_leaving("audit_exported", &what).await?;
    let mut scribe =
        Scribe::begin(order.format, &mut file).map_err(|error| place.unwritable(&error))?;
    let mut written = JournalWritten::default();
    let mut after = 0;
    'pages: loop {
        let page = engine.journal_page(after, PAGE).await?;
        for entry in &page {
            after = entry.sequence;
            let is_before = |bound: Timestamp| entry.at < bound.as_millisecond();
            if written.entries == 0 && order.since.is_some_and(is_before) {
                continue;
            }
            if order.until.is_some_and(|until| !is_before(until)) {
                if written.entries > 0 {
                    break 'pages;
                }
                continue;
            }
            scribe
                .entry(entry)
                .map_err(|error| place.unwritable(&error))?;
            written.entries += 1;
            written.first = written.first.or(Some(entry.sequence));
            written.last = Some((entry.sequence, hex(&entry.hash)));
        }
        if page.len() < PAGE {
            break;
        }
    }
    scribe.flush().map_err(|error| place.unwritable(&error))?;
    drop(scribe);
    file.keep(&place)?;
    Ok(written)
}

/// What writes entries in one of the formats.
enum Scribe<W: Write> {
    Json(W),
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> Scribe<W> {
    fn begin(format: ExportFormat, writer: W) -> io::Result<Self> {
        Ok(match format {
            ExportFormat::Json => Self::Json(writer),
            ExportFormat::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(b';')
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(writer);
                writer.write_record(COLUMNS).map_err(plain)?;
                Self::Csv(Box::new(writer))
            }
        })
    }

    fn entry(&mut self, entry: &RawEntry) -> io::Result<()> {
        match self {
            Self::Json(writer) => {
                let line = serde_json::to_string(&line(entry))?;
                writeln!(writer, "{}", json_escaped(&line))
            }
            Self::Csv(writer) => writer.write_record(cells(entry)).map_err(plain),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Json(writer) => writer.flush(),
            Self::Csv(writer) => writer.flush(),
        }
    }
}

/// A moment that cannot be one stays a number, so that it is found.
fn moment(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |at| at.to_string())
}

fn line(entry: &RawEntry) -> Line {
    Line {
        v: VERSION,
        seq: entry.sequence,
        at: moment(entry.at),
        actor: entry.actor.clone(),
        who: Person::read(&entry.actor),
        submission: entry.submission,
        event: entry.event.clone(),
        from: entry.from.clone(),
        to: entry.to.clone(),
        reason: entry.reason.clone(),
        prev_hash: hex(&entry.before),
        hash: hex(&entry.hash),
    }
}

fn cells(entry: &RawEntry) -> [String; COLUMNS.len()] {
    let text = |text: &str| match text {
        "" => EMPTY.to_owned(),
        text => cell(text),
    };
    let told = |told: &Option<String>| told.as_deref().map_or_else(String::new, text);
    [
        entry.sequence.to_string(),
        moment(entry.at),
        text(&entry.actor),
        entry
            .submission
            .map_or_else(String::new, |id| id.to_string()),
        text(&entry.event),
        told(&entry.from),
        told(&entry.to),
        told(&entry.reason),
        hex(&entry.before),
        hex(&entry.hash),
    ]
}
