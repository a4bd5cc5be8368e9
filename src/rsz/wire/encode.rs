//! Messages to the NSSO (rsz-rest 5 and 7.1). Members without a value are left out (rsz-rest 3.3).

use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::domain::declaration::{
    Address, Body, Declaration, Hours, Identity, In, Update, Worker, Workplace,
};
use crate::domain::ids::{Employer, EnterpriseNumber, NssoNumber, PeriodId};
use crate::rsz::Search;

/// The message of a declaration.
pub fn encode(declaration: &Declaration) -> String {
    let mut message = Message::default();
    match &declaration.body {
        Body::In(declared) => {
            message.employer = Some(EmployerBlock::of(declared.employer));
            message.worker = Some(WorkerBlock::of(&declared.worker));
            message.dimona_in = Some(InBlock::of(declared));
        }
        Body::Out { period, end } => {
            message.dimona_out = Some(OutBlock {
                period_id: period.value(),
                end_date: *end,
            });
        }
        Body::Update(update) => message.dimona_update = Some(UpdateBlock::of(update)),
        Body::Cancel { period } => message.dimona_cancel = Some(CancelBlock::of(*period)),
    }
    written(&message)
}

/// The filter of a search.
///
/// Only one number of the employer: a filter on both could find less than either.
pub fn search_body(search: &Search) -> String {
    let mut employer = EmployerBlock::of(search.employer);
    if employer.employer_id.is_some() {
        employer.enterprise_number = None;
    }
    written(&Message {
        employer: Some(employer),
        worker: search.ssin.map(|ssin| WorkerBlock {
            ssin: Some(ssin.digits()),
            identity: None,
        }),
        ..Message::default()
    })
}

fn written(message: &Message<'_>) -> String {
    serde_json::to_string(message).expect("string keys and plain values always serialise")
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<EmployerBlock>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worker: Option<WorkerBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimona_in: Option<InBlock<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimona_out: Option<OutBlock>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimona_update: Option<UpdateBlock>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimona_cancel: Option<CancelBlock>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EmployerBlock {
    #[serde(skip_serializing_if = "Option::is_none")]
    employer_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enterprise_number: Option<String>,
}

impl EmployerBlock {
    fn of(employer: Employer) -> Self {
        Self {
            employer_id: employer.nsso().map(NssoNumber::value),
            enterprise_number: employer.enterprise().map(EnterpriseNumber::digits),
        }
    }
}

#[derive(Serialize)]
struct WorkerBlock<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    ssin: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    identity: Option<IdentityBlock<'a>>,
}

impl<'a> WorkerBlock<'a> {
    /// Beside a number nothing else is sent: the name is for our screens (rsz-rest 5.3).
    fn of(worker: &'a Worker) -> Self {
        match worker {
            Worker::Known { ssin, .. } => Self {
                ssin: Some(ssin.digits()),
                identity: None,
            },
            Worker::Unknown(identity) => Self {
                ssin: None,
                identity: Some(IdentityBlock::of(identity)),
            },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IdentityBlock<'a> {
    family_name: &'a str,
    given_name: &'a str,
    birth_date: &'a str,
    place_of_birth: &'a str,
    country_of_birth: u16,
    nationality: u16,
    /// A string, as answers have it (rsz-rest A-19).
    gender: String,
    address: AddressBlock<'a>,
}

impl<'a> IdentityBlock<'a> {
    fn of(identity: &'a Identity) -> Self {
        Self {
            family_name: &identity.name.family,
            given_name: &identity.name.given,
            birth_date: &identity.birth_date,
            place_of_birth: &identity.place_of_birth,
            country_of_birth: identity.country_of_birth,
            nationality: identity.nationality,
            gender: identity.gender.to_string(),
            address: AddressBlock::of(&identity.address),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AddressBlock<'a> {
    street: &'a str,
    house_number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    box_number: Option<&'a str>,
    post_code: &'a str,
    municipality: Municipality<'a>,
    country: u16,
}

#[derive(Serialize)]
struct Municipality<'a> {
    code: u32,
    name: &'a str,
}

impl<'a> AddressBlock<'a> {
    fn of(address: &'a Address) -> Self {
        Self {
            street: &address.street,
            house_number: &address.house_number,
            box_number: address.box_number.as_deref(),
            post_code: &address.post_code,
            municipality: Municipality {
                code: address.municipality_code,
                name: &address.municipality_name,
            },
            country: address.country,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InBlock<'a> {
    start_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_hour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_hour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_hours_number: Option<u16>,
    features: Features<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    student_place_of_work: Option<WorkplaceBlock<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Features<'a> {
    worker_type: &'a str,
    joint_commission_number: &'a str,
}

#[derive(Serialize)]
struct WorkplaceBlock<'a> {
    name: &'a str,
    address: AddressBlock<'a>,
}

impl<'a> InBlock<'a> {
    fn of(declared: &'a In) -> Self {
        let Hours { start, end } = declared.hours;
        Self {
            start_date: declared.start,
            start_hour: start.map(hour),
            end_date: declared.end,
            end_hour: end.map(hour),
            planned_hours_number: declared.planned_hours,
            features: Features {
                worker_type: &declared.worker_type,
                joint_commission_number: &declared.joint_committee,
            },
            student_place_of_work: declared.workplace.as_ref().map(
                |Workplace { name, address }| WorkplaceBlock {
                    name,
                    address: AddressBlock::of(address),
                },
            ),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OutBlock {
    period_id: u64,
    end_date: Date,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UpdateBlock {
    period_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_hour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_hour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned_hours_number: Option<u16>,
}

impl UpdateBlock {
    fn of(update: &Update) -> Self {
        Self {
            period_id: update.period.value(),
            start_date: update.start,
            start_hour: update.hours.start.map(hour),
            end_date: update.end,
            end_hour: update.hours.end.map(hour),
            planned_hours_number: update.planned_hours,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CancelBlock {
    period_id: u64,
}

impl CancelBlock {
    fn of(period: PeriodId) -> Self {
        Self {
            period_id: period.value(),
        }
    }
}

/// `HHMM`, without a colon (rsz-rest 5.4).
fn hour(time: Time) -> String {
    format!("{:02}{:02}", time.hour(), time.minute())
}
