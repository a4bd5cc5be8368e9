//! The rules of OUT and UPDATE (dimona 2.4, R02, R03, R06, R11, R37 to R43, R45 to R47).

use jiff::civil::Date;

use super::super::message::Change;
use super::super::period::{Period, Terms};
use super::super::personnel::Personnel;
use super::{Effect, Judgement};

/// In an UPDATE: take the end date away (R03, R41).
const REOPEN: Date = jiff::civil::date(9999, 12, 31);

pub(super) fn judge_out(period: &Period, end: Date, today: Date) -> Judgement {
    if period.terms.end.is_some() {
        return super::refused("00913-356");
    }
    if !super::may_end_on(end, today) {
        return super::refused("00911-008");
    }
    let terms = Terms {
        end: Some(end),
        ..period.terms
    };
    Judgement {
        codes: super::check_terms(&terms, &period.features, true),
        effect: Effect::Replace(terms),
        ..Judgement::default()
    }
}

pub(super) fn judge_update(
    personnel: &Personnel,
    period: &Period,
    change: &Change,
    today: Date,
) -> Judgement {
    if *change == Change::default() {
        return super::refused("90378-360");
    }
    let terms = changed_terms(period, change);
    let mut codes = check_moves(period, change, &terms, today);
    codes.extend(super::check_terms(&terms, &period.features, true));
    if !codes.is_empty() {
        return Judgement {
            codes,
            ..Judgement::default()
        };
    }
    if terms == period.terms {
        return super::refused("90378-444");
    }
    let subject = (&terms, &period.features);
    let (employer, ssin) = (period.employer, &period.ssin);
    codes.extend(super::check_employer(personnel, employer, &terms, true));
    codes.extend(super::check_overlap(
        personnel,
        employer,
        ssin,
        subject,
        Some(period.id),
    ));
    codes.extend(super::check_rights(personnel, ssin, subject, Some(period)));
    let earlier = terms.start < period.terms.start;
    if earlier && terms.start < today && personnel.scenario.rules.late {
        codes.push("90378-460".into());
    }
    Judgement {
        codes,
        effect: Effect::Replace(terms),
        ..Judgement::default()
    }
}

/// An hour changes together with its date (R37).
fn has_lone_hour(change: &Change) -> bool {
    let lone_start = change.start_hour.is_some() && change.start.is_none();
    let lone_end = change.end_hour.is_some() && change.end.is_none();
    lone_start || lone_end
}

/// What is given replaces; an end date that is not given is removed where none is due (rsz-rest A-22).
fn changed_terms(period: &Period, change: &Change) -> Terms {
    let old = period.terms;
    // Hours and planned hours alone do not speak of dates, so they drop none.
    let keeps_end = super::needs_end(&period.features) || old.has_hours() || change.start.is_none();
    let end = match change.end {
        Some(REOPEN) => None,
        Some(end) => Some(end),
        None if keeps_end => old.end,
        None => None,
    };
    Terms {
        start: change.start.unwrap_or(old.start),
        end,
        start_hour: change.start_hour.or(old.start_hour),
        end_hour: change.end_hour.or(old.end_hour),
        planned: change.planned.or(old.planned),
    }
}

/// What an UPDATE may not do at all.
fn check_moves(period: &Period, change: &Change, terms: &Terms, today: Date) -> Vec<super::Code> {
    let mut codes: Vec<super::Code> = Vec::new();
    let old = period.terms;
    let worker_type = &*period.features.worker_type;
    if worker_type == "STU" && terms.start != old.start {
        codes.push("00910-005".into());
    } else if terms.start > old.start {
        codes.push("00910-344".into());
    } else if !super::may_start_on(terms.start, today) {
        codes.push("00910-008".into());
    }
    match (old.end, change.end) {
        (_, Some(REOPEN)) if super::needs_end(&period.features) => codes.push("00913-368".into()),
        (None, Some(end)) if end != REOPEN => codes.push("00913-359".into()),
        (_, Some(end)) if end != REOPEN && !super::may_end_on(end, today) => {
            codes.push("00911-008".into());
        }
        (Some(old_end), Some(end)) if worker_type == "FLX" && end > old_end => {
            codes.push("00911-344".into());
        }
        _ => {}
    }
    let hours_allowed = match worker_type {
        "EXT" => true,
        "FLX" => old.has_hours(),
        _ => false,
    };
    if hours_allowed && has_lone_hour(change) {
        codes.push("90378-361".into());
    }
    if change.start_hour.is_some() && !hours_allowed {
        codes.push("00777-005".into());
    }
    if change.end_hour.is_some() && !hours_allowed {
        codes.push("00778-005".into());
    }
    match change.planned {
        Some(_) if !super::has_planned_hours(worker_type) => codes.push("01135-005".into()),
        Some(hours) if hours > 999 => codes.push("01135-003".into()),
        _ => {}
    }
    codes
}
