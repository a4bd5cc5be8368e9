//! `stats`: figures about what ended.

use crate::args::{self, By, StatsOf};
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::statistics::{self, Of, StatisticsQuery, Step, Stretch};
use crate::domain::text::Text;
use crate::engine::Engine;

use super::Exit;
use super::output::Output;
use super::table;

/// Days of a stretch that nobody chose.
const DAYS: i32 = 30;
/// Months of a stretch that nobody chose.
const MONTHS: i32 = 12;

/// Prints the figures.
pub async fn stats(engine: &Engine, args: &args::Stats, out: &Output<'_>) -> Result<Exit, Problem> {
    let today = belgium::today(engine.clock().now());
    let query = query(args, today)?;
    let made = engine.statistics(&query).await?;
    let of = match args.of {
        StatsOf::Ends => Of::Ends,
        StatsOf::Codes => Of::Codes,
        StatsOf::Employers => Of::Employers,
        StatsOf::Kinds => Of::Kinds,
        StatsOf::Times => Of::Times,
        StatsOf::Late => Of::Late,
    };
    table::print(&statistics::table(&made, of), args.format, out);
    Ok(Exit::Done)
}

fn query(args: &args::Stats, today: jiff::civil::Date) -> Result<StatisticsQuery, Problem> {
    let step = match args.by {
        By::Day => Step::Day,
        By::Month => Step::Month,
    };
    let last = args.until.unwrap_or(today);
    let usual = match step {
        Step::Day => Stretch::days_until(last, DAYS),
        Step::Month => Stretch::months_until(last, MONTHS),
    };
    let first = args.since.unwrap_or(usual.first());
    let stretch = Stretch::new(first, last)
        .ok_or_else(|| Problem::new(ProblemClass::Usage, Text::new("stats-backwards")))?;
    Ok(StatisticsQuery { stretch, step })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_that_nobody_names_end_today() {
        let today = date(2026, 11, 22);
        let args = |by, since, until| args::Stats {
            by,
            since,
            until,
            of: StatsOf::Ends,
            format: args::TableFormat::Table,
        };
        for (name, args, first, last) in [
            ("days", args(By::Day, None, None), date(2026, 10, 24), today),
            (
                "months",
                args(By::Month, None, None),
                date(2025, 12, 1),
                today,
            ),
            (
                "until",
                args(By::Day, None, Some(date(2026, 1, 30))),
                date(2026, 1, 1),
                date(2026, 1, 30),
            ),
            (
                "since",
                args(By::Month, Some(date(2026, 1, 5)), None),
                date(2026, 1, 5),
                today,
            ),
        ] {
            let stretch = query(&args, today).expect("in order").stretch;
            assert_eq!((stretch.first(), stretch.last()), (first, last), "{name}");
        }
        let backwards = query(&args(By::Day, Some(date(2026, 12, 1)), None), today);
        let problem = backwards.expect_err("the end comes first");
        assert_eq!(problem.summary.key, "stats-backwards");
    }
}
