//! What may stand in one column, as a number: pictures of numbers are small and quick to compare.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::untrusted::{Untrusted, is_plain};
use crate::tui::format;
use crate::tui::paint::stands_alone;

/// A letter with more marks than any language puts on one has more characters than this.
const MANY_MARKS: usize = 5;

/// So many letters of several characters are known by heart; then all are forgotten.
const KNOWN: usize = 4_096;

/// A character, or the place of a letter that is made of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph(u32);

impl Glyph {
    /// Above it stand the columns.
    const CODE: u32 = (1 << Self::BITS) - 1;
    const BITS: u32 = 24;

    pub(super) const BLANK: Self = Self::new(' ' as u32, 1);

    /// The second column of a wide letter.
    pub(super) const BEHIND: Self = Self::new(Self::CODE, 0);

    /// Something that nobody knows: half of a wide letter that was written over.
    pub(super) const UNKNOWN: Self = Self::new(Self::CODE - 1, 1);

    const fn new(code: u32, columns: u8) -> Self {
        Self(u32::from_be_bytes([columns, 0, 0, 0]) | code)
    }

    fn code(self) -> u32 {
        self.0 & Self::CODE
    }

    /// Columns that it takes; none behind a wide letter.
    pub(super) fn columns(self) -> u16 {
        let [columns, ..] = self.0.to_be_bytes();
        columns.into()
    }

    /// The character, if it is only one.
    pub(super) fn character(self) -> Option<char> {
        char::from_u32(self.code())
    }

    /// Whether it is one byte.
    pub(super) fn is_ascii(self) -> bool {
        self.code() < 0x80
    }

    /// Another number for each.
    pub(super) fn number(self) -> u64 {
        self.0.into()
    }

    /// Whether every terminal moves as many columns for it as we count.
    pub(super) fn is_sure(self) -> bool {
        self.character().is_some_and(|character| {
            matches!(
                character,
                ' '..='~'
                    | '\u{a1}'..='\u{ac}'
                    | '\u{ae}'..='\u{2ff}'
                    | '\u{370}'..='\u{482}'
                    | '\u{48a}'..='\u{52f}'
                    | '\u{2010}'..='\u{2027}'
                    | '\u{2030}'..='\u{205e}'
                    | '\u{20a0}'..='\u{20bf}'
                    | '\u{2190}'..='\u{2319}'
                    | '\u{2400}'..='\u{24ff}'
                    | '\u{2500}'..='\u{25fc}'
                    | '\u{2713}'..='\u{2718}'
                    | '\u{3041}'..='\u{3096}'
                    | '\u{30a0}'..='\u{30ff}'
                    | '\u{4e00}'..='\u{9fff}'
                    | '\u{ac00}'..='\u{d7a3}'
            )
        })
    }
}

/// The letters of several characters that are on the screen, or were.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    known: Vec<Rc<str>>,
    places: HashMap<Rc<str>, u32>,
}

impl Glyphs {
    /// Letters of several characters begin here: above every character.
    const FIRST: u32 = 1 << (Glyph::BITS - 1);

    /// What a terminal can show of a symbol.
    pub(super) fn of(&mut self, symbol: &str) -> Glyph {
        if let [letter @ b' '..=b'~'] = symbol.as_bytes() {
            return Glyph::new(u32::from(*letter), 1);
        }
        self.unusual(symbol)
    }

    fn unusual(&mut self, symbol: &str) -> Glyph {
        if symbol == "\u{a0}" || symbol.is_empty() {
            return Glyph::BLANK;
        }
        let mut characters = symbol.chars();
        if let (Some(character), None) = (characters.next(), characters.next())
            && stands_alone(character)
        {
            return Glyph::new(u32::from(character), 1);
        }
        if !symbol.chars().all(is_plain) {
            return self.as_it_is(&covered(symbol));
        }
        if symbol.chars().nth(MANY_MARKS).is_some() {
            let cut = Untrusted::new(symbol).shown();
            let is_as_wide = columns_of(&cut) == columns_of(symbol);
            return self.as_it_is(&if is_as_wide { cut } else { covered(symbol) });
        }
        self.as_it_is(symbol)
    }

    fn as_it_is(&mut self, symbol: &str) -> Glyph {
        let mut characters = symbol.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(character), None) => u32::from(character),
            _ => self.place(symbol),
        };
        Glyph::new(code, columns_of(symbol))
    }

    fn place(&mut self, symbol: &str) -> u32 {
        if let Some(place) = self.places.get(symbol) {
            return *place;
        }
        let symbol: Rc<str> = symbol.into();
        let next = u32::try_from(self.known.len()).unwrap_or(0);
        let place = Self::FIRST | next;
        self.known.push(Rc::clone(&symbol));
        self.places.insert(symbol, place);
        place
    }

    /// Whether it is time to forget: no picture may hold a glyph then.
    pub(super) fn are_many(&self) -> bool {
        self.known.len() > KNOWN
    }

    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Writes a glyph.
    pub(super) fn write(&self, glyph: Glyph, out: &mut Vec<u8>) {
        if let Some(character) = glyph.character() {
            let mut bytes = [0; 4];
            out.extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
        } else {
            let place = usize::try_from(glyph.code() & !Self::FIRST).ok();
            let symbol = place.and_then(|place| self.known.get(place));
            out.extend_from_slice(symbol.map_or(b" ", |symbol| symbol.as_bytes()));
        }
    }
}

/// Columns of a symbol; at least one.
fn columns_of(symbol: &str) -> u8 {
    u8::try_from(format::width(symbol)).unwrap_or(1).max(1)
}

/// What stands for something foreign: as wide, as the columns behind it are taken.
fn covered(symbol: &str) -> String {
    "?".repeat(usize::from(columns_of(symbol)))
}
