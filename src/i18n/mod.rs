//! The message catalogue: every sentence to a person, in four languages.
//!
//! A sentence is named by a key and lives in `<language>/<area>.ftl` (Fluent).
//! Every language is complete; should one lack a sentence, it is said in English.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::text::{Arg, Text};

#[cfg(test)]
mod tests;

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
            include_str!(concat!($language, "/cert.ftl")),
            include_str!(concat!($language, "/chaman.ftl")),
            include_str!(concat!($language, "/config.ftl")),
            include_str!(concat!($language, "/app.ftl")),
            include_str!(concat!($language, "/cli.ftl")),
            include_str!(concat!($language, "/decision.ftl")),
            include_str!(concat!($language, "/correct.ftl")),
            include_str!(concat!($language, "/form.ftl")),
            include_str!(concat!($language, "/pick.ftl")),
            include_str!(concat!($language, "/import.ftl")),
            include_str!(concat!($language, "/plan.ftl")),
            include_str!(concat!($language, "/tui.ftl")),
            include_str!(concat!($language, "/accounts.ftl")),
            include_str!(concat!($language, "/certificates.ftl")),
        ]
    };
}
use areas;

/// The sentences of one language, with English behind it.
pub struct Catalogue {
    language: Language,
    chosen: FluentBundle<FluentResource>,
    fallback: Option<FluentBundle<FluentResource>>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        let fallback = (language != Language::En).then(|| bundle(Language::En));
        Self {
            language,
            chosen: bundle(language),
            fallback,
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
        self.bundles().any(|bundle| bundle.has_message(key))
    }

    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Words(words) => FluentValue::String(Cow::Borrowed(words)),
            // Grouping of digits is for amounts; ids and counts stay plain.
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Text(text) => FluentValue::String(Cow::Owned(self.text(text))),
        }
    }

    fn bundles(&self) -> impl Iterator<Item = &FluentBundle<FluentResource>> {
        std::iter::once(&self.chosen).chain(&self.fallback)
    }

    /// A key that no catalogue has is shown as it is: an ugly word beats a lost message.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        for bundle in self.bundles() {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                let mut errors = Vec::new();
                return bundle
                    .format_pattern(pattern, args, &mut errors)
                    .into_owned();
            }
        }
        key.to_owned()
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let locale = language
        .code()
        .parse()
        .expect("a two-letter code is a locale");
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks are invisible characters that break comparing, copying and CSV.
    bundle.set_use_isolating(false);
    for source in language.sources() {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}
