//! The fields at fault in a declaration, from the codes of its answer.

use super::{Case, Mark};
use crate::domain::anomaly::{ActionClass, Anomalies};
use crate::domain::draft::{Draft, Field};

/// The marks of a case, in the order of its codes; a code may mark several fields.
pub(super) fn of(case: &Case, anomalies: &Anomalies) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for code in &case.codes {
        for field in fields(case, code, anomalies) {
            let mark = Mark {
                field,
                code: code.clone(),
            };
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

fn fields(case: &Case, code: &str, anomalies: &Anomalies) -> Vec<Field> {
    let told = anomalies.explain(code, "en");
    let (place, error_type) = told.code.split_once('-').unwrap_or_default();
    // Of what was accepted only a few warnings are about a field that could have been another.
    if case.is_accepted() {
        return match error_type {
            "058" | "510" => vec![Field::WorkerType],
            "369" => vec![Field::PlannedHours],
            _ => Vec::new(),
        };
    }
    if matches!(
        told.action,
        Some(ActionClass::Consequence | ActionClass::Note | ActionClass::Wait)
    ) {
        return Vec::new();
    }
    let mut fields: Vec<Field> = told.field.into_iter().collect();
    if fields.is_empty() || place == "90374" {
        fields.extend(block(place).iter().filter(|&&one| told.field != Some(one)));
    }
    fields
        .into_iter()
        .map(|field| meant(&case.draft, field))
        .collect()
}

/// The likely fields of a block (dimona.md 7.3), likeliest first.
fn block(place: &str) -> &'static [Field] {
    match place {
        "90373" | "90378" => &[Field::StartDate, Field::EndDate],
        "90374" => &[Field::JointCommittee, Field::WorkerType],
        "90377" | "90379" => &[Field::PeriodId],
        "90017" => &[Field::Ssin],
        "90022" => &[Field::Street, Field::MunicipalityName],
        "90256" => &[Field::EnterpriseNumber],
        "90375" => &Field::CARDS,
        "90376" => &[Field::WorkplaceName],
        "90107" => &[Field::UserEnterpriseNumber],
        "90594" => &Field::SMALL_STATUS,
        _ => &[],
    }
}

/// The tables name one field of two that mean the same: the one that was filled in is meant.
fn meant(draft: &Draft, field: Field) -> Field {
    let other = match field {
        Field::EnterpriseNumber => Field::NssoNumber,
        Field::WorkplaceStreet => Field::UserStreet,
        Field::WorkplaceHouseNumber => Field::UserHouseNumber,
        Field::WorkplaceBoxNumber => Field::UserBoxNumber,
        Field::WorkplacePostCode => Field::UserPostCode,
        Field::WorkplaceMunicipalityName => Field::UserMunicipalityName,
        Field::WorkplaceCountry => Field::UserCountry,
        _ => return field,
    };
    if draft.get(field).is_empty() && !draft.get(other).is_empty() {
        other
    } else {
        field
    }
}
