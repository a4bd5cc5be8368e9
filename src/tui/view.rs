//! The whole screen from the model. Drawing means nothing: it changes no state.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::again::{Again, Sheet};
use super::commands;
use super::env::Env;
use super::format;
use super::keymap::{self, ACTIONS, Action, Binding};
use super::model::{Model, Screen};
use super::overlay_view;
use super::paint::{self, Pencil};
use super::screens::{declare_view, queue_table, reconcile_view, stats_view};
use super::status;
use super::theme::Role;
use crate::domain::clock;
use crate::domain::environment::Environment;
use crate::domain::report::{Header, TokenStatus, WorkerStatus};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Columns and rows below which the console says that it has no room.
pub const SMALLEST: (u16, u16) = (60, 20);
/// Keys in the footer.
const FOOTER_KEYS: usize = 7;

/// The tabs, by the action that opens each.
const TABS: [(Action, Screen); 8] = [
    (Action::ShowDashboard, Screen::Dashboard),
    (Action::ShowQueue, Screen::Queue),
    (Action::ShowDeclare, Screen::Declare),
    (Action::ShowAccounts, Screen::Accounts),
    (Action::ShowCertificates, Screen::Certificates),
    (Action::ShowLog, Screen::Log),
    (Action::ShowStats, Screen::Stats),
    (Action::ShowReconcile, Screen::Reconcile),
];

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame) {
    view_again(model, frame, &mut Again::default());
}

/// Draws everything but what looks as in the frame before.
pub fn view_again(model: &Model, frame: &mut Frame, again: &mut Again) {
    let area = frame.area();
    let env = &model.env;
    let ground = env.style(Role::Text);
    again.begin(ground);
    if ground != Style::new() {
        // Every cell is written once more; most themes have no ground of their own.
        frame.buffer_mut().set_style(area, ground);
    }
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return too_small(frame, area, env);
    }
    let areas = areas(area);
    header(model, frame, areas.header);
    draw_tabs(model, frame, areas.tabs);
    screen(model, frame, areas.body, again);
    if matches!(
        model.screen,
        Screen::Dashboard
            | Screen::Accounts
            | Screen::Certificates
            | Screen::Stats
            | Screen::Reconcile
    ) {
        env.point(frame, areas.body);
    }
    toasts(model, frame, areas.body);
    overlay_view::view(model, frame, areas.body);
    footer(model, frame, areas.footer);
    if env.ascii {
        to_ascii(frame.buffer_mut());
    }
}

/// The parts of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// Whose console this is.
    pub header: Rect,
    /// The tabs.
    pub tabs: Rect,
    /// The screen, and what lies above it.
    pub body: Rect,
    /// Keys.
    pub footer: Rect,
}

/// Where everything stands, for drawing and for the mouse.
pub fn areas(area: Rect) -> Areas {
    let rows = area.height;
    let row = |y: u16| Rect {
        y: area.y + y.min(rows),
        height: u16::from(y < rows),
        ..area
    };
    Areas {
        header: row(0),
        tabs: row(1),
        body: Rect {
            y: area.y + 2.min(rows),
            height: rows.saturating_sub(3),
            ..area
        },
        footer: row(rows.saturating_sub(1).max(2)),
    }
}

/// The last word on terminals that know nothing but ASCII: names of people have
/// letters of their own, whatever symbols we choose.
fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            cell.set_symbol(match cell.symbol() {
                "\u{a0}" => " ",
                "…" => "~",
                "–" | "—" => "-",
                "·" => ".",
                "→" => ">",
                _ => "?",
            });
        }
    }
}

