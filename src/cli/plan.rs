//! `plan`: a list of employments as they should be beside the NSSO's periods, shown like a diff
//! and sent only after a yes.

use std::collections::HashMap;

use crate::args;
use crate::domain::ids::SubmissionId;
use crate::domain::plan::{self, Action, Plan, Step, Wish};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::QueueRow;
use crate::domain::text::Text;
use crate::engine::{Engine, Outcome, Planning};

use super::Exit;
use super::contract::plan::{PlanStep, PlanTotals};
use super::contract::{self, Row, Verdict};
use super::output::{Output, shown};
use super::submit::{self, InputContext, contract_of, finding_line, submission_of};

/// What planning needs to know.
pub struct PlanContext<'a> {
    /// The list.
    pub input: InputContext<'a>,
    /// Whether what is shown may have colours.
    pub colours: bool,
    /// Asks a person; none where nobody can be asked.
    pub ask: Option<&'a dyn Fn(&str) -> bool>,
}

/// Plans a list, shows the plan, and hands it in when asked to.
pub async fn plan(
    engine: &Engine,
    context: &PlanContext<'_>,
    args: &args::Plan,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    if args.apply && !args.yes && context.ask.is_none() {
        let summary = Text::new("plan-needs-yes");
        return Err(
            Problem::new(ProblemClass::Usage, summary).hint(Text::new("plan-needs-yes-hint"))
        );
    }
    let list = match wishes(&context.input, out)? {
        Ok(list) => list,
        Err(exit) => return Ok(exit),
    };
    let planning = Planning {
        today: context.input.today,
        cancel_begun: args.cancel_begun,
        account: args.account.clone(),
    };
    let plan = engine.plan(&list, &planning).await?;
    if !out.is_json() {
        show(&plan, context, out);
    }
    let open = !plan.is_empty();
    if plan.declarations() == 0 || !args.apply {
        json(&plan, &[], &[], out);
        return Ok(Exit::declarations(!open));
    }
    if !args.yes && !approved(&plan, context, out) {
        out.say(&Text::new("plan-nothing-sent"));
        return Ok(Exit::declarations(false));
    }
    let outcomes = engine.apply(&plan, args.account.as_deref()).await?;
    let ids: Vec<SubmissionId> = outcomes.iter().copied().filter_map(submission_of).collect();
    let rows = engine.rows(&ids).await?;
    json(&plan, &outcomes, &rows, out);
    report(&outcomes, &rows, out);
    let all_in = ids.len() == outcomes.len();
    let nothing_left = plan.count(Action::Blocked) + plan.count(Action::Wait) == 0;
    Ok(Exit::declarations(all_in && nothing_left))
}

/// The employments of the input, or how the command ends because some row is wrong.
pub(super) fn wishes(
    input: &InputContext<'_>,
    out: &Output<'_>,
) -> Result<Result<Vec<Wish>, Exit>, Problem> {
    let mut rows = Vec::new();
    let mut lines = HashMap::new();
    let mut is_readable = true;
    for row in submit::read_rows(input)? {
        lines.insert(row.row, row.line);
        match row.draft {
            Ok(draft) => rows.push(plan::Row {
                row: row.row,
                draft,
            }),
            Err(error) => {
                is_readable = false;
                wrong(row.row, error.line, submit::unreadable(&error, out), out);
            }
        }
    }
    let list = plan::wishes(&rows, input.rules, input.today);
    let flaws = match list {
        Ok(list) if is_readable => return Ok(Ok(list)),
        Ok(_) => Vec::new(),
        Err(flaws) => flaws,
    };
    for flaw in &flaws {
        let line = lines.get(&flaw.row).copied().unwrap_or_default();
        wrong(flaw.row, line, contract_of(&flaw.finding, out), out);
    }
    out.say(&Text::new("plan-not-searched"));
    Ok(Err(if is_readable {
        Exit::declarations(false)
    } else {
        Exit::Trouble(ProblemClass::Usage)
    }))
}

/// Says what is wrong with a row of the input.
fn wrong(row: usize, line: u64, finding: contract::Finding, out: &Output<'_>) {
    if out.is_json() {
        out.json(&Verdict {
            v: contract::VERSION,
            row,
            line,
            reference: None,
            valid: false,
            problems: vec![finding],
        });
        return;
    }
    out.line(
        &out.words(
            &Text::new("cli-row-invalid")
                .with("row", row)
                .with("line", line),
        ),
    );
    out.line(&finding_line(&finding));
}

fn approved(plan: &Plan, context: &PlanContext<'_>, out: &Output<'_>) -> bool {
    let question = Text::new("plan-ask").with("count", plan.declarations());
    context.ask.is_some_and(|ask| ask(&out.words(&question)))
}

