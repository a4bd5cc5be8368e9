//! The lists of countries and municipalities that ship with the program. Owns the files; what they
//! mean is in [`crate::domain::places`].

use std::sync::LazyLock;

use crate::domain::places::Places;

#[cfg(test)]
mod tests;

static PLACES: Places = Places::new(
    LazyLock::new(|| super::ours(include_str!("places/countries.toml"))),
    LazyLock::new(|| super::ours(include_str!("places/municipalities.toml"))),
);

/// The lists that ship with the program; a file of them is read when it is first needed.
pub fn places() -> &'static Places {
    &PLACES
}
