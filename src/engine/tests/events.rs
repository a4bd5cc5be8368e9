//! What the worker tells: each thing once, and nobody's name.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::broadcast::Receiver;

use super::*;
use crate::domain::chaman::{Channel, Expiry};
use crate::domain::occurrence::{Occasion, Occurrence};
use crate::domain::report::{CertFacts, CertSummary, KeyStatus};

fn heard(events: &mut Receiver<Arc<Occurrence>>) -> Vec<Arc<Occurrence>> {
    std::iter::from_fn(|| events.try_recv().ok()).collect()
}

fn occasions(heard: &[Arc<Occurrence>]) -> Vec<Occasion> {
    heard.iter().map(|one| one.event).collect()
}

#[tokio::test(start_paused = true)]
async fn a_verdict_is_told_once_without_the_person() {
    for (result, expected) in [
        (ResultCode::Refused, Some(Occasion::Refused)),
        (
            ResultCode::AcceptedWithAnomalies,
            Some(Occasion::AcceptedWarning),
        ),
        (ResultCode::Accepted, None),
    ] {
        let stage = Stage::new();
        let mut events = stage.engine.events();
        let mut beside = stage.beside().events();
        stage
            .nsso
            .answers_after(SignedDuration::from_secs(5), result);
        let id = stage.enqueue(&entry("Testmans 85073099734")).await;
        work_for(&stage, 60).await;
        let heard = heard(&mut events);
        assert_eq!(occasions(&heard), Vec::from_iter(expected));
        assert!(beside.try_recv().is_err(), "only the worker tells");
        let Some(told) = heard.first() else { continue };
        let row = stage.timeline(id).await.row;
        let declared = told.declaration.as_ref().expect("a declaration");
        assert_eq!(declared.submission, id.0);
        assert_eq!(declared.state, row.state.as_str());
        assert_eq!(told.account.as_deref(), Some("loket"));
        assert!(declared.trace.is_some());
        let json = told.json().to_lowercase();
        let ssin = row.ssin.expect("a number");
        for canary in ["testmans", &ssin.digits(), &ssin.reveal()] {
            assert!(!json.contains(canary), "{canary}: {json}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_doubt_is_told_once_however_often_it_is_looked_up() {
    let stage = Stage::new();
    let mut events = stage.engine.events();
    stage.nsso.next_post(Post::LostBeforeTaking);
    let id = stage.enqueue(&entry("a")).await;
    work_for(&stage, 120).await;
    assert_eq!(stage.state(id).await, StateKind::InDoubt);
    let told = heard(&mut events);
    let doubts = told.iter().filter(|one| one.event == Occasion::InDoubt);
    assert_eq!(doubts.count(), 1, "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn what_a_dead_worker_was_sending_is_told_by_the_next() {
    let stage = Stage::new();
    let mut events = stage.engine.events();
    let id = stage.enqueue(&entry("a")).await;
    stage.die_while_sending(id).await;
    work_for(&stage, 60).await;
    let told = heard(&mut events);
    assert_eq!(occasions(&told), [Occasion::InDoubt]);
    assert_eq!(told[0].reason.as_deref(), Some("worker_died"));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_down_is_told_once_until_it_is_up() {
    let stage = Stage::new();
    let mut events = stage.engine.events();
    for _ in 0..3 {
        stage
            .nsso
            .next_post(Post::Busy(SignedDuration::from_secs(90)));
    }
    stage.enqueue(&entry("a")).await;
    stage.enqueue(&entry("b")).await;
    work_for(&stage, 60).await;
    let told = heard(&mut events);
    assert_eq!(
        occasions(&told),
        [Occasion::ServiceDown, Occasion::ServiceUp]
    );
    assert_eq!(told[0].reason.as_deref(), Some("engine-service-busy"));
}

#[tokio::test(start_paused = true)]
async fn a_held_account_is_told() {
    let stage = Stage::new();
    let mut events = stage.engine.events();
    stage.nsso.next_post(Post::Unauthorised);
    stage.nsso.next_post(Post::Unauthorised);
    stage.enqueue(&entry("a")).await;
    work_for(&stage, 5).await;
    let told = heard(&mut events);
    assert_eq!(occasions(&told), [Occasion::AccountHeld]);
    assert_eq!(told[0].reason.as_deref(), Some("token_refused"));
}

/// As a worker sees a certificate that ends in so many hours.
fn seen(stage: &Stage, ends: Timestamp) -> CertSummary {
    let facts = CertFacts {
        sha256: "ab".repeat(32),
        not_after: ends,
        ..CertFacts::default()
    };
    let now = stage.engine.clock().now();
    let rules = crate::config::rules();
    CertSummary {
        name: None,
        file: "loket.cer".into(),
        account: "loket".to_owned(),
        channel: Channel::Rest,
        checks: Vec::new(),
        expiry: Some(Expiry::of(&facts, &[60, 30, 14, 7, 1], &rules, now)),
        state: Ok(facts),
        key: KeyStatus::Matches,
        in_chaman: None,
    }
}

#[test]
fn each_level_of_a_certificate_is_told_once() {
    let stage = Stage::by_hand();
    let mut events = stage.engine.events();
    let begin = start();
    let ends = begin + SignedDuration::from_hours(24 * 70);
    for hour in 0..24 * 75 {
        stage
            .engine
            .clock()
            .set(begin + SignedDuration::from_hours(hour));
        stage.engine.tell_certificate(&seen(&stage, ends));
    }
    let told = heard(&mut events);
    let levels: Vec<_> = told
        .iter()
        .filter_map(|one| Some(one.certificate.as_ref()?.level.as_str()))
        .collect();
    assert_eq!(levels, ["60", "30", "14", "7", "1", "expired"]);
    let ids: std::collections::BTreeSet<_> = told.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), told.len());
}
