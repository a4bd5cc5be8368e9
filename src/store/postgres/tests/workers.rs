//! Several workers on one queue: who has what, and what becomes of it when one is no more.

use std::collections::BTreeSet;
use std::time::Duration;

use super::*;
use crate::domain::lifecycle::{Doubt, State, StateKind};
use crate::store::Work;
use crate::store::tests::{WORKER, at, change, claim, due, holder, new, number};

/// Longer than anything takes here that comes at all.
const LONG: Duration = Duration::from_secs(20);

fn beside(home: &Home<PgStore>) -> PgStore {
    PgStore::open(options(&home.folder.url)).expect("it opens twice")
}

async fn lease_of(store: &PgStore, worker: &str) -> Lease {
    let lease = store.lease(&holder(worker), at(0)).await;
    lease.expect("asked").expect("there may be several")
}

fn due_to(epoch: i64, work: Work, limit: usize) -> Due {
    Due {
        epoch: Some(epoch),
        limit,
        ..due(work, at(100))
    }
}

async fn take_up(store: &PgStore, due: Due) -> Vec<SubmissionId> {
    let found = store.due(&due).await.expect("read");
    found.into_iter().map(|found| found.id).collect()
}

/// Looks until it is so.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..400 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(LONG / 400).await;
    }
    panic!("it never was so");
}

#[tokio::test]
async fn two_workers_never_take_up_the_same_row() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let mut all = BTreeSet::new();
    for name in 1..=60 {
        all.insert(home.put(new(name)).await);
    }
    let (one, two) = (
        lease_of(&home.store, WORKER).await,
        lease_of(&other, "worker-2").await,
    );
    assert!(two.epoch > one.epoch);
    let mut taken = Vec::new();
    loop {
        let (first, second) = tokio::join!(
            take_up(&home.store, due_to(one.epoch, Work::Send, 7)),
            take_up(&other, due_to(two.epoch, Work::Send, 7)),
        );
        if first.is_empty() && second.is_empty() {
            break;
        }
        let before = taken.len();
        for (store, epoch, worker, ids) in [
            (&home.store, one.epoch, WORKER, first),
            (&other, two.epoch, "worker-2", second),
        ] {
            for id in ids {
                let row = home.get(id).await;
                let claim = Claim {
                    worker: worker.to_owned(),
                    ..claim(&row, epoch, at(100))
                };
                store.claim(claim).await.expect("nobody else has it");
                taken.push(id);
            }
        }
        assert!(taken.len() > before);
    }
    assert_eq!(taken.len(), all.len());
    assert_eq!(taken.into_iter().collect::<BTreeSet<_>>(), all);
}

#[tokio::test]
async fn what_a_worker_took_up_is_found_by_it_again_and_by_no_other() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let id = home.put(new(1)).await;
    let one = lease_of(&home.store, WORKER).await;
    let two = lease_of(&other, "worker-2").await;
    let mine = || take_up(&home.store, due_to(one.epoch, Work::Send, 5));
    assert_eq!(mine().await, [id]);
    assert_eq!(mine().await, [id], "not begun yet");
    let theirs = due_to(two.epoch, Work::Send, 5);
    assert_eq!(take_up(&other, theirs.clone()).await, []);
    let row = home.get(id).await;
    let foreign = Claim {
        worker: "worker-2".to_owned(),
        ..claim(&row, two.epoch, at(100))
    };
    let refused = other.claim(foreign).await;
    assert!(matches!(refused, Err(StoreError::Moved(_))), "{refused:?}");
    // What somebody does to it meanwhile gives it back.
    home.event(id, Event::Held, at(101)).await.expect("held");
    home.event(id, Event::Released, at(102))
        .await
        .expect("free");
    assert_eq!(
        take_up(
            &other,
            Due {
                now: at(200),
                ..theirs
            }
        )
        .await,
        [id]
    );
}

#[tokio::test]
async fn the_living_take_over_from_the_dead() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let (sending, reserved, asked) = (
        home.put(new(1)).await,
        home.put(new(2)).await,
        home.put(new(3)).await,
    );
    let living = lease_of(&other, "worker-2").await;
    let dying = lease_of(&home.store, WORKER).await;
    home.claim(sending, dying.epoch, at(1))
        .await
        .expect("claimed");
    home.claim(asked, dying.epoch, at(1))
        .await
        .expect("claimed");
    let declaration = number(7);
    home.event(asked, Event::Taken { declaration }, at(2))
        .await
        .expect("taken");
    let ids = take_up(&home.store, due_to(dying.epoch, Work::Send, 5)).await;
    assert_eq!(ids, [reserved]);
    home.store.asking(vec![asked], at(50)).await.expect("noted");

    // As when the process is killed: the server alone sees that the connection is gone.
    server::sql(
        &home.folder.url,
        "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN lease ON l.objid = lease.epoch::oid
         WHERE l.locktype = 'advisory' AND l.classid = 'lease'::regclass AND lease.worker = 'worker-1'",
    );

    until(async || {
        other.look().await.expect("looked");
        let due = due_to(living.epoch, Work::Send, 5);
        take_up(&other, due).await == [reserved]
    })
    .await;
    assert_eq!(
        home.get(sending).await.state,
        State::InDoubt {
            doubt: Doubt::WorkerDied,
            since: at(1),
            look_ups: 0,
            next_at: at(130),
        }
    );
    let State::Submitted { polls, .. } = home.get(asked).await.state else {
        panic!("{:?}", home.get(asked).await.state)
    };
    assert_eq!(polls, 1, "it counts as asked");
    let last = home.story(sending).await.events.pop().expect("an entry");
    assert_eq!(
        (last.actor.as_str(), last.event.as_str()),
        ("worker-2", "worker_died")
    );
    // What it had begun it can still say; a new claim it cannot make.
    let late = home
        .event(
            sending,
            Event::Taken {
                declaration: number(8),
            },
            at(140),
        )
        .await
        .expect("evidence");
    assert_eq!(late.state.kind(), StateKind::Submitted);
    let found = home.store.due(&due_to(dying.epoch, Work::Send, 5)).await;
    assert!(matches!(found, Err(StoreError::LeaseLost)), "{found:?}");
}

