//! Looking at a file, copying it, and taking personal data out of it.

use std::os::unix::fs::PermissionsExt as _;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::domain::upkeep::{Depth, Fault, Part};
use crate::store::tests::upkeep::{self as shared, NAME, SSIN, hits, look, purge_of, purged};

pub(super) async fn lived_in() -> Home {
    shared::lived_in(Home::new()).await
}

#[tokio::test]
async fn a_file_that_nobody_has_open_is_looked_at_without_a_trace() {
    let Home { store, folder } = lived_in().await;
    drop(store);
    let path = folder.path().join("queue.db");
    let before = std::fs::read(&path).expect("readable");
    for depth in [Depth::Quick, Depth::Whole] {
        let checked = check(&path, "sim", depth).expect("looked at");
        assert!(checked.is_whole());
        assert_eq!(checked.schema, migrate::current());
    }
    assert_eq!(std::fs::read(&path).expect("readable"), before);
}

/// The text index against the rows.
#[tokio::test]
async fn damage_to_the_text_index_is_found() {
    for damage in [
        "UPDATE submission SET worker_name = 'Other' WHERE id = 2",
        "UPDATE submission SET reference = NULL WHERE id = 5",
        "INSERT INTO find(rowid, worker_name) VALUES(77, 'Somebody')",
    ] {
        let home = lived_in().await;
        SqliteStore::unguarded(&home, damage);
        let faults = look(&home).faults;
        let is_found = |fault: &Fault| (fault.part, fault.place.raw()) == (Part::Search, "find");
        assert!(faults.iter().any(is_found), "{damage}: {faults:?}");
    }
}

#[tokio::test]
async fn a_page_that_is_none_is_found() {
    let Home { store, folder } = lived_in().await;
    drop(store);
    let path = folder.path().join("queue.db");
    let raw = Connection::open(&path).expect("a database");
    let root: u32 = raw
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'exchange'",
            [],
            |row| row.get(0),
        )
        .expect("a table");
    drop(raw);
    let mut bytes = std::fs::read(&path).expect("readable");
    bytes[usize::try_from((root - 1) * 4_096).expect("a place")] = 0xFF;
    std::fs::write(&path, bytes).expect("written");
    for depth in [Depth::Quick, Depth::Whole] {
        let checked = check(&path, "sim", depth).expect("looked at");
        assert!(checked.faults.iter().any(|fault| fault.part == Part::Pages));
    }
}

#[tokio::test]
async fn a_copy_is_whole_private_and_never_over_a_file() {
    let home = lived_in().await;
    let into = home.folder.path().join("copy.db");
    let made = backup(&home.path(), "sim", Some(&into), at(20)).expect("copied");
    assert_eq!((&made.path, made.submissions), (&into, 5));
    assert_eq!(made.bytes, into.metadata().expect("there").len());
    let bits = into.metadata().expect("there").permissions().mode();
    assert_eq!(bits & 0o777, 0o600);
    let checked = check(&into, "sim", Depth::Whole).expect("looked at");
    assert_eq!(
        (checked.is_whole(), checked.entries),
        (true, look(&home).entries)
    );
    let before = std::fs::read(&into).expect("readable");
    let again = backup(&home.path(), "sim", Some(&into), at(21)).expect_err("refused");
    assert_eq!(again.summary.key, "store-copy-taken");
    assert_eq!(std::fs::read(&into).expect("readable"), before);
    let beside = backup(&home.path(), "sim", None, at(21))
        .expect("copied")
        .path;
    assert_eq!(
        beside.file_name().expect("a name").to_string_lossy(),
        "queue-2027-01-15T08-00-21Z.db"
    );
    let mut left = names_in(home.folder.path());
    left.retain(|name| name.contains("making"));
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(
        backup(&into, "prod", None, at(22))
            .expect_err("refused")
            .summary
            .key,
        "store-environment"
    );
}

