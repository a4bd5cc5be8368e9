//! How the certificates are listed: columns as wide as what stands in them, and in which
//! order they give way.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::certificates_marks as marks;
use crate::domain::belgium;
use crate::domain::report::{CertSummary, TimeLeft};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::theme::Role;

/// Cells of the bar of days left.
const BAR: i64 = 8;
/// Columns that a certificate's name keeps.
const SHORTEST_TITLE: usize = 14;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Status,
    Title,
    Account,
    Channel,
    Left,
    Bar,
    End,
    WorkingDay,
    Key,
}

/// From left to right, with the catalogue key of each heading. The name takes what is left.
const COLUMNS: [(Column, &str); 9] = [
    (Column::Status, "certificates-column-status"),
    (Column::Title, "certificates-column-title"),
    (Column::Account, "certificates-column-account"),
    (Column::Channel, "certificates-column-channel"),
    (Column::Left, "certificates-column-left"),
    (Column::Bar, "certificates-column-bar"),
    (Column::End, "certificates-column-end"),
    (Column::WorkingDay, "certificates-column-working-day"),
    (Column::Key, "certificates-column-key"),
];

/// Who gives way first where there is no room for all.
const GIVING_WAY: [Column; 6] = [
    Column::Channel,
    Column::Bar,
    Column::Account,
    Column::Key,
    Column::WorkingDay,
    Column::Left,
];

/// Draws the list; the selected one stays in sight.
pub fn view(
    list: &[CertSummary],
    selected: usize,
    focused: bool,
    frame: &mut Frame,
    area: Rect,
    env: &Env,
) {
    let title = Text::new("certificates-title")
        .with("place", selected + 1)
        .with("total", list.len());
    let panel = env.panel(&env.text(&title), focused);
    let inner = panel.inner(area);
    frame.render_widget(panel, area);
    let columns = columns(list, usize::from(inner.width), env);
    let height = usize::from(inner.height.saturating_sub(1));
    let top = selected
        .saturating_sub(height / 2)
        .min(list.len().saturating_sub(height));
    let mut lines = vec![heading(&columns, env)];
    for (place, one) in list.iter().enumerate().skip(top).take(height) {
        lines.push(row(one, place == selected, &columns, env));
    }
    frame.render_widget(Paragraph::new(lines), inner);
}

/// The columns on show with their widths.
fn columns(list: &[CertSummary], room: usize, env: &Env) -> Vec<(Column, &'static str, usize)> {
    let wide = |column, heading: &str| {
        let cells = list
            .iter()
            .map(|one| format::width(&cell(column, one, env).0));
        let widest = cells.max().unwrap_or(0);
        // What no certificate has needs no column.
        if widest == 0 {
            return 0;
        }
        widest.max(format::width(&env.words.get(heading)))
    };
    let mut columns: Vec<_> = COLUMNS
        .into_iter()
        .map(|(column, heading)| (column, heading, wide(column, heading)))
        .filter(|(column, _, width)| *width > 0 || *column == Column::Title)
        .collect();
    let others = |columns: &[(Column, &str, usize)]| -> usize {
        let widths = columns
            .iter()
            .filter(|(column, ..)| *column != Column::Title);
        widths.map(|(.., width)| width + 1).sum()
    };
    for gone in GIVING_WAY {
        if others(&columns) + SHORTEST_TITLE < room {
            break;
        }
        columns.retain(|(column, ..)| *column != gone);
    }
    let left = room.saturating_sub(others(&columns) + 2);
    for (column, _, width) in &mut columns {
        if *column == Column::Title {
            *width = (*width).min(left).max(1);
        }
    }
    columns
}

fn heading(columns: &[(Column, &'static str, usize)], env: &Env) -> Line<'static> {
    let words: Vec<_> = columns
        .iter()
        .map(|(column, heading, width)| placed(*column, &env.words.get(heading), *width))
        .collect();
    Line::styled(format!(" {}", words.join(" ")), env.style(Role::Dim))
}

fn row(
    one: &CertSummary,
    selected: bool,
    columns: &[(Column, &'static str, usize)],
    env: &Env,
) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for (column, _, width) in columns {
        let (words, role) = cell(*column, one, env);
        let role = if selected { Role::Selection } else { role };
        let words = format!("{} ", placed(*column, &words, *width));
        spans.push(Span::styled(words, env.style(role)));
    }
    Line::from(spans)
}

/// Numbers stand to the right, everything else to the left.
fn placed(column: Column, words: &str, width: usize) -> String {
    if column == Column::Left {
        let words = format::cut(words, width);
        let missing = width.saturating_sub(format::width(&words));
        return format!("{}{words}", " ".repeat(missing));
    }
    format::fit(words, width)
}

fn cell(column: Column, one: &CertSummary, env: &Env) -> (String, Role) {
    let mark = marks::mark(one, env);
    let facts = one.state.as_ref().ok();
    let text = match column {
        Column::Status => return (mark.label(env), mark.role),
        Column::Key => {
            let mark = marks::key_mark(&one.key);
            return (mark.label(env), mark.role);
        }
        Column::Bar => {
            let bar = facts.map(|facts| marks::bar_left(facts, BAR, env));
            return (bar.unwrap_or_default(), mark.role);
        }
        Column::Title => one.title().shown(),
        Column::Account => Untrusted::new(one.account.as_str()).shown(),
        Column::Channel => one.channel.name().to_owned(),
        Column::Left => match facts.map(|facts| facts.time_left(env.now)) {
            Some(TimeLeft::Days(days)) => days.to_string(),
            Some(TimeLeft::ExpiredFor(days)) => (-days).to_string(),
            None => String::new(),
        },
        Column::End => {
            let end = facts.map(|facts| env.text(&marks::day(belgium::today(facts.not_after))));
            end.unwrap_or_default()
        }
        Column::WorkingDay => one
            .expiry
            .and_then(|expiry| expiry.last_working_day)
            .map(|day| env.text(&marks::short_day(day)))
            .unwrap_or_default(),
    };
    (text, Role::Text)
}
