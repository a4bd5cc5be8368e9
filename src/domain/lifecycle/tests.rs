//! The edges that exist, and the many that must not.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("in range")
}

fn number() -> DeclarationId {
    DeclarationId::from_value(900_000_000_101).expect("positive")
}

fn all_states() -> Vec<State> {
    let settled = Settled {
        declaration: number(),
        period: None,
    };
    vec![
        State::Draft,
        State::Queued {
            next_at: at(0),
            tries: 0,
        },
        State::Held { tries: 0 },
        State::Sending {
            since: at(0),
            tries: 0,
        },
        State::InDoubt {
            doubt: Doubt::AnswerLost,
            since: at(0),
            look_ups: 0,
            next_at: at(30),
        },
        State::Submitted {
            declaration: number(),
            since: at(0),
            polls: 0,
            next_at: Some(at(2)),
        },
        State::Waiting {
            declaration: number(),
            since: at(0),
            polls: 1,
            next_at: Some(at(3_600)),
        },
        State::Accepted(settled),
        State::AcceptedWarning(settled),
        State::Refused(settled),
        State::Rejected,
        State::NotTaken,
        State::Cancelled,
    ]
}

fn all_events() -> Vec<Event> {
    let mut events = vec![
        Event::Enqueued,
        Event::Claimed,
        Event::Taken {
            declaration: number(),
        },
        Event::NotTaken { retry_at: None },
        Event::Rejected,
        Event::Found {
            declaration: number(),
        },
        Event::NotFound,
        Event::DeclaredNotTaken,
        Event::Polled { retry_at: None },
        Event::PollDenied,
        Event::PollRequested,
        Event::ClockSetBack {
            by: SignedDuration::from_hours(1),
        },
        Event::Held,
        Event::Released,
        Event::Withdrawn,
    ];
    for doubt in [
        Doubt::AnswerLost,
        Doubt::UnclearAnswer,
        Doubt::TakenWithoutNumber,
        Doubt::WorkerDied,
    ] {
        events.push(Event::AnswerLost { doubt });
    }
    for letter in ["A", "W", "B", "S"] {
        let result = ResultCode::parse(letter).expect("a known letter");
        events.push(Event::Answered {
            result,
            period: None,
        });
    }
    events
}

fn name_of(next: &Result<State, Illegal>) -> &'static str {
    next.as_ref().map_or("-", |state| state.kind().as_str())
}

#[test]
fn all_edges_and_no_other() {
    // An hour later, so that no edge is refused for being too early.
    let now = at(3_600);
    let mut edges = Vec::new();
    for state in all_states() {
        for event in all_events() {
            let next = apply(&state, &event, now);
            if next.is_ok() {
                edges.push(format!(
                    "{} --{}--> {}",
                    state.kind().as_str(),
                    event.name(),
                    name_of(&next)
                ));
            }
        }
    }
    edges.dedup();
    insta::assert_snapshot!(edges.join("\n"));
}

#[test]
fn nothing_leads_from_doubt_or_from_the_nsso_back_to_the_queue() {
    for state in all_states() {
        let left_us = matches!(
            state.kind(),
            StateKind::InDoubt | StateKind::Submitted | StateKind::Waiting
        );
        for event in all_events() {
            if let Ok(next) = apply(&state, &event, at(3_600)) {
                let may_post = matches!(next.kind(), StateKind::Queued | StateKind::Sending);
                assert!(!(left_us && may_post), "{state:?} --{event:?}--> {next:?}");
            }
        }
    }
}

#[test]
fn a_final_state_knows_no_event() {
    for state in all_states() {
        let moves = all_events()
            .iter()
            .any(|event| apply(&state, event, at(3_600)).is_ok());
        assert_eq!(moves, !state.kind().is_final(), "{state:?}");
    }
}

#[test]
fn a_person_may_not_give_up_on_a_lost_answer_too_early() {
    let state = State::InDoubt {
        doubt: Doubt::AnswerLost,
        since: at(0),
        look_ups: 1,
        next_at: at(120),
    };
    let not_before = at(0) + schedule::NOT_TAKEN_AFTER;
    assert_eq!(
        apply(&state, &Event::DeclaredNotTaken, at(60)),
        Err(Illegal::TooEarly { not_before })
    );
    assert_eq!(
        apply(&state, &Event::DeclaredNotTaken, not_before),
        Ok(State::NotTaken)
    );
}

