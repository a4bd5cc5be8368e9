//! The words of the detail screen, from top to bottom: facts, doubt, answer,
//! attempts, journal, message.

use ratatui::text::{Line, Span};

use super::{detail_chain, queue_table};
use crate::domain::actor::Actor;
use crate::domain::answer::Anomaly;
use crate::domain::ids::Ssin;
use crate::domain::lifecycle::{Doubt, StateKind};
use crate::domain::mask::mask;
use crate::domain::report::{Exchange, JournalEntry, Timeline};
use crate::domain::schedule::NOT_TAKEN_AFTER;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{format, pretty, status};

/// Everything about a submission, in lines of at most `width` columns.
pub fn lines(
    timeline: &Timeline,
    width: usize,
    env: &Env,
    revealed: Option<Ssin>,
) -> Vec<Line<'static>> {
    let mut lines = facts(timeline, width, env, revealed);
    lines.extend(advice(timeline, width, env));
    lines.extend(detail_chain::lines(timeline, width, env));
    if !timeline.anomalies.is_empty() {
        lines.push(heading(env.words.get("tui-detail-anomalies"), env));
        for anomaly in &timeline.anomalies {
            lines.extend(anomaly_lines(anomaly, timeline.row.state, width, env));
        }
    }
    lines.push(heading(env.words.get("tui-detail-attempts"), env));
    if timeline.attempts.is_empty() {
        lines.push(dim(&env.words.get("tui-detail-no-attempts"), env));
    }
    for exchange in &timeline.attempts {
        lines.extend(exchange_lines(exchange, width, env));
    }
    lines.push(heading(env.words.get("tui-detail-journal"), env));
    for entry in &timeline.events {
        lines.extend(journal_lines(entry, width, env));
    }
    for (key, body) in [
        ("tui-detail-sent", &timeline.payload),
        ("tui-detail-answer", &timeline.answer),
    ] {
        if let Some(body) = body {
            lines.push(heading(env.words.get(key), env));
            let shown = pretty::json(&masked(body, revealed));
            let room = width.saturating_sub(2);
            for line in shown.iter().flat_map(|line| format::wrap(line, room)) {
                lines.push(Line::styled(format!("  {line}"), env.style(Role::Text)));
            }
        }
    }
    lines
}

/// The body with national numbers masked, unless they were just asked for.
pub fn masked(body: &Untrusted, revealed: Option<Ssin>) -> String {
    if revealed.is_some() {
        return body.raw().to_owned();
    }
    mask(body.raw())
}

fn heading(words: String, env: &Env) -> Line<'static> {
    Line::styled(words, env.style(Role::Title))
}

fn dim(words: &str, env: &Env) -> Line<'static> {
    Line::styled(format!("  {words}"), env.style(Role::Dim))
}

fn facts(
    timeline: &Timeline,
    width: usize,
    env: &Env,
    revealed: Option<Ssin>,
) -> Vec<Line<'static>> {
    let row = &timeline.row;
    let mark = status::state(row.state);
    let shown = |text: &Option<Untrusted>| text.as_ref().map(Untrusted::shown);
    let mut first = vec![
        Span::styled(mark.label(env), env.style(mark.role)),
        Span::raw(format!("  {}", env.words.get(kind_key(row.kind.as_str())))),
    ];
    if let Some(worker_type) = shown(&row.worker_type) {
        first.push(Span::raw(format!("  {worker_type}")));
    }
    let mut lines = vec![Line::from(first)];
    let dates = match (row.start, row.end) {
        (Some(start), Some(end)) => Some(format!("{start} – {end}")),
        (start, end) => start.or(end).map(|date| date.to_string()),
    };
    let next = row.next_at.map(|at| {
        format!(
            "{} ({})",
            queue_table::next(row, env),
            format::short(at, env.now)
        )
    });
    let facts = [
        ("tui-column-employer", Some(queue_table::employer(row))),
        ("tui-column-worker", shown(&row.worker)),
        ("tui-column-ssin", Some(queue_table::ssin(row, revealed))),
        ("tui-detail-dates", dates),
        (
            "tui-detail-number",
            row.declaration.map(|id| id.to_string()),
        ),
        ("tui-detail-period", row.period.map(|id| id.to_string())),
        ("tui-column-reference", shown(&row.reference)),
        (
            "tui-detail-account",
            Some(Untrusted::new(row.account.as_str()).shown()),
        ),
        (
            "tui-detail-since",
            Some(format::short(row.updated_at, env.now)),
        ),
        ("tui-detail-next", next),
    ];
    for (key, value) in facts {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let name = format::fit(&env.words.get(key), 20);
            lines.push(Line::from(vec![
                Span::styled(format!("  {name} "), env.style(Role::Dim)),
                Span::raw(format::cut(&value, width.saturating_sub(23))),
            ]));
        }
    }
    lines
}

/// Catalogue key of a kind's official name.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "in" => "tui-kind-in",
        "out" => "tui-kind-out",
        "update" => "tui-kind-update",
        _ => "tui-kind-cancel",
    }
}

