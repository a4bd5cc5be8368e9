//! How the form is drawn: a field, its text, and beside it what is wrong with it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::declare::{Declare, Focus};
use super::{declare_head, form};
use crate::domain::anomaly::Explanation;
use crate::domain::correct::Mark;
use crate::domain::draft::Field;
use crate::domain::text::Text;
use crate::domain::validate::Finding;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{field, format, status};

/// Rows below the fields for whole sentences, and how many of them a tall screen has.
const SENTENCES: (u16, u16) = (4, 8);
/// Rows of a tall screen.
const TALL: u16 = 26;
/// Stands beside a field that is kept but not sent.
const NOT_SENT: &str = "~";

/// Catalogue key of a field's name.
pub fn field_key(field: Field) -> String {
    format!("tui-field-{}", field.column().replace('_', "-"))
}

/// Draws the form; the cursor stands in it while keys are `typing`.
pub fn view(declare: &Declare, frame: &mut Frame, area: Rect, env: &Env, typing: bool) {
    let title = declare_head::title(declare.draft().kind, env);
    let panel = env.panel(&title, declare.editing);
    let inner = panel.inner(area);
    let width = usize::from(inner.width);
    let head = declare_head::lines(declare, width, env);
    let deadline = declare_head::deadline(declare, width, env);
    let (few, many) = SENTENCES;
    let below = if inner.height < TALL { few } else { many };
    let rows = |count: usize| Constraint::Length(u16::try_from(count).unwrap_or(u16::MAX));
    let [above, form, limit, sentences] = Layout::vertical([
        rows(head.len()),
        Constraint::Min(3),
        rows(usize::from(deadline.is_some())),
        Constraint::Length(below.min(inner.height / 3)),
    ])
    .areas(inner);
    frame.render_widget(Paragraph::new(head), above);
    frame.render_widget(
        Paragraph::new(deadline.into_iter().collect::<Vec<_>>()),
        limit,
    );
    let fields = declare.fields(env);
    frame.render_widget(panel.title_bottom(place(declare, &fields, form)), area);
    rows_of_fields(declare, &fields, frame, form, typing, env);
    let words = explanation(declare, &fields, usize::from(sentences.width), env);
    frame.render_widget(Paragraph::new(words), sentences);
}

/// The row that has the focus; the button stands below the fields.
fn focus_in(declare: &Declare, fields: &[Field]) -> usize {
    match declare.focus {
        Focus::Field(focused) => fields
            .iter()
            .position(|field| *field == focused)
            .unwrap_or(0),
        Focus::Send => fields.len(),
    }
}

/// Where one is, when there are more rows than are seen.
fn place(declare: &Declare, fields: &[Field], area: Rect) -> Line<'static> {
    let rows = fields.len() + 1;
    if rows <= usize::from(area.height) {
        return Line::default();
    }
    let row = focus_in(declare, fields) + 1;
    Line::from(format!(" {row}/{rows} ")).right_aligned()
}

/// The fields and the button below them, so far down that the focus and what follows are seen.
fn rows_of_fields(
    declare: &Declare,
    fields: &[Field],
    frame: &mut Frame,
    area: Rect,
    typing: bool,
    env: &Env,
) {
    let focus = focus_in(declare, fields);
    let height = usize::from(area.height).max(1);
    let follows = usize::from(height > 2);
    let top = (focus + 1 + follows)
        .min(fields.len() + 1)
        .saturating_sub(height);
    let places = Columns::of(area.width);
    let mut lines: Vec<_> = fields
        .iter()
        .map(|&field| row(declare, field, &places, env))
        .collect();
    lines.push(button(declare, &places, env));
    let shown: Vec<_> = lines.into_iter().skip(top).take(height).collect();
    frame.render_widget(Paragraph::new(shown), area);
    if typing {
        cursor(declare, frame, area, focus - top, &places);
    }
}

struct Columns {
    name: usize,
    text: usize,
    finding: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let width = usize::from(width);
        let name = (width * 3 / 10).clamp(10, 28);
        let text = (width * 3 / 10).clamp(10, 34);
        Self {
            name,
            text,
            finding: width.saturating_sub(name + text + 6),
        }
    }
}

fn row(declare: &Declare, field: Field, places: &Columns, env: &Env) -> Line<'static> {
    let focused = declare.focus == Focus::Field(field);
    let page = declare.page();
    let star = if page.is_required(field, &env.rules) {
        "*"
    } else {
        " "
    };
    let name = env.words.get(&field_key(field));
    let name_role = if focused { Role::Focus } else { Role::Text };
    let text = declare
        .input(field)
        .map(|input| field::window(input, places.text).0)
        .unwrap_or_default();
    let picked = form::is_picked(field) && focused && declare.editing;
    let (left, right) = match (picked, env.ascii) {
        (true, false) => ("◂", "▸"),
        (true, true) => ("<", ">"),
        (false, _) => ("[", "]"),
    };
    let not_sent = if is_sent(declare, field) {
        " "
    } else {
        NOT_SENT
    };
    let mut spans = vec![
        Span::styled(
            format!(" {}{star}", format::fit(&name, places.name)),
            env.style(name_role),
        ),
        Span::styled(not_sent, env.style(Role::Warning)),
        Span::styled(left, env.style(name_role)),
        Span::styled(format::fit(&text, places.text), env.style(Role::Text)),
        Span::styled(right, env.style(name_role)),
    ];
    if let Some((mark, words)) = beside(declare, field, env) {
        let words = format!(" {} {words}", mark.glyph(env));
        spans.push(Span::styled(
            format::cut(&words, places.finding),
            env.style(mark.role),
        ));
    }
    Line::from(spans)
}

