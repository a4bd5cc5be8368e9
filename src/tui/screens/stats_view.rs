//! How the figures are drawn: what they say in a few lines, then a list with a bar beside each
//! number, never without the number.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line as Drawn, Span};
use ratatui::widgets::Paragraph;

use super::dashboard_cells::sparkline;
use super::stats::Stats;
use crate::domain::lifecycle::StateKind;
use crate::domain::statistics::{Of, REFUSALS, Ratio, Statistics, Step, Stretch, Tally};
use crate::domain::text::Text;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::theme::Role;

/// Columns of a bar where there is room.
const BAR: usize = 40;
/// Lines above the list.
const HEAD: u16 = 5;

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is about.
    pub label: String,
    /// Its numbers in words.
    pub numbers: String,
    /// How long its bar is, beside the longest.
    pub size: u64,
    /// The filter line of its rows.
    pub door: Option<String>,
}

/// The lines of these figures; the latest day or month comes first.
pub fn lines(found: &Statistics, of: Of, env: &Env) -> Vec<Line> {
    let all = found.query.stretch;
    let parts = |line: &dyn Fn(&Tally) -> (u64, Text), states: &[StateKind]| {
        let parts = found.parts.iter().rev();
        let line = |(part, tally): &(Stretch, Tally)| {
            let (size, numbers) = line(tally);
            Line {
                label: label(*part, found.query.step),
                numbers: env.text(&numbers),
                size,
                door: (size > 0).then(|| rows(states, "", *part)),
            }
        };
        parts.map(line).collect()
    };
    match of {
        Of::Ends => parts(
            &|tally| (tally.refusals().refused, refused(tally.refusals())),
            &REFUSALS,
        ),
        Of::Times => parts(
            &|tally| (tally.times.slow().unwrap_or(0), times(tally)),
            &ANSWERED,
        ),
        Of::Late => {
            let mut lines: Vec<Line> = parts(&|tally| (tally.late, late(tally)), &ANSWERED);
            // The filter language cannot say what was received after its deadline.
            for line in &mut lines {
                line.door = None;
            }
            lines
        }
        Of::Codes => (found.codes.iter())
            .map(|(code, count)| Line {
                label: code.shown(),
                numbers: format::count(*count),
                size: *count,
                door: Some(rows(&REFUSALS, &format!("code:\"{}\"", code.raw()), all)),
            })
            .collect(),
        Of::Employers => (found.employers.iter())
            .map(|(employer, ratio)| Line {
                label: match employer.as_str() {
                    "" => env.words.get("stats-no-employer"),
                    number => number.to_owned(),
                },
                numbers: env.text(&refused(*ratio)),
                size: ratio.refused,
                door: (!employer.is_empty() && ratio.refused > 0)
                    .then(|| rows(&REFUSALS, &format!("employer:{employer}"), all)),
            })
            .collect(),
        Of::Kinds => (found.kinds.iter())
            .map(|(kind, ratio)| Line {
                label: kind.as_str().to_uppercase(),
                numbers: env.text(&refused(*ratio)),
                size: ratio.refused,
                door: (ratio.refused > 0)
                    .then(|| rows(&REFUSALS, &format!("kind:{}", kind.as_str()), all)),
            })
            .collect(),
    }
}

/// The states that an answer leads to.
const ANSWERED: [StateKind; 3] = [
    StateKind::Accepted,
    StateKind::AcceptedWarning,
    StateKind::Refused,
];

/// The filter line of what ended so on these days.
fn rows(states: &[StateKind], also: &str, stretch: Stretch) -> String {
    let names: Vec<_> = states.iter().map(|state| state.as_str()).collect();
    let also = if also.is_empty() {
        String::new()
    } else {
        format!(" {also}")
    };
    format!("state:{}{also} {}", names.join(","), stretch.terms())
}

fn label(part: Stretch, step: Step) -> String {
    match step {
        Step::Day => part.first().to_string(),
        Step::Month => part.first().strftime("%Y-%m").to_string(),
    }
}

