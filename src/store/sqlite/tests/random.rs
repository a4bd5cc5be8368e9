//! Whatever persons and the worker do in whatever order: the store refuses it with a reason or
//! does it, and what it keeps is what counting gives.

use std::fmt::Debug;

use proptest::prelude::*;

use super::*;
use crate::domain::decision::Decision;

/// What is done, to which of the rows of before.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Enqueue,
    Replace(usize),
    WaitFor(usize),
    /// Sent, and answered with this letter.
    Answer(usize, &'static str),
    Reject(usize),
    Decide(usize, Decision),
    Tell(usize, Told),
}

#[derive(Debug, Clone, Copy)]
enum Told {
    Hold,
    Release,
    Withdraw,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let row = || 0_usize..12;
    let letters = proptest::sample::select(vec!["A", "W", "B"]);
    let decisions = proptest::sample::select(&Decision::ALL[..]);
    let told = proptest::sample::select(vec![Told::Hold, Told::Release, Told::Withdraw]);
    let deed = prop_oneof![
        2 => Just(Deed::Enqueue),
        3 => row().prop_map(Deed::Replace),
        3 => row().prop_map(Deed::WaitFor),
        6 => (row(), letters).prop_map(|(row, letter)| Deed::Answer(row, letter)),
        1 => row().prop_map(Deed::Reject),
        2 => (row(), decisions).prop_map(|(row, decision)| Deed::Decide(row, decision)),
        3 => (row(), told).prop_map(|(row, told)| Deed::Tell(row, told)),
    ];
    proptest::collection::vec(deed, 5..40)
}

/// What was refused, was refused with a reason: no constraint of the database was needed.
fn refused_or_done<T: Debug>(deed: Deed, done: &Result<T, StoreError>) {
    assert!(
        !matches!(done, Err(StoreError::Failed(_))),
        "{deed:?}: {done:?}"
    );
}

async fn act(home: &Home, epoch: i64, name: u8, deed: Deed) {
    let rows = home.store.counts(None).await.expect("counted").total();
    let row = |place: usize| {
        let place = i64::try_from(place).expect("small");
        SubmissionId(1 + place % i64::try_from(rows.max(1)).expect("few"))
    };
    let enter = async |new| {
        let done = home.store.enqueue(vec![new], Batch::WhatCan, PERSON, at(5));
        refused_or_done(deed, &done.await);
    };
    let tell = async |id, event| {
        let done = home.event(id, event, at(50)).await;
        refused_or_done(deed, &done);
        done.is_ok()
    };
    match deed {
        _ if rows == 0 => enter(new(name)).await,
        Deed::Enqueue => enter(new(name)).await,
        Deed::Replace(place) => {
            let replaced = NewSubmission {
                supersedes: Some(row(place)),
                origin: Some(row(place)),
                ..new(name)
            };
            enter(replaced).await;
        }
        Deed::WaitFor(place) => {
            let uid: [u8; 16] = home
                .raw()
                .query_row(
                    "SELECT uid FROM submission WHERE id = ?1",
                    [row(place)],
                    |row| row.get(0),
                )
                .expect("there");
            let waiting = NewSubmission {
                waits_for: Some(Uuid::from_bytes(uid)),
                ..new(name)
            };
            enter(waiting).await;
        }
        Deed::Answer(place, letter) => {
            let id = row(place);
            let declaration = number(1_000 + id.0);
            let claimed = home.claim(id, epoch, at(60)).await;
            refused_or_done(deed, &claimed);
            if claimed.is_ok() && tell(id, Event::Taken { declaration }).await {
                let result = ResultCode::parse(letter).expect("a letter");
                let verdict = Event::Answered {
                    result,
                    period: None,
                };
                let mut change = change(&home.get(id).await, verdict, at(70));
                change.answer = Some(answer(declaration.value(), result, &["90017-510"]));
                refused_or_done(deed, &home.record(change).await);
            }
        }
        Deed::Reject(place) => {
            let claimed = home.claim(row(place), epoch, at(60)).await;
            refused_or_done(deed, &claimed);
            if claimed.is_ok() {
                tell(row(place), Event::Rejected).await;
            }
        }
        Deed::Decide(place, decision) => {
            let settling = Settling {
                id: row(place),
                revision: home.get(row(place)).await.revision,
                decision,
                reason: "seen".to_owned(),
                actor: PERSON.to_owned(),
                at: at(80),
            };
            refused_or_done(deed, &home.store.settle(settling).await);
        }
        Deed::Tell(place, told) => {
            let event = match told {
                Told::Hold => Event::Held,
                Told::Release => Event::Released,
                Told::Withdraw => Event::Withdrawn,
            };
            tell(row(place), event).await;
        }
    }
}

