//! How to go about a filter in an order: by what is known of how many rows each term has.
//!
//! The server plans each statement by its own figures, which are estimates, and may be old. So
//! a page is asked for in statements that cannot take long, whatever they are: a term of few rows
//! is read whole; else rows are looked at in their order, so many and no more; and only what is
//! rare by then is collected by the indexes of its terms.

use super::filter::{Term, Terms};
use super::order::{Key, Order, Path, Way};
use super::sql::{Sql, get, limit};
use super::tally;
use crate::domain::report::{Filter, Total};
use crate::store::StoreError;
use crate::store::chosen::About;
use crate::store::chosen::{self, Limits};
use crate::store::postgres::session::Session;

/// A filter in an order.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub session: &'a Session,
    pub order: Order,
    pub terms: Terms,
    pub limits: Limits,
    /// What each term has.
    sizes: Vec<Size>,
    employer: Option<String>,
}

/// How many rows a term has: so many, or more.
#[derive(Debug, Clone, Copy)]
struct Size {
    rows: u64,
    known: bool,
}

/// The chosen rows as they are walked through.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    session: &'a Session,
    path: Path,
    /// What is left to test; none when every row of the path is chosen.
    pub test: Option<Sql>,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// What was wanted is there.
    Enough,
    /// There are no more rows.
    Over,
    /// Too many rows were looked at.
    Tired,
}

impl<'a> Plan<'a> {
    /// None when no row can be chosen.
    pub(super) async fn of(
        session: &'a Session,
        filter: &Filter,
        order: Order,
        limits: Limits,
    ) -> Result<Option<Self>, StoreError> {
        let Some(plain) = chosen::plain(filter) else {
            return Ok(None);
        };
        let Some(mut terms) = Terms::of(session, filter).await? else {
            return Ok(None);
        };
        let mut found = Vec::new();
        let mut smallest = u64::MAX;
        for term in std::mem::take(&mut terms.terms) {
            let size = match tally::of_term(session, &plain, term.about).await? {
                Some(rows) => Size { rows, known: true },
                // It will be nothing but a test. So is a text at first: its index finds all of
                // its rows or none, and those of a frequent one are found by looking.
                None if smallest <= limits.few || term.about == About::Text => Size {
                    rows: u64::MAX,
                    known: false,
                },
                None => probe(session, &term, limits.counted).await?,
            };
            smallest = smallest.min(size.rows);
            found.push((term, size));
        }
        // The sort is stable: what is equally large stays in the order of the terms.
        found.sort_by_key(|(_, size)| size.rows);
        let (ordered, sizes) = found.into_iter().unzip();
        terms.terms = ordered;
        Ok((smallest > 0).then_some(Self {
            session,
            order,
            terms,
            limits,
            sizes,
            employer: plain.employer,
        }))
    }

    /// The numbers of all chosen rows in their order, when one term has few rows. Else none.
    pub(super) async fn gathered(&self) -> Result<Option<Vec<i64>>, StoreError> {
        let (Some(term), Some(size)) = (self.terms.terms.first(), self.sizes.first()) else {
            return Ok(None);
        };
        if size.rows > self.limits.few {
            return Ok(None);
        }
        let mut sql = Sql::new("SELECT w.id FROM (SELECT s.id, ", []);
        sql.push(self.order.column);
        sql.push(" AS key");
        let test = self.terms.test(&[term.about]);
        if let Some(test) = &test {
            sql.push(", (");
            sql.append(test);
            sql.push(") AS chosen");
        }
        sql.push(" FROM submission s WHERE ");
        sql.append(&term.test);
        // By this term's index, whatever is thought of the others.
        sql.push(" OFFSET 0) w");
        sql.push(if test.is_some() {
            " WHERE w.chosen"
        } else {
            ""
        });
        sql.push(self.order.sorted());
        sql.column(self.session).await.map(Some)
    }

