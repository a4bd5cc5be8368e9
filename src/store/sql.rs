//! Pieces of SQL with what their question marks stand for. Knows no table and no database.

/// A piece with the values of its question marks, in their order.
#[derive(Debug, Clone)]
pub(super) struct Pieces<V> {
    /// The words.
    pub text: String,
    /// The values.
    pub values: Vec<V>,
}

impl<V> Default for Pieces<V> {
    fn default() -> Self {
        Self {
            text: String::new(),
            values: Vec::new(),
        }
    }
}

impl<V: Clone> Pieces<V> {
    /// A piece with its values.
    pub(super) fn new(text: impl Into<String>, values: impl IntoIterator<Item = V>) -> Self {
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
    pub(super) fn with(mut self, words: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.text.push_str(words);
        self.values.extend(values);
        self
    }
}
