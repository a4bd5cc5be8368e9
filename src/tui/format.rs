//! Times, spans and numbers as a person reads them; widths as a terminal counts them.

use jiff::Timestamp;
use ratatui::buffer::CellWidth;
use ratatui::style::Style;
use ratatui::text::Span;

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

/// Columns that a text takes: the sum over its letters, as they are drawn. (A text as a whole can
/// be narrower where letters join, as in Arabic; cells do not join.)
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    letters(text).map(|(_, wide)| wide).sum()
}

/// The letters of a text with their columns, as ratatui puts them into cells: marks stand with
/// what they mark, and what has no column is left out.
fn letters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    // A span knows where letters end; the text itself outlives it.
    let span = Span::raw(text);
    let lengths: Vec<_> = span
        .styled_graphemes(Style::new())
        .map(|letter| (place_in(text, letter.symbol), letter.symbol.len()))
        .collect();
    lengths
        .into_iter()
        .map(move |(start, length)| &text[start..start + length])
        .map(|letter| (letter, usize::from(letter.cell_width())))
}

/// Where a part of a text begins in it.
fn place_in(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// The text in exactly this many columns, cut with `…` or filled with blanks.
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = String::with_capacity(columns + 2);
    let used = cut_into(text, columns, &mut fitted);
    fitted.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    fitted
}

/// The text in at most this many columns, cut with `…`.
pub fn cut(text: &str, columns: usize) -> String {
    let mut short = String::new();
    cut_into(text, columns, &mut short);
    short
}

/// Appends the text, cut; the columns that it takes.
fn cut_into(text: &str, columns: usize, into: &mut String) -> usize {
    let wide = width(text);
    if wide <= columns {
        into.push_str(text);
        return wide;
    }
    let mut used = 0;
    for (letter, wide) in letters(text) {
        if used + wide + 1 > columns {
            break;
        }
        used += wide;
        into.push_str(letter);
    }
    if columns > 0 {
        into.push('…');
        used += 1;
    }
    used
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
            push(&mut lines, " ");
            used += 1;
        }
        if used + wide <= columns {
            push(&mut lines, word);
            used += wide;
            continue;
        }
        for (letter, wide) in letters(word) {
            if used + wide > columns && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            push(&mut lines, letter);
            used += wide;
        }
    }
    lines
}

fn push(lines: &mut [String], words: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(words);
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
    fn a_width_is_what_is_drawn() {
        for (name, text, columns) in [
            ("ASCII", "abc", 3),
            ("CJK", "李小龍", 6),
            ("composed", "é", 1),
            ("a mark of its own", "e\u{301}", 1),
            ("many marks", "e\u{301}\u{323}\u{310}", 1),
            ("a family", "👩\u{200d}👩\u{200d}👧", 2),
            ("letters that join", "لا", 2),
            ("a keyboard in colour", "⌨\u{fe0f}", 2),
            ("box drawing", "─│┌", 3),
            ("controls", "a\u{7}b", 2),
        ] {
            assert_eq!(width(text), columns, "{name}");
            let area = ratatui::layout::Rect::new(0, 0, 20, 1);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            let (end, _) = buffer.set_stringn(0, 0, text, 20, Style::new());
            assert_eq!(usize::from(end), columns, "{name} as drawn");
        }
    }

    #[test]
    fn letters_are_never_cut_in_two() {
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(cut(&family.repeat(2), 3), format!("{family}…"));
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("لالا", 3), "لا…");
        assert_eq!(wrap(&family.repeat(2), 2), [family, family]);
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
