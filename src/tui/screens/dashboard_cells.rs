//! What stands in the panels of the dashboard, and where its numbers lead.

use super::dashboard::{Cell, Door, Panel};
use super::queue_table;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Counts, Dashboard, QueueRow};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::theme::Role;
use crate::tui::{format, status};

/// Anomaly codes that are named.
const CODES: usize = 3;

/// Words that lead nowhere.
pub(super) fn plain(text: impl Into<String>, role: Role) -> Cell {
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

/// The rows in this state, by these counts; `also` is the rest of the filter line.
fn state_door(counts: &Counts, state: StateKind, also: &str, env: &Env) -> Cell {
    let mark = status::state(state);
    door(
        counts.of(state),
        &mark.label(env),
        mark.role,
        format!("state:{}{also}", state.as_str()),
    )
}

/// What may be late within the hour, or is: the states in which it is not received, or may
/// still be refused.
fn due_soon(numbers: &Dashboard, env: &Env) -> Cell {
    let states = [
        StateKind::Queued,
        StateKind::Held,
        StateKind::Sending,
        StateKind::InDoubt,
        StateKind::Submitted,
    ];
    // The count stands first: it must be seen however narrow the panel is.
    let text = Text::new("tui-dashboard-due-soon").with("count", format::count(numbers.due_soon));
    Cell {
        text: env.text(&text),
        role: if numbers.due_soon == 0 {
            Role::Dim
        } else {
            Role::Bad
        },
        door: Some(Door::Rows(format!(
            "deadline:1h state:{}",
            states.map(StateKind::as_str).join(",")
        ))),
    }
}

/// What a person has to look at.
pub fn needs(numbers: &Dashboard, env: &Env) -> Panel {
    let one = |state| state_door(&numbers.counts, state, "", env);
    // Ends that nobody has decided about yet.
    let undecided = |state| state_door(&numbers.undecided, state, " decision:none", env);
    let mut lines = vec![
        vec![due_soon(numbers, env)],
        vec![undecided(StateKind::Refused)],
    ];
    for (code, count) in numbers.refused_codes.iter().take(CODES) {
        let times = if env.ascii { "x" } else { "×" };
        lines.push(vec![Cell {
            text: format!("    {} {times}{}", code.shown(), format::count(*count)),
            role: Role::Text,
            door: Some(Door::Rows(format!(
                "state:refused decision:none code:\"{}\"",
                code.raw()
            ))),
        }]);
    }
    lines.push(vec![undecided(StateKind::AcceptedWarning)]);
    let mut doubt = vec![one(StateKind::InDoubt)];
    if let Some(since) = numbers.oldest_doubt {
        let text = Text::new("tui-dashboard-since").with("time", format::short(since, env.now));
        doubt.push(plain(env.text(&text), Role::Doubt));
    }
    lines.push(doubt);
    lines.push(vec![undecided(StateKind::Rejected)]);
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
    let one = |state| state_door(&numbers.counts, state, "", env);
    let pace = format!(
        "{} {}",
        env.words.get("tui-dashboard-pace"),
        sparkline(&numbers.taken_per_minute, 16, env.ascii)
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
pub(super) fn sparkline(values: &[u64], most: usize, ascii: bool) -> String {
    const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    const ASCII: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];
    let levels = if ascii { ASCII } else { LEVELS };
    let latest = &values[values.len().saturating_sub(most)..];
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

/// The lines, or a line that says that there are none.
pub(super) fn or_none(lines: Vec<Vec<Cell>>, env: &Env) -> Vec<Vec<Cell>> {
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
    use crate::i18n::Language;
    use crate::tui::fixture;

    #[test]
    fn an_end_that_was_decided_about_needs_nobody() {
        let env = fixture::model(Language::En, (120, 40)).env;
        let mut numbers = fixture::dashboard();
        let undecided = [
            (StateKind::Refused, 2, "state:refused decision:none"),
            (
                StateKind::AcceptedWarning,
                4,
                "state:accepted_warning decision:none",
            ),
            (StateKind::Rejected, 0, "state:rejected decision:none"),
        ];
        numbers.undecided = Counts(undecided.map(|(state, count, _)| (state, count)).into());
        let panel = needs(&numbers, &env);
        for (state, count, filter) in undecided {
            let leads = Door::Rows(filter.to_owned());
            let cells = panel.lines.iter().flatten();
            let found = cells.filter(|cell| cell.door.as_ref() == Some(&leads));
            let texts: Vec<_> = found.map(|cell| cell.text.as_str()).collect();
            let [text] = texts[..] else {
                panic!("{state:?}: {texts:?}")
            };
            assert!(text.ends_with(&format!(" {count}")), "{state:?}: {text}");
        }
    }

    #[test]
    fn the_busiest_minute_is_the_highest_and_an_empty_one_the_lowest() {
        assert_eq!(sparkline(&[0, 1, 4, 8], 16, false), "▁▂▅█");
        assert_eq!(sparkline(&[0, 0], 16, true), "__");
        assert_eq!(sparkline(&[], 16, false), "");
    }
}
