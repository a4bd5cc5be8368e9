//! The parts that several kinds share: reference, employer, worker, period, dates, hours.

use jiff::civil::Date;

use super::{Check, codes, read};
use crate::domain::declaration::{About, Address, Hours, PersonName};
use crate::domain::draft::Field;
use crate::domain::ids::{
    Employer, EnterpriseNumber, IdError, NssoNumber, PeriodId, Reference, Ssin, SsinNote,
};
use crate::domain::places::Municipality;
use crate::domain::text::Text;

/// The fields of one address.
pub(super) struct AddressFields {
    street: Field,
    house_number: Field,
    box_number: Field,
    post_code: Field,
    municipality_code: Field,
    municipality_name: Field,
    country: Field,
}

/// Where the worker lives.
pub(super) const HOME: AddressFields = AddressFields {
    street: Field::Street,
    house_number: Field::HouseNumber,
    box_number: Field::BoxNumber,
    post_code: Field::PostCode,
    municipality_code: Field::MunicipalityCode,
    municipality_name: Field::MunicipalityName,
    country: Field::Country,
};

/// Where a student works.
pub(super) const WORKPLACE: AddressFields = AddressFields {
    street: Field::WorkplaceStreet,
    house_number: Field::WorkplaceHouseNumber,
    box_number: Field::WorkplaceBoxNumber,
    post_code: Field::WorkplacePostCode,
    municipality_code: Field::WorkplaceMunicipalityCode,
    municipality_name: Field::WorkplaceMunicipalityName,
    country: Field::WorkplaceCountry,
};

/// Where a foreign user undertaking is.
pub(super) const USER: AddressFields = AddressFields {
    street: Field::UserStreet,
    house_number: Field::UserHouseNumber,
    box_number: Field::UserBoxNumber,
    post_code: Field::UserPostCode,
    municipality_code: Field::UserMunicipalityCode,
    municipality_name: Field::UserMunicipalityName,
    country: Field::UserCountry,
};

/// NIS code of Belgium.
pub(super) const BELGIUM: u16 = 150;

/// The code that stands for a municipality abroad or unknown (rsz-rest 5.5).
const NO_MUNICIPALITY: u32 = 99_999;

/// The date that stands for "no end" in an UPDATE (R03).
pub(in crate::domain) const NO_END: Date = Date::constant(9999, 12, 31);

