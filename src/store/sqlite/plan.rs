//! How to go about a filter in an order: by what is known of how many rows each term has. The
//! database has no statistics, so nothing is left to its choice: every statement names its index.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::filter::{self, About, Arm, Term, Terms, Test};
use super::idset::IdSet;
use super::order::Order;
use super::sieve::Sieve;
use super::sql::Sql;
use super::tally;
use super::walk::{Choice, Walk, limit};
use crate::domain::report::{Filter, Total};
use crate::store::StoreError;
pub(super) use crate::store::chosen::{Limits, PAGE};

/// So many rows are read sooner than the numbers of a frequent text.
const TESTED: u64 = 20_000;

/// The chosen rows in their order.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub(super) enum List<'a> {
    /// All of them.
    Sorted(Sorted),
    /// As they are walked through.
    Walk(Walk<'a>),
}

/// All chosen rows, and how many of them come before or at the row behind which one looks.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub ids: Vec<i64>,
    pub passed: Option<usize>,
}

/// A filter in an order.
pub(super) struct Plan<'a> {
    pub connection: &'a Connection,
    pub filter: &'a Filter,
    pub order: Order,
    pub terms: Terms,
    /// What each term has.
    sizes: Vec<Size>,
    limits: Limits,
}

/// How many rows a term has: so many, or more.
#[derive(Debug, Clone, Copy)]
struct Size {
    rows: u64,
    known: bool,
}

impl<'a> Plan<'a> {
    /// None when no row can be chosen.
    pub(super) fn of(
        connection: &'a Connection,
        filter: &'a Filter,
        order: Order,
        limits: Limits,
    ) -> Result<Option<Self>, StoreError> {
        // The terms are those of the plain filter; so are the sizes that are kept.
        let Some(plain) = filter::plain(filter) else {
            return Ok(None);
        };
        let Some(mut terms) = Terms::of(connection, filter)? else {
            return Ok(None);
        };
        let mut found = Vec::new();
        let mut smallest = u64::MAX;
        for mut term in std::mem::take(&mut terms.terms) {
            let size = match tally::of_term(connection, &plain, term.about)? {
                Some(rows) => Size { rows, known: true },
                // It will be nothing but a test.
                None if smallest <= limits.few => Size {
                    rows: u64::MAX,
                    known: false,
                },
                None => probe(connection, &mut term, limits.counted)?,
            };
            smallest = smallest.min(size.rows);
            found.push((term, size));
        }
        // The sort is stable: what is equally large stays in the order of the terms.
        found.sort_by_key(|(_, size)| size.rows);
        let (ordered, sizes) = found.into_iter().unzip();
        terms.terms = ordered;
        Ok((smallest > 0).then_some(Self {
            connection,
            filter,
            order,
            terms,
            sizes,
            limits,
        }))
    }

    /// The list with which to begin. A walk through it may prove too long.
    /// Where the row `after` lies is found out whether or not it is chosen.
    pub(super) fn list(&self, after: Option<i64>) -> Result<List<'a>, StoreError> {
        match self.sizes.first() {
            Some(smallest) if smallest.rows <= self.limits.few => self.gathered(after),
            Some(_) if self.is_collectable() => self.collected(after),
            _ => self.walk(),
        }
    }

    fn is_collectable(&self) -> bool {
        let known = self.sizes.iter().all(|size| size.known);
        let rows = self.sizes.iter().map(|size| size.rows);
        let rows = rows.fold(0, u64::saturating_add);
        known && rows <= self.limits.collected
    }

    /// The rows of the smallest term, each tested, all sorted.
    fn gathered(&self, after: Option<i64>) -> Result<List<'a>, StoreError> {
        let Some(smallest) = self.terms.terms.first() else {
            return self.walk();
        };
        // The row behind which one looks need not be of the term.
        let held = if after.is_some() {
            None
        } else {
            Some(smallest.about)
        };
        let sieve = Sieve::of(&self.terms, held.as_slice());
        let mut sql = Sql::new("WITH c(id) AS MATERIALIZED (", []);
        sql.append(&numbers(&smallest.arms, None));
        if let Some(after) = after {
            sql = sql.with(" UNION ALL SELECT ?", [Value::Integer(after)]);
        }
        sql.push(") SELECT s.id");
        sql.append(&sieve.columns());
        sql.push(" FROM c CROSS JOIN submission s NOT INDEXED ON s.id = c.id ");
        sql.push(&self.order.sql());
        let mut statement = self.connection.prepare_cached(&sql.text)?;
        let mut rows = statement.query(params_from_iter(&sql.values))?;
        let mut sorted = Sorted::default();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let known = sorted.ids.last() == Some(&id);
            if !known && sieve.passes(self.connection, row, (1, id))? {
                sorted.ids.push(id);
            }
            if after == Some(id) {
                sorted.passed = Some(sorted.ids.len());
            }
        }
        Ok(List::Sorted(sorted))
    }

    /// Through the indexes of the order, or of the term that gives the fewest rows by number.
    fn walk(&self) -> Result<List<'a>, StoreError> {
        let lead = self.terms.terms.iter().find(|term| by_number(term));
        let known = self.order.known(self.connection, self.filter)?;
        let path = self.order.path(&self.terms, lead, &known);
        let sieve = Sieve::of(&self.terms, &path.held);
        Ok(List::Walk(Walk {
            connection: self.connection,
            path,
            choice: if sieve.is_open() {
                Choice::All
            } else {
                Choice::Sieve(sieve)
            },
            all: Sieve::of(&self.terms, &[]),
        }))
    }

    /// How many rows are chosen, when that is what one term has.
    pub(super) fn total(&self) -> Option<Total> {
        let ([term], [size]) = (self.terms.terms.as_slice(), self.sizes.as_slice()) else {
            return None;
        };
        let counted = self.terms.not.is_empty() && by_number_or_range(term);
        counted.then_some(if size.known {
            Total::Exact(size.rows)
        } else {
            Total::AtLeast(self.limits.counted)
        })
    }

    /// The numbers of all chosen rows.
    pub(super) fn numbers(&self) -> Result<IdSet, StoreError> {
        match self.list(None)? {
            List::Sorted(sorted) => Ok(sorted.ids.into_iter().collect()),
            List::Walk(_) => collect(self.connection, &self.terms),
        }
    }

    /// By the numbers of all chosen rows, which the indexes of the terms give together.
    pub(super) fn collected(&self, after: Option<i64>) -> Result<List<'a>, StoreError> {
        let set = collect(self.connection, &self.terms)?;
        if self.order.is_by_number() {
            let mut ids: Vec<i64> = set.iter().collect();
            let descends = self.order.descends();
            if descends {
                ids.reverse();
            }
            let passed = after.map(|after| {
                ids.partition_point(|id| if descends { *id >= after } else { *id <= after })
            });
            return Ok(List::Sorted(Sorted { ids, passed }));
        }
        let known = self.order.known(self.connection, &Filter::default())?;
        let path = self.order.path(&Terms::default(), None, &known);
        Ok(List::Walk(Walk {
            connection: self.connection,
            path,
            choice: Choice::Set(set),
            all: Sieve::of(&self.terms, &[]),
        }))
    }
}

