//! The rules of an IN (dimona 2.4, R01 to R36, R43, R45 to R47), as far as the REST message has the fields.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::anomalies::Code;
use super::super::message::Entry;
use super::super::period::{Features, Terms, quarter_start};
use super::super::personnel::Personnel;
use super::{Effect, Judgement};

pub(super) fn judge(
    personnel: &Personnel,
    entry: &Entry,
    employer: usize,
    ssin: Option<&str>,
    today: Date,
) -> Judgement {
    let (terms, features) = (&entry.terms, &entry.features);
    let late = terms.start < today;
    let mut codes = entry.misfits.clone();
    codes.extend(check_features(features, terms.start));
    codes.extend(check_dates(terms, features, today));
    codes.extend(check_hours(terms, features));
    codes.extend(super::check_terms(terms, features, false));
    codes.extend(super::check_employer(personnel, employer, terms, false));
    if !personnel.scenario.employers[employer].may_use(&features.worker_type) {
        codes.push("00655-350".into());
    }
    if entry.has_place_of_work && &*features.worker_type != "STU" {
        codes.push("00776-005".into());
    }
    match ssin {
        None if &*features.worker_type == "EXT" => codes.push("00024-001".into()),
        None => {}
        Some(ssin) => {
            let subject = (terms, features);
            codes.extend(super::check_overlap(
                personnel, employer, ssin, subject, None,
            ));
            codes.extend(check_days_in_a_row(
                personnel, employer, ssin, terms, features,
            ));
            codes.extend(super::check_rights(personnel, ssin, subject, None));
        }
    }
    if late && personnel.scenario.rules.late {
        codes.push("90373-460".into());
    }
    Judgement {
        codes,
        effect: Effect::Open { late },
        ..Judgement::default()
    }
}

/// Worker type and joint commission, alone and together (R13, R27, R29).
fn check_features(features: &Features, start: Date) -> Vec<Code> {
    const COMMISSIONS: [&str; 9] = [
        "124", "140", "144", "145", "149", "302", "320", "322", "XXX",
    ];
    let mut codes: Vec<Code> = Vec::new();
    if !is_worker_type(&features.worker_type, start) {
        codes.push("00655-003".into());
    }
    if !COMMISSIONS.contains(&&*features.commission) {
        codes.push("00046-003".into());
    }
    let together = match (&*features.worker_type, &*features.commission) {
        ("EXT", commission) => matches!(commission, "144" | "145" | "302" | "320" | "322"),
        ("BCW", commission) => matches!(commission, "124" | "322"),
        ("RTA", commission) => commission == "124",
        // Ordinary staff of these sectors go under XXX.
        ("OTH", commission) => !matches!(commission, "144" | "145" | "302"),
        (_, commission) => commission != "302",
    };
    if !together {
        codes.push("90374-349".into());
    }
    codes
}

fn is_worker_type(code: &str, start: Date) -> bool {
    match code {
        "OTH" | "STU" | "EXT" | "FLX" | "BCW" | "DWD" | "IVT" | "TRI" | "STG" | "RTA" | "PMP" => {
            true
        }
        "ALT" => start >= jiff::civil::date(2023, 9, 1),
        "O17" | "S17" | "T17" => start.year() >= 2022,
        "A17" | "TEA" => start.year() <= 2021,
        "QUA" => start.year() <= 2022,
        "STX" => start.year() <= 2013,
        _ => false,
    }
}

/// Allowed windows and the duty of an end date (R02 to R12).
fn check_dates(terms: &Terms, features: &Features, today: Date) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let worker_type = &*features.worker_type;
    let too_early_to_tell = match worker_type {
        "FLX" => today < days_before(quarter_start(terms.start), 31),
        // R12 has two readings: from the work on, as here, or from its quarter on. This is the
        // stricter one, so what passes here passes under both.
        "O17" | "S17" | "T17" => today < days_before(terms.start, 15),
        _ => false,
    };
    if !super::may_start_on(terms.start, today) || too_early_to_tell {
        codes.push("00910-008".into());
    }
    match terms.end {
        None if super::needs_end(features) => codes.push("00911-001".into()),
        None => {}
        Some(end) => {
            let window = super::may_end_on(end, today);
            let by_the_day = worker_type == "EXT" && has_day_lump_sum(features);
            let of_one_day = matches!(worker_type, "T17" | "A17" | "QUA")
                || (by_the_day && terms.end_hour.is_none());
            let one_day = !of_one_day || end == terms.start;
            // Read from R10: hours make a flexi-job one of a single day, midnight included.
            let flexi_day = worker_type != "FLX"
                || !terms.has_hours()
                || end <= terms.start.checked_add(1.day()).unwrap_or(Date::MAX);
            if !(window && one_day && flexi_day) {
                codes.push("00911-008".into());
            }
        }
    }
    codes
}

/// Hours of the day and planned hours (R10, R14, R15, R19, R20).
fn check_hours(terms: &Terms, features: &Features) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let worker_type = &*features.worker_type;
    match terms.planned {
        None if super::has_planned_hours(worker_type) => codes.push("01135-001".into()),
        Some(hours) if super::has_planned_hours(worker_type) && hours > 999 => {
            codes.push("01135-003".into());
        }
        Some(_) if !super::has_planned_hours(worker_type) => codes.push("01135-005".into()),
        _ => {}
    }
    let (start_needed, end_needed) = match worker_type {
        "EXT" => (true, !has_day_lump_sum(features)),
        "FLX" => {
            let by_day = terms.has_hours() || terms.end == Some(terms.start);
            (by_day, by_day)
        }
        _ => (false, false),
    };
    let allowed = matches!(worker_type, "EXT" | "FLX");
    let hours = [
        (terms.start_hour, start_needed, "00777-001", "00777-005"),
        (terms.end_hour, end_needed, "00778-001", "00778-005"),
    ];
    for (hour, needed, missing, superfluous) in hours {
        match hour {
            None if needed => codes.push(missing.into()),
            Some(_) if !allowed => codes.push(superfluous.into()),
            _ => {}
        }
    }
    codes
}

/// In hospitality occasional work may be declared by the day, without end hour.
fn has_day_lump_sum(features: &Features) -> bool {
    &*features.commission == "302"
}

/// Occasional workers: at most two days in a row for one employer (R18); agency work is exempt.
fn check_days_in_a_row(
    personnel: &Personnel,
    employer: usize,
    ssin: &str,
    terms: &Terms,
    features: &Features,
) -> Option<Code> {
    let counts =
        |features: &Features| &*features.worker_type == "EXT" && &*features.commission != "322";
    if !counts(features) {
        return None;
    }
    let works = |day: Date| {
        personnel.of_worker(ssin).any(|period| {
            !period.cancelled
                && period.employer == employer
                && counts(&period.features)
                && period.terms.start == day
        })
    };
    let neighbour = |days: i64| terms.start.checked_add(days.days()).is_ok_and(works);
    let before = (1..=2_i64).take_while(|days| neighbour(-days)).count();
    let after = (1..=2_i64).take_while(|days| neighbour(*days)).count();
    (before + after >= 2).then(|| "00910-459".into())
}

fn days_before(date: Date, days: i64) -> Date {
    date.checked_sub(days.days()).unwrap_or(Date::MIN)
}
