//! Three sides of made-up employments: what each line is called, and that nothing is lost.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::domain::declaration::Hours;
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::PeriodId;
use crate::domain::lifecycle::StateKind;
use crate::domain::plan::{self, Facts, Row};
use crate::domain::rules::Rules;

const TODAY: Date = date(2026, 11, 22);
const WORKERS: [&str; 3] = ["85073099734", "92041599827", "05021999736"];
const EMPLOYER: &str = "0999999922";

fn rules() -> Rules {
    toml::from_str(include_str!("../../config/rules.toml")).expect("our own lists")
}

/// A day of December.
fn day(day: i8) -> Date {
    date(2026, 12, day)
}

fn wishes(list: &[(usize, i8, i8)]) -> Vec<Wish> {
    let row = |(at, (worker, start, end)): (usize, &(usize, i8, i8))| Row {
        row: at + 1,
        draft: Draft::new(Kind::In)
            .with(Field::EnterpriseNumber, EMPLOYER)
            .with(Field::Ssin, WORKERS[*worker])
            .with(Field::WorkerType, "OTH")
            .with(Field::JointCommittee, "XXX")
            .with(Field::StartDate, day(*start).to_string())
            .with(Field::EndDate, day(*end).to_string()),
    };
    let rows: Vec<Row> = list.iter().enumerate().map(row).collect();
    plan::wishes(&rows, &rules(), TODAY).expect("it can be planned")
}

fn period(number: u64, (worker, start, end): (usize, i8, i8)) -> Period {
    Period {
        id: PeriodId::from_answer(number),
        known: KnownPeriod {
            employer: EMPLOYER.parse().ok(),
            ssin: WORKERS[worker].parse().ok(),
            start: day(start),
            end: Some(day(end)),
            worker_type: Some("OTH".to_owned()),
            joint_committee: Some("XXX".to_owned()),
            hours: Hours::default(),
            planned_hours: None,
            cancelled: false,
            locked: false,
        },
    }
}

fn cancelled(mut period: Period) -> Period {
    period.known.cancelled = true;
    period
}

fn row(
    id: i64,
    state: StateKind,
    number: Option<u64>,
    (worker, start, end): (usize, i8, i8),
) -> QueueRow {
    QueueRow {
        id: SubmissionId(id),
        reference: None,
        state,
        doubt: None,
        kind: Kind::In,
        worker_type: Some("OTH".into()),
        employer: Some(EMPLOYER.to_owned()),
        worker: None,
        ssin: WORKERS[worker].parse().ok(),
        start: Some(day(start)),
        end: Some(day(end)),
        deadline: Some(Timestamp::UNIX_EPOCH),
        account: "main".to_owned(),
        declaration: None,
        period: number.map(PeriodId::from_answer),
        codes: Vec::new(),
        supersedes: None,
        replaced_by: None,
        waits_for: None,
        decision: None,
        attempts: 1,
        polls: 0,
        look_ups: 0,
        next_at: None,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
        submitted_at: None,
    }
}

