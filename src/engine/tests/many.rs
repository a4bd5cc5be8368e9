//! One deed on many submissions: which it is done to, which not, and when it stops.

use std::sync::{Arc, Mutex};

use super::*;
use crate::domain::decision::Decision;
use crate::domain::declaration::{Body, Declaration};
use crate::domain::ids::SubmissionId;
use crate::domain::many::{Deed, ManyOrder, ManyProgress, ManyReport};
use crate::domain::report::{Anchor, Filter};
use crate::store::What;

on_every_store! {
    stopped {
        of_mixed_rows_those_are_changed_that_let_it_each_with_its_entry
        hold_and_release_by_filter_leave_every_other_row_alone
        a_row_that_changed_since_it_was_read_is_left_to_whoever_changed_it
        what_was_missed_is_told
        stopped_in_the_middle_what_is_done_stays_done
        nothing_is_begun_that_was_not_confirmed_or_cannot_be_written
        ends_are_decided_about_with_one_reason_and_never_twice
        results_of_many_are_asked_for_at_once
    }
    running {
    }
}

/// As many INs, each on another day.
pub(super) fn entries(count: usize) -> Vec<Declaration> {
    let on_day = |number: usize| {
        let mut declaration = with_reference(entry("a"), &format!("M-{number}"));
        if let Body::In(declared) = &mut declaration.body {
            let days = jiff::Span::new().days(i64::try_from(number).expect("few"));
            declared.start = declared.start.saturating_add(days);
        }
        declaration
    };
    (0..count).map(on_day).collect()
}

/// Another process withdraws a row while this one waits in a callback.
pub(super) fn withdrawn_elsewhere(other: &Engine, id: SubmissionId) -> Result<(), Problem> {
    let other = other.clone();
    let elsewhere = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(other.withdraw(id))
    });
    elsewhere.join().expect("it ends")
}