/// Whether the message has a member for the field.
fn is_sent(declare: &Declare, field: Field) -> bool {
    field.wire_path(declare.draft().kind).is_some()
}

/// What was wrong with a field in the answer, until it changes; else the gravest finding.
pub fn beside(declare: &Declare, field: Field, env: &Env) -> Option<(status::Mark, String)> {
    if let Some(mark) = declare.marks(field).next() {
        let told = told(mark, env);
        return Some((status::BAD, format!("{} {}", told.code, told.meaning)));
    }
    let finding = declare
        .findings(field)
        .min_by_key(|finding| finding.severity)?;
    Some((status::severity(finding.severity), sentence(finding, env)))
}

/// What the code of the answer means, and what to do.
fn told(mark: &Mark, env: &Env) -> Explanation {
    let language = env.words.language().code();
    env.anomalies.explain(&mark.code, language)
}

/// The anomaly code, when there is one, and the sentence.
fn sentence(finding: &Finding, env: &Env) -> String {
    match finding.code {
        Some(code) => format!("{code} {}", env.text(&finding.text)),
        None => env.text(&finding.text),
    }
}

fn button(declare: &Declare, places: &Columns, env: &Env) -> Line<'static> {
    let words = if declare.is_pending() {
        env.words.get("tui-declare-pending")
    } else if env.read_only {
        env.words.get("tui-read-only")
    } else if declare.has_next() {
        env.words.get("form-next-part")
    } else {
        env.words.get("tui-declare-send")
    };
    let role = if declare.focus == Focus::Send {
        Role::Selection
    } else {
        Role::Key
    };
    Line::from(vec![
        Span::raw(" ".repeat(places.name + 3)),
        Span::styled(format!("[ {words} ]"), env.style(role)),
    ])
}

/// The whole sentences about the field that has the focus, or about the form.
fn explanation(declare: &Declare, fields: &[Field], width: usize, env: &Env) -> Vec<Line<'static>> {
    let focused = match declare.focus {
        Focus::Field(field) => Some(field),
        Focus::Send => None,
    };
    let mut words: Vec<(Role, String)> = Vec::new();
    if let Some(said) = declare.said() {
        words.push((Role::Key, env.text(&said)));
    }
    for mark in focused.into_iter().flat_map(|field| declare.marks(field)) {
        let told = told(mark, env);
        let meaning = format!("{} {}", told.code, told.meaning);
        let text = Text::new("form-mark").with("meaning", meaning);
        let text = format!("{} {}", status::BAD.glyph(env), env.text(&text));
        words.push((Role::Bad, text));
        words.push((Role::Text, told.fix));
    }
    let of_field = focused
        .into_iter()
        .flat_map(|field| declare.findings(field));
    let hidden = Field::ALL
        .iter()
        .filter(|field| !fields.contains(field))
        .flat_map(|&field| declare.findings(field));
    for finding in of_field.chain(hidden) {
        let mark = status::severity(finding.severity);
        let text = format!("{}: {}", mark.label(env), sentence(finding, env));
        words.push((mark.role, text));
    }
    words.extend(focused.and_then(|field| destiny(declare, field, env)));
    if words.is_empty() {
        let count = Field::ALL
            .iter()
            .map(|&field| declare.findings(field).count())
            .sum::<usize>();
        let text = Text::new("tui-declare-findings").with("count", count);
        words.push((Role::Dim, env.text(&text)));
    }
    let lines = words.into_iter().flat_map(|(role, text)| {
        let lines = format::wrap(&text, width.saturating_sub(1));
        lines.into_iter().map(move |line| (role, line))
    });
    lines
        .map(|(role, line)| Line::styled(format!(" {line}"), env.style(role)))
        .collect()
}

/// What becomes of a field that is not sent, unless the checks say it already.
fn destiny(declare: &Declare, field: Field, env: &Env) -> Option<(Role, String)> {
    let said = |finding: &Finding| finding.text.key == "check-not-sent";
    if !is_sent(declare, field) {
        let silent = !declare.findings(field).any(said);
        let words = || format!("{NOT_SENT} {}", env.words.get("form-not-sent"));
        return silent.then(|| (Role::Warning, words()));
    }
    form::is_about(declare.draft().kind, field).then(|| (Role::Dim, env.words.get("form-for-us")))
}

fn cursor(declare: &Declare, frame: &mut Frame, area: Rect, line: usize, places: &Columns) {
    let Focus::Field(field) = declare.focus else {
        return;
    };
    if line >= usize::from(area.height) {
        return;
    }
    let column = declare
        .input(field)
        .map_or(0, |input| field::window(input, places.text).1);
    let offset = places.name + 4 + column.min(places.text);
    let position = Position {
        x: area.x
            + u16::try_from(offset)
                .unwrap_or(u16::MAX)
                .min(area.width.saturating_sub(1)),
        y: area.y + u16::try_from(line).unwrap_or(0),
    };
    frame.set_cursor_position(position);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Catalogue, Language};

    #[test]
    fn every_field_has_a_name_in_both_languages() {
        for language in [Language::En, Language::Nl] {
            let words = Catalogue::new(language);
            for &field in Field::ALL {
                assert!(words.has(&field_key(field)), "{}", field_key(field));
            }
        }
    }
}
