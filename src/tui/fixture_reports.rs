//! Made-up reports for the tests of this module.

use async_trait::async_trait;
use jiff::civil::date;
use jiff::{SignedDuration, ToSpan as _};

use super::backend_reports::Reports;
use super::fixture;
use super::fixture_backend::Small;
use crate::domain::draft::Kind;
use crate::domain::lifecycle::StateKind;
use crate::domain::many::ManyProgress;
use crate::domain::problem::Problem;
use crate::domain::reconcile::Report;
use crate::domain::report::Filter;
use crate::domain::statistics::{Count, Ended, Statistics, StatisticsQuery, Step, Stretch};
use crate::domain::table::Table;

#[async_trait]
impl Reports for Small {
    async fn statistics(&self, query: StatisticsQuery) -> Result<Statistics, Problem> {
        Ok(statistics(query))
    }

    async fn reconcile(&self, _: Option<String>, _: Filter) -> Result<Report, Problem> {
        Ok(Report::default())
    }

    fn reconcile_progress(&self) -> ManyProgress {
        ManyProgress::default()
    }

    fn reconcile_stop(&self) {}

    async fn write_table(&self, _: &str, _: Table) -> Result<(), Problem> {
        Ok(())
    }
}

/// The last month by day.
pub fn month() -> StatisticsQuery {
    StatisticsQuery {
        stretch: Stretch::days_until(fixture::today(), 30),
        step: Step::Day,
    }
}

/// Busy weekdays, quiet weekends, one bad day.
pub fn statistics(query: StatisticsQuery) -> Statistics {
    let mut count = Count::new(query);
    let mut day = date(2026, 9, 1);
    while day <= fixture::today() {
        let busy = i64::from(day.day()) * 7 % 23
            + if day.weekday().to_monday_one_offset() > 5 {
                1
            } else {
                30
            };
        let noon = crate::domain::belgium::at(day.at(12, 0, 0, 0)).expect("a noon");
        for number in 0..busy {
            let at = noon + SignedDuration::from_secs(number);
            let bad = day == date(2026, 11, 12) && number % 3 == 0;
            let state = match number % 17 {
                _ if bad => StateKind::Rejected,
                3 => StateKind::Refused,
                5 => StateKind::AcceptedWarning,
                _ => StateKind::Accepted,
            };
            let taken = at - SignedDuration::from_millis(2_400 + number * 900);
            let deadline = taken + SignedDuration::from_secs(number * 60 - 60);
            count.add(&Ended {
                at,
                state,
                kind: Kind::ALL[usize::try_from(number % 4).expect("small")],
                employer: ["0999999922", "0999960033", ""]
                    [usize::try_from(number % 3).expect("small")],
                taken: (!bad).then_some(taken),
                deadline: (number % 11 != 4).then_some(deadline),
            });
        }
        day = day.checked_add(1.day()).expect("in range");
    }
    count.done(vec![
        ("90373-333".into(), 31),
        ("90017-510".into(), 12),
        ("\u{1b}[31mred".into(), 1),
    ])
}
