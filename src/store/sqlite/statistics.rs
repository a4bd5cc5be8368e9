//! Figures about what ended. Only reads, along the index of states by their last change: a final
//! row never changes again, so its last change is its end.

use rusqlite::{Connection, params};

use super::filter;
use super::values::Moment;
use crate::domain::draft::Kind;
use crate::domain::statistics::{Count, ENDS, Ended, REFUSALS, Statistics, StatisticsQuery};
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

/// Reads each submission that ended on these days once, and their codes once more.
pub(super) fn statistics(
    connection: &Connection,
    query: StatisticsQuery,
) -> Result<Statistics, StoreError> {
    let (from, over) = (Moment(query.stretch.begins()), Moment(query.stretch.over()));
    let mut count = Count::new(query);
    let mut ended = connection.prepare_cached(
        "SELECT updated_at, kind_order, employer_digits, submitted_at, deadline
         FROM submission INDEXED BY by_life_updated
         WHERE life = ?1 AND updated_at >= ?2 AND updated_at < ?3",
    )?;
    for state in ENDS {
        let mut rows = ended.query(params![filter::life(state), from, over])?;
        while let Some(row) = rows.next()? {
            let at: Moment = row.get(0)?;
            let kind: u8 = row.get(1)?;
            let taken: Option<Moment> = row.get(3)?;
            let deadline: Option<Moment> = row.get(4)?;
            count.add(&Ended {
                at: at.0,
                state,
                kind: Kind::ALL
                    .get(usize::from(kind))
                    .copied()
                    .unwrap_or(Kind::Cancel),
                // Text or nothing, as the table has it.
                employer: row.get_ref(2)?.as_str().unwrap_or_default(),
                taken: taken.map(|taken| taken.0),
                deadline: deadline.map(|deadline| deadline.0),
            });
        }
    }
    let mut codes = connection.prepare_cached(
        "SELECT a.code, count(DISTINCT a.submission_id)
         FROM submission s INDEXED BY by_life_updated JOIN anomaly a ON a.submission_id = s.id
         WHERE (s.life = ?1 OR s.life = ?2) AND s.updated_at >= ?3 AND s.updated_at < ?4
         GROUP BY a.code",
    )?;
    let [answered, at_the_door] = REFUSALS.map(filter::life);
    let codes = codes
        .query_map(params![answered, at_the_door, from, over], |row| {
            let rows: i64 = row.get(1)?;
            Ok((row.get::<_, Untrusted>(0)?, rows.unsigned_abs()))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(count.done(codes))
}
