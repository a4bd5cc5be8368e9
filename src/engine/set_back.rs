//! The time of day is set back. Whatever is to be done at a moment would wait until that moment
//! comes again: a queue that stands still for as long as the clock was ahead. It is moved instead,
//! and waits no longer than it would have.

use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::{SignedDuration, Timestamp};

use crate::domain::clock::Clock as _;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::Event;
use crate::store::StoreError;

use super::{Engine, EngineClock};

/// A step by less than this hurts nobody.
const TOLERATED: SignedDuration = SignedDuration::from_secs(2);

/// Changes that are recorded at once: they share commits.
const AT_ONCE: usize = 64;

/// A moment by both clocks: that of the day, and the one that nobody can set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pulse {
    at: Timestamp,
    uptime: Duration,
}

impl Pulse {
    fn now(clock: &EngineClock) -> Self {
        Self {
            at: clock.now(),
            uptime: clock.uptime(),
        }
    }

    /// By how much the time of day was set back between here and there, if it was.
    fn set_back_until(self, now: Self) -> Option<SignedDuration> {
        let passed = SignedDuration::try_from(now.uptime.saturating_sub(self.uptime)).ok()?;
        let by = passed.checked_sub(now.at.duration_since(self.at))?;
        (by > TOLERATED).then_some(by)
    }
}

impl Engine {
    /// Where a worker begins. It is not the first one: what was written last may be of a time that
    /// has not come yet.
    pub(super) async fn first_pulse(&self) -> Pulse {
        let pulse = Pulse::now(&self.inner.clock);
        let latest = self.store().journal(1).await.unwrap_or_default();
        let ahead = latest
            .first()
            .map(|entry| entry.at.duration_since(pulse.at));
        if let Some(by) = ahead.filter(|by| *by > TOLERATED) {
            self.set_back(by).await;
        }
        pulse
    }

    /// Looks whether the time of day was set back since the latest look.
    pub(super) async fn follow_clock(&self, pulse: &mut Pulse) {
        let now = Pulse::now(&self.inner.clock);
        let before = std::mem::replace(pulse, now);
        if let Some(by) = before.set_back_until(now) {
            self.set_back(by).await;
        }
    }

    async fn set_back(&self, by: SignedDuration) {
        tracing::warn!(seconds = by.as_secs(), "the time of day was set back");
        for account in self.roster().accounts() {
            account.set_back(by);
        }
        let waiting = match self.store().due_after(self.now()).await {
            Ok(waiting) => waiting,
            Err(error) => return tracing::error!(%error, "what waits cannot be read"),
        };
        futures_util::stream::iter(waiting)
            .for_each_concurrent(AT_ONCE, |id| self.move_up(id, by))
            .await;
    }

    async fn move_up(&self, id: SubmissionId, by: SignedDuration) {
        let submission = match self.store().submission(id).await {
            Ok(Some(submission)) => submission,
            Ok(None) => return,
            Err(error) => {
                return tracing::error!(submission = id.0, %error, "what waits cannot be read");
            }
        };
        let change = self.change(&submission, Event::ClockSetBack { by }, None);
        match self.store().record(change).await {
            // Somebody else has moved it on meanwhile, by the clock as it is now.
            Ok(_) | Err(StoreError::Moved(_)) => {}
            Err(error) => {
                tracing::warn!(submission = id.0, %error, "it waits for the time of before");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_step_back_of_the_time_of_day_is_one() {
        let pulse = |at: i64, uptime: u64| Pulse {
            at: Timestamp::from_second(1_800_000_000 + at).expect("in range"),
            uptime: Duration::from_secs(uptime),
        };
        for (name, at, uptime, by) in [
            ("a minute like any other", 60, 60, None),
            ("a second of the atomic clocks", 59, 60, None),
            ("set forward", 3_660, 60, None),
            ("asleep for two hours", 7_200, 7_200, None),
            ("set back by an hour", -3_540, 60, Some(3_600)),
            (
                "asleep for two hours, and set back by one",
                3_600,
                7_200,
                Some(3_600),
            ),
        ] {
            let found = pulse(0, 0).set_back_until(pulse(at, uptime));
            assert_eq!(found, by.map(SignedDuration::from_secs), "{name}");
        }
    }
}
