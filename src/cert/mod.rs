//! Certificates: what a file holds, and new self-signed ones.
//!
//! Owns X.509. Works on bytes; only `file` touches the disk. Knows nothing of accounts,
//! nor of what a certificate is used for.

mod content;
mod file;
pub mod generate;
mod inspect;

#[cfg(test)]
mod tests;

pub use file::{read_cert_file, write_private};
pub use inspect::{Certificate, inspect, inspect_first};

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// What is wrong with a file or a wish, and what to do.
fn problem(summary: Text, hint: Text) -> Problem {
    Problem::new(ProblemClass::Usage, summary).hint(hint)
}
