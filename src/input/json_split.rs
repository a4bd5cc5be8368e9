//! Cuts a JSON file into the texts of its declarations, so that each can be right or wrong
//! on its own and has a line.

use std::io::{Read, Seek};

use super::bytes::{Bytes, not_utf8};
use super::json::read_piece;
use super::{InputError, InputRow, LONGEST, check_rows, too_long};
use crate::domain::text::Text;

/// The text of one declaration.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) line: u64,
    pub(super) text: String,
}

/// What the declarations stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A list.
    Array,
    /// Nothing: one after the other.
    Lines,
    /// It is over.
    Ended,
}

/// Drafts from JSON, one after the other; see the [module](super).
///
/// Fails where the file cannot be cut any further: then what follows is lost, so the file
/// as a whole is wrong.
pub(super) struct JsonRows<R> {
    bytes: Bytes<R>,
    shape: Shape,
    rows: usize,
}

impl<R: Read + Seek> JsonRows<R> {
    /// Reads the file once for its encoding, then its beginning.
    pub(super) fn open(bytes: Bytes<R>) -> Result<Self, InputError> {
        let mut bytes = bytes.rewind()?;
        if let Some(line) = not_utf8(&mut bytes)? {
            return Err(InputError::at(line, Text::new("input-not-utf8")));
        }
        let mut rows = Self {
            bytes: bytes.rewind()?,
            shape: Shape::Lines,
            rows: 0,
        };
        rows.skip_blanks()?;
        match rows.bytes.peek()? {
            None => return Err(rows.bytes.error(Text::new("input-empty"))),
            Some(b'[') => {
                rows.bytes.step();
                rows.shape = Shape::Array;
            }
            Some(_) => {}
        }
        Ok(rows)
    }
}

impl<R: Read> JsonRows<R> {
    /// The next declaration; a mistake within it is its own, any other ends the file.
    pub(super) fn next_row(&mut self) -> Result<Option<InputRow>, InputError> {
        self.skip_blanks()?;
        match self.shape {
            Shape::Array => self.next_of_array()?,
            Shape::Lines if self.bytes.peek()?.is_none() => self.shape = Shape::Ended,
            Shape::Lines | Shape::Ended => {}
        }
        if self.shape == Shape::Ended {
            return Ok(None);
        }
        let piece = self.piece()?;
        self.rows += 1;
        Ok(Some(InputRow {
            line: piece.line,
            row: self.rows,
            draft: read_piece(&piece),
        }))
    }

    /// How far into the file it is, in bytes.
    pub(super) fn passed(&self) -> u64 {
        self.bytes.passed()
    }

    /// Goes to where the next value of the list begins, or to the end behind it.
    fn next_of_array(&mut self) -> Result<(), InputError> {
        match (self.bytes.peek()?, self.rows) {
            (Some(b']'), _) => {
                self.bytes.step();
                self.skip_blanks()?;
                self.shape = Shape::Ended;
                match self.bytes.peek()? {
                    None => Ok(()),
                    Some(_) => Err(self.no_array()),
                }
            }
            (_, 0) => Ok(()),
            (Some(b','), _) => {
                self.bytes.step();
                self.skip_blanks()
            }
            _ => Err(self.no_array()),
        }
    }

    fn no_array(&self) -> InputError {
        self.bytes.error(Text::new("input-json-array"))
    }

    fn skip_blanks(&mut self) -> Result<(), InputError> {
        while matches!(self.bytes.peek()?, Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.bytes.step();
        }
        Ok(())
    }

    /// Takes one value: up to the bracket that closes it, or up to the next separator.
    fn piece(&mut self) -> Result<Piece, InputError> {
        let line = self.bytes.line();
        check_rows(self.rows, line)?;
        if matches!(self.bytes.peek()?, Some(b',' | b']' | b'}' | b':')) {
            return Err(self.no_array());
        }
        let mut text = Vec::new();
        let mut depth = 0_usize;
        loop {
            if text.len() > LONGEST {
                return Err(too_long(line));
            }
            match self.bytes.peek()? {
                Some(b'{' | b'[') => depth += 1,
                Some(b'"') => {
                    self.string(&mut text, line)?;
                    continue;
                }
                None | Some(b',' | b']' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 => break,
                None => {
                    // Where it began says more than the end of the file.
                    return Err(InputError::at(line, Text::new("input-json-not-closed")));
                }
                Some(_) => {}
            }
            let byte = self.take(&mut text)?;
            if matches!(byte, Some(b'}' | b']')) {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
        }
        let not_utf8 = |_| InputError::at(line, Text::new("input-not-utf8"));
        let text = String::from_utf8(text).map_err(not_utf8)?;
        Ok(Piece { line, text })
    }

    /// Goes from the opening quote of a text to behind the closing one.
    fn string(&mut self, text: &mut Vec<u8>, line: u64) -> Result<(), InputError> {
        self.take(text)?;
        loop {
            if text.len() > LONGEST {
                return Err(too_long(line));
            }
            match self.bytes.peek()? {
                None | Some(b'\n') => {
                    return Err(self.bytes.error(Text::new("input-json-not-closed")));
                }
                Some(b'"') => {
                    self.take(text)?;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.take(text)?;
                    self.take(text)?;
                }
                Some(_) => {
                    self.take(text)?;
                }
            }
        }
    }

    fn take(&mut self, text: &mut Vec<u8>) -> Result<Option<u8>, InputError> {
        let byte = self.bytes.next()?;
        text.extend(byte);
        Ok(byte)
    }
}
