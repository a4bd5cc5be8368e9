//! Which fields a form of an IN shows, and what can be picked in them: read from
//! the rules by worker type, never written down here.

use jiff::civil::Date;

use crate::domain::draft::{Draft, Field};
use crate::domain::rules::{self, EndDate, HoursRule, Rules, WorkerType};

/// The worker types whose fields this form has, usual one first.
pub const OFFERED: [&str; 4] = ["OTH", "STU", "FLX", "EXT"];

/// Fields of every IN, before those of the worker type.
const ALWAYS: [Field; 8] = [
    Field::WorkerType,
    Field::JointCommittee,
    Field::EnterpriseNumber,
    Field::NssoNumber,
    Field::Ssin,
    Field::FamilyName,
    Field::GivenName,
    Field::StartDate,
];

/// The fields of this draft, from top to bottom. A filled field that the type
/// does not want stays on show, so that its finding has a place to stand.
pub fn fields(draft: &Draft, rules: &Rules) -> Vec<Field> {
    let mut fields = ALWAYS.to_vec();
    let known = rules.worker_type(draft.get(Field::WorkerType));
    let hours = known.is_some_and(|known| wants_hours(known, draft));
    for (field, wanted) in [
        (Field::StartHour, hours),
        (Field::EndDate, true),
        (Field::EndHour, hours),
        (
            Field::PlannedHours,
            known.is_some_and(|known| known.planned_hours),
        ),
    ] {
        if wanted || !draft.get(field).is_empty() {
            fields.push(field);
        }
    }
    let committee = rules.joint_committee(draft.get(Field::JointCommittee));
    let builds = |field| {
        let committee = rules.joint_committee(draft.get(field));
        committee.is_some_and(|known| known.construction_cards)
    };
    let has_user = committee.is_some_and(|known| known.user_undertaking);
    for (parts, wanted) in [
        (&[Field::UserEnterpriseNumber][..], has_user),
        (&Field::USER_BY_NAME[..], has_user),
        (&[Field::UserJointCommittee][..], has_user),
        (
            &Field::CARDS[..],
            builds(Field::JointCommittee) || builds(Field::UserJointCommittee),
        ),
        (
            &Field::SMALL_STATUS[..],
            known.is_some_and(|known| known.small_status),
        ),
        (
            &Field::WORKPLACE[..],
            known.is_some_and(|known| known.workplace),
        ),
    ] {
        let shown = |field: &&Field| wanted || !draft.get(**field).is_empty();
        fields.extend(parts.iter().filter(shown));
    }
    fields.push(Field::Reference);
    fields
}

/// A longer period has no hours (R10); as long as the dates do not say so they are offered.
fn wants_hours(known: &WorkerType, draft: &Draft) -> bool {
    match known.hours {
        HoursRule::Never => false,
        HoursRule::Always => true,
        HoursRule::OneDay => {
            let date = |field| draft.get(field).parse::<Date>();
            match (date(Field::StartDate), date(Field::EndDate)) {
                (Ok(start), Ok(end)) => start.tomorrow().is_ok_and(|next| end <= next),
                _ => true,
            }
        }
    }
}

/// Whether the field may not stay empty, as far as the worker type says.
pub fn is_required(field: Field, draft: &Draft, rules: &Rules) -> bool {
    let known = rules.worker_type(draft.get(Field::WorkerType));
    let committee = rules.joint_committee(draft.get(Field::JointCommittee));
    match field {
        // Without a number the worker would have to be identified, which this form does not do.
        Field::WorkerType | Field::JointCommittee | Field::Ssin | Field::StartDate => true,
        // Either number of the employer is enough; the usual one carries the star.
        Field::EnterpriseNumber => draft.get(Field::NssoNumber).is_empty(),
        Field::EndDate => {
            known.is_some_and(|known| known.end_date != EndDate::Optional)
                || committee.is_some_and(|committee| committee.end_date_required)
        }
        Field::StartHour | Field::EndHour => known.is_some_and(|known| wants_hours(known, draft)),
        Field::PlannedHours => known.is_some_and(|known| known.planned_hours),
        _ => false,
    }
}

/// Whether a field is picked from a list instead of typed.
pub fn is_picked(field: Field) -> bool {
    matches!(field, Field::WorkerType | Field::JointCommittee)
}

