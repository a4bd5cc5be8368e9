//! Claims and records: what is written is what the lifecycle says, once, with its journal entry.

use proptest::prelude::*;

use super::invariants::all_events;
use super::*;
use crate::domain::lifecycle::apply;

#[tokio::test]
async fn a_damaged_message_is_never_claimed() {
    let home = Home::new();
    let lease = home.lease().await;
    let id = home.put(new(1)).await;
    home.raw()
        .execute("UPDATE body SET payload = payload || ' '", [])
        .expect("changed past our code");
    let claimed = home.claim(id, lease.epoch, at(1)).await;
    assert!(
        matches!(claimed, Err(StoreError::Failed(problem)) if problem.summary.key == "store-corrupt")
    );
}

#[tokio::test]
async fn a_changed_entry_of_the_journal_is_found() {
    let home = Home::new();
    for name in 1..=5 {
        home.put(new(name)).await;
    }
    home.store
        .note(PERSON, "shown", "a number", at(9))
        .await
        .expect("noted");
    let whole = home.store.verify_journal().await.expect("read");
    assert_eq!(whole, ChainCheck::Whole { entries: 6 });
    let raw = home.raw();
    raw.execute_batch("DROP TRIGGER journal_unchanged; DROP TRIGGER journal_stays;")
        .expect("who may write the file may drop a trigger");
    for (name, sql) in [
        ("edited", "UPDATE journal SET actor = 'Tom' WHERE seq = 3"),
        (
            "moved in time",
            "UPDATE journal SET at = at + 1 WHERE seq = 3",
        ),
        (
            "other row",
            "UPDATE journal SET submission_id = 1 WHERE seq = 3",
        ),
        ("removed", "DELETE FROM journal WHERE seq = 3"),
    ] {
        raw.execute_batch("SAVEPOINT tampered")
            .expect("a savepoint");
        raw.execute_batch(sql).expect(name);
        let found = journal::verify(&raw).expect("read");
        assert_eq!(found, ChainCheck::Broken { sequence: 3 }, "{name}");
        raw.execute_batch("ROLLBACK TO tampered; RELEASE tampered")
            .expect("undone");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_is_recorded_is_what_the_lifecycle_says(
        picks in proptest::collection::vec((0_usize..19, 0_i64..5_400, 0_i32..1_000_000_000), 1..40),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let home = Home::new();
            let lease = home.lease().await;
            let id = home.put(new(1)).await;
            let mut expected = State::Queued { next_at: at(0), tries: 0 };
            let (mut now, mut entries) = (at(0), 1);
            for (pick, seconds, nanoseconds) in picks {
                now += SignedDuration::new(seconds, nanoseconds);
                let event = all_events()[pick].clone();
                let next = apply(&expected, &event, values::whole(now));
                let written = match event {
                    Event::Claimed => home.claim(id, lease.epoch, now).await,
                    event => home.event(id, event, now).await,
                };
                match next {
                    Ok(next) => {
                        let written = written.expect("a legal event is written");
                        assert_eq!(&written.state, &next);
                        assert_eq!(home.get(id).await.state, next.clone(), "read back");
                        expected = next;
                        entries += 1;
                    }
                    Err(illegal) => assert!(
                        matches!(written, Err(StoreError::Illegal(found)) if found == illegal)
                    ),
                }
            }
            let story = home.store.timeline(id).await.expect("read").expect("known");
            assert_eq!(story.events.len(), entries);
            assert_eq!(story.row.state, expected.kind());
        });
    }
}

#[tokio::test]
async fn a_submission_is_read_by_a_statement_prepared_once() {
    let home = Home::new();
    let mut ids = Vec::new();
    for name in 1..=4 {
        ids.push(home.put(new(name)).await);
    }
    let of_reader = ids.clone();
    let again = move |connection: &Connection| {
        for id in &of_reader {
            rows::stored(connection, *id)?.expect("there");
        }
        let statement = connection.prepare_cached(rows::STORED)?;
        Ok(statement.get_status(rusqlite::StatementStatus::RePrepare))
    };
    let of_writer = again.clone();
    assert_eq!(home.store.read(again).await.expect("read"), 0);
    let written = home
        .store
        .write(Durability::Ordered, move |transaction| {
            of_writer(transaction).map(Commit::Undo)
        })
        .await;
    assert_eq!(written.expect("read"), 0);
}

#[tokio::test]
async fn every_commit_moves_the_revision_of_the_store() {
    let home = Home::new();
    let other = home.second();
    let (mut ours, mut theirs) = (home.store.changes(), other.changes());
    ours.mark_unchanged();
    theirs.mark_unchanged();
    home.store.look().await.expect("looked");
    assert!(!ours.has_changed().expect("open"), "nothing happened yet");
    home.put(new(1)).await;
    assert!(ours.has_changed().expect("open"));
    assert!(!theirs.has_changed().expect("open"), "not before it looks");
    other.look().await.expect("looked");
    assert!(theirs.has_changed().expect("open"));
    ours.mark_unchanged();
    home.store.look().await.expect("looked");
    assert!(
        !ours.has_changed().expect("open"),
        "our own change is no news"
    );
}
