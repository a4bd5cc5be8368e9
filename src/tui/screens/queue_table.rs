//! How the queue is drawn: columns, and in which order they give way.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::queue::Queue;
use crate::domain::ids::Ssin;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{QueueRow, SortColumn};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::loaded::Loaded;
use crate::tui::model::Revealed;
use crate::tui::status;
use crate::tui::theme::Role;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    State,
    Kind,
    Type,
    Employer,
    Worker,
    Ssin,
    Start,
    Deadline,
    Age,
    Next,
    Reference,
}

/// The columns from left to right: catalogue key, width, and what they sort by.
/// The worker's name takes what is left over.
const COLUMNS: [Placed; 12] = [
    (Column::Id, "tui-column-id", 6, Some(SortColumn::Id)),
    (
        Column::State,
        "tui-column-state",
        18,
        Some(SortColumn::State),
    ),
    (Column::Kind, "tui-column-kind", 6, Some(SortColumn::Kind)),
    (Column::Type, "tui-column-type", 4, None),
    (
        Column::Employer,
        "tui-column-employer",
        12,
        Some(SortColumn::Employer),
    ),
    (
        Column::Worker,
        "tui-column-worker",
        14,
        Some(SortColumn::Worker),
    ),
    (Column::Ssin, "tui-column-ssin", 15, None),
    (
        Column::Start,
        "tui-column-start",
        10,
        Some(SortColumn::Start),
    ),
    (
        Column::Deadline,
        "tui-column-deadline",
        9,
        Some(SortColumn::Deadline),
    ),
    (Column::Age, "tui-column-age", 5, Some(SortColumn::Updated)),
    (Column::Next, "tui-column-next", 5, Some(SortColumn::NextAt)),
    (
        Column::Reference,
        "tui-column-reference",
        12,
        Some(SortColumn::Reference),
    ),
];

/// Which column gives way first on a narrow terminal.
const DROPPED: [Column; 10] = [
    Column::Reference,
    Column::Id,
    Column::Ssin,
    Column::Next,
    Column::Type,
    Column::Age,
    Column::Start,
    Column::Deadline,
    Column::Employer,
    Column::Kind,
];

/// Room for what a submission waits for, in the column of its next visit.
const WAITING_COLUMNS: usize = 12;

/// Seconds before a deadline from which it is marked.
const SOON: i64 = 3_600;

/// From this width on the selected submission is shown beside the list.
pub const SPLIT_COLUMNS: u16 = 140;

/// Whether a row of the list changes with every second.
pub fn counts(row: &QueueRow, now: Timestamp) -> bool {
    let young = format::seconds_between(row.updated_at, now) < 60;
    let within_a_minute = |at: Timestamp| {
        let left = format::seconds_between(now, at);
        (0..60).contains(&left)
    };
    let due = [row.next_at, row.deadline]
        .into_iter()
        .flatten()
        .any(within_a_minute);
    !row.state.is_final() && (young || due)
}

/// Draws the list.
pub fn view(queue: &Queue, frame: &mut Frame, area: Rect, env: &Env, revealed: Option<&Revealed>) {
    let page = queue.page.ready();
    let columns = columns(page.is_some_and(|page| page.rows.iter().any(waits)));
    let columns = fitting(columns, usize::from(area.width));
    let mut lines = vec![summary(queue, env), heading(queue, &columns, env)];
    let height = usize::from(area.height).saturating_sub(lines.len()).max(1);
    match &queue.page {
        Loaded::Never | Loaded::Loading => lines.push(note(&env.words.get("tui-loading"), env)),
        Loaded::Failed(problem, _) => lines.extend(
            env.problem(problem)
                .into_iter()
                .map(|line| Line::styled(line, env.style(Role::Bad))),
        ),
        Loaded::Ready(page, _) if page.rows.is_empty() => {
            let words = if queue.line.is_empty() {
                env.words.get("tui-queue-empty")
            } else {
                env.words.get("tui-queue-none")
            };
            lines.push(note(&words, env));
        }
        Loaded::Ready(..) => {
            let (_, rows) = queue.visible(height);
            for row in rows {
                let selected = Some(row.id) == queue.selected;
                let shown = revealed.filter(|one| one.id == row.id).map(|one| one.ssin);
                lines.push(line(row, &columns, selected, shown, env));
            }
        }
    }
    frame.render_widget(Paragraph::new(lines), area);
}

fn note(words: &str, env: &Env) -> Line<'static> {
    Line::styled(format!(" {words}"), env.style(Role::Dim))
}

