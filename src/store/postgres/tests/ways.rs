//! How often it is waited for the server: what counts when it stands in another building.

#![expect(clippy::vec_box, reason = "as they wait")]

use super::*;
use crate::domain::answer::ResultCode;
use crate::domain::ids::SubmissionId;
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::store::group::Answer;
use crate::store::postgres::change::Step;
use crate::store::postgres::connect::Purpose;
use crate::store::postgres::job::{self, Job};
use crate::store::tests::{
    PERSON, WORKER, answer, at, change, claim, exchange, holder, new, number,
};
use crate::store::{Batch, NewExchange};

/// The changes of one commit, how often it is waited for it, and for how many statements.
async fn ways(home: &Home<PgStore>, session: &Session, mut jobs: Vec<Box<Job>>) -> (u64, u64) {
    let connections = &home.store.connections;
    let before = session.ways();
    let committed = group::commit(session, &mut jobs, connections, false).await;
    let after = session.ways();
    for job in jobs {
        job.answer(&Ok(()));
    }
    assert!(matches!(committed, Ok(true)), "it is told of");
    (after.0 - before.0, after.1 - before.1)
}

/// The rows as they are, each with a step of its own.
async fn steps(
    home: &Home<PgStore>,
    ids: &[SubmissionId],
    step: impl Fn(&Submission) -> Step,
) -> Vec<Box<Job>> {
    let mut jobs = Vec::new();
    for id in ids {
        // Nobody waits for the answers: what the rows are afterwards is asked of the store.
        let (job, _) = job::step(step(&home.get(*id).await));
        jobs.push(job);
    }
    jobs
}

fn taken(row: &Submission) -> Step {
    let declaration = number(1_000 + row.id.0);
    let mut change = change(row, Event::Taken { declaration }, at(2));
    change.exchange = Some(exchange(Method::Post, at(2)));
    Step::Record(change)
}

fn polled(row: &Submission) -> Step {
    let mut change = change(row, Event::Polled { retry_at: None }, at(3));
    change.exchange = Some(exchange(Method::Get, at(3)));
    Step::Record(change)
}

fn refused(row: &Submission) -> Step {
    let result = ResultCode::parse("B").expect("a letter");
    let verdict = Event::Answered {
        result,
        period: None,
    };
    let mut change = change(row, verdict, at(4));
    change.exchange = Some(exchange(Method::Get, at(4)));
    change.answer = Some(answer(
        1_000 + row.id.0,
        result,
        &["00001-001", "00002-002"],
    ));
    Step::Record(change)
}

#[tokio::test]
async fn a_group_waits_for_the_server_as_often_as_one_change() {
    let Some(home) = PgStore::home() else { return };
    let epoch = {
        let lease = home.store.lease(&holder(WORKER), at(0)).await;
        lease.expect("asked").expect("free")
    };
    let connections = &home.store.connections;
    let session = connections.fresh(Purpose::Write).await.expect("connected");
    let enqueue = |names: std::ops::Range<u8>| {
        let batch: Vec<NewSubmission> = names.map(new).collect();
        let (job, answer) = job::alone(Durability::Synced, async move |writing: &Writing<'_>| {
            enqueue::enqueue(writing, &batch, Batch::WhatCan, PERSON, at(0)).await
        });
        (vec![job], answer)
    };
    // With the first of each kind its statements are prepared, once for the connection.
    let mut counts = Vec::new();
    for names in [0..1, 1..2, 2..42] {
        let is_first = names.start == 0;
        let (jobs, answer) = enqueue(names);
        let entered = ways(&home, &session, jobs).await;
        let outcomes = answer.await.expect("answered").map_err(|_| "a panic");
        let ids: Vec<SubmissionId> = outcomes
            .expect("no panic")
            .expect("put in")
            .into_iter()
            .map(|one| match one {
                Enqueued::New(id) => id,
                other => panic!("not new: {other:?}"),
            })
            .collect();
        let claims = |row: &Submission| Step::Claim(claim(row, epoch.epoch, at(1)));
        let mut ways_of = vec![entered];
        let jobs = steps(&home, &ids, claims).await;
        ways_of.push(ways(&home, &session, jobs).await);
        for step in [taken, polled, refused] {
            let jobs = steps(&home, &ids, step).await;
            ways_of.push(ways(&home, &session, jobs).await);
        }
        for id in ids {
            assert_eq!(home.get(id).await.state.kind(), StateKind::Refused);
        }
        if !is_first {
            counts.push(ways_of);
        }
    }
    let [one, forty] = <[_; 2]>::try_from(counts).expect("two");
    // Put in; claimed; taken by a POST; asked without a verdict; refused with two codes each.
    assert_eq!(one, [(4, 12), (3, 11), (3, 11), (3, 10), (3, 14)]);
    assert_eq!(forty, one, "however many they are");
}

