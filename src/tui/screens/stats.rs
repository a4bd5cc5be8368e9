//! The figures: which days, which figures, which line is chosen. Every number that the filter
//! language can say leads to its rows.

use jiff::civil::Date;

use super::stats_view::{self, Line};
use crate::domain::problem::Problem;
use crate::domain::report::LogLevel;
use crate::domain::statistics::{self, Of, Statistics, StatisticsQuery, Step, Stretch};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::tui::env::Env;
use crate::tui::format;
use crate::tui::keymap::Action;
use crate::tui::loaded::{Feed, Loaded};
use crate::tui::model::Model;
use crate::tui::msg::{Effect, Ticket};

/// Days that are shown first.
const DAYS: i32 = 30;
/// Months that are shown instead.
const MONTHS: i32 = 12;
/// Seconds for which figures stay: a year of them is not read again with every change.
const FRESH: i64 = 10;
/// Lines that a page of a list is.
const PAGE: usize = 10;

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Chosen {
    /// The latest days.
    #[default]
    Days,
    /// The latest months.
    Months,
    /// These.
    These(StatisticsQuery),
}

/// The figures on screen.
#[derive(Debug, Default)]
pub struct Stats {
    /// The figures.
    pub found: Loaded<Statistics>,
    /// What they are about.
    pub of: Of,
    /// Place of the chosen line.
    pub selected: usize,
    chosen: Chosen,
    ticket: Ticket,
    feed: Feed,
}

impl Stats {
    /// Which figures are to be shown.
    pub fn query(&self, today: Date) -> StatisticsQuery {
        match self.chosen {
            Chosen::Days => StatisticsQuery {
                stretch: Stretch::days_until(today, DAYS),
                step: Step::Day,
            },
            Chosen::Months => StatisticsQuery {
                stretch: Stretch::months_until(today, MONTHS),
                step: Step::Month,
            },
            Chosen::These(query) => query,
        }
    }

    /// Asks for the figures.
    pub fn refresh(&mut self, env: &Env) -> Vec<Effect> {
        if let Loaded::Ready(_, at) = &self.found
            && format::seconds_between(*at, env.now) < FRESH
        {
            return Vec::new();
        }
        if !self.feed.wants() {
            return Vec::new();
        }
        self.found.ask();
        self.ticket.advance();
        vec![Effect::Statistics(self.ticket, self.query(env.today()))]
    }

    /// Takes the figures; those of other days are late.
    pub fn on_reply(
        &mut self,
        ticket: Ticket,
        answer: Result<Statistics, Problem>,
        env: &Env,
    ) -> Vec<Effect> {
        if ticket != self.ticket {
            return Vec::new();
        }
        let again = self.feed.answered();
        self.found.take(answer, env.now);
        if again { self.refresh(env) } else { Vec::new() }
    }

    /// The task that was asking died.
    pub fn on_lost(&mut self) {
        self.feed.lost();
    }

    /// The days right behind those on show, when they have begun.
    pub fn later(&self, env: &Env) -> Option<StatisticsQuery> {
        let query = self.query(env.today());
        let stretch = query.stretch.later(query.step, env.today())?;
        Some(StatisticsQuery { stretch, ..query })
    }

    /// The filter line behind the chosen line.
    pub fn door(&self, env: &Env) -> Option<String> {
        let lines = self.lines(env);
        let line = lines.get(self.selected.min(lines.len().saturating_sub(1)))?;
        line.door.clone()
    }

    fn lines(&self, env: &Env) -> Vec<Line> {
        let found = self.found.ready();
        found.map_or_else(Vec::new, |found| stats_view::lines(found, self.of, env))
    }

    /// Reacts to an intention.
    pub fn on_action(&mut self, action: Action, env: &Env) -> Vec<Effect> {
        let last = self.lines(env).len().saturating_sub(1);
        let here = self.selected.min(last);
        self.selected = match action {
            Action::Up => here.saturating_sub(1),
            Action::Down => (here + 1).min(last),
            Action::PageUp => here.saturating_sub(PAGE),
            Action::PageDown => (here + PAGE).min(last),
            Action::First => 0,
            Action::Last => last,
            Action::Left | Action::Previous => return self.turn(false),
            Action::Right | Action::Next => return self.turn(true),
            Action::StatsPeriod => {
                let months = self.query(env.today()).step == Step::Month;
                return self.go(if months { Chosen::Days } else { Chosen::Months }, env);
            }
            Action::StatsEarlier => {
                let query = self.query(env.today());
                let Some(stretch) = query.stretch.earlier(query.step) else {
                    return Vec::new();
                };
                return self.go(Chosen::These(StatisticsQuery { stretch, ..query }), env);
            }
            Action::StatsLater => {
                let Some(query) = self.later(env) else {
                    return Vec::new();
                };
                // Back at today: the days go on with the calendar.
                let is_latest = query.stretch.last() == env.today();
                let chosen = match query.step {
                    Step::Day if is_latest => Chosen::Days,
                    Step::Month if is_latest => Chosen::Months,
                    _ => Chosen::These(query),
                };
                return self.go(chosen, env);
            }
            _ => here,
        };
        Vec::new()
    }

    /// The figures before or behind.
    fn turn(&mut self, on: bool) -> Vec<Effect> {
        let count = Of::ALL.len();
        let here = Of::ALL.iter().position(|of| *of == self.of).unwrap_or(0);
        self.of = Of::ALL[(here + if on { 1 } else { count - 1 }) % count];
        self.selected = 0;
        Vec::new()
    }

    /// Other days: what is under way for the old ones is not waited for.
    fn go(&mut self, chosen: Chosen, env: &Env) -> Vec<Effect> {
        self.chosen = chosen;
        self.selected = 0;
        self.found = Loaded::Never;
        self.feed.lost();
        self.refresh(env)
    }
}

/// Writes the figures on show to a file in the folder that the console was started in.
pub fn export(model: &Model) -> Vec<Effect> {
    let (stats, env) = (&model.stats, &model.env);
    let Some(found) = stats.found.ready() else {
        return Vec::new();
    };
    let stretch = found.query.stretch;
    let path = format!(
        "dimonitor-{}-{}-{}-{}.csv",
        env.environment.unwrap_or_default().as_str(),
        stats.of.as_str(),
        stretch.first(),
        stretch.last(),
    );
    let table = statistics::table(found, stats.of);
    vec![Effect::WriteTable(path, Box::new(table))]
}

/// Says where a table went, or why it did not.
pub fn on_written(model: &mut Model, path: &str, answer: Result<(), Problem>) {
    match answer {
        Ok(()) => {
            let file = Untrusted::new(path).shown();
            let text = Text::new("stats-written").with("file", file);
            model.notice(LogLevel::Info, &text);
        }
        Err(problem) => model.trouble(&problem),
    }
}

#[cfg(test)]
#[path = "stats_tests.rs"]
mod tests;
