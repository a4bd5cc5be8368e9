//! The lists of places can be read, and nothing in them is impossible.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::places;
use crate::domain::places::AddressLanguage;

/// A day of every state that the lists have had.
const DAYS: [Date; 4] = [
    Date::constant(2018, 12, 31),
    Date::constant(2019, 1, 1),
    Date::constant(2024, 12, 31),
    Date::constant(2026, 11, 22),
];

#[test]
fn every_country_has_three_digits_and_its_names() {
    for day in DAYS {
        let mut codes = BTreeSet::new();
        for country in places().countries(day) {
            assert!((100..=999).contains(&country.code), "{}", country.code);
            assert!(codes.insert(country.code), "{} stands twice", country.code);
        }
        assert!(codes.contains(&150) && codes.contains(&999));
    }
    for language in ["en", "nl", "fr", "de"] {
        let mut names = BTreeSet::new();
        for country in places().countries(DAYS[3]) {
            let name = country.name(language);
            assert_eq!(name.trim(), name, "{} in {language}", country.code);
            assert!(!name.is_empty(), "{} in {language}", country.code);
            assert!(names.insert(name), "{name} stands twice in {language}");
        }
    }
}

#[test]
fn every_municipality_has_five_digits_names_and_postcodes() {
    for day in DAYS {
        let mut codes = BTreeSet::new();
        for place in places().municipalities(day) {
            let code = place.code;
            assert!((10_000..99_999).contains(&code), "{code}");
            assert!(codes.insert(code), "{code} stands twice on {day}");
            let own: BTreeSet<_> = place.post_codes.iter().collect();
            assert!(!own.is_empty(), "{code} has no postcode");
            assert_eq!(own.len(), place.post_codes.len(), "{code}: one twice");
            let belgian = |post_code: &&u16| (1000..=9999).contains(*post_code);
            assert!(own.iter().all(belgian), "{code}");
            for language in AddressLanguage::ALL {
                let name = place.name_in(language);
                assert!(!name.trim().is_empty(), "{code} in {language:?}");
                // As much as the field takes.
                assert!(name.chars().count() <= 40, "{name}");
            }
        }
        assert!(codes.len() > 30, "{day}");
    }
}

#[test]
fn no_two_municipalities_of_a_postcode_have_the_same_name() {
    for day in DAYS {
        for place in places().municipalities(day) {
            for post_code in &place.post_codes {
                let others = places().with_post_code(&post_code.to_string(), day);
                let called = others
                    .iter()
                    .filter(|other| other.is_called(place.name("nl")));
                assert_eq!(called.count(), 1, "{post_code} {}", place.code);
            }
        }
    }
}

#[test]
fn mergers_change_codes() {
    let codes = |post_code, day| {
        let found = places().with_post_code(post_code, day);
        found.iter().map(|place| place.code).collect::<Vec<_>>()
    };
    for (name, post_code, before, after) in [
        ("Puurs in 2019", "2870", vec![12_030], (0, vec![12_041])),
        (
            "Zwijndrecht in 2025",
            "2070",
            vec![11_056],
            (2, vec![46_030]),
        ),
        (
            "Borsbeek in 2025",
            "2150",
            vec![11_002, 11_007],
            (2, vec![11_002]),
        ),
    ] {
        assert_eq!(codes(post_code, DAYS[after.0]), before, "{name}, before");
        assert_eq!(
            codes(post_code, DAYS[after.0 + 1]),
            after.1,
            "{name}, after"
        );
    }
}
