//! What stands above and below the fields of the form: the kinds, what it corrects, what is
//! known of the period, and until when it is in time.

use ratatui::text::{Line, Span};

use super::declare::Declare;
use crate::domain::draft::{Field, Kind};
use crate::domain::text::Text;
use crate::domain::validate::{KnownPeriod, Period};
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::theme::Role;

/// Lines that a heading may take, and a note.
const NOTE: usize = 2;

/// The lines above the fields.
pub fn lines(declare: &Declare, width: usize, env: &Env) -> Vec<Line<'static>> {
    let mut lines = vec![kinds(declare, env)];
    let note = declare.course().and_then(|course| course.note.as_ref());
    for (words, role) in [
        (heading(declare, env), Role::Title),
        (note.map(|note| env.text(note)), Role::Warning),
    ] {
        let words = words.map(|words| format::wrap(&words, width.saturating_sub(2)));
        let shown = words.iter().flatten().take(NOTE);
        lines.extend(shown.map(|words| line(words, role, width, env)));
    }
    if let Some(period) = declare.known() {
        lines.push(known(period, width, env));
    }
    lines
}

fn line(words: &str, role: Role, width: usize, env: &Env) -> Line<'static> {
    let words = format::cut(&format!(" {words}"), width);
    Line::styled(words, env.style(role))
}

/// The official name of a kind, by its catalogue key.
pub fn title(kind: Kind, env: &Env) -> String {
    match kind {
        Kind::In => env.words.get("tui-kind-in"),
        Kind::Out => env.words.get("tui-kind-out"),
        Kind::Update => env.words.get("tui-kind-update"),
        Kind::Cancel => env.words.get("tui-kind-cancel"),
    }
}

fn kinds(declare: &Declare, env: &Env) -> Line<'static> {
    let present = declare.draft().kind;
    let mut spans = vec![Span::raw(" ")];
    for kind in Kind::ALL {
        let role = match (kind == present, declare.can_switch()) {
            (true, _) => Role::Tab,
            (false, true) => Role::Text,
            (false, false) => Role::Dim,
        };
        let name = format!(" {} ", kind.as_str().to_uppercase());
        spans.push(Span::styled(name, env.style(role)));
        spans.push(Span::raw(" "));
    }
    Line::from(spans)
}

/// What it corrects, which part of how many, and what that part waits for.
fn heading(declare: &Declare, env: &Env) -> Option<String> {
    let course = declare.course()?;
    let (at, count, before) = declare.place();
    let mut words = Vec::new();
    if let Some(origin) = course.origin {
        let text = match course.replacing {
            Some(_) => Text::new("form-corrects"),
            None => Text::new("form-made-from"),
        };
        words.push(env.text(&text.with("id", origin.to_string())));
    }
    if count > 1 {
        let text = Text::new("form-part").with("part", at + 1);
        words.push(env.text(&text.with("count", count)));
    }
    if let (true, Some(before)) = (course.in_turn, before) {
        let kind = before.kind.as_str().to_uppercase();
        let period = before.get(Field::PeriodId);
        let text = match period {
            "" => Text::new("form-after"),
            period => Text::new("form-after-period").with("period", period),
        };
        words.push(env.text(&text.with("kind", kind)));
    }
    (!words.is_empty()).then(|| words.join(" · "))
}

/// A period in one line: days, hours, type, committee, and how it stands.
fn known(period: &Period, width: usize, env: &Env) -> Line<'static> {
    let known = &period.known;
    let end = known
        .end
        .map_or_else(|| env.words.get("form-no-end"), |end| end.to_string());
    let hour =
        |hour: Option<jiff::civil::Time>| hour.map(|hour| hour.strftime("%H:%M").to_string());
    let hours = match (hour(known.hours.start), hour(known.hours.end)) {
        (None, None) => None,
        (from, to) => Some([from, to].map(Option::unwrap_or_default).join("–")),
    };
    let planned = known
        .planned_hours
        .map(|hours| env.text(&Text::new("form-planned").with("hours", hours)));
    let (state, role) = state(known, env);
    let dates = Text::new("form-period")
        .with("period", period.id.to_string())
        .with("start", known.start.to_string())
        .with("end", end);
    let words = [
        Some(env.text(&dates)),
        Some(state),
        hours,
        known.worker_type.clone(),
        known.joint_committee.clone(),
        planned,
    ];
    let words: Vec<_> = words.into_iter().flatten().collect();
    line(&words.join(" · "), role, width, env)
}

fn state(known: &KnownPeriod, env: &Env) -> (String, Role) {
    match (known.cancelled, known.locked, known.end) {
        (true, ..) => (env.words.get("form-period-cancelled"), Role::Bad),
        (false, true, _) => (env.words.get("form-period-locked"), Role::Bad),
        (false, false, None) => (env.words.get("form-period-open"), Role::Text),
        (false, false, Some(_)) => (env.words.get("form-period-closed"), Role::Text),
    }
}

/// Until when it is in time, and what that was counted from.
pub fn deadline(declare: &Declare, width: usize, env: &Env) -> Option<Line<'static>> {
    let deadline = declare.deadline(env)?;
    let (text, role) = if deadline.at <= env.now {
        (Text::new("form-overdue"), Role::Bad)
    } else {
        (Text::new("form-in-time"), Role::Good)
    };
    let text = text
        .with("time", format::minute(deadline.at))
        .with("rule", deadline.rule);
    Some(line(&env.text(&text), role, width, env))
}
