//! The test bed: as many submissions as asked for, of realistic spread, over the last two years.
//! The same number on the same day gives the same rows.

mod calendar;
mod course;
mod form;
mod mix;
mod people;
mod plan;

#[cfg(test)]
mod tests;

use jiff::{SignedDuration, Timestamp};
use uuid::{Builder, Uuid};

use crate::domain::belgium;
use crate::domain::declaration::{Body, Declaration};
use crate::domain::ids::{Reference, SubmissionId};
use crate::domain::untrusted::Untrusted;
use crate::rsz::wire;
use crate::store::{Life, NewSubmission};

use course::{Course, PEOPLE};
use mix::{Dice, Purpose};
use plan::{Fate, Plan, Plans};

/// What is not over rests this long, so that a store which is only looked at stays still.
const REST: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The accounts that sent, and how often.
const ACCOUNTS: [(&str, u32); 3] = [("sandbox", 70), ("north", 20), ("seasonal", 10)];

/// The lives of so many submissions, oldest first.
pub(super) fn lives(rows: u64, now: Timestamp) -> impl Iterator<Item = Life> {
    let plans = Plans::new(rows, now);
    (0..rows).map(move |row| life(&plans, row))
}

fn life(plans: &Plans, row: u64) -> Life {
    let plan = plans.of(row);
    let day = belgium::today(plan.at);
    let declaration = form::declaration(&plan, day, &mut Dice::of(row, Purpose::Terms));
    let payload = wire::encode(&declaration);
    let end = plans.calendar.end();
    let Course {
        changes, settling, ..
    } = Course::of(&plan, &payload, end);
    let mut dice = Dice::of(row, Purpose::Identity);
    Life {
        actor: (*dice.any(&PEOPLE)).to_owned(),
        at: plan.at,
        changes,
        settling,
        rests_until: Some(end + REST),
        new: submission(plans, &plan, payload, declaration, &mut dice),
    }
}

fn submission(
    plans: &Plans,
    plan: &Plan,
    payload: String,
    declaration: Declaration,
    dice: &mut Dice,
) -> NewSubmission {
    let (start, end) = declaration.dates();
    let worker_type = match &declaration.body {
        Body::In(declared) => Some(Untrusted::new(declared.worker_type.clone())),
        _ => None,
    };
    let name = declaration.name();
    let worker_name = name.map(|name| Untrusted::new(format!("{} {}", name.family, name.given)));
    let awaited = (plan.fate == Fate::Held)
        .then(|| plans.unanswered_before(plan.row))
        .flatten();
    NewSubmission {
        uid: uid(plans, plan.row),
        account: (*dice.weighted(&ACCOUNTS)).to_owned(),
        kind: declaration.kind(),
        payload,
        business_key: dice.bytes(),
        duplicate_reason: None,
        reference: declaration
            .reference
            .as_ref()
            .map(Reference::as_str)
            .map(Untrusted::from),
        worker_type,
        employer: declaration.employer().map(|employer| employer.to_string()),
        worker_name,
        ssin: declaration.ssin(),
        start,
        end,
        deadline: start
            .or(end)
            .and_then(|day| belgium::at(day.at(0, 0, 0, 0))),
        period: declaration.period(),
        supersedes: plan.replaces.map(id),
        origin: plan.replaces.or(plan.touches).map(id),
        waits_for: awaited.map(|row| uid(plans, row)),
        draft: declaration.draft,
    }
}

/// A new store numbers its rows from one.
fn id(row: u64) -> SubmissionId {
    SubmissionId(i64::try_from(row + 1).unwrap_or(i64::MAX))
}

/// Grows with the time, as those of a form do.
fn uid(plans: &Plans, row: u64) -> Uuid {
    let moment = plans.calendar.at(row).as_millisecond().unsigned_abs();
    let mut bytes: [u8; 10] = Dice::of(row, Purpose::Identity).bytes();
    bytes[..8].copy_from_slice(&row.to_be_bytes());
    Builder::from_unix_timestamp_millis(moment, &bytes).into_uuid()
}
