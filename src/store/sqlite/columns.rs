//! The state of a submission as columns of its row, both ways. Knows no SQL.

use jiff::Timestamp;

use super::values::whole_or_later;
use crate::domain::ids::{DeclarationId, PeriodId};
use crate::domain::lifecycle::{Doubt, Settled, State, StateKind};

/// The columns that hold a state.
///
/// Counters outlive the state that counts in them: a settled row still says how often it was
/// asked about. Everything else is empty where it would not be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Columns {
    pub state: StateKind,
    pub next_at: Option<Timestamp>,
    pub since: Option<Timestamp>,
    pub doubt: Option<Doubt>,
    pub tries: u32,
    pub look_ups: u32,
    pub polls: u32,
    pub declaration: Option<DeclarationId>,
    pub settled_period: Option<PeriodId>,
}

impl Columns {
    /// The columns of a row that was never anything else.
    pub(in crate::store) fn new(state: &State) -> Self {
        let nothing = Self {
            state: StateKind::Draft,
            next_at: None,
            since: None,
            doubt: None,
            tries: 0,
            look_ups: 0,
            polls: 0,
            declaration: None,
            settled_period: None,
        };
        nothing.followed_by(state)
    }

    /// The columns when the row goes on to this state.
    pub(in crate::store) fn followed_by(&self, state: &State) -> Self {
        let mut next = Self {
            state: state.kind(),
            next_at: None,
            since: None,
            doubt: None,
            declaration: None,
            settled_period: None,
            ..*self
        };
        match *state {
            State::Draft | State::Rejected | State::NotTaken | State::Cancelled => {}
            State::Queued { next_at, tries } => {
                next.next_at = Some(whole_or_later(next_at));
                next.tries = tries;
            }
            State::Held { tries } => next.tries = tries,
            State::Sending { since, tries } => {
                next.since = Some(since);
                next.tries = tries;
            }
            State::InDoubt {
                doubt,
                since,
                look_ups,
                next_at,
            } => {
                next.doubt = Some(doubt);
                next.since = Some(since);
                next.look_ups = look_ups;
                next.next_at = Some(whole_or_later(next_at));
            }
            State::Submitted {
                declaration,
                since,
                polls,
                next_at,
            }
            | State::Waiting {
                declaration,
                since,
                polls,
                next_at,
            } => {
                next.declaration = Some(declaration);
                next.since = Some(since);
                next.polls = polls;
                next.next_at = next_at.map(whole_or_later);
            }
            State::Accepted(settled)
            | State::AcceptedWarning(settled)
            | State::Refused(settled) => {
                next.declaration = Some(settled.declaration);
                next.settled_period = settled.period;
            }
        }
        next
    }

    /// The state; `None` when a column that belongs to it is empty.
    pub(in crate::store) fn state(&self) -> Option<State> {
        let settled = || {
            Some(Settled {
                declaration: self.declaration?,
                period: self.settled_period,
            })
        };
        Some(match self.state {
            StateKind::Draft => State::Draft,
            StateKind::Queued => State::Queued {
                next_at: self.next_at?,
                tries: self.tries,
            },
            StateKind::Held => State::Held { tries: self.tries },
            StateKind::Sending => State::Sending {
                since: self.since?,
                tries: self.tries,
            },
            StateKind::InDoubt => State::InDoubt {
                doubt: self.doubt?,
                since: self.since?,
                look_ups: self.look_ups,
                next_at: self.next_at?,
            },
            StateKind::Submitted => State::Submitted {
                declaration: self.declaration?,
                since: self.since?,
                polls: self.polls,
                next_at: self.next_at,
            },
            StateKind::Waiting => State::Waiting {
                declaration: self.declaration?,
                since: self.since?,
                polls: self.polls,
                next_at: self.next_at,
            },
            StateKind::Accepted => State::Accepted(settled()?),
            StateKind::AcceptedWarning => State::AcceptedWarning(settled()?),
            StateKind::Refused => State::Refused(settled()?),
            StateKind::Rejected => State::Rejected,
            StateKind::NotTaken => State::NotTaken,
            StateKind::Cancelled => State::Cancelled,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments() -> impl Strategy<Value = Timestamp> {
        (0_i64..4_000_000_000_000).prop_map(|ms| Timestamp::from_millisecond(ms).expect("in range"))
    }

    prop_compose! {
        fn states()(
            kind in proptest::sample::select(StateKind::ALL),
            next_at in moments(),
            since in moments(),
            asks in any::<bool>(),
            count in any::<u32>(),
            number in 1..=i64::MAX,
            period in proptest::option::of(any::<u64>()),
            doubt in proptest::sample::select(vec![
                Doubt::AnswerLost, Doubt::UnclearAnswer, Doubt::TakenWithoutNumber, Doubt::WorkerDied,
            ]),
        ) -> State {
            let declaration = DeclarationId::from_value(number).expect("positive");
            let settled = Settled { declaration, period: period.map(PeriodId::from_answer) };
            let asked = asks.then_some(next_at);
            match kind {
                StateKind::Draft => State::Draft,
                StateKind::Queued => State::Queued { next_at, tries: count },
                StateKind::Held => State::Held { tries: count },
                StateKind::Sending => State::Sending { since, tries: count },
                StateKind::InDoubt => State::InDoubt { doubt, since, look_ups: count, next_at },
                StateKind::Submitted => State::Submitted { declaration, since, polls: count, next_at: asked },
                StateKind::Waiting => State::Waiting { declaration, since, polls: count, next_at: asked },
                StateKind::Accepted => State::Accepted(settled),
                StateKind::AcceptedWarning => State::AcceptedWarning(settled),
                StateKind::Refused => State::Refused(settled),
                StateKind::Rejected => State::Rejected,
                StateKind::NotTaken => State::NotTaken,
                StateKind::Cancelled => State::Cancelled,
            }
        }
    }

    proptest! {
        #[test]
        fn a_state_is_read_back_whatever_stood_there_before(lives in proptest::collection::vec(states(), 1..6)) {
            let mut columns = Columns::new(&State::Draft);
            for state in lives {
                columns = columns.followed_by(&state);
                prop_assert_eq!(columns.state(), Some(state.clone()));
                prop_assert_eq!(columns.followed_by(&state), columns.clone(), "the columns follow from the state");
            }
        }
    }

    #[test]
    fn a_moment_that_may_not_come_early_is_rounded_up() {
        let asked = Timestamp::from_nanosecond(1_800_000_000_000_000_001).expect("in range");
        let columns = Columns::new(&State::Queued {
            next_at: asked,
            tries: 1,
        });
        assert!(columns.next_at >= Some(asked));
    }
}
