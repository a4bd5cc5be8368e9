//! What the declarations of the test bed say: the draft, and the declaration that a check makes of it.

use jiff::ToSpan as _;
use jiff::civil::{Date, time};

use super::mix::Dice;
use super::people;
use super::plan::Plan;
use crate::app::demo::{cast, script};
use crate::domain::declaration::{
    About, Address, Body, Declaration, Hours, Identity, In, PersonName, Update, Worker,
};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::ids::{PeriodId, Reference, Ssin};

/// The period that the accepted IN of this row created.
pub(super) fn period(row: u64) -> PeriodId {
    PeriodId::from_answer(script::period(usize::try_from(row).unwrap_or_default()))
}

/// What a planned row declares, on this day.
pub(super) fn declaration(plan: &Plan, day: Date, dice: &mut Dice) -> Declaration {
    let (ssin, name) = people::worker(plan.subject.worker);
    let reference = reference(plan.row, day, dice);
    let mut draft = Draft::new(plan.kind)
        .with(Field::FamilyName, name.family.clone())
        .with(Field::GivenName, name.given.clone());
    if let Some(number) = plan.subject.employer.enterprise() {
        draft.set(Field::EnterpriseNumber, number.digits());
    }
    if let Some(reference) = &reference {
        draft.set(Field::Reference, reference.as_str());
    }
    if !plan.is_unidentified() {
        draft.set(Field::Ssin, ssin.digits());
    }
    let touched = period(plan.touches.unwrap_or_default());
    if plan.kind != Kind::In {
        draft.set(Field::PeriodId, touched.to_string());
    }
    let body = match plan.kind {
        Kind::In => Body::In(Box::new(entry(plan, day, (ssin, &name), &mut draft, dice))),
        Kind::Out => {
            let end = later(day, dice.small(12) - 1);
            draft.set(Field::EndDate, end.to_string());
            Body::Out {
                period: touched,
                end,
            }
        }
        Kind::Update => {
            let end = later(day, 20 + dice.small(90));
            draft.set(Field::EndDate, end.to_string());
            Body::Update(Update {
                period: touched,
                start: None,
                end: Some(end),
                hours: Hours::default(),
                planned_hours: None,
            })
        }
        Kind::Cancel => Body::Cancel { period: touched },
    };
    let about = if plan.kind == Kind::In {
        About::default()
    } else {
        About {
            employer: Some(plan.subject.employer),
            ssin: Some(ssin),
            name: Some(name),
        }
    };
    Declaration {
        reference,
        about,
        body,
        draft,
    }
}

/// Most callers give one, in a form of their own.
fn reference(row: u64, day: Date, dice: &mut Dice) -> Option<Reference> {
    let text = match dice.below(20) {
        0 => return None,
        1..=12 => format!("PR{:02}-{:07}", day.year() % 100, row + 1),
        13..=16 => format!("DIM/{}/{:06}", day.strftime("%y%m"), row % 1_000_000),
        17..=18 => format!("lot {} #{}", row / 250, row % 250),
        _ => format!("Dossier n° {row}"),
    };
    Reference::parse(&text).ok()
}

fn entry(
    plan: &Plan,
    day: Date,
    (ssin, name): (Ssin, &PersonName),
    draft: &mut Draft,
    dice: &mut Dice,
) -> In {
    let start = later(day, plan.starts_in(dice));
    let worker_type = plan.subject.worker_type;
    let committee = match worker_type {
        "EXT" | "FLX" => *dice.any(&["302", "XXX", "XXX", "322"]),
        "BCW" => "124",
        _ => "XXX",
    };
    let end = match worker_type {
        "FLX" | "EXT" | "S17" | "T17" => Some(start),
        "STU" | "STX" => Some(later(start, 1 + dice.small(12))),
        _ => dice
            .per_mille(600)
            .then(|| later(start, 30 + dice.small(330))),
    };
    let hours = if end == Some(start) {
        let hour = i8::try_from(6 + dice.small(10)).unwrap_or(8);
        Hours {
            start: Some(time(hour, 0, 0, 0)),
            end: Some(time(hour + 6, 30, 0, 0)),
        }
    } else {
        Hours::default()
    };
    let planned = u16::try_from(8 + dice.small(60)).unwrap_or(8);
    let planned_hours = matches!(worker_type, "STU" | "STX").then_some(planned);
    draft.set(Field::StartDate, start.to_string());
    draft.set(Field::WorkerType, worker_type);
    draft.set(Field::JointCommittee, committee);
    draft.set(
        Field::EndDate,
        end.map(|date| date.to_string()).unwrap_or_default(),
    );
    for (field, hour) in [(Field::StartHour, hours.start), (Field::EndHour, hours.end)] {
        let text = hour.map(|hour| hour.strftime("%H:%M").to_string());
        draft.set(field, text.unwrap_or_default());
    }
    draft.set(
        Field::PlannedHours,
        planned_hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
    );
    let worker = if plan.is_unidentified() {
        Worker::Unknown(Box::new(identity(name, ssin, draft)))
    } else {
        Worker::Known {
            ssin,
            name: Some(name.clone()),
        }
    };
    In {
        employer: plan.subject.employer,
        worker,
        start,
        end,
        hours,
        planned_hours,
        worker_type: worker_type.to_owned(),
        joint_committee: committee.to_owned(),
        workplace: None,
    }
}

/// Somebody whom Sigedis has to find.
fn identity(name: &PersonName, ssin: Ssin, draft: &mut Draft) -> Identity {
    let birth = ssin
        .birth_date()
        .map(|date| date.to_string())
        .unwrap_or_default();
    let identity = Identity {
        name: name.clone(),
        birth_date: birth,
        place_of_birth: "LYON".to_owned(),
        country_of_birth: 111,
        nationality: 111,
        gender: 2,
        address: Address {
            street: "Rue de l'Exemple".to_owned(),
            house_number: "3".to_owned(),
            box_number: None,
            post_code: "69001".to_owned(),
            municipality_code: 99_999,
            municipality_name: "Lyon".to_owned(),
            country: 111,
        },
    };
    cast::unidentified(draft, &identity.birth_date);
    identity
}

fn later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}
