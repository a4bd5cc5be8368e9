//! The watch against the schedule of rsz-rest 9.

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
}

fn asked(previous: Option<i64>) -> Asked {
    Asked {
        taken_at: at(0),
        previous: previous.map(at),
        waiting: false,
        settled: false,
    }
}

fn breaks(previous: Option<i64>, now: i64) -> bool {
    judge(asked(previous), at(now), SignedDuration::ZERO)
        .breach()
        .is_some()
}

#[test]
fn the_published_schedule_is_in_order_to_the_end() {
    let seconds = 2..=30;
    let minutes = (90..=1170).step_by(60);
    let hours = (3600..=36_000).step_by(3600);
    let mut previous = None;
    for now in seconds.chain(minutes).chain(hours) {
        assert!(
            !breaks(previous, now),
            "the call at {now} s after {previous:?}"
        );
        previous = Some(now);
    }
}

#[test]
fn calls_before_their_time_are_counted() {
    let cases = [
        (None, 1, true, "within two seconds"),
        (None, 2, false, "at two seconds"),
        (Some(2), 2, true, "twice in a second"),
        (Some(30), 31, true, "by the second after half a minute"),
        (Some(90), 137, true, "a call a minute, 47 s apart"),
        (Some(90), 138, false, "a call a minute, 48 s apart"),
        (Some(1250), 1310, true, "by the minute after twenty minutes"),
        (
            Some(1250),
            3600,
            false,
            "the first full hour after a late call",
        ),
        (Some(3600), 6000, true, "forty minutes after an hourly call"),
        (
            Some(3600),
            6480,
            false,
            "forty-eight minutes after an hourly call",
        ),
    ];
    for (previous, now, expected, name) in cases {
        assert_eq!(breaks(previous, now), expected, "{name}");
    }
}

#[test]
fn a_worker_at_sigedis_is_asked_for_by_the_hour() {
    let waiting = Asked {
        waiting: true,
        ..asked(Some(4))
    };
    let timing = |now| judge(waiting, at(now), SignedDuration::ZERO);
    assert!(matches!(timing(64), Timing::TooOften { .. }));
    assert_eq!(timing(3604), Timing::InOrder);
}

#[test]
fn asking_after_the_final_result_is_no_breach() {
    let settled = Asked {
        settled: true,
        ..asked(Some(4))
    };
    let timing = judge(settled, at(4), SignedDuration::ZERO);
    assert_eq!(timing, Timing::AfterFinal);
    assert_eq!(timing.breach(), None);
}

#[test]
fn jitter_is_forgiven() {
    let jitter = SignedDuration::from_millis(300);
    let early = Timestamp::UNIX_EPOCH + SignedDuration::from_millis(1750);
    assert_eq!(judge(asked(None), early, jitter), Timing::InOrder);
    let breach = judge(asked(None), early, SignedDuration::from_millis(200)).breach();
    assert_eq!(breach, Some(SignedDuration::from_millis(250)));
}
