//! JSON for reading: indented, in the order in which it came, every foreign
//! character harmless.
//!
//! It works on the text and not on a parsed value, because what has to be read
//! most urgently is the answer that no parser accepts.

use crate::domain::untrusted::Untrusted;

/// The text in indented lines; text that is not JSON comes out as it is.
pub fn json(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut depth = 0_usize;
    let (mut quoted, mut escaped) = (false, false);
    let begin = |lines: &mut Vec<String>, depth: usize| {
        lines.push("  ".repeat(depth.min(20)));
    };
    if !text.trim_start().starts_with(['{', '[']) {
        return text.lines().map(harmless).collect();
    }
    for character in text.chars() {
        if quoted {
            append(&mut lines, character);
            quoted = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '{' | '[' => {
                append(&mut lines, character);
                depth += 1;
                begin(&mut lines, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if lines.last().is_some_and(|line| line.trim().is_empty()) {
                    lines.pop();
                } else {
                    begin(&mut lines, depth);
                    append(&mut lines, character);
                    continue;
                }
                append(&mut lines, character);
            }
            ',' => {
                append(&mut lines, character);
                begin(&mut lines, depth);
            }
            ':' => {
                append(&mut lines, ':');
                append(&mut lines, ' ');
            }
            blank if blank.is_whitespace() => {}
            other => {
                quoted = other == '"';
                append(&mut lines, other);
            }
        }
    }
    lines.iter().map(|line| harmless(line)).collect()
}

fn append(lines: &mut Vec<String>, character: char) {
    match lines.last_mut() {
        Some(line) => line.push(character),
        None => lines.push(character.to_string()),
    }
}

fn harmless(line: &str) -> String {
    Untrusted::new(line).shown()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_indented_in_its_own_order() {
        let lines = json(r#"{"b":1,"a":["x, {y}",2],"e":{},"s":"say \"hi\", you"}"#);
        assert_eq!(
            lines,
            [
                "{",
                "  \"b\": 1,",
                "  \"a\": [",
                "    \"x, {y}\",",
                "    2",
                "  ],",
                "  \"e\": {},",
                "  \"s\": \"say \\\"hi\\\", you\"",
                "}"
            ]
        );
    }

    #[test]
    fn what_is_not_json_comes_out_as_it_is_but_harmless() {
        assert_eq!(json("<html>\n\u{1b}[31m"), ["<html>", "\\u{1b}[31m"]);
        assert_eq!(json("{{{{"), ["{", "  {", "    {", "      {", "        "]);
        assert_eq!(json("}}]"), ["}}]"]);
    }
}
