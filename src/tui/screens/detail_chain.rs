//! What a submission has to do with others, what was decided about it, and what of its draft was
//! not sent.

use ratatui::text::{Line, Span};

use super::declare_view::field_key;
use crate::domain::actor::Actor;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::domain::report::{JournalEntry, QueueRow, Timeline};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{format, status};

/// The decision, what is waited for, the chain, and what was not sent.
pub fn lines(timeline: &Timeline, width: usize, env: &Env) -> Vec<Line<'static>> {
    let row = &timeline.row;
    let mut lines = Vec::new();
    let mut say = |text: &Text, role: Role| {
        for line in format::wrap(&env.text(text), width.saturating_sub(2)) {
            lines.push(Line::styled(format!("  {line}"), env.style(role)));
        }
    };
    if let Some(awaited) = row.waits_for
        && matches!(row.state, StateKind::Held | StateKind::Queued)
    {
        let text = Text::new("decision-waits-for").with("id", awaited.0);
        say(&text, Role::Waiting);
    }
    if let Some(one) = env.in_work.get(&row.id) {
        let text = one.told(format::short(one.at, env.now));
        say(&text, Role::Warning);
    }
    if let Some(text) = decided(timeline, env) {
        say(&text, Role::Good);
    }
    if !timeline.chain.is_empty() {
        lines.push(heading(&Text::new("decision-chain"), env));
    }
    for one in &timeline.chain {
        lines.push(link(one, one.id == row.id, width, env));
    }
    let not_sent = timeline.not_sent();
    if !not_sent.is_empty() {
        lines.push(heading(&Text::new("decision-not-sent"), env));
    }
    for (field, text) in not_sent {
        let text = Untrusted::new(mask(text)).shown();
        let line = format!("  {:<26} {text}", env.words.get(&field_key(field)));
        lines.push(Line::styled(
            format::cut(&line, width),
            env.style(Role::Text),
        ));
    }
    lines
}

fn heading(text: &Text, env: &Env) -> Line<'static> {
    Line::styled(env.text(text), env.style(Role::Title))
}

/// What was decided, by whom and why: the journal knows.
fn decided(timeline: &Timeline, env: &Env) -> Option<Text> {
    let decision = timeline.row.decision?;
    let is_decision =
        |entry: &&JournalEntry| entry.event == "replaced" || entry.event.starts_with("decided_");
    let Some(entry) = timeline.events.iter().rev().find(is_decision) else {
        return Some(Text::new("decision-made").with("decision", decision.text()));
    };
    let reason = entry.reason.as_ref().map(Untrusted::shown);
    Some(
        Text::new("correct-decided")
            .with("decision", decision.text())
            .with("who", Actor::read(&entry.actor).shown())
            .with("when", format::short(entry.at, env.now))
            .with("why", reason.unwrap_or_default()),
    )
}

/// One of the submissions that belong together; the one on show is marked.
fn link(row: &QueueRow, is_here: bool, width: usize, env: &Env) -> Line<'static> {
    let mark = match (is_here, env.ascii) {
        (true, true) => ">",
        (true, false) => "▸",
        (false, _) => " ",
    };
    let state = status::state(row.state);
    let kind = row.kind.as_str().to_uppercase();
    let worker_type = row.worker_type.as_ref().map(Untrusted::shown);
    let what = format!("{kind} {}", worker_type.unwrap_or_default());
    let decision = row
        .decision
        .map(|decision| format!("  ({})", env.text(&decision.text())));
    let role = if is_here { Role::Focus } else { Role::Text };
    let id = format!(" {mark} {:<8} {} ", row.id, format::fit(&what, 11));
    let when = format!(
        "  {}{}",
        format::short(row.updated_at, env.now),
        decision.unwrap_or_default()
    );
    let label = state.label(env);
    let room = width.saturating_sub(format::width(&id) + format::width(&when));
    Line::from(vec![
        Span::styled(id, env.style(role)),
        Span::styled(format::cut(&label, room), env.style(state.role)),
        Span::styled(when, env.style(Role::Dim)),
    ])
}
