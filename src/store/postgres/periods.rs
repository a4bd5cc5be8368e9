//! The periods of a worker as our own accepted declarations left them. Only reads.

use tokio_postgres::Row;

use super::session::Session;
use crate::domain::draft::Draft;
use crate::domain::ids::{PeriodId, Ssin};
use crate::domain::validate::{KnownPeriod, Period};
use crate::store::StoreError;

/// The periods that our accepted INs of this worker created, in that order.
pub(super) async fn own(session: &Session, ssin: Ssin) -> Result<Vec<Period>, StoreError> {
    let created = session
        .query(
            "SELECT s.period_id, s.employer, b.draft, b.payload
             FROM submission s JOIN body b ON b.submission_id = s.id
             WHERE s.state IN('accepted', 'accepted_warning')
               AND s.ssin = $1 AND s.kind = 'in' AND s.period_id IS NOT NULL ORDER BY s.id",
            &[&ssin],
        )
        .await?;
    let mut periods = Vec::new();
    for row in created {
        let Declared {
            period: id,
            employer,
            draft,
        } = read(&row)?;
        let Some(mut known) = draft.as_ref().and_then(KnownPeriod::created_by) else {
            continue;
        };
        known.ssin = Some(ssin);
        known.employer = known
            .employer
            .or_else(|| employer.and_then(|number| number.parse().ok()));
        let changes = session
            .query(
                "SELECT s.period_id, s.employer, b.draft, b.payload
                 FROM submission s JOIN body b ON b.submission_id = s.id
                 WHERE s.state IN('accepted', 'accepted_warning')
                   AND s.period_id = $1 AND s.kind <> 'in' ORDER BY s.submitted_at, s.id",
                &[&id],
            )
            .await?;
        for change in changes {
            if let Some(draft) = &read(&change)?.draft {
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
fn read(row: &Row) -> Result<Declared, StoreError> {
    let draft: Option<String> = row.try_get(2)?;
    let payload: Option<String> = row.try_get(3)?;
    let kept = draft.and_then(|document| Draft::from_document(&document));
    let sent = || payload.and_then(|message| Draft::from_message(&message));
    Ok(Declared {
        period: row.try_get(0)?,
        employer: row.try_get(1)?,
        draft: kept.or_else(sent),
    })
}
