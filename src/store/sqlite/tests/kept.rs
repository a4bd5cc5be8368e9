//! What is kept instead of counted, in new files and in those of before.

use super::*;
use crate::domain::lifecycle::StateKind;

/// A file of version 4 has rows in every state; its kept numbers are counted once.
#[tokio::test]
async fn a_file_of_version_4_is_tallied() {
    let (_folder, path) = of_version(4, "INSERT INTO account(name) VALUES('main'), ('other')");
    let raw = Connection::open(&path).expect("a database");
    insert_in_every_state(&raw, 0);
    drop(raw);
    let store = SqliteStore::open(&path, writable("sim")).expect("brought up");
    let raw = Connection::open(&path).expect("a database");
    assert_kept(&raw);
    let of = async |filter: Filter| store.counts(Some(&filter)).await.expect("counted").total();
    let students = Filter {
        worker_type: Some("STU".to_owned()),
        ..Filter::default()
    };
    assert_eq!(of(students.clone()).await, 5);
    // The same rows put in by plain statements afterwards are kept by the triggers alone.
    insert_in_every_state(&raw, 100);
    assert_kept(&raw);
    assert_eq!(of(students).await, 9);
    raw.execute(
        "UPDATE submission SET decision = 'kept', rev = rev + 1 WHERE state = 'refused'",
        [],
    )
    .expect("decided");
    raw.execute(
        "UPDATE submission SET state = 'held', next_at = NULL, rev = rev + 1 WHERE state = 'queued'",
        [],
    )
    .expect("held");
    raw.execute(
        "UPDATE submission SET state = 'cancelled', updated_at = 7200000, rev = rev + 1 WHERE state = 'held'",
        [],
    )
    .expect("withdrawn");
    raw.execute("UPDATE submission SET employer = NULL WHERE id % 3 = 0", [])
        .expect("changed");
    raw.execute(
        "UPDATE submission SET employer = '0999.999.823' WHERE id % 3 = 1",
        [],
    )
    .expect("changed");
    assert_kept(&raw);
}

fn insert_in_every_state(raw: &Connection, first: i64) {
    for (number, state) in (first + 1..).zip(StateKind::ALL) {
        let taken = matches!(
            state.as_str(),
            "submitted" | "waiting" | "accepted" | "accepted_warning" | "refused"
        );
        let since = matches!(
            state.as_str(),
            "sending" | "in_doubt" | "submitted" | "waiting"
        );
        let next = matches!(state.as_str(), "queued" | "in_doubt");
        raw.execute(
            "INSERT INTO submission(uid, account_id, kind, state, next_at, since, doubt, decl_id, submitted_at,
                created_at, updated_at, business_key, created_by, worker_type, employer)
             VALUES(randomblob(16), 1 + ?1 % 2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?1, ?1 * 1000000, randomblob(32), 'Eva', ?9, ?10)",
            rusqlite::params![
                number,
                Kind::ALL[usize::try_from(number % 4).expect("small")],
                state,
                next.then_some(1),
                since.then_some(1),
                (*state == StateKind::InDoubt).then_some("answer_lost"),
                taken.then_some(number),
                taken.then_some(1),
                [None, Some("STU"), Some("old")][usize::try_from(number % 3).expect("small")],
                [None, Some("0999.999.922"), Some("0999999922")][usize::try_from(number % 3).expect("small")],
            ],
        )
        .expect("inserted");
    }
}

/// Everything that is kept is what counting gives.
pub(super) fn assert_kept(raw: &Connection) {
    for (table, counted) in [
        (
            "SELECT state, decision, kind, account_id, worker_type, rows FROM tally WHERE rows > 0",
            "SELECT state, coalesce(decision, ''), kind, account_id,
               CASE WHEN worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN worker_type ELSE '' END, count(*)
             FROM submission GROUP BY 1, 2, 3, 4, 5",
        ),
        (
            "SELECT digits, employer, rows FROM employer_tally WHERE rows > 0",
            "SELECT employer_digits, employer, count(*) FROM submission WHERE employer IS NOT NULL GROUP BY 1, 2",
        ),
        (
            "SELECT hour, state, rows FROM settled_tally WHERE rows > 0",
            "SELECT updated_at / 3600000, state, count(*) FROM submission WHERE life >= 7 GROUP BY 1, 2",
        ),
        (
            "SELECT state, rows FROM state_count WHERE rows > 0",
            "SELECT state, count(*) FROM submission GROUP BY 1",
        ),
        (
            "SELECT id, first_code FROM submission",
            "SELECT id, code FROM submission LEFT JOIN anomaly ON submission_id = id AND position =
               (SELECT min(position) FROM anomaly WHERE submission_id = id)",
        ),
    ] {
        for (one, other) in [(table, counted), (counted, table)] {
            let sql = format!("SELECT count(*) FROM ({one} EXCEPT {other})");
            let wrong: i64 = raw.query_row(&sql, [], |row| row.get(0)).expect("a question");
            assert_eq!(wrong, 0, "{sql}");
        }
    }
}