/// Rows that must not be there, each found by a question of its own.
fn nothing_found(connection: &Connection, name: &str, sql: &str) {
    let found: i64 = connection
        .query_row(&format!("SELECT count(*) FROM ({sql})"), [], |row| {
            row.get(0)
        })
        .expect("a question");
    assert_eq!(found, 0, "{name}");
}

async fn holds(home: &Home) {
    let raw = home.raw();
    super::kept::assert_kept(&raw);
    for (name, sql) in [
        (
            "undecided ends as counted",
            "SELECT state, rows FROM undecided_count WHERE rows > 0 EXCEPT
             SELECT state, count(*) FROM submission WHERE decision IS NULL
               AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken') GROUP BY state",
        ),
        (
            "undecided ends as kept",
            "SELECT state, count(*) FROM submission WHERE decision IS NULL
               AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken') GROUP BY state EXCEPT
             SELECT state, rows FROM undecided_count",
        ),
        (
            "codes of undecided refusals",
            "SELECT code, rows FROM refused_code WHERE rows > 0 EXCEPT
             SELECT n.code, count(DISTINCT s.id) FROM submission s JOIN anomaly n ON n.submission_id = s.id
             WHERE s.state = 'refused' AND s.decision IS NULL GROUP BY n.code",
        ),
        (
            "under way although what it waits for has not ended",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state NOT IN('held', 'cancelled') AND w.life < 7",
        ),
        (
            "released by nobody although what it waits for ended badly, and so did its corrections",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state NOT IN('held', 'cancelled') AND w.life > 8
               AND NOT EXISTS(SELECT 1 FROM journal j WHERE j.submission_id = s.id
                 AND j.event = 'released' AND j.reason IS NULL)
               AND NOT EXISTS(
                 WITH RECURSIVE again(id, kind, life) AS(
                   SELECT w.id, w.kind, w.life
                   UNION ALL
                   SELECT n.id, n.kind, n.life FROM again a
                   JOIN submission n ON n.supersedes = a.id AND n.kind = a.kind)
                 SELECT 1 FROM again WHERE life IN(7, 8))",
        ),
        (
            "left waiting although nothing keeps it",
            "SELECT 1 FROM submission s JOIN submission w ON w.id = s.waits_for
             WHERE s.state = 'held' AND w.life IN(7, 8)
               AND (SELECT count(*) FROM journal j WHERE j.submission_id = s.id AND j.event = 'held') < 2
               AND EXISTS(SELECT 1 FROM journal j WHERE j.submission_id = s.id
                 AND j.event = 'held' AND j.reason IS NOT NULL)",
        ),
        (
            "replaced and not decided about",
            "SELECT 1 FROM submission n JOIN submission o ON o.id = n.supersedes WHERE o.decision IS NULL",
        ),
        (
            "a change without its entry",
            "SELECT s.rev, s.id FROM submission s WHERE s.rev <>
               (SELECT count(*) FROM journal j WHERE j.submission_id = s.id
                 AND NOT (j.event = 'enqueued' OR (j.event = 'held' AND j.reason IS NOT NULL)))",
        ),
    ] {
        nothing_found(&raw, name, sql);
    }
    let check = home.store.verify_journal().await.expect("read");
    assert!(matches!(check, ChainCheck::Whole { .. }), "{check:?}");
}

#[test]
fn whatever_is_done_the_books_agree() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    });
    runner
        .run(&deeds(), |deeds| {
            runtime.block_on(async {
                let home = Home::new();
                let lease = home.lease().await;
                for (name, deed) in (1..).zip(deeds) {
                    act(&home, lease.epoch, name, deed).await;
                }
                holds(&home).await;
            });
            Ok(())
        })
        .expect("the books agree");
}
