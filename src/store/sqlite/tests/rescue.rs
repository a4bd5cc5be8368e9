//! From a damaged file into a new one.

use std::collections::BTreeMap;

use super::upkeep::lived_in;
use super::*;
use crate::domain::upkeep::{Depth, Part};

#[path = "../../../../tests/common/random.rs"]
#[allow(clippy::duplicate_mod, reason = "the terminal's tests load it too")]
mod dice;

use dice::Random;

/// A closed file with a few hundred rows, and its bytes.
async fn filled() -> (TempDir, std::path::PathBuf, Vec<u8>) {
    let home = lived_in().await;
    let many: Vec<NewSubmission> = (100..=255).map(new).collect();
    for part in many.chunks(40) {
        home.store
            .enqueue(part.to_vec(), Batch::WhatCan, PERSON, at(20))
            .await
            .expect("enqueued");
    }
    let Home { store, folder } = home;
    drop(store);
    let path = folder.path().join("queue.db");
    let bytes = std::fs::read(&path).expect("readable");
    (folder, path, bytes)
}

/// Every row of every table that is not made from others, as text.
fn rows(path: &Path) -> BTreeMap<String, Vec<String>> {
    let connection = Connection::open(path).expect("a database");
    let mut all = BTreeMap::new();
    for table in [
        "account",
        "submission",
        "body",
        "anomaly",
        "exchange",
        "journal",
        "draft",
        "meta",
        "lease",
    ] {
        let found = read_out(&connection, &format!("SELECT * FROM {table} ORDER BY 1, 2"));
        all.insert(table.to_owned(), found);
    }
    all
}

/// I6 holds in the new file too: of two live ones of a key the second would be sent once more.
#[tokio::test]
async fn two_live_ones_of_a_key_are_found_and_the_second_is_lost() {
    let (folder, path, _) = filled().await;
    let raw = Connection::open(&path).expect("a database");
    let guard: String = raw
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'submission_alone_from_the_start'",
            [],
            |row| row.get(0),
        )
        .expect("there is a trigger");
    raw.execute_batch(&format!(
        "DROP TRIGGER submission_alone_from_the_start;
         INSERT INTO submission(uid, account_id, kind, state, next_at, business_key, created_by, created_at, updated_at)
           SELECT randomblob(16), account_id, 'in', 'queued', 0, business_key, 'x', 0, 0
           FROM submission WHERE state = 'queued' ORDER BY id LIMIT 1;
         {guard}"
    ))
    .expect("put in");
    let second = raw.last_insert_rowid();
    drop(raw);
    let found = check(&path, "sim", Depth::Quick).expect("looked at").faults;
    assert!(
        found
            .iter()
            .any(|fault| fault.part == Part::Keys && fault.count == 1)
    );
    let into = folder.path().join("new.db");
    let (recovered, checked) = rescue(&path, &into).expect("read");
    assert!(!checked.faults.iter().any(|fault| fault.part == Part::Keys));
    let of = |name: &str| recovered.tables.iter().find(|table| table.name == name);
    assert_eq!(of("submission").map(|table| table.lost), Some(1));
    let new = Connection::open(&into).expect("a database");
    let found: i64 = new
        .query_row(
            "SELECT count(*) FROM submission WHERE id = ?1",
            [second],
            |row| row.get(0),
        )
        .expect("read");
    assert_eq!(found, 0);
}

#[tokio::test]
async fn of_a_whole_file_everything_comes_over() {
    let (folder, path, before) = filled().await;
    let into = folder.path().join("new.db");
    let expected = rows(&path);
    let (recovered, checked) = rescue(&path, &into).expect("read");
    assert!(recovered.is_everything(), "{recovered:?}");
    assert!(checked.is_whole(), "{checked:?}");
    let mut found = rows(&into);
    let told = found
        .get_mut("journal")
        .expect("a journal")
        .pop()
        .expect("an entry");
    assert!(told.contains("recovered"), "{told}");
    assert_eq!(found, expected);
    assert_eq!(
        std::fs::read(&path).expect("readable"),
        before,
        "the old file stays"
    );
    // It is a queue like any other.
    let store = SqliteStore::open(&into, writable("sim")).expect("opened");
    let lease = store
        .lease(&holder(WORKER), at(40))
        .await
        .expect("no failure")
        .expect("free");
    let due = store.due(&due(Work::Send, at(40))).await.expect("read");
    assert!(!due.is_empty());
    store
        .claim(claim(&due[0], lease.epoch, at(40)))
        .await
        .expect("claimed");
    // Never over a file.
    let again = rescue(&path, &into).expect_err("refused");
    assert!(
        matches!(again, StoreError::Failed(problem) if problem.summary.key == "store-copy-taken")
    );
}

