//! A terminal for tests: what is written to it can be looked at.

use std::cell::{Cell as Slot, RefCell};
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::Frame;

use super::screen::{Screen, Surface};
use crate::tui::ability::Ability;
use crate::tui::again::Again;

/// A surface of a given size that remembers what was written, write by write.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) size: Rc<Slot<(u16, u16)>>,
    writes: Rc<RefCell<Vec<Vec<u8>>>>,
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Paper {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok(self.size.get())
    }
}

/// A screen under test, with the terminal that reads it.
pub(super) struct Bench {
    pub(super) screen: Screen<Paper>,
    pub(super) paper: Paper,
    pub(super) reader: vt100::Parser,
}

impl Bench {
    pub(super) fn new(size: (u16, u16), ability: Ability) -> Self {
        let paper = Paper {
            size: Rc::new(Slot::new(size)),
            writes: Rc::default(),
        };
        Self {
            screen: Screen::new(paper.clone(), ability),
            paper,
            reader: parser(size),
        }
    }

    pub(super) fn resize(&mut self, (columns, rows): (u16, u16)) {
        self.paper.size.set((columns, rows));
        let size = |length: u16| length.try_into().expect("not zero");
        self.reader.screen_mut().set_size(size(rows), size(columns));
    }

    /// Draws a frame; what was written for it.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> Vec<u8> {
        self.draw_again(|frame, _| draw(frame))
    }

    /// The same, without what looks as in the frame before.
    pub(super) fn draw_again(&mut self, draw: impl FnOnce(&mut Frame, &mut Again)) -> Vec<u8> {
        self.screen.draw(draw).expect("it draws");
        let writes = self.paper.writes.take();
        assert!(writes.len() <= 1, "a frame is one write");
        let bytes = writes.concat();
        self.reader.process(&bytes);
        bytes
    }
}

pub(super) fn parser((columns, rows): (u16, u16)) -> vt100::Parser {
    vt100::Parser::new(
        rows.try_into().expect("not zero"),
        columns.try_into().expect("not zero"),
        0,
    )
}

/// A cell as it is seen: a blank has no colour of letters.
pub(super) type Seen = (String, vt100::Color, vt100::Color, [bool; 5]);

pub(super) fn seen(reader: &vt100::Parser) -> Vec<Seen> {
    let screen = reader.screen();
    let (rows, columns) = screen.size();
    let mut cells = Vec::new();
    for y in 0..u16::from(rows) {
        for x in 0..u16::from(columns) {
            let cell = screen.cell(y, x).expect("on screen");
            let text = cell.contents().replace('\u{a0}', " ");
            let text = if text.is_empty() {
                " ".to_owned()
            } else {
                text
            };
            let blank = text == " " && !cell.inverse() && !cell.underline();
            let modifiers = [
                cell.bold() && !blank,
                cell.dim() && !blank,
                cell.italic() && !blank,
                cell.underline(),
                cell.inverse(),
            ];
            let fg = if blank {
                vt100::Color::Default
            } else {
                cell.fgcolor()
            };
            cells.push((text, fg, cell.bgcolor(), modifiers));
        }
    }
    cells
}
