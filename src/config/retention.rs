//! How long personal data stays.

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::upkeep::{Before, Keeping};

/// How long personal data stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Days after the end of a submission's life until `purge` takes its message.
    #[serde(deserialize_with = "days")]
    pub days: u32,
    /// Years after it until `purge` takes names, national number and answers.
    #[serde(deserialize_with = "years")]
    pub results_years: u32,
    /// Months after it was last kept until `purge` takes a draft.
    #[serde(deserialize_with = "months")]
    pub drafts_months: u32,
    /// Whether `serve` applies this once a day.
    pub automatic: bool,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            days: 90,
            results_years: 5,
            drafts_months: 6,
            automatic: false,
        }
    }
}

impl Retention {
    /// How long each is kept.
    pub fn keeping(&self) -> Keeping {
        Keeping {
            message_days: self.days,
            result_years: self.results_years,
            draft_months: self.drafts_months,
        }
    }

    /// The moments before which each rule takes something.
    pub fn before(&self, now: Timestamp) -> Before {
        self.keeping().before(now)
    }
}

/// A day to a century.
fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    up_to(36_500, "config-days", deserializer)
}

fn years<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    up_to(100, "config-years", deserializer)
}

fn months<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    up_to(1_200, "config-months", deserializer)
}

fn up_to<'de, D: Deserializer<'de>>(
    most: u32,
    key: &'static str,
    deserializer: D,
) -> Result<u32, D::Error> {
    let number = u32::deserialize(deserializer)?;
    if (1..=most).contains(&number) {
        Ok(number)
    } else {
        Err(D::Error::custom(key))
    }
}
