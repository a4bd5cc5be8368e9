//! What a service needs of the engine: signs of life, figures, another configuration at work.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::*;
use crate::domain::declaration::{Body, Declaration};
use crate::engine::{Account, Duty, Settings, Sign};

fn start_working(engine: &Engine, stop: &CancellationToken) -> tokio::task::JoinHandle<()> {
    let (engine, stop) = (engine.clone(), stop.clone());
    tokio::spawn(async move {
        let worked = engine.work(WorkUntil::Stopped, stop).await;
        worked.expect("and ends well");
    })
}

async fn beats_in(engine: &Engine, seconds: u64) -> u64 {
    let life = engine.signs_of_life();
    let before = life.borrow().beats;
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let now = life.borrow().beats;
    now - before
}

#[tokio::test(start_paused = true)]
async fn a_loop_that_hangs_shows_no_life_whether_on_duty_or_not() {
    let stage = Stage::new();
    let beside = stage.beside();
    let stop = CancellationToken::new();
    for engine in [&stage.engine, &beside] {
        engine.show_life(Duration::from_secs(5));
    }
    let worker = start_working(&stage.engine, &stop);
    let mut life = stage.engine.signs_of_life();
    let on_duty = |sign: &Sign| sign.duty == Duty::OnDuty;
    life.wait_for(on_duty).await.expect("it works");
    let other = start_working(&beside, &stop);
    let mut life = beside.signs_of_life();
    let stands_by = |sign: &Sign| sign.duty == Duty::StandsBy;
    life.wait_for(stands_by).await.expect("it stands by");

    for engine in [&stage.engine, &beside] {
        let beats = beats_in(engine, 100).await;
        assert!((15..=20).contains(&beats), "{beats} in 100 s");
        engine.inner.alive.hangs.store(true, Ordering::Relaxed);
        beats_in(engine, 10).await;
        assert_eq!(beats_in(engine, 600).await, 0);
    }
    for worker in [worker, other] {
        assert!(!worker.is_finished(), "they hang");
        worker.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn life_costs_nothing_while_nobody_wants_to_know() {
    let stage = Stage::new();
    let stop = CancellationToken::new();
    let worker = start_working(&stage.engine, &stop);
    assert_eq!(beats_in(&stage.engine, 600).await, 0);
    stop.cancel();
    worker.await.expect("it lives");
}

/// A drain takes as long as the requests under way: a service that does it must not be killed.
#[tokio::test(start_paused = true)]
async fn a_drain_shows_life() {
    let stage = Stage::new();
    stage.engine.show_life(Duration::from_secs(5));
    // Both wait for a third that never comes.
    stage.nsso.next_posts_at_once(3, Post::LostAfterTaking);
    stage.enqueue(&entry("a")).await;
    let stop = CancellationToken::new();
    let worker = start_working(&stage.engine, &stop);
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.cancel();
    assert!(beats_in(&stage.engine, 60).await >= 10);
    worker.await.expect("it gives up in time");
}

/// The same person, on another day.
fn on_day(day: u8) -> Declaration {
    let mut declaration = entry("a");
    if let Body::In(entry) = &mut declaration.body {
        entry.start = entry.start.saturating_add(jiff::Span::new().days(day));
    }
    declaration
}

fn settings(accounts: Vec<Account>, limits: Limits) -> Settings {
    Settings {
        accounts,
        certificates: Vec::new(),
        levels: Vec::new(),
        linker: stage::nobody_links(),
        limits,
    }
}

#[tokio::test(start_paused = true)]
async fn another_configuration_is_worked_by_without_a_pause_and_nothing_is_sent_twice() {
    let stage = Stage::new();
    let stop = CancellationToken::new();
    let worker = start_working(&stage.engine, &stop);
    let mut ids = Vec::new();
    for round in 0..20_u8 {
        ids.push(stage.enqueue(&on_day(round)).await);
        let accounts = vec![
            stage::account("loket", &[], &stage.nsso),
            stage::account("new", &[], &stage.nsso),
        ];
        let limits = Limits {
            sends: 1 + usize::from(round % 4),
            polls: 1 + usize::from(round % 7),
        };
        let reloaded = stage.engine.reload(settings(accounts, limits)).await;
        reloaded.expect("it can work by it");
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
    tokio::time::sleep(Duration::from_mins(2)).await;
    assert!(stage.engine.roster().get("new").is_some());
    for id in &ids {
        assert_eq!(stage.state(*id).await, StateKind::Accepted);
    }
    assert_eq!(stage.nsso.posts(), ids.len());
    let taken = stage.engine.meters().outcomes()[&("post", "taken")];
    assert_eq!(taken, 20);
    assert_eq!(stage.engine.meters().leases().taken, 1, "it stayed on duty");
    stop.cancel();
    worker.await.expect("it lives");
}

#[tokio::test(start_paused = true)]
async fn a_configuration_by_which_an_account_could_not_work_is_refused_as_a_whole() {
    let stage = Stage::new();
    let broken = Account {
        link: Some(Err(problem::usage(Text::new("rsz-key-file-unreadable")))),
        ..stage::account("loket", &[], &stage.nsso)
    };
    let accounts = vec![stage::account("new", &[], &stage.nsso), broken];
    let limits = Limits { sends: 1, polls: 1 };

    let refused = stage.engine.reload(settings(accounts, limits)).await;

    let refused = refused.expect_err("its key is gone");
    assert_eq!(refused.summary.key, "rsz-key-file-unreadable");
    assert!(stage.engine.roster().get("new").is_none());
    assert_eq!(stage.engine.limits(), Limits::default());
    let id = stage.enqueue(&entry("a")).await;
    work_for(&stage, 10).await;
    assert_eq!(stage.state(id).await, StateKind::Accepted);
}

#[tokio::test(start_paused = true)]
async fn an_account_without_a_link_of_its_own_keeps_the_one_that_it_has() {
    let stage = Stage::new();
    let kept = Account {
        link: None,
        ..stage::account("loket", &[], &stage.nsso)
    };
    let reloaded = stage.engine.reload(settings(vec![kept], Limits::default()));
    reloaded.await.expect("it can work by it");
    let id = stage.enqueue(&entry("a")).await;
    work_for(&stage, 10).await;
    assert_eq!(stage.state(id).await, StateKind::Accepted);
}

#[tokio::test(start_paused = true)]
async fn what_is_done_is_counted() {
    let stage = Stage::new();
    stage
        .nsso
        .next_post(Post::Busy(SignedDuration::from_secs(5)));
    stage.enqueue(&entry("a")).await;
    work_for(&stage, 30).await;
    let meters = stage.engine.meters();
    let statuses = meters.statuses();
    assert_eq!(statuses[&("post", "2xx")], 1);
    assert_eq!(statuses[&("post", "4xx")], 1, "it was busy");
    assert_eq!(meters.outcomes()[&("post", "not_taken")], 1);
    assert_eq!(meters.outcomes()[&("get", "A")], 1);
    let gets = meters.requests().find(|(name, _)| *name == "get");
    let asked: u64 = meters
        .outcomes()
        .iter()
        .filter(|((method, _), _)| *method == "get")
        .map(|(_, count)| *count)
        .sum();
    assert_eq!(gets.expect("there").1.count(), asked);
    let calls: Vec<_> = meters
        .store()
        .filter(|(_, spread)| spread.count() == 0)
        .collect();
    assert!(
        calls
            .iter()
            .all(|(call, _)| ["queue", "asking"].contains(call)),
        "{calls:?}"
    );
    let granted = stage.engine.token_fetches().counts().next();
    assert_eq!(granted, Some(("granted", stage.nsso.tokens())));
    let readiness = stage.engine.readiness().await.expect("readable");
    assert_eq!(readiness.trouble(), Some("nobody_works"));
    let lease = stage
        .engine
        .store()
        .lease(&stage.engine.inner.holder, start());
    let _lease = lease.await.expect("readable").expect("free");
    let readiness = stage.engine.readiness().await.expect("readable");
    assert_eq!(readiness.trouble(), None);
}
