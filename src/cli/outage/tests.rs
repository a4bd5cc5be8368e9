//! What is written of failed tries, and how times are read.

use crate::cli::testing::printed;
use crate::domain::draft::Kind;
use crate::domain::ids::SubmissionId;

use super::*;
use crate::domain::report::Exchange;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn failed(id: i64, moment: &str, status: Option<u16>) -> FailedTry {
    FailedTry {
        id,
        submission: SubmissionId(7),
        kind: Kind::In,
        reference: Some("=SUM(A1) 85073099734".into()),
        account: "loket".to_owned(),
        exchange: Exchange {
            method: Method::Post,
            at: at(moment),
            duration_ms: Some(30_000),
            status,
            trace_id: "7f9c".to_owned(),
            server_trace_id: None,
            outcome: None,
            detail: Some("connection\u{1b}[31m refused; 85.07.30-997.34".into()),
        },
    }
}

/// What is written of these tries, and what is printed beside it.
fn written(form: Form, tries: &[FailedTry]) -> (String, String) {
    let mut paper = Vec::new();
    let ((), printed) = printed(form == Form::Json, |out| {
        let mut scribe = Scribe {
            paper: Paper {
                form,
                to: &mut paper,
                host: "services.socialsecurity.be",
                sender: None,
            },
            out,
            total: Total::default(),
        };
        let query = TriesQuery {
            since: Some(at("2026-10-25T00:00:00Z")),
            ..TriesQuery::default()
        };
        let sender = of_sender("999001", "Testfirma NV");
        scribe
            .head(Some(sender), "production", &query)
            .expect("written");
        for one in tries {
            scribe.one(one).expect("written");
        }
        scribe.foot().expect("written");
    });
    (String::from_utf8(paper).expect("UTF-8"), printed.data)
}

#[test]
fn the_table_is_safe_to_open() {
    let tries = [
        failed(1, "2026-10-25T00:30:00Z", Some(503)),
        failed(2, "2026-10-25T01:30:00Z", None),
    ];
    let (table, _) = written(Form::Table, &tries);
    let lines: Vec<&str> = table.split_terminator("\r\n").collect();
    let [head, first, second] = lines[..] else {
        panic!("{table}")
    };
    assert_eq!(head, COLUMNS.join(";"));
    assert!(
        first.starts_with("2026-10-25 02:30:00 +02:00;services.socialsecurity.be;POST;in;503;")
    );
    assert!(
        second.starts_with("2026-10-25 02:30:00 +01:00;"),
        "{second}"
    );
    assert!(second.contains(";no answer;"), "{second}");
    assert!(first.contains(";'=SUM(A1) "), "{first}");
    assert!(!table.contains("85073099734") && !table.contains("85.07.30-997.34"));
    assert!(!table.contains('\u{1b}'));
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_defused() {
    for (cell, expected) in [
        ("=1+1", "'=1+1"),
        ("+32 2", "'+32 2"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=1", "a=1"),
        ("", ""),
    ] {
        assert_eq!(defused(cell), expected);
    }
}

#[test]
fn the_letter_tells_it_whole() {
    let tries = [
        failed(1, "2026-10-25T00:30:00Z", Some(503)),
        failed(2, "2026-10-25T01:30:00Z", None),
    ];
    let (letter, _) = written(Form::Letter, &tries);
    insta::assert_snapshot!("outage_letter", letter);
    let (nothing, _) = written(Form::Letter, &[]);
    assert!(nothing.contains("No try failed"), "{nothing}");
}

#[test]
fn a_line_of_json_for_each_try() {
    let (paper, data) = written(Form::Json, &[failed(1, "2026-10-25T00:30:00Z", Some(429))]);
    assert_eq!(paper, "");
    let line: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(line["status"], 429);
    assert_eq!(line["at"], "2026-10-25T00:30:00Z");
    assert!(!data.contains("85073099734"), "{data}");
}

#[test]
fn a_time_is_read_as_people_write_it() {
    let now = at("2026-11-22T13:03:11Z");
    for (name, text, bound, expected) in [
        ("an hour ago", "1h", Bound::Since, "2026-11-22T12:03:11Z"),
        ("a day ago", "1d", Bound::Since, "2026-11-21T13:03:11Z"),
        (
            "a day begins at its midnight",
            "2026-11-22",
            Bound::Since,
            "2026-11-21T23:00:00Z",
        ),
        (
            "until a day: the whole of it",
            "2026-11-22",
            Bound::Until,
            "2026-11-22T23:00:00Z",
        ),
        (
            "a Belgian hour in summer",
            "2026-07-01T14:00",
            Bound::Until,
            "2026-07-01T12:00:00Z",
        ),
        (
            "with a blank",
            "2026-07-01 14:00",
            Bound::Since,
            "2026-07-01T12:00:00Z",
        ),
        (
            "with its offset",
            "2026-07-01T14:00:00Z",
            Bound::Since,
            "2026-07-01T14:00:00Z",
        ),
    ] {
        assert_eq!(read_moment(text, now, bound), Some(at(expected)), "{name}");
    }
    for text in [
        "",
        "h",
        "1w",
        "yesterday",
        "2026-13-01",
        "999999999999d",
        "é",
    ] {
        assert_eq!(read_moment(text, now, Bound::Since), None, "{text}");
    }
}
