//! A queue that is copied from a file into a database and back is the same queue.

use std::fmt::Write as _;

use rusqlite::Connection;

use super::options;
use crate::domain::draft::{Draft, Kind};
use crate::domain::report::{KeptDraft, QueueQuery, Window};
use crate::domain::upkeep::Depth;
use crate::store::copy::{Spelling, TABLES};
use crate::store::tests::windows;
use crate::store::tests::{Home, PERSON, at, holder, new};
use crate::store::{
    NewSubmission, PgStore, RegisterChange, SqliteStore, Store, StoreError, check, copy_to_file,
    copy_to_server, server,
};

/// Texts that mean something to one side or the other.
const ODD: &str = "a\tb\\n\nc\r\\.\u{8}\u{B}\u{C} \\N 'é' ␀ 🦀";

/// A queue in which something is in every table.
async fn lived_in() -> Home {
    let home = windows::filled(Home::new()).await;
    home.put(NewSubmission {
        reference: Some(crate::domain::untrusted::Untrusted::new(ODD)),
        payload: ODD.to_owned(),
        ..new(99)
    })
    .await;
    let kept = KeptDraft {
        uid: uuid::Uuid::from_bytes([7; 16]),
        draft: Draft::new(Kind::In),
        origin: None,
        by: PERSON.to_owned(),
        at: at(3),
    };
    home.store.keep_draft(kept).await.expect("kept");
    let register = RegisterChange {
        revision: 0,
        document: "{\"odd\": \"\\t\"}".to_owned(),
        entries: vec![("register".to_owned(), ODD.to_owned())],
        renamed: None,
        actor: PERSON.to_owned(),
        at: at(4),
    };
    home.store.keep_register(register).await.expect("kept");
    let hold = home.store.hold_account("other", Some(ODD), PERSON, at(5));
    hold.await.expect("held");
    // A worker that died while it was sending and asking.
    let lease = home.lease().await;
    let sending = home.put(new(98)).await;
    home.claim(sending, lease.epoch, at(6))
        .await
        .expect("claimed");
    home.store
        .asking(vec![sending], at(7))
        .await
        .expect("noted");
    home
}

/// Everything that anybody could read of a queue.
async fn told(store: &dyn Store) -> String {
    let all = QueueQuery {
        window: Window {
            rows: 1_000,
            ..Window::default()
        },
        ..QueueQuery::default()
    };
    let rows = store.queue(&all).await.expect("read").rows;
    let mut told = String::new();
    for row in &rows {
        let timeline = store.timeline(row.id).await.expect("read").expect("there");
        let state = store
            .submission(row.id)
            .await
            .expect("read")
            .expect("there");
        writeln!(told, "{timeline:#?}\n{state:#?}\n{:?}", state.payload).expect("a text");
    }
    let parts = (
        store.counts(None).await.expect("read"),
        store.figures(at(0), at(60)).await.expect("read"),
        store.journal(10_000).await.expect("read"),
        store.drafts().await.expect("read"),
        store.register().await.expect("read"),
        store.held_accounts().await.expect("read"),
        store.employers(100).await.expect("read"),
    );
    write!(told, "{parts:#?}").expect("a text");
    assert!(rows.len() > 60);
    told
}

