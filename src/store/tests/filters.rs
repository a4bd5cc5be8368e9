//! A filter of every term.

use super::*;
use crate::domain::decision::{Decided, Decision};
use crate::domain::lifecycle::StateKind;

#[expect(clippy::too_many_lines, reason = "a table of every term")]
/// Each with a name.
pub(in crate::store) fn every_term() -> Vec<(&'static str, Filter)> {
    let base = Filter::default;
    let text = |text: &str| Filter {
        text: Some(text.to_owned()),
        ..base()
    };
    let states = vec![StateKind::Refused, StateKind::Accepted, StateKind::Queued];
    vec![
        ("everything", base()),
        (
            "states",
            Filter {
                states: states.clone(),
                ..base()
            },
        ),
        (
            "kinds",
            Filter {
                kinds: vec![Kind::In, Kind::Out],
                ..base()
            },
        ),
        (
            "worker type",
            Filter {
                worker_type: Some("STU".into()),
                ..base()
            },
        ),
        (
            "employer",
            Filter {
                employer: Some("0999999922".into()),
                ..base()
            },
        ),
        (
            "worker",
            Filter {
                ssin: "85073099734".parse().ok(),
                ..base()
            },
        ),
        (
            "code",
            Filter {
                code: Some("90017-510".into()),
                ..base()
            },
        ),
        (
            "reference",
            Filter {
                reference: Some("a-1".into()),
                ..base()
            },
        ),
        (
            "looked up",
            Filter {
                looked_up: true,
                ..base()
            },
        ),
        (
            "since",
            Filter {
                since: Some(at(0)),
                ..base()
            },
        ),
        (
            "due",
            Filter {
                due_before: Some(at(10_000)),
                ..base()
            },
        ),
        (
            "undecided",
            Filter {
                decided: Some(Decided::NotYet),
                ..base()
            },
        ),
        (
            "kept",
            Filter {
                decided: Some(Decided::As(Decision::Kept)),
                ..base()
            },
        ),
        (
            "account",
            Filter {
                account: Some("main".into()),
                ..base()
            },
        ),
        (
            "ids",
            Filter {
                ids: (1..40).map(SubmissionId).collect(),
                ..base()
            },
        ),
        ("text", text("noor")),
        ("text with a number", text("#12")),
        ("beginning", text("t")),
        (
            "without",
            Filter {
                not: vec![text("noor")],
                ..base()
            },
        ),
        (
            "states, since and text",
            Filter {
                states,
                since: Some(at(0)),
                ..text("noor")
            },
        ),
    ]
}
