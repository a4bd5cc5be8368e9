//! The small language of the filter line: text to [`Filter`] and back, pure and total.
//!
//! ```text
//! state:refused,rejected kind:in type:flx employer:0999999922 ssin:85073099734
//! code:90374-349 reference:"shift 12" since:1d deadline:1h decision:none account:main
//! id:12,15 !state:accepted type:!flx,stu !testmans \!urgent "a:b" @late
//! ```
//!
//! A term chooses, and with `!` before it or before its value it leaves out. Words without a key
//! are searched as text. What stands in quotes, and the sign behind a backslash, is only itself.
//! `@name` stands for a saved filter and narrows what the line chooses. Half-typed input is a
//! [`Flaw`] that knows its place, never an interruption.

use std::ops::Range;

use jiff::Timestamp;

use super::decision::Decided;
use super::draft::Kind;
use super::ids::Ssin;
use super::mask::mask;
use super::report::Filter;
use super::text::Text;
use super::untrusted::Untrusted;

mod combine;
mod complete;
#[cfg(test)]
mod complete_tests;
mod key;
mod lex;
mod print;
#[cfg(test)]
mod properties;
mod saved;
#[cfg(test)]
mod tests;
mod value;

pub use combine::narrow;
pub use complete::{Asked, Choice, Suggestion, begun_key, complete};
pub use key::Key;
pub use print::to_line;
pub use saved::{BUILT_IN, Saved, all as all_names, check as check_name, line_of, sound};

use combine::Lists;
use lex::{Piece, terms};

/// Bytes of a line, the lines that its names stand for included.
pub const LONGEST: usize = 8 * 1024;
/// Terms of a line, the lines that its names stand for included: the store can ask no more.
pub const MOST_TERMS: usize = 64;
/// Names within names.
const DEEPEST: usize = 8;

/// Why a line cannot be read, and which part of it that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The reason.
    pub text: Text,
    /// Where, in bytes of the line; on borders of characters.
    pub span: Range<usize>,
}

impl Flaw {
    fn new(text: Text, span: &Range<usize>) -> Self {
        let span = span.clone();
        Self { text, span }
    }
}

/// Reads a filter line. `now` is what `since:` counts back from.
pub fn parse(line: &str, now: Timestamp) -> Result<Filter, Flaw> {
    parse_with(line, now, &Saved::new())
}

/// Reads a filter line that may name filters of its own.
pub fn parse_with(line: &str, now: Timestamp, saved: &Saved) -> Result<Filter, Flaw> {
    let mut reader = Reader {
        now,
        saved,
        bytes_left: LONGEST,
        terms_left: MOST_TERMS,
    };
    reader.line(line, 0)
}

