//! The part of the seam to the engine that brings reports and writes them to files.

use async_trait::async_trait;

use crate::domain::problem::Problem;
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::table::Table;

/// What the console needs for its reports.
#[async_trait]
pub trait Reports {
    /// Figures about what ended.
    async fn statistics(&self, query: StatisticsQuery) -> Result<Statistics, Problem>;
    /// Writes a table as CSV to a new file at this path, as typed.
    async fn write_table(&self, path: &str, table: Table) -> Result<(), Problem>;
}
