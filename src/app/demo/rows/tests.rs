//! The filled store holds what it should, whole, in realistic shares, the same each time.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::domain::draft::{Draft, Kind};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Counts, Filter};
use crate::domain::validate::validate;
use crate::store::{ChainCheck, Filler, OpenOptions, SqliteStore, Store as _};

const ROWS: u64 = 4_000;

fn now() -> Timestamp {
    "2026-11-22T14:00:00Z".parse().expect("a moment")
}

/// A filled store in a folder of its own.
struct Bed {
    folder: TempDir,
}

impl Bed {
    fn of(rows: u64) -> Self {
        let bed = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        Filler::create(&bed.path(), "sandbox")
            .expect("a new file")
            .fill(lives(rows, now()), |_| {})
            .expect("filled");
        bed
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("queue.db")
    }

    fn open(&self) -> SqliteStore {
        let options = OpenOptions {
            environment: "sandbox",
            read_only: true,
        };
        SqliteStore::open(&self.path(), options).expect("it opens to be read")
    }

    fn raw(&self) -> Connection {
        Connection::open(self.path()).expect("a database")
    }
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection
        .query_row(sql, [], |row| row.get(0))
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn all(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).expect("a statement");
    let columns = statement.column_count();
    let line = |row: &rusqlite::Row<'_>| {
        let values =
            (0..columns).map(|column| row.get_ref(column).map(|value| format!("{value:?}")));
        values
            .collect::<rusqlite::Result<Vec<_>>>()
            .map(|values| values.join("|"))
    };
    let rows = statement.query_map([], line).expect("rows");
    rows.collect::<rusqlite::Result<_>>().expect("read")
}

#[tokio::test]
async fn the_file_is_whole_and_its_kept_figures_are_the_counted_ones() {
    let bed = Bed::of(ROWS);
    let raw = bed.raw();
    assert_eq!(all(&raw, "PRAGMA integrity_check"), ["Text([111, 107])"]);
    assert_eq!(all(&raw, "PRAGMA foreign_key_check"), Vec::<String>::new());
    raw.execute_batch("INSERT INTO find(find, rank) VALUES('integrity-check', 1)")
        .expect("the text search is that of the rows");
    for (kept, counted) in [
        (
            "SELECT state, rows FROM state_count WHERE rows > 0 ORDER BY state",
            "SELECT state, count(*) FROM submission GROUP BY state ORDER BY state",
        ),
        (
            "SELECT state, rows FROM undecided_count WHERE rows > 0 ORDER BY state",
            "SELECT state, count(*) FROM submission WHERE decision IS NULL
               AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken') GROUP BY state ORDER BY state",
        ),
        (
            "SELECT code, rows FROM refused_code WHERE rows > 0 ORDER BY code",
            "SELECT n.code, count(DISTINCT n.submission_id) FROM anomaly n JOIN submission s ON s.id = n.submission_id
             WHERE s.state = 'refused' AND s.decision IS NULL GROUP BY n.code ORDER BY n.code",
        ),
    ] {
        let counted = all(&raw, counted);
        assert!(!counted.is_empty());
        assert_eq!(all(&raw, kept), counted, "{kept}");
    }
    drop(raw);
    let store = bed.open();
    let counts: Counts = store.counts(None).await.expect("counts");
    assert_eq!(counts.0.values().sum::<u64>(), ROWS);
    let check = store.verify_journal().await.expect("read");
    assert!(
        matches!(check, ChainCheck::Whole { entries } if entries > 3 * ROWS),
        "{check:?}"
    );
    for id in [1, 17, 3_990] {
        let found = store.timeline(SubmissionId(id)).await.expect("read");
        let told = found.expect("it is there");
        assert_eq!(
            told.events.last().and_then(|event| event.to),
            Some(told.row.state)
        );
        assert!(told.draft.is_some());
    }
}

/// The schema of a filled file is that of one that the program made and used row by row.
#[test]
fn nothing_of_the_schema_is_missing() {
    let bed = Bed::of(10);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    let options = OpenOptions {
        environment: "sandbox",
        read_only: false,
    };
    SqliteStore::open(&path, options).expect("a new file");
    let schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";
    let fresh = all(&Connection::open(&path).expect("a database"), schema);
    assert_eq!(all(&bed.raw(), schema), fresh);
    let journal = |path: &Path| {
        all(
            &Connection::open(path).expect("a database"),
            "PRAGMA journal_mode",
        )
    };
    assert_eq!(journal(&bed.path()), journal(&path));
    let mode = |path: &Path| {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata().expect("a file").permissions().mode()
    };
    assert_eq!(mode(&bed.path()), mode(&path));
    let names: HashSet<_> = std::fs::read_dir(bed.folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().contains("filling"))
        .collect();
    assert_eq!(names, HashSet::new());
}

#[test]
fn the_same_number_gives_the_same_rows() {
    let (first, second) = (Bed::of(700), Bed::of(700));
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'find%' ORDER BY name";
    let tables: Vec<String> = first
        .raw()
        .prepare(tables)
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
        .expect("names");
    for table in tables {
        let rows = format!("SELECT * FROM {table}");
        assert_eq!(
            all(&first.raw(), &rows),
            all(&second.raw(), &rows),
            "{table}"
        );
    }
}

