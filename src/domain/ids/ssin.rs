//! The social security number of a person (INSZ, NISS, ENSS), bis numbers included.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::{IdError, digits_of, expect_length, value_of};

/// An eleven-digit social security number whose check pair fits (dimona.md 6.1).
///
/// `Debug` and `Display` show it masked: `85.**.**-***.34`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ssin {
    value: u64,
    century: Century,
}

/// Which of the two sums fitted; at most one of them ever does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Century {
    Nineteen,
    Twenty,
}

/// The sex that a number tells: odd serials are men's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// ISO 5218 code 1.
    Man,
    /// ISO 5218 code 2.
    Woman,
}

/// Something unusual about a number that is nevertheless possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SsinNote {
    /// Month and day are unknown or outside the calendar.
    NoBirthDate,
}

impl Ssin {
    /// Reads eleven digits, with or without separators.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = digits_of(text)?;
        expect_length(&digits, 11)?;
        let value = value_of(&digits)?;
        let (body, check) = (value / 100, value % 100);
        let century = if check == check_pair(body) {
            Century::Nineteen
        } else if check == check_pair(body + 2_000_000_000) {
            Century::Twenty
        } else {
            return Err(IdError::CheckDigits);
        };
        let ssin = Self { value, century };
        match ssin.raw_month() {
            0..=12 | 20..=32 | 40..=52 => Ok(ssin),
            _ => Err(IdError::Month),
        }
    }

    /// The eleven digits, unmasked: for the wire and the store only.
    pub fn digits(self) -> String {
        format!("{:011}", self.value)
    }

    /// `85.07.30-997.34`, unmasked: only when an operator asked to see it.
    pub fn reveal(self) -> String {
        let digits = self.digits();
        format!(
            "{}.{}.{}-{}.{}",
            &digits[..2],
            &digits[2..4],
            &digits[4..6],
            &digits[6..9],
            &digits[9..]
        )
    }

    /// Whether the number comes from the bis register (month raised by 20 or 40).
    pub fn is_bis(self) -> bool {
        self.raw_month() >= 20
    }

    /// The birth date, when the number holds a real one.
    pub fn birth_date(self) -> Option<Date> {
        let year = match self.century {
            Century::Nineteen => 1900,
            Century::Twenty => 2000,
        } + self.part(9, 2);
        let month = self.raw_month() % 20;
        Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(self.part(5, 2)).ok()?,
        )
        .ok()
    }

    /// The sex, unless the number was made when it was unknown (month + 20).
    pub fn sex(self) -> Option<Sex> {
        match self.raw_month() {
            20..=32 => None,
            _ if self.part(2, 3) % 2 == 1 => Some(Sex::Man),
            _ => Some(Sex::Woman),
        }
    }

    /// What is unusual about this number, if anything.
    pub fn note(self) -> Option<SsinNote> {
        self.birth_date().is_none().then_some(SsinNote::NoBirthDate)
    }

    fn raw_month(self) -> u64 {
        self.part(7, 2)
    }

    /// `count` digits, the last of which has `after` digits behind it.
    fn part(self, after: u32, count: u32) -> u64 {
        self.value / 10_u64.pow(after) % 10_u64.pow(count)
    }
}

fn check_pair(body: u64) -> u64 {
    97 - body % 97
}

impl FromStr for Ssin {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::parse(text)
    }
}

impl fmt::Display for Ssin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = format!("{:02}.**.**-***.{:02}", self.part(9, 2), self.part(0, 2));
        formatter.pad(&masked)
    }
}

impl fmt::Debug for Ssin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Ssin({self})")
    }
}
