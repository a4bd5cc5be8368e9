//! How overlays are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use super::connection;
use super::corrections_view;
use super::env::Env;
use super::field;
use super::format;
use super::import_view;
use super::keymap::{ACTIONS, Context};
use super::model::Model;
use super::overlay::{Confirm, FilterLine, Overlay, Palette, Reason, Resolve};
use super::picker_view;
use super::sheet_view;
use super::theme::Role;
use super::view::key_in;
use super::which;
use crate::domain::text::Text;

/// Columns of an overlay where there is room.
const WIDTH: u16 = 72;

/// Draws what lies above the screen.
pub fn view(model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let context = model.screen_context();
    match &model.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => help(model, *scroll, frame, area),
        Some(Overlay::Palette(one)) => palette(one, context, frame, area, env),
        Some(Overlay::Confirm(one)) => confirm(one, frame, area, env),
        Some(Overlay::Filter(one)) => filter(one, frame, area, env),
        Some(Overlay::Resolve(one)) => resolve(one, frame, area, env),
        Some(Overlay::Sheet(one)) => sheet_view::view(one, frame, area, env),
        Some(Overlay::Import) => import_view::view(&model.import, frame, area, env),
        Some(Overlay::Test(one)) => connection::view(one, frame, area, env),
        Some(Overlay::Picker(one)) => picker_view::view(one, frame, area, env),
        Some(Overlay::Which(one)) => which::view(one, frame, area, env),
        Some(Overlay::Reason(one)) => reason(one, frame, area, env),
        Some(Overlay::Remedies(one)) => corrections_view::remedies(one, frame, area, env),
        Some(Overlay::Looked(one)) => corrections_view::looked(one, frame, area, env),
        Some(Overlay::Decide(one)) => corrections_view::decide(one, frame, area, env),
    }
}

/// A box in the middle with these lines, the rest of them cut.
pub(super) fn boxed(
    title: &str,
    lines: Vec<Line<'static>>,
    frame: &mut Frame,
    area: Rect,
    env: &Env,
) {
    let inner = empty_box(title, (WIDTH, lines.len()), frame, area, env);
    frame.render_widget(Paragraph::new(lines), inner);
}

/// A box in the middle with room for this many columns and lines, as far as there is; the
/// room inside.
pub(super) fn empty_box(
    title: &str,
    (columns, lines): (u16, usize),
    frame: &mut Frame,
    area: Rect,
    env: &Env,
) -> Rect {
    let width = columns.min(area.width);
    let height = u16::try_from(lines + 2)
        .unwrap_or(u16::MAX)
        .min(area.height);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 3,
        width,
        height,
    };
    let panel = env.panel(title, true);
    let inner = panel.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(Block::new().style(env.style(Role::Text)), place);
    frame.render_widget(panel, place);
    inner
}

pub(super) fn inner_width(area: Rect) -> usize {
    usize::from(WIDTH.min(area.width).saturating_sub(4))
}

/// The keys of the screen below, those of its fields included.
fn help(model: &Model, scroll: usize, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let context = model.screen_context();
    let room = inner_width(area);
    let mut lines = Vec::new();
    for row in ACTIONS
        .iter()
        .filter(|row| row.applies(context, env.read_only))
    {
        let keys: Vec<_> = row.keys_in(context).map(|key| key.to_string()).collect();
        let words = format::wrap(&env.words.get(row.help), room.saturating_sub(16));
        for (place, words) in words.into_iter().enumerate() {
            let keys = if place == 0 {
                keys.join(" ")
            } else {
                String::new()
            };
            lines.push(Line::from(vec![
                Span::styled(
                    format!(" {} ", format::fit(&keys, 14)),
                    env.style(Role::Key),
                ),
                Span::styled(words, env.style(Role::Text)),
            ]));
        }
    }
    if context == Context::Queue {
        lines.push(Line::default());
        for words in format::wrap(&env.words.get("tui-help-filter-language"), room) {
            lines.push(Line::styled(format!(" {words}"), env.style(Role::Dim)));
        }
    }
    let height = usize::from(area.height.saturating_sub(2));
    let top = scroll.min(lines.len().saturating_sub(height));
    let shown = lines.split_off(top);
    boxed(&env.words.get("tui-help-title"), shown, frame, area, env);
}

