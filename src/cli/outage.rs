//! `outage export`: the tries that the service failed, as evidence for the NSSO's emergency
//! procedure (dimona.md 8.3): a table, a text to mail, or JSON. Knows no file: it writes where
//! it is told to, a page of tries at a time, so that a long outage needs no more memory.

use std::collections::HashSet;
use std::io::{self, Write};

use jiff::civil::{Date, DateTime};
use jiff::{Span, Timestamp};
use serde::Serialize;

use crate::args;
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::ids::SubmissionId;
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{FailedTry, Method, TriesQuery};
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, defused, made_safe};
use crate::engine::Engine;

use super::Exit;
use super::contract::VERSION;
use super::output::Output;

/// Tries read at once.
const PAGE: usize = 500;

/// The columns of the table.
const COLUMNS: [&str; 12] = [
    "time",
    "host",
    "asked",
    "kind",
    "status",
    "duration_ms",
    "trace_id",
    "server_trace_id",
    "submission",
    "reference",
    "account",
    "detail",
];

/// What the journal looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table for a spreadsheet.
    Table,
    /// A text to mail.
    Letter,
    /// A line of JSON for each try.
    Json,
}

/// Where the journal goes.
pub struct Paper<'a> {
    /// What it looks like.
    pub form: Form,
    /// What it is written to.
    pub to: &'a mut (dyn Write + Send),
    /// Host of the service, as the configuration has it.
    pub host: &'a str,
    /// Number and name of the sender in the configuration; the register's come first.
    pub sender: Option<(&'a str, &'a str)>,
}

/// Writes the journal.
pub async fn outage(
    engine: &Engine,
    args: &args::OutageExport,
    paper: Paper<'_>,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let now = engine.clock().now();
    let query = TriesQuery {
        since: moment(args.since.as_deref(), now, Bound::Since)?,
        until: moment(args.until.as_deref(), now, Bound::Until)?,
        after: None,
        rows: PAGE,
    };
    let form = paper.form;
    let configured = paper.sender.map(|(number, name)| of_sender(number, name));
    let mut scribe = Scribe {
        paper,
        out,
        total: Total::default(),
    };
    let sender = match form {
        Form::Letter => engine.register().await?.register.here.sender,
        Form::Table | Form::Json => None,
    };
    let registered = sender.map(|sender| of_sender(&sender.number.to_string(), &sender.name));
    let head = scribe.head(registered.or(configured), engine.environment(), &query);
    head.map_err(|error| unwritable(&error))?;
    let mut query = query;
    loop {
        let page = engine.failed_tries(&query).await?;
        query.after = page.last().map(|last| (last.exchange.at, last.id));
        for one in &page {
            scribe.one(one).map_err(|error| unwritable(&error))?;
        }
        if page.len() < PAGE {
            break;
        }
    }
    scribe.foot().map_err(|error| unwritable(&error))?;
    if form == Form::Letter && scribe.total.count > 0 {
        out.say(&Text::new("outage-hint"));
    }
    Ok(Exit::Done)
}

fn of_sender(number: &str, name: &str) -> Text {
    Text::new("outage-sender")
        .with("number", number)
        .with("name", shown(name))
}

fn unwritable(error: &io::Error) -> Problem {
    Problem::new(ProblemClass::Usage, Text::new("outage-unwritable"))
        .detail(Text::new("os-error").with("error", error.to_string()))
}

/// Which end of a span of time a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Since,
    Until,
}

/// A moment as somebody typed it.
pub(super) fn moment(
    text: Option<&str>,
    now: Timestamp,
    bound: Bound,
) -> Result<Option<Timestamp>, Problem> {
    let Some(text) = text else { return Ok(None) };
    read_moment(text, now, bound).map(Some).ok_or_else(|| {
        let value = Untrusted::new(text).shown();
        Problem::new(
            ProblemClass::Usage,
            Text::new("outage-not-a-time").with("value", value),
        )
        .hint(Text::new("outage-not-a-time-hint"))
    })
}

