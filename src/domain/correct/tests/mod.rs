//! Cases as they come from the service, and what is made of them.

mod offers;
mod properties;
mod proposals;
mod wanted_states;

use jiff::civil::{Date, date};

use super::*;
use crate::config;
use crate::domain::declaration::Hours;

const PERIOD: &str = "800000000179";
const TODAY: Date = date(2026, 11, 22);

fn period() -> PeriodId {
    PeriodId::parse(PERIOD).expect("twelve digits")
}

/// An IN of this type.
fn entry(worker_type: &str, start: &str, end: &str) -> Draft {
    Draft::new(Kind::In)
        .with(Field::Reference, "R-1")
        .with(Field::EnterpriseNumber, "0999.999.922")
        .with(Field::Ssin, "85073099734")
        .with(Field::FamilyName, "TESTMANS")
        .with(Field::WorkerType, worker_type)
        .with(Field::JointCommittee, "XXX")
        .with(Field::StartDate, start)
        .with(Field::EndDate, end)
}

/// A change of the period, of the same worker.
fn change(kind: Kind) -> Draft {
    Draft::new(kind)
        .with(Field::PeriodId, PERIOD)
        .with(Field::EnterpriseNumber, "0999.999.922")
        .with(Field::Ssin, "85073099734")
}

fn known(worker_type: &str, start: &str, end: Option<&str>) -> KnownPeriod {
    KnownPeriod {
        employer: "0999999922".parse().ok(),
        ssin: crate::domain::ids::Ssin::parse("85073099734").ok(),
        start: start.parse().expect("a day"),
        end: end.map(|end| end.parse().expect("a day")),
        worker_type: Some(worker_type.to_owned()),
        joint_committee: Some("XXX".to_owned()),
        hours: Hours::default(),
        planned_hours: None,
        cancelled: false,
        locked: false,
    }
}

/// A case that ended so.
fn case(state: StateKind, draft: Draft, codes: &[&str]) -> Case {
    Case {
        id: SubmissionId(7),
        state,
        decision: None,
        replaced_by: None,
        period: (draft.kind != Kind::In || state != StateKind::Refused).then(period),
        draft,
        codes: codes.iter().map(|&code| code.to_owned()).collect(),
        known: None,
        entry: None,
        today: TODAY,
    }
}

fn refused(draft: Draft, codes: &[&str]) -> Case {
    case(StateKind::Refused, draft, codes)
}

fn made(case: &Case, offer: Offer) -> Result<Proposal, Text> {
    propose(case, offer, config::anomalies(), &config::rules())
}
