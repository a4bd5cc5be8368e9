//! Counts and the dashboard's figures. Only reads, and only what is kept or indexed.

use jiff::{SignedDuration, Timestamp};

use super::filter::Terms;
use super::sql::{Sql, Value, get};
use super::{listed, tally};
use crate::domain::decision::Decided;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{Counts, Filter, QueueRow};
use crate::domain::untrusted::Untrusted;
use crate::store::chosen::life;
use crate::store::postgres::session::Session;
use crate::store::postgres::values::Moment;
use crate::store::{Figures, StoreError};

/// The dashboard warns of deadlines that are nearer than this.
const SOON: SignedDuration = SignedDuration::from_hours(1);
const MINUTES: i64 = 12;
const VERDICTS: usize = 200;
const LATEST: usize = 20;
const CODES: usize = 10;
/// Nobody reads more late ones off a number.
const MOST_DUE: i64 = 100_000;
const HOUR: i64 = 3_600_000;

/// How many submissions of a filter stand where: kept, or else counted to the end.
pub(in crate::store::postgres) async fn counts(
    session: &Session,
    filter: &Filter,
) -> Result<Counts, StoreError> {
    if *filter == Filter::default() {
        let kept = Sql::new("SELECT state, rows FROM state_count WHERE rows > 0", []);
        return tally::by_state(session, &kept).await;
    }
    if let Some(kept) = tally::counts(session, filter).await? {
        return Ok(kept);
    }
    let all_but = Filter {
        not: filter.not.clone(),
        ..Filter::default()
    };
    if let ([left_out], true) = (filter.not.as_slice(), *filter == all_but) {
        return without(session, left_out).await;
    }
    let Some(terms) = Terms::of(session, filter).await? else {
        return Ok(Counts::default());
    };
    let mut sql = Sql::new("SELECT s.state, count(*) FROM submission s WHERE ", []);
    sql.append(&terms.test(&[]).unwrap_or_else(|| Sql::new("true", [])));
    sql.push(" GROUP BY s.state");
    tally::by_state(session, &sql).await
}

/// All rows without those of a filter: nobody looks at the many to count the few.
async fn without(session: &Session, left_out: &Filter) -> Result<Counts, StoreError> {
    let mut all = Box::pin(counts(session, &Filter::default())).await?;
    let left_out = Box::pin(counts(session, left_out)).await?;
    for (state, rows) in left_out.0 {
        let count = all.0.entry(state).or_default();
        *count = count.saturating_sub(rows);
    }
    all.0.retain(|_, rows| *rows > 0);
    Ok(all)
}

/// What the dashboard shows beside the counts.
pub(in crate::store::postgres) async fn figures(
    session: &Session,
    midnight: Timestamp,
    now: Timestamp,
) -> Result<Figures, StoreError> {
    Ok(Figures {
        refused_codes: refused_codes(session).await?,
        undecided: undecided(session).await?,
        oldest_doubt: oldest_doubt(session).await?,
        due_soon: due_before(session, now + SOON).await?,
        settled_today: settled_since(session, midnight).await?,
        taken_per_minute: taken_per_minute(session, now).await?,
        answer_times_ms: answer_times(session).await?,
        latest: latest(session).await?,
    })
}

async fn refused_codes(session: &Session) -> Result<Vec<(Untrusted, u64)>, StoreError> {
    let sql = format!(
        "SELECT code, rows FROM refused_code WHERE rows > 0 ORDER BY rows DESC, code LIMIT {CODES}"
    );
    let rows = Sql::new(sql, []).rows(session).await?;
    let read = |row| Ok((get(row, 0)?, get::<i64>(row, 1)?.unsigned_abs()));
    rows.iter().map(read).collect()
}

async fn undecided(session: &Session) -> Result<Counts, StoreError> {
    let filter = Filter {
        decided: Some(Decided::NotYet),
        ..Filter::default()
    };
    counts(session, &filter).await
}

async fn oldest_doubt(session: &Session) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT since FROM submission WHERE state = 'in_doubt' ORDER BY since LIMIT 1";
    let since: Vec<Option<Moment>> = Sql::new(sql, []).column(session).await?;
    Ok(since.into_iter().flatten().next().map(|moment| moment.0))
}

