//! How a deed on many and the form of a file are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::env::Env;
use super::field;
use super::format;
use super::import_view::bar;
use super::many::{Ask, Item, Many, Step, What, told};
use super::many_export::{Form, Part};
use super::overlay_view::{boxed, environment, inner_width, prompt, sentence};
use super::status;
use super::theme::Role;
use crate::domain::many::{ExportFormat, ManyProgress, ManyReport};
use crate::domain::text::Text;

/// Draws it.
pub fn view(many: &Many, frame: &mut Frame, area: Rect, env: &Env) {
    let mut lines = vec![environment(env)];
    let title = match &many.step {
        Step::Closed => return,
        Step::Counting(_) => {
            lines.extend(sentence(&Text::new("tui-loading"), Role::Dim, area, env));
            many.choice.scope.text()
        }
        Step::Menu => {
            lines.extend(menu(many, area, env));
            many.choice.scope.text()
        }
        Step::Ask(ask) => {
            lines.extend(question(many, ask, area, env));
            ask.deed.text()
        }
        Step::Form(form) => {
            lines.extend(export(many, form, area, env));
            Text::new("many-export-title")
        }
        Step::Replace(form) => {
            lines.extend(replace(form, area, env));
            Text::new("many-replace-title")
        }
        Step::Running(what, progress) => {
            lines.extend(running(*progress, area, env));
            title(what)
        }
        Step::Done(what, report) => {
            lines.extend(done(what, report, area, env));
            title(what)
        }
    };
    boxed(&env.text(&title), lines, frame, area, env);
}

fn title(what: &What) -> Text {
    match what {
        What::Deed(deed) => deed.text(),
        What::Export(_) => Text::new("many-export-title"),
    }
}

fn keys(text: &Text, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    lines.extend(sentence(text, Role::Key, area, env));
    lines
}

/// A choice with its mark, as wide as there is room, and what stands at its end.
fn choice_line(
    (words, end): (&str, &str),
    is_selected: bool,
    role: Role,
    area: Rect,
    env: &Env,
) -> Line<'static> {
    let mark = match (is_selected, env.ascii) {
        (true, true) => ">",
        (true, false) => "▸",
        _ => " ",
    };
    let room = inner_width(area).saturating_sub(3 + format::width(end));
    let role = if is_selected { Role::Selection } else { role };
    let words = format!(" {mark} {} {end} ", format::fit(words, room));
    Line::styled(words, env.style(role))
}

/// Each deed with for how many it is possible.
fn menu(many: &Many, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let total = many.standing.total();
    let mut lines = Vec::new();
    for (place, item) in Item::ALL.iter().enumerate() {
        let (words, rows) = match item {
            Item::Deed(deed) => (env.text(&deed.text()), many.standing.possible(*deed)),
            Item::Export => (env.words.get("many-export-title"), total),
        };
        let of = Text::new("many-of")
            .with("count", format::count(rows))
            .with("of", format::count(total));
        let role = if rows == 0 { Role::Dim } else { Role::Text };
        let selected = place == many.selected;
        lines.push(choice_line(
            (&words, &env.text(&of)),
            selected,
            role,
            area,
            env,
        ));
    }
    lines.extend(keys(&Text::new("many-menu-keys"), area, env));
    lines
}

/// For how many it is possible, why not for the others, and what has to be typed.
fn question(many: &Many, ask: &Ask, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let (deed, standing) = (ask.deed, &many.standing);
    let possible = standing.possible(deed);
    let mut lines = sentence(&many.choice.scope.text(), Role::Dim, area, env);
    let text = deed
        .possible_text()
        .with("count", possible)
        .with("of", standing.total());
    let role = if possible == 0 {
        Role::Warning
    } else {
        Role::Title
    };
    lines.extend(sentence(&text, role, area, env));
    for (state, count) in standing.impossible(deed) {
        let mark = status::state(state);
        let line = Text::new("many-not")
            .with("count", count)
            .with("state", mark.label(env))
            .with("why", deed.why_not(state));
        lines.extend(sentence(&line, Role::Dim, area, env));
    }
    let needed = many.input_of(deed);
    if let Some(needed) = &needed {
        lines.push(Line::default());
        lines.extend(sentence(needed, Role::Text, area, env));
        lines.push(prompt(field::spans(&ask.typed, inner_width(area), env)));
    }
    if let Some(error) = &ask.error {
        lines.extend(sentence(error, Role::Bad, area, env));
    }
    let told = match needed {
        _ if possible == 0 => Text::new("many-ask-keys-none"),
        Some(_) => Text::new("many-ask-keys-typed"),
        None => Text::new("many-ask-keys"),
    };
    lines.extend(keys(&told, area, env));
    lines
}

