//! The tables of anomaly codes that ship with the program: one of codes, one of texts for each
//! language. Owns the files; what they mean is in [`crate::domain::anomaly`].

use std::sync::LazyLock;

use super::ours;
use crate::domain::anomaly::Anomalies;

#[cfg(test)]
mod tests;

static ANOMALIES: Anomalies = Anomalies::new(
    LazyLock::new(|| ours(include_str!("anomalies/codes.toml"))),
    [
        (
            "en",
            LazyLock::new(|| ours(include_str!("anomalies/en.toml"))),
        ),
        (
            "nl",
            LazyLock::new(|| ours(include_str!("anomalies/nl.toml"))),
        ),
        (
            "fr",
            LazyLock::new(|| ours(include_str!("anomalies/fr.toml"))),
        ),
        (
            "de",
            LazyLock::new(|| ours(include_str!("anomalies/de.toml"))),
        ),
    ],
);

/// The tables that ship with the program; a file of them is read when it is first needed.
pub fn anomalies() -> &'static Anomalies {
    &ANOMALIES
}
