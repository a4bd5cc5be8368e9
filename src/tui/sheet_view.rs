//! How a form above a screen is drawn: a field a row, a list of many a row each, what is
//! wrong below its field, and the environment first wherever it is not the sandbox.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::commands;
use super::env::Env;
use super::field;
use super::format;
use super::key::Key;
use super::overlay_view::empty_box;
use super::sheet::{Choice, Entry, Sheet, SheetField};
use super::theme::Role;
use crate::domain::environment::Environment;
use crate::domain::text::Text;

/// Columns of a form where there is room.
const WIDTH: u16 = 96;

/// Columns of the names of fields, at least and at most.
const LABEL: (usize, usize) = (14, 34);

/// Draws a form in the middle of the screen.
pub fn view(sheet: &Sheet, frame: &mut Frame, area: Rect, env: &Env) {
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let (lines, focus) = lines(sheet, room, env);
    let title = env.text(&sheet.title);
    let inner = empty_box(&title, (WIDTH, lines.len()), frame, area, env);
    // The focus stays in sight, with a row of what follows it.
    let rows = usize::from(inner.height).max(1);
    let top = (focus + 2)
        .saturating_sub(rows)
        .min(lines.len().saturating_sub(rows));
    let shown: Vec<_> = lines.into_iter().skip(top).take(rows).collect();
    frame.render_widget(Paragraph::new(shown), inner);
}

/// All lines, and the one that has the focus.
fn lines(sheet: &Sheet, room: usize, env: &Env) -> (Vec<Line<'static>>, usize) {
    let mut lines = about(sheet, room, env);
    let label = label_width(sheet, room, env);
    let mut focus = lines.len();
    for (place, one) in sheet.shown().into_iter().enumerate() {
        let focused = place == sheet.focus;
        let at = lines.len();
        let cursor = rows(one, focused, label, room, &mut lines, env);
        if focused {
            focus = at + cursor;
        }
        if let Some(flaw) = sheet.flaw(one.field, env) {
            let indent = label + 2;
            for words in format::wrap(&env.text(&flaw.text), room.saturating_sub(indent)) {
                let words = format!("{}{words}", " ".repeat(indent));
                lines.push(Line::styled(words, env.style(Role::Bad)));
            }
        }
    }
    if let Some(problem) = &sheet.problem {
        for words in env.problem(problem) {
            lines.extend(wrapped(&words, Role::Bad, room, env));
        }
    }
    if sheet.leaving {
        let words = env.words.get("accounts-leaving");
        lines.extend(wrapped(&words, Role::Warning, room, env));
    }
    if sheet.on_button() || sheet.leaving || sheet.problem.is_some() {
        focus = lines.len();
    }
    lines.push(button(sheet, label, env));
    (lines, focus)
}

/// What has to be read before anything is filled in.
fn about(sheet: &Sheet, room: usize, env: &Env) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if env.environment != Some(Environment::Sandbox) {
        let words = format!(" {} ", env.text(&commands::environment_line(env)));
        let style = match env.environment {
            Some(environment) => env.theme.environment(environment),
            None => env.style(Role::Warning),
        };
        lines.push(Line::styled(words, style));
    }
    if sheet.becomes_step() {
        let words = env.words.get("accounts-becomes-step");
        lines.extend(wrapped(&words, Role::Warning, room, env));
    }
    for text in &sheet.about {
        lines.extend(wrapped(&env.text(text), Role::Dim, room, env));
    }
    lines
}

fn label_width(sheet: &Sheet, room: usize, env: &Env) -> usize {
    let widest = sheet
        .shown()
        .into_iter()
        .map(|one| format::width(&env.text(&one.field.text())))
        .max();
    let (least, most) = LABEL;
    widest
        .unwrap_or(0)
        .clamp(least, most.min(room * 2 / 5).max(least))
}

/// The rows of a field; the place of its cursor among them.
fn rows(
    one: &SheetField,
    focused: bool,
    label: usize,
    room: usize,
    lines: &mut Vec<Line<'static>>,
    env: &Env,
) -> usize {
    let role = if focused { Role::Focus } else { Role::Text };
    let name = format::fit(&env.text(&one.field.text()), label);
    let space = room.saturating_sub(label + 4);
    let mut first = vec![Span::styled(format!(" {name} "), env.style(role))];
    match &one.entry {
        Entry::Line(input) if focused => first.extend(field::spans(input, space, env)),
        Entry::Line(input) => first.push(Span::styled(
            format::fit(&field::window(input, space).0, space),
            env.style(Role::Text),
        )),
        Entry::One { choices, chosen } => {
            let words = choices.get(*chosen).map_or("", |choice| &choice.label);
            let (left, right) = if env.ascii {
                ("<", ">")
            } else {
                ("◂", "▸")
            };
            let words = format!("{left} {} {right}", format::cut(words, space));
            first.push(Span::styled(words, env.style(role)));
        }
        Entry::Many {
            choices,
            chosen,
            cursor,
        } => {
            if focused {
                let hint = Text::new("accounts-choose").with("key", Key::char(' ').to_string());
                first.push(Span::styled(env.text(&hint), env.style(Role::Dim)));
            }
            lines.push(Line::from(first));
            let mut at = 0;
            let before = lines.len();
            for (place, choice) in choices.iter().enumerate() {
                let here = focused && place == *cursor;
                if here {
                    at = lines.len() - before;
                }
                let role = if here { Role::Selection } else { Role::Text };
                lines.extend(choice_rows(
                    choice,
                    chosen.contains(&place),
                    role,
                    room,
                    env,
                ));
            }
            return at + 1;
        }
    }
    lines.push(Line::from(first));
    0
}

/// One of a list of many; a long one goes on in the next row.
fn choice_rows(
    choice: &Choice,
    chosen: bool,
    role: Role,
    room: usize,
    env: &Env,
) -> Vec<Line<'static>> {
    let mark = if chosen { "[x] " } else { "[ ] " };
    format::wrap(&choice.label, room.saturating_sub(8))
        .into_iter()
        .enumerate()
        .map(|(row, words)| {
            let mark = if row == 0 { mark } else { "    " };
            let words = Span::styled(format!("{mark}{words}"), env.style(role));
            Line::from(vec![Span::raw("    "), words])
        })
        .collect()
}

fn wrapped(words: &str, role: Role, room: usize, env: &Env) -> Vec<Line<'static>> {
    format::wrap(words, room)
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), env.style(role)))
        .collect()
}

fn button(sheet: &Sheet, label: usize, env: &Env) -> Line<'static> {
    let words = if sheet.is_pending() {
        env.words.get("accounts-pending")
    } else {
        env.words.get("accounts-button")
    };
    let role = if sheet.on_button() {
        Role::Selection
    } else {
        Role::Key
    };
    Line::from(vec![
        Span::raw(" ".repeat(label + 2)),
        Span::styled(format!("[ {words} ]"), env.style(role)),
    ])
}