#[tokio::test]
async fn a_claim_needs_a_lease_that_lives() {
    let Some(home) = PgStore::home() else { return };
    let id = home.put(new(1)).await;
    let row = home.get(id).await;
    let none = home.store.claim(claim(&row, 1, at(1))).await;
    assert!(matches!(none, Err(StoreError::LeaseLost)), "{none:?}");
    let lease = lease_of(&home.store, WORKER).await;
    let foreign = Claim {
        worker: "somebody else".to_owned(),
        ..claim(&row, lease.epoch, at(1))
    };
    let foreign = home.store.claim(foreign).await;
    assert!(matches!(foreign, Err(StoreError::LeaseLost)), "{foreign:?}");
    let epoch = lease.epoch;
    drop(lease);
    // A row that says so is not enough: nobody holds its lock.
    server::sql(
        &home.folder.url,
        &format!(
            "INSERT INTO lease(epoch, worker, host, pid, headless, since) OVERRIDING SYSTEM VALUE VALUES({epoch}, 'worker-1', 'x', 1, true, 0)"
        ),
    );
    let dead = home.store.claim(claim(&row, epoch, at(1))).await;
    assert!(matches!(dead, Err(StoreError::LeaseLost)), "{dead:?}");
    assert_eq!(home.get(id).await.state.kind(), StateKind::Queued);
    assert_eq!(home.story(id).await.attempts.len(), 0);
}

#[tokio::test]
async fn a_console_works_only_while_nobody_else_does() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let console = Holder {
        headless: false,
        ..holder("console")
    };
    let (me, you) = (holder(WORKER), holder("worker-2"));
    let status = async |store: &PgStore, who: &Holder| store.worker(who).await.expect("asked");
    assert_eq!(status(&home.store, &console).await, WorkerStatus::Nobody);
    let one = lease_of(&home.store, WORKER).await;
    let refused = other.lease(&console, at(0)).await.expect("asked");
    assert!(refused.is_none(), "somebody works");
    assert_eq!(status(&home.store, &me).await, WorkerStatus::Here);
    assert!(matches!(
        status(&other, &console).await,
        WorkerStatus::Elsewhere { .. }
    ));
    assert_eq!(
        status(&other, &you).await,
        WorkerStatus::Several {
            count: 1,
            here: false
        }
    );
    let two = lease_of(&other, "worker-2").await;
    assert_eq!(
        status(&other, &you).await,
        WorkerStatus::Several {
            count: 2,
            here: true
        }
    );
    drop((one, two));
    assert_eq!(status(&other, &console).await, WorkerStatus::Nobody);
    let taken_over = other.lease(&console, at(0)).await.expect("asked");
    assert!(taken_over.is_some(), "nobody works");
}

#[tokio::test]
async fn all_workers_must_sign_with_the_new_key() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let (one, two) = (
        lease_of(&home.store, WORKER).await,
        lease_of(&other, "worker-2").await,
    );
    let keys = |key: &str| vec![("main".to_owned(), key.to_owned())];
    let signs = async || home.store.signing_key("main").await.expect("read");
    home.store
        .signs_with(one.epoch, keys("new"))
        .await
        .expect("noted");
    assert_eq!(signs().await, None, "the other has said nothing");
    other
        .signs_with(two.epoch, keys("old"))
        .await
        .expect("noted");
    assert_eq!(signs().await, None, "the other has the old one");
    other
        .signs_with(two.epoch, keys("new"))
        .await
        .expect("noted");
    assert_eq!(signs().await, Some("new".to_owned()));
}

#[tokio::test]
async fn changes_of_others_are_told_by_the_server() {
    let Some(home) = PgStore::home() else { return };
    let other = beside(&home);
    let mut told = other.changes();
    other.look().await.expect("listens");
    until(async || told.has_changed().expect("open")).await;
    told.mark_unchanged();
    home.put(new(1)).await;
    let heard = tokio::time::timeout(LONG, told.changed()).await;
    heard
        .expect("nobody looked, and it was told")
        .expect("open");
}

#[tokio::test]
async fn a_broken_connection_is_made_again() {
    let Some(home) = PgStore::home() else { return };
    let mut told = home.store.changes();
    home.store.look().await.expect("listens");
    until(async || told.has_changed().expect("open")).await;
    let id = home.put(new(1)).await;
    for round in 2..6 {
        told.mark_unchanged();
        server::sql(
            &home.folder.url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        // No call fails for it: nothing of either had begun.
        home.put(new(round)).await;
        assert_eq!(home.get(id).await.id, id);
    }
    told.mark_unchanged();
    let other = beside(&home);
    until(async || {
        let row = home.get(id).await;
        let event = if row.state.kind() == StateKind::Held {
            Event::Released
        } else {
            Event::Held
        };
        other
            .record(change(&row, event, at(9)))
            .await
            .expect("recorded");
        tokio::time::timeout(LONG / 100, told.changed())
            .await
            .is_ok()
    })
    .await;
}