/// Each job with where its answer comes.
fn answered(steps: Vec<Step>) -> (Vec<Box<Job>>, Vec<Answer<Submission>>) {
    steps.into_iter().map(job::step).unzip()
}

async fn outcomes(answers: Vec<Answer<Submission>>) -> Vec<Result<i64, StoreError>> {
    let mut outcomes = Vec::new();
    for answer in answers {
        let ended = answer.await.expect("told").map_err(|_| "a panic");
        outcomes.push(ended.expect("no panic").map(|row| row.id.0));
    }
    outcomes
}

#[tokio::test]
async fn who_is_refused_or_fails_in_a_group_takes_nobody_along() {
    let Some(home) = PgStore::home() else { return };
    let lease = home.lease().await;
    let mut rows = Vec::new();
    for name in 1..=6 {
        let id = home.put(new(name)).await;
        if name > 2 {
            home.claim(id, lease.epoch, at(1)).await.expect("claimed");
        }
        rows.push(home.get(id).await);
    }
    let session = home.store.connections.fresh(Purpose::Write).await;
    let session = session.expect("connected");
    let stale = Submission {
        revision: 7,
        ..rows[1].clone()
    };
    let same = |row: &Submission| {
        let declaration = number(77);
        Step::Record(change(row, Event::Taken { declaration }, at(2)))
    };
    let (mut jobs, answers) = answered(vec![
        Step::Claim(claim(&rows[0], lease.epoch, at(1))),
        Step::Claim(claim(&stale, lease.epoch, at(1))),
        same(&rows[2]),
        same(&rows[3]),
    ]);
    let connections = &home.store.connections;
    // On a new connection the statements are prepared before each of the three.
    let (before, committed) = (
        session.ways().0,
        group::commit(&session, &mut jobs, connections, false).await,
    );
    assert!(matches!(committed, Ok(true)));
    let prepared = 3;
    assert_eq!(
        session.ways().0 - before,
        3 + prepared,
        "nobody tried again"
    );
    for job in jobs {
        job.answer(&Ok(()));
    }
    let came = outcomes(answers).await;
    let [
        Ok(_),
        Err(StoreError::Moved(moved)),
        Ok(_),
        Err(StoreError::NumberTaken(given)),
    ] = &came[..]
    else {
        panic!("{came:?}")
    };
    assert_eq!((*moved, *given), (stale.id, number(77)));

    // One that the server itself refuses, among two.
    let wrong = "ALTER TABLE exchange ADD CHECK(detail IS DISTINCT FROM 'wrong')";
    server::sql(&home.folder.url, wrong);
    let mut fails = change(&rows[4], Event::Rejected, at(3));
    fails.exchange = Some(NewExchange {
        detail: Some(Untrusted::new("wrong")),
        ..exchange(Method::Post, at(3))
    });
    let (mut jobs, answers) = answered(vec![Step::Record(fails), taken(&rows[5])]);
    let committed = group::commit(&session, &mut jobs, connections, false).await;
    assert!(matches!(committed, Ok(true)));
    for job in jobs {
        job.answer(&Ok(()));
    }
    let came = outcomes(answers).await;
    assert!(
        matches!(&came[..], [Err(StoreError::Failed(_)), Ok(_)]),
        "{came:?}"
    );
    let states: Vec<StateKind> = {
        let mut states = Vec::new();
        for row in &rows {
            states.push(home.get(row.id).await.state.kind());
        }
        states
    };
    assert_eq!(
        states,
        [
            StateKind::Sending,
            StateKind::Queued,
            StateKind::Submitted,
            StateKind::Sending,
            StateKind::Sending,
            StateKind::Submitted,
        ]
    );
    let whole = home.store.verify_journal().await.expect("read");
    assert!(matches!(whole, ChainCheck::Whole { .. }));
}
