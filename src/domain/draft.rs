//! A declaration as typed: one text per field, right or wrong.
//!
//! The form, a CSV row and a JSON object all become a [`Draft`], so that there is
//! one way into [`super::validate`] and one name per field everywhere.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{Employer, EnterpriseNumber, NssoNumber, Ssin};

mod message;

/// The four kinds of declaration (dimona.md 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Announces the start of an employment; creates the period.
    In,
    /// Closes an open period.
    Out,
    /// Changes dates, hours or planned hours of a period.
    Update,
    /// Withdraws a whole period.
    Cancel,
}

impl Kind {
    /// All kinds, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::In, Self::Out, Self::Update, Self::Cancel];

    /// The stored and exchanged name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Update => "update",
            Self::Cancel => "cancel",
        }
    }

    /// Reads a name, in any case, with or without the word `dimona`.
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.trim().to_ascii_lowercase();
        let name = name.strip_prefix("dimona").unwrap_or(&name);
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name.trim())
    }

    /// The member of the message that carries this kind (rsz-rest 5.1).
    pub fn block(self) -> &'static str {
        match self {
            Self::In => "dimonaIn",
            Self::Out => "dimonaOut",
            Self::Update => "dimonaUpdate",
            Self::Cancel => "dimonaCancel",
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident: $column:literal $(, $wire:literal)?;)*) => {
        /// One field of a declaration, with its column name and its place in the message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// Every field, in the order of forms and files.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name of the field in CSV headers, flat JSON and verdicts.
            pub fn column(self) -> &'static str {
                match self { $(Self::$name => $column,)* }
            }

            /// The path in the message; a leading `*.` stands for the block of the kind. None
            /// where the name of the member is not known (rsz-rest A-20).
            fn wire_pattern(self) -> Option<&'static str> {
                let known: &[&str] = match self { $(Self::$name => &[$($wire)?],)* };
                known.first().copied()
            }
        }
    };
}

fields! {
    /// The caller's own reference; not sent.
    Reference: "reference", "reference";
    /// Employer by enterprise number.
    EnterpriseNumber: "enterprise_number", "employer.enterpriseNumber";
    /// Employer by NSSO number.
    NssoNumber: "nsso_number", "employer.employerId";
    /// Social security number of the worker.
    Ssin: "ssin", "worker.ssin";
    /// Family name.
    FamilyName: "family_name", "worker.familyName";
    /// First given name.
    GivenName: "given_name", "worker.givenName";
    /// Initial of the second given name.
    Initial: "initial";
    /// Birth date.
    BirthDate: "birth_date", "worker.birthDate";
    /// Place of birth.
    PlaceOfBirth: "place_of_birth", "worker.placeOfBirth";
    /// Country of birth, NIS code.
    CountryOfBirth: "country_of_birth", "worker.countryOfBirth";
    /// Nationality, NIS code.
    Nationality: "nationality", "worker.nationality";
    /// Sex, ISO 5218: 1 man, 2 woman.
    Gender: "gender", "worker.gender";
    /// Street of the worker's address.
    Street: "street", "worker.address.street";
    /// House number of the worker's address.
    HouseNumber: "house_number", "worker.address.houseNumber";
    /// Box of the worker's address.
    BoxNumber: "box_number", "worker.address.boxNumber";
    /// Postcode of the worker's address.
    PostCode: "post_code", "worker.address.postCode";
    /// NIS code of the worker's municipality.
    MunicipalityCode: "municipality_code", "worker.address.municipality.code";
    /// Name of the worker's municipality.
    MunicipalityName: "municipality_name", "worker.address.municipality.name";
    /// Country of the worker's address, NIS code.
    Country: "country", "worker.address.country";
    /// Number of the period that is changed.
    PeriodId: "period_id", "*.periodId";
    /// First day.
    StartDate: "start_date", "*.startDate";
    /// First hour, for kinds declared by the hour.
    StartHour: "start_hour", "*.startHour";
    /// Last day.
    EndDate: "end_date", "*.endDate";
    /// Last hour.
    EndHour: "end_hour", "*.endHour";
    /// Whole planned hours.
    PlannedHours: "planned_hours", "*.plannedHoursNumber";
    /// Worker type.
    WorkerType: "worker_type", "*.features.workerType";
    /// Joint committee.
    JointCommittee: "joint_committee", "*.features.jointCommissionNumber";
    /// Sub-entity of a public employer.
    SubEntity: "sub_entity";
    /// User undertaking of agency work by enterprise number.
    UserEnterpriseNumber: "user_enterprise_number";
    /// Name of a foreign user undertaking.
    UserName: "user_name";
    /// Street of a foreign user undertaking.
    UserStreet: "user_street";
    /// House number of a foreign user undertaking.
    UserHouseNumber: "user_house_number";
    /// Box of a foreign user undertaking.
    UserBoxNumber: "user_box_number";
    /// Postcode of a foreign user undertaking.
    UserPostCode: "user_post_code";
    /// Municipality code of a foreign user undertaking.
    UserMunicipalityCode: "user_municipality_code";
    /// Name of the municipality of a foreign user undertaking.
    UserMunicipalityName: "user_municipality_name";
    /// Country of a foreign user undertaking, NIS code.
    UserCountry: "user_country";
    /// Joint committee of the user undertaking.
    UserJointCommittee: "user_joint_committee";
    /// Construction control card (C3.2A) of the month of the start.
    CardFirstMonth: "card_first_month";
    /// Construction control card (C3.2A) of the month after.
    CardNextMonth: "card_next_month";
    /// Nature of the work of a trainee: `EMPLOYEE` or `WORKER`.
    WorkNature: "work_nature";
    /// Small-status regime of a trainee: `F1` or `F2`.
    SmallStatus: "small_status";
    /// Name of a student's place of work.
    WorkplaceName: "workplace_name", "*.studentPlaceOfWork.name";
    /// Street of a student's place of work.
    WorkplaceStreet: "workplace_street", "*.studentPlaceOfWork.address.street";
    /// House number of a student's place of work.
    WorkplaceHouseNumber: "workplace_house_number", "*.studentPlaceOfWork.address.houseNumber";
    /// Box of a student's place of work.
    WorkplaceBoxNumber: "workplace_box_number", "*.studentPlaceOfWork.address.boxNumber";
    /// Postcode of a student's place of work.
    WorkplacePostCode: "workplace_post_code", "*.studentPlaceOfWork.address.postCode";
    /// NIS code of the municipality of a student's place of work.
    WorkplaceMunicipalityCode: "workplace_municipality_code", "*.studentPlaceOfWork.address.municipality.code";
    /// Name of the municipality of a student's place of work.
    WorkplaceMunicipalityName: "workplace_municipality_name", "*.studentPlaceOfWork.address.municipality.name";
    /// Country of a student's place of work, NIS code.
    WorkplaceCountry: "workplace_country", "*.studentPlaceOfWork.address.country";
}

