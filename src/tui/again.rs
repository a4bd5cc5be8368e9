//! Rows that look like a row of the frame before: they are taken over instead of drawn again.
//!
//! A list that moves by one row has one row to draw; letter by letter, the others are most of what
//! a frame costs.

use std::fmt;
use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::Pencil;

/// How a row of a list shall look: words, each in so many columns.
#[derive(Default, PartialEq, Eq)]
pub struct Strip {
    words: String,
    pieces: Vec<Piece>,
}

/// Without the words: a number that is shown just now is among them.
impl fmt::Debug for Strip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strip")
            .field("pieces", &self.pieces)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Piece {
    /// Where its words end.
    end: usize,
    columns: usize,
    style: Style,
}

impl Strip {
    /// Adds words, cut or filled with blanks to so many columns.
    pub fn push(&mut self, words: &str, columns: usize, style: Style) {
        self.words.push_str(words);
        let end = self.words.len();
        self.pieces.push(Piece {
            end,
            columns,
            style,
        });
    }

    fn emptied(mut self) -> Self {
        self.words.clear();
        self.pieces.clear();
        self
    }

    /// Draws it, wherever it was before.
    pub fn draw(&self, mut pencil: Pencil<'_>) {
        let mut start = 0;
        for piece in &self.pieces {
            pencil.fit(&self.words[start..piece.end], piece.columns, piece.style);
            start = piece.end;
        }
    }
}

/// A strip in a row of the terminal.
#[derive(Debug)]
struct Row {
    columns: Range<u16>,
    strip: Strip,
    /// The row of the frame before that looks the same, there.
    like: Option<u16>,
}

/// The strips of this frame and of the one before, by the rows of the terminal.
#[derive(Debug, Default)]
pub struct Again {
    ground: Style,
    before: Vec<Option<Row>>,
    now: Vec<Option<Row>>,
    /// Emptied ones, to be used again.
    spare: Vec<Strip>,
    /// How far up the row moved that was found last; its neighbours move with it.
    moved: i32,
}

impl Again {
    /// A new frame on cells of this style.
    pub fn begin(&mut self, ground: Style) {
        std::mem::swap(&mut self.before, &mut self.now);
        let old = self.now.drain(..).flatten();
        self.spare.extend(old.map(|row| row.strip.emptied()));
        if std::mem::replace(&mut self.ground, ground) != ground {
            self.before.clear();
        }
    }

    /// Nothing is known of the frame before: the next one is drawn as a whole.
    pub fn forget(&mut self) {
        self.now.clear();
    }

    /// Draws a strip unless the frame before has it.
    fn put(&mut self, strip: Strip, area: Rect, pencil: Pencil<'_>) {
        let columns = area.left()..area.right();
        let like = self.find(&strip, &columns, area.y);
        if like.is_none() {
            strip.draw(pencil);
        }
        let place = usize::from(area.y);
        if self.now.len() <= place {
            self.now.resize_with(place + 1, || None);
        }
        self.now[place] = Some(Row {
            columns,
            strip,
            like,
        });
    }

    /// The row of the frame before that looks like this one.
    fn find(&mut self, strip: &Strip, columns: &Range<u16>, y: u16) -> Option<u16> {
        let is_like = |place: &u16| {
            let row = self
                .before
                .get(usize::from(*place))
                .and_then(Option::as_ref);
            row.is_some_and(|row| row.columns == *columns && row.strip == *strip)
        };
        let likely = u16::try_from(i32::from(y) + self.moved).ok();
        let rows = u16::try_from(self.before.len()).unwrap_or(u16::MAX);
        let like = likely.filter(is_like).or_else(|| (0..rows).find(is_like))?;
        self.moved = i32::from(like) - i32::from(y);
        Some(like)
    }

    /// The columns of this row that were not drawn, and the row of the frame before that they look
    /// like.
    pub fn like(&self, y: u16) -> Option<(Range<u16>, u16)> {
        let row = self.now.get(usize::from(y))?.as_ref()?;
        Some((row.columns.clone(), row.like?))
    }
}

