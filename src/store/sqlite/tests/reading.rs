//! How the queue is read: by which indexes, and which texts are found.

use std::fmt::Write as _;

use super::*;
use crate::domain::decision::{Decided, Decision};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Anchor, Sort, SortColumn, Window};
use crate::store::sqlite::order::Order;
use crate::store::sqlite::plan::{Limits, List, PAGE, Plan};

/// Nothing is few: everything is walked through, row by row.
const WALKED: Limits = Limits {
    few: 0,
    counted: 0,
    collected: 0,
    looks: u64::MAX,
};

/// Nothing may be looked at: the numbers of all chosen rows are collected.
const COLLECTED: Limits = Limits {
    few: 0,
    counted: u64::MAX >> 1,
    collected: u64::MAX,
    looks: 0,
};

async fn found(home: &Home, text: &str, limits: Limits) -> Vec<i64> {
    let query = QueueQuery {
        filter: Filter {
            text: Some(text.to_owned()),
            ..Filter::default()
        },
        sort: Sort {
            column: SortColumn::Start,
            descending: false,
        },
        window: Window {
            anchor: Anchor::First,
            rows: 1_000,
        },
    };
    let page = home
        .store
        .read(move |connection| page::page(connection, &query, limits))
        .await;
    let rows = page.expect("read").rows.into_iter();
    let mut ids: Vec<i64> = rows.map(|row| row.id.0).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn texts_are_found_alike_by_every_way() {
    let home = Home::new();
    let names = [
        "Testmans Alex",
        "ÉLOÏSE",
        "éloïse",
        "Eloise",
        "STRASSE",
        "straße",
        "\u{17F}traße",
        "\u{212A}elvin",
        "kelvin",
        "İSTANBUL",
        "istanbul",
        "ıstanbul",
        "ΣΊΣΥΦΟΣ",
        "σίσυφος",
        "ǅUNGLA",
        "ǆungla",
        "Å\u{301}ngström",
        "\u{212B}ngström",
        "a\u{308}bc",
        "äbc",
        "ﬀ ligature",
        "ff ligature",
        "x\"y%_z",
        "tab\there",
        "nul\0after",
        "日本語の名前",
        "🦀🦀🦀 crab",
        "Ａｌｅｘ",
        "ⅷ eight",
        "Ⅷ EIGHT",
        "Ꭰꭰ",
        "ꭰᎠ cherokee",
        "  two  blanks ",
    ];
    for (name, text) in (1..).zip(names) {
        let new = NewSubmission {
            worker_name: Some(Untrusted::new(text)),
            reference: Some(Untrusted::new(text.chars().rev().collect::<String>())),
            employer: Some(format!("09{name:02}.{name:03}-9/9 {name}")),
            ..new(name)
        };
        home.put(new).await;
    }
    let mut pieces: Vec<String> = vec![
        "elv".into(),
        "KEL".into(),
        "\u{212A}EL".into(),
        "str".into(),
        "ſtr".into(),
        "999".into(),
        "0999".into(),
        "-9/".into(),
        "07.0".into(),
        "#12".into(),
        "012".into(),
        "OÏS".into(),
        "ois".into(),
        "nul".into(),
        "aft".into(),
        "nothing".into(),
    ];
    for name in names {
        let characters: Vec<char> = name.trim().chars().collect();
        for piece in characters.windows(3).chain(characters.windows(5)) {
            let piece: String = piece.iter().collect();
            pieces.extend([piece.to_lowercase(), piece.to_uppercase(), piece]);
        }
    }
    let mut hits = 0;
    for piece in pieces {
        let gathered = found(&home, &piece, PAGE).await;
        assert_eq!(
            found(&home, &piece, WALKED).await,
            gathered,
            "{piece:?} walked"
        );
        assert_eq!(
            found(&home, &piece, COLLECTED).await,
            gathered,
            "{piece:?} collected"
        );
        hits += gathered.len();
    }
    assert!(hits > 300, "{hits}");
}

/// What lets a needle of ASCII be looked for without asking the index.
#[test]
fn no_other_letter_is_taken_for_one_of_ascii() {
    let raw = Connection::open_in_memory().expect("a database");
    raw.execute_batch("CREATE VIRTUAL TABLE found USING fts5(text, tokenize = 'trigram')")
        .expect("a table");
    let all: Vec<char> = ('\u{80}'..=char::MAX).collect();
    for (place, some) in (0_i64..).zip(all.chunks(1_000)) {
        let mut text = String::new();
        for letter in some {
            write!(text, "q{letter}z ").expect("a text");
        }
        raw.execute(
            "INSERT INTO found(rowid, text) VALUES(?1, ?2)",
            rusqlite::params![place, text],
        )
        .expect("inserted");
    }
    let chunk_of = |letter: char| {
        all.iter()
            .position(|one| *one == letter)
            .map(|place| place / 1_000)
    };
    let mut met: Vec<usize> = needle::NEARLY_ASCII
        .into_iter()
        .filter_map(chunk_of)
        .collect();
    met.sort_unstable();
    let mut found = Vec::new();
    for letter in (1_u8..0x80).map(char::from) {
        let phrase = format!(
            "\"q{}z\"",
            if letter == '"' {
                "\"\"".to_owned()
            } else {
                letter.to_string()
            }
        );
        let mut statement = raw
            .prepare_cached("SELECT rowid FROM found WHERE found MATCH ?1")
            .expect("a statement");
        let rows = statement
            .query_map([phrase], |row| row.get::<_, i64>(0))
            .expect("asked");
        found.extend(rows.map(|row| usize::try_from(row.expect("a number")).expect("small")));
    }
    found.sort_unstable();
    found.dedup();
    met.dedup();
    assert_eq!(found, met);
}

#[expect(clippy::too_many_lines, reason = "a table of every term")]
fn filters() -> Vec<(&'static str, Filter)> {
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

/// What the database may do for a page: walk an index, look rows up, merge. Only rows that the
/// filter's smallest term has, if they are few, are sorted.
#[tokio::test]
async fn no_page_is_read_by_sorting_or_by_going_through_all_rows() {
    let home = windows::filled().await;
    let mut seen = String::new();
    for column in windows::COLUMNS {
        for (name, filter) in filters() {
            let asked = filter.clone();
            let plans = home.store.read(move |connection| {
                let order = Order::of(Sort {
                    column,
                    descending: true,
                });
                let mut plans = Vec::new();
                let Some(plan) = Plan::of(connection, &asked, order, WALKED)? else {
                    return Ok(plans);
                };
                for list in [plan.list(None)?, plan.collected(None)?] {
                    if let List::Walk(walk) = list {
                        for sql in walk.statements() {
                            plans.push(super::plan(connection, &sql.text));
                        }
                    }
                }
                Ok(plans)
            });
            for plan in plans.await.expect("planned") {
                let by_number = column == SortColumn::Id;
                for line in plan.lines() {
                    let through = line.starts_with("SCAN ")
                        && !line.contains("INDEX")
                        && !(by_number && line == "SCAN s");
                    let sorts = line.contains("TEMP B-TREE");
                    assert!(!through && !sorts, "{name} by {column:?}:\n{plan}");
                }
                writeln!(seen, "{plan}").expect("a text");
            }
        }
    }
    for index in [
        "by_life",
        "by_life_updated",
        "by_kind",
        "by_worker_type",
        "by_account",
        "by_employer",
        "by_employer_digits",
        "by_ssin",
        "by_reference",
        "by_decision",
        "undecided",
        "looked_up",
        "anomaly_by_code",
        "by_updated",
        "by_deadline",
        "by_start",
        "by_next",
        "by_worker",
        "by_first_code",
        "without_ssin",
        "without_worker_type",
    ] {
        assert!(
            seen.contains(&format!("INDEX {index} ")) || seen.contains(&format!("INDEX {index}\n")),
            "{index}"
        );
    }
}
