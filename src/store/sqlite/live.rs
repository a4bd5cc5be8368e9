//! Whether a live submission of the same key stands in the way of a new one (I6). Only reads.

use rusqlite::{Connection, OptionalExtension, params};

use super::waiting;
use crate::domain::draft::Kind;
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::store::StoreError;

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
pub(super) fn way(
    connection: &Connection,
    account: i64,
    key: &[u8; 32],
    awaited: Option<SubmissionId>,
) -> Result<Way, StoreError> {
    let mut way = Way::Free;
    for live in of_key(connection, account, key)? {
        match live.withdrawal(connection, awaited)? {
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

/// Those of this key; first the one that nobody allowed beside another: it is named.
fn of_key(connection: &Connection, account: i64, key: &[u8; 32]) -> Result<Vec<Live>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id, state, kind, period_id FROM submission INDEXED BY by_key
             WHERE account_id = ?1 AND business_key = ?2
               AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken'
               AND state <> 'cancelled'
             ORDER BY dup_allowed",
        )?
        .query_map(params![account, key], |row| {
            Ok(Live {
                id: row.get(0)?,
                state: row.get(1)?,
                kind: row.get(2)?,
                period: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?)
}

impl Live {
    /// Why the period that it created is no more when the new one is sent.
    fn withdrawal(
        &self,
        connection: &Connection,
        awaited: Option<SubmissionId>,
    ) -> Result<Option<String>, StoreError> {
        let Some(period) = self.period else {
            return Ok(None);
        };
        if self.kind != Kind::In || !waiting::is_accepted(self.state) {
            return Ok(None);
        }
        let by = cancelled_by(connection, period)?;
        if let Some(by) = by {
            return Ok(Some(format!("period {period} cancelled by {by}")));
        }
        let first = match awaited {
            Some(awaited) => waiting_for_cancel(connection, awaited, period)?,
            None => None,
        };
        Ok(first.map(|first| format!("after {first} cancels period {period}")))
    }
}

fn cancelled_by(
    connection: &Connection,
    period: PeriodId,
) -> Result<Option<SubmissionId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT id FROM submission WHERE period_id = ?1 AND kind = 'cancel'
               AND state IN('accepted', 'accepted_warning') ORDER BY id LIMIT 1",
        )?
        .query_row([period], |row| row.get(0))
        .optional()?)
}

/// The CANCEL of this period that must be accepted first, at whatever place in the turn.
fn waiting_for_cancel(
    connection: &Connection,
    awaited: SubmissionId,
    period: PeriodId,
) -> Result<Option<SubmissionId>, StoreError> {
    Ok(connection
        .prepare_cached(
            "WITH RECURSIVE first(id) AS (
               SELECT ?1 UNION
               SELECT s.waits_for FROM first JOIN submission s ON s.id = first.id WHERE s.waits_for IS NOT NULL)
             SELECT s.id FROM first JOIN submission s ON s.id = first.id
             WHERE s.kind = 'cancel' AND s.period_id = ?2 LIMIT 1",
        )?
        .query_row(params![awaited, period], |row| row.get(0))
        .optional()?)
}
