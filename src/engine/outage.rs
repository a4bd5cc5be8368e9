//! The outage journal: every try that the service failed, a page at a time (dimona.md 8.3).

use crate::domain::problem::Problem;
use crate::domain::report::{FailedTry, TriesQuery};

use super::{Engine, problem};

impl Engine {
    /// Tries that got no answer, or the answer that the service fails or is too busy; oldest
    /// first. A token that could not be had belongs to no declaration and is not among them.
    pub async fn failed_tries(&self, query: &TriesQuery) -> Result<Vec<FailedTry>, Problem> {
        self.store()
            .failed_tries(query)
            .await
            .map_err(problem::from_store)
    }
}
