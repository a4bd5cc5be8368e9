//! Reading JSON that is not ours: bounded depth, several names for one thing, several types too.

use jiff::civil::Date;
use serde_json::Value;

use crate::domain::ids::{DeclarationId, Employer, EnterpriseNumber, NssoNumber, Ssin};
use crate::domain::untrusted::Untrusted;

/// Deeper nesting than this is nobody's honest answer.
const DEPTH: usize = 64;

/// Reads a body; `None` when it is not JSON, or nested deeper than 64 levels.
pub fn read(body: &[u8]) -> Option<Value> {
    if is_too_deep(body) {
        return None;
    }
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    serde_json::from_slice(body).ok()
}

fn is_too_deep(body: &[u8]) -> bool {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return true;
        }
    }
    false
}

/// The first of these members that has a value.
pub(super) fn member<'a>(value: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names
        .iter()
        .filter_map(|name| value.get(name))
        .find(|found| !found.is_null())
}

/// A string, or a number written as one.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number other than zero, also when it is a string.
pub(super) fn number(value: &Value) -> Option<u64> {
    text(value)?.parse().ok().filter(|number| *number > 0)
}

/// A flag, also when it is a string.
pub(super) fn is_true(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| {
        value
            .as_str()
            .is_some_and(|word| word.eq_ignore_ascii_case("true"))
    })
}

pub(super) fn untrusted(value: &Value) -> Option<Untrusted> {
    text(value).map(Untrusted::new)
}

pub(super) fn date(value: &Value, names: &[&str]) -> Option<Date> {
    text(member(value, names)?)?.get(..10)?.parse().ok()
}

pub(super) fn declaration_id(value: &Value) -> Option<DeclarationId> {
    DeclarationId::parse(&text(value)?).ok()
}

/// The worker of an object; a number that lost its leading zeros gets them back.
pub(super) fn ssin(value: &Value) -> Option<Ssin> {
    let digits = text(member(value.get("worker")?, &["ssin"])?)?;
    Ssin::parse(&format!("{digits:0>11}")).ok()
}

/// The employer of an object; numbers that are not valid count as absent.
pub(super) fn employer(value: &Value) -> Option<Employer> {
    let block = value.get("employer")?;
    let enterprise = member(block, &["enterpriseNumber"])
        .and_then(text)
        .and_then(|digits| EnterpriseNumber::parse(&format!("{digits:0>10}")).ok());
    let nsso = member(block, &["employerId", "nssoRegistrationNumber"])
        .and_then(text)
        .and_then(|digits| NssoNumber::parse(digits.trim_start_matches('0')).ok());
    Employer::of(enterprise, nsso)
}
