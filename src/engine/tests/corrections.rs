//! Declarations handed in together, in turn, as corrections; and decisions about ends.

use jiff::SignedDuration;

use super::*;
use crate::domain::decision::Decision;
use crate::domain::declaration::{Body, Declaration};
use crate::domain::handing::Handing;
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::untrusted::Untrusted;

on_every_store! {
    stopped {
        an_in_goes_out_only_after_the_verdict_about_its_cancel
        an_in_whose_cancel_is_refused_waits_for_a_person
        what_is_handed_in_together_is_queued_together_or_not_at_all
        a_form_is_not_a_file
        a_correction_goes_out_through_the_account_of_what_it_corrects
        a_person_decides_about_an_end_once
        only_an_end_is_replaced
        employers_of_accounts_come_first_and_each_comes_once
    }
    running {
        of_two_who_replace_the_same_one_has_the_successor
    }
}

/// The period that the scripted NSSO gives to everything.
fn period() -> PeriodId {
    PeriodId::parse("100000000135").expect("a number")
}

fn cancel() -> Declaration {
    Declaration::of(Body::Cancel { period: period() })
}

async fn accepted_in(stage: &Stage) -> SubmissionId {
    let id = stage.enqueue(&entry("a")).await;
    work_for(stage, 5).await;
    assert_eq!(stage.state(id).await, StateKind::Accepted);
    id
}

/// The period is withdrawn, then the same is declared anew.
fn anew(origin: SubmissionId) -> Handing {
    Handing {
        declarations: vec![cancel(), entry("a")],
        in_turn: true,
        origin: Some(origin),
        replacing: Some(1),
        duplicate_reason: None,
    }
}

async fn handed_in(stage: &Stage, handing: &Handing) -> Vec<SubmissionId> {
    let outcomes = stage.engine.hand_in(handing).await.expect("queued");
    let id = |outcome: &Outcome| match *outcome {
        Outcome::New(id) => id,
        ref other => panic!("{other:?}"),
    };
    outcomes.iter().map(id).collect()
}

fn key(problem: &Problem) -> &'static str {
    problem.summary.key
}

async fn an_in_goes_out_only_after_the_verdict_about_its_cancel() {
    for restarted in [false, true] {
        let mut stage = Stage::new();
        let origin = accepted_in(&stage).await;
        stage
            .nsso
            .answers_after(SignedDuration::from_mins(25), ResultCode::Accepted);
        let ids = handed_in(&stage, &anew(origin)).await;
        work_for(&stage, 10).await;
        assert_eq!(stage.nsso.taken(), ["dimonaIn", "dimonaCancel"]);
        assert_eq!(stage.state(ids[1]).await, StateKind::Held);
        let too_soon = stage.engine.release(ids[1]).await.expect_err("it waits");
        assert_eq!(key(&too_soon), "correct-waits");
        if restarted {
            stage = stage.restart();
        }
        work_for(&stage, 240).await;
        assert_eq!(stage.nsso.taken(), ["dimonaIn", "dimonaCancel", "dimonaIn"]);
        let gap = stage.nsso.gaps_between_posts()[1];
        assert!(gap >= 25 * 60, "the IN came {gap} seconds after its CANCEL");
        assert_eq!(stage.state(ids[1]).await, StateKind::Accepted);
        let row = stage.timeline(origin).await.row;
        assert_eq!(row.decision, Some(Decision::Replaced));
        assert_eq!(row.replaced_by, Some(ids[1]));
        let chain = stage.timeline(ids[0]).await.chain;
        let chain: Vec<_> = chain.iter().map(|row| row.id).collect();
        assert_eq!(chain, [origin, ids[0], ids[1]]);
    }
}

async fn an_in_whose_cancel_is_refused_waits_for_a_person() {
    let stage = Stage::new();
    let origin = accepted_in(&stage).await;
    let soon = SignedDuration::from_secs(3);
    stage.nsso.answers_after(soon, ResultCode::Refused);
    let ids = handed_in(&stage, &anew(origin)).await;
    work_for(&stage, 600).await;
    assert_eq!(stage.state(ids[0]).await, StateKind::Refused);
    assert_eq!(stage.state(ids[1]).await, StateKind::Held);
    assert_eq!(stage.nsso.posts(), 2, "the IN was never sent");

    stage.nsso.answers_after(soon, ResultCode::Accepted);
    stage.engine.release(ids[1]).await.expect("a person may");
    work_for(&stage, 10).await;
    assert_eq!(stage.state(ids[1]).await, StateKind::Accepted);
}

async fn what_is_handed_in_together_is_queued_together_or_not_at_all() {
    let stage = Stage::new();
    let under_way = stage.enqueue(&entry("a")).await;
    let both = Handing {
        declarations: vec![entry("b"), entry("a")],
        ..Handing::default()
    };
    let outcomes = stage.engine.hand_in(&both).await.expect("answered");
    let duplicate = Outcome::Duplicate(under_way, StateKind::Queued);
    assert_eq!(outcomes, [Outcome::NotWritten, duplicate]);
    let allowed = Handing {
        duplicate_reason: Some("two shifts".to_owned()),
        ..both
    };
    let ids = handed_in(&stage, &allowed).await;
    let first = stage.timeline(ids[1]).await.events[0].clone();
    assert_eq!(
        first.reason.as_ref().map(Untrusted::raw),
        Some("two shifts")
    );
}

