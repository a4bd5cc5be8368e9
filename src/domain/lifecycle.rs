//! The life of a submission: a durable, pure state machine.
//!
//! ```text
//!             enqueue            claim              201 + Location                A | W | B
//!   (draft) ─────────▶ queued ─────────▶ sending ─────────────▶ submitted ──────▶ accepted
//!      │ discard        │  ▲ not taken     │ │                   ▲  │ 404 stay     accepted_warning
//!      ▼           hold │  └───────────────┘ │ 4xx ─▶ rejected   │  │ S ▶ waiting  refused
//!   cancelled ◀──────── ▼                    │ lost, crash       │ found by search,
//!        withdraw      held                  ▼                   │ or a person gives the number
//!                                            in_doubt ───────────┘
//!                                               └── a person: not at the NSSO ──▶ not_taken
//! ```
//!
//! There is no edge from `in_doubt` or `submitted` back to `queued`. A correction is a
//! new submission that supersedes the old one; the old one never moves.

use jiff::{SignedDuration, Timestamp};

use super::answer::ResultCode;
use super::ids::{DeclarationId, PeriodId};
use super::schedule;

mod names;

pub use names::StateKind;

/// Where a submission stands. Each variant carries only what is true in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Typed and kept, not yet to be sent.
    Draft,
    /// To be sent.
    Queued {
        /// Not before this moment.
        next_at: Timestamp,
        /// Attempts that were certainly not taken.
        tries: u32,
    },
    /// Not to be sent until released.
    Held {
        /// Attempts that were certainly not taken.
        tries: u32,
    },
    /// A worker is sending it: written and synced before the first byte leaves.
    Sending {
        /// When the worker took it.
        since: Timestamp,
        /// Attempts that were certainly not taken before this one.
        tries: u32,
    },
    /// Sent, and nobody knows whether it was taken.
    InDoubt {
        /// Why.
        doubt: Doubt,
        /// Since when.
        since: Timestamp,
        /// Searches that found no single match.
        look_ups: u32,
        /// When to search again.
        next_at: Timestamp,
    },
    /// Taken in by the NSSO, no result yet.
    Submitted {
        /// Its number.
        declaration: DeclarationId,
        /// The moment of the 201, from which polling counts.
        since: Timestamp,
        /// GETs so far.
        polls: u32,
        /// When to ask again; `None` when asking was denied for good.
        next_at: Option<Timestamp>,
    },
    /// Sigedis is identifying the worker.
    Waiting {
        /// Its number.
        declaration: DeclarationId,
        /// The moment of the first S.
        since: Timestamp,
        /// GETs so far.
        polls: u32,
        /// When to ask again; `None` when asking was denied for good.
        next_at: Option<Timestamp>,
    },
    /// A: accepted.
    Accepted(Settled),
    /// W: accepted with anomalies; somebody has to read them.
    AcceptedWarning(Settled),
    /// B: refused; the obligation is not fulfilled.
    Refused(Settled),
    /// Refused at the door: never taken in.
    Rejected,
    /// After a lost answer a person found that it is not at the NSSO.
    NotTaken,
    /// Withdrawn before it was sent.
    Cancelled,
}

/// What the NSSO's verdict left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The number of the declaration.
    pub declaration: DeclarationId,
    /// The period that was created or touched.
    pub period: Option<PeriodId>,
}

/// Why nobody knows whether a declaration was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The connection broke after the request may have gone out.
    AnswerLost,
    /// An answer that says neither yes nor no (3xx, 408, 409, 5xx).
    UnclearAnswer,
    /// Taken (2xx), but without a usable number.
    TakenWithoutNumber,
    /// The worker died while sending.
    WorkerDied,
}