/// The plan as a person reads it: what is as it should be is only counted.
fn show(plan: &Plan, context: &PlanContext<'_>, out: &Output<'_>) {
    for turn in &plan.turns {
        for (place, step) in turn.steps.iter().enumerate() {
            if step.action == Action::Keep {
                continue;
            }
            let mark = Mark::of(step.action);
            let colour = context.colours.then_some(mark.colour);
            out.coloured(&headline(step, mark), colour);
            for line in details(step, place > 0, out) {
                out.line(&format!("    {line}"));
            }
        }
    }
    let count = |action| plan.count(action);
    out.line(
        &out.words(
            &Text::new("plan-totals")
                .with("declarations", plan.declarations())
                .with("in", count(Action::In))
                .with("update", count(Action::Update))
                .with("out", count(Action::Out))
                .with("cancel", count(Action::Cancel))
                .with("again", count(Action::CancelThenIn)),
        ),
    );
    out.line(
        &out.words(
            &Text::new("plan-rest")
                .with("keep", count(Action::Keep))
                .with("alone", count(Action::LeftAlone))
                .with("blocked", count(Action::Blocked))
                .with("wait", count(Action::Wait)),
        ),
    );
}

/// How a step is marked.
#[derive(Clone, Copy)]
struct Mark {
    sign: &'static str,
    name: &'static str,
    /// The number of a colour of the terminal.
    colour: u8,
}

impl Mark {
    fn of(action: Action) -> Self {
        let (sign, name, colour) = match action {
            Action::Keep => ("=", "", 90),
            Action::In => ("+", "IN", 32),
            Action::Update => ("~", "UPDATE", 33),
            Action::Out => ("x", "OUT", 33),
            Action::Cancel => ("-", "CANCEL", 31),
            Action::CancelThenIn => ("-+", "CANCEL, IN", 31),
            Action::LeftAlone => ("?", "", 90),
            Action::Blocked => ("!", "", 35),
            Action::Wait => (".", "", 36),
        };
        Self { sign, name, colour }
    }
}

/// `+  IN  #3  0999.999.922  850730*****  OTH XXX  2026-12-01 - 2026-12-31`
fn headline(step: &Step, mark: Mark) -> String {
    let row = step.row.map_or("-".to_owned(), |row| format!("#{row}"));
    let period = step
        .period
        .as_ref()
        .map_or("-".to_owned(), |period| period.id.to_string());
    let line = format!(
        "{:<2} {:<10} {row:>5}  {}  {}  {period:<12}  {}",
        mark.sign,
        mark.name,
        step.person.employer,
        step.person.ssin,
        about(step),
    );
    line.trim_end().to_owned()
}

/// What the period is, or is to be.
fn about(step: &Step) -> String {
    let Some(period) = &step.period else {
        let entry = step.declarations.first().map(|one| &one.draft);
        return entry.map_or_else(String::new, |draft| {
            use crate::domain::draft::Field;
            let text = |field| shown(draft.get(field));
            format!(
                "{} {}  {} - {}",
                text(Field::WorkerType),
                text(Field::JointCommittee),
                text(Field::StartDate),
                text(Field::EndDate)
            )
        });
    };
    let known = &period.known;
    let code = |code: &Option<String>| code.as_deref().map_or("?".to_owned(), shown);
    format!(
        "{} {}  {} - {}",
        code(&known.worker_type),
        code(&known.joint_committee),
        known.start,
        known.end.map(|end| end.to_string()).unwrap_or_default()
    )
}

/// What changes, why, and what the NSSO may say of it.
fn details(step: &Step, follows: bool, out: &Output<'_>) -> Vec<String> {
    let or_none = |text: &str| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            shown(text)
        }
    };
    let changes = step.differences.iter().map(|difference| {
        let (from, to) = (or_none(&difference.from), or_none(&difference.to));
        format!("{}: {from} -> {to}", difference.field.column())
    });
    let follows = follows.then(|| Text::new("plan-follows"));
    let words = follows.iter().chain(&step.why).map(|text| out.words(text));
    let findings = step
        .findings
        .iter()
        .map(|finding| finding_line(&contract_of(finding, out)).trim().to_owned());
    changes.chain(words).chain(findings).collect()
}

/// Every step as JSON, with its submissions when there are any, then the totals.
fn json(plan: &Plan, outcomes: &[Outcome], rows: &[QueueRow], out: &Output<'_>) {
    if !out.is_json() {
        return;
    }
    let by_id: HashMap<SubmissionId, &QueueRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut outcomes = outcomes.iter();
    for (number, turn) in (1..).zip(&plan.turns) {
        for step in &turn.steps {
            let own = outcomes.by_ref().take(step.declarations.len());
            let submissions = own
                .filter_map(|outcome| by_id.get(&submission_of(*outcome)?).copied())
                .map(Row::from)
                .collect();
            out.json(&PlanStep::new(step, number, submissions, out));
        }
    }
    out.json(&PlanTotals::from(plan));
}

/// What became of the declarations, for people.
fn report(outcomes: &[Outcome], rows: &[QueueRow], out: &Output<'_>) {
    for outcome in outcomes {
        let (of, state) = match outcome {
            Outcome::Duplicate(of, state) => (of, state.text()),
            _ => continue,
        };
        out.say(
            &Text::new("plan-duplicate")
                .with("id", of.0)
                .with("state", state),
        );
    }
    if out.is_json() {
        return;
    }
    for row in rows {
        out.row(row);
    }
    out.say(&Text::new("plan-handed-in").with("count", rows.len()));
}