/// The write-ahead log of a killed program is read as well.
#[tokio::test]
async fn what_is_only_in_the_log_comes_over() {
    let home = lived_in().await;
    let after = tempfile::tempdir().expect("a folder");
    for name in ["queue.db", "queue.db-wal"] {
        std::fs::copy(home.folder.path().join(name), after.path().join(name)).expect("copied");
    }
    let into = after.path().join("new.db");
    let (recovered, checked) = rescue(&after.path().join("queue.db"), &into).expect("read");
    assert!(
        recovered.is_everything() && checked.is_whole(),
        "{recovered:?} {checked:?}"
    );
    assert_eq!(checked.submissions, 5);
}

#[tokio::test]
async fn a_header_that_is_gone_costs_nothing() {
    for width in [1, 16, 20, 100] {
        let (folder, path, mut bytes) = filled().await;
        bytes[..width].fill(0);
        std::fs::write(&path, &bytes).expect("written");
        let (recovered, checked) = rescue(&path, &folder.path().join("new.db")).expect("read");
        assert!(
            recovered.is_everything() && checked.is_whole(),
            "{width}: {recovered:?} {checked:?}"
        );
        assert_eq!(checked.submissions, 161);
    }
}

/// A page of submissions is gone: they are named, everything else comes over, and what they leave
/// behind in the journal is known from then on.
#[tokio::test]
async fn what_is_lost_is_counted_and_named() {
    let (folder, path, mut bytes) = filled().await;
    let leaf = leaf_of(&path, &bytes, "submission");
    bytes[leaf..leaf + 4_096].fill(0xEE);
    std::fs::write(&path, &bytes).expect("written");
    let into = folder.path().join("new.db");
    let (recovered, checked) = rescue(&path, &into).expect("read");
    assert!(!recovered.lost.is_empty());
    let of = |name: &str| {
        let found = recovered.tables.iter().find(|table| table.name == name);
        found.expect("the table").clone()
    };
    let submissions = of("submission");
    assert_eq!(submissions.rows + recovered.lost.len() as u64, 161);
    assert_eq!(submissions.lost, recovered.lost.len() as u64);
    assert!(!submissions.has_gap);
    assert_eq!(of("journal").lost, 0);
    assert_eq!(checked.submissions, submissions.rows);
    assert!(checked.is_whole(), "what is lost is known: {checked:?}");
    assert!(
        checked
            .known
            .iter()
            .any(|fault| fault.part == Part::References)
    );
    let again = check(&into, "sim", Depth::Whole).expect("looked at");
    assert_eq!(again, checked);
}

/// Messages that are gone leave rows that nobody sends.
#[tokio::test]
async fn what_has_lost_its_message_is_held() {
    let (folder, path, mut bytes) = filled().await;
    let leaf = leaf_of(&path, &bytes, "body");
    bytes[leaf..leaf + 4_096].fill(0xEE);
    std::fs::write(&path, &bytes).expect("written");
    let into = folder.path().join("new.db");
    let (recovered, checked) = rescue(&path, &into).expect("read");
    assert!(
        recovered.held > 0 && recovered.lost.is_empty(),
        "{recovered:?}"
    );
    assert!(checked.is_whole(), "{checked:?}");
    let store = SqliteStore::open(&into, writable("sim")).expect("opened");
    let counts = store.counts(None).await.expect("read");
    assert_eq!(
        counts.of(crate::domain::lifecycle::StateKind::Held),
        recovered.held
    );
    let lease = store
        .lease(&holder(WORKER), at(40))
        .await
        .expect("no failure")
        .expect("free");
    for submission in store.due(&due(Work::Send, at(40))).await.expect("read") {
        store
            .claim(claim(&submission, lease.epoch, at(40)))
            .await
            .expect("its message is there");
    }
}

