//! What a refused or unwanted declaration is followed by, and how that fares.

use super::*;

/// An UPDATE of a period.
fn update(period: u64, changes: &Value) -> Value {
    let mut block = changes.clone();
    block["periodId"] = json!(period);
    json!({ "dimonaUpdate": block })
}

fn cancel(period: u64) -> Value {
    json!({ "dimonaCancel": { "periodId": period } })
}

fn under(mut body: Value, commission: &str) -> Value {
    body["dimonaIn"]["features"]["jointCommissionNumber"] = json!(commission);
    body
}

impl Bench {
    /// An accepted flexi-job of an evening.
    fn evening(&mut self, ssin: &str, date: &str) -> u64 {
        let id = self.post(&flexi(ssin, date));
        self.wait(3);
        assert_eq!(self.result(id), "A");
        self.period_of(id).expect("a period")
    }
}

#[test]
fn a_flexi_job_under_302_is_refused_and_under_xxx_accepted_within_seconds() {
    let mut bench = Bench::new();
    let refused = bench.post(&under(flexi(ALEX, "2026-09-07"), "302"));
    bench.wait(3);
    assert_eq!(bench.result(refused), "B 90374-349");
    assert_eq!(bench.period_of(refused), None);
    let mended = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(3);
    assert_eq!(bench.result(mended), "A");
    assert_eq!(bench.result(refused), "B 90374-349", "it stays refused");
}

#[test]
fn the_in_after_a_cancel_waits_for_the_cancel() {
    let mut bench = Bench::new();
    let period = bench.evening(ALEX, "2026-09-07");
    let withdrawn = bench.post(&cancel(period));
    let too_soon = bench.post(&flexi(ALEX, "2026-09-07"));
    bench.wait(34);
    assert_eq!(bench.result(withdrawn), "404");
    assert_eq!(bench.result(too_soon), "B 90373-333");
    bench.wait(1);
    assert_eq!(bench.result(withdrawn), "A");
    let mut later = flexi(ALEX, "2026-09-07");
    later["dimonaIn"]["startHour"] = json!("1800");
    let id = bench.post(&later);
    bench.wait(3);
    assert_eq!(bench.result(id), "A");
    assert_ne!(bench.period_of(id), Some(period), "a new period");
    assert_eq!(bench.post_and_settle(&cancel(period)), "B 00913-355");
}

#[test]
fn a_period_in_force_stands_in_the_way_of_its_equal_and_of_what_overlaps() {
    let mut bench = Bench::new();
    bench.evening(ALEX, "2026-09-07");
    let mut overlapping = flexi(ALEX, "2026-09-07");
    overlapping["dimonaIn"]["endHour"] = json!("2300");
    let other_employer = {
        let mut body = flexi(ALEX, "2026-09-07");
        body["employer"]["enterpriseNumber"] = json!("0999999823");
        body
    };
    for (name, body, expected) in [
        ("equal", flexi(ALEX, "2026-09-07"), "B 90373-333"),
        ("overlapping", overlapping, "B 90373-334"),
        ("another day", flexi(ALEX, "2026-09-08"), "A"),
        ("another employer", other_employer, "A"),
    ] {
        assert_eq!(bench.post_and_settle(&body), expected, "{name}");
    }
}

