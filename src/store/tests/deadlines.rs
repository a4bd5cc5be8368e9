//! Deadlines as they are kept and counted, and the tries that the service failed.

use super::*;
use crate::domain::lifecycle::Doubt;
use crate::domain::report::TriesQuery;

on_every_store! {
    failed_tries_are_those_that_the_service_failed
    what_presses_is_counted_until_it_is_received_for_good
}

fn everything() -> TriesQuery {
    TriesQuery {
        rows: 100,
        ..TriesQuery::default()
    }
}

/// A poll of a submission that was taken, with this answer.
async fn poll<S: Bed>(
    home: &Home<S>,
    id: SubmissionId,
    seconds: i64,
    status: Option<u16>,
    outcome: &'static str,
) {
    let submission = home.get(id).await;
    let event = Event::Polled { retry_at: None };
    let mut change = change(&submission, event, at(seconds));
    change.exchange = Some(NewExchange {
        status,
        outcome,
        ..exchange(Method::Get, at(seconds))
    });
    home.record(change).await.expect("recorded");
}

async fn failed_tries_are_those_that_the_service_failed<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let taken = home.taken(1, lease.epoch, 101).await;
    for (seconds, status, outcome) in [
        (10, Some(200), "not_ready"),
        (20, Some(503), "later"),
        (30, Some(429), "later"),
        (40, None, "unreachable"),
        (50, Some(404), "not_believed"),
        (60, Some(401), "token_refused"),
    ] {
        poll(&home, taken, seconds, status, outcome).await;
    }
    let lost = home.put(new(2)).await;
    home.claim(lost, lease.epoch, at(70))
        .await
        .expect("claimed");
    let open = home.store.failed_tries(&everything()).await.expect("read");
    assert_eq!(
        open.len(),
        3 + 1,
        "a POST under way has not failed; the one of `taken` had no exchange"
    );
    let doubt = Doubt::AnswerLost;
    home.event(lost, Event::AnswerLost { doubt }, at(80))
        .await
        .expect("lost");
    let submission = home.get(lost).await;
    let mut unsearched = change(&submission, Event::NotFound, at(90));
    unsearched.exchange = Some(NewExchange {
        status: None,
        outcome: "no_match",
        ..exchange(Method::Search, at(90))
    });
    home.record(unsearched).await.expect("recorded");

    let all = home.store.failed_tries(&everything()).await.expect("read");
    let seen: Vec<_> = all
        .iter()
        .map(|one| (one.exchange.at, one.exchange.method, one.exchange.status))
        .collect();
    assert_eq!(
        seen,
        [
            (at(1), Method::Post, None),
            (at(20), Method::Get, Some(503)),
            (at(30), Method::Get, Some(429)),
            (at(40), Method::Get, None),
            (at(70), Method::Post, None),
        ]
    );
    assert_eq!(all[4].submission, lost);
    assert_eq!(all[4].account, "main");

    let span = TriesQuery {
        since: Some(at(20)),
        until: Some(at(40)),
        ..everything()
    };
    let part = home.store.failed_tries(&span).await.expect("read");
    assert_eq!(part, all[1..3], "from the first moment on, up to the last");

    let mut paged = Vec::new();
    let mut query = TriesQuery {
        rows: 2,
        ..everything()
    };
    loop {
        let page = home.store.failed_tries(&query).await.expect("read");
        let Some(end) = page.last() else { break };
        query.after = Some((end.exchange.at, end.id));
        paged.extend(page);
    }
    assert_eq!(paged, all);
}

async fn what_presses_is_counted_until_it_is_received_for_good<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let due = |name, seconds| NewSubmission {
        deadline: Some(at(seconds)),
        ..new(name)
    };
    let count = async || {
        let figures = home.store.figures(at(0), at(100)).await.expect("read");
        figures.due_soon
    };
    home.put(new(1)).await;
    home.put(due(2, 100 + 3_600)).await;
    assert_eq!(count().await, 0, "none, or an hour ahead");
    let late = home.put(due(3, 50)).await;
    home.put(due(4, 100 + 3_599)).await;
    assert_eq!(count().await, 2, "late, or less than an hour ahead");
    let row = home.store.rows(&[late]).await.expect("read").remove(0);
    assert_eq!(row.deadline, Some(at(50)));
    home.claim(late, lease.epoch, at(60))
        .await
        .expect("claimed");
    let declaration = number(9);
    let submitted = home
        .event(late, Event::Taken { declaration }, at(61))
        .await
        .expect("taken");
    assert_eq!(count().await, 2, "it may still be refused");
    let answered = Event::Answered {
        result: ResultCode::Accepted,
        period: None,
    };
    let mut accepted = change(&submitted, answered, at(90));
    accepted.answer = Some(answer(9, ResultCode::Accepted, &[]));
    home.record(accepted).await.expect("accepted");
    assert_eq!(count().await, 1);
}
