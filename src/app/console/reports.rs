//! Reports of the console: made by the engine, written to files.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::app::input;
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::many::ManyProgress;
use crate::domain::plan::{self, Wish};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::reconcile::Report;
use crate::domain::report::Filter;
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::table::Table;
use crate::domain::text::Text;
use crate::engine::{Engine, Reconciling, Run, Which};
use crate::input as rows;
use crate::tui::Reports;
use crate::{export, paths};

use super::EngineBackend;

/// How far a comparison is, and what stops it; one at a time, the next one after it.
#[derive(Default)]
pub(super) struct Comparing {
    progress: Arc<watch::Sender<ManyProgress>>,
    stop: Mutex<CancellationToken>,
    one: tokio::sync::Mutex<()>,
}

impl Comparing {
    /// What stops the comparison that begins now, and none before it.
    fn run(&self) -> Run {
        let stop = CancellationToken::new();
        *self.stop.lock().unwrap_or_else(PoisonError::into_inner) = stop.clone();
        let progress = Arc::clone(&self.progress);
        progress.send_replace(ManyProgress::default());
        Run {
            told: Arc::new(move |told| {
                progress.send_replace(told);
            }),
            stop,
        }
    }

    fn stop(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
        stop.cancel();
    }
}

/// The employments of a file, or the first thing that is wrong with it.
fn wishes(engine: &Engine, path: &Path, today: jiff::civil::Date) -> Result<Vec<Wish>, Problem> {
    let wrong = |row: usize, text: Text| {
        let summary = Text::new("reconcile-row")
            .with("row", row)
            .with("why", text);
        Problem::new(ProblemClass::Usage, summary).hint(Text::new("plan-not-searched"))
    };
    let bytes = input::read(path)?;
    let read = rows::read(&bytes, None);
    let read = read.map_err(|error| Problem::new(ProblemClass::Usage, error.sentence()))?;
    let mut list = Vec::with_capacity(read.len());
    for row in read {
        let draft = row
            .draft
            .map_err(|error| wrong(row.row, error.sentence()))?;
        list.push(plan::Row {
            row: row.row,
            draft,
        });
    }
    plan::wishes(&list, engine.rules(), today).map_err(|flaws| match flaws.into_iter().next() {
        Some(flaw) => wrong(flaw.row, flaw.finding.text),
        None => Problem::new(ProblemClass::Usage, Text::new("plan-not-searched")),
    })
}

#[async_trait]
impl Reports for EngineBackend {
    async fn statistics(&self, query: StatisticsQuery) -> Result<Statistics, Problem> {
        self.engine.statistics(&query).await
    }

    async fn reconcile(&self, path: Option<String>, filter: Filter) -> Result<Report, Problem> {
        self.comparing.stop();
        let _one = self.comparing.one.lock().await;
        let run = self.comparing.run();
        let today = belgium::today(self.engine.clock().now());
        let list = match path {
            Some(path) => Some(wishes(&self.engine, &paths::expanded(&path), today)?),
            None => None,
        };
        let order = Reconciling {
            which: list.as_deref().map_or(Which::Rows(&filter), Which::List),
            since: None,
            until: None,
            today,
            account: None,
        };
        self.engine.reconcile(&order, &run).await
    }

    fn reconcile_progress(&self) -> ManyProgress {
        *self.comparing.progress.borrow()
    }

    fn reconcile_stop(&self) {
        self.comparing.stop();
    }

    async fn write_table(&self, path: &str, table: Table) -> Result<(), Problem> {
        let path = paths::expanded(path);
        let writing = tokio::task::spawn_blocking(move || export::table_to_file(&path, &table));
        writing.await.unwrap_or_else(|_| {
            Err(Problem::new(
                ProblemClass::Store,
                Text::new("tui-task-failed"),
            ))
        })
    }
}
