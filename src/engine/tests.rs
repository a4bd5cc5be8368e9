//! The worker against a scripted NSSO, in stopped time, on a real store.

/// Tests that pass on every store: each in stopped time, or in time that runs.
macro_rules! on_every_store {
    (stopped { $($stopped:ident)* } running { $($running:ident)* }) => {
        mod file {
            on_every_store!(@tests use_file; $($stopped)*; $($running)*);
        }
        mod server {
            on_every_store!(@tests use_server; $($stopped)*; $($running)*);
        }
    };
    (@tests $choice:ident; $($stopped:ident)*; $($running:ident)*) => {
        $(#[tokio::test(start_paused = true)]
        async fn $stopped() {
            if crate::engine::tests::place::$choice() {
                super::$stopped().await;
            }
        })*
        $(#[tokio::test]
        async fn $running() {
            if crate::engine::tests::place::$choice() {
                super::$running().await;
            }
        })*
    };
}

mod cases;
mod checklist;
mod corrections;
mod deadline;
mod desk;
mod events;
mod export;
mod in_work;
mod many;
mod place;
mod register;
mod rotation;
mod scripted;
mod service;
mod stage;

use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::domain::answer::ResultCode;
use crate::domain::lifecycle::StateKind;
use scripted::{Get, Post, start};
use stage::{Stage, entry, for_employer, with_reference};

on_every_store! {
    stopped {
        a_declaration_that_takes_25_minutes_is_asked_for_exactly_by_the_schedule
        a_lost_answer_is_looked_up_and_never_posted_again
        a_declaration_that_never_arrived_waits_for_a_person
        two_matches_are_no_match
        a_person_may_give_the_number_but_only_the_right_one
        an_answer_that_says_not_taken_is_sent_again_with_back_off
        a_busy_service_makes_the_whole_account_wait_as_long_as_it_asks
        one_refused_token_costs_one_more_and_a_second_holds_the_account
        several_requests_with_one_refused_token_are_one_refusal
        refused_tokens_while_polling_fetch_no_storm_of_new_ones
        what_a_dead_worker_was_sending_is_in_doubt
        a_panic_while_sending_leaves_a_doubt_and_the_others_go_on
        the_same_file_handed_in_twice_is_queued_once
        a_read_only_engine_changes_nothing
        an_account_is_chosen_by_employer_and_by_name
        a_history_is_lived_through_at_once
    }
    running {
    }
}

/// Everything that the worker does until nothing is left, or for so long.
async fn work_for(stage: &Stage, minutes: u64) {
    let stop = CancellationToken::new();
    let worker = tokio::spawn({
        let (engine, stop) = (stage.engine.clone(), stop.clone());
        async move { engine.work(WorkUntil::Idle, stop).await }
    });
    let limit = tokio::time::sleep(std::time::Duration::from_mins(minutes));
    tokio::select! {
        () = limit => {}
        () = async { while !worker.is_finished() { tokio::time::sleep(std::time::Duration::from_millis(100)).await } } => {}
    }
    stop.cancel();
    worker
        .await
        .expect("the worker lives")
        .expect("and ends well");
}

async fn a_declaration_that_takes_25_minutes_is_asked_for_exactly_by_the_schedule() {
    let stage = Stage::new();
    stage
        .nsso
        .answers_after(SignedDuration::from_mins(25), ResultCode::Accepted);
    let id = stage.enqueue(&entry("a")).await;

    work_for(&stage, 120).await;

    let expected: Vec<i64> = (2..=30)
        .chain((90..=1_170).step_by(60))
        .chain([3_600])
        .collect();
    assert_eq!(stage.nsso.gets_in_seconds_after_the_post(), expected);
    assert_eq!(stage.state(id).await, StateKind::Accepted);
    assert_eq!(stage.nsso.posts(), 1);
}

async fn a_lost_answer_is_looked_up_and_never_posted_again() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::LostAfterTaking);
    let id = stage.enqueue(&entry("a")).await;

    work_for(&stage, 60).await;

    assert_eq!(stage.state(id).await, StateKind::Accepted);
    assert_eq!(stage.nsso.posts(), 1);
    let timeline = stage.timeline(id).await;
    let events: Vec<_> = timeline
        .events
        .iter()
        .map(|event| event.event.as_str())
        .collect();
    assert_eq!(
        events,
        ["enqueued", "claimed", "answer_lost", "found", "answered"]
    );
    let looked_up = timeline
        .attempts
        .iter()
        .find(|attempt| attempt.method.as_str() == "SEARCH");
    let waited = looked_up
        .expect("a search")
        .at
        .duration_since(timeline.attempts[0].at);
    assert!(waited >= SignedDuration::from_secs(30), "{waited:?}");
}