#[test]
fn the_spread_is_realistic() {
    let bed = Bed::of(ROWS);
    let raw = bed.raw();
    let share = |condition: &str| {
        let sql = format!("SELECT count(*) * 1000 / {ROWS} FROM submission WHERE {condition}");
        number(&raw, &sql)
    };
    for (condition, from, to) in [
        ("state = 'accepted'", 820, 930),
        ("state = 'accepted_warning'", 10, 30),
        ("state = 'refused'", 18, 42),
        ("life < 7", 15, 45),
        ("kind = 'in'", 660, 780),
        ("kind = 'out'", 100, 190),
        ("kind = 'cancel'", 25, 70),
        ("worker_name LIKE 'testmans%'", 90, 160),
        ("worker_type = 'OTH'", 220, 330),
        ("supersedes IS NOT NULL", 3, 20),
        ("decision = 'replaced'", 3, 20),
        ("decision = 'kept'", 8, 25),
    ] {
        let share = share(condition);
        assert!(
            (from..=to).contains(&share),
            "{condition}: {share} per mille"
        );
    }
    for state in StateKind::ALL {
        let kept = number(
            &raw,
            &format!(
                "SELECT rows FROM state_count WHERE state = '{}'",
                state.as_str()
            ),
        );
        let is_absent = matches!(state, StateKind::Draft | StateKind::Sending);
        assert_eq!(kept == 0, is_absent, "{state:?}: {kept}");
    }
    let waiting = "SELECT count(*) FROM submission WHERE waits_for IS NOT NULL";
    assert!(number(&raw, waiting) > 0);
    let types = number(&raw, "SELECT count(DISTINCT worker_type) FROM submission");
    assert!((20..=25).contains(&types), "{types}");
    assert!(number(&raw, "SELECT count(DISTINCT employer) FROM submission") > 300);
    let due = format!(
        "SELECT count(*) FROM submission WHERE next_at < {}",
        now().as_millisecond() + 86_400_000
    );
    assert_eq!(number(&raw, &due), 0, "nothing is due by itself");
    for (table, column) in [
        ("journal", "at"),
        ("submission", "updated_at"),
        ("exchange", "opened_at"),
    ] {
        let late = format!(
            "SELECT count(*) FROM {table} WHERE {column} > {}",
            now().as_millisecond()
        );
        assert_eq!(
            number(&raw, &late),
            0,
            "{table}: nothing is ahead of its time"
        );
    }
    assert_eq!(
        number(
            &raw,
            "SELECT count(*) FROM journal a JOIN journal b ON b.seq = a.seq + 1 WHERE b.at < a.at"
        ),
        0,
        "the journal goes with the time"
    );
}

#[tokio::test]
async fn texts_are_found() {
    let bed = Bed::of(ROWS);
    let store = bed.open();
    for text in ["estman", "0999.999.922", "試験", "PR26"] {
        let filter = Filter {
            text: Some(text.to_owned()),
            ..Filter::default()
        };
        let counts = store.counts(Some(&filter)).await.expect("counts");
        // Two letters are too few for the index; whoever asks gets an answer all the same.
        assert!(counts.0.values().sum::<u64>() > 0, "{text}");
    }
}

/// The drafts are such as people hand in: the checks of the form let them pass.
#[test]
fn what_was_accepted_could_be_declared() {
    let rules = crate::config::rules();
    let mut checked = BTreeMap::new();
    for life in lives(600, now()) {
        let day = belgium::today(life.at);
        let draft: &Draft = &life.new.draft;
        let sent = validate(draft, &rules, day)
            .declaration
            .map(|declaration| wire::encode(&declaration));
        if sent.as_ref() == Some(&life.new.payload) {
            *checked.entry(draft.kind).or_insert(0_u32) += 1;
        }
        assert_eq!(
            Draft::from_document(&draft.document()).as_ref(),
            Some(draft),
            "it is kept as it is"
        );
    }
    // Some worker types are unknown to us and some rules of theirs are not kept: most do.
    assert!(checked[&Kind::In] > 300, "{checked:?}");
    assert!(checked[&Kind::Out] > 40, "{checked:?}");
}

#[test]
fn a_place_with_a_queue_is_left_alone() {
    let bed = Bed::of(3);
    let before = std::fs::read(bed.path()).expect("a file");
    let refused = Filler::create(&bed.path(), "sandbox").expect_err("it is taken");
    assert_eq!(refused.summary.key, "store-fill-taken");
    assert_eq!(std::fs::read(bed.path()).expect("a file"), before);
}

#[test]
fn an_interrupted_filler_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    let filler = Filler::create(&path, "sandbox").expect("a new file");
    let interrupted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let lives = lives(50, now()).inspect(|life| assert!(life.new.reference.is_none(), "stop"));
        filler.fill(lives, |_| {})
    }));
    assert!(interrupted.is_err());
    let left = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(left, 0);
    drop(Filler::create(&path, "sandbox").expect("again"));
}
