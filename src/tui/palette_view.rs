//! How the command palette is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::env::Env;
use super::field;
use super::format;
use super::model::Model;
use super::overlay_view::{boxed, inner_width, prompt};
use super::palette::{self, Entry, Palette};
use super::theme::Role;

/// Lines of the list, where there is room.
const MOST: usize = 16;
/// Columns of a key or a reason.
const RIGHT_COLUMNS: usize = 28;

/// Draws it.
pub fn view(palette: &Palette, model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let room = inner_width(area);
    let mut lines = vec![prompt(field::spans(
        &palette.input,
        room.saturating_sub(3),
        env,
    ))];
    let found = palette::found(model);
    let selected = palette.selected.min(found.len().saturating_sub(1));
    let height = usize::from(area.height.saturating_sub(4)).clamp(1, MOST);
    let top = (selected + 1).saturating_sub(height);
    let on_screen = found.iter().enumerate().skip(top).take(height);
    lines.extend(on_screen.map(|(place, entry)| line(entry, place == selected, room, env)));
    if found.is_empty() {
        let words = env.words.get("tui-none");
        lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
    }
    if palette.input.value().is_empty() {
        let words = env.words.get("tui-palette-words");
        lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
    }
    boxed(&env.words.get("tui-palette-title"), lines, frame, area, env);
}

/// The name, and at the right its key, or why it cannot be done.
fn line(entry: &Entry, selected: bool, room: usize, env: &Env) -> Line<'static> {
    let right = entry.why_not.as_ref().unwrap_or(&entry.key);
    let right = format::cut(right, RIGHT_COLUMNS.min(room / 2));
    let left = room.saturating_sub(format::width(&right) + 1);
    let name = format!(" {} ", format::fit(&entry.label, left));
    let (name_role, right_role) = match (selected, &entry.why_not) {
        (true, _) => (Role::Selection, Role::Selection),
        (false, None) => (Role::Text, Role::Key),
        (false, Some(_)) => (Role::Dim, Role::Dim),
    };
    Line::from(vec![
        Span::styled(name, env.style(name_role)),
        Span::styled(format!("{right} "), env.style(right_role)),
    ])
}
