//! How a comparison is drawn: counts by class, the work list, and the three sides of one line.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line as Drawn, Span};
use ratatui::widgets::Paragraph;

use super::reconcile::{Ask, Reconcile, Step, heading};
use crate::domain::reconcile::{Class, Line};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::KnownPeriod;
use crate::tui::env::Env;
use crate::tui::field;
use crate::tui::format;
use crate::tui::overlay_view::{boxed, inner_width, prompt, sentence};
use crate::tui::status;
use crate::tui::theme::Role;

/// Rows of the three sides, with their frame.
const DETAIL: u16 = 7;

/// Draws it.
pub fn view(screen: &Reconcile, frame: &mut Frame, area: Rect, env: &Env) {
    let wide = usize::from(area.width);
    let mut head: Vec<Drawn> = heading(screen, env)
        .iter()
        .flat_map(|words| format::wrap(&format!(" {words}"), wide))
        .map(|words| Drawn::styled(words, env.style(Role::Text)))
        .collect();
    if let Step::Running(progress) = &screen.step {
        head.push(crate::tui::import_view::bar(
            progress.percent(),
            wide.saturating_sub(2),
            env,
        ));
    }
    if screen.report().is_none() {
        return frame.render_widget(Paragraph::new(head), area);
    }
    head.truncate(3);
    head.extend(classes(screen, wide, env));
    let high = u16::try_from(head.len()).unwrap_or(u16::MAX);
    let [top, list, detail] = Layout::vertical([
        Constraint::Length(high),
        Constraint::Min(3),
        Constraint::Length(DETAIL),
    ])
    .areas(area);
    frame.render_widget(Paragraph::new(head), top);
    let block = env.panel(&env.words.get("reconcile-list"), true);
    let inner = block.inner(list);
    frame.render_widget(block, list);
    frame.render_widget(Paragraph::new(rows(screen, inner, env)), inner);
    let block = env.panel(&env.words.get("reconcile-sides"), false);
    let inner = block.inner(detail);
    frame.render_widget(block, detail);
    if let Some((_, line)) = screen.current() {
        let wide = usize::from(inner.width);
        let lines: Vec<Drawn> = sides(line, env)
            .into_iter()
            .map(|words| Drawn::raw(format::cut(&format!(" {words}"), wide)))
            .collect();
        frame.render_widget(Paragraph::new(lines).style(env.style(Role::Text)), inner);
    }
}

/// How many lines are of which class, and which class is on show.
fn classes(screen: &Reconcile, wide: usize, env: &Env) -> Vec<Drawn<'static>> {
    let all = (None, env.words.get("reconcile-all"));
    let named = screen.classes().into_iter().map(|(class, count)| {
        let words = format!(
            "{} {}",
            env.text(&class.text()),
            format::count(count as u64)
        );
        (Some(class), words)
    });
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for (class, words) in std::iter::once(all).chain(named) {
        let words = format::cut(&format!(" {words} "), wide);
        let width = format::width(&words);
        if used + width > wide {
            lines.push(Vec::new());
            used = 0;
        }
        used += width;
        let role = if class == screen.class {
            Role::Tab
        } else {
            Role::Dim
        };
        if let Some(line) = lines.last_mut() {
            line.push(Span::styled(words, env.style(role)));
        }
    }
    lines.truncate(4);
    lines.into_iter().map(Drawn::from).collect()
}

fn role(class: Class) -> Role {
    match class {
        Class::Missing | Class::Refused => Role::Bad,
        Class::InDoubt | Class::NotAsked => Role::Doubt,
        Class::Waiting => Role::Waiting,
        Class::Same => Role::Good,
        _ => Role::Warning,
    }
}

