//! The message catalogue: every sentence to a person, in four languages.
//!
//! A sentence is named by a key and lives in `<language>/<area>.ftl` (Fluent).
//! Every language is complete; should one lack a sentence, it is said in English.
//! A start says few of them: the others are not parsed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::text::{Arg, Text};
use crate::domain::untrusted::made_safe;

mod quick;
#[cfg(test)]
mod tests;

use quick::Quick;

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// German.
    De,
}

impl Language {
    /// All languages, English first.
    pub const ALL: [Self; 4] = [Self::En, Self::Nl, Self::Fr, Self::De];

    /// The ISO 639-1 code, as `--lang` takes it.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// Reads a code, or a locale such as `nl_BE.UTF-8` that starts with one.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.split(['_', '-', '.']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::En => &areas!("en"),
            Self::Nl => &areas!("nl"),
            Self::Fr => &areas!("fr"),
            Self::De => &areas!("de"),
        }
    }
}

/// Bytes of a sentence with its key, at least, in the mean of any language.
const SHORT: usize = 50;

/// The areas of the catalogue: one file each, the same in every language.
macro_rules! areas {
    ($language:literal) => {
        [
            include_str!(concat!($language, "/domain.ftl")),
            include_str!(concat!($language, "/deadline.ftl")),
            include_str!(concat!($language, "/outage.ftl")),
            include_str!(concat!($language, "/engine.ftl")),
            include_str!(concat!($language, "/rsz.ftl")),
            include_str!(concat!($language, "/store.ftl")),
            include_str!(concat!($language, "/store_copy.ftl")),
            include_str!(concat!($language, "/store_pg.ftl")),
            include_str!(concat!($language, "/store_upkeep.ftl")),
            include_str!(concat!($language, "/cert.ftl")),
            include_str!(concat!($language, "/chaman.ftl")),
            include_str!(concat!($language, "/config.ftl")),
            include_str!(concat!($language, "/app.ftl")),
            include_str!(concat!($language, "/cli.ftl")),
            include_str!(concat!($language, "/bench.ftl")),
            include_str!(concat!($language, "/service.ftl")),
            include_str!(concat!($language, "/decision.ftl")),
            include_str!(concat!($language, "/correct.ftl")),
            include_str!(concat!($language, "/form.ftl")),
            include_str!(concat!($language, "/pick.ftl")),
            include_str!(concat!($language, "/import.ftl")),
            include_str!(concat!($language, "/plain.ftl")),
            include_str!(concat!($language, "/hooks.ftl")),
            include_str!(concat!($language, "/many.ftl")),
            include_str!(concat!($language, "/plan.ftl")),
            include_str!(concat!($language, "/team.ftl")),
            include_str!(concat!($language, "/audit.ftl")),
            include_str!(concat!($language, "/tui.ftl")),
            include_str!(concat!($language, "/keys.ftl")),
            include_str!(concat!($language, "/term.ftl")),
            include_str!(concat!($language, "/queue.ftl")),
            include_str!(concat!($language, "/filter.ftl")),
            include_str!(concat!($language, "/accounts.ftl")),
            include_str!(concat!($language, "/certificates.ftl")),
            include_str!(concat!($language, "/stats.ftl")),
            include_str!(concat!($language, "/reconcile.ftl")),
        ]
    };
}
use areas;

