//! What stands behind a colon: states, moments, numbers.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use crate::domain::belgium::{self, local};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;

/// A state by its stored name, with dashes or underscores, or by a unique beginning.
pub(super) fn state(name: &str) -> Option<StateKind> {
    let name = name.trim().to_ascii_lowercase().replace('-', "_");
    if name == "doubt" {
        return Some(StateKind::InDoubt);
    }
    StateKind::parse(&name).or_else(|| {
        let mut matching = StateKind::ALL
            .iter()
            .filter(|kind| name.len() > 2 && kind.as_str().starts_with(&name));
        let first = matching.next().copied();
        first.filter(|_| matching.next().is_none())
    })
}

/// The number of a submission, as it is or as `#12`.
pub(super) fn id(value: &str) -> Option<SubmissionId> {
    let digits = value.strip_prefix('#').unwrap_or(value);
    let number = digits.parse().ok().filter(|&number: &i64| number > 0)?;
    Some(SubmissionId(number))
}

/// `30m`, `2h`, `1d`, `2w`, `today`, a date, or a moment.
pub(super) fn since(value: &str, now: Timestamp) -> Option<Timestamp> {
    let zoned = local(now);
    if value == "today" {
        return Some(zoned.start_of_day().ok()?.timestamp());
    }
    if let Ok(date) = value.parse::<Date>()
        && is_date(value)
    {
        return Some(date.to_zoned(zoned.time_zone().clone()).ok()?.timestamp());
    }
    if let Ok(moment) = value.parse() {
        return Some(moment);
    }
    let back = span(value)?;
    zoned
        .checked_sub(back)
        .ok()
        .map(|moment| moment.timestamp())
}

/// `30m`, `2h`, `1d`, `2w` from now on, `late`, the end of `today` or of a date, or a moment.
pub(super) fn due_before(value: &str, now: Timestamp) -> Option<Timestamp> {
    match value {
        "late" => return Some(now),
        "today" => return belgium::day_over(local(now).date()),
        _ => {}
    }
    if let Ok(date) = value.parse::<Date>()
        && is_date(value)
    {
        return belgium::day_over(date);
    }
    if let Ok(moment) = value.parse() {
        return Some(moment);
    }
    let ahead = local(now).checked_add(span(value)?).ok()?;
    Some(ahead.timestamp())
}

/// Whether it says a day and no time of day, which a date would swallow.
fn is_date(value: &str) -> bool {
    !value.contains([':', 'T', 't', ' '])
}

/// A count of minutes, hours, days or weeks; not of none.
fn span(value: &str) -> Option<Span> {
    let unit = value.chars().last()?;
    let count: i64 = value[..value.len() - unit.len_utf8()].parse().ok()?;
    let span = match unit {
        'm' => Span::new().try_minutes(count),
        'h' => Span::new().try_hours(count),
        'd' => Span::new().try_days(count),
        'w' => Span::new().try_weeks(count),
        _ => return None,
    }
    .ok()?;
    (count > 0).then_some(span)
}
