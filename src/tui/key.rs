//! Our own spelling of what comes from the terminal. Knows no terminal library.
//!
//! One key has one spelling: a capital letter is its character and never
//! "shift and the small one", shift-tab is `Tab` with shift, releases are gone.

use std::fmt;

/// What the terminal can tell the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With control.
    pub ctrl: bool,
    /// With alt.
    pub alt: bool,
    /// With shift; always false for characters, which carry their case.
    pub shift: bool,
}

/// The keys that the console listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, capital or small as it was typed.
    Char(char),
    /// A function key by number.
    Function(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character.
    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// A character with control.
    pub const fn ctrl(character: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(character)
        }
    }

    /// A named key with shift.
    pub const fn shift(code: Code) -> Self {
        Self {
            shift: true,
            ..Self::plain(code)
        }
    }

    /// The character that this key types into a field, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

/// The spelling of footer, help and documentation: `ctrl-p`, `shift-tab`, `enter`.
impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            Code::Char(' ') => "space".to_owned(),
            Code::Char(character) => character.to_string(),
            Code::Function(number) => format!("f{number}"),
            Code::Enter => "enter".to_owned(),
            Code::Esc => "esc".to_owned(),
            Code::Tab => "tab".to_owned(),
            Code::Backspace => "backspace".to_owned(),
            Code::Delete => "del".to_owned(),
            Code::Left => "left".to_owned(),
            Code::Right => "right".to_owned(),
            Code::Up => "up".to_owned(),
            Code::Down => "down".to_owned(),
            Code::Home => "home".to_owned(),
            Code::End => "end".to_owned(),
            Code::PageUp => "pgup".to_owned(),
            Code::PageDown => "pgdn".to_owned(),
        };
        let ctrl = if self.ctrl { "ctrl-" } else { "" };
        let alt = if self.alt { "alt-" } else { "" };
        let shift = if self.shift { "shift-" } else { "" };
        formatter.pad(&format!("{ctrl}{alt}{shift}{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_spelled_as_people_write_them() {
        for (key, spelling) in [
            (Key::ctrl('p'), "ctrl-p"),
            (Key::shift(Code::Tab), "shift-tab"),
            (Key::char('R'), "R"),
            (Key::char(' '), "space"),
            (Key::plain(Code::Function(1)), "f1"),
        ] {
            assert_eq!(key.to_string(), spelling);
        }
    }

    #[test]
    fn only_plain_characters_are_typed() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::ctrl('p').typed(), None);
        assert_eq!(Key::plain(Code::Enter).typed(), None);
    }
}
