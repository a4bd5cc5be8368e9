//! Where Chaman is a portal: every change is a step, and a person says what was done.

use super::desk::{Desk, contact, events, ordered, permissions, refusal, register};
use super::stage::entry;
use crate::domain::chaman::{Channels, Order};
use crate::engine::Intake;

on_every_store! {
    stopped {
    }
    running {
        every_change_is_a_step_until_a_person_says_that_it_is_done
        a_client_id_finds_an_account_that_was_renamed_meanwhile
        what_is_in_chaman_already_needs_no_step
        the_sandbox_has_nothing_to_tick
    }
}

fn tick(step: u32, client_id: &str) -> Order {
    Order::Tick {
        step,
        client_id: client_id.to_owned(),
    }
}

async fn every_change_is_a_step_until_a_person_says_that_it_is_done() {
    let desk = Desk::simulation();
    let engine = desk.engine();
    let first = ordered(&engine, contact()).await;
    let draft = desk.rest("loket");
    let second = ordered(&engine, Order::AddAccount(Box::new(draft))).await;
    assert_eq!((first.steps, second.steps), (vec![1], vec![2]));
    assert_eq!(second.client_id, None, "Chaman has not given one yet");
    assert_eq!(register(&engine).await.believed, Channels::default());
    let status = engine.account_statuses().await.expect("readable").remove(0);
    let trouble = status.trouble.expect("nothing can be sent yet");
    assert_eq!(trouble.summary.key, "engine-no-client-id");
    let certificate = engine.certificates().await.remove(0);
    assert_eq!(certificate.in_chaman, Some(false));

    assert_eq!(
        refusal(&engine, tick(2, "abc")).await,
        "engine-step-earlier"
    );
    ordered(&engine, tick(1, "")).await;
    assert_eq!(refusal(&engine, tick(1, "")).await, "chaman-step-done");
    assert_eq!(refusal(&engine, tick(9, "")).await, "chaman-step-unknown");
    assert_eq!(
        refusal(&engine, tick(2, "")).await,
        "chaman-client-id-needed"
    );
    ordered(&engine, tick(2, "self_service_expeditor_2214")).await;

    let now = register(&engine).await;
    assert_eq!(now.open_steps().count(), 0);
    for channels in [&now.here, &now.believed] {
        let account = channels.account("loket").expect("it is there");
        let client_id = account.client_id().map(ToString::to_string);
        assert_eq!(client_id.as_deref(), Some("self_service_expeditor_2214"));
    }
    let done = now.steps[1].done.as_ref().expect("ticked");
    assert_eq!(done.by, "tester");
    let status = engine.account_statuses().await.expect("readable").remove(0);
    assert_eq!(status.trouble, None);
    assert_eq!(engine.certificates().await[0].in_chaman, Some(true));
    let taken = engine.take_in(&[entry("a")], &Intake::default()).await;
    assert!(taken.is_ok(), "{taken:?}");
    assert_eq!(
        events(&engine).await,
        [
            "contact_set",
            "account_added",
            "step_done",
            "client_id_noted",
            "step_done"
        ]
    );
}

async fn a_client_id_finds_an_account_that_was_renamed_meanwhile() {
    let desk = Desk::simulation();
    let engine = desk.with_account("loket").await;
    let rename = Order::Rename {
        account: "loket".to_owned(),
        to: "balie".to_owned(),
    };
    ordered(&engine, rename).await;
    assert_eq!(refusal(&engine, tick(3, "")).await, "engine-step-earlier");
    ordered(&engine, tick(1, "")).await;
    ordered(&engine, tick(2, "self_service_expeditor_2214")).await;
    let now = register(&engine).await;
    let here = now.here.account("balie").expect("renamed here");
    let believed = now.believed.account("loket").expect("not yet there");
    assert_eq!(here.client_id(), believed.client_id());
    assert!(here.client_id().is_some());
    ordered(&engine, tick(3, "")).await;
    assert_eq!(register(&engine).await.believed.accounts[0].name, "balie");
}

async fn what_is_in_chaman_already_needs_no_step() {
    let desk = Desk::simulation();
    let engine = desk.engine();
    ordered(&engine, contact()).await;
    let mut draft = desk.rest("loket");
    draft.existing = true;
    let without = Order::AddAccount(Box::new(draft.clone()));
    assert_eq!(refusal(&engine, without).await, "chaman-client-id-needed");
    draft.client_id = "self_service_expeditor_2214".to_owned();
    let added = ordered(&engine, Order::AddAccount(Box::new(draft))).await;
    assert!(added.steps.is_empty());
    assert!(register(&engine).await.believed.account("loket").is_some());

    let changed = Order::SetPermissions {
        account: "loket".to_owned(),
        permissions: permissions(&["dimona-consult"]),
    };
    assert_eq!(ordered(&engine, changed).await.steps, [2]);
}

async fn the_sandbox_has_nothing_to_tick() {
    let engine = Desk::sandbox().with_account("loket").await;
    assert_eq!(
        refusal(&engine, tick(1, "")).await,
        "engine-nothing-to-tick"
    );
}
