//! The rules of OUT, UPDATE and CANCEL.

use super::*;
use crate::domain::declaration::Body;
use crate::domain::ids::Reference;

fn change(kind: Kind) -> Draft {
    Draft::new(kind).with(Field::PeriodId, "100000000135")
}

#[test]
fn out() {
    run(vec![
        (
            "closes a period",
            change(Kind::Out).with(Field::EndDate, "2026-11-30"),
            vec![],
        ),
        (
            "R06 without end date",
            change(Kind::Out),
            vec![error(Field::EndDate, "00911-001")],
        ),
        (
            "an OUT cannot reopen",
            change(Kind::Out).with(Field::EndDate, "9999-12-31"),
            vec![refusal(Field::EndDate, "00911-008")],
        ),
        (
            "without period",
            Draft::new(Kind::Out).with(Field::EndDate, "2026-11-30"),
            vec![error(Field::PeriodId, "00913-001")],
        ),
        (
            "never takes a start date or features",
            change(Kind::Out)
                .with(Field::EndDate, "2026-11-30")
                .with(Field::StartDate, "2026-11-01")
                .with(Field::WorkerType, "OTH"),
            vec![
                refusal(Field::StartDate, "00910-005"),
                refusal(Field::WorkerType, "00655-005"),
            ],
        ),
    ]);
}

#[test]
fn update() {
    run(vec![
        (
            "moves the end",
            change(Kind::Update).with(Field::EndDate, "2026-12-31"),
            vec![],
        ),
        (
            "R03 reopens",
            change(Kind::Update).with(Field::EndDate, "9999-12-31"),
            vec![],
        ),
        (
            "R04 end before start",
            change(Kind::Update)
                .with(Field::StartDate, "2026-12-02")
                .with(Field::EndDate, "2026-12-01"),
            vec![refusal(Field::EndDate, "00911-014")],
        ),
        (
            "R17 longer than 24 hours",
            change(Kind::Update)
                .with(Field::StartDate, "2026-12-01")
                .with(Field::StartHour, "0900")
                .with(Field::EndDate, "2026-12-02")
                .with(Field::EndHour, "0901"),
            vec![refusal(Field::EndDate, "90378-341")],
        ),
        (
            "R37 nothing changes",
            change(Kind::Update),
            vec![refusal(Field::EndDate, "90378-360")],
        ),
        (
            "R37 an hour without its date",
            change(Kind::Update).with(Field::EndHour, "1700"),
            vec![refusal(Field::EndDate, "90378-361")],
        ),
        (
            "R37 only planned hours",
            change(Kind::Update).with(Field::PlannedHours, "80"),
            vec![advice(Field::EndDate)],
        ),
        (
            "an end that may vanish",
            change(Kind::Update).with(Field::StartDate, "2026-12-01"),
            vec![advice(Field::EndDate)],
        ),
        (
            "an UPDATE never takes a committee",
            change(Kind::Update)
                .with(Field::EndDate, "2026-12-31")
                .with(Field::JointCommittee, "XXX"),
            vec![refusal(Field::JointCommittee, "00046-005")],
        ),
    ]);
}

#[test]
fn cancel() {
    run(vec![
        ("withdraws a period", change(Kind::Cancel), vec![]),
        (
            "never takes a date",
            change(Kind::Cancel).with(Field::EndDate, "2026-12-31"),
            vec![refusal(Field::EndDate, "00911-005")],
        ),
        (
            "a period number of eleven digits",
            Draft::new(Kind::Cancel).with(Field::PeriodId, "10000000013"),
            vec![error(Field::PeriodId, "00913-003")],
        ),
        (
            "an unusual check pair",
            Draft::new(Kind::Cancel).with(Field::PeriodId, "100000000136"),
            vec![advice(Field::PeriodId)],
        ),
    ]);
}

#[test]
fn an_in_never_takes_a_period_number() {
    let draft = dated("OTH", "2026-12-01", "").with(Field::PeriodId, "100000000135");
    assert_eq!(found(&draft), vec![refusal(Field::PeriodId, "00913-005")]);
}

#[test]
fn whom_a_change_is_about_is_kept_for_showing() {
    let draft = change(Kind::Cancel)
        .with(Field::Reference, "week 48")
        .with(Field::EnterpriseNumber, "0999999922")
        .with(Field::Ssin, "85073099734")
        .with(Field::FamilyName, "Testmans")
        .with(Field::GivenName, "Alex");
    let verdict = check(&draft);
    assert_eq!(verdict.findings, vec![]);
    let declaration = verdict.declaration.expect("valid");
    assert!(matches!(declaration.body, Body::Cancel { .. }));
    assert_eq!(
        declaration.reference.as_ref().map(Reference::as_str),
        Some("week 48")
    );
    assert_eq!(
        declaration.employer().map(|employer| employer.to_string()),
        Some("0999.999.922".to_owned())
    );
    assert!(declaration.ssin().is_some());
    assert_eq!(
        declaration.name().map(|name| name.family.as_str()),
        Some("Testmans")
    );
}
