//! What lines mean, and what they cannot.

use super::*;
use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;

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
                states: vec![StateKind::Refused, StateKind::InDoubt, StateKind::Submitted],
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
        assert_eq!(error.text.key, key, "{name}");
    }
}

#[test]
fn a_number_typed_wrong_is_not_repeated_in_the_message() {
    let error = parse("ssin:85073099735", now()).expect_err("wrong check digits");
    assert!(error.text.args.is_empty());
}

fn not(one: Filter) -> Filter {
    Filter {
        not: vec![one],
        ..Filter::default()
    }
}

fn text(text: &str) -> Filter {
    Filter {
        text: Some(text.to_owned()),
        ..Filter::default()
    }
}

fn states(states: &[StateKind]) -> Filter {
    Filter {
        states: states.to_vec(),
        ..Filter::default()
    }
}

fn type_of(code: &str) -> Filter {
    Filter {
        worker_type: Some(code.to_owned()),
        ..Filter::default()
    }
}

#[test]
fn what_is_left_out_and_what_is_only_itself() {
    use StateKind::{Accepted, Refused};
    let cases = [
        (
            "before the key",
            "!state:accepted",
            not(states(&[Accepted])),
        ),
        (
            "before the value",
            "state:!accepted",
            not(states(&[Accepted])),
        ),
        (
            "neither of two",
            "state:!accepted,refused",
            not(states(&[Accepted, Refused])),
        ),
        ("not not", "!state:!accepted", states(&[Accepted])),
        ("a word", "!testmans", not(text("testmans"))),
        (
            "words in quotes",
            r#"!"testmans a.""#,
            not(text("testmans a.")),
        ),
        (
            "several that a key takes one by one",
            "type:!flx,stu",
            Filter {
                not: vec![type_of("FLX"), type_of("STU")],
                ..Filter::default()
            },
        ),
        (
            "an exclamation mark behind a backslash",
            r"\!urgent",
            text("!urgent"),
        ),
        (
            "a colon behind a backslash",
            r"state\:accepted",
            text("state:accepted"),
        ),
        (
            "signs in quotes",
            r#""!state:accepted""#,
            text("!state:accepted"),
        ),
        ("a quote in quotes", r#""a\"b""#, text("a\"b")),
        (
            "a backslash before nothing special",
            r"\\temp\x",
            text(r"\temp\x"),
        ),
        ("an at sign inside a word", "a@b", text("a@b")),
        ("a mark inside a word", "wow!", text("wow!")),
        ("a quote that is still open", "\"shift 1", text("shift 1")),
        ("quotes around nothing", "\"\" \" \"", Filter::default()),
        ("a comma at the end", "state:refused,", states(&[Refused])),
        (
            "the same key twice",
            "state:accepted state:refused",
            states(&[Accepted, Refused]),
        ),
        ("keys in any case", "State:accepted", states(&[Accepted])),
    ];
    for (name, line, expected) in cases {
        assert_eq!(parse(line, now()), Ok(expected), "{name}: {line}");
    }
}

#[test]
fn numbers_accounts_and_moments_are_read() {
    let cases = [
        (
            "numbers",
            "id:12,#15 account:main",
            Filter {
                ids: vec![SubmissionId(12), SubmissionId(15)],
                account: Some("main".into()),
                ..Filter::default()
            },
        ),
        (
            "an account with a comma in its name",
            "account:a,b",
            Filter {
                account: Some("a,b".into()),
                ..Filter::default()
            },
        ),
        (
            "a moment",
            "since:2026-11-20T08:00:00Z",
            Filter {
                since: Some(moment("2026-11-20T08:00:00Z")),
                ..Filter::default()
            },
        ),
        (
            "due today",
            "deadline:today",
            Filter {
                due_before: Some(moment("2026-11-22T23:00:00Z")),
                ..Filter::default()
            },
        ),
    ];
    for (name, line, expected) in cases {
        assert_eq!(parse(line, now()), Ok(expected), "{name}");
    }
}

#[test]
fn a_flaw_knows_its_place() {
    for (name, line, key, place) in [
        ("the key", "a colour:red b", "tui-filter-key", "colour"),
        (
            "one value of several",
            "kind:in state:refused,lost,held",
            "tui-filter-value",
            "lost",
        ),
        ("no value yet", "a state:", "tui-filter-empty", ""),
        ("nothing to leave out", "a ! b", "tui-filter-not", "!"),
        ("two of one", "type:flx,stu", "tui-filter-one", "flx,stu"),
        (
            "one twice",
            "type:flx a type:stu",
            "tui-filter-twice",
            "type:stu",
        ),
        (
            "quotes and all",
            "state:\"no such\"",
            "tui-filter-value",
            "\"no such\"",
        ),
        ("a name", "a @nobody b", "tui-filter-no-name", "@nobody"),
        (
            "a name that wants something else",
            "state:sending @attention",
            "tui-filter-clash",
            "@attention",
        ),
        ("no number", "id:0", "tui-filter-value", "0"),
    ] {
        let flaw = parse(line, now()).expect_err(name);
        assert_eq!((flaw.text.key, &line[flaw.span]), (key, place), "{name}");
    }
}

#[test]
fn a_name_narrows_whatever_the_order() {
    use StateKind::{Held, InDoubt, Refused, Rejected};
    let saved: Saved = [
        ("mine", "state:refused,held,in_doubt type:flx"),
        ("late", "kind:in"),
    ]
    .map(|(name, line)| (name.to_owned(), line.to_owned()))
    .into();
    let read = |line| parse_with(line, now(), &saved);
    let narrowed = Filter {
        states: vec![Refused],
        ..type_of("FLX")
    };
    assert_eq!(read("state:refused,rejected @mine"), Ok(narrowed.clone()));
    assert_eq!(read("@MINE state:refused,rejected"), Ok(narrowed));
    let whole = Filter {
        states: vec![Refused, Held, InDoubt],
        ..type_of("FLX")
    };
    assert_eq!(read("!@mine"), Ok(not(whole)));
    assert!(
        read("state:rejected @mine").is_err(),
        "{Rejected:?} is none of them"
    );
    let own = read("@late").expect("a filter");
    assert_eq!(own.kinds, [Kind::In], "a name of one's own wins");
}

#[test]
fn names_that_never_end_are_flaws_in_place() {
    let mut saved: Saved = [("loop".to_owned(), "a @loop".to_owned())].into();
    for step in 0..30 {
        saved.insert(format!("d{step}"), format!("@d{0} @d{0}", step + 1));
    }
    saved.insert("broken".to_owned(), "state:lost".to_owned());
    for (line, inner) in [
        ("x @loop", "tui-filter-deep"),
        ("x @d0", "tui-filter-deep"),
        ("x @broken", "tui-filter-value"),
    ] {
        let flaw = parse_with(line, now(), &saved).expect_err(line);
        assert_eq!(
            (flaw.text.key, &line[flaw.span]),
            ("tui-filter-inside", &line[2..])
        );
        let inside = flaw.text.args.into_iter().find(|(name, _)| *name == "flaw");
        match inside {
            Some((_, crate::domain::text::Arg::Text(text))) => {
                assert_eq!(text.key, inner, "{line}");
            }
            other => panic!("{line}: {other:?}"),
        }
    }
}

#[test]
fn a_line_has_an_end() {
    let many = "!a ".repeat(MOST_TERMS + 1);
    assert_eq!(
        parse(&many, now()).expect_err("too many").text.key,
        "tui-filter-many"
    );
    let long = "a".repeat(LONGEST + 1);
    assert_eq!(
        parse(&long, now()).expect_err("too long").text.key,
        "tui-filter-long"
    );
}

#[test]
fn the_names_of_the_program_can_be_read_and_written() {
    for (name, line) in BUILT_IN {
        let filter = parse(line, now()).expect(name);
        assert_eq!(
            parse(&format!("@{name}"), now()),
            Ok(filter.clone()),
            "{name}"
        );
        let line = to_line(&filter).expect(name);
        assert_eq!(parse(&line, now()), Ok(filter), "{name}");
    }
}

#[test]
fn what_no_line_says_has_none() {
    let both = Filter {
        kinds: vec![Kind::In],
        ..type_of("FLX")
    };
    let looked_up = Filter {
        looked_up: true,
        ..Filter::default()
    };
    let empty = Filter {
        reference: Some(String::new()),
        ..Filter::default()
    };
    for (name, filter) in [
        ("two at once left out", not(both)),
        ("searched for", looked_up),
        ("an empty reference", empty),
    ] {
        assert_eq!(to_line(&filter), None, "{name}");
    }
}