/// What happened to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It may be sent.
    Enqueued,
    /// A worker took it to send it.
    Claimed,
    /// 201 with its number, or a late one written by a worker thought dead.
    Taken {
        /// The number.
        declaration: DeclarationId,
    },
    /// Certainly not taken: it may be sent again.
    NotTaken {
        /// When the server wants to be asked again.
        retry_at: Option<Timestamp>,
    },
    /// Refused at the door.
    Rejected,
    /// Nobody knows whether it was taken.
    AnswerLost {
        /// Why.
        doubt: Doubt,
    },
    /// A search or a person gave the number, and the NSSO's copy matches ours.
    Found {
        /// The number.
        declaration: DeclarationId,
    },
    /// A search gave no single match.
    NotFound,
    /// A person says, with a reason, that it is not at the NSSO.
    DeclaredNotTaken,
    /// A GET brought no verdict.
    Polled {
        /// When the server wants to be asked again.
        retry_at: Option<Timestamp>,
    },
    /// A GET was refused in a way that asking again will not change.
    PollDenied,
    /// A person wants the result asked for now.
    PollRequested,
    /// A verdict.
    Answered {
        /// The letter.
        result: ResultCode,
        /// The period of the answer.
        period: Option<PeriodId>,
    },
    /// The time of day was set back. What was to be done at a moment of the time before would
    /// wait until that moment comes again.
    ClockSetBack {
        /// By so much.
        by: SignedDuration,
    },
    /// Not to be sent for now.
    Held,
    /// May be sent again.
    Released,
    /// Not to be sent at all.
    Withdrawn,
}

/// An event that cannot happen in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// The state does not know this event.
    #[error("{event} cannot happen in state {state}")]
    NoSuchEdge {
        /// Name of the state.
        state: &'static str,
        /// Name of the event.
        event: &'static str,
    },
    /// It may happen, but not yet.
    #[error("not before {not_before}")]
    TooEarly {
        /// From when on.
        not_before: Timestamp,
    },
}

/// What a worker should do with a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send it.
    Send,
    /// Ask for its result.
    Poll(DeclarationId),
    /// Look for it at the NSSO.
    LookUp,
    /// Come back then.
    WaitUntil(Timestamp),
    /// Nothing, for ever or until a person acts.
    Nothing,
}

/// The next state, or why there is none. Total and pure.
pub fn apply(state: &State, event: &Event, now: Timestamp) -> Result<State, Illegal> {
    use Event as E;
    use State as S;
    let next = match (state, event) {
        (S::Draft, E::Enqueued) => S::Queued {
            next_at: now,
            tries: 0,
        },
        (S::Draft | S::Queued { .. } | S::Held { .. }, E::Withdrawn) => S::Cancelled,
        (&S::Queued { tries, .. }, E::Held) => S::Held { tries },
        (&S::Held { tries }, E::Released) => S::Queued {
            next_at: now,
            tries,
        },
        (&S::Queued { next_at, tries }, E::Claimed) if next_at <= now => {
            S::Sending { since: now, tries }
        }
        (&S::Queued { next_at, .. }, E::Claimed) => {
            return Err(Illegal::TooEarly {
                not_before: next_at,
            });
        }
        (_, &E::ClockSetBack { by }) => return set_back(state, event, by, now),
        (S::Sending { .. }, _) => return after_sending(state, event, now),
        (S::InDoubt { .. }, _) => return out_of_doubt(state, event, now),
        (S::Submitted { .. } | S::Waiting { .. }, _) => return after_poll(state, event, now),
        _ => return Err(no_such_edge(state, event)),
    };
    Ok(next)
}

fn after_sending(state: &State, event: &Event, now: Timestamp) -> Result<State, Illegal> {
    let &State::Sending { since, tries } = state else {
        return Err(no_such_edge(state, event));
    };
    Ok(match *event {
        Event::Taken { declaration } => submitted(declaration, now),
        Event::NotTaken { retry_at } => State::Queued {
            next_at: schedule::next_send(now, tries + 1, retry_at),
            tries: tries + 1,
        },
        Event::Rejected => State::Rejected,
        Event::AnswerLost { doubt } => State::InDoubt {
            doubt,
            since,
            look_ups: 0,
            next_at: schedule::next_look_up(now, 0),
        },
        _ => return Err(no_such_edge(state, event)),
    })
}

