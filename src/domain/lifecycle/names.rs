//! The names of states, events and doubts: what is stored, filtered by, counted and shown.

use crate::domain::text::Text;

use super::{Doubt, Event, State};

macro_rules! state_kinds {
    ($($(#[$doc:meta])* $name:ident = $stored:literal;)*) => {
        /// The name of a [`State`]: what is stored, filtered by and counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum StateKind {
            $($(#[$doc])* $name,)*
        }

        impl StateKind {
            /// All names, in the order of a life.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stored and exchanged name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $stored,)* }
            }
        }
    };
}

state_kinds! {
    /// Typed and kept.
    Draft = "draft";
    /// To be sent.
    Queued = "queued";
    /// Not to be sent for now.
    Held = "held";
    /// Being sent.
    Sending = "sending";
    /// Sent, perhaps taken.
    InDoubt = "in_doubt";
    /// Taken in, no result yet.
    Submitted = "submitted";
    /// Waiting for Sigedis.
    Waiting = "waiting";
    /// Accepted.
    Accepted = "accepted";
    /// Accepted with anomalies.
    AcceptedWarning = "accepted_warning";
    /// Refused.
    Refused = "refused";
    /// Refused at the door.
    Rejected = "rejected";
    /// A person found that it is not at the NSSO.
    NotTaken = "not_taken";
    /// Withdrawn before sending.
    Cancelled = "cancelled";
}

impl StateKind {
    /// Reads a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// The state in the operator's words.
    pub fn text(self) -> Text {
        Text::new(match self {
            Self::Draft => "state-draft",
            Self::Queued => "state-queued",
            Self::Held => "state-held",
            Self::Sending => "state-sending",
            Self::InDoubt => "state-in-doubt",
            Self::Submitted => "state-submitted",
            Self::Waiting => "state-waiting",
            Self::Accepted => "state-accepted",
            Self::AcceptedWarning => "state-accepted-warning",
            Self::Refused => "state-refused",
            Self::Rejected => "state-rejected",
            Self::NotTaken => "state-not-taken",
            Self::Cancelled => "state-cancelled",
        })
    }

    /// Whether nothing will ever change in this state.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Accepted
                | Self::AcceptedWarning
                | Self::Refused
                | Self::Rejected
                | Self::NotTaken
                | Self::Cancelled
        )
    }

    /// Whether another submission for the same business key must be refused (I6).
    pub fn is_live(self) -> bool {
        !matches!(
            self,
            Self::Draft | Self::Refused | Self::Rejected | Self::NotTaken | Self::Cancelled
        )
    }
}

impl State {
    /// The name of this state.
    pub fn kind(&self) -> StateKind {
        match self {
            Self::Draft => StateKind::Draft,
            Self::Queued { .. } => StateKind::Queued,
            Self::Held { .. } => StateKind::Held,
            Self::Sending { .. } => StateKind::Sending,
            Self::InDoubt { .. } => StateKind::InDoubt,
            Self::Submitted { .. } => StateKind::Submitted,
            Self::Waiting { .. } => StateKind::Waiting,
            Self::Accepted(_) => StateKind::Accepted,
            Self::AcceptedWarning(_) => StateKind::AcceptedWarning,
            Self::Refused(_) => StateKind::Refused,
            Self::Rejected => StateKind::Rejected,
            Self::NotTaken => StateKind::NotTaken,
            Self::Cancelled => StateKind::Cancelled,
        }
    }
}

impl Event {
    /// The name under which the journal keeps it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Enqueued => "enqueued",
            Self::Claimed => "claimed",
            Self::Taken { .. } => "taken",
            Self::NotTaken { .. } => "not_taken",
            Self::Rejected => "rejected",
            Self::AnswerLost {
                doubt: Doubt::WorkerDied,
            } => "worker_died",
            Self::AnswerLost { .. } => "answer_lost",
            Self::Found { .. } => "found",
            Self::NotFound => "not_found",
            Self::DeclaredNotTaken => "declared_not_taken",
            Self::Polled { .. } => "polled",
            Self::PollDenied => "poll_denied",
            Self::PollRequested => "poll_requested",
            Self::Answered { .. } => "answered",
            Self::ClockSetBack { .. } => "clock_set_back",
            Self::Held => "held",
            Self::Released => "released",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Doubt {
    /// The stored name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AnswerLost => "answer_lost",
            Self::UnclearAnswer => "unclear_answer",
            Self::TakenWithoutNumber => "taken_no_number",
            Self::WorkerDied => "worker_died",
        }
    }

    /// Reads a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [
            Self::AnswerLost,
            Self::UnclearAnswer,
            Self::TakenWithoutNumber,
            Self::WorkerDied,
        ]
        .into_iter()
        .find(|doubt| doubt.as_str() == name)
    }
}
