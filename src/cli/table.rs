//! A table on standard output: aligned, as CSV, or an object a line.

use serde_json::{Map, Value};

use crate::args::TableFormat;
use crate::domain::table::{Cell, Table};
use crate::export;

use super::output::{Output, shown};

/// Prints a table.
pub(super) fn print(table: &Table, format: TableFormat, out: &Output<'_>) {
    match format {
        _ if out.is_json() => json(table, out),
        TableFormat::Json => json(table, out),
        TableFormat::Csv => {
            let mut bytes = Vec::new();
            // Memory takes everything.
            if export::csv(&mut bytes, table).is_ok() {
                let text = String::from_utf8_lossy(&bytes);
                for line in text.split_terminator("\r\n") {
                    out.line(line);
                }
            }
        }
        TableFormat::Table => aligned(table, out),
    }
}

fn json(table: &Table, out: &Output<'_>) {
    for row in &table.rows {
        let cells = table.columns.iter().zip(row);
        let object: Map<String, Value> = cells
            .map(|(column, cell)| ((*column).to_owned(), value(cell)))
            .collect();
        out.json(&object);
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Number(number) => (*number).into(),
        Cell::Word(_) | Cell::Text(_) => cell.raw().into(),
    }
}

/// Numbers stand to the right, words to the left.
fn aligned(table: &Table, out: &Output<'_>) {
    let cells: Vec<Vec<String>> = (table.rows.iter())
        .map(|row| row.iter().map(|cell| shown(cell.raw())).collect())
        .collect();
    let wide = |column: usize| {
        let cells = cells.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(table.columns[column].len())
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(wide).collect();
    let columns = table.columns.iter().zip(&widths).enumerate();
    let heads: Vec<String> = columns
        .map(|(at, (name, &width))| {
            let number = table
                .rows
                .iter()
                .any(|row| matches!(row[at], Cell::Number(_)));
            if number {
                format!("{name:>width$}")
            } else {
                format!("{name:<width$}")
            }
        })
        .collect();
    out.line(heads.join("  ").trim_end());
    for (row, shown) in table.rows.iter().zip(&cells) {
        let line: Vec<String> = (row.iter().zip(shown).zip(&widths))
            .map(|((cell, text), &width)| match cell {
                Cell::Number(_) => format!("{text:>width$}"),
                _ => format!("{text:<width$}"),
            })
            .collect();
        out.line(line.join("  ").trim_end());
    }
}
