//! Files that are larger than what is held of them.

use std::io::Cursor;

use super::*;

/// A file of one byte, very often.
struct Endless(u8, u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(usize::try_from(self.1).expect("small"));
        buffer[..length].fill(self.0);
        self.1 -= length as u64;
        Ok(length)
    }
}

/// A beginning, and then 4 MiB of one byte.
fn endless(start: &str, byte: u8) -> impl std::io::Read + std::io::Seek {
    struct Both<'a>(Cursor<&'a [u8]>, Endless);
    impl std::io::Read for Both<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(buffer)? {
                0 => self.1.read(buffer),
                length => Ok(length),
            }
        }
    }
    impl std::io::Seek for Both<'_> {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            self.1.1 = 4 << 20;
            self.0.seek(to)
        }
    }
    Both(
        Cursor::new(start.to_owned().leak().as_bytes()),
        Endless(byte, 4 << 20),
    )
}

#[test]
fn a_line_without_end_is_not_taken_into_memory() {
    for (name, start, byte, line, key) in [
        ("a cell", "kind\nin\n", b'a', 3, "import-row-too-long"),
        ("the header", "", b'a', 1, "import-row-too-long"),
        ("a quote", "kind\nin\n\"", b'a', 3, "input-csv-open-quote"),
        ("a text of JSON", "{}\n{\"", b'a', 2, "import-row-too-long"),
        ("a list of lists", "{}\n{", b'[', 2, "import-row-too-long"),
    ] {
        let error = match Rows::open(endless(start, byte), None) {
            Ok(rows) => rows.last().expect("an end").expect_err(name),
            Err(error) => error,
        };
        assert_eq!((error.line, error.text.key), (line, key), "{name}");
    }
}

#[test]
fn many_rows_pass_one_at_a_time() {
    let text = format!("kind;reference\r\n{}", "in;A\r\n".repeat(1_000));
    let mut rows = Rows::open(Cursor::new(text.as_bytes()), None).expect("readable");
    let mut before = rows.passed();
    for number in 1..=1_000 {
        let row = rows.next().expect("a row").expect("readable");
        assert_eq!((row.row, row.line), (number, number as u64 + 1));
        assert!(rows.passed() > before && rows.passed() <= text.len() as u64);
        before = rows.passed();
    }
    assert!(rows.next().is_none() && rows.next().is_none());
}
