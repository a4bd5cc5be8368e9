//! The rules of an IN.

use super::*;

fn flexi(start: &str, from: &str, end: &str, to: &str) -> Draft {
    dated("FLX", start, end)
        .with(Field::StartHour, from)
        .with(Field::EndHour, to)
}

fn occasional(committee: &str) -> Draft {
    dated("EXT", "2026-12-01", "2026-12-01")
        .with(Field::StartHour, "0900")
        .with(Field::EndHour, "1700")
        .with(Field::JointCommittee, committee)
}

fn agency() -> Draft {
    dated("OTH", "2026-12-01", "2026-12-31")
        .with(Field::JointCommittee, "322")
        .with(Field::UserEnterpriseNumber, "0123.456.749")
        .with(Field::UserJointCommittee, "XXX")
}

fn student() -> Draft {
    dated("STU", "2026-12-01", "2026-12-31").with(Field::PlannedHours, "60")
}

#[test]
fn what_is_right_is_not_remarked() {
    run(vec![
        (
            "ordinary worker, open end",
            dated("OTH", "2026-12-01", ""),
            vec![],
        ),
        (
            "ordinary worker, today",
            dated("oth", "22/11/2026", "2026-12-31"),
            vec![],
        ),
        ("student in one quarter", student(), vec![]),
        (
            "flexi-job on one day",
            flexi("2026-12-01", "1700", "2026-12-01", "22:30"),
            vec![],
        ),
        (
            "flexi-job past midnight",
            flexi("2026-12-01", "1700", "2026-12-02", "0100"),
            vec![],
        ),
        (
            "flexi-job by quarter",
            dated("FLX", "2026-12-01", "2026-12-31"),
            vec![],
        ),
        ("occasional worker in horeca", occasional("302"), vec![]),
        (
            "article 17 in one quarter",
            dated("O17", "2026-12-01", "2026-12-31").with(Field::PlannedHours, "8"),
            vec![],
        ),
        (
            "article 17 on one day",
            dated("T17", "2026-12-01", "2026-12-01"),
            vec![],
        ),
    ]);
}

#[test]
fn dates() {
    run(vec![
        (
            "R01 no start date",
            entry("OTH"),
            vec![error(Field::StartDate, "00910-001")],
        ),
        (
            "R02 start after the window",
            dated("OTH", "2036-01-01", ""),
            vec![refusal(Field::StartDate, "00910-008")],
        ),
        (
            "R02 last day of the window",
            dated("OTH", "2035-12-31", ""),
            vec![],
        ),
        (
            "R02 start before the window",
            dated("OTH", "1919-12-31", ""),
            vec![
                refusal(Field::StartDate, "00910-008"),
                warning(Field::StartDate, "90373-460"),
                advice(Field::StartDate),
            ],
        ),
        (
            "R03 end after the window",
            dated("OTH", "2026-12-01", "2036-01-01"),
            vec![refusal(Field::EndDate, "00911-008")],
        ),
        (
            "R03 an IN cannot reopen",
            dated("OTH", "2026-12-01", "9999-12-31"),
            vec![refusal(Field::EndDate, "00911-008")],
        ),
        (
            "R04 end before start",
            dated("OTH", "2026-12-02", "2026-12-01"),
            vec![refusal(Field::EndDate, "00911-014")],
        ),
        (
            "R05 the type needs an end",
            dated("STU", "2026-12-01", "").with(Field::PlannedHours, "60"),
            vec![refusal(Field::EndDate, "00911-001")],
        ),
        (
            "R05 agency work needs an end",
            agency().with(Field::EndDate, ""),
            vec![
                refusal(Field::EndDate, "00911-001"),
                advice(Field::UserEnterpriseNumber),
            ],
        ),
        (
            "R07 two quarters",
            dated("STU", "2026-12-01", "2027-01-02").with(Field::PlannedHours, "60"),
            vec![refusal(Field::EndDate, "90373-421")],
        ),
        (
            "R08 more than one day",
            dated("T17", "2026-12-01", "2026-12-02"),
            vec![refusal(Field::EndDate, "00911-008")],
        ),
        (
            "R09 more than 31 days before the quarter",
            flexi("2027-01-04", "0900", "2027-01-04", "1200"),
            vec![refusal(Field::StartDate, "00910-008")],
        ),
        (
            "R12 article 17 too far ahead",
            dated("T17", "2027-01-04", "2027-01-04"),
            vec![refusal(Field::StartDate, "00910-008")],
        ),
        (
            "R46 late",
            dated("OTH", "2026-11-21", ""),
            vec![warning(Field::StartDate, "90373-460")],
        ),
        (
            "a year that may be wrong",
            dated("OTH", "2025-11-21", ""),
            vec![
                warning(Field::StartDate, "90373-460"),
                advice(Field::StartDate),
            ],
        ),
    ]);
}