impl Field {
    /// Whom a declaration is about.
    pub const ABOUT: [Self; 5] = [
        Self::EnterpriseNumber,
        Self::NssoNumber,
        Self::Ssin,
        Self::FamilyName,
        Self::GivenName,
    ];

    /// What an UPDATE can change.
    pub const CHANGES: [Self; 5] = [
        Self::StartDate,
        Self::StartHour,
        Self::EndDate,
        Self::EndHour,
        Self::PlannedHours,
    ];

    /// The place of work.
    pub const WORKPLACE: [Self; 8] = [
        Self::WorkplaceName,
        Self::WorkplaceStreet,
        Self::WorkplaceHouseNumber,
        Self::WorkplaceBoxNumber,
        Self::WorkplacePostCode,
        Self::WorkplaceMunicipalityCode,
        Self::WorkplaceMunicipalityName,
        Self::WorkplaceCountry,
    ];

    /// The user undertaking by name and address: for one without a Belgian number.
    pub const USER_BY_NAME: [Self; 8] = [
        Self::UserName,
        Self::UserStreet,
        Self::UserHouseNumber,
        Self::UserBoxNumber,
        Self::UserPostCode,
        Self::UserMunicipalityCode,
        Self::UserMunicipalityName,
        Self::UserCountry,
    ];

    /// The construction cards.
    pub const CARDS: [Self; 2] = [Self::CardFirstMonth, Self::CardNextMonth];

    /// What is said of a small status.
    pub const SMALL_STATUS: [Self; 2] = [Self::WorkNature, Self::SmallStatus];

    /// The field with this column name.
    pub fn from_column(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.column() == name)
    }

    /// The field at this path of a message, with the kind whose block it stands in.
    pub fn from_wire(path: &str) -> Option<(Option<Kind>, Self)> {
        let block = Kind::ALL.into_iter().find_map(|kind| {
            let rest = path.strip_prefix(kind.block())?;
            rest.starts_with('.').then_some((kind, rest))
        });
        let wanted = block.map_or_else(|| path.to_owned(), |(_, rest)| format!("*{rest}"));
        Self::ALL
            .iter()
            .copied()
            .find(|field| field.wire_pattern() == Some(&*wanted))
            .map(|field| (block.map(|(kind, _)| kind), field))
    }

    /// The path of the field in a message of this kind, as the NSSO names it in problems.
    ///
    /// None for a field that is checked and kept but not sent, because nobody has published
    /// the name of its member (rsz-rest A-20).
    pub fn wire_path(self, kind: Kind) -> Option<String> {
        self.wire_pattern()
            .map(|pattern| pattern.replacen('*', kind.block(), 1))
    }
}

