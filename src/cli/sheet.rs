//! Labelled values in aligned lines, for people.

use super::output::Output;
use crate::domain::text::Text;

/// Lines that each have a label and a value.
pub(super) struct Sheet<'a, 'b> {
    out: &'a Output<'b>,
    indent: usize,
    rows: Vec<(String, String)>,
}

impl<'a, 'b> Sheet<'a, 'b> {
    /// No lines yet; they will begin this far from the left.
    pub(super) fn new(out: &'a Output<'b>, indent: usize) -> Self {
        Self {
            out,
            indent,
            rows: Vec::new(),
        }
    }

    /// Adds a line.
    #[must_use]
    pub(super) fn row(mut self, label: &Text, value: impl Into<String>) -> Self {
        self.rows.push((self.out.words(label), value.into()));
        self
    }

    /// Adds a line if there is a value.
    #[must_use]
    pub(super) fn maybe(self, label: &Text, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.row(label, value),
            None => self,
        }
    }

    /// Prints the lines.
    pub(super) fn print(self) {
        let longest = self.rows.iter().map(|(label, _)| label.chars().count());
        let width = longest.max().unwrap_or(0);
        for (label, value) in &self.rows {
            let line = format!(
                "{:indent$}{label:<width$}  {value}",
                "",
                indent = self.indent
            );
            self.out.line(line.trim_end());
        }
    }
}
