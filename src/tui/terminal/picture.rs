//! What a terminal shows, or shall show: cells as they can be seen, and a mark for every row.

use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::pen::{Ink, SEEN_ON_BLANK, able};
use crate::domain::untrusted::{Untrusted, is_plain};
use crate::tui::ability::Ability;
use crate::tui::format;

/// The second column of a wide letter.
const BEHIND: &str = "";
/// Something that nobody knows: half of a wide letter that was written over.
const UNKNOWN: &str = "\0";

/// A letter with more marks than any language puts on one has more characters than this.
const MANY_MARKS: usize = 5;

/// Cells in rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    columns: u16,
    rows: u16,
    cells: Vec<Cell>,
    marks: Vec<Option<u64>>,
}

impl Picture {
    /// Nothing but blanks.
    pub(super) fn blank(columns: u16, rows: u16) -> Self {
        let cells = usize::from(columns) * usize::from(rows);
        Self {
            columns,
            rows,
            cells: vec![Cell::EMPTY; cells],
            marks: vec![None; usize::from(rows)],
        }
    }

    pub(super) fn columns(&self) -> u16 {
        self.columns
    }

    pub(super) fn rows(&self) -> u16 {
        self.rows
    }

    fn place(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.columns) + usize::from(x)
    }

    /// The cells of a row.
    pub(super) fn row(&self, y: u16) -> &[Cell] {
        let start = self.place(0, y);
        &self.cells[start..start + usize::from(self.columns)]
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    /// The cells, to be drawn anew; [`Self::drawn`] follows.
    pub(super) fn cells(&mut self) -> &mut Vec<Cell> {
        &mut self.cells
    }

    /// Something was drawn in the cells: makes of it what this terminal can show.
    pub(super) fn drawn(&mut self, ability: Ability) {
        self.marks.fill(None);
        for row in self.cells.chunks_mut(usize::from(self.columns).max(1)) {
            let mut rest = row;
            while let Some((cell, others)) = rest.split_first_mut() {
                show(cell, ability);
                let wide = usize::from(columns_of(cell.symbol()).max(1));
                let (behind, others) = others.split_at_mut((wide - 1).min(others.len()));
                for covered in behind {
                    covered.reset();
                    covered.set_symbol(BEHIND);
                }
                rest = others;
            }
        }
    }

    /// Takes this cell over from another picture: the terminal shows it now. Halves of wide
    /// letters that it covered are not known any more.
    pub(super) fn take(&mut self, x: u16, y: u16, from: &Self) {
        let at = self.place(x, y);
        let wide = usize::from(columns_of(from.cells[at].symbol()).min(self.columns - x)).max(1);
        let end = self.place(self.columns - 1, y) + 1;
        if at + wide < end && self.cells[at + wide].symbol() == BEHIND {
            self.cells[at + wide].set_symbol(UNKNOWN);
        }
        self.cells[at..at + wide].clone_from_slice(&from.cells[at..at + wide]);
        self.marks[usize::from(y)] = None;
    }

    /// This row looks as in another picture now.
    pub(super) fn mark_as(&mut self, y: u16, other: &Self) {
        self.marks[usize::from(y)] = other.marks[usize::from(y)];
    }

    /// Blanks from this column to the end of the row.
    pub(super) fn erase(&mut self, x: u16, y: u16) {
        let (start, end) = (self.place(x, y), self.place(self.columns - 1, y) + 1);
        self.cells[start..end].fill(Cell::EMPTY);
        self.marks[usize::from(y)] = None;
    }

    /// Moves the rows of a band up (or down, when negative); blank ones come in.
    pub(super) fn shift(&mut self, top: u16, bottom: u16, up: i32) {
        let wide = usize::from(self.columns);
        let band = usize::from(top)..usize::from(bottom);
        let by = usize::try_from(up.unsigned_abs())
            .unwrap_or(usize::MAX)
            .min(band.len());
        let cells = &mut self.cells[band.start * wide..band.end * wide];
        let marks = &mut self.marks[band];
        if up > 0 {
            cells.rotate_left(by * wide);
            marks.rotate_left(by);
            let left = cells.len() - by * wide;
            cells[left..].fill(Cell::EMPTY);
            let left = marks.len() - by;
            marks[left..].fill(None);
        } else {
            cells.rotate_right(by * wide);
            marks.rotate_right(by);
            cells[..by * wide].fill(Cell::EMPTY);
            marks[..by].fill(None);
        }
    }

    /// The mark of every row: rows that look alike have the same one, blank rows have 0.
    pub(super) fn marks(&mut self) -> Vec<u64> {
        (0..self.rows)
            .map(|y| {
                let known = self.marks[usize::from(y)];
                let mark = known.unwrap_or_else(|| mark(self.row(y)));
                self.marks[usize::from(y)] = Some(mark);
                mark
            })
            .collect()
    }
}

