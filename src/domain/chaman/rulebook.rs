//! The lists that Chaman may change: permissions and what certificates must be, as data
//! with validity. `config` reads them from a file; this module says what they mean.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Channel;
use crate::domain::rules::in_force;

/// The lists in force, with their history.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Permissions (beveiligde machtigingen).
    #[serde(rename = "permission")]
    pub permissions: Vec<PermissionRule>,
    /// Keys that a certificate may have, as [`crate::domain::report::CertFacts::key`] names them.
    pub keys: Vec<String>,
    /// Digests with which a certificate may be signed, such as `SHA-256`.
    pub digests: Vec<String>,
    /// Last day on which SHA-1 is accepted for FTP, SFTP and SOAP.
    pub sha1_until: Date,
    /// Extensions of a certificate file, without the dot; the first is the usual one.
    pub extensions: Vec<String>,
}

/// Names a permission, in the register and on the command line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PermissionId(pub String);

impl fmt::Display for PermissionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A permission as Chaman offers it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionRule {
    /// Its name here.
    pub id: PermissionId,
    /// The channels that have it.
    pub channels: Vec<Channel>,
    /// First day on which it is offered.
    pub from: Option<Date>,
    /// Last day on which it is offered.
    pub until: Option<Date>,
    /// The OAuth scope that it gives (rsz-rest 2.4).
    pub scope: Option<String>,
    /// Chaman's own label.
    pub nl: String,
    /// In French.
    pub fr: String,
    /// In German.
    pub de: String,
    /// In English.
    pub en: String,
}

impl PermissionRule {
    /// Its label in the language of this ISO 639-1 code; Chaman's own when there is none.
    pub fn label(&self, language: &str) -> &str {
        match language {
            "fr" => &self.fr,
            "de" => &self.de,
            "en" => &self.en,
            _ => &self.nl,
        }
    }
}

impl Rulebook {
    /// The permission of this name, whatever its validity.
    pub fn permission(&self, id: &PermissionId) -> Option<&PermissionRule> {
        self.permissions.iter().find(|known| known.id == *id)
    }

    /// What can be chosen for a channel on this day.
    pub fn offered(&self, channel: Channel, day: Date) -> impl Iterator<Item = &PermissionRule> {
        self.permissions.iter().filter(move |known| {
            known.channels.contains(&channel) && in_force(known.from, known.until, day)
        })
    }

    /// The scopes that these permissions give.
    pub fn scopes<'a>(
        &'a self,
        permissions: impl IntoIterator<Item = &'a PermissionId>,
    ) -> Vec<&'a str> {
        permissions
            .into_iter()
            .filter_map(|id| self.permission(id)?.scope.as_deref())
            .collect()
    }
}
