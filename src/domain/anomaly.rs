//! What the NSSO's anomaly codes mean and what can be done about each (dimona.md 7.2 to 7.6).
//!
//! Owns the shape of the tables and how a code is explained by them, also a code that they do
//! not have. Knows no text: `config` owns the files, and each is read when it is first needed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::draft::Field;
use super::untrusted::Untrusted;

pub use action::{ActionClass, Offer};

mod action;
#[cfg(test)]
mod tests;

/// A code in its official form: five digits for the place, three for the type of error.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct AnomalyCode(String);

impl AnomalyCode {
    /// Reads a code, with or without its dash, with blanks anywhere.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text
            .chars()
            .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '–'))
            .collect();
        let is_code = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| Self(format!("{}-{}", &digits[..5], &digits[5..])))
    }

    /// The official form, `NNNNN-NNN`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where: a field (`00…`, `01…`) or a block of fields (`90…`).
    pub fn place(&self) -> &str {
        &self.0[..5]
    }

    /// What is wrong there.
    pub fn error_type(&self) -> &str {
        &self.0[6..]
    }
}

impl TryFrom<String> for AnomalyCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a code such as 00910-001"))
    }
}

impl fmt::Display for AnomalyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether a code refuses, as the table says; of a single declaration its answer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The declaration is refused.
    Blocking,
    /// The declaration is accepted, with something to know or to decide.
    Warning,
}

/// What holds for a code in every language.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    severity: Severity,
    action: ActionClass,
    field: Option<Column>,
    from: Option<Date>,
    until: Option<Date>,
}

/// A field, written as its column.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Column(Field);

impl TryFrom<String> for Column {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Field::from_column(&name)
            .map(Self)
            .ok_or_else(|| format!("the form has no column `{name}`"))
    }
}

/// The table of codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    fields: BTreeMap<String, Column>,
    codes: BTreeMap<AnomalyCode, Entry>,
}

/// The texts of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    unknown: Unknown,
    places: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
    codes: BTreeMap<AnomalyCode, Saying>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saying {
    meaning: String,
    fix: String,
}

/// What is said of a code that has no saying of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unknown {
    meaning: String,
    /// Stands before the names of those halves that are known.
    halves: String,
    fix: String,
}

/// All codes, explained in every language; a language is read when it is first asked for.
pub struct Anomalies {
    codes: LazyLock<Codes>,
    words: [(&'static str, LazyLock<Words>); 4],
}

/// What can be told of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code in its official form; what has not that form is harmless to show.
    pub code: String,
    /// Whether it refuses, for a known code. The answer itself decides in the end.
    pub severity: Option<Severity>,
    /// What kind of action mends it, for a known code.
    pub action: Option<ActionClass>,
    /// The field of the form to look at, where there is one.
    pub field: Option<Field>,
    /// First day for which the code exists, where that is known.
    pub from: Option<Date>,
    /// Last day for which the code exists, where that is known.
    pub until: Option<Date>,
    /// The name of the place, the first half of the code.
    pub place: Option<String>,
    /// The name of the type of error, the second half of the code.
    pub error_type: Option<String>,
    /// What it means; of an unknown code what its halves tell.
    pub meaning: String,
    /// What to do, first things first.
    pub fix: String,
}

impl Explanation {
    /// Whether the tables have this very code.
    pub fn is_known(&self) -> bool {
        self.action.is_some()
    }
}

impl Anomalies {
    /// The tables; the first language stands in for every other one.
    pub const fn new(codes: LazyLock<Codes>, words: [(&'static str, LazyLock<Words>); 4]) -> Self {
        Self { codes, words }
    }

    /// Every known code, in order.
    pub fn codes(&self) -> impl Iterator<Item = &AnomalyCode> {
        self.codes.codes.keys()
    }

    /// What a code means, in a language by its ISO 639-1 code.
    pub fn explain(&self, code: &str, language: &str) -> Explanation {
        let words = self.words(language);
        let Some(code) = AnomalyCode::parse(code) else {
            return Explanation::of_garbage(code, words);
        };
        let entry = self.codes.codes.get(&code);
        let place = words.places.get(code.place());
        let error_type = words.types.get(code.error_type());
        let (meaning, fix) = match words.codes.get(&code) {
            Some(saying) => (saying.meaning.clone(), &saying.fix),
            None => (words.by_halves(place, error_type), &words.unknown.fix),
        };
        Explanation {
            severity: entry.map(|entry| entry.severity),
            action: entry.map(|entry| entry.action),
            field: entry
                .and_then(|entry| entry.field)
                .or_else(|| self.codes.fields.get(code.place()).copied())
                .map(|Column(field)| field),
            from: entry.and_then(|entry| entry.from),
            until: entry.and_then(|entry| entry.until),
            place: place.cloned(),
            error_type: error_type.cloned(),
            meaning,
            fix: fix.clone(),
            code: code.0,
        }
    }

    fn words(&self, language: &str) -> &Words {
        let [(_, first), ..] = &self.words;
        self.words
            .iter()
            .find_map(|(code, words)| (*code == language).then_some(words))
            .unwrap_or(first)
    }
}

impl Words {
    /// As much as the names of a code's two halves tell.
    fn by_halves(&self, place: Option<&String>, error_type: Option<&String>) -> String {
        let halves: Vec<&str> = place
            .into_iter()
            .chain(error_type)
            .map(String::as_str)
            .collect();
        if halves.is_empty() {
            self.unknown.meaning.clone()
        } else {
            format!("{} {}.", self.unknown.halves, halves.join(", "))
        }
    }
}

impl Explanation {
    fn of_garbage(text: &str, words: &Words) -> Self {
        Self {
            code: Untrusted::new(text).shown(),
            severity: None,
            action: None,
            field: None,
            from: None,
            until: None,
            place: None,
            error_type: None,
            meaning: words.unknown.meaning.clone(),
            fix: words.unknown.fix.clone(),
        }
    }
}
