//! The hours of one of our own messages.

use jiff::civil::Time;
use serde_json::Value;

use super::json::{member, read, text};
use crate::domain::declaration::Hours;

/// The hours of an IN or UPDATE as it was sent; none when it has none, or is no longer kept.
pub fn hours(payload: &str) -> Hours {
    let block = read(payload.as_bytes())
        .as_ref()
        .and_then(|message| member(message, &["dimonaIn", "dimonaUpdate"]).cloned())
        .unwrap_or_default();
    hours_of(&block)
}

/// The hours of a block or of a period.
pub(super) fn hours_of(block: &Value) -> Hours {
    Hours {
        start: hour(block, "startHour"),
        end: hour(block, "endHour"),
    }
}

/// `HHMM`, or with a colon (rsz-rest 5.4).
fn hour(block: &Value, name: &str) -> Option<Time> {
    let digits = text(member(block, &[name])?)?.replace(':', "");
    let (hour, minute) = (digits.get(..2)?, digits.get(2..4)?);
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_come_back_as_they_were_sent() {
        let both = Hours {
            start: Time::new(18, 30, 0, 0).ok(),
            end: Time::new(0, 5, 0, 0).ok(),
        };
        for (name, payload, expected) in [
            (
                "an IN",
                r#"{"dimonaIn":{"startHour":"1830","endHour":"0005"}}"#,
                both,
            ),
            (
                "an UPDATE",
                r#"{"dimonaUpdate":{"startHour":"1830","endHour":"0005"}}"#,
                both,
            ),
            (
                "no hours",
                r#"{"dimonaIn":{"startDate":"2026-11-20"}}"#,
                Hours::default(),
            ),
            (
                "an OUT",
                r#"{"dimonaOut":{"periodId":1}}"#,
                Hours::default(),
            ),
            ("nothing", "", Hours::default()),
        ] {
            assert_eq!(hours(payload), expected, "{name}");
        }
    }
}
