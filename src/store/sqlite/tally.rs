//! What is kept about how many rows there are, so that nobody counts them.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::filter::{self, About};
use super::sql::{Sql, marks};
use crate::domain::decision::Decided;
use crate::domain::report::{Counts, Filter, SortColumn};
use crate::store::StoreError;
use crate::store::chosen::tallied;

/// How many rows of a filter stand where, if that is kept: when it names nothing but states,
/// kinds, a worker type of the usual form, an account and a decision.
pub(super) fn counts(
    connection: &Connection,
    filter: &Filter,
) -> Result<Option<Counts>, StoreError> {
    let Some(filter) = filter::plain(filter) else {
        return Ok(Some(Counts::default()));
    };
    if !tallied(&filter) {
        return Ok(None);
    }
    let mut sql = Sql::new("SELECT state, sum(rows) FROM tally WHERE true", []);
    let states = filter.states.iter().map(|state| state.as_str());
    one_of(&mut sql, "state", states.collect());
    let kinds = filter.kinds.iter().map(|kind| kind.as_str());
    one_of(&mut sql, "kind", kinds.collect());
    if let Some(worker_type) = filter.worker_type {
        sql = sql.with(" AND worker_type = ?", [Value::Text(worker_type)]);
    }
    if let Some(account) = filter.account {
        let of_name = " AND account_id = (SELECT id FROM account WHERE name = ?)";
        sql = sql.with(of_name, [Value::Text(account)]);
    }
    match filter.decided {
        None => {}
        Some(Decided::NotYet) => sql.push(
            " AND decision = '' AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken')",
        ),
        Some(Decided::As(decision)) => one_of(&mut sql, "decision", vec![decision.as_str()]),
    }
    sql.push(" GROUP BY state HAVING sum(rows) > 0");
    let mut statement = connection.prepare_cached(&sql.text)?;
    let mut rows = statement.query(params_from_iter(&sql.values))?;
    let mut counts = Counts::default();
    while let Some(row) = rows.next()? {
        let rows: i64 = row.get(1)?;
        counts.0.insert(row.get(0)?, rows.unsigned_abs());
    }
    Ok(Some(counts))
}

/// The same without asking where, which is also kept for each employer.
pub(super) fn total(connection: &Connection, filter: &Filter) -> Result<Option<u64>, StoreError> {
    let Some(filter) = filter::plain(filter) else {
        return Ok(Some(0));
    };
    if filter == Filter::default() {
        let rows: i64 = connection
            .prepare_cached("SELECT coalesce(sum(rows), 0) FROM state_count")?
            .query_row([], |row| row.get(0))?;
        return Ok(Some(rows.unsigned_abs()));
    }
    if let Some(employer) = &filter.employer {
        let of_employer = Filter {
            employer: Some(employer.clone()),
            ..Filter::default()
        };
        if filter == of_employer {
            let rows: i64 = connection
                .prepare_cached(
                    "SELECT coalesce(sum(rows), 0) FROM employer_tally WHERE digits = ?1",
                )?
                .query_row([filter::digits(employer)], |row| row.get(0))?;
            return Ok(Some(rows.unsigned_abs()));
        }
        return Ok(None);
    }
    Ok(counts(connection, &filter)?.map(|counts| counts.total()))
}

/// Tells how many rows there are of the values that are sorted by in this column, a value perhaps
/// in several parts; whether that is kept.
pub(super) fn by_value(
    connection: &Connection,
    column: SortColumn,
    mut tell: impl FnMut(Value, u64),
) -> Result<bool, StoreError> {
    let sql = match column {
        SortColumn::State => "SELECT state, rows FROM state_count",
        SortColumn::Kind => "SELECT kind, rows FROM tally",
        SortColumn::Employer => "SELECT employer, rows FROM employer_tally",
        SortColumn::Account => "SELECT name, rows FROM tally JOIN account ON id = account_id",
        _ => return Ok(false),
    };
    let mut statement = connection.prepare_cached(sql)?;
    let mut kept = statement.query([])?;
    while let Some(row) = kept.next()? {
        let value = match column {
            SortColumn::State => Value::Integer(filter::life(row.get(0)?)),
            SortColumn::Kind => Value::Integer(filter::kind_order(row.get(0)?)),
            _ => Value::Text(row.get(0)?),
        };
        tell(value, row.get::<_, i64>(1)?.unsigned_abs());
    }
    Ok(true)
}

/// How many rows one term of a filter has, if that is kept.
pub(super) fn of_term(
    connection: &Connection,
    filter: &Filter,
    about: About,
) -> Result<Option<u64>, StoreError> {
    match about.alone(filter) {
        Some(alone) => total(connection, &alone),
        None => Ok(None),
    }
}

/// The ways in which an employer's number is written, smallest first.
pub(super) fn forms(connection: &Connection, employer: &str) -> Result<Vec<String>, StoreError> {
    let forms = connection
        .prepare_cached(
            "SELECT employer FROM employer_tally WHERE digits = ?1 AND rows > 0 ORDER BY employer",
        )?
        .query_map([filter::digits(employer)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(forms)
}

fn one_of(sql: &mut Sql, column: &str, values: Vec<&str>) {
    if values.is_empty() {
        return;
    }
    sql.push(&format!(" AND {column} IN({})", marks(values.len())));
    let values = values
        .into_iter()
        .map(|value| Value::Text(value.to_owned()));
    sql.values.extend(values);
}
