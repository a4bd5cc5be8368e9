//! An IN: its parts, and the worker by number or by identity.

use jiff::civil::Date;

use super::fields::{HOME, WORKPLACE};
use super::{Check, codes, read};
use crate::domain::declaration::{About, Body, Hours, Identity, In, PersonName, Worker, Workplace};
use crate::domain::draft::Field;
use crate::domain::ids::{Sex, Ssin};
use crate::domain::text::Text;

/// The fields that identify a worker without a number, address apart (R21).
const IDENTITY: [Field; 7] = [
    Field::FamilyName,
    Field::GivenName,
    Field::BirthDate,
    Field::PlaceOfBirth,
    Field::CountryOfBirth,
    Field::Nationality,
    Field::Gender,
];

/// The fields that are of no use beside a number: nobody sends or compares them.
const NEEDLESS_WITH_NUMBER: [Field; 10] = [
    Field::PlaceOfBirth,
    Field::CountryOfBirth,
    Field::Nationality,
    Field::Street,
    Field::HouseNumber,
    Field::BoxNumber,
    Field::PostCode,
    Field::MunicipalityCode,
    Field::MunicipalityName,
    Field::Country,
];

/// The values of an IN that the rules compare, as far as they could be read.
pub(super) struct Facts {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) hours: Hours,
    pub(super) planned_hours: Option<u16>,
    pub(super) worker_type: Option<String>,
    pub(super) joint_committee: Option<String>,
    pub(super) born: Option<Date>,
}

impl Check<'_> {
    /// An IN. `about` holds the employer and the worker's number and name.
    pub(super) fn entry(&mut self, about: &About) -> Option<Body> {
        if !self.given(Field::EnterpriseNumber) && !self.given(Field::NssoNumber) {
            let field = Field::EnterpriseNumber;
            let why = Text::new("check-employer-missing");
            self.error(field, codes::missing(field), why);
        }
        if !self.given(Field::StartDate) {
            let field = Field::StartDate;
            self.error(field, codes::missing(field), Text::new("check-missing"));
        }
        let birth_date = self.birth_date();
        let worker = self.worker(about, birth_date.clone());
        let facts = Facts {
            start: self.start_date(),
            end: self.end_date(false),
            hours: self.hours(),
            planned_hours: self.read(Field::PlannedHours, read::planned_hours),
            worker_type: self.require(Field::WorkerType, read::code),
            joint_committee: self.require(Field::JointCommittee, read::code),
            born: about
                .ssin
                .and_then(Ssin::birth_date)
                .or_else(|| birth_date.and_then(|text| text.parse().ok())),
        };
        let workplace = self.workplace();
        self.order((facts.start, facts.end), facts.hours, "90373-341");
        self.entry_rules(&facts);
        Some(Body::In(Box::new(In {
            employer: about.employer?,
            worker: worker?,
            start: facts.start?,
            end: facts.end,
            hours: facts.hours,
            planned_hours: facts.planned_hours,
            worker_type: facts.worker_type?,
            joint_committee: facts.joint_committee?,
            workplace,
        })))
    }

    fn birth_date(&mut self) -> Option<String> {
        let text = self.read(Field::BirthDate, read::birth_date)?;
        if text > self.today.to_string() {
            let why = Text::new("check-birth-date-future");
            self.refusal(Field::BirthDate, "00028-003", why);
        }
        Some(text)
    }

    fn worker(&mut self, about: &About, birth_date: Option<String>) -> Option<Worker> {
        if self.given(Field::Ssin) {
            let ssin = about.ssin?;
            self.compare_with_number(ssin, birth_date.as_deref());
            return Some(Worker::Known {
                ssin,
                name: about.name.clone(),
            });
        }
        let anything = |fields: &[Field]| fields.iter().any(|&field| self.given(field));
        if !anything(&IDENTITY) && !anything(&NEEDLESS_WITH_NUMBER) {
            let why = Text::new("check-worker-missing");
            self.error(Field::Ssin, Some("90017-363"), why);
            return None;
        }
        self.identity(birth_date)
            .map(|identity| Worker::Unknown(Box::new(identity)))
    }

    /// Identity data beside a number only help to find a wrong number (R24).
    fn compare_with_number(&mut self, ssin: Ssin, birth_date: Option<&str>) {
        let of_number = ssin.birth_date().map(|date| date.to_string());
        if let (Some(of_number), Some(given)) = (of_number, birth_date)
            && of_number != given
            && !given.ends_with("-00-00")
        {
            let why = Text::new("check-ssin-birth-date-differs");
            self.warning(Field::BirthDate, "00028-348", why);
        }
        let of_number = ssin.sex().map(|sex| match sex {
            Sex::Man => 1,
            Sex::Woman => 2,
        });
        if let (Some(of_number), Some(given)) = (of_number, self.read(Field::Gender, read::gender))
            && of_number != given
        {
            let why = Text::new("check-ssin-gender-differs");
            self.warning(Field::Gender, "00029-348", why);
        }
        if let Some(&needless) = NEEDLESS_WITH_NUMBER
            .iter()
            .find(|&&field| self.given(field))
        {
            self.advice(needless, Text::new("check-identity-not-sent"));
        }
    }

    fn identity(&mut self, birth_date: Option<String>) -> Option<Identity> {
        for field in IDENTITY {
            if !self.given(field) {
                let why = Text::new("check-identity-missing");
                self.error(field, codes::missing(field), why);
            }
        }
        self.length(Field::FamilyName);
        self.length(Field::GivenName);
        let family = self.read(Field::FamilyName, |text| Ok(text.to_owned()));
        let given = self.read(Field::GivenName, |text| Ok(text.to_owned()));
        let place_of_birth = self.text(Field::PlaceOfBirth);
        let country_of_birth = self.read(Field::CountryOfBirth, read::country);
        let nationality = self.read(Field::Nationality, read::country);
        let gender = self.read(Field::Gender, read::gender);
        let address = self.address(&HOME);
        Some(Identity {
            name: PersonName {
                family: family?,
                given: given?,
            },
            birth_date: birth_date?,
            place_of_birth: place_of_birth?,
            country_of_birth: country_of_birth?,
            nationality: nationality?,
            gender: gender?,
            address: address?,
        })
    }

    fn workplace(&mut self) -> Option<Workplace> {
        if !Field::WORKPLACE.iter().any(|&field| self.given(field)) {
            return None;
        }
        let name = self.require_text(Field::WorkplaceName);
        let address = self.address(&WORKPLACE);
        Some(Workplace {
            name: name?,
            address: address?,
        })
    }

    /// The first field of the place of work that is filled in.
    pub(super) fn workplace_field(&self) -> Option<Field> {
        Field::WORKPLACE
            .into_iter()
            .find(|&field| self.given(field))
    }
}