/// A frame, and what may be taken over for it: nothing where something is drawn above.
pub struct Sheet<'a, 'b> {
    /// Where everything is drawn.
    pub frame: &'a mut Frame<'b>,
    /// The frame before.
    pub again: Option<&'a mut Again>,
}

impl Sheet<'_, '_> {
    /// An empty strip.
    pub fn strip(&mut self) -> Strip {
        let spare = self.again.as_mut().and_then(|again| again.spare.pop());
        spare.unwrap_or_default()
    }

    /// Puts a strip into the first row of an area that nothing else is drawn in.
    pub fn put(&mut self, strip: Strip, area: Rect) {
        let area = area.intersection(self.frame.area());
        let pencil = Pencil::at(self.frame.buffer_mut(), area.x, area.y, area.width);
        match &mut self.again {
            Some(again) => again.put(strip, area, pencil),
            None => strip.draw(pencil),
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::style::Color;

    use super::*;

    const WIDE: u16 = 10;

    fn strip(words: &[&str]) -> Strip {
        let mut strip = Strip::default();
        for words in words {
            strip.push(words, 5, Style::new());
        }
        strip
    }

    /// A frame of these strips; which row of the one before each looks like.
    fn frame(again: &mut Again, ground: Style, strips: Vec<Strip>) -> Vec<Option<u16>> {
        again.begin(ground);
        let mut buffer = Buffer::empty(Rect::new(0, 0, WIDE, 9));
        let rows = 2..;
        let put = strips.into_iter().zip(rows).map(|(strip, y)| {
            let pencil = Pencil::at(&mut buffer, 0, y, WIDE);
            again.put(strip, Rect::new(0, y, WIDE, 1), pencil);
            let like = again.like(y);
            let drawn = buffer.cell((0, y)).is_some_and(|cell| cell.symbol() != " ");
            assert_ne!(like.is_some(), drawn, "either drawn or taken over");
            like.map(|(columns, row)| {
                assert_eq!(columns, 0..WIDE);
                row
            })
        });
        put.collect()
    }

    #[test]
    fn rows_that_move_are_found_where_they_were() {
        let mut again = Again::default();
        let rows = |names: &[&'static str]| names.iter().map(|name| strip(&[name])).collect();
        let plain = Style::new();
        let none = [None; 3];
        assert_eq!(frame(&mut again, plain, rows(&["a", "b", "c"])), none);
        let moved = [Some(3), Some(4), None];
        assert_eq!(frame(&mut again, plain, rows(&["b", "c", "d"])), moved);
        let mixed = [Some(4), None, Some(2)];
        assert_eq!(frame(&mut again, plain, rows(&["d", "e", "b"])), mixed);
    }

    #[test]
    fn another_ground_and_a_forgotten_frame_have_nothing_to_take_over() {
        let mut again = Again::default();
        let plain = Style::new();
        let one = || vec![strip(&["a"])];
        frame(&mut again, plain, one());
        assert_eq!(frame(&mut again, plain, one()), [Some(2)]);
        assert_eq!(frame(&mut again, plain.bg(Color::Blue), one()), [None]);
        again.forget();
        assert_eq!(frame(&mut again, plain.bg(Color::Blue), one()), [None]);
        // A frame without the list.
        frame(&mut again, plain, Vec::new());
        assert_eq!(frame(&mut again, plain, one()), [None]);
    }

    #[test]
    fn what_a_strip_says_is_not_in_its_debug_text() {
        let shown = format!("{:?}", strip(&["00000000128"]));
        assert!(
            shown.contains("columns: 5") && !shown.contains("128"),
            "{shown}"
        );
    }

    #[test]
    fn strips_differ_by_more_than_their_words() {
        let mut red = Strip::default();
        red.push("ab", 5, Style::new().fg(Color::Red));
        let mut narrow = Strip::default();
        narrow.push("ab", 4, Style::new());
        for other in [red, narrow, strip(&["a", "b"]), strip(&["ab", ""])] {
            assert_ne!(strip(&["ab"]), other);
        }
    }
}
