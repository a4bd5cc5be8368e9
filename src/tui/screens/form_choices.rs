//! What can be picked in a field, in the order in which it is offered: what fits comes first.
//! Owns that order; the lists are the rules'.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::form::{date, worker_type};
use crate::domain::draft::{Draft, Field};
use crate::domain::rules::{JointCommittee, Rules, WorkerType};

/// The worker types that most declarations have, the most usual one first; the rest follows in
/// the order of the rules.
const USUAL: [&str; 4] = ["OTH", "STU", "FLX", "EXT"];

/// The natures of the work of a trainee (R35).
pub(in crate::tui) const NATURES: [&str; 2] = ["EMPLOYEE", "WORKER"];

/// The small-status regimes (R35).
pub(in crate::tui) const REGIMES: [&str; 2] = ["F1", "F2"];

/// Whether a field is picked from a list instead of typed.
pub fn is_picked(field: Field) -> bool {
    matches!(
        field,
        Field::WorkerType
            | Field::JointCommittee
            | Field::UserJointCommittee
            | Field::WorkNature
            | Field::SmallStatus
    )
}

/// What can be picked in a field on this day.
pub fn choices<'a>(field: Field, draft: &Draft, rules: &'a Rules, today: Date) -> Vec<&'a str> {
    let day = date(draft, Field::StartDate).unwrap_or(today);
    match field {
        Field::WorkerType => worker_types(rules, day),
        Field::JointCommittee => {
            let known = worker_type(draft, rules);
            // What is refused for certain can still be typed.
            let allowed = |committee: &&JointCommittee| {
                known.is_none_or(|known| known.allows(&committee.code))
            };
            let mut found: Vec<_> = rules.joint_committees_on(day).filter(allowed).collect();
            found.sort_by_key(|committee| order(known, committee, rules));
            codes(found)
        }
        Field::UserJointCommittee => {
            let all = rules.joint_committees_on(day);
            codes(all.filter(|known| !known.user_undertaking).collect())
        }
        Field::WorkNature => NATURES.to_vec(),
        Field::SmallStatus => REGIMES.to_vec(),
        _ => Vec::new(),
    }
}

fn worker_types(rules: &Rules, day: Date) -> Vec<&str> {
    let known = rules.worker_types_on(day);
    let mut found: Vec<&str> = known.map(|known| known.code.as_str()).collect();
    // Stable: the rest stays in the order of the rules.
    found.sort_by_key(|code| {
        let place = USUAL.iter().position(|usual| usual == code);
        place.unwrap_or(USUAL.len())
    });
    found
}

fn codes(committees: Vec<&JointCommittee>) -> Vec<&str> {
    committees
        .into_iter()
        .map(|known| known.code.as_str())
        .collect()
}

/// How well a committee goes with the type, then how little it asks beside it, then how many
/// types it is usual for.
fn order(
    known: Option<&WorkerType>,
    committee: &JointCommittee,
    rules: &Rules,
) -> (u8, bool, Reverse<usize>) {
    let fit = known.map_or(1, |known| fit(known, committee, rules));
    let asks_more = committee.user_undertaking || committee.construction_cards;
    (fit, asks_more, Reverse(committee.usual.len()))
}

/// 0 usual, 1 nothing known, 2 advised against, 3 refused in practice.
fn fit(known: &WorkerType, committee: &JointCommittee, rules: &Rules) -> u8 {
    if known.refused_with.contains(&committee.code) {
        3
    } else if committee.usual.contains(&known.code) {
        0
    } else if committee.usual.is_empty() || !rules.is_usual_somewhere(&known.code) {
        1
    } else {
        2
    }
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
