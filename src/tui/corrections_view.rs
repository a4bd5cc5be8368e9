//! How the list of remedies, the periods at the NSSO and a decision are drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::corrections_menu::{Decide, Looked, Remedies};
use super::env::Env;
use super::field;
use super::format;
use super::overlay_view::{boxed, environment, inner_width, prompt, sentence};
use super::theme::Role;
use crate::domain::anomaly::Offer;
use crate::domain::correct::Remedy;
use crate::domain::decision::Decision;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::domain::validate::Period;

/// Draws the list of remedies.
pub fn remedies(menu: &Remedies, frame: &mut Frame, area: Rect, env: &Env) {
    let mut lines = vec![environment(env)];
    if menu.case.is_none() {
        lines.extend(sentence(&Text::new("tui-loading"), Role::Dim, area, env));
    }
    for (place, remedy) in menu.list.iter().enumerate() {
        lines.extend(remedy_lines(remedy, place == menu.selected, area, env));
    }
    if menu.case.is_some() {
        lines.push(Line::default());
        lines.extend(sentence(
            &Text::new("correct-menu-keys"),
            Role::Key,
            area,
            env,
        ));
    }
    let title = Text::new("correct-menu-title").with("id", menu.id().to_string());
    boxed(&env.text(&title), lines, frame, area, env);
}

/// What it does, and for which codes; of what others must do, who.
fn remedy_lines(remedy: &Remedy, selected: bool, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let room = inner_width(area);
    let codes: Vec<String> = remedy
        .codes
        .iter()
        .map(|code| Untrusted::new(code.as_str()).shown())
        .collect();
    if remedy.offer == Offer::Nothing {
        return remedy
            .codes
            .iter()
            .flat_map(|code| {
                let told = env.anomalies.explain(code, env.words.language().code());
                let action = told.action.map(|action| env.text(&action.label()));
                let text = Text::new("correct-others")
                    .with("code", told.code)
                    .with("action", action.unwrap_or_default());
                sentence(&text, Role::Dim, area, env)
            })
            .collect();
    }
    let role = if selected {
        Role::Selection
    } else {
        Role::Text
    };
    let words = env.text(&remedy.offer.text());
    let mut lines: Vec<Line<'static>> = format::wrap(&words, room.saturating_sub(2))
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            let mark = match (selected, place, env.ascii) {
                (true, 0, true) => ">",
                (true, 0, false) => "▸",
                _ => " ",
            };
            let line = format::fit(&line, room.saturating_sub(2));
            Line::styled(format!(" {mark} {line}"), env.style(role))
        })
        .collect();
    if !codes.is_empty() {
        let codes = codes.join(" ");
        for line in format::wrap(&codes, room.saturating_sub(4)) {
            lines.push(Line::styled(format!("     {line}"), env.style(Role::Dim)));
        }
    }
    lines
}

/// Draws the periods that the NSSO has, and what can follow.
pub fn looked(looked: &Looked, frame: &mut Frame, area: Rect, env: &Env) {
    let mut lines = vec![environment(env)];
    let offers = looked.offers();
    // What can be chosen stays in sight however many periods there are.
    let room = usize::from(area.height).saturating_sub(offers.len() + 9);
    match &looked.found {
        None => lines.extend(sentence(
            &Text::new("correct-looking"),
            Role::Dim,
            area,
            env,
        )),
        Some(found) if found.periods.is_empty() => {
            lines.extend(sentence(
                &Text::new("correct-look-none"),
                Role::Text,
                area,
                env,
            ));
        }
        Some(found) => {
            let wanted = |period: &&Period| found.wanted == Some(period.id);
            let first = found.periods.iter().filter(wanted);
            let others = found.periods.iter().filter(|period| !wanted(period));
            for period in first.chain(others).take(room.max(1)) {
                let is_wanted = found.wanted == Some(period.id);
                lines.push(period_line(period, is_wanted, area, env));
            }
            let hidden = found.periods.len().saturating_sub(room.max(1));
            if hidden > 0 {
                let text = Text::new("correct-look-more").with("count", hidden);
                lines.extend(sentence(&text, Role::Dim, area, env));
            }
            let text = match found.wanted {
                Some(_) => Text::new("correct-look-wanted"),
                None => Text::new("correct-look-other"),
            };
            lines.push(Line::default());
            lines.extend(sentence(&text, Role::Title, area, env));
        }
    }
    for (place, offer) in offers.iter().enumerate() {
        let remedy = Remedy {
            offer: *offer,
            codes: Vec::new(),
        };
        lines.extend(remedy_lines(&remedy, place == looked.selected, area, env));
    }
    let title = Text::new("correct-look-title").with("id", looked.case.id.to_string());
    boxed(&env.text(&title), lines, frame, area, env);
}

