//! Reports of the console: made by the engine, written to files.

use async_trait::async_trait;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::table::Table;
use crate::domain::text::Text;
use crate::tui::Reports;
use crate::{export, paths};

use super::EngineBackend;

#[async_trait]
impl Reports for EngineBackend {
    async fn statistics(&self, query: StatisticsQuery) -> Result<Statistics, Problem> {
        self.engine.statistics(&query).await
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
