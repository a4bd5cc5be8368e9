//! Ends that are replaced, kept or done with; chains; drafts.

use super::*;
use crate::domain::decision::{Decided, Decision};
use crate::domain::draft::Field;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::KeptDraft;

fn replacing(name: u8, old: SubmissionId) -> NewSubmission {
    NewSubmission {
        supersedes: Some(old),
        origin: Some(old),
        ..new(name)
    }
}

fn settling(submission: &Submission, decision: Decision) -> Settling {
    Settling {
        id: submission.id,
        revision: submission.revision,
        decision,
        reason: "paper file".to_owned(),
        actor: PERSON.to_owned(),
        at: at(30),
    }
}

#[tokio::test]
async fn an_end_has_one_successor_and_is_decided_by_it() {
    let home = Home::new();
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

#[tokio::test]
async fn only_what_has_ended_is_replaced() {
    let home = Home::new();
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

#[tokio::test]
async fn a_person_decides_once_and_at_the_revision_that_was_read() {
    let home = Home::new();
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

#[tokio::test]
async fn what_needs_nobody_is_not_decided_about() {
    let home = Home::new();
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

#[tokio::test]
async fn the_schema_holds_what_the_code_promises() {
    let home = Home::new();
    let lease = home.lease().await;
    home.ended(new(1), lease.epoch, (101, "B", None)).await;
    home.put(new(2)).await;
    let waiting = NewSubmission {
        waits_for: Some(Uuid::from_bytes([2; 16])),
        ..new(3)
    };
    home.put(waiting).await;
    let raw = home.raw();
    let row = "INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, created_by, created_at, updated_at";
    let values = "VALUES(randomblob(16), 1, 'in', 'queued', 0, randomblob(32), 'x', 0, 0";
    for (sql, word) in [
        (
            "UPDATE submission SET waits_for = NULL WHERE id = 3".into(),
            "does not change",
        ),
        (
            "UPDATE submission SET origin = 1 WHERE id = 3".into(),
            "does not change",
        ),
        (
            "UPDATE submission SET state = 'queued', next_at = 0, rev = rev + 1 WHERE id = 3"
                .into(),
            "has not ended",
        ),
        (format!("{row}, waits_for) {values}, 2)"), "not accepted"),
        (format!("{row}, origin) {values}, 77)"), "earlier one"),
        (format!("{row}, decision) {values}, 'kept')"), "only an end"),
        (
            "UPDATE submission SET decision = 'kept', rev = rev + 1 WHERE id = 2".into(),
            "only an end",
        ),
        (
            "UPDATE submission SET decision = 'kept' WHERE id = 1".into(),
            "revision",
        ),
        (
            "UPDATE submission SET decision = 'lost', rev = rev + 1 WHERE id = 1".into(),
            "CHECK",
        ),
        (
            "UPDATE submission SET decision = 'kept', rev = rev + 1 WHERE id = 1;
          UPDATE submission SET decision = 'done', rev = rev + 1 WHERE id = 1"
                .into(),
            "a decision stays",
        ),
    ] as [(String, &str); 10]
    {
        let error = raw.execute_batch(&sql).expect_err(&sql);
        assert!(error.to_string().contains(word), "{sql}: {error}");
    }
}

#[tokio::test]
async fn a_chain_is_told_whole_from_any_of_its_links() {
    let home = Home::new();
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

#[tokio::test]
async fn a_chain_without_end_is_cut() {
    let home = Home::new();
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

#[tokio::test]
async fn a_draft_stays_with_its_submission() {
    let home = Home::new();
    let draft = Draft::new(Kind::In).with(Field::SubEntity, "123");
    let made = NewSubmission {
        draft: draft.clone(),
        ..new(1)
    };
    let id = home.put(made).await;
    assert_eq!(home.story(id).await.draft, Some(draft));
    home.raw()
        .execute_batch("UPDATE body SET draft = NULL")
        .expect("as before this version");
    assert_eq!(home.story(id).await.draft, None);
}

#[tokio::test]
async fn drafts_in_progress_are_kept_replaced_and_dropped() {
    let home = Home::new();
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

#[tokio::test]
async fn undecided_ends_are_counted_as_they_are_decided() {
    let home = Home::new();
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

#[tokio::test]
async fn what_is_looked_up_with_every_verdict_is_indexed() {
    let home = Home::new();
    let raw = home.raw();
    for (index, sql) in [
        ("by_awaited", "SELECT id FROM submission WHERE waits_for = ?1 AND +state = 'held' ORDER BY id"),
        ("by_origin", "SELECT s.id FROM submission s WHERE s.origin = ?1"),
        ("by_decision", "SELECT s.id FROM submission s WHERE s.decision = 'kept' ORDER BY s.id DESC LIMIT 9"),
        (
            "undecided",
            "SELECT s.id FROM submission s WHERE s.decision IS NULL
             AND (s.state = 'accepted_warning' OR s.state = 'refused' OR s.state = 'rejected' OR s.state = 'not_taken')
             ORDER BY s.id DESC LIMIT 9",
        ),
        (
            "by_employer",
            "SELECT min(s.employer) FROM submission s WHERE s.employer > ?1",
        ),
    ] {
        let plan = plan(&raw, sql);
        assert!(plan.contains(&format!("INDEX {index}")), "{index}: {plan}");
    }
}

#[tokio::test]
async fn a_file_of_version_3_knows_what_was_replaced() {
    let (_folder, path) = of_version(
        3,
        "INSERT INTO account(name) VALUES('loket');
         INSERT INTO submission(uid, account_id, kind, state, business_key, created_by, created_at, updated_at, supersedes)
         VALUES(randomblob(16), 1, 'in', 'rejected', randomblob(32), 'Eva', 1, 1, NULL),
               (randomblob(16), 1, 'in', 'rejected', randomblob(32), 'Eva', 1, 1, 1);",
    );
    let store = SqliteStore::open(&path, writable("sim")).expect("brought up");
    let rows = store.rows(&[SubmissionId(1), SubmissionId(2)]).await;
    let decisions: Vec<_> = rows.expect("read").iter().map(|row| row.decision).collect();
    assert_eq!(decisions, [Some(Decision::Replaced), None]);
    let undecided = Filter {
        decided: Some(Decided::NotYet),
        ..Filter::default()
    };
    let counts = store.counts(Some(&undecided)).await.expect("counted");
    assert_eq!(counts.of(StateKind::Rejected), 1);
    assert_eq!(counts.total(), 1);
}

#[tokio::test]
async fn codes_of_refusals_are_counted_until_they_are_decided() {
    let home = Home::new();
    let lease = home.lease().await;
    let mut refused = Vec::new();
    for (name, codes) in [
        (1, ["90017-510", "90017-510"]),
        (2, ["90017-510", "00024-003"]),
    ] {
        let number = 100 + i64::from(name);
        let id = home.taken(name, lease.epoch, number).await;
        let verdict = Event::Answered {
            result: ResultCode::Refused,
            period: None,
        };
        let mut change = change(&home.get(id).await, verdict, at(20));
        change.answer = Some(answer(number, ResultCode::Refused, &codes));
        home.record(change).await.expect("refused");
        refused.push(id);
    }
    let codes = async || {
        let figures = home.store.figures(at(0), at(30)).await.expect("read");
        let codes = figures.refused_codes.into_iter();
        codes
            .map(|(code, rows)| (code.raw().to_owned(), rows))
            .collect::<Vec<_>>()
    };
    let counted = |rows: &[(&str, u64)]| -> Vec<(String, u64)> {
        rows.iter()
            .map(|&(code, rows)| (code.to_owned(), rows))
            .collect()
    };
    assert_eq!(
        codes().await,
        counted(&[("90017-510", 2), ("00024-003", 1)])
    );
    let first = home.get(refused[0]).await;
    home.store
        .settle(settling(&first, Decision::Done))
        .await
        .expect("decided");
    assert_eq!(
        codes().await,
        counted(&[("00024-003", 1), ("90017-510", 1)])
    );
    home.put(replacing(3, refused[1])).await;
    assert_eq!(codes().await, []);
}