    /// Through the indexes of the order, or of the term that gives the fewest rows by number.
    pub(super) async fn walk(&self) -> Result<Walk<'a>, StoreError> {
        let lead = self
            .terms
            .terms
            .iter()
            .find(|term| !term.by_number.is_empty());
        let employer = self.employer.as_deref();
        let known = self.order.known(self.session, employer).await?;
        let path = self.order.path(&self.terms, lead, &known);
        Ok(Walk {
            session: self.session,
            test: self.terms.test(&path.held),
            path,
        })
    }

    /// How many rows are chosen, when that is what one term has.
    pub(super) fn total(&self) -> Option<Total> {
        let ([term], [size]) = (self.terms.terms.as_slice(), self.sizes.as_slice()) else {
            return None;
        };
        if !self.terms.not.is_empty() || term.about == About::Text {
            return None;
        }
        Some(if size.known {
            Total::Exact(size.rows)
        } else {
            Total::AtLeast(self.limits.counted)
        })
    }

    /// The test of every term.
    pub(super) fn test(&self) -> Sql {
        let test = self.terms.test(&[]);
        test.unwrap_or_else(|| Sql::new("true", []))
    }

    /// Whether a text chooses more rows than are counted off.
    pub(super) async fn is_frequent(&self) -> Result<bool, StoreError> {
        if !self
            .terms
            .terms
            .iter()
            .any(|term| term.about == About::Text)
        {
            return Ok(false);
        }
        let counted = self.limits.counted;
        let rows = self
            .test()
            .within("SELECT 1 FROM submission s WHERE ", " LIMIT ?");
        let rows = rows.with("", [limit(counted.saturating_add(1))]);
        let rows = rows.within("SELECT count(*) FROM (", ") w");
        // What is frequent is met soon by whoever reads on; an index would give all of it first.
        self.session.run("SET LOCAL enable_seqscan = on").await?;
        let rows = rows.count(self.session).await?;
        self.session.run("SET LOCAL enable_seqscan = off").await?;
        Ok(rows > counted)
    }

    /// Whether the row of this number is there and chosen.
    pub(super) async fn chooses(&self, id: i64) -> Result<bool, StoreError> {
        let mut sql = Sql::new("SELECT 1::bigint FROM submission s WHERE ", []);
        sql.append(&self.test());
        let sql = sql.with(" AND s.id = ?", [super::sql::Value::Number(id)]);
        let found: Vec<i64> = sql.column(self.session).await?;
        Ok(!found.is_empty())
    }

    /// A row's place in the order, whatever a filter says about it.
    pub(super) async fn key(&self, id: i64) -> Result<Option<Key>, StoreError> {
        let cast = if self.order.is_number {
            "bigint"
        } else {
            "text"
        };
        let sql = Sql::new(
            format!(
                "SELECT ({})::{cast} FROM submission s WHERE s.id = ?",
                self.order.column
            ),
            [super::sql::Value::Number(id)],
        );
        let rows = sql.rows(self.session).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let value = if self.order.is_number {
            get::<Option<i64>>(row, 0)?.map(super::sql::Value::Number)
        } else {
            get::<Option<String>>(row, 0)?.map(super::sql::Value::Text)
        };
        Ok(Some(Key { value, id }))
    }

    /// How many rows are chosen, and how many of them come before the key's, all counted.
    pub(super) async fn counted(&self, key: Option<&Key>) -> Result<(u64, u64), StoreError> {
        let mut sql = Sql::new("SELECT count(*), ", []);
        match key {
            Some(key) => {
                sql.push("count(*) FILTER (WHERE ");
                sql.append(&self.order.before(key));
                sql.push(")");
            }
            None => sql.push("0::bigint"),
        }
        sql.push(" FROM submission s WHERE ");
        sql.append(&self.test());
        let rows = sql.rows(self.session).await?;
        let Some(row) = rows.first() else {
            return Ok((0, 0));
        };
        let (all, before): (i64, i64) = (get(row, 0)?, get(row, 1)?);
        Ok((all.unsigned_abs(), before.unsigned_abs()))
    }

    /// How many of the chosen rows come before the key's, for which all others may stay unread.
    pub(super) async fn before(&self, key: &Key) -> Result<u64, StoreError> {
        let mut sql = Sql::new("SELECT count(*) FROM submission s WHERE ", []);
        sql.append(&self.test());
        sql.push(" AND ");
        sql.append(&self.order.before(key));
        sql.count(self.session).await
    }

    /// So many of all chosen rows, behind so many others.
    pub(super) async fn part(&self, offset: u64, rows: u64) -> Result<Vec<i64>, StoreError> {
        let mut sql = Sql::new("SELECT w.id FROM (SELECT s.id, ", []);
        sql.push(self.order.column);
        sql.push(" AS key FROM submission s WHERE ");
        sql.append(&self.test());
        sql.push(" OFFSET 0) w");
        sql.push(self.order.sorted());
        let sql = sql.with(" LIMIT ? OFFSET ?", [limit(rows), limit(offset)]);
        sql.column(self.session).await
    }
}

