//! Filter lines on the command line: the console's language, its mistakes under a caret.

use jiff::Timestamp;

use super::output::shown;
use crate::domain::filter::{self, Flaw};
use crate::domain::mask::mask;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::report::Filter;
use crate::domain::text::Text;

/// Reads a filter line, or says where it cannot be read.
pub(super) fn read(line: &str, now: Timestamp) -> Result<Filter, Problem> {
    filter::parse(line, now).map_err(|flaw| problem(line, flaw))
}

/// What both choose.
pub(super) fn narrowed(filter: Filter, other: Filter) -> Result<Filter, Problem> {
    filter::narrow(filter, other).map_err(|key| {
        let text = Text::new("tui-filter-clash").with("key", key);
        Problem::new(ProblemClass::Usage, text)
    })
}

fn problem(line: &str, flaw: Flaw) -> Problem {
    let is_name = flaw.text.key == "tui-filter-no-name";
    let place = Text::new("tui-verbatim").with("text", under_caret(line, &flaw));
    let problem = Problem::new(ProblemClass::Usage, flaw.text).detail(place);
    if is_name {
        problem.hint(Text::new("cli-filter-names"))
    } else {
        problem
    }
}

/// The line, and below it marks under what is wrong.
fn under_caret(line: &str, flaw: &Flaw) -> String {
    let part = |range: std::ops::Range<usize>| {
        let text = mask(line.get(range).unwrap_or_default());
        match flaw.text.key {
            // Perhaps a national number with a slip in it.
            "tui-filter-ssin" => shown(text.replace(|sign: char| sign.is_ascii_digit(), "*")),
            _ => shown(text),
        }
    };
    let before = part(0..flaw.span.start);
    let wrong = part(flaw.span.clone());
    let after = part(flaw.span.end..line.len());
    let (indent, marks) = (before.chars().count(), wrong.chars().count().max(1));
    // The second line stands below the first one, which the printer indents.
    format!(
        "{before}{wrong}{after}\n  {}{}",
        " ".repeat(indent),
        "^".repeat(marks)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: &str) -> String {
        let problem = read(line, Timestamp::UNIX_EPOCH).expect_err("a flaw");
        assert_eq!(problem.class, ProblemClass::Usage, "{line}");
        let detail = problem.detail.expect("a place");
        match &detail.args[..] {
            [(_, crate::domain::text::Arg::Words(words))] => words.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_caret_stands_under_what_is_wrong() {
        for (line, marked) in [
            (
                "kind:in state:lost,refused a",
                "kind:in state:lost,refused a\n                ^^^^",
            ),
            ("a kind:", "a kind:\n         ^"),
            ("é colour:red", "é colour:red\n    ^^^^^^"),
            ("@nobody", "@nobody\n  ^^^^^^^"),
        ] {
            assert_eq!(place(line), marked, "{line}");
        }
    }

    #[test]
    fn a_number_with_a_slip_in_it_is_not_repeated() {
        let place = place("ssin:85073099735");
        assert!(!place.contains(char::is_numeric), "{place}");
    }
}
