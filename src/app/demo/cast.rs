//! The people of the demonstration: all invented, the same at every run.
//!
//! Their serial numbers are so high that none is ever given out (rsz-rest 14.3).

use jiff::civil::{Date, date};

use crate::domain::draft::{Draft, Field};

/// An invented worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) ssin: String,
    pub(super) family: &'static str,
    pub(super) given: &'static str,
    pub(super) birth: Date,
}

const FAMILIES: [&str; 12] = [
    "Voorbeeld",
    "Exempel",
    "Testmans",
    "Dumoulin-Essai",
    "Proefstra",
    "Van den Test",
    "Fictief",
    "Specimen",
    "Modelaers",
    "Exemplaire",
    "Staelens-Proef",
    "Muster",
];

const GIVEN: [&str; 10] = [
    "Aïcha", "Bram", "Chloé", "Daan", "Élise", "Farid", "Greet", "Hugo", "Ines", "Jürgen",
];

/// The person of this number; every number is another one.
pub(super) fn person(number: usize) -> Person {
    // Steps that share no factor with the lengths visit every combination.
    let day = i16::try_from(number * 7 % 365 + 1).unwrap_or(1);
    let year = 1960 + i16::try_from(number % 45).unwrap_or(0);
    let birth = date(year, 1, 1)
        .with()
        .day_of_year(day)
        .build()
        .unwrap_or(date(year, 1, 1));
    Person {
        ssin: ssin(birth, 990 + number % 8),
        family: FAMILIES[number * 5 % FAMILIES.len()],
        given: GIVEN[number * 3 % GIVEN.len()],
        birth,
    }
}

/// A student: born so that she is of an age to study.
pub(super) fn student(number: usize, today: Date) -> Person {
    let older = person(number);
    let year = today.year() - 19 - i16::try_from(number % 4).unwrap_or(0);
    let birth = date(year, older.birth.month(), older.birth.day().min(28));
    Person {
        ssin: ssin(birth, 990 + number % 8),
        birth,
        ..older
    }
}

/// Noor Proefkonijn, who may not do flexi-jobs.
pub(super) const NOOR: &str = "92041599827";
/// Sam Dummy, a student with few hours left.
pub(super) const SAM: &str = "05021999736";

/// Where somebody comes from who has no number yet, and whom Sigedis has to find.
const FROM_LYON: [(Field, &str); 10] = [
    (Field::PlaceOfBirth, "LYON"),
    (Field::CountryOfBirth, "111"),
    (Field::Nationality, "111"),
    (Field::Gender, "2"),
    (Field::Street, "Rue de l'Exemple"),
    (Field::HouseNumber, "3"),
    (Field::PostCode, "69001"),
    (Field::MunicipalityCode, "99999"),
    (Field::MunicipalityName, "Lyon"),
    (Field::Country, "111"),
];

/// Says of the worker what Sigedis needs instead of a number.
pub(super) fn unidentified(draft: &mut Draft, birth: &str) {
    draft.set(Field::BirthDate, birth);
    for (field, text) in FROM_LYON {
        draft.set(field, text);
    }
}

/// The number of somebody born on this day (dimona.md 6.1).
pub(super) fn ssin(birth: Date, serial: usize) -> String {
    let two_digits = |number: i16| u64::try_from(number.rem_euclid(100)).unwrap_or(0);
    let body = two_digits(birth.year()) * 10_000_000
        + two_digits(birth.month().into()) * 100_000
        + two_digits(birth.day().into()) * 1_000
        + serial as u64;
    let summed = if birth.year() >= 2000 {
        body + 2_000_000_000
    } else {
        body
    };
    format!("{body:09}{:02}", 97 - summed % 97)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::ids::Ssin;

    #[test]
    fn everybody_has_a_valid_number_of_their_own() {
        let mut seen = HashSet::new();
        for number in 0..1_000 {
            let person = person(number);
            let ssin =
                Ssin::parse(&person.ssin).unwrap_or_else(|error| panic!("{number}: {error}"));
            assert_eq!(ssin.birth_date(), Some(person.birth));
            seen.insert(person.ssin);
        }
        assert!(seen.len() > 990, "{}", seen.len());
    }
}
