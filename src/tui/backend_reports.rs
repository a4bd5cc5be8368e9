//! The part of the seam to the engine that brings reports and writes them to files.

use async_trait::async_trait;

use crate::domain::many::ManyProgress;
use crate::domain::problem::Problem;
use crate::domain::reconcile::Report;
use crate::domain::report::Filter;
use crate::domain::statistics::{Statistics, StatisticsQuery};
use crate::domain::table::Table;

/// What the console needs for its reports.
#[async_trait]
pub trait Reports {
    /// Figures about what ended.
    async fn statistics(&self, query: StatisticsQuery) -> Result<Statistics, Problem>;
    /// Compares the list at this path, as typed, or the rows of a filter without one, with what
    /// we declared and what the NSSO has.
    async fn reconcile(&self, path: Option<String>, filter: Filter) -> Result<Report, Problem>;
    /// How far a comparison is.
    fn reconcile_progress(&self) -> ManyProgress;
    /// Stops a comparison soon.
    fn reconcile_stop(&self);
    /// Writes a table as CSV to a new file at this path, as typed.
    async fn write_table(&self, path: &str, table: Table) -> Result<(), Problem>;
}
