//! Orders of the queue, and the indexes that give rows in them. Knows columns, no rows.
//!
//! Rows that have nothing in the sorted column come last both ways. An index gives them in one
//! piece at one end, so an order is walked in runs: those with a value, those without. Each run
//! is asked for in words from which the server sees that an index gives it in order already.

use std::cmp::Ordering;

use super::filter::{REFERENCE, Term, Terms, WORKER};
use super::sql::{Sql, Value, get};
use super::tally;
use crate::domain::report::{Sort, SortColumn};
use crate::store::StoreError;
use crate::store::chosen::About;
use crate::store::postgres::session::Session;

/// The name of a row's account.
const ACCOUNT: &str = "(SELECT a.name FROM account a WHERE a.id = s.account_id)";

/// What an order has to know of what is in the queue.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The ways in which the filtered employer is written.
    forms: Vec<String>,
    /// Every account by name, when they are ordered by that.
    accounts: Vec<(i64, String)>,
}

/// Where a row lies: its value in the sorted column, if it has one, and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub value: Option<Value>,
    pub id: i64,
}

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Onward,
    Back,
}

/// The order that was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    sort: Sort,
    /// The sorted column, as an index has it.
    pub column: &'static str,
    /// Whether it is a number.
    pub is_number: bool,
    may_be_empty: bool,
}

/// Rows that indexes give in the order.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Which rows; more than one part are merged.
    pub parts: Vec<Sql>,
    lies: Lies,
}

/// Where a run lies in the order.
#[derive(Debug, Clone)]
enum Lies {
    Everywhere,
    WithValue,
    Empty,
    At(Value),
}

/// The runs of an order, and the terms that hold for all of their rows.
#[derive(Debug, Clone)]
pub(super) struct Path {
    pub runs: Vec<Run>,
    pub held: Vec<About>,
    order: Order,
}

impl Order {
    pub(super) fn of(sort: Sort) -> Self {
        let (column, is_number, may_be_empty) = match sort.column {
            SortColumn::Id => ("s.id", true, false),
            SortColumn::Updated => ("s.updated_at", true, false),
            SortColumn::State => ("s.life", true, false),
            SortColumn::Kind => ("s.kind_order", true, false),
            SortColumn::WorkerType => ("s.worker_type", false, true),
            SortColumn::Employer => ("s.employer", false, true),
            SortColumn::Worker => (WORKER, false, true),
            SortColumn::Ssin => ("s.ssin", false, true),
            SortColumn::Start => ("s.start_date", false, true),
            SortColumn::Deadline => ("s.deadline", true, true),
            SortColumn::NextAt => ("s.next_at", true, true),
            // Kept by number: a new name moves no row.
            SortColumn::Account => (ACCOUNT, false, false),
            SortColumn::Code => ("s.first_code", false, true),
            SortColumn::Reference => (REFERENCE, false, true),
        };
        Self {
            sort,
            column,
            is_number,
            may_be_empty,
        }
    }

    /// Reads what [`Self::path`] has to know.
    pub(super) async fn known(
        &self,
        session: &Session,
        employer: Option<&str>,
    ) -> Result<Known, StoreError> {
        let mut known = Known::default();
        if let Some(employer) = employer {
            known.forms = tally::forms(session, employer).await?;
        }
        if self.sort.column == SortColumn::Account {
            let sql = Sql::new("SELECT id, name FROM account ORDER BY name", []);
            for row in sql.rows(session).await? {
                known.accounts.push((get(&row, 0)?, get(&row, 1)?));
            }
        }
        Ok(known)
    }

    /// Whether rows are ordered by nothing but their number.
    pub(super) fn is_by_number(&self) -> bool {
        self.sort.column == SortColumn::Id
    }

    /// Whether the largest number comes first.
    pub(super) fn descends(&self) -> bool {
        self.sort.descending
    }

