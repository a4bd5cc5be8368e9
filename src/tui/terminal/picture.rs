//! What a terminal shows, or shall show: what is seen in every column, and a mark for every row.

use ratatui::buffer::Cell;

use super::glyphs::{Glyph, Glyphs};
use super::pen::{Ink, SEEN_ON_BLANK, able};
use super::shades::{Shade, Shades};
use crate::tui::ability::Ability;
use crate::tui::again::Again;

/// What is seen in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) glyph: Glyph,
    pub(super) shade: Shade,
}

impl Spot {
    const BLANK: Self = Self {
        glyph: Glyph::BLANK,
        shade: Shade::PLAIN,
    };

    /// The second column of a wide letter.
    const BEHIND: Self = Self {
        glyph: Glyph::BEHIND,
        shade: Shade::PLAIN,
    };

    /// Whether nothing is seen there.
    pub(super) fn is_blank(self) -> bool {
        self == Self::BLANK
    }
}

/// What cells are drawn with, and what a terminal shows of it.
struct Dipped {
    ink: Ink,
    shade: Shade,
    /// What is seen of it where there is no letter.
    on_blank: Shade,
}

impl Dipped {
    fn of(ink: Ink, ability: Ability, shades: &mut Shades) -> Self {
        let seen = able(ink, ability);
        let shade = shades.of(seen);
        let on_blank = if seen.modifier.intersects(SEEN_ON_BLANK) {
            shade
        } else {
            shades.of(Ink {
                bg: seen.bg,
                ..Ink::PLAIN
            })
        };
        Self {
            ink,
            shade,
            on_blank,
        }
    }
}

/// Makes spots of cells.
pub(super) struct Brush<'a> {
    ability: Ability,
    glyphs: &'a mut Glyphs,
    shades: &'a mut Shades,
    /// Neighbours mostly have the same ink.
    dipped: Dipped,
}

impl<'a> Brush<'a> {
    pub(super) fn new(ability: Ability, glyphs: &'a mut Glyphs, shades: &'a mut Shades) -> Self {
        let dipped = Dipped::of(Ink::PLAIN, ability, shades);
        Self {
            ability,
            glyphs,
            shades,
            dipped,
        }
    }

    /// Draws cells, and empties them; whether they look different now.
    fn draw(&mut self, spots: &mut [Spot], cells: &mut [Cell]) -> bool {
        let mut is_new = false;
        let mut covered = 0;
        for (spot, cell) in spots.iter_mut().zip(cells) {
            let wanted = if covered > 0 {
                covered -= 1;
                Spot::BEHIND
            } else {
                let ink = Ink::of(cell);
                if ink != self.dipped.ink {
                    self.dipped = Dipped::of(ink, self.ability, self.shades);
                }
                let glyph = self.glyphs.of(cell.symbol());
                covered = glyph.columns().max(1) - 1;
                let shade = if glyph == Glyph::BLANK {
                    self.dipped.on_blank
                } else {
                    self.dipped.shade
                };
                Spot { glyph, shade }
            };
            if *spot != wanted {
                *spot = wanted;
                is_new = true;
            }
            *cell = Cell::EMPTY;
        }
        is_new
    }
}

/// Spots in rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    columns: u16,
    rows: u16,
    spots: Vec<Spot>,
    marks: Vec<Option<u64>>,
}

