//! A text that rows are searched for. The text index decides what a row contains. Where only
//! ASCII can meet ASCII it is decided here in the same way: asking the index takes far longer.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::store::StoreError;
use crate::store::chosen::{INDEXED_PIECE, own_number};

/// What the columns are called in which a needle is looked for, in the order of [`Needle::holds`].
pub(super) const COLUMNS: &str = "s.worker_name, s.reference, s.employer, s.decl_id";

/// The letters beyond ASCII that the index takes for one of ASCII: long s, and the sign of kelvin.
pub(super) const NEARLY_ASCII: [char; 2] = ['\u{17F}', '\u{212A}'];

/// A text of three characters or more.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    words: String,
    number: Option<i64>,
}

impl Needle {
    /// None for a text that the index does not know.
    pub(super) fn of(words: &str) -> Option<Self> {
        let indexed = words.chars().count() >= INDEXED_PIECE && !words.contains('\0');
        indexed.then(|| Self {
            words: words.to_owned(),
            number: own_number(words),
        })
    }

    /// In the language of the index: quoted, so that nothing in it is an operator.
    pub(super) fn phrase(&self) -> String {
        format!("\"{}\"", self.words.replace('"', "\"\""))
    }

    /// The rows that have the text as their own number, or as that of the NSSO: two at most.
    pub(super) fn numbered(&self, connection: &Connection) -> Result<Vec<i64>, StoreError> {
        let Some(number) = self.number else {
            return Ok(Vec::new());
        };
        let declared: Option<i64> = connection
            .prepare_cached("SELECT id FROM submission WHERE decl_id = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        let declared = declared.filter(|id| *id != number);
        Ok([number].into_iter().chain(declared).collect())
    }

    /// Whether a row has it; its texts begin at this column.
    pub(super) fn holds(
        &self,
        connection: &Connection,
        row: &Row<'_>,
        first: usize,
        id: i64,
    ) -> Result<bool, StoreError> {
        if self.number == Some(id) {
            return Ok(true);
        }
        let mut plain = true;
        for column in first..first + 3 {
            let ValueRef::Text(text) = row.get_ref(column)? else {
                continue;
            };
            if !self.decides(text) {
                plain = false;
            } else if self.within(text) {
                return Ok(true);
            }
        }
        if let ValueRef::Text(employer) = row.get_ref(first + 2)?
            && plain
        {
            let digits: Vec<u8> = employer
                .iter()
                .copied()
                .filter(|byte| !b".-/ ".contains(byte))
                .collect();
            if self.within(&digits) {
                return Ok(true);
            }
        }
        if let ValueRef::Integer(number) = row.get_ref(first + 3)?
            && self.number == Some(number)
        {
            return Ok(true);
        }
        if plain {
            return Ok(false);
        }
        self.indexed(connection, id)
    }

    /// Whether looking for the same letters decides: what is not ASCII has more ways of being
    /// the same, and the index reads a text up to a zero byte.
    fn decides(&self, text: &[u8]) -> bool {
        let near = |text: &str| text.contains(NEARLY_ASCII);
        if text.is_ascii() {
            !text.contains(&0) && !near(&self.words)
        } else {
            let plain = |text: &str| self.words.is_ascii() && !near(text) && !text.contains('\0');
            std::str::from_utf8(text).is_ok_and(plain)
        }
    }

    /// Whether the index finds it in a row.
    pub(super) fn indexed(&self, connection: &Connection, id: i64) -> Result<bool, StoreError> {
        Ok(connection
            .prepare_cached("SELECT 1 FROM find WHERE find MATCH ?1 AND rowid = ?2")?
            .query_row(params![self.phrase(), id], |_| Ok(()))
            .optional()?
            .is_some())
    }

    fn within(&self, text: &[u8]) -> bool {
        let words = self.words.as_bytes();
        text.windows(words.len())
            .any(|piece| piece.eq_ignore_ascii_case(words))
    }
}
