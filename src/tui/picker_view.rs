//! How a list to choose from is drawn: filter line, columns, rows, where one stands in them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use super::env::Env;
use super::field;
use super::format;
use super::overlay_view::{empty_box, prompt};
use super::picker::Picker;
use super::picker_lists::{List, Row};
use super::theme::Role;
use crate::domain::text::Text;

/// Columns of the box where there is room.
const WIDTH: u16 = 100;

/// Lines of the box without any row: filter line, heading, where one stands.
const AROUND: usize = 3;

/// Lines for the sentences of a list that is not here.
const SENTENCES: usize = 6;

/// Draws it.
pub fn view(picker: &Picker, frame: &mut Frame, area: Rect, env: &Env) {
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let note = picker.note().map(|note| env.text(note));
    let note: Vec<_> = note
        .iter()
        .flat_map(|note| format::wrap(note, room))
        .collect();
    // As high as without a filter, so that it stands still while one types.
    let rows = picker.list.ready().map(|list| list.rows.len());
    let height = match rows {
        Some(0) => note.len(),
        Some(rows) => AROUND + rows + note.len(),
        None => SENTENCES,
    };
    let inner = empty_box(&picker.title, (WIDTH, height), frame, area, env);
    let inside = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    let Some(list) = picker.list.or_say(frame, inside, env) else {
        return;
    };
    let mut lines = Vec::new();
    if !list.rows.is_empty() {
        let columns = Columns::of(list, room);
        let around = AROUND + note.len();
        let height = usize::from(inner.height).saturating_sub(around);
        lines.push(prompt(field::spans(&picker.input, room, env)));
        lines.push(columns.line(&list.columns, Role::Dim, env));
        lines.extend(found(picker, &columns, height, env));
        lines.resize_with(2 + height, Line::default);
        lines.push(position(picker, list, env));
    }
    for words in note {
        lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
    }
    frame.render_widget(Paragraph::new(lines), inner);
    env.point(frame, inner);
}

/// As many of the rows as there is room for, the chosen one among them.
fn found(picker: &Picker, columns: &Columns, height: usize, env: &Env) -> Vec<Line<'static>> {
    let found = picker.found();
    if found.is_empty() {
        let words = format!(" {}", env.words.get("pick-none-found"));
        return vec![Line::styled(words, env.style(Role::Dim))];
    }
    let top = (picker.selected + 1).saturating_sub(height);
    let rows = found.iter().enumerate().skip(top).take(height);
    rows.map(|(place, row)| columns.line(&row.cells, role(row, place == picker.selected), env))
        .collect()
}

fn role(row: &Row, selected: bool) -> Role {
    if selected {
        Role::Selection
    } else if row.marked {
        Role::Dim
    } else {
        Role::Text
    }
}

fn position(picker: &Picker, list: &List, env: &Env) -> Line<'static> {
    let found = picker.found().len();
    let place = (picker.selected + 1).min(found);
    let text = Text::new("pick-position")
        .with("place", place)
        .with("found", found)
        .with("total", list.rows.len());
    Line::styled(format!(" {}", env.text(&text)), env.style(Role::Key))
}

/// Columns of the last column that is worth showing.
const NARROWEST: usize = 4;

/// Widths: as wide as the widest cell; the first columns have their room, what does not fit is left
/// out.
struct Columns {
    widths: Vec<usize>,
    gap: usize,
    room: usize,
}

impl Columns {
    fn of(list: &List, room: usize) -> Self {
        let widest = |(place, heading): (usize, &String)| {
            let cells = list.rows.iter().filter_map(|row| row.cells.get(place));
            let widths = cells.chain([heading]).map(|text| format::width(text));
            widths.max().unwrap_or(0)
        };
        let mut widths: Vec<_> = list.columns.iter().enumerate().map(widest).collect();
        let wanted = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
        let gap = if wanted <= room { 2 } else { 1 };
        let mut left = room;
        for width in &mut widths {
            if *width > left && left < NARROWEST {
                *width = 0;
            }
            *width = (*width).min(left);
            left = left.saturating_sub(*width + gap);
        }
        Self { widths, gap, room }
    }

    fn line(&self, cells: &[String], role: Role, env: &Env) -> Line<'static> {
        let gap = " ".repeat(self.gap);
        let cells = cells.iter().zip(&self.widths);
        let cells: Vec<_> = cells
            .filter(|(_, width)| **width > 0)
            .map(|(cell, width)| format::fit(cell, *width))
            .collect();
        let text = format!(" {} ", format::fit(&cells.join(&gap), self.room));
        Line::styled(text, env.style(role))
    }
}
