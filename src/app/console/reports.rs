//! Reports of the console: made by the engine, written to files.

use std::path::Path;

use async_trait::async_trait;

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
use crate::engine::{Engine, Reconciling, Which};
use crate::input as rows;
use crate::tui::Reports;
use crate::{export, paths};

use super::EngineBackend;

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
        let (_turn, run) = self.comparing.begin().await;
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
        self.comparing.progress()
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
