//! Counts and the dashboard's figures. Only reads, and only what is kept or indexed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use super::idset::IdSet;
use super::order::Order;
use super::plan::{self, Plan};
use super::values::Moment;
use super::{filter, rows, tally};
use crate::domain::decision::Decided;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Counts, Filter, QueueRow, Sort};
use crate::domain::untrusted::Untrusted;
use crate::store::{Figures, StoreError};

/// The dashboard warns of deadlines that are nearer than this.
const SOON: SignedDuration = SignedDuration::from_hours(1);
const MINUTES: i64 = 12;
const VERDICTS: usize = 200;
const LATEST: usize = 20;
const CODES: usize = 10;
/// So many rows are read sooner than all numbers of an index.
const FEW: u64 = 20_000;
/// Nobody reads more late ones off a number.
const MOST_DUE: i64 = 100_000;
const HOUR: i64 = 3_600_000;

/// How many submissions of a filter stand where: kept, or else counted to the end.
pub(super) fn counts(connection: &Connection, filter: &Filter) -> Result<Counts, StoreError> {
    if *filter == Filter::default() {
        return counted(
            connection,
            "SELECT state, rows FROM state_count WHERE rows > 0",
            [],
        );
    }
    if let Some(kept) = tally::counts(connection, filter)? {
        return Ok(kept);
    }
    let order = Order::of(Sort::default());
    match Plan::of(connection, filter, order, plan::PAGE)? {
        Some(plan) => by_state(connection, &plan.numbers()?),
        None => Ok(Counts::default()),
    }
}

/// Where the submissions of these numbers stand: few are read, many met in the index.
fn by_state(connection: &Connection, chosen: &IdSet) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    if chosen.len() <= FEW {
        let mut statement =
            connection.prepare_cached("SELECT state FROM submission WHERE id = ?1")?;
        for id in chosen.iter() {
            let state = statement.query_row([id], |row| row.get(0))?;
            *counts.0.entry(state).or_default() += 1;
        }
        return Ok(counts);
    }
    let mut statement = connection
        .prepare_cached("SELECT id FROM submission INDEXED BY by_life WHERE life = ?1")?;
    for state in StateKind::ALL {
        let mut rows = statement.query([filter::life(*state)])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            count += u64::from(chosen.contains(row.get(0)?));
        }
        if count > 0 {
            counts.0.insert(*state, count);
        }
    }
    Ok(counts)
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
            "SELECT count(*) FROM (SELECT 1 FROM submission INDEXED BY pressing
             WHERE (state = 'submitted' OR state = 'queued' OR state = 'held' OR state = 'sending' OR state = 'in_doubt')
               AND deadline < ?1 LIMIT ?2)",
        )?
        .query_row(params![Moment(moment), MOST_DUE], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

/// A final row never changes again (a decision about it does not count), so its last change is
/// the moment when it was settled. Kept by the hour; only the rest of an hour that has begun is
/// counted.
fn settled_since(connection: &Connection, midnight: Timestamp) -> Result<Counts, StoreError> {
    let midnight = midnight.as_millisecond();
    let hour = midnight.div_euclid(HOUR) + i64::from(midnight.rem_euclid(HOUR) > 0);
    let mut counts = counted(
        connection,
        "SELECT state, sum(rows) FROM settled_tally WHERE hour >= ?1 GROUP BY state",
        [hour],
    )?;
    if midnight < hour * HOUR {
        let mut rest = connection.prepare_cached(
            "SELECT count(*) FROM submission INDEXED BY by_life_updated
             WHERE life = ?1 AND updated_at >= ?2 AND updated_at < ?3",
        )?;
        for state in StateKind::ALL.iter().filter(|state| state.is_final()) {
            let values = params![filter::life(*state), midnight, hour * HOUR];
            let rows: i64 = rest.query_row(values, |row| row.get(0))?;
            if rows > 0 {
                *counts.0.entry(*state).or_default() += rows.unsigned_abs();
            }
        }
    }
    Ok(counts)
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
    // The ends of three parts of an index, which the newest of all are among.
    let ends: Vec<String> = [StateKind::Accepted, StateKind::AcceptedWarning, StateKind::Refused]
        .map(filter::life)
        .iter()
        .map(|life| {
            format!(
                "SELECT * FROM (SELECT updated_at, submitted_at FROM submission INDEXED BY by_life_updated
                 WHERE life = {life} ORDER BY updated_at DESC LIMIT {VERDICTS})"
            )
        })
        .collect();
    let mut times: Vec<u64> = connection
        .prepare_cached(&format!(
            "SELECT updated_at - submitted_at FROM ({}) ORDER BY updated_at DESC LIMIT {VERDICTS}",
            ends.join(" UNION ALL ")
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
    let ids: Vec<SubmissionId> = connection
        .prepare_cached(&format!(
            "SELECT id FROM submission INDEXED BY by_updated ORDER BY updated_at DESC, id DESC LIMIT {LATEST}"
        ))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    rows::of_ids(connection, &ids)
}
