//! How help is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::env::Env;
use super::field;
use super::format;
use super::help::{self, Help, Item};
use super::model::Model;
use super::overlay_view::{boxed, inner_width, prompt};
use super::theme::Role;

/// Columns of the keys.
const KEY_COLUMNS: usize = 14;

/// Draws it: a line to type into, and below it the items around the chosen one.
pub fn view(help: &Help, model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let room = inner_width(area);
    let found = help::found(model);
    let selected = help.selected.min(found.len().saturating_sub(1));
    let mut lines = Vec::new();
    let mut end_of_selected = 0;
    for (place, item) in found.iter().enumerate() {
        lines.extend(drawn(item, place == selected, room, env));
        if place == selected {
            end_of_selected = lines.len();
        }
    }
    if found.is_empty() {
        let words = env.words.get("tui-none");
        lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
    }
    let height = usize::from(area.height.saturating_sub(3));
    let top = end_of_selected.saturating_sub(height);
    let mut shown = vec![prompt(field::spans(
        &help.input,
        room.saturating_sub(3),
        env,
    ))];
    shown.extend(lines.into_iter().skip(top).take(height));
    boxed(&env.words.get("tui-help-title"), shown, frame, area, env);
}

fn drawn(item: &Item, selected: bool, room: usize, env: &Env) -> Vec<Line<'static>> {
    let words = match &item.why_not {
        Some(why) => format!("{} ({why})", item.words),
        None => item.words.clone(),
    };
    let (key_role, role) = match (selected, &item.why_not) {
        (true, _) => (Role::Selection, Role::Selection),
        (false, Some(_)) => (Role::Dim, Role::Dim),
        (false, None) => (Role::Key, Role::Text),
    };
    let left = room.saturating_sub(KEY_COLUMNS + 2);
    let lines = format::wrap(&words, left).into_iter().enumerate();
    lines
        .map(|(place, words)| {
            let keys = if place == 0 { item.keys.as_str() } else { "" };
            let keys = format!(" {} ", format::fit(keys, KEY_COLUMNS));
            Line::from(vec![
                Span::styled(keys, env.style(key_role)),
                Span::styled(format::fit(&words, left), env.style(role)),
            ])
        })
        .collect()
}
