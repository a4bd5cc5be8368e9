//! `queue …`: looking at the queue and acting on it.

use std::collections::HashMap;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::args;
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::decision::{Decided, Decision};
use crate::domain::draft::Kind;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::many::Deed;
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::{Anchor, Filter, QueueQuery, QueueRow, Sort, Timeline, Window};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::{Engine, Resolution, Run, WorkUntil, unknown_submission};

use super::Exit;
use super::contract::{Row, Shown};
use super::output::Output;
use super::{correct, many};

/// Rows read at once while listing.
const PAGE: usize = 500;

/// How long `queue poll` waits for the results of the GETs that it asked for.
const POLL_PATIENCE: Duration = Duration::from_mins(1);

/// Runs a `queue` command.
pub async fn queue(
    engine: &Engine,
    command: args::Queue,
    out: &Output<'_>,
    run: &Run,
) -> Result<Exit, Problem> {
    if let Some((deed, line, yes)) = by_filter(&command) {
        return many::many(engine, deed, (line, yes), out, run).await;
    }
    match command {
        args::Queue::List(list_args) => list(engine, &list_args, out).await,
        args::Queue::Show(show_args) => show(engine, &show_args, out).await,
        args::Queue::Poll(ids) => poll(engine, &ids.ids, out).await,
        args::Queue::Withdraw(ids) => each(engine, &ids.ids, out, Act::Withdraw).await,
        args::Queue::Hold(ids) => each(engine, &ids.ids, out, Act::Hold).await,
        args::Queue::Release(ids) => each(engine, &ids.ids, out, Act::Release).await,
        args::Queue::Resolve(decision) => resolve(engine, decision, out).await,
        args::Queue::Decide(decision) => decide(engine, decision, out).await,
        args::Queue::Fixes(args) => correct::fixes(engine, &args, out).await,
        args::Queue::Correct(args) => correct::correct(engine, &args, out).await,
        args::Queue::Export(args) => many::export(engine, &args, out, run).await,
    }
}

/// What is done to all that a filter chooses, and whether that was confirmed.
fn by_filter(command: &args::Queue) -> Option<(Deed, &str, bool)> {
    let (deed, many) = match command {
        args::Queue::Poll(many) => (Deed::PollNow, many),
        args::Queue::Withdraw(many) => (Deed::Withdraw, many),
        args::Queue::Hold(many) => (Deed::Hold, many),
        args::Queue::Release(many) => (Deed::Release, many),
        _ => return None,
    };
    Some((deed, many.filter.as_deref()?, many.yes))
}

#[derive(Clone, Copy)]
enum Act {
    Withdraw,
    Hold,
    Release,
}

async fn list(engine: &Engine, args: &args::QueueList, out: &Output<'_>) -> Result<Exit, Problem> {
    let mut filter = filter(args)?;
    if let Some(line) = &args.filter {
        let line = super::filter::read(line, engine.clock().now())?;
        filter = super::filter::narrowed(filter, line)?;
    }
    let sort = args.sort.map_or_else(Sort::default, |column| Sort {
        column,
        descending: args.reverse,
    });
    let mut anchor = Anchor::First;
    let mut shown = 0;
    while shown < args.limit {
        let window = Window { anchor, rows: PAGE };
        let query = QueueQuery {
            filter: filter.clone(),
            sort,
            window,
        };
        let page = engine.queue(&query).await?;
        let Some(end) = page.rows.last().map(|row| row.id) else {
            break;
        };
        for row in page.rows.iter().take(args.limit - shown) {
            print(out, row);
        }
        shown += page.rows.len();
        anchor = Anchor::After(end);
    }
    Ok(Exit::Done)
}

fn print(out: &Output<'_>, row: &QueueRow) {
    if out.is_json() {
        out.json(&Row::from(row));
    } else {
        out.row(row);
    }
}

