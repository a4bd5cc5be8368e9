//! How fast a shared queue of millions of rows is read, and by which plans: median and 95th
//! percentile of what somebody waits for. `benches/shared` makes the queue and calls this.
//!
//! `cargo bench --bench shared -- URL [--runs N] [--log FILE] [--fill FILE]`; with the log of a
//! server that writes plans into it (`auto_explain`), the plans of each case are printed. The queue
//! is of the environment that `DIMONITOR_BENCH_ENVIRONMENT` names, else of the sandbox.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it measures real time, and prints a table"
)]

use std::time::{Duration, Instant};

use dimonitor::domain::draft::Kind;
use dimonitor::domain::lifecycle::StateKind;
use dimonitor::domain::report::{
    Anchor, Filter, PlaceQuery, QueueQuery, QueueRow, Sort, SortColumn, Window,
};
use dimonitor::store::{self, Copying, PgOptions, PgStore, Site, Store};
use tokio::runtime::Runtime;

/// What is asked for, with a number that differs from run to run.
type Ask<'a> = Box<dyn Fn(u64) -> Question + 'a>;

/// What is measured, with its name.
type Case<'a> = (String, Ask<'a>);

enum Question {
    Page(Box<QueueQuery>),
    Counts(Box<Filter>),
    Place(Box<PlaceQuery>),
}

#[path = "../tests/common/shared.rs"]
mod shared;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let Some(url) = arguments
        .first()
        .filter(|word| word.starts_with("postgres://"))
    else {
        println!("SKIPPED: no address of a shared queue was given (see benches/shared)");
        return;
    };
    let value = |name: &str| {
        let place = arguments.iter().position(|word| word == name)?;
        arguments.get(place + 1).cloned()
    };
    let runs = value("--runs").map_or(100, |runs| runs.parse().expect("a number"));
    let log = value("--log");
    let runtime = Runtime::new().expect("threads and timers");
    if let Some(file) = value("--fill") {
        let into = PgOptions {
            read_only: false,
            ..options(url)
        };
        let begun = Instant::now();
        let copying = Copying {
            original: file.clone(),
            copy: url.clone(),
            // The file can be copied again.
            is_to_look_at: true,
            actor: "bench".to_owned(),
            at: jiff::Timestamp::now(),
        };
        let from = Site::File {
            path: file.into(),
            environment: into.environment.clone(),
        };
        let into = Site::Server(Box::new(into));
        let moved = store::copy(&from, &into, &copying).expect("copied");
        for table in &moved.tables {
            println!(
                "{:<16} {:>10}  sha256 {}",
                table.name,
                table.rows,
                &table.digest[..16]
            );
        }
        println!(
            "copied in {:.1} s, the same on both sides",
            begun.elapsed().as_secs_f64()
        );
        return;
    }
    let store = PgStore::open(options(url)).expect("a queue is there");
    let rows = runtime
        .block_on(store.counts(None))
        .expect("counted")
        .total();
    let known = runtime.block_on(known(&store, rows));
    let filters = filters(&known);
    println!("{rows} rows, {runs} runs of each, milliseconds");
    println!("{:<44} {:>8} {:>8} {:>8}", "", "p50", "p95", "worst");
    for (name, ask) in cases(&known, &filters, rows) {
        // Not from a cold disk: a queue that is worked on is in memory.
        for place in 0..3 {
            runtime.block_on(answer(&store, ask(place)));
        }
        let mut times: Vec<Duration> = (0..runs)
            .map(|run| {
                let begun = Instant::now();
                runtime.block_on(answer(&store, ask(run)));
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        let rank = |percent: usize| {
            let place = (times.len() * percent).div_ceil(100).max(1) - 1;
            times[place].as_secs_f64() * 1_000.0
        };
        println!(
            "{name:<44} {:>8.2} {:>8.2} {:>8.2}",
            rank(50),
            rank(95),
            rank(100)
        );
    }
    let Some(log) = log else { return };
    for (name, ask) in cases(&known, &filters, rows) {
        let before = std::fs::metadata(&log).map_or(0, |facts| facts.len());
        runtime.block_on(answer(&store, ask(7)));
        std::thread::sleep(Duration::from_millis(50));
        let text = std::fs::read(&log).unwrap_or_default();
        let from = usize::try_from(before).expect("small").min(text.len());
        println!("\n== {name}");
        let plans = plans(&String::from_utf8_lossy(&text[from..]));
        print!("{plans}");
        // Of a frequent text all rows are counted, and the first of them are met by reading on.
        assert!(
            name.contains("frequent text") || !plans.contains("Seq Scan on submission"),
            "all rows are gone through"
        );
    }
}

/// Of a log, the plans alone.
fn plans(log: &str) -> String {
    let mut plans = String::new();
    for line in log.lines() {
        let is_plan = line.starts_with('\t')
            && !line.contains("Query Text:")
            && (line.contains("cost=") || line.contains("Cond:") || line.contains("Filter:"));
        if is_plan {
            plans.push_str(line);
            plans.push('\n');
        }
    }
    plans
}

/// What can be asked about, as it is in this queue.
struct Known {
    some: Vec<QueueRow>,
    rare: String,
}

async fn known(store: &PgStore, rows: u64) -> Known {
    let mut some = Vec::new();
    for part in 0..20 {
        let query = QueueQuery {
            window: Window {
                anchor: Anchor::At(rows * part / 20),
                rows: 10,
            },
            ..QueueQuery::default()
        };
        some.extend(store.queue(&query).await.expect("read").rows);
    }
    let rare = some
        .iter()
        .filter_map(|row| row.reference.as_ref())
        .map(|reference| reference.raw().to_owned())
        .max_by_key(String::len);
    Known {
        some,
        rare: rare.unwrap_or_else(|| "no such text".to_owned()),
    }
}

/// A page of sixty rows.
fn page(filter: Filter, sort: Sort, anchor: Anchor) -> Question {
    Question::Page(Box::new(QueueQuery {
        filter,
        sort,
        window: Window { anchor, rows: 60 },
    }))
}

fn cases<'a>(known: &'a Known, filters: &'a [(&str, Vec<Filter>)], rows: u64) -> Vec<Case<'a>> {
    let mut cases = orders(known);
    for (name, filters) in filters {
        let pick = |run: u64| pick(filters, run).clone();
        let by_name = Sort {
            column: SortColumn::Worker,
            descending: false,
        };
        let sorts = [("", Sort::default()), (", by name", by_name)];
        for (order, sort) in sorts {
            cases.push((
                format!("page of {name}{order}"),
                Box::new(move |run| page(pick(run), sort, Anchor::First)),
            ));
        }
        cases.push((
            format!("count of {name}"),
            Box::new(move |run| Question::Counts(Box::new(pick(run)))),
        ));
    }
    cases.push((
        "count of everything".to_owned(),
        Box::new(|_| Question::Counts(Box::default())),
    ));
    cases.push((
        "row number n, newest first".to_owned(),
        Box::new(move |run| {
            let place = Anchor::At(rows / 101 * (run % 100));
            page(Filter::default(), Sort::default(), place)
        }),
    ));
    cases.push((
        "place of a row among all".to_owned(),
        Box::new(|run| {
            Question::Place(Box::new(PlaceQuery {
                row: Some(pick(&known.some, run).id),
                ..PlaceQuery::default()
            }))
        }),
    ));
    cases
}

/// Every order, from its ends and in the middle.
fn orders(known: &Known) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for column in SortColumn::ALL {
        let name = column.as_str();
        for (way, descending) in [("descending", true), ("ascending", false)] {
            let sort = Sort { column, descending };
            cases.push((
                format!("first page by {name} {way}"),
                Box::new(move |_| page(Filter::default(), sort, Anchor::First)),
            ));
        }
        let sort = Sort {
            column,
            descending: true,
        };
        cases.push((
            format!("page around a row by {name}"),
            Box::new(move |run| {
                let row = pick(&known.some, run).id;
                page(Filter::default(), sort, Anchor::Around(row))
            }),
        ));
    }
    cases
}

