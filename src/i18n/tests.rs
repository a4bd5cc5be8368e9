//! The catalogue is complete, parses, and holds every key that the code names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

/// The sentences of a language as they are written, by key.
fn sentences_of(language: Language) -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for source in language.sources() {
        let resource = FluentResource::try_new((*source).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.code()));
        let mut key = None;
        for line in resource.source().lines() {
            if let Some((name, words)) = line.split_once(" =")
                && name.starts_with(|first: char| first.is_ascii_lowercase())
            {
                let twin = sentences.insert(name.to_owned(), words.to_owned());
                assert!(twin.is_none(), "{}: {name} stands twice", language.code());
                key = Some(name);
            } else if line.starts_with('#') {
                key = None;
            } else if let Some(sentence) = key.and_then(|key| sentences.get_mut(key)) {
                sentence.push('\n');
                sentence.push_str(line);
            }
        }
    }
    sentences
}

fn keys_of(language: Language) -> BTreeSet<String> {
    sentences_of(language).into_keys().collect()
}

fn variables(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-_".contains(sign)))
                .next()
                .unwrap_or_default()
        })
        .collect()
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
fn every_language_says_what_english_says() {
    let english = keys_of(Language::En);
    for language in Language::ALL {
        let own = keys_of(language);
        let missing: Vec<_> = english.difference(&own).collect();
        let foreign: Vec<_> = own.difference(&english).collect();
        let code = language.code();
        assert!(missing.is_empty(), "missing in {code}: {missing:?}");
        assert!(foreign.is_empty(), "only in {code}: {foreign:?}");
    }
}

/// Chaman's own labels are Dutch: in Dutch their translation beside them would say them twice.
const TRANSLATE_A_LABEL: [&str; 2] = ["chaman-do-tick", "chaman-do-untick"];

#[test]
fn a_sentence_has_the_same_variables_in_every_language() {
    let english = sentences_of(Language::En);
    for language in Language::ALL {
        for (key, sentence) in &sentences_of(language) {
            let mut wanted = variables(&english[key]);
            if language == Language::Nl && TRANSLATE_A_LABEL.contains(&key.as_str()) {
                wanted.remove("permission");
            }
            assert_eq!(variables(sentence), wanted, "{key} in {}", language.code());
        }
    }
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
fn every_language_counts_in_its_own_way() {
    for (language, none, one, more) in [
        (Language::En, "0 days", "1 day", "12 days"),
        (Language::Nl, "0 dagen", "1 dag", "12 dagen"),
        (Language::Fr, "0 jour", "1 jour", "12 jours"),
        (Language::De, "0 Tage", "1 Tag", "12 Tage"),
    ] {
        let catalogue = Catalogue::new(language);
        for (days, words) in [(0_i64, none), (1, one), (12, more)] {
            let text = Text::new("tui-certificate-days").with("days", days);
            assert_eq!(catalogue.text(&text), words);
        }
    }
}

/// Sentences are cut out of their files and parsed one by one.
#[test]
fn a_sentence_alone_says_what_it_says_in_its_file() {
    for language in Language::ALL {
        let locale = language.code().parse().expect("a locale");
        let mut whole = FluentBundle::new_concurrent(vec![locale]);
        whole.set_use_isolating(false);
        for source in language.sources() {
            let resource = FluentResource::try_new((*source).to_owned()).expect("it parses");
            whole.add_resource(resource).expect("each key once");
        }
        let catalogue = Catalogue::new(language);
        let keys = keys_of(language);
        assert_eq!(catalogue.chosen.written.len(), keys.len());
        for key in keys {
            let message = whole.get_message(&key).expect("a sentence");
            let pattern = message.value().expect("words");
            let said = whole.format_pattern(pattern, None, &mut Vec::new());
            assert_eq!(catalogue.get(&key), said, "{key} in {}", language.code());
        }
    }
}

#[test]
fn a_key_without_a_sentence_is_shown_as_it_is() {
    for language in Language::ALL {
        assert_eq!(Catalogue::new(language).get("no-such-key"), "no-such-key");
    }
}

#[test]
fn locales_are_read_as_languages() {
    assert_eq!(Language::parse("nl_BE.UTF-8"), Some(Language::Nl));
    assert_eq!(Language::parse("DE"), Some(Language::De));
    assert_eq!(Language::parse("es"), None);
}
