//! Which texts are found, and that every way of looking finds the same.

use super::*;
use crate::domain::report::{Anchor, Sort, SortColumn, Window};
use crate::store::chosen::{Limits, PAGE};

on_every_store! {
    texts_are_found_alike_by_every_way
}

/// Nothing is few: everything is walked through, row by row.
pub(in crate::store) const WALKED: Limits = Limits {
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

async fn found<S: Bed>(home: &Home<S>, text: &str, limits: Limits) -> Vec<i64> {
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
    let page = home.store.page(&query, limits).await;
    let rows = page.expect("read").rows.into_iter();
    let mut ids: Vec<i64> = rows.map(|row| row.id.0).collect();
    ids.sort_unstable();
    ids
}

async fn texts_are_found_alike_by_every_way<S: Bed>(home: Home<S>) {
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