fn key(result: Result<crate::domain::upkeep::Moved, StoreError>) -> &'static str {
    match result {
        Err(StoreError::Failed(problem)) => problem.summary.key,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_queue_goes_into_a_database_and_back() {
    let Some(database) = server::empty() else {
        return;
    };
    let home = lived_in().await;
    let file = home.folder.path().join("queue.db");
    let before = told(&home.store).await;
    let there = copy_to_server(&file, options(&database.url)).expect("copied");
    let rows = |name: &str| {
        let table = there.tables.iter().find(|table| table.name == name);
        table.expect("a table").rows
    };
    for table in &there.tables {
        assert!(table.rows > 0, "{} is empty", table.name);
    }
    assert_eq!(rows("submission"), 62);
    let store = PgStore::open(options(&database.url)).expect("it is there");
    assert_eq!(told(&store).await, before);
    // It is a queue that goes on: what was being sent is in doubt, and new rows have new numbers.
    let back = home.folder.path().join("back.db");
    let again = copy_to_file(options(&database.url), &back).expect("copied back");
    assert_eq!(again, there, "every table, row and digest");
    let checked = check(&back, "sim", Depth::Whole).expect("looked at");
    assert!(checked.is_whole(), "{checked:?}");
    let writable = crate::store::OpenOptions {
        environment: "sim",
        read_only: false,
    };
    let file = SqliteStore::open(&back, writable).expect("a queue");
    assert_eq!(told(&file).await, before);
    for store in [&file as &dyn Store, &store] {
        let lease = store.lease(&holder("next"), at(100)).await;
        let lease = lease.expect("no failure").expect("nobody works");
        assert_eq!(lease.recovered.len(), 1);
        assert!(lease.epoch > 2, "an epoch that nobody had: {}", lease.epoch);
        let put = store.enqueue(
            vec![new(100)],
            crate::store::Batch::WhatCan,
            PERSON,
            at(101),
        );
        let put = format!("{:?}", put.await.expect("enqueued"));
        assert!(put.contains("63"), "{put}");
    }
}

#[tokio::test]
async fn nothing_is_copied_beside_a_worker_or_over_another_queue() {
    let Some(database) = server::empty() else {
        return;
    };
    let home = lived_in().await;
    let file = home.folder.path().join("queue.db");
    let lease = home.lease().await;
    let busy = copy_to_server(&file, options(&database.url));
    assert_eq!(key(busy), "store-copy-busy");
    drop(lease);
    let target = PgStore::open(options(&database.url)).expect("a queue");
    let lease = target.lease(&holder("there"), at(1)).await;
    let lease = lease.expect("no failure").expect("nobody works");
    let busy = copy_to_server(&file, options(&database.url));
    assert_eq!(key(busy), "store-copy-busy");
    let into = home.folder.path().join("back.db");
    assert_eq!(
        key(copy_to_file(options(&database.url), &into)),
        "store-copy-busy"
    );
    drop(lease);
    target
        .note(PERSON, "note", "here", at(2))
        .await
        .expect("noted");
    let full = copy_to_server(&file, options(&database.url));
    assert_eq!(key(full), "store-copy-not-empty");
    assert_eq!(
        key(copy_to_file(options(&database.url), &file)),
        "store-copy-taken"
    );
    assert!(!into.exists());
}

/// Whatever goes wrong on the way, nothing of it is in the database.
#[tokio::test]
async fn a_copy_that_fails_leaves_nothing() {
    let Some(database) = server::empty() else {
        return;
    };
    let home = lived_in().await;
    let raw = Connection::open(home.folder.path().join("queue.db")).expect("a database");
    raw.execute_batch(
        "DROP TRIGGER journal_unchanged; UPDATE journal SET actor = 'nobody' WHERE seq = 5;",
    )
    .expect("damaged");
    let file = home.folder.path().join("queue.db");
    assert_eq!(
        key(copy_to_server(&file, options(&database.url))),
        "store-pg-corrupt"
    );
    let left = "SELECT (SELECT count(*) FROM submission) + (SELECT count(*) FROM journal), (SELECT count(*) FROM register)";
    assert_eq!(server::sql(&database.url, left), "0|1\n");
}

/// A column of a later version would be left behind, and nobody would notice.
#[test]
fn every_column_goes_along() {
    let home = Home::new();
    let raw = Connection::open(home.folder.path().join("queue.db")).expect("a database");
    let stays = ["meta", "lease", "signing"];
    let mut columns: Vec<String> = raw
        .prepare(
            "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'find%' AND t.name NOT LIKE 'sqlite_%'",
        )
        .expect("a statement")
        .query_map([], |row| row.get(0))
        .expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    columns.retain(|column| {
        !stays
            .iter()
            .any(|table| column.starts_with(&format!("{table}.")))
    });
    let mut copied: Vec<String> = Vec::new();
    for table in &TABLES {
        for (column, spelling) in table.columns {
            if !matches!(spelling, Spelling::OnServer(_)) {
                copied.push(format!("{}.{column}", table.name));
            }
        }
    }
    columns.sort();
    copied.sort();
    assert_eq!(columns, copied);
}
