//! Counts and the dashboard's figures. Only reads, and only what is kept or indexed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params, params_from_iter};

use super::filter::Condition;
use super::rows::{listed, listing};
use super::values::Moment;
use crate::domain::decision::Decided;
use crate::domain::report::{Counts, Filter, QueueRow};
use crate::domain::untrusted::Untrusted;
use crate::store::{Figures, StoreError};

/// The dashboard warns of deadlines that are nearer than this.
const SOON: SignedDuration = SignedDuration::from_hours(1);
const MINUTES: i64 = 12;
const VERDICTS: usize = 200;
const LATEST: usize = 20;
const CODES: usize = 10;

/// How many submissions of a filter stand where; kept counts answer when it names only
/// states, with or without a decision that is still to be made.
pub(super) fn counts(connection: &Connection, filter: &Filter) -> Result<Counts, StoreError> {
    let kept_for = |decided| Filter {
        states: filter.states.clone(),
        decided,
        ..Filter::default()
    };
    let table = if *filter == kept_for(None) {
        "state_count"
    } else if *filter == kept_for(Some(Decided::NotYet)) {
        "undecided_count"
    } else {
        let condition = Condition::of(filter);
        let sql = format!(
            "SELECT s.state, count(*) FROM submission s WHERE {} GROUP BY s.state",
            condition.sql()
        );
        return counted(connection, &sql, params_from_iter(condition.values()));
    };
    let sql = format!("SELECT state, rows FROM {table} WHERE rows > 0");
    let mut kept = counted(connection, &sql, [])?;
    if !filter.states.is_empty() {
        kept.0.retain(|state, _| filter.states.contains(state));
    }
    Ok(kept)
}

fn counted(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Counts, StoreError> {
    let mut counts = BTreeMap::new();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let rows: i64 = row.get(1)?;
        counts.insert(row.get(0)?, rows.unsigned_abs());
    }
    Ok(Counts(counts))
}

/// What the dashboard shows beside the counts.
pub(super) fn figures(
    connection: &Connection,
    midnight: Timestamp,
    now: Timestamp,
) -> Result<Figures, StoreError> {
    Ok(Figures {
        refused_codes: refused_codes(connection)?,
        undecided: undecided(connection)?,
        oldest_doubt: oldest_doubt(connection)?,
        due_soon: due_before(connection, now + SOON)?,
        settled_today: settled_since(connection, midnight)?,
        taken_per_minute: taken_per_minute(connection, now)?,
        answer_times_ms: answer_times(connection)?,
        latest: latest(connection)?,
    })
}

fn refused_codes(connection: &Connection) -> Result<Vec<(Untrusted, u64)>, StoreError> {
    let codes = connection
        .prepare_cached(&format!(
            "SELECT code, rows FROM refused_code WHERE rows > 0 ORDER BY rows DESC, code LIMIT {CODES}"
        ))?
        .query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(codes)
}

fn undecided(connection: &Connection) -> Result<Counts, StoreError> {
    let filter = Filter {
        decided: Some(Decided::NotYet),
        ..Filter::default()
    };
    counts(connection, &filter)
}

fn oldest_doubt(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let since: Option<Moment> = connection
        .prepare_cached("SELECT min(since) FROM submission WHERE state = 'in_doubt'")?
        .query_row([], |row| row.get(0))?;
    Ok(since.map(|moment| moment.0))
}

/// The states are those of the index `pressing`.
fn due_before(connection: &Connection, moment: Timestamp) -> Result<u64, StoreError> {
    let rows: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM submission
             WHERE state IN('queued', 'held', 'sending', 'in_doubt', 'submitted') AND deadline < ?1",
        )?
        .query_row([Moment(moment)], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

/// A final row never changes again (a decision about it does not count), so its last change is
/// the moment when it was settled.
/// The final states are the last six of a life.
fn settled_since(connection: &Connection, midnight: Timestamp) -> Result<Counts, StoreError> {
    counted(
        connection,
        "SELECT state, count(*) FROM submission WHERE life IN(7, 8, 9, 10, 11, 12) AND updated_at >= ?1 GROUP BY state",
        params![Moment(midnight)],
    )
}

fn taken_per_minute(connection: &Connection, now: Timestamp) -> Result<Vec<u64>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM submission WHERE submitted_at > ?1 AND submitted_at <= ?2",
    )?;
    let ago = |minutes| Moment(now - SignedDuration::from_mins(minutes));
    (0..MINUTES)
        .rev()
        .map(|minute| {
            let count: i64 =
                statement.query_row(params![ago(minute + 1), ago(minute)], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
        .collect()
}

/// Median and 95th percentile by nearest rank.
fn answer_times(connection: &Connection) -> Result<Option<(u64, u64)>, StoreError> {
    let mut times: Vec<u64> = connection
        .prepare_cached(&format!(
            "SELECT updated_at - submitted_at FROM submission
             WHERE state IN('accepted', 'accepted_warning', 'refused') ORDER BY updated_at DESC LIMIT {VERDICTS}"
        ))?
        .query_map([], |row| {
            Ok(u64::try_from(row.get::<_, i64>(0)?).unwrap_or_default())
        })?
        .collect::<rusqlite::Result<_>>()?;
    times.sort_unstable();
    let rank = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100);
        times.get(place.checked_sub(1)?).copied()
    };
    Ok(rank(50).zip(rank(95)))
}

fn latest(connection: &Connection) -> Result<Vec<QueueRow>, StoreError> {
    let rows = connection
        .prepare_cached(&listing(&format!(
            "ORDER BY s.updated_at DESC, s.id DESC LIMIT {LATEST}"
        )))?
        .query_map([], listed)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
