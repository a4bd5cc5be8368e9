//! Whether a live submission of the same key stands in the way of a new one (I6). Only reads.

use super::session::Session;
use crate::domain::draft::Kind;
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::store::StoreError;
use crate::store::sqlite::waiting::is_accepted;

/// What a new submission of this key meets.
pub(super) enum Way {
    /// Nothing of the same key is live.
    Free,
    /// What is live created a period that is withdrawn, or will be first: so says the journal.
    Withdrawn(String),
    /// This one is live.
    Blocked(SubmissionId, StateKind),
}

/// Looks whether a new submission may go beside what is live, when it waits for this one.
pub(super) async fn way(
    session: &Session,
    account: i64,
    key: &[u8; 32],
    awaited: Option<SubmissionId>,
) -> Result<Way, StoreError> {
    // The two halves are the two indexes that hold them.
    let rows = session
        .query(
            "SELECT id, state, kind, period_id FROM submission
             WHERE account_id = $1 AND business_key = $2 AND NOT dup_allowed
               AND state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')
             UNION ALL
             SELECT id, state, kind, period_id FROM submission
             WHERE account_id = $1 AND business_key = $2 AND dup_allowed
               AND state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled')",
            &[&account, &key.as_slice()],
        )
        .await?;
    let mut way = Way::Free;
    for row in rows {
        let live = Live {
            id: row.try_get(0)?,
            state: row.try_get(1)?,
            kind: row.try_get(2)?,
            period: row.try_get(3)?,
        };
        match live.withdrawal(session, awaited).await? {
            Some(reason) => way = Way::Withdrawn(reason),
            None => return Ok(Way::Blocked(live.id, live.state)),
        }
    }
    Ok(way)
}

struct Live {
    id: SubmissionId,
    state: StateKind,
    kind: Kind,
    period: Option<PeriodId>,
}

impl Live {
    /// Why the period that it created is no more when the new one is sent.
    async fn withdrawal(
        &self,
        session: &Session,
        awaited: Option<SubmissionId>,
    ) -> Result<Option<String>, StoreError> {
        let Some(period) = self.period else {
            return Ok(None);
        };
        if self.kind != Kind::In || !is_accepted(self.state) {
            return Ok(None);
        }
        if let Some(by) = cancelled_by(session, period).await? {
            return Ok(Some(format!("period {period} cancelled by {by}")));
        }
        let first = match awaited {
            Some(awaited) => waiting_for_cancel(session, awaited, period).await?,
            None => None,
        };
        Ok(first.map(|first| format!("after {first} cancels period {period}")))
    }
}

async fn cancelled_by(
    session: &Session,
    period: PeriodId,
) -> Result<Option<SubmissionId>, StoreError> {
    let row = session
        .query_opt(
            "SELECT id FROM submission WHERE period_id = $1 AND kind = 'cancel'
               AND state IN('accepted', 'accepted_warning') ORDER BY id LIMIT 1",
            &[&period],
        )
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// The CANCEL of this period that must be accepted first, at whatever place in the turn.
async fn waiting_for_cancel(
    session: &Session,
    awaited: SubmissionId,
    period: PeriodId,
) -> Result<Option<SubmissionId>, StoreError> {
    let row = session
        .query_opt(
            "WITH RECURSIVE first(id) AS (
               SELECT $1::bigint UNION
               SELECT s.waits_for FROM first JOIN submission s ON s.id = first.id WHERE s.waits_for IS NOT NULL)
             SELECT s.id FROM first JOIN submission s ON s.id = first.id
             WHERE s.kind = 'cancel' AND s.period_id = $2 LIMIT 1",
            &[&awaited, &period],
        )
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}
