//! Rows of the queue as a file, for spreadsheets and for programs.
//!
//! The queue is walked from row to row, some hundred at a time: memory holds one page, however
//! many rows there are. A file is written beside its place and put there when it is whole and on
//! the disk; whatever goes wrong before leaves what was there as it was. Only its owner can read
//! it. National numbers are masked, unless a person said why not; then the journal knows it before
//! the first row is written.
//!
//! The walk goes on from the last row written. What changes its place in the order while the
//! export runs stands in it where the walk meets it.

mod csv_file;
mod journal_file;
mod journal_read;
mod json_file;
mod place;
mod table;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::Path;

use crate::domain::many::{ExportFormat, ExportOrder, ManyProgress, ManyReport};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{Anchor, QueueQuery, QueueRow, Window};
use crate::domain::text::Text;
use crate::engine::{Engine, Run};

pub use journal_file::{JournalOrder, JournalWritten, journal_to_file};
pub use journal_read::read_journal;
use place::Place;
pub use table::{csv, table_to_file};

/// Rows that are read at once.
const PAGE: usize = 500;

/// How national numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Masked,
    Full,
}

/// What writes rows in one of the formats.
trait Rows: Send {
    fn row(&mut self, row: &QueueRow) -> io::Result<()>;

    /// Everything is handed on to what is below.
    fn flush(&mut self) -> io::Result<()>;
}

/// Writes the rows of an order to this file.
pub async fn to_file(
    engine: &Engine,
    order: &ExportOrder,
    path: &Path,
    run: &Run,
) -> Result<ManyReport, Problem> {
    let place = Place::new(path, order.replace)?;
    let mut file = place.begin()?;
    let of = begin(engine, order).await?;
    let report = write(engine, order, &mut file, true, of, run).await;
    let mut report = report.map_err(|error| error.into_problem(|error| place.unwritable(error)))?;
    if report.stopped {
        report.done = 0;
    } else {
        file.keep(&place)?;
    }
    Ok(report)
}

/// Writes the rows of an order to standard output, or whatever else is there to be read on.
/// A reader that goes away early has read enough.
pub async fn to_reader(
    engine: &Engine,
    order: &ExportOrder,
    writer: impl Write + Send,
    run: &Run,
) -> Result<ManyReport, Problem> {
    let of = begin(engine, order).await?;
    let mut writer = io::BufWriter::new(writer);
    match write(engine, order, &mut writer, false, of, run).await {
        Ok(report) => Ok(report),
        Err(Trouble::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is left in the buffer would only meet the same.
            let (_, _) = writer.into_parts();
            Ok(ManyReport::default())
        }
        Err(error) => Err(error.into_problem(|error| {
            Problem::new(ProblemClass::Usage, Text::new("many-output-unwritable"))
                .detail(Text::new("os-error").with("error", error.to_string()))
        })),
    }
}

/// Counts the rows, and notes that their numbers leave when they do.
async fn begin(engine: &Engine, order: &ExportOrder) -> Result<u64, Problem> {
    let of = engine.counts(Some(&order.which)).await?.total();
    if let Some(reason) = &order.full_numbers {
        engine.note_export(of, &order.choice, reason).await?;
    }
    Ok(of)
}

/// Why an export did not come to its end.
enum Trouble {
    /// The queue cannot be read.
    Read(Problem),
    /// The file cannot be written.
    Write(io::Error),
}

impl Trouble {
    fn into_problem(self, unwritable: impl Fn(&io::Error) -> Problem) -> Problem {
        match self {
            Self::Read(problem) => problem,
            Self::Write(error) => unwritable(&error),
        }
    }
}

async fn write(
    engine: &Engine,
    order: &ExportOrder,
    writer: &mut (impl Write + Send),
    is_file: bool,
    of: u64,
    run: &Run,
) -> Result<ManyReport, Trouble> {
    let numbers = match order.full_numbers {
        Some(_) => Numbers::Full,
        None => Numbers::Masked,
    };
    let mut rows: Box<dyn Rows + '_> = match order.format {
        ExportFormat::Csv => {
            Box::new(csv_file::Csv::begin(writer, numbers, is_file).map_err(Trouble::Write)?)
        }
        ExportFormat::Json => Box::new(json_file::Json::begin(writer, numbers)),
    };
    let mut report = ManyReport::default();
    let mut anchor = Anchor::First;
    loop {
        (run.told)(ManyProgress {
            done: report.done,
            of,
        });
        if run.stop.is_cancelled() {
            report.stopped = true;
            break;
        }
        let query = QueueQuery {
            filter: order.which.clone(),
            sort: order.sort,
            window: Window { anchor, rows: PAGE },
        };
        let page = engine.queue(&query).await.map_err(Trouble::Read)?;
        let Some(end) = page.rows.last().map(|row| row.id) else {
            break;
        };
        for row in &page.rows {
            rows.row(row).map_err(Trouble::Write)?;
        }
        report.done += page.rows.len() as u64;
        anchor = Anchor::After(end);
    }
    rows.flush().map_err(Trouble::Write)?;
    Ok(report)
}
