//! Who the sender is, and whom the NSSO calls: one contact for each.

use serde::{Deserialize, Serialize};

use crate::domain::ids::SenderNumber;
use crate::domain::text::Text;

/// The organisation that exchanges data (verzender).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Its number.
    pub number: SenderNumber,
    /// Its name.
    pub name: String,
    /// As what it uses Chaman.
    pub role: SenderRole,
}

/// As what a sender uses Chaman; the functions are the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SenderRole {
    /// An enterprise, known to the NSSO (RSZ).
    #[default]
    Enterprise,
    /// A professional, known to the Crossroads Bank (KSZ).
    Professional,
}

/// The one contact of a sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name of the contact or technical manager.
    pub name: String,
    /// Country code of the telephone, with its plus sign.
    pub phone_code: String,
    /// Telephone number without country code.
    pub phone_number: String,
    /// E-mail address.
    pub email: String,
    /// Language in which the NSSO writes.
    pub language: ContactLanguage,
}

/// A language of the contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactLanguage {
    /// Nederlands.
    Nl,
    /// Français.
    Fr,
    /// Deutsch.
    De,
}

impl SenderRole {
    /// Both roles.
    pub const ALL: [Self; 2] = [Self::Enterprise, Self::Professional];

    /// The word in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Professional => "professional",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// Its name for people.
    pub fn text(self) -> Text {
        match self {
            Self::Enterprise => Text::new("chaman-role-enterprise"),
            Self::Professional => Text::new("chaman-role-professional"),
        }
    }
}

impl ContactLanguage {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::Nl, Self::Fr, Self::De];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// Reads that code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(text.trim()))
    }

    /// Its own name, as Chaman lists it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::Fr => "Français",
            Self::De => "Deutsch",
        }
    }
}