/// The classes of the lines, sorted.
fn classes(
    planned: Option<&[Wish]>,
    rows: &[QueueRow],
    own: &[Period],
    rsz: &[Period],
) -> Vec<Class> {
    let lines = reconcile(&Sides {
        planned,
        rows,
        own,
        rsz,
        unasked: &[],
    });
    let mut classes: Vec<Class> = lines.iter().map(|line| line.class).collect();
    classes.sort();
    classes
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn every_difference_has_its_class() {
    use StateKind as S;
    let one = (0, 1, 5);
    let later = (0, 1, 9);
    let wish = wishes(&[one]);
    let (here, there) = (vec![period(1, one)], vec![period(1, later)]);
    let gone = vec![cancelled(period(1, one))];
    let accepted = vec![row(1, S::Accepted, Some(1), one)];
    let refused = vec![row(1, S::Refused, None, one)];
    let doubtful = vec![row(1, S::InDoubt, None, one)];
    let on_its_way = vec![row(1, S::Submitted, None, one)];
    let withdrawn = vec![row(1, S::Cancelled, None, one)];
    let replaced = vec![
        row(1, S::Refused, None, one),
        QueueRow {
            supersedes: Some(SubmissionId(1)),
            ..row(2, S::Accepted, Some(1), one)
        },
    ];
    let none: (&[QueueRow], &[Period]) = (&[], &[]);
    for (name, rows, own, rsz, with_list, without) in [
        ("nowhere", none.0, none.1, none.1, Class::Missing, None),
        (
            "all three",
            &accepted,
            &here,
            &here,
            Class::Same,
            Some(Class::Same),
        ),
        (
            "declared by another",
            none.0,
            none.1,
            &here,
            Class::Same,
            Some(Class::NotOurs),
        ),
        (
            "refused",
            &refused,
            none.1,
            none.1,
            Class::Refused,
            Some(Class::Refused),
        ),
        (
            "corrected",
            &replaced,
            &here,
            &here,
            Class::Same,
            Some(Class::Same),
        ),
        (
            "in doubt, and there",
            &doubtful,
            none.1,
            &here,
            Class::InDoubt,
            Some(Class::InDoubt),
        ),
        (
            "under way",
            &on_its_way,
            none.1,
            none.1,
            Class::Waiting,
            Some(Class::Waiting),
        ),
        (
            "never sent",
            &withdrawn,
            none.1,
            none.1,
            Class::Missing,
            Some(Class::Same),
        ),
        (
            "unknown there",
            &accepted,
            &here,
            none.1,
            Class::UnknownToRsz,
            Some(Class::UnknownToRsz),
        ),
        (
            "other days there",
            &accepted,
            &here,
            &there,
            Class::Differs,
            Some(Class::Differs),
        ),
        (
            "other days in the list",
            &accepted,
            &there,
            &there,
            Class::Differs,
            Some(Class::Same),
        ),
        (
            "withdrawn there",
            &accepted,
            &here,
            &gone,
            Class::CancelledOnOneSide,
            Some(Class::CancelledOnOneSide),
        ),
        (
            "withdrawn here",
            &accepted,
            &gone,
            &here,
            Class::CancelledOnOneSide,
            Some(Class::CancelledOnOneSide),
        ),
        (
            "withdrawn on both",
            &accepted,
            &gone,
            &gone,
            Class::Missing,
            Some(Class::Same),
        ),
    ] {
        let found = classes(Some(&wish), rows, own, rsz);
        let found: Vec<_> = found
            .into_iter()
            .filter(|class| class.is_difference())
            .collect();
        let wanted: Vec<_> = Some(with_list)
            .into_iter()
            .filter(|class| class.is_difference())
            .collect();
        assert_eq!(found, wanted, "{name}, with a list");
        let found = classes(None, rows, own, rsz);
        assert_eq!(
            found,
            without.into_iter().collect::<Vec<_>>(),
            "{name}, without"
        );
    }
    assert_eq!(
        classes(Some(&[]), &accepted, &here, &here),
        [Class::NotPlanned]
    );
}

#[test]
fn of_whom_nobody_could_ask_nothing_is_concluded() {
    let wish = wishes(&[(0, 1, 5), (1, 1, 5)]);
    let unasked = [wish[0].person()];
    let mut lines = reconcile(&Sides {
        planned: Some(&wish),
        rows: &[],
        own: &[],
        rsz: &[],
        unasked: &unasked,
    });
    sort(&mut lines);
    let classes: Vec<_> = lines.iter().map(|line| line.class).collect();
    assert_eq!(classes, [Class::Missing, Class::NotAsked]);
}

#[test]
fn a_plan_says_what_mends_a_line_and_until_when() {
    let list = wishes(&[(0, 1, 5), (1, 1, 9), (2, 2, 3)]);
    let rsz = [period(2, (1, 1, 5)), period(3, (2, 2, 3))];
    let rules = rules();
    let facts = Facts {
        known: &rsz,
        under_way: &[],
        rules: &rules,
        today: TODAY,
        cancel_begun: false,
    };
    let plan = plan::plan(&list, &facts);
    let mut lines = reconcile(&Sides {
        planned: Some(&list),
        rows: &[],
        own: &[],
        rsz: &rsz,
        unasked: &[],
    });
    propose(&mut lines, &plan, |declaration, known| {
        let second = i64::from(known.is_some()) + i64::from(declaration.draft.kind == Kind::In) * 5;
        Timestamp::from_second(second).ok()
    });
    sort(&mut lines);
    let said: Vec<_> = (lines.iter())
        .map(|line| {
            let kinds: Vec<_> = line.declarations.iter().map(|one| one.draft.kind).collect();
            (line.class, kinds, line.deadline.map(Timestamp::as_second))
        })
        .collect();
    assert_eq!(
        said,
        [
            (Class::Differs, vec![Kind::Update], Some(1)),
            (Class::Missing, vec![Kind::In], Some(5)),
            (Class::Same, vec![], None),
        ]
    );
    let table = table(&lines);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.len() == table.columns.len())
    );
    let ssin = table
        .columns
        .iter()
        .position(|name| *name == "ssin")
        .expect("a column");
    assert!(
        table
            .rows
            .iter()
            .all(|row| row[ssin].raw().contains("**.**")),
        "{table:?}"
    );
}

