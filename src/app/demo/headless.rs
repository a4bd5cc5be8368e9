//! The demonstration without a screen: declare, meet every kind of trouble, wait until all is
//! settled, and hold our books against the simulator's.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use crate::cli::Exit;
use crate::cli::contract;
use crate::cli::output::Output;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::Method;
use crate::domain::text::Text;
use crate::engine::{Intake, Outcome, WorkUntil};
use crate::simulator::{Counters, FaultKind, FaultRule, Operation};

use super::stage::{BEGINNING, Stage};

/// Real time after which the demonstration is given up.
const LONGEST: Duration = Duration::from_secs(50);

/// What came of it.
#[derive(Debug, Serialize)]
struct Summary {
    v: u8,
    ok: bool,
    declarations: usize,
    states: BTreeMap<&'static str, u64>,
    /// Lost answers that a search found again.
    found_again: u64,
    /// Taken by the simulator, unknown to us, and not in doubt.
    lost: u64,
    /// Taken more than once.
    sent_twice: u64,
    /// POSTs that the simulator read and our timelines do not know.
    untracked: u64,
    /// Submissions that still move.
    unfinished: u64,
    speed: f64,
    seconds: f64,
    simulator: Counters,
}

/// Runs it and prints the summary; done only when the books agree.
pub(super) async fn run(stage: &Stage, speed: f64, out: &Output<'_>) -> Result<Exit, Problem> {
    let started = Instant::now();
    trouble(stage);
    let declarations: Vec<_> = (0..BEGINNING)
        .map(|number| stage.declaration(number))
        .collect();
    let outcomes = stage
        .engine
        .take_in(&declarations, &Intake::default())
        .await?;
    let ids: Vec<SubmissionId> = outcomes
        .into_iter()
        .filter_map(|outcome| match outcome {
            Outcome::New(id) => Some(id),
            _ => None,
        })
        .collect();
    let stop = CancellationToken::new();
    let work = stage.engine.work(WorkUntil::Idle, stop.clone());
    let in_time = match timeout(LONGEST, work).await {
        Ok(worked) => worked.map(|()| true)?,
        Err(_) => false,
    };

    let mut summary = books(stage, &ids).await?;
    summary.speed = speed;
    summary.seconds = started.elapsed().as_secs_f64();
    summary.ok = in_time && ids.len() == BEGINNING && summary.agrees();
    print(&summary, out);
    Ok(if summary.ok {
        Exit::Done
    } else {
        Exit::Trouble(ProblemClass::Declaration)
    })
}

/// Arms one fault of every kind that a client meets.
fn trouble(stage: &Stage) {
    use FaultKind as Fault;
    let simulator = stage.simulator.handle();
    for (on, kind, times) in [
        (Operation::Token, Fault::InternalServerError, 1),
        (Operation::Post, Fault::DropAfter, 2),
        (Operation::Post, Fault::DropBefore, 1),
        (Operation::Post, Fault::BadGatewayHtml, 1),
        (Operation::Post, Fault::TooManyRequests, 1),
        (Operation::Get, Fault::BadGatewayHtml, 2),
        (Operation::Get, Fault::GarbageJson, 1),
        (Operation::Get, Fault::RevokedToken, 1),
        (Operation::Get, Fault::MissingLeadingZero, 3),
    ] {
        let mut rule = FaultRule::new(on, kind).times(times);
        // Spread, so that they do not all meet the same declaration.
        rule.every = Some(7);
        rule.retry_after =
            matches!(kind, Fault::TooManyRequests).then(|| jiff::SignedDuration::from_secs(5));
        simulator.add_fault(rule);
    }
}

/// Holds our books against the simulator's.
async fn books(stage: &Stage, ids: &[SubmissionId]) -> Result<Summary, Problem> {
    let ledger = stage.simulator.handle().ledger();
    let mut ours = Vec::new();
    let mut found_again = 0;
    for id in ids {
        if let Some(timeline) = stage.engine.timeline(*id).await? {
            let posts = timeline
                .attempts
                .iter()
                .filter(|attempt| attempt.method == Method::Post);
            ours.extend(posts.map(|attempt| attempt.trace_id.clone()));
            found_again += u64::from(timeline.events.iter().any(|event| event.event == "found"));
        }
    }
    let counts = stage.engine.counts(None).await?;
    let mut lost = 0;
    for number in ledger.posts.iter().filter_map(|post| post.declaration) {
        let number = i64::try_from(number)
            .ok()
            .and_then(|number| DeclarationId::from_value(number).ok());
        let known = match number {
            Some(number) => stage.store.by_declaration(number).await.ok().flatten(),
            None => None,
        };
        lost += u64::from(known.is_none());
    }
    // A declaration in doubt may be the one that we do not know by number yet.
    lost = lost.saturating_sub(counts.of(StateKind::InDoubt));
    let untracked = ledger
        .posts
        .iter()
        .filter(|post| {
            post.trace_id
                .as_ref()
                .is_none_or(|trace| !ours.contains(trace))
        })
        .count();
    let moving = [StateKind::Queued, StateKind::Sending, StateKind::Submitted];
    Ok(Summary {
        v: contract::VERSION,
        ok: false,
        declarations: ids.len(),
        states: counts
            .0
            .iter()
            .map(|(state, count)| (state.as_str(), *count))
            .collect(),
        found_again,
        lost,
        sent_twice: ledger.counters.taken_twice,
        untracked: untracked as u64,
        unfinished: moving.iter().map(|state| counts.of(*state)).sum(),
        speed: 1.0,
        seconds: 0.0,
        simulator: ledger.counters,
    })
}

impl Summary {
    /// Nothing lost, nothing sent twice, nothing unknown, nothing unfinished, no poll out of turn.
    fn agrees(&self) -> bool {
        let schedule = &self.simulator.schedule;
        [
            self.lost,
            self.sent_twice,
            self.untracked,
            self.unfinished,
            schedule.too_early,
            schedule.too_often,
        ]
        .iter()
        .all(|count| *count == 0)
    }
}

fn print(summary: &Summary, out: &Output<'_>) {
    if out.is_json() {
        out.json(summary);
        return;
    }
    for (state, count) in &summary.states {
        let state = StateKind::parse(state)
            .map(|state| out.words(&state.text()))
            .unwrap_or_default();
        out.line(&format!("{count:>6}  {state}"));
    }
    for (key, count) in [
        ("demo-posts", summary.simulator.posts_read),
        ("demo-polls", summary.simulator.gets),
        ("demo-tokens", summary.simulator.token_requests),
        ("demo-found-again", summary.found_again),
        ("demo-lost", summary.lost),
        ("demo-sent-twice", summary.sent_twice),
        (
            "demo-too-early",
            summary.simulator.schedule.too_early + summary.simulator.schedule.too_often,
        ),
    ] {
        out.line(&format!("{count:>6}  {}", out.words(&Text::new(key))));
    }
    let verdict = if summary.ok {
        "demo-books-agree"
    } else {
        "demo-books-disagree"
    };
    out.say(&Text::new(verdict));
}
