//! Putting submissions in: every outcome, alone and in a batch.

use super::*;
use crate::domain::lifecycle::StateKind;

on_every_store! {
    the_same_uid_is_one_submission
    a_live_submission_stands_in_the_way_until_it_is_over
    a_person_may_allow_a_duplicate_and_the_journal_says_why
    one_duplicate_stops_the_batch_or_is_left_out
    what_was_put_in_is_what_comes_out
}

pub(in crate::store) async fn enter<S: Bed>(
    home: &Home<S>,
    batch: Batch,
    new: Vec<NewSubmission>,
) -> Vec<Enqueued> {
    home.store
        .enqueue(new, batch, PERSON, at(5))
        .await
        .expect("no failure")
}

pub(in crate::store) fn same_key(name: u8, key: u8) -> NewSubmission {
    NewSubmission {
        business_key: [key; 32],
        ..new(name)
    }
}

async fn the_same_uid_is_one_submission<S: Bed>(home: Home<S>) {
    let id = home.put(new(1)).await;
    home.event(id, Event::Held, at(1)).await.expect("held");
    for batch in [Batch::AllOrNothing, Batch::WhatCan] {
        let outcome = enter(&home, batch, vec![new(1)]).await;
        assert_eq!(outcome, [Enqueued::Known(id, StateKind::Held)]);
    }
}

async fn a_live_submission_stands_in_the_way_until_it_is_over<S: Bed>(home: Home<S>) {
    let id = home.put(new(1)).await;
    let again = || vec![same_key(2, 1)];
    let outcome = enter(&home, Batch::WhatCan, again()).await;
    assert_eq!(outcome, [Enqueued::Duplicate(id, StateKind::Queued)]);
    home.event(id, Event::Withdrawn, at(1))
        .await
        .expect("withdrawn");
    let outcome = enter(&home, Batch::WhatCan, again()).await;
    assert!(matches!(outcome[..], [Enqueued::New(_)]), "{outcome:?}");
    let elsewhere = NewSubmission {
        account: "other".to_owned(),
        ..same_key(3, 1)
    };
    let outcome = enter(&home, Batch::WhatCan, vec![elsewhere]).await;
    assert!(
        matches!(outcome[..], [Enqueued::New(_)]),
        "another account: {outcome:?}"
    );
}

async fn a_person_may_allow_a_duplicate_and_the_journal_says_why<S: Bed>(home: Home<S>) {
    let first = home.put(new(1)).await;
    let allowed = NewSubmission {
        duplicate_reason: Some("two shifts".to_owned()),
        ..same_key(2, 1)
    };
    let second = home.put(allowed).await;
    let story = home
        .store
        .timeline(second)
        .await
        .expect("read")
        .expect("known");
    let reason = story.events[0].reason.as_ref().map(Untrusted::raw);
    assert_eq!(reason, Some("two shifts"));
    home.event(first, Event::Withdrawn, at(1))
        .await
        .expect("withdrawn");
    let outcome = enter(&home, Batch::WhatCan, vec![same_key(3, 1)]).await;
    assert_eq!(
        outcome,
        [Enqueued::Duplicate(second, StateKind::Queued)],
        "an allowed duplicate is live as well"
    );
}

async fn one_duplicate_stops_the_batch_or_is_left_out<S: Bed>(home: Home<S>) {
    let known = home.put(new(1)).await;
    let live = home.put(new(2)).await;
    let batch = || vec![new(1), new(3), same_key(4, 2), new(5)];
    let changes = home.store.changes();
    let outcome = enter(&home, Batch::AllOrNothing, batch()).await;
    assert_eq!(
        outcome,
        [
            Enqueued::Known(known, StateKind::Queued),
            Enqueued::NotWritten,
            Enqueued::Duplicate(live, StateKind::Queued),
            Enqueued::NotWritten,
        ]
    );
    assert!(!changes.has_changed().expect("open"), "nothing was written");
    assert_eq!(home.store.counts(None).await.expect("counted").total(), 2);
    let outcome = enter(&home, Batch::WhatCan, batch()).await;
    assert!(matches!(
        outcome[..],
        [
            Enqueued::Known(..),
            Enqueued::New(_),
            Enqueued::Duplicate(..),
            Enqueued::New(_)
        ]
    ));
    assert_eq!(home.store.counts(None).await.expect("counted").total(), 4);
}

async fn what_was_put_in_is_what_comes_out<S: Bed>(home: Home<S>) {
    let new = NewSubmission {
        kind: Kind::Update,
        reference: Some(Untrusted::new("REF\u{202e}1")),
        ssin: "92041599827".parse().ok(),
        end: Some(jiff::civil::date(2026, 12, 31)),
        period: Some(PeriodId::from_answer(u64::MAX)),
        ..new(7)
    };
    let id = home.put(new.clone()).await;
    let submission = home.get(id).await;
    assert_eq!(submission.payload.as_deref(), Some(new.payload.as_str()));
    assert_eq!(submission.account, new.account);
    assert_eq!(submission.period, new.period);
    let row = home
        .store
        .timeline(id)
        .await
        .expect("read")
        .expect("known")
        .row;
    assert_eq!(row.reference, new.reference);
    assert_eq!(row.kind, new.kind);
    assert_eq!(row.ssin, new.ssin);
    assert_eq!((row.start, row.end), (new.start, new.end));
    assert_eq!(row.worker, new.worker_name);
    assert_eq!(row.employer, new.employer);
    assert_eq!(row.worker_type, new.worker_type);
    assert_eq!((row.created_at, row.next_at), (at(0), Some(at(0))));
}
