//! Two programs of neighbouring versions on one file, in turns and at once: ours, and one that is
//! newer by a migration made for these tests.

use std::collections::BTreeMap;

use super::*;
use crate::domain::lifecycle::StateKind;
use crate::domain::upkeep::Depth;

/// What a later version may add without shutting us out.
const ADDITIVE: &str = "
    ALTER TABLE submission ADD COLUMN channel TEXT NOT NULL DEFAULT 'web';
    CREATE INDEX by_channel ON submission(channel, id);
    CREATE TABLE remark(
      id INTEGER PRIMARY KEY,
      submission_id INTEGER NOT NULL REFERENCES submission,
      words TEXT NOT NULL
    ) STRICT;
    CREATE TABLE channel_tally(channel TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO channel_tally SELECT channel, count(*) FROM submission GROUP BY 1;
    CREATE TRIGGER submission_of_channel AFTER INSERT ON submission
    BEGIN
      INSERT INTO channel_tally(channel, rows) VALUES(NEW.channel, 1) ON CONFLICT DO UPDATE SET rows = rows + 1;
    END;";

/// Brings the file to the version after ours, which names this program among its readers.
fn bring_up(raw: &Connection, reader: i32) {
    let next = migrate::current() + 1;
    raw.execute_batch(&format!(
        "BEGIN EXCLUSIVE; {ADDITIVE} PRAGMA user_version = {next};
         INSERT INTO meta(key, value) VALUES('min_reader', '{reader}'), ('program', '9.8.7')
           ON CONFLICT(key) DO UPDATE SET value = excluded.value;
         COMMIT"
    ))
    .expect("brought up");
}

/// A submission that is like no other.
fn nth(turn: u32) -> NewSubmission {
    let mut business_key = [0; 32];
    business_key[..4].copy_from_slice(&turn.to_be_bytes());
    NewSubmission {
        uid: Uuid::from_u128(u128::from(turn) + 1),
        business_key,
        payload: format!("{{\"serial\":{turn}}}"),
        reference: Some(Untrusted::new(format!("turn {turn}"))),
        ..new(1)
    }
}

/// What both programs know to be true.
#[derive(Default)]
struct Books {
    states: BTreeMap<SubmissionId, StateKind>,
    channels: BTreeMap<SubmissionId, &'static str>,
    remarks: u64,
    drafts: usize,
    notes: usize,
}

impl Books {
    /// A row in this state, another one with each turn.
    fn one(&self, turn: u32, state: StateKind) -> Option<SubmissionId> {
        let these: Vec<SubmissionId> = self
            .states
            .iter()
            .filter_map(|(id, found)| (*found == state).then_some(*id))
            .collect();
        let place = (turn as usize).wrapping_mul(7_919) % these.len().max(1);
        these.get(place).copied()
    }
}

/// A turn of this program.
async fn ours(home: &Home, books: &mut Books, turn: u32, epoch: i64) {
    let now = at(i64::from(turn));
    match turn / 2 % 6 {
        0 | 1 => {
            let id = home.put(nth(turn)).await;
            books.states.insert(id, StateKind::Queued);
            books.channels.insert(id, "web");
        }
        2 => {
            let Some(id) = books.one(turn, StateKind::Queued) else {
                return;
            };
            home.claim(id, epoch, now).await.expect("claimed");
            let declaration = number(1_000_000 + i64::from(turn));
            let taken = home.event(id, Event::Taken { declaration }, now).await;
            taken.expect("taken");
            books.states.insert(id, StateKind::Submitted);
        }
        3 => {
            let Some(id) = books.one(turn, StateKind::Submitted) else {
                return;
            };
            let verdict = Event::Answered {
                result: ResultCode::parse("A").expect("a letter"),
                period: None,
            };
            home.event(id, verdict, now).await.expect("answered");
            books.states.insert(id, StateKind::Accepted);
        }
        4 => {
            let Some(id) = books.one(turn, StateKind::Held) else {
                return;
            };
            let (event, state) = if turn.is_multiple_of(3) {
                (Event::Withdrawn, StateKind::Cancelled)
            } else {
                (Event::Released, StateKind::Queued)
            };
            home.event(id, event, now).await.expect("told");
            books.states.insert(id, state);
        }
        _ => {
            home.store
                .note(PERSON, "seen", "by us", now)
                .await
                .expect("noted");
            books.notes += 1;
            let draft = KeptDraft {
                uid: Uuid::from_u128(u128::from(turn) + 1),
                draft: Draft::new(Kind::In),
                origin: None,
                by: PERSON.to_owned(),
                at: now,
            };
            home.store.keep_draft(draft).await.expect("kept");
            books.drafts += 1;
        }
    }
}

/// A turn of the newer program, which uses what only it knows.
fn theirs(raw: &mut Connection, books: &mut Books, turn: u32) {
    let transaction = raw.transaction().expect("begun");
    let mut journal = journal::Journal::open(&transaction).expect("open");
    let mut tell = |id: SubmissionId, event: &str, (from, to)| {
        let told = journal.append(&journal::Happening {
            at: at(i64::from(turn)),
            actor: "newer",
            submission: Some(id),
            event,
            from,
            to: Some(to),
            reason: None,
        });
        told.expect("told");
    };
    match turn / 2 % 3 {
        0 => {
            let NewSubmission {
                uid,
                payload,
                business_key,
                ..
            } = nth(turn);
            transaction
                .execute(
                    "INSERT INTO submission(uid, account_id, kind, state, next_at, created_at, updated_at,
                       business_key, created_by, worker_name, channel)
                     VALUES(?1, 1, 'in', 'queued', 20, 10, 10, ?2, 'Zoé', 'Testmans Zoé', 'batch')",
                    rusqlite::params![uid.as_bytes(), business_key],
                )
                .expect("a row");
            let id = SubmissionId(transaction.last_insert_rowid());
            transaction
                .execute(
                    "INSERT INTO body(submission_id, payload, payload_sha256, draft) VALUES(?1, ?2, ?3, '{}')",
                    rusqlite::params![id, payload, change::payload_hash(&payload)],
                )
                .expect("a message");
            tell(id, "enqueued", (None, StateKind::Queued));
            books.states.insert(id, StateKind::Queued);
            books.channels.insert(id, "batch");
        }
        1 => {
            if let Some(id) = books.one(turn, StateKind::Queued) {
                let held = transaction.execute(
                    "UPDATE submission SET state = 'held', next_at = NULL, rev = rev + 1 WHERE id = ?1",
                    [id],
                );
                assert_eq!(held, Ok(1));
                tell(id, "held", (Some(StateKind::Queued), StateKind::Held));
                books.states.insert(id, StateKind::Held);
            }
        }
        _ => {
            let id = books.one(turn, StateKind::Accepted);
            let id = id.or_else(|| books.one(turn, StateKind::Queued));
            if let Some(id) = id {
                transaction
                    .execute(
                        "INSERT INTO remark(submission_id, words) VALUES(?1, 'looked at')",
                        [id],
                    )
                    .expect("remarked");
                books.remarks += 1;
            }
        }
    }
    transaction.commit().expect("written");
}