fn too_small(frame: &mut Frame, area: Rect, env: &Env) {
    let text = Text::new("tui-too-small")
        .with("columns", usize::from(SMALLEST.0))
        .with("rows", usize::from(SMALLEST.1));
    let lines: Vec<_> = format::wrap(&env.text(&text), usize::from(area.width))
        .into_iter()
        .map(Line::from)
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn screen(model: &Model, frame: &mut Frame, area: Rect, again: &mut Again) {
    let env = &model.env;
    let revealed = model.revealed.as_ref();
    match model.screen {
        Screen::Dashboard => model.dashboard.view(frame, area, env),
        Screen::Queue => {
            let (list, detail) = model.split().areas(area);
            let focused = model.overlay.is_none();
            // What is drawn above it would be lost with the rows that are taken over.
            let is_free = focused && model.toasts.shown().next().is_none();
            let again = is_free.then_some(again);
            let mut sheet = Sheet { frame, again };
            queue_table::view(&model.queue, &mut sheet, list, env, revealed, focused);
            if let Some(detail) = detail {
                model.detail.view(frame, detail, env, revealed, false);
            }
        }
        Screen::Detail => model.detail.view(frame, area, env, revealed, true),
        Screen::Declare => {
            let typing = model.declare.editing && model.overlay.is_none();
            declare_view::view(&model.declare, frame, area, env, typing);
        }
        Screen::Accounts => model.accounts.view(frame, area, &model.register, env),
        Screen::Certificates => {
            model.certificates.view(frame, area, &model.register, env);
        }
        Screen::Log => model.log.view(frame, area, &model.own_log(), env),
        Screen::Stats => stats_view::view(&model.stats, frame, area, env),
        Screen::Reconcile => reconcile_view::view(&model.reconcile, frame, area, env),
    }
}

/// Catalogue key of an environment's name.
pub fn environment_key(environment: Environment) -> &'static str {
    match environment {
        Environment::Sandbox => "tui-environment-sandbox",
        Environment::Simulation => "tui-environment-simulation",
        Environment::Production => "tui-environment-production",
    }
}

/// One piece of the header; pieces of less weight give way on narrow terminals.
struct Piece {
    text: String,
    style: Style,
    weight: u8,
}

fn header(model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let mut pieces = vec![Piece {
        text: " dimonitor ".to_owned(),
        style: env.style(Role::Title),
        weight: 3,
    }];
    if let Some(header) = &model.header {
        pieces.extend(header_pieces(header, env));
    }
    if env.read_only {
        pieces.push(Piece {
            text: env.words.get("tui-read-only-badge"),
            style: env.style(Role::Warning),
            weight: 9,
        });
    }
    let clock = format!("{} ", format::minute(env.now));
    let room = usize::from(area.width).saturating_sub(clock.len() + 1);
    while pieces
        .iter()
        .map(|piece| format::width(&piece.text) + 2)
        .sum::<usize>()
        > room
    {
        let lightest = pieces.iter().map(|piece| piece.weight).min();
        let Some(place) = pieces
            .iter()
            .rposition(|piece| Some(piece.weight) == lightest)
        else {
            break;
        };
        pieces.remove(place);
    }
    let mut spans = Vec::new();
    for piece in pieces {
        spans.push(Span::styled(piece.text, piece.style));
        spans.push(Span::raw("  "));
    }
    paint::line(frame.buffer_mut(), area, &Line::from(spans));
    // Only where it stands: the style of a line is that of its whole area.
    let width = u16::try_from(clock.len())
        .unwrap_or(u16::MAX)
        .min(area.width);
    let place = Rect {
        x: area.right() - width,
        width,
        ..area
    };
    frame.render_widget(Line::styled(clock, env.style(Role::Text)), place);
}

