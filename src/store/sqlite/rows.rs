//! Reading submissions: as the worker needs them, as a list shows them, with their history.

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::columns::Columns;
use super::values::{Day, Moment};
use super::{chain, exchange, failure, journal};
use crate::domain::answer::Anomaly;
use crate::domain::draft::Draft;
use crate::domain::ids::{DeclarationId, PeriodId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{QueueRow, Timeline};
use crate::domain::untrusted::Untrusted;
use crate::store::{StoreError, Submission};

/// The columns of a row of a list, in the order in which [`listed`] reads them.
const LISTED: &str = "s.id, s.reference, s.state, s.doubt, s.kind, s.worker_type, s.employer, s.worker_name, s.ssin,
    s.start_date, s.end_date, s.deadline, a.name, s.decl_id, s.period_id, s.supersedes,
    (SELECT n.id FROM submission n WHERE n.supersedes = s.id), s.waits_for, s.decision, s.attempts, s.polls,
    s.look_ups, s.next_at, s.created_at, s.updated_at, s.submitted_at
    FROM submission s CROSS JOIN account a ON a.id = s.account_id";

/// A submission as [`stored`] reads it, by place: a name is looked for among all columns, and
/// this is read for every request. The number is given in a way that no partial index is weighed
/// against it: with every other number the statement would be prepared anew.
pub(super) const STORED: &str = "SELECT s.next_at, s.since, s.attempted_at, s.state, s.doubt, s.tries, s.look_ups,
    s.polls, s.decl_id, s.settled_period_id, s.id, s.rev, a.name, s.kind, b.payload, s.employer, s.ssin, s.period_id,
    s.first_code IS NOT NULL
    FROM submission s JOIN account a ON a.id = s.account_id JOIN body b ON b.submission_id = s.id
    WHERE s.id = +?1";

/// The codes of a row's answer.
const CODES: &str = "SELECT code FROM anomaly WHERE submission_id = ?1 ORDER BY position";

/// A submission with the columns from which its state was read.
pub(super) struct Stored {
    pub submission: Submission,
    pub columns: Columns,
    /// Whether its latest answer has codes.
    pub has_codes: bool,
}

/// The submission that was put in under this uid, and where it stands.
pub(super) fn of_uid(
    connection: &Connection,
    uid: Uuid,
) -> Result<Option<(SubmissionId, StateKind)>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id, state FROM submission WHERE uid = ?1")?
        .query_row([uid.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// One submission, if there is one.
pub(super) fn stored(
    connection: &Connection,
    id: SubmissionId,
) -> Result<Option<Stored>, StoreError> {
    let found = connection
        .prepare_cached(STORED)?
        .query_row([id], |row| {
            Ok((columns(row)?, row_without_state(row)?, row.get(18)?))
        })
        .optional()?;
    let Some((columns, rest, has_codes)) = found else {
        return Ok(None);
    };
    let state = columns
        .state()
        .ok_or_else(|| failure::damaged("submission.state"))?;
    Ok(Some(Stored {
        submission: rest(state),
        columns,
        has_codes,
    }))
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok(Columns {
        next_at: moment(row, 0)?,
        since: moment(row, 1)?,
        state: row.get(3)?,
        doubt: row.get(4)?,
        tries: row.get(5)?,
        look_ups: row.get(6)?,
        polls: row.get(7)?,
        declaration: row.get(8)?,
        settled_period: row.get(9)?,
    })
}

/// Everything of a submission but its state, which several columns make together.
fn row_without_state(
    row: &Row<'_>,
) -> rusqlite::Result<impl FnOnce(crate::domain::lifecycle::State) -> Submission + use<>> {
    let id = row.get(10)?;
    let revision = row.get(11)?;
    let account = row.get(12)?;
    let kind = row.get(13)?;
    let payload = row.get(14)?;
    let employer = row.get(15)?;
    let ssin = row.get(16)?;
    let period = row.get(17)?;
    let attempted_at = moment(row, 2)?;
    Ok(move |state| Submission {
        id,
        revision,
        state,
        account,
        kind,
        payload,
        employer,
        ssin,
        period,
        attempted_at,
    })
}

/// By the column's place.
fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<jiff::Timestamp>> {
    Ok(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0))
}

/// Reads a row of [`LISTED`] but for its codes. By place: a name is looked for among all columns.
fn listed(row: &Row<'_>) -> rusqlite::Result<QueueRow> {
    let moment = |column| moment(row, column);
    let day = |column| -> rusqlite::Result<Option<jiff::civil::Date>> {
        Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
    };
    Ok(QueueRow {
        id: row.get(0)?,
        reference: row.get(1)?,
        state: row.get(2)?,
        doubt: row.get(3)?,
        kind: row.get(4)?,
        worker_type: row.get(5)?,
        employer: row.get(6)?,
        worker: row.get(7)?,
        ssin: row.get(8)?,
        start: day(9)?,
        end: day(10)?,
        deadline: moment(11)?,
        account: row.get(12)?,
        declaration: row.get(13)?,
        period: row.get(14)?,
        codes: Vec::new(),
        supersedes: row.get(15)?,
        replaced_by: row.get(16)?,
        waits_for: row.get(17)?,
        decision: row.get(18)?,
        attempts: row.get(19)?,
        polls: row.get(20)?,
        look_ups: row.get(21)?,
        next_at: moment(22)?,
        created_at: row.get::<_, Moment>(23)?.0,
        updated_at: row.get::<_, Moment>(24)?.0,
        submitted_at: moment(25)?,
    })
}

fn json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    use rusqlite::types::Type;
    let Some(text) = row.get::<_, Option<String>>(column)? else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error)))
}

