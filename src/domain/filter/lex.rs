//! A line as terms, each character with its place and with whether it may be a sign of the
//! language: what stands in quotes or behind a backslash is only itself.

use std::ops::Range;

/// What a backslash outside quotes takes the meaning from, blanks aside.
const SIGNS: &str = "!:\",@\\";

/// A character and where it stands.
#[derive(Debug, Clone, Copy)]
struct Sign {
    at: usize,
    character: char,
    bare: bool,
}

/// What stands between two blanks.
#[derive(Debug)]
pub(super) struct Term {
    signs: Vec<Sign>,
    span: Range<usize>,
}

impl Term {
    /// The whole of it.
    pub(super) fn piece(&self) -> Piece<'_> {
        Piece {
            signs: &self.signs,
            span: self.span.clone(),
        }
    }
}

/// A part of a term. Its place has the quotes and backslashes in it, its text has not.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    signs: &'a [Sign],
    /// Where it stands in the line, in bytes.
    pub(super) span: Range<usize>,
}

impl Piece<'_> {
    /// What it says.
    pub(super) fn text(&self) -> String {
        self.signs.iter().map(|sign| sign.character).collect()
    }

    /// What it says before this place of the line.
    pub(super) fn text_before(&self, place: usize) -> String {
        let before = self.signs.iter().take_while(|sign| sign.at < place);
        before.map(|sign| sign.character).collect()
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// The rest behind this sign, when it begins with it.
    pub(super) fn behind(&self, wanted: char) -> Option<Self> {
        let (first, rest) = self.signs.split_first()?;
        (first.bare && first.character == wanted).then(|| Self {
            signs: rest,
            span: first.at + wanted.len_utf8()..self.span.end,
        })
    }

    /// The rest behind any number of exclamation marks, and whether their number is odd.
    pub(super) fn behind_nots(&self) -> (bool, Self) {
        let (mut not, mut rest) = (false, self.clone());
        while let Some(behind) = rest.behind('!') {
            (not, rest) = (!not, behind);
        }
        (not, rest)
    }

    /// Key and value, when it has the look of such: letters and a colon.
    pub(super) fn key_and_value(&self) -> Option<(Self, Self)> {
        let colon = self.place_of(':')?;
        let is_letter = |sign: &Sign| sign.bare && sign.character.is_ascii_alphabetic();
        (colon > 0 && self.signs[..colon].iter().all(is_letter)).then(|| self.cut(colon))
    }

    /// The parts between commas.
    pub(super) fn items(&self) -> Vec<Self> {
        let (mut items, mut rest) = (Vec::new(), self.clone());
        while let Some(comma) = rest.place_of(',') {
            let (item, behind) = rest.cut(comma);
            items.push(item);
            rest = behind;
        }
        items.push(rest);
        items
    }

    fn place_of(&self, wanted: char) -> Option<usize> {
        let is_wanted = |sign: &Sign| sign.bare && sign.character == wanted;
        self.signs.iter().position(is_wanted)
    }

    /// What stands before a sign, and what behind it.
    fn cut(&self, place: usize) -> (Self, Self) {
        let sign = self.signs[place];
        let before = Self {
            signs: &self.signs[..place],
            span: self.span.start..sign.at,
        };
        let behind = Self {
            signs: &self.signs[place + 1..],
            span: sign.at + sign.character.len_utf8()..self.span.end,
        };
        (before, behind)
    }
}

/// Splits at blanks outside quotes. A quote that is still open ends with the line.
pub(super) fn terms(line: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut signs: Vec<Sign> = Vec::new();
    let (mut begun, mut quoted) = (None, false);
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        if character.is_whitespace() && !quoted {
            if let Some(start) = begun.take() {
                let signs = std::mem::take(&mut signs);
                let span = start..at;
                terms.push(Term { signs, span });
            }
            continue;
        }
        begun.get_or_insert(at);
        if character == '\\' && next.is_some_and(|next| is_escaped(next, quoted)) {
            if let Some((_, character)) = characters.next() {
                let bare = false;
                signs.push(Sign {
                    at,
                    character,
                    bare,
                });
            }
        } else if character == '"' {
            quoted = !quoted;
        } else {
            let bare = !quoted;
            signs.push(Sign {
                at,
                character,
                bare,
            });
        }
    }
    if let Some(start) = begun {
        let span = start..line.len();
        terms.push(Term { signs, span });
    }
    terms
}

fn is_escaped(next: char, quoted: bool) -> bool {
    if quoted {
        matches!(next, '"' | '\\')
    } else {
        SIGNS.contains(next) || next.is_whitespace()
    }
}

/// The text so that it is read as itself, in quotes only when it must be.
pub(super) fn spelled(text: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./#+".contains(character);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