fn listed(raw: &Connection, sql: &str) -> BTreeMap<SubmissionId, String> {
    raw.prepare(sql)
        .expect("a statement")
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read")
}

#[tokio::test]
async fn two_versions_work_in_turns_and_lose_nothing() {
    let home = Home::new();
    let mut books = Books::default();
    for turn in 10_001..10_011 {
        let id = home.put(nth(turn)).await;
        books.states.insert(id, StateKind::Queued);
        books.channels.insert(id, "web");
    }
    let lease = home.lease().await;
    let mut raw = home.raw();
    raw.busy_timeout(std::time::Duration::from_secs(10))
        .expect("set");
    raw.pragma_update(None, "foreign_keys", true).expect("set");
    for turn in 0..1_000 {
        // We have the file open for long when the newer program comes.
        if turn == 100 {
            bring_up(&raw, migrate::current());
        }
        if turn % 2 == 0 || turn < 100 {
            ours(&home, &mut books, turn, lease.epoch).await;
        } else {
            theirs(&mut raw, &mut books, turn);
        }
    }
    let found = listed(&raw, "SELECT id, state FROM submission");
    let expected = books.states.iter();
    let expected = expected.map(|(id, state)| (*id, state.as_str().to_owned()));
    assert_eq!(found, expected.collect());
    let found = listed(&raw, "SELECT id, channel FROM submission");
    let expected = books.channels.iter();
    let expected = expected.map(|(id, channel)| (*id, (*channel).to_owned()));
    assert_eq!(found, expected.collect());
    assert_eq!(
        read_out(&raw, "SELECT channel, rows FROM channel_tally ORDER BY 1"),
        read_out(
            &raw,
            "SELECT channel, count(*) FROM submission GROUP BY 1 ORDER BY 1"
        )
    );
    let count = |sql: &str| raw.query_row(sql, [], |row| row.get::<_, i64>(0));
    let remarks = count("SELECT count(*) FROM remark").expect("read");
    assert_eq!(remarks.unsigned_abs(), books.remarks);
    let notes = count("SELECT count(*) FROM journal WHERE event = 'seen'").expect("read");
    assert_eq!(notes.unsigned_abs(), books.notes as u64);
    assert!(books.remarks > 100 && books.notes > 50 && books.channels.len() > 200);
    let drafts = home.store.drafts().await.expect("read").len();
    assert_eq!(drafts, books.drafts);
    // Whoever opens it anew sees the same, and neither finds anything wrong.
    for read_only in [true, false] {
        let options = OpenOptions {
            environment: "sim",
            read_only,
        };
        let again = SqliteStore::open(&home.path(), options).expect("open to us");
        let total = again.counts(None).await.expect("read").total();
        assert_eq!(total, books.states.len() as u64);
    }
    let checked = check(&home.path(), "sim", Depth::Whole).expect("looked at");
    assert!(checked.is_whole(), "{checked:?}");
    assert_eq!(checked.schema, migrate::current() + 1);
    let verdict: String = raw
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("read");
    assert_eq!(verdict, "ok");
}

