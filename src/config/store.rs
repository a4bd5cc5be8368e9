//! Where the queue is kept: in a file of this host, or in a database for several.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::store_url::StoreUrl;

/// The address of a shared queue; none for one in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreChoice(pub Option<StoreUrl>);

impl fmt::Display for StoreChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.as_ref().map_or("", StoreUrl::as_str))
    }
}

impl Serialize for StoreChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StoreChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Ok(Self(None));
        }
        let url = StoreUrl::parse(&text).map_err(serde::de::Error::custom)?;
        Ok(Self(Some(url)))
    }
}
