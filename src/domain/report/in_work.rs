//! A correction that another person has begun: told to everybody who looks at the row.

use jiff::{SignedDuration, Timestamp};

use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// After so long without a change nobody is at it any more.
const LEFT: SignedDuration = SignedDuration::from_hours(12);

/// A correction that another person has begun and not handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWork {
    /// Who.
    pub by: Untrusted,
    /// When it was last changed.
    pub at: Timestamp,
    /// Whether nobody is at it any more, as far as that can be told.
    pub is_left: bool,
}

impl InWork {
    /// A draft of this person, last kept then.
    pub fn of(by: Untrusted, at: Timestamp, now: Timestamp) -> Self {
        Self {
            by,
            at,
            is_left: now.duration_since(at) > LEFT,
        }
    }

    /// Who has it open, or left it; the moment in the words of whoever shows it.
    pub fn told(&self, moment: String) -> Text {
        let text = if self.is_left {
            Text::new("team-left-by")
        } else {
            Text::new("team-in-work-by")
        };
        text.with("who", self.by.shown()).with("time", moment)
    }
}