/// What is left to spend while a line is read; names within names share it.
struct Reader<'a> {
    now: Timestamp,
    saved: &'a Saved,
    bytes_left: usize,
    terms_left: usize,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, depth: usize) -> Result<Filter, Flaw> {
        let whole = 0..line.len();
        let Some(left) = self.bytes_left.checked_sub(line.len()) else {
            return Err(Flaw::new(Text::new("tui-filter-long"), &whole));
        };
        self.bytes_left = left;
        let mut filter = Filter::default();
        let mut words = Vec::new();
        let mut named = Vec::new();
        for term in terms(line) {
            let piece = term.piece();
            if piece.is_empty() {
                continue;
            }
            let Some(left) = self.terms_left.checked_sub(1) else {
                let text = Text::new("tui-filter-many").with("count", MOST_TERMS);
                return Err(Flaw::new(text, &piece.span));
            };
            self.terms_left = left;
            match self.term(&piece, depth)? {
                Term::Not(more) => filter.not.extend(more),
                Term::Words(text) => words.push(text),
                Term::Keyed(one) => combine::join(&mut filter, one, Lists::Widen)
                    .map_err(|key| wants_two("tui-filter-twice", key, &piece.span))?,
                Term::Named(one) => named.push((one, piece.span.clone())),
            }
        }
        let words = words.join(" ");
        if !words.trim().is_empty() {
            filter.text = Some(words.trim().to_owned());
        }
        // Last, whatever the order: a name narrows the line as a whole.
        for (one, span) in named {
            combine::join(&mut filter, one, Lists::Narrow)
                .map_err(|key| wants_two("tui-filter-clash", key, &span))?;
        }
        Ok(filter)
    }

    /// What one term says.
    fn term(&mut self, piece: &Piece<'_>, depth: usize) -> Result<Term, Flaw> {
        let (not, rest) = piece.behind_nots();
        if let Some(name) = rest.behind('@') {
            let one = self.named(&name, &rest.span, depth)?;
            return Ok(if not {
                Term::Not(vec![one])
            } else {
                Term::Named(one)
            });
        }
        let Some((key, value)) = rest.key_and_value() else {
            let text = rest.text();
            return match not {
                false if rest.is_empty() => Err(nothing_to_leave_out(&piece.span)),
                false => Ok(Term::Words(text)),
                true if text.trim().is_empty() => Err(nothing_to_leave_out(&piece.span)),
                true => Ok(Term::Not(vec![Filter {
                    text: Some(text.trim().to_owned()),
                    ..Filter::default()
                }])),
            };
        };
        let Some(key) = Key::parse(&key.text()) else {
            let text = Text::new("tui-filter-key")
                .with("key", key.text())
                .with("keys", Key::ALL.map(Key::as_str).join(" "));
            return Err(Flaw::new(text, &key.span));
        };
        let (also_not, value) = value.behind_nots();
        let mut all = self.keyed(key, &value)?;
        if not != also_not {
            return Ok(Term::Not(all));
        }
        if let (Some(one), true) = (all.pop(), all.is_empty()) {
            return Ok(Term::Keyed(one));
        }
        let text = Text::new("tui-filter-one").with("key", key.as_str());
        Err(Flaw::new(text, &value.span))
    }

    /// What a name stands for. What is wrong in there is wrong with the name.
    fn named(
        &mut self,
        name: &Piece<'_>,
        span: &Range<usize>,
        depth: usize,
    ) -> Result<Filter, Flaw> {
        let name = name.text();
        if depth >= DEEPEST {
            return Err(Flaw::new(Text::new("tui-filter-deep"), span));
        }
        let Some(line) = line_of(&name, self.saved) else {
            let text = Text::new("tui-filter-no-name").with("name", shown(&name));
            return Err(Flaw::new(text, span));
        };
        self.line(line, depth + 1).map_err(|flaw| {
            // A chain of names says once what is wrong at its end.
            let text = if flaw.text.key == "tui-filter-inside" {
                flaw.text
            } else {
                Text::new("tui-filter-inside")
                    .with("name", shown(&name))
                    .with("flaw", flaw.text)
            };
            Flaw::new(text, span)
        })
    }

    /// What the values of a key choose: one filter when it takes them all, one for each otherwise.
    fn keyed(&self, key: Key, value: &Piece<'_>) -> Result<Vec<Filter>, Flaw> {
        let items = if key.takes_commas() {
            vec![value.clone()]
        } else {
            value.items()
        };
        let mut all: Vec<Filter> = Vec::new();
        // A comma at the end is where the next value is about to be typed.
        for item in items.iter().filter(|item| !item.is_empty()) {
            if all.is_empty() || !key.takes_many() {
                all.push(Filter::default());
            }
            let text = item.text();
            let set = all.last_mut().and_then(|one| self.set(one, key, &text));
            set.ok_or_else(|| {
                // A worker's number typed so far is not repeated: it may be looked at.
                let text = match key {
                    Key::Ssin => Text::new("tui-filter-ssin"),
                    _ => Text::new("tui-filter-value")
                        .with("key", key.as_str())
                        .with("value", shown(&text)),
                };
                Flaw::new(text, &item.span)
            })?;
        }
        if all.is_empty() {
            let text = Text::new("tui-filter-empty").with("key", key.as_str());
            return Err(Flaw::new(text, &value.span));
        }
        Ok(all)
    }

    /// Takes one value over; none when the key cannot have it.
    fn set(&self, filter: &mut Filter, key: Key, value: &str) -> Option<()> {
        match key {
            Key::State => combine::add(&mut filter.states, value::state(value)?),
            Key::Kind => combine::add(&mut filter.kinds, Kind::parse(value)?),
            Key::Type => filter.worker_type = Some(value.to_ascii_uppercase()),
            Key::Code => filter.code = Some(value.to_owned()),
            Key::Id => combine::add(&mut filter.ids, value::id(value)?),
            Key::Employer => {
                let digits: String = value.chars().filter(char::is_ascii_digit).collect();
                filter.employer = Some(digits).filter(|digits| !digits.is_empty());
                filter.employer.as_ref()?;
            }
            Key::Ssin => filter.ssin = Some(Ssin::parse(value).ok()?),
            Key::Reference => filter.reference = Some(value.to_owned()),
            Key::Account => filter.account = Some(value.to_owned()),
            Key::Since => filter.since = Some(value::since(value, self.now)?),
            Key::Deadline => filter.due_before = Some(value::due_before(value, self.now)?),
            Key::Decision => filter.decided = Some(Decided::parse(value)?),
        }
        Some(())
    }
}

/// What a term can be.
enum Term {
    Not(Vec<Filter>),
    Words(String),
    Keyed(Filter),
    Named(Filter),
}

fn nothing_to_leave_out(span: &Range<usize>) -> Flaw {
    Flaw::new(Text::new("tui-filter-not"), span)
}

fn wants_two(sentence: &'static str, key: &'static str, span: &Range<usize>) -> Flaw {
    Flaw::new(Text::new(sentence).with("key", key), span)
}

/// Typed text as a message may repeat it.
fn shown(text: &str) -> String {
    Untrusted::new(mask(text)).shown()
}
