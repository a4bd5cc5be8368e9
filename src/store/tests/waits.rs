//! Submissions that wait for another one (I8), and what may be declared again once a period is
//! withdrawn (I6).

use super::*;
use crate::domain::lifecycle::StateKind;

on_every_store! {
    what_waits_is_held_and_released_in_the_commit_of_the_verdict
    the_correction_of_what_is_waited_for_counts_as_itself
    a_replacement_of_another_kind_releases_nothing
    what_waits_for_a_bad_end_stays_until_a_person_decides
    what_it_would_wait_for_is_accepted_already_or_not_there
    an_in_may_be_declared_again_when_its_period_is_withdrawn
    only_the_withdrawal_of_its_own_period_makes_room
}

pub(in crate::store) const PERIOD: u64 = 800_000_000_179;

pub(in crate::store) fn cancel(name: u8) -> NewSubmission {
    NewSubmission {
        kind: Kind::Cancel,
        period: Some(PeriodId::from_answer(PERIOD)),
        draft: Draft::new(Kind::Cancel),
        ..new(name)
    }
}

pub(in crate::store) fn after(new: NewSubmission, awaited: u8) -> NewSubmission {
    NewSubmission {
        waits_for: Some(Uuid::from_bytes([awaited; 16])),
        ..new
    }
}

pub(in crate::store) fn same_key(name: u8, key: u8) -> NewSubmission {
    NewSubmission {
        business_key: [key; 32],
        ..new(name)
    }
}

pub(in crate::store) async fn enter<S: Bed>(
    home: &Home<S>,
    new: Vec<NewSubmission>,
) -> Vec<Enqueued> {
    home.store
        .enqueue(new, Batch::AllOrNothing, PERSON, at(5))
        .await
        .expect("no failure")
}

pub(in crate::store) async fn two<S: Bed>(home: &Home<S>) -> (SubmissionId, SubmissionId) {
    match enter(home, vec![cancel(1), after(new(2), 1)]).await[..] {
        [Enqueued::New(first), Enqueued::New(second)] => (first, second),
        ref other => panic!("{other:?}"),
    }
}

async fn what_waits_is_held_and_released_in_the_commit_of_the_verdict<S: Bed>(_: Home<S>) {
    for letter in ["A", "W"] {
        let home = S::home().expect("as before");
        let lease = home.lease().await;
        let (first, second) = two(&home).await;
        let due_now = home.store.due(&due(Work::Send, at(100))).await;
        let due_now: Vec<_> = due_now.expect("read").iter().map(|row| row.id).collect();
        assert_eq!(due_now, [first], "only the first one is sent");
        assert_eq!(home.story(second).await.row.waits_for, Some(first));
        let mut seen = home.store.changes();
        home.claim(first, lease.epoch, at(10))
            .await
            .expect("claimed");
        let declaration = number(101);
        home.event(first, Event::Taken { declaration }, at(11))
            .await
            .expect("taken");
        seen.mark_unchanged();
        let before = *seen.borrow();
        let verdict = Event::Answered {
            result: ResultCode::parse(letter).expect("a letter"),
            period: None,
        };
        home.event(first, verdict, at(12)).await.expect("answered");
        assert_eq!(*seen.borrow(), before + 1, "one commit");
        let queued = State::Queued {
            next_at: at(12),
            tries: 0,
        };
        let released = home.get(second).await;
        assert_eq!((released.state, released.revision), (queued, 1), "{letter}");
        let told = home.told(second).await;
        assert_eq!(
            told,
            [
                ("enqueued".to_owned(), String::new()),
                ("held".to_owned(), format!("waits for {first}")),
                ("released".to_owned(), format!("{first} accepted")),
            ]
        );
        let check = home.store.verify_journal().await.expect("read");
        assert!(matches!(check, ChainCheck::Whole { .. }), "{check:?}");
    }
}

async fn the_correction_of_what_is_waited_for_counts_as_itself<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let (first, second) = two(&home).await;
    home.end(first, lease.epoch, (101, "B", None)).await;
    let again = NewSubmission {
        supersedes: Some(first),
        ..cancel(3)
    };
    let correction = home.put(again).await;
    let early = home.event(second, Event::Released, at(30)).await;
    assert!(
        matches!(early, Err(StoreError::Waits(id)) if id == correction),
        "{early:?}"
    );
    home.end(correction, lease.epoch, (102, "A", Some(PERIOD)))
        .await;
    assert_eq!(home.get(second).await.state.kind(), StateKind::Queued);
}

