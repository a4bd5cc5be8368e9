//! Text that is not ours: server answers, certificates, files, names.
//!
//! A terminal obeys escape codes wherever they come from, and bidirectional
//! marks make a name read as another. So such text has no `Display`: the only
//! way out to a screen is [`Untrusted::shown`], which spells every character
//! that is not plain text as a visible escape.

mod classes;

use std::borrow::Cow;
use std::fmt::Write as _;

use classes::{MARKS, UNASSIGNED, within};
use serde::{Deserialize, Serialize};

/// At most this many combining marks are shown on one character.
const MARKS_SHOWN: usize = 4;

/// Text from outside, kept exactly as it came.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Untrusted(String);

impl Untrusted {
    /// Wraps text from outside.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The bytes as they came: for storing and comparing, never for showing.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a person may see: every control, bidirectional, invisible or
    /// unassigned-looking character as `\u{…}`, long runs of combining marks cut.
    pub fn shown(&self) -> String {
        if self.0.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return self.0.clone();
        }
        let mut shown = String::with_capacity(self.0.len());
        let mut marks = 0;
        for character in self.0.chars() {
            marks = if is_combining(character) {
                marks + 1
            } else {
                0
            };
            if marks > MARKS_SHOWN {
                continue;
            }
            // A mark with nothing before it would be drawn on what stands before the text.
            if is_plain(character) && !(marks > 0 && shown.is_empty()) {
                shown.push(character);
            } else {
                // Writing to a String cannot fail.
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
            }
        }
        shown
    }
}

impl std::fmt::Debug for Untrusted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Untrusted({:?})", self.shown())
    }
}

impl From<String> for Untrusted {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Untrusted {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A cell that no spreadsheet takes for a formula.
pub fn defused(cell: &str) -> String {
    let begins = |first| begins_formula(first) || matches!(first, '\t' | '\r' | '\n');
    if cell.trim_start_matches('\'').starts_with(begins) {
        return format!("'{cell}");
    }
    cell.to_owned()
}

/// Whether a spreadsheet takes a cell that begins so for a formula; the wide ones are turned into
/// the others on some.
pub fn begins_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// JSON in which no character can be obeyed by a terminal. What is escaped can only
/// stand inside a string, where `\uXXXX` means the same character.
pub fn json_escaped(json: &str) -> String {
    if json.chars().all(is_plain) {
        return json.to_owned();
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    let mut units = [0; 2];
    for character in json.chars() {
        if is_plain(character) {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// Whether a terminal shows this character as itself and nothing else.
pub fn is_plain(character: char) -> bool {
    if matches!(character, ' '..='~') || cfg!(feature = "mutant-raw-names") {
        return true;
    }
    if character.is_control() || is_without_ink(u32::from(character)) {
        return false;
    }
    !within(&UNASSIGNED, character)
}

/// Invisible, or only telling how others are shown (Cf and the default ignorable ones); private
/// use, and what is never a character.
fn is_without_ink(character: u32) -> bool {
    matches!(character,
        0x00AD | 0x034F | 0x061C             // soft hyphen, grapheme joiner, Arabic mark
        | 0x0600..=0x0605 | 0x06DD | 0x070F  // number signs that reach around what follows
        | 0x0890 | 0x0891 | 0x08E2 | 0x1_10BD | 0x1_10CD
        | 0x115F | 0x1160 | 0x3164 | 0xFFA0  // Hangul fillers: blank but wide
        | 0x17B4 | 0x17B5 | 0x180B..=0x180F  // Khmer and Mongolian ones without a shape
        | 0x200B..=0x200F                    // zero-width and direction marks
        | 0x2028..=0x202E                    // line and paragraph separators, direction embeddings
        | 0x2060..=0x206F                    // invisible operators, direction isolates
        | 0x2800                             // Braille without a dot
        | 0xFE00..=0xFE0F                    // variation selectors
        | 0xFEFF | 0xFFF0..=0xFFFB           // byte-order mark, interlinear annotation
        | 0xE000..=0xF8FF                    // private use
        | 0xFDD0..=0xFDEF                    // never characters
        | 0x1_3430..=0x1_343F                // how hieroglyphs are joined
        | 0x1_BCA0..=0x1_BCA3                // shorthand format controls
        | 0x1_D173..=0x1_D17A                // musical format controls
        | 0xE_0000..=0x10_FFFF               // tags, variation selectors, private planes
    ) || character & 0xFFFE == 0xFFFE
}

fn is_combining(character: char) -> bool {
    character >= '\u{300}' && within(&MARKS, character)
}

/// A text of which most is our own, safe to show: foreign characters that were forgotten are
/// spelled out, line ends stay.
pub fn made_safe(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .all(|letter| letter == '\n' || is_plain(letter))
    {
        return Cow::Borrowed(text);
    }
    let lines = text.split('\n').map(|line| Untrusted::new(line).shown());
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_spelled_out() {
        for (name, text, shown) in [
            ("plain text stays", "Noël Șandru 李", "Noël Șandru 李"),
            ("escape sequence", "a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("right-to-left override", "a\u{202e}b", "a\\u{202e}b"),
            ("zero-width space", "a\u{200b}b", "a\\u{200b}b"),
            ("tag character", "a\u{e0041}b", "a\\u{e0041}b"),
            ("eight-bit control", "a\u{9b}b", "a\\u{9b}b"),
            ("newline", "a\nb", "a\\u{a}b"),
            ("a mark on nothing", "\u{301}a", "\\u{301}a"),
            ("not assigned", "a\u{378}b", "a\\u{378}b"),
            ("never a character", "a\u{1fffe}b", "a\\u{1fffe}b"),
            ("joined hieroglyphs", "a\u{13431}b", "a\\u{13431}b"),
            (
                "other scripts stay",
                "ｱ ไทย한국어 ӁӒ ۱ 𝒳 🦀",
                "ｱ ไทย한국어 ӁӒ ۱ 𝒳 🦀",
            ),
        ] {
            assert_eq!(Untrusted::new(text).shown(), shown, "{name}");
        }
    }

    #[test]
    fn long_runs_of_combining_marks_are_cut() {
        let zalgo = format!("e{}x", "\u{301}".repeat(50));
        assert_eq!(
            Untrusted::new(zalgo).shown(),
            format!("e{}x", "\u{301}".repeat(MARKS_SHOWN))
        );
    }

    #[test]
    fn our_own_text_stays_as_it_is() {
        let own = "Zoë: \"a\"\n  b";
        assert!(matches!(made_safe(own), Cow::Borrowed(same) if same == own));
        assert_eq!(made_safe("a\u{9b}m\nb\u{202e}"), "a\\u{9b}m\nb\\u{202e}");
    }

    #[test]
    fn the_classes_are_sorted_pairs() {
        for table in [&UNASSIGNED[..], &MARKS] {
            assert_eq!(table.len() % 2, 0);
            assert!(table.is_sorted_by(|one, next| one < next));
        }
    }

    #[test]
    fn json_on_a_terminal_holds_no_character_that_it_would_obey() {
        let hostile = "a\u{1b}]0;x\u{7}\u{202e}\u{9b}\u{e0041}é李";
        let line = json_escaped(&serde_json::to_string(hostile).expect("a string"));
        assert!(line.chars().all(is_plain), "{line}");
        let back: String = serde_json::from_str(&line).expect("still JSON");
        assert_eq!(back, hostile);
    }
}
