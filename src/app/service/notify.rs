//! What systemd is told (`sd_notify(3)`). Owns the crate; without its socket nothing is said, and
//! nothing is done to have something to say.

use std::time::Duration;

use sd_notify::NotifyState;

/// How often is said how things stand where no watchdog asks for it.
const STATUS_EVERY: Duration = Duration::from_secs(15);
/// Signs of life in the time after which systemd ends a process that gives none.
const BEATS: u32 = 4;

/// Speaks to systemd, if it started us.
#[derive(Debug, Clone, Copy)]
pub(super) struct Notifier {
    is_on: bool,
    watchdog: Option<Duration>,
}

impl Notifier {
    /// As the environment says.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks for systemd's socket"
    )]
    pub(super) fn of_environment() -> Self {
        let socket = std::env::var_os("NOTIFY_SOCKET");
        Self {
            is_on: socket.is_some_and(|socket| !socket.is_empty()),
            watchdog: sd_notify::watchdog_enabled(),
        }
    }

    /// How often the worker must show that it lives; never when nobody listens.
    pub(super) fn interval(self) -> Option<Duration> {
        let watched = self.watchdog.map(|watchdog| watchdog / BEATS);
        let interval = watched.map_or(STATUS_EVERY, |watched| watched.min(STATUS_EVERY));
        self.is_on.then_some(interval.max(Duration::from_millis(1)))
    }

    /// Everything is there, and this is how it stands.
    pub(super) fn ready(self, status: &str) {
        self.say(&[NotifyState::Ready, NotifyState::Status(&line(status))]);
    }

    /// How it stands now.
    pub(super) fn status(self, status: &str) {
        self.say(&[NotifyState::Status(&line(status))]);
    }

    /// The configuration is read again; to be followed by [`Notifier::ready`].
    pub(super) fn reloading(self) {
        if !self.is_on {
            return;
        }
        match NotifyState::monotonic_usec_now() {
            Ok(now) => self.say(&[NotifyState::Reloading, now]),
            Err(error) => tracing::warn!(%error, "the time since the start is not known"),
        }
    }

    /// What is under way is being finished.
    pub(super) fn stopping(self, status: &str) {
        self.say(&[NotifyState::Stopping, NotifyState::Status(&line(status))]);
    }

    /// The worker's loop went round.
    pub(super) fn alive(self) {
        if self.watchdog.is_some() {
            self.say(&[NotifyState::Watchdog]);
        }
    }

    fn say(self, words: &[NotifyState<'_>]) {
        if self.is_on
            && let Err(error) = sd_notify::notify(words)
        {
            tracing::warn!(%error, "systemd does not listen");
        }
    }
}

/// One line, whatever a problem says.
fn line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn life_is_shown_several_times_before_it_is_missed() {
        let interval = |is_on, watchdog: Option<u64>| {
            let watchdog = watchdog.map(Duration::from_millis);
            Notifier { is_on, watchdog }.interval()
        };
        assert_eq!(interval(false, None), None);
        assert_eq!(interval(false, Some(60_000)), None, "nobody listens");
        assert_eq!(interval(true, None), Some(STATUS_EVERY));
        assert_eq!(interval(true, Some(60_000)), Some(Duration::from_secs(15)));
        assert_eq!(interval(true, Some(600_000)), Some(STATUS_EVERY));
        assert_eq!(
            interval(true, Some(1_000)),
            Some(Duration::from_millis(250))
        );
    }
}