/// Filters with a name, for each of the known rows.
fn filters(known: &Known) -> Vec<(&'static str, Vec<Filter>)> {
    let of_state = |state| of(|filter| filter.states = vec![state]);
    let of_text = |text: String| of(|filter| filter.text = Some(text));
    let each = |make: &dyn Fn(&QueueRow) -> Filter| known.some.iter().map(make).collect();
    vec![
        ("a frequent state", each(&|_| of_state(StateKind::Accepted))),
        ("a rare state", each(&|_| of_state(StateKind::InDoubt))),
        (
            "an employer",
            each(&|row| of(|filter| filter.employer.clone_from(&row.employer))),
        ),
        (
            "an employer and a state",
            each(&|row| Filter {
                employer: row.employer.clone(),
                ..of_state(StateKind::Refused)
            }),
        ),
        (
            "a kind without a state",
            each(&|_| Filter {
                kinds: vec![Kind::Out],
                not: vec![of_state(StateKind::Accepted)],
                ..Filter::default()
            }),
        ),
        ("a worker", each(&|row| of(|filter| filter.ssin = row.ssin))),
        ("a rare text", each(&|_| of_text(known.rare.clone()))),
        (
            "a name",
            each(&|row| {
                let name = row.worker.as_ref();
                of(|filter| filter.text = name.map(|name| name.raw().to_owned()))
            }),
        ),
        ("a frequent text", each(&|_| of_text("man".to_owned()))),
        (
            "a text that is nowhere",
            each(&|_| of_text("xqzjw".to_owned())),
        ),
    ]
}

/// Another one for each run.
fn pick<T>(some: &[T], run: u64) -> &T {
    let place = usize::try_from(run).expect("small") % some.len();
    &some[place]
}

fn of(change: impl FnOnce(&mut Filter)) -> Filter {
    let mut filter = Filter::default();
    change(&mut filter);
    filter
}

async fn answer(store: &PgStore, question: Question) {
    match question {
        Question::Page(query) => drop(store.queue(&query).await.expect("read")),
        Question::Counts(filter) => drop(store.counts(Some(&filter)).await.expect("counted")),
        Question::Place(query) => drop(store.place(&query).await.expect("counted")),
    }
}

fn options(url: &str) -> PgOptions {
    let environment = std::env::var("DIMONITOR_BENCH_ENVIRONMENT");
    shared::options(url, environment.as_deref().unwrap_or("sandbox"), true)
}
