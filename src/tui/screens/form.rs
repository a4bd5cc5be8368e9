//! Which fields the form of each kind shows and which of them may not stay empty: read from the
//! rules by worker type and joint committee, never written down here.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::rules::{EndDate, HoursRule, JointCommittee, Rules, WorkerType};
use crate::domain::validate::read_date;

pub use super::form_choices::{choices, is_picked, step};

/// Fields of every IN, before those of the worker's identity.
const FIRST: [Field; 7] = [
    Field::WorkerType,
    Field::JointCommittee,
    Field::EnterpriseNumber,
    Field::NssoNumber,
    Field::Ssin,
    Field::FamilyName,
    Field::GivenName,
];

/// What identifies a worker without a number, beside the name (R21).
pub const IDENTITY: [Field; 13] = [
    Field::Initial,
    Field::BirthDate,
    Field::PlaceOfBirth,
    Field::CountryOfBirth,
    Field::Nationality,
    Field::Gender,
    Field::Street,
    Field::HouseNumber,
    Field::BoxNumber,
    Field::PostCode,
    Field::MunicipalityCode,
    Field::MunicipalityName,
    Field::Country,
];

/// Whether the field only serves to show and to look up with this kind.
pub fn is_about(kind: Kind, field: Field) -> bool {
    field == Field::Reference || (kind != Kind::In && Field::ABOUT.contains(&field))
}

/// The fields of this draft, from top to bottom, with those that are wanted also. A filled field
/// that the kind or the type does not want stays on show, so that its finding has a place to
/// stand.
pub fn fields(draft: &Draft, rules: &Rules, also: &BTreeSet<Field>) -> Vec<Field> {
    let stays = |field: Field| !draft.get(field).is_empty() || also.contains(&field);
    let wanted = match draft.kind {
        Kind::In => of_entry(draft, rules, stays),
        Kind::Out => own(&[Field::PeriodId, Field::EndDate]),
        Kind::Update => [own(&[Field::PeriodId]), own(&Field::CHANGES)].concat(),
        Kind::Cancel => own(&[Field::PeriodId]),
    };
    let mut fields: Vec<Field> = wanted
        .into_iter()
        .filter(|&(field, wanted)| wanted || stays(field))
        .map(|(field, _)| field)
        .collect();
    if draft.kind != Kind::In {
        fields.extend(Field::ABOUT);
    }
    let others: Vec<Field> = Field::ALL
        .iter()
        .copied()
        .filter(|field| *field != Field::Reference && !fields.contains(field) && stays(*field))
        .collect();
    fields.extend(others);
    fields.push(Field::Reference);
    fields
}

fn own(fields: &[Field]) -> Vec<(Field, bool)> {
    fields.iter().map(|&field| (field, true)).collect()
}

/// Every field of an IN, with whether its types and committees want it.
fn of_entry(draft: &Draft, rules: &Rules, stays: impl Fn(Field) -> bool) -> Vec<(Field, bool)> {
    let known = worker_type(draft, rules);
    let is = |says: fn(&WorkerType) -> bool| known.is_some_and(says);
    let hours = known.is_some_and(|known| may_have_hours(known, draft));
    let agency =
        committee(Field::JointCommittee, draft, rules).is_some_and(|known| known.user_undertaking);
    let builds =
        |field| committee(field, draft, rules).is_some_and(|known| known.construction_cards);
    let cards = builds(Field::JointCommittee) || builds(Field::UserJointCommittee);
    let mut fields = own(&FIRST);
    let mut add = |part: &[Field], wanted: bool| {
        fields.extend(part.iter().map(|&field| (field, wanted)));
    };
    // One of them filled in brings them all: an identity is complete or it is none.
    add(&IDENTITY, IDENTITY.into_iter().any(stays));
    add(&[Field::StartDate], true);
    add(&[Field::StartHour], hours);
    add(&[Field::EndDate], true);
    add(&[Field::EndHour], hours);
    add(&[Field::PlannedHours], is(|known| known.planned_hours));
    add(&[Field::UserEnterpriseNumber], agency);
    add(&Field::USER_BY_NAME, agency);
    add(&[Field::UserJointCommittee], agency);
    add(&Field::CARDS, cards);
    add(&Field::SMALL_STATUS, is(|known| known.small_status));
    add(&Field::WORKPLACE, is(|known| known.workplace));
    // Public employers have it; which employer is one, no list says.
    add(&[Field::SubEntity], true);
    fields
}

/// The worker type of a draft, in whatever case it is typed.
pub(super) fn worker_type<'a>(draft: &Draft, rules: &'a Rules) -> Option<&'a WorkerType> {
    rules.worker_type(&draft.get(Field::WorkerType).to_ascii_uppercase())
}

fn committee<'a>(field: Field, draft: &Draft, rules: &'a Rules) -> Option<&'a JointCommittee> {
    rules.joint_committee(&draft.get(field).to_ascii_uppercase())
}

