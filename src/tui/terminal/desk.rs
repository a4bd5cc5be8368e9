//! Makes ratatui's frames, without ratatui's pictures.
//!
//! Ratatui keeps what it drew last, and compares. The screen knows what the terminal shows, and
//! compares as well: once is enough, and two pictures less to hold.

use std::convert::Infallible;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

/// Where frames are drawn, in cells that are lent for it.
#[derive(Debug)]
pub(super) struct Desk(Terminal<Paper>);

impl Desk {
    /// A desk for frames of any size.
    pub(super) fn new() -> Self {
        let Ok(terminal) = Terminal::new(Paper::default());
        Self(terminal)
    }

    /// Draws a frame of this size into these empty cells; where the cursor shall stand, if it is seen.
    pub(super) fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        cells: &mut Vec<Cell>,
        draw: impl FnOnce(&mut Frame),
    ) -> Option<Position> {
        self.0.backend_mut().size = Size::new(columns, rows);
        cells.resize(usize::from(columns) * usize::from(rows), Cell::EMPTY);
        // Before ratatui looks for cells of this size: it makes none of its own then.
        self.0.current_buffer_mut().content = std::mem::take(cells);
        let Ok(_) = self.0.draw(|frame| {
            draw(frame);
            // No cells are left in which ratatui would look for changes.
            *cells = std::mem::take(&mut frame.buffer_mut().content);
        });
        let paper = self.0.backend();
        paper.is_seen.then_some(paper.cursor)
    }
}

/// A back end that is told of nothing but the cursor.
#[derive(Debug, Default)]
struct Paper {
    size: Size,
    cursor: Position,
    is_seen: bool,
}

impl Backend for Paper {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.is_seen = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.is_seen = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
