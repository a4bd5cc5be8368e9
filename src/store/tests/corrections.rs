//! Ends that are replaced, kept or done with; chains; drafts.

use super::*;
use crate::domain::decision::{Decided, Decision};
use crate::domain::draft::Field;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::KeptDraft;

on_every_store! {
    an_end_has_one_successor_and_is_decided_by_it
    only_what_has_ended_is_replaced
    a_person_decides_once_and_at_the_revision_that_was_read
    what_needs_nobody_is_not_decided_about
    a_chain_is_told_whole_from_any_of_its_links
    a_chain_without_end_is_cut
    drafts_in_progress_are_kept_replaced_and_dropped
    undecided_ends_are_counted_as_they_are_decided
}

pub(in crate::store) fn replacing(name: u8, old: SubmissionId) -> NewSubmission {
    NewSubmission {
        supersedes: Some(old),
        origin: Some(old),
        ..new(name)
    }
}

pub(in crate::store) fn settling(submission: &Submission, decision: Decision) -> Settling {
    Settling {
        id: submission.id,
        revision: submission.revision,
        decision,
        reason: "paper file".to_owned(),
        actor: PERSON.to_owned(),
        at: at(30),
    }
}

async fn an_end_has_one_successor_and_is_decided_by_it<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let old = home.ended(new(1), lease.epoch, (101, "B", None)).await;
    let before = home.story(old).await.row;
    let first = home.put(replacing(2, old)).await;
    let row = home.story(old).await.row;
    assert_eq!(row.decision, Some(Decision::Replaced));
    assert_eq!(row.replaced_by, Some(first));
    assert_eq!(
        row.updated_at, before.updated_at,
        "the verdict's moment stays"
    );
    assert_eq!(home.story(first).await.row.supersedes, Some(old));
    let told = home.told(old).await;
    let last = told.last().expect("told");
    assert_eq!(last, &("replaced".to_owned(), format!("by {first}")));
    let outcome = home
        .store
        .enqueue(vec![replacing(3, old)], Batch::WhatCan, PERSON, at(0))
        .await;
    assert_eq!(outcome.expect("no failure"), [Enqueued::Superseded(first)]);
}

async fn only_what_has_ended_is_replaced<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let queued = home.put(new(1)).await;
    let withdrawn = home.put(new(2)).await;
    home.event(withdrawn, Event::Withdrawn, at(1))
        .await
        .expect("withdrawn");
    let submitted = home.taken(3, lease.epoch, 101).await;
    for (name, old) in [
        ("queued", queued),
        ("withdrawn", withdrawn),
        ("submitted", submitted),
    ] {
        let outcome = home
            .store
            .enqueue(vec![replacing(9, old)], Batch::WhatCan, PERSON, at(0))
            .await;
        assert!(
            matches!(outcome, Err(StoreError::NotEnded(id)) if id == old),
            "{name}"
        );
    }
    let of_nobody = replacing(9, SubmissionId(99));
    let outcome = home
        .store
        .enqueue(vec![of_nobody], Batch::WhatCan, PERSON, at(0))
        .await;
    assert!(matches!(
        outcome,
        Err(StoreError::Unknown(SubmissionId(99)))
    ));
    for (name, letter) in [(4, "A"), (5, "W"), (6, "B")] {
        let old = home
            .ended(
                new(name),
                lease.epoch,
                (200 + i64::from(name), letter, None),
            )
            .await;
        home.put(replacing(10 + name, old)).await;
        let decision = home.story(old).await.row.decision;
        assert_eq!(decision, Some(Decision::Replaced), "{letter}");
    }
}

async fn a_person_decides_once_and_at_the_revision_that_was_read<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let refused = home.ended(new(1), lease.epoch, (101, "B", None)).await;
    let read = home.get(refused).await;
    let stale = Settling {
        revision: read.revision - 1,
        ..settling(&read, Decision::Kept)
    };
    let outcome = home.store.settle(stale).await;
    assert!(matches!(outcome, Err(StoreError::Moved(_))), "{outcome:?}");
    let nobody = home.store.settle(settling(&read, Decision::Replaced)).await;
    assert!(matches!(nobody, Err(StoreError::Settled(_))), "{nobody:?}");
    home.store
        .settle(settling(&read, Decision::Kept))
        .await
        .expect("decided");
    let after = home.get(refused).await;
    assert_eq!(
        (after.state, after.revision),
        (read.state, read.revision + 1)
    );
    let told = home.told(refused).await;
    let last = told.last().expect("told");
    assert_eq!(last, &("decided_kept".to_owned(), "paper file".to_owned()));
    let again = home.get(refused).await;
    let again = home.store.settle(settling(&again, Decision::Done)).await;
    assert!(matches!(again, Err(StoreError::Settled(_))), "{again:?}");
    home.put(replacing(2, refused)).await;
    let row = home.story(refused).await.row;
    assert_eq!(row.decision, Some(Decision::Kept), "the decision stays");
    assert!(row.replaced_by.is_some());
}

