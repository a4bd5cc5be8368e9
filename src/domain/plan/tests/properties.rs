//! Any list beside any periods: a plan that is carried out leaves nothing, and no other takes less.

use proptest::prelude::*;

use super::super::difference::{differences, one_change};
use super::super::person::is_told;
use super::*;
use crate::domain::declaration::Body;
use crate::domain::validate::NO_END;

const KINDS: [(&str, &str); 3] = [("OTH", "XXX"), ("OTH", "140"), ("STU", "XXX")];

/// Periods of one worker that do not overlap within a kind: gaps and lengths in days.
fn any_periods() -> impl Strategy<Value = Vec<Vec<(i64, i64, u16, bool)>>> {
    let one = (
        0_i64..6,
        1_i64..8,
        40_u16..43,
        proptest::bool::weighted(0.3),
    );
    proptest::collection::vec(proptest::collection::vec(one, 0..4), KINDS.len())
}

/// The texts of these periods, as [`spelled`] reads them.
fn texts(periods: &[Vec<(i64, i64, u16, bool)>]) -> Vec<String> {
    let mut texts = Vec::new();
    for ((worker_type, committee), periods) in KINDS.iter().zip(periods) {
        let student = *worker_type == "STU";
        let mut day = TODAY.saturating_sub(jiff::Span::new().days(9));
        for (place, &(gap, length, planned, open)) in periods.iter().enumerate() {
            let start = day.saturating_add(jiff::Span::new().days(gap));
            let end = start.saturating_add(jiff::Span::new().days(length - 1));
            day = end.saturating_add(jiff::Span::new().days(1));
            let open = open && !student && place + 1 == periods.len();
            let end = if open {
                "-".to_owned()
            } else {
                end.to_string()
            };
            let planned = if student {
                format!(" {planned}")
            } else {
                String::new()
            };
            texts.push(format!("{worker_type} {committee} {start} {end}{planned}"));
        }
    }
    texts
}

/// The NSSO, as far as it matters here: it refuses what overlaps.
struct Nsso {
    periods: Vec<Period>,
    next: u64,
}

impl Nsso {
    fn take(&mut self, body: &Body) {
        match body {
            Body::In(declared) => {
                self.next += 1;
                let mut period = period(self.next, "OTH XXX 2026-12-01 -");
                let known = &mut period.known;
                known.start = declared.start;
                known.end = declared.end;
                known.hours = declared.hours;
                known.planned_hours = declared.planned_hours;
                known.worker_type = Some(declared.worker_type.clone());
                known.joint_committee = Some(declared.joint_committee.clone());
                self.periods.push(period);
            }
            Body::Cancel { period } => self.at(*period).cancelled = true,
            Body::Out { period, end } => {
                let known = self.at(*period);
                assert!(known.end.is_none(), "an OUT closes an open period");
                known.end = Some(*end);
            }
            Body::Update(update) => {
                let known = self.at(update.period);
                known.start = update.start.unwrap_or(known.start);
                known.end = match update.end {
                    Some(NO_END) => None,
                    Some(end) => Some(end),
                    None if update.start.is_some() => None,
                    None => known.end,
                };
                known.planned_hours = update.planned_hours.or(known.planned_hours);
            }
        }
        self.nothing_overlaps();
    }

    fn at(&mut self, id: PeriodId) -> &mut KnownPeriod {
        let period = self.periods.iter_mut().find(|period| period.id == id);
        &mut period.expect("a period that is there").known
    }

    fn nothing_overlaps(&self) {
        let standing = || self.periods.iter().filter(|period| !period.known.cancelled);
        for (place, one) in standing().enumerate() {
            for other in standing().skip(place + 1) {
                let same = one.known.worker_type == other.known.worker_type
                    && one.known.joint_committee == other.known.joint_committee;
                let overlap = one.known.terms().overlaps(&other.known.terms());
                assert!(!(same && overlap), "{one:?} overlaps {other:?}");
            }
        }
    }
}

/// The fewest declarations that any way of pairing needs; none when every way leaves a period
/// that may not be touched in the place of an employment.
fn fewest(all: &[Wish], left: &[Wish], known: &[Period], facts: &Facts<'_>) -> Option<usize> {
    let Some((period, rest)) = known.split_first() else {
        return Some(left.len());
    };
    let terms = period.known.terms();
    let alone = if period.known.start >= facts.today {
        fewest(all, left, rest, facts).map(|count| count + 1)
    } else if all.iter().any(|wish| wish.terms().overlaps(&terms)) {
        None
    } else {
        fewest(all, left, rest, facts)
    };
    let paired = (0..left.len()).filter_map(|place| {
        let wish = &left[place];
        // What has begun becomes nothing at another time.
        if period.known.start < facts.today && !wish.terms().overlaps(&terms) {
            return None;
        }
        let cost = if differences(&period.known, wish).is_empty() {
            0
        } else {
            one_change(period, wish, facts)?;
            1
        };
        let mut others = left.to_vec();
        others.remove(place);
        fewest(all, &others, rest, facts).map(|count| count + cost)
    });
    alone.into_iter().chain(paired).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn after_a_plan_there_is_nothing_left_to_plan(wanted in any_periods(), known in any_periods()) {
        let wanted = texts(&wanted);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let list = list(&wanted);
        let known: Vec<Period> = (1..).zip(texts(&known)).map(|(number, text)| period(number, &text)).collect();
        prop_assert!(known.iter().all(is_told));
        let first = planned(&list, &known, false);
        let mut rows: Vec<usize> = first.steps().filter_map(|step| step.row).collect();
        rows.sort_unstable();
        prop_assert_eq!(rows, (1..=list.len()).collect::<Vec<_>>(), "every row once");

        let mut nsso = Nsso { periods: known.clone(), next: 100 };
        // Turns do not wait for each other: the last may come first.
        for turn in first.turns.iter().rev() {
            for step in &turn.steps {
                for declaration in &step.declarations {
                    nsso.take(&declaration.body);
                }
            }
        }
        let second = planned(&list, &nsso.periods, false);
        if first.count(Action::Blocked) == 0 {
            prop_assert!(second.is_empty(), "{:?}\n{:?}", shown(&first), shown(&second));
        }
        prop_assert_eq!(second.declarations(), 0, "{:?}\n{:?}", shown(&first), shown(&second));
    }

    #[test]
    fn no_plan_takes_fewer_declarations(wanted in any_periods(), known in any_periods(), kind in 0..KINDS.len()) {
        let mut only = vec![Vec::new(); KINDS.len()];
        only[kind].clone_from(&wanted[kind]);
        let wanted = texts(&only);
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let list = list(&wanted);
        only[kind].clone_from(&known[kind]);
        let known: Vec<Period> = (1..).zip(texts(&only)).map(|(number, text)| period(number, &text)).collect();
        let rules = rules();
        let facts = Facts { known: &known, under_way: &[], rules: &rules, today: TODAY, cancel_begun: false };
        let plan = plan(&list, &facts);
        let fewest = fewest(&list, &list, &known, &facts);
        if !list.is_empty() && fewest.is_some() {
            prop_assert_eq!(plan.count(Action::Blocked), 0, "{:?}", shown(&plan));
            prop_assert_eq!(Some(plan.declarations()), fewest, "{:?}", shown(&plan));
        }
    }
}