#[test]
fn a_row_that_is_not_due_cannot_be_claimed() {
    let state = State::Queued {
        next_at: at(10),
        tries: 1,
    };
    assert_eq!(
        apply(&state, &Event::Claimed, at(9)),
        Err(Illegal::TooEarly { not_before: at(10) })
    );
    assert!(apply(&state, &Event::Claimed, at(10)).is_ok());
}

#[test]
fn a_retry_after_moves_the_next_poll_later_but_never_earlier() {
    let state = State::Submitted {
        declaration: number(),
        since: at(0),
        polls: 3,
        next_at: Some(at(5)),
    };
    let next = |retry_at| match apply(&state, &Event::Polled { retry_at }, at(5)) {
        Ok(State::Submitted { next_at, .. }) => next_at,
        other => panic!("{other:?}"),
    };
    assert_eq!(next(None), Some(at(6)));
    assert_eq!(next(Some(at(65))), Some(at(65)));
    assert_eq!(next(Some(at(5))), Some(at(6)), "the schedule is a minimum");
}

#[test]
fn the_worker_is_told_exactly_one_thing() {
    let steps: Vec<Step> = all_states()
        .iter()
        .map(|state| next_step(state, at(1)))
        .collect();
    assert_eq!(steps[1], Step::Send);
    assert_eq!(steps[4], Step::WaitUntil(at(30)));
    assert_eq!(steps[5], Step::WaitUntil(at(2)));
    assert_eq!(next_step(&all_states()[5], at(2)), Step::Poll(number()));
    assert_eq!(next_step(&all_states()[4], at(30)), Step::LookUp);
    assert!(steps[7..].iter().all(|step| *step == Step::Nothing));
}

#[test]
fn stored_names_are_read_back() {
    for &kind in StateKind::ALL {
        assert_eq!(StateKind::parse(kind.as_str()), Some(kind));
    }
}

proptest! {
    #[test]
    fn any_life_sends_again_only_after_a_certain_not_taken(picks in proptest::collection::vec(0_usize..22, 1..60)) {
        let events = all_events();
        let mut state = State::Draft;
        let mut now = at(0);
        let mut may_claim = false;
        for pick in picks {
            let event = &events[pick % events.len()];
            now += SignedDuration::from_mins(20);
            let Ok(next) = apply(&state, event, now) else { continue };
            match event {
                Event::Enqueued | Event::NotTaken { .. } => may_claim = true,
                Event::Claimed => {
                    prop_assert!(may_claim, "claimed twice without a certain not-taken");
                    may_claim = false;
                }
                _ => {}
            }
            state = next;
        }
    }
}

#[test]
fn what_waits_waits_as_long_when_the_clock_is_set_back() {
    let by = SignedDuration::from_hours(1);
    let (now, later) = (at(-3_590), at(30));
    let declaration = number();
    for (name, state, expected) in [
        (
            "queued",
            State::Queued {
                next_at: later,
                tries: 2,
            },
            State::Queued {
                next_at: at(-3_570),
                tries: 2,
            },
        ),
        (
            "overdue",
            State::Queued {
                next_at: at(5),
                tries: 0,
            },
            State::Queued {
                next_at: now,
                tries: 0,
            },
        ),
        (
            "submitted",
            State::Submitted {
                declaration,
                since: at(0),
                polls: 4,
                next_at: Some(later),
            },
            State::Submitted {
                declaration,
                since: at(-3_600),
                polls: 4,
                next_at: Some(at(-3_570)),
            },
        ),
        (
            "never to be asked again",
            State::Waiting {
                declaration,
                since: at(0),
                polls: 4,
                next_at: None,
            },
            State::Waiting {
                declaration,
                since: at(-3_600),
                polls: 4,
                next_at: None,
            },
        ),
    ] {
        let next = apply(&state, &Event::ClockSetBack { by }, now);
        assert_eq!(next, Ok(expected), "{name}");
    }
}