fn filter(args: &args::QueueList) -> Result<Filter, Problem> {
    let unknown = |key, value: &str| {
        Problem::new(
            ProblemClass::Usage,
            Text::new(key).with("value", Untrusted::new(value).shown()),
        )
    };
    let states = args
        .state
        .iter()
        .map(|name| {
            StateKind::parse(name).ok_or_else(|| {
                let names: Vec<_> = StateKind::ALL.iter().map(|state| state.as_str()).collect();
                unknown("cli-unknown-state", name)
                    .hint(Text::new("cli-known-states").with("states", names.join(", ")))
            })
        })
        .collect::<Result<_, _>>()?;
    let kinds = args
        .kind
        .iter()
        .map(|name| Kind::parse(name).ok_or_else(|| unknown("cli-unknown-kind", name)))
        .collect::<Result<_, _>>()?;
    let decided = args.decision.as_deref().map(|name| {
        Decided::parse(name).ok_or_else(|| {
            let names = Decided::NAMES.join(", ");
            unknown("decision-unknown", name).hint(Text::new("decision-known").with("names", names))
        })
    });
    let decided = decided.transpose()?;
    Ok(Filter {
        states,
        kinds,
        worker_type: args.worker_type.clone(),
        employer: args.employer.clone(),
        code: args.code.clone(),
        reference: args.reference.clone(),
        decided,
        text: args.text.clone(),
        ..Filter::default()
    })
}

async fn show(engine: &Engine, args: &args::QueueShow, out: &Output<'_>) -> Result<Exit, Problem> {
    let id = SubmissionId(args.id);
    let Some(timeline) = engine.timeline(id).await? else {
        return Err(unknown_submission(id));
    };
    if args.reveal {
        engine.reveal(id).await?;
    }
    let spell = |text: &str| {
        if args.reveal {
            text.to_owned()
        } else {
            mask(text)
        }
    };
    if out.is_json() {
        out.json(&Shown::new(&timeline, &spell));
    } else {
        show_to_people(&timeline, &spell, out);
    }
    Ok(Exit::Done)
}

fn show_to_people(timeline: &Timeline, spell: &dyn Fn(&str) -> String, out: &Output<'_>) {
    let row = &timeline.row;
    out.row(row);
    if let Some(decision) = row.decision {
        let decision = Text::new("decision-made").with("decision", decision.text());
        out.line(&format!("  {}", out.words(&decision)));
    }
    if let Some(awaited) = row.waits_for.filter(|_| row.state == StateKind::Held) {
        let waits = Text::new("decision-waits-for").with("id", awaited.0);
        out.line(&format!("  {}", out.words(&waits)));
    }
    let heading = |key| out.line(&format!("\n{}", out.words(&Text::new(key))));
    if !timeline.chain.is_empty() {
        heading("decision-chain");
    }
    for row in &timeline.chain {
        out.row(row);
    }
    let not_sent = timeline.not_sent();
    if !not_sent.is_empty() {
        heading("decision-not-sent");
    }
    for (field, text) in not_sent {
        let text = Untrusted::new(spell(text)).shown();
        out.line(&format!("  {:<26}  {text}", field.column()));
    }
    heading("cli-show-attempts");
    for attempt in &timeline.attempts {
        out.line(&format!(
            "  {}  {:<6}  {:>3}  {:>7}  {:<14}  {}",
            belgium::date_and_time(attempt.at),
            attempt.method.as_str(),
            attempt
                .status
                .map_or_else(|| "-".to_owned(), |status| status.to_string()),
            attempt
                .duration_ms
                .map_or_else(|| "-".to_owned(), |duration| format!("{duration} ms")),
            attempt.outcome.as_deref().unwrap_or("-"),
            attempt.trace_id,
        ));
        if let Some(detail) = &attempt.detail {
            out.line(&format!("    {}", detail.shown()));
        }
    }
    heading("cli-show-events");
    for event in &timeline.events {
        out.line(&format!(
            "  {}  {:<16}  {:<16}  {}  {}",
            belgium::date_and_time(event.at),
            event.event,
            event.to.map_or("-", StateKind::as_str),
            event.actor,
            event
                .reason
                .as_ref()
                .map(Untrusted::shown)
                .unwrap_or_default(),
        ));
    }
    if !timeline.anomalies.is_empty() {
        heading("cli-show-anomalies");
    }
    for anomaly in &timeline.anomalies {
        let label = anomaly
            .label(out.language())
            .map(Untrusted::shown)
            .unwrap_or_default();
        out.line(&format!("  {}  {label}", anomaly.code.shown()));
    }
    for (key, text) in [
        ("cli-show-payload", &timeline.payload),
        ("cli-show-answer", &timeline.answer),
    ] {
        if let Some(text) = text {
            heading(key);
            out.line(&format!("  {}", Untrusted::new(spell(text.raw())).shown()));
        }
    }
}

