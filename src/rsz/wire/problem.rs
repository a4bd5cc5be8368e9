//! What a server says when it does not do what was asked: problems, older forms, pages of HTML.

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::json::{member, read, text};
use crate::domain::answer::ProblemType;
use crate::domain::mask::mask;
use crate::domain::untrusted::Untrusted;

/// Longest text that is kept, in characters.
const LONGEST: usize = 2_000;
/// Bytes of a page that are worth reading for its words.
const WORTH_READING: usize = 16 * 1024;
/// No server may put us off for longer than this.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);
/// Members that hold words for people, in the order in which they are shown: RFC 9457, RFC 6749,
/// and the status messages of v1.
const WORDS: [&str; 11] = [
    "title",
    "detail",
    "error",
    "error_description",
    "code",
    "property",
    "propertyPath",
    "name",
    "message",
    "description",
    "instance",
];

/// What a body and its headers say beyond the status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The `type` of a problem; `None` when the body is something else.
    pub problem: Option<ProblemType>,
    /// The words, for a person.
    pub text: Option<Untrusted>,
    /// When to ask again.
    pub retry_at: Option<Timestamp>,
}

/// Reads the body of an answer that is not a success, which the server says to be of this date.
pub fn said(
    content_type: Option<&str>,
    (retry_after, date): (Option<&str>, Option<&str>),
    body: &[u8],
    now: Timestamp,
) -> Said {
    let media_type = content_type
        .and_then(|value| value.split(';').next())
        .map(|value| value.trim().to_ascii_lowercase());
    let value = read(body);
    let urn = value
        .as_ref()
        .and_then(|value| value.get("type"))
        .and_then(Value::as_str);
    let problem = match media_type.as_deref() {
        Some("application/problem+json") if value.as_ref().is_some_and(Value::is_object) => {
            // RFC 9457 4.2.1: what a problem without a type is.
            Some(ProblemType::parse(urn.unwrap_or("about:blank")))
        }
        Some("application/json") => urn
            .filter(|urn| urn.starts_with("urn:problem-type:"))
            .map(ProblemType::parse),
        _ => None,
    };
    let words = value.as_ref().map_or_else(
        || plain(body),
        |value| {
            let mut words = Vec::new();
            collect(value, &mut words);
            shortened(&words.join("; "))
        },
    );
    Said {
        problem,
        text: (!words.is_empty()).then_some(words),
        retry_at: retry_at((retry_after, date), value.as_ref(), now),
    }
}

/// The words of a problem, of its issues (`issues`, formerly `invalidParams`) and of whatever
/// else is nested in it. Never the `value` of an issue: it repeats what was sent.
fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let own: Vec<String> = WORDS
                .iter()
                .filter_map(|name| members.get(*name).and_then(text))
                .filter(|word| !word.is_empty())
                .collect();
            if !own.is_empty() {
                words.push(own.join(": "));
            }
            for (name, nested) in members {
                if name != "value" {
                    collect_nested(nested, words);
                }
            }
        }
        Value::Array(_) => collect_nested(value, words),
        Value::String(word) => words.push(word.clone()),
        _ => {}
    }
}

fn collect_nested(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(_) => collect(value, words),
        _ => {}
    }
}

/// The words of a body of any kind: tags removed, blanks joined, secrets and national numbers
/// masked.
pub fn plain(body: &[u8]) -> Untrusted {
    let body = String::from_utf8_lossy(&body[..body.len().min(WORTH_READING)]);
    if !body.trim_start().starts_with('<') {
        return shortened(&body);
    }
    let mut words = String::new();
    let mut rest = &*body;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = after_tag(after);
    }
    words.push_str(rest);
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        words = words.replace(entity, character);
    }
    shortened(&words)
}

/// What follows a tag; scripts and styles go with all that is in them.
fn after_tag(after: &str) -> &str {
    for element in ["script", "style"] {
        let is_it = after
            .get(..element.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(element));
        if is_it {
            let end = format!("</{element}");
            let found = after.to_ascii_lowercase().find(&end).map(|at| &after[at..]);
            return found
                .and_then(|rest| rest.split_once('>'))
                .map_or("", |(_, rest)| rest);
        }
    }
    after.split_once('>').map_or("", |(_, rest)| rest)
}

fn shortened(text: &str) -> Untrusted {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(if is_assertion(word) { "…" } else { word });
        if words.len() > LONGEST * 4 {
            break;
        }
    }
    Untrusted::new(mask(&words).chars().take(LONGEST).collect::<String>())
}

/// Whether a word holds a signed JSON object, such as the assertion of a request that is repeated.
fn is_assertion(word: &str) -> bool {
    word.contains("eyJ") && word.matches('.').count() >= 2
}

/// The latest moment that header and body name, by our clock, at most an hour away (rsz-rest 10).
/// What is a date on the server's clock counts from its own date: ours may be minutes ahead.
fn retry_at(
    (header, date): (Option<&str>, Option<&str>),
    body: Option<&Value>,
    now: Timestamp,
) -> Option<Timestamp> {
    let date = date.and_then(http_date).unwrap_or(now);
    let ours = |theirs: Timestamp| {
        let wait = theirs.duration_since(date).min(LONGEST_WAIT);
        now.checked_add(wait).unwrap_or(now)
    };
    let named = |names: &[&str]| body.and_then(|body| member(body, names)).and_then(text);
    let moments = [
        header.and_then(|header| in_seconds(header, now).or_else(|| http_date(header).map(ours))),
        named(&["retryAfterSec"]).and_then(|seconds| in_seconds(&seconds, now)),
        named(&["retryAfter"]).and_then(|moment| {
            moment
                .parse()
                .ok()
                .map(ours)
                .or_else(|| in_seconds(&moment, now))
        }),
    ];
    let latest = moments.into_iter().flatten().max()?;
    Some(latest.min(now + LONGEST_WAIT))
}

fn in_seconds(text: &str, now: Timestamp) -> Option<Timestamp> {
    let seconds: u64 = text.trim().parse().ok()?;
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    Some(now + SignedDuration::from_secs(seconds).min(LONGEST_WAIT))
}

/// A date as HTTP writes it (RFC 9110 5.6.7).
pub(in crate::rsz) fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new()
        .parse_timestamp(text.trim())
        .ok()
}