fn is_refused<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    match result {
        Err(error @ StoreError::Failed(_)) if error.is_final() => {}
        other => panic!("not refused: {other:?}"),
    }
}

/// A program that had the file open before a version came that leaves it out.
#[tokio::test]
async fn a_file_that_becomes_closed_to_us_is_let_go_of_at_once() {
    let home = Home::new();
    let id = home.put(new(1)).await;
    let lease = home.lease().await;
    let claimed = home.claim(id, lease.epoch, at(1)).await.expect("claimed");
    let raw = home.raw();
    bring_up(&raw, migrate::current() + 1);
    raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("home");
    let before = std::fs::read(home.path()).expect("readable");
    let declaration = number(7);
    is_refused(home.store.submission(id).await);
    is_refused(home.store.counts(None).await);
    is_refused(home.store.due(&due(Work::Send, at(9))).await);
    is_refused(
        home.store
            .enqueue(vec![new(2)], Batch::WhatCan, PERSON, at(2))
            .await,
    );
    let taken = change(&claimed, Event::Taken { declaration }, at(2));
    is_refused(home.store.record(taken).await);
    is_refused(home.store.keep_up(at(3)).await);
    drop(lease);
    is_refused(home.store.lease(&holder("worker-2"), at(3)).await);
    drop(home.store);
    drop(raw);
    assert_eq!(
        std::fs::read(home.folder.path().join("queue.db")).expect("readable"),
        before
    );
}

/// Whatever stands where the number of the reader should be.
#[test]
fn only_a_file_that_names_us_is_open_to_us() {
    let ours = migrate::current();
    for (reader, is_open) in [
        (Some("1".to_owned()), true),
        (Some(ours.to_string()), true),
        (Some((ours + 1).to_string()), false),
        (Some("0".to_owned()), false),
        (Some("-6".to_owned()), false),
        (Some("six".to_owned()), false),
        (Some(String::new()), false),
        (None, false),
    ] {
        let Home { store, folder } = Home::new();
        drop(store);
        let path = folder.path().join("queue.db");
        let raw = Connection::open(&path).expect("a database");
        bring_up(&raw, 1);
        match &reader {
            Some(reader) => raw.execute(
                "UPDATE meta SET value = ?1 WHERE key = 'min_reader'",
                [reader],
            ),
            None => raw.execute("DELETE FROM meta WHERE key = 'min_reader'", []),
        }
        .expect("changed");
        drop(raw);
        let before = std::fs::read(&path).expect("readable");
        for read_only in [true, false] {
            let options = OpenOptions {
                environment: "sim",
                read_only,
            };
            let opened = SqliteStore::open(&path, options);
            assert_eq!(opened.is_ok(), is_open, "{reader:?}");
            let Err(problem) = opened else { continue };
            assert_eq!(problem.summary.key, "store-newer");
            let hint = problem.hint.expect("advice");
            assert_eq!(hint.key, "store-newer-hint-release");
            assert_eq!(std::fs::read(&path).expect("readable"), before);
        }
        assert_eq!(
            check(&path, "sim", Depth::Whole).is_ok(),
            is_open,
            "{reader:?}"
        );
        assert_eq!(
            backup(&path, "sim", Some(&folder.path().join("copy.db")), at(0)).is_ok(),
            is_open,
            "{reader:?}"
        );
        assert_eq!(std::fs::read(&path).expect("readable"), before);
    }
}

