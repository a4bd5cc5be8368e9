//! How fast the durable queue is: batches in, one submission claimed and taken, and a window of
//! a long queue wherever it lies, whatever chooses its rows.
//!
//! The long queue has 100,000 rows, or `DIMONITOR_BENCH_ROWS`. `DIMONITOR_BENCH_QUEUE` names a
//! file to read instead, such as that of a demo with many rows.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput};
use dimonitor::domain::draft::{Draft, Field, Kind};
use dimonitor::domain::ids::{DeclarationId, SubmissionId};
use dimonitor::domain::lifecycle::{Event, StateKind};
use dimonitor::domain::report::{
    Anchor, Filter, PlaceQuery, QueueQuery, QueueRow, Sort, SortColumn, Window,
};
use dimonitor::domain::untrusted::Untrusted;
use dimonitor::store::{
    Batch, Change, Claim, Enqueued, Holder, NewSubmission, OpenOptions, SqliteStore, Store,
    Submission,
};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use uuid::Uuid;

#[path = "support/queue.rs"]
mod queue;

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
    let long = Long::open(runtime);
    let mut group = criterion.benchmark_group("a page of 40");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(1));
    for (name, query) in pages(&long) {
        let page = runtime.block_on(long.store.queue(&query)).expect("a page");
        let offset = page.offset.map_or("?".to_owned(), |rows| rows.to_string());
        let name = format!("{name} ({:?}, {offset} before)", page.total);
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(runtime.block_on(long.store.queue(&query))).expect("a page"));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("counted to the end");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(1));
    for (name, query) in pages(&long) {
        let place = PlaceQuery {
            filter: query.filter,
            sort: query.sort,
            row: Some(long.middle),
        };
        group.bench_function(name, |bencher| {
            bencher
                .iter(|| black_box(runtime.block_on(long.store.place(&place))).expect("a place"));
        });
    }
    group.bench_function("the dashboard's figures", |bencher| {
        let now = long.latest + SignedDuration::from_mins(1);
        let midnight = now - SignedDuration::from_hours(14);
        bencher.iter(|| {
            black_box(runtime.block_on(long.store.figures(midnight, now))).expect("figures")
        });
    });
    group.bench_function("120 rows by number", |bencher| {
        let first = long.middle.0;
        let ids: Vec<_> = (first..first + 120).map(SubmissionId).collect();
        bencher.iter(|| black_box(runtime.block_on(long.store.rows(&ids))).expect("rows"));
    });
}

/// Windows of which each takes another way through the indexes.
fn pages(long: &Long) -> Vec<(String, QueueQuery)> {
    let page = |filter: &Filter, column, descending, anchor| QueueQuery {
        filter: filter.clone(),
        sort: Sort { column, descending },
        window: Window { anchor, rows: 40 },
    };
    let everything = Filter::default();
    let mut pages = Vec::new();
    for (name, anchor) in [
        ("first", Anchor::First),
        ("last", Anchor::Last),
        ("around the middle", Anchor::Around(long.middle)),
        ("at two thirds", Anchor::At(long.rows * 2 / 3)),
    ] {
        for column in [SortColumn::Id, SortColumn::Worker, SortColumn::NextAt] {
            let name = format!("{name} by {column:?}");
            pages.push((name, page(&everything, column, false, anchor)));
        }
    }
    for (name, filter) in long.filters() {
        for (column, descending) in [
            (SortColumn::Id, true),
            (SortColumn::Worker, false),
            (SortColumn::Deadline, true),
        ] {
            for (place, anchor) in [
                ("first", Anchor::First),
                ("around the middle", Anchor::Around(long.middle)),
            ] {
                let name = format!("{name}, {place} by {column:?}");
                pages.push((name, page(&filter, column, descending, anchor)));
            }
        }
    }
    pages
}

/// A long queue, and a row in its middle whose values filters can be made of.
struct Long {
    store: SqliteStore,
    rows: u64,
    middle: SubmissionId,
    latest: Timestamp,
    row: QueueRow,
    _queue: Option<Queue>,
}

