//! Tables as CSV, with the same care as rows of the queue.

use std::io::{self, Write};
use std::path::Path;

use super::csv_file::{BYTE_ORDER_MARK, cell, plain};
use super::place::Place;
use crate::domain::problem::Problem;
use crate::domain::table::Table;

/// Writes a table to this file, which must not be there.
pub fn table_to_file(path: &Path, table: &Table) -> Result<(), Problem> {
    let place = Place::new(path, false)?;
    let mut file = place.begin()?;
    let written = file
        .write_all(BYTE_ORDER_MARK)
        .and_then(|()| csv(&mut file, table));
    written.map_err(|error| place.unwritable(&error))?;
    file.keep(&place)
}

/// Writes a table as CSV.
pub fn csv(writer: impl Write, table: &Table) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(writer);
    writer.write_record(&table.columns).map_err(plain)?;
    for row in &table.rows {
        let cells = row.iter().map(|value| cell(&value.raw()));
        writer.write_record(cells).map_err(plain)?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Cell;

    fn table() -> Table {
        Table {
            columns: vec!["code", "refusals"],
            rows: vec![
                vec![Cell::Text("=1+1\n\u{1b}[31m".into()), Cell::Number(3)],
                vec![Cell::Word("in".to_owned()), Cell::Empty],
            ],
        }
    }

    #[test]
    fn no_cell_does_anything_where_it_is_opened() {
        let mut written = Vec::new();
        csv(&mut written, &table()).expect("memory takes everything");
        let text = String::from_utf8(written).expect("text");
        assert_eq!(text, "code;refusals\r\n'=1+1\\u{a}\\u{1b}[31m;3\r\nin;\r\n");
    }

    #[test]
    fn a_file_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        table_to_file(&path, &table()).expect("written");
        let refused = table_to_file(&path, &table()).expect_err("it is there");
        assert_eq!(refused.summary.key, "many-file-exists");
        let bytes = std::fs::read(&path).expect("there");
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
    }
}
