//! How domain values stand on the server. Owns the conversions, knows no table.

use std::error::Error;

use jiff::Timestamp;
use jiff::civil::Date;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::domain::decision::Decision;
use crate::domain::draft::Kind;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::{Doubt, StateKind};
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;

type Anything = Box<dyn Error + Sync + Send>;

/// A moment, stored as whole milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(pub Timestamp);

/// A day, stored as ISO 8601 text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day(pub Date);

/// A count, stored as a number with a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count(pub u32);

/// The server takes no character zero in a text; it stays to be seen as its symbol.
pub(super) fn storable(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\0') {
        text.replace('\0', "\u{2400}").into()
    } else {
        text.into()
    }
}

macro_rules! stored_as_text {
    ($($name:ty: $write:expr, $read:expr;)*) => {$(
        impl ToSql for $name {
            fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Anything> {
                let write: fn(&$name) -> std::borrow::Cow<'_, str> = $write;
                storable(&write(self)).as_ref().to_sql(ty, out)
            }

            fn accepts(ty: &Type) -> bool {
                <&str as ToSql>::accepts(ty)
            }

            to_sql_checked!();
        }

        impl<'a> FromSql<'a> for $name {
            fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Anything> {
                let read: fn(&str) -> Result<$name, Anything> = $read;
                read(<&str as FromSql>::from_sql(ty, raw)?)
            }

            fn accepts(ty: &Type) -> bool {
                <&str as FromSql>::accepts(ty)
            }
        }
    )*};
}
stored_as_text! {
    StateKind: |name| name.as_str().into(), |text| StateKind::parse(text).ok_or_else(unknown);
    Kind: |name| name.as_str().into(), |text| Kind::parse(text).ok_or_else(unknown);
    Doubt: |name| name.as_str().into(), |text| Doubt::parse(text).ok_or_else(unknown);
    Method: |name| name.as_str().into(), |text| Method::parse(text).ok_or_else(unknown);
    Decision: |name| name.as_str().into(), |text| Decision::parse(text).ok_or_else(unknown);
    Ssin: |ssin| ssin.digits().into(), |text| Ok(Ssin::parse(text)?);
    Untrusted: |text| text.raw().into(), |text| Ok(Untrusted::new(text));
    Day: |day| day.0.to_string().into(), |text| Ok(Day(text.parse()?));
}

macro_rules! stored_as_number {
    ($($name:ty: $write:expr, $read:expr;)*) => {$(
        impl ToSql for $name {
            fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Anything> {
                let write: fn(&$name) -> i64 = $write;
                write(self).to_sql(ty, out)
            }

            fn accepts(ty: &Type) -> bool {
                <i64 as ToSql>::accepts(ty)
            }

            to_sql_checked!();
        }

        impl<'a> FromSql<'a> for $name {
            fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Anything> {
                let read: fn(i64) -> Result<$name, Anything> = $read;
                read(i64::from_sql(ty, raw)?)
            }

            fn accepts(ty: &Type) -> bool {
                <i64 as FromSql>::accepts(ty)
            }
        }
    )*};
}
stored_as_number! {
    Moment: |moment| moment.0.as_millisecond(), |value| Ok(Moment(Timestamp::from_millisecond(value)?));
    Count: |count| i64::from(count.0), |value| Ok(Count(u32::try_from(value)?));
    SubmissionId: |id| id.0, |value| Ok(SubmissionId(value));
    DeclarationId: |id| id.value(), |value| Ok(DeclarationId::from_value(value)?);
    // The server has no unsigned numbers: the upper half is stored as negative ones.
    PeriodId: |id| id.value().cast_signed(), |value| Ok(PeriodId::from_answer(value.cast_unsigned()));
}

fn unknown() -> Anything {
    "a word that is not known".into()
}
