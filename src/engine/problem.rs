//! From typed errors below to what a person reads: made once, here.

use crate::domain::belgium;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Illegal, StateKind};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::store::StoreError;

/// What a store error means to a person.
pub fn from_store(error: StoreError) -> Problem {
    match error {
        StoreError::Failed(problem) => *problem,
        StoreError::Moved(id) => usage(Text::new("engine-row-moved").with("id", id.0))
            .hint(Text::new("engine-row-moved-hint")),
        StoreError::RegisterMoved => {
            usage(Text::new("engine-register-moved")).hint(Text::new("engine-register-moved-hint"))
        }
        StoreError::Waits(id) => {
            usage(Text::new("correct-waits").with("id", id.0)).hint(Text::new("correct-waits-hint"))
        }
        StoreError::NotEnded(id) => usage(Text::new("decision-not-ended").with("id", id.0))
            .hint(Text::new("decision-not-ended-hint")),
        StoreError::Settled(id) => usage(Text::new("correct-settled").with("id", id.0)),
        StoreError::Unknown(id) => unknown_submission(id),
        StoreError::Illegal(Illegal::NoSuchEdge { state, .. }) => {
            let state =
                StateKind::parse(state).map_or_else(|| Text::new("state-unknown"), StateKind::text);
            usage(Text::new("engine-no-such-edge").with("state", state))
        }
        StoreError::Illegal(Illegal::TooEarly { not_before }) => {
            usage(Text::new("engine-too-early").with("time", belgium::date_and_time(not_before)))
        }
        StoreError::LeaseLost => Problem::new(ProblemClass::Store, Text::new("engine-lease-lost")),
        StoreError::NumberTaken(number) => {
            usage(Text::new("engine-number-taken").with("number", number.to_string()))
        }
    }
}

/// There is no such submission.
pub fn unknown_submission(id: SubmissionId) -> Problem {
    usage(Text::new("engine-unknown-submission").with("id", id.0))
        .hint(Text::new("engine-unknown-submission-hint"))
}

/// The caller asked for something that cannot be.
pub(super) fn usage(summary: Text) -> Problem {
    Problem::new(ProblemClass::Usage, summary)
}

/// The service cannot be reached or refuses us.
pub(super) fn service(summary: Text) -> Problem {
    Problem::new(ProblemClass::Service, summary)
}
