//! Numbers and names given by the NSSO, by Chaman, by the caller and by our own queue.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{IdError, digits_of, expect_length, value_of};

/// The number of a Dimona period: twelve digits, given by an accepted IN (dimona.md 6.6).
///
/// Copied, never derived. A wrong check pair is only unusual: the NSSO's test
/// systems have given numbers without a right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeriodId(u64);

impl PeriodId {
    /// Reads twelve digits, with or without separators.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = digits_of(text)?;
        expect_length(&digits, 12)?;
        value_of(&digits).map(Self)
    }

    /// The number as the NSSO wrote it in an answer, whatever its length.
    pub fn from_answer(value: u64) -> Self {
        Self(value)
    }

    /// The number as the wire wants it.
    pub fn value(self) -> u64 {
        self.0
    }

    /// Whether the last two digits are the usual check pair.
    pub fn has_check_pair(self) -> bool {
        let check = match self.0 / 100 % 97 {
            0 => 97,
            rest => rest,
        };
        self.0 % 100 == check
    }
}

impl fmt::Display for PeriodId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:012}", self.0))
    }
}

/// The number of one declaration: a positive number of up to 19 digits (rsz-rest 5.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclarationId(i64);

impl DeclarationId {
    /// Reads one to nineteen digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdError::NotDigits);
        }
        Self::from_value(text.parse().map_err(|_| IdError::Range)?)
    }

    /// The number from the store or from JSON; it must be positive.
    pub fn from_value(value: i64) -> Result<Self, IdError> {
        if value > 0 {
            Ok(Self(value))
        } else {
            Err(IdError::Range)
        }
    }

    /// The number as the wire wants it.
    pub fn value(self) -> i64 {
        self.0
    }
}

impl fmt::Display for DeclarationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

/// The number of a row of our queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubmissionId(pub i64);

impl fmt::Display for SubmissionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

/// The six-digit number of a sender, given by Chaman; it has no check digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SenderNumber(u32);

impl SenderNumber {
    /// Reads one to six digits other than zero.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = digits_of(text)?;
        match value_of(&digits)? {
            0 => Err(IdError::Range),
            value if digits.len() <= 6 => {
                Ok(Self(u32::try_from(value).map_err(|_| IdError::Range)?))
            }
            _ => Err(IdError::Length {
                expected: 6,
                found: digits.len(),
            }),
        }
    }
}

impl TryFrom<String> for SenderNumber {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<SenderNumber> for String {
    fn from(number: SenderNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for SenderNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:06}", self.0))
    }
}

/// The OAuth client id that Chaman shows for a REST account. Opaque (rsz-rest A-38).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

impl ClientId {
    /// Any text without blanks or control characters, at most 255 bytes.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > 255 {
            return Err(IdError::TooLong {
                limit: 255,
                found: text.len(),
            });
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(IdError::NotDigits);
        }
        Ok(Self(text.to_owned()))
    }

    /// The id as OAuth wants it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ClientId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The caller's own reference of a declaration: at most 20 characters (dimona.md 2.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

impl Reference {
    /// One to twenty characters, none of them a control character.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        let found = text.chars().count();
        if found == 0 {
            return Err(IdError::Empty);
        }
        if found > 20 {
            return Err(IdError::TooLong { limit: 20, found });
        }
        if text.chars().any(char::is_control) {
            return Err(IdError::NotDigits);
        }
        Ok(Self(text.to_owned()))
    }

    /// The reference as the caller gave it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
