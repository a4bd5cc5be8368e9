//! Ends that are replaced, kept or done with; chains; drafts.

use super::*;
use crate::domain::decision::{Decided, Decision};
use crate::domain::draft::Field;
use crate::domain::lifecycle::StateKind;
use crate::store::tests::corrections::{replacing, settling};

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
