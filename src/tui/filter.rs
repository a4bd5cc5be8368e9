//! The small language of the filter line: text to [`Filter`], pure.
//!
//! ```text
//! state:refused,rejected kind:in type:flx employer:0999999922 ssin:85073099734
//! code:90374-349 reference:"shift 12" since:1d deadline:1h decision:none testmans
//! ```
//!
//! Words without a key are searched as text. Half-typed input is an error that
//! stands beside the line, never one that interrupts.

use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::format;
use crate::domain::belgium;
use crate::domain::decision::Decided;
use crate::domain::draft::Kind;
use crate::domain::ids::Ssin;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::Filter;
use crate::domain::text::Text;

/// The keys of the language, for help and error messages.
pub const KEYS: [&str; 10] = [
    "state",
    "kind",
    "type",
    "employer",
    "ssin",
    "code",
    "reference",
    "since",
    "deadline",
    "decision",
];

/// Reads a filter line. `now` is what `since:` counts back from.
pub fn parse(line: &str, now: Timestamp) -> Result<Filter, Text> {
    let mut filter = Filter::default();
    let mut words = Vec::new();
    for token in tokens(line) {
        match token.split_once(':') {
            Some((key, value)) if KEYS.contains(&key) => {
                if value.is_empty() {
                    return Err(Text::new("tui-filter-empty").with("key", key));
                }
                set(&mut filter, key, value, now)?;
            }
            Some((key, _)) if !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic()) => {
                return Err(Text::new("tui-filter-key")
                    .with("key", key)
                    .with("keys", KEYS.join(" ")));
            }
            _ => words.push(token),
        }
    }
    if !words.is_empty() {
        filter.text = Some(words.join(" "));
    }
    Ok(filter)
}

fn set(filter: &mut Filter, key: &str, value: &str, now: Timestamp) -> Result<(), Text> {
    let wrong = || {
        Text::new("tui-filter-value")
            .with("key", key.to_owned())
            .with("value", value.to_owned())
    };
    match key {
        "state" => {
            for name in value.split(',') {
                filter.states.push(state(name).ok_or_else(wrong)?);
            }
        }
        "kind" => {
            for name in value.split(',') {
                filter.kinds.push(Kind::parse(name).ok_or_else(wrong)?);
            }
        }
        "type" => filter.worker_type = Some(value.to_ascii_uppercase()),
        "employer" => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            if digits.is_empty() {
                return Err(wrong());
            }
            filter.employer = Some(digits);
        }
        "ssin" => {
            // The number typed so far is not repeated in the message: it may be looked at.
            let ssin = Ssin::parse(value).map_err(|_| Text::new("tui-filter-ssin"))?;
            filter.ssin = Some(ssin);
        }
        "code" => filter.code = Some(value.to_owned()),
        "reference" => filter.reference = Some(value.to_owned()),
        "deadline" => filter.due_before = Some(due_before(value, now).ok_or_else(wrong)?),
        "decision" => filter.decided = Some(Decided::parse(value).ok_or_else(wrong)?),
        _ => filter.since = Some(since(value, now).ok_or_else(wrong)?),
    }
    Ok(())
}

