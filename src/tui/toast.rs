//! Short notices above the footer. Good news leaves by itself; trouble stays until
//! it is dismissed. Every notice is also kept for the log.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use crate::domain::report::{LogLevel, LogLine};
use crate::domain::untrusted::Untrusted;

/// How long good news stays.
const STAYS: SignedDuration = SignedDuration::from_secs(5);
/// Notices shown at once; older ones are in the log.
const SHOWN: usize = 3;
/// Notices kept for the log.
const KEPT: usize = 200;

/// A notice.
#[derive(Debug, Clone)]
pub struct Toast {
    /// How grave.
    pub level: LogLevel,
    /// What happened, and what to do.
    pub lines: Vec<String>,
    until: Option<Timestamp>,
}

/// The notices on screen and those kept for the log.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: VecDeque<Toast>,
    log: VecDeque<LogLine>,
}

impl Toasts {
    /// Shows a notice. Info leaves by itself, everything graver stays.
    pub fn show(&mut self, level: LogLevel, lines: Vec<String>, now: Timestamp) {
        self.log.push_back(LogLine {
            at: now,
            level,
            target: "console".to_owned(),
            message: Untrusted::new(lines.join(" · ")),
        });
        if self.log.len() > KEPT {
            self.log.pop_front();
        }
        // The same trouble again is one notice.
        self.shown.retain(|toast| toast.lines != lines);
        let until = (level >= LogLevel::Info).then(|| now.saturating_add(STAYS).unwrap_or(now));
        self.shown.push_back(Toast {
            level,
            lines,
            until,
        });
        if self.shown.len() > SHOWN {
            self.shown.pop_front();
        }
    }

    /// Whether one of them stays until it is dismissed.
    pub fn has_trouble(&self) -> bool {
        self.shown.iter().any(|toast| toast.until.is_none())
    }

    /// Takes the newest notice away that does not leave by itself; whether there was one.
    pub fn dismiss(&mut self) -> bool {
        let newest = self.shown.iter().rposition(|toast| toast.until.is_none());
        newest.and_then(|place| self.shown.remove(place)).is_some()
    }

    /// Takes all notices away: they were read out.
    pub fn clear(&mut self) {
        self.shown.clear();
    }

    /// Takes away what has been shown long enough.
    pub fn tick(&mut self, now: Timestamp) {
        self.shown
            .retain(|toast| toast.until.is_none_or(|until| now < until));
    }

    /// The notices on screen, oldest first.
    pub fn shown(&self) -> impl Iterator<Item = &Toast> {
        self.shown.iter()
    }

    /// Whether one of them will leave by itself.
    pub fn is_counting(&self) -> bool {
        self.shown.iter().any(|toast| toast.until.is_some())
    }

    /// The notices kept for the log, oldest first.
    pub fn log(&self) -> impl Iterator<Item = &LogLine> {
        self.log.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    #[test]
    fn good_news_leaves_and_trouble_stays() {
        let mut toasts = Toasts::default();
        toasts.show(LogLevel::Info, vec!["fine".into()], at(0));
        toasts.show(LogLevel::Error, vec!["broken".into()], at(0));
        assert!(toasts.is_counting());
        toasts.tick(at(6));
        let left: Vec<_> = toasts
            .shown()
            .map(|toast| toast.lines[0].as_str())
            .collect();
        assert_eq!(left, ["broken"]);
        assert!(!toasts.is_counting());
        assert!(toasts.dismiss());
        assert!(!toasts.dismiss());
        assert_eq!(toasts.log().count(), 2);
    }

    #[test]
    fn the_same_trouble_again_is_one_notice() {
        let mut toasts = Toasts::default();
        for second in 0..10 {
            toasts.show(LogLevel::Error, vec!["broken".into()], at(second));
        }
        assert_eq!(toasts.shown().count(), 1);
    }
}
