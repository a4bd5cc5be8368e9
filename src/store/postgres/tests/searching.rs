//! Texts are folded as the text index of a queue's file folds them; and no list goes through all rows.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::options;
use crate::domain::report::{Anchor, QueueQuery, Sort, Window};
use crate::store::chosen::{Limits, PAGE};
use crate::store::postgres::Session;
use crate::store::postgres::reading::page;
use crate::store::postgres::reading::sql;
use crate::store::tests::Bed as _;
use crate::store::tests::windows;
use crate::store::{PgStore, server};

/// How the text index of `SQLite` folds each of these characters, where it changes them.
fn folded(letters: &[char]) -> BTreeMap<char, char> {
    let raw = Connection::open_in_memory().expect("a database");
    raw.execute_batch(
        "CREATE VIRTUAL TABLE f USING fts5(t, tokenize = 'trigram');
         CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance'); BEGIN;",
    )
    .expect("tables");
    let mut insert = raw
        .prepare("INSERT INTO f(rowid, t) VALUES(?1, ?2)")
        .expect("a statement");
    for letter in letters {
        let text: String = [*letter; 3].iter().collect();
        insert
            .execute(rusqlite::params![u32::from(*letter), text])
            .expect("inserted");
    }
    let mut words = raw.prepare("SELECT doc, term FROM v").expect("a statement");
    let words = words.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    words
        .expect("read")
        .map(|word| {
            let (letter, term): (u32, String) = word.expect("read");
            let letter = char::from_u32(letter).expect("a letter");
            (letter, term.chars().next().expect("three"))
        })
        .collect()
}

#[test]
fn letters_are_folded_as_in_a_file() {
    let Some(home) = PgStore::home() else { return };
    // The planes in which letters have cases.
    let letters: Vec<char> = ('\u{1}'..='\u{1FFFF}').collect();
    let expected = folded(&letters);
    assert!(expected.len() > 120_000);
    for some in letters.chunks(4_096) {
        let codes: Vec<String> = some
            .iter()
            .map(|letter| u32::from(*letter).to_string())
            .collect();
        let asked = format!(
            "SELECT code, ascii(caseless(chr(code))) FROM unnest('{{{}}}'::int[]) code",
            codes.join(",")
        );
        for line in server::sql(&home.folder.url, &asked).lines() {
            let (letter, found) = line.split_once('|').expect("two columns");
            let number = |text: &str| {
                text.parse()
                    .ok()
                    .and_then(char::from_u32)
                    .expect("a letter")
            };
            let letter = number(letter);
            assert_eq!(expected[&letter], number(found), "{:x}", u32::from(letter));
        }
    }
}

/// Every statement of a page, whichever way it is gone about.
#[tokio::test]
async fn no_page_is_read_by_going_through_all_rows() {
    let Some(home) = PgStore::home() else { return };
    let home = windows::filled(home).await;
    server::sql(&home.folder.url, "ANALYZE");
    let walked = Limits { few: 0, ..PAGE };
    let mut seen = String::new();
    for column in windows::COLUMNS {
        for (name, filter) in crate::store::tests::filters::every_term() {
            for (limits, anchor) in [
                (PAGE, Anchor::First),
                (walked, Anchor::Last),
                (walked, Anchor::Around(crate::domain::ids::SubmissionId(30))),
                (Limits { looks: 1, ..walked }, Anchor::First),
            ] {
                let query = QueueQuery {
                    filter: filter.clone(),
                    sort: Sort {
                        column,
                        descending: true,
                    },
                    window: Window { anchor, rows: 10 },
                };
                let plans = home.store.read(async move |session: &Session| {
                    sql::watch();
                    page::page(session, &query, limits).await?;
                    Ok(sql::seen())
                });
                let plans = plans.await.expect("read");
                // What is chosen by nothing but what it is not, and a text that may be frequent, are
                // found by looking at all of it, where looking a little did not do.
                let is_sought = filter.not.len() == 1 || filter.text.is_some();
                assert!(
                    is_sought && limits.looks == 1 || !plans.contains("Seq Scan on submission"),
                    "{name} by {column:?}: {plans}"
                );
                seen.push_str(&plans);
            }
        }
    }
    for index in [
        "by_life_updated",
        "by_kind",
        "by_employer",
        "by_employer_digits",
        "by_worker",
        "by_reference",
        "by_start",
        "by_deadline",
        "by_next",
        "by_text",
        "by_updated",
    ] {
        assert!(
            seen.contains(&format!(" {index} ")) || seen.contains(&format!(" {index}\n")),
            "{index}"
        );
    }
}

#[test]
fn a_server_without_the_extension_is_told_about() {
    let Some(database) = server::empty() else {
        return;
    };
    // Whoever may not make extensions gets a sentence, and no half of a queue.
    server::sql(
        &database.url,
        "DO $$ BEGIN IF NOT EXISTS(SELECT FROM pg_roles WHERE rolname = 'nobody_special')
           THEN CREATE ROLE nobody_special LOGIN; END IF; END $$;
         GRANT CREATE, USAGE ON SCHEMA public TO nobody_special",
    );
    let mut options = options(&database.url);
    options.place.user = "nobody_special".to_owned();
    let problem = PgStore::open(options).expect_err("it cannot be made");
    assert_eq!(problem.summary.key, "store-pg-trigrams");
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(server::sql(&database.url, tables), "0\n");
}
