//! Changes that share a commit: each stands or falls alone, and nobody is told too early.

use std::sync::mpsc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::super::group::{self, Queue};
use super::super::journal::Journal;
use super::*;

/// Holds the writer inside of a change, so that everything that comes now is one group.
struct Held {
    task: JoinHandle<Result<(), StoreError>>,
    go: mpsc::Sender<()>,
}

impl Held {
    async fn begin(store: &SqliteStore) -> Self {
        let (go, gone) = mpsc::channel();
        let (tell, begun) = oneshot::channel();
        let store = store.clone();
        let task = tokio::spawn(async move {
            let mut tell = Some(tell);
            let held = store.write(Durability::Ordered, move |_| {
                let _ = tell.take().map(|tell| tell.send(()));
                gone.recv().expect("let go");
                Ok(Commit::Undo(()))
            });
            held.await
        });
        begun.await.expect("it begins");
        Self { task, go }
    }

    /// Lets the group be written, once everybody has joined.
    async fn let_go(self) {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        self.go.send(()).expect("it waits");
        self.task.await.expect("no panic").expect("nothing to do");
    }
}

/// How a change of the tests ends, after it has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Keep,
    Quietly,
    Undo,
    Fail,
    Panic,
}

/// Writes a journal entry of this name, and ends so.
fn spawn(
    store: &SqliteStore,
    name: &'static str,
    end: End,
) -> JoinHandle<Result<&'static str, StoreError>> {
    let store = store.clone();
    tokio::spawn(async move {
        let written = store.write(Durability::Synced, move |transaction| {
            Journal::open(transaction)?.note(at(0), PERSON, name, "tried")?;
            match end {
                End::Keep => Ok(Commit::Keep(name)),
                End::Quietly => Ok(Commit::KeepQuietly(name)),
                End::Undo => Ok(Commit::Undo(name)),
                End::Fail => Err(StoreError::LeaseLost),
                End::Panic => panic!("as the test wants"),
            }
        });
        written.await
    })
}

async fn events(store: &SqliteStore) -> Vec<String> {
    let entries = store.journal(100).await.expect("read");
    entries.into_iter().rev().map(|entry| entry.event).collect()
}

#[tokio::test]
async fn each_change_of_a_group_stands_or_falls_alone() {
    let home = Home::new();
    let changes = home.store.changes();
    let before = *changes.borrow();
    let held = Held::begin(&home.store).await;
    let ends = [
        ("first", End::Keep),
        ("failing", End::Fail),
        ("quiet", End::Quietly),
        ("panicking", End::Panic),
        ("undone", End::Undo),
        ("last", End::Keep),
    ];
    let tasks = ends.map(|(name, end)| (name, end, spawn(&home.store, name, end)));
    held.let_go().await;
    for (name, end, task) in tasks {
        match (end, task.await) {
            (End::Panic, Err(died)) => assert!(died.is_panic()),
            (End::Fail, Ok(Err(StoreError::LeaseLost))) => {}
            (End::Keep | End::Quietly | End::Undo, Ok(Ok(told))) => assert_eq!(told, name),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert_eq!(events(&home.store).await, ["first", "quiet", "last"]);
    assert_eq!(*changes.borrow(), before + 1, "told of once");
    let whole = home.store.verify_journal().await.expect("read");
    assert_eq!(whole, ChainCheck::Whole { entries: 3 });
}

#[tokio::test]
async fn a_group_is_as_durable_as_the_strictest_of_it() {
    let home = Home::new();
    let held = Held::begin(&home.store).await;
    let levels = [Durability::Ordered, Durability::Synced, Durability::Ordered].map(|durability| {
        let store = home.store.clone();
        tokio::spawn(async move {
            let level = store.write(durability, |transaction| {
                let level = transaction
                    .pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0))?;
                Ok(Commit::Undo(level))
            });
            level.await
        })
    });
    held.let_go().await;
    for level in levels {
        assert_eq!(level.await.expect("no panic").expect("read"), 2);
    }
}

/// What is told agrees with what is there, also for those who shared a commit with the one for
/// whom there was no room.
#[tokio::test]
async fn a_full_disk_in_a_group_is_no_lie_to_the_others() {
    let home = Home::new();
    let limited = home.store.write(Durability::Synced, |transaction| {
        let pages: i64 = transaction.pragma_query_value(None, "page_count", |row| row.get(0))?;
        transaction.pragma_update(None, "max_page_count", pages + 2)?;
        Ok(Commit::Keep(()))
    });
    limited.await.expect("limited");
    let held = Held::begin(&home.store).await;
    let first = spawn(&home.store, "first", End::Keep);
    let big = NewSubmission {
        payload: "x".repeat(1 << 20),
        ..new(1)
    };
    let store = home.store.clone();
    let second = tokio::spawn(async move {
        store
            .enqueue(vec![big], Batch::WhatCan, PERSON, at(0))
            .await
    });
    let third = spawn(&home.store, "third", End::Keep);
    held.let_go().await;
    let Err(StoreError::Failed(problem)) = second.await.expect("no panic") else {
        panic!("there was room");
    };
    assert_eq!(problem.summary.key, "store-disk-full");
    let mut told = Vec::new();
    for task in [first, third] {
        told.extend(task.await.expect("no panic").ok());
    }
    assert_eq!(events(&home.store).await, told);
    assert_eq!(home.store.counts(None).await.expect("read").total(), 0);
}

/// A panic is the caller's own; the next change is written as if nothing had been.
#[tokio::test]
async fn a_panic_is_given_to_who_brought_it() {
    let home = Home::new();
    let died = spawn(&home.store, "panicking", End::Panic).await;
    assert!(died.expect_err("it panics").is_panic());
    spawn(&home.store, "after", End::Keep)
        .await
        .expect("no panic")
        .expect("written");
    assert_eq!(events(&home.store).await, ["after"]);
}

/// A runtime that goes before the writing began.
#[test]
fn who_waits_for_a_writer_that_never_comes_is_told() {
    let queue = Queue::default();
    let job = || group::job(Durability::Synced, |_| Ok(Commit::Keep(())));
    let (one, mut first) = job();
    let (two, mut second) = job();
    assert!(queue.join(one), "the first must begin");
    assert!(!queue.join(two), "and only the first");
    queue.abandon();
    for answer in [&mut first, &mut second] {
        assert!(answer.try_recv().is_err(), "nobody will answer");
    }
    let (three, _answer) = job();
    assert!(queue.join(three), "the next one begins anew");
}