#[test]
fn a_change_that_may_not_be_is_refused_and_leaves_the_period_as_it_was() {
    const STUDENT: u64 = 800_000_000_381;
    const CLOSED: u64 = 800_000_000_482;
    const LOCKED: u64 = 800_000_000_684;
    let mut bench = Bench::new();
    let evening = bench.evening(ALEX, "2026-09-07");
    let cases = [
        (
            "nothing new",
            update(CLOSED, &json!({ "endDate": "2025-12-19" })),
            "B 90378-444",
        ),
        (
            "an open period closed",
            update(OPEN, &json!({ "endDate": "2026-11-30" })),
            "B 00913-359",
        ),
        (
            "a flexi-job prolonged",
            update(
                evening,
                &json!({ "endDate": "2026-09-08", "endHour": "0100" }),
            ),
            "B 00911-344",
        ),
        (
            "the start of a student",
            update(STUDENT, &json!({ "startDate": "2026-10-02" })),
            "B 00910-005",
        ),
        (
            "a start moved later",
            update(CLOSED, &json!({ "startDate": "2025-01-07" })),
            "B 00910-344",
        ),
        (
            "an OUT of a closed period",
            json!({ "dimonaOut": { "periodId": CLOSED, "endDate": "2025-11-30" } }),
            "B 00913-356",
        ),
        (
            "a locked period changed",
            update(LOCKED, &json!({ "endDate": "2025-05-29" })),
            "B 00913-362",
        ),
        ("a locked period withdrawn", cancel(LOCKED), "B 00913-362"),
    ];
    let periods = [OPEN, STUDENT, CLOSED, LOCKED, evening];
    let terms = |bench: &Bench| {
        periods.map(|period| bench.world.personnel.period(period).map(|one| one.terms))
    };
    let before = terms(&bench);
    for (name, body, expected) in cases {
        assert_eq!(bench.post_and_settle(&body), expected, "{name}");
        assert_eq!(terms(&bench), before, "{name}");
    }
}

#[test]
fn what_may_be_changed_is_changed() {
    const STUDENT: u64 = 800_000_000_381;
    const CLOSED: u64 = 800_000_000_482;
    let mut bench = Bench::new();
    let cases = [
        (
            "prolonged",
            update(CLOSED, &json!({ "endDate": "2026-12-31" })),
        ),
        (
            "reopened",
            update(CLOSED, &json!({ "endDate": "9999-12-31" })),
        ),
        (
            "brought forward",
            update(OPEN, &json!({ "startDate": "2024-01-15" })),
        ),
        (
            "other hours planned",
            update(STUDENT, &json!({ "plannedHoursNumber": 80 })),
        ),
    ];
    for (name, body) in cases {
        assert_eq!(bench.post_and_settle(&body), "A", "{name}");
    }
}

#[test]
fn the_third_day_of_occasional_work_is_refused_until_one_is_withdrawn() {
    let day = |date: &str| {
        let block = json!({
            "startDate": date, "startHour": "1000", "endDate": date, "endHour": "1600",
        });
        entry(ALEX, "EXT", "302", &block)
    };
    let mut bench = Bench::new();
    let first = bench.post(&day("2026-09-07"));
    assert_eq!(bench.post_and_settle(&day("2026-09-08")), "A");
    assert_eq!(bench.post_and_settle(&day("2026-09-09")), "B 00910-459");
    let first = bench.period_of(first).expect("a period");
    assert_eq!(bench.post_and_settle(&cancel(first)), "A");
    assert_eq!(bench.post_and_settle(&day("2026-09-09")), "A");
}

#[test]
fn a_student_of_a_hotel_goes_under_xxx_and_hours_come_free_by_a_cancel() {
    let mut bench = Bench::new();
    assert_eq!(
        bench.post_and_settle(&under(student(40), "302")),
        "B 90374-349"
    );
    let id = bench.post(&student(40));
    bench.wait(3);
    assert_eq!(bench.result(id), "A", "refused hours do not count");
    let period = bench.period_of(id).expect("a period");
    assert_eq!(bench.post_and_settle(&cancel(period)), "A");
    assert_eq!(bench.post_and_settle(&student(40)), "A");
}

#[test]
fn article_17_beyond_its_quarter_is_refused() {
    let sport = |hours: u32| {
        let block = json!({
            "startDate": "2026-09-05", "endDate": "2026-09-30", "plannedHoursNumber": hours,
        });
        entry(ALEX, "S17", "XXX", &block)
    };
    let mut bench = Bench::new();
    assert_eq!(bench.post_and_settle(&sport(286)), "B 90017-369");
    assert_eq!(bench.post_and_settle(&sport(285)), "A");
}