/// Columns of a symbol; at least one, but for what stands behind a wide letter.
pub(super) fn columns_of(symbol: &str) -> u16 {
    match symbol.len() {
        0 => 0,
        1 => 1,
        _ => u16::try_from(format::width(symbol)).unwrap_or(1).max(1),
    }
}

/// Whether nothing is seen there.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// Makes of a cell what this terminal can show.
fn show(cell: &mut Cell, ability: Ability) {
    let symbol = cell.symbol();
    let is_letter = matches!(symbol.as_bytes(), [b' '..=b'~']);
    if symbol == "\u{a0}" || symbol.is_empty() {
        cell.set_symbol(" ");
    } else if !is_letter && !symbol.chars().all(is_plain) {
        let covered = covered(symbol);
        cell.set_symbol(&covered);
    } else if symbol.chars().nth(MANY_MARKS).is_some() {
        let cut = Untrusted::new(symbol).shown();
        let is_as_wide = columns_of(&cut) == columns_of(symbol);
        let shown = if is_as_wide { cut } else { covered(symbol) };
        cell.set_symbol(&shown);
    }
    let ink = Ink::of(cell);
    if ink == Ink::PLAIN {
        return;
    }
    let mut ink = able(ink, ability);
    if cell.symbol() == " " && !ink.modifier.intersects(SEEN_ON_BLANK) {
        ink = Ink {
            bg: ink.bg,
            ..Ink::PLAIN
        };
    }
    cell.fg = ink.fg;
    cell.bg = ink.bg;
    cell.underline_color = ink.underline;
    cell.modifier = ink.modifier;
}

/// What stands for something foreign: as wide, as the columns behind it are taken.
fn covered(symbol: &str) -> String {
    "?".repeat(usize::from(columns_of(symbol).max(1)))
}

fn mark(row: &[Cell]) -> u64 {
    let mut mark = 0;
    let mut blanks = 0_u64;
    for cell in row {
        if is_blank(cell) {
            blanks += 1;
            continue;
        }
        mark = mixed(mark, blanks);
        for bytes in cell.symbol().as_bytes().chunks(8) {
            let word = bytes
                .iter()
                .fold(0, |word, &byte| word << 8 | u64::from(byte));
            mark = mixed(mark, word);
        }
        let ink = Ink::of(cell);
        if ink != Ink::PLAIN {
            mark = mixed(mark, number(ink.fg) << 32 | number(ink.bg));
            mark = mixed(
                mark,
                number(ink.underline) << 16 | u64::from(ink.modifier.bits()),
            );
        }
        blanks = 0;
    }
    mark
}

fn mixed(mark: u64, word: u64) -> u64 {
    // A constant without pattern; one is added so that a blank mark does not stay blank.
    (mark.rotate_left(5) ^ word.wrapping_add(1)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn number(colour: Color) -> u64 {
    match colour {
        Color::Reset => 0,
        Color::Indexed(index) => 0x100 | u64::from(index),
        Color::Rgb(red, green, blue) => u64::from(u32::from_be_bytes([1, red, green, blue])),
        named => 1 + u64::from(super::colours::place(named).unwrap_or(0)),
    }
}