/// The sentences of one language, with English behind it.
pub struct Catalogue {
    language: Language,
    chosen: Sentences,
    /// Read when the language lacks a sentence.
    fallback: OnceLock<Sentences>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            chosen: Sentences::new(language),
            fallback: OnceLock::new(),
        }
    }

    /// The language that was asked for.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of a key without variables.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The sentence of a text with its variables filled in.
    pub fn text(&self, text: &Text) -> String {
        let mut args = FluentArgs::with_capacity(text.args.len());
        for (name, arg) in &text.args {
            args.set(*name, self.value(arg));
        }
        self.format(text.key, Some(&args))
    }

    /// Whether the language itself, or English, has this key.
    pub fn has(&self, key: &str) -> bool {
        self.written(key).is_some()
    }

    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            // Should somebody's text have come here as it is: a sentence goes to a terminal.
            Arg::Words(words) => FluentValue::String(made_safe(words)),
            // Grouping of digits is for amounts; ids and counts stay plain.
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Text(text) => FluentValue::String(Cow::Owned(self.text(text))),
        }
    }

    /// The sentence of this key as it is written, among those of the language or of English.
    fn written(&self, key: &str) -> Option<(&Sentences, &'static str)> {
        if let Some(written) = self.chosen.written.get(key) {
            return Some((&self.chosen, written));
        }
        if self.language == Language::En {
            return None;
        }
        let english = self.fallback.get_or_init(|| Sentences::new(Language::En));
        english.written.get(key).map(|written| (english, *written))
    }

    /// A key that no catalogue has is shown as it is: an ugly word beats a lost message.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        self.written(key)
            .and_then(|(sentences, written)| sentences.say(key, written, args))
            .unwrap_or_else(|| key.to_owned())
    }
}

/// The sentences of one language.
struct Sentences {
    /// As they are written, key and all.
    written: HashMap<&'static str, &'static str, Quick>,
    /// Those that were said and are more than words.
    parsed: RwLock<FluentBundle<FluentResource>>,
}

impl Sentences {
    fn new(language: Language) -> Self {
        let locale = language
            .code()
            .parse()
            .expect("a two-letter code is a locale");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks are invisible characters that break comparing, copying and CSV.
        bundle.set_use_isolating(false);
        let sources = language.sources();
        let bytes: usize = sources.iter().map(|source| source.len()).sum();
        let mut written = HashMap::with_capacity_and_hasher(bytes / SHORT, Quick::default());
        written.extend(sources.iter().flat_map(|source| split(source)));
        Self {
            written,
            parsed: RwLock::new(bundle),
        }
    }

    fn say(
        &self,
        key: &str,
        written: &'static str,
        args: Option<&FluentArgs<'_>>,
    ) -> Option<String> {
        if let Some(words) = only_words(written) {
            return Some(words.to_owned());
        }
        let mut parsed = self.parsed();
        if !parsed.has_message(key) {
            drop(parsed);
            let resource = FluentResource::try_new(written.to_owned());
            let resource = resource.unwrap_or_else(|(partial, _)| partial);
            let mut writing = self.parsed.write().unwrap_or_else(PoisonError::into_inner);
            writing.add_resource_overriding(resource);
            drop(writing);
            parsed = self.parsed();
        }
        let pattern = parsed.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let said = parsed.format_pattern(pattern, args, &mut errors);
        Some(said.into_owned())
    }

    fn parsed(&self) -> RwLockReadGuard<'_, FluentBundle<FluentResource>> {
        self.parsed.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sentences of an area, each with its key: they begin with a lower-case letter at the
/// beginning of a line, and end where the next one or a comment begins.
fn split(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        loop {
            let is_sentence = rest.starts_with(|first: char| first.is_ascii_lowercase());
            let end = if is_sentence {
                end_of(rest)
            } else {
                line_end(rest)
            };
            if end == 0 {
                return None;
            }
            let (piece, after) = rest.split_at(end);
            rest = after;
            if is_sentence && let Some((key, _)) = piece.split_once('=') {
                return Some((key.trim_end(), piece));
            }
        }
    })
}

/// Where the first line ends, with its line feed.
fn line_end(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// Where the sentence ends with which the text begins.
fn end_of(text: &str) -> usize {
    let mut end = line_end(text);
    while text[end..].starts_with([' ', '\n', '}']) {
        end += line_end(&text[end..]);
    }
    end
}

/// The words of a sentence on one line that is nothing but words.
fn only_words(written: &'static str) -> Option<&'static str> {
    let (_, words) = written.split_once('=')?;
    let words = words.trim();
    (!words.is_empty() && !words.contains(['{', '\n'])).then_some(words)
}