/// Position, total, filter and order in one line.
fn summary(queue: &Queue, env: &Env) -> Line<'static> {
    let mut spans = Vec::new();
    if let Some(page) = queue.page.ready() {
        let position = queue
            .place()
            .map_or(0, |place| page.offset + place as u64 + 1);
        spans.push(Span::styled(
            format!(
                " {} / {} ",
                format::count(position),
                format::count(page.total)
            ),
            env.style(Role::Title),
        ));
    }
    if !queue.line.is_empty() {
        spans.push(Span::styled(
            format!(" {} {} ", env.words.get("tui-queue-filter"), queue.line),
            env.style(Role::Focus),
        ));
    }
    Line::from(spans)
}

/// A column with its catalogue key, width, and what it sorts by.
type Placed = (Column, &'static str, usize, Option<SortColumn>);

/// All columns; with more room for the next visit where a row waits for another one.
fn columns(some_wait: bool) -> Vec<Placed> {
    let widened = |placed: Placed| match placed {
        (Column::Next, key, _, sort) if some_wait => (Column::Next, key, WAITING_COLUMNS, sort),
        placed => placed,
    };
    COLUMNS.into_iter().map(widened).collect()
}

fn fitting(mut columns: Vec<Placed>, width: usize) -> Vec<Placed> {
    let total = |columns: &[Placed]| columns.iter().map(|column| column.2 + 1).sum::<usize>();
    for dropped in DROPPED {
        if total(&columns) <= width {
            break;
        }
        columns.retain(|column| column.0 != dropped);
    }
    let spare = width.saturating_sub(total(&columns)).min(26);
    if let Some(worker) = columns.iter_mut().find(|column| column.0 == Column::Worker) {
        worker.2 += spare;
    }
    columns
}

fn heading(queue: &Queue, columns: &[Placed], env: &Env) -> Line<'static> {
    let arrow = match (queue.sort.descending, env.ascii) {
        (true, false) => "▾",
        (false, false) => "▴",
        (true, true) => "v",
        (false, true) => "^",
    };
    let mut spans = Vec::new();
    for (_, key, width, sort) in columns {
        let mut name = env.words.get(key);
        let sorted = *sort == Some(queue.sort.column);
        if sorted {
            name = format!("{}{arrow}", format::cut(&name, width - 1));
        }
        let role = if sorted { Role::Focus } else { Role::Dim };
        spans.push(Span::styled(
            format!(" {}", format::fit(&name, *width)),
            env.style(role),
        ));
    }
    Line::from(spans)
}

/// One row; the selected one in one style from edge to edge.
fn line(
    row: &QueueRow,
    columns: &[Placed],
    selected: bool,
    revealed: Option<Ssin>,
    env: &Env,
) -> Line<'static> {
    columns
        .iter()
        .map(|&(column, _, width, _)| {
            let (mut text, mut style) = cell(row, column, revealed, env);
            if column == Column::State {
                text = with_successor(row, text, width, env);
            }
            if row.replaced_by.is_some() {
                style = env.style(Role::Dim);
            }
            if selected {
                style = env.style(Role::Selection);
            }
            Span::styled(format!(" {}", format::fit(&text, width)), style)
        })
        .collect()
}

/// The state, and what replaces it when there is room for that.
fn with_successor(row: &QueueRow, state: String, width: usize, env: &Env) -> String {
    let Some(successor) = row.replaced_by else {
        return state;
    };
    let arrow = if env.ascii { "->" } else { "→" };
    let both = format!("{state} {arrow} {successor}");
    if format::width(&both) <= width {
        both
    } else {
        state
    }
}

/// Whether it is kept back for another one.
fn waits(row: &QueueRow) -> bool {
    row.state == StateKind::Held && row.waits_for.is_some()
}

fn cell(row: &QueueRow, column: Column, revealed: Option<Ssin>, env: &Env) -> (String, Style) {
    let shown = |text: Option<&Untrusted>| text.map(Untrusted::shown).unwrap_or_default();
    let text = match column {
        Column::Id => row.id.to_string(),
        Column::State => {
            let mark = status::state(row.state);
            return (mark.label(env), env.style(mark.role));
        }
        Column::Kind => row.kind.as_str().to_uppercase(),
        Column::Type => shown(row.worker_type.as_ref()),
        Column::Employer => employer(row),
        Column::Worker => shown(row.worker.as_ref()),
        Column::Ssin => ssin(row, revealed),
        Column::Start => row
            .start
            .or(row.end)
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Column::Deadline => {
            let (text, role) = deadline(row, env);
            return (text, env.style(role));
        }
        Column::Age => format::span(format::seconds_between(row.updated_at, env.now)),
        Column::Next => next(row, env),
        Column::Reference => shown(row.reference.as_ref()),
    };
    (text, env.style(Role::Text))
}