/// Where a leaf page of a table begins, not the first nor the last.
fn leaf_of(path: &Path, bytes: &[u8], table: &str) -> usize {
    let raw = Connection::open(path).expect("a database");
    let root: u32 = raw
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
            [table],
            |row| row.get(0),
        )
        .expect("a table");
    let root = usize::try_from((root - 1) * 4_096).expect("a place");
    assert_eq!(bytes[root], 5, "{table} has more than one page");
    let cells = usize::from(u16::from_be_bytes([bytes[root + 3], bytes[root + 4]]));
    assert!(cells > 1, "{table} has more than two leaves");
    let at = root + 12 + 2 * (cells / 2);
    let cell = root + usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let page = bytes[cell..cell + 4]
        .iter()
        .fold(0, |page, byte| page << 8 | usize::from(*byte));
    (page - 1) * 4_096
}

/// Whatever was done to the file: no panic, no end that never comes, never a message that nobody
/// handed in, and a new file that is whole but for what it says itself.
#[tokio::test]
async fn of_any_damage_something_orderly_comes() {
    let (folder, path, bytes) = filled().await;
    let mut random = Random::new(7);
    let (mut rescued, mut complete) = (0, 0);
    for round in 0..40 {
        let mut damaged = bytes.clone();
        match round % 4 {
            0 => damaged.truncate(random.below(bytes.len())),
            1 => damaged[random.below(bytes.len())] ^= 0xFF,
            2 => {
                for _ in 0..20 {
                    let at = random.below(bytes.len());
                    damaged[at] = random.byte();
                }
            }
            _ => {
                let at = random.below(bytes.len()) / 4_096 * 4_096;
                damaged[at..at + 4_096].fill(0);
            }
        }
        std::fs::write(&path, &damaged).expect("written");
        let into = folder.path().join(format!("new-{round}.db"));
        let Ok((recovered, checked)) = rescue(&path, &into) else {
            assert!(!into.exists(), "round {round}: nothing half done is left");
            continue;
        };
        rescued += 1;
        complete += u32::from(recovered.is_everything());
        let sound = [
            Part::Pages,
            Part::Messages,
            Part::Keys,
            Part::Counts,
            Part::Search,
            Part::References,
        ];
        let wrong = checked
            .faults
            .iter()
            .find(|fault| sound.contains(&fault.part));
        assert!(wrong.is_none(), "round {round}: {wrong:?} {recovered:?}");
        assert_eq!(
            std::fs::read(&path).expect("readable"),
            damaged,
            "the old file stays"
        );
    }
    assert!(
        rescued > 20 && complete > 0,
        "{rescued} rescued, {complete} complete"
    );
}

/// A newer program's file, another program's, and one that is in use are left alone.
#[tokio::test]
async fn what_is_not_ours_to_rescue_is_refused() {
    let (folder, path, bytes) = filled().await;
    let into = folder.path().join("new.db");
    let key = |result: Result<(Recovered, Checked), StoreError>| match result {
        Err(StoreError::Failed(problem)) => problem.summary.key,
        other => panic!("not refused: {other:?}"),
    };
    let mut newer = bytes.clone();
    newer[60..64].copy_from_slice(&999_u32.to_be_bytes());
    std::fs::write(&path, newer).expect("written");
    assert_eq!(key(rescue(&path, &into)), "store-newer");
    std::fs::write(&path, "nothing of ours".repeat(500)).expect("written");
    assert_eq!(key(rescue(&path, &into)), "store-recover-nothing");
    std::fs::write(&path, "").expect("written");
    assert_eq!(key(rescue(&path, &into)), "store-recover-nothing");
    std::fs::write(&path, &bytes).expect("written");
    let other = recover(Rescue {
        from: &path,
        into: &into,
        environment: "prod",
        actor: PERSON,
        now: at(30),
    });
    assert_eq!(key(other), "store-environment");
    let store = SqliteStore::open(&path, writable("sim")).expect("opened");
    let _lease = store
        .lease(&holder(WORKER), at(40))
        .await
        .expect("no failure")
        .expect("free");
    assert_eq!(key(rescue(&path, &into)), "store-recover-busy");
    assert!(!into.exists());
}