fn out_of_doubt(state: &State, event: &Event, now: Timestamp) -> Result<State, Illegal> {
    let &State::InDoubt {
        doubt,
        since,
        look_ups,
        ..
    } = state
    else {
        return Err(no_such_edge(state, event));
    };
    Ok(match *event {
        Event::Taken { declaration } => submitted(declaration, now),
        // The 201 came some time after the attempt began; its age decides the band.
        Event::Found { declaration } => State::Submitted {
            declaration,
            since,
            polls: 0,
            next_at: Some(schedule::next_poll(since, since).max(now)),
        },
        Event::NotFound => State::InDoubt {
            doubt,
            since,
            look_ups: look_ups + 1,
            next_at: schedule::next_look_up(now, look_ups + 1),
        },
        Event::DeclaredNotTaken => {
            let not_before = since + schedule::NOT_TAKEN_AFTER;
            if now < not_before {
                return Err(Illegal::TooEarly { not_before });
            }
            State::NotTaken
        }
        _ => return Err(no_such_edge(state, event)),
    })
}

fn after_poll(state: &State, event: &Event, now: Timestamp) -> Result<State, Illegal> {
    let (declaration, since, polls, waiting) = match *state {
        State::Submitted {
            declaration,
            since,
            polls,
            ..
        } => (declaration, since, polls, false),
        State::Waiting {
            declaration,
            since,
            polls,
            ..
        } => (declaration, since, polls, true),
        _ => return Err(no_such_edge(state, event)),
    };
    let stay = |polls, next_at| {
        if waiting {
            State::Waiting {
                declaration,
                since,
                polls,
                next_at,
            }
        } else {
            State::Submitted {
                declaration,
                since,
                polls,
                next_at,
            }
        }
    };
    let slot = if waiting {
        schedule::next_waiting_poll(since, now)
    } else {
        schedule::next_poll(since, now)
    };
    Ok(match *event {
        Event::Polled { retry_at } => stay(
            polls + 1,
            Some(retry_at.map_or(slot, |asked| slot.max(asked))),
        ),
        Event::PollDenied => stay(polls + 1, None),
        Event::PollRequested => stay(polls, Some(now)),
        Event::Answered { result, period } => {
            let settled = Settled {
                declaration,
                period,
            };
            match result {
                ResultCode::Accepted => State::Accepted(settled),
                ResultCode::AcceptedWithAnomalies => State::AcceptedWarning(settled),
                ResultCode::Refused => State::Refused(settled),
                ResultCode::WaitingForSigedis => {
                    let since = if waiting { since } else { now };
                    State::Waiting {
                        declaration,
                        since,
                        polls: polls + 1,
                        next_at: Some(schedule::next_waiting_poll(since, now)),
                    }
                }
            }
        }
        _ => return Err(no_such_edge(state, event)),
    })
}

/// What was to be done later is done as much later as before.
fn set_back(
    state: &State,
    event: &Event,
    by: SignedDuration,
    now: Timestamp,
) -> Result<State, Illegal> {
    let was = |moment: &mut Timestamp| *moment = moment.checked_sub(by).unwrap_or(now);
    let due = |moment: &mut Timestamp| {
        was(moment);
        *moment = now.max(*moment);
    };
    let mut state = state.clone();
    match &mut state {
        State::Queued { next_at, .. } => due(next_at),
        State::InDoubt { since, next_at, .. } => {
            was(since);
            due(next_at);
        }
        State::Submitted { since, next_at, .. } | State::Waiting { since, next_at, .. } => {
            was(since);
            next_at.iter_mut().for_each(due);
        }
        _ => return Err(no_such_edge(&state, event)),
    }
    Ok(state)
}

fn submitted(declaration: DeclarationId, now: Timestamp) -> State {
    State::Submitted {
        declaration,
        since: now,
        polls: 0,
        next_at: Some(schedule::next_poll(now, now)),
    }
}

fn no_such_edge(state: &State, event: &Event) -> Illegal {
    Illegal::NoSuchEdge {
        state: state.kind().as_str(),
        event: event.name(),
    }
}

/// What a worker should do with a submission in this state, all that it ever asks.
pub fn next_step(state: &State, now: Timestamp) -> Step {
    let (due, step) = match *state {
        State::Queued { next_at, .. } => (next_at, Step::Send),
        State::InDoubt { next_at, .. } => (next_at, Step::LookUp),
        State::Submitted {
            declaration,
            next_at: Some(next_at),
            ..
        }
        | State::Waiting {
            declaration,
            next_at: Some(next_at),
            ..
        } => (next_at, Step::Poll(declaration)),
        _ => return Step::Nothing,
    };
    if due <= now {
        step
    } else {
        Step::WaitUntil(due)
    }
}

#[cfg(test)]
mod tests;
