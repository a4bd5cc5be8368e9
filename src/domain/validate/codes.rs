//! What belongs to a field: its anomaly codes (dimona.md 7.6), its longest text
//! (dimona.md 2.3) and the kinds that take it (dimona.md 2.2).

use super::Code;
use crate::domain::draft::{Field, Kind};

/// The zone of a field at the NSSO, with its anomalies "missing", "invalid" and
/// "not allowed", as far as the NSSO has them.
struct Zone {
    missing: Code,
    invalid: Code,
    forbidden: Code,
}

macro_rules! zone {
    ($zone:literal) => {
        Zone {
            missing: Some(concat!($zone, "-001")),
            invalid: Some(concat!($zone, "-003")),
            forbidden: Some(concat!($zone, "-005")),
        }
    };
    // Part of a worker's identity: what lacks makes the whole identity incomplete (R21).
    (identity $zone:literal) => {
        Zone {
            missing: Some("90017-363"),
            invalid: Some(concat!($zone, "-003")),
            forbidden: None,
        }
    };
    (optional $zone:literal) => {
        Zone {
            missing: None,
            invalid: Some(concat!($zone, "-003")),
            forbidden: Some(concat!($zone, "-005")),
        }
    };
}

fn zone(field: Field) -> Zone {
    match field {
        // Kept by us and never sent, so the NSSO says nothing of it.
        Field::Reference => Zone {
            missing: None,
            invalid: None,
            forbidden: None,
        },
        Field::EnterpriseNumber => Zone {
            missing: Some("00014-001"),
            invalid: Some("00014-003"),
            forbidden: None,
        },
        Field::NssoNumber => zone!("00011"),
        Field::Ssin => Zone {
            missing: Some("00024-001"),
            invalid: Some("00024-003"),
            forbidden: None,
        },
        Field::FamilyName => zone!(identity "00025"),
        Field::GivenName => zone!(identity "00026"),
        Field::Initial => Zone {
            missing: None,
            invalid: Some("00027-003"),
            forbidden: None,
        },
        Field::BirthDate => zone!(identity "00028"),
        Field::PlaceOfBirth => zone!(identity "00168"),
        Field::CountryOfBirth => zone!(identity "00169"),
        Field::Nationality => zone!(identity "00119"),
        Field::Gender => zone!(identity "00029"),
        Field::Street => zone!(identity "00030"),
        Field::HouseNumber => zone!(identity "00031"),
        Field::BoxNumber => zone!(identity "00032"),
        Field::PostCode => zone!(identity "00033"),
        Field::MunicipalityCode | Field::MunicipalityName => zone!(identity "00034"),
        Field::Country => zone!(identity "00035"),
        Field::PeriodId => zone!("00913"),
        Field::StartDate => zone!("00910"),
        Field::StartHour => zone!("00777"),
        Field::EndDate => zone!("00911"),
        Field::EndHour => zone!("00778"),
        Field::PlannedHours => zone!("01135"),
        Field::WorkerType => zone!("00655"),
        Field::JointCommittee | Field::UserJointCommittee => zone!("00046"),
        Field::SubEntity => zone!("00652"),
        Field::UserEnterpriseNumber => zone!("00131"),
        Field::UserName => zone!(optional "00153"),
        Field::CardFirstMonth => zone!("00663"),
        Field::CardNextMonth => zone!("00664"),
        Field::WorkNature => zone!("01231"),
        Field::SmallStatus => zone!("00053"),
        Field::WorkplaceName => zone!(optional "00776"),
        Field::WorkplaceStreet | Field::UserStreet => zone!("00517"),
        Field::WorkplaceHouseNumber | Field::UserHouseNumber => zone!("00518"),
        Field::WorkplaceBoxNumber | Field::UserBoxNumber => zone!(optional "00519"),
        Field::WorkplacePostCode | Field::UserPostCode => zone!("00520"),
        Field::WorkplaceMunicipalityCode
        | Field::WorkplaceMunicipalityName
        | Field::UserMunicipalityCode
        | Field::UserMunicipalityName => zone!("00522"),
        Field::WorkplaceCountry | Field::UserCountry => zone!("00523"),
    }
}

/// The anomaly of a field that lacks.
pub(super) fn missing(field: Field) -> Code {
    zone(field).missing
}

/// The anomaly of a field that cannot be read.
pub(super) fn invalid(field: Field) -> Code {
    zone(field).invalid
}

/// The anomaly of a field that may not be there.
pub(super) fn forbidden(field: Field) -> Code {
    zone(field).forbidden
}

/// Characters that the field takes at most.
pub(super) fn longest(field: Field) -> Option<usize> {
    Some(match field {
        Field::FamilyName => 48,
        Field::GivenName => 24,
        Field::Initial => 1,
        Field::PlaceOfBirth
        | Field::MunicipalityName
        | Field::WorkplaceMunicipalityName
        | Field::UserMunicipalityName => 40,
        Field::Street => 35,
        Field::WorkplaceStreet | Field::UserStreet => 42,
        Field::HouseNumber | Field::WorkplaceHouseNumber | Field::UserHouseNumber => 10,
        Field::BoxNumber | Field::WorkplaceBoxNumber | Field::UserBoxNumber => 4,
        Field::PostCode | Field::WorkplacePostCode | Field::UserPostCode => 9,
        Field::WorkplaceName | Field::UserName => 96,
        _ => return None,
    })
}

/// Whether this kind takes the field, in the message or for our own screens.
pub fn takes(kind: Kind, field: Field) -> bool {
    let about = matches!(
        field,
        Field::Reference
            | Field::EnterpriseNumber
            | Field::NssoNumber
            | Field::Ssin
            | Field::FamilyName
            | Field::GivenName
    );
    about
        || match kind {
            Kind::In => field != Field::PeriodId,
            Kind::Out => matches!(field, Field::PeriodId | Field::EndDate),
            Kind::Update => matches!(
                field,
                Field::PeriodId
                    | Field::StartDate
                    | Field::StartHour
                    | Field::EndDate
                    | Field::EndHour
                    | Field::PlannedHours
            ),
            Kind::Cancel => field == Field::PeriodId,
        }
}