/// An employment: a worker and days that do not overlap those of others with another place.
fn employments() -> impl Strategy<Value = Vec<(usize, i8, i8)>> {
    prop::collection::btree_set((0..WORKERS.len(), 0..6_i8), 0..12).prop_map(|places| {
        let days = |(worker, place): (usize, i8)| (worker, place * 4 + 1, place * 4 + 3);
        places.into_iter().map(days).collect()
    })
}

fn some_of<T: Clone>(all: &[T], mask: u32) -> Vec<T> {
    let chosen = |(at, one): (usize, &T)| (mask >> (at % 32) & 1 == 1).then(|| one.clone());
    all.iter().enumerate().filter_map(chosen).collect()
}

proptest! {
    #[test]
    fn nobody_is_lost_and_nobody_stands_twice(
        all in employments(),
        (listed, known) in any::<(u32, u32)>(),
        states in prop::collection::vec((0..12_usize, 0..StateKind::ALL.len(), any::<bool>(), any::<Option<u8>>()), 0..24),
    ) {
        let list = wishes(&some_of(&all, listed));
        let periods: Vec<Period> = (1..).zip(&all).map(|(number, one)| period(number, *one)).collect();
        let rsz = some_of(&periods, known);
        let rows: Vec<QueueRow> = (1..).zip(&states).filter_map(|(id, (of, state, numbered, replaces))| {
            let one = *all.get(*of)?;
            let number = numbered.then_some(*of as u64 + 1);
            Some(QueueRow {
                supersedes: replaces.map(|id| SubmissionId(i64::from(id) % 24 + 1)),
                ..row(id, StateKind::ALL[*state], number, one)
            })
        }).collect();
        let lines = reconcile(&Sides { planned: Some(&list), rows: &rows, own: &periods, rsz: &rsz, unasked: &[] });
        let mut planned: Vec<usize> = lines.iter().filter_map(|line| line.planned.as_ref()).map(|one| one.row).collect();
        planned.sort_unstable();
        prop_assert_eq!(planned, (1..=list.len()).collect::<Vec<_>>());
        let mut ids: Vec<_> = lines.iter().filter_map(|line| line.ours.as_ref()).flat_map(|ours| &ours.rows).map(|row| row.id).collect();
        ids.sort_unstable();
        prop_assert_eq!(ids, rows.iter().map(|row| row.id).collect::<Vec<_>>());
        let mut numbers: Vec<_> = lines.iter().filter_map(|line| line.rsz.as_ref()).map(|period| period.id).collect();
        numbers.sort_unstable();
        prop_assert_eq!(numbers, rsz.iter().map(|period| period.id).collect::<Vec<_>>());
    }

    #[test]
    fn three_sides_that_are_the_same_have_no_difference(all in employments()) {
        let list = wishes(&all);
        let periods: Vec<Period> = (1..).zip(&all).map(|(number, one)| period(number, *one)).collect();
        let rows: Vec<QueueRow> = (1..).zip(&all).map(|(id, one)| row(id, StateKind::Accepted, Some(id.unsigned_abs()), *one)).collect();
        for planned in [None, Some(&list[..])] {
            let found = classes(planned, &rows, &periods, &periods);
            prop_assert_eq!(found, vec![Class::Same; all.len()]);
        }
    }
}
