//! Claims and records: what is written is what the lifecycle says, once, with its journal entry.

use proptest::prelude::*;

use super::invariants::all_events;
use super::*;
use crate::domain::lifecycle::{Doubt, Illegal, Settled, StateKind, apply};

#[tokio::test]
async fn a_life_from_queue_to_verdict() {
    let home = Home::new();
    let lease = home.lease().await;
    let id = home.put(new(1)).await;
    let sending = home.claim(id, lease.epoch, at(1)).await.expect("claimed");
    assert_eq!(
        sending.state,
        State::Sending {
            since: at(1),
            tries: 0
        }
    );
    assert_eq!(sending.attempted_at, Some(at(1)));
    let mut posted = change(
        &sending,
        Event::Taken {
            declaration: number(77),
        },
        at(2),
    );
    posted.exchange = Some(NewExchange {
        status: Some(201),
        location: Some(Untrusted::new("/declarations/77")),
        outcome: "taken",
        ..exchange(Method::Post, at(1))
    });
    let submitted = home.record(posted).await.expect("taken");
    let mut polled = change(&submitted, Event::Polled { retry_at: None }, at(4));
    polled.exchange = Some(NewExchange {
        status: Some(404),
        outcome: "not_ready",
        ..exchange(Method::Get, at(4))
    });
    let polled = home.record(polled).await.expect("polled");
    let verdict = answer(77, ResultCode::Refused, &["90017-510", "00024-304"]);
    let event = Event::Answered {
        result: verdict.result,
        period: verdict.period,
    };
    let mut answered = change(&polled, event, at(5));
    answered.answer = Some(verdict.clone());
    answered.exchange = Some(exchange(Method::Get, at(5)));
    let refused = home.record(answered).await.expect("answered");
    let settled = Settled {
        declaration: number(77),
        period: verdict.period,
    };
    assert_eq!(refused.state, State::Refused(settled));
    assert_eq!(
        refused.ssin, verdict.ssin,
        "the number was learnt from the answer"
    );

    let story = home.store.timeline(id).await.expect("read").expect("known");
    let codes: Vec<&str> = story.row.codes.iter().map(Untrusted::raw).collect();
    assert_eq!(
        codes,
        ["90017-510", "00024-304"],
        "in the order of the answer"
    );
    assert_eq!((story.row.attempts, story.row.polls), (1, 2));
    assert_eq!(story.row.submitted_at, Some(at(2)));
    assert_eq!(story.row.period, verdict.period);
    assert_eq!(story.anomalies, verdict.anomalies);
    assert_eq!(story.answer, Some(verdict.raw));
    let attempts: Vec<_> = story
        .attempts
        .iter()
        .map(|exchange| {
            (
                exchange.method,
                exchange.status,
                exchange.outcome.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        attempts,
        [
            (Method::Post, Some(201), Some("taken")),
            (Method::Get, Some(404), Some("not_ready")),
            (Method::Get, Some(200), Some("result")),
        ]
    );
    let events: Vec<&str> = story
        .events
        .iter()
        .map(|entry| entry.event.as_str())
        .collect();
    assert_eq!(
        events,
        ["enqueued", "claimed", "taken", "polled", "answered"]
    );
    assert_eq!(
        home.store.by_declaration(number(77)).await.expect("read"),
        Some(id)
    );
    let by_period = home.store.by_period(verdict.period.expect("given")).await;
    assert_eq!(by_period.expect("read").map(|row| row.id), Some(id));
}

#[tokio::test]
async fn a_change_of_a_row_that_moved_is_refused() {
    let home = Home::new();
    let id = home.put(new(1)).await;
    let stale = home.get(id).await;
    home.event(id, Event::Held, at(1)).await.expect("held");
    let late = home
        .store
        .record(change(&stale, Event::Withdrawn, at(2)))
        .await;
    assert!(matches!(late, Err(StoreError::Moved(moved)) if moved == id));
    let unknown = Submission {
        id: SubmissionId(99),
        ..stale
    };
    let lost = home
        .store
        .record(change(&unknown, Event::Held, at(2)))
        .await;
    assert!(matches!(lost, Err(StoreError::Unknown(SubmissionId(99)))));
    assert_eq!(home.get(id).await.state, State::Held { tries: 0 });
}

#[tokio::test]
async fn a_claim_needs_the_lease_and_its_time() {
    let home = Home::new();
    let lease = home.lease().await;
    let id = home.put(new(1)).await;
    let old = home.claim(id, lease.epoch - 1, at(1)).await;
    assert!(matches!(old, Err(StoreError::LeaseLost)), "{old:?}");
    let early = home.claim(id, lease.epoch, at(-5)).await;
    assert!(matches!(
        early,
        Err(StoreError::Illegal(Illegal::TooEarly { .. }))
    ));
    home.store
        .hold_account("main", Some("a proxy answers"), PERSON, at(0))
        .await
        .expect("held");
    let held = home.claim(id, lease.epoch, at(1)).await;
    assert!(matches!(held, Err(StoreError::Moved(_))), "{held:?}");
    assert_eq!(home.get(id).await.revision, 0, "nothing of it was written");
}

#[tokio::test]
async fn a_damaged_message_is_never_claimed() {
    let home = Home::new();
    let lease = home.lease().await;
    let id = home.put(new(1)).await;
    home.raw()
        .execute("UPDATE body SET payload = payload || ' '", [])
        .expect("changed past our code");
    let claimed = home.claim(id, lease.epoch, at(1)).await;
    assert!(
        matches!(claimed, Err(StoreError::Failed(problem)) if problem.summary.key == "store-corrupt")
    );
}

#[tokio::test]
async fn a_number_belongs_to_one_submission() {
    let home = Home::new();
    let lease = home.lease().await;
    home.taken(1, lease.epoch, 101).await;
    let second = home.put(new(2)).await;
    home.claim(second, lease.epoch, at(3))
        .await
        .expect("claimed");
    let declaration = number(101);
    let taken = home
        .event(second, Event::Taken { declaration }, at(4))
        .await;
    assert!(matches!(taken, Err(StoreError::NumberTaken(number)) if number == declaration));
    assert_eq!(home.get(second).await.state.kind(), StateKind::Sending);
}

/// What every end of a doubt leaves as the outcome of the POST.
#[tokio::test]
async fn evidence_closes_the_lost_post() {
    let declaration = number(500);
    for (name, event, outcome) in [
        ("a late answer", Event::Taken { declaration }, "taken"),
        ("a search", Event::Found { declaration }, "taken"),
        ("a person", Event::DeclaredNotTaken, "not_taken"),
        ("nothing yet", Event::NotFound, "unknown"),
    ] {
        let home = Home::new();
        let lease = home.lease().await;
        let id = home.put(new(1)).await;
        home.claim(id, lease.epoch, at(1)).await.expect("claimed");
        let lost = Event::AnswerLost {
            doubt: Doubt::AnswerLost,
        };
        home.event(id, lost, at(2)).await.expect("lost");
        home.event(id, event, at(3) + minutes(20))
            .await
            .expect(name);
        let story = home.store.timeline(id).await.expect("read").expect("known");
        assert_eq!(
            story.attempts[0].outcome.as_deref(),
            Some(outcome),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_message_not_taken_is_sent_again_under_a_new_attempt() {
    let home = Home::new();
    let lease = home.lease().await;
    let id = home.put(new(1)).await;
    for round in 0..3 {
        let now = at(0) + minutes(10 * round + 1);
        home.claim(id, lease.epoch, now).await.expect("claimed");
        home.event(id, Event::NotTaken { retry_at: None }, now)
            .await
            .expect("not taken");
    }
    let story = home.store.timeline(id).await.expect("read").expect("known");
    assert_eq!(story.row.attempts, 3);
    assert!(
        story
            .attempts
            .iter()
            .all(|post| post.outcome.as_deref() == Some("not_taken"))
    );
}

#[tokio::test]
async fn of_two_claims_by_two_stores_one_wins() {
    let home = Home::new();
    let lease = home.lease().await;
    let other = home.second();
    for name in 1..=20 {
        let row = home.get(home.put(new(name)).await).await;
        let (one, two) = tokio::join!(
            home.store.claim(claim(&row, lease.epoch, at(1))),
            other.claim(claim(&row, lease.epoch, at(1))),
        );
        assert_eq!(
            u8::from(one.is_ok()) + u8::from(two.is_ok()),
            1,
            "{one:?} {two:?}"
        );
        let loser = one.err().or(two.err()).expect("a loser");
        assert!(matches!(loser, StoreError::Moved(_)), "{loser:?}");
    }
}

#[tokio::test]
async fn a_changed_entry_of_the_journal_is_found() {
    let home = Home::new();
    for name in 1..=5 {
        home.put(new(name)).await;
    }
    home.store
        .note(PERSON, "shown", "a number", at(9))
        .await
        .expect("noted");
    let whole = home.store.verify_journal().await.expect("read");
    assert_eq!(whole, ChainCheck::Whole { entries: 6 });
    let raw = home.raw();
    raw.execute_batch("DROP TRIGGER journal_unchanged; DROP TRIGGER journal_stays;")
        .expect("who may write the file may drop a trigger");
    for (name, sql) in [
        ("edited", "UPDATE journal SET actor = 'Tom' WHERE seq = 3"),
        (
            "moved in time",
            "UPDATE journal SET at = at + 1 WHERE seq = 3",
        ),
        (
            "other row",
            "UPDATE journal SET submission_id = 1 WHERE seq = 3",
        ),
        ("removed", "DELETE FROM journal WHERE seq = 3"),
    ] {
        raw.execute_batch("SAVEPOINT tampered")
            .expect("a savepoint");
        raw.execute_batch(sql).expect(name);
        let found = journal::verify(&raw).expect("read");
        assert_eq!(found, ChainCheck::Broken { sequence: 3 }, "{name}");
        raw.execute_batch("ROLLBACK TO tampered; RELEASE tampered")
            .expect("undone");
    }
}

#[tokio::test]
async fn every_commit_moves_the_revision_of_the_store() {
    let home = Home::new();
    let other = home.second();
    let (mut ours, mut theirs) = (home.store.changes(), other.changes());
    ours.mark_unchanged();
    theirs.mark_unchanged();
    home.store.look().await.expect("looked");
    assert!(!ours.has_changed().expect("open"), "nothing happened yet");
    home.put(new(1)).await;
    assert!(ours.has_changed().expect("open"));
    assert!(!theirs.has_changed().expect("open"), "not before it looks");
    other.look().await.expect("looked");
    assert!(theirs.has_changed().expect("open"));
    ours.mark_unchanged();
    home.store.look().await.expect("looked");
    assert!(
        !ours.has_changed().expect("open"),
        "our own change is no news"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_recorded_is_what_the_lifecycle_says(
        picks in proptest::collection::vec((0_usize..19, 0_i64..5_400, 0_i32..1_000_000_000), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let home = Home::new();
            let lease = home.lease().await;
            let id = home.put(new(1)).await;
            let mut expected = State::Queued { next_at: at(0), tries: 0 };
            let (mut now, mut entries) = (at(0), 1);
            for (pick, seconds, nanoseconds) in picks {
                now += SignedDuration::new(seconds, nanoseconds);
                let event = all_events()[pick].clone();
                let next = apply(&expected, &event, values::whole(now));
                let written = match event {
                    Event::Claimed => home.claim(id, lease.epoch, now).await,
                    event => home.event(id, event, now).await,
                };
                match next {
                    Ok(next) => {
                        let written = written.expect("a legal event is written");
                        assert_eq!(&written.state, &next);
                        assert_eq!(home.get(id).await.state, next.clone(), "read back");
                        expected = next;
                        entries += 1;
                    }
                    Err(illegal) => assert!(
                        matches!(written, Err(StoreError::Illegal(found)) if found == illegal)
                    ),
                }
            }
            let story = home.store.timeline(id).await.expect("read").expect("known");
            assert_eq!(story.events.len(), entries);
            assert_eq!(story.row.state, expected.kind());
        });
    }
}

#[tokio::test]
async fn a_submission_is_read_by_a_statement_prepared_once() {
    let home = Home::new();
    let mut ids = Vec::new();
    for name in 1..=4 {
        ids.push(home.put(new(name)).await);
    }
    let of_reader = ids.clone();
    let again = move |connection: &Connection| {
        for id in &of_reader {
            rows::stored(connection, *id)?.expect("there");
        }
        let statement = connection.prepare_cached(rows::STORED)?;
        Ok(statement.get_status(rusqlite::StatementStatus::RePrepare))
    };
    let of_writer = again.clone();
    assert_eq!(home.store.read(again).await.expect("read"), 0);
    let written = home
        .store
        .write(Durability::Ordered, move |transaction| {
            of_writer(transaction).map(Commit::Undo)
        })
        .await;
    assert_eq!(written.expect("read"), 0);
}
