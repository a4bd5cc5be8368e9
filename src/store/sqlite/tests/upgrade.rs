//! Files of every version that there ever was: they are brought up, with every row, after a copy.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::*;
use crate::domain::upkeep::Depth;

/// What was released never changes: a file that has gone through it would be of no version.
const RELEASED: [(&str, &str); 8] = [
    (
        "02c8cf76769067c45bc195937fb850684986b38e0070aa73f3e3f2cfefd83432",
        include_str!("../migrations/0001.sql"),
    ),
    (
        "d495fd259fbdb1a83209764e91e28c71107c78e2812a11197d7d1ac6d47aad95",
        include_str!("../migrations/0002.sql"),
    ),
    (
        "db7e44b05df654298e0e5cfc1ba9740abff11f08ea814a3dadd7bfbb4a83f780",
        include_str!("../migrations/0003.sql"),
    ),
    (
        "b2de66d2259e727e35ae2e7c442adf0fb3bab887ff6c12d53dc3843cc65a0750",
        include_str!("../migrations/0004.sql"),
    ),
    (
        "a8fac93b8acb0ec61af922049570e5210e2f415df105461c0ef9edbe8f9ecf01",
        include_str!("../migrations/0005.sql"),
    ),
    (
        "329aabb384d65fc0d85d49749106f9fe321a8494abc5112769894c34b2151db1",
        include_str!("../migrations/0006.sql"),
    ),
    (
        "830e475a990435688a7594fc8ef13e4f56f863943f216fdc48566b2c571c0d7f",
        include_str!("../migrations/0007.sql"),
    ),
    (
        "abf95e339a52020e42f35a19fb8acc1745a5f8a33195201549b08ebe78eaddef",
        include_str!("../migrations/0008.sql"),
    ),
];

/// Rows as that version wrote them: of every state, with everything that belongs to them.
const SUBMISSIONS: [(&str, &str); 9] = [
    (
        "accepted",
        "decl_id = 1001, submitted_at = 12, settled_period_id = 77, period_id = 77",
    ),
    ("accepted_warning", "decl_id = 1002, submitted_at = 12"),
    ("refused", "decl_id = 1003, submitted_at = 12"),
    ("rejected", ""),
    ("not_taken", ""),
    ("cancelled", ""),
    (
        "submitted",
        "decl_id = 1007, submitted_at = 12, since = 12, next_at = 20",
    ),
    (
        "in_doubt",
        "doubt = 'answer_lost', since = 12, next_at = 20",
    ),
    ("queued", "next_at = 20"),
];

/// A file of this version, closed.
fn file_of(version: i32) -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    let mut connection = Connection::open(&path).expect("made");
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON")
        .expect("set");
    let transaction = connection.transaction().expect("begun");
    migrate::climb(&transaction, 0, version, "sim").expect("made");
    transaction
        .execute_batch(
            "INSERT INTO account(id, name, held_reason) VALUES(1, 'main', NULL), (2, 'other', 'closed');
             INSERT INTO lease(name, epoch, worker, host, pid, since) VALUES('worker', 1, 'w', 'h', 1, 0);",
        )
        .expect("put in");
    let mut journal = journal::Journal::open(&transaction).expect("open");
    for (id, (state, more)) in (1_i64..).zip(SUBMISSIONS) {
        put(&transaction, id, state, more);
        journal
            .note(at(id), PERSON, "enqueued", "by hand")
            .expect("noted");
    }
    put(
        &transaction,
        10,
        "queued",
        "next_at = 20, supersedes = 4, worker_name = 'José Ünal'",
    );
    later(&transaction, version);
    transaction.commit().expect("written");
    drop(connection);
    (folder, path)
}

/// A row with its message, its exchange and its anomaly. What differs from all others is last.
fn put(connection: &Connection, id: i64, state: &str, more: &str) {
    let (mut columns, mut values) = (String::new(), String::new());
    for part in more.split(", ").filter(|part| !part.is_empty()) {
        let (column, value) = part.split_once(" = ").expect("a column");
        columns.extend([", ", column]);
        values.extend([", ", value]);
    }
    if !columns.contains("worker_name") {
        columns += ", worker_name";
        values += ", 'Testmans Alex'";
    }
    let sql = format!(
        "INSERT INTO submission(id, uid, account_id, kind, state, attempts, created_at, updated_at,
           business_key, created_by, reference, worker_type, employer, ssin, start_date{columns})
         VALUES({id}, randomblob(16), 1, 'in', '{state}', 1, 10, 3600000 * {id}, randomblob(32), 'Eva',
           'ref {id}', 'OTH', '0999.999.922', '85073099734', '2026-11-02'{values})"
    );
    connection.execute_batch(&sql).expect("a row");
    let payload = format!("{{\"serial\":{id}}}");
    connection
        .execute(
            "INSERT INTO body(submission_id, payload, payload_sha256, answer, anomalies) VALUES(?1, ?2, ?3, '{}', '[]')",
            rusqlite::params![id, payload, change::payload_hash(&payload)],
        )
        .expect("a message");
    let outcome = match state {
        "queued" | "cancelled" => return,
        "rejected" | "not_taken" => "not_taken",
        "in_doubt" => "unknown",
        _ => "taken",
    };
    let sql = format!(
        "INSERT INTO exchange(submission_id, method, worker, epoch, trace_id, opened_at, duration_ms, status, outcome)
           VALUES({id}, 'POST', 'w', 1, 'aa', 11, 5, 503, '{outcome}');
         INSERT INTO anomaly(submission_id, position, code) VALUES({id}, 0, '00910-001'), ({id}, 1, '90374-349');"
    );
    connection.execute_batch(&sql).expect("an exchange");
}

