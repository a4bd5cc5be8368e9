//! When to send or ask next: the NSSO's polling bands, `Retry-After`, back-off. No clock.
//!
//! Polling follows the published schedule (rsz-rest 9), counted from the 201:
//!
//! ```text
//! 0        2 s          30 s             20 min
//! |  none  | every second | every minute  | every hour …
//! ```
//!
//! that is at 2, 3, 4 … 30 s, then 90, 150 … 1170 s, then 3600, 7200 … s.

use jiff::{SignedDuration, Timestamp};

const SECOND: i64 = 1;
const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// Nothing is processed within the first two seconds.
const FIRST: i64 = 2;
const SECONDS_END: i64 = 30;
const MINUTES_END: i64 = 1_170;

/// An S answer is asked hourly for ten days, then daily (rsz-rest A-34).
const HOURLY_WAITING: i64 = 10 * DAY;

/// After this long without a result a submission is shown as overdue (rsz-rest A-35).
pub const OVERDUE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// After this long without a result a submission is shown as long running.
pub const LONG_RUNNING_AFTER: SignedDuration = SignedDuration::from_mins(20);

/// A lost answer is looked up no earlier than this (rsz-rest A-37).
pub const LOOK_UP_AFTER: SignedDuration = SignedDuration::from_secs(30);

/// Nobody may say "not at the NSSO" earlier than this after the lost answer.
pub const NOT_TAKEN_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// The next moment to ask for a result.
///
/// `since` is the moment of the 201, `asked` the moment of the last GET (the 201
/// itself when there was none). A GET that ran late never makes two follow each
/// other closely: a slot nearer than nine tenths of its band's interval is skipped.
pub fn next_poll(since: Timestamp, asked: Timestamp) -> Timestamp {
    let asked = asked.max(since);
    let elapsed = asked.duration_since(since);
    let mut slot = slot_from(elapsed.as_secs());
    if asked > since {
        while SignedDuration::from_secs(slot).saturating_sub(elapsed) < shortest_gap(slot) {
            slot = slot_from(slot);
        }
    }
    since + SignedDuration::from_secs(slot)
}

/// The first slot later than this many whole seconds.
fn slot_from(elapsed: i64) -> i64 {
    if elapsed < FIRST {
        FIRST
    } else if elapsed < SECONDS_END {
        elapsed + SECOND
    } else if elapsed < MINUTES_END {
        SECONDS_END + ((elapsed - SECONDS_END) / MINUTE + 1) * MINUTE
    } else {
        (elapsed / HOUR + 1) * HOUR
    }
}

/// Nine tenths of the interval of the band that this slot ends.
fn shortest_gap(slot: i64) -> SignedDuration {
    let interval = if slot <= FIRST {
        0
    } else if slot <= SECONDS_END {
        SECOND
    } else if slot <= MINUTES_END {
        MINUTE
    } else {
        // The first hourly slot follows the last minute by forty minutes or less.
        return SignedDuration::from_mins(30);
    };
    SignedDuration::from_millis(interval * 900)
}

/// The next moment to ask while Sigedis looks for the worker.
///
/// `since` is the moment of the first S, `asked` that of the last GET.
pub fn next_waiting_poll(since: Timestamp, asked: Timestamp) -> Timestamp {
    let waited = asked.duration_since(since).as_secs();
    let interval = if waited < HOURLY_WAITING { HOUR } else { DAY };
    asked.max(since) + SignedDuration::from_secs(interval)
}

/// When to send again after an answer that says "not taken", or after no connection.
///
/// 5 s doubling to 5 min, never earlier than the server asked.
pub fn next_send(now: Timestamp, tries: u32, retry_at: Option<Timestamp>) -> Timestamp {
    let own = now + doubling(5, 300, tries.saturating_sub(1));
    retry_at.map_or(own, |asked| asked.max(now))
}

/// How long an account waits after a 429 without `Retry-After`: 60 s doubling to 15 min (rsz-rest 10).
pub fn account_wait(refusals: u32) -> SignedDuration {
    doubling(60, 900, refusals.saturating_sub(1))
}

