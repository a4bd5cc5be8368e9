//! Who corrects what, as the others see it.

use jiff::SignedDuration;
use uuid::Uuid;

use super::*;
use crate::domain::draft::{Draft, Kind};
use crate::domain::ids::SubmissionId;
use crate::domain::report::{InWork, KeptDraft};

const EVA: &str = "uid 1001, user eva, name Eva, host desk1, from 192.0.2.7";

fn draft(uid: u128, origin: Option<SubmissionId>, ago: SignedDuration) -> KeptDraft {
    KeptDraft {
        uid: Uuid::from_u128(uid),
        draft: Draft::new(Kind::In),
        origin,
        by: "whoever acts is told by the engine".to_owned(),
        at: start() - ago,
    }
}

#[tokio::test]
async fn others_see_who_corrects_a_row_and_since_when() {
    let stage = Stage::by_hand();
    let (one, two) = (
        stage.enqueue(&entry("a")).await,
        stage.enqueue(&entry("b")).await,
    );
    let hours = SignedDuration::from_hours;
    let eva = stage.of(EVA);
    for one in [
        draft(1, Some(one), hours(1)),
        draft(2, Some(one), hours(30)),
        draft(3, Some(two), hours(13)),
        draft(4, None, hours(1)),
    ] {
        eva.keep_draft(one).await.expect("kept");
    }
    let seen_by = async |actor: &str| {
        let engine = stage.of(actor);
        let seen = engine.in_work().await.expect("read");
        let told = |(id, one): (SubmissionId, InWork)| (id, one.by.shown(), one.is_left);
        seen.into_iter().map(told).collect::<Vec<_>>()
    };
    let by = "Eva (eva, uid 1001, desk1, 192.0.2.7)".to_owned();
    let both = [(one, by.clone(), false), (two, by, true)];
    for (name, actor, sees) in [
        ("another user", "uid 1002, user tom, host desk1", true),
        (
            "the same number on another host",
            "uid 1001, user eva, name Eva, host desk2",
            true,
        ),
        (
            "another name for a shared user",
            "uid 1001, user eva, name Tom, host desk1",
            true,
        ),
        ("herself in another window", EVA, false),
        (
            "herself from elsewhere",
            "uid 1001, user eva, name Eva, host desk1",
            false,
        ),
    ] {
        let seen = seen_by(actor).await;
        assert_eq!(seen, if sees { both.to_vec() } else { vec![] }, "{name}");
    }
}
