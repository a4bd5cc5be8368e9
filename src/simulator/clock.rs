//! The simulator's own clock: simulated time that may run faster than real time.
//!
//! The only place of the simulator that reads a clock. Everything below `http` is handed its time.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// Simulated time: an origin plus the real time gone by since, times a speed.
#[derive(Debug, Clone, Copy)]
pub struct SimClock {
    origin: Timestamp,
    started: Instant,
    speed: f64,
}

impl SimClock {
    /// A clock that starts at the system's time and runs as fast as it.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the simulator's own clock"
    )]
    pub fn system() -> Self {
        // The first of the two readings: if much time passes between them this clock is ahead, and no
        // request seems to have come before it was sent.
        let started = Instant::now();
        Self {
            started,
            ..Self::scaled(Timestamp::now(), 1.0)
        }
    }

    /// A clock that starts now at `origin` and runs `speed` simulated seconds a real second.
    ///
    /// A speed that is not a positive number is taken as 1.
    pub fn scaled(origin: Timestamp, speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 {
            speed
        } else {
            1.0
        };
        Self {
            origin,
            started: Instant::now(),
            speed,
        }
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        let simulated = self.started.elapsed().as_secs_f64() * self.speed;
        SignedDuration::try_from_secs_f64(simulated)
            .ok()
            .and_then(|elapsed| self.origin.checked_add(elapsed).ok())
            .unwrap_or(Timestamp::MAX)
    }

    /// Simulated seconds a real second.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// How long a simulated duration really takes; nothing for a negative one.
    pub(super) fn real(&self, simulated: SignedDuration) -> Duration {
        Duration::try_from_secs_f64(simulated.as_secs_f64() / self.speed).unwrap_or_default()
    }

    /// How much simulated time passes in `real` time.
    pub(super) fn simulated(&self, real: Duration) -> SignedDuration {
        SignedDuration::try_from_secs_f64(real.as_secs_f64() * self.speed)
            .unwrap_or(SignedDuration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn simulated_time_runs_at_the_speed_asked_for() {
        let origin: Timestamp = "2026-09-04T08:00:00Z".parse().expect("a timestamp");
        let clock = SimClock::scaled(origin, 600.0);
        tokio::time::advance(Duration::from_secs(3)).await;
        assert_eq!(clock.now(), origin + SignedDuration::from_mins(30));
        assert_eq!(
            clock.real(SignedDuration::from_mins(10)),
            Duration::from_secs(1)
        );
    }

    #[test]
    fn a_speed_that_is_no_speed_is_taken_as_one() {
        for speed in [0.0, -3.0, f64::NAN, f64::INFINITY] {
            assert!((SimClock::scaled(Timestamp::UNIX_EPOCH, speed).speed() - 1.0).abs() < 1e-9);
        }
    }
}