fn rows(screen: &Reconcile, area: Rect, env: &Env) -> Vec<Drawn<'static>> {
    let shown = screen.shown();
    if shown.is_empty() {
        let none = format!(" {}", env.words.get("reconcile-no-lines"));
        return vec![Drawn::styled(none, env.style(Role::Good))];
    }
    let (wide, high) = (usize::from(area.width), usize::from(area.height));
    let selected = screen.selected.min(shown.len() - 1);
    let above = (selected + 1).saturating_sub(high);
    let row = |(at, (place, line)): (usize, &(usize, &Line))| {
        let words = row_words(line, screen.ticked.contains(place), env);
        let role = match at == selected {
            true => Role::Selection,
            false if screen.ticked.contains(place) => Role::Dim,
            false => role(line.class),
        };
        let words = format::fit(&words, wide.saturating_sub(2));
        Drawn::from(vec![Span::raw(" "), Span::styled(words, env.style(role))])
    };
    let rows = shown.iter().enumerate().skip(above).take(high);
    rows.map(row).collect()
}

/// A line in one row: tick, class, deadline, worker, employer, first day.
pub fn row_words(line: &Line, ticked: bool, env: &Env) -> String {
    let start = line
        .sides()
        .into_iter()
        .flatten()
        .map(|known| known.start)
        .next();
    let person = line.person;
    let parts = [
        if ticked { "[x]" } else { "[ ]" }.to_owned(),
        format::fit(&env.text(&line.class.text()), 26),
        line.deadline.map_or_else(|| " ".repeat(16), format::minute),
        person.map_or_else(
            || " ".repeat(15),
            |person| format::fit(&person.ssin.to_string(), 15),
        ),
        start.map_or_else(|| " ".repeat(10), |start| start.to_string()),
        person.map_or_else(String::new, |person| person.employer.to_string()),
    ];
    parts.join(" ").trim_end().to_owned()
}

/// The three sides of a line, and what to do about it.
pub fn sides(line: &Line, env: &Env) -> Vec<String> {
    let names = [
        env.words.get("reconcile-side-list"),
        env.words.get("reconcile-side-ours"),
        env.words.get("reconcile-side-nsso"),
    ];
    let widest = names
        .iter()
        .map(|name| format::width(name))
        .max()
        .unwrap_or(0);
    let [planned, ours, rsz] = line.sides();
    let place = line
        .planned
        .as_ref()
        .map(|planned| format!("#{}", planned.row));
    let submission = line.submission().map(|id| {
        let rows = line.ours.iter().flat_map(|ours| &ours.rows);
        let state = rows
            .into_iter()
            .find(|row| row.id == id)
            .map(|row| row.state);
        let state = state.map(|state| env.words.get(status::state(state).word));
        format!("{id} {}", state.unwrap_or_default())
    });
    let period = line.rsz.as_ref().map(|period| period.id.to_string());
    let mut said: Vec<String> = names
        .into_iter()
        .zip([(planned, place), (ours, submission), (rsz, period)])
        .map(|(name, (known, number))| {
            let known = known.map_or_else(|| "-".to_owned(), |known| side(known, env));
            let number = number.unwrap_or_default();
            format!("{}  {known}  {number}", format::fit(&name, widest))
                .trim_end()
                .to_owned()
        })
        .collect();
    let kinds: Vec<String> = (line.declarations.iter())
        .map(|one| one.draft.kind.as_str().to_uppercase())
        .collect();
    let todo = Text::new("reconcile-todo")
        .with("todo", line.class.todo())
        .with("kinds", kinds.join(", "));
    said.push(env.text(&todo).trim_end().to_owned());
    said.extend(line.why.as_ref().map(|why| env.text(why)));
    said
}

fn side(known: &KnownPeriod, env: &Env) -> String {
    let code = |code: &Option<String>| {
        code.as_deref()
            .map_or("?".to_owned(), |code| Untrusted::new(code).shown())
    };
    let end = known.end.map(|end| end.to_string()).unwrap_or_default();
    let words = format!(
        "{} - {end:<10}  {} {}",
        known.start,
        code(&known.worker_type),
        code(&known.joint_committee)
    );
    if known.cancelled {
        return format!("{words}  {}", env.words.get("reconcile-side-cancelled"));
    }
    words
}

/// Draws the question for a file.
pub fn ask(ask: &Ask, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let mut lines = sentence(&Text::new("reconcile-ask"), Role::Text, area, env);
    lines.push(Drawn::default());
    lines.push(prompt(field::spans(
        &ask.input,
        room.saturating_sub(3),
        env,
    )));
    boxed(
        &env.words.get("tui-action-reconcile"),
        lines,
        frame,
        area,
        env,
    );
}
