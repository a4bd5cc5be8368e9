//! Our own spelling of what comes from the terminal. Knows no terminal library.
//!
//! One key has one spelling: a capital letter is its character and never
//! "shift and the small one", shift-tab is `Tab` with shift, releases are gone.

use std::fmt;
use std::str::FromStr;

/// What the terminal can tell the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
}

/// Something that the mouse did, and where; the top left cell is 0, 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub what: Gesture,
    /// In this column.
    pub column: u16,
    /// In this row.
    pub row: u16,
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The left button went down.
    Click,
    /// The wheel turned, by so many steps; down is positive.
    Wheel(i16),
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

/// The text spells no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKey;

/// Reads the spelling of [`Key`]'s `Display`. Case counts in characters only.
impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(spelling: &str) -> Result<Self, NotAKey> {
        let mut key = Self::char(' ');
        let mut name = spelling;
        while let Some((modifier, rest)) = modifier(name) {
            let flag = match modifier {
                Modifier::Ctrl => &mut key.ctrl,
                Modifier::Alt => &mut key.alt,
                Modifier::Shift => &mut key.shift,
            };
            if std::mem::replace(flag, true) {
                return Err(NotAKey);
            }
            name = rest;
        }
        key.code = code(name).ok_or(NotAKey)?;
        if let Code::Char(character) = key.code {
            key.code = Code::Char(key.cased(character)?);
            key.shift = false;
        }
        Ok(key)
    }
}

#[derive(Clone, Copy)]
enum Modifier {
    Ctrl,
    Alt,
    Shift,
}

/// The modifier at the beginning, if something follows it.
fn modifier(name: &str) -> Option<(Modifier, &str)> {
    [
        ("ctrl-", Modifier::Ctrl),
        ("alt-", Modifier::Alt),
        ("shift-", Modifier::Shift),
    ]
    .into_iter()
    .find_map(|(prefix, modifier)| {
        let (head, rest) = name.split_at_checked(prefix.len())?;
        (head.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some((modifier, rest))
    })
}

fn code(name: &str) -> Option<Code> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return (!character.is_control() && !character.is_whitespace())
            .then_some(Code::Char(character));
    }
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "space" => Code::Char(' '),
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "backspace" => Code::Backspace,
        "del" => Code::Delete,
        "left" => Code::Left,
        "right" => Code::Right,
        "up" => Code::Up,
        "down" => Code::Down,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        _ => {
            let number = name.strip_prefix('f')?;
            let plain = !number.starts_with(['0', '+']);
            Code::Function(number.parse().ok().filter(|_| plain)?)
        }
    })
}

impl Key {
    /// The case in which a terminal reports a character with these modifiers.
    fn cased(self, character: char) -> Result<char, NotAKey> {
        if self.ctrl {
            // Terminals send no case with control.
            return (!self.shift)
                .then_some(character.to_ascii_lowercase())
                .ok_or(NotAKey);
        }
        if !self.shift {
            return Ok(character);
        }
        let mut capital = character.to_uppercase();
        match (capital.next(), capital.next()) {
            (Some(capital), None) if capital != character => Ok(capital),
            _ => Err(NotAKey),
        }
    }

    /// The key whose bytes a terminal sends for this one, where it has none of its own.
    pub fn heard_as(self) -> Option<Self> {
        let plain = match self.code {
            Code::Char('h') => Code::Backspace,
            Code::Char('i') => Code::Tab,
            Code::Char('j' | 'm') => Code::Enter,
            Code::Char('[') => Code::Esc,
            _ => return None,
        };
        self.ctrl.then_some(Self {
            code: plain,
            ctrl: false,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let named = prop::sample::select(vec![
            Code::Enter,
            Code::Esc,
            Code::Tab,
            Code::Backspace,
            Code::Delete,
            Code::Left,
            Code::Right,
            Code::Up,
            Code::Down,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
        ]);
        let character =
            any::<char>().prop_filter("can be typed", |it| !it.is_control() && !it.is_whitespace());
        let modifiers = (any::<bool>(), any::<bool>(), any::<bool>());
        prop_oneof![
            (named, modifiers).prop_map(|(code, (ctrl, alt, shift))| Key {
                code,
                ctrl,
                alt,
                shift
            }),
            (1..=u8::MAX, modifiers).prop_map(|(number, (ctrl, alt, shift))| Key {
                code: Code::Function(number),
                ctrl,
                alt,
                shift,
            }),
            (prop_oneof![character, Just(' ')], modifiers).prop_map(
                |(character, (ctrl, alt, _))| {
                    let character = if ctrl {
                        character.to_ascii_lowercase()
                    } else {
                        character
                    };
                    Key {
                        code: Code::Char(character),
                        ctrl,
                        alt,
                        shift: false,
                    }
                }
            ),
        ]
    }

    proptest! {
        #[test]
        fn what_is_spelled_can_be_read(key in any_key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn no_text_makes_the_reader_fall(text in "\\PC{0,12}") {
            if let Ok(key) = text.parse::<Key>() {
                prop_assert_eq!(key.to_string().parse(), Ok(key));
            }
        }
    }

    #[test]
    fn people_may_be_lax_about_case_and_shift() {
        for (spelling, expected) in [
            ("Ctrl-P", Ok(Key::ctrl('p'))),
            ("shift-r", Ok(Key::char('R'))),
            ("F3", Ok(Key::plain(Code::Function(3)))),
            ("-", Ok(Key::char('-'))),
            ("ctrl--", Ok(Key::ctrl('-'))),
            ("ß", Ok(Key::char('ß'))),
            ("shift-ß", Err(NotAKey)),
            ("shift-R", Err(NotAKey)),
            ("ctrl-", Err(NotAKey)),
            ("ctrl-ctrl-p", Err(NotAKey)),
            ("ctrl-shift-p", Err(NotAKey)),
            ("ctrl+p", Err(NotAKey)),
            ("f0", Err(NotAKey)),
            ("f03", Err(NotAKey)),
            ("f256", Err(NotAKey)),
            ("", Err(NotAKey)),
            (" ", Err(NotAKey)),
            ("\u{1b}", Err(NotAKey)),
        ] {
            assert_eq!(spelling.parse(), expected, "{spelling:?}");
        }
    }

    #[test]
    fn what_a_terminal_cannot_tell_is_known() {
        assert_eq!(Key::ctrl('m').heard_as(), Some(Key::plain(Code::Enter)));
        assert_eq!(Key::char('m').heard_as(), None);
        assert_eq!(Key::ctrl('p').heard_as(), None);
    }

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
