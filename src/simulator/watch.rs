//! The watch over the polling schedule (rsz-rest 9 and 14.2, rule 10). Pure: times are arguments.
//!
//! A call is in order when it does not come before 2 s after taking, nor sooner after the
//! previous call than the band of that previous call allows. A fifth is forgiven, and some jitter.

use jiff::{SignedDuration, Timestamp};

const SILENCE: SignedDuration = SignedDuration::from_secs(2);
const SECONDS_BAND_ENDS: SignedDuration = SignedDuration::from_secs(30);
const MINUTES_BAND_ENDS: SignedDuration = SignedDuration::from_mins(20);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// What is known of a declaration when it is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) taken_at: Timestamp,
    /// The call before this one.
    pub(super) previous: Option<Timestamp>,
    /// The previous call was answered with `S`.
    pub(super) waiting: bool,
    /// The previous call was answered with a final result.
    pub(super) settled: bool,
}

/// How a call stands to the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timing {
    InOrder,
    /// Within two seconds of taking.
    TooEarly {
        wait: SignedDuration,
    },
    /// Too soon after the previous call.
    TooOften {
        wait: SignedDuration,
    },
    /// The final result was known: superfluous, but no breach.
    AfterFinal,
}

impl Timing {
    /// How long a client that breaks the schedule should have waited.
    pub(super) fn breach(self) -> Option<SignedDuration> {
        match self {
            Self::TooEarly { wait } | Self::TooOften { wait } => Some(wait),
            Self::InOrder | Self::AfterFinal => None,
        }
    }
}

/// Judges a call at `now`; `jitter` is forgiven, in simulated time.
pub(super) fn judge(asked: Asked, now: Timestamp, jitter: SignedDuration) -> Timing {
    if asked.settled {
        return Timing::AfterFinal;
    }
    let age = now.duration_since(asked.taken_at);
    if age.saturating_add(jitter) < SILENCE {
        return Timing::TooEarly {
            wait: SILENCE - age,
        };
    }
    let Some(previous) = asked.previous else {
        return Timing::InOrder;
    };
    let needed = gap_after(previous.duration_since(asked.taken_at), asked.waiting);
    let gap = now.duration_since(previous);
    if gap.saturating_add(jitter) < needed {
        return Timing::TooOften { wait: needed - gap };
    }
    Timing::InOrder
}

/// The shortest gap after a call made at `age`.
fn gap_after(age: SignedDuration, waiting: bool) -> SignedDuration {
    let tolerated = |interval: SignedDuration| interval * 4 / 5;
    if waiting {
        tolerated(HOUR)
    } else if age < SECONDS_BAND_ENDS {
        tolerated(SignedDuration::from_secs(1))
    } else if age < MINUTES_BAND_ENDS {
        tolerated(SignedDuration::from_mins(1))
    } else if age < HOUR {
        // The hourly calls fall on full hours: a late call of the minutes' band does not move the first.
        tolerated(HOUR)
            .min(HOUR - age)
            .max(tolerated(SignedDuration::from_mins(1)))
    } else {
        tolerated(HOUR)
    }
}

#[cfg(test)]
mod tests;
