//! Days as Belgium has them, and figures against a count by hand.

use jiff::SignedDuration;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::belgium;
use crate::domain::filter;

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn stretch(first: Date, last: Date) -> Stretch {
    Stretch::new(first, last).expect("in order")
}

fn ended(at: Timestamp, state: StateKind) -> Ended<'static> {
    Ended {
        at,
        state,
        kind: Kind::In,
        employer: "0999999922",
        taken: Some(at - SignedDuration::from_secs(6)),
        deadline: Some(at),
    }
}

#[test]
fn days_and_months_begin_at_belgian_midnight() {
    for (name, first, last, begins, over) in [
        (
            "a winter's day",
            date(2026, 1, 10),
            date(2026, 1, 10),
            "2026-01-09T23:00:00Z",
            "2026-01-10T23:00:00Z",
        ),
        (
            "the day of 23 hours",
            date(2026, 3, 29),
            date(2026, 3, 29),
            "2026-03-28T23:00:00Z",
            "2026-03-29T22:00:00Z",
        ),
        (
            "the month in which summer ends",
            date(2026, 10, 1),
            date(2026, 10, 31),
            "2026-09-30T22:00:00Z",
            "2026-10-31T23:00:00Z",
        ),
    ] {
        let stretch = stretch(first, last);
        assert_eq!(stretch.begins(), moment(begins), "{name}");
        assert_eq!(stretch.over(), moment(over), "{name}");
    }
    assert_eq!(Stretch::new(date(2026, 1, 2), date(2026, 1, 1)), None);
}

#[test]
fn a_stretch_goes_back_and_forth() {
    let today = date(2026, 11, 22);
    let month = Stretch::days_until(today, 30);
    assert_eq!(month, stretch(date(2026, 10, 24), today));
    assert_eq!(month.days(), 30);
    let before = month.earlier(Step::Day).expect("there is time");
    assert_eq!(before, stretch(date(2026, 9, 24), date(2026, 10, 23)));
    assert_eq!(before.later(Step::Day, today), Some(month));
    assert_eq!(month.later(Step::Day, today), None, "tomorrow is not here");
    let year = Stretch::months_until(today, 12);
    assert_eq!(year, stretch(date(2025, 12, 1), today));
    let before = year.earlier(Step::Month).expect("there is time");
    assert_eq!(before, stretch(date(2024, 12, 1), date(2025, 11, 30)));
    assert_eq!(before.later(Step::Month, today), Some(year));
    let parts = year.parts(Step::Month);
    assert_eq!(parts.len(), 12);
    assert_eq!(parts[2], stretch(date(2026, 2, 1), date(2026, 2, 28)));
    assert_eq!(parts[11], stretch(date(2026, 11, 1), today));
}

#[test]
fn the_terms_of_a_stretch_choose_its_moments() {
    let october = stretch(date(2026, 10, 1), date(2026, 10, 31));
    let now = moment("2026-11-22T12:00:00Z");
    let filter = filter::parse(&october.terms(), now).expect("it can be read");
    assert_eq!(filter.since, Some(october.begins()));
    let not: Vec<_> = filter.not.iter().map(|not| not.since).collect();
    assert_eq!(not, [Some(october.over())]);
}

#[test]
fn what_is_taken_in_at_the_deadline_is_late() {
    let at = moment("2026-11-10T12:00:00Z");
    let before = |seconds| Some(at - SignedDuration::from_secs(seconds));
    let mut tally = Tally::default();
    for (taken, deadline) in [
        (before(7), before(6)),
        (before(6), before(6)),
        (before(5), before(6)),
        (before(5), None),
        (None, before(6)),
    ] {
        tally.add(&Ended {
            taken,
            deadline,
            ..ended(at, StateKind::Accepted)
        });
    }
    assert_eq!((tally.in_time, tally.late, tally.no_deadline), (1, 2, 1));
    assert_eq!(tally.late_share(), Some(667));
    assert_eq!(Tally::default().late_share(), None);
}

#[test]
fn shares_never_hide_the_one_that_is_there() {
    for (part, of, share) in [
        (0, 0, None),
        (0, 9, Some(0)),
        (1, 100_000, Some(1)),
        (1, 3, Some(333)),
        (2, 3, Some(667)),
        (5, 5, Some(1_000)),
    ] {
        assert_eq!(percent(part, of), share, "{part} of {of}");
    }
}

#[test]
fn tables_have_a_cell_for_every_column() {
    let query = StatisticsQuery {
        stretch: stretch(date(2026, 11, 1), date(2026, 11, 3)),
        step: Step::Day,
    };
    let mut count = Count::new(query);
    count.add(&ended(moment("2026-11-02T12:00:00Z"), StateKind::Refused));
    let statistics = count.done(vec![("90374-349".into(), 1)]);
    for of in Of::ALL {
        let table = table(&statistics, of);
        assert!(!table.rows.is_empty(), "{of:?}");
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len(), "{of:?}");
        }
    }
}

/// Moments around both nights in which the hour changes, and what may end at them.
fn ends() -> impl Strategy<Value = Vec<(i64, usize, usize, i64)>> {
    let one = (
        1_790_000_000_i64..1_793_000_000,
        0..StateKind::ALL.len(),
        0..Kind::ALL.len(),
        0_i64..500_000,
    );
    prop::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn every_end_is_counted_once_on_its_belgian_day(ends in ends(), months in any::<bool>()) {
        let query = StatisticsQuery {
            stretch: stretch(date(2026, 9, 25), date(2026, 10, 25)),
            step: if months { Step::Month } else { Step::Day },
        };
        let mut count = Count::new(query);
        let mut days: BTreeMap<Date, u64> = BTreeMap::new();
        let mut times = Vec::new();
        for (second, state, kind, took) in ends {
            let at = Timestamp::from_second(second).expect("in range");
            let state = StateKind::ALL[state];
            let taken = at - SignedDuration::from_millis(took);
            count.add(&Ended { state, kind: Kind::ALL[kind], taken: Some(taken), ..ended(at, state) });
            let day = belgium::today(at);
            let inside = (query.stretch.first()..=query.stretch.last()).contains(&day);
            if inside && ENDS.contains(&state) {
                *days.entry(day).or_default() += 1;
                times.push(took);
            }
        }
        let made = count.done(Vec::new());
        for (part, tally) in &made.parts {
            let counted: u64 = days.range(part.first()..=part.last()).map(|(_, count)| count).sum();
            prop_assert_eq!(tally.ended(), counted, "{:?}", part);
        }
        let all: u64 = days.values().sum();
        prop_assert_eq!(made.total.ended(), all);
        times.sort_unstable();
        for percent in [50, 95] {
            let rank = (times.len() * percent).div_ceil(100);
            let exact = rank.checked_sub(1).map(|place| times[place].unsigned_abs());
            let found = made.total.times.within(percent as u64);
            // Three digits are kept.
            let near = exact.zip(found).is_none_or(|(exact, found)| found <= exact && exact - found <= exact / 100);
            prop_assert_eq!(exact.is_some(), found.is_some());
            prop_assert!(near, "{:?} {:?}", exact, found);
        }
    }
}
