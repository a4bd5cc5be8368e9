//! The numbers of the domain, each a type that cannot hold a wrong value.
//!
//! National numbers are masked by `Debug` and `Display`; only `reveal` and
//! `digits` give them whole, so a search for those two words finds every exit.

mod employer;
mod numbers;
mod ssin;

#[cfg(test)]
mod tests;

pub use employer::{Employer, EnterpriseNumber, NssoNumber};
pub use numbers::{ClientId, DeclarationId, PeriodId, Reference, SenderNumber, SubmissionId};
pub use ssin::{Sex, Ssin, SsinNote};

/// Why a text is not a valid number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Another count of digits than the number has.
    #[error("expected {expected} digits, found {found}")]
    Length {
        /// Digits that the number has.
        expected: u8,
        /// Digits that were given.
        found: usize,
    },
    /// A character that is neither a digit nor a usual separator.
    #[error("only digits, points, dashes and spaces may be used")]
    NotDigits,
    /// The check pair does not fit; never says which one would, a number is
    /// to be read again and not to be guessed.
    #[error("the check digits do not fit")]
    CheckDigits,
    /// The month exists in no series of numbers (dimona.md 6.1, rule 6).
    #[error("no such month")]
    Month,
    /// The first digit is not one of this kind of number.
    #[error("this kind of number does not start with {0}")]
    FirstDigit(char),
    /// Outside the range that the NSSO gives out.
    #[error("outside the range in use")]
    Range,
    /// Longer than the field takes.
    #[error("at most {limit} characters, found {found}")]
    TooLong {
        /// Characters that the field takes.
        limit: u8,
        /// Characters that were given.
        found: usize,
    },
    /// Nothing was given.
    #[error("empty")]
    Empty,
}

/// The digits of a number that people type with points, dashes, slashes or spaces.
fn digits_of(text: &str) -> Result<String, IdError> {
    let mut digits = String::with_capacity(text.len().min(16));
    for character in text.trim().chars() {
        match character {
            '0'..='9' => digits.push(character),
            '.' | '-' | '/' | ' ' | '\u{a0}' => {}
            _ => return Err(IdError::NotDigits),
        }
    }
    if digits.is_empty() {
        return Err(IdError::Empty);
    }
    Ok(digits)
}

/// The value of a string of at most 19 digits.
fn value_of(digits: &str) -> Result<u64, IdError> {
    digits.parse().map_err(|_| IdError::Range)
}

fn expect_length(digits: &str, expected: u8) -> Result<(), IdError> {
    if digits.len() == usize::from(expected) {
        Ok(())
    } else {
        Err(IdError::Length {
            expected,
            found: digits.len(),
        })
    }
}
