//! The only place of the program, beside the simulator, that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use crate::domain::clock::Clock;

/// The engine's time: the wall clock, one that runs faster for demonstrations, or one that
/// is set by hand for telling a history.
///
/// The first two sleep on tokio's timer, so that tests can stop it.
#[derive(Debug, Clone)]
pub struct EngineClock {
    pace: Pace,
}

#[derive(Debug, Clone)]
enum Pace {
    Wall,
    Scaled {
        origin: Timestamp,
        started: Instant,
        speed: f64,
    },
    /// Milliseconds since 1970.
    ByHand(Arc<AtomicI64>),
}

impl EngineClock {
    /// The wall clock.
    pub fn system() -> Self {
        Self { pace: Pace::Wall }
    }

    /// A clock that starts at `origin` and runs `speed` times as fast as tokio's timer.
    pub fn scaled(origin: Timestamp, speed: f64) -> Self {
        Self {
            pace: Pace::Scaled {
                origin,
                started: Instant::now(),
                speed: speed.max(0.001),
            },
        }
    }

    /// A clock that stands still until [`EngineClock::set`] moves it. Sleeping on it ends at once.
    pub fn by_hand(start: Timestamp) -> Self {
        Self {
            pace: Pace::ByHand(Arc::new(AtomicI64::new(start.as_millisecond()))),
        }
    }

    /// Moves a clock that is set by hand, never back; others go on as they do.
    pub fn set(&self, moment: Timestamp) {
        if let Pace::ByHand(now) = &self.pace {
            now.fetch_max(moment.as_millisecond(), Ordering::Relaxed);
        }
    }

    /// Shared with those who only ask for the time.
    pub fn shared(&self) -> Arc<dyn Clock> {
        Arc::new(self.clone())
    }

    /// Returns at this moment, or at once when it has passed.
    pub async fn sleep_until(&self, moment: Timestamp) {
        let wait = moment.duration_since(self.now());
        if let Ok(wait) = Duration::try_from(wait) {
            self.sleep(wait).await;
        }
    }

    /// Returns after this much time of this clock.
    pub async fn sleep(&self, wait: Duration) {
        let real = match self.pace {
            Pace::Wall => wait,
            Pace::Scaled { speed, .. } => wait.div_f64(speed),
            Pace::ByHand(_) => Duration::ZERO,
        };
        tokio::time::sleep(real).await;
    }
}

/// What the system counts since it started, sleep included where it can tell (`CLOCK_BOOTTIME`).
fn since_boot() -> Duration {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = rustix::time::ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = rustix::time::ClockId::Monotonic;
    let time = rustix::time::clock_gettime(clock);
    Duration::try_from(time).unwrap_or_default() + slept!()
}

impl Clock for EngineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one owner of the clock"
    )]
    fn now(&self) -> Timestamp {
        match &self.pace {
            Pace::Wall => Timestamp::now(),
            Pace::Scaled {
                origin,
                started,
                speed,
            } => {
                let elapsed = started.elapsed().mul_f64(*speed);
                *origin + SignedDuration::try_from(elapsed).unwrap_or(SignedDuration::MAX)
            }
            Pace::ByHand(now) => {
                Timestamp::from_millisecond(now.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX)
            }
        }
    }

    fn uptime(&self) -> Duration {
        match &self.pace {
            Pace::Wall => since_boot(),
            Pace::Scaled { started, speed, .. } => started.elapsed().mul_f64(*speed),
            Pace::ByHand(now) => Duration::from_millis(now.load(Ordering::Relaxed).unsigned_abs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_since_the_start_of_the_system_grows() {
        let clock = EngineClock::system();
        let before = clock.uptime();
        assert!(before > Duration::ZERO);
        assert!(clock.uptime() >= before);
    }

    #[tokio::test(start_paused = true)]
    async fn a_scaled_clock_sleeps_in_its_own_time() {
        let origin = Timestamp::from_second(1_800_000_000).expect("in range");
        let clock = EngineClock::scaled(origin, 60.0);
        let before = Instant::now();
        clock
            .sleep_until(origin + SignedDuration::from_mins(10))
            .await;
        assert_eq!(before.elapsed().as_secs(), 10);
        assert!(clock.now() >= origin + SignedDuration::from_mins(10));
    }
}
