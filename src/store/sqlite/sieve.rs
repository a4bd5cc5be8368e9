//! Which of the rows that a statement goes through a filter chooses: tests in SQL as columns of
//! the statement, texts and what is left out in here.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::filter::{About, Terms, Test};
use super::needle::{self, Needle};
use super::sql::Sql;
use crate::store::StoreError;

/// The tests of a filter.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    tests: Vec<Sql>,
    root: Node,
}

/// A filter, or one that it leaves out.
#[derive(Debug, Clone)]
struct Node {
    /// Which of the tests.
    test: Option<usize>,
    needle: Option<Needle>,
    not: Vec<Node>,
}

impl Sieve {
    /// The tests of all terms but those that hold already.
    pub(super) fn of(terms: &Terms, held: &[About]) -> Self {
        let mut tests = Vec::new();
        let root = node(terms, held, &mut tests);
        Self { tests, root }
    }

    /// Whether there is nothing to test.
    pub(super) fn is_open(&self) -> bool {
        let Node { test, needle, not } = &self.root;
        test.is_none() && needle.is_none() && not.is_empty()
    }

    /// Whether the row of this number is there and chosen.
    pub(super) fn chooses(&self, connection: &Connection, id: i64) -> Result<bool, StoreError> {
        let mut sql = Sql::new("SELECT s.id", []);
        sql.append(&self.columns());
        let sql = sql.with(
            " FROM submission s NOT INDEXED WHERE s.id = ?",
            [Value::Integer(id)],
        );
        let mut statement = connection.prepare_cached(&sql.text)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        match rows.next()? {
            Some(row) => self.passes(connection, row, (1, id)),
            None => Ok(false),
        }
    }

    /// What a statement over `s` must give from the column `first` on, each with a comma before it.
    pub(super) fn columns(&self) -> Sql {
        let mut columns = Sql::default();
        for test in &self.tests {
            columns.push(", ");
            columns.append(test);
        }
        if self.root.has_needle() {
            columns.push(", ");
            columns.push(needle::COLUMNS);
        }
        columns
    }

    /// Whether the row is chosen.
    pub(super) fn passes(
        &self,
        connection: &Connection,
        row: &Row<'_>,
        (first, id): (usize, i64),
    ) -> Result<bool, StoreError> {
        let texts = first + self.tests.len();
        self.root.passes(connection, row, (first, texts, id))
    }
}

fn node(terms: &Terms, held: &[About], tests: &mut Vec<Sql>) -> Node {
    let mut test = Sql::default();
    let mut needle = None;
    for term in terms
        .terms
        .iter()
        .filter(|term| !held.contains(&term.about))
    {
        match &term.test {
            Test::Text(wanted) => needle = Some(wanted.clone()),
            Test::Sql(sql) => {
                test.push(if test.text.is_empty() { "(" } else { " AND " });
                test.append(sql);
            }
        }
    }
    let test = (!test.text.is_empty()).then(|| {
        tests.push(test.with(")", []));
        tests.len() - 1
    });
    let not = terms.not.iter().map(|not| node(not, &[], tests)).collect();
    Node { test, needle, not }
}

impl Node {
    fn has_needle(&self) -> bool {
        self.needle.is_some() || self.not.iter().any(Self::has_needle)
    }

    fn passes(
        &self,
        connection: &Connection,
        row: &Row<'_>,
        (first, texts, id): (usize, usize, i64),
    ) -> Result<bool, StoreError> {
        if let Some(test) = self.test
            && row.get::<_, Option<bool>>(first + test)? != Some(true)
        {
            return Ok(false);
        }
        if let Some(needle) = &self.needle
            && !needle.holds(connection, row, texts, id)?
        {
            return Ok(false);
        }
        for not in &self.not {
            if not.passes(connection, row, (first, texts, id))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
