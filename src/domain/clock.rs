//! Where the time comes from, for those who must ask, and what is said of a clock that is wrong.
//! The trait is implemented by the engine.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::text::Text;

/// Clocks that differ by more than this are a reason to look (rsz-rest 2.3).
const TOLERATED: SignedDuration = SignedDuration::from_secs(30);

/// A source of the present time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Time since a moment that stays the same. Nobody can set it, and it goes on while the
    /// machine sleeps: by it things grow old whatever happens to the time of day.
    fn uptime(&self) -> Duration;
}

/// Whether a server's clock that is so far ahead of ours is a reason to look at ours.
pub fn is_off(offset: SignedDuration) -> bool {
    offset.abs() > TOLERATED
}

/// What is said of our clock when the server's is so far ahead of it.
pub fn off(offset: SignedDuration) -> Text {
    let side = if offset.is_positive() {
        "behind"
    } else {
        "ahead"
    };
    Text::new("clock-off")
        .with("side", side)
        .with("span", span(offset.abs().as_secs()))
}

/// Rounded, in symbols that every language has.
fn span(seconds: i64) -> String {
    let rounded = |unit: i64| (seconds + unit / 2) / unit;
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", rounded(60)),
        7_200..172_800 => format!("{} h", rounded(3_600)),
        _ => format!("{} d", rounded(86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_told_of_with_its_side() {
        for (seconds, told) in [
            (30, None),
            (-30, None),
            (31, Some(("behind", "31 s"))),
            (-31, Some(("ahead", "31 s"))),
            (300, Some(("behind", "5 min"))),
            (-299, Some(("ahead", "5 min"))),
            (7_199, Some(("behind", "120 min"))),
            (-7_200, Some(("ahead", "2 h"))),
            (400_000, Some(("behind", "5 d"))),
        ] {
            let offset = SignedDuration::from_secs(seconds);
            let said = is_off(offset).then(|| off(offset));
            let expected = told
                .map(|(side, span)| Text::new("clock-off").with("side", side).with("span", span));
            assert_eq!(said, expected, "{seconds}");
        }
    }
}
