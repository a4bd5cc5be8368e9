//! Which keys are in force, and which wishes are refused.

use std::collections::HashMap;

use super::super::key::Code;
use super::super::keymap::is_dangerous;
use super::*;

fn wish<'a>(action: &'a str, keys: &[&'a str]) -> Wish<'a> {
    Wish {
        action,
        keys: keys.to_vec(),
    }
}

#[test]
fn no_key_means_two_things_in_one_context() {
    let map = Keymap::default();
    for context in Context::ALL {
        let mut seen = HashMap::new();
        for binding in ACTIONS.iter().filter(|row| row.applies(context, false)) {
            for key in map.keys_in(binding.action, context) {
                if let Some(other) = seen.insert(key, binding.action) {
                    panic!("{key} is {other:?} and {:?} in {context:?}", binding.action);
                }
            }
        }
    }
    // Nor does the check of wishes find anything in the table as it is.
    let every: Vec<_> = ACTIONS
        .iter()
        .map(|row| row.keys.iter().map(ToString::to_string).collect::<Vec<_>>())
        .collect();
    let wishes: Vec<_> = ACTIONS
        .iter()
        .zip(&every)
        .map(|(row, keys)| Wish {
            action: row.name,
            keys: keys.iter().map(String::as_str).collect(),
        })
        .collect();
    let map = Keymap::with(&wishes).expect("what is so by default may be wished for");
    for row in ACTIONS {
        assert_eq!(map.keys(row.action), row.keys, "{}", row.name);
        assert!(map.is_chosen(row.action), "{}", row.name);
    }
}

#[test]
fn read_only_knows_no_dangerous_action() {
    let map = Keymap::default();
    for context in Context::ALL {
        for row in ACTIONS.iter().filter(|row| row.dangerous) {
            for &key in row.keys {
                let found = map.lookup(key, context, true);
                assert!(found.is_none_or(|action| !is_dangerous(action)), "{key}");
            }
        }
    }
}

#[test]
fn characters_are_text_where_text_is_typed() {
    let map = Keymap::default();
    assert_eq!(map.lookup(Key::char('q'), Context::Field, false), None);
    assert_eq!(
        map.lookup(Key::char('q'), Context::Queue, false),
        Some(Action::Quit)
    );
}

#[test]
fn a_wish_takes_the_place_of_the_keys_of_the_table() {
    let map =
        Keymap::with(&[wish("poll", &["f9", "alt-p"]), wish("follow", &[])]).expect("possible");
    let queue = |key| map.lookup(key, Context::Queue, false);
    assert_eq!(queue(Key::plain(Code::Function(9))), Some(Action::PollNow));
    assert_eq!(
        queue("alt-p".parse().expect("a key")),
        Some(Action::PollNow)
    );
    assert_eq!(queue(Key::char('p')), None);
    assert_eq!(
        map.key_in(Action::PollNow, Context::Queue).as_deref(),
        Some("f9")
    );
    assert_eq!(map.key_in(Action::Follow, Context::Log), None);
    assert!(map.is_chosen(Action::Follow));
    assert!(!map.is_chosen(Action::Hold));
}

#[test]
fn keys_may_be_swapped() {
    let map = Keymap::with(&[wish("poll", &["w"]), wish("withdraw", &["p"])]).expect("possible");
    assert_eq!(
        map.lookup(Key::char('w'), Context::Queue, false),
        Some(Action::PollNow)
    );
}

#[test]
fn wishes_that_cannot_be_met_say_why_and_where() {
    for (name, wishes, reason, place) in [
        (
            "no such action",
            vec![wish("pol", &["p"])],
            "keys-unknown",
            (0, None),
        ),
        (
            "no such key",
            vec![wish("hold", &["H"]), wish("poll", &["P", "hyper-p"])],
            "keys-unreadable",
            (1, Some(1)),
        ),
        (
            "a key that a terminal cannot tell",
            vec![wish("poll", &["ctrl-m"])],
            "keys-same",
            (0, Some(0)),
        ),
        (
            "a key of the table",
            vec![wish("poll", &["f9", "w"])],
            "keys-conflict",
            (0, Some(1)),
        ),
        (
            "the same key twice",
            vec![wish("withdraw", &["f9"]), wish("poll", &["f9"])],
            "keys-conflict",
            (1, Some(0)),
        ),
        (
            "no way out",
            vec![wish("interrupt", &[])],
            "keys-needed",
            (0, None),
        ),
        (
            "no way back",
            vec![wish("back", &[])],
            "keys-needed",
            (0, None),
        ),
        (
            "a way back that is text in a field",
            vec![wish("back", &["B"])],
            "keys-needed",
            (0, None),
        ),
        (
            "a letter that is an answer",
            vec![wish("redraw", &["O"])],
            "keys-answer",
            (0, Some(0)),
        ),
    ] {
        let refusal = Keymap::with(&wishes).expect_err(name);
        assert_eq!(refusal.reason.key, reason, "{name}");
        assert_eq!((refusal.wish, refusal.key), place, "{name}");
    }
}

#[test]
fn a_conflict_names_both_and_the_place() {
    use crate::i18n::{Catalogue, Language};
    let refusal = Keymap::with(&[wish("poll", &["w"])]).expect_err("taken");
    let words = Catalogue::new(Language::En).text(&refusal.reason);
    for part in ["poll", "withdraw", "queue", "w"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn names_near_a_misspelled_one_are_offered() {
    for (name, near) in [
        ("pol", Some("poll")),
        ("sort_right", Some("sort-right")),
        ("certificate", Some("certificates")),
        ("xyzzyxyzzy", None),
    ] {
        let refusal = unknown(0, name);
        let names = refusal.hint.args.iter().find(|(arg, _)| *arg == "names");
        let names = names.map(|(_, names)| format!("{names:?}"));
        assert_eq!(names.is_some(), near.is_some(), "{name}: {names:?}");
        if let (Some(names), Some(near)) = (names, near) {
            assert!(names.contains(near), "{name}: {names}");
        }
    }
}

/// Keys with which multiplexers and flow control begin, or on which other programs move.
#[test]
fn no_key_of_the_table_is_one_that_gets_lost() {
    for row in ACTIONS {
        for taken in ['a', 'b', 's', 'q', ' '] {
            assert!(
                !row.keys.contains(&Key::ctrl(taken)),
                "{}: ctrl-{taken}",
                row.name
            );
        }
        assert_eq!(
            row.keys.iter().find_map(|key| key.heard_as()),
            None,
            "{}",
            row.name
        );
    }
}

/// Whoever comes from vi or a pager presses these without looking.
const UNTHINKING: [Key; 6] = [
    Key::ctrl('d'),
    Key::ctrl('u'),
    Key::ctrl('k'),
    Key::ctrl('w'),
    Key::char('x'),
    Key::char('d'),
];

/// Dangerous actions on such keys that open a form or a question first: nothing happens by the
/// key alone. That they do is held by the tests of their screens.
const ASKS_FIRST: [Action; 3] = [Action::Decide, Action::RemoveCertificate, Action::Tick];

#[test]
fn nothing_is_destroyed_by_a_key_that_is_pressed_without_looking() {
    for row in ACTIONS.iter().filter(|row| row.dangerous) {
        if row.keys.iter().any(|key| UNTHINKING.contains(key)) {
            assert!(
                ASKS_FIRST.contains(&row.action),
                "{} has such a key",
                row.name
            );
        }
    }
}

proptest::proptest! {
    /// Whatever is wished for: either it is refused with its place, or no key means two things
    /// and there is a way out of everything.
    #[test]
    fn any_wishes_leave_a_map_that_works(
        chosen in proptest::collection::vec(
            (0..ACTIONS.len(), proptest::collection::vec("(ctrl-)?[a-zA-Z]|f[1-9]|esc|enter|space|q", 0..3)),
            0..6,
        )
    ) {
        let wishes: Vec<_> = chosen
            .iter()
            .map(|(place, keys)| Wish {
                action: ACTIONS[*place].name,
                keys: keys.iter().map(String::as_str).collect(),
            })
            .collect();
        match Keymap::with(&wishes) {
            Err(refusal) => {
                let wish = &wishes[refusal.wish];
                proptest::prop_assert!(refusal.key.is_none_or(|key| key < wish.keys.len()));
            }
            Ok(map) => for context in Context::ALL {
                let rows = ACTIONS.iter().filter(|row| row.applies(context, false));
                let mut seen = HashMap::new();
                for row in rows {
                    for key in map.keys_in(row.action, context) {
                        let twin = seen.insert(key, row.action);
                        proptest::prop_assert!(twin.is_none_or(|twin| twin == row.action));
                    }
                }
                proptest::prop_assert!(map.keys_in(Action::Interrupt, context).next().is_some());
                proptest::prop_assert!(map.keys_in(Action::Back, context).next().is_some());
            }
        }
    }
}