async fn a_replacement_of_another_kind_releases_nothing<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let (first, second) = two(&home).await;
    home.end(first, lease.epoch, (101, "B", None)).await;
    let other = NewSubmission {
        kind: Kind::Update,
        supersedes: Some(first),
        ..cancel(3)
    };
    let other = home.put(other).await;
    home.end(other, lease.epoch, (102, "A", Some(PERIOD))).await;
    assert_eq!(home.get(second).await.state.kind(), StateKind::Held);
}

async fn what_waits_for_a_bad_end_stays_until_a_person_decides<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let (first, second) = two(&home).await;
    let early = home.event(second, Event::Released, at(6)).await;
    assert!(
        matches!(early, Err(StoreError::Waits(id)) if id == first),
        "{early:?}"
    );
    home.claim(first, lease.epoch, at(10))
        .await
        .expect("claimed");
    let early = home.event(second, Event::Released, at(10)).await;
    assert!(matches!(early, Err(StoreError::Waits(_))), "{early:?}");
    home.event(first, Event::Rejected, at(11))
        .await
        .expect("rejected");
    assert_eq!(home.get(second).await.state, State::Held { tries: 0 });
    let late = after(new(3), 1);
    let third = home.put(late).await;
    assert_eq!(
        home.get(third).await.state.kind(),
        StateKind::Held,
        "after the end as well"
    );
    home.event(second, Event::Released, at(12))
        .await
        .expect("a person may");
    home.event(third, Event::Withdrawn, at(12))
        .await
        .expect("or not");
}

async fn what_it_would_wait_for_is_accepted_already_or_not_there<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    home.ended(cancel(1), lease.epoch, (101, "A", Some(PERIOD)))
        .await;
    let second = home.put(after(new(2), 1)).await;
    assert_eq!(home.get(second).await.state.kind(), StateKind::Queued);
    assert_eq!(home.told(second).await.len(), 1, "it was never held");
    let outcome = enter(&home, vec![new(3), after(new(4), 99)]).await;
    assert_eq!(outcome, [Enqueued::NotWritten, Enqueued::NotWritten]);
    let blocked = vec![same_key(5, 2), after(new(6), 5)];
    let outcome = enter(&home, blocked).await;
    assert_eq!(
        outcome,
        [
            Enqueued::Duplicate(second, StateKind::Queued),
            Enqueued::NotWritten
        ]
    );
}

/// The first IN, key 1, was accepted and created the period.
async fn an_in_may_be_declared_again_when_its_period_is_withdrawn<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let live = home
        .ended(new(1), lease.epoch, (101, "A", Some(PERIOD)))
        .await;
    let outcome = enter(&home, vec![same_key(2, 1)]).await;
    assert_eq!(outcome, [Enqueued::Duplicate(live, StateKind::Accepted)]);

    let outcome = enter(&home, vec![cancel(3), after(same_key(4, 1), 3)]).await;
    let [Enqueued::New(withdrawal), Enqueued::New(again)] = outcome[..] else {
        panic!("{outcome:?}");
    };
    let told = home.told(again).await;
    assert_eq!(
        told[0].1,
        format!("after {withdrawal} cancels period {PERIOD}")
    );
    let outcome = enter(&home, vec![same_key(5, 1)]).await;
    assert_eq!(
        outcome,
        [Enqueued::Duplicate(live, StateKind::Accepted)],
        "one that does not wait meets the first"
    );
    home.end(withdrawal, lease.epoch, (102, "A", None)).await;
    let outcome = enter(&home, vec![same_key(6, 1)]).await;
    assert_eq!(
        outcome,
        [Enqueued::Duplicate(again, StateKind::Queued)],
        "and now the second"
    );
    home.event(again, Event::Withdrawn, at(20))
        .await
        .expect("withdrawn");
    let third = home.put(same_key(7, 1)).await;
    assert_eq!(
        home.told(third).await[0].1,
        format!("period {PERIOD} cancelled by {withdrawal}")
    );
}

async fn only_the_withdrawal_of_its_own_period_makes_room<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let live = home
        .ended(new(1), lease.epoch, (101, "A", Some(PERIOD + 1)))
        .await;
    let duplicate = [Enqueued::Duplicate(live, StateKind::Accepted)];
    home.ended(cancel(2), lease.epoch, (102, "A", None)).await;
    assert_eq!(enter(&home, vec![same_key(3, 1)]).await, duplicate);
    assert_eq!(
        enter(&home, vec![after(same_key(4, 1), 2)]).await,
        duplicate
    );
    let other = NewSubmission {
        period: Some(PeriodId::from_answer(PERIOD + 1)),
        ..cancel(5)
    };
    home.ended(other, lease.epoch, (103, "B", None)).await;
    let outcome = enter(&home, vec![same_key(6, 1)]).await;
    assert_eq!(outcome, duplicate, "a refused withdrawal withdraws nothing");
}
