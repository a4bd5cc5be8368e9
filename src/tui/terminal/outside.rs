//! What goes to the operator's own machine by way of the terminal: clipboard, bell, notices, title.

use std::fmt::Write as _;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::domain::untrusted::is_plain;
use crate::tui::ability::{Ability, Between};
use crate::tui::msg::Notice;

/// Keeps the window's title, and gives it back (XTWINOPS 22 and 23, for the title only).
pub(super) const KEEP_TITLE: &str = "\x1b[22;2t";
pub(super) const TITLE_BACK: &str = "\x1b[23;2t";

/// Letters of a notice or a title, at most.
const LETTERS: usize = 120;
/// Bytes that GNU screen passes on in one piece.
const PIECE: usize = 240;

/// What puts a text on the clipboard (OSC 52).
pub(super) fn clipboard(text: &str, ability: Ability) -> String {
    let mut sequence = String::new();
    // Writing to a String cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    let wrapped = passed_on(&sequence, ability.between);
    if ability.between == Between::Tmux {
        // tmux takes it itself or lets it through, as it is set up: with neither nothing helps.
        return sequence + &wrapped;
    }
    wrapped
}

/// What tells of an event, as far as the terminal knows how.
pub(super) fn notice(notice: &Notice, ability: Ability) -> String {
    // Writing to a String cannot fail.
    let mut told = String::new();
    if let Some(title) = notice.title.as_deref().filter(|_| !ability.old) {
        // tmux and screen have titles of their own for it.
        let _ = write!(told, "\x1b]2;{}\x07", harmless(title));
    }
    if let Some(words) = notice.desktop.as_deref().filter(|_| !ability.old) {
        let sequence = format!("\x1b]9;{}\x07", harmless(words));
        told += &passed_on(&sequence, ability.between);
    }
    if notice.bell {
        told.push('\x07');
    }
    told
}

/// Nothing that ends a sequence or begins one, or is not seen.
fn harmless(words: &str) -> String {
    words
        .chars()
        .filter(|letter| is_plain(*letter))
        .take(LETTERS)
        .collect()
}

/// A sequence for the terminal behind whoever stands between.
fn passed_on(sequence: &str, between: Between) -> String {
    match between {
        Between::Nothing => sequence.to_owned(),
        Between::Tmux => {
            let doubled = sequence.replace('\x1b', "\x1b\x1b");
            format!("\x1bPtmux;{doubled}\x1b\\")
        }
        Between::Screen => {
            // It ends at the first string terminator: a bell ends the inner sequence as well.
            let inner = sequence.replace("\x1b\\", "\x07");
            let mut passed = String::with_capacity(inner.len() + inner.len() / 32);
            let mut left = inner.as_str();
            while !left.is_empty() {
                let (piece, rest) = left.split_at(piece_end(left));
                passed += "\x1bP";
                passed += piece;
                passed += "\x1b\\";
                left = rest;
            }
            passed
        }
    }
}

/// Where a piece may end: never inside a letter.
fn piece_end(text: &str) -> usize {
    text.floor_char_boundary(PIECE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(between: Between) -> Ability {
        Ability {
            between,
            ..Ability::default()
        }
    }

    fn event(words: &str) -> Notice {
        Notice {
            bell: true,
            desktop: Some(words.to_owned()),
            title: Some("dimonitor (3!)".to_owned()),
        }
    }

    #[test]
    fn an_event_is_told_in_the_terminals_own_way() {
        let title = "\x1b]2;dimonitor (3!)\x07";
        for (name, ability, told) in [
            (
                "a terminal",
                behind(Between::Nothing),
                format!("{title}\x1b]9;2 refused\x07\x07"),
            ),
            (
                "through tmux",
                behind(Between::Tmux),
                format!("{title}\x1bPtmux;\x1b\x1b]9;2 refused\x07\x1b\\\x07"),
            ),
            (
                "through screen",
                behind(Between::Screen),
                format!("{title}\x1bP\x1b]9;2 refused\x07\x1b\\\x07"),
            ),
            (
                "an old terminal",
                Ability {
                    old: true,
                    ..Ability::default()
                },
                "\x07".to_owned(),
            ),
        ] {
            assert_eq!(notice(&event("2 refused"), ability), told, "{name}");
        }
        assert_eq!(notice(&Notice::default(), Ability::default()), "");
    }

    #[test]
    fn words_of_an_event_cannot_end_it() {
        let told = notice(&event("a\x07\x1b]52;c;eA\x07\u{9c}b"), Ability::default());
        assert!(told.contains("\x1b]9;a]52;c;eAb\x07"), "{told:?}");
        let long = notice(&event(&"x".repeat(10_000)), Ability::default());
        assert!(long.len() < 300);
    }

    #[test]
    fn the_clipboard_is_reached_through_whoever_stands_between() {
        let plain = clipboard("hello", behind(Between::Nothing));
        assert_eq!(plain, "\x1b]52;c;aGVsbG8=\x1b\\");
        let tmux = clipboard("hello", behind(Between::Tmux));
        let wrapped = "\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\";
        assert_eq!(tmux, format!("{plain}{wrapped}"));
    }

    #[test]
    fn screen_gets_long_texts_in_pieces() {
        let passed = clipboard(&"long ".repeat(400), behind(Between::Screen));
        let pieces: Vec<_> = passed
            .split("\x1bP")
            .skip(1)
            .map(|piece| piece.strip_suffix("\x1b\\").expect("each is ended"))
            .collect();
        assert!(pieces.len() > 5 && pieces.iter().all(|piece| piece.len() <= PIECE));
        let whole = pieces.concat();
        assert!(whole.starts_with("\x1b]52;c;") && whole.ends_with('\x07'));
        assert!(!whole.contains("\x1b\\"));
    }
}
