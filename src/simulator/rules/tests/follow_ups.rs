//! OUT, UPDATE and CANCEL, by the period that they name.

use super::*;

#[test]
fn outs_and_cancels_are_judged_by_their_period() {
    let cases = [
        (
            "Out",
            OPEN,
            "endDate=2026-11-30",
            "",
            "OUT of an open period",
        ),
        (
            "Out",
            OPEN,
            "endDate=2024-01-31",
            "00911-014",
            "OUT before the start",
        ),
        (
            "Out",
            CLOSED,
            "endDate=2025-11-30",
            "00913-356",
            "OUT of a closed period",
        ),
        (
            "Out",
            800_000_000_785,
            "endDate=2026-11-30",
            "00913-354",
            "OUT of an unknown period",
        ),
        (
            "Cancel",
            80_000_000_017,
            "",
            "00913-003",
            "a number of eleven digits",
        ),
        (
            "Out",
            OPEN,
            "endDate=2036-01-01",
            "00911-008",
            "OUT ten years ahead",
        ),
        (
            "Out",
            OPEN,
            "endDate=2035-12-31",
            "",
            "OUT nine years ahead",
        ),
        (
            "Out",
            LOCKED,
            "endDate=2026-11-30",
            "00913-362",
            "OUT of a locked period",
        ),
        (
            "Out",
            CANCELLED,
            "endDate=2026-11-30",
            "00913-355",
            "OUT of a cancelled period",
        ),
        ("Cancel", FLEXI, "", "", "CANCEL"),
        (
            "Cancel",
            LOCKED,
            "",
            "00913-362",
            "CANCEL of a locked period",
        ),
        (
            "Cancel",
            CANCELLED,
            "",
            "00913-355",
            "CANCEL of a cancelled period",
        ),
    ];
    let personnel = personnel();
    for (kind, period, changes, expected, name) in cases {
        let codes = codes_of(&personnel, &follow_up(kind, period, changes));
        assert_eq!(codes.join(" "), expected, "{name}");
    }
}

#[test]
fn updates_are_judged_by_their_period() {
    let cases = [
        (CLOSED, "", "90378-360", "nothing said"),
        (
            CLOSED,
            "startDate=2025-01-06 endDate=2025-12-19",
            "90378-444",
            "nothing changed",
        ),
        (CLOSED, "endDate=9999-12-31", "", "reopened"),
        (
            CLOSED,
            "startDate=2025-01-07 endDate=2025-12-19",
            "00910-344",
            "postponed",
        ),
        (
            CLOSED,
            "startHour=0800",
            "00777-005",
            "an ordinary period with hours",
        ),
        (
            CLOSED,
            "plannedHoursNumber=8",
            "01135-005",
            "an ordinary period with planned hours",
        ),
        (
            OPEN,
            "endDate=2026-11-30",
            "00913-359",
            "an open period closed",
        ),
    ];
    judged(&cases);
}

#[test]
fn updates_of_students_and_flexi_jobs_have_rules_of_their_own() {
    let cases = [
        (
            STUDENT,
            "endDate=9999-12-31",
            "00913-368",
            "a student reopened",
        ),
        (
            STUDENT,
            "startDate=2026-09-30",
            "00910-005 90378-421",
            "a student's start moved",
        ),
        (
            STUDENT,
            "plannedHoursNumber=80",
            "",
            "a student's hours raised",
        ),
        (
            STUDENT,
            "plannedHoursNumber=101",
            "90017-369",
            "a student's hours over the quota",
        ),
        (
            STUDENT,
            "endDate=2027-01-02",
            "90378-421",
            "a student in two quarters",
        ),
        (
            STUDENT,
            "startDate=2026-10-02",
            "00910-005",
            "a student's start moved later",
        ),
        (
            FLEXI,
            "endDate=2026-09-05",
            "00911-344 90378-341",
            "a flexi-job's end moved later",
        ),
        (
            FLEXI,
            "startDate=2026-09-03",
            "90378-341",
            "a flexi-job of more than a day",
        ),
        (
            FLEXI,
            "endDate=2026-09-04 endHour=2330",
            "",
            "a flexi-job's hours changed",
        ),
        (FLEXI, "endHour=2330", "90378-361", "an end hour alone"),
        (FLEXI, "startHour=1600", "90378-361", "a start hour alone"),
        (LOCKED, "endDate=2025-05-31", "00913-362", "a locked period"),
        (
            CLOSED,
            "startDate=1919-12-31 endDate=2025-12-19",
            "00910-008",
            "a start before the window",
        ),
        (
            CLOSED,
            "endDate=2036-01-01",
            "00911-008",
            "an end ten years ahead",
        ),
    ];
    judged(&cases);
}

/// Holds updates, each with its period and what is expected, against the default scenario.
fn judged(cases: &[(u64, &str, &str, &str)]) {
    let personnel = personnel();
    for (period, changes, expected, name) in cases {
        let codes = codes_of(&personnel, &follow_up("Update", *period, changes));
        assert_eq!(codes.join(" "), *expected, "{name}");
    }
}

#[test]
fn an_update_without_end_date_removes_it_where_none_is_due() {
    let personnel = personnel();
    let effect = |period: u64, start: &str| {
        let body = json!({ "dimonaUpdate": { "periodId": period, "startDate": start } });
        let message = Message::parse(&body, Strictness::default()).expect("it fits");
        judge_follow_up(&personnel, &message, TODAY).effect
    };
    let Effect::Replace(terms) = effect(CLOSED, "2025-01-06") else {
        panic!("new terms were expected");
    };
    assert_eq!(terms.end, None);
    assert_eq!(
        effect(STUDENT, "2026-10-01"),
        Effect::None,
        "a student keeps the end"
    );
}
