//! What stands in the panels of the dashboard, and where its numbers lead.

use super::dashboard::{Cell, Door, Panel};
use super::queue_table;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{
    AccountStatus, CertSummary, Dashboard, QueueRow, TimeLeft, TokenStatus,
};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{format, status};

/// Anomaly codes that are named.
const CODES: usize = 3;
/// Cells of the bar of days left.
const BAR: i64 = 8;

fn plain(text: impl Into<String>, role: Role) -> Cell {
    Cell {
        text: text.into(),
        role,
        door: None,
    }
}

/// A count that leads to its rows.
fn door(count: u64, words: &str, role: Role, filter: String) -> Cell {
    Cell {
        text: format!("{words} {}", format::count(count)),
        role: if count == 0 { Role::Dim } else { role },
        door: Some(Door::Rows(filter)),
    }
}

fn state_door(numbers: &Dashboard, state: StateKind, env: &Env) -> Cell {
    let mark = status::state(state);
    door(
        numbers.counts.of(state),
        &mark.label(env),
        mark.role,
        format!("state:{}", state.as_str()),
    )
}

/// What a person has to look at.
pub fn needs(numbers: &Dashboard, env: &Env) -> Panel {
    let one = |state| state_door(numbers, state, env);
    let mut lines = vec![vec![one(StateKind::Refused)]];
    for (code, count) in numbers.refused_codes.iter().take(CODES) {
        let times = if env.ascii { "x" } else { "×" };
        lines.push(vec![Cell {
            text: format!("    {} {times}{}", code.shown(), format::count(*count)),
            role: Role::Text,
            door: Some(Door::Rows(format!("state:refused code:\"{}\"", code.raw()))),
        }]);
    }
    lines.push(vec![one(StateKind::AcceptedWarning)]);
    let mut doubt = vec![one(StateKind::InDoubt)];
    if let Some(since) = numbers.oldest_doubt {
        let text = Text::new("tui-dashboard-since").with("time", format::short(since, env.now));
        doubt.push(plain(env.text(&text), Role::Doubt));
    }
    lines.push(doubt);
    lines.push(vec![one(StateKind::Rejected)]);
    if numbers.counts.of(StateKind::Held) > 0 {
        lines.push(vec![one(StateKind::Held)]);
    }
    Panel {
        title: "tui-panel-needs",
        lines,
    }
}

/// How the queue stands.
pub fn queue(numbers: &Dashboard, env: &Env) -> Panel {
    let one = |state| state_door(numbers, state, env);
    let pace = format!(
        "{} {}",
        env.words.get("tui-dashboard-pace"),
        sparkline(&numbers.taken_per_minute, env.ascii)
    );
    let [settled, by_state] = settled_today(numbers, env);
    let mut lines = vec![
        vec![one(StateKind::Queued), one(StateKind::Sending)],
        vec![one(StateKind::Submitted), one(StateKind::Waiting)],
        settled,
        by_state,
        vec![plain(pace, Role::Text)],
    ];
    if let Some((median, slow)) = numbers.answer_times_ms {
        let text = Text::new("tui-dashboard-answers")
            .with("median", format::milliseconds(median))
            .with("slow", format::milliseconds(slow));
        lines.push(vec![plain(env.text(&text), Role::Dim)]);
    }
    lines.retain(|line| !line.is_empty());
    Panel {
        title: "tui-panel-queue",
        lines,
    }
}

/// What was settled today: all of it, and by state.
fn settled_today(numbers: &Dashboard, env: &Env) -> [Vec<Cell>; 2] {
    let names: Vec<_> = StateKind::ALL
        .iter()
        .filter(|state| state.is_final())
        .map(|state| state.as_str())
        .collect();
    let all = door(
        numbers.settled_today.total(),
        &env.words.get("tui-dashboard-today"),
        Role::Text,
        format!("since:today state:{}", names.join(",")),
    );
    let by_state = numbers
        .settled_today
        .0
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(&state, &count)| {
            let mark = status::state(state);
            let filter = format!("since:today state:{}", state.as_str());
            door(count, mark.glyph(env), mark.role, filter)
        })
        .collect();
    [vec![all], by_state]
}

/// A small picture of the latest minutes; an empty minute is the lowest line.
fn sparkline(values: &[u64], ascii: bool) -> String {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const ASCII: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];
    let levels = if ascii { ASCII } else { LEVELS };
    let latest = &values[values.len().saturating_sub(16)..];
    let top = latest.iter().copied().max().unwrap_or(0).max(1);
    latest
        .iter()
        .map(|&value| {
            levels[usize::try_from((value * 7).div_ceil(top))
                .unwrap_or(7)
                .min(7)]
        })
        .collect()
}

/// The accounts of the configuration.
pub fn accounts(numbers: &Dashboard, env: &Env) -> Panel {
    let lines = numbers
        .accounts
        .iter()
        .map(|one| account(one, env))
        .collect();
    Panel {
        title: "tui-panel-accounts",
        lines: or_none(lines, env),
    }
}

