//! A filter taken apart: for each of its terms the test of a row, and the indexes from which the
//! numbers of its rows come. Knows columns and indexes, no rows.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::needle::Needle;
use super::sql::{Sql, marks};
use crate::domain::decision::Decided;
use crate::domain::report::Filter;
use crate::store::StoreError;
use crate::store::chosen::own_number;
pub(super) use crate::store::chosen::{About, digits, kind_order, life, plain};

/// In the words of the index `undecided`.
const UNDECIDED: &str = "s.decision IS NULL
    AND (s.state = 'accepted_warning' OR s.state = 'refused' OR s.state = 'rejected' OR s.state = 'not_taken')";

/// The test of a row `s`.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Sql(Sql),
    Text(Needle),
}

/// Where numbers of rows come from.
#[derive(Debug, Clone)]
pub(super) struct Arm {
    /// The table with its index.
    pub table: &'static str,
    /// The column of the number.
    pub id: &'static str,
    /// Which of its rows.
    pub which: Sql,
    /// Whether the index gives them by number.
    pub by_number: bool,
    /// Whether a number may come more than once, one time after the other.
    pub repeats: bool,
}

/// One term of a filter.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub about: About,
    pub test: Test,
    /// Together they give the rows of the term.
    pub arms: Vec<Arm>,
}

/// All terms of a filter. None of both chooses every row.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    pub terms: Vec<Term>,
    /// Rows of these are left out.
    pub not: Vec<Terms>,
}

impl Terms {
    /// The terms of a filter; none when no row can be chosen.
    pub(super) fn of(connection: &Connection, filter: &Filter) -> Result<Option<Self>, StoreError> {
        let Some(filter) = plain(filter) else {
            return Ok(None);
        };
        let mut terms = Self::default();
        terms.lists(&filter);
        terms.values(&filter);
        terms.moments(&filter);
        if let Some(name) = &filter.account {
            let Some(account) = account(connection, name)? else {
                return Ok(None);
            };
            terms.is(
                About::Account,
                "submission s INDEXED BY by_account",
                "s.account_id = ?",
                Value::Integer(account),
            );
        }
        if let Some(words) = filter.text.as_deref().map(str::trim) {
            terms.text(connection, words)?;
        }
        for not in &filter.not {
            match Self::of(connection, not)? {
                None => {}
                Some(not) if not.is_open() => return Ok(None),
                Some(not) => terms.not.push(not),
            }
        }
        Ok(Some(terms))
    }

    /// Whether every row is chosen.
    pub(super) fn is_open(&self) -> bool {
        self.terms.is_empty() && self.not.is_empty()
    }

