//! Times, spans and numbers as a person reads them; widths as a terminal counts them.

use jiff::Timestamp;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub use crate::domain::belgium::local;

/// `14:03:11`.
pub fn clock(moment: Timestamp) -> String {
    local(moment).strftime("%H:%M:%S").to_string()
}

/// `2026-11-22 14:03`.
pub fn minute(moment: Timestamp) -> String {
    local(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `14:03:11` on the same Belgian day, `11-22 14:03` on another.
pub fn short(moment: Timestamp, now: Timestamp) -> String {
    let (then, today) = (local(moment), local(now));
    if then.date() == today.date() {
        clock(moment)
    } else {
        then.strftime("%m-%d %H:%M").to_string()
    }
}

/// A span in its largest unit: `6s`, `12m`, `3h`, `4d`.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{}m", seconds / 60),
        3600..86_400 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}

/// Seconds from one moment to another; negative when the other one is earlier.
pub fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    to.as_second() - from.as_second()
}

/// A duration: `340ms`, `2.4s`, `71s`, `12m`.
pub fn milliseconds(value: u64) -> String {
    match value {
        0..1000 => format!("{value}ms"),
        1000..10_000 => format!("{}.{}s", value / 1000, value % 1000 / 100),
        10_000..600_000 => format!("{}s", value / 1000),
        _ => span(i64::try_from(value / 1000).unwrap_or(i64::MAX)),
    }
}

/// A count with thousands apart: `1 204`.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in exactly this many columns, cut with `…` or filled with blanks.
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = cut(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

/// The text in at most this many columns, cut with `…`.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 0;
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide + 1 > columns {
            break;
        }
        used += wide;
        short.push(character);
    }
    if columns > 0 {
        short.push('…');
    }
    short
}

/// The text in lines of at most this many columns, broken between words where possible.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let words = text.trim_start_matches(' ');
    // The indentation of the first line stays.
    let mut used = (text.len() - words.len()).min(columns / 2);
    let mut lines = vec![" ".repeat(used)];
    for word in words.split(' ') {
        let wide = width(word);
        let begun = lines.last().is_some_and(|line| !line.trim().is_empty());
        if begun && used + 1 + wide > columns {
            lines.push(String::new());
            used = 0;
        } else if begun {
            push(&mut lines, ' ');
            used += 1;
        }
        for character in word.chars() {
            let wide = character.width().unwrap_or(0);
            if used + wide > columns && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, character);
            used += wide;
        }
    }
    lines
}

fn push(lines: &mut [String], character: char) {
    if let Some(line) = lines.last_mut() {
        line.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_use_their_largest_unit() {
        for (seconds, shown) in [
            (-3, "0s"),
            (59, "59s"),
            (60, "1m"),
            (3599, "59m"),
            (7200, "2h"),
            (200_000, "2d"),
        ] {
            assert_eq!(span(seconds), shown);
        }
    }

    #[test]
    fn the_hour_changes_with_belgian_summer_time() {
        let winter: Timestamp = "2026-11-22T13:03:11Z".parse().expect("a moment");
        let summer: Timestamp = "2026-07-22T13:03:11Z".parse().expect("a moment");
        assert_eq!(clock(winter), "14:03:11");
        assert_eq!(clock(summer), "15:03:11");
    }

    #[test]
    fn wide_characters_are_never_cut_in_half() {
        assert_eq!(cut("李小龍", 5), "李小…");
        assert_eq!(cut("李小龍", 4), "李…");
        assert_eq!(fit("李", 4), "李  ");
        assert_eq!(cut("abc", 0), "");
    }

    #[test]
    fn lines_break_between_words_and_inside_long_ones() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(wrap("  one two", 6), ["  one", "two"]);
        assert_eq!(wrap("      x", 4), ["  x"]);
        assert_eq!(wrap("李小", 1), ["李", "小"]);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(count(1204), "1\u{a0}204");
        assert_eq!(count(999), "999");
    }
}
