//! Figures about what ended.

use crate::domain::problem::Problem;
use crate::domain::statistics::{MOST_PARTS, Statistics, StatisticsQuery};
use crate::domain::text::Text;

use super::{Engine, problem};

impl Engine {
    /// Figures about what ended on some days.
    pub async fn statistics(&self, query: &StatisticsQuery) -> Result<Statistics, Problem> {
        let parts = query.stretch.parts(query.step);
        if parts.last().map(|part| part.last()) != Some(query.stretch.last()) {
            let summary = Text::new("stats-too-long").with("limit", MOST_PARTS);
            return Err(problem::usage(summary));
        }
        let made = self.store().statistics(query).await;
        made.map_err(problem::from_store)
    }
}