pub(super) async fn queued(stage: &Stage, count: usize) -> Vec<SubmissionId> {
    let (entries, intake) = (entries(count), Intake::default());
    let taken_in = stage.engine.take_in(&entries, &intake).await;
    let outcomes = taken_in.expect("taken in");
    outcomes
        .into_iter()
        .map(|outcome| match outcome {
            Outcome::New(id) => id,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn order(deed: Deed, which: Filter) -> ManyOrder {
    ManyOrder {
        deed,
        which,
        reason: String::new(),
        confirmed: u64::MAX,
    }
}

fn these(ids: &[SubmissionId]) -> Filter {
    Filter {
        ids: ids.to_vec(),
        ..Filter::default()
    }
}

async fn states(stage: &Stage, ids: &[SubmissionId]) -> Vec<StateKind> {
    let rows = stage.engine.rows(ids).await.expect("readable");
    rows.iter().map(|row| row.state).collect()
}

/// What is told of the way, in rows behind it.
fn watched() -> (Run, Arc<Mutex<Vec<u64>>>) {
    let told = Arc::<Mutex<Vec<u64>>>::default();
    let run = Run {
        told: Arc::new({
            let told = Arc::clone(&told);
            move |progress: ManyProgress| told.lock().expect("no panic").push(progress.done)
        }),
        ..Run::default()
    };
    (run, told)
}

async fn of_mixed_rows_those_are_changed_that_let_it_each_with_its_entry() {
    let stage = Stage::new();
    let ids = queued(&stage, 4).await;
    stage.engine.hold(ids[1]).await.expect("held");
    stage.engine.withdraw(ids[2]).await.expect("withdrawn");
    let before = stage.timeline(ids[2]).await.events.len();

    let wanted = order(Deed::Withdraw, these(&ids[..3]));
    let report = stage.engine.many(&wanted, &Run::default()).await;

    let done = ManyReport {
        done: 2,
        ..ManyReport::default()
    };
    assert_eq!(report, Ok(done));
    let (gone, found) = (StateKind::Cancelled, states(&stage, &ids).await);
    assert_eq!(found, [gone, gone, gone, StateKind::Queued]);
    for id in &ids[..2] {
        let events = stage.timeline(*id).await.events;
        let last = events.last().expect("an entry");
        assert_eq!(
            (last.event.as_str(), last.actor.as_str()),
            ("withdrawn", "tester")
        );
    }
    let events = stage.timeline(ids[2]).await.events;
    assert_eq!(
        events.len(),
        before,
        "what is withdrawn is not withdrawn again"
    );
}

async fn hold_and_release_by_filter_leave_every_other_row_alone() {
    let stage = Stage::new();
    let ids = queued(&stage, 3).await;
    stage.engine.hold(ids[0]).await.expect("held");
    let held = Filter {
        states: vec![StateKind::Held],
        ..Filter::default()
    };
    let none = stage
        .engine
        .many(&order(Deed::Hold, held.clone()), &Run::default())
        .await;
    assert_eq!(
        none,
        Ok(ManyReport::default()),
        "what is held cannot be held"
    );
    let all = order(Deed::Hold, Filter::default());
    let report = stage
        .engine
        .many(&all, &Run::default())
        .await
        .expect("done");
    assert_eq!(report.done, 2);
    let release = order(Deed::Release, held);
    let report = stage
        .engine
        .many(&release, &Run::default())
        .await
        .expect("done");
    assert_eq!(
        (report.done, report.missed),
        (3, 0),
        "the walk outlives the filter"
    );
    assert_eq!(states(&stage, &ids).await, [StateKind::Queued; 3]);
}

async fn a_row_that_changed_since_it_was_read_is_left_to_whoever_changed_it() {
    let stage = Stage::new();
    let ids = queued(&stage, 3).await;
    let wanted = order(Deed::Hold, these(&ids));
    let which = wanted.deed.narrow(&wanted.which).expect("queued rows");
    let rows = stage
        .engine
        .seen(&which, Anchor::First, 10)
        .await
        .expect("read");
    stage.engine.withdraw(ids[1]).await.expect("withdrawn");
    let what = What::Event(Event::Held);
    let done = stage.engine.change_batch(&wanted, &what, rows).await;
    assert_eq!(done, Ok(2));
    let found = states(&stage, &ids).await;
    assert_eq!(
        found,
        [StateKind::Held, StateKind::Cancelled, StateKind::Held]
    );
}

async fn what_was_missed_is_told() {
    let stage = Stage::new();
    let ids = queued(&stage, 3).await;
    let (other, gone) = (stage.beside(), ids[2]);
    let run = Run {
        // After the rows were counted and before they are read.
        told: Arc::new(move |_| {
            // From the second time on it is withdrawn already.
            let _ = withdrawn_elsewhere(&other, gone);
        }),
        ..Run::default()
    };
    let wanted = order(Deed::Withdraw, these(&ids));
    let report = stage.engine.many(&wanted, &run).await.expect("done");
    assert_eq!((report.done, report.missed), (2, 1));
}

async fn stopped_in_the_middle_what_is_done_stays_done() {
    let stage = Stage::new();
    let ids = queued(&stage, 450).await;
    let (mut run, told) = watched();
    let (stop, behind) = (run.stop.clone(), Arc::clone(&run.told));
    run.told = Arc::new(move |progress| {
        behind(progress);
        if progress.done > 0 {
            stop.cancel();
        }
    });
    let wanted = order(Deed::Withdraw, Filter::default());
    let report = stage.engine.many(&wanted, &run).await.expect("begun");
    assert!(report.stopped);
    assert_eq!(report.missed, 0, "nobody missed what was never its turn");
    let done = usize::try_from(report.done).expect("few");
    assert!(done > 0 && done < ids.len(), "{done}");
    assert_eq!(*told.lock().expect("no panic"), [0, report.done]);
    let found = states(&stage, &ids).await;
    assert!(
        found[..done]
            .iter()
            .all(|state| *state == StateKind::Cancelled)
    );
    assert!(
        found[done..]
            .iter()
            .all(|state| *state == StateKind::Queued)
    );
    let again = stage
        .engine
        .many(&wanted, &Run::default())
        .await
        .expect("done");
    assert_eq!(done as u64 + again.done, ids.len() as u64);
}

async fn nothing_is_begun_that_was_not_confirmed_or_cannot_be_written() {
    let stage = Stage::new();
    let ids = queued(&stage, 2).await;
    let all = order(Deed::Withdraw, Filter::default());
    let grown = ManyOrder {
        confirmed: 1,
        ..all.clone()
    };
    let unexplained = order(Deed::Settle(Decision::Done), Filter::default());
    let replaced = ManyOrder {
        reason: "by another".to_owned(),
        ..order(Deed::Settle(Decision::Replaced), Filter::default())
    };
    let cases = [
        ("more than confirmed", &stage.engine, &grown, "many-grown"),
        (
            "without a reason",
            &stage.engine,
            &unexplained,
            "many-reason-needed",
        ),
        (
            "replaced by nothing",
            &stage.engine,
            &replaced,
            "many-replaced-by-none",
        ),
        ("read-only", &stage.read_only(), &all, "engine-read-only"),
    ];
    for (name, engine, order, key) in cases {
        let problem = engine.many(order, &Run::default()).await.expect_err(name);
        assert_eq!(problem.summary.key, key, "{name}");
    }
    assert_eq!(states(&stage, &ids).await, [StateKind::Queued; 2]);
}

async fn ends_are_decided_about_with_one_reason_and_never_twice() {
    let stage = Stage::new();
    stage
        .nsso
        .answers_after(SignedDuration::from_secs(3), ResultCode::Refused);
    let ids = queued(&stage, 3).await;
    work_for(&stage, 5).await;
    assert_eq!(states(&stage, &ids).await, [StateKind::Refused; 3]);
    let engine = &stage.engine;
    let first = engine.settle(ids[0], Decision::Kept, "mine".to_owned());
    first.await.expect("decided");

    let wanted = ManyOrder {
        reason: " seen at the NSSO ".to_owned(),
        ..order(Deed::Settle(Decision::Done), Filter::default())
    };
    let report = engine.many(&wanted, &Run::default()).await.expect("done");

    assert_eq!((report.done, report.missed), (2, 0));
    let rows = engine.rows(&ids).await.expect("readable");
    let decided: Vec<_> = rows.iter().map(|row| row.decision).collect();
    let done = Some(Decision::Done);
    assert_eq!(decided, [Some(Decision::Kept), done, done]);
    let events = stage.timeline(ids[1]).await.events;
    let last = events.last().expect("an entry");
    assert_eq!(last.event, "decided_done");
    let reason = last.reason.as_ref().expect("a reason");
    assert_eq!(reason.raw(), "seen at the NSSO");
}

async fn results_of_many_are_asked_for_at_once() {
    let stage = Stage::by_hand();
    let ids = queued(&stage, 2).await;
    let report = stage
        .engine
        .many(&order(Deed::PollNow, Filter::default()), &Run::default())
        .await;
    assert_eq!(report, Ok(ManyReport::default()), "nothing is sent yet");
    assert_eq!(states(&stage, &ids).await, [StateKind::Queued; 2]);
}