    /// The words that sort rows `w` of which `key` is the value.
    pub(super) fn sorted(&self) -> &'static str {
        if self.sort.descending {
            " ORDER BY w.key DESC NULLS LAST, w.id DESC"
        } else {
            " ORDER BY w.key ASC NULLS LAST, w.id ASC"
        }
    }

    /// Which rows come before the key's.
    pub(super) fn before(&self, key: &Key) -> Sql {
        let (column, less) = (self.column, if self.sort.descending { ">" } else { "<" });
        let id = Value::Number(key.id);
        if self.is_by_number() {
            return Sql::new(format!("s.id {less} ?"), [id]);
        }
        match &key.value {
            Some(value) => Sql::new(
                format!("({column}, s.id) {less} (?, ?)"),
                [value.clone(), id],
            ),
            None => Sql::new(format!("({column} IS NOT NULL OR s.id {less} ?)"), [id]),
        }
    }

    /// The indexes that give every row, or at least every row of the terms. `lead` gives its rows
    /// by number.
    pub(super) fn path(&self, terms: &Terms, lead: Option<&Term>, known: &Known) -> Path {
        let find = |about| terms.terms.iter().find(|term| term.about == about);
        let mut held = Vec::new();
        let mut holds = |about| {
            let term = find(about);
            held.extend(term.map(|term| term.about));
            term
        };
        let runs = match self.sort.column {
            SortColumn::Id => {
                held.extend(lead.map(|term| term.about));
                let all = || vec![Sql::new("true", [])];
                vec![Run {
                    parts: lead.map_or_else(all, |term| term.by_number.clone()),
                    lies: Lies::Everywhere,
                }]
            }
            SortColumn::State => match holds(About::States) {
                Some(states) => self.one_by_one(values(states)),
                None => self.all(),
            },
            SortColumn::Kind => match holds(About::Kinds) {
                Some(kinds) => self.one_by_one(values(kinds)),
                None => self.all(),
            },
            SortColumn::Employer if holds(About::Employer).is_some() => {
                self.one_by_one(known.forms.iter().cloned().map(Value::Text).collect())
            }
            SortColumn::WorkerType => match holds(About::WorkerType) {
                Some(worker_type) => self.one_by_one(values(worker_type)),
                None => self.all(),
            },
            SortColumn::Account => {
                let one = holds(About::Account).map(values);
                let wanted = |id: i64| {
                    one.as_ref()
                        .is_none_or(|one| one.contains(&Value::Number(id)))
                };
                let accounts = known.accounts.iter().filter(|(id, _)| wanted(*id));
                self.account_by_account(accounts)
            }
            SortColumn::Updated => {
                let since = holds(About::Since).map(|term| &term.test);
                let states = holds(About::States).map(|term| term.by_number.as_slice());
                let all = [Sql::new("true", [])];
                let parts = states.unwrap_or(&all).iter().map(|part| {
                    let mut part = part.clone();
                    if let Some(since) = since {
                        part.push(" AND ");
                        part.append(since);
                    }
                    part
                });
                vec![Run {
                    parts: parts.collect(),
                    lies: Lies::Everywhere,
                }]
            }
            SortColumn::Deadline => match holds(About::DueBefore) {
                None => self.all(),
                Some(due) => vec![Run {
                    parts: vec![due.test.clone()],
                    lies: Lies::WithValue,
                }],
            },
            _ => self.all(),
        };
        Path {
            runs,
            held,
            order: *self,
        }
    }

    fn all(&self) -> Vec<Run> {
        let column = self.column;
        let run = |which: String, lies| Run {
            parts: vec![Sql::new(which, [])],
            lies,
        };
        if self.may_be_empty {
            vec![
                run(format!("{column} IS NOT NULL"), Lies::WithValue),
                run(format!("{column} IS NULL"), Lies::Empty),
            ]
        } else {
            vec![run("true".to_owned(), Lies::Everywhere)]
        }
    }

    /// A run for each of these values, which come smallest first.
    fn one_by_one(&self, mut values: Vec<Value>) -> Vec<Run> {
        if self.sort.descending {
            values.reverse();
        }
        let run = |value: Value| Run {
            parts: vec![Sql::new(format!("{} = ?", self.column), [value.clone()])],
            lies: Lies::At(value),
        };
        values.into_iter().map(run).collect()
    }

    /// A run for each account; they come in the order of names.
    fn account_by_account<'a>(
        &self,
        accounts: impl DoubleEndedIterator<Item = &'a (i64, String)>,
    ) -> Vec<Run> {
        let run = |(id, name): &(i64, String)| Run {
            parts: vec![Sql::new("s.account_id = ?", [Value::Number(*id)])],
            lies: Lies::At(Value::Text(name.clone())),
        };
        if self.sort.descending {
            accounts.rev().map(run).collect()
        } else {
            accounts.map(run).collect()
        }
    }
}

/// The values of a term that names one or more, smallest first.
fn values(term: &Term) -> Vec<Value> {
    let parts = term.by_number.iter();
    parts.flat_map(|part| part.values.iter().cloned()).collect()
}

