//! Whether the NSSO has already what a declaration wanted.

use super::{Case, day};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{PeriodId, Ssin};
use crate::domain::validate::{self, KnownPeriod, Period};

/// The one of these periods that is as the declaration wanted it.
pub fn wanted_state(case: &Case, periods: &[Period]) -> Option<PeriodId> {
    let draft = &case.draft;
    let quoted = PeriodId::parse(draft.get(Field::PeriodId)).ok();
    let is_wanted = |period: &&Period| {
        let known = &period.known;
        let quoted = quoted == Some(period.id);
        match draft.kind {
            Kind::In => !known.cancelled && is_entry(draft, known),
            Kind::Out => quoted && !known.cancelled && ends_as(draft, known),
            Kind::Update => quoted && !known.cancelled && is_updated(draft, known),
            Kind::Cancel => quoted && known.cancelled,
        }
    };
    periods.iter().find(is_wanted).map(|period| period.id)
}

/// The same worker type, committee, days and hours, as far as both sides know them.
fn is_entry(draft: &Draft, known: &KnownPeriod) -> bool {
    let text = |field, theirs: &Option<String>| {
        let ours = draft.get(field);
        theirs
            .as_deref()
            .is_none_or(|theirs| ours.eq_ignore_ascii_case(theirs))
    };
    let same_worker = match (Ssin::parse(draft.get(Field::Ssin)), known.ssin) {
        (Ok(ours), Some(theirs)) => ours == theirs,
        _ => true,
    };
    let starts = day(draft, Field::StartDate) == Some(known.start);
    let ends = if draft.get(Field::EndDate).is_empty() {
        known.end.is_none()
    } else {
        day(draft, Field::EndDate) == known.end
    };
    same_worker
        && known.worker_type.is_some()
        && text(Field::WorkerType, &known.worker_type)
        && text(Field::JointCommittee, &known.joint_committee)
        && starts
        && ends
        && hours_agree(draft, known)
}

/// Hours that both sides know are the same.
fn hours_agree(draft: &Draft, known: &KnownPeriod) -> bool {
    [
        (Field::StartHour, known.hours.start),
        (Field::EndHour, known.hours.end),
    ]
    .into_iter()
    .all(
        |(field, theirs)| match validate::read_hour(draft.get(field)) {
            Ok(ours) => theirs.is_none_or(|theirs| theirs == ours),
            Err(_) => true,
        },
    )
}

/// `9999-12-31` wants no end.
fn ends_as(draft: &Draft, known: &KnownPeriod) -> bool {
    match day(draft, Field::EndDate) {
        Some(end) if end == validate::NO_END => known.end.is_none(),
        end => end.is_some() && end == known.end,
    }
}

/// Everything that the UPDATE names is so already.
fn is_updated(draft: &Draft, known: &KnownPeriod) -> bool {
    let given = |field| !draft.get(field).is_empty();
    let changes = [
        Field::StartDate,
        Field::EndDate,
        Field::StartHour,
        Field::EndHour,
        Field::PlannedHours,
    ];
    let same = |field| match field {
        Field::StartDate => day(draft, field) == Some(known.start),
        Field::EndDate => ends_as(draft, known),
        Field::StartHour => {
            known.hours.start.is_some()
                && validate::read_hour(draft.get(field)).ok() == known.hours.start
        }
        Field::EndHour => {
            known.hours.end.is_some()
                && validate::read_hour(draft.get(field)).ok() == known.hours.end
        }
        _ => {
            known.planned_hours.is_some()
                && validate::read_planned_hours(draft.get(field)).ok() == known.planned_hours
        }
    };
    let mut named = changes.into_iter().filter(|&field| given(field)).peekable();
    named.peek().is_some() && named.all(same)
}