/// What a person should know and do, where the state needs a person.
fn advice(timeline: &Timeline, width: usize, env: &Env) -> Vec<Line<'static>> {
    let row = &timeline.row;
    if row.decision.is_some() || row.replaced_by.is_some() {
        return Vec::new();
    }
    let (role, texts) = match row.state {
        StateKind::InDoubt => {
            let since = row.submitted_at.unwrap_or(row.updated_at);
            let decide = since.saturating_add(NOT_TAKEN_AFTER).unwrap_or(since);
            let texts = vec![
                Text::new(doubt_key(row.doubt)),
                Text::new("tui-doubt-searching").with("count", row.look_ups),
                Text::new("tui-doubt-do").with("from", format::short(decide, env.now)),
            ];
            (Role::Doubt, texts)
        }
        StateKind::Refused => (Role::Bad, vec![Text::new("tui-advice-refused")]),
        StateKind::AcceptedWarning => (Role::Warning, vec![Text::new("tui-advice-warning")]),
        StateKind::Rejected => (Role::Bad, vec![Text::new("tui-advice-rejected")]),
        StateKind::Waiting => (Role::Waiting, vec![Text::new("tui-advice-sigedis")]),
        StateKind::Held if row.waits_for.is_some() => return Vec::new(),
        StateKind::Held => (Role::Warning, vec![Text::new("tui-advice-held")]),
        _ => return Vec::new(),
    };
    texts
        .iter()
        .flat_map(|text| format::wrap(&env.text(text), width.saturating_sub(2)))
        .map(|line| Line::styled(format!("  {line}"), env.style(role)))
        .collect()
}

fn doubt_key(doubt: Option<Doubt>) -> &'static str {
    match doubt {
        Some(Doubt::UnclearAnswer) => "tui-doubt-unclear",
        Some(Doubt::TakenWithoutNumber) => "tui-doubt-no-number",
        Some(Doubt::WorkerDied) => "tui-doubt-worker-died",
        Some(Doubt::AnswerLost) | None => "tui-doubt-answer-lost",
    }
}

fn anomaly_lines(
    anomaly: &Anomaly,
    state: StateKind,
    width: usize,
    env: &Env,
) -> Vec<Line<'static>> {
    let mark = status::state(state);
    let language = env.words.language().code();
    let label = anomaly
        .label(language)
        .map(|label| env.text(&Text::new("anomaly-label").with("label", label.shown())));
    let code = anomaly.code.shown();
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("  {} ", mark.glyph(env)), env.style(mark.role)),
        Span::styled(code, env.style(Role::Title)),
    ])];
    let told = env.anomalies.explain(anomaly.code.raw(), language);
    let arrow = if env.ascii { "->" } else { "→" };
    let action = told
        .action
        .map(|action| format!("{arrow} {}", env.text(&action.label())));
    for (text, role) in [
        (label, Role::Dim),
        (Some(told.meaning), Role::Text),
        (Some(told.fix), Role::Text),
        (action, Role::Key),
    ] {
        for line in text
            .iter()
            .flat_map(|text| format::wrap(text, width.saturating_sub(4)))
        {
            lines.push(Line::styled(format!("    {line}"), env.style(role)));
        }
    }
    lines
}

fn exchange_lines(exchange: &Exchange, width: usize, env: &Env) -> Vec<Line<'static>> {
    let status = exchange.status.map_or_else(
        || env.words.get("tui-detail-no-answer"),
        |code| code.to_string(),
    );
    let role = match exchange.status {
        Some(200..=299 | 404) => Role::Text,
        Some(_) => Role::Warning,
        None => Role::Doubt,
    };
    let took = exchange
        .duration_ms
        .map(format::milliseconds)
        .unwrap_or_default();
    let outcome = exchange.outcome.clone().unwrap_or_default();
    let mut lines = vec![Line::from(vec![
        Span::styled(
            format!("  {} ", format::short(exchange.at, env.now)),
            env.style(Role::Dim),
        ),
        Span::raw(format!("{:<6} ", exchange.method.as_str())),
        Span::styled(format::fit(&status, 10), env.style(role)),
        Span::raw(format!(" {took:>6}  {}", Untrusted::new(outcome).shown())),
    ])];
    let mut more = vec![format!(
        "{} {}",
        env.words.get("tui-detail-trace"),
        exchange.trace_id
    )];
    if let Some(theirs) = &exchange.server_trace_id {
        more.push(format!(
            "{} {}",
            env.words.get("tui-detail-server-trace"),
            theirs.shown()
        ));
    }
    more.extend(exchange.detail.as_ref().map(Untrusted::shown));
    for line in more
        .iter()
        .flat_map(|text| format::wrap(text, width.saturating_sub(13)))
    {
        lines.push(Line::styled(
            format!("           {line}"),
            env.style(Role::Dim),
        ));
    }
    lines
}

fn journal_lines(entry: &JournalEntry, width: usize, env: &Env) -> Vec<Line<'static>> {
    let word = |state: StateKind| env.words.get(status::state(state).word);
    let change = match (entry.from, entry.to) {
        (Some(from), Some(to)) if from != to => format!("{} → {}", word(from), word(to)),
        (_, Some(to)) => word(to),
        _ => String::new(),
    };
    let change = if env.ascii {
        change.replace('→', "->")
    } else {
        change
    };
    let mut text = format!(
        "{} · {change}",
        Untrusted::new(entry.event.as_str()).shown()
    );
    if let Some(reason) = &entry.reason {
        text = format!("{text} · {}", reason.shown());
    }
    let text = format!("{text} ({})", Actor::read(&entry.actor).shown());
    let time = format::short(entry.at, env.now);
    format::wrap(&text, width.saturating_sub(time.len() + 3))
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            let time = if place == 0 {
                time.clone()
            } else {
                " ".repeat(time.len())
            };
            Line::from(vec![
                Span::styled(format!("  {time} "), env.style(Role::Dim)),
                Span::raw(line),
            ])
        })
        .collect()
}
