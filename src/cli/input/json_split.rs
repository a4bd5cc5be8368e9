//! Cuts a JSON file into the texts of its declarations, so that each can be right or wrong
//! on its own and has a line.

use super::{InputError, Lines, check_rows};
use crate::domain::text::Text;

/// The text of one declaration.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) line: u64,
    pub(super) text: &'a str,
}

/// The pieces of an array, or of one object after the other.
///
/// Fails where the file cannot be cut any further: then what follows is lost, so the file
/// as a whole is wrong.
pub(super) fn split(text: &str) -> Result<Vec<Piece<'_>>, InputError> {
    let mut cutter = Cutter {
        text,
        bytes: text.as_bytes(),
        at: 0,
        lines: Lines::new(text.as_bytes()),
        pieces: Vec::new(),
    };
    cutter.skip_blanks();
    match cutter.peek() {
        None => return Err(cutter.error(Text::new("input-empty"))),
        Some(b'[') => cutter.array()?,
        Some(_) => {
            while cutter.peek().is_some() {
                cutter.piece()?;
                cutter.skip_blanks();
            }
        }
    }
    Ok(cutter.pieces)
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    lines: Lines<'a>,
    pieces: Vec<Piece<'a>>,
}

impl Cutter<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn error(&mut self, text: Text) -> InputError {
        InputError::at(self.lines.of(self.at), text)
    }

    fn array(&mut self) -> Result<(), InputError> {
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                self.piece()?;
                self.skip_blanks();
                match self.peek() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break self.at += 1,
                    _ => return Err(self.error(Text::new("input-json-array"))),
                }
                self.skip_blanks();
            }
        }
        self.skip_blanks();
        if self.peek().is_some() {
            return Err(self.error(Text::new("input-json-array")));
        }
        Ok(())
    }

    /// Takes one value: up to the bracket that closes it, or up to the next separator.
    fn piece(&mut self) -> Result<(), InputError> {
        let (start, line) = (self.at, self.lines.of(self.at));
        check_rows(self.pieces.len(), line)?;
        if matches!(self.peek(), Some(b',' | b']' | b'}' | b':')) {
            return Err(self.error(Text::new("input-json-array")));
        }
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') if depth > 0 => depth -= 1,
                Some(b'"') => self.string()?,
                None | Some(b',' | b']' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 => break,
                None => {
                    // Where it began says more than the end of the file.
                    return Err(InputError::at(line, Text::new("input-json-not-closed")));
                }
                Some(_) => {}
            }
            self.at += 1;
            if depth == 0 && matches!(self.bytes[self.at - 1], b'}' | b']') {
                break;
            }
        }
        self.pieces.push(Piece {
            line,
            text: &self.text[start..self.at],
        });
        Ok(())
    }

    /// Goes from the opening to the closing quote of a text.
    fn string(&mut self) -> Result<(), InputError> {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => return Ok(()),
                Some(b'\\') => self.at += 2,
                None | Some(b'\n') => {
                    self.at = self.at.min(self.bytes.len());
                    return Err(self.error(Text::new("input-json-not-closed")));
                }
                Some(_) => self.at += 1,
            }
        }
    }
}
