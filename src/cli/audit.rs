//! `audit verify` and `audit export`: whether the journal is whole, and the journal as a file.

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

use crate::args;
use crate::domain::audit::{End, Flaw, Verdict, Verifier, Wrong, hex, unhex};
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::many::ExportFormat;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;
use crate::export::{self, JournalOrder};

use super::Exit;
use super::contract::VERSION;
use super::outage::{Bound, moment};
use super::output::{Output, shown};

/// Entries read at once.
const PAGE: usize = 1_000;

/// The bytes of a hash.
const HASH: usize = 32;

/// Checks the journal of the queue: done when it is whole.
pub async fn audit_verify(
    engine: &Engine,
    args: &args::AuditVerify,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let mut verifier = verifier(args, false)?;
    let mut after = args.since.map_or(0, |since| since - 1);
    if after == 0 {
        // What stands before the first place of all is not to be there.
        after = i64::MIN;
    }
    loop {
        let page = engine.journal_page(after, PAGE).await?;
        for entry in &page {
            verifier.see(entry);
            after = entry.sequence;
        }
        if page.len() < PAGE {
            break;
        }
    }
    Ok(tell(&verifier.end(), out))
}

/// Checks an exported file.
pub fn audit_verify_file(
    path: &Path,
    args: &args::AuditVerify,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let mut verifier = verifier(args, true)?;
    let since = args.since.unwrap_or(i64::MIN);
    export::read_journal(path, &mut |entry| {
        if entry.sequence >= since {
            verifier.see(entry);
        }
    })?;
    Ok(tell(&verifier.end(), out))
}

fn verifier(args: &args::AuditVerify, is_file: bool) -> Result<Verifier, Problem> {
    let verifier = match args.since {
        None if is_file => Verifier::part(None),
        None => Verifier::whole(),
        since => Verifier::part(since),
    };
    let Some(head) = &args.head else {
        return Ok(verifier);
    };
    match unhex(head.trim()).filter(|head| head.len() == HASH) {
        Some(head) => Ok(verifier.with_head(head)),
        None => Err(Problem::new(
            ProblemClass::Usage,
            Text::new("audit-no-hash").with("value", shown(head)),
        )
        .hint(Text::new("audit-no-hash-hint"))),
    }
}

fn tell(verdict: &Verdict, out: &Output<'_>) -> Exit {
    if out.is_json() {
        out.json(&Report::of(verdict));
    } else {
        print(verdict, out);
    }
    if verdict.is_whole() {
        return Exit::Done;
    }
    if let Some(entry) = verdict.rescued {
        out.say(&Text::new("audit-rescued").with("entry", entry));
    }
    out.say(&Text::new("audit-broken-hint"));
    Exit::Trouble(ProblemClass::Store)
}

fn print(verdict: &Verdict, out: &Output<'_>) {
    let line = |text: Text| out.line(&out.words(&text));
    line(Text::new("audit-read").with("count", verdict.entries));
    if let (Some(first), Some(last)) = (&verdict.first, &verdict.last) {
        line(
            Text::new("audit-span")
                .with("first", first.sequence)
                .with("since", when(first.at))
                .with("last", last.sequence)
                .with("until", when(last.at)),
        );
        line(
            Text::new("audit-head")
                .with("entry", last.sequence)
                .with("hash", hex(&last.hash)),
        );
    }
    for flaw in &verdict.flaws {
        out.line(&format!("  {}", out.words(&sentence(flaw))));
    }
    let more = verdict.wrong - verdict.flaws.len() as u64;
    if more > 0 {
        line(Text::new("audit-more").with("count", more));
    }
    line(if verdict.is_whole() {
        Text::new("audit-whole")
    } else {
        Text::new("audit-broken").with("count", verdict.wrong)
    });
}

/// A moment that cannot be one is told as the number that stands there.
fn when(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), belgium::date_and_time)
}

fn sentence(flaw: &Flaw) -> Text {
    let text = match flaw.wrong {
        Wrong::Content => Text::new("audit-flaw-content"),
        Wrong::Before => Text::new("audit-flaw-before"),
        Wrong::Missing { until } => Text::new("audit-flaw-missing").with("until", until),
        Wrong::Extra => Text::new("audit-flaw-extra"),
        Wrong::Head => Text::new("audit-flaw-head"),
    };
    let text = text.with("entry", flaw.sequence);
    match flaw.at {
        Some(at) => text.with("time", when(at)),
        None => text,
    }
}

fn name(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Content => "content",
        Wrong::Before => "prev",
        Wrong::Missing { .. } => "missing",
        Wrong::Extra => "extra",
        Wrong::Head => "head",
    }
}

/// Writes the journal to a file.
pub async fn audit_export(
    engine: &Engine,
    args: &args::AuditExport,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let now = engine.clock().now();
    let order = JournalOrder {
        since: moment(args.since.as_deref(), now, Bound::Since)?,
        until: moment(args.until.as_deref(), now, Bound::Until)?,
        format: match args.format {
            args::ExportFormat::Csv => ExportFormat::Csv,
            args::ExportFormat::Json => ExportFormat::Json,
        },
        replace: args.replace,
    };
    let written = export::journal_to_file(engine, &order, &args.file).await?;
    let file = shown(args.file.to_string_lossy());
    let (last, head) = written.last.unzip();
    if out.is_json() {
        out.json(&Exported {
            v: VERSION,
            file,
            entries: written.entries,
            first: written.first,
            last,
            head,
        });
        return Ok(Exit::Done);
    }
    let text = Text::new("audit-written").with("count", written.entries);
    out.line(&out.words(&text.with("file", file)));
    if let (Some(last), Some(head)) = (last, head) {
        let text = Text::new("audit-head").with("entry", last);
        out.line(&out.words(&text.with("hash", head)));
    }
    Ok(Exit::Done)
}

/// What a check found: `audit verify`.
#[derive(Debug, Serialize)]
struct Report {
    v: u8,
    whole: bool,
    entries: u64,
    first: Option<Edge>,
    last: Option<Edge>,
    head: Option<String>,
    wrong: u64,
    flaws: Vec<Wronged>,
    rescued: Option<i64>,
}

#[derive(Debug, Serialize)]
struct Edge {
    seq: i64,
    at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct Wronged {
    seq: i64,
    at: Option<Timestamp>,
    what: &'static str,
    until: Option<i64>,
}

impl Report {
    fn of(verdict: &Verdict) -> Self {
        let moment = |at| Timestamp::from_millisecond(at).ok();
        let edge = |end: &End| Edge {
            seq: end.sequence,
            at: moment(end.at),
        };
        let flaws = verdict.flaws.iter().map(|flaw| Wronged {
            seq: flaw.sequence,
            at: flaw.at.and_then(moment),
            what: name(flaw.wrong),
            until: match flaw.wrong {
                Wrong::Missing { until } => Some(until),
                _ => None,
            },
        });
        Self {
            v: VERSION,
            whole: verdict.is_whole(),
            entries: verdict.entries,
            first: verdict.first.as_ref().map(edge),
            last: verdict.last.as_ref().map(edge),
            head: verdict.last.as_ref().map(|last| hex(&last.hash)),
            wrong: verdict.wrong,
            flaws: flaws.collect(),
            rescued: verdict.rescued,
        }
    }
}

/// What left: `audit export`.
#[derive(Debug, Serialize)]
struct Exported {
    v: u8,
    file: String,
    entries: u64,
    first: Option<i64>,
    last: Option<i64>,
    head: Option<String>,
}
