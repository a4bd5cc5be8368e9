//! How overlays are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

use super::commands::environment_line;
use super::connection;
use super::corrections_view;
use super::env::Env;
use super::field;
use super::filter_line_view;
use super::format;
use super::help_view;
use super::import_view;
use super::many_view;
use super::model::Model;
use super::overlay::{Confirm, Overlay, Reason, Resolve};
use super::palette_view;
use super::picker_view;
use super::screens::{goto, reconcile_view};
use super::sheet_view;
use super::theme::Role;
use super::theme_picker;
use super::which;
use crate::domain::text::Text;

/// Columns of an overlay where there is room.
const WIDTH: u16 = 72;

/// Draws what lies above the screen.
pub fn view(model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    match &model.overlay {
        None => {}
        Some(Overlay::Help(one)) => help_view::view(one, model, frame, area),
        Some(Overlay::Palette(one)) => palette_view::view(one, model, frame, area),
        Some(Overlay::Confirm(one)) => confirm(one, frame, area, env),
        Some(Overlay::Filter(one)) => filter_line_view::view(one, model, frame, area),
        Some(Overlay::Resolve(one)) => resolve(one, frame, area, env),
        Some(Overlay::Sheet(one)) => sheet_view::view(one, frame, area, env),
        Some(Overlay::Import) => import_view::view(&model.import, frame, area, env),
        Some(Overlay::Many) => many_view::view(&model.many, frame, area, env),
        Some(Overlay::Test(one)) => connection::view(one, frame, area, env),
        Some(Overlay::Themes(one)) => theme_picker::view(one, frame, area, env),
        Some(Overlay::Picker(one)) => picker_view::view(one, frame, area, env),
        Some(Overlay::Which(one)) => which::view(one, frame, area, env),
        Some(Overlay::Columns(one)) => one.view(&model.queue, frame, area, env),
        Some(Overlay::GoTo(one)) => goto::view(one, frame, area, env),
        Some(Overlay::Reconcile(one)) => reconcile_view::ask(one, frame, area, env),
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
    env.point(frame, inner);
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

/// A line to type into.
pub(super) fn prompt(mut spans: Vec<Span<'static>>) -> Line<'static> {
    spans.insert(0, Span::raw(" > "));
    Line::from(spans)
}

/// The environment, spelled out in its colours.
pub(super) fn environment(env: &Env) -> Line<'static> {
    let words = format!(" {} ", env.text(&environment_line(env)));
    let style = match env.environment {
        Some(environment) => env.theme.environment(environment),
        None => env.style(Role::Dim),
    };
    Line::styled(words, style)
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
        &env.keyed(Text::new("tui-confirm-keys")),
        Role::Key,
        area,
        env,
    ));
    boxed(&env.text(&confirm.title), lines, frame, area, env);
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
