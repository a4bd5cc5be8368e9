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

/// The columns of a row of a list; `s` is the submission, `a` its account.
const LISTED: &str = "s.id, s.reference, s.state, s.doubt, s.kind, s.worker_type, s.employer, s.worker_name, s.ssin,
    s.start_date, s.end_date, s.deadline, a.name AS account, s.decl_id, s.period_id, s.attempts, s.polls, s.look_ups, s.next_at,
    s.created_at, s.updated_at, s.submitted_at, s.supersedes, s.waits_for, s.decision,
    (SELECT n.id FROM submission n WHERE n.supersedes = s.id) AS replaced_by,
    (SELECT json_group_array(n.code ORDER BY n.position) FROM anomaly n WHERE n.submission_id = s.id) AS codes";

/// A submission with the columns from which its state was read.
pub(super) struct Stored {
    pub submission: Submission,
    pub columns: Columns,
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
        .prepare_cached(
            "SELECT s.*, a.name AS account, b.payload FROM submission s
             JOIN account a ON a.id = s.account_id JOIN body b ON b.submission_id = s.id WHERE s.id = ?1",
        )?
        .query_row([id], |row| Ok((columns(row)?, row_without_state(row)?)))
        .optional()?;
    let Some((columns, rest)) = found else {
        return Ok(None);
    };
    let state = columns
        .state()
        .ok_or_else(|| failure::damaged("submission.state"))?;
    Ok(Some(Stored {
        submission: rest(state),
        columns,
    }))
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok(Columns {
        state: row.get("state")?,
        next_at: moment(row, "next_at")?,
        since: moment(row, "since")?,
        doubt: row.get("doubt")?,
        tries: row.get("tries")?,
        look_ups: row.get("look_ups")?,
        polls: row.get("polls")?,
        declaration: row.get("decl_id")?,
        settled_period: row.get("settled_period_id")?,
    })
}

/// Everything of a submission but its state, which several columns make together.
fn row_without_state(
    row: &Row<'_>,
) -> rusqlite::Result<impl FnOnce(crate::domain::lifecycle::State) -> Submission + use<>> {
    let id = row.get("id")?;
    let revision = row.get("rev")?;
    let account = row.get("account")?;
    let kind = row.get("kind")?;
    let payload = row.get("payload")?;
    let employer = row.get("employer")?;
    let ssin = row.get("ssin")?;
    let period = row.get("period_id")?;
    let attempted_at = moment(row, "attempted_at")?;
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

fn moment(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<jiff::Timestamp>> {
    Ok(row.get::<_, Option<Moment>>(column)?.map(|moment| moment.0))
}

fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<jiff::civil::Date>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// The statement that lists rows; `rest` is everything from `WHERE` on.
pub(super) fn listing(rest: &str) -> String {
    format!("SELECT {LISTED} FROM submission s JOIN account a ON a.id = s.account_id {rest}")
}

/// Reads a row of [`listing`].
pub(super) fn listed(row: &Row<'_>) -> rusqlite::Result<QueueRow> {
    Ok(QueueRow {
        id: row.get("id")?,
        reference: row.get("reference")?,
        state: row.get("state")?,
        doubt: row.get("doubt")?,
        kind: row.get("kind")?,
        worker_type: row.get("worker_type")?,
        employer: row.get("employer")?,
        worker: row.get("worker_name")?,
        ssin: row.get("ssin")?,
        start: day(row, "start_date")?,
        end: day(row, "end_date")?,
        deadline: moment(row, "deadline")?,
        account: row.get("account")?,
        declaration: row.get("decl_id")?,
        period: row.get("period_id")?,
        codes: json(row, "codes")?.unwrap_or_default(),
        supersedes: row.get("supersedes")?,
        replaced_by: row.get("replaced_by")?,
        waits_for: row.get("waits_for")?,
        decision: row.get("decision")?,
        attempts: row.get("attempts")?,
        polls: row.get("polls")?,
        look_ups: row.get("look_ups")?,
        next_at: moment(row, "next_at")?,
        created_at: row.get::<_, Moment>("created_at")?.0,
        updated_at: row.get::<_, Moment>("updated_at")?.0,
        submitted_at: moment(row, "submitted_at")?,
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
    let mut statement = connection.prepare_cached(&listing("WHERE s.id = ?1"))?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(statement.query_row([id], listed).optional()?);
    }
    Ok(rows)
}

/// A submission with everything that happened to it.
pub(super) fn timeline(
    connection: &Connection,
    id: SubmissionId,
) -> Result<Option<Timeline>, StoreError> {
    let row = connection
        .prepare_cached(&listing("WHERE s.id = ?1"))?
        .query_row([id], listed)
        .optional()?;
    let Some(row) = row else { return Ok(None) };
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
    Ok(connection
        .prepare_cached(&listing(
            "WHERE s.period_id = ?1 ORDER BY s.id DESC LIMIT 1",
        ))?
        .query_row([period], listed)
        .optional()?)
}
