//! The rotation assistant, and engines that notice it while they work.

use jiff::SignedDuration;

use super::desk::{Desk, events, ordered, refusal, register};
use super::stage::entry;
use super::*;
use crate::domain::chaman::{Order, RotationStage};
use crate::domain::report::KeyStatus;

on_every_store! {
    stopped {
        a_worker_of_another_process_takes_up_the_new_key_without_a_pause
        the_old_certificate_stays_while_the_worker_signs_with_the_old_key
    }
    running {
        a_rotation_goes_on_wherever_it_was_left
        a_rotation_can_be_taken_back_until_the_old_certificate_is_gone
        a_key_that_cannot_be_used_is_not_switched_to
        a_key_of_another_certificate_is_refused
        the_portal_comes_before_the_switch
        a_certificate_of_somebody_else_s_key_stays
    }
}

fn advance() -> Order {
    Order::AdvanceRotation {
        account: "loket".to_owned(),
    }
}

fn reverse() -> Order {
    Order::ReverseRotation {
        account: "loket".to_owned(),
    }
}

async fn certificates(engine: &Engine) -> Vec<String> {
    let here = register(engine).await.here;
    let held = here.account("loket").expect("there").certificates().iter();
    held.map(|held| held.name.clone()).collect()
}

async fn a_rotation_goes_on_wherever_it_was_left() {
    let desk = Desk::sandbox();
    let first = desk.with_account("loket").await;
    ordered(&first, desk.rotation("loket", "new")).await;
    desk.make("other");
    let second = Order::StartRotation(crate::domain::chaman::RotationOrder {
        account: "loket".to_owned(),
        certificate_file: desk.text("other.cer"),
        certificate_name: "other".to_owned(),
        key_file: desk.text("other.key"),
        passphrase_file: String::new(),
    });
    assert_eq!(refusal(&first, second).await, "engine-rotation-under-way");
    ordered(&first, advance()).await;
    assert_eq!(certificates(&first).await, ["loket", "new"]);
    drop(first);

    let resumed = desk.engine();
    for _ in 0..3 {
        ordered(&resumed, advance()).await;
    }
    let now = register(&resumed).await;
    assert_eq!(now.rotations[0].stage, RotationStage::Finished);
    assert_eq!(certificates(&resumed).await, ["new"]);
    assert_eq!(
        desk.links.signed_with(),
        ["new"],
        "the token that proves it"
    );
    let summaries = resumed.certificates().await;
    assert_eq!(summaries.len(), 1);
    assert_eq!(summaries[0].key, KeyStatus::Matches);
    assert_eq!(refusal(&resumed, advance()).await, "engine-no-rotation");
    assert_eq!(
        events(&resumed).await[3..],
        [
            "rotation_chosen",
            "certificate_added",
            "rotation_added",
            "key_switched",
            "rotation_switched",
            "rotation_proven",
            "certificate_removed",
            "rotation_finished"
        ]
    );
}

async fn a_rotation_can_be_taken_back_until_the_old_certificate_is_gone() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    ordered(&engine, desk.rotation("loket", "new")).await;
    for _ in 0..3 {
        ordered(&engine, advance()).await;
    }
    ordered(&engine, reverse()).await;
    let key = register(&engine).await.here.accounts[0].key().cloned();
    assert_eq!(key.expect("the old one").file, desk.path("loket.key"));
    ordered(&engine, reverse()).await;
    assert_eq!(certificates(&engine).await, ["loket"]);
    ordered(&engine, reverse()).await;
    let now = register(&engine).await;
    assert_eq!(now.rotations[0].stage, RotationStage::Abandoned);
    assert_eq!(refusal(&engine, reverse()).await, "engine-no-rotation");
}

async fn a_key_that_cannot_be_used_is_not_switched_to() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    ordered(&engine, desk.rotation("loket", "new")).await;
    ordered(&engine, advance()).await;
    std::fs::remove_file(desk.path("new.key")).expect("ours");
    let problem = refusal(&engine, advance()).await;
    assert_eq!(problem, "rsz-key-file-unreadable");
    let now = register(&engine).await;
    assert_eq!(now.rotations[0].stage, RotationStage::Added);
    let key = now.here.accounts[0].key().expect("the old one");
    assert_eq!(key.file, desk.path("loket.key"));
}

async fn a_key_of_another_certificate_is_refused() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    let Order::StartRotation(mut order) = desk.rotation("loket", "new") else {
        unreachable!("it is one");
    };
    order.key_file = desk.text("loket.key");
    let refused = refusal(&engine, Order::StartRotation(order)).await;
    assert_eq!(refused, "engine-key-of-other-certificate");
    assert!(register(&engine).await.rotations.is_empty());
}

