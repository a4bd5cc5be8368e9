//! The same change of many rows in one commit.

use super::*;
use crate::domain::decision::Decision;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Anchor, Sort, SortColumn, Window};
use crate::store::{Batched, What};

on_every_store! {
    each_row_that_is_as_it_was_seen_is_changed_and_the_others_stay
    ends_are_decided_about_once
    a_walk_goes_on_from_a_row_that_the_filter_has_let_go_of
}

pub(in crate::store) fn batch(rows: Vec<(SubmissionId, StateKind)>, what: What) -> Batched {
    Batched {
        rows,
        what,
        reason: Some("too many".to_owned()),
        actor: PERSON.to_owned(),
        at: at(50),
    }
}

async fn each_row_that_is_as_it_was_seen_is_changed_and_the_others_stay<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let queued = home.put(new(1)).await;
    let first = home.put(new(2)).await;
    let waits = NewSubmission {
        waits_for: Some(Uuid::from_bytes([2; 16])),
        ..new(3)
    };
    let waits = home.put(waits).await;
    let held = home.put(new(4)).await;
    home.event(held, Event::Held, at(1)).await.expect("held");
    let taken = home.taken(5, lease.epoch, 101).await;
    let mut seen = home.store.changes();
    seen.mark_unchanged();
    let journal = home.story(taken).await.events.len();

    let rows = vec![
        (queued, StateKind::Held),
        (waits, StateKind::Held),
        (held, StateKind::Held),
        (SubmissionId(99), StateKind::Held),
        (taken, StateKind::Submitted),
        (first, StateKind::Queued),
    ];
    let released = batch(rows, What::Event(Event::Released));
    let done = home.store.each(released).await.expect("no failure");

    assert_eq!(done, 1, "only what was held and waits for nothing");
    for (name, id, state) in [
        ("seen otherwise", queued, StateKind::Queued),
        ("waits for another", waits, StateKind::Held),
        ("released", held, StateKind::Queued),
        ("sent", taken, StateKind::Submitted),
    ] {
        assert_eq!(home.get(id).await.state.kind(), state, "{name}");
    }
    let last = home.told(held).await.pop();
    assert_eq!(last, Some(("released".to_owned(), "too many".to_owned())));
    assert_eq!(home.story(taken).await.events.len(), journal);
    assert!(seen.has_changed().expect("open"));
    let whole = home.store.verify_journal().await.expect("read");
    assert!(matches!(whole, ChainCheck::Whole { .. }));
}

async fn ends_are_decided_about_once<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let ended = (101, "B", None);
    let refused = home.ended(new(1), lease.epoch, ended).await;
    let accepted = home.ended(new(2), lease.epoch, (102, "A", None)).await;
    let rows = vec![
        (refused, StateKind::Refused),
        (refused, StateKind::Refused),
        (accepted, StateKind::Accepted),
    ];
    let kept = batch(rows, What::Decision(Decision::Kept));
    assert_eq!(home.store.each(kept).await.expect("no failure"), 1);
    let decision = home.story(refused).await.row.decision;
    assert_eq!(decision, Some(Decision::Kept));
    assert_eq!(home.story(accepted).await.row.decision, None);
}

async fn a_walk_goes_on_from_a_row_that_the_filter_has_let_go_of<S: Bed>(home: Home<S>) {
    let mut ids = Vec::new();
    for name in 1..=4 {
        ids.push(home.put(new(name)).await);
    }
    home.event(ids[1], Event::Held, at(1)).await.expect("held");
    for (column, descending) in [(SortColumn::Id, false), (SortColumn::State, true)] {
        let query = QueueQuery {
            filter: Filter {
                states: vec![StateKind::Queued],
                ..Filter::default()
            },
            sort: Sort { column, descending },
            window: Window {
                anchor: Anchor::After(ids[1]),
                rows: 10,
            },
        };
        let page = home.store.queue(&query).await.expect("read");
        let found: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        let wanted = if descending {
            // A held row comes behind the queued ones in a life: all of them follow it here.
            vec![ids[3], ids[2], ids[0]]
        } else {
            vec![ids[2], ids[3]]
        };
        assert_eq!(found, wanted, "{column:?}");
    }
}
