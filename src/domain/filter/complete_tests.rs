//! Names that may be kept, and what a line that is being typed can go on with.

use jiff::Timestamp;

use super::*;

fn now() -> Timestamp {
    "2026-11-22T13:03:11Z".parse().expect("a moment")
}

#[test]
fn what_may_be_saved_under_which_name() {
    let saved: Saved = [("mine".to_owned(), "kind:in".to_owned())].into();
    for (name, typed, line, expected) in [
        ("a name", " @Late-2 ", "kind:in", Ok("late-2")),
        ("an old name", "mine", "kind:out", Ok("mine")),
        ("with a name in it", "other", "@mine a", Ok("other")),
        ("no name", "@", "kind:in", Err("tui-filter-name")),
        ("a blank in it", "a b", "kind:in", Err("tui-filter-name")),
        ("nothing", "a", "  ", Err("tui-filter-save-nothing")),
        ("not readable", "a", "kind:x", Err("tui-filter-save-flaw")),
        ("itself", "mine", "a @mine", Err("tui-filter-save-flaw")),
        (
            "a number",
            "a",
            "ssin:85073099734",
            Err("tui-filter-save-ssin"),
        ),
        (
            "a number left out",
            "a",
            "!ssin:85073099734",
            Err("tui-filter-save-ssin"),
        ),
        (
            "a number as text",
            "a",
            "x 85.07.30-997.34",
            Err("tui-filter-save-ssin"),
        ),
        (
            "a number in two quotes",
            "a",
            "\"850730\"99734",
            Err("tui-filter-save-ssin"),
        ),
        (
            "a number with blanks",
            "a",
            "85 07 30 997 34",
            Err("tui-filter-save-ssin"),
        ),
    ] {
        let checked = check_name(typed, line, &saved, now());
        let checked = checked.as_deref().map_err(|text| text.key);
        assert_eq!(checked, expected, "{name}");
    }
}

#[test]
fn what_comes_from_a_file_is_taken_as_far_as_it_could_have_been_saved() {
    let names = [
        ("fine", "kind:in @other"),
        ("Capital", "kind:in"),
        ("a b", "kind:in"),
        ("\u{1b}[31m", "kind:in"),
        ("hostile", "a\u{1b}[2J"),
        ("worker", "x 85073099734"),
    ];
    let saved = names.map(|(name, line)| (name.to_owned(), line.to_owned()));
    let kept: Vec<_> = sound(saved.into()).into_keys().collect();
    assert_eq!(kept, ["fine"]);
}

/// A line with its cursor at the bar, and what is suggested there.
fn suggested(marked: &str) -> Vec<(String, String)> {
    let cursor = marked.find('|').expect("a cursor");
    let line = marked.replace('|', "");
    let mut source = |asked| {
        let values: &[&str] = match asked {
            Asked::Key => &["state", "since", "kind"],
            Asked::Name => &["late", "shift-12"],
            Asked::Value(Key::State) => &["refused", "rejected", "in_doubt"],
            Asked::Value(Key::Reference) => &["shift 12"],
            Asked::Value(_) => &[],
        };
        let choice = |value: &&str| Choice {
            value: (*value).to_owned(),
            about: format!("about {value}"),
        };
        values.iter().map(choice).collect()
    };
    complete(&line, cursor, &mut source)
        .into_iter()
        .map(|one| {
            let (line, cursor) = one.taken(&line);
            (
                one.choice.value.clone(),
                format!("{}|{}", &line[..cursor], &line[cursor..]),
            )
        })
        .collect()
}

#[test]
fn what_a_line_can_go_on_with() {
    for (name, marked, value, taken) in [
        ("a key", "s|", "state", "state:|"),
        ("a key behind a mark", "a !si|", "since", "a !since:|"),
        ("a key that has its colon", "sta|:x", "state", "state:|x"),
        ("a value", "state:ref|", "refused", "state:refused|"),
        (
            "a value of several",
            "state:held,re|,x b",
            "rejected",
            "state:held,rejected|,x b",
        ),
        (
            "a value behind a mark",
            "state:!|",
            "refused",
            "state:!refused|",
        ),
        (
            "the middle of a value",
            "state:re|fu b",
            "refused",
            "state:refused| b",
        ),
        (
            "inside of it",
            "state:doubt|",
            "in_doubt",
            "state:in_doubt|",
        ),
        (
            "with a blank",
            "reference:sh|",
            "shift 12",
            "reference:\"shift 12\"|",
        ),
        (
            "in quotes",
            "reference:\"shift 1|",
            "shift 12",
            "reference:\"shift 12\"|",
        ),
        ("a name", "a @l|", "late", "a @late|"),
        ("a name where nothing is typed", "a |", "@late", "a @late|"),
    ] {
        let found = suggested(marked);
        let expected = (value.to_owned(), taken.to_owned());
        assert!(found.contains(&expected), "{name}: {found:?}");
    }
}

#[test]
fn what_fits_best_stands_first_and_what_is_complete_is_not_suggested() {
    let first = suggested("state:re|");
    assert_eq!(first[0].0, "refused");
    for (name, marked) in [
        ("complete", "state:refused|"),
        ("behind a mark only", "|!state:refused"),
        ("text", "testmans|"),
        ("no such key", "colour:re|"),
    ] {
        assert_eq!(suggested(marked), [], "{name}");
    }
}

#[test]
fn a_word_that_may_become_a_key_is_known_at_the_end_only() {
    for (name, line, expected) in [
        ("its beginning", "kind:in sta", Some(8)),
        ("the whole of it", "state", Some(0)),
        ("left out", "a !STA", Some(2)),
        ("with its colon", "state:", None),
        ("a blank behind it", "state ", None),
        ("another word", "stan", None),
        ("in quotes", "\"sta\"", None),
        ("nothing", "", None),
        ("a mark", "!", None),
    ] {
        assert_eq!(begun_key(line), expected, "{name}");
    }
}