/// What later versions have beside.
fn later(connection: &Connection, version: i32) {
    let steps = [
        (2, "UPDATE register SET revision = revision + 1, document = '{\"a\":1}';
             INSERT INTO signing(account, key, epoch) VALUES('main', '/k', 1);"),
        (3, "UPDATE submission SET deadline = 99 WHERE id IN(7, 9);"),
        (4, "UPDATE submission SET decision = 'kept', rev = rev + 1 WHERE id = 3;
             UPDATE submission SET decision = 'replaced', rev = rev + 1 WHERE id = 4;
             UPDATE body SET draft = '{}' WHERE submission_id = 9;
             INSERT INTO draft(uid, document, origin, author, kept_at) VALUES(randomblob(16), '{}', 3, 'Eva', 5);"),
    ];
    for (since, sql) in steps {
        if since <= version {
            connection.execute_batch(sql).expect(sql);
        }
    }
}

type Tables = std::collections::BTreeMap<String, (Vec<String>, Vec<String>)>;

/// Every row of every table that is no index of words: the columns, and the rows as text.
fn dump(path: &Path, only: Option<&Tables>) -> Tables {
    let connection = Connection::open(path).expect("a database");
    let names = texts(
        &connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'find%' ORDER BY name",
    );
    let mut tables = Tables::new();
    for name in names {
        let columns: Vec<String> = match only {
            Some(only) => match only.get(&name) {
                Some((columns, _)) => columns.clone(),
                None => continue,
            },
            None => connection
                .prepare("SELECT name FROM pragma_table_info(?1)")
                .expect("a statement")
                .query_map([&name], |row| row.get(0))
                .expect("read")
                .collect::<rusqlite::Result<_>>()
                .expect("read"),
        };
        // Which programs may use a file is another matter with each version.
        let which = match &*name {
            "meta" => "WHERE key NOT IN('min_reader', 'program')",
            _ => "",
        };
        let columns_read = columns.join(", ");
        let question = format!("SELECT {columns_read} FROM {name} {which} ORDER BY 1, 2");
        let rows = read_out(&connection, &question);
        tables.insert(name, (columns, rows));
    }
    tables
}

#[tokio::test]
async fn a_file_of_every_version_is_brought_up_with_every_row() {
    for version in 1..=migrate::current() {
        let (_folder, path) = file_of(version);
        let before = dump(&path, None);
        let old = check(&path, "sim", Depth::Whole).expect("looked at");
        assert!(old.is_whole(), "version {version}: {old:?}");
        assert_eq!(old.schema, version);
        // Only looking brings nothing up.
        if version < migrate::current() {
            let looking = SqliteStore::open(
                &path,
                OpenOptions {
                    environment: "sim",
                    read_only: true,
                },
            );
            assert_eq!(
                looking.err().map(|problem| problem.summary.key),
                Some("store-older")
            );
        }
        let store = SqliteStore::open(&path, writable("sim")).expect("opened");
        let checked = check(&path, "sim", Depth::Whole).expect("looked at");
        assert!(checked.is_whole(), "version {version}: {checked:?}");
        assert_eq!(checked.schema, migrate::current());
        let after = dump(&path, Some(&before));
        // What the version after knows of ends that were replaced, it knows from the rows.
        if version < 4 {
            let is_four = "SELECT decision FROM submission WHERE id = 4";
            let decision: String = Connection::open(&path)
                .expect("a database")
                .query_row(is_four, [], |row| row.get(0))
                .expect("decided");
            assert_eq!(decision, "replaced");
        }
        for (table, (_, rows)) in &after {
            assert_eq!(rows, &before[table].1, "version {version}: {table}");
        }
        let found = store.counts(None).await.expect("read").total();
        assert_eq!(found, 10);
        let lease = store
            .lease(&holder(WORKER), at(40))
            .await
            .expect("no failure")
            .expect("free");
        let due = store.due(&due(Work::Send, at(40))).await.expect("read");
        assert_eq!(due.len(), 2);
        store
            .claim(claim(&due[0], lease.epoch, at(40)))
            .await
            .expect("claimed");
        let copy = path.with_file_name(format!("queue.db.v{version}"));
        assert_eq!(copy.exists(), version < migrate::current());
        if copy.exists() {
            assert_eq!(dump(&copy, None), before, "the copy is what was there");
            assert!(
                check(&copy, "sim", Depth::Whole)
                    .expect("looked at")
                    .is_whole()
            );
        }
    }
}

/// Damaged files of before are rescued into files of today.
#[tokio::test]
async fn a_file_of_every_version_is_rescued() {
    for version in 1..=migrate::current() {
        let (folder, path) = file_of(version);
        let mut bytes = std::fs::read(&path).expect("readable");
        bytes[..100].fill(0);
        std::fs::write(&path, &bytes).expect("written");
        let new = folder.path().join("new.db");
        let (recovered, checked) = rescue(&path, &new).expect("rescued");
        assert!(
            recovered.is_everything(),
            "version {version}: {recovered:?}"
        );
        assert!(checked.is_whole(), "version {version}: {checked:?}");
        assert_eq!(
            (checked.schema, checked.submissions),
            (migrate::current(), 10)
        );
    }
}

#[test]
fn what_was_released_is_unchanged() {
    for (place, (expected, text)) in RELEASED.iter().enumerate() {
        let mut found = String::new();
        for byte in Sha256::digest(text) {
            write!(found, "{byte:02x}").expect("writing to a String cannot fail");
        }
        assert_eq!(&found, expected, "migration {}", place + 1);
    }
}