/// What whoever measures says about the queue.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench has no command line of its own"
)]
fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl Long {
    fn open(runtime: &Runtime) -> Self {
        let (store, queue) = if let Some(path) = told("DIMONITOR_BENCH_QUEUE") {
            (existing(Path::new(&path)), None)
        } else {
            let queue = Queue::new();
            let rows = told("DIMONITOR_BENCH_ROWS").and_then(|rows| rows.parse().ok());
            let rows = rows.unwrap_or(LONG);
            for first in (0..rows).step_by(10_000) {
                let batch = (first..rows.min(first + 10_000)).map(submission);
                runtime.block_on(queue.put(batch.collect()));
            }
            (queue.store.clone(), Some(queue))
        };
        let counts = runtime.block_on(store.counts(None)).expect("counted");
        let rows = counts.total();
        let page = |column, anchor| {
            let query = QueueQuery {
                sort: Sort {
                    column,
                    descending: true,
                },
                window: Window { anchor, rows: 1 },
                ..QueueQuery::default()
            };
            let page = runtime.block_on(store.queue(&query)).expect("a page");
            page.rows.into_iter().next().expect("a queue with rows")
        };
        let row = page(SortColumn::Id, Anchor::At(rows / 2));
        Self {
            latest: page(SortColumn::Updated, Anchor::First).updated_at,
            middle: row.id,
            row,
            rows,
            store,
            _queue: queue,
        }
    }

    fn filters(&self) -> Vec<(&'static str, Filter)> {
        let base = Filter::default;
        let raw = |text: &Option<Untrusted>| text.as_ref().map(|text| text.raw().to_owned());
        let name = raw(&self.row.worker).unwrap_or_default();
        let text = |text: &str| Filter {
            text: Some(text.to_owned()),
            ..base()
        };
        let open = vec![
            StateKind::Queued,
            StateKind::Held,
            StateKind::Submitted,
            StateKind::Waiting,
        ];
        let states = |states: Vec<StateKind>| Filter { states, ..base() };
        vec![
            ("its state", states(vec![self.row.state])),
            ("refused", states(vec![StateKind::Refused])),
            ("what is open", states(open)),
            (
                "its employer",
                Filter {
                    employer: self.row.employer.clone(),
                    ..base()
                },
            ),
            (
                "the first letters of its name",
                text(&name.chars().take(5).collect::<String>()),
            ),
            (
                "its reference",
                text(&raw(&self.row.reference).unwrap_or_default()),
            ),
            ("no row's text", text("qqqzzz")),
            (
                "employer, state and text",
                Filter {
                    states: vec![StateKind::Refused],
                    employer: self.row.employer.clone(),
                    ..text(&name.chars().take(4).collect::<String>())
                },
            ),
            (
                "worker type without a text, of the last hour",
                Filter {
                    worker_type: raw(&self.row.worker_type),
                    since: Some(self.latest - SignedDuration::from_hours(1)),
                    not: vec![text(&name)],
                    ..base()
                },
            ),
        ]
    }
}

fn existing(path: &Path) -> SqliteStore {
    let open = |environment| {
        let options = OpenOptions {
            environment,
            read_only: true,
        };
        SqliteStore::open(path, options).ok()
    };
    let opened = ["sim", "sandbox", "simulation", "production"]
        .into_iter()
        .find_map(open);
    opened.expect("a queue of this version that nobody damaged")
}

/// A store in a folder that is removed with it.
struct Queue {
    store: SqliteStore,
    _folder: TempDir,
}

impl Queue {
    fn new() -> Self {
        let (store, folder) = queue::empty();
        Self {
            store,
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
        employer: Some(
            if number.is_multiple_of(3) {
                "0999999922"
            } else {
                "0999999823"
            }
            .to_owned(),
        ),
        worker_name: Some(Untrusted::new(format!("Testmans Alex {}", number % 977))),
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
        headless: false,
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).expect("in range")
}
