//! Countries and Belgian municipalities: lists to choose from, and what is held against R36.
//!
//! Owns how a place is found by code, postcode or name. Knows no list: `config` owns the files, and
//! each is read when it is first needed. A place that no list has is no mistake.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::rules::in_force;

#[cfg(test)]
mod tests;

/// A country by its NIS code (dimona.md 6.7).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Three digits.
    pub code: u16,
    en: String,
    nl: String,
    fr: String,
    de: String,
    /// First day on which the code may be used.
    pub from: Option<Date>,
    /// Last day on which the code may be used.
    pub until: Option<Date>,
}

impl Country {
    /// Its name in a language, by ISO 639-1 code; in English for a language without names.
    pub fn name(&self, language: &str) -> &str {
        match language {
            "nl" => &self.nl,
            "fr" => &self.fr,
            "de" => &self.de,
            _ => &self.en,
        }
    }
}

/// A language in which an address can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddressLanguage {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// German.
    De,
}

impl AddressLanguage {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Nl, Self::Fr, Self::De];

    fn parse(code: &str) -> Option<Self> {
        match code {
            "nl" => Some(Self::Nl),
            "fr" => Some(Self::Fr),
            "de" => Some(Self::De),
            _ => None,
        }
    }
}

/// A Belgian municipality by its NIS code. Mergers make new ones, so a code has its days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    /// Five digits.
    pub code: u32,
    nl: String,
    fr: String,
    de: String,
    /// Languages whose names stand on addresses there; the usual one first.
    official: Vec<AddressLanguage>,
    /// Its postcodes; another municipality may have the same one.
    pub post_codes: Vec<u16>,
    /// First day of the code.
    pub from: Option<Date>,
    /// Last day of the code.
    pub until: Option<Date>,
}

impl Municipality {
    /// Its name in a language.
    pub fn name_in(&self, language: AddressLanguage) -> &str {
        match language {
            AddressLanguage::Nl => &self.nl,
            AddressLanguage::Fr => &self.fr,
            AddressLanguage::De => &self.de,
        }
    }

    /// The name for an address: in this language, by ISO 639-1 code, where it is official there,
    /// else in the usual one.
    pub fn name(&self, language: &str) -> &str {
        AddressLanguage::parse(language)
            .filter(|wanted| self.official.contains(wanted))
            .map_or(self.usual_name(), |language| self.name_in(language))
    }

    /// The name that is usual on addresses there.
    pub fn usual_name(&self) -> &str {
        let usual = self.official.first().copied();
        self.name_in(usual.unwrap_or(AddressLanguage::Nl))
    }

    /// Whether somebody may mean it by this name, in whatever language and spelling.
    pub fn is_called(&self, name: &str) -> bool {
        let name = folded(name);
        let mut names = AddressLanguage::ALL.map(|language| folded(self.name_in(language)));
        names.iter_mut().any(|known| *known == name)
    }
}

/// The municipalities of a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipalities {
    /// Whether every municipality stands in it.
    pub complete: bool,
    #[serde(rename = "municipality")]
    list: Vec<Municipality>,
}

/// The countries of a file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    #[serde(rename = "country")]
    list: Vec<Country>,
}

/// The lists of places, each read when it is first needed.
#[derive(Debug)]
pub struct Places {
    countries: LazyLock<Countries>,
    municipalities: LazyLock<Municipalities>,
}

static NOWHERE: Places = Places::new(
    LazyLock::new(Countries::default),
    LazyLock::new(Municipalities::default),
);

/// Lists with nothing in them.
impl Default for &'static Places {
    fn default() -> Self {
        &NOWHERE
    }
}

impl Places {
    /// Lists that are read when they are first needed.
    pub const fn new(
        countries: LazyLock<Countries>,
        municipalities: LazyLock<Municipalities>,
    ) -> Self {
        Self {
            countries,
            municipalities,
        }
    }

    /// The countries on this day, as the file has them.
    pub fn countries(&self, day: Date) -> impl Iterator<Item = &Country> {
        let in_force = move |country: &&Country| in_force(country.from, country.until, day);
        self.countries.list.iter().filter(in_force)
    }

    /// The municipalities on this day, as the file has them.
    pub fn municipalities(&self, day: Date) -> impl Iterator<Item = &Municipality> {
        let in_force = move |place: &&Municipality| in_force(place.from, place.until, day);
        self.municipalities.list.iter().filter(in_force)
    }

    /// The municipalities with this postcode on this day; none when the list has not got it.
    pub fn with_post_code(&self, post_code: &str, day: Date) -> Vec<&Municipality> {
        let Ok(post_code) = post_code.parse::<u16>() else {
            return Vec::new();
        };
        self.municipalities(day)
            .filter(|place| place.post_codes.contains(&post_code))
            .collect()
    }

    /// Whether every municipality stands in the list.
    pub fn is_complete(&self) -> bool {
        self.municipalities.complete
    }
}

/// Letters and digits as they are compared: without case, accents, hyphens or apostrophes.
pub fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .flat_map(|character| plain(character).chars().chain(own(character)))
        .collect()
}

/// What stands for a letter with an accent.
fn plain(character: char) -> &'static str {
    match character {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'œ' => "oe",
        'ß' => "ss",
        _ => "",
    }
}

/// The character itself, if it is compared and has no accent.
fn own(character: char) -> Option<char> {
    (plain(character).is_empty() && character.is_alphanumeric()).then_some(character)
}
