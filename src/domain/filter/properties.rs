//! What holds for every line.

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;

fn now() -> Timestamp {
    "2026-11-22T13:03:11Z".parse().expect("a moment")
}

/// Pieces that mean something to the language, and some that do not.
fn piece() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "!",
        ":",
        ",",
        "\"",
        "\\",
        "@",
        " ",
        "\u{a0}",
        "#",
        "a",
        "é",
        "李",
        "\u{1b}",
        "12",
        "85073099734",
        "2026-11-22",
        "1d",
        "late",
        "today",
        "none",
        "refused",
        "in",
        "attention",
        "loop",
        "deep",
    ]);
    let keys = prop::sample::select(Key::ALL.to_vec());
    prop_oneof![
        3 => signs.prop_map(str::to_owned),
        1 => keys.prop_map(|key| format!("{}:", key.as_str())),
        1 => any::<String>(),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(piece(), 0..20).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

/// Names of all kinds: fine ones, one that stands for itself, one that doubles at every step.
fn names() -> Saved {
    let mut names: Saved = [("loop", "a @loop"), ("mine", "kind:in @late")]
        .map(|(name, line)| (name.to_owned(), line.to_owned()))
        .into();
    for step in 0..40 {
        names.insert(format!("d{step}"), format!("@d{} @d{}", step + 1, step + 1));
    }
    names.insert("deep".to_owned(), "@d0".to_owned());
    names
}

fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        prop::char::range('a', 'e'),
        prop::sample::select(vec![
            '!', ':', ',', '"', '\\', '@', ' ', '李', '-', '#', '\t'
        ]),
    ];
    let signs = prop::collection::vec(sign, 1..8);
    signs
        .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("a text", |text| !text.is_empty())
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0..4_102_444_800_000_i64)
        .prop_map(|moment| Timestamp::from_millisecond(moment).expect("a moment"))
}

/// Values of one key.
fn keyed() -> impl Strategy<Value = Filter> {
    let base = Filter::default;
    let states = prop::sample::subsequence(StateKind::ALL.to_vec(), 1..4);
    let kinds = prop::sample::subsequence(vec![Kind::In, Kind::Out, Kind::Update], 1..3);
    let ids = prop::collection::btree_set(1_i64..9_999, 1..4);
    let decided = prop::sample::select(vec![Decided::NotYet, Decided::As(Decision::Kept)]);
    let ssin = Ssin::parse("85073099734").expect("a number");
    prop_oneof![
        states.prop_map(move |states| Filter { states, ..base() }),
        kinds.prop_map(move |kinds| Filter { kinds, ..base() }),
        ids.prop_map(move |ids| Filter {
            ids: ids.into_iter().map(SubmissionId).collect(),
            ..base()
        }),
        "[A-Z0-9]{1,3}".prop_map(move |code| Filter {
            worker_type: Some(code),
            ..base()
        }),
        "[0-9]{1,10}".prop_map(move |digits| Filter {
            employer: Some(digits),
            ..base()
        }),
        Just(Filter {
            ssin: Some(ssin),
            ..base()
        }),
        "[0-9]{5}-[0-9]{3}".prop_map(move |code| Filter {
            code: Some(code),
            ..base()
        }),
        text().prop_map(move |text| Filter {
            reference: Some(text),
            ..base()
        }),
        text().prop_map(move |text| Filter {
            account: Some(text),
            ..base()
        }),
        moment().prop_map(move |since| Filter {
            since: Some(since),
            ..base()
        }),
        moment().prop_map(move |due| Filter {
            due_before: Some(due),
            ..base()
        }),
        decided.prop_map(move |decided| Filter {
            decided: Some(decided),
            ..base()
        }),
    ]
}

/// A filter that a line can say: terms, some of them left out, and text.
fn sayable() -> impl Strategy<Value = Filter> {
    let negated = prop_oneof![
        keyed(),
        text().prop_map(|text| Filter {
            text: Some(text),
            ..Filter::default()
        }),
    ];
    (
        prop::collection::vec(keyed(), 0..6),
        prop::collection::vec(negated, 0..4),
        prop::option::of(text()),
    )
        .prop_map(|(terms, not, text)| {
            let mut filter = Filter::default();
            for term in terms {
                // Two references are none that a line can say: the first one stays.
                let _ = combine::join(&mut filter, term, Lists::Widen);
            }
            Filter {
                not,
                text,
                ..filter
            }
        })
}

proptest! {
    #[test]
    fn a_line_is_read_or_its_flaw_lies_in_it(line in line()) {
        for saved in [Saved::new(), names()] {
            if let Err(flaw) = parse_with(&line, now(), &saved) {
                prop_assert!(line.get(flaw.span.clone()).is_some(), "{:?} in {line:?}", flaw.span);
            }
        }
    }

    #[test]
    fn what_is_suggested_fits_into_the_line(line in line(), place in any::<prop::sample::Index>()) {
        let borders: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        let cursor = borders[place.index(borders.len())];
        let mut source = |_| vec!["refused", "shift 12", "é\"!"]
            .into_iter()
            .map(|value| Choice { value: value.to_owned(), about: String::new() })
            .collect();
        for suggestion in complete(&line, cursor, &mut source) {
            prop_assert!(line.get(suggestion.span.clone()).is_some(), "{suggestion:?} in {line:?}");
            let (taken, after) = suggestion.taken(&line);
            prop_assert!(taken.is_char_boundary(after), "{suggestion:?} in {line:?}");
            prop_assert!(taken[..after].ends_with(&suggestion.insert));
        }
    }

    #[test]
    fn a_filter_is_what_its_line_says(filter in sayable()) {
        let line = to_line(&filter);
        prop_assert!(line.is_some(), "{filter:?}");
        prop_assert_eq!(parse(&line.unwrap_or_default(), now()), Ok(filter));
    }

    #[test]
    fn a_line_that_can_be_read_says_the_same_when_it_is_written_again(line in line()) {
        if let Ok(filter) = parse(&line, now()) {
            // A name within a line may stand for what no single term says.
            if let Some(again) = to_line(&filter) {
                prop_assert_eq!(parse(&again, now()), Ok(filter));
            } else {
                prop_assert!(line.contains('@') || line.len() > 400, "{line:?} is {filter:?}");
            }
        }
    }

    #[test]
    fn two_filters_choose_what_both_choose_in_either_order(one in sayable(), other in sayable()) {
        let first = narrow(one.clone(), other.clone());
        let second = narrow(other, one);
        prop_assert_eq!(first.is_ok(), second.is_ok());
        if let (Ok(first), Ok(second)) = (first, second) {
            prop_assert_eq!(first.since, second.since);
            prop_assert_eq!(first.due_before, second.due_before);
            prop_assert_eq!(first.states.len(), second.states.len());
            prop_assert_eq!(first.not.len(), second.not.len());
        }
    }
}