fn header_pieces(header: &Header, env: &Env) -> Vec<Piece> {
    let mut pieces = vec![Piece {
        text: format!(" {} ", env.words.get(environment_key(header.environment))),
        style: env.theme.environment(header.environment),
        weight: 10,
    }];
    let mut push = |text: String, role: Role, weight: u8| {
        pieces.push(Piece {
            text,
            style: env.style(role),
            weight,
        });
    };
    if let Some(sender) = header.sender {
        let text = Text::new("tui-header-sender").with("number", sender.to_string());
        push(env.text(&text), Role::Text, 5);
    }
    if let Some(name) = &header.sender_name {
        push(format::cut(&name.shown(), 24), Role::Text, 1);
    }
    if let Some(account) = &header.account {
        push(Untrusted::new(account.as_str()).shown(), Role::Text, 2);
    }
    let (token, role) = token(&header.token, env);
    push(token, role, 4);
    let (worker, role, weight) = match &header.worker {
        WorkerStatus::Here => (env.words.get("tui-worker-here"), Role::Good, 6),
        WorkerStatus::Elsewhere { host, pid, .. } => {
            let text = Text::new("tui-worker-elsewhere")
                .with("host", Untrusted::new(host.as_str()).shown())
                .with("pid", pid.to_string());
            (env.text(&text), Role::Text, 6)
        }
        WorkerStatus::Several { count, .. } => {
            let text = Text::new("tui-worker-several").with("count", *count);
            (env.text(&text), Role::Good, 6)
        }
        WorkerStatus::Nobody => (env.words.get("tui-worker-nobody"), Role::Bad, 9),
    };
    push(worker, role, weight);
    if let Some(offset) = header.clock {
        push(env.text(&clock::off(offset)), Role::Warning, 8);
    }
    pieces
}

fn token(token: &TokenStatus, env: &Env) -> (String, Role) {
    match token {
        TokenStatus::None => (env.words.get("tui-token-none"), Role::Dim),
        TokenStatus::Failed(_) => (
            format!(
                "{} {}",
                status::BAD.glyph(env),
                env.words.get("tui-token-failed")
            ),
            Role::Bad,
        ),
        TokenStatus::Valid { expires_at } => {
            let left = format::seconds_between(env.now, *expires_at);
            // Seconds would redraw the header every second for nothing.
            let left = if left < 60 {
                "<1m".to_owned()
            } else {
                format::span(left)
            };
            (
                env.text(&Text::new("tui-token-left").with("left", left)),
                Role::Text,
            )
        }
    }
}

/// Something in a line of the frame that can be clicked.
#[derive(Debug, Clone)]
pub struct Button {
    /// What it does.
    pub action: Action,
    /// Its first column, from the left edge of its line.
    pub from: u16,
    /// The column behind it.
    pub to: u16,
    key: String,
    label: String,
}

impl Button {
    /// The button of this column.
    pub fn at(buttons: &[Self], column: u16) -> Option<Action> {
        let button = buttons
            .iter()
            .find(|one| (one.from..one.to).contains(&column))?;
        Some(button.action)
    }
}

/// The tabs of a line of so many columns.
pub fn tabs(model: &Model, columns: u16) -> Vec<Button> {
    let env = &model.env;
    let names = TABS.map(|(action, _)| env.words.get(keymap::binding(action).label));
    let tight = is_tight(&names, usize::from(columns));
    let longest = tab_columns(&names, usize::from(columns), tight);
    let mut from = 1;
    let mut tabs = Vec::with_capacity(TABS.len());
    for ((action, _), name) in TABS.into_iter().zip(names) {
        let key = env.keys.keys(action).first();
        let key = key.map(ToString::to_string).unwrap_or_default();
        let label = format::cut(&name, longest);
        // A blank around each of the two; where there is little room, only in front.
        let around = if tight { 2 } else { 3 };
        let wide = format::width(&key) + format::width(&label) + around;
        let to = from + u16::try_from(wide).unwrap_or(u16::MAX);
        tabs.push(Button {
            action,
            from,
            to,
            key,
            label,
        });
        from = to + u16::from(!tight);
    }
    tabs
}

fn draw_tabs(model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let mut pencil = Pencil::at(frame.buffer_mut(), area.x, area.y, area.width);
    let mut end = 0;
    for (tab, (_, screen)) in tabs(model, area.width).into_iter().zip(TABS) {
        pencil.fit("", usize::from(tab.from - end), Style::new());
        end = tab.to;
        let open =
            model.screen == screen || (model.screen == Screen::Detail && screen == Screen::Queue);
        let style = env.style(if open { Role::Tab } else { Role::Text });
        let text = format!(" {} {}", tab.key, tab.label);
        pencil.fit(&text, usize::from(tab.to - tab.from), style);
    }
}

