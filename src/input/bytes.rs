//! The bytes of a file one after the other, with their line: a window of it in memory, never
//! the whole. Knows no format.

use std::io::{self, Read, Seek, SeekFrom};

use super::InputError;
use crate::domain::text::Text;

/// Bytes that are read at once.
const WINDOW: usize = 64 * 1024;
/// What stands before the text of many programs of Windows.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A file, byte after byte.
pub(super) struct Bytes<R> {
    inner: R,
    window: Box<[u8]>,
    at: usize,
    filled: usize,
    passed: u64,
    line: u64,
    after_return: bool,
}

impl<R: Read> Bytes<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            window: vec![0; WINDOW].into_boxed_slice(),
            at: 0,
            filled: 0,
            passed: 0,
            line: 1,
            after_return: false,
        }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes were taken.
    pub(super) fn passed(&self) -> u64 {
        self.passed
    }

    /// An error on the line of the next byte.
    pub(super) fn error(&self, text: Text) -> InputError {
        InputError::at(self.line, text)
    }

    /// The next byte, which stays where it is; none at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, InputError> {
        if self.at == self.filled {
            self.fill()?;
        }
        Ok(self.window[..self.filled].get(self.at).copied())
    }

    /// Goes on by one byte: the one that was peeked at.
    pub(super) fn step(&mut self) {
        let Some(&byte) = self.window[..self.filled].get(self.at) else {
            return;
        };
        self.at += 1;
        self.passed += 1;
        // A line ends with either or with both.
        if byte == b'\r' || (byte == b'\n' && !self.after_return) {
            self.line += 1;
        }
        self.after_return = byte == b'\r';
    }

    /// Takes the next byte.
    pub(super) fn next(&mut self) -> Result<Option<u8>, InputError> {
        let byte = self.peek()?;
        self.step();
        Ok(byte)
    }

    fn fill(&mut self) -> Result<(), InputError> {
        self.at = 0;
        self.filled = 0;
        self.filled = loop {
            match self.inner.read(&mut self.window) {
                Ok(length) => break length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(self.line, &error)),
            }
        };
        Ok(())
    }
}

impl<R: Read + Seek> Bytes<R> {
    /// The same file from behind its byte-order mark on.
    pub(super) fn rewind(mut self) -> Result<Self, InputError> {
        let again = self.inner.seek(SeekFrom::Start(0));
        again.map_err(|error| unreadable(1, &error))?;
        let mut bytes = Self::new(self.inner);
        bytes.peek()?;
        if bytes.window[..bytes.filled].starts_with(MARK) {
            bytes.at = MARK.len();
            bytes.passed = MARK.len() as u64;
        }
        Ok(bytes)
    }
}

fn unreadable(line: u64, error: &io::Error) -> InputError {
    let text = Text::new("import-read-failed").with("error", error.to_string());
    InputError::at(line, text)
}

/// Where a text stops being UTF-8: the line, if anywhere. Reads on from the next byte to the end.
pub(super) fn not_utf8(bytes: &mut Bytes<impl Read>) -> Result<Option<u64>, InputError> {
    // Bytes that a character lacks, and what the next one may be.
    let (mut lacking, mut allowed) = (0_u8, 0x80..=0xBF);
    loop {
        let line = bytes.line();
        let Some(byte) = bytes.next()? else {
            return Ok((lacking > 0).then_some(line));
        };
        if lacking > 0 {
            if !allowed.contains(&byte) {
                return Ok(Some(line));
            }
            lacking -= 1;
            allowed = 0x80..=0xBF;
            continue;
        }
        (lacking, allowed) = match byte {
            0..=0x7F => continue,
            0xC2..=0xDF => (1, 0x80..=0xBF),
            // Neither longer than need be, nor half of a pair, nor beyond the last character.
            0xE0 => (2, 0xA0..=0xBF),
            0xED => (2, 0x80..=0x9F),
            0xE1..=0xEF => (2, 0x80..=0xBF),
            0xF0 => (3, 0x90..=0xBF),
            0xF1..=0xF3 => (3, 0x80..=0xBF),
            0xF4 => (3, 0x80..=0x8F),
            _ => return Ok(Some(line)),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_ends_in_three_ways() {
        let mut bytes = Bytes::new(Cursor::new("a\nb\rc\r\nd\n\ne\r\re"));
        let mut lines = Vec::new();
        while let Some(byte) = bytes.peek().expect("readable") {
            if byte.is_ascii_alphabetic() {
                lines.push((char::from(byte), bytes.line()));
            }
            bytes.step();
        }
        assert_eq!(
            lines,
            [('a', 1), ('b', 2), ('c', 3), ('d', 4), ('e', 6), ('e', 8)]
        );
    }

    proptest! {
        #[test]
        fn utf8_is_what_the_library_takes_for_it(
            start in proptest::collection::vec(any::<u8>(), 0..6),
            text in "\\PC{0,4}",
        ) {
            for bytes in [start.clone(), [text.as_bytes(), &start].concat(), [&start, text.as_bytes()].concat()] {
                let found = not_utf8(&mut Bytes::new(Cursor::new(&bytes))).expect("readable");
                prop_assert_eq!(found.is_none(), std::str::from_utf8(&bytes).is_ok(), "{:?}", bytes);
            }
        }
    }
}
