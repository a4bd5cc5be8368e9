//! What the tests of the store share: a store in a folder of its own, and submissions to put in.

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::domain::answer::{Anomaly, Answer, ResultCode};
use crate::domain::draft::{Draft, Kind};
use crate::domain::lifecycle::State;
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::{Checked, Recovered};
use crate::store::{NewExchange, Work};

mod changes;
mod cheap;
mod corrections;
mod deadlines;
mod entry;
mod figures;
mod group;
mod invariants;
mod kept;
mod leases;
mod many;
mod model;
mod opening;
mod periods;
mod random;
mod reading;
mod register;
mod rescue;
mod turns;
mod upgrade;
mod upkeep;
mod waits;
mod windows;

pub(super) const WORKER: &str = "worker-1";
pub(super) const PERSON: &str = "Eva";

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("in range")
}

pub(super) fn number(value: i64) -> DeclarationId {
    DeclarationId::from_value(value).expect("positive")
}

pub(super) fn writable(environment: &str) -> OpenOptions<'_> {
    OpenOptions {
        environment,
        read_only: false,
    }
}

/// A store with the folder that holds it.
pub(super) struct Home {
    pub store: SqliteStore,
    pub folder: TempDir,
}

impl Home {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("queue.db"), writable("sim"));
        Self {
            store: store.expect("a new file opens"),
            folder,
        }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("queue.db")
    }

    /// Another store on the same file, as another process would have.
    pub(super) fn second(&self) -> SqliteStore {
        SqliteStore::open(&self.path(), writable("sim")).expect("it opens twice")
    }

    /// A connection past all of our code.
    pub(super) fn raw(&self) -> Connection {
        Connection::open(self.path()).expect("it is a database")
    }

    pub(super) async fn put(&self, new: NewSubmission) -> SubmissionId {
        let outcome = self
            .store
            .enqueue(vec![new], Batch::WhatCan, PERSON, at(0))
            .await;
        match outcome.expect("enqueued").as_slice() {
            [Enqueued::New(id)] => *id,
            other => panic!("not new: {other:?}"),
        }
    }

    pub(super) async fn lease(&self) -> Lease {
        self.store
            .lease(&holder(WORKER), at(0))
            .await
            .expect("no failure")
            .expect("nobody else works here")
    }

    pub(super) async fn claim(
        &self,
        id: SubmissionId,
        epoch: i64,
        now: Timestamp,
    ) -> Result<Submission, StoreError> {
        let claimed = self
            .store
            .claim(claim(&self.get(id).await, epoch, now))
            .await;
        self.is_as_returned(&claimed).await;
        claimed
    }

    pub(super) async fn get(&self, id: SubmissionId) -> Submission {
        self.store
            .submission(id)
            .await
            .expect("no failure")
            .expect("it is there")
    }

    /// Records an event without anything beside it.
    pub(super) async fn event(
        &self,
        id: SubmissionId,
        event: Event,
        now: Timestamp,
    ) -> Result<Submission, StoreError> {
        self.record(change(&self.get(id).await, event, now)).await
    }

    pub(super) async fn record(&self, change: Change) -> Result<Submission, StoreError> {
        let recorded = self.store.record(change).await;
        self.is_as_returned(&recorded).await;
        recorded
    }

    /// What a change returns is what anybody would read.
    async fn is_as_returned(&self, changed: &Result<Submission, StoreError>) {
        let Ok(changed) = changed else { return };
        let read = self.get(changed.id).await;
        assert_eq!(format!("{changed:?}"), format!("{read:?}"));
        assert_eq!(changed.payload, read.payload);
    }

    /// A row of this submission that ended with this verdict, about this period.
    pub(super) async fn ended(
        &self,
        new: NewSubmission,
        epoch: i64,
        (declaration, letter, period): (i64, &str, Option<u64>),
    ) -> SubmissionId {
        let id = self.put(new).await;
        self.end(id, epoch, (declaration, letter, period)).await;
        id
    }

    /// Sends a queued row, and answers it with this verdict.
    pub(super) async fn end(
        &self,
        id: SubmissionId,
        epoch: i64,
        (declaration, letter, period): (i64, &str, Option<u64>),
    ) {
        self.claim(id, epoch, at(10)).await.expect("claimed");
        let declaration = number(declaration);
        self.event(id, Event::Taken { declaration }, at(11))
            .await
            .expect("taken");
        let verdict = Event::Answered {
            result: ResultCode::parse(letter).expect("a letter"),
            period: period.map(PeriodId::from_answer),
        };
        self.event(id, verdict, at(12)).await.expect("answered");
    }

    pub(super) async fn story(&self, id: SubmissionId) -> Timeline {
        self.store.timeline(id).await.expect("read").expect("known")
    }

    /// What the journal says of a row: events with their reasons.
    pub(super) async fn told(&self, id: SubmissionId) -> Vec<(String, String)> {
        let entries = self.story(id).await.events;
        let words = |entry: JournalEntry| {
            let reason = entry.reason.map(|reason| reason.raw().to_owned());
            (entry.event, reason.unwrap_or_default())
        };
        entries.into_iter().map(words).collect()
    }

    /// A row that was sent and taken under this number.
    pub(super) async fn taken(&self, name: u8, epoch: i64, declaration: i64) -> SubmissionId {
        let id = self.put(new(name)).await;
        self.claim(id, epoch, at(1)).await.expect("claimed");
        let declaration = number(declaration);
        self.event(id, Event::Taken { declaration }, at(2))
            .await
            .expect("taken");
        id
    }
}

