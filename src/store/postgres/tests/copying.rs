//! A queue that is copied from a file into a database and back is the same queue.

use std::fmt::Write as _;
use std::path::Path;

use rusqlite::Connection;

use super::options;
use crate::domain::draft::{Draft, Kind};
use crate::domain::report::{KeptDraft, QueueQuery, Window};
use crate::domain::upkeep::Depth;
use crate::store::copy::{Spelling, TABLES};
use crate::store::tests::windows;
use crate::store::tests::{Home, PERSON, at, holder, new};
use crate::store::{
    Batch, ChainCheck, Copying, NewSubmission, OpenOptions, PgStore, RegisterChange, Reopening,
    Site, SqliteStore, Store, StoreError, copy, server,
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

/// The work goes on in the copy.
fn moving() -> Copying {
    Copying {
        original: "the old one".to_owned(),
        copy: "the new one".to_owned(),
        is_to_look_at: false,
        actor: PERSON.to_owned(),
        at: at(90),
    }
}

/// The work goes on in the original.
fn looking() -> Copying {
    Copying {
        is_to_look_at: true,
        ..moving()
    }
}

fn reopening() -> Reopening {
    Reopening {
        reason: "nobody works there".to_owned(),
        actor: PERSON.to_owned(),
        at: at(95),
    }
}

/// Who works and who hands in is refused, and told where the work goes on.
async fn is_closed(store: &dyn Store, elsewhere: &str) {
    let put = store.enqueue(vec![new(100)], Batch::WhatCan, PERSON, at(101));
    for refused in [
        store.lease(&holder("next"), at(100)).await.map(drop),
        put.await.map(drop),
        store.note(PERSON, "note", "here", at(102)).await,
        store
            .hold_account("main", Some("why"), PERSON, at(103))
            .await,
    ] {
        let Err(StoreError::Failed(problem)) = refused else {
            panic!("not refused: {refused:?}");
        };
        assert_eq!(problem.summary.key, "store-closed");
        assert!(
            format!("{:?}", problem.summary).contains(elsewhere),
            "{problem:?}"
        );
    }
}

/// Somebody can take up the work, of which two parts were under way, and hand in more.
async fn is_open(store: &dyn Store) {
    let lease = store.lease(&holder("next"), at(100)).await;
    let lease = lease.expect("no failure").expect("nobody works");
    assert_eq!(lease.recovered.len(), 1);
    assert!(lease.epoch > 2, "an epoch that nobody had: {}", lease.epoch);
    let put = store.enqueue(vec![new(100)], Batch::WhatCan, PERSON, at(101));
    let put = format!("{:?}", put.await.expect("enqueued"));
    assert!(put.contains("63"), "{put}");
}

fn file_of(home: &Home, name: &str) -> Site {
    Site::File {
        path: home.folder.path().join(name),
        environment: "sim".to_owned(),
    }
}

fn server_of(database: &server::Database) -> Site {
    Site::Server(Box::new(options(&database.url)))
}

fn path_of(file: &Site) -> &Path {
    match file {
        Site::File { path, .. } => path,
        Site::Server(_) => panic!("not in a file"),
    }
}

fn open_file(path: &Path) -> SqliteStore {
    let writable = OpenOptions {
        environment: "sim",
        read_only: false,
    };
    SqliteStore::open(path, writable).expect("a queue")
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
    let file = file_of(&home, "queue.db");
    let there = copy(&file, &server_of(&database), &moving()).expect("copied");
    let before = told(&home.store).await;
    is_closed(&home.store, "the new one").await;
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
    let back = file_of(&home, "back.db");
    let again = copy(&server_of(&database), &back, &looking()).expect("copied back");
    assert_eq!(again, there, "every table, row and digest");
    for site in [&back, &server_of(&database)] {
        let checked = site.check(Depth::Whole).expect("looked at");
        assert!(checked.is_whole(), "{checked:?}");
    }
    is_closed(&open_file(path_of(&back)), "the old one").await;
    back.reopen(&reopening()).expect("opened");
    // Both are queues that go on: what was being sent is in doubt, and new rows have new numbers.
    is_open(&store).await;
    is_open(&open_file(path_of(&back))).await;
}

#[tokio::test]
async fn a_database_from_which_a_queue_was_taken_is_closed_until_somebody_opens_it() {
    let Some(database) = server::empty() else {
        return;
    };
    let home = lived_in().await;
    let file = file_of(&home, "queue.db");
    copy(&file, &server_of(&database), &moving()).expect("copied");
    let store = PgStore::open(options(&database.url)).expect("it is there");
    let back = file_of(&home, "back.db");
    copy(&server_of(&database), &back, &moving()).expect("copied back");
    let before = told(&store).await;

    is_closed(&store, "the new one").await;
    assert_eq!(told(&store).await, before, "it can be looked at");
    let checked = server_of(&database).check(Depth::Whole);
    assert!(checked.expect("looked at").is_whole());
    let other = file_of(&home, "other.db");
    let elsewhere = Copying {
        copy: "a third".to_owned(),
        ..moving()
    };
    let refused = copy(&server_of(&database), &other, &elsewhere);
    assert_eq!(key(refused), "store-closed");
    assert!(!path_of(&other).exists());

    assert!(server_of(&database).reopen(&reopening()).expect("opened"));
    assert!(
        !server_of(&database)
            .reopen(&reopening())
            .expect("nothing to do")
    );
    is_open(&store).await;
    assert!(matches!(
        store.verify_journal().await,
        Ok(ChainCheck::Whole { .. })
    ));
    is_open(&open_file(path_of(&back))).await;
}

#[tokio::test]
async fn nothing_is_copied_beside_a_worker_or_over_another_queue() {
    let Some(database) = server::empty() else {
        return;
    };
    let home = lived_in().await;
    let file = file_of(&home, "queue.db");
    let lease = home.lease().await;
    let busy = copy(&file, &server_of(&database), &moving());
    assert_eq!(key(busy), "store-copy-busy");
    drop(lease);
    let target = PgStore::open(options(&database.url)).expect("a queue");
    let lease = target.lease(&holder("there"), at(1)).await;
    let lease = lease.expect("no failure").expect("nobody works");
    let busy = copy(&file, &server_of(&database), &moving());
    assert_eq!(key(busy), "store-copy-busy");
    let into = file_of(&home, "back.db");
    assert_eq!(
        key(copy(&server_of(&database), &into, &moving())),
        "store-copy-busy"
    );
    drop(lease);
    target
        .note(PERSON, "note", "here", at(2))
        .await
        .expect("noted");
    let full = copy(&file, &server_of(&database), &moving());
    assert_eq!(key(full), "store-copy-not-empty");
    assert_eq!(
        key(copy(&server_of(&database), &file, &moving())),
        "store-copy-taken"
    );
    assert!(!path_of(&into).exists());
    // What was not copied is worked on as before.
    drop(home.lease().await);
    assert!(
        target
            .lease(&holder("there"), at(3))
            .await
            .expect("no failure")
            .is_some()
    );
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
    let file = file_of(&home, "queue.db");
    assert_eq!(
        key(copy(&file, &server_of(&database), &moving())),
        "store-pg-corrupt"
    );
    let left = "SELECT (SELECT count(*) FROM submission) + (SELECT count(*) FROM journal), (SELECT count(*) FROM register)";
    assert_eq!(server::sql(&database.url, left), "0|1\n");
    drop(home.lease().await);
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
