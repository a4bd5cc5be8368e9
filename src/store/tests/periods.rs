//! The periods that our own declarations left, and the employers that were declared for.

use jiff::civil::{date, time};

use super::*;
use crate::domain::draft::Field;
use crate::domain::validate::KnownPeriod;

on_every_store! {
    accepted_declarations_make_and_change_periods
    a_message_tells_what_a_draft_would
    only_accepted_declarations_of_that_worker_count
    employers_are_offered_once_the_latest_used_first
}

const FIRST: u64 = 800_000_000_179;
const SSIN: &str = "85073099734";

fn entry(name: u8) -> NewSubmission {
    NewSubmission {
        ssin: SSIN.parse().ok(),
        draft: Draft::new(Kind::In)
            .with(Field::EnterpriseNumber, "0999.999.922")
            .with(Field::Ssin, SSIN)
            .with(Field::StartDate, "2/11/2026")
            .with(Field::EndDate, "2026-12-31")
            .with(Field::StartHour, "8:00")
            .with(Field::PlannedHours, "40")
            .with(Field::WorkerType, "flx")
            .with(Field::JointCommittee, "302"),
        ..new(name)
    }
}

fn of_period(name: u8, kind: Kind, fields: &[(Field, &str)]) -> NewSubmission {
    let mut draft = Draft::new(kind);
    for (field, text) in fields {
        draft.set(*field, *text);
    }
    NewSubmission {
        kind,
        period: Some(PeriodId::from_answer(FIRST)),
        draft,
        ..new(name)
    }
}

fn created() -> KnownPeriod {
    KnownPeriod {
        employer: "0999999922".parse().ok(),
        ssin: SSIN.parse().ok(),
        start: date(2026, 11, 2),
        end: Some(date(2026, 12, 31)),
        worker_type: Some("FLX".to_owned()),
        joint_committee: Some("302".to_owned()),
        hours: crate::domain::declaration::Hours {
            start: Some(time(8, 0, 0, 0)),
            end: None,
        },
        planned_hours: Some(40),
        cancelled: false,
        locked: false,
    }
}

async fn accepted_declarations_make_and_change_periods<S: Bed>(_: Home<S>) {
    use Field as F;
    let open = KnownPeriod {
        end: None,
        ..created()
    };
    for (name, changes, expected) in [
        ("nothing more", vec![], created()),
        (
            "a refused change changes nothing",
            vec![("B", of_period(2, Kind::Cancel, &[]))],
            created(),
        ),
        (
            "an OUT",
            vec![("W", of_period(2, Kind::Out, &[(F::EndDate, "2026-11-20")]))],
            KnownPeriod {
                end: Some(date(2026, 11, 20)),
                ..created()
            },
        ),
        (
            "an UPDATE of some fields",
            vec![(
                "A",
                of_period(
                    2,
                    Kind::Update,
                    &[(F::StartDate, "2026-11-01"), (F::PlannedHours, "12")],
                ),
            )],
            KnownPeriod {
                start: date(2026, 11, 1),
                planned_hours: Some(12),
                ..created()
            },
        ),
        (
            "an UPDATE that opens it",
            vec![(
                "A",
                of_period(2, Kind::Update, &[(F::EndDate, "9999-12-31")]),
            )],
            open,
        ),
        (
            "an OUT, then a CANCEL",
            vec![
                ("A", of_period(2, Kind::Out, &[(F::EndDate, "2026-11-20")])),
                ("A", of_period(3, Kind::Cancel, &[])),
            ],
            KnownPeriod {
                end: Some(date(2026, 11, 20)),
                cancelled: true,
                ..created()
            },
        ),
    ] {
        let Some(home) = S::home() else { return };
        let lease = home.lease().await;
        home.ended(entry(1), lease.epoch, (101, "A", Some(FIRST)))
            .await;
        for (declaration, (letter, change)) in (102..).zip(changes) {
            home.ended(change, lease.epoch, (declaration, letter, None))
                .await;
        }
        let own = home.store.own_periods(SSIN.parse().expect("synthetic"));
        let own = own.await.expect("read");
        let id = PeriodId::from_answer(FIRST);
        let known = expected;
        assert_eq!(own, [Period { id, known }], "{name}");
    }
}

async fn a_message_tells_what_a_draft_would<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    let sent = NewSubmission {
        payload: r#"{"employer":{"enterpriseNumber":"0999999922"},"worker":{"ssin":"85073099734"},
            "dimonaIn":{"startDate":"2026-11-02","endDate":"2026-12-31","startHour":"0800","plannedHoursNumber":40,
            "features":{"workerType":"FLX","jointCommissionNumber":"302"}}}"#
            .to_owned(),
        ..entry(1)
    };
    home.ended(sent, lease.epoch, (101, "A", Some(FIRST))).await;
    // As before this version.
    S::execute(&home, "UPDATE body SET draft = NULL");
    let own = home.store.own_periods(SSIN.parse().expect("synthetic"));
    let own = own.await.expect("read");
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].known, created());
}

async fn only_accepted_declarations_of_that_worker_count<S: Bed>(home: Home<S>) {
    let lease = home.lease().await;
    home.put(entry(1)).await;
    home.ended(entry(2), lease.epoch, (102, "B", Some(FIRST)))
        .await;
    let other = NewSubmission {
        ssin: "92041599827".parse().ok(),
        ..entry(3)
    };
    home.ended(other, lease.epoch, (103, "A", Some(FIRST + 1)))
        .await;
    let own = home.store.own_periods(SSIN.parse().expect("synthetic"));
    assert_eq!(own.await.expect("read"), []);
}

async fn employers_are_offered_once_the_latest_used_first<S: Bed>(home: Home<S>) {
    let used = ["0999.999.922", "0999.999.823", "0999.999.922", "9999901-68"];
    assert_eq!(home.store.employers(10).await.expect("read"), [""; 0]);
    for (name, employer) in (1..).zip(used) {
        let new = NewSubmission {
            employer: Some(employer.to_owned()),
            ..new(name)
        };
        home.put(new).await;
    }
    let nobody = NewSubmission {
        employer: None,
        ..new(9)
    };
    home.put(nobody).await;
    let found = home.store.employers(10).await.expect("read");
    assert_eq!(found, ["9999901-68", "0999.999.922", "0999.999.823"]);
    assert_eq!(home.store.employers(1).await.expect("read"), ["9999901-68"]);
}
