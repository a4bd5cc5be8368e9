//! What a form offers to choose from: the periods of a worker as our own accepted declarations
//! left them, and the employers of our submissions. Only reads.

use rusqlite::{Connection, Row};

use crate::domain::draft::Draft;
use crate::domain::ids::{PeriodId, Ssin};
use crate::domain::validate::{KnownPeriod, Period};
use crate::store::StoreError;

const DECLARED: &str = "SELECT s.kind, s.period_id, s.employer, b.draft, b.payload
    FROM submission s JOIN body b ON b.submission_id = s.id
    WHERE s.state IN('accepted', 'accepted_warning')";

/// The periods that our accepted INs of this worker created, in that order.
pub(super) fn own(connection: &Connection, ssin: Ssin) -> Result<Vec<Period>, StoreError> {
    let mut created = connection.prepare_cached(&format!(
        "{DECLARED} AND s.ssin = ?1 AND s.kind = 'in' AND s.period_id IS NOT NULL ORDER BY s.id"
    ))?;
    let mut changes = connection.prepare_cached(&format!(
        "{DECLARED} AND s.period_id = ?1 AND s.kind <> 'in' ORDER BY s.submitted_at, s.id"
    ))?;
    let mut periods = Vec::new();
    for declared in created.query_map([ssin], read)? {
        let Declared {
            period: id,
            employer,
            draft,
        } = declared?;
        let Some(mut known) = draft.as_ref().and_then(KnownPeriod::created_by) else {
            continue;
        };
        known.ssin = Some(ssin);
        known.employer = known
            .employer
            .or_else(|| employer.and_then(|number| number.parse().ok()));
        for change in changes.query_map([id], read)? {
            if let Some(draft) = &change?.draft {
                known.change_by(draft);
            }
        }
        periods.push(Period { id, known });
    }
    Ok(periods)
}

struct Declared {
    period: PeriodId,
    employer: Option<String>,
    draft: Option<Draft>,
}

/// Rows of before have no draft, only the message.
fn read(row: &Row<'_>) -> rusqlite::Result<Declared> {
    let draft: Option<String> = row.get("draft")?;
    let payload: Option<String> = row.get("payload")?;
    let kept = draft.and_then(|document| Draft::from_document(&document));
    let sent = || payload.and_then(|message| Draft::from_message(&message));
    Ok(Declared {
        period: row.get("period_id")?,
        employer: row.get("employer")?,
        draft: kept.or_else(sent),
    })
}

/// The employers of our submissions, each once, the latest used first. Walks from one number to
/// the next in its index, however many submissions each has.
pub(super) fn employers(connection: &Connection, limit: usize) -> Result<Vec<String>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let employers = connection
        .prepare_cached(
            "WITH RECURSIVE known(employer) AS (
               SELECT min(employer) FROM submission
               UNION ALL
               SELECT (SELECT min(s.employer) FROM submission s WHERE s.employer > known.employer)
               FROM known WHERE known.employer IS NOT NULL)
             SELECT employer FROM known WHERE employer IS NOT NULL
             ORDER BY (SELECT max(s.id) FROM submission s WHERE s.employer = known.employer) DESC
             LIMIT ?1",
        )?
        .query_map([limit], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(employers)
}
