//! One worker, as long as nobody wants more; what a dead one was sending is in doubt before the next one begins.

use super::*;
use crate::domain::lifecycle::{Doubt, StateKind};

on_every_store! {
    one_worker_at_a_time_and_what_it_left_is_in_doubt
    everybody_can_see_who_works
    what_a_dead_worker_was_asking_counts_as_asked
}

async fn one_worker_at_a_time_and_what_it_left_is_in_doubt<S: Bed>(home: Home<S>) {
    let other = home.second();
    let first = home.lease().await;
    let sending = home.put(new(1)).await;
    let waiting = home.put(new(2)).await;
    home.claim(sending, first.epoch, at(1))
        .await
        .expect("claimed");
    let none = other
        .lease(&console("worker-2"), at(5))
        .await
        .expect("asked");
    assert!(none.is_none(), "the first still works");
    drop(first);
    let second = other
        .lease(&console("worker-2"), at(6))
        .await
        .expect("asked")
        .expect("free again");
    assert_eq!(second.epoch, 2);
    assert_eq!(second.recovered, [sending]);
    assert_eq!(
        home.get(sending).await.state,
        State::InDoubt {
            doubt: Doubt::WorkerDied,
            since: at(1),
            look_ups: 0,
            next_at: at(36),
        }
    );
    let story = home
        .store
        .timeline(sending)
        .await
        .expect("read")
        .expect("known");
    let last = story.events.last().expect("an entry");
    assert_eq!(
        (last.actor.as_str(), last.event.as_str()),
        ("worker-2", "worker_died")
    );
    assert_eq!(story.attempts[0].outcome.as_deref(), Some("unknown"));
    let late = home.claim(waiting, 1, at(7)).await;
    assert!(matches!(late, Err(StoreError::LeaseLost)), "{late:?}");
    assert_eq!(home.get(waiting).await.state.kind(), StateKind::Queued);
}

async fn everybody_can_see_who_works<S: Bed>(home: Home<S>) {
    let other = home.second();
    let (me, you) = (holder(WORKER), console("worker-2"));
    assert_eq!(
        home.store.worker(&me).await.expect("asked"),
        WorkerStatus::Nobody
    );
    let lease = home.lease().await;
    assert_eq!(
        home.store.worker(&me).await.expect("asked"),
        WorkerStatus::Here
    );
    assert_eq!(
        other.worker(&you).await.expect("asked"),
        WorkerStatus::Elsewhere {
            host: "desk".to_owned(),
            pid: 4711,
            since: at(0),
        }
    );
    drop(lease);
    assert_eq!(
        other.worker(&you).await.expect("asked"),
        WorkerStatus::Nobody
    );
}

async fn what_a_dead_worker_was_asking_counts_as_asked<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let polled = home.taken(1, lease.epoch, 101).await;
    let settled = home.taken(2, lease.epoch, 102).await;
    let noted = home.store.asking(vec![polled, settled], at(5)).await;
    noted.expect("noted");
    let answered = Event::Answered {
        result: ResultCode::Accepted,
        period: None,
    };
    home.event(settled, answered, at(6))
        .await
        .expect("answered");
    drop(lease);

    let taken_over = home.store.lease(&console("worker-2"), at(6)).await;
    assert!(matches!(taken_over, Ok(Some(_))));

    let row = home
        .store
        .submission(polled)
        .await
        .expect("read")
        .expect("there");
    match row.state {
        State::Submitted { polls, next_at, .. } => {
            assert_eq!(polls, 1);
            let next_at = next_at.expect("asked again");
            assert!(next_at >= at(6), "a second after it was asked, {next_at}");
        }
        other => panic!("{other:?}"),
    }
    let row = home
        .store
        .submission(settled)
        .await
        .expect("read")
        .expect("there");
    assert!(matches!(row.state, State::Accepted(_)));
    let again = home
        .store
        .lease(&console("worker-3"), at(7))
        .await
        .expect("read");
    assert!(again.is_none(), "the second one has it");
}