fn by_number(term: &Term) -> bool {
    term.arms.iter().all(|arm| arm.by_number)
}

/// Whether each of its rows is given once.
fn by_number_or_range(term: &Term) -> bool {
    by_number(term) || term.arms.len() == 1
}

/// Counts a term's rows, up to so many. What a text has is kept when it is not more: the text
/// index may have gone a long way for it.
fn probe(connection: &Connection, term: &mut Term, most: u64) -> Result<Size, StoreError> {
    let numbers = numbers(&term.arms, Some(most.saturating_add(1)));
    let rows = match &term.test {
        Test::Sql(_) => {
            let sql = format!("SELECT count(*) FROM ({})", numbers.text);
            let rows: i64 = connection
                .prepare_cached(&sql)?
                .query_row(params_from_iter(&numbers.values), |row| row.get(0))?;
            rows.unsigned_abs()
        }
        Test::Text(_) => {
            let found = stream(connection, &numbers)?;
            if found.len() <= most {
                term.arms = vec![filter::these(found.iter())];
            }
            found.len()
        }
    };
    Ok(Size {
        rows,
        known: rows <= most,
    })
}

/// The numbers that arms give, some perhaps twice.
fn numbers(arms: &[Arm], most: Option<u64>) -> Sql {
    let mut sql = Sql::default();
    for arm in arms {
        sql.push(if sql.text.is_empty() {
            ""
        } else {
            " UNION ALL "
        });
        // Cheap only where the same numbers follow each other.
        let once = arm.repeats && arm.by_number;
        sql.push(if once { "SELECT DISTINCT " } else { "SELECT " });
        sql.push(arm.id);
        sql.append(&arm.rows(false));
    }
    match most {
        Some(most) => sql.with(" LIMIT ?", [limit(most)]),
        None => sql,
    }
}

/// The numbers of all rows that the terms choose. A text and what is left out may have any
/// number of rows: when few are left by then, these are tested one by one.
pub(super) fn collect(connection: &Connection, terms: &Terms) -> Result<IdSet, StoreError> {
    let mut chosen: Option<IdSet> = None;
    for (place, term) in terms.terms.iter().enumerate() {
        let long = matches!(term.test, Test::Text(_)) && !term.arms.iter().all(Arm::is_of_rows);
        if let Some(chosen) = chosen
            .as_ref()
            .filter(|chosen| long && chosen.len() <= TESTED)
        {
            let held: Vec<About> = terms.terms[..place].iter().map(|term| term.about).collect();
            return tested(connection, chosen, &Sieve::of(terms, &held));
        }
        let rows = stream(connection, &numbers(&term.arms, None))?;
        match &mut chosen {
            Some(chosen) => chosen.keep(&rows),
            None => chosen = Some(rows),
        }
    }
    let mut chosen = if let Some(chosen) = chosen {
        chosen
    } else {
        let all = "SELECT s.id FROM submission s INDEXED BY by_account";
        stream(connection, &Sql::new(all, []))?
    };
    if !terms.not.is_empty() && chosen.len() <= TESTED {
        let held: Vec<About> = terms.terms.iter().map(|term| term.about).collect();
        return tested(connection, &chosen, &Sieve::of(terms, &held));
    }
    for not in &terms.not {
        chosen.remove(&collect(connection, not)?);
    }
    Ok(chosen)
}

/// Those of the rows that pass.
fn tested(connection: &Connection, ids: &IdSet, sieve: &Sieve) -> Result<IdSet, StoreError> {
    let mut passed = IdSet::default();
    for id in ids.iter() {
        if sieve.chooses(connection, id)? {
            passed.insert(id);
        }
    }
    Ok(passed)
}

fn stream(connection: &Connection, sql: &Sql) -> Result<IdSet, StoreError> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    let mut rows = statement.query(params_from_iter(&sql.values))?;
    let mut set = IdSet::default();
    while let Some(row) = rows.next()? {
        set.insert(row.get(0)?);
    }
    Ok(set)
}
