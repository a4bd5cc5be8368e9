//! What the worker does for the store beside its work: once a day, a copy of it.

use std::time::Duration;

use super::{Engine, problem};

/// A worker that has just begun has other things to do.
const FIRST: Duration = Duration::from_mins(1);

/// Between two looks whether it is another day.
const BETWEEN: Duration = Duration::from_hours(1);

impl Engine {
    /// Looks after the store for as long as this process is the worker. Never ends.
    pub(super) async fn look_after_store(&self) -> std::convert::Infallible {
        tokio::time::sleep(FIRST).await;
        loop {
            match self.store().keep_up(self.now()).await {
                Ok(true) => tracing::info!("the store was copied for the day"),
                Ok(false) => {}
                Err(error) => {
                    let problem = problem::from_store(error);
                    tracing::error!(key = problem.summary.key, "the store was not copied");
                }
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }
}