fn palette(palette: &Palette, context: Context, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let mut lines = vec![prompt(field::spans(&palette.input, room, env))];
    let found = palette.found(context, env);
    let height = usize::from(area.height.saturating_sub(4)).min(14);
    let top = (palette.selected + 1).saturating_sub(height);
    for (place, (action, name)) in found.iter().enumerate().skip(top).take(height) {
        let row = super::keymap::binding(*action);
        let key = key_in(row, context).unwrap_or_default();
        let text = format!(" {}{key:>10} ", format::fit(name, room.saturating_sub(12)));
        let role = if place == palette.selected {
            Role::Selection
        } else {
            Role::Text
        };
        lines.push(Line::styled(text, env.style(role)));
    }
    if found.is_empty() {
        lines.push(Line::styled(
            format!(" {}", env.words.get("tui-none")),
            env.style(Role::Dim),
        ));
    }
    boxed(&env.words.get("tui-palette-title"), lines, frame, area, env);
}

/// A line to type into.
pub(super) fn prompt(mut spans: Vec<Span<'static>>) -> Line<'static> {
    spans.insert(0, Span::raw(" > "));
    Line::from(spans)
}

/// A sentence in as many lines as it needs.
pub(super) fn sentence(text: &Text, role: Role, area: Rect, env: &Env) -> Vec<Line<'static>> {
    format::wrap(&env.text(text), inner_width(area))
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), env.style(role)))
        .collect()
}

fn confirm(confirm: &Confirm, frame: &mut Frame, area: Rect, env: &Env) {
    let mut lines = Vec::new();
    for text in &confirm.lines {
        let role = match (text.key, env.environment) {
            ("tui-confirm-environment", Some(environment)) => {
                let words = format!(" {} ", env.text(text));
                lines.push(Line::styled(words, env.theme.environment(environment)));
                continue;
            }
            ("tui-confirm-refusal", _) => Role::Bad,
            _ => Role::Text,
        };
        lines.extend(sentence(text, role, area, env));
    }
    lines.push(Line::default());
    lines.extend(sentence(
        &Text::new("tui-confirm-keys"),
        Role::Key,
        area,
        env,
    ));
    boxed(&env.text(&confirm.title), lines, frame, area, env);
}

/// The filter line stands at the bottom, what is wrong with it beside it.
fn filter(filter: &FilterLine, frame: &mut Frame, area: Rect, env: &Env) {
    let place = Rect {
        y: area.y + area.height.saturating_sub(1),
        height: 1.min(area.height),
        ..area
    };
    let room = usize::from(area.width);
    let line_room = if filter.error.is_some() {
        room / 2
    } else {
        room.saturating_sub(4)
    };
    let mut spans = vec![Span::styled(" / ", env.style(Role::Key))];
    spans.extend(field::spans(&filter.input, line_room, env));
    if let Some(error) = &filter.error {
        let words = format!("  {}", env.text(error));
        spans.push(Span::styled(words, env.style(Role::Warning)));
    }
    frame.render_widget(Clear, place);
    frame.render_widget(Paragraph::new(Line::from(spans)), place);
}

fn resolve(resolve: &Resolve, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let mut lines = sentence(&Text::new("tui-resolve-body"), Role::Text, area, env);
    let inputs = [
        ("tui-resolve-number", &resolve.number, !resolve.on_reason),
        ("tui-resolve-reason", &resolve.reason, resolve.on_reason),
    ];
    for (key, input, focused) in inputs {
        let role = if focused { Role::Focus } else { Role::Text };
        lines.push(Line::default());
        lines.push(Line::styled(
            format!(" {}", env.words.get(key)),
            env.style(role),
        ));
        lines.push(if focused {
            prompt(field::spans(input, room, env))
        } else {
            Line::from(format!("   {}", field::window(input, room).0))
        });
    }
    if let Some(error) = &resolve.error {
        lines.extend(sentence(error, Role::Bad, area, env));
    }
    let title = Text::new("tui-resolve-title").with("id", resolve.id.to_string());
    boxed(&env.text(&title), lines, frame, area, env);
}

fn reason(reason: &Reason, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let mut lines = sentence(&reason.about, Role::Warning, area, env);
    lines.extend(sentence(
        &Text::new("tui-duplicate-body"),
        Role::Text,
        area,
        env,
    ));
    lines.push(Line::default());
    lines.push(prompt(field::spans(&reason.input, room, env)));
    boxed(
        &env.words.get("tui-duplicate-title"),
        lines,
        frame,
        area,
        env,
    );
}