/// The parts of the form, one below the other.
fn export(many: &Many, form: &Form, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let room = inner_width(area);
    let mut lines = sentence(&many.choice.scope.text(), Role::Dim, area, env);
    for part in form.parts() {
        let (name, value) = match part {
            Part::Format => (Text::new("many-format"), Some(format_of(form))),
            Part::Numbers => (Text::new("many-numbers"), Some(numbers_of(form))),
            Part::Reason => (Text::new("many-full-reason"), None),
            Part::Path => (Text::new("many-path"), None),
        };
        let focused = *part == form.focus;
        let role = if focused { Role::Focus } else { Role::Text };
        lines.push(Line::default());
        let name = format!(" {}", env.text(&name));
        lines.push(Line::styled(format::cut(&name, room), env.style(role)));
        lines.push(match (value, part) {
            (Some(value), _) => {
                let words = format!("   ‹ {} ›", env.text(&value));
                let words = if env.ascii {
                    words.replace('‹', "<").replace('›', ">")
                } else {
                    words
                };
                Line::from(Span::styled(format::cut(&words, room), env.style(role)))
            }
            (None, part) => {
                let input = match part {
                    Part::Reason => &form.reason,
                    _ => &form.path,
                };
                if focused {
                    prompt(field::spans(input, room.saturating_sub(3), env))
                } else {
                    Line::from(format!("   {}", field::window(input, room).0))
                }
            }
        });
    }
    if let Some(error) = &form.error {
        lines.extend(sentence(error, Role::Bad, area, env));
    }
    if let Some(problem) = &form.problem {
        for words in env.problem(problem) {
            for words in format::wrap(&words, room) {
                lines.push(Line::styled(format!(" {words}"), env.style(Role::Bad)));
            }
        }
    }
    lines.extend(keys(&Text::new("many-form-keys"), area, env));
    lines
}

fn format_of(form: &Form) -> Text {
    match form.format {
        ExportFormat::Csv => Text::new("many-format-csv"),
        ExportFormat::Json => Text::new("many-format-json"),
    }
}

fn numbers_of(form: &Form) -> Text {
    if form.full {
        Text::new("many-numbers-full")
    } else {
        Text::new("many-numbers-masked")
    }
}

fn replace(form: &Form, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let text = Text::new("many-file-exists").with("file", form.path.value().trim());
    let mut lines = sentence(&text, Role::Warning, area, env);
    lines.extend(keys(&Text::new("many-replace-keys"), area, env));
    lines
}

fn running(progress: ManyProgress, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let text = Text::new("many-progress")
        .with("percent", progress.percent())
        .with("done", progress.done)
        .with("of", progress.of);
    let mut lines = sentence(&text, Role::Text, area, env);
    let room = inner_width(area).saturating_sub(1);
    lines.push(bar(progress.percent(), room, env));
    lines.extend(keys(&Text::new("many-running-keys"), area, env));
    lines
}

fn done(what: &What, report: &ManyReport, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (place, text) in told(what, report).iter().enumerate() {
        let role = if place == 0 && !report.stopped {
            Role::Good
        } else {
            Role::Warning
        };
        lines.extend(sentence(text, role, area, env));
    }
    if let Some(problem) = &report.trouble {
        for words in env.problem(problem) {
            for words in format::wrap(&words, inner_width(area)) {
                lines.push(Line::styled(format!(" {words}"), env.style(Role::Bad)));
            }
        }
    }
    lines.extend(keys(&Text::new("many-done-keys"), area, env));
    lines
}
