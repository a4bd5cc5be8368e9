//! `validate` and `submit`: files of declarations, a verdict per row before anything is queued.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;
use tokio_util::sync::CancellationToken;

use crate::args;
use crate::domain::declaration::Declaration;
use crate::domain::draft::Field;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::QueueRow;
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::validate::{self, Severity};
use crate::engine::{Engine, Intake, Outcome, WorkUntil, is_settled};
use crate::input::{self, InputError, InputRow};

use super::Exit;
use super::contract::{self, Finding, Row, Submitted, Verdict};
use super::output::Output;

/// What checking needs to know.
pub struct InputContext<'a> {
    /// The lists that the law changes.
    pub rules: &'a Rules,
    /// The day in Belgium.
    pub today: Date,
    /// The bytes of the input, read by the caller.
    pub bytes: &'a [u8],
    /// What they hold, when it was said.
    pub format: Option<input::Format>,
}

/// One row of the input, checked.
struct Checked {
    row: usize,
    line: u64,
    reference: Option<String>,
    /// There, when every field could be read.
    declaration: Option<Declaration>,
    findings: Vec<Finding>,
    /// The gravest finding.
    gravest: Option<Severity>,
    /// The row itself could not be read.
    unreadable: bool,
}

impl Checked {
    /// Whether it would be queued.
    fn is_valid(&self, send_anyway: bool) -> bool {
        let limit = if send_anyway {
            Severity::Error
        } else {
            Severity::Refusal
        };
        self.declaration.is_some() && self.gravest.is_none_or(|gravest| gravest > limit)
    }
}

/// Checks a file without queueing anything.
pub fn validate(context: &InputContext<'_>, out: &Output<'_>) -> Result<Exit, Problem> {
    let checked = check(context, out)?;
    for row in &checked {
        print_verdict(row, false, out);
    }
    Ok(verdict_of_all(&checked, false))
}

/// Queues a file; durable when it returns. Waits for the results when asked to.
pub async fn submit(
    engine: &Engine,
    context: &InputContext<'_>,
    args: &args::Submit,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let checked = check(context, out)?;
    let verdict = verdict_of_all(&checked, args.send_anyway);
    if args.dry_run {
        for row in &checked {
            print_verdict(row, args.send_anyway, out);
        }
        return Ok(verdict);
    }
    let stopped = verdict != Exit::Done && !args.partial;
    let good: Vec<&Checked> = checked
        .iter()
        .filter(|row| !stopped && row.is_valid(args.send_anyway))
        .collect();
    let outcomes = queue(engine, &good, args).await?;
    let ids: Vec<SubmissionId> = outcomes.iter().copied().filter_map(submission_of).collect();
    let waited = if args.wait {
        wait(engine, &ids, args, out).await
    } else {
        Ok(())
    };

    let rows = engine.rows(&ids).await?;
    report(&checked, &good, &outcomes, &rows, args, out);
    waited?;
    if stopped {
        out.say(&Text::new("cli-nothing-queued"));
        return Ok(verdict);
    }
    let all_in = outcomes
        .iter()
        .all(|outcome| matches!(outcome, Outcome::New(_) | Outcome::Known(..)));
    let well = rows.iter().all(|row| !is_bad_end(row));
    Ok(if verdict == Exit::Done {
        Exit::declarations(all_in && well)
    } else {
        verdict
    })
}

fn check(context: &InputContext<'_>, out: &Output<'_>) -> Result<Vec<Checked>, Problem> {
    let rows = read_rows(context)?;
    Ok(rows
        .into_iter()
        .map(|row| check_row(row, context, out))
        .collect())
}

/// The rows of the input; none at all is a problem.
pub(super) fn read_rows(context: &InputContext<'_>) -> Result<Vec<InputRow>, Problem> {
    let rows = input::read(context.bytes, context.format);
    let rows = rows.map_err(|error| Problem::new(ProblemClass::Usage, error.sentence()))?;
    if rows.is_empty() {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("cli-empty-input"),
        ));
    }
    Ok(rows)
}