/// A state by its stored name, with dashes or underscores, or by a unique beginning.
fn state(name: &str) -> Option<StateKind> {
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

/// `30m`, `2h`, `1d`, `2w`, `today`, or a date.
fn since(value: &str, now: Timestamp) -> Option<Timestamp> {
    let zoned = format::local(now);
    if value == "today" {
        return Some(zoned.start_of_day().ok()?.timestamp());
    }
    if let Ok(date) = value.parse::<Date>() {
        return Some(date.to_zoned(zoned.time_zone().clone()).ok()?.timestamp());
    }
    let back = span(value)?;
    zoned
        .checked_sub(back)
        .ok()
        .map(|moment| moment.timestamp())
}

/// `30m`, `2h`, `1d`, `2w` from now on, `late`, or the end of a date.
fn due_before(value: &str, now: Timestamp) -> Option<Timestamp> {
    if value == "late" {
        return Some(now);
    }
    if let Ok(date) = value.parse::<Date>() {
        return belgium::day_over(date);
    }
    let ahead = format::local(now).checked_add(span(value)?).ok()?;
    Some(ahead.timestamp())
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

/// Splits at blanks outside double quotes; the quotes themselves go away.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut current = String::new();
    let (mut quoted, mut begun) = (false, false);
    for character in line.chars() {
        match character {
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            blank if blank.is_whitespace() && !quoted => {
                if begun {
                    tokens.push(std::mem::take(&mut current));
                }
                begun = false;
            }
            other => {
                current.push(other);
                begun = true;
            }
        }
    }
    if begun {
        tokens.push(current);
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Decision;

    fn now() -> Timestamp {
        "2026-11-22T13:03:11Z".parse().expect("a moment")
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn what_a_line_means() {
        let base = Filter::default;
        let cases = [
            ("nothing chooses everything", "  ", base()),
            (
                "states by name, dash, beginning and short word",
                "state:refused,in-doubt,subm,doubt",
                Filter {
                    states: vec![
                        StateKind::Refused,
                        StateKind::InDoubt,
                        StateKind::Submitted,
                        StateKind::InDoubt,
                    ],
                    ..base()
                },
            ),
            (
                "kinds in any case",
                "kind:IN,out",
                Filter {
                    kinds: vec![Kind::In, Kind::Out],
                    ..base()
                },
            ),
            (
                "employer with separators, type in small letters",
                "employer:0999.999.922 type:flx",
                Filter {
                    employer: Some("0999999922".into()),
                    worker_type: Some("FLX".into()),
                    ..base()
                },
            ),
            (
                "what is due within two hours",
                "deadline:2h",
                Filter {
                    due_before: Some(moment("2026-11-22T15:03:11Z")),
                    ..base()
                },
            ),
            (
                "what nobody has decided about",
                "state:refused decision:none",
                Filter {
                    states: vec![StateKind::Refused],
                    decided: Some(Decided::NotYet),
                    ..base()
                },
            ),
            (
                "what stands as it is",
                "decision:kept",
                Filter {
                    decided: Some(Decided::As(Decision::Kept)),
                    ..base()
                },
            ),
            (
                "what is late",
                "deadline:late",
                Filter {
                    due_before: Some(now()),
                    ..base()
                },
            ),
            (
                "what is due on a day, the whole of it",
                "deadline:2026-11-24",
                Filter {
                    due_before: Some(moment("2026-11-24T23:00:00Z")),
                    ..base()
                },
            ),
        ];
        for (name, line, expected) in cases {
            assert_eq!(parse(line, now()), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_text_and_times_mean() {
        let base = Filter::default;
        let cases = [
            (
                "quotes keep blanks together",
                r#"reference:"shift 12" code:90374-349"#,
                Filter {
                    reference: Some("shift 12".into()),
                    code: Some("90374-349".into()),
                    ..base()
                },
            ),
            (
                "the rest is text, a time of day included",
                "testmans 12:30 a.",
                Filter {
                    text: Some("testmans 12:30 a.".into()),
                    ..base()
                },
            ),
            (
                "a day back on the clock",
                "since:1d",
                Filter {
                    since: Some(moment("2026-11-21T13:03:11Z")),
                    ..base()
                },
            ),
            (
                "today begins at Belgian midnight",
                "since:today",
                Filter {
                    since: Some(moment("2026-11-21T23:00:00Z")),
                    ..base()
                },
            ),
            (
                "a date begins at its Belgian midnight",
                "since:2026-07-01",
                Filter {
                    since: Some(moment("2026-06-30T22:00:00Z")),
                    ..base()
                },
            ),
        ];
        for (name, line, expected) in cases {
            assert_eq!(parse(line, now()), Ok(expected), "{name}");
        }
    }

    #[test]
    fn what_a_line_cannot_mean() {
        for (name, line, key) in [
            ("unknown key", "colour:red", "tui-filter-key"),
            ("key without a value yet", "state:", "tui-filter-empty"),
            ("unknown state", "state:lost", "tui-filter-value"),
            (
                "ambiguous beginning of a state",
                "state:acc",
                "tui-filter-value",
            ),
            (
                "number that is not complete yet",
                "ssin:8507",
                "tui-filter-ssin",
            ),
            ("span without a unit", "since:5", "tui-filter-value"),
            ("unknown decision", "decision:yes", "tui-filter-value"),
            ("deadline in no unit", "deadline:5", "tui-filter-value"),
            ("span of nothing", "since:0d", "tui-filter-value"),
            (
                "span before all time",
                "since:999999999w",
                "tui-filter-value",
            ),
            ("unit of several bytes", "since:5é", "tui-filter-value"),
            ("employer without a digit", "employer:x", "tui-filter-value"),
        ] {
            let error = parse(line, now()).expect_err(name);
            assert_eq!(error.key, key, "{name}");
        }
    }

    #[test]
    fn a_number_typed_wrong_is_not_repeated_in_the_message() {
        let error = parse("ssin:85073099735", now()).expect_err("wrong check digits");
        assert!(error.args.is_empty());
    }
}
