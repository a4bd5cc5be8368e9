//! Figures about what ended. Only reads, along the index of states by their last change: a final
//! row never changes again, so its last change is its end.

use super::sql::get;
use crate::domain::draft::Kind;
use crate::domain::statistics::{Count, ENDS, Ended, REFUSALS, Statistics, StatisticsQuery};
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;
use crate::store::chosen::life;
use crate::store::postgres::session::Session;
use crate::store::postgres::values::Moment;

/// Rows that are read at a time: a year of them is more than a process should hold.
const ROWS: i64 = 10_000;

/// Reads each submission that ended on these days once, and their codes once more.
pub(in crate::store::postgres) async fn statistics(
    session: &Session,
    query: StatisticsQuery,
) -> Result<Statistics, StoreError> {
    let (from, over) = (Moment(query.stretch.begins()), Moment(query.stretch.over()));
    let mut count = Count::new(query);
    for state in ENDS {
        let mut after: (Moment, i64) = (from, i64::MIN);
        loop {
            let rows = session
                .query(
                    "SELECT updated_at, id, kind, employer_digits, submitted_at, deadline
                     FROM submission
                     WHERE life = $1::bigint AND (updated_at, id) > ($2, $3) AND updated_at < $4
                     ORDER BY updated_at, id LIMIT $5",
                    &[&life(state), &after.0, &after.1, &over, &ROWS],
                )
                .await?;
            for row in &rows {
                let at: Moment = get(row, 0)?;
                let kind: Kind = get(row, 2)?;
                let employer: Option<&str> = get(row, 3)?;
                let taken: Option<Moment> = get(row, 4)?;
                let deadline: Option<Moment> = get(row, 5)?;
                count.add(&Ended {
                    at: at.0,
                    state,
                    kind,
                    employer: employer.unwrap_or_default(),
                    taken: taken.map(|taken| taken.0),
                    deadline: deadline.map(|deadline| deadline.0),
                });
            }
            let Some(last) = rows.last() else { break };
            after = (get(last, 0)?, get(last, 1)?);
        }
    }
    let [answered, at_the_door] = REFUSALS.map(life);
    let codes = session
        .query(
            "SELECT a.code, count(DISTINCT a.submission_id)
             FROM submission s JOIN anomaly a ON a.submission_id = s.id
             WHERE s.life IN($1::bigint, $2::bigint) AND s.updated_at >= $3 AND s.updated_at < $4
             GROUP BY a.code",
            &[&answered, &at_the_door, &from, &over],
        )
        .await?;
    let mut counted: Vec<(Untrusted, u64)> = Vec::with_capacity(codes.len());
    for row in &codes {
        let rows: i64 = get(row, 1)?;
        counted.push((get(row, 0)?, rows.unsigned_abs()));
    }
    Ok(count.done(counted))
}
