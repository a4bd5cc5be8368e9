//! How an employer is named: enterprise number (CBE) or NSSO registration number.

use std::fmt;
use std::str::FromStr;

use super::{IdError, digits_of, expect_length, value_of};

/// A ten-digit enterprise number of the CBE (dimona.md 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnterpriseNumber(u64);

impl EnterpriseNumber {
    /// Reads ten digits, or nine of an old number that lost its leading zero.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let text = text.trim();
        let text = text.strip_prefix("BE").unwrap_or(text);
        let mut digits = digits_of(text)?;
        if digits.len() == 9 {
            digits.insert(0, '0');
        }
        expect_length(&digits, 10)?;
        if let Some(first @ '2'..='9') = digits.chars().next() {
            return Err(IdError::FirstDigit(first));
        }
        let value = value_of(&digits)?;
        if value % 100 == 97 - value / 100 % 97 {
            Ok(Self(value))
        } else {
            Err(IdError::CheckDigits)
        }
    }

    /// The ten digits, as the wire wants them.
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }
}

impl fmt::Display for EnterpriseNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        formatter.pad(&format!(
            "{}.{}.{}",
            &digits[..4],
            &digits[4..7],
            &digits[7..]
        ))
    }
}

/// An NSSO registration number, definitive or provisional (dimona.md 6.3, 6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NssoNumber(u64);

impl NssoNumber {
    /// Reads up to nine digits (definitive) or ten starting with 5 (provisional).
    ///
    /// The check pair is held against a published formula that fits every known
    /// number; the NSSO's own answer stays the judge (rsz-rest A-45).
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = digits_of(text)?;
        if digits.len() > 10 {
            return Err(IdError::Length {
                expected: 9,
                found: digits.len(),
            });
        }
        let value = value_of(&digits)?;
        let in_range = match value {
            100_006..=999_999_999 => true,
            1_000_000_000..=9_999_999_999 => (5_000_000_120..=5_999_999_989).contains(&value),
            _ => false,
        };
        if !in_range {
            return Err(IdError::Range);
        }
        // Not the remainder of the whole number, which 00 and 98 would fit as well as 97 and 01.
        let pair = match 96 - value / 100 * 100 % 97 {
            0 => 97,
            pair => pair,
        };
        if value % 100 == pair {
            Ok(Self(value))
        } else {
            Err(IdError::CheckDigits)
        }
    }

    /// The number as the wire wants it (`employerId`).
    pub fn value(self) -> u64 {
        self.0
    }

    /// Whether it is the number of an employer still waiting for its definitive one.
    pub fn is_provisional(self) -> bool {
        self.0 >= 5_000_000_000
    }
}

impl fmt::Display for NssoNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{:09}", self.0))
    }
}

/// An employer by at least one of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Employer {
    /// Only the enterprise number is known.
    Enterprise(EnterpriseNumber),
    /// Only the NSSO number is known.
    Nsso(NssoNumber),
    /// Both are known; the NSSO number wins, save for local government (R26).
    Both(EnterpriseNumber, NssoNumber),
}

impl Employer {
    /// The employer that these numbers name, if there is one at all.
    pub fn of(enterprise: Option<EnterpriseNumber>, nsso: Option<NssoNumber>) -> Option<Self> {
        match (enterprise, nsso) {
            (Some(enterprise), Some(nsso)) => Some(Self::Both(enterprise, nsso)),
            (Some(enterprise), None) => Some(Self::Enterprise(enterprise)),
            (None, Some(nsso)) => Some(Self::Nsso(nsso)),
            (None, None) => None,
        }
    }

    /// The enterprise number, when known.
    pub fn enterprise(self) -> Option<EnterpriseNumber> {
        match self {
            Self::Enterprise(number) | Self::Both(number, _) => Some(number),
            Self::Nsso(_) => None,
        }
    }

    /// The NSSO number, when known.
    pub fn nsso(self) -> Option<NssoNumber> {
        match self {
            Self::Nsso(number) | Self::Both(_, number) => Some(number),
            Self::Enterprise(_) => None,
        }
    }

    /// Whether both may name the same employer: no number that both know differs.
    pub fn agrees_with(self, other: Self) -> bool {
        let same = |mine: Option<u64>, theirs: Option<u64>| match (mine, theirs) {
            (Some(mine), Some(theirs)) => Some(mine == theirs),
            _ => None,
        };
        let enterprise = same(
            self.enterprise().map(|number| number.0),
            other.enterprise().map(|number| number.0),
        );
        let nsso = same(
            self.nsso().map(|number| number.0),
            other.nsso().map(|number| number.0),
        );
        match (enterprise, nsso) {
            (None, None) => false,
            (enterprise, nsso) => enterprise.unwrap_or(true) && nsso.unwrap_or(true),
        }
    }
}

impl fmt::Display for Employer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enterprise(number) | Self::Both(number, _) => number.fmt(formatter),
            Self::Nsso(number) => number.fmt(formatter),
        }
    }
}

impl FromStr for Employer {
    type Err = IdError;

    /// Reads what [`Employer`]'s `Display` writes: ten digits that start with 0 or 1 are an
    /// enterprise number, anything else an NSSO number.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let digits = digits_of(text)?;
        if digits.len() == 10 && !digits.starts_with('5') {
            EnterpriseNumber::parse(text).map(Self::Enterprise)
        } else {
            NssoNumber::parse(text).map(Self::Nsso)
        }
    }
}
