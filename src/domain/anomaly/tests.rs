//! Codes as they are copied, and classes of action.

use super::*;

#[test]
fn a_code_is_read_however_it_was_copied() {
    for (name, text, code) in [
        ("official", "90374-349", Some("90374-349")),
        ("without the dash", "90374349", Some("90374-349")),
        ("with blanks", " 90374 - 349\n", Some("90374-349")),
        (
            "from a typeset page",
            "90374\u{a0}–\u{a0}349",
            Some("90374-349"),
        ),
        ("one digit short", "9037-349", None),
        ("one digit long", "90374-3490", None),
        ("a letter", "9037A-349", None),
        ("digits of another script", "٩٠٣٧٤-٣٤٩", None),
        ("nothing", "", None),
    ] {
        let read = AnomalyCode::parse(text);
        assert_eq!(read.as_ref().map(AnomalyCode::as_str), code, "{name}");
    }
}

#[test]
fn a_code_has_two_halves() {
    let code = AnomalyCode::parse("00910-001").expect("it is a code");
    assert_eq!((code.place(), code.error_type()), ("00910", "001"));
}

#[test]
fn every_class_has_a_label_of_its_own() {
    let mut keys: Vec<_> = ActionClass::ALL.map(|class| class.label().key).into();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), ActionClass::ALL.len());
}

#[test]
fn what_others_must_do_is_not_offered() {
    for class in [
        ActionClass::Employer,
        ActionClass::Mandate,
        ActionClass::Channel,
        ActionClass::Nsso,
        ActionClass::Note,
    ] {
        assert_eq!(class.offer(), Offer::Nothing, "{class:?}");
    }
}
