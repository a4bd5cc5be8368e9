//! A change of state builds no tables in passing, in files old and new.

use super::*;

/// What a row is told in each step of its life, as the store writes it.
const STEPS: [&str; 7] = [
    "UPDATE submission SET state = ?1, rev = rev + 1, next_at = ?2, since = ?2, doubt = NULL, tries = 0, decl_id = 7,
        submitted_at = 8, settled_period_id = 9, period_id = 9, updated_at = 5 WHERE id = ?2 AND rev = 3",
    "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at) VALUES(?1, 'POST', 'w', 1, 't', 5)",
    "UPDATE exchange SET duration_ms = 1, status = 2, server_trace_id = '', location = '', detail = '' WHERE id = ?1",
    "UPDATE exchange SET outcome = ?1 WHERE submission_id = ?2 AND method = 'POST'
        AND (outcome IS NULL OR outcome IN('taken', 'unknown'))",
    "INSERT INTO journal VALUES(?1, 0, 'x', NULL, 'x', NULL, NULL, NULL, zeroblob(32), zeroblob(32))",
    "INSERT INTO anomaly(submission_id, position, code) VALUES(?1, ?2, 'x')",
    "UPDATE body SET answer = ?1, anomalies = '' WHERE submission_id = ?2",
];

/// The tables that a statement and all of its triggers build in passing.
fn built(connection: &Connection, sql: &str) -> usize {
    let mut statement = connection
        .prepare(&format!("EXPLAIN {sql}"))
        .expect("a statement");
    let wanted = statement.parameter_count();
    let steps: Vec<String> = statement
        .query_map(rusqlite::params_from_iter(vec![0; wanted]), |row| {
            row.get(1)
        })
        .expect("explained")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    assert!(steps.len() > 10, "{steps:?}");
    steps.iter().filter(|step| *step == "OpenEphemeral").count()
}

#[tokio::test]
async fn no_step_of_a_life_builds_a_table() {
    let home = Home::new();
    for step in STEPS {
        assert_eq!(built(&home.raw(), step), 0, "{step}");
    }
    let (_folder, old) = of_version(5, "");
    let old = Connection::open(&old).expect("a database");
    assert!(built(&old, STEPS[0]) > 10, "this is how it is seen");
}

#[tokio::test]
async fn a_file_of_version_5_becomes_what_a_new_one_is() {
    let (_folder, path) = of_version(
        5,
        "INSERT INTO account(name) VALUES('loket');
         INSERT INTO submission(uid, account_id, kind, state, business_key, created_by, created_at, updated_at,
           since, decl_id, submitted_at, worker_name)
         VALUES(zeroblob(16), 1, 'in', 'submitted', zeroblob(32), 'Eva', 1, 1, 2, 4711471147, 2, 'Testmans Alex');",
    );
    let store = SqliteStore::open(&path, writable("sim")).expect("brought up");
    let found = async |words: &str| {
        let filter = Filter {
            text: Some(words.to_owned()),
            ..Filter::default()
        };
        store.counts(Some(&filter)).await.expect("counted").total()
    };
    for (words, rows) in [
        ("estman", 1),
        ("4711471147", 1),
        ("#4711471147", 1),
        ("47114", 0),
    ] {
        assert_eq!(found(words).await, rows, "{words}");
    }
    let raw = Connection::open(&path).expect("a database");
    let schema = |connection: &Connection| -> Vec<(String, Option<String>)> {
        connection
            .prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")
            .expect("a statement")
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("asked")
            .collect::<rusqlite::Result<_>>()
            .expect("read")
    };
    assert_eq!(schema(&raw), schema(&Home::new().raw()));
    let whole: String = raw
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(whole, "ok");
    let edit = "UPDATE sqlite_schema SET sql = '' WHERE name = 'submission'";
    let edited = store.write(Durability::Ordered, move |transaction| {
        transaction.execute_batch("PRAGMA writable_schema = ON")?;
        transaction.execute(edit, [])?;
        Ok(Commit::Keep(()))
    });
    assert!(edited.await.is_err(), "only a migration may");
}
