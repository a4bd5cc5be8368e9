//! Writes frames with few bytes: what changed, by the shortest way, in one write.
//!
//! It knows what the terminal shows and what it shall show, and draws the difference. Nothing
//! relies on the terminal's own wrapping, and nothing is ever asked.

use std::io::{self, Write};

use ratatui::Frame;
use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::desk::Desk;
use super::glyphs::{Glyph, Glyphs};
use super::pen::{Ink, Pen, number};
use super::picture::{Brush, Picture, Spot};
use super::scroll::{self, Shift};
use super::shades::Shades;
use crate::tui::ability::Ability;
use crate::tui::again::Again;

/// Terminals draw nothing between these two (DEC private mode 2026).
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// A frame of so few bytes arrives in one piece whatever happens: it needs no brackets.
const ONE_PIECE: usize = 128;
/// A frame of more bytes than this hides the cursor while it is drawn: not every terminal knows
/// the brackets.
const LARGE: usize = 1_024;
/// Fewer changed rows than this are not worth looking for a shift.
const MANY_ROWS: usize = 4;
/// Blanks that are erased to the end of the row instead of written.
const ERASED: usize = 4;
/// Cells that are written again rather than jumped over.
const BRIDGED: u16 = 4;

/// Where frames are written to.
pub trait Surface: Write {
    /// Columns and rows.
    fn size(&self) -> io::Result<(u16, u16)>;
}

/// The terminal's picture, and how it is changed.
#[derive(Debug)]
pub struct Screen<W: Surface> {
    ability: Ability,
    out: W,
    desk: Desk,
    frame: Vec<u8>,
    pen: Pen,
    shown: Picture,
    wanted: Picture,
    /// What the glyphs of both are.
    glyphs: Glyphs,
    /// And what their shades are.
    shades: Shades,
    /// Empty ones, for the next frame.
    cells: Vec<Cell>,
    /// What need not be drawn again.
    again: Again,
    /// Rows that are to be looked at.
    touched: Vec<bool>,
    /// Nothing is known of what the terminal shows.
    strange: bool,
    /// Whether the cursor is seen, and shall be.
    seen: Option<bool>,
    see: bool,
    /// Where the cursor shall stand while it is seen.
    cursor: Position,
}

impl<W: Surface> Screen<W> {
    /// A screen that is written to `out`.
    pub fn new(out: W, ability: Ability) -> Self {
        Self {
            ability,
            out,
            desk: Desk::new(),
            frame: Vec::new(),
            pen: Pen::new(ability),
            shown: Picture::default(),
            wanted: Picture::default(),
            glyphs: Glyphs::default(),
            shades: Shades::default(),
            cells: Vec::new(),
            again: Again::default(),
            touched: Vec::new(),
            strange: true,
            seen: None,
            see: false,
            cursor: Position::ORIGIN,
        }
    }

    /// Where it is written to.
    pub fn surface(&mut self) -> &mut W {
        &mut self.out
    }

    /// Forgets what the terminal is believed to show.
    pub fn forget(&mut self) {
        self.strange = true;
        self.seen = None;
        self.pen.forget();
    }

    /// Writes every cell with the next frame.
    pub fn redraw(&mut self) {
        self.strange = true;
    }

