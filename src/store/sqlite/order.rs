//! How rows follow each other, and which indexes give them so.
//!
//! Rows without a value in the sorted column come last in both directions. So an order is
//! a few runs, one with values and one without, or one for each value that a filter allows;
//! an index can walk through each of them from any row on, onward or back.

use std::cmp::Ordering;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::filter::{About, Arm, Term, Terms};
use super::sql::Sql;
use super::tally;
use crate::domain::report::{Filter, Sort, SortColumn};
use crate::store::StoreError;

/// A row's place in the order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub value: Value,
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
    /// The sorted column.
    pub column: &'static str,
    table: &'static str,
    /// Where the rows without a value are found, if there can be any.
    empties: Option<&'static str>,
}

/// What an order has to know of what is in the file.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The ways in which the filtered employer is written.
    forms: Vec<String>,
    /// Every account by name, when they are ordered by that.
    accounts: Vec<(i64, String)>,
}

/// Rows that indexes give in the order.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// By what they are ordered before their number; nothing when that is the same for all.
    pub key: Option<&'static str>,
    /// Where they come from; more than one are merged.
    pub arms: Vec<Arm>,
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

/// A part of a run that an index gives from its first row on. Behind a key there are two: for a
/// comparison of value and number together the database would begin at the first row of the value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stretch<'a> {
    Whole,
    /// The rows of the key's value that come behind its number.
    Level(&'a Key),
    /// The rows whose values in this column come behind the key's.
    Beyond(&'static str, &'a Key),
}

/// The runs of an order, and the terms that hold for all of their rows.
#[derive(Debug, Clone)]
pub(super) struct Path {
    pub runs: Vec<Run>,
    pub held: Vec<About>,
    descending: bool,
}

impl Order {
    pub(super) fn of(sort: Sort) -> Self {
        let (column, table) = match sort.column {
            SortColumn::Id => ("s.id", "submission s NOT INDEXED"),
            SortColumn::Updated => ("s.updated_at", "submission s INDEXED BY by_updated"),
            SortColumn::State => ("s.life", "submission s INDEXED BY by_life"),
            SortColumn::Kind => ("s.kind_order", "submission s INDEXED BY by_kind"),
            SortColumn::WorkerType => ("s.worker_type", "submission s INDEXED BY by_worker_type"),
            SortColumn::Employer => ("s.employer", "submission s INDEXED BY by_employer"),
            SortColumn::Worker => ("s.worker_name", "submission s INDEXED BY by_worker"),
            SortColumn::Ssin => ("s.ssin", "submission s INDEXED BY by_ssin"),
            SortColumn::Start => ("s.start_date", "submission s INDEXED BY by_start"),
            SortColumn::Deadline => ("s.deadline", "submission s INDEXED BY by_deadline"),
            SortColumn::NextAt => ("s.next_at", "submission s INDEXED BY by_next"),
            // Kept by number: a new name moves no row.
            SortColumn::Account => (
                "(SELECT name FROM account WHERE id = s.account_id)",
                "submission s INDEXED BY by_account",
            ),
            SortColumn::Code => ("s.first_code", "submission s INDEXED BY by_first_code"),
            SortColumn::Reference => ("s.reference", "submission s INDEXED BY by_reference"),
        };
        let empties = match sort.column {
            SortColumn::Id
            | SortColumn::Updated
            | SortColumn::State
            | SortColumn::Kind
            | SortColumn::Account => None,
            SortColumn::WorkerType => Some("submission s INDEXED BY without_worker_type"),
            SortColumn::Ssin => Some("submission s INDEXED BY without_ssin"),
            _ => Some(table),
        };
        Self {
            sort,
            column,
            table,
            empties,
        }
    }

