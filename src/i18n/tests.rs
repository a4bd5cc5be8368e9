//! The catalogue is complete, parses, and holds every key that the code names.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

fn keys_of(language: Language) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in language.sources() {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.code()));
        for line in resource.source().lines() {
            if let Some((key, _)) = line.split_once(" =")
                && key.starts_with(|first: char| first.is_ascii_lowercase())
            {
                assert!(
                    keys.insert(key.to_owned()),
                    "{}: {key} stands twice",
                    language.code()
                );
            }
        }
    }
    keys
}

/// Every string literal in the sources that stands where a key stands.
fn keys_in_code(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("sources are readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            keys_in_code(&path, keys);
        } else if path.ends_with("i18n/tests.rs") {
            // This file, whose literals are the search itself.
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).expect("sources are text");
            for opening in ["Text::new(", "catalogue.get(", "words.get("] {
                for rest in source.split(opening).skip(1) {
                    let rest = rest.trim_start();
                    if let Some(literal) = rest.strip_prefix('"') {
                        let key = literal.split('"').next().unwrap_or_default();
                        keys.insert(key.to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn dutch_says_everything_that_english_says() {
    let (english, dutch) = (keys_of(Language::En), keys_of(Language::Nl));
    let missing: Vec<_> = english.difference(&dutch).collect();
    let foreign: Vec<_> = dutch.difference(&english).collect();
    assert!(missing.is_empty(), "missing in Dutch: {missing:?}");
    assert!(foreign.is_empty(), "only in Dutch: {foreign:?}");
}

#[test]
fn every_key_that_the_code_names_has_a_sentence() {
    let mut named = BTreeSet::new();
    keys_in_code(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut named,
    );
    let english = keys_of(Language::En);
    let missing: Vec<_> = named.difference(&english).collect();
    assert!(missing.is_empty(), "no sentence for: {missing:?}");
}

#[test]
fn a_language_without_a_catalogue_speaks_english() {
    let english = Catalogue::new(Language::En);
    let french = Catalogue::new(Language::Fr);
    let key = keys_of(Language::En).into_iter().next().expect("some key");
    assert_eq!(french.get(&key), english.get(&key));
}

#[test]
fn locales_are_read_as_languages() {
    assert_eq!(Language::parse("nl_BE.UTF-8"), Some(Language::Nl));
    assert_eq!(Language::parse("DE"), Some(Language::De));
    assert_eq!(Language::parse("es"), None);
}
