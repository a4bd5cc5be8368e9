//! How an import is drawn: the path, a bar, or the counts with the rows that are not as they
//! should be. Only what fits is made into lines.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::env::Env;
use super::field;
use super::format;
use super::import::{Import, Step};
use super::overlay_view::empty_box;
use super::theme::Role;
use crate::domain::bulk::{BulkProgress, BulkReport, BulkRow, BulkStage, RowVerdict};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Columns where there is room.
const WIDTH: u16 = 110;

/// Draws it.
pub fn view(import: &Import, frame: &mut Frame, area: Rect, env: &Env) {
    let room = usize::from(WIDTH.min(area.width).saturating_sub(4));
    let height = usize::from(area.height.saturating_sub(2));
    let lines = match &import.step {
        Step::Path => path(import, room, env),
        Step::Running(progress) => running(*progress, room, env),
        Step::Checked(report) => checked(import, report, (room, height), env),
        Step::Done(report) => done(import, report, (room, height), env),
    };
    let title = env.words.get("import-title");
    let inner = empty_box(&title, (WIDTH, lines.len()), frame, area, env);
    frame.render_widget(Paragraph::new(lines), inner);
}

fn sentence(text: &Text, role: Role, room: usize, env: &Env) -> Vec<Line<'static>> {
    format::wrap(&env.text(text), room)
        .into_iter()
        .map(|words| Line::styled(format!(" {words}"), env.style(role)))
        .collect()
}

fn path(import: &Import, room: usize, env: &Env) -> Vec<Line<'static>> {
    let mut lines = sentence(&Text::new("import-path"), Role::Text, room, env);
    lines.push(Line::default());
    let mut spans = vec![Span::raw(" > ")];
    spans.extend(field::spans(&import.path, room.saturating_sub(3), env));
    lines.push(Line::from(spans));
    if let Some(problem) = &import.problem {
        lines.push(Line::default());
        for words in env.problem(problem) {
            for words in format::wrap(&words, room) {
                lines.push(Line::styled(format!(" {words}"), env.style(Role::Bad)));
            }
        }
    }
    lines.push(Line::default());
    lines.extend(sentence(
        &env.keyed(Text::new("import-keys-path")),
        Role::Key,
        room,
        env,
    ));
    lines
}

fn running(progress: BulkProgress, room: usize, env: &Env) -> Vec<Line<'static>> {
    let (what, keys) = match progress.stage {
        BulkStage::Checking => (
            Text::new("import-checking"),
            Text::new("import-keys-checking"),
        ),
        BulkStage::Queueing => (
            Text::new("import-queueing"),
            Text::new("import-keys-queueing"),
        ),
    };
    let what = what
        .with("percent", progress.percent())
        .with("rows", format::count(progress.rows));
    let mut lines = sentence(&what, Role::Text, room, env);
    lines.push(bar(progress.percent(), room, env));
    lines.push(Line::default());
    lines.extend(sentence(&env.keyed(keys), Role::Key, room, env));
    lines
}

/// A bar that is full at a hundred percent.
pub(super) fn bar(percent: u64, room: usize, env: &Env) -> Line<'static> {
    let (full, empty) = if env.ascii {
        ("#", ".")
    } else {
        ("█", "░")
    };
    let percent = usize::try_from(percent).unwrap_or(100).min(100);
    let done = room * percent / 100;
    Line::from(vec![
        Span::raw(" "),
        Span::styled(full.repeat(done), env.style(Role::Good)),
        Span::styled(empty.repeat(room - done), env.style(Role::Dim)),
    ])
}

fn checked(
    import: &Import,
    report: &BulkReport,
    size: (usize, usize),
    env: &Env,
) -> Vec<Line<'static>> {
    let (room, _) = size;
    let good = report.tally.good(import.choice());
    let keys = Text::new("import-keys-checked").with("count", good);
    let mut foot = sentence(&env.keyed(keys), Role::Key, room, env);
    let anyway = if import.send_anyway {
        Text::new("import-anyway-on")
    } else {
        Text::new("import-anyway-off")
    };
    foot.extend(sentence(&anyway, Role::Key, room, env));
    around(import, report, foot, size, env)
}

