//! Reading submissions as the worker needs them.

use tokio_postgres::Row;
use uuid::Uuid;

use super::failure;
use super::session::Session;
use super::values::{Count, Moment};
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::store::sqlite::columns::Columns;
use crate::store::{StoreError, Submission};

/// A submission as [`read`] reads it, by place; with something before the statement, and something
/// more behind the columns.
macro_rules! stored_row {
    ($rest:literal) => {
        stored_row!(""; ""; $rest)
    };
    ($first:literal; $more:literal; $rest:literal) => {
        concat!(
            $first,
            "SELECT s.next_at, s.since, s.attempted_at, s.state, s.doubt, s.tries, s.look_ups, s.polls, s.decl_id,
                s.settled_period_id, s.id, s.rev, a.name, s.kind, b.payload, s.employer, s.ssin, s.period_id",
            $more,
            " FROM submission s JOIN account a ON a.id = s.account_id JOIN body b ON b.submission_id = s.id ",
            $rest
        )
    };
}
pub(super) use stored_row;

/// A submission with the columns from which its state was read.
pub(super) struct Stored {
    pub submission: Submission,
    pub columns: Columns,
}

/// The submission that was put in under this uid, and where it stands.
pub(super) async fn of_uid(
    session: &Session,
    uid: Uuid,
) -> Result<Option<(SubmissionId, StateKind)>, StoreError> {
    let row = session
        .query_opt(
            "SELECT id, state FROM submission WHERE uid = $1",
            &[&uid.as_bytes().as_slice()],
        )
        .await?;
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .transpose()
}

/// One submission, if there is one.
pub(super) async fn stored(
    session: &Session,
    id: SubmissionId,
) -> Result<Option<Stored>, StoreError> {
    let row = session
        .query_opt(stored_row!("WHERE s.id = $1"), &[&id])
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// The same, kept from everybody else who would change it until the commit.
pub(super) async fn locked(
    session: &Session,
    id: SubmissionId,
) -> Result<Option<Stored>, StoreError> {
    let row = session
        .query_opt(
            stored_row!("WHERE s.id = $1 FOR NO KEY UPDATE OF s"),
            &[&id],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Those of many that there are, in no order.
pub(super) async fn of_ids(
    session: &Session,
    ids: &[SubmissionId],
) -> Result<Vec<Submission>, StoreError> {
    let rows = session
        .query(stored_row!("WHERE s.id = ANY($1)"), &[&ids])
        .await?;
    rows.iter()
        .map(|row| read(row).map(|stored| stored.submission))
        .collect()
}

/// The same of many, kept from everybody else, in the order of their numbers.
pub(super) async fn all_locked(
    session: &Session,
    ids: &[SubmissionId],
) -> Result<Vec<Submission>, StoreError> {
    let rows = session
        .query(
            stored_row!("WHERE s.id = ANY($1) ORDER BY s.id FOR NO KEY UPDATE OF s"),
            &[&ids],
        )
        .await?;
    rows.iter()
        .map(|row| read(row).map(|stored| stored.submission))
        .collect()
}

/// The submission with this number of the NSSO.
pub(super) async fn by_declaration(
    session: &Session,
    declaration: DeclarationId,
) -> Result<Option<SubmissionId>, StoreError> {
    let row = session
        .query_opt(
            "SELECT id FROM submission WHERE decl_id = $1",
            &[&declaration],
        )
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// A submission, from such a row.
pub(super) fn read(row: &Row) -> Result<Stored, StoreError> {
    let count = |place: usize| -> Result<u32, StoreError> {
        let count: Count = row.try_get(place)?;
        Ok(count.0)
    };
    let columns = Columns {
        next_at: moment(row, 0)?,
        since: moment(row, 1)?,
        state: row.try_get(3)?,
        doubt: row.try_get(4)?,
        tries: count(5)?,
        look_ups: count(6)?,
        polls: count(7)?,
        declaration: row.try_get(8)?,
        settled_period: row.try_get(9)?,
    };
    let state = columns
        .state()
        .ok_or_else(|| failure::damaged("submission.state"))?;
    let submission = Submission {
        id: row.try_get(10)?,
        revision: row.try_get(11)?,
        state,
        account: row.try_get(12)?,
        kind: row.try_get(13)?,
        payload: row.try_get(14)?,
        employer: row.try_get(15)?,
        ssin: row.try_get(16)?,
        period: row.try_get(17)?,
        attempted_at: moment(row, 2)?,
    };
    Ok(Stored {
        submission,
        columns,
    })
}

/// By the column's place.
pub(super) fn moment(row: &Row, place: usize) -> Result<Option<jiff::Timestamp>, StoreError> {
    let moment: Option<Moment> = row.try_get(place)?;
    Ok(moment.map(|moment| moment.0))
}
