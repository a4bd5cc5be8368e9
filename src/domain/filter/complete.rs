//! What a line that is being typed can go on with. Knows where the cursor is, not what there is
//! to choose from: that is asked for.

use std::ops::Range;

use super::key::Key;
use super::lex::{Piece, spelled, terms};

/// Suggestions at once.
const MOST: usize = 50;

/// What can stand where the cursor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A key, or words.
    Key,
    /// The name of a saved filter.
    Name,
    /// A value of this key.
    Value(Key),
}

/// Something that can be typed, with what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As it is typed, without quotes.
    pub value: String,
    /// What it means.
    pub about: String,
}

/// A choice that goes on with what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What kind of thing it is.
    pub asked: Asked,
    /// The choice.
    pub choice: Choice,
    /// Which part of the line it replaces, in bytes.
    pub span: Range<usize>,
    /// What is put there.
    pub insert: String,
}

impl Suggestion {
    /// The line with it, and where the cursor stands then, in bytes.
    pub fn taken(&self, line: &str) -> (String, usize) {
        let before = line.get(..self.span.start).unwrap_or_default();
        let after = line.get(self.span.end..).unwrap_or_default();
        let cursor = before.len() + self.insert.len();
        (format!("{before}{}{after}", self.insert), cursor)
    }
}

/// What goes on with this line at this place, best first. `source` says what there is.
pub fn complete(
    line: &str,
    cursor: usize,
    source: &mut dyn FnMut(Asked) -> Vec<Choice>,
) -> Vec<Suggestion> {
    let terms = terms(line);
    let pieces = || terms.iter().map(super::lex::Term::piece);
    if pieces().any(|piece| piece.span.start == cursor) {
        return Vec::new();
    }
    let under = pieces().rfind(|piece| piece.span.start < cursor && cursor <= piece.span.end);
    let Some(piece) = under else {
        let nothing = Typed {
            before: String::new(),
            span: cursor..cursor,
        };
        return nothing.offer(Asked::Key, source);
    };
    let (_, rest) = piece.behind_nots();
    if cursor < rest.span.start {
        return Vec::new();
    }
    if let Some(name) = rest.behind('@') {
        return Typed::of(&name, cursor).offer(Asked::Name, source);
    }
    match rest.key_and_value() {
        Some((key, value)) if cursor >= value.span.start => {
            let Some(known) = Key::parse(&key.text()) else {
                return Vec::new();
            };
            let (_, value) = value.behind_nots();
            let items = if known.takes_commas() {
                vec![value]
            } else {
                value.items()
            };
            let here = |item: &&Piece<'_>| item.span.start <= cursor && cursor <= item.span.end;
            let item = items.iter().find(here);
            item.map(|item| Typed::of(item, cursor).offer(Asked::Value(known), source))
                .unwrap_or_default()
        }
        Some((key, value)) => {
            // The colon is there already, and goes with the key.
            let mut typed = Typed::of(&key, cursor);
            typed.span.end = value.span.start;
            typed.offer(Asked::Key, source)
        }
        None => Typed::of(&rest, cursor).offer(Asked::Key, source),
    }
}

/// Where a word at the end of a line begins that may become a key: nobody looks for it yet.
pub fn begun_key(line: &str) -> Option<usize> {
    let terms = terms(line);
    let piece = terms.last()?.piece();
    let (_, rest) = piece.behind_nots();
    let is_bare = line.get(rest.span.clone()) == Some(rest.text().as_str());
    let word = rest.text().to_ascii_lowercase();
    let is_begun = !word.is_empty() && Key::ALL.iter().any(|key| key.as_str().starts_with(&word));
    (is_bare && is_begun && piece.span.end == line.len()).then_some(piece.span.start)
}

/// What is typed of a choice, and where.
struct Typed {
    before: String,
    span: Range<usize>,
}

impl Typed {
    fn of(piece: &Piece<'_>, cursor: usize) -> Self {
        Self {
            before: piece.text_before(cursor).to_lowercase(),
            span: piece.span.clone(),
        }
    }

    fn offer(&self, asked: Asked, source: &mut dyn FnMut(Asked) -> Vec<Choice>) -> Vec<Suggestion> {
        let mut found: Vec<_> = source(asked)
            .into_iter()
            .filter_map(|choice| Some((self.rank(&choice)?, choice)))
            .collect();
        if asked == Asked::Key && self.before.is_empty() {
            let names = source(Asked::Name);
            found.extend(names.into_iter().map(|choice| (1, named(choice))));
        }
        // A stable sort: what fits equally well stays in the order of the source.
        found.sort_by_key(|(rank, _)| *rank);
        let found = found.into_iter().take(MOST);
        found
            .map(|(_, choice)| self.suggestion(asked, choice))
            .collect()
    }

    fn suggestion(&self, asked: Asked, choice: Choice) -> Suggestion {
        let is_name = asked == Asked::Key && choice.value.starts_with('@');
        let insert = match asked {
            Asked::Key if is_name => choice.value.clone(),
            Asked::Key => format!("{}:", choice.value),
            Asked::Name | Asked::Value(_) => spelled(&choice.value),
        };
        Suggestion {
            asked: if is_name { Asked::Name } else { asked },
            choice,
            span: self.span.clone(),
            insert,
        }
    }

    /// How well a choice goes on with what is typed, lowest first; none when it does not, or when
    /// nothing is left to type.
    fn rank(&self, choice: &Choice) -> Option<u8> {
        let value = choice.value.to_lowercase();
        if value.starts_with(&self.before) {
            return (value != self.before).then_some(0);
        }
        let long_enough = self.before.chars().count() > 1;
        if long_enough && value.contains(&self.before) {
            return Some(2);
        }
        let about = long_enough && choice.about.to_lowercase().contains(&self.before);
        about.then_some(3)
    }
}

fn named(choice: Choice) -> Choice {
    Choice {
        value: format!("@{}", choice.value),
        ..choice
    }
}