/// A date of the draft, as far as it can be read.
pub(super) fn date(draft: &Draft, field: Field) -> Option<Date> {
    read_date(draft.get(field)).ok()
}

/// A longer period has no hours (R10); as long as the dates do not say so they are offered.
fn may_have_hours(known: &WorkerType, draft: &Draft) -> bool {
    match known.hours {
        HoursRule::Never => false,
        HoursRule::Always => true,
        HoursRule::OneDay => match (date(draft, Field::StartDate), date(draft, Field::EndDate)) {
            (Some(start), Some(end)) => start.tomorrow().is_ok_and(|next| end <= next),
            _ => true,
        },
    }
}

/// What is asked, read once for all fields.
struct Asked<'a> {
    draft: &'a Draft,
    rules: &'a Rules,
    known: Option<&'a WorkerType>,
    committee: Option<&'a JointCommittee>,
}

/// Whether the field may not stay empty, as far as kind, worker type and committee say.
/// `identity` says that the worker is given by identity, without a number.
pub fn is_required(field: Field, draft: &Draft, rules: &Rules, identity: bool) -> bool {
    let asked = Asked {
        draft,
        rules,
        known: worker_type(draft, rules),
        committee: committee(Field::JointCommittee, draft, rules),
    };
    match (draft.kind, field) {
        (Kind::In, Field::FamilyName | Field::GivenName) => asked.identity(identity),
        (Kind::In, field) if IDENTITY.contains(&field) => {
            !matches!(field, Field::Initial | Field::BoxNumber) && asked.identity(identity)
        }
        (Kind::In, Field::Ssin) => {
            !asked.identity(identity) || asked.known.is_some_and(|known| known.ssin_required)
        }
        (Kind::In, field) => asked.of_entry(field),
        (_, Field::PeriodId) | (Kind::Out, Field::EndDate) => true,
        _ => false,
    }
}

impl Asked<'_> {
    fn given(&self, field: Field) -> bool {
        !self.draft.get(field).is_empty()
    }

    /// Whether the identity stands in the place of the number.
    fn identity(&self, shown: bool) -> bool {
        let begun = shown || IDENTITY.into_iter().any(|field| self.given(field));
        begun && !self.given(Field::Ssin)
    }

    fn of_entry(&self, field: Field) -> bool {
        match field {
            Field::WorkerType | Field::JointCommittee | Field::StartDate => true,
            // Either number of the employer is enough; the usual one carries the star.
            Field::EnterpriseNumber => !self.given(Field::NssoNumber),
            Field::EndDate => {
                self.known
                    .is_some_and(|known| known.end_date != EndDate::Optional)
                    || self.committee.is_some_and(|known| known.end_date_required)
            }
            Field::StartHour => self.hours(),
            Field::EndHour => self.hours() && !self.is_day_lump_sum(),
            Field::PlannedHours => self.known.is_some_and(|known| known.planned_hours),
            Field::WorkNature | Field::SmallStatus => self.small_status(),
            _ => self.of_block(field),
        }
    }

    /// Hours of one day are needed when it is one day, or when one of them is there (R10).
    fn hours(&self) -> bool {
        let draft = self.draft;
        let one_day = || {
            let start = date(draft, Field::StartDate);
            start.is_some() && start == date(draft, Field::EndDate)
        };
        self.known.is_some_and(|known| match known.hours {
            HoursRule::Never => false,
            HoursRule::Always => true,
            HoursRule::OneDay => {
                one_day() || self.given(Field::StartHour) || self.given(Field::EndHour)
            }
        })
    }

    /// Occasional work by the day has no end hour (R15).
    fn is_day_lump_sum(&self) -> bool {
        self.known
            .is_some_and(|known| known.hours == HoursRule::Always)
            && self.committee.is_some_and(|known| known.day_lump_sum)
    }

    fn small_status(&self) -> bool {
        let from = self.rules.limits.small_status_from;
        self.known.is_some_and(|known| known.small_status)
            && date(self.draft, Field::StartDate).is_none_or(|start| start >= from)
    }

    /// The parts that are whole or not there (R31, R34).
    fn of_block(&self, field: Field) -> bool {
        if matches!(field, Field::UserBoxNumber | Field::WorkplaceBoxNumber) {
            return false;
        }
        let agency = self.committee.is_some_and(|known| known.user_undertaking);
        let any = |fields: &[Field]| fields.iter().any(|&field| self.given(field));
        let by_name = any(&Field::USER_BY_NAME);
        if Field::USER_BY_NAME.contains(&field) {
            return agency && by_name && !self.given(Field::UserEnterpriseNumber);
        }
        if Field::WORKPLACE.contains(&field) {
            return any(&Field::WORKPLACE);
        }
        match field {
            Field::UserEnterpriseNumber => agency && !by_name,
            Field::UserJointCommittee => agency,
            _ => false,
        }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
