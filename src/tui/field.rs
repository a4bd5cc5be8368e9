//! A line of text being typed. Turns our keys into edits and keeps out what a
//! terminal would obey or hide.

use ratatui::text::Span;
use tui_input::{Input, InputRequest};

use super::env::Env;
use super::key::{Code, Key};
use super::theme::Role;
use crate::domain::untrusted::is_plain;

/// Longer than anything that the forms ask for; keeps a pasted novel out.
const MAX_CHARACTERS: usize = 1000;

/// Edits the line; whether its text changed.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let request = match (key.code, key.ctrl, key.alt) {
        (Code::Char(character), false, false) => {
            return insert(input, character);
        }
        (Code::Backspace, false, false) => InputRequest::DeletePrevChar,
        (Code::Backspace, _, _) | (Code::Char('w'), true, false) => InputRequest::DeletePrevWord,
        (Code::Char('u'), true, false) => InputRequest::DeleteLine,
        (Code::Char('k'), true, false) => InputRequest::DeleteTillEnd,
        (Code::Delete, false, false) => InputRequest::DeleteNextChar,
        (Code::Delete, _, _) => InputRequest::DeleteNextWord,
        (Code::Left, false, false) => InputRequest::GoToPrevChar,
        (Code::Left, _, _) => InputRequest::GoToPrevWord,
        (Code::Right, false, false) => InputRequest::GoToNextChar,
        (Code::Right, _, _) => InputRequest::GoToNextWord,
        (Code::Home, _, _) => InputRequest::GoToStart,
        (Code::End, _, _) | (Code::Char('e'), true, false) => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|changed| changed.value)
}

/// Puts pasted text in at the cursor: line ends and tabs become blanks, control
/// and invisible characters go. Whether anything was left to put in.
pub fn paste(input: &mut Input, text: &str) -> bool {
    let mut changed = false;
    for character in text.trim().chars() {
        let character = if character.is_whitespace() {
            ' '
        } else {
            character
        };
        changed |= insert(input, character);
    }
    changed
}

fn insert(input: &mut Input, character: char) -> bool {
    if !is_plain(character) || input.value().chars().count() >= MAX_CHARACTERS {
        return false;
    }
    input.handle(InputRequest::InsertChar(character)).is_some()
}

/// The line in this many columns, and where its cursor stands in them.
pub fn window(input: &Input, columns: usize) -> (String, usize) {
    let columns = columns.max(1);
    let hidden = input.visual_scroll(columns.saturating_sub(1));
    let mut skipped = 0;
    let shown = input
        .value()
        .chars()
        .skip_while(|&character| {
            let skip = skipped < hidden;
            skipped += unicode_width::UnicodeWidthChar::width(character).unwrap_or(0);
            skip
        })
        .collect();
    (shown, input.visual_cursor().saturating_sub(hidden))
}

/// The line with a visible cursor, for overlays.
pub fn spans(input: &Input, columns: usize, env: &Env) -> Vec<Span<'static>> {
    let (shown, cursor) = window(input, columns);
    let mut before = String::new();
    let mut at = String::from(" ");
    let mut after = String::new();
    let mut used = 0;
    for character in shown.chars() {
        let wide = unicode_width::UnicodeWidthChar::width(character).unwrap_or(0);
        if used < cursor || (wide == 0 && used == cursor && !before.is_empty()) {
            before.push(character);
        } else if used == cursor {
            at = character.to_string();
        } else {
            after.push(character);
        }
        used += wide;
    }
    vec![
        Span::styled(before, env.style(Role::Text)),
        Span::styled(at, env.style(Role::Selection)),
        Span::styled(after, env.style(Role::Text)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_loses_what_a_terminal_would_obey_or_hide() {
        let mut input = Input::default();
        assert!(paste(&mut input, "a\u{1b}[31m\u{202e}b\r\n\tc\u{200b} "));
        assert_eq!(input.value(), "a[31mb   c");
    }

    #[test]
    fn a_pasted_novel_is_cut() {
        let mut input = Input::default();
        paste(&mut input, &"x".repeat(10_000));
        assert_eq!(input.value().len(), MAX_CHARACTERS);
    }

    #[test]
    fn the_cursor_stays_inside_the_window() {
        let mut input = Input::default();
        paste(&mut input, "0123456789");
        assert_eq!(window(&input, 5), ("6789".into(), 4));
        edit(&mut input, Key::plain(Code::Home));
        assert_eq!(window(&input, 5).1, 0);
    }

    #[test]
    fn moving_is_not_changing() {
        let mut input = Input::new("abc".into());
        assert!(!edit(&mut input, Key::plain(Code::Left)));
        assert!(edit(&mut input, Key::plain(Code::Backspace)));
        assert_eq!(input.value(), "ac");
    }
}
