//! The latest log lines in memory, for the Log screen.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::domain::report::LogLine;

/// Lines kept.
const CAPACITY: usize = 2_000;

/// The latest 2,000 lines; clones share them.
#[derive(Debug, Clone)]
pub struct LogRing {
    lines: Arc<Mutex<VecDeque<LogLine>>>,
    revision: watch::Sender<u64>,
}

impl Default for LogRing {
    fn default() -> Self {
        Self {
            lines: Arc::default(),
            revision: watch::Sender::new(0),
        }
    }
}

impl LogRing {
    /// The lines, oldest first.
    pub fn lines(&self) -> Vec<LogLine> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().cloned().collect()
    }

    /// How many lines were ever written.
    pub fn revision(&self) -> u64 {
        *self.revision.borrow()
    }

    /// Tells of every new line.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    pub(super) fn push(&self, line: LogLine) {
        {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() == CAPACITY {
                lines.pop_front();
            }
            lines.push_back(line);
        }
        self.revision.send_modify(|revision| *revision += 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::LogLevel;
    use jiff::Timestamp;

    #[test]
    fn the_oldest_lines_make_room_and_watchers_are_told() {
        let ring = LogRing::default();
        let watcher = ring.watch();
        for second in 0..2_005 {
            ring.push(LogLine {
                at: Timestamp::from_second(second).expect("in range"),
                level: LogLevel::Info,
                target: "dimonitor".to_owned(),
                message: "line".into(),
            });
        }
        let lines = ring.lines();
        assert_eq!(lines.len(), CAPACITY);
        assert_eq!(lines[0].at.as_second(), 5);
        assert_eq!(ring.revision(), 2_005);
        assert!(watcher.has_changed().expect("the ring lives"));
    }
}
