//! Looking at a file, copying it, and taking personal data out of it.

use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::domain::upkeep::{Depth, Part};

const SSIN: &str = "85073099734";
const NAME: &str = "Canariensis";

/// A queue in which every table has something: ends of all kinds, a draft, a queued row.
pub(super) async fn lived_in() -> Home {
    let home = Home::new();
    let lease = home.lease().await;
    for (name, letter) in [(1, "A"), (2, "W"), (3, "B"), (4, "B")] {
        let declaration = i64::from(name) * 1_000 + 7;
        let new = personal(name);
        let id = home.put(new).await;
        home.claim(id, lease.epoch, at(10)).await.expect("claimed");
        let taken = Event::Taken {
            declaration: number(declaration),
        };
        home.event(id, taken, at(11)).await.expect("taken");
        let result = ResultCode::parse(letter).expect("a letter");
        let event = Event::Answered {
            result,
            period: None,
        };
        let mut ending = change(&home.get(id).await, event, at(12));
        ending.exchange = Some(NewExchange {
            detail: Some(Untrusted::new(format!("about {NAME}"))),
            location: Some(Untrusted::new(format!("/x/{NAME}"))),
            ..exchange(Method::Get, at(12))
        });
        ending.answer = Some(Answer {
            raw: Untrusted::new(format!("{{\"name\":\"{NAME}\"}}")),
            ..answer(declaration, result, &["00910-001", "90374-349"])
        });
        home.record(ending).await.expect("answered");
    }
    let settling = Settling {
        id: SubmissionId(4),
        revision: home.get(SubmissionId(4)).await.revision,
        decision: crate::domain::decision::Decision::Kept,
        reason: "seen".to_owned(),
        actor: PERSON.to_owned(),
        at: at(13),
    };
    home.store.settle(settling).await.expect("settled");
    home.put(personal(5)).await;
    home.store
        .keep_draft(KeptDraft {
            uid: Uuid::from_bytes([9; 16]),
            draft: Draft::new(Kind::In),
            origin: Some(SubmissionId(3)),
            by: PERSON.to_owned(),
            at: at(14),
        })
        .await
        .expect("kept");
    drop(lease);
    home
}

fn personal(name: u8) -> NewSubmission {
    NewSubmission {
        payload: format!("{{\"serial\":{name},\"ssin\":\"{SSIN}\",\"name\":\"{NAME}\"}}"),
        worker_name: Some(Untrusted::new(format!("{NAME} Alex {name}"))),
        ssin: SSIN.parse().ok(),
        reference: Some(Untrusted::new(format!("ref {name}"))),
        ..new(name)
    }
}

fn look(home: &Home) -> crate::domain::upkeep::Checked {
    check(&home.path(), "sim", Depth::Whole).expect("it can be looked at")
}

#[tokio::test]
async fn a_queue_that_was_lived_in_is_whole_and_looking_changes_nothing() {
    let home = lived_in().await;
    let checked = look(&home);
    assert_eq!(
        (checked.faults.len(), checked.known.len()),
        (0, 0),
        "{checked:?}"
    );
    assert_eq!(checked.submissions, 5);
    assert!(checked.entries > 10);
    assert_eq!(checked.schema, migrate::current());
    let Home { store, folder } = home;
    drop(store);
    let path = folder.path().join("queue.db");
    let before = std::fs::read(&path).expect("readable");
    for depth in [Depth::Quick, Depth::Whole] {
        assert!(check(&path, "sim", depth).expect("looked at").is_whole());
    }
    assert_eq!(std::fs::read(&path).expect("readable"), before);
}

/// Each kind of damage, done past all guards, is found and named.
#[tokio::test]
async fn every_kind_of_damage_is_found() {
    let cases: [(&str, Part, &str); 16] = [
        (
            "UPDATE state_count SET rows = rows + 1 WHERE state = 'queued'",
            Part::Counts,
            "state_count",
        ),
        (
            "DELETE FROM state_count WHERE state = 'accepted'",
            Part::Counts,
            "state_count",
        ),
        (
            "UPDATE undecided_count SET rows = 0",
            Part::Counts,
            "undecided_count",
        ),
        (
            "UPDATE refused_code SET rows = rows + 1",
            Part::Counts,
            "refused_code",
        ),
        ("DELETE FROM tally", Part::Counts, "tally"),
        (
            "INSERT INTO employer_tally VALUES('1', '1', 1)",
            Part::Counts,
            "employer_tally",
        ),
        (
            "UPDATE settled_tally SET hour = hour + 1",
            Part::Counts,
            "settled_tally",
        ),
        (
            "UPDATE submission SET first_code = '90017-510' WHERE id = 1",
            Part::Counts,
            "submission.first_code",
        ),
        (
            "UPDATE journal SET actor = 'nobody' WHERE seq = 3",
            Part::Journal,
            "journal 3",
        ),
        (
            "DELETE FROM journal WHERE seq = 3",
            Part::Journal,
            "journal 4",
        ),
        (
            "UPDATE body SET payload = '{}' WHERE submission_id = 2",
            Part::Messages,
            "body",
        ),
        (
            "UPDATE submission SET worker_name = 'Other' WHERE id = 2",
            Part::Search,
            "find",
        ),
        (
            "UPDATE submission SET reference = NULL WHERE id = 5",
            Part::Search,
            "find",
        ),
        (
            "INSERT INTO find(rowid, worker_name) VALUES(77, 'Somebody')",
            Part::Search,
            "find",
        ),
        (
            "INSERT INTO body(submission_id, payload_sha256) VALUES(77, zeroblob(32))",
            Part::References,
            "body",
        ),
        ("DELETE FROM account", Part::References, "submission"),
    ];
    for (damage, part, place) in cases {
        let home = lived_in().await;
        let raw = home.raw();
        raw.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
        let triggers: Vec<String> = raw
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .expect("a statement")
            .query_map([], |row| row.get(0))
            .expect("read")
            .collect::<rusqlite::Result<_>>()
            .expect("read");
        for trigger in triggers {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}"))
                .expect("dropped");
        }
        raw.execute_batch(damage).expect(damage);
        drop(raw);
        let checked = look(&home);
        let found: Vec<_> = checked
            .faults
            .iter()
            .map(|fault| (fault.part, fault.place.raw()))
            .collect();
        assert!(found.contains(&(part, place)), "{damage}: {found:?}");
        assert!(!checked.is_whole());
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
    for day in 0..16_i64 {
        let now = at(day * 86_400);
        assert_eq!(backup::daily(&home.path(), now), Ok(true), "day {day}");
        assert_eq!(backup::daily(&home.path(), now), Ok(false), "day {day}");
    }
    let mut names = names_in(&folder);
    names.sort();
    assert_eq!(names.len(), 15);
    assert_eq!(names[0], "queue-2027-01-17.db");
    assert_eq!(names[13], "queue-2027-01-30.db");
    assert_eq!(names[14], "queue-notes.txt");
}

