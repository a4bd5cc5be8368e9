//! Certificates and public SSH keys: what a file holds, and new certificates.
//!
//! Owns X.509. Works on bytes; only `file` touches the disk. Knows nothing of accounts,
//! nor of what a certificate is used for.

mod algorithm;
mod content;
mod facts;
mod file;
pub mod generate;
mod inspect;
pub mod made_up;
mod pem;
pub mod ssh_key;

#[cfg(test)]
mod tests;

pub use file::{
    exists_already, inspect_file, read_cert_file, write_pair, write_private, write_public,
};
pub use inspect::{Certificate, inspect, inspect_first, sha256_of_first};

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// What is wrong with a file or a wish, and what to do.
fn problem(summary: Text, hint: Text) -> Problem {
    Problem::new(ProblemClass::Usage, summary).hint(hint)
}
