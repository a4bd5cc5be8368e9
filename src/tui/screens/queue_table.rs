//! How the queue is drawn.
//!
//! The selection is one glyph in the first column, and the terminal's own cursor on it: moving it
//! changes two cells and its number. Nothing on a row depends on where on screen the row is, so a
//! list that scrolls is the same rows one line on.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::{self, Placed};
use super::marks::Extent;
use super::queue::{Follow, Queue};
use super::queue_cells::{self, Words};
use super::queue_place::Known;
use crate::domain::ids::{Ssin, SubmissionId};
use crate::domain::report::{QueueRow, SortColumn};
use crate::domain::text::Text;
use crate::tui::again::{Sheet, Strip};
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::loaded::Loaded;
use crate::tui::model::Revealed;
use crate::tui::paint::{self, Pencil};
use crate::tui::theme::Role;

pub use super::queue_cells::{counts, employer, next, ssin};

/// Columns of the marker and of the mark.
const GUTTER: usize = 2;
/// Rows above the list: summary and headings.
const ABOVE: u16 = 2;

/// What a place on the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// This row.
    Row(SubmissionId),
    /// The heading of a column that can be sorted by this.
    Heading(SortColumn),
}

/// What stands at a place of the terminal, when the list is drawn in this area.
pub fn hit(queue: &Queue, area: Rect, env: &Env, column: u16, row: u16) -> Option<Hit> {
    if !area.contains(Position::new(column, row)) {
        return None;
    }
    let line = row - area.y;
    let place = usize::from(column - area.x);
    if line + 1 == ABOVE {
        let mut from = GUTTER;
        return columns_at(queue, area).columns.iter().find_map(|placed| {
            let own = from..from + placed.width + 1;
            from = own.end;
            own.contains(&place)
                .then_some(Hit::Heading(placed.spec.sort))
        });
    }
    let line = usize::from(line.checked_sub(ABOVE)?);
    let (_, rows) = queue.visible(rows_in(queue, area));
    rows.get(line).map(|row| Hit::Row(row.id)).filter(|_| {
        // Nobody sees more of them than the list has rows.
        line < rows_in(queue, area) && env.size.1 > row
    })
}

/// The columns that are shown now.
pub fn columns_in(queue: &Queue, env: &Env) -> Vec<Placed> {
    let width = env.size.0.saturating_sub(queue.taken.0);
    columns_at(queue, Rect::new(0, 0, width, 1)).columns
}

fn columns_at(queue: &Queue, area: Rect) -> columns::Layout {
    let page = queue.page.ready();
    let some_wait = page.is_some_and(|page| page.rows.iter().any(queue_cells::waits));
    let room = usize::from(area.width).saturating_sub(GUTTER);
    columns::layout(&queue.columns, room, some_wait)
}

/// Rows of the list in this area.
fn rows_in(queue: &Queue, area: Rect) -> usize {
    let others = ABOVE + u16::from(queue.peek);
    usize::from(area.height.saturating_sub(others)).max(1)
}

