//! Puts words into cells, for what is drawn in every frame.
//!
//! Ratatui looks in every word for letters that join and for wide ones, which is most of a frame's
//! work; hardly a word has any.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::format;

const BLANK: &str = " ";

/// Writes cells of one row, from left to right.
pub struct Pencil<'a> {
    buffer: &'a mut Buffer,
    x: u16,
    y: u16,
    /// The column behind the last one that may be written.
    end: u16,
}

impl<'a> Pencil<'a> {
    /// A pencil at a cell, for so many columns.
    pub fn at(buffer: &'a mut Buffer, x: u16, y: u16, columns: u16) -> Self {
        let area = buffer.area;
        let inside = (area.top()..area.bottom()).contains(&y) && x >= area.left();
        let end = if inside {
            area.right().min(x.saturating_add(columns))
        } else {
            x
        };
        Self { buffer, x, y, end }
    }

    /// Writes words, as far as there is room.
    pub fn write(&mut self, words: &str, style: Style) {
        if self.x >= self.end {
            return;
        }
        if !words.chars().all(stands_alone) {
            let room = usize::from(self.end - self.x);
            (self.x, _) = self.buffer.set_stringn(self.x, self.y, words, room, style);
            return;
        }
        self.letters(words, style);
    }

    /// Writes words in exactly so many columns, cut with `…` or filled with blanks.
    pub fn fit(&mut self, words: &str, columns: usize, style: Style) {
        if words.chars().all(stands_alone) {
            let wide = words.chars().count();
            if wide <= columns {
                self.letters(words, style);
                self.blanks(columns - wide, style);
            } else if let Some(kept) = columns.checked_sub(1) {
                let cut = words.char_indices().nth(kept).map_or(0, |(at, _)| at);
                self.letters(&words[..cut], style);
                self.letters("…", style);
            }
            return;
        }
        let cut = format::cut(words, columns);
        let wide = format::width(&cut);
        self.write(&cut, style);
        self.blanks(columns - wide, style);
    }

    /// Writes letters that stand alone.
    fn letters(&mut self, mut letters: &str, style: Style) {
        for cell in self.next(letters.chars().count()) {
            let first = letters.chars().next().map_or(0, char::len_utf8);
            let (letter, others) = letters.split_at(first);
            letters = others;
            cell.set_symbol(letter).set_style(style);
        }
    }

    fn blanks(&mut self, columns: usize, style: Style) {
        for cell in self.next(columns) {
            if cell.symbol() != BLANK {
                cell.set_symbol(BLANK);
            }
            cell.set_style(style);
        }
    }

    /// Goes over so many cells, as far as there are any, and gives them to be written.
    fn next(&mut self, columns: usize) -> &mut [Cell] {
        let room = self.end.saturating_sub(self.x);
        let wide = u16::try_from(columns).map_or(room, |columns| columns.min(room));
        if wide == 0 {
            return &mut [];
        }
        let start = self.buffer.index_of(self.x, self.y);
        self.x += wide;
        &mut self.buffer.content[start..start + usize::from(wide)]
    }
}

/// Draws a line in the first row of an area.
pub fn line(buffer: &mut Buffer, area: Rect, line: &Line<'_>) {
    let mut pencil = Pencil::at(buffer, area.x, area.y, area.width);
    for span in line {
        pencil.write(&span.content, line.style.patch(span.style));
    }
}

/// Whether a letter is one cell, whatever stands beside it that stands alone itself.
pub fn stands_alone(letter: char) -> bool {
    matches!(
        letter,
        ' '..='~'
            | '\u{a0}'..='\u{ac}'
            | '\u{ae}'..='\u{2ff}'
            | '–' | '—' | '‖' | '•' | '…' | '›' | '↑' | '→' | '∅' | '⊘'
            | '▌' | '▲' | '▴' | '▾' | '●' | '✓' | '✗' | '⧗'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier};
    use ratatui::text::Span;

    use super::*;

    /// Words of letters that stand alone, among them some that join, are wide or are hidden.
    fn words() -> impl Strategy<Value = String> {
        let letters = prop_oneof![
            8 => proptest::char::range(' ', '~'),
            4 => proptest::char::range('\u{80}', '\u{2ff}'),
            2 => proptest::char::range('\u{2010}', '\u{25ff}'),
            1 => prop::sample::select(vec!['\u{300}', '\u{200d}', '\u{fe0f}', '漢', '👩', '\u{7}']),
        ];
        prop::collection::vec(letters, 0..12).prop_map(String::from_iter)
    }

    fn styles() -> impl Strategy<Value = Style> {
        prop::sample::select(vec![
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().bg(Color::Blue).add_modifier(Modifier::BOLD),
            Style::new().remove_modifier(Modifier::BOLD),
        ])
    }

    proptest! {
        #[test]
        fn a_line_looks_as_ratatui_draws_it(
            spans in prop::collection::vec((words(), styles()), 0..6),
            ground in styles(),
            x in 0_u16..30,
            columns in 0_u16..30,
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(words, style)| Span::styled(words, style)).collect();
            let drawn = Line::from(spans).style(ground);
            let area = Rect::new(0, 0, 24, 2);
            let (mut ours, mut theirs) = (Buffer::filled(area, Cell::from('x')), Buffer::filled(area, Cell::from('x')));
            line(&mut ours, Rect::new(x, 1, columns, 1), &drawn);
            if x < area.width {
                theirs.set_line(x, 1, &drawn, columns);
            }
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn words_fit_as_they_are_fitted_elsewhere(words in words(), columns in 0_usize..16) {
            let area = Rect::new(0, 0, 20, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            Pencil::at(&mut ours, 0, 0, 20).fit(&words, columns, Style::new());
            theirs.set_string(0, 0, format::fit(&words, columns), Style::new());
            prop_assert_eq!(ours, theirs);
        }
    }
}