/// A moment with its offset, a Belgian day or hour, or a span back from now.
fn read_moment(text: &str, now: Timestamp, bound: Bound) -> Option<Timestamp> {
    if let Some(count) = text.strip_suffix(['m', 'h', 'd']) {
        let count: i64 = count.parse().ok()?;
        let span = match text.chars().last()? {
            'm' => Span::new().try_minutes(count),
            'h' => Span::new().try_hours(count),
            _ => Span::new().try_days(count),
        };
        let before = belgium::local(now).checked_sub(span.ok()?).ok()?;
        return Some(before.timestamp());
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let clock: DateTime = text.parse().ok()?;
    let is_day = text.len() == "2026-11-22".len();
    match bound {
        Bound::Until if is_day => belgium::day_over(Date::from(clock)),
        Bound::Since | Bound::Until => belgium::at(clock),
    }
}

/// What was written so far.
#[derive(Debug, Default)]
struct Total {
    count: usize,
    submissions: HashSet<SubmissionId>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

struct Scribe<'p, 'o> {
    paper: Paper<'p>,
    out: &'o Output<'o>,
    total: Total,
}

impl Scribe<'_, '_> {
    fn head(
        &mut self,
        sender: Option<Text>,
        environment: &str,
        query: &TriesQuery,
    ) -> io::Result<()> {
        match self.paper.form {
            Form::Json => Ok(()),
            Form::Table => self.row(&COLUMNS.map(str::to_owned)),
            Form::Letter => {
                self.say(&Text::new("outage-title"))?;
                self.line("")?;
                if let Some(line) = sender {
                    self.say(&line)?;
                }
                let service = Text::new("outage-service")
                    .with("host", self.paper.host)
                    .with("environment", environment);
                self.say(&service)?;
                for (text, at) in [
                    (Text::new("outage-since"), query.since),
                    (Text::new("outage-until"), query.until),
                ] {
                    if let Some(at) = at {
                        self.say(&text.with("time", belgium::evidence(at)))?;
                    }
                }
                self.line("")?;
                self.say(&Text::new("outage-what"))?;
                self.line("")
            }
        }
    }

    fn one(&mut self, one: &FailedTry) -> io::Result<()> {
        self.total.count += 1;
        self.total.submissions.insert(one.submission);
        self.total.first.get_or_insert(one.exchange.at);
        self.total.last = Some(one.exchange.at);
        match self.paper.form {
            Form::Json => {
                self.out.json(&Failed::of(one, self.paper.host));
                Ok(())
            }
            Form::Table => {
                let cells = cells(one, self.paper.host);
                self.row(&cells)
            }
            Form::Letter => self.paragraph(one),
        }
    }

    fn paragraph(&mut self, one: &FailedTry) -> io::Result<()> {
        let asked = match one.exchange.method {
            Method::Post => Text::new("outage-post"),
            Method::Get => Text::new("outage-get"),
            Method::Search => Text::new("outage-search"),
        };
        let answer = match one.exchange.status {
            Some(status) => Text::new("outage-answer").with("status", status),
            None => Text::new("outage-no-answer"),
        };
        let whose = Text::new("outage-whose")
            .with("trace", one.exchange.trace_id.as_str())
            .with("submission", one.submission.to_string())
            .with("reference", optional(one.reference.as_ref()));
        self.line(&format!(
            "{}  {}: {}",
            belgium::evidence(one.exchange.at),
            self.out.words(&asked),
            self.out.words(&answer),
        ))?;
        self.line(&format!("    {}", self.out.words(&whose)))?;
        match &one.exchange.detail {
            Some(detail) => self.line(&format!("    {}", optional(Some(detail)))),
            None => Ok(()),
        }
    }

    fn foot(&mut self) -> io::Result<()> {
        if self.paper.form == Form::Letter {
            let total = &self.total;
            if total.count > 0 {
                writeln!(self.paper.to).or_else(forgive)?;
            }
            let sum = match (total.first, total.last) {
                (Some(first), Some(last)) => Text::new("outage-total")
                    .with("tries", total.count)
                    .with("declarations", total.submissions.len())
                    .with("first", belgium::evidence(first))
                    .with("last", belgium::evidence(last)),
                _ => Text::new("outage-none"),
            };
            self.say(&sum)?;
            self.say(&Text::new("outage-tokens"))?;
        }
        self.paper.to.flush().or_else(forgive)
    }

    fn say(&mut self, text: &Text) -> io::Result<()> {
        let words = self.out.words(text);
        self.line(&words)
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.paper.to, "{}", made_safe(line)).or_else(forgive)
    }

    /// A row as Belgian spreadsheets read it: semicolons, and CR LF at the end.
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        writer.write_record(cells.iter().map(|cell| defused(cell)))?;
        let row = writer
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        self.paper.to.write_all(&row).or_else(forgive)
    }
}

/// A reader that went away is no trouble of ours.
fn forgive(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}

/// Text from outside as it may be handed on: harmless, and without national numbers.
fn shown(text: &str) -> String {
    mask(&Untrusted::new(text).shown())
}

fn optional(text: Option<&Untrusted>) -> String {
    text.map_or_else(|| "-".to_owned(), |text| mask(&text.shown()))
}

/// An empty cell for what there is none of.
fn cell(text: Option<&Untrusted>) -> String {
    text.map(|text| mask(&text.shown())).unwrap_or_default()
}

fn cells(one: &FailedTry, host: &str) -> [String; COLUMNS.len()] {
    [
        belgium::evidence(one.exchange.at),
        host.to_owned(),
        one.exchange.method.as_str().to_owned(),
        one.kind.as_str().to_owned(),
        one.exchange
            .status
            .map_or_else(|| "no answer".to_owned(), |status| status.to_string()),
        one.exchange
            .duration_ms
            .map(|duration| duration.to_string())
            .unwrap_or_default(),
        one.exchange.trace_id.clone(),
        cell(one.exchange.server_trace_id.as_ref()),
        one.submission.to_string(),
        cell(one.reference.as_ref()),
        shown(&one.account),
        cell(one.exchange.detail.as_ref()),
    ]
}

/// One failed try: `outage export --json`.
#[derive(Debug, Serialize)]
struct Failed<'a> {
    v: u8,
    at: Timestamp,
    host: &'a str,
    method: &'static str,
    kind: &'static str,
    status: Option<u16>,
    duration_ms: Option<u64>,
    trace_id: &'a str,
    server_trace_id: Option<&'a Untrusted>,
    submission: i64,
    reference: Option<String>,
    account: &'a str,
    detail: Option<String>,
}

impl<'a> Failed<'a> {
    fn of(one: &'a FailedTry, host: &'a str) -> Self {
        let masked = |text: &Option<Untrusted>| text.as_ref().map(|text| mask(text.raw()));
        Self {
            v: VERSION,
            at: one.exchange.at,
            host,
            method: one.exchange.method.as_str(),
            kind: one.kind.as_str(),
            status: one.exchange.status,
            duration_ms: one.exchange.duration_ms,
            trace_id: &one.exchange.trace_id,
            server_trace_id: one.exchange.server_trace_id.as_ref(),
            submission: one.submission.0,
            reference: masked(&one.reference),
            account: &one.account,
            detail: masked(&one.exchange.detail),
        }
    }
}

#[cfg(test)]
mod tests;
