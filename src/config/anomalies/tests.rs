//! The tables are whole: every code in every language, nothing empty, nothing left over.

use std::collections::BTreeSet;

use super::anomalies;
use crate::domain::anomaly::{ActionClass, Explanation, Severity};
use crate::domain::draft::Field;
use crate::domain::untrusted::is_plain;

const LANGUAGES: [&str; 4] = ["en", "nl", "fr", "de"];

/// What an operator reads in one go, in characters.
const LONGEST: usize = 220;

fn all(language: &str) -> Vec<Explanation> {
    anomalies()
        .codes()
        .map(|code| anomalies().explain(code.as_str(), language))
        .collect()
}

#[test]
fn there_are_201_codes_and_185_of_them_refuse() {
    let codes = all("en");
    let refusing = codes
        .iter()
        .filter(|code| code.severity == Some(Severity::Blocking))
        .count();
    assert_eq!((codes.len(), refusing), (201, 185));
    assert!(codes.iter().all(Explanation::is_known));
}

#[test]
fn every_code_is_explained_in_every_language() {
    for language in LANGUAGES {
        for code in all(language) {
            let name = format!("{language} {}", code.code);
            assert!(code.place.is_some(), "{name}: no name for the place");
            assert!(code.error_type.is_some(), "{name}: no name for the error");
            for text in [&code.meaning, &code.fix] {
                assert!(text.ends_with('.'), "{name}: not a sentence: {text}");
                let first = text.chars().next().unwrap_or_default();
                assert!(first.is_uppercase(), "{name}: begins in the middle: {text}");
            }
        }
    }
}

/// The keys of a table in a file.
fn keys(file: &str, table: &str) -> BTreeSet<String> {
    let file: toml::Table = toml::from_str(file).expect("the file is TOML");
    let table = file[table].as_table().expect("it is a table");
    table.keys().cloned().collect()
}

#[test]
fn no_language_has_more_or_less_than_another() {
    let english = include_str!("en.toml");
    let codes = keys(include_str!("codes.toml"), "codes");
    for (language, file) in [
        ("en", english),
        ("nl", include_str!("nl.toml")),
        ("fr", include_str!("fr.toml")),
        ("de", include_str!("de.toml")),
    ] {
        assert_eq!(keys(file, "codes"), codes, "{language}");
        for table in ["places", "types"] {
            assert_eq!(
                keys(file, table),
                keys(english, table),
                "{language} {table}"
            );
        }
    }
}

#[test]
fn no_two_languages_say_the_same() {
    let [english, dutch, french, german] = LANGUAGES.map(all);
    for (((en, nl), fr), de) in english.iter().zip(&dutch).zip(&french).zip(&german) {
        let meanings = BTreeSet::from([&en.meaning, &nl.meaning, &fr.meaning, &de.meaning]);
        let fixes = BTreeSet::from([&en.fix, &nl.fix, &fr.fix, &de.fix]);
        assert_eq!((meanings.len(), fixes.len()), (4, 4), "{}", en.code);
    }
}

#[test]
fn every_text_can_be_read_at_a_glance_and_shown_as_it_is() {
    for language in LANGUAGES {
        for code in all(language) {
            let halves = code.place.iter().chain(&code.error_type);
            for text in halves.chain([&code.meaning, &code.fix]) {
                let name = format!("{language} {}: {text}", code.code);
                assert!(!text.trim().is_empty(), "{name}");
                assert_eq!(text, text.trim(), "{name}");
                assert!(text.chars().count() <= LONGEST, "too long: {name}");
                assert!(text.chars().all(is_plain), "{name}");
                assert!(!text.contains(['{', '}', '@', '|']), "{name}");
                assert!(!text.contains("  "), "two blanks: {name}");
            }
        }
    }
}

#[test]
fn every_class_of_action_is_the_fix_of_some_code() {
    let used: Vec<_> = all("en").iter().filter_map(|code| code.action).collect();
    for class in ActionClass::ALL {
        assert!(used.contains(&class), "{class:?}");
    }
}

#[test]
fn codes_point_at_the_field_to_look_at() {
    for (code, field) in [
        ("00024-003", Some(Field::Ssin)),
        ("00910-459", Some(Field::StartDate)),
        ("90374-349", Some(Field::JointCommittee)),
        ("90373-421", Some(Field::EndDate)),
        ("00777-008", Some(Field::StartHour)),
        ("90256-155", None),
    ] {
        assert_eq!(anomalies().explain(code, "en").field, field, "{code}");
    }
}

#[test]
fn of_an_unknown_code_the_halves_are_told_as_far_as_they_are_known() {
    for (name, code, place, error_type) in [
        (
            "a new pair of old halves",
            "00777-460",
            Some("start hour"),
            Some("late"),
        ),
        (
            "a starter job",
            "90373-516",
            Some("IN"),
            Some("starter-job conditions not met"),
        ),
        ("an old place", "00655-999", Some("worker type"), None),
        ("an old error", "99999-460", None, Some("late")),
        ("nothing", "99999-999", None, None),
    ] {
        let told = anomalies().explain(code, "en");
        assert!(!told.is_known(), "{name}");
        assert_eq!(told.severity, None, "{name}");
        assert_eq!(told.place.as_deref(), place, "{name}");
        assert_eq!(told.error_type.as_deref(), error_type, "{name}");
        for half in place.iter().chain(&error_type) {
            assert!(told.meaning.contains(half), "{name}: {}", told.meaning);
        }
        assert!(!told.fix.is_empty(), "{name}");
    }
}

#[test]
fn garbage_is_shown_harmlessly() {
    for language in LANGUAGES {
        for text in ["", "\u{1b}]0;owned\u{7}", "90374\u{202e}-349", "ÿÿÿÿÿ-ÿÿÿ"] {
            let told = anomalies().explain(text, language);
            assert!(!told.is_known(), "{text:?}");
            assert!(told.code.chars().all(is_plain), "{}", told.code);
            assert!(!told.meaning.is_empty() && !told.fix.is_empty());
        }
    }
}

#[test]
fn a_language_without_texts_is_answered_in_english() {
    assert_eq!(
        anomalies().explain("90374-349", "es"),
        anomalies().explain("90374-349", "en")
    );
}