/// What can be picked in a field on this day.
pub fn choices<'a>(field: Field, draft: &Draft, rules: &'a Rules, today: Date) -> Vec<&'a str> {
    let day = draft.get(Field::StartDate).parse().unwrap_or(today);
    match field {
        Field::WorkerType => OFFERED
            .iter()
            .filter_map(|code| rules.worker_type(code))
            .filter(|known| rules::in_force(known.from, known.until, day))
            .map(|known| known.code.as_str())
            .collect(),
        Field::JointCommittee => {
            let known = rules.worker_type(draft.get(Field::WorkerType));
            rules
                .joint_committees
                .iter()
                .filter(|committee| rules::in_force(committee.from, committee.until, day))
                .map(|committee| committee.code.as_str())
                .filter(|code| allowed(known, code))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn allowed(known: Option<&WorkerType>, code: &str) -> bool {
    known.is_none_or(|known| {
        known.only_with.is_empty() || known.only_with.iter().any(|only| only == code)
    })
}

/// The choice so many steps away from the present one, round and round.
pub fn step<'a>(choices: &[&'a str], present: &str, forward: bool) -> Option<&'a str> {
    let place = choices.iter().position(|choice| *choice == present);
    let next = match (place, forward) {
        (None, true) => 0,
        (None, false) => choices.len().checked_sub(1)?,
        (Some(place), true) => (place + 1) % choices.len(),
        (Some(place), false) => (place + choices.len() - 1) % choices.len(),
    };
    choices.get(next).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Kind;
    use crate::tui::fixture;

    fn draft(worker_type: &str) -> Draft {
        Draft::new(Kind::In).with(Field::WorkerType, worker_type)
    }

    #[test]
    fn fields_appear_by_worker_type() {
        let rules = fixture::rules();
        for (name, worker_type, field, shown) in [
            (
                "planned hours of a student",
                "STU",
                Field::PlannedHours,
                true,
            ),
            ("workplace of a student", "STU", Field::WorkplaceName, true),
            ("no hours of a student", "STU", Field::StartHour, false),
            ("hours of an extra", "EXT", Field::StartHour, true),
            (
                "hours of a flexi-job of one day",
                "FLX",
                Field::EndHour,
                true,
            ),
            (
                "no planned hours of others",
                "OTH",
                Field::PlannedHours,
                false,
            ),
            ("end date of everyone", "OTH", Field::EndDate, true),
        ] {
            let found = fields(&draft(worker_type), &rules).contains(&field);
            assert_eq!(found, shown, "{name}");
        }
    }

    #[test]
    fn fields_appear_by_joint_committee() {
        let rules = crate::config::rules();
        for (name, committee, field, shown) in [
            ("the user of agency work", "322", Field::UserName, true),
            ("no user elsewhere", "XXX", Field::UserName, false),
            ("cards of builders", "124", Field::CardNextMonth, true),
            ("no cards elsewhere", "322", Field::CardNextMonth, false),
        ] {
            let draft = draft("OTH").with(Field::JointCommittee, committee);
            assert_eq!(fields(&draft, &rules).contains(&field), shown, "{name}");
        }
        let lent = draft("OTH")
            .with(Field::JointCommittee, "322")
            .with(Field::UserJointCommittee, "124");
        assert!(fields(&lent, &rules).contains(&Field::CardFirstMonth));
    }

    #[test]
    fn a_longer_flexi_job_has_no_hours() {
        let long = draft("FLX")
            .with(Field::StartDate, "2026-12-01")
            .with(Field::EndDate, "2026-12-05");
        assert!(!fields(&long, &fixture::rules()).contains(&Field::StartHour));
    }

    #[test]
    fn a_filled_field_never_disappears() {
        let filled = draft("OTH").with(Field::PlannedHours, "40");
        assert!(fields(&filled, &fixture::rules()).contains(&Field::PlannedHours));
    }

    #[test]
    fn committees_are_those_of_the_type() {
        let rules = fixture::rules();
        let today = fixture::today();
        let flexi = choices(Field::JointCommittee, &draft("FLX"), &rules, today);
        assert_eq!(flexi, ["302"]);
        assert!(choices(Field::JointCommittee, &draft("OTH"), &rules, today).len() > 1);
    }

    #[test]
    fn picking_goes_round() {
        assert_eq!(step(&["a", "b"], "b", true), Some("a"));
        assert_eq!(step(&["a", "b"], "", false), Some("b"));
        assert_eq!(step(&[], "x", true), None);
        assert_eq!(step(&[], "x", false), None);
    }
}
