//! What is kept about how many rows there are, so that nobody counts them.

use super::sql::{Sql, Value, get, text};
use crate::domain::decision::Decided;
use crate::domain::report::{Counts, Filter};
use crate::store::StoreError;
use crate::store::chosen::About;
use crate::store::chosen::{self, digits, tallied};
use crate::store::postgres::session::Session;

/// Rows of `state` and a number as counts.
pub(super) async fn by_state(session: &Session, sql: &Sql) -> Result<Counts, StoreError> {
    let mut counts = Counts::default();
    for row in sql.rows(session).await? {
        let rows: i64 = get(&row, 1)?;
        counts.0.insert(get(&row, 0)?, rows.unsigned_abs());
    }
    Ok(counts)
}

/// How many rows of a filter stand where, if that is kept.
pub(super) async fn counts(
    session: &Session,
    filter: &Filter,
) -> Result<Option<Counts>, StoreError> {
    let Some(filter) = chosen::plain(filter) else {
        return Ok(Some(Counts::default()));
    };
    if !tallied(&filter) {
        return Ok(None);
    }
    let mut sql = Sql::new("SELECT state, sum(rows)::bigint FROM tally WHERE true", []);
    let mut one_of = |column: &str, values: Vec<&str>| {
        if !values.is_empty() {
            sql.push(&format!(" AND {column} = ANY(?)"));
            let values = values.into_iter().map(str::to_owned).collect();
            sql.values.push(Value::Texts(values));
        }
    };
    one_of(
        "state",
        filter.states.iter().map(|state| state.as_str()).collect(),
    );
    one_of(
        "kind",
        filter.kinds.iter().map(|kind| kind.as_str()).collect(),
    );
    one_of(
        "worker_type",
        filter.worker_type.as_deref().into_iter().collect(),
    );
    if let Some(Decided::As(decision)) = filter.decided {
        one_of("decision", vec![decision.as_str()]);
    }
    if filter.decided == Some(Decided::NotYet) {
        sql.push(" AND decision = '' AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken')");
    }
    if let Some(account) = &filter.account {
        if account.contains('\0') {
            return Ok(Some(Counts::default()));
        }
        let of_name = " AND account_id = (SELECT id FROM account WHERE name = ?)";
        sql = sql.with(of_name, [text(account)]);
    }
    sql.push(" GROUP BY state HAVING sum(rows) > 0");
    by_state(session, &sql).await.map(Some)
}

/// The same without asking where, which is also kept for each employer.
pub(super) async fn total(session: &Session, filter: &Filter) -> Result<Option<u64>, StoreError> {
    let Some(filter) = chosen::plain(filter) else {
        return Ok(Some(0));
    };
    if filter == Filter::default() {
        let all = "SELECT coalesce(sum(rows), 0)::bigint FROM state_count";
        return Sql::new(all, []).count(session).await.map(Some);
    }
    if let Some(employer) = &filter.employer {
        let of_employer = Filter {
            employer: Some(employer.clone()),
            ..Filter::default()
        };
        if filter == of_employer {
            let rows = "SELECT coalesce(sum(rows), 0)::bigint FROM employer_tally WHERE digits = ?";
            let rows = Sql::new(rows, [text(digits(employer))]);
            return rows.count(session).await.map(Some);
        }
        return Ok(None);
    }
    Ok(counts(session, &filter).await?.map(|counts| counts.total()))
}

/// How many rows one term of a filter has, if that is kept.
pub(super) async fn of_term(
    session: &Session,
    filter: &Filter,
    about: About,
) -> Result<Option<u64>, StoreError> {
    match about.alone(filter) {
        Some(alone) => total(session, &alone).await,
        None => Ok(None),
    }
}

/// The ways in which an employer's number is written, smallest first.
pub(super) async fn forms(session: &Session, employer: &str) -> Result<Vec<String>, StoreError> {
    let forms =
        "SELECT employer FROM employer_tally WHERE digits = ? AND rows > 0 ORDER BY employer";
    let forms = Sql::new(forms, [text(digits(employer))]);
    forms.column(session).await
}
