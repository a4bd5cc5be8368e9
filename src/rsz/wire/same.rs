//! Whether a declaration at the NSSO is one of ours: the evidence that ends a doubt.

use serde_json::Value;

use super::json::{employer, member, ssin, text};
use crate::domain::draft::Kind;

/// What a declaration says; one that has more of these than ours says something else.
const TELLING: [&str; 5] = [
    "startDate",
    "startHour",
    "endDate",
    "endHour",
    "plannedHoursNumber",
];

/// Whether a declaration of the NSSO is the one of this message.
///
/// It must be of the same kind and echo every member of our block with the same value, numbers
/// and strings compared without regard to leading zeros. A date, an hour or planned hours that
/// ours lacks make it another one. An IN must also be of the same worker and employer.
pub fn same_declaration(payload: &str, found: &Value) -> bool {
    let Ok(ours) = serde_json::from_str::<Value>(payload) else {
        return false;
    };
    let Some(kind) = Kind::ALL
        .into_iter()
        .find(|kind| member(&ours, &[kind.block()]).is_some())
    else {
        return false;
    };
    let block = kind.block();
    let Some(theirs) = member(found, &[block]) else {
        return false;
    };
    let says_more = TELLING
        .iter()
        .any(|name| ours[block].get(name).is_none() && member(theirs, &[name]).is_some());
    holds(&ours[block], theirs)
        && !says_more
        && (kind != Kind::In || (is_same_employer(&ours, found) && is_same_worker(&ours, found)))
}

/// Whether everything in `ours` stands in `theirs`.
fn holds(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => ours
            .iter()
            .all(|(name, value)| theirs.get(name).is_some_and(|echoed| holds(value, echoed))),
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| holds(a, b))
        }
        _ => match (text(ours), text(theirs)) {
            (Some(ours), Some(theirs)) => without_zeros(&ours) == without_zeros(&theirs),
            _ => ours == theirs,
        },
    }
}

fn without_zeros(text: &str) -> &str {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.trim_start_matches('0')
    } else {
        text
    }
}

fn is_same_employer(ours: &Value, found: &Value) -> bool {
    match (employer(ours), employer(found)) {
        (Some(ours), Some(theirs)) => ours.agrees_with(theirs),
        _ => false,
    }
}

/// By number; a worker without one by name and birth date, which the registers write in capitals.
fn is_same_worker(ours: &Value, found: &Value) -> bool {
    if let Some(number) = ssin(ours) {
        return ssin(found) == Some(number);
    }
    let part = |declaration: &Value, name: &str| {
        text(declaration.get("worker")?.get(name)?).map(|text| text.to_uppercase())
    };
    ["familyName", "givenName", "birthDate"].iter().all(|name| {
        let ours = part(ours, name);
        ours.is_some() && ours == part(found, name)
    })
}