impl Picture {
    /// Nothing but blanks.
    pub(super) fn blank(columns: u16, rows: u16) -> Self {
        let spots = usize::from(columns) * usize::from(rows);
        Self {
            columns,
            rows,
            spots: vec![Spot::BLANK; spots],
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

    /// The spots of a row.
    pub(super) fn row(&self, y: u16) -> &[Spot] {
        let start = self.place(0, y);
        &self.spots[start..start + usize::from(self.columns)]
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        (self.columns, self.rows)
    }

    /// Makes this the picture of what was drawn in these cells, and empties them for the next one;
    /// tells for each row whether it is another one now. Rows that were not drawn again are those of
    /// the picture before.
    pub(super) fn draw(
        &mut self,
        cells: &mut [Cell],
        mut brush: Brush<'_>,
        (before, again): (&Self, &Again),
        touched: &mut [bool],
    ) {
        let wide = usize::from(self.columns).max(1);
        let rows = self.spots.chunks_mut(wide).zip(cells.chunks_mut(wide));
        let marks = touched.iter_mut().zip(&mut self.marks);
        for (y, ((row, cells), (touched, mark))) in (0..self.rows).zip(rows.zip(marks)) {
            let mut looks = None;
            *touched = match again.like(y) {
                Some((columns, like)) => {
                    let (start, end) = (usize::from(columns.start), usize::from(columns.end));
                    let there = &before.row(like)[start..end];
                    let is_moved = take_over(&mut row[start..end], there, &mut cells[start..end]);
                    let is_new_before = brush.draw(&mut row[..start], &mut cells[..start]);
                    let is_new_behind = brush.draw(&mut row[end..], &mut cells[end..]);
                    if end - start == wide {
                        looks = before.marks[usize::from(like)];
                    }
                    is_moved || is_new_before || is_new_behind
                }
                None => brush.draw(row, cells),
            };
            if *touched {
                *mark = looks;
            }
        }
    }

    /// Takes this spot over from another picture: the terminal shows it now. Halves of wide
    /// letters that it covered are not known any more.
    pub(super) fn take(&mut self, x: u16, y: u16, from: &Self) {
        let at = self.place(x, y);
        let wide = usize::from(from.spots[at].glyph.columns().min(self.columns - x)).max(1);
        let end = self.place(self.columns - 1, y) + 1;
        if at + wide < end && self.spots[at + wide].glyph == Glyph::BEHIND {
            self.spots[at + wide].glyph = Glyph::UNKNOWN;
        }
        self.spots[at..at + wide].copy_from_slice(&from.spots[at..at + wide]);
        self.marks[usize::from(y)] = None;
    }

    /// This row looks as in another picture now.
    pub(super) fn mark_as(&mut self, y: u16, other: &Self) {
        self.marks[usize::from(y)] = other.marks[usize::from(y)];
    }

    /// Blanks from this column to the end of the row.
    pub(super) fn erase(&mut self, x: u16, y: u16) {
        let (start, end) = (self.place(x, y), self.place(self.columns - 1, y) + 1);
        self.spots[start..end].fill(Spot::BLANK);
        self.marks[usize::from(y)] = None;
    }

    /// Moves the rows of a band up (or down, when negative); blank ones come in.
    pub(super) fn shift(&mut self, top: u16, bottom: u16, up: i32) {
        let wide = usize::from(self.columns);
        let band = usize::from(top)..usize::from(bottom);
        let by = usize::try_from(up.unsigned_abs())
            .unwrap_or(usize::MAX)
            .min(band.len());
        let spots = &mut self.spots[band.start * wide..band.end * wide];
        let marks = &mut self.marks[band];
        if up > 0 {
            spots.rotate_left(by * wide);
            marks.rotate_left(by);
            let left = spots.len() - by * wide;
            spots[left..].fill(Spot::BLANK);
            let left = marks.len() - by;
            marks[left..].fill(None);
        } else {
            spots.rotate_right(by * wide);
            marks.rotate_right(by);
            spots[..by * wide].fill(Spot::BLANK);
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

/// Spots that are as they were in the frame before; whether they are others than here.
fn take_over(spots: &mut [Spot], before: &[Spot], cells: &mut [Cell]) -> bool {
    debug_assert!(
        cells.iter().all(|cell| cell.symbol() == " "),
        "something is drawn above rows that are taken over"
    );
    if cells.first().is_some_and(|cell| *cell != Cell::EMPTY) {
        // They have a ground.
        cells.fill(Cell::EMPTY);
    }
    let is_new = spots != before;
    if is_new {
        spots.copy_from_slice(before);
    }
    is_new
}

fn mark(row: &[Spot]) -> u64 {
    let mut mark = 0;
    let mut blanks = 0_u64;
    for spot in row {
        if spot.is_blank() {
            blanks += 1;
            continue;
        }
        mark = mixed(mark, blanks);
        mark = mixed(mark, spot.glyph.number() << 16 | spot.shade.number());
        blanks = 0;
    }
    mark
}

fn mixed(mark: u64, word: u64) -> u64 {
    // A constant without pattern; one is added so that a blank mark does not stay blank.
    (mark.rotate_left(5) ^ word.wrapping_add(1)).wrapping_mul(0x517c_c1b7_2722_0a95)
}