impl Walk<'_> {
    /// Up to so many rows from the key (without its own) or from the end, in walking order.
    pub(super) async fn ids(
        &self,
        from: Option<&Key>,
        way: Way,
        wanted: u64,
        looks: u64,
    ) -> Result<(Vec<i64>, End), StoreError> {
        let mut ids: Vec<i64> = Vec::new();
        let mut left = looks;
        if wanted == 0 {
            return Ok((ids, End::Enough));
        }
        for (run, key) in self.path.from(from, way) {
            let missing = wanted - ids.len() as u64;
            let sql = match &self.test {
                None => {
                    let rows = self
                        .path
                        .rows(run, (key, way), &Sql::default(), limit(missing));
                    rows.within("SELECT w.id FROM (", ") w")
                }
                Some(test) => {
                    let chosen = test.clone().within(", (", ") AS chosen");
                    let rows = self.path.rows(run, (key, way), &chosen, limit(left));
                    let found = rows.within("SELECT w.id FROM (", ") w WHERE w.chosen LIMIT ?");
                    found.with("", [limit(missing)])
                }
            };
            ids.extend(sql.column::<i64>(self.session).await?);
            if ids.len() as u64 >= wanted {
                return Ok((ids, End::Enough));
            }
            if self.test.is_some() {
                let most = left.saturating_add(1);
                let seen = self.path.count(run, (key, way), limit(most));
                let seen = seen.count(self.session).await?;
                if seen > left {
                    return Ok((ids, End::Tired));
                }
                left -= seen;
            }
        }
        Ok((ids, End::Over))
    }

    /// How many rows there are from the key or the end on, up to so many.
    pub(super) async fn count(
        &self,
        from: Option<&Key>,
        way: Way,
        most: u64,
        looks: u64,
    ) -> Result<(u64, End), StoreError> {
        let (mut count, mut left) = (0, looks);
        for (run, key) in self.path.from(from, way) {
            let Some(test) = &self.test else {
                let rows = self.path.count(run, (key, way), limit(most - count));
                count += rows.count(self.session).await?;
                if count >= most {
                    return Ok((count, End::Enough));
                }
                continue;
            };
            let chosen = test.clone().within(", (", ") AS chosen");
            // One more than may be looked at: it tells whether that was all.
            let rows = self
                .path
                .rows(run, (key, way), &chosen, limit(left.saturating_add(1)));
            let rows = rows.within(
                "SELECT count(*) FILTER (WHERE w.chosen), count(*) FROM (",
                ") w",
            );
            let rows = rows.rows(self.session).await?;
            let row = rows
                .first()
                .ok_or_else(|| crate::store::postgres::failure::damaged("no count"))?;
            let (found, seen): (i64, i64) = (get(row, 0)?, get(row, 1)?);
            let seen = seen.unsigned_abs();
            if seen > left {
                // The last one was not to be looked at; what it is does not count as known.
                let found = found.unsigned_abs().saturating_sub(1);
                return Ok((count + found, End::Tired));
            }
            count += found.unsigned_abs();
            if count >= most {
                return Ok((count, End::Enough));
            }
            left -= seen;
        }
        Ok((count, End::Over))
    }

    /// The row behind so many others, when every row of the path is chosen.
    pub(super) async fn nth(&self, way: Way, mut place: u64) -> Result<Option<i64>, StoreError> {
        for (run, _) in self.path.from(None, way) {
            let rows = self
                .path
                .rows(run, (None, way), &Sql::default(), limit(u64::MAX));
            let row = rows.within("SELECT w.id FROM (", ") w OFFSET ? LIMIT 1");
            let row = row.with("", [limit(place)]);
            if let Some(id) = row.column(self.session).await?.into_iter().next() {
                return Ok(Some(id));
            }
            let passed = self.path.count(run, (None, way), limit(u64::MAX));
            place = place.saturating_sub(passed.count(self.session).await?);
        }
        Ok(None)
    }
}

/// Counts a term's rows, up to so many.
async fn probe(session: &Session, term: &Term, most: u64) -> Result<Size, StoreError> {
    let mut sql = if term.about == About::Code {
        // The only value of the term is the code.
        let rows = "SELECT DISTINCT n.submission_id FROM anomaly n WHERE n.code = ?";
        Sql::new(rows, term.test.values.clone())
    } else {
        term.test
            .clone()
            .within("SELECT 1 FROM submission s WHERE ", "")
    };
    sql = sql.with(" LIMIT ?", [limit(most.saturating_add(1))]);
    let sql = sql.within("SELECT count(*) FROM (", ") w");
    let rows = sql.count(session).await?;
    Ok(Size {
        rows,
        known: rows <= most,
    })
}
