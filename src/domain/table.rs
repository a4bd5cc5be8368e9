//! Rows and columns of plain values: what a report is before it becomes lines, CSV or JSON.

use super::untrusted::Untrusted;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// There is none.
    Empty,
    /// A number.
    Number(u64),
    /// A word of ours, the same in every language.
    Word(String),
    /// A text that is not ours.
    Text(Untrusted),
}

impl Cell {
    /// A word, where there is one.
    pub fn word(word: Option<impl ToString>) -> Self {
        word.map_or(Self::Empty, |word| Self::Word(word.to_string()))
    }

    /// A number, where there is one.
    pub fn number(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    /// The value as text, not yet fit for showing.
    pub fn raw(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Word(word) => word.clone(),
            Self::Text(text) => text.raw().to_owned(),
        }
    }
}

/// A report as rows of as many cells as there are columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns; only ever added to, at the end.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// The form in which a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned, for people.
    #[default]
    Table,
    /// For spreadsheets.
    Csv,
    /// One object a line.
    Json,
}
