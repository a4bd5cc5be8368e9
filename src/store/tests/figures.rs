//! Due rows, held accounts, counts and the dashboard's figures.

use super::*;
use crate::domain::lifecycle::{Doubt, StateKind};

on_every_store! {
    what_is_due_comes_earliest_first_and_never_for_a_held_account
    the_dashboard_figures
}

async fn ids<S: Bed>(home: &Home<S>, due: Due) -> Vec<SubmissionId> {
    let due = home.store.due(&due).await.expect("read");
    due.into_iter().map(|submission| submission.id).collect()
}

async fn what_is_due_comes_earliest_first_and_never_for_a_held_account<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let polled = home.taken(1, lease.epoch, 101).await;
    let doubtful = home.put(new(2)).await;
    home.claim(doubtful, lease.epoch, at(1))
        .await
        .expect("claimed");
    home.event(
        doubtful,
        Event::AnswerLost {
            doubt: Doubt::AnswerLost,
        },
        at(2),
    )
    .await
    .expect("lost");
    let queued = home.put(new(3)).await;
    let other = NewSubmission {
        account: "other".to_owned(),
        ..new(4)
    };
    let other = home.put(other).await;
    assert_eq!(ids(&home, due(Work::Send, at(3))).await, [queued, other]);
    assert_eq!(ids(&home, due(Work::Ask, at(3))).await, []);
    assert_eq!(ids(&home, due(Work::Ask, at(40))).await, [polled, doubtful]);
    let limited = Due {
        limit: 1,
        ..due(Work::Ask, at(40))
    };
    assert_eq!(ids(&home, limited).await, [polled]);
    let busy = Due {
        under_way: vec![queued],
        ..due(Work::Send, at(40))
    };
    assert_eq!(ids(&home, busy).await, [other]);
    let closed = Due {
        closed_accounts: vec!["main".to_owned()],
        ..due(Work::Send, at(40))
    };
    assert_eq!(ids(&home, closed).await, [other]);
    let stranger = Due {
        known_accounts: vec!["third".to_owned()],
        ..due(Work::Ask, at(40))
    };
    assert_eq!(ids(&home, stranger).await, []);
    assert_eq!(home.store.next_due(at(3)).await.expect("read"), Some(at(4)));
    assert_eq!(
        home.store.next_due(at(4)).await.expect("read"),
        Some(at(32))
    );
    assert_eq!(home.store.next_due(at(32)).await.expect("read"), None);

    let hold = |reason| home.store.hold_account("main", reason, PERSON, at(5));
    hold(Some("no permission")).await.expect("held");
    let accounts = home.store.held_accounts().await.expect("read");
    assert_eq!(accounts, [("main".to_owned(), "no permission".to_owned())]);
    assert_eq!(ids(&home, due(Work::Send, at(40))).await, [other]);
    assert_eq!(
        ids(&home, due(Work::Ask, at(40))).await,
        [polled, doubtful],
        "asking only reads, so it goes on"
    );
    hold(Some("no permission")).await.expect("held again");
    hold(None).await.expect("released");
    assert_eq!(ids(&home, due(Work::Send, at(3))).await, [queued, other]);
    let journal = home.store.journal(2).await.expect("read");
    let events: Vec<&str> = journal.iter().map(|entry| entry.event.as_str()).collect();
    assert_eq!(
        events,
        ["account_released", "account_held"],
        "newest first, each once"
    );
}

async fn the_dashboard_figures<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    for (name, seconds, result, codes) in [
        (1, 3, ResultCode::Accepted, &[][..]),
        (
            2,
            5,
            ResultCode::Refused,
            &["90017-510", "90017-510", "00024-304"],
        ),
        (3, 9, ResultCode::Refused, &["90017-510"]),
        (4, 100, ResultCode::AcceptedWithAnomalies, &["00061-003"]),
    ] {
        let id = home.taken(name, lease.epoch, 100 + i64::from(name)).await;
        let submission = home.get(id).await;
        let answer = answer(100 + i64::from(name), result, codes);
        let event = Event::Answered {
            result,
            period: None,
        };
        let mut change = change(&submission, event, at(2 + seconds));
        change.answer = Some(answer);
        home.record(change).await.expect("answered");
    }
    let figures = home
        .store
        .figures(at(0), at(2) + minutes(1))
        .await
        .expect("read");
    let codes: Vec<_> = figures
        .refused_codes
        .iter()
        .map(|(code, rows)| (code.raw(), *rows))
        .collect();
    assert_eq!(
        codes,
        [("90017-510", 2), ("00024-304", 1)],
        "each submission once, no warnings"
    );
    assert_eq!(figures.answer_times_ms, Some((5_000, 100_000)));
    assert_eq!(figures.settled_today.of(StateKind::Refused), 2);
    assert_eq!(
        figures.taken_per_minute,
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0]
    );
    assert_eq!(figures.oldest_doubt, None);
    assert_eq!(figures.latest.len(), 4);
    let tomorrow = home.store.figures(at(200), at(300)).await.expect("read");
    assert_eq!(tomorrow.settled_today, Counts::default());
}
