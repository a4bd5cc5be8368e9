//! A filter as a condition of SQL. Knows columns and the text index, no rows.

use rusqlite::types::Value;

use crate::domain::decision::Decided;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::Filter;

/// The text index knows pieces of three characters; shorter texts are looked for as beginnings.
const INDEXED_PIECE: usize = 3;

/// In the words of the index `undecided`.
const UNDECIDED: &str = "s.decision IS NULL
    AND s.state IN('accepted_warning', 'refused', 'rejected', 'not_taken')";

/// A condition with what its question marks stand for, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Condition {
    terms: Vec<String>,
    values: Vec<Value>,
}

impl Condition {
    /// The condition of a filter on the submission `s`.
    pub(super) fn of(filter: &Filter) -> Self {
        let mut condition = Self::default();
        let states = filter.states.iter().map(|state| life(*state));
        condition.one_of("s.life", states.collect());
        let kinds = filter.kinds.iter().map(|kind| text(kind.as_str()));
        condition.one_of("s.kind", kinds.collect());
        if let Some(worker_type) = &filter.worker_type {
            condition.and("s.worker_type = ?", [text(worker_type)]);
        }
        if let Some(employer) = &filter.employer {
            let digits: String = employer.chars().filter(char::is_ascii_digit).collect();
            condition.and("s.employer_digits = ?", [Value::Text(digits)]);
        }
        if let Some(ssin) = filter.ssin {
            condition.and("s.ssin = ?", [Value::Text(ssin.digits())]);
        }
        if let Some(code) = &filter.code {
            condition.and(
                "s.id IN(SELECT submission_id FROM anomaly WHERE code = ?)",
                [text(code)],
            );
        }
        if let Some(reference) = &filter.reference {
            condition.and("s.reference = ?", [text(reference)]);
        }
        if filter.looked_up {
            condition.and("s.look_ups > 0", []);
        }
        if let Some(since) = filter.since {
            condition.and(
                "s.updated_at >= ?",
                [Value::Integer(since.as_millisecond())],
            );
        }
        if let Some(due) = filter.due_before {
            condition.and("s.deadline < ?", [Value::Integer(due.as_millisecond())]);
        }
        match filter.decided {
            None => {}
            Some(Decided::NotYet) => condition.and(UNDECIDED, []),
            Some(Decided::As(decision)) => {
                condition.and("s.decision = ?", [text(decision.as_str())]);
            }
        }
        if let Some(words) = filter.text.as_deref().map(str::trim) {
            condition.contains(words);
        }
        condition
    }

    /// Adds a term; every question mark in it takes one value.
    pub(super) fn and(&mut self, term: &str, values: impl IntoIterator<Item = Value>) {
        self.terms.push(term.to_owned());
        self.values.extend(values);
    }

    /// The condition as SQL, true when it has no term.
    pub(super) fn sql(&self) -> String {
        if self.terms.is_empty() {
            "true".to_owned()
        } else {
            self.terms.join(" AND ")
        }
    }

    /// The values of its question marks.
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }

    fn one_of(&mut self, column: &str, values: Vec<Value>) {
        if !values.is_empty() {
            let marks = vec!["?"; values.len()].join(", ");
            self.and(&format!("{column} IN({marks})"), values);
        }
    }

    fn contains(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if words.chars().count() >= INDEXED_PIECE && !words.contains('\0') {
            // Quoted, so that nothing in it is an operator of the index's own language.
            let phrase = format!("\"{}\"", words.replace('"', "\"\""));
            self.and(
                "(s.id IN(SELECT rowid FROM find WHERE find MATCH ?) OR s.id = ?)",
                [Value::Text(phrase), own_number(words)],
            );
            return;
        }
        let columns = ["worker_name", "reference", "employer", "employer_digits"];
        let begins = columns.map(|column| format!("(s.{column} >= ? AND s.{column} < ?)"));
        let after = format!("{words}{}", char::MAX);
        let mut values: Vec<Value> = Vec::new();
        for _ in columns {
            values.extend([text(words), Value::Text(after.clone())]);
        }
        values.push(own_number(words));
        self.and(&format!("({} OR s.id = ?)", begins.join(" OR ")), values);
    }
}

/// A person who types a row's own number wants that row.
fn own_number(words: &str) -> Value {
    let digits = words.strip_prefix('#').unwrap_or(words);
    digits.parse().map_or(Value::Null, Value::Integer)
}

/// States are indexed by their place in a life, by which they are also sorted.
fn life(state: StateKind) -> Value {
    let place = StateKind::ALL.iter().position(|kind| *kind == state);
    place.map_or(Value::Null, |place| {
        Value::Integer(i64::try_from(place).unwrap_or(i64::MAX))
    })
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}