/// A declaration as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// What is declared.
    pub kind: Kind,
    values: BTreeMap<Field, String>,
}

impl Draft {
    /// A draft without any field filled in.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            values: BTreeMap::new(),
        }
    }

    /// The text of a field, without surrounding blanks; empty when not filled in.
    pub fn get(&self, field: Field) -> &str {
        self.values.get(&field).map_or("", |text| text.trim())
    }

    /// Fills in a field; an empty text empties it.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, text);
        }
    }

    /// The same draft with one more field: for building in one expression.
    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    /// The employer, as far as its numbers can be read.
    pub fn employer(&self) -> Option<Employer> {
        let enterprise = EnterpriseNumber::parse(self.get(Field::EnterpriseNumber)).ok();
        let nsso = NssoNumber::parse(self.get(Field::NssoNumber)).ok();
        Employer::of(enterprise, nsso)
    }

    /// The worker's number, if it can be read.
    pub fn ssin(&self) -> Option<Ssin> {
        Ssin::parse(self.get(Field::Ssin)).ok()
    }

    /// The fields that are filled in.
    pub fn filled(&self) -> impl Iterator<Item = Field> {
        self.values.keys().copied()
    }

    /// The fields that are filled in and have no place in the message (rsz-rest A-20).
    pub fn not_sent(&self) -> impl Iterator<Item = (Field, &str)> {
        self.filled()
            .filter(|field| field.wire_path(self.kind).is_none())
            .map(|field| (field, self.get(field)))
    }

    /// The draft as one flat JSON object, with the names of files: how it is kept.
    ///
    /// # Panics
    ///
    /// Never: texts always serialise.
    pub fn document(&self) -> String {
        let mut members = BTreeMap::from([("kind", self.kind.as_str())]);
        members.extend(self.filled().map(|field| (field.column(), self.get(field))));
        serde_json::to_string(&members).expect("texts always serialise")
    }

    /// Reads [`Draft::document`]. Fields that this version does not know are passed over.
    pub fn from_document(document: &str) -> Option<Self> {
        let members: BTreeMap<String, String> = serde_json::from_str(document).ok()?;
        let mut draft = Self::new(Kind::parse(members.get("kind")?)?);
        for (name, text) in members {
            if let Some(field) = Field::from_column(&name) {
                draft.set(field, text);
            }
        }
        Some(draft)
    }
}

/// Names the filled fields, never their contents: drafts hold national numbers.
impl fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Draft({}", self.kind.as_str())?;
        for field in self.filled() {
            write!(formatter, ", {}", field.column())?;
        }
        write!(formatter, ")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_again_by_column_and_by_path() {
        for &field in Field::ALL {
            assert_eq!(Field::from_column(field.column()), Some(field));
            let Some(path) = field.wire_path(Kind::In) else {
                continue;
            };
            assert_eq!(
                Field::from_wire(&path).map(|(_, found)| found),
                Some(field),
                "{path}"
            );
        }
    }

    #[test]
    fn a_path_names_its_block() {
        assert_eq!(
            Field::from_wire("dimonaUpdate.endDate"),
            Some((Some(Kind::Update), Field::EndDate))
        );
        assert_eq!(Field::from_wire("worker.ssin"), Some((None, Field::Ssin)));
        assert_eq!(Field::from_wire("dimonaIn.periodid"), None);
    }

    #[test]
    fn a_draft_is_read_back_as_it_was_kept() {
        let draft = Draft::new(Kind::Update)
            .with(Field::PeriodId, "800000000179")
            .with(Field::FamilyName, "  \"T\u{e9}st\" ");
        let read = Draft::from_document(&draft.document());
        let same = Draft::new(Kind::Update)
            .with(Field::PeriodId, "800000000179")
            .with(Field::FamilyName, "\"T\u{e9}st\"");
        assert_eq!(read, Some(same));
        assert_eq!(Draft::from_document("{}"), None);
        assert_eq!(Draft::from_document("[1]"), None);
    }

    #[test]
    fn what_has_no_place_in_the_message_is_known() {
        let draft = Draft::new(Kind::In)
            .with(Field::Reference, "A-1")
            .with(Field::Ssin, "85073099734")
            .with(Field::FamilyName, "Testmans")
            .with(Field::SubEntity, "123");
        let found: Vec<_> = draft.not_sent().collect();
        assert_eq!(found, [(Field::SubEntity, "123")]);
    }

    #[test]
    fn debug_output_holds_no_contents() {
        let draft = Draft::new(Kind::In).with(Field::Ssin, "85073099734");
        assert_eq!(format!("{draft:?}"), "Draft(in, ssin)");
    }
}
