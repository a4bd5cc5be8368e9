//! Rows as a file, from a real store.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use super::many::{queued, withdrawn_elsewhere};
use super::*;
use crate::domain::many::{ExportFormat, ExportOrder, ManyReport};
use crate::domain::report::{Filter, Sort, SortColumn};
use crate::export;

on_every_store! {
    stopped {
        every_row_leaves_once_in_the_order_of_the_queue_over_many_pages
        the_walk_goes_on_when_the_filter_lets_go_of_its_last_row
        a_file_is_private_whole_and_never_taken_over_unasked
        numbers_leave_in_full_only_when_the_journal_knows_why
    }
    running {
    }
}

fn order(format: ExportFormat) -> ExportOrder {
    ExportOrder {
        which: Filter::default(),
        choice: "all".to_owned(),
        sort: Sort::default(),
        format,
        path: String::new(),
        replace: false,
        full_numbers: None,
    }
}

/// The ids of a file of JSON lines.
fn ids(text: &str) -> Vec<i64> {
    let id = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        row["id"].as_i64().expect("a number")
    };
    text.lines().map(id).collect()
}

async fn piped(engine: &Engine, order: &ExportOrder, run: &Run) -> String {
    let mut bytes = Vec::new();
    export::to_reader(engine, order, &mut bytes, run)
        .await
        .expect("written");
    String::from_utf8(bytes).expect("UTF-8")
}

async fn every_row_leaves_once_in_the_order_of_the_queue_over_many_pages() {
    let stage = Stage::new();
    let count = 1_203;
    queued(&stage, count).await;
    let newest_first: Vec<i64> = (1..=1_203).rev().collect();
    let text = piped(&stage.engine, &order(ExportFormat::Json), &Run::default()).await;
    assert_eq!(ids(&text), newest_first);
    // All equal but for their number.
    let by_state = ExportOrder {
        sort: Sort {
            column: SortColumn::State,
            descending: false,
        },
        ..order(ExportFormat::Json)
    };
    let text = piped(&stage.engine, &by_state, &Run::default()).await;
    let oldest_first: Vec<i64> = (1..=1_203).collect();
    assert_eq!(ids(&text), oldest_first);
}

async fn the_walk_goes_on_when_the_filter_lets_go_of_its_last_row() {
    let stage = Stage::new();
    let rows = queued(&stage, 700).await;
    let (other, end_of_page) = (stage.beside(), rows[200]);
    let still_queued = ExportOrder {
        which: Filter {
            states: vec![StateKind::Queued],
            ..Filter::default()
        },
        ..order(ExportFormat::Json)
    };
    let run = Run {
        told: Arc::new(move |progress| {
            if progress.done != 500 {
                return;
            }
            withdrawn_elsewhere(&other, end_of_page).expect("withdrawn");
        }),
        ..Run::default()
    };
    let text = piped(&stage.engine, &still_queued, &run).await;
    assert_eq!(stage.state(end_of_page).await, StateKind::Cancelled);
    assert_eq!(ids(&text).len(), 700, "none is lost behind it");
}

async fn a_file_is_private_whole_and_never_taken_over_unasked() {
    let stage = Stage::new();
    queued(&stage, 3).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rows.csv");
    let csv = order(ExportFormat::Csv);
    let run = Run::default();
    let report = export::to_file(&stage.engine, &csv, &path, &run).await;
    assert_eq!(report.expect("written").done, 3);
    let mode = fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(&path).expect("UTF-8");
    assert!(text.starts_with("\u{feff}id;state;kind;"), "{text}");
    assert!(text.contains("85.**.**-***.34") && !text.contains("85.07.30-997.34"));

    fs::write(&path, "mine").expect("written");
    let again = export::to_file(&stage.engine, &csv, &path, &run).await;
    assert_eq!(
        again.expect_err("there already").summary.key,
        "many-file-exists"
    );
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    let replaced = ExportOrder {
        replace: true,
        ..csv.clone()
    };
    let report = export::to_file(&stage.engine, &replaced, &path, &run).await;
    assert_eq!(report.expect("written").done, 3);
    assert_eq!(fs::read_to_string(&path).expect("there"), text);

    run.stop.cancel();
    fs::write(&path, "mine").expect("written");
    let stopped = export::to_file(&stage.engine, &replaced, &path, &run).await;
    let nothing = ManyReport {
        stopped: true,
        ..ManyReport::default()
    };
    assert_eq!(stopped, Ok(nothing));
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");
    let left = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 1, "nothing half stands beside it");
}

async fn numbers_leave_in_full_only_when_the_journal_knows_why() {
    let stage = Stage::new();
    queued(&stage, 2).await;
    let full = ExportOrder {
        full_numbers: Some("asked by the inspection".to_owned()),
        choice: "ssin:85073099734".to_owned(),
        ..order(ExportFormat::Csv)
    };
    let mut bytes = Vec::new();
    let refused = export::to_reader(&stage.read_only(), &full, &mut bytes, &Run::default()).await;
    assert_eq!(
        refused.expect_err("read-only").summary.key,
        "engine-read-only"
    );
    let unexplained = ExportOrder {
        full_numbers: Some("  ".to_owned()),
        ..full.clone()
    };
    let refused = export::to_reader(&stage.engine, &unexplained, &mut bytes, &Run::default()).await;
    assert_eq!(
        refused.expect_err("no reason").summary.key,
        "many-reason-needed"
    );
    assert!(bytes.is_empty(), "not even a header left");

    let text = piped(&stage.engine, &full, &Run::default()).await;
    assert_eq!(text.matches("85.07.30-997.34").count(), 2, "{text}");
    let journal = stage.engine.journal(1).await.expect("readable");
    let entry = &journal[0];
    assert_eq!(
        (entry.event.as_str(), entry.actor.as_str()),
        ("exported", "tester")
    );
    let reason = entry.reason.as_ref().expect("a reason").raw();
    assert_eq!(
        reason,
        "2 rows in full (ssin:85.**.**-***.34): asked by the inspection"
    );
    // Masked rows may be read by anybody who may look, and leave no trace.
    let text = piped(
        &stage.read_only(),
        &order(ExportFormat::Json),
        &Run::default(),
    )
    .await;
    assert_eq!(ids(&text), [2, 1]);
    assert!(!text.contains("85073099734"));
}
