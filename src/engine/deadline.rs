//! Until when a declaration is in time, with what our own queue knows of its period.

use jiff::Timestamp;

use crate::domain::deadline::{Before, deadline, deadline_knowing};
use crate::domain::declaration::Declaration;
use crate::domain::ids::PeriodId;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::rsz::wire;

use super::{Engine, problem};

impl Engine {
    /// Until when a declaration is in time, as far as it tells by itself.
    pub(super) fn deadline(&self, declaration: &Declaration) -> Option<Timestamp> {
        deadline(declaration, &self.inner.rules).map(|limit| limit.at)
    }

    /// Until when a declaration about a period is in time, if that can be told.
    pub(super) async fn deadline_knowing(
        &self,
        declaration: &Declaration,
        period: PeriodId,
    ) -> Result<Option<Timestamp>, Problem> {
        let before = self.before(period).await?;
        let limit = deadline_knowing(declaration, &before, &self.inner.rules);
        Ok(limit.map(|limit| limit.at))
    }

    /// A period as the last declaration of ours about it left it: only an accepted one tells.
    async fn before(&self, period: PeriodId) -> Result<Before, Problem> {
        let store = self.store();
        let row = store.by_period(period).await;
        let accepted = [StateKind::Accepted, StateKind::AcceptedWarning];
        let Some(row) = row
            .map_err(problem::from_store)?
            .filter(|row| accepted.contains(&row.state))
        else {
            return Ok(Before::default());
        };
        let submission = store.submission(row.id).await;
        let payload = submission
            .map_err(problem::from_store)?
            .and_then(|submission| submission.payload);
        Ok(Before {
            start: row.start,
            end: row.end,
            hours: payload.map_or_else(Default::default, |payload| wire::hours(&payload)),
        })
    }
}