async fn a_declaration_that_never_arrived_waits_for_a_person() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::LostBeforeTaking);
    let id = stage.enqueue(&entry("a")).await;

    work_for(&stage, 60).await;
    assert_eq!(stage.state(id).await, StateKind::InDoubt);
    assert_eq!(stage.nsso.posts(), 1, "nothing is sent until the answer");

    let early = stage
        .engine
        .resolve(
            id,
            Resolution::NotTaken {
                reason: "looked".to_owned(),
            },
        )
        .await;
    assert!(early.is_err(), "not before a quarter of an hour");
    tokio::time::sleep(std::time::Duration::from_mins(16)).await;
    let decided = stage
        .engine
        .resolve(
            id,
            Resolution::NotTaken {
                reason: "looked".to_owned(),
            },
        )
        .await;
    assert_eq!(decided, Ok(()));
    assert_eq!(stage.state(id).await, StateKind::NotTaken);
    assert_eq!(stage.nsso.posts(), 1);
}

async fn two_matches_are_no_match() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::LostAfterTakingTwice);
    let id = stage.enqueue(&entry("a")).await;

    work_for(&stage, 60).await;

    assert_eq!(stage.state(id).await, StateKind::InDoubt);
    assert_eq!(stage.nsso.posts(), 1);
}

async fn a_person_may_give_the_number_but_only_the_right_one() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::LostAfterTakingTwice);
    let lost = stage.enqueue(&entry("a")).await;
    work_for(&stage, 60).await;
    let other = stage.enqueue(&entry("b")).await;
    work_for(&stage, 60).await;

    let (right, wrong) = (stage.nsso.first_number(), stage.number_of(other).await);
    assert!(
        stage
            .engine
            .resolve(lost, Resolution::Number(wrong))
            .await
            .is_err()
    );
    assert_eq!(stage.state(lost).await, StateKind::InDoubt);
    assert_eq!(
        stage.engine.resolve(lost, Resolution::Number(right)).await,
        Ok(())
    );
    assert_eq!(stage.state(lost).await, StateKind::Submitted);
}

async fn an_answer_that_says_not_taken_is_sent_again_with_back_off() {
    let stage = Stage::new();
    for _ in 0..3 {
        stage.nsso.next_post(Post::NotSent);
    }
    let id = stage.enqueue(&entry("a")).await;

    work_for(&stage, 60).await;

    assert_eq!(stage.state(id).await, StateKind::Accepted);
    assert_eq!(stage.nsso.posts(), 4);
    let gaps = stage.nsso.gaps_between_posts();
    assert!(gaps.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
    assert!(gaps[0] >= 5, "{gaps:?}");
}

async fn a_busy_service_makes_the_whole_account_wait_as_long_as_it_asks() {
    let stage = Stage::new();
    stage
        .nsso
        .next_post(Post::Busy(SignedDuration::from_secs(90)));
    stage.enqueue(&entry("a")).await;
    stage.enqueue(&entry("b")).await;
    stage.enqueue(&entry("c")).await;

    work_for(&stage, 60).await;

    assert_eq!(stage.nsso.posts(), 4);
    let gaps = stage.nsso.gaps_between_posts();
    assert_eq!(gaps.iter().filter(|gap| **gap >= 90).count(), 1, "{gaps:?}");
}

async fn one_refused_token_costs_one_more_and_a_second_holds_the_account() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::Unauthorised);
    let id = stage.enqueue(&entry("a")).await;
    work_for(&stage, 5).await;
    assert_eq!(stage.state(id).await, StateKind::Accepted);
    assert_eq!((stage.nsso.posts(), stage.nsso.tokens()), (2, 2));

    stage.nsso.next_post(Post::Unauthorised);
    stage.nsso.next_post(Post::Unauthorised);
    let held = stage.enqueue(&entry("b")).await;
    work_for(&stage, 5).await;
    assert_eq!(stage.state(held).await, StateKind::Queued);
    assert_eq!(
        stage.nsso.posts(),
        4,
        "nothing more is sent for a held account"
    );
    let accounts = stage.engine.account_statuses().await.expect("readable");
    assert!(accounts[0].held.is_some());

    stage
        .engine
        .release_account("loket")
        .await
        .expect("released");
    work_for(&stage, 30).await;
    assert_eq!(stage.state(held).await, StateKind::Accepted);
}

async fn several_requests_with_one_refused_token_are_one_refusal() {
    let stage = Stage::new();
    for reference in ["a", "b", "c", "d"] {
        stage.enqueue(&entry(reference)).await;
    }
    stage.nsso.next_posts_at_once(4, Post::Unauthorised);
    work_for(&stage, 10).await;
    let counts = stage.engine.counts(None).await.expect("readable");
    assert_eq!(counts.of(StateKind::Accepted), 4);
    assert_eq!((stage.nsso.posts(), stage.nsso.tokens()), (8, 2));
}