fn check_row(row: InputRow, context: &InputContext<'_>, out: &Output<'_>) -> Checked {
    let (place, line) = (row.row, row.line);
    let draft = match row.draft {
        Ok(draft) => draft,
        Err(error) => {
            let finding = unreadable(&error, out);
            return Checked {
                row: place,
                line: error.line,
                reference: None,
                declaration: None,
                findings: vec![finding],
                gravest: Some(Severity::Error),
                unreadable: true,
            };
        }
    };
    let verdict = validate::validate(&draft, context.rules, context.today);
    let findings = verdict
        .findings
        .iter()
        .map(|finding| contract_of(finding, out));
    let reference = draft.get(Field::Reference);
    Checked {
        row: place,
        line,
        reference: (!reference.is_empty()).then(|| reference.to_owned()),
        findings: findings.collect(),
        gravest: verdict
            .findings
            .iter()
            .map(|finding| finding.severity)
            .min(),
        declaration: verdict.declaration,
        unreadable: false,
    }
}

/// What the contract says of a row that cannot be read.
pub(super) fn unreadable(error: &InputError, out: &Output<'_>) -> Finding {
    Finding {
        code: None,
        severity: name_of(Severity::Error),
        message: out.words(&error.sentence()),
        field: error.field.clone(),
    }
}

/// What the contract says of a finding of our checks.
pub(super) fn contract_of(finding: &validate::Finding, out: &Output<'_>) -> Finding {
    Finding {
        field: Some(finding.field.column().to_owned()),
        code: finding.code,
        severity: name_of(finding.severity),
        message: out.words(&finding.text),
    }
}

fn name_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Refusal => "refusal",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

/// Unreadable input is wrong input; readable but wrong declarations are invalid ones.
fn verdict_of_all(checked: &[Checked], send_anyway: bool) -> Exit {
    if checked.iter().any(|row| row.unreadable) {
        return Exit::Trouble(ProblemClass::Usage);
    }
    Exit::declarations(checked.iter().all(|row| row.is_valid(send_anyway)))
}

fn print_verdict(row: &Checked, send_anyway: bool, out: &Output<'_>) {
    let valid = row.is_valid(send_anyway);
    if out.is_json() {
        out.json(&Verdict {
            v: contract::VERSION,
            row: row.row,
            line: row.line,
            reference: row.reference.clone(),
            valid,
            problems: row.findings.clone(),
        });
        return;
    }
    let key = if valid {
        "cli-row-valid"
    } else {
        "cli-row-invalid"
    };
    out.line(&out.words(&Text::new(key).with("row", row.row).with("line", row.line)));
    for finding in &row.findings {
        out.line(&finding_line(finding));
    }
}

pub(super) fn finding_line(finding: &Finding) -> String {
    format!(
        "  {} {}: {}",
        finding.field.as_deref().unwrap_or("-"),
        finding
            .code
            .map(|code| format!("[{code}]"))
            .unwrap_or_default(),
        finding.message
    )
}

async fn queue(
    engine: &Engine,
    good: &[&Checked],
    args: &args::Submit,
) -> Result<Vec<Outcome>, Problem> {
    if good.is_empty() {
        return Ok(Vec::new());
    }
    let declarations: Vec<Declaration> = good
        .iter()
        .filter_map(|row| row.declaration.clone())
        .collect();
    let intake = Intake {
        account: args.account.clone(),
        duplicate_reason: args.allow_duplicate.clone(),
        partial: args.partial,
        unrepeatable: false,
    };
    engine.take_in(&declarations, &intake).await
}

/// The submission that an outcome is about, when it is ours to follow.
pub(super) fn submission_of(outcome: Outcome) -> Option<SubmissionId> {
    match outcome {
        Outcome::New(id) | Outcome::Known(id, _) => Some(id),
        Outcome::Duplicate(..) | Outcome::Superseded(_) | Outcome::NotWritten => None,
    }
}

/// The submission that kept another one out.
pub(super) fn in_the_way(outcome: &Outcome) -> Option<i64> {
    match outcome {
        Outcome::Duplicate(of, _) => Some(of.0),
        Outcome::Superseded(by) => Some(by.0),
        Outcome::New(_) | Outcome::Known(..) | Outcome::NotWritten => None,
    }
}