impl Check<'_> {
    pub(super) fn reference(&mut self) -> Option<Reference> {
        self.read(Field::Reference, |text| {
            Reference::parse(text).map_err(|error| match error {
                IdError::NotDigits => Text::new("check-text-control"),
                other => read::number_error(other),
            })
        })
    }

    /// Employer, number and name of the worker, as far as given.
    pub(super) fn about(&mut self) -> About {
        let ssin = self.read(Field::Ssin, |text| {
            Ssin::parse(text).map_err(read::number_error)
        });
        if ssin.and_then(Ssin::note) == Some(SsinNote::NoBirthDate) {
            self.advice(Field::Ssin, Text::new("check-ssin-no-birth-date"));
        }
        About {
            employer: self.employer(),
            ssin,
            name: self.name(),
        }
    }

    fn employer(&mut self) -> Option<Employer> {
        let enterprise = self.read(Field::EnterpriseNumber, |text| {
            EnterpriseNumber::parse(text).map_err(read::number_error)
        });
        let text = self.draft.get(Field::NssoNumber);
        let nsso = match NssoNumber::parse(text) {
            _ if text.is_empty() => None,
            Ok(number) => Some(number),
            Err(error) => {
                // A provisional number has a zone of its own (dimona.md 6.4).
                let digits = text.bytes().filter(u8::is_ascii_digit);
                let code = if digits.count() == 10 {
                    Some("00948-003")
                } else {
                    codes::invalid(Field::NssoNumber)
                };
                self.error(Field::NssoNumber, code, read::number_error(error));
                None
            }
        };
        Employer::of(enterprise, nsso)
    }

    fn name(&mut self) -> Option<PersonName> {
        let family = self.read(Field::FamilyName, read::plain_text);
        let given = self.read(Field::GivenName, read::plain_text);
        (family.is_some() || given.is_some()).then(|| PersonName {
            family: family.unwrap_or_default(),
            given: given.unwrap_or_default(),
        })
    }

    pub(super) fn period(&mut self) -> Option<PeriodId> {
        let period = self.require(Field::PeriodId, |text| {
            PeriodId::parse(text).map_err(read::number_error)
        })?;
        if !period.has_check_pair() {
            self.advice(Field::PeriodId, Text::new("check-period-check-pair"));
        }
        Some(period)
    }

    /// A first day, held against the window of R02.
    pub(super) fn start_date(&mut self) -> Option<Date> {
        let start = self.read(Field::StartDate, read::date)?;
        let (first, last) = (self.rules.limits.first_start, self.last_day());
        if start < first || start > last {
            let why = Text::new("check-date-window")
                .with("first", first.to_string())
                .with("last", last.to_string());
            self.refusal(Field::StartDate, "00910-008", why);
        }
        Some(start)
    }

    /// A last day, held against the window of R03.
    pub(super) fn end_date(&mut self, may_reopen: bool) -> Option<Date> {
        let end = self.read(Field::EndDate, read::date)?;
        let (first, last) = (self.rules.limits.first_end, self.last_day());
        if end == NO_END {
            if !may_reopen {
                let why = Text::new("check-end-reopens");
                self.refusal(Field::EndDate, "00911-008", why);
            }
        } else if end < first || end > last {
            let why = Text::new("check-date-window")
                .with("first", first.to_string())
                .with("last", last.to_string());
            self.refusal(Field::EndDate, "00911-008", why);
        }
        Some(end)
    }

    /// The last day of the last year that is taken (R02, R03).
    fn last_day(&self) -> Date {
        let ahead = self.rules.limits.years_ahead;
        let year = self.today.year().saturating_add(ahead).min(9999);
        Date::new(year, 12, 31).unwrap_or(Date::MAX)
    }

    pub(super) fn hours(&mut self) -> Hours {
        Hours {
            start: self.read(Field::StartHour, read::hour),
            end: self.read(Field::EndHour, read::hour),
        }
    }

    /// Order and length of a period (R04, R16, R17).
    pub(super) fn order(
        &mut self,
        (start, end): (Option<Date>, Option<Date>),
        hours: Hours,
        over_24_hours: &'static str,
    ) {
        let (Some(start), Some(end)) = (start, end) else {
            return;
        };
        if end < start {
            let why = Text::new("check-end-before-start");
            self.refusal(Field::EndDate, "00911-014", why);
            return;
        }
        let (Some(from), Some(to)) = (hours.start, hours.end) else {
            return;
        };
        if start == end && to <= from {
            let why = Text::new("check-end-hour-order");
            self.refusal(Field::EndHour, "00778-345", why);
        }
        let next_day = start.tomorrow().unwrap_or(Date::MAX);
        if end > next_day || (end == next_day && to > from) {
            let why = Text::new("check-over-24-hours");
            self.refusal(Field::EndDate, over_24_hours, why);
        }
    }

    /// A whole address; what lacks is an error.
    pub(super) fn address(&mut self, fields: &AddressFields) -> Option<Address> {
        let street = self.require_text(fields.street);
        let house_number = self.require_text(fields.house_number);
        let box_number = self.text(fields.box_number);
        let post_code = self.require_text(fields.post_code);
        let municipality_code = self.require(fields.municipality_code, read::municipality);
        let municipality_name = self.require_text(fields.municipality_name);
        let country = self.require(fields.country, read::country);
        let address = Address {
            street: street?,
            house_number: house_number?,
            box_number,
            post_code: post_code?,
            municipality_code: municipality_code?,
            municipality_name: municipality_name?,
            country: country?,
        };
        if address.country == BELGIUM {
            self.belgian(fields, &address);
        }
        Some(address)
    }

    /// R36, as far as the list of municipalities goes.
    fn belgian(&mut self, fields: &AddressFields, address: &Address) {
        // The lowest Belgian postcode is 1000.
        let four_digits = address.post_code.len() == 4
            && address.post_code.bytes().all(|byte| byte.is_ascii_digit())
            && !address.post_code.starts_with('0');
        if !four_digits && let Some(code) = codes::invalid(fields.post_code) {
            self.refusal(fields.post_code, code, Text::new("check-post-code"));
        }
        if address.municipality_code == NO_MUNICIPALITY
            && let Some(code) = codes::invalid(fields.municipality_code)
        {
            let why = Text::new("check-municipality-belgian");
            self.warning(fields.municipality_code, code, why);
            return;
        }
        self.belong_together(fields, address);
    }

    /// Only a postcode that the list has says anything. A merger does not change an address at once,
    /// so that the municipality of today and that of the first day are both right.
    fn belong_together(&mut self, fields: &AddressFields, address: &Address) {
        let places = self.rules.places;
        let start = read::date(self.draft.get(Field::StartDate)).unwrap_or(self.today);
        let mut known = places.with_post_code(&address.post_code, self.today);
        known.extend(places.with_post_code(&address.post_code, start));
        known.sort_by_key(|place| place.code);
        known.dedup_by_key(|place| place.code);
        let (named, others): (Vec<_>, Vec<_>) = known
            .into_iter()
            .partition(|place| place.code == address.municipality_code);
        let called = |place: &&Municipality| place.is_called(&address.municipality_name);
        let (field, right) = if named.is_empty() {
            (fields.municipality_code, others)
        } else if named.iter().any(called) {
            return;
        } else {
            (fields.municipality_name, named)
        };
        let right: Vec<_> = right
            .iter()
            .map(|place| format!("{} {}", place.code, place.usual_name()))
            .collect();
        if let (false, Some(code)) = (right.is_empty(), codes::invalid(field)) {
            let why = Text::new("pick-check-municipality").with("places", right.join(", "));
            self.warning(field, code, why);
        }
    }
}