/// Whether names would be cut so short that tabs do without blanks between them.
fn is_tight(names: &[String], columns: usize) -> bool {
    tab_columns(names, columns, false) < 5
}

/// Columns that the name of a tab may take, so that every tab is seen.
fn tab_columns(names: &[String], columns: usize, tight: bool) -> usize {
    // A blank, the key, a blank on either side of the name, and one between tabs.
    let around = if tight { 3 } else { 5 };
    let room = columns.saturating_sub(names.len() * around + 1);
    let taken = |longest: usize| {
        let widths = names.iter().map(|name| format::width(name).min(longest));
        widths.sum::<usize>()
    };
    (1..=columns)
        .rev()
        .find(|longest| taken(*longest) <= room)
        .unwrap_or(1)
}

/// The likeliest keys that work here and now, as many as fit on a line of so many columns.
pub fn footer_keys(model: &Model, columns: u16) -> Vec<Button> {
    let env = &model.env;
    let context = model.context();
    let mut rows: Vec<&Binding> = ACTIONS
        .iter()
        .filter(|row| row.footer.is_some() && row.applies(context, env.read_only))
        .filter(|row| commands::works(model, row.action))
        .collect();
    rows.sort_by_key(|row| row.footer);
    let mut keys = Vec::with_capacity(FOOTER_KEYS);
    let mut from = 0;
    for row in rows.into_iter().take(FOOTER_KEYS) {
        let Some(key) = env.keys.key_in(row.action, context) else {
            continue;
        };
        let label = env.words.get(row.label);
        let wide = format::width(&key) + format::width(&label) + 4;
        let to = from + u16::try_from(wide).unwrap_or(u16::MAX);
        if to > columns {
            // A shorter one may still fit.
            continue;
        }
        keys.push(Button {
            action: row.action,
            from,
            to,
            key,
            label,
        });
        from = to;
    }
    keys
}

fn footer(model: &Model, frame: &mut Frame, area: Rect) {
    let env = &model.env;
    let mut pencil = Pencil::at(frame.buffer_mut(), area.x, area.y, area.width);
    for Button { key, label, .. } in footer_keys(model, area.width) {
        let (strong, plain) = (env.style(Role::Key), env.style(Role::Text));
        for (words, style) in [(" ", strong), (&key, strong), (" ", plain), (&label, plain)] {
            pencil.write(words, style);
        }
        pencil.write("  ", plain);
    }
}

/// The room that notices take at the bottom of the body.
pub fn toast_area(model: &Model, body: Rect) -> Rect {
    let lines = toast_lines(model, usize::from(body.width)).len();
    at_the_bottom(lines, body)
}

fn at_the_bottom(lines: usize, area: Rect) -> Rect {
    let height = u16::try_from(lines).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + area.height - height,
        height,
        ..area
    }
}

fn toast_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let env = &model.env;
    let mut lines = Vec::new();
    for toast in model.toasts.shown() {
        let mark = status::level(toast.level);
        let words = toast.lines.join(" — ");
        let words = if env.ascii {
            words.replace('—', "-")
        } else {
            words
        };
        let text = format!(" {} {words}", mark.glyph(env));
        let style = env.style(mark.role).patch(Style::new().reversed());
        for line in format::wrap(&text, width).into_iter().take(3) {
            lines.push(Line::styled(format::fit(&line, width), style));
        }
    }
    lines
}

fn toasts(model: &Model, frame: &mut Frame, area: Rect) {
    let lines = toast_lines(model, usize::from(area.width));
    let place = at_the_bottom(lines.len(), area);
    if place.height > 0 {
        frame.render_widget(Clear, place);
        frame.render_widget(Paragraph::new(lines), place);
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
