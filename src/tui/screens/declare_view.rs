//! How the form is drawn: a field, its text, and beside it what is wrong with it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::declare::{Declare, Focus};
use super::form;
use crate::domain::draft::Field;
use crate::domain::text::Text;
use crate::domain::validate::Finding;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{field, format, status};

/// Rows below the fields for whole sentences.
const SENTENCES: u16 = 4;

/// Catalogue key of a field's name.
pub fn field_key(field: Field) -> String {
    format!("tui-field-{}", field.column().replace('_', "-"))
}

/// Draws the form; the cursor stands in it while keys are `typing`.
pub fn view(declare: &Declare, frame: &mut Frame, area: Rect, env: &Env, typing: bool) {
    let panel = env.panel(&env.words.get("tui-declare-title"), declare.editing);
    let inner = panel.inner(area);
    frame.render_widget(panel, area);
    let below = SENTENCES.min(inner.height / 3);
    let [form, sentences] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(below)]).areas(inner);
    let fields = declare.fields(env);
    let focus = match declare.focus {
        Focus::Field(focused) => fields
            .iter()
            .position(|field| *field == focused)
            .unwrap_or(0),
        Focus::Send => fields.len(),
    };
    let height = usize::from(form.height).max(1);
    let top = (focus + 1).saturating_sub(height);
    let places = Columns::of(form.width);
    let mut lines: Vec<_> = fields
        .iter()
        .map(|&field| row(declare, field, &places, env))
        .collect();
    lines.push(button(declare, &places, env));
    let shown: Vec<_> = lines.into_iter().skip(top).take(height).collect();
    frame.render_widget(Paragraph::new(shown), form);
    if typing {
        cursor(declare, frame, form, focus - top, &places);
    }
    let words = explanation(declare, &fields, usize::from(sentences.width), env);
    frame.render_widget(Paragraph::new(words), sentences);
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
    let required = form::is_required(field, declare.draft(), &env.rules);
    let star = if required { "*" } else { " " };
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
    let mut spans = vec![
        Span::styled(
            format!(" {}{star} ", format::fit(&name, places.name)),
            env.style(name_role),
        ),
        Span::styled(left, env.style(name_role)),
        Span::styled(format::fit(&text, places.text), env.style(Role::Text)),
        Span::styled(right, env.style(name_role)),
    ];
    if let Some(finding) = declare
        .findings(field)
        .min_by_key(|finding| finding.severity)
    {
        let mark = status::severity(finding.severity);
        let words = format!(" {} {}", mark.glyph(env), sentence(finding, env));
        spans.push(Span::styled(
            format::cut(&words, places.finding),
            env.style(mark.role),
        ));
    }
    Line::from(spans)
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
    let mut lines = Vec::new();
    let of_field = focused
        .into_iter()
        .flat_map(|field| declare.findings(field));
    let hidden = Field::ALL
        .iter()
        .filter(|field| !fields.contains(field))
        .flat_map(|&field| declare.findings(field));
    for finding in of_field.chain(hidden) {
        let mark = status::severity(finding.severity);
        let words = format!("{}: {}", mark.label(env), sentence(finding, env));
        for line in format::wrap(&words, width.saturating_sub(1)) {
            lines.push(Line::styled(format!(" {line}"), env.style(mark.role)));
        }
    }
    if lines.is_empty() {
        let count = Field::ALL
            .iter()
            .map(|&field| declare.findings(field).count())
            .sum::<usize>();
        let text = Text::new("tui-declare-findings").with("count", count);
        lines.push(Line::styled(
            format!(" {}", env.text(&text)),
            env.style(Role::Dim),
        ));
    }
    lines
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
