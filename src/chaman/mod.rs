//! The register on paper: as the store keeps it, and as a file that people read carries it.
//! What it all means is in [`crate::domain::chaman`].

mod document;
mod export;
mod import;
mod paper;

#[cfg(test)]
mod tests;

pub use document::{read, write};
pub use export::export;
pub use import::import;
