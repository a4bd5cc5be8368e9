//! `import`: a file of many declarations, a verdict for every row, and then the queue.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::args;
use crate::domain::bulk::{BulkReport, BulkRow, Choice, RowVerdict};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::import::Import;

use super::Exit;
use super::contract::VERSION;
use super::output::Output;

/// Bad rows that are printed; all of them stand in the file of results.
const PRINTED: usize = 20;

/// What became of a file.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    v: u8,
    file: &'a str,
    rows: u64,
    verdicts: BTreeMap<&'static str, u64>,
    queued: u64,
    dry_run: bool,
    stopped: bool,
    result: Option<&'a str>,
}

/// Checks a file and queues its good rows, unless that is not wanted or bad ones forbid it.
/// `told` is called when the progress that was shown is over.
pub async fn import(
    mut import: Import,
    args: &args::Import,
    out: &Output<'_>,
    told: impl Fn(),
) -> Result<Exit, Problem> {
    let choice = Choice {
        partial: args.partial,
        send_anyway: args.send_anyway,
    };
    if !args.dry_run && import.engine.is_read_only() {
        let text = Text::new("engine-read-only");
        return Err(Problem::new(ProblemClass::Usage, text));
    }
    let mut report = import.check().await;
    if let Ok(checked) = &report
        && !(args.dry_run || checked.stopped || checked.tally.stops(choice))
    {
        report = import.queue(choice).await;
    }
    told();
    let report = report?;
    if out.is_json() {
        out.json(&summary(&report, args.dry_run));
    } else {
        print(&report, choice, out);
    }
    if !args.dry_run && report.tally.stops(choice) {
        out.say(&Text::new("cli-nothing-queued"));
    } else if report.stopped {
        out.say(&Text::new("import-stopped"));
    }
    Ok(exit(&report, choice))
}

fn exit(report: &BulkReport, choice: Choice) -> Exit {
    if report.unreadable > 0 {
        return Exit::Trouble(ProblemClass::Usage);
    }
    Exit::declarations(report.tally.bad(choice) == 0 && !report.stopped)
}

fn summary(report: &BulkReport, dry_run: bool) -> Summary<'_> {
    let count = |verdict: RowVerdict| (verdict.as_str(), report.tally.of(verdict));
    Summary {
        v: VERSION,
        file: &report.file,
        rows: report.tally.rows(),
        verdicts: RowVerdict::ALL.into_iter().map(count).collect(),
        queued: report.queued,
        dry_run,
        stopped: report.stopped,
        result: report.result.as_deref(),
    }
}

fn print(report: &BulkReport, choice: Choice, out: &Output<'_>) {
    let line = |text: Text| out.line(&out.words(&text));
    line(
        Text::new("import-counted")
            .with("file", report.file.as_str())
            .with("rows", report.tally.rows()),
    );
    for verdict in RowVerdict::ALL {
        let count = report.tally.of(verdict);
        if count > 0 {
            out.line(&format!("{count:>8}  {}", out.words(&verdict.text())));
        }
    }
    for row in report.bad.iter().take(PRINTED) {
        out.line(&row_line(row, out));
    }
    let more = report.more() + report.bad.len().saturating_sub(PRINTED) as u64;
    if more > 0 {
        line(Text::new("import-more").with("count", more));
    }
    if choice.takes(RowVerdict::Late) && report.tally.of(RowVerdict::Late) > 0 {
        line(Text::new("import-late-hint"));
    }
    if report.queued > 0 {
        line(Text::new("import-queued").with("count", report.queued));
    }
    if let Some(result) = &report.result {
        line(Text::new("import-result").with("file", result.as_str()));
    }
}

fn row_line(row: &BulkRow, out: &Output<'_>) -> String {
    let place = Text::new("import-row")
        .with("row", row.row)
        .with("line", row.line);
    let reference = row.reference.as_ref().map(Untrusted::shown);
    let sentences: Vec<String> = row.sentences.iter().map(|text| out.words(text)).collect();
    let found = match row.codes[..] {
        [] => sentences.join(" | "),
        _ => format!("[{}] {}", row.codes.join(" "), sentences.join(" | ")),
    };
    let head = [Some(out.words(&place)), reference];
    let head: Vec<String> = head.into_iter().flatten().collect();
    format!("  {}: {found}", head.join(", "))
}
