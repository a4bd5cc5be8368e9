//! `queue poll|withdraw|hold|release --filter …` and `queue export`: what is done to many
//! submissions, or with many.

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::args;
use crate::domain::clock::Clock as _;
use crate::domain::many::{Deed, ExportFormat, ExportOrder, ManyOrder, ManyReport, Standing};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{Sort, WorkerStatus};
use crate::domain::text::Text;
use crate::engine::{Engine, Run};
use crate::export;

use super::Exit;
use super::contract::{Failure, VERSION};
use super::filter;
use super::output::{Output, shown};

/// What would be done, or was.
#[derive(Debug, Serialize)]
struct Summary {
    v: u8,
    deed: &'static str,
    /// Rows that the filter chose.
    chosen: u64,
    /// Those of them for which it was possible.
    possible: u64,
    done: u64,
    missed: u64,
    stopped: bool,
    trouble: Option<Failure>,
}

/// Does something to all that a filter chooses, or says to how many it would be done.
pub(super) async fn many(
    engine: &Engine,
    deed: Deed,
    (line, yes): (&str, bool),
    out: &Output<'_>,
    run: &Run,
) -> Result<Exit, Problem> {
    let which = filter::read(line, engine.clock().now())?;
    let standing = Standing {
        all: engine.counts(Some(&which)).await?,
        ..Standing::default()
    };
    let possible = standing.possible(deed);
    let mut summary = Summary {
        v: VERSION,
        deed: deed.as_str(),
        chosen: standing.total(),
        possible,
        done: 0,
        missed: 0,
        stopped: false,
        trouble: None,
    };
    if possible == 0 || !yes {
        if out.is_json() {
            out.json(&summary);
        } else {
            preview(engine, deed, &standing, out);
        }
        if possible == 0 {
            return Ok(Exit::Done);
        }
        return Err(
            Problem::new(ProblemClass::Usage, Text::new("many-not-confirmed"))
                .hint(Text::new("many-not-confirmed-hint")),
        );
    }
    let order = ManyOrder {
        deed,
        which,
        reason: String::new(),
        confirmed: possible,
    };
    let report = engine.many(&order, run).await?;
    summary.done = report.done;
    summary.missed = report.missed;
    summary.stopped = report.stopped;
    if out.is_json() {
        summary.trouble = report.trouble.as_ref().map(|one| Failure::new(one, out));
        out.json(&summary);
    } else {
        out.line(&out.words(&deed.done_text().with("count", report.done)));
    }
    if deed == Deed::PollNow && engine.worker_status().await? == WorkerStatus::Nobody {
        out.say(&Text::new("many-nobody-asks"));
    }
    Ok(end(&report, out))
}

/// For how many it is possible, and why not for the others.
fn preview(engine: &Engine, deed: Deed, standing: &Standing, out: &Output<'_>) {
    let environment = Text::new("many-environment").with("environment", engine.environment());
    out.line(&out.words(&environment));
    let possible = deed
        .possible_text()
        .with("count", standing.possible(deed))
        .with("of", standing.total());
    out.line(&out.words(&possible));
    for (state, count) in standing.impossible(deed) {
        let line = Text::new("many-not")
            .with("count", count)
            .with("state", state.text())
            .with("why", deed.why_not(state));
        out.line(&format!("  {}", out.words(&line)));
    }
}

/// What is not as it was asked for, and the exit code that says so.
fn end(report: &ManyReport, out: &Output<'_>) -> Exit {
    if report.missed > 0 {
        out.say(&Text::new("many-missed").with("count", report.missed));
    }
    if report.stopped {
        out.say(&Text::new("many-stopped"));
    }
    if let Some(problem) = &report.trouble {
        out.problem(problem);
        return Exit::Trouble(problem.class);
    }
    Exit::declarations(!report.stopped)
}

/// Writes rows to a file or to standard output.
pub(super) async fn export(
    engine: &Engine,
    args: &args::QueueExport,
    out: &Output<'_>,
    run: &Run,
) -> Result<Exit, Problem> {
    let format = match args.format {
        Some(args::ExportFormat::Json) => ExportFormat::Json,
        None if out.is_json() => ExportFormat::Json,
        Some(args::ExportFormat::Csv) | None => ExportFormat::Csv,
    };
    let order = ExportOrder {
        which: filter::read(&args.filter, engine.clock().now())?,
        choice: args.filter.clone(),
        sort: Sort::default(),
        format,
        path: args.output.to_string_lossy().into_owned(),
        replace: args.replace,
        full_numbers: args.reason.clone().filter(|_| args.full_numbers),
    };
    if args.output == Path::new("-") {
        let report = export::to_reader(engine, &order, io::stdout(), run).await?;
        return Ok(end(&report, out));
    }
    let report = export::to_file(engine, &order, &args.output, run).await?;
    if !report.stopped {
        let written = Text::new("many-exported")
            .with("count", report.done)
            .with("file", shown(order.path));
        out.say(&written);
    }
    Ok(end(&report, out))
}