fn done(
    import: &Import,
    report: &BulkReport,
    size: (usize, usize),
    env: &Env,
) -> Vec<Line<'static>> {
    let (room, _) = size;
    let queued = Text::new("import-queued").with("count", report.queued);
    let mut foot = sentence(&queued, Role::Good, room, env);
    if report.stopped {
        foot.extend(sentence(
            &Text::new("import-stopped"),
            Role::Warning,
            room,
            env,
        ));
    }
    foot.extend(sentence(
        &env.keyed(Text::new("import-keys-done")),
        Role::Key,
        room,
        env,
    ));
    around(import, report, foot, size, env)
}

/// Counts, as many bad rows as fit, and what stands below them.
fn around(
    import: &Import,
    report: &BulkReport,
    foot: Vec<Line<'static>>,
    (room, height): (usize, usize),
    env: &Env,
) -> Vec<Line<'static>> {
    let counted = Text::new("import-counted")
        .with("file", report.file.as_str())
        .with("rows", report.tally.rows());
    let mut lines = sentence(&counted, Role::Title, room, env);
    for verdict in RowVerdict::ALL {
        let count = report.tally.of(verdict);
        if count > 0 {
            let words = format!(
                " {:>9}  {}",
                format::count(count),
                env.text(&verdict.text())
            );
            lines.push(Line::styled(
                format::cut(&words, room),
                env.style(role(verdict)),
            ));
        }
    }
    let mut tail = Vec::new();
    if let Some(file) = &report.result {
        let text = Text::new("import-result").with("file", file.as_str());
        tail.extend(sentence(&text, Role::Dim, room, env));
    }
    tail.push(Line::default());
    tail.extend(foot);
    // One line above the rows, one for how many there are more.
    let fits = height.saturating_sub(lines.len() + tail.len() + 2);
    let shown: Vec<_> = report.bad.iter().skip(import.scroll).take(fits).collect();
    if !shown.is_empty() {
        lines.push(Line::default());
    }
    let last = import.scroll + shown.len();
    lines.extend(shown.into_iter().map(|row| bad_row(row, room, env)));
    let below = report.bad.len().saturating_sub(last) as u64 + report.more();
    if below > 0 {
        let more = Text::new("import-more").with("count", below);
        lines.extend(sentence(&more, Role::Dim, room, env));
    }
    lines.extend(tail);
    lines
}

fn role(verdict: RowVerdict) -> Role {
    match verdict {
        RowVerdict::Invalid
        | RowVerdict::Duplicate
        | RowVerdict::Anomaly
        | RowVerdict::OpenPeriod => Role::Bad,
        RowVerdict::Late | RowVerdict::Warning => Role::Warning,
        RowVerdict::Valid => Role::Good,
        RowVerdict::Known => Role::Dim,
    }
}

fn bad_row(row: &BulkRow, room: usize, env: &Env) -> Line<'static> {
    let place = Text::new("import-row")
        .with("row", row.row)
        .with("line", row.line);
    let place = format!(" {}", env.text(&place));
    let reference = row
        .reference
        .as_ref()
        .map_or_else(String::new, Untrusted::shown);
    let sentences: Vec<String> = row.sentences.iter().map(|text| env.text(text)).collect();
    let head = format!("{place}  {}", format::fit(&reference, 12));
    let rest = room.saturating_sub(format::width(&head) + 1);
    Line::from(vec![
        Span::styled(format::cut(&head, room), env.style(Role::Text)),
        Span::styled(
            format!("  {}", format::cut(&sentences.join("; "), rest)),
            env.style(role(row.verdict)),
        ),
    ])
}