/// Works, or stands by while another process works, until all are settled.
async fn wait(
    engine: &Engine,
    ids: &[SubmissionId],
    args: &args::Submit,
    out: &Output<'_>,
) -> Result<(), Problem> {
    if ids.is_empty() {
        return Ok(());
    }
    engine.must_have_link().await?;
    out.say(&Text::new("cli-waiting").with("count", ids.len()));
    let stop = CancellationToken::new();
    let worker = tokio::spawn({
        let (engine, stop) = (engine.clone(), stop.clone());
        async move { engine.work(WorkUntil::Stopped, stop).await }
    });
    let watcher = tokio::spawn({
        let engine = engine.clone();
        async move { engine.watch_others().await }
    });
    let waited = engine
        .wait_for(ids, Duration::from_secs(args.patience), is_settled)
        .await;
    stop.cancel();
    watcher.abort();
    let end = worker.await;
    waited?;
    match end {
        Ok(end) => end,
        Err(_) => Err(Problem::new(
            ProblemClass::Store,
            Text::new("cli-worker-died"),
        )),
    }
}

/// Prints one line per row of the input.
fn report(
    checked: &[Checked],
    good: &[&Checked],
    outcomes: &[Outcome],
    rows: &[QueueRow],
    args: &args::Submit,
    out: &Output<'_>,
) {
    let outcome_of: HashMap<usize, &Outcome> =
        good.iter().map(|row| row.row).zip(outcomes).collect();
    let submissions: HashMap<SubmissionId, &QueueRow> =
        rows.iter().map(|row| (row.id, row)).collect();
    for row in checked {
        let outcome = outcome_of.get(&row.row).copied();
        let submission = outcome
            .and_then(|outcome| submission_of(*outcome))
            .and_then(|id| submissions.get(&id).copied());
        if out.is_json() {
            out.json(&Submitted {
                row: row.row,
                outcome: outcome_name(outcome, row.is_valid(args.send_anyway)),
                problems: row.findings.clone(),
                by: outcome.and_then(in_the_way),
                by_actor: None,
                by_seconds: None,
                v: submission.is_none().then_some(contract::VERSION),
                submission: submission.map(Row::from),
            });
        } else {
            report_to_people(row, outcome, submission, args, out);
        }
    }
}

fn report_to_people(
    row: &Checked,
    outcome: Option<&Outcome>,
    submission: Option<&QueueRow>,
    args: &args::Submit,
    out: &Output<'_>,
) {
    match (submission, outcome) {
        (Some(submission), _) => out.row(submission),
        (None, Some(&Outcome::Duplicate(of, state))) => out.line(
            &out.words(
                &Text::new("cli-row-duplicate")
                    .with("row", row.row)
                    .with("id", of.0)
                    .with("state", state.text()),
            ),
        ),
        (None, Some(&Outcome::Superseded(by))) => {
            out.line(
                &out.words(
                    &Text::new("cli-row-superseded")
                        .with("row", row.row)
                        .with("id", by.0),
                ),
            );
        }
        (None, _) => print_verdict(row, args.send_anyway, out),
    }
}

pub(super) fn outcome_name(outcome: Option<&Outcome>, valid: bool) -> &'static str {
    match outcome {
        Some(Outcome::New(_)) => "queued",
        Some(Outcome::Known(..)) => "known",
        Some(Outcome::Duplicate(..)) => "duplicate",
        Some(Outcome::Superseded(_)) => "superseded",
        Some(Outcome::NotWritten) => "not_written",
        None if valid => "not_written",
        None => "invalid",
    }
}

/// Whether a submission needs a person before the obligation is fulfilled.
fn is_bad_end(row: &QueueRow) -> bool {
    matches!(
        row.state,
        StateKind::Refused
            | StateKind::Rejected
            | StateKind::NotTaken
            | StateKind::InDoubt
            | StateKind::Held
            | StateKind::Cancelled
    )
}
