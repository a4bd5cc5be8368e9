//! The retention rules, applied once a day by a service that is configured to.

use std::time::Duration;

use tokio::task::JoinHandle;

use crate::domain::clock::Clock as _;
use crate::domain::problem::Problem;
use crate::domain::upkeep::{Keeping, Purged};
use crate::engine::{EngineClock, from_store};
use crate::store::{Purge, Site};

use super::{Setup, person, shared};

/// A service that has just begun has other things to do.
const FIRST: Duration = Duration::from_mins(5);

/// Between two times.
const DAY: Duration = Duration::from_hours(24);

/// The daily round; ends when it is dropped.
pub(super) struct Daily(Option<JoinHandle<()>>);

impl Drop for Daily {
    fn drop(&mut self) {
        if let Some(round) = &self.0 {
            round.abort();
        }
    }
}

/// Begins the daily round, when it is configured.
pub(super) fn daily(setup: &Setup) -> Result<Daily, Problem> {
    if !setup.config.retention.automatic || setup.global.read_only {
        return Ok(Daily(None));
    }
    let round = Round {
        site: shared::site(setup)?,
        keeping: setup.config.retention.keeping(),
        actor: person::acting(&setup.config),
    };
    Ok(Daily(Some(tokio::spawn(round.go_on()))))
}

#[derive(Clone)]
struct Round {
    site: Site,
    keeping: Keeping,
    actor: String,
}

impl Round {
    async fn go_on(self) {
        tokio::time::sleep(FIRST).await;
        loop {
            let round = self.clone();
            match tokio::task::spawn_blocking(move || round.once()).await {
                Ok(Ok(Some(purged))) => tracing::info!(
                    submissions = purged.submissions,
                    messages = purged.messages,
                    drafts = purged.drafts,
                    "the retention rules were applied"
                ),
                Ok(Ok(None)) => {}
                Ok(Err(problem)) => {
                    tracing::error!(
                        key = problem.summary.key,
                        "the retention rules were not applied"
                    );
                }
                Err(error) => tracing::error!(%error, "the retention rules were not applied"),
            }
            tokio::time::sleep(DAY).await;
        }
    }

    fn once(&self) -> Result<Option<Purged>, Problem> {
        let purge = purge_by(self.keeping, self.actor.clone());
        self.site.purge_daily(&purge).map_err(from_store)
    }
}

/// A purge by the rules of the configuration.
pub(super) fn purge_by(keeping: Keeping, actor: String) -> Purge {
    let now = EngineClock::system().now();
    Purge {
        before: keeping.before(now),
        told: format!(
            "days={} results_years={} drafts_months={}",
            keeping.message_days, keeping.result_years, keeping.draft_months
        ),
        actor,
        now,
    }
}
