//! Rows as JSON, one object a line, with the names and forms of the contract of `--json`: moments
//! are RFC 3339 in UTC, numbers of declarations and periods are integers, what is absent is `null`.
//! Text is as it came; characters that a terminal would obey are spelled `\uXXXX`, which means the
//! same.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::{Numbers, Rows};
use crate::domain::decision::Decision;
use crate::domain::ids::{DeclarationId, PeriodId};
use crate::domain::mask::mask;
use crate::domain::report::QueueRow;
use crate::domain::untrusted::{self, Untrusted};

/// The version of the contract.
const VERSION: u8 = 1;

/// A file of JSON lines that is being written.
pub(super) struct Json<W: Write> {
    writer: W,
    numbers: Numbers,
}

impl<W: Write> Json<W> {
    pub(super) fn begin(writer: W, numbers: Numbers) -> Self {
        Self { writer, numbers }
    }
}

impl<W: Write + Send> Rows for Json<W> {
    fn row(&mut self, row: &QueueRow) -> io::Result<()> {
        let line = serde_json::to_string(&line(row, self.numbers))?;
        writeln!(self.writer, "{}", untrusted::json_escaped(&line))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[derive(Debug, Serialize)]
struct Line {
    v: u8,
    id: i64,
    state: &'static str,
    kind: &'static str,
    worker_type: Option<String>,
    employer: Option<String>,
    worker: Option<String>,
    ssin: Option<String>,
    start_date: Option<Date>,
    end_date: Option<Date>,
    deadline: Option<Timestamp>,
    account: String,
    declaration_id: Option<i64>,
    period_id: Option<u64>,
    codes: Vec<String>,
    reference: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    decision: Option<&'static str>,
    replaced_by: Option<i64>,
}

fn line(row: &QueueRow, numbers: Numbers) -> Line {
    let text = |text: &str| match numbers {
        Numbers::Masked => mask(text),
        Numbers::Full => text.to_owned(),
    };
    let outside = |outside: &Option<Untrusted>| outside.as_ref().map(|one| text(one.raw()));
    Line {
        v: VERSION,
        id: row.id.0,
        state: row.state.as_str(),
        kind: row.kind.as_str(),
        worker_type: outside(&row.worker_type),
        employer: row.employer.as_deref().map(text),
        worker: outside(&row.worker),
        ssin: row.ssin.map(|ssin| match numbers {
            Numbers::Masked => ssin.to_string(),
            Numbers::Full => ssin.digits(),
        }),
        start_date: row.start,
        end_date: row.end,
        deadline: row.deadline,
        account: text(&row.account),
        declaration_id: row.declaration.map(DeclarationId::value),
        period_id: row.period.map(PeriodId::value),
        codes: row.codes.iter().map(|code| text(code.raw())).collect(),
        reference: outside(&row.reference),
        created_at: row.created_at,
        updated_at: row.updated_at,
        decision: row.decision.map(Decision::as_str),
        replaced_by: row.replaced_by.map(|id| id.0),
    }
}
