//! Pieces of SQL with what their question marks stand for. Knows no table.

use rusqlite::types::Value;

/// A piece with the values of its question marks, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Sql {
    /// The words.
    pub text: String,
    /// The values.
    pub values: Vec<Value>,
}

impl Sql {
    /// A piece with its values.
    pub(super) fn new(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self {
            text: text.into(),
            values: values.into_iter().collect(),
        }
    }

    /// Goes on with words that have no value.
    pub(super) fn push(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Goes on with another piece.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.values.extend(other.values.iter().cloned());
    }

    /// Goes on with another piece of which the values are not needed again.
    pub(super) fn with(mut self, words: &str, values: impl IntoIterator<Item = Value>) -> Self {
        self.text.push_str(words);
        self.values.extend(values);
        self
    }
}

/// As many question marks as there are values, between commas.
pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}