/// `1.3`, or a dash where there is nothing to share.
fn share(tenths: Option<u64>) -> String {
    tenths.map_or("-".to_owned(), |tenths| {
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

fn refused(ratio: Ratio) -> Text {
    if ratio.ended == 0 {
        return Text::new("stats-none-ended");
    }
    Text::new("stats-refused")
        .with("refused", format::count(ratio.refused))
        .with("ended", format::count(ratio.ended))
        .with("percent", share(ratio.share()))
}

fn times(tally: &Tally) -> Text {
    let shown = |time: Option<u64>| time.map_or("-".to_owned(), format::milliseconds);
    Text::new("stats-times")
        .with("median", shown(tally.times.median()))
        .with("slow", shown(tally.times.slow()))
        .with("count", format::count(tally.times.count()))
}

fn late(tally: &Tally) -> Text {
    Text::new("stats-late")
        .with("late", format::count(tally.late))
        .with("of", format::count(tally.late + tally.in_time))
        .with("percent", share(tally.late_share()))
        .with("unknown", format::count(tally.no_deadline))
}

/// What all of it says, in sentences.
pub fn summary(found: &Statistics, env: &Env) -> Vec<String> {
    let stretch = found.query.stretch;
    let days = Text::new("stats-days")
        .with("first", stretch.first().to_string())
        .with("last", stretch.last().to_string());
    [
        days,
        refused(found.total.refusals()),
        times(&found.total),
        late(&found.total),
    ]
    .map(|text| env.text(&text))
    .into()
}

/// Draws the figures.
pub fn view(stats: &Stats, frame: &mut Frame, area: Rect, env: &Env) {
    let [head, list] = Layout::vertical([Constraint::Length(HEAD), Constraint::Min(0)]).areas(area);
    let Some(found) = stats.found.or_say(frame, area, env) else {
        return;
    };
    let wide = usize::from(area.width);
    let mut drawn: Vec<Drawn> = summary(found, env)
        .iter()
        .enumerate()
        .map(|(at, words)| {
            let role = if at == 0 { Role::Title } else { Role::Text };
            Drawn::styled(format::cut(&format!(" {words}"), wide), env.style(role))
        })
        .collect();
    if let Some(first) = drawn.first_mut() {
        let ended: Vec<u64> = found.parts.iter().map(|(_, tally)| tally.ended()).collect();
        let style = env.style(Role::Dim);
        // Where there is little room, the latest of them.
        let room = wide.saturating_sub(first.width() + 3).min(31);
        let curve = sparkline(&ended, room, env.ascii);
        first.spans.push(Span::styled(format!("  {curve}"), style));
    }
    drawn.push(chosen(stats.of, env));
    frame.render_widget(Paragraph::new(drawn), head);
    let title = env.text(&stats.of.text());
    let block = env.panel(&title, true);
    let inner = block.inner(list);
    frame.render_widget(block, list);
    let lines = lines(found, stats.of, env);
    frame.render_widget(
        Paragraph::new(drawn_list(&lines, stats.selected, inner, env)),
        inner,
    );
}

/// Which figures there are, and which are on show.
fn chosen(of: Of, env: &Env) -> Drawn<'static> {
    let mut spans = vec![Span::raw(" ")];
    for one in Of::ALL {
        let role = if one == of { Role::Tab } else { Role::Dim };
        let words = format!(" {} ", env.text(&one.text()));
        spans.push(Span::styled(words, env.style(role)));
    }
    Drawn::from(spans)
}

fn drawn_list(lines: &[Line], selected: usize, area: Rect, env: &Env) -> Vec<Drawn<'static>> {
    if lines.is_empty() {
        let none = format!(" {}", env.words.get("tui-none"));
        return vec![Drawn::styled(none, env.style(Role::Dim))];
    }
    let (wide, high) = (usize::from(area.width), usize::from(area.height));
    let selected = selected.min(lines.len() - 1);
    let above = (selected + 1).saturating_sub(high);
    let widest = |of: &dyn Fn(&Line) -> &str| {
        let widths = lines.iter().map(|line| format::width(of(line)));
        widths.max().unwrap_or(0)
    };
    let label = widest(&|line| &line.label).min(wide / 3);
    let numbers = widest(&|line| &line.numbers).min(wide.saturating_sub(label + 4));
    let room = wide.saturating_sub(label + numbers + 5).min(BAR);
    let top = lines.iter().map(|line| line.size).max().unwrap_or(0);
    let shown = lines.iter().enumerate().skip(above).take(high);
    let draw = |(at, line): (usize, &Line)| {
        let role = if at == selected {
            Role::Selection
        } else {
            Role::Text
        };
        let words = format!(
            "{}  {}",
            format::fit(&line.label, label),
            format::fit(&line.numbers, numbers)
        );
        Drawn::from(vec![
            Span::raw(" "),
            Span::styled(words, env.style(role)),
            Span::raw("  "),
            Span::styled(
                bar(line.size, top, room, env.ascii),
                env.style(Role::Warning),
            ),
        ])
    };
    shown.map(draw).collect()
}

/// A bar of eighths of a column; what is not nothing is seen.
fn bar(size: u64, top: u64, columns: usize, ascii: bool) -> String {
    const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let whole = (columns as u64).saturating_mul(8);
    let eighths = (size.saturating_mul(whole)).checked_div(top).unwrap_or(0);
    let eighths = if size > 0 { eighths.max(1) } else { 0 };
    let eighths = usize::try_from(eighths).unwrap_or(0);
    if columns == 0 {
        return String::new();
    }
    if ascii {
        return "#".repeat(eighths.div_ceil(8));
    }
    let mut bar = "█".repeat(eighths / 8);
    bar.extend((eighths % 8).checked_sub(1).map(|rest| EIGHTHS[rest]));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_number() {
        for (size, top, ascii, drawn) in [
            (0, 10, false, ""),
            (1, 1_000, false, "▏"),
            (5, 10, false, "██"),
            (10, 10, false, "████"),
            (1, 1_000, true, "#"),
            (10, 10, true, "####"),
            (0, 0, false, ""),
        ] {
            assert_eq!(bar(size, top, 4, ascii), drawn, "{size} of {top}");
        }
    }
}
