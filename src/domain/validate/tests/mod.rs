//! Every rule with a draft that keeps it and drafts that break it.

mod among;
mod changes;
mod entries;
mod fields;

use jiff::civil::Date;

use super::{Severity, Verdict, validate};
use crate::domain::draft::{Draft, Field, Kind};
use crate::domain::rules::Rules;

/// What a case expects: field, anomaly, severity.
type Expected = (Field, Option<&'static str>, Severity);

/// The lists that ship with the program: the rules are nothing without them.
fn rules() -> Rules {
    toml::from_str(include_str!("../../../config/rules.toml")).expect("our own lists")
}

fn check(draft: &Draft) -> Verdict {
    validate(draft, &rules(), Date::constant(2026, 11, 22))
}

fn found(draft: &Draft) -> Vec<Expected> {
    check(draft)
        .findings
        .iter()
        .map(|finding| (finding.field, finding.code, finding.severity))
        .collect()
}

/// An IN of this type, without dates.
fn entry(worker_type: &str) -> Draft {
    Draft::new(Kind::In)
        .with(Field::EnterpriseNumber, "0999.999.922")
        .with(Field::Ssin, "85.07.30-997.34")
        .with(Field::WorkerType, worker_type)
        .with(Field::JointCommittee, "XXX")
}

/// The same IN with these dates; an empty end stays open.
fn dated(worker_type: &str, start: &str, end: &str) -> Draft {
    entry(worker_type)
        .with(Field::StartDate, start)
        .with(Field::EndDate, end)
}

fn refusal(field: Field, code: &'static str) -> Expected {
    (field, Some(code), Severity::Refusal)
}

fn warning(field: Field, code: &'static str) -> Expected {
    (field, Some(code), Severity::Warning)
}

fn error(field: Field, code: &'static str) -> Expected {
    (field, Some(code), Severity::Error)
}

fn advice(field: Field) -> Expected {
    (field, None, Severity::Advice)
}

/// Runs a table; a declaration comes out exactly when no finding is an error.
fn run(cases: Vec<(&str, Draft, Vec<Expected>)>) {
    for (name, draft, expected) in cases {
        assert_eq!(found(&draft), expected, "{name}");
        let readable = expected
            .iter()
            .all(|(_, _, severity)| *severity != Severity::Error);
        assert_eq!(check(&draft).declaration.is_some(), readable, "{name}");
    }
}
