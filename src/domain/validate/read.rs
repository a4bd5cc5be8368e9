//! One text → one value. Says why a text cannot be read, never repeats it.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Time};

use crate::domain::ids::IdError;
use crate::domain::text::Text;

/// Why a number cannot be read, and what to do.
pub(super) fn number_error(error: IdError) -> Text {
    match error {
        IdError::Length { expected, found } => Text::new("check-number-length")
            .with("expected", u32::from(expected))
            .with("found", found),
        IdError::NotDigits => Text::new("check-number-not-digits"),
        IdError::CheckDigits => Text::new("check-number-check-digits"),
        IdError::Month => Text::new("check-number-month"),
        IdError::FirstDigit(digit) => {
            Text::new("check-number-first-digit").with("digit", digit.to_string())
        }
        IdError::Range => Text::new("check-number-range"),
        IdError::TooLong { limit, found } => Text::new("check-too-long")
            .with("limit", u32::from(limit))
            .with("found", found),
        IdError::Empty => Text::new("check-missing"),
    }
}

/// `YYYY-MM-DD` or `dd/mm/yyyy`.
pub fn date(text: &str) -> Result<Date, Text> {
    date_parts(text)
        .and_then(|(year, month, day)| Date::new(year, month, day).ok())
        .ok_or_else(|| Text::new("check-date-unreadable"))
}

/// A birth date as the wire wants it; month and day may both be `00` when unknown.
pub(super) fn birth_date(text: &str) -> Result<String, Text> {
    let (year, month, day) =
        date_parts(text).ok_or_else(|| Text::new("check-birth-date-unreadable"))?;
    let unknown = month == 0 && day == 0 && year > 0;
    if unknown || Date::new(year, month, day).is_ok() {
        Ok(format!("{year:04}-{month:02}-{day:02}"))
    } else {
        Err(Text::new("check-birth-date-unreadable"))
    }
}

fn date_parts(text: &str) -> Option<(i16, i8, i8)> {
    let (separator, year_first) = if text.contains('/') {
        ('/', false)
    } else {
        ('-', true)
    };
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if year_first {
        (first, last)
    } else {
        (last, first)
    };
    // ISO dates are written in full; on paper forms 1/9/2026 is usual.
    let shortest = if year_first { 2 } else { 1 };
    let is_number = |part: &str, shortest, longest| {
        (shortest..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(year, 4, 4) || !is_number(month, shortest, 2) || !is_number(day, shortest, 2) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// `HHMM` or `HH:MM`.
pub(in crate::domain) fn hour(text: &str) -> Result<Time, Text> {
    let unreadable = || Text::new("check-hour-unreadable");
    let digits = match text.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => format!("{hour:0>2}{minute}"),
        Some(_) => return Err(unreadable()),
        None => text.to_owned(),
    };
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(unreadable());
    }
    if digits == "2400" {
        return Err(Text::new("check-hour-24"));
    }
    let part = |part: &str| part.parse().map_err(|_| unreadable());
    Time::new(part(&digits[..2])?, part(&digits[2..])?, 0, 0).map_err(|_| unreadable())
}

/// Whole hours, 1 to 999 (R20).
pub(in crate::domain) fn planned_hours(text: &str) -> Result<u16, Text> {
    in_range(text, 1, 999)
        .and_then(|hours| u16::try_from(hours).ok())
        .ok_or_else(|| Text::new("check-planned-hours-unreadable"))
}

/// A code of a list: letters and digits, in capitals on the wire.
pub(super) fn code(text: &str) -> Result<String, Text> {
    if text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err(Text::new("check-code-unreadable"))
    }
}

/// A NIS country code (rsz-rest 13.4).
pub(super) fn country(text: &str) -> Result<u16, Text> {
    in_range(text, 100, 999)
        .and_then(|code| u16::try_from(code).ok())
        .ok_or_else(|| Text::new("check-country-unreadable"))
}

/// A NIS municipality code (rsz-rest 5.5).
pub(super) fn municipality(text: &str) -> Result<u32, Text> {
    in_range(text, 10_000, 99_999).ok_or_else(|| Text::new("check-municipality-unreadable"))
}

/// A construction card: twelve digits (dimona.md 2.3).
pub(super) fn card(text: &str) -> Result<String, Text> {
    digits(text, 12..=12).ok_or_else(|| Text::new("check-card-unreadable"))
}

/// A sub-entity: up to ten digits (dimona.md 2.3).
pub(super) fn sub_entity(text: &str) -> Result<String, Text> {
    digits(text, 1..=10).ok_or_else(|| Text::new("check-sub-entity-unreadable"))
}

/// `EMPLOYEE` or `WORKER` (R35).
pub(super) fn work_nature(text: &str) -> Result<String, Text> {
    one_of(text, ["EMPLOYEE", "WORKER"]).ok_or_else(|| Text::new("check-work-nature-unreadable"))
}

/// `F1` or `F2` (R35).
pub(super) fn small_status(text: &str) -> Result<String, Text> {
    one_of(text, ["F1", "F2"]).ok_or_else(|| Text::new("check-small-status-unreadable"))
}

fn digits(text: &str, lengths: RangeInclusive<usize>) -> Option<String> {
    let fits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.to_owned())
}

fn one_of(text: &str, words: [&str; 2]) -> Option<String> {
    let text = text.to_ascii_uppercase();
    words.contains(&&*text).then_some(text)
}

/// 1 man, 2 woman (ISO 5218).
pub(super) fn gender(text: &str) -> Result<u8, Text> {
    match text {
        "1" => Ok(1),
        "2" => Ok(2),
        _ => Err(Text::new("check-gender-unreadable")),
    }
}

/// Text without control characters.
pub(super) fn plain_text(text: &str) -> Result<String, Text> {
    if text.chars().any(char::is_control) {
        Err(Text::new("check-text-control"))
    } else {
        Ok(text.to_owned())
    }
}

fn in_range(text: &str, lowest: u32, highest: u32) -> Option<u32> {
    if text.len() > 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse()
        .ok()
        .filter(|number| (lowest..=highest).contains(number))
}