fn period_line(period: &Period, is_wanted: bool, area: Rect, env: &Env) -> Line<'static> {
    let known = &period.known;
    let code = |code: &Option<String>| {
        let shown = code.as_deref().map(|code| Untrusted::new(code).shown());
        shown.unwrap_or_else(|| "-".to_owned())
    };
    let open = if env.ascii { "..." } else { "…" };
    let end = known
        .end
        .map_or_else(|| open.to_owned(), |end| end.to_string());
    let mut words = format!(
        "{}  {:<3} {:<3}  {} - {end}",
        period.id,
        code(&known.worker_type),
        code(&known.joint_committee),
        known.start,
    );
    if known.cancelled {
        words = format!("{words}  {}", env.words.get("correct-look-cancelled"));
    }
    let (mark, role) = match (is_wanted, env.ascii) {
        (true, true) => ("=", Role::Good),
        (true, false) => ("✓", Role::Good),
        (false, _) => (" ", Role::Text),
    };
    let words = format::cut(&words, inner_width(area).saturating_sub(2));
    Line::styled(format!(" {mark} {words}"), env.style(role))
}

/// Draws a decision: what the codes cost, keep or done, and why.
pub fn decide(decide: &Decide, frame: &mut Frame, area: Rect, env: &Env) {
    let room = inner_width(area);
    let mut lines = vec![environment(env)];
    let mut below = vec![Line::default()];
    for (decision, words) in [
        (Decision::Kept, env.words.get("correct-decide-keep")),
        (Decision::Done, env.words.get("correct-decide-done")),
    ] {
        let (mark, role) = if decision == decide.decision {
            ("(x)", Role::Focus)
        } else {
            ("( )", Role::Text)
        };
        for (place, line) in format::wrap(&words, room.saturating_sub(4))
            .into_iter()
            .enumerate()
        {
            let mark = if place == 0 { mark } else { "   " };
            below.push(Line::styled(format!(" {mark} {line}"), env.style(role)));
        }
    }
    below.push(Line::default());
    let reason = format!(" {}", env.words.get("correct-decide-reason"));
    below.push(Line::from(Span::styled(reason, env.style(Role::Dim))));
    below.push(prompt(field::spans(&decide.reason, room, env)));
    if let Some(error) = &decide.error {
        below.extend(sentence(error, Role::Bad, area, env));
    }
    below.extend(sentence(
        &Text::new("correct-decide-keys"),
        Role::Key,
        area,
        env,
    ));
    let costs = costs(decide, area, env);
    let height = usize::from(area.height)
        .saturating_sub(lines.len() + below.len() + 2)
        .max(1);
    let top = decide.scroll.min(costs.len().saturating_sub(height));
    lines.extend(costs.into_iter().skip(top).take(height));
    lines.extend(below);
    let title = Text::new("correct-decide-title").with("id", decide.id.to_string());
    boxed(&env.text(&title), lines, frame, area, env);
}

/// What each code means, and what it costs or asks.
fn costs(decide: &Decide, area: Rect, env: &Env) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for code in &decide.codes {
        let told = env.anomalies.explain(code, env.words.language().code());
        lines.push(Line::styled(
            format!(" {}", told.code),
            env.style(Role::Title),
        ));
        for (words, role) in [(told.meaning, Role::Text), (told.fix, Role::Warning)] {
            for line in format::wrap(&words, inner_width(area).saturating_sub(2)) {
                lines.push(Line::styled(format!("   {line}"), env.style(role)));
            }
        }
    }
    lines
}
