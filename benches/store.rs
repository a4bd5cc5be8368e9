//! How fast the durable queue is: batches in, one submission claimed and taken, and a window of
//! a long queue wherever it lies.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput};
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::ids::{DeclarationId, SubmissionId};
use dimonitor::domain::lifecycle::Event;
use dimonitor::domain::report::{Anchor, QueueQuery, Window};
use dimonitor::domain::untrusted::Untrusted;
use dimonitor::store::{
    Batch, Change, Claim, Enqueued, Holder, NewSubmission, OpenOptions, SqliteStore, Store,
    Submission,
};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

/// Rows of the long queue.
const LONG: u64 = 100_000;

/// Submissions put in at once.
const BATCH: u64 = 1_000;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .configure_from_args();
    let runtime = Runtime::new().expect("threads and timers");
    enqueue(&mut criterion, &runtime);
    claim_and_record(&mut criterion, &runtime);
    windows(&mut criterion, &runtime);
    criterion.final_summary();
}

fn enqueue(criterion: &mut Criterion, runtime: &Runtime) {
    let queue = Queue::new();
    let mut next = 0;
    let mut group = criterion.benchmark_group("enqueue");
    group.throughput(Throughput::Elements(BATCH));
    group.bench_function("a batch of 1,000", |bencher| {
        bencher.iter_batched(
            || {
                next += BATCH;
                (next..next + BATCH).map(submission).collect()
            },
            |batch| runtime.block_on(queue.put(batch)),
            BatchSize::PerIteration,
        );
    });
}

fn claim_and_record(criterion: &mut Criterion, runtime: &Runtime) {
    let queue = Queue::new();
    let lease = runtime
        .block_on(queue.store.lease(&holder(), now()))
        .expect("no failure")
        .expect("nobody else works here");
    let mut next = 0;
    criterion.bench_function("claim and record one", |bencher| {
        bencher.iter_batched(
            || {
                next += 1;
                let id = runtime.block_on(queue.put(vec![submission(next)]))[0];
                (next, runtime.block_on(queue.get(id)))
            },
            |(number, submission)| {
                runtime.block_on(queue.send(&submission, number, lease.epoch));
            },
            BatchSize::PerIteration,
        );
    });
}

fn windows(criterion: &mut Criterion, runtime: &Runtime) {
    let queue = Queue::new();
    let mut ids = Vec::new();
    for first in (0..LONG).step_by(10_000) {
        ids.extend(runtime.block_on(queue.put((first..first + 10_000).map(submission).collect())));
    }
    let middle = ids[ids.len() / 2];
    let mut group = criterion.benchmark_group("a page of 100 out of 100,000");
    for (place, anchor) in [
        ("first", Anchor::First),
        ("middle", Anchor::Around(middle)),
        ("last", Anchor::Last),
    ] {
        let query = QueueQuery {
            window: Window { anchor, rows: 100 },
            ..QueueQuery::default()
        };
        group.bench_function(place, |bencher| {
            bencher
                .iter(|| black_box(runtime.block_on(queue.store.queue(&query))).expect("a page"));
        });
    }
}

/// A store in a folder that is removed with it.
struct Queue {
    store: SqliteStore,
    _folder: TempDir,
}

impl Queue {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = OpenOptions {
            environment: "sandbox",
            read_only: false,
        };
        let store = SqliteStore::open(&folder.path().join("queue.db"), options);
        Self {
            store: store.expect("a new file opens"),
            _folder: folder,
        }
    }

    async fn put(&self, batch: Vec<NewSubmission>) -> Vec<SubmissionId> {
        let outcomes = self
            .store
            .enqueue(batch, Batch::AllOrNothing, "bench", now())
            .await;
        let outcomes = outcomes.expect("no failure").into_iter();
        outcomes
            .map(|outcome| match outcome {
                Enqueued::New(id) => id,
                other => panic!("not new: {other:?}"),
            })
            .collect()
    }

    async fn get(&self, id: SubmissionId) -> Submission {
        let found = self.store.submission(id).await;
        found.expect("no failure").expect("it is there")
    }

    /// What the worker does around a POST.
    async fn send(&self, submission: &Submission, number: u64, epoch: i64) {
        let claim = Claim {
            id: submission.id,
            revision: submission.revision,
            worker: holder().worker,
            epoch,
            trace_id: Uuid::from_u64_pair(0, number).simple().to_string(),
            at: now(),
        };
        let claimed = self.store.claim(claim).await.expect("claimed");
        let number = 900_000_000_000 + i64::try_from(number).expect("a small number");
        let declaration = DeclarationId::from_value(number).expect("positive");
        let change = Change {
            id: claimed.id,
            revision: claimed.revision,
            event: Event::Taken { declaration },
            actor: holder().worker,
            reason: None,
            exchange: None,
            answer: None,
            at: now(),
        };
        self.store.record(change).await.expect("recorded");
    }
}

fn submission(number: u64) -> NewSubmission {
    let mut business_key = [0; 32];
    business_key[..8].copy_from_slice(&number.to_be_bytes());
    NewSubmission {
        deadline: None,
        uid: Uuid::from_u64_pair(1, number),
        account: "sandbox".to_owned(),
        kind: Kind::In,
        payload: format!(
            "{{\"employer\":{{\"enterpriseNumber\":\"0999999922\"}},\"worker\":{{\"ssin\":\"85073099734\"}},\
             \"dimonaIn\":{{\"startDate\":\"2026-12-01\",\"features\":{{\"workerType\":\"OTH\",\
             \"jointCommissionNumber\":\"XXX\"}}}},\"number\":{number}}}"
        ),
        business_key,
        duplicate_reason: None,
        reference: Some(Untrusted::new(format!("B-{number}"))),
        worker_type: Some(Untrusted::new("OTH")),
        employer: Some("0999999922".to_owned()),
        worker_name: Some(Untrusted::new("Testmans Alex")),
        ssin: None,
        start: Some(jiff::civil::date(2026, 12, 1)),
        end: None,
        period: None,
        supersedes: None,
        origin: None,
        waits_for: None,
        draft: Draft::new(Kind::In).with(Field::StartDate, "2026-12-01"),
    }
}

fn holder() -> Holder {
    Holder {
        worker: "bench-1".to_owned(),
        host: "bench".to_owned(),
        pid: 1,
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).expect("in range")
}