/// Draws the list; with the terminal's cursor on it when it has the keys.
pub fn view(
    queue: &Queue,
    sheet: &mut Sheet<'_, '_>,
    area: Rect,
    env: &Env,
    revealed: Option<&Revealed>,
    focused: bool,
) {
    let layout = columns_at(queue, area);
    let columns = &layout.columns;
    if let Some(y) = row_at(area, 1) {
        let pencil = Pencil::at(sheet.frame.buffer_mut(), area.x, y, area.width);
        heading(queue, columns, env).draw(pencil);
    }
    let mut put = |place: usize, line: &Line<'_>| {
        if let Some(y) = row_at(area, place) {
            paint::line(sheet.frame.buffer_mut(), Rect { y, ..area }, line);
        }
    };
    put(0, &summary(queue, env));
    let above = usize::from(ABOVE);
    match &queue.page {
        Loaded::Never | Loaded::Loading => put(above, &note(&env.words.get("tui-loading"), env)),
        Loaded::Failed(problem, _) => {
            for (place, line) in env.problem(problem).into_iter().enumerate() {
                put(above + place, &Line::styled(line, env.style(Role::Bad)));
            }
        }
        Loaded::Ready(page, _) if page.rows.is_empty() => {
            let words = if queue.line.is_empty() {
                env.words.get("tui-queue-empty")
            } else {
                env.words.get("tui-queue-none")
            };
            put(above, &note(&words, env));
        }
        Loaded::Ready(..) => {
            let (_, rows) = queue.visible(rows_in(queue, area));
            let words = Words::of(rows, env);
            if queue.peek {
                let place = usize::from(area.height).max(above + rows.len() + 1) - 1;
                put(place, &peek(queue, columns, revealed, &words, env));
            }
            for (place, row) in rows.iter().enumerate() {
                let Some(y) = row_at(area, above + place) else {
                    break;
                };
                let look = Look {
                    selected: Some(row.id) == queue.selected,
                    marked: queue.marks.holds(row.id, &queue.line),
                };
                let shown = revealed.filter(|one| one.id == row.id).map(|one| one.ssin);
                let mut strip = sheet.strip();
                write(&mut strip, row, columns, look, shown, &words, env);
                sheet.put(strip, Rect { y, ..area });
                if look.selected && focused {
                    sheet.frame.set_cursor_position((area.x, y));
                }
            }
        }
    }
    if layout.cut && area.height >= ABOVE && area.width > 0 {
        let more = if env.ascii { ">" } else { "›" };
        let place = Position::new(area.right() - 1, area.y + ABOVE - 1);
        if let Some(cell) = sheet.frame.buffer_mut().cell_mut(place) {
            cell.set_symbol(more).set_style(env.style(Role::Focus));
        }
    }
}

/// The row of the terminal at this place of the area, if it has so many.
fn row_at(area: Rect, place: usize) -> Option<u16> {
    let y = area.y.checked_add(u16::try_from(place).ok()?)?;
    (y < area.bottom()).then_some(y)
}

fn note(words: &str, env: &Env) -> Line<'static> {
    Line::styled(format!(" {words}"), env.style(Role::Dim))
}

/// The position and the total, each where it was before: the position is as wide as the total.
fn position(queue: &Queue, env: &Env) -> Option<String> {
    let about = if env.ascii { "~" } else { "≈" };
    let total = queue.places.total()?;
    let words = match total {
        Known::Exactly(rows) => format::count(rows),
        Known::About(rows) => format!("{about}{}", format::count(rows)),
        Known::AtLeast(rows) => format!("{}+", format::count(rows)),
    };
    let place = match (queue.place(), queue.places.offset(), queue.position()) {
        (None, ..) => "0".to_owned(),
        (_, Some(Known::Exactly(_)), Some(rows)) => format::count(rows + 1),
        (_, Some(_), Some(rows)) => format!("{about}{}", format::count(rows + 1)),
        _ => "?".to_owned(),
    };
    // Room for the sign of an estimate, too.
    let columns = format::width(&format::count(total.rows())) + 1;
    let blanks = columns.saturating_sub(format::width(&place));
    Some(format!("{}{place} / {words} ", " ".repeat(blanks)))
}

