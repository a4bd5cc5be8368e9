//! Where a submission stands, as symbol, word and colour: never by colour alone.

use super::env::Env;
use super::theme::Role;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::LogLevel;
use crate::domain::validate::Severity;

/// How one thing is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// On terminals that know Unicode.
    pub symbol: &'static str,
    /// On all others.
    pub ascii: &'static str,
    /// Catalogue key of the word.
    pub word: &'static str,
    /// The colour's meaning.
    pub role: Role,
}

impl Mark {
    const fn new(
        symbol: &'static str,
        ascii: &'static str,
        word: &'static str,
        role: Role,
    ) -> Self {
        Self {
            symbol,
            ascii,
            word,
            role,
        }
    }

    /// The symbol that this terminal can show.
    pub fn glyph(self, env: &Env) -> &'static str {
        if env.ascii { self.ascii } else { self.symbol }
    }

    /// Symbol and word.
    pub fn label(self, env: &Env) -> String {
        format!("{} {}", self.glyph(env), env.words.get(self.word))
    }
}

/// The mark of a state.
pub fn state(state: StateKind) -> Mark {
    use StateKind as S;
    match state {
        S::Draft => Mark::new("·", "-", "tui-state-draft", Role::Dim),
        S::Queued => Mark::new("→", ">", "tui-state-queued", Role::Waiting),
        S::Held => Mark::new("‖", "=", "tui-state-held", Role::Warning),
        S::Sending => Mark::new("↑", "^", "tui-state-sending", Role::Waiting),
        S::InDoubt => Mark::new("?", "?", "tui-state-in-doubt", Role::Doubt),
        S::Submitted => Mark::new("…", ".", "tui-state-submitted", Role::Waiting),
        S::Waiting => Mark::new("⧗", "S", "tui-state-waiting", Role::Waiting),
        S::Accepted => Mark::new("✓", "+", "tui-state-accepted", Role::Good),
        S::AcceptedWarning => Mark::new("▲", "!", "tui-state-accepted-warning", Role::Warning),
        S::Refused => Mark::new("✗", "x", "tui-state-refused", Role::Bad),
        S::Rejected => Mark::new("⊘", "X", "tui-state-rejected", Role::Bad),
        S::NotTaken => Mark::new("∅", "0", "tui-state-not-taken", Role::Bad),
        S::Cancelled => Mark::new("–", "~", "tui-state-cancelled", Role::Dim),
    }
}

/// The mark of a finding beside a field.
pub fn severity(severity: Severity) -> Mark {
    match severity {
        Severity::Error => Mark::new("✗", "x", "tui-severity-error", Role::Bad),
        Severity::Refusal => Mark::new("✗", "X", "tui-severity-refusal", Role::Bad),
        Severity::Warning => Mark::new("▲", "!", "tui-severity-warning", Role::Warning),
        Severity::Advice => Mark::new("·", "-", "tui-severity-advice", Role::Dim),
    }
}

/// The mark of a log line.
pub fn level(level: LogLevel) -> Mark {
    match level {
        LogLevel::Error => Mark::new("✗", "x", "tui-level-error", Role::Bad),
        LogLevel::Warn => Mark::new("▲", "!", "tui-level-warn", Role::Warning),
        LogLevel::Info => Mark::new("·", "-", "tui-level-info", Role::Text),
        LogLevel::Debug => Mark::new(" ", " ", "tui-level-debug", Role::Dim),
    }
}

/// It is in order.
pub const GOOD: Mark = Mark::new("✓", "+", "tui-good", Role::Good);
/// It needs attention soon.
pub const ATTENTION: Mark = Mark::new("▲", "!", "tui-attention", Role::Warning);
/// It needs attention now.
pub const BAD: Mark = Mark::new("✗", "x", "tui-bad", Role::Bad);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::i18n::{Catalogue, Language};

    #[test]
    fn every_state_has_its_own_symbol_and_a_word_in_both_languages() {
        for language in [Language::En, Language::Nl] {
            let words = Catalogue::new(language);
            let mut seen = BTreeSet::new();
            for &kind in StateKind::ALL {
                let mark = state(kind);
                assert!(seen.insert(mark.symbol), "{} is used twice", mark.symbol);
                assert!(seen.insert(mark.ascii) || mark.symbol == mark.ascii);
                assert!(mark.ascii.is_ascii());
                assert!(words.has(mark.word), "{}", mark.word);
            }
        }
    }

    #[test]
    fn severities_and_levels_have_words() {
        let words = Catalogue::new(Language::En);
        let marks = [
            severity(Severity::Error),
            severity(Severity::Refusal),
            severity(Severity::Warning),
            severity(Severity::Advice),
            level(LogLevel::Error),
            level(LogLevel::Warn),
            level(LogLevel::Info),
            level(LogLevel::Debug),
            GOOD,
            ATTENTION,
            BAD,
        ];
        for mark in marks {
            assert!(words.has(mark.word), "{}", mark.word);
        }
    }
}