/// The states are those of the index `pressing`.
async fn due_before(session: &Session, moment: Timestamp) -> Result<u64, StoreError> {
    let sql = "SELECT count(*) FROM (SELECT 1 FROM submission
         WHERE state IN('queued', 'held', 'sending', 'in_doubt', 'submitted') AND deadline < ?
         ORDER BY deadline LIMIT ?) w";
    let values = [
        Value::Number(moment.as_millisecond()),
        Value::Number(MOST_DUE),
    ];
    Sql::new(sql, values).count(session).await
}

/// A final row never changes again (a decision about it does not count), so its last change is
/// the moment when it was settled. Kept by the hour; only the rest of an hour that has begun is
/// counted.
async fn settled_since(session: &Session, midnight: Timestamp) -> Result<Counts, StoreError> {
    let midnight = midnight.as_millisecond();
    let hour = midnight.div_euclid(HOUR) + i64::from(midnight.rem_euclid(HOUR) > 0);
    let kept = "SELECT state, sum(rows)::bigint FROM settled_tally WHERE hour >= ? GROUP BY state";
    let kept = Sql::new(kept, [Value::Number(hour)]);
    let mut counts = tally::by_state(session, &kept).await?;
    counts.0.retain(|_, rows| *rows > 0);
    if midnight < hour * HOUR {
        let finals = StateKind::ALL.iter().filter(|state| state.is_final());
        let rest = "SELECT state, count(*) FROM submission
             WHERE life = ANY(?) AND updated_at >= ? AND updated_at < ? GROUP BY state";
        let values = [
            Value::Numbers(finals.map(|state| life(*state)).collect()),
            Value::Number(midnight),
            Value::Number(hour * HOUR),
        ];
        let rest = tally::by_state(session, &Sql::new(rest, values)).await?;
        for (state, rows) in rest.0 {
            *counts.0.entry(state).or_default() += rows;
        }
    }
    Ok(counts)
}

async fn taken_per_minute(session: &Session, now: Timestamp) -> Result<Vec<u64>, StoreError> {
    let ago = |minutes| (now - SignedDuration::from_mins(minutes)).as_millisecond();
    // The beginnings of the minutes, oldest first; each ends where the next begins.
    let begins: Vec<i64> = (1..=MINUTES).rev().map(ago).collect();
    let ends: Vec<i64> = (0..MINUTES).rev().map(ago).collect();
    let sql = "SELECT (SELECT count(*) FROM submission WHERE submitted_at > begins AND submitted_at <= ends)
         FROM unnest(?, ?) WITH ORDINALITY AS minute(begins, ends, place) ORDER BY place";
    let counts: Vec<i64> = Sql::new(sql, [Value::Numbers(begins), Value::Numbers(ends)])
        .column(session)
        .await?;
    Ok(counts.into_iter().map(i64::unsigned_abs).collect())
}

/// Median and 95th percentile by nearest rank.
async fn answer_times(session: &Session) -> Result<Option<(u64, u64)>, StoreError> {
    // The ends of three parts of an index, which the newest of all are among.
    let verdicts = [
        StateKind::Accepted,
        StateKind::AcceptedWarning,
        StateKind::Refused,
    ];
    let ends = verdicts.map(|state| {
        format!(
            "(SELECT updated_at, submitted_at, id FROM submission WHERE life = {}
              ORDER BY updated_at DESC, id DESC LIMIT {VERDICTS})",
            life(state)
        )
    });
    let sql = format!(
        "SELECT updated_at - submitted_at FROM ({}) w ORDER BY updated_at DESC, id DESC LIMIT {VERDICTS}",
        ends.join(" UNION ALL ")
    );
    let times: Vec<i64> = Sql::new(sql, []).column(session).await?;
    let mut times: Vec<u64> = times
        .into_iter()
        .map(|time| u64::try_from(time).unwrap_or_default())
        .collect();
    times.sort_unstable();
    let rank = |percent: usize| {
        let place = (times.len() * percent).div_ceil(100);
        times.get(place.checked_sub(1)?).copied()
    };
    Ok(rank(50).zip(rank(95)))
}

async fn latest(session: &Session) -> Result<Vec<QueueRow>, StoreError> {
    let sql = format!("SELECT id FROM submission ORDER BY updated_at DESC, id DESC LIMIT {LATEST}");
    let ids: Vec<SubmissionId> = Sql::new(sql, []).column(session).await?;
    listed::of_ids(session, &ids).await
}