#[test]
fn a_flexi_job_may_be_declared_31_days_before_its_quarter() {
    let draft = flexi("2027-01-04", "0900", "2027-01-04", "1200");
    let on = |day| validate(&draft, &rules(), day).findings.len();
    assert_eq!(on(Date::constant(2026, 11, 30)), 1);
    assert_eq!(on(Date::constant(2026, 12, 1)), 0);
}

#[test]
fn hours() {
    let horeca_day = |end| {
        dated("EXT", "2026-12-01", end)
            .with(Field::StartHour, "0900")
            .with(Field::JointCommittee, "302")
    };
    run(vec![
        (
            "R10 one day without hours",
            dated("FLX", "2026-12-01", "2026-12-01"),
            vec![
                refusal(Field::StartHour, "00777-001"),
                refusal(Field::EndHour, "00778-001"),
            ],
        ),
        (
            "R10 hours over several days",
            flexi("2026-12-01", "0900", "2026-12-31", "1700"),
            vec![
                refusal(Field::EndDate, "90373-341"),
                refusal(Field::EndDate, "00911-008"),
            ],
        ),
        (
            "R10 hours without an end date",
            flexi("2026-12-01", "0900", "", "1700"),
            vec![refusal(Field::EndDate, "00911-008")],
        ),
        (
            "R10 neither hours nor end",
            dated("FLX", "2026-12-01", ""),
            vec![advice(Field::EndDate)],
        ),
        (
            "R14 occasional work without hours",
            dated("EXT", "2026-12-01", "2026-12-01").with(Field::JointCommittee, "144"),
            vec![
                refusal(Field::StartHour, "00777-001"),
                refusal(Field::EndHour, "00778-001"),
            ],
        ),
        (
            "R14 hours of an ordinary worker",
            dated("OTH", "2026-12-01", "")
                .with(Field::StartHour, "0900")
                .with(Field::EndHour, "1700"),
            vec![
                refusal(Field::StartHour, "00777-005"),
                refusal(Field::EndHour, "00778-005"),
            ],
        ),
        (
            "R15 a horeca day at the lump sum",
            horeca_day("2026-12-01"),
            vec![advice(Field::EndHour)],
        ),
        (
            "R08 a lump sum of two days",
            horeca_day("2026-12-02"),
            vec![refusal(Field::EndDate, "00911-008"), advice(Field::EndHour)],
        ),
        (
            "R16 end hour before start hour",
            flexi("2026-12-01", "1700", "2026-12-01", "0100"),
            vec![refusal(Field::EndHour, "00778-345")],
        ),
        (
            "R17 longer than 24 hours",
            occasional("302").with(Field::EndDate, "2026-12-02"),
            vec![refusal(Field::EndDate, "90373-341")],
        ),
    ]);
}