async fn each(engine: &Engine, ids: &[i64], out: &Output<'_>, act: Act) -> Result<Exit, Problem> {
    let mut trouble = None;
    for &id in ids {
        let id = SubmissionId(id);
        let done = match act {
            Act::Withdraw => engine.withdraw(id).await,
            Act::Hold => engine.hold(id).await,
            Act::Release => engine.release(id).await,
        };
        if let Err(problem) = done {
            out.problem(&problem);
            trouble = Some(problem.class);
        }
    }
    print_rows(engine, ids, out).await?;
    Ok(trouble.map_or(Exit::Done, Exit::Trouble))
}

async fn print_rows(engine: &Engine, ids: &[i64], out: &Output<'_>) -> Result<(), Problem> {
    let ids: Vec<SubmissionId> = ids.iter().copied().map(SubmissionId).collect();
    for row in engine.rows(&ids).await? {
        print(out, &row);
    }
    Ok(())
}

/// Asks now. When no worker is on duty this process is one for as long as it takes.
async fn poll(engine: &Engine, ids: &[i64], out: &Output<'_>) -> Result<Exit, Problem> {
    let submissions: Vec<SubmissionId> = ids.iter().copied().map(SubmissionId).collect();
    let polls: HashMap<SubmissionId, u32> = engine
        .rows(&submissions)
        .await?
        .into_iter()
        .map(|row| (row.id, row.polls))
        .collect();
    for id in &submissions {
        engine.poll_now(*id).await?;
    }
    let stop = CancellationToken::new();
    let worker = tokio::spawn({
        let (engine, stop) = (engine.clone(), stop.clone());
        async move { engine.work(WorkUntil::Stopped, stop).await }
    });
    let asked = |row: &QueueRow| {
        row.state.is_final() || polls.get(&row.id).is_none_or(|before| row.polls > *before)
    };
    let waited = engine.wait_for(&submissions, POLL_PATIENCE, asked).await;
    stop.cancel();
    let _ = worker.await;
    waited?;
    print_rows(engine, ids, out).await?;
    Ok(Exit::Done)
}

async fn resolve(
    engine: &Engine,
    decision: args::QueueResolve,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let id = SubmissionId(decision.id);
    let resolution = match (decision.number, decision.not_taken) {
        (Some(number), _) => Resolution::Number(DeclarationId::parse(&number).map_err(|_| {
            let shown = Untrusted::new(number).shown();
            Problem::new(
                ProblemClass::Usage,
                Text::new("cli-not-a-number").with("value", shown),
            )
        })?),
        (None, reason) => Resolution::NotTaken {
            reason: reason.unwrap_or_default(),
        },
    };
    engine.resolve(id, resolution).await?;
    print_rows(engine, &[decision.id], out).await?;
    Ok(Exit::Done)
}

async fn decide(
    engine: &Engine,
    decided: args::QueueDecide,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let (decision, reason) = match (decided.keep, decided.done) {
        (Some(reason), _) => (Decision::Kept, reason),
        (None, reason) => (Decision::Done, reason.unwrap_or_default()),
    };
    let id = SubmissionId(decided.id);
    engine.settle(id, decision, reason).await?;
    print_rows(engine, &[decided.id], out).await?;
    Ok(Exit::Done)
}