impl Path {
    /// The runs at the key or behind it, when walking this way; with the key if it lies within.
    pub(super) fn from<'a>(
        &'a self,
        key: Option<&'a Key>,
        way: Way,
    ) -> Vec<(&'a Run, Option<&'a Key>)> {
        let mut runs = Vec::new();
        for run in &self.runs {
            let Some(key) = key else {
                runs.push((run, None));
                continue;
            };
            let lies = run
                .lies
                .against(key.value.as_ref(), self.order.sort.descending);
            match (lies, way) {
                (Ordering::Equal, _) => runs.push((run, Some(key))),
                (Ordering::Greater, Way::Onward) | (Ordering::Less, Way::Back) => {
                    runs.push((run, None));
                }
                _ => {}
            }
        }
        if way == Way::Back {
            runs.reverse();
        }
        runs
    }

    /// Whether values and numbers grow when walking this way.
    pub(super) fn grows(&self, way: Way) -> bool {
        (way == Way::Onward) != self.order.sort.descending
    }

    /// Numbers and values of up to so many rows of a run in walking order, with more columns.
    pub(super) fn rows(
        &self,
        run: &Run,
        (from, way): (Option<&Key>, Way),
        columns: &Sql,
        most: Value,
    ) -> Sql {
        let direction = if self.grows(way) { "ASC" } else { "DESC" };
        // Said in the words of the index: rows without a value follow each other by that, too.
        let order = if self.order.is_by_number() || matches!(run.lies, Lies::At(_)) {
            format!(" ORDER BY 1 {direction}")
        } else {
            format!(" ORDER BY 2 {direction}, 1 {direction}")
        };
        let rows = |part: &Sql| {
            let mut sql = Sql::new(format!("SELECT s.id, {} AS key", self.order.column), []);
            sql.append(columns);
            sql.push(" FROM submission s WHERE ");
            sql.append(part);
            if let Some(key) = from {
                sql.push(" AND ");
                sql.append(&self.behind(run, key, way));
            }
            sql.push(&order);
            sql.with(" LIMIT ?", [most.clone()])
        };
        let [part] = run.parts.as_slice() else {
            // Each part in its order, or all of it would be read and sorted.
            let mut merged = Sql::default();
            for part in &run.parts {
                let between = if merged.text.is_empty() {
                    "("
                } else {
                    " UNION ALL ("
                };
                merged.append(&rows(part).within(between, ")"));
            }
            merged.push(&order);
            return merged.with(" LIMIT ?", [most]);
        };
        rows(part)
    }

    /// How many of up to so many rows of a run there are.
    pub(super) fn count(&self, run: &Run, (from, way): (Option<&Key>, Way), most: Value) -> Sql {
        let mut sql = Sql::default();
        for part in &run.parts {
            sql.push(if sql.text.is_empty() {
                ""
            } else {
                " UNION ALL "
            });
            sql.push("SELECT 1 FROM submission s WHERE ");
            sql.append(part);
            if let Some(key) = from {
                sql.push(" AND ");
                sql.append(&self.behind(run, key, way));
            }
        }
        let sql = sql.with(" LIMIT ?", [most]);
        sql.within("SELECT count(*) FROM (", ") w")
    }

    /// The rows of a run behind the key.
    fn behind(&self, run: &Run, key: &Key, way: Way) -> Sql {
        let behind = if self.grows(way) { ">" } else { "<" };
        let id = Value::Number(key.id);
        match (&run.lies, &key.value) {
            (Lies::Everywhere | Lies::WithValue, Some(value)) if !self.order.is_by_number() => {
                let column = self.order.column;
                let words = format!("({column}, s.id) {behind} (?, ?)");
                Sql::new(words, [value.clone(), id])
            }
            _ => Sql::new(format!("s.id {behind} ?"), [id]),
        }
    }
}

impl Lies {
    /// Whether the run lies before the value, around it or behind it.
    fn against(&self, value: Option<&Value>, descending: bool) -> Ordering {
        match self {
            Self::WithValue | Self::At(_) if value.is_none() => Ordering::Less,
            Self::Empty if value.is_some() => Ordering::Greater,
            Self::Everywhere | Self::WithValue | Self::Empty => Ordering::Equal,
            Self::At(own) => {
                let growing = match (own, value) {
                    (Value::Number(own), Some(Value::Number(value))) => own.cmp(value),
                    (Value::Text(own), Some(Value::Text(value))) => own.cmp(value),
                    _ => Ordering::Equal,
                };
                if descending {
                    growing.reverse()
                } else {
                    growing
                }
            }
        }
    }
}