async fn what_needs_nobody_is_not_decided_about<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let queued = home.put(new(1)).await;
    let accepted = home.ended(new(2), lease.epoch, (101, "A", None)).await;
    for id in [queued, accepted] {
        let submission = home.get(id).await;
        let outcome = home
            .store
            .settle(settling(&submission, Decision::Done))
            .await;
        assert!(
            matches!(outcome, Err(StoreError::Settled(_))),
            "{outcome:?}"
        );
    }
}

async fn a_chain_is_told_whole_from_any_of_its_links<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let alone = home.put(new(90)).await;
    assert_eq!(home.story(alone).await.chain, []);
    let first = home.ended(new(1), lease.epoch, (101, "B", None)).await;
    let second = home
        .ended(replacing(2, first), lease.epoch, (102, "B", None))
        .await;
    let beside = NewSubmission {
        origin: Some(second),
        ..new(3)
    };
    let beside = home.put(beside).await;
    let last = NewSubmission {
        waits_for: Some(Uuid::from_bytes([3; 16])),
        ..new(4)
    };
    let last = home.put(last).await;
    let all = [first, second, beside, last];
    for id in all {
        let chain: Vec<_> = home
            .story(id)
            .await
            .chain
            .iter()
            .map(|row| row.id)
            .collect();
        assert_eq!(chain, all, "from {id}");
    }
}

async fn a_chain_without_end_is_cut<S: Bed>(home: Home<S>) {
    let root = home.put(new(1)).await;
    let many = (2..=150).map(|name| NewSubmission {
        origin: Some(root),
        ..new(name)
    });
    home.store
        .enqueue(many.collect(), Batch::AllOrNothing, PERSON, at(0))
        .await
        .expect("enqueued");
    assert_eq!(home.story(root).await.chain.len(), 100);
}

async fn drafts_in_progress_are_kept_replaced_and_dropped<S: Bed>(home: Home<S>) {
    let origin = home.put(new(1)).await;
    let kept = |name: u8, family: &str, seconds| KeptDraft {
        uid: Uuid::from_bytes([name; 16]),
        draft: Draft::new(Kind::In).with(Field::FamilyName, family),
        origin: Some(origin),
        by: PERSON.to_owned(),
        at: at(seconds),
    };
    for draft in [kept(1, "A", 1), kept(2, "B", 2), kept(1, "C", 3)] {
        home.store.keep_draft(draft).await.expect("kept");
    }
    let store = home.second();
    let found = store.drafts().await.expect("read");
    assert_eq!(found, [kept(1, "C", 3), kept(2, "B", 2)]);
    for _ in 0..2 {
        let uid = Uuid::from_bytes([1; 16]);
        home.store.drop_draft(uid).await.expect("dropped");
        assert_eq!(store.drafts().await.expect("read"), [kept(2, "B", 2)]);
    }
}

async fn undecided_ends_are_counted_as_they_are_decided<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let refused = home.ended(new(1), lease.epoch, (101, "B", None)).await;
    home.ended(new(2), lease.epoch, (102, "W", None)).await;
    home.ended(new(3), lease.epoch, (103, "A", None)).await;
    let undecided = Filter {
        decided: Some(Decided::NotYet),
        ..Filter::default()
    };
    let count = async || home.store.counts(Some(&undecided)).await.expect("counted");
    assert_eq!(count().await.of(StateKind::Refused), 1);
    assert_eq!(count().await.total(), 2);
    home.put(replacing(4, refused)).await;
    assert_eq!(count().await.of(StateKind::Refused), 0);
    assert_eq!(count().await.total(), 1);
}