/// Position, total, marks, what is new, and the filter in one line.
fn summary(queue: &Queue, env: &Env) -> Line<'static> {
    let mut spans = Vec::new();
    if let Some(words) = position(queue, env) {
        spans.push(Span::styled(words, env.style(Role::Title)));
    }
    let mut say = |words: String, role: Role| {
        spans.push(Span::styled(format!(" {words} "), env.style(role)));
    };
    let (_, mark) = glyphs(env);
    let marks = match queue.marks.extent(&queue.line) {
        Extent::None => None,
        Extent::Some(rows) => Some(Text::new("queue-marked").with("rows", rows)),
        Extent::AllBut(0) => Some(Text::new("queue-marked-all")),
        Extent::AllBut(rows) => Some(Text::new("queue-marked-all-but").with("rows", rows)),
        Extent::Resting => Some(Text::new("queue-marked-resting")),
    };
    if let Some(text) = marks {
        say(format!("{mark} {}", env.text(&text)), Role::Warning);
    }
    if queue.marks.is_ranging() {
        say(env.words.get("queue-ranging"), Role::Warning);
    }
    match queue.follow {
        Follow::Off => {}
        Follow::On => say(env.words.get("queue-following"), Role::Focus),
        Follow::Ended => say(env.words.get("queue-follow-ended"), Role::Dim),
    }
    if queue.above > 0 {
        let text = Text::new("queue-new-above").with("rows", queue.above);
        say(env.text(&text), Role::Focus);
    }
    if !queue.line.is_empty() {
        let words = format!("{} {}", env.words.get("tui-queue-filter"), queue.line);
        say(words, Role::Focus);
    }
    Line::from(spans)
}

fn heading(queue: &Queue, columns: &[Placed], env: &Env) -> Strip {
    let arrow = match (queue.sort.descending, env.ascii) {
        (true, false) => "▾",
        (false, false) => "▴",
        (true, true) => "v",
        (false, true) => "^",
    };
    let mut strip = Strip::default();
    strip.push("", GUTTER, Style::new());
    for placed in columns {
        let mut name = env.words.get(placed.spec.heading);
        let sorted = placed.spec.sort == queue.sort.column;
        if sorted {
            name = format!("{}{arrow}", format::cut(&name, placed.width - 1));
        }
        let style = env.style(if sorted { Role::Focus } else { Role::Dim });
        strip.push(" ", 1, style);
        strip.push(&name, placed.width, style);
    }
    strip
}

/// How a row differs from the others.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    selected: bool,
    marked: bool,
}

/// The marker of the selection, and of a marked row.
fn glyphs(env: &Env) -> (&'static str, &'static str) {
    if env.ascii {
        (">", "*")
    } else {
        ("▌", "●")
    }
}

/// Writes one row: marker, mark, cells.
fn write(
    strip: &mut Strip,
    row: &QueueRow,
    columns: &[Placed],
    look: Look,
    revealed: Option<Ssin>,
    words: &Words,
    env: &Env,
) {
    let full = (look.selected && env.full_row).then(|| env.style(Role::Selection));
    let (marker, mark) = glyphs(env);
    for (shown, glyph, role) in [
        (look.selected, marker, Role::Focus),
        (look.marked, mark, Role::Warning),
    ] {
        let (glyph, role) = if shown {
            (glyph, role)
        } else {
            (" ", Role::Text)
        };
        strip.push(glyph, 1, full.unwrap_or_else(|| env.style(role)));
    }
    for placed in columns {
        let (column, width) = (placed.spec.column, placed.width);
        let (text, style) = queue_cells::cell(row, column, width, revealed, words, env);
        let style = full.unwrap_or(style);
        strip.push(" ", 1, style);
        strip.push(&text, width, style);
    }
}

/// The selected row's cells that are cut or have no column, in full.
fn peek(
    queue: &Queue,
    columns: &[Placed],
    revealed: Option<&Revealed>,
    words: &Words,
    env: &Env,
) -> Line<'static> {
    let Some(row) = queue.row() else {
        return Line::default();
    };
    let revealed = revealed.filter(|one| one.id == row.id).map(|one| one.ssin);
    let mut pieces = Vec::new();
    for spec in &columns::ALL {
        let placed = columns.iter().find(|one| one.spec.column == spec.column);
        let (text, _) = queue_cells::cell(row, spec.column, usize::MAX, revealed, words, env);
        if !text.is_empty() && placed.is_none_or(|one| format::width(&text) > one.width) {
            pieces.push(format!("{}: {text}", env.words.get(spec.heading)));
        }
    }
    let between = if env.ascii { " | " } else { " · " };
    Line::styled(format!(" {}", pieces.join(between)), env.style(Role::Dim))
}

#[cfg(test)]
#[path = "queue_table_tests.rs"]
mod tests;
