//! How places are found; what the files hold is tested beside them.

use super::*;

fn municipalities() -> Municipalities {
    let place = |code, name: &str, official: &[AddressLanguage], from, until| Municipality {
        code,
        nl: name.to_owned(),
        fr: format!("{name}-lez-Test"),
        de: name.to_owned(),
        official: official.to_vec(),
        post_codes: vec![1234],
        from,
        until,
    };
    let (before, after) = (Date::constant(2024, 12, 31), Date::constant(2025, 1, 1));
    let both = [AddressLanguage::Fr, AddressLanguage::Nl];
    Municipalities {
        complete: false,
        list: vec![
            place(
                10_001,
                "Proefdorp",
                &[AddressLanguage::Nl],
                None,
                Some(before),
            ),
            place(
                10_002,
                "Proefstad",
                &[AddressLanguage::Nl],
                Some(after),
                None,
            ),
            place(10_003, "Sint-Proef", &both, None, None),
        ],
    }
}

fn places() -> Places {
    Places::new(
        LazyLock::new(Countries::default),
        LazyLock::new(municipalities),
    )
}

#[test]
fn a_postcode_has_the_municipalities_of_the_day() {
    let places = places();
    for (name, post_code, day, expected) in [
        (
            "before a merger",
            "1234",
            Date::constant(2024, 12, 31),
            vec![10_001, 10_003],
        ),
        (
            "after it",
            "1234",
            Date::constant(2025, 1, 1),
            vec![10_002, 10_003],
        ),
        (
            "one that nobody has",
            "1235",
            Date::constant(2025, 1, 1),
            vec![],
        ),
        ("none at all", "B-1234", Date::constant(2025, 1, 1), vec![]),
        (
            "one that is too long",
            "123412341234",
            Date::constant(2025, 1, 1),
            vec![],
        ),
    ] {
        let found = places.with_post_code(post_code, day);
        let codes: Vec<_> = found.iter().map(|place| place.code).collect();
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn an_address_has_a_name_that_is_official_there() {
    let list = municipalities().list;
    for (name, place, language, expected) in [
        ("Dutch to a Frenchman", 0, "fr", "Proefdorp"),
        ("Dutch to an Englishman", 0, "en", "Proefdorp"),
        ("both to a Dutchman", 2, "nl", "Sint-Proef"),
        ("both to a Frenchman", 2, "fr", "Sint-Proef-lez-Test"),
        ("the usual one to others", 2, "de", "Sint-Proef-lez-Test"),
    ] {
        assert_eq!(list[place].name(language), expected, "{name}");
    }
}

#[test]
fn a_name_is_known_in_every_language_and_spelling() {
    let list = municipalities().list;
    for (name, expected) in [
        ("sint proef", true),
        ("SINT-PROËF-LEZ-TEST", true),
        ("Proef", false),
        ("", false),
    ] {
        assert_eq!(list[2].is_called(name), expected, "{name}");
    }
}

#[test]
fn what_is_compared_has_no_case_and_no_accents() {
    for (text, expected) in [
        ("Écaussinnes", "ecaussinnes"),
        ("'s-Gravenbrakel", "sgravenbrakel"),
        ("Le Rœulx", "leroeulx"),
        ("0999.999.922", "0999999922"),
        ("Σ", "σ"),
    ] {
        assert_eq!(folded(text), expected, "{text}");
    }
}

#[test]
fn without_lists_there_are_no_places() {
    let none = <&Places>::default();
    let day = Date::constant(2026, 11, 22);
    assert_eq!(none.countries(day).count(), 0);
    assert_eq!(none.municipalities(day).count(), 0);
    assert!(!none.is_complete());
}