pub(super) fn holder(worker: &str) -> Holder {
    Holder {
        worker: worker.to_owned(),
        host: "desk".to_owned(),
        pid: 4711,
        headless: false,
    }
}

pub(super) fn claim(submission: &Submission, epoch: i64, now: Timestamp) -> Claim {
    Claim {
        id: submission.id,
        revision: submission.revision,
        worker: WORKER.to_owned(),
        epoch,
        trace_id: "0af7651916cd43dd8448eb211c80319c".to_owned(),
        at: now,
    }
}

/// Everything that is due to a worker who knows both accounts of these tests.
pub(super) fn due(work: Work, now: Timestamp) -> Due {
    Due {
        epoch: None,
        work,
        now,
        under_way: Vec::new(),
        closed_accounts: Vec::new(),
        known_accounts: vec!["main".to_owned(), "other".to_owned()],
        limit: 100,
    }
}

pub(super) fn change(submission: &Submission, event: Event, now: Timestamp) -> Change {
    Change {
        id: submission.id,
        revision: submission.revision,
        event,
        actor: WORKER.to_owned(),
        reason: None,
        exchange: None,
        answer: None,
        at: now,
    }
}

/// A submission of which everything but its identity is the same.
pub(super) fn new(name: u8) -> NewSubmission {
    NewSubmission {
        uid: Uuid::from_bytes([name; 16]),
        account: "main".to_owned(),
        kind: Kind::In,
        payload: format!("{{\"serial\":{name}}}"),
        business_key: [name; 32],
        duplicate_reason: None,
        reference: None,
        worker_type: Some(Untrusted::new("OTH")),
        employer: Some("0999.999.922".to_owned()),
        worker_name: Some(Untrusted::new("Testmans Alex")),
        ssin: None,
        start: Some(jiff::civil::date(2026, 11, 2)),
        end: None,
        deadline: None,
        period: None,
        supersedes: None,
        origin: None,
        waits_for: None,
        draft: Draft::new(Kind::In),
    }
}

pub(super) fn exchange(method: Method, now: Timestamp) -> NewExchange {
    NewExchange {
        method,
        at: now,
        duration_ms: 120,
        status: Some(200),
        trace_id: "b7ad6b7169203331".to_owned(),
        server_trace_id: Some(Untrusted::new("theirs")),
        location: None,
        outcome: "result",
        detail: None,
    }
}

pub(super) fn answer(declaration: i64, result: ResultCode, codes: &[&str]) -> Answer {
    let anomaly = |code: &&str| Anomaly {
        code: Untrusted::new(*code),
        labels: [("nl".to_owned(), Untrusted::new("Ongeldig"))].into(),
    };
    Answer {
        declaration: number(declaration),
        result,
        period: Some(PeriodId::from_answer(123_456_789_012)),
        anomalies: codes.iter().map(anomaly).collect(),
        ssin: "85073099734".parse().ok(),
        raw: Untrusted::new("{\"result\":\"B\"}"),
    }
}

/// A file as the program of this version made it, with these rows.
pub(super) fn of_version(version: usize, rows: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("queue.db");
    let raw = Connection::open(&path).expect("a database");
    for schema in &migrate::MIGRATIONS[..version] {
        raw.execute_batch(schema).expect("a version");
    }
    raw.pragma_update(None, "application_id", place::APPLICATION_ID)
        .expect("set");
    raw.pragma_update(None, "user_version", i64::try_from(version).expect("small"))
        .expect("set");
    raw.execute_batch("INSERT INTO meta VALUES('environment', 'sim')")
        .expect("ours");
    raw.execute_batch(rows).expect("filled");
    (folder, path)
}

/// How the database would go about this statement.
pub(super) fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .expect("a statement");
    let wanted = statement.parameter_count();
    let plan: Vec<String> = statement
        .query_map(rusqlite::params_from_iter(vec![0; wanted]), |row| {
            row.get(3)
        })
        .expect("planned")
        .collect::<rusqlite::Result<_>>()
        .expect("read");
    plan.join("\n")
}

/// What a question is answered with, a row a line.
pub(super) fn read_out(connection: &Connection, question: &str) -> Vec<String> {
    let mut statement = connection.prepare(question).expect("a statement");
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let values: Vec<rusqlite::types::Value> = (0..columns)
            .map(|column| row.get(column))
            .collect::<rusqlite::Result<_>>()?;
        Ok(format!("{values:?}"))
    });
    rows.expect("read")
        .collect::<rusqlite::Result<_>>()
        .expect("read")
}

/// Rescues what is in a file into a new one.
pub(super) fn rescue(from: &Path, into: &Path) -> Result<(Recovered, Checked), StoreError> {
    recover(Rescue {
        from,
        into,
        environment: "sim",
        actor: PERSON,
        now: at(30),
    })
}

/// The texts that a question of one column finds.
pub(super) fn texts(connection: &Connection, question: &str) -> Vec<String> {
    let mut statement = connection.prepare(question).expect("a statement");
    let rows = statement.query_map([], |row| row.get(0)).expect("read");
    rows.collect::<rusqlite::Result<_>>().expect("read")
}

/// The names in a folder.
pub(super) fn names_in(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("readable");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("a file").file_name();
    entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect()
}

pub(super) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
