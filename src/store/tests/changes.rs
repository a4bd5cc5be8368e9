//! Claims and records: what is written is what the lifecycle says, once, with its journal entry.

use super::*;
use crate::domain::lifecycle::{Doubt, Illegal, Settled, StateKind};

on_every_store! {
    a_life_from_queue_to_verdict
    a_change_of_a_row_that_moved_is_refused
    a_claim_needs_the_lease_and_its_time
    a_number_belongs_to_one_submission
    evidence_closes_the_lost_post
    a_message_not_taken_is_sent_again_under_a_new_attempt
    of_two_claims_by_two_stores_one_wins
}

async fn a_life_from_queue_to_verdict<S: Bed>(home: Home<S>) {
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

async fn a_change_of_a_row_that_moved_is_refused<S: Bed>(home: Home<S>) {
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

async fn a_claim_needs_the_lease_and_its_time<S: Bed>(home: Home<S>) {
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

async fn a_number_belongs_to_one_submission<S: Bed>(home: Home<S>) {
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
async fn evidence_closes_the_lost_post<S: Bed>(_: Home<S>) {
    let declaration = number(500);
    for (name, event, outcome) in [
        ("a late answer", Event::Taken { declaration }, "taken"),
        ("a search", Event::Found { declaration }, "taken"),
        ("a person", Event::DeclaredNotTaken, "not_taken"),
        ("nothing yet", Event::NotFound, "unknown"),
    ] {
        let home = S::home().expect("as before");
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

async fn a_message_not_taken_is_sent_again_under_a_new_attempt<S: Bed>(home: Home<S>) {
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

async fn of_two_claims_by_two_stores_one_wins<S: Bed>(home: Home<S>) {
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
