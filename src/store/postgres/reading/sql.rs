//! Pieces of SQL with what their question marks stand for. Knows no table.
//!
//! Statements made of pieces have too many forms to keep them prepared, and the best way to go
//! about one depends on its values: each is planned for the values that it has.

use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, ToSql, Type};

use crate::store::StoreError;
use crate::store::postgres::failure;
use crate::store::postgres::session::Session;
use crate::store::sql::Pieces;

/// What a question mark stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Number(i64),
    Text(String),
    Numbers(Vec<i64>),
    Texts(Vec<String>),
}

/// A piece with the values of its question marks, in their order.
pub(super) type Sql = Pieces<Value>;

impl Pieces<Value> {
    /// The same between brackets, behind these words and before those.
    pub(super) fn within(mut self, before: &str, behind: &str) -> Self {
        self.text = format!("{before}{}{behind}", self.text);
        self
    }

    /// All rows.
    pub(super) async fn rows(&self, session: &Session) -> Result<Vec<Row>, StoreError> {
        let values: Vec<(&(dyn ToSql + Sync), Type)> =
            self.values.iter().map(Value::typed).collect();
        #[cfg(test)]
        watched(session, &self.numbered(), &values).await?;
        session.once(&self.numbered(), &values).await
    }

    /// The only value of every row.
    pub(super) async fn column<T: for<'a> FromSql<'a>>(
        &self,
        session: &Session,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.rows(session).await?;
        rows.iter().map(|row| get(row, 0)).collect()
    }

    /// The number that is all of its answer.
    pub(super) async fn count(&self, session: &Session) -> Result<u64, StoreError> {
        let counts: Vec<i64> = self.column(session).await?;
        let count = counts.first().ok_or_else(|| failure::damaged("no count"))?;
        Ok(count.unsigned_abs())
    }

    /// With `$1`, `$2`, … in the places of the question marks.
    fn numbered(&self) -> String {
        let mut pieces = self.text.split('?');
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for (place, piece) in (1..).zip(pieces) {
            text.push('$');
            text.push_str(&u32::to_string(&place));
            text.push_str(piece);
        }
        text
    }
}

impl Value {
    fn typed(&self) -> (&(dyn ToSql + Sync), Type) {
        match self {
            Self::Number(number) => (number, Type::INT8),
            Self::Text(text) => (text, Type::TEXT),
            Self::Numbers(numbers) => (numbers, Type::INT8_ARRAY),
            Self::Texts(texts) => (texts, Type::TEXT_ARRAY),
        }
    }
}

/// A text as a value.
pub(super) fn text(words: impl Into<String>) -> Value {
    Value::Text(words.into())
}

/// A number for `LIMIT` or `OFFSET`.
pub(super) fn limit(rows: u64) -> Value {
    Value::Number(i64::try_from(rows).unwrap_or(i64::MAX))
}

/// A column of a row, by its place.
pub(super) fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, StoreError> {
    row.try_get(column).map_err(|_| {
        let columns = row.columns().get(column);
        failure::damaged(columns.map_or("column", |column| column.name()))
    })
}

#[cfg(test)]
thread_local! {
    /// How the server goes about the statements of this thread, when somebody wants to know.
    static PLANS: std::cell::RefCell<Option<String>> = const { std::cell::RefCell::new(None) };
}

/// From here on, plans are gathered.
#[cfg(test)]
pub(in crate::store::postgres) fn watch() {
    PLANS.set(Some(String::new()));
}

/// What was gathered; no more is.
#[cfg(test)]
pub(in crate::store::postgres) fn seen() -> String {
    PLANS.take().unwrap_or_default()
}

#[cfg(test)]
async fn watched(
    session: &Session,
    sql: &str,
    values: &[(&(dyn ToSql + Sync), Type)],
) -> Result<(), StoreError> {
    if PLANS.with_borrow(Option::is_none) {
        return Ok(());
    }
    let explained = format!("EXPLAIN (COSTS OFF) {sql}");
    let mut plan = format!("{sql}\n");
    for row in session.once(&explained, values).await? {
        plan.push_str(&get::<String>(&row, 0)?);
        plan.push('\n');
    }
    PLANS.with_borrow_mut(|plans| {
        if let Some(plans) = plans {
            plans.push_str(&plan);
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_are_numbered_in_their_order() {
        let mut sql = Sql::new("a = ?", [Value::Number(1)]).with(" AND b = ?", [text("x")]);
        sql.append(&Sql::new(" AND c", []));
        assert_eq!(sql.numbered(), "a = $1 AND b = $2 AND c");
        assert_eq!(sql.values.len(), 2);
    }
}
