//! What the tests of all stores share: an empty store, submissions to put in, and the tests that
//! every store passes.

use std::future::Future;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::chosen::Limits;
use super::*;
use crate::domain::answer::{Anomaly, Answer, ResultCode};
use crate::domain::draft::{Draft, Kind};
use crate::domain::report::Method;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::Traces;

mod changes;
pub(in crate::store) mod corrections;
mod deadlines;
mod entry;
mod figures;
pub(in crate::store) mod filters;
mod leases;
mod many;
pub(in crate::store) mod model;
mod periods;
mod random;
pub(in crate::store) mod register;
pub(in crate::store) mod texts;
pub(in crate::store) mod upkeep;
pub(in crate::store) mod waits;
pub(in crate::store) mod windows;

pub(in crate::store) const WORKER: &str = "worker-1";
pub(in crate::store) const PERSON: &str = "Eva";

pub(in crate::store) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("in range")
}

pub(in crate::store) fn number(value: i64) -> DeclarationId {
    DeclarationId::from_value(value).expect("positive")
}

/// A store of tests, and what only tests ask of it.
pub(in crate::store) trait Bed: Store + Sized {
    /// A folder, or a database.
    type Keeper: Send + Sync;

    /// Of a test's many cases, one in so many is tried: a server takes longer for each.
    const ONE_IN: u32;

    /// An empty one; none where there is no server for it.
    fn home() -> Option<Home<Self>>;

    /// A window for which no more may be done than this.
    fn page(
        &self,
        query: &QueueQuery,
        limits: Limits,
    ) -> impl Future<Output = Result<QueuePage, StoreError>> + Send;

    /// A place for which no more is done than has to be with these limits.
    fn whereabouts(
        &self,
        query: &PlaceQuery,
        limits: Limits,
    ) -> impl Future<Output = Result<Place, StoreError>> + Send;

    /// Another one on the same queue, as another process would have.
    fn second(home: &Home<Self>) -> Self;

    /// Whether the journal is as it was written.
    fn verify_journal(&self) -> impl Future<Output = Result<ChainCheck, StoreError>> + Send;

    /// Statements of SQL past all of our code.
    fn execute(home: &Home<Self>, statements: &str);

    /// The same past all guards of the database as well.
    fn unguarded(home: &Home<Self>, statements: &str);

    /// How many rows a question of SQL finds.
    fn count(home: &Home<Self>, sql: &str) -> u64;

    /// Where the queue is.
    fn site(home: &Home<Self>) -> Site;

    /// Where none is yet; none where there is no server for it.
    fn nowhere() -> Option<(Self::Keeper, Site)>;

    /// Everything that is kept, as it lies.
    fn kept(home: &Home<Self>) -> Vec<u8>;

    /// What is left of what was purged, when nobody else is at work.
    const TRACES: Traces;
}

/// Tests that every store passes: functions that are given an empty one, and functions that make
/// as many as they need.
macro_rules! on_every_store {
    ($($test:ident)* $(; $($own:ident)*)?) => {
        mod file {
            crate::store::tests::on_every_store!(@tests crate::store::SqliteStore; $($test)*; $($($own)*)?);
        }
        mod server {
            crate::store::tests::on_every_store!(@tests crate::store::PgStore; $($test)*; $($($own)*)?);
        }
    };
    (@tests $store:ty; $($test:ident)*; $($own:ident)*) => {
        $(#[tokio::test]
        async fn $test() {
            if let Some(home) = <$store as crate::store::tests::Bed>::home() {
                super::$test(home).await;
            }
        })*
        $(#[test]
        fn $own() {
            if <$store as crate::store::tests::Bed>::home().is_some() {
                super::$own::<$store>();
            }
        })*
    };
}
pub(in crate::store) use on_every_store;

/// A store with what holds it.
pub(in crate::store) struct Home<S: Bed = SqliteStore> {
    pub store: S,
    /// Removed after the store has let go of it.
    pub folder: S::Keeper,
}

impl<S: Bed> Home<S> {
    /// Another store on the same queue, as another process would have.
    pub(in crate::store) fn second(&self) -> S {
        S::second(self)
    }

    pub(in crate::store) async fn put(&self, new: NewSubmission) -> SubmissionId {
        let outcome = self
            .store
            .enqueue(vec![new], Batch::WhatCan, PERSON, at(0))
            .await;
        match outcome.expect("enqueued").as_slice() {
            [Enqueued::New(id)] => *id,
            other => panic!("not new: {other:?}"),
        }
    }

    pub(in crate::store) async fn lease(&self) -> Lease {
        self.store
            .lease(&holder(WORKER), at(0))
            .await
            .expect("no failure")
            .expect("nobody else works here")
    }

    pub(in crate::store) async fn claim(
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

    pub(in crate::store) async fn get(&self, id: SubmissionId) -> Submission {
        self.store
            .submission(id)
            .await
            .expect("no failure")
            .expect("it is there")
    }

    /// Records an event without anything beside it.
    pub(in crate::store) async fn event(
        &self,
        id: SubmissionId,
        event: Event,
        now: Timestamp,
    ) -> Result<Submission, StoreError> {
        self.record(change(&self.get(id).await, event, now)).await
    }

    pub(in crate::store) async fn record(&self, change: Change) -> Result<Submission, StoreError> {
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
    pub(in crate::store) async fn ended(
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
    pub(in crate::store) async fn end(
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

    pub(in crate::store) async fn story(&self, id: SubmissionId) -> Timeline {
        self.store.timeline(id).await.expect("read").expect("known")
    }

    /// What the journal says of a row: events with their reasons.
    pub(in crate::store) async fn told(&self, id: SubmissionId) -> Vec<(String, String)> {
        let entries = self.story(id).await.events;
        let words = |entry: JournalEntry| {
            let reason = entry.reason.map(|reason| reason.raw().to_owned());
            (entry.event, reason.unwrap_or_default())
        };
        entries.into_iter().map(words).collect()
    }

    /// A row that was sent and taken under this number.
    pub(in crate::store) async fn taken(
        &self,
        name: u8,
        epoch: i64,
        declaration: i64,
    ) -> SubmissionId {
        let id = self.put(new(name)).await;
        self.claim(id, epoch, at(1)).await.expect("claimed");
        let declaration = number(declaration);
        self.event(id, Event::Taken { declaration }, at(2))
            .await
            .expect("taken");
        id
    }
}

pub(in crate::store) fn holder(worker: &str) -> Holder {
    Holder {
        worker: worker.to_owned(),
        host: "desk".to_owned(),
        pid: 4711,
        headless: true,
    }
}

/// The same of a process that does not only work.
pub(in crate::store) fn console(worker: &str) -> Holder {
    Holder {
        headless: false,
        ..holder(worker)
    }
}

pub(in crate::store) fn claim(submission: &Submission, epoch: i64, now: Timestamp) -> Claim {
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
pub(in crate::store) fn due(work: Work, now: Timestamp) -> Due {
    Due {
        work,
        now,
        under_way: Vec::new(),
        closed_accounts: Vec::new(),
        known_accounts: vec!["main".to_owned(), "other".to_owned()],
        limit: 100,
        epoch: None,
    }
}

pub(in crate::store) fn change(submission: &Submission, event: Event, now: Timestamp) -> Change {
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
pub(in crate::store) fn new(name: u8) -> NewSubmission {
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

pub(in crate::store) fn exchange(method: Method, now: Timestamp) -> NewExchange {
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

pub(in crate::store) fn answer(declaration: i64, result: ResultCode, codes: &[&str]) -> Answer {
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

pub(in crate::store) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
