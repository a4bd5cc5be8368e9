//! The register: compared and set, journalled, and brought into older files.

use super::*;
use crate::domain::report::{Anchor, Sort, SortColumn, Window};
use crate::store::{RegisterChange, StoredRegister};

on_every_store! {
    a_new_file_has_an_empty_register
    of_two_writers_the_second_is_told
    a_renamed_account_keeps_its_submissions
    what_ended_is_settled
    a_renamed_account_takes_the_place_of_its_new_name
}

pub(in crate::store) fn change(revision: i64, document: &str) -> RegisterChange {
    RegisterChange {
        revision,
        document: document.to_owned(),
        entries: vec![("account_added".to_owned(), "loket".to_owned())],
        renamed: None,
        actor: PERSON.to_owned(),
        at: at(1),
    }
}

pub(in crate::store) fn renamed(revision: i64, old: &str, new: &str) -> RegisterChange {
    RegisterChange {
        renamed: Some((old.to_owned(), new.to_owned())),
        ..change(revision, "{}")
    }
}

async fn a_new_file_has_an_empty_register<S: Bed>(home: Home<S>) {
    let register = home.store.register().await.expect("read");
    assert_eq!(register, StoredRegister::default());
}

async fn of_two_writers_the_second_is_told<S: Bed>(home: Home<S>) {
    let second = home.second();
    let kept = home.store.keep_register(change(0, "first")).await;
    assert_eq!(kept.expect("kept"), 1);
    let late = second.keep_register(change(0, "second")).await;
    assert!(matches!(late, Err(StoreError::RegisterMoved)), "{late:?}");
    assert_eq!(second.register_revision().await.expect("read"), 1);
    let found = second.register().await.expect("read");
    assert_eq!(found.document.as_deref(), Some("first"));
    assert_eq!(home.store.journal(9).await.expect("read").len(), 1);
    assert_eq!(
        home.store.verify_journal().await.expect("read"),
        ChainCheck::Whole { entries: 1 }
    );
}

async fn a_renamed_account_keeps_its_submissions<S: Bed>(home: Home<S>) {
    let id = home.put(new(1)).await;
    let old = home.get(id).await.account;
    assert_eq!(home.store.unsettled(&old).await.expect("read"), 1);
    let kept = home.store.keep_register(renamed(0, &old, "balie")).await;
    assert_eq!(kept.expect("kept"), 1);
    assert_eq!(home.get(id).await.account, "balie");
    assert_eq!(home.store.unsettled("balie").await.expect("read"), 1);
    assert_eq!(home.store.unsettled(&old).await.expect("read"), 0);
    home.store
        .hold_account("taken", Some("x"), PERSON, at(2))
        .await
        .expect("it has a row now");
    let taken = home.store.keep_register(renamed(1, "balie", "taken")).await;
    let Err(StoreError::Failed(problem)) = taken else {
        panic!("renamed: {taken:?}");
    };
    assert_eq!(problem.summary.key, "store-account-name");
    assert_eq!(home.store.register_revision().await.expect("read"), 1);
    let unknown = home.store.keep_register(renamed(1, "nobody", "free")).await;
    assert_eq!(unknown.expect("nothing to rename"), 2);
}

async fn what_ended_is_settled<S: Bed>(home: Home<S>) {
    let id = home.put(new(1)).await;
    let submission = home.get(id).await;
    home.store
        .record(super::change(&submission, Event::Withdrawn, at(1)))
        .await
        .expect("withdrawn");
    let left = home.store.unsettled(&submission.account).await;
    assert_eq!(left.expect("read"), 0);
}

async fn a_renamed_account_takes_the_place_of_its_new_name<S: Bed>(home: Home<S>) {
    let home = windows::filled(home).await;
    let sorts = [false, true].map(|descending| Sort {
        column: SortColumn::Account,
        descending,
    });
    let mut orders = Vec::new();
    for (revision, old, new) in [(0, "Balie", "zaal"), (1, "zaal", "nu")] {
        home.store
            .keep_register(renamed(revision, old, new))
            .await
            .expect("renamed");
        let all = windows::all_rows(&home).await;
        for sort in sorts {
            let query = QueueQuery {
                sort,
                window: Window {
                    anchor: Anchor::First,
                    rows: 100,
                },
                ..QueueQuery::default()
            };
            let rows = home.store.queue(&query).await.expect("read").rows;
            assert_eq!(rows, model::listed(&all, &Filter::default(), sort), "{new}");
            orders.push(rows[0].account.clone());
        }
    }
    assert_eq!(orders, ["main", "zaal", "main", "other"]);
}