fn account(account: &AccountStatus, env: &Env) -> Vec<Cell> {
    let (mark, words) = match (&account.held, &account.token) {
        (Some(problem), _) | (None, TokenStatus::Failed(problem)) => {
            (status::BAD, env.text(&problem.summary))
        }
        (None, TokenStatus::Valid { expires_at }) => {
            let left = format::seconds_between(env.now, *expires_at);
            let text = Text::new("tui-account-token").with("left", format::span(left));
            (status::GOOD, env.text(&text))
        }
        (None, TokenStatus::None) => (
            status::state(StateKind::Draft),
            env.words.get("tui-account-no-token"),
        ),
    };
    let mut cells = vec![plain(
        format!(
            "{} {}",
            mark.glyph(env),
            format::fit(&Untrusted::new(account.name.as_str()).shown(), 16)
        ),
        mark.role,
    )];
    if let Some(until) = account.waits_until.filter(|&until| until > env.now) {
        let text = Text::new("tui-account-waits").with("time", format::short(until, env.now));
        cells.push(plain(env.text(&text), Role::Warning));
    }
    cells.push(plain(words, Role::Text));
    cells
}

/// The certificates of the configuration.
pub fn certificates(numbers: &Dashboard, env: &Env) -> Panel {
    let lines = numbers
        .certificates
        .iter()
        .map(|one| certificate(one, env))
        .collect();
    Panel {
        title: "tui-panel-certificates",
        lines: or_none(lines, env),
    }
}

fn certificate(certificate: &CertSummary, env: &Env) -> Vec<Cell> {
    // Two panels share a wide terminal.
    let room = if env.size.0 >= 100 { 24 } else { 14 };
    let name = format::fit(&certificate.file.shown(), room);
    let facts = match &certificate.state {
        Ok(facts) => facts,
        Err(problem) => {
            return vec![
                plain(format!("{} {name}", status::BAD.glyph(env)), Role::Bad),
                plain(env.text(&problem.summary), Role::Text),
            ];
        }
    };
    let left = facts.time_left(env.now);
    let (mark, words) = match left {
        TimeLeft::ExpiredFor(days) => (
            status::BAD,
            Text::new("tui-certificate-expired").with("days", days),
        ),
        TimeLeft::Days(days) => (
            if days <= i64::from(certificate.warn_days) {
                status::ATTENTION
            } else {
                status::GOOD
            },
            Text::new("tui-certificate-days").with("days", days),
        ),
    };
    let mut cells = vec![plain(format!("{} {name}", mark.glyph(env)), mark.role)];
    let words = env.text(&words);
    let words = match left {
        TimeLeft::Days(_) => format::fit(&words, 9),
        TimeLeft::ExpiredFor(_) => words,
    };
    cells.push(plain(words, mark.role));
    match (certificate.key_matches, left) {
        (Some(true), TimeLeft::Days(days)) => {
            let length = facts.not_after.as_second() - facts.not_before.as_second();
            let share = days * 86_400 * BAR / length.max(1);
            cells.push(plain(bar(share.clamp(0, BAR), env), Role::Dim));
        }
        (Some(true), TimeLeft::ExpiredFor(_)) => {}
        (Some(false), _) => {
            cells.push(plain(env.words.get("tui-certificate-other-key"), Role::Bad));
        }
        (None, _) => cells.push(plain(
            env.words.get("tui-certificate-no-key"),
            Role::Warning,
        )),
    }
    cells
}

fn bar(full: i64, env: &Env) -> String {
    let (on, off) = if env.ascii {
        ('#', '-')
    } else {
        ('█', '░')
    };
    (0..BAR)
        .map(|cell| if cell < full { on } else { off })
        .collect()
}

fn or_none(lines: Vec<Vec<Cell>>, env: &Env) -> Vec<Vec<Cell>> {
    if lines.is_empty() {
        return vec![vec![plain(env.words.get("tui-none"), Role::Dim)]];
    }
    lines
}

/// The latest changes, at most so many lines.
pub fn latest(numbers: &Dashboard, lines: usize, env: &Env) -> Panel {
    let rows = &numbers.latest[..lines.min(numbers.latest.len())];
    let times: Vec<_> = rows
        .iter()
        .map(|row| format::short(row.updated_at, env.now))
        .collect();
    let widest = times.iter().map(String::len).max().unwrap_or(0);
    let lines = rows
        .iter()
        .zip(&times)
        .map(|(row, time)| vec![latest_row(row, format::fit(time, widest), env)])
        .collect();
    Panel {
        title: "tui-panel-latest",
        lines: or_none(lines, env),
    }
}

fn latest_row(row: &QueueRow, time: String, env: &Env) -> Cell {
    let mark = status::state(row.state);
    let shown = |text: &Option<Untrusted>| text.as_ref().map(Untrusted::shown).unwrap_or_default();
    let codes: Vec<_> = row.codes.iter().map(Untrusted::shown).collect();
    let parts = [
        time,
        format::fit(&mark.label(env), 18),
        format::fit(&row.kind.as_str().to_uppercase(), 6),
        format::fit(&shown(&row.worker_type), 3),
        format::fit(&shown(&row.worker), 18),
        codes.join(" "),
        format::fit(&queue_table::ssin(row, None), 15),
        queue_table::employer(row),
    ];
    // What matters least stands last: it is what a narrow terminal cuts off.
    let parts = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    Cell {
        text: parts.join(" "),
        role: mark.role,
        door: Some(Door::One(row.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_minute_is_the_highest_and_an_empty_one_the_lowest() {
        assert_eq!(sparkline(&[0, 1, 4, 8], false), "▁▂▅█");
        assert_eq!(sparkline(&[0, 0], true), "__");
        assert_eq!(sparkline(&[], false), "");
    }
}