/// The same form handed in twice is two declarations, of which the second is a duplicate.
async fn a_form_is_not_a_file() {
    let stage = Stage::new();
    let alone = Handing::alone(entry("a"));
    let ids = handed_in(&stage, &alone).await;
    let outcomes = stage.engine.hand_in(&alone).await.expect("answered");
    assert_eq!(outcomes, [Outcome::Duplicate(ids[0], StateKind::Queued)]);
}

async fn a_correction_goes_out_through_the_account_of_what_it_corrects() {
    const OURS: &str = "0999999922";
    const THEIRS: &str = "0999999823";
    let stage = Stage::with_employers(&[("loket", &[]), ("noord", &[OURS]), ("zuid", &[THEIRS])]);
    let intake = Intake {
        account: Some("loket".to_owned()),
        ..Intake::default()
    };
    let of_choice = [for_employer(entry("a"), OURS)];
    let taken_in = stage.engine.take_in(&of_choice, &intake).await;
    let [Outcome::New(origin)] = taken_in.expect("taken in")[..] else {
        panic!("not new")
    };
    for (declaration, account) in [
        (cancel(), "loket"),
        (for_employer(entry("b"), OURS), "loket"),
        (for_employer(entry("c"), THEIRS), "zuid"),
    ] {
        let handing = Handing {
            origin: Some(origin),
            ..Handing::alone(declaration)
        };
        let ids = handed_in(&stage, &handing).await;
        assert_eq!(stage.timeline(ids[0]).await.row.account, account);
    }
}

async fn a_person_decides_about_an_end_once() {
    let stage = Stage::new();
    let soon = SignedDuration::from_secs(3);
    stage.nsso.answers_after(soon, ResultCode::Refused);
    let id = stage.enqueue(&entry("a")).await;
    let decide = async |decision| stage.engine.settle(id, decision, "paid".to_owned()).await;
    let early = decide(Decision::Kept).await.expect_err("not ended yet");
    assert_eq!(key(&early), "correct-settled");
    work_for(&stage, 5).await;
    let undecided = async || stage.engine.dashboard().await.expect("read").undecided;
    assert_eq!(undecided().await.of(StateKind::Refused), 1);
    decide(Decision::Kept).await.expect("decided");
    assert_eq!(undecided().await.total(), 0);
    let again = decide(Decision::Done).await.expect_err("decided already");
    assert_eq!(key(&again), "correct-settled");
    let reader = stage.read_only();
    let refused = reader.settle(id, Decision::Done, String::new()).await;
    assert_eq!(key(&refused.expect_err("only looks")), "engine-read-only");
}

async fn only_an_end_is_replaced() {
    let stage = Stage::new();
    let id = stage.enqueue(&entry("a")).await;
    let handing = Handing {
        origin: Some(id),
        replacing: Some(0),
        ..Handing::alone(entry("b"))
    };
    let refused = stage.engine.hand_in(&handing).await;
    assert_eq!(key(&refused.expect_err("queued")), "decision-not-ended");
}

/// Two operators, each with a process of their own, correct the same refusal.
async fn of_two_who_replace_the_same_one_has_the_successor() {
    for _ in 0..8 {
        let stage = Stage::by_hand();
        stage
            .nsso
            .answers_after(SignedDuration::ZERO, ResultCode::Refused);
        let id = stage.enqueue(&entry("a")).await;
        let later = stage.engine.clock().now() + SignedDuration::from_mins(1);
        stage.engine.live_through(later).await.expect("lived");
        assert_eq!(stage.state(id).await, StateKind::Refused);
        let handing = |reference| Handing {
            origin: Some(id),
            replacing: Some(0),
            ..Handing::alone(entry(reference))
        };
        let other = stage.beside();
        let (mine, theirs) = (handing("b"), handing("c"));
        let (one, two) = tokio::join!(stage.engine.hand_in(&mine), other.hand_in(&theirs));
        let outcomes = [one.expect("answered")[0], two.expect("answered")[0]];
        let successor = stage.timeline(id).await.row.replaced_by.expect("one");
        let of = |wanted| outcomes.iter().filter(|&&found| found == wanted).count();
        assert_eq!(of(Outcome::New(successor)), 1, "{outcomes:?}");
        assert_eq!(of(Outcome::Superseded(successor)), 1, "{outcomes:?}");
        assert_eq!(stage.engine.counts(None).await.expect("counted").total(), 2);
    }
}

async fn employers_of_accounts_come_first_and_each_comes_once() {
    let stage = Stage::with_employers(&[("loket", &[]), ("noord", &["0999999922"])]);
    for (reference, employer) in [
        ("a", "0999999823"),
        ("b", "0999999922"),
        ("c", "0999999823"),
    ] {
        stage
            .enqueue(&for_employer(entry(reference), employer))
            .await;
    }
    let choices = stage.engine.employers().await.expect("read");
    let shown: Vec<_> = choices
        .iter()
        .map(|choice| choice.employer.to_string())
        .collect();
    assert_eq!(shown, ["0999.999.922", "0999.999.823"]);
}
