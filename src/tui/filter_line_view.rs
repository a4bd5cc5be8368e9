//! How the filter line is drawn: at the bottom, where it hides no first row, with what it can go
//! on with above it and what is wrong marked in it.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};
use unicode_width::UnicodeWidthChar;

use super::env::Env;
use super::field;
use super::filter_line::{self, FilterLine, Naming};
use super::format;
use super::model::Model;
use super::theme::Role;
use crate::domain::filter::{Suggestion, line_of};
use crate::domain::text::Text;

/// Columns of a suggestion's own text.
const VALUE_COLUMNS: usize = 24;
/// Columns of the list.
const LIST_COLUMNS: usize = 76;

/// Draws the line and what belongs to it.
pub fn view(line: &FilterLine, model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let room = usize::from(area.width);
    let mut lines = Vec::new();
    if let Some(naming) = &line.naming {
        let (words, role) = about_name(line, naming, model);
        lines.extend(said(&words, role, room, env));
        let label = format!(" {}: @", env.words.get("tui-filter-save-as"));
        let left = room.saturating_sub(format::width(&label) + 1);
        let mut spans = vec![Span::styled(label, env.style(Role::Key))];
        spans.extend(field::spans(&naming.input, left, env));
        lines.push(Line::from(spans));
    } else {
        let most = if area.height < 20 { 4 } else { 8 };
        lines.extend(list(line, most, room, env));
        let trouble = line.trouble();
        if let Some(flaw) = trouble {
            lines.extend(said(&env.text(&flaw.text), Role::Warning, room, env));
        }
        let mut spans = vec![Span::styled(" / ", env.style(Role::Key))];
        let wrong = trouble.map(|flaw| flaw.span.clone());
        spans.extend(typed(line, wrong, room.saturating_sub(4), env));
        lines.push(Line::from(spans));
    }
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = height.min(area.height);
    // On a very low screen the line itself is what stays.
    let lines = lines.split_off(lines.len() - usize::from(height));
    let place = Rect {
        y: area.y + area.height - height,
        height,
        ..area
    };
    frame.render_widget(Clear, place);
    frame.render_widget(Paragraph::new(lines).style(env.style(Role::Text)), place);
}

/// What the name means that is being typed.
fn about_name(line: &FilterLine, naming: &Naming, model: &Model) -> (String, Role) {
    let env = &model.env;
    if let Some(error) = &naming.error {
        return (env.text(error), Role::Bad);
    }
    let name = naming.input.value().trim().trim_start_matches('@');
    if let Some(old) = line_of(name, &model.saved) {
        let text = Text::new("tui-filter-replaces")
            .with("name", name)
            .with("line", filter_line::shown(old));
        return (env.text(&text), Role::Warning);
    }
    let line = filter_line::shown(line.input.value().trim());
    let text = Text::new("tui-filter-saves").with("line", line);
    (env.text(&text), Role::Dim)
}

/// A sentence in at most two lines.
fn said(words: &str, role: Role, room: usize, env: &Env) -> Vec<Line<'static>> {
    let lines = format::wrap(words, room.saturating_sub(2));
    let lines = lines.into_iter().take(2);
    lines
        .map(|words| Line::styled(format!(" {words}"), env.style(role)))
        .collect()
}

/// The suggestions around the chosen one.
fn list(line: &FilterLine, most: usize, room: usize, env: &Env) -> Vec<Line<'static>> {
    let shown = line.shown();
    let top = line
        .chosen
        .map_or(0, |place| (place + 1).saturating_sub(most));
    let on_screen = shown.iter().enumerate().skip(top).take(most);
    let widest = shown.iter().map(|one| format::width(&one.choice.value));
    let value_columns = widest.max().unwrap_or(0).min(VALUE_COLUMNS);
    on_screen
        .map(|(place, suggestion)| {
            let chosen = line.chosen == Some(place);
            suggested(suggestion, chosen, (value_columns, room), env)
        })
        .collect()
}

fn suggested(
    suggestion: &Suggestion,
    chosen: bool,
    (value_columns, room): (usize, usize),
    env: &Env,
) -> Line<'static> {
    let value = format!(" {} ", format::fit(&suggestion.choice.value, value_columns));
    let left = room.min(LIST_COLUMNS).saturating_sub(value_columns + 3);
    let about = format!("{} ", format::fit(&suggestion.choice.about, left));
    let (name, rest) = if chosen {
        (Role::Selection, Role::Selection)
    } else {
        (Role::Key, Role::Dim)
    };
    Line::from(vec![
        Span::raw(" "),
        Span::styled(value, env.style(name)),
        Span::styled(about, env.style(rest)),
    ])
}

/// The line with a visible cursor, what is wrong marked in place: underlined too, for those who
/// see no colour.
fn typed(
    line: &FilterLine,
    wrong: Option<Range<usize>>,
    columns: usize,
    env: &Env,
) -> Vec<Span<'static>> {
    let value = line.input.value();
    let wrong = wrong.map(|span| {
        // Where something is missing, the sign before it is marked.
        let before = value[..span.start].chars().next_back();
        let before = before.map_or(0, char::len_utf8);
        if span.is_empty() {
            span.start - before..span.end
        } else {
            span
        }
    });
    let bad = env.style(Role::Bad).add_modifier(Modifier::UNDERLINED);
    let cursor = line.cursor();
    let hidden = line.input.visual_scroll(columns.saturating_sub(1));
    let mut skipped = 0;
    let mut spans: Vec<(String, Style)> = Vec::new();
    for (at, character) in value.char_indices() {
        if skipped < hidden {
            skipped += character.width().unwrap_or(0);
            continue;
        }
        let style = if at == cursor {
            env.style(Role::Selection)
        } else if wrong.as_ref().is_some_and(|wrong| wrong.contains(&at)) {
            bad
        } else {
            env.style(Role::Text)
        };
        match spans.last_mut() {
            Some((text, last)) if *last == style => text.push(character),
            _ => spans.push((character.to_string(), style)),
        }
    }
    if cursor == value.len() {
        spans.push((" ".to_owned(), env.style(Role::Selection)));
    }
    let spans = spans.into_iter();
    spans
        .map(|(text, style)| Span::styled(text, style))
        .collect()
}