    fn lists(&mut self, filter: &Filter) {
        let mut states: Vec<i64> = filter.states.iter().map(|state| life(*state)).collect();
        states.sort_unstable();
        states.dedup();
        self.one_of(About::States, ("by_life", "life"), &states);
        let mut kinds: Vec<i64> = filter.kinds.iter().map(|kind| kind_order(*kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        self.one_of(About::Kinds, ("by_kind", "kind_order"), &kinds);
        if !filter.ids.is_empty() {
            let arm = these(filter.ids.iter().map(|id| id.0));
            self.add(About::Ids, arm.which.clone(), vec![arm]);
        }
    }

    fn values(&mut self, filter: &Filter) {
        if let Some(worker_type) = &filter.worker_type {
            self.is(
                About::WorkerType,
                "submission s INDEXED BY by_worker_type",
                "s.worker_type = ?",
                text(worker_type),
            );
        }
        if let Some(employer) = &filter.employer {
            self.is(
                About::Employer,
                "submission s INDEXED BY by_employer_digits",
                "s.employer_digits = ?",
                Value::Text(digits(employer)),
            );
        }
        if let Some(ssin) = filter.ssin {
            self.is(
                About::Ssin,
                "submission s INDEXED BY by_ssin",
                "s.ssin = ?",
                Value::Text(ssin.digits()),
            );
        }
        if let Some(code) = &filter.code {
            self.add(
                About::Code,
                Sql::new(
                    "s.id IN(SELECT submission_id FROM anomaly WHERE submission_id = s.id AND code = ?)",
                    [text(code)],
                ),
                vec![Arm {
                    table: "anomaly n INDEXED BY anomaly_by_code",
                    id: "n.submission_id",
                    which: Sql::new("n.code = ?", [text(code)]),
                    by_number: true,
                    repeats: true,
                }],
            );
        }
        if let Some(reference) = &filter.reference {
            self.is(
                About::Reference,
                "submission s INDEXED BY by_reference",
                "s.reference = ?",
                text(reference),
            );
        }
        if filter.looked_up {
            let which = Sql::new("s.look_ups > 0", []);
            let arm = by_number("submission s INDEXED BY looked_up", which.clone());
            self.add(About::LookedUp, which, vec![arm]);
        }
        match filter.decided {
            None => {}
            Some(Decided::NotYet) => {
                let which = Sql::new(UNDECIDED, []);
                let arm = by_number("submission s INDEXED BY undecided", which.clone());
                self.add(About::Decision, which, vec![arm]);
            }
            Some(Decided::As(decision)) => self.is(
                About::Decision,
                "submission s INDEXED BY by_decision",
                "s.decision = ?",
                text(decision.as_str()),
            ),
        }
    }

    fn moments(&mut self, filter: &Filter) {
        let ranges = [
            (
                About::Since,
                "submission s INDEXED BY by_updated",
                "s.updated_at >= ?",
                filter.since,
            ),
            (
                About::DueBefore,
                "submission s INDEXED BY by_deadline",
                "s.deadline < ?",
                filter.due_before,
            ),
        ];
        for (about, table, test, moment) in ranges {
            let Some(moment) = moment else { continue };
            let which = Sql::new(test, [Value::Integer(moment.as_millisecond())]);
            let arm = Arm {
                by_number: false,
                ..by_number(table, which.clone())
            };
            self.add(about, which, vec![arm]);
        }
    }

    fn text(&mut self, connection: &Connection, words: &str) -> Result<(), StoreError> {
        match Needle::of(words) {
            Some(needle) => {
                let mut arms = vec![Arm {
                    table: "find",
                    id: "find.rowid",
                    which: Sql::new("find MATCH ?", [Value::Text(needle.phrase())]),
                    by_number: true,
                    repeats: false,
                }];
                for id in needle.numbered(connection)? {
                    if !needle.indexed(connection, id)? {
                        arms.push(own(id));
                    }
                }
                self.terms.push(Term {
                    about: About::Text,
                    test: Test::Text(needle),
                    arms,
                });
            }
            None => self.beginning(words),
        }
        Ok(())
    }

    fn beginning(&mut self, words: &str) {
        let after = Value::Text(format!("{words}{}", char::MAX));
        let mut arms = Vec::new();
        let mut test = Sql::new("(", []);
        for (table, column) in [
            ("submission s INDEXED BY by_worker", "worker_name"),
            ("submission s INDEXED BY by_reference", "reference"),
            ("submission s INDEXED BY by_employer", "employer"),
            (
                "submission s INDEXED BY by_employer_digits",
                "employer_digits",
            ),
        ] {
            let which = Sql::new(
                format!("s.{column} >= ? AND s.{column} < ?"),
                [text(words), after.clone()],
            );
            test.append(&which);
            test.push(" OR ");
            arms.push(Arm {
                table,
                id: "s.id",
                which,
                by_number: false,
                repeats: true,
            });
        }
        let number = own_number(words);
        arms.extend(number.map(own));
        let number = number.map_or(Value::Null, Value::Integer);
        self.add(About::Text, test.with("s.id = ?)", [number]), arms);
    }

    fn one_of(&mut self, about: About, (index, column): (&'static str, &str), values: &[i64]) {
        if values.is_empty() {
            return;
        }
        let table = match index {
            "by_life" => "submission s INDEXED BY by_life",
            _ => "submission s INDEXED BY by_kind",
        };
        let test = format!("s.{column} IN({})", marks(values.len()));
        let arms = values.iter().map(|value| {
            let which = Sql::new(format!("s.{column} = ?"), [Value::Integer(*value)]);
            by_number(table, which)
        });
        let arms = arms.collect();
        let values = values.iter().copied().map(Value::Integer);
        self.add(about, Sql::new(test, values), arms);
    }

    fn is(&mut self, about: About, table: &'static str, test: &str, value: Value) {
        let which = Sql::new(test, [value]);
        self.add(about, which.clone(), vec![by_number(table, which)]);
    }

    fn add(&mut self, about: About, test: Sql, arms: Vec<Arm>) {
        let test = Test::Sql(test);
        self.terms.push(Term { about, test, arms });
    }
}

fn by_number(table: &'static str, which: Sql) -> Arm {
    Arm {
        table,
        id: "s.id",
        which,
        by_number: true,
        repeats: false,
    }
}

/// The rows of these numbers. The database puts the list in order.
pub(super) fn these(ids: impl Iterator<Item = i64>) -> Arm {
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    let list = Value::Text(format!("[{}]", ids.join(",")));
    let which = Sql::new("s.id IN(SELECT value FROM json_each(?))", [list]);
    by_number("submission s NOT INDEXED", which)
}

/// The row with this number of its own.
fn own(id: i64) -> Arm {
    let which = Sql::new("s.id = ?", [Value::Integer(id)]);
    by_number("submission s NOT INDEXED", which)
}

/// The row of an account.
pub(super) fn account(connection: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    let id = connection
        .prepare_cached("SELECT id FROM account WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(id)
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}