async fn refused_tokens_while_polling_fetch_no_storm_of_new_ones() {
    let stage = Stage::new();
    stage.nsso.every_get(Get::Unauthorised);
    for reference in ["a", "b", "c", "d"] {
        stage.enqueue(&entry(reference)).await;
    }
    work_for(&stage, 10).await;
    // 60 s doubling: four rounds in ten minutes, each of at most one token a submission.
    assert!(stage.nsso.tokens() <= 24, "{} tokens", stage.nsso.tokens());
}

async fn what_a_dead_worker_was_sending_is_in_doubt() {
    let stage = Stage::new();
    let id = stage.enqueue(&entry("a")).await;
    stage.die_while_sending(id).await;

    work_for(&stage, 60).await;

    assert_eq!(stage.nsso.posts(), 0, "it is looked for, not sent");
    assert_eq!(stage.state(id).await, StateKind::InDoubt);
    let timeline = stage.timeline(id).await;
    assert!(
        timeline
            .events
            .iter()
            .any(|event| event.event == "worker_died")
    );
}

async fn a_panic_while_sending_leaves_a_doubt_and_the_others_go_on() {
    let stage = Stage::new();
    stage.nsso.next_post(Post::Panic);
    let first = stage.enqueue(&entry("a")).await;
    let second = stage.enqueue(&entry("b")).await;

    work_for(&stage, 60).await;

    let mut states = [stage.state(first).await, stage.state(second).await];
    states.sort_unstable();
    assert_eq!(states, [StateKind::InDoubt, StateKind::Accepted]);
}

async fn the_same_file_handed_in_twice_is_queued_once() {
    let stage = Stage::new();
    let declarations = [entry("a"), entry("b")];
    let first = stage
        .engine
        .take_in(&declarations, &Intake::default())
        .await
        .expect("taken in");
    work_for(&stage, 10).await;
    let second = stage
        .engine
        .take_in(&declarations, &Intake::default())
        .await
        .expect("known");
    assert!(
        matches!(first[..], [Outcome::New(_), Outcome::New(_)]),
        "{first:?}"
    );
    let ends: Vec<_> = second
        .iter()
        .map(|outcome| match outcome {
            Outcome::Known(_, end) => *end,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ends, [StateKind::Accepted, StateKind::Accepted]);
    assert_eq!(stage.nsso.posts(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_same_declaration_under_another_reference_is_a_duplicate_until_a_person_says_otherwise()
{
    let stage = Stage::new();
    let of = stage.enqueue(&entry("a")).await;
    let again = [with_reference(entry("a"), "other")];
    let outcomes = stage
        .engine
        .take_in(&again, &Intake::default())
        .await
        .expect("answered");
    assert_eq!(outcomes, [Outcome::Duplicate(of, StateKind::Queued)]);
    let intake = Intake {
        duplicate_reason: Some("lost contract".to_owned()),
        ..Intake::default()
    };
    let outcomes = stage
        .engine
        .take_in(&again, &intake)
        .await
        .expect("taken in");
    assert!(matches!(outcomes[..], [Outcome::New(_)]), "{outcomes:?}");
}

async fn a_read_only_engine_changes_nothing() {
    let stage = Stage::new();
    let id = stage.enqueue(&entry("a")).await;
    let reader = stage.read_only();
    assert!(
        reader
            .take_in(&[entry("b")], &Intake::default())
            .await
            .is_err()
    );
    assert!(reader.withdraw(id).await.is_err());
    assert!(
        reader
            .work(WorkUntil::Idle, CancellationToken::new())
            .await
            .is_err()
    );
    assert_eq!(stage.state(id).await, StateKind::Queued);
}

async fn an_account_is_chosen_by_employer_and_by_name() {
    let stage = Stage::with_employers(&[("general", &[]), ("horeca", &["0999999823"])]);
    let noord = stage.enqueue(&entry("a")).await;
    let horeca = stage.enqueue(&for_employer(entry("b"), "0999999823")).await;
    assert_eq!(stage.timeline(noord).await.row.account, "general");
    assert_eq!(stage.timeline(horeca).await.row.account, "horeca");
    let wrong = Intake {
        account: Some("nobody".to_owned()),
        ..Intake::default()
    };
    assert!(stage.engine.take_in(&[entry("c")], &wrong).await.is_err());
}

async fn a_history_is_lived_through_at_once() {
    let stage = Stage::by_hand();
    stage
        .nsso
        .answers_after(SignedDuration::from_mins(5), ResultCode::Accepted);
    let id = stage.enqueue(&entry("a")).await;
    stage
        .engine
        .live_through(start() + SignedDuration::from_hours(1))
        .await
        .expect("lived");
    assert_eq!(stage.state(id).await, StateKind::Accepted);
    let last = stage.nsso.gets_in_seconds_after_the_post().last().copied();
    assert_eq!(last, Some(330), "the first slot after five minutes");
}
