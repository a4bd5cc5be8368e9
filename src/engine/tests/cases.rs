//! What our own store tells of a declaration that has ended.

use super::*;
use crate::domain::correct::Case;
use crate::domain::declaration::{About, Body, Declaration, Update};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::validate::validate;

on_every_store! {
    stopped {
        a_change_is_told_with_its_period_and_the_in_that_made_it
        who_is_not_there_has_no_case
        a_look_that_finds_nothing_is_no_failure
    }
    running {
    }
}

/// The period that the scripted NSSO gives to everything.
fn period() -> PeriodId {
    PeriodId::parse("100000000135").expect("a number")
}

/// An IN as a form makes it, with its draft.
fn typed() -> Declaration {
    let draft = Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999.999.922")
        .with(Field::Ssin, "85073099734")
        .with(Field::StartDate, "15/01/2027")
        .with(Field::WorkerType, "OTH")
        .with(Field::JointCommittee, "XXX")
        .with(Field::SubEntity, "123");
    let today = crate::domain::belgium::today(start());
    let verdict = validate(&draft, &crate::config::rules(), today);
    verdict.declaration.expect("every field can be read")
}

async fn case(stage: &Stage, id: SubmissionId) -> Case {
    stage.engine.case(id).await.expect("it is there")
}

async fn a_change_is_told_with_its_period_and_the_in_that_made_it() {
    let stage = Stage::new();
    let entry_id = stage.enqueue(&typed()).await;
    work_for(&stage, 5).await;
    stage
        .nsso
        .answers_after(jiff::SignedDuration::from_secs(3), ResultCode::Refused);
    let later = "2027-02-01".parse().ok();
    let update = Declaration {
        about: About {
            ssin: typed().ssin(),
            ..About::default()
        },
        ..Declaration::of(Body::Update(Update {
            period: period(),
            start: later,
            end: None,
            hours: crate::domain::declaration::Hours::default(),
            planned_hours: None,
        }))
    };
    let update_id = stage.enqueue(&update).await;
    work_for(&stage, 5).await;

    let case = case(&stage, update_id).await;
    assert_eq!(case.state, StateKind::Refused);
    assert_eq!(case.period, Some(period()));
    // Its draft holds nothing: the message and the row tell.
    assert_eq!(case.draft.kind, Kind::Update);
    assert_eq!(case.draft.get(Field::StartDate), "2027-02-01");
    assert_eq!(case.draft.get(Field::Ssin), "85073099734");
    let known = case.known.expect("our IN was accepted");
    assert_eq!(known.start.to_string(), "2027-01-15");
    assert_eq!(known.worker_type.as_deref(), Some("OTH"));
    let entry = case.entry.expect("it is ours");
    assert_eq!(entry.get(Field::EnterpriseNumber), "0999.999.922");
    assert_eq!(entry.get(Field::SubEntity), "123", "kept, though not sent");

    let own = self::case(&stage, entry_id).await;
    assert_eq!(own.entry.map(|entry| entry.kind), Some(Kind::In));
    assert_eq!(own.period, Some(period()));
}

async fn who_is_not_there_has_no_case() {
    let stage = Stage::new();
    let unknown = stage.engine.case(SubmissionId(99)).await;
    assert_eq!(
        unknown.expect_err("nobody").summary.key,
        "engine-unknown-submission"
    );
}

async fn a_look_that_finds_nothing_is_no_failure() {
    let stage = Stage::new();
    let id = stage.enqueue(&entry("a")).await;
    work_for(&stage, 5).await;
    let found = stage.engine.look_first(id).await.expect("answered");
    assert_eq!((found.periods, found.wanted), (Vec::new(), None));
}