/// The rows of these submissions, in this order.
pub(super) fn of_ids(
    connection: &Connection,
    ids: &[SubmissionId],
) -> Result<Vec<QueueRow>, StoreError> {
    let sql = format!("SELECT {LISTED} WHERE s.id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut codes = connection.prepare_cached(CODES)?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(mut row) = statement.query_row([id], listed).optional()? else {
            continue;
        };
        row.codes = codes
            .query_map([id], |code| code.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        rows.push(row);
    }
    Ok(rows)
}

/// The row of this submission, if there is one.
fn of_id(connection: &Connection, id: SubmissionId) -> Result<Option<QueueRow>, StoreError> {
    Ok(of_ids(connection, &[id])?.pop())
}

/// A submission with everything that happened to it.
pub(super) fn timeline(
    connection: &Connection,
    id: SubmissionId,
) -> Result<Option<Timeline>, StoreError> {
    let Some(row) = of_id(connection, id)? else {
        return Ok(None);
    };
    let (payload, answer, anomalies, draft) = connection
        .prepare_cached(
            "SELECT payload, answer, anomalies, draft FROM body WHERE submission_id = ?1",
        )?
        .query_row([id], |row| {
            let anomalies: Option<Vec<Anomaly>> = json(row, "anomalies")?;
            Ok((
                row.get::<_, Option<Untrusted>>("payload")?,
                row.get::<_, Option<Untrusted>>("answer")?,
                anomalies.unwrap_or_default(),
                row.get::<_, Option<String>>("draft")?,
            ))
        })?;
    Ok(Some(Timeline {
        row,
        draft: draft.and_then(|document| Draft::from_document(&document)),
        chain: chain::of(connection, id)?,
        payload,
        answer,
        anomalies,
        attempts: exchange::of(connection, id)?,
        events: journal::of(connection, id)?,
    }))
}

/// The submission with this number of the NSSO.
pub(super) fn by_declaration(
    connection: &Connection,
    declaration: DeclarationId,
) -> Result<Option<SubmissionId>, StoreError> {
    Ok(connection
        .prepare_cached("SELECT id FROM submission WHERE decl_id = ?1")?
        .query_row([declaration], |row| row.get(0))
        .optional()?)
}

/// The latest submission that created or touched this period.
pub(super) fn by_period(
    connection: &Connection,
    period: PeriodId,
) -> Result<Option<QueueRow>, StoreError> {
    let latest = connection
        .prepare_cached("SELECT id FROM submission WHERE period_id = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([period], |row| row.get(0))
        .optional()?;
    match latest {
        Some(id) => of_id(connection, id),
        None => Ok(None),
    }
}