fn purge_of(before: Timestamp) -> Purge {
    Purge {
        environment: "sim".to_owned(),
        before,
        days: 90,
        actor: PERSON.to_owned(),
        now: at(9_000_000),
    }
}

/// The bytes of the file and of what lies beside it.
fn raw_bytes(home: &Home) -> Vec<u8> {
    let mut bytes = Vec::new();
    for name in ["queue.db", "queue.db-wal", "queue.db-shm"] {
        if let Ok(more) = std::fs::read(home.folder.path().join(name)) {
            bytes.extend(more);
        }
    }
    bytes
}

fn hits(bytes: &[u8], canary: &str) -> usize {
    let canary = canary.as_bytes();
    bytes
        .windows(canary.len())
        .filter(|part| *part == canary)
        .count()
}

#[tokio::test]
async fn nothing_personal_is_left_of_what_is_purged() {
    let home = lived_in().await;
    // The row that is still alive has other personal data.
    home.raw()
        .execute_batch(
            "UPDATE submission SET worker_name = 'Alive', ssin = NULL WHERE id = 5;
             UPDATE body SET payload = '{}' WHERE submission_id = 5;",
        )
        .expect("changed");
    for canary in [SSIN, NAME] {
        assert!(
            hits(&raw_bytes(&home), canary) > 0,
            "{canary} is there before"
        );
    }
    let purge = purge_of(at(100));
    let preview = purge_preview(&home.path(), &purge).expect("looked at");
    assert_eq!(
        (preview.submissions, preview.drafts, preview.copies),
        (4, 1, 0)
    );
    let purged = super::super::purge(&home.path(), &purge).expect("purged");
    assert_eq!((purged.submissions, purged.drafts), (4, 1));
    assert!(purged.is_wiped, "nobody else was reading");
    for canary in [SSIN, NAME] {
        assert_eq!(hits(&raw_bytes(&home), canary), 0, "{canary}");
    }
    let ended = home.story(SubmissionId(3)).await;
    assert!(ended.payload.is_none() && ended.answer.is_none() && ended.draft.is_none());
    assert_eq!(ended.row.codes.len(), 2, "codes are nobody's");
    assert_eq!(ended.row.declaration, Some(number(3_007)));
    let last = home.told(SubmissionId(3)).await.pop().expect("told");
    assert_eq!(last.0, "purged");
    let note = home.store.journal(1).await.expect("read").remove(0);
    assert_eq!(note.event, "purged");
    let reason = note.reason.expect("a reason");
    assert_eq!(reason.raw(), "days=90 submissions=4 drafts=1");
    let alive = home.story(SubmissionId(5)).await;
    assert!(alive.payload.is_some() && alive.row.worker.is_some());
    let again = super::super::purge(&home.path(), &purge).expect("purged");
    assert_eq!((again.submissions, again.drafts), (0, 0));
    let mut checked = look(&home);
    // The message of the fifth was changed by this test.
    checked.faults.retain(|fault| fault.part != Part::Messages);
    assert!(checked.is_whole(), "{checked:?}");
}

#[tokio::test]
async fn what_is_younger_stays() {
    let home = lived_in().await;
    let purge = purge_of(at(12));
    let purged = super::super::purge(&home.path(), &purge).expect("purged");
    assert_eq!((purged.submissions, purged.drafts), (0, 0));
    assert!(home.story(SubmissionId(1)).await.payload.is_some());
}

/// Somebody reads an older state: its pages stay in the log until the next time.
#[tokio::test]
async fn a_purge_beside_a_reader_says_that_traces_may_be_left() {
    let home = lived_in().await;
    let reader = home.raw();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM submission;")
        .expect("reading");
    let purged = super::super::purge(&home.path(), &purge_of(at(100))).expect("purged");
    assert_eq!((purged.submissions, purged.is_wiped), (4, false));
    reader.execute_batch("ROLLBACK").expect("done");
    let again = super::super::purge(&home.path(), &purge_of(at(100))).expect("purged");
    assert!(again.is_wiped);
    assert_eq!(
        hits(&raw_bytes(&home), NAME),
        3,
        "the one that is alive: its row, an index, its message"
    );
}

/// What cannot be taken out of the journal again does not come in.
#[tokio::test]
async fn a_national_number_in_a_reason_is_masked() {
    let home = Home::new();
    home.store
        .note(PERSON, "held", &format!("asked for {SSIN} twice"), at(1))
        .await
        .expect("noted");
    assert_eq!(hits(&raw_bytes(&home), SSIN), 0);
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