    /// Reads what [`Self::path`] has to know.
    pub(super) fn known(
        &self,
        connection: &Connection,
        filter: &Filter,
    ) -> Result<Known, StoreError> {
        let mut known = Known::default();
        if let Some(employer) = &filter.employer {
            known.forms = tally::forms(connection, employer)?;
        }
        if self.sort.column == SortColumn::Account {
            known.accounts = connection
                .prepare_cached("SELECT id, name FROM account ORDER BY name")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
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

    /// How many rows come before those of this value, and how many have it, if that is kept.
    pub(super) fn kept(
        &self,
        connection: &Connection,
        value: &Value,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        if *value == Value::Null {
            return Ok(None);
        }
        let (mut before, mut level) = (0, 0);
        let add = |own, rows| match Lies::At(own).against(value, self.sort.descending) {
            Ordering::Less => before += rows,
            Ordering::Equal => level += rows,
            Ordering::Greater => {}
        };
        let is_kept = tally::by_value(connection, self.sort.column, add)?;
        Ok(is_kept.then_some((before, level)))
    }

    /// The words that sort a few rows.
    pub(super) fn sql(&self) -> String {
        let direction = if self.sort.descending { "DESC" } else { "ASC" };
        let column = self.column;
        format!("ORDER BY {column} IS NULL, {column} {direction}, s.id {direction}")
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
                let arms = lead.map_or_else(|| vec![self.arm(None)], |term| term.arms.clone());
                vec![Run {
                    key: None,
                    arms,
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
                        .is_none_or(|one| one.contains(&Value::Integer(id)))
                };
                let accounts = known.accounts.iter().filter(|(id, _)| wanted(*id));
                self.account_by_account(accounts)
            }
            SortColumn::Updated => {
                let since = holds(About::Since);
                match holds(About::States) {
                    Some(states) => self.states_by_change(values(states), since),
                    None => vec![self.run(Lies::Everywhere, since)],
                }
            }
            SortColumn::Deadline => match holds(About::DueBefore) {
                None => self.all(),
                due => vec![self.run(Lies::WithValue, due)],
            },
            _ => self.all(),
        };
        Path {
            runs,
            held,
            descending: self.sort.descending,
        }
    }

    fn all(&self) -> Vec<Run> {
        if self.empties.is_some() {
            vec![self.run(Lies::WithValue, None), self.run(Lies::Empty, None)]
        } else {
            vec![self.run(Lies::Everywhere, None)]
        }
    }

    /// The sorted column's own index, between what a term on this column allows.
    fn run(&self, lies: Lies, within: Option<&Term>) -> Run {
        let column = self.column;
        let mut arm = self.arm(within);
        let key = match lies {
            Lies::WithValue => {
                arm.which.push(&format!(" AND {column} IS NOT NULL"));
                Some(column)
            }
            Lies::Empty => {
                arm.table = self.empties.unwrap_or(self.table);
                arm.which.push(&format!(" AND {column} IS NULL"));
                None
            }
            _ => Some(column),
        };
        Run {
            key,
            arms: vec![arm],
            lies,
        }
    }

    fn arm(&self, within: Option<&Term>) -> Arm {
        let which = within.and_then(|term| term.arms.first());
        Arm {
            table: self.table,
            id: "s.id",
            which: which.map_or_else(|| Sql::new("true", []), |arm| arm.which.clone()),
            by_number: false,
            repeats: false,
        }
    }

    /// A run for each of these values, which come smallest first.
    fn one_by_one(&self, mut values: Vec<Value>) -> Vec<Run> {
        if self.sort.descending {
            values.reverse();
        }
        let run = |value: Value| {
            let mut arm = self.arm(None);
            let column = self.column;
            arm.which = Sql::new(format!("{column} = ?"), [value.clone()]);
            Run {
                key: None,
                arms: vec![arm],
                lies: Lies::At(value),
            }
        };
        values.into_iter().map(run).collect()
    }

    /// A run for each account; they come in the order of names.
    fn account_by_account<'a>(
        &self,
        accounts: impl DoubleEndedIterator<Item = &'a (i64, String)>,
    ) -> Vec<Run> {
        let run = |(id, name): &(i64, String)| {
            let mut arm = self.arm(None);
            arm.which = Sql::new("s.account_id = ?", [Value::Integer(*id)]);
            Run {
                key: None,
                arms: vec![arm],
                lies: Lies::At(Value::Text(name.clone())),
            }
        };
        if self.sort.descending {
            accounts.rev().map(run).collect()
        } else {
            accounts.map(run).collect()
        }
    }

    /// The states that a filter names, merged by their last change.
    fn states_by_change(&self, states: Vec<Value>, since: Option<&Term>) -> Vec<Run> {
        let arms = states.into_iter().map(|state| {
            let mut arm = self.arm(since);
            arm.table = "submission s INDEXED BY by_life_updated";
            arm.which = arm.which.with(" AND s.life = ?", [state]);
            arm
        });
        vec![Run {
            key: Some(self.column),
            arms: arms.collect(),
            lies: Lies::Everywhere,
        }]
    }
}

/// The values of a term that names one or more, smallest first.
fn values(term: &Term) -> Vec<Value> {
    let arms = term.arms.iter();
    arms.flat_map(|arm| arm.which.values.iter().cloned())
        .collect()
}

impl Path {
    /// What lies behind the key when walking this way, stretch by stretch; everything without one.
    pub(super) fn from<'a>(
        &'a self,
        key: Option<&'a Key>,
        way: Way,
    ) -> Vec<(&'a Run, Stretch<'a>)> {
        let mut stretches = Vec::new();
        let mut runs: Vec<&Run> = self.runs.iter().collect();
        if way == Way::Back {
            runs.reverse();
        }
        for run in runs {
            let Some(key) = key else {
                stretches.push((run, Stretch::Whole));
                continue;
            };
            let lies = run.lies.against(&key.value, self.descending);
            match (lies, way) {
                (Ordering::Equal, _) => {
                    stretches.push((run, Stretch::Level(key)));
                    if let Some(column) = run.key {
                        stretches.push((run, Stretch::Beyond(column, key)));
                    }
                }
                (Ordering::Greater, Way::Onward) | (Ordering::Less, Way::Back) => {
                    stretches.push((run, Stretch::Whole));
                }
                _ => {}
            }
        }
        stretches
    }

    /// Whether values and numbers grow when walking this way.
    pub(super) fn grows(&self, way: Way) -> bool {
        (way == Way::Onward) != self.descending
    }
}

impl Lies {
    /// Whether the run lies before the value, around it or behind it.
    fn against(&self, value: &Value, descending: bool) -> Ordering {
        let empty = matches!(value, Value::Null);
        match self {
            Self::WithValue | Self::At(_) if empty => Ordering::Less,
            Self::Empty if !empty => Ordering::Greater,
            Self::Everywhere | Self::WithValue | Self::Empty => Ordering::Equal,
            Self::At(own) => {
                let growing = match (own, value) {
                    (Value::Integer(own), Value::Integer(value)) => own.cmp(value),
                    (Value::Text(own), Value::Text(value)) => own.cmp(value),
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
