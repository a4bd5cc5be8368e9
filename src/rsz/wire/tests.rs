//! Messages as the specification shows them; answers in every form that was ever seen.

use std::fmt::Write as _;

use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::*;
use crate::domain::answer::{Answer, GetSeen, ProblemType, ResultCode};
use crate::domain::declaration::{
    Address, Body, Hours, Identity, In, PersonName, Update, Worker, Workplace,
};
use crate::domain::ids::{DeclarationId, Employer, EnterpriseNumber, NssoNumber, PeriodId, Ssin};
use crate::domain::untrusted::Untrusted;
use crate::rsz::Search;

mod answers;
mod drafts;
mod messages;
mod problems;
mod searches;

const NUMBER: i64 = 900_000_000_101;

fn enterprise() -> EnterpriseNumber {
    EnterpriseNumber::parse("0999999922").expect("valid")
}

fn nsso() -> NssoNumber {
    NssoNumber::parse("999990168").expect("valid")
}

fn ssin_of(digits: &str) -> Ssin {
    Ssin::parse(digits).expect("valid")
}

fn flexi() -> In {
    In {
        employer: Employer::Enterprise(enterprise()),
        worker: Worker::Known {
            ssin: ssin_of("85073099734"),
            name: Some(PersonName {
                family: "Testmans".into(),
                given: "Alex".into(),
            }),
        },
        start: date(2026, 9, 4),
        end: Some(date(2026, 9, 4)),
        hours: Hours {
            start: Some(time(7, 5, 0, 0)),
            end: Some(time(22, 30, 0, 0)),
        },
        planned_hours: None,
        worker_type: "FLX".into(),
        joint_committee: "XXX".into(),
        workplace: None,
    }
}

fn flexi_json() -> Value {
    json!({
        "employer": { "enterpriseNumber": "0999999922" },
        "worker": { "ssin": "85073099734" },
        "dimonaIn": {
            "startDate": "2026-09-04", "startHour": "0705",
            "endDate": "2026-09-04", "endHour": "2230",
            "features": { "workerType": "FLX", "jointCommissionNumber": "XXX" },
        },
    })
}

fn address(country: u16) -> Address {
    Address {
        street: "Proefstraat".into(),
        house_number: "7".into(),
        box_number: (country == 150).then(|| "B2".into()),
        post_code: "1000".into(),
        municipality_code: 21004,
        municipality_name: "Brussel".into(),
        country,
    }
}

fn student() -> In {
    In {
        employer: Employer::Both(enterprise(), nsso()),
        worker: Worker::Unknown(Box::new(Identity {
            name: PersonName {
                family: "Zondernummer".into(),
                given: "Iris".into(),
            },
            birth_date: "1990-11-00".into(),
            place_of_birth: "LYON".into(),
            country_of_birth: 111,
            nationality: 111,
            gender: 2,
            address: address(111),
        })),
        end: None,
        hours: Hours::default(),
        planned_hours: Some(12),
        worker_type: "STU".into(),
        workplace: Some(Workplace {
            name: "Zaal 2".into(),
            address: address(150),
        }),
        ..flexi()
    }
}

fn asked() -> DeclarationId {
    DeclarationId::from_value(NUMBER).expect("positive")
}