async fn the_portal_comes_before_the_switch() {
    let desk = Desk::simulation();
    let engine = desk.with_account("loket").await;
    for (step, client_id) in [(1, ""), (2, "self_service_expeditor_2214")] {
        let client_id = client_id.to_owned();
        ordered(&engine, Order::Tick { step, client_id }).await;
    }
    ordered(&engine, desk.rotation("loket", "new")).await;
    assert_eq!(ordered(&engine, advance()).await.steps, [3]);
    assert_eq!(
        refusal(&engine, advance()).await,
        "chaman-rotation-not-in-chaman"
    );
    let client_id = String::new();
    ordered(&engine, Order::Tick { step: 3, client_id }).await;
    ordered(&engine, advance()).await;
    ordered(&engine, advance()).await;
    assert_eq!(ordered(&engine, advance()).await.steps, [4]);
    assert_eq!(
        register(&engine).await.believed.accounts[0]
            .certificates()
            .len(),
        2
    );
}

/// The token of the old key stays good; the next one is asked for with the new key.
async fn a_worker_of_another_process_takes_up_the_new_key_without_a_pause() {
    let desk = Desk::sandbox();
    let console = desk.with_account("loket").await;
    desk.nsso
        .answers_after(SignedDuration::from_mins(25), ResultCode::Accepted);
    let taken = console.take_in(&[entry("a")], &Intake::default()).await;
    assert!(taken.is_ok(), "{taken:?}");
    let worker = Engine::new(desk.parts("worker"));
    let stop = CancellationToken::new();
    let (working, watching) = (worker.clone(), worker.clone());
    let ended = stop.clone();
    let working = tokio::spawn(async move { working.work(WorkUntil::Idle, ended).await });
    let watching = tokio::spawn(async move { watching.watch_others().await });

    while desk.nsso.posts() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    ordered(&console, desk.rotation("loket", "new")).await;
    for _ in 0..4 {
        ordered(&console, advance()).await;
    }
    working.await.expect("it lives").expect("and ends well");
    watching.abort();

    let counts = console.counts(None).await.expect("readable");
    assert_eq!(counts.of(StateKind::Accepted), 1);
    let signed = desk.links.signed_with();
    assert_eq!(signed[..2], ["loket", "new"], "the worker, then the proof");
    assert!(signed[2..].iter().all(|key| key == "new"), "{signed:?}");
    assert!(signed.len() > 2, "the worker itself has signed with it");
    let gets = desk.nsso.gets_in_seconds_after_the_post();
    let expected: Vec<i64> = (2..=30)
        .chain((90..=1_170).step_by(60))
        .chain([3_600])
        .collect();
    assert_eq!(gets, expected, "polled exactly by the schedule");
}

/// This worker does not look for changes of others, as one that hangs on a dead disk.
async fn the_old_certificate_stays_while_the_worker_signs_with_the_old_key() {
    let desk = Desk::sandbox();
    let console = desk.with_account("loket").await;
    desk.nsso
        .answers_after(SignedDuration::from_mins(25), ResultCode::Accepted);
    let taken = console.take_in(&[entry("a")], &Intake::default()).await;
    assert!(taken.is_ok(), "{taken:?}");
    let worker = Engine::new(desk.parts("worker"));
    let stop = CancellationToken::new();
    let (working, ended) = (worker.clone(), stop.clone());
    let working = tokio::spawn(async move { working.work(WorkUntil::Stopped, ended).await });
    while desk.nsso.posts() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    ordered(&console, desk.rotation("loket", "new")).await;
    for _ in 0..3 {
        ordered(&console, advance()).await;
    }
    assert_eq!(
        refusal(&console, advance()).await,
        "engine-worker-has-old-key"
    );
    assert_eq!(certificates(&console).await, ["loket", "new"]);

    worker.store().look().await.expect("readable");
    worker.refresh().await;
    ordered(&console, advance()).await;
    assert_eq!(certificates(&console).await, ["new"]);
    stop.cancel();
    working.await.expect("it lives").expect("and ends well");
}

async fn a_certificate_of_somebody_else_s_key_stays() {
    let desk = Desk::sandbox();
    let engine = desk.with_account("loket").await;
    desk.make("partner");
    let partner = Order::AddCertificate {
        account: "loket".to_owned(),
        name: "partner".to_owned(),
        file: desk.text("partner.cer"),
    };
    ordered(&engine, partner).await;
    ordered(&engine, desk.rotation("loket", "new")).await;
    for _ in 0..4 {
        ordered(&engine, advance()).await;
    }
    assert_eq!(certificates(&engine).await, ["partner", "new"]);
}