/// `0999.999.922`, or the number as it was given.
pub fn employer(row: &QueueRow) -> String {
    let given = row.employer.as_deref().unwrap_or_default();
    if given.len() == 10 && given.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}.{}.{}", &given[..4], &given[4..7], &given[7..]);
    }
    Untrusted::new(given).shown()
}

/// The worker's number: masked, unless it was just asked for.
pub fn ssin(row: &QueueRow, revealed: Option<Ssin>) -> String {
    match (revealed, row.ssin) {
        (Some(ssin), _) => ssin.reveal(),
        (None, Some(ssin)) => ssin.to_string(),
        (None, None) => String::new(),
    }
}

/// How long it is still in time, or for how long it has not been; nothing once it is settled.
fn deadline(row: &QueueRow, env: &Env) -> (String, Role) {
    let Some(at) = row.deadline.filter(|_| !row.state.is_final()) else {
        return (String::new(), Role::Text);
    };
    let left = format::seconds_between(env.now, at);
    if left > 0 {
        let role = if left < SOON {
            Role::Warning
        } else {
            Role::Text
        };
        return (format::span(left), role);
    }
    if row.submitted_at.is_some_and(|received| received < at) {
        // The receipt counts, however long the answer takes.
        return (env.words.get("tui-deadline-met"), Role::Dim);
    }
    let late = Text::new("tui-deadline-late").with("time", format::span(-left));
    (env.text(&late), Role::Bad)
}

/// When the worker comes back to it, or what it waits for.
pub fn next(row: &QueueRow, env: &Env) -> String {
    if let Some(awaited) = row.waits_for.filter(|_| waits(row)) {
        return env.text(&Text::new("decision-after").with("id", awaited.0));
    }
    match row.next_at {
        Some(at) if at <= env.now => env.words.get("tui-now"),
        Some(at) => format::span(format::seconds_between(env.now, at)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SubmissionId;
    use crate::i18n::Language;
    use crate::tui::fixture;

    fn env(ascii: bool) -> Env {
        let mut env = fixture::model(Language::En, (120, 40)).env;
        env.ascii = ascii;
        env
    }

    fn drawn(row: &QueueRow, width: usize, env: &Env) -> (String, Vec<Style>) {
        let columns = fitting(columns_for(&[row]), width);
        let line = line(row, &columns, false, None, env);
        let styles = line.spans.iter().map(|span| span.style).collect();
        (line.to_string(), styles)
    }

    fn columns_for(rows: &[&QueueRow]) -> Vec<Placed> {
        columns(rows.iter().any(|row| waits(row)))
    }

    #[test]
    fn a_replaced_row_is_dim_and_names_its_successor_where_it_fits() {
        let mut row = fixture::row(2);
        row.state = StateKind::Refused;
        for (name, successor, ascii, expected) in [
            ("fits", 42, false, "refused → 42"),
            ("fits in ASCII", 42, true, "refused -> 42"),
            ("too long a number", 4_200_000_000, false, "refused"),
        ] {
            row.replaced_by = Some(SubmissionId(successor));
            let env = env(ascii);
            let (text, styles) = drawn(&row, 120, &env);
            assert!(text.contains(expected), "{name}: {text}");
            let arrow = text.contains('→') || text.contains("->");
            assert_eq!(arrow, expected.len() > 8, "{name}: {text}");
            let dim = env.style(Role::Dim);
            assert!(styles.iter().all(|style| *style == dim), "{name}");
        }
        row.replaced_by = None;
        let env = env(false);
        let (text, styles) = drawn(&row, 120, &env);
        assert!(!text.contains('→'), "{text}");
        assert!(styles.iter().any(|style| *style != env.style(Role::Dim)));
    }

    #[test]
    fn a_row_that_waits_says_for_which_until_it_is_released() {
        let mut row = fixture::row(7);
        row.next_at = None;
        row.waits_for = Some(SubmissionId(1204));
        for (state, expected) in [(StateKind::Held, true), (StateKind::Queued, false)] {
            row.state = state;
            let (text, _) = drawn(&row, 140, &env(false));
            assert_eq!(text.contains("after 1204"), expected, "{state:?}: {text}");
        }
    }
}