#[test]
fn planned_hours() {
    run(vec![
        (
            "R19 a student without",
            dated("STU", "2026-12-01", "2026-12-31"),
            vec![refusal(Field::PlannedHours, "01135-001")],
        ),
        (
            "R19 an ordinary worker with",
            dated("OTH", "2026-12-01", "").with(Field::PlannedHours, "8"),
            vec![refusal(Field::PlannedHours, "01135-005")],
        ),
        (
            "R20 none",
            student().with(Field::PlannedHours, "0"),
            vec![error(Field::PlannedHours, "01135-003")],
        ),
        (
            "R20 too many",
            student().with(Field::PlannedHours, "1000"),
            vec![error(Field::PlannedHours, "01135-003")],
        ),
        (
            "R20 not whole",
            student().with(Field::PlannedHours, "7,5"),
            vec![error(Field::PlannedHours, "01135-003")],
        ),
        (
            "more than thirteen a day",
            student()
                .with(Field::EndDate, "2026-12-02")
                .with(Field::PlannedHours, "27"),
            vec![advice(Field::PlannedHours)],
        ),
    ]);
}

#[test]
fn lists_and_pairs() {
    let with = |worker_type: &str, committee: &str| {
        dated(worker_type, "2026-12-01", "2026-12-31").with(Field::JointCommittee, committee)
    };
    run(vec![
        (
            "R13 an ended type",
            with("TEA", "XXX"),
            vec![refusal(Field::WorkerType, "00655-003")],
        ),
        (
            "R13 a type that did not exist yet",
            dated("ALT", "2023-08-31", ""),
            vec![
                warning(Field::StartDate, "90373-460"),
                advice(Field::StartDate),
                refusal(Field::WorkerType, "00655-003"),
            ],
        ),
        (
            "R13 an unknown type passes",
            with("NEW", "XXX"),
            vec![warning(Field::WorkerType, "00655-003")],
        ),
        (
            "R27 no committee",
            with("OTH", ""),
            vec![error(Field::JointCommittee, "00046-001")],
        ),
        (
            "R27 an unknown committee passes",
            with("OTH", "200"),
            vec![warning(Field::JointCommittee, "00046-003")],
        ),
        (
            "R29 occasional work elsewhere",
            occasional("XXX"),
            vec![refusal(Field::JointCommittee, "90374-349")],
        ),
        (
            "R29 construction elsewhere",
            with("BCW", "XXX"),
            vec![refusal(Field::JointCommittee, "90374-349")],
        ),
        (
            "R29 an ordinary worker of a farm, by our own table",
            with("STU", "144").with(Field::PlannedHours, "60"),
            vec![advice(Field::JointCommittee)],
        ),
        (
            "R29 construction",
            with("BCW", "124")
                .with(Field::CardFirstMonth, "123456789012")
                .with(Field::CardNextMonth, "123456789013"),
            vec![advice(Field::CardFirstMonth)],
        ),
        (
            "R29 a student in horeca, seen refused",
            student().with(Field::JointCommittee, "302"),
            vec![warning(Field::JointCommittee, "90374-349")],
        ),
        (
            "no type",
            with("", "XXX"),
            vec![error(Field::WorkerType, "00655-001")],
        ),
    ]);
}

#[test]
fn place_of_work() {
    let at = |draft: Draft| {
        draft
            .with(Field::WorkplaceName, "Brasserie Voorbeeld")
            .with(Field::WorkplaceStreet, "Proefstraat")
            .with(Field::WorkplaceHouseNumber, "7")
            .with(Field::WorkplacePostCode, "1000")
            .with(Field::WorkplaceMunicipalityCode, "21004")
            .with(Field::WorkplaceMunicipalityName, "Brussel")
            .with(Field::WorkplaceCountry, "150")
    };
    run(vec![
        ("R34 of a student", at(student()), vec![]),
        (
            "R34 of another",
            at(dated("OTH", "2026-12-01", "")),
            vec![refusal(Field::WorkplaceName, "00776-005")],
        ),
        (
            "R34 without street",
            at(student()).with(Field::WorkplaceStreet, ""),
            vec![error(Field::WorkplaceStreet, "00517-001")],
        ),
        (
            "a Belgian postcode of three digits",
            at(student()).with(Field::WorkplacePostCode, "100"),
            vec![refusal(Field::WorkplacePostCode, "00520-003")],
        ),
        (
            "a name that is too long",
            at(student()).with(Field::WorkplaceName, "x".repeat(97)),
            vec![refusal(Field::WorkplaceName, "00776-003")],
        ),
    ]);
}
