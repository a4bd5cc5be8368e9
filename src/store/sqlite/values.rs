//! How domain values stand in the database. Owns the conversions, knows no table.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

use crate::domain::decision::Decision;
use crate::domain::draft::Kind;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::{Doubt, StateKind};
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;

/// A moment, stored as whole milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub Timestamp);

/// A day, stored as ISO 8601 text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub Date);

/// The moment as it will be read back: finer parts than a millisecond are cut off.
pub(in crate::store) fn whole(moment: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}

/// The same rounded up, for moments before which nothing may happen.
pub(in crate::store) fn whole_or_later(moment: Timestamp) -> Timestamp {
    let below = whole(moment);
    if below < moment {
        Timestamp::from_millisecond(below.as_millisecond() + 1).unwrap_or(moment)
    } else {
        below
    }
}

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Timestamp::from_millisecond(value.as_i64()?)
            .map(Self)
            .map_err(FromSqlError::other)
    }
}

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        match usual(text.as_bytes()) {
            Some(date) => Ok(Self(date)),
            None => text.parse().map(Self).map_err(FromSqlError::other),
        }
    }
}

/// A date as it is written here, read without a parser for every other way: a list reads many.
fn usual(text: &[u8]) -> Option<Date> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, rest) = rest.strip_prefix(b"-")?.split_at_checked(2)?;
    let day: &[u8; 2] = rest.strip_prefix(b"-")?.try_into().ok()?;
    let number = |digits: &[u8]| -> Option<i16> {
        digits.iter().try_fold(0, |number, byte| {
            let digit = byte.is_ascii_digit().then(|| i16::from(byte - b'0'))?;
            Some(number * 10 + digit)
        })
    };
    let small = |digits: &[u8]| i8::try_from(number(digits)?).ok();
    Date::new(number(year)?, small(month)?, small(day)?).ok()
}

macro_rules! stored_by_name {
    ($($name:ty),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    )*};
}
stored_by_name!(StateKind, Kind, Doubt, Method, Decision);

impl ToSql for SubmissionId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for SubmissionId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for DeclarationId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.value().into())
    }
}

impl FromSql for DeclarationId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_value(value.as_i64()?).map_err(FromSqlError::other)
    }
}

/// `SQLite` has no unsigned numbers: the upper half is stored as negative ones.
impl ToSql for PeriodId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.value().cast_signed().into())
    }
}

impl FromSql for PeriodId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self::from_answer(value.as_i64()?.cast_unsigned()))
    }
}

impl ToSql for Ssin {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.digits().into())
    }
}

impl FromSql for Ssin {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::parse(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl ToSql for Untrusted {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.raw().into())
    }
}

impl FromSql for Untrusted {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn days_are_read_as_they_are_written(days in -3_000_000_i32..2_900_000) {
            let date = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(days);
            let text = date.to_string();
            let read = Day::column_result(ValueRef::Text(text.as_bytes())).map(|day| day.0);
            prop_assert_eq!(read.ok(), Some(date));
        }

        #[test]
        fn what_is_no_day_is_refused(text in "[0-9]{4}-[0-9a]{2}-[0-9]{2}|.{0,12}") {
            let read = Day::column_result(ValueRef::Text(text.as_bytes())).map(|day| day.0);
            prop_assert_eq!(read.ok(), text.parse::<Date>().ok());
        }
    }
}
