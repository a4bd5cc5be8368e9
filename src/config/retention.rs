//! How long personal data stays.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// How long personal data stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Days after the end of a submission's life until `purge` takes its personal data.
    #[serde(deserialize_with = "days")]
    pub days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { days: 90 }
    }
}

/// A day to a century.
fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        days @ 1..=36_500 => Ok(days),
        _ => Err(D::Error::custom("config-days")),
    }
}
