//! Moving a whole queue from one kind of store to the other: which tables, in which spelling. Knows
//! neither database's library.
//!
//! A row is one line, as PostgreSQL's `COPY` writes it: values between tabs, numbers in decimal,
//! bytes in hexadecimal. Both sides spell every row so, in the order of its key; when the digests
//! of all lines of a table are the same, so is everything that is in it.

use sha2::{Digest as _, Sha256};

/// How a value is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Number,
    Text,
    Bytes,
    /// `t` or `f`; a number in a file.
    Truth,
    /// As [`Self::Number`], of a column that a file does not have: what is asked of a file instead.
    OnServer(&'static str),
}

use Spelling::{Bytes, Number, OnServer, Text, Truth};

/// A table that goes along.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Spelling)],
    /// By what its lines are ordered.
    pub key: &'static [&'static str],
    /// Which of its rows; those of kept counts that count nothing may be missing.
    pub which: &'static str,
    /// Whether it follows from the others, and is made anew from them.
    pub is_made: bool,
}

const fn table(
    name: &'static str,
    columns: &'static [(&'static str, Spelling)],
    key: &'static [&'static str],
) -> Table {
    Table {
        name,
        columns,
        key,
        which: "true",
        is_made: false,
    }
}

const fn kept(
    name: &'static str,
    columns: &'static [(&'static str, Spelling)],
    key: &'static [&'static str],
) -> Table {
    Table {
        name,
        columns,
        key,
        which: "rows <> 0",
        is_made: true,
    }
}

/// Who was sending what when the queue was left: nobody that lives.
const NOBODY: Spelling = OnServer("CASE state WHEN 'sending' THEN 0 END");

/// Every table, in an order in which none names a row of a later one.
pub(super) const TABLES: [Table; 15] = [
    table(
        "account",
        &[("id", Number), ("name", Text), ("held_reason", Text)],
        &["id"],
    ),
    table(
        "submission",
        &[
            ("id", Number),
            ("uid", Bytes),
            ("account_id", Number),
            ("kind", Text),
            ("rev", Number),
            ("state", Text),
            ("next_at", Number),
            ("since", Number),
            ("doubt", Text),
            ("tries", Number),
            ("look_ups", Number),
            ("polls", Number),
            ("decl_id", Number),
            ("settled_period_id", Number),
            ("owner", NOBODY),
            ("attempts", Number),
            ("attempted_at", Number),
            ("submitted_at", Number),
            ("period_id", Number),
            ("created_at", Number),
            ("updated_at", Number),
            ("business_key", Bytes),
            ("dup_allowed", Truth),
            ("supersedes", Number),
            ("origin", Number),
            ("waits_for", Number),
            ("decision", Text),
            ("created_by", Text),
            ("reference", Text),
            ("worker_type", Text),
            ("employer", Text),
            ("worker_name", Text),
            ("ssin", Text),
            ("start_date", Text),
            ("end_date", Text),
            ("deadline", Number),
            ("first_code", Text),
        ],
        &["id"],
    ),
    table(
        "body",
        &[
            ("submission_id", Number),
            ("payload", Text),
            ("payload_sha256", Bytes),
            ("answer", Text),
            ("anomalies", Text),
            ("draft", Text),
        ],
        &["submission_id"],
    ),
    table(
        "anomaly",
        &[
            ("submission_id", Number),
            ("position", Number),
            ("code", Text),
        ],
        &["submission_id", "position"],
    ),
    table(
        "exchange",
        &[
            ("id", Number),
            ("submission_id", Number),
            ("method", Text),
            ("worker", Text),
            ("epoch", Number),
            ("trace_id", Text),
            ("opened_at", Number),
            ("duration_ms", Number),
            ("status", Number),
            ("server_trace_id", Text),
            ("location", Text),
            ("outcome", Text),
            ("detail", Text),
        ],
        &["id"],
    ),
    table(
        "asking",
        &[("submission_id", Number), ("asked_at", Number)],
        &["submission_id"],
    ),
    table(
        "journal",
        &[
            ("seq", Number),
            ("at", Number),
            ("actor", Text),
            ("submission_id", Number),
            ("event", Text),
            ("from_state", Text),
            ("to_state", Text),
            ("reason", Text),
            ("prev_hash", Bytes),
            ("hash", Bytes),
        ],
        &["seq"],
    ),
    table(
        "register",
        &[("id", Number), ("revision", Number), ("document", Text)],
        &["id"],
    ),
    table(
        "draft",
        &[
            ("uid", Bytes),
            ("document", Text),
            ("origin", Number),
            ("author", Text),
            ("kept_at", Number),
        ],
        &["uid"],
    ),
    kept(
        "state_count",
        &[("state", Text), ("rows", Number)],
        &["state"],
    ),
    kept(
        "undecided_count",
        &[("state", Text), ("rows", Number)],
        &["state"],
    ),
    kept(
        "refused_code",
        &[("code", Text), ("rows", Number)],
        &["code"],
    ),
    kept(
        "tally",
        &[
            ("state", Text),
            ("decision", Text),
            ("kind", Text),
            ("account_id", Number),
            ("worker_type", Text),
            ("rows", Number),
        ],
        &["state", "decision", "kind", "account_id", "worker_type"],
    ),
    kept(
        "employer_tally",
        &[("digits", Text), ("employer", Text), ("rows", Number)],
        &["digits", "employer"],
    ),
    kept(
        "settled_tally",
        &[("hour", Number), ("state", Text), ("rows", Number)],
        &["hour", "state"],
    ),
];