    /// Draws a frame.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame, &mut Again)) -> io::Result<()> {
        let size = self.out.size()?;
        let many = self.glyphs.are_many() || self.shades.are_many();
        if self.strange || many || size != self.shown.size() {
            self.start_over(size);
        }
        let again = &mut self.again;
        let draw = |frame: &mut Frame| draw(frame, again);
        let cursor = self.desk.draw(size, &mut self.cells, draw);
        self.see = cursor.is_some();
        self.cursor = cursor.unwrap_or(self.cursor);
        // The terminal shows what was wanted last.
        let before = (&self.shown, &self.again);
        let brush = Brush::new(self.ability, &mut self.glyphs, &mut self.shades);
        (self.wanted).draw(&mut self.cells, brush, before, &mut self.touched);
        self.draw_difference();
        self.send()
    }

    /// Everything blank.
    fn start_over(&mut self, (columns, rows): (u16, u16)) {
        self.shown = Picture::blank(columns, rows);
        self.wanted = self.shown.clone();
        self.glyphs.forget();
        self.shades.forget();
        self.again.forget();
        self.touched = vec![false; usize::from(rows)];
        self.strange = false;
        self.pen.forget();
        self.frame.extend_from_slice(CLEAR);
        self.pen.dipped(Ink::PLAIN);
    }

    /// Writes the difference between what is shown and what is wanted.
    fn draw_difference(&mut self) {
        if self.touched.iter().filter(|touched| **touched).count() >= MANY_ROWS {
            let (shown, wanted) = (self.shown.marks(), self.wanted.marks());
            if let Some(shift) = scroll::find(&shown, &wanted) {
                self.shift(shift);
            }
        }
        for y in 0..self.wanted.rows() {
            if self.touched[usize::from(y)] {
                self.draw_row(y);
                self.shown.mark_as(y, &self.wanted);
            }
        }
    }

    /// Lets the terminal move rows: line feeds at the lower edge of a band of rows, reverse ones
    /// at its upper edge. The oldest terminals can do it, and the newest.
    fn shift(&mut self, shift: Shift) {
        let Shift { top, bottom, up } = shift;
        // What comes in is blank in the pen's ground.
        self.pen.dip(Ink::PLAIN, &mut self.frame);
        self.frame.extend_from_slice(b"\x1b[");
        number(top + 1, &mut self.frame);
        self.frame.push(b';');
        number(bottom, &mut self.frame);
        self.frame.push(b'r');
        // Not every terminal goes home for it.
        self.pen.moved(None);
        let times = usize::try_from(up.unsigned_abs()).unwrap_or(0);
        if up > 0 {
            self.pen.go(Position::new(0, bottom - 1), &mut self.frame);
            self.frame.extend(std::iter::repeat_n(b'\n', times));
        } else {
            self.pen.go(Position::new(0, top), &mut self.frame);
            for _ in 0..times {
                self.frame.extend_from_slice(b"\x1bM");
            }
        }
        self.frame.extend_from_slice(b"\x1b[r");
        self.pen.moved(None);
        self.shown.shift(top, bottom, up);
        for y in top..bottom {
            self.touched[usize::from(y)] = self.wanted.row(y) != self.shown.row(y);
        }
    }

    fn draw_row(&mut self, y: u16) {
        let columns = self.wanted.columns();
        let end = self.erased_from(y);
        let mut x = 0;
        while x < end.unwrap_or(columns) {
            let at = usize::from(x);
            let wide = self.wanted.row(y)[at].glyph.columns().max(1);
            let behind = (at + usize::from(wide)).min(usize::from(columns));
            if self.wanted.row(y)[at..behind] != self.shown.row(y)[at..behind] {
                self.reach(x, y);
                self.write(x, y);
            }
            x += wide;
        }
        if let Some(end) = end {
            self.pen.go(Position::new(end, y), &mut self.frame);
            self.pen.dip_blank(Ink::PLAIN, &mut self.frame);
            self.frame.extend_from_slice(b"\x1b[K");
            self.shown.erase(end, y);
        }
    }

    /// From where the row is better erased than written, if it is.
    fn erased_from(&self, y: u16) -> Option<u16> {
        let (wanted, shown) = (self.wanted.row(y), self.shown.row(y));
        let end = wanted
            .iter()
            .rposition(|spot| !spot.is_blank())
            .map_or(0, |last| last + 1);
        let differ = wanted[end..]
            .iter()
            .zip(&shown[end..])
            .filter(|(wanted, shown)| wanted != shown)
            .count();
        (differ >= ERASED)
            .then(|| u16::try_from(end).ok())
            .flatten()
    }

    /// Brings the pen to a cell. A few cells in the same ink are written again: that is
    /// shorter than a jump.
    fn reach(&mut self, x: u16, y: u16) {
        if let Some(from) = self.pen.at().filter(|from| from.y == y && from.x < x) {
            let gap = &self.wanted.row(y)[usize::from(from.x)..usize::from(x)];
            let fits = |spot: &Spot| {
                let ink = self.shades.ink(spot.shade);
                let blank = spot.glyph == Glyph::BLANK && self.pen.writes_blank(ink);
                spot.glyph.is_ascii() && (blank || self.pen.writes(ink))
            };
            if x - from.x <= BRIDGED && gap.iter().all(fits) {
                for spot in gap {
                    self.glyphs.write(spot.glyph, &mut self.frame);
                }
                self.pen.moved(Some(Position::new(x, y)));
                return;
            }
        }
        self.pen.go(Position::new(x, y), &mut self.frame);
    }

    fn write(&mut self, x: u16, y: u16) {
        let Spot { glyph, shade } = self.wanted.row(y)[usize::from(x)];
        let ink = self.shades.ink(shade);
        if glyph == Glyph::BLANK {
            self.pen.dip_blank(ink, &mut self.frame);
        } else {
            self.pen.dip(ink, &mut self.frame);
        }
        let (wide, sure) = (glyph.columns(), glyph.is_sure());
        if wide > 1 && !sure {
            // Where it is drawn narrow, nothing old may stand beside it.
            let blanks = std::iter::repeat_n(b' ', usize::from(wide));
            self.frame.extend(blanks);
            self.pen.moved(None);
            self.pen.go(Position::new(x, y), &mut self.frame);
        }
        self.glyphs.write(glyph, &mut self.frame);
        if !sure {
            // Terminals do not agree on how far this moves them.
            self.pen.moved(None);
        } else if x + wide < self.wanted.columns() {
            self.pen.moved(Some(Position::new(x + wide, y)));
        } else {
            self.pen.at_edge(y);
        }
        self.shown.take(x, y, &self.wanted);
    }

    /// Sends the frame, in one write.
    fn send(&mut self) -> io::Result<()> {
        let large = self.frame.len() > LARGE;
        let hidden = self.see && large && self.seen == Some(true);
        if hidden {
            self.seen = Some(false);
        }
        if self.see {
            self.pen.go(self.cursor, &mut self.frame);
        }
        if self.seen.replace(self.see) != Some(self.see) {
            let change = if self.see { SHOW_CURSOR } else { HIDE_CURSOR };
            self.frame.extend_from_slice(change);
        }
        if self.frame.is_empty() {
            return Ok(());
        }
        if self.frame.len() > ONE_PIECE && !self.ability.old {
            let first = if hidden { HIDE_CURSOR } else { b"" };
            let before = [BEGIN_FRAME, first].concat();
            self.frame.splice(0..0, before);
            self.frame.extend_from_slice(END_FRAME);
        } else if hidden {
            self.frame.splice(0..0, HIDE_CURSOR.iter().copied());
        }
        let written = self.out.write_all(&self.frame);
        self.frame.clear();
        written?;
        self.out.flush()
    }
}

#[cfg(test)]
#[path = "screen_tests.rs"]
mod tests;