/// What needs all of the file to be known is for the newest program.
#[tokio::test]
async fn a_file_of_a_later_version_is_neither_purged_nor_rescued() {
    let home = Home::new();
    home.put(new(1)).await;
    bring_up(&home.raw(), migrate::current());
    let Home { store, folder } = home;
    drop(store);
    let path = folder.path().join("queue.db");
    let before = std::fs::read(&path).expect("readable");
    let what = crate::store::Purge {
        before: crate::domain::upkeep::Before::all(at(1_000_000)),
        told: "days=1".to_owned(),
        actor: PERSON.to_owned(),
        now: at(1_000_000),
    };
    is_refused(purge(&path, "sim", &what));
    is_refused(purge_preview(&path, "sim", &what).map_err(StoreError::from));
    is_refused(rescue(&path, &folder.path().join("new.db")));
    assert!(!folder.path().join("new.db").exists());
    assert_eq!(std::fs::read(&path).expect("readable"), before);
}

/// What an earlier program would miss in a later schema.
fn missed(earlier: &Connection, later: &Connection) -> Vec<String> {
    let names = |connection: &Connection| {
        let mut names = read_out(
            connection,
            "SELECT type, name FROM sqlite_schema WHERE type <> 'trigger' AND name NOT LIKE 'sqlite_%'",
        );
        names.extend(read_out(
            connection,
            "SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
             WHERE t.type = 'table'",
        ));
        names
    };
    let known = names(later);
    let gone = names(earlier).into_iter();
    let mut missed: Vec<String> = gone.filter(|name| !known.contains(name)).collect();
    let tables = texts(
        earlier,
        "SELECT name FROM sqlite_schema WHERE type = 'table'",
    );
    for table in tables {
        let columns = |connection: &Connection, which: &str| {
            read_out(
                connection,
                &format!("SELECT name FROM pragma_table_info('{table}') WHERE {which}"),
            )
        };
        let old = columns(earlier, "true");
        let must_be_given = columns(later, "\"notnull\" AND dflt_value IS NULL AND NOT pk");
        missed.extend(must_be_given.into_iter().filter(|name| !old.contains(name)));
    }
    missed
}

fn schema(version: i32) -> Connection {
    let connection = Connection::open_in_memory().expect("in memory");
    migrate::climb(&connection, 0, version, "sim").expect("made");
    connection
}

/// For every version that names an earlier reader: nothing is gone that this one uses.
#[test]
fn a_version_has_all_that_its_earliest_reader_knows() {
    for (version, reader) in (1..).zip(newer::READERS) {
        assert!((1..=version).contains(&reader));
        assert_eq!(
            missed(&schema(reader), &schema(version)),
            Vec::<String>::new()
        );
        let said: String = schema(version)
            .query_row(
                "SELECT value FROM meta WHERE key = 'min_reader'",
                [],
                |row| row.get(0),
            )
            .expect("said");
        assert_eq!(said, reader.to_string());
    }
    let ours = schema(migrate::current());
    let next = |sql: &str| {
        let next = schema(migrate::current());
        next.execute_batch(sql).expect("a migration");
        missed(&ours, &next).len()
    };
    assert_eq!(next(ADDITIVE), 0);
    for shuts_out in [
        "DROP INDEX by_life",
        "DROP TABLE draft",
        "ALTER TABLE journal RENAME COLUMN reason TO why",
        "DROP TABLE signing;
         CREATE TABLE signing(account TEXT PRIMARY KEY, key TEXT NOT NULL, epoch INTEGER NOT NULL, of TEXT NOT NULL)",
    ] {
        assert!(next(shuts_out) > 0, "{shuts_out}");
    }
    // The sixth made the text search narrower: the fifth could not have lived with it.
    assert!(!missed(&schema(5), &schema(6)).is_empty());
}
