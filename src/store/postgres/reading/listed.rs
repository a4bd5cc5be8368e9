//! Submissions as a list shows them.

use std::collections::{BTreeMap, HashMap};

use tokio_postgres::Row;

use super::sql::{Sql, Value, get};
use crate::domain::ids::{PeriodId, SubmissionId};
use crate::domain::report::QueueRow;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;
use crate::store::postgres::session::Session;
use crate::store::postgres::values::{Count, Day, Moment};

/// The columns of a row, in the order in which [`read`] reads them.
const LISTED: &str = "SELECT s.id, s.reference, s.state, s.doubt, s.kind, s.worker_type, s.employer, s.worker_name, s.ssin,
    s.start_date, s.end_date, s.deadline, a.name, s.decl_id, s.period_id, s.supersedes,
    (SELECT n.id FROM submission n WHERE n.supersedes = s.id), s.waits_for, s.decision, s.attempts, s.polls,
    s.look_ups, s.next_at, s.created_at, s.updated_at, s.submitted_at
    FROM submission s JOIN account a ON a.id = s.account_id WHERE s.id = ANY($1)";

/// The codes of the answers.
const CODES: &str =
    "SELECT submission_id, code, position FROM anomaly WHERE submission_id = ANY($1)";

/// The rows of these submissions, in this order; unknown ones are left out.
pub(in crate::store::postgres) async fn of_ids(
    session: &Session,
    ids: &[SubmissionId],
) -> Result<Vec<QueueRow>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // Sorted here: to have them in order, the server might read all there are.
    let mut codes: HashMap<SubmissionId, BTreeMap<i64, Untrusted>> = HashMap::new();
    for row in session.query(CODES, &[&ids]).await? {
        let of_row = codes.entry(get(&row, 0)?).or_default();
        of_row.insert(get(&row, 2)?, get(&row, 1)?);
    }
    let mut rows = HashMap::new();
    for row in session.query(LISTED, &[&ids]).await? {
        let mut listed = read(&row)?;
        listed.codes = codes
            .remove(&listed.id)
            .unwrap_or_default()
            .into_values()
            .collect();
        rows.insert(listed.id, listed);
    }
    Ok(ids.iter().filter_map(|id| rows.get(id).cloned()).collect())
}

/// The row of this submission, if there is one.
pub(super) async fn of_id(
    session: &Session,
    id: SubmissionId,
) -> Result<Option<QueueRow>, StoreError> {
    Ok(of_ids(session, &[id]).await?.pop())
}

/// The latest submission that created or touched this period.
pub(in crate::store::postgres) async fn by_period(
    session: &Session,
    period: PeriodId,
) -> Result<Option<QueueRow>, StoreError> {
    let period = Value::Number(period.value().cast_signed());
    let latest = "SELECT id FROM submission WHERE period_id = ? ORDER BY id DESC LIMIT 1";
    let ids: Vec<SubmissionId> = Sql::new(latest, [period]).column(session).await?;
    Ok(of_ids(session, &ids).await?.pop())
}

/// Reads a row of [`LISTED`] but for its codes.
fn read(row: &Row) -> Result<QueueRow, StoreError> {
    let moment = |column| -> Result<_, StoreError> {
        Ok(get::<Option<Moment>>(row, column)?.map(|moment| moment.0))
    };
    let day =
        |column| -> Result<_, StoreError> { Ok(get::<Option<Day>>(row, column)?.map(|day| day.0)) };
    let count = |column| -> Result<u32, StoreError> { Ok(get::<Count>(row, column)?.0) };
    Ok(QueueRow {
        id: get(row, 0)?,
        reference: get(row, 1)?,
        state: get(row, 2)?,
        doubt: get(row, 3)?,
        kind: get(row, 4)?,
        worker_type: get(row, 5)?,
        employer: get(row, 6)?,
        worker: get(row, 7)?,
        ssin: get(row, 8)?,
        start: day(9)?,
        end: day(10)?,
        deadline: moment(11)?,
        account: get(row, 12)?,
        declaration: get(row, 13)?,
        period: get(row, 14)?,
        codes: Vec::new(),
        supersedes: get(row, 15)?,
        replaced_by: get(row, 16)?,
        waits_for: get(row, 17)?,
        decision: get(row, 18)?,
        attempts: count(19)?,
        polls: count(20)?,
        look_ups: count(21)?,
        next_at: moment(22)?,
        created_at: get::<Moment>(row, 23)?.0,
        updated_at: get::<Moment>(row, 24)?.0,
        submitted_at: moment(25)?,
    })
}
