//! How entries of the journal stand in the log of the console.

use crate::domain::actor::Actor;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::domain::report::{JournalEntry, LogLevel, LogLine};
use crate::domain::untrusted::Untrusted;

/// An entry of the journal in the words of the journal, as the log has those of the program.
pub(super) fn line(entry: &JournalEntry) -> LogLine {
    let mut words = Vec::new();
    if let Some(id) = entry.submission {
        words.push(format!("{id}:"));
    }
    words.push(entry.event.clone());
    match (entry.from, entry.to) {
        (Some(from), Some(to)) if from != to => {
            words.push(format!("{} → {}", from.as_str(), to.as_str()));
        }
        (_, Some(to)) => words.push(to.as_str().to_owned()),
        _ => {}
    }
    words.push(format!("({})", Actor::read(&entry.actor).shown()));
    words.extend(entry.reason.as_ref().map(|reason| reason.raw().to_owned()));
    LogLine {
        at: entry.at,
        level: match entry.to {
            Some(StateKind::InDoubt | StateKind::Refused | StateKind::Rejected) => LogLevel::Warn,
            _ => LogLevel::Info,
        },
        target: "journal".to_owned(),
        message: Untrusted::new(mask(&words.join(" "))),
    }
}