/// What the lines of a table came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sum {
    /// How many there are.
    pub rows: u64,
    /// Of all of them.
    pub digest: [u8; 32],
}

/// Lines that go by.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rows: u64,
    hash: Sha256,
}

impl Lines {
    /// Bytes of lines, of which each ends with a line feed; wherever they are cut.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.rows += u64::from(*byte == b'\n');
        }
        self.hash.update(bytes);
    }

    pub(super) fn sum(self) -> Sum {
        Sum {
            rows: self.rows,
            digest: self.hash.finalize().into(),
        }
    }
}

/// A value that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Number(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// Writes the lines of a table.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    /// The next value of a line, the first of which has none before it.
    pub(super) fn cell(&mut self, is_first: bool, spelling: Spelling, cell: Option<&Cell<'_>>) {
        if !is_first {
            self.bytes.push(b'\t');
        }
        match (cell, spelling) {
            (None, _) => self.bytes.extend_from_slice(b"\\N"),
            (Some(Cell::Number(number)), Truth) => {
                self.bytes.push(if *number == 0 { b'f' } else { b't' });
            }
            (Some(Cell::Number(number)), _) => {
                self.bytes.extend_from_slice(number.to_string().as_bytes());
            }
            (Some(Cell::Text(text)), _) => self.text(text),
            (Some(Cell::Bytes(bytes)), _) => self.hexadecimal(bytes),
        }
    }

    /// The end of a line.
    pub(super) fn end(&mut self) {
        self.bytes.push(b'\n');
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            let escaped = match letter {
                '\\' => b'\\',
                '\u{8}' => b'b',
                '\u{C}' => b'f',
                '\n' => b'n',
                '\r' => b'r',
                '\t' => b't',
                '\u{B}' => b'v',
                // The server takes none: as its symbol, like everything that is written there.
                '\0' => {
                    self.bytes.extend_from_slice("\u{2400}".as_bytes());
                    continue;
                }
                _ => {
                    let mut bytes = [0; 4];
                    let letter = letter.encode_utf8(&mut bytes);
                    self.bytes.extend_from_slice(letter.as_bytes());
                    continue;
                }
            };
            self.bytes.extend_from_slice(&[b'\\', escaped]);
        }
    }

    fn hexadecimal(&mut self, bytes: &[u8]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.bytes.extend_from_slice(b"\\\\x");
        for byte in bytes {
            let digits = [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ];
            self.bytes.extend_from_slice(&digits);
        }
    }
}

/// A value as it is read from a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Read {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Reads a line without its end; none when it is not one of this table.
pub(super) fn read(table: &Table, line: &str) -> Option<Vec<Read>> {
    let values: Vec<&str> = line.split('\t').collect();
    if values.len() != table.columns.len() {
        return None;
    }
    let spellings = table.columns.iter().map(|(_, spelling)| *spelling);
    values
        .into_iter()
        .zip(spellings)
        .map(|(value, spelling)| {
            if value == "\\N" {
                return Some(Read::Nothing);
            }
            match spelling {
                Number | OnServer(_) => value.parse().ok().map(Read::Number),
                Truth => Some(Read::Number(i64::from(value == "t"))),
                Text => unescaped(value).map(Read::Text),
                Bytes => bytes(value.strip_prefix("\\\\x")?).map(Read::Bytes),
            }
        })
        .collect()
}

fn unescaped(value: &str) -> Option<String> {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                'b' => '\u{8}',
                'f' => '\u{C}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\u{B}',
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(text)
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_read_as_it_was_written(
            id in any::<i64>(),
            name in "[^\0]{0,20}",
            uid in proptest::collection::vec(any::<u8>(), 0..20),
            truth in any::<bool>(),
        ) {
            let columns: &'static [_] = &[("a", Number), ("b", Text), ("c", Bytes), ("d", Truth), ("e", Text)];
            let table = table("x", columns, &["a"]);
            let mut writer = Writer::default();
            writer.cell(true, Number, Some(&Cell::Number(id)));
            writer.cell(false, Text, Some(&Cell::Text(&name)));
            writer.cell(false, Bytes, Some(&Cell::Bytes(&uid)));
            writer.cell(false, Truth, Some(&Cell::Number(i64::from(truth))));
            writer.cell(false, Text, None);
            let line = String::from_utf8(writer.bytes).expect("UTF-8");
            prop_assert!(!line.contains('\n'));
            let read = read(&table, &line);
            let expected = vec![
                Read::Number(id), Read::Text(name), Read::Bytes(uid), Read::Number(i64::from(truth)), Read::Nothing,
            ];
            prop_assert_eq!(read, Some(expected));
        }
    }
}