/// When to look a lost answer up again: after 30 s, 2 min, 8 min, then hourly.
///
/// Looking up only reads, so it goes on until a match is found or a person decides.
pub fn next_look_up(now: Timestamp, look_ups: u32) -> Timestamp {
    match look_ups {
        0 => now + LOOK_UP_AFTER,
        1 => now + SignedDuration::from_secs(90),
        2 => now + SignedDuration::from_mins(6),
        _ => now + SignedDuration::from_hours(1),
    }
}

fn doubling(first: i64, limit: i64, times: u32) -> SignedDuration {
    let factor = 1_i64.checked_shl(times.min(30)).unwrap_or(i64::MAX);
    SignedDuration::from_secs(first.saturating_mul(factor).min(limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).expect("in range")
    }

    /// All GET times of a client that is never late, in seconds after the 201.
    fn punctual(until: i64) -> Vec<i64> {
        let mut times = Vec::new();
        let mut asked = at(0);
        loop {
            asked = next_poll(at(0), asked);
            let seconds = asked.duration_since(at(0)).as_secs();
            if seconds > until {
                return times;
            }
            times.push(seconds);
        }
    }

    #[test]
    fn the_published_times_to_the_second() {
        let expected: Vec<i64> = (2..=30)
            .chain((90..=1_170).step_by(60))
            .chain([3_600, 7_200, 10_800])
            .collect();
        assert_eq!(expected.len(), 29 + 19 + 3);
        assert_eq!(punctual(10_800), expected);
    }

    #[test]
    fn a_late_get_skips_the_slot_that_comes_too_soon() {
        let late = |asked_ms: i64| {
            let asked = at(0) + SignedDuration::from_millis(asked_ms);
            next_poll(at(0), asked).duration_since(at(0)).as_secs()
        };
        assert_eq!(late(2_050), 3, "a little late keeps the rhythm");
        assert_eq!(late(2_500), 4, "half a second late skips one");
        assert_eq!(late(29_900), 90, "late at the end of the first band");
        assert_eq!(late(100_000), 210, "late in the second band");
        assert_eq!(late(1_190_000), 3_600, "late in the last minute");
        assert_eq!(
            late(3_000_000),
            7_200,
            "a manual poll before the hour replaces it"
        );
    }

    #[test]
    fn sigedis_is_asked_hourly_then_daily() {
        assert_eq!(next_waiting_poll(at(0), at(0)), at(3_600));
        assert_eq!(next_waiting_poll(at(0), at(9 * DAY)), at(9 * DAY + 3_600));
        assert_eq!(next_waiting_poll(at(0), at(10 * DAY)), at(11 * DAY));
    }

    #[test]
    fn sending_again_backs_off_and_obeys_the_server() {
        for (tries, seconds) in [(1, 5), (2, 10), (3, 20), (7, 300), (100, 300)] {
            assert_eq!(next_send(at(0), tries, None), at(seconds), "try {tries}");
        }
        assert_eq!(next_send(at(0), 9, Some(at(7))), at(7));
        assert_eq!(
            next_send(at(0), 1, Some(at(-7))),
            at(0),
            "a date in the past means now"
        );
    }

    #[test]
    fn an_account_waits_a_minute_doubling_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=6)
            .map(|refusals| account_wait(refusals).as_secs())
            .collect();
        assert_eq!(waits, [60, 120, 240, 480, 900, 900]);
    }

    proptest::proptest! {
        #[test]
        fn polls_are_never_early_and_never_crowded(delays in proptest::collection::vec(0_i64..5_000, 1..200)) {
            let mut asked = at(0);
            for delay in delays {
                let due = next_poll(at(0), asked);
                proptest::prop_assert!(due >= at(2));
                if asked > at(0) {
                    proptest::prop_assert!(due.duration_since(asked) >= SignedDuration::from_millis(900));
                }
                asked = due + SignedDuration::from_millis(delay);
            }
        }
    }
}