/// What is committed before a copy begins is in it, whoever writes on meanwhile.
#[tokio::test]
async fn a_copy_is_one_moment_of_a_queue_in_use() {
    let home = lived_in().await;
    let path = home.path();
    let store = home.store.clone();
    let writing = tokio::spawn(async move {
        for name in 100..160 {
            let one = store
                .enqueue(vec![new(name)], Batch::WhatCan, PERSON, at(20))
                .await;
            one.expect("written");
        }
    });
    for round in 0..5 {
        let into = path.with_file_name(format!("copy-{round}.db"));
        let source = path.clone();
        let made = tokio::task::spawn_blocking(move || {
            let made = backup(&source, "sim", Some(&into), at(20)).expect("copied");
            (made, check(&into, "sim", Depth::Whole).expect("looked at"))
        });
        let (made, checked) = made.await.expect("no panic");
        assert!(checked.is_whole(), "{checked:?}");
        assert_eq!(checked.submissions, made.submissions);
    }
    writing.await.expect("no panic");
}

#[tokio::test]
async fn of_the_daily_copies_the_latest_fourteen_are_kept() {
    let home = lived_in().await;
    let folder = home.folder.path().join("backups");
    std::fs::create_dir(&folder).expect("made");
    std::fs::write(folder.join("queue-notes.txt"), "mine").expect("written");
    let on = CancellationToken::new();
    for day in 0..16_i64 {
        let now = at(day * 86_400);
        assert_eq!(backup::daily(&home.path(), now, &on), Ok(true), "day {day}");
        assert_eq!(
            backup::daily(&home.path(), now, &on),
            Ok(false),
            "day {day}"
        );
    }
    let mut names = names_in(&folder);
    names.sort();
    assert_eq!(names.len(), 15);
    assert_eq!(names[0], "queue-2027-01-17.db");
    assert_eq!(names[13], "queue-2027-01-30.db");
    assert_eq!(names[14], "queue-notes.txt");
}

#[tokio::test]
async fn a_daily_copy_that_is_stopped_leaves_nothing_behind() {
    let home = lived_in().await;
    let stop = CancellationToken::new();
    stop.cancel();
    let stopped = backup::daily(&home.path(), at(0), &stop);
    assert!(stopped.is_err(), "{stopped:?}");
    let left = names_in(&home.folder.path().join("backups"));
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(
        backup::daily(&home.path(), at(0), &CancellationToken::new()),
        Ok(true)
    );
}

/// Somebody reads an older state: its pages stay in the log until the next time.
#[tokio::test]
async fn a_purge_beside_a_reader_says_that_traces_may_be_left() {
    let home = lived_in().await;
    let reader = home.raw();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM submission;")
        .expect("reading");
    let done = purged(&home, &purge_of(at(100)));
    assert_eq!((done.submissions, done.traces), (4, Traces::InUse));
    assert!(hits(&SqliteStore::kept(&home), NAME) > 0);
    reader.execute_batch("ROLLBACK").expect("done");
    let again = purged(&home, &purge_of(at(100)));
    assert_eq!(again.traces, Traces::Wiped);
    assert_eq!(hits(&SqliteStore::kept(&home), NAME), 0);
}

/// What cannot be taken out of the journal again does not come in.
#[tokio::test]
async fn a_national_number_in_a_reason_is_masked() {
    let home = Home::new();
    home.store
        .note(PERSON, "held", &format!("asked for {SSIN} twice"), at(1))
        .await
        .expect("noted");
    assert_eq!(hits(&SqliteStore::kept(&home), SSIN), 0);
    let entry = home.store.journal(1).await.expect("read").remove(0);
    let reason = entry.reason.expect("a reason");
    assert!(reason.raw().starts_with("asked for 85"), "{reason:?}");
    assert!(look(&home).is_whole());
}

/// A bit of the words in which a table says its conditions: a connection that only reads does not
/// mind, and every other one refuses the file.
#[tokio::test]
async fn damage_to_the_words_of_the_schema_is_found() {
    let home = Home::new();
    home.put(new(1)).await;
    let Home { store, folder } = home;
    drop(store);
    let path = folder.path().join("queue.db");
    let whole = std::fs::read(&path).expect("readable");
    for words in [
        "decl_id IS NOT NULL) = (state",
        "state = 'accepted' OR state",
    ] {
        let words = words.as_bytes();
        let found = whole.windows(words.len()).position(|part| part == words);
        let mut damaged = whole.clone();
        damaged[found.expect("a condition") + words.len() - 14] ^= 1;
        std::fs::write(&path, &damaged).expect("written");
        let checked = check(&path, "sim", Depth::Quick).expect("looked at");
        let places: Vec<&str> = checked
            .faults
            .iter()
            .map(|fault| fault.place.raw())
            .collect();
        assert!(places.contains(&"schema: table submission"), "{checked:?}");
    }
}
