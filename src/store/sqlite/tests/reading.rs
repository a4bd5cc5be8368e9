//! How the queue is read: by which indexes, and which texts are found.

use std::fmt::Write as _;

use super::*;
use crate::domain::report::{Anchor, Filter, QueueQuery, QueueRow, Sort, SortColumn, Window};
use crate::store::sqlite::order::Order;
use crate::store::sqlite::plan::{List, Plan};
use crate::store::tests::model::listed;
use crate::store::tests::texts::WALKED;
use crate::store::tests::{filters, windows};

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

/// What the database may do for a page: walk an index, look rows up, merge. Only rows that the
/// filter's smallest term has, if they are few, are sorted.
#[tokio::test]
async fn no_page_is_read_by_sorting_or_by_going_through_all_rows() {
    let home = windows::filled(Home::new()).await;
    let mut seen = String::new();
    for column in windows::COLUMNS {
        for (name, filter) in filters::every_term() {
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
                            let plan = super::plan(connection, &sql.text);
                            plans.push((sql.text, plan));
                        }
                    }
                }
                Ok(plans)
            });
            for (sql, plan) in plans.await.expect("planned") {
                let by_number = column == SortColumn::Id;
                let is_behind_a_row = ["id > ?", "id < ?", "> (?", "< (?"]
                    .iter()
                    .any(|words| sql.contains(words));
                for line in plan.lines() {
                    let begins = line.contains("id>?") || line.contains("id<?");
                    let looks_up = line.contains("id=?)");
                    assert!(
                        begins || looks_up || !is_behind_a_row || !line.starts_with("SEARCH"),
                        "{name} by {column:?} goes to the row from the first of its value:\n{sql}\n{plan}"
                    );
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

/// How many rows have which state, kind, employer or account is kept: only the rows between a row
/// and the nearer end of its value are counted.
#[tokio::test]
async fn near_an_end_of_its_value_a_row_has_its_place_at_once() {
    let home = windows::filled(Home::new()).await;
    let all = windows::all_rows(&home).await;
    let limits = Limits {
        counted: 2,
        ..WALKED
    };
    for (column, value) in [
        (
            SortColumn::State,
            (|row| format!("{:?}", row.state)) as fn(&QueueRow) -> String,
        ),
        (SortColumn::Kind, |row| format!("{:?}", row.kind)),
        (SortColumn::Employer, |row| {
            row.employer.clone().unwrap_or_default()
        }),
        (SortColumn::Account, |row| row.account.clone()),
    ] {
        for descending in [false, true] {
            let sort = Sort { column, descending };
            let rows = listed(&all, &Filter::default(), sort);
            let mut near = 0;
            for (place, row) in rows.iter().enumerate() {
                let is_level = |other: &&QueueRow| value(other) == value(row);
                let back = rows[..place].iter().filter(is_level).count();
                let onward = rows[place + 1..].iter().filter(is_level).count();
                if value(row).is_empty() || back.min(onward) > 2 {
                    continue;
                }
                near += 1;
                for size in [1, 4] {
                    let query = QueueQuery {
                        sort,
                        window: Window {
                            anchor: Anchor::Around(row.id),
                            rows: size,
                        },
                        ..QueueQuery::default()
                    };
                    let page = home.store.page(&query, limits).await.expect("read");
                    let first = rows.iter().position(|row| row.id == page.rows[0].id);
                    let first = first.map(|place| place as u64);
                    assert_eq!(page.offset, first, "{sort:?}, {size} around {place}");
                }
            }
            assert!(near > 10, "only {near} rows by {column:?}");
        }
    }
}

#[tokio::test]
async fn the_indexes_of_deadlines_and_failed_tries_are_used() {
    let home = Home::new();
    let raw = home.raw();
    for (index, sql) in [
        (
            "pressing",
            "SELECT count(*) FROM submission
             WHERE (state = 'submitted' OR state = 'queued' OR state = 'held' OR state = 'sending' OR state = 'in_doubt')
               AND deadline < 1",
        ),
        (
            "by_deadline",
            "SELECT * FROM submission s WHERE s.deadline IS NOT NULL AND (s.deadline, s.id) > (1, 1)
             ORDER BY s.deadline, s.id LIMIT 9",
        ),
        ("failed_tries", &outage::tries_sql()),
    ] {
        let plan = plan(&raw, sql);
        assert!(plan.contains(&format!("INDEX {index}")), "{index}: {plan}");
    }
}
