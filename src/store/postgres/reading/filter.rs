//! A filter taken apart: each of its terms as the test of a row. Knows columns, no rows.

use super::sql::{Sql, Value, text};
use crate::domain::decision::Decided;
use crate::domain::report::Filter;
use crate::store::StoreError;
use crate::store::chosen::{self, About, INDEXED_PIECE, digits, kind_order, life, own_number};
use crate::store::postgres::session::Session;

/// In the words of the index `undecided`.
const UNDECIDED: &str =
    "s.decision IS NULL AND s.state IN('accepted_warning', 'refused', 'rejected', 'not_taken')";

/// As much of a name or a reference as has a place in an order.
pub(super) const WORKER: &str = "s.worker_order";
/// The same of a reference.
pub(super) const REFERENCE: &str = "s.reference_order";

/// One term of a filter: the test of a row `s`.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub about: About,
    pub test: Sql,
    /// The same in parts, each of which an index gives by number; none when no index does.
    pub by_number: Vec<Sql>,
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
    pub(super) async fn of(session: &Session, filter: &Filter) -> Result<Option<Self>, StoreError> {
        let Some(filter) = chosen::plain(filter) else {
            return Ok(None);
        };
        // No stored text has a zero byte.
        let texts = [
            &filter.worker_type,
            &filter.code,
            &filter.reference,
            &filter.account,
        ];
        let words = texts.into_iter().chain([&filter.text]).flatten();
        if words.into_iter().any(|words| words.contains('\0')) {
            return Ok(None);
        }
        let mut terms = Self::default();
        terms.lists(&filter);
        terms.values(&filter);
        if let Some(since) = filter.since {
            let value = Value::Number(since.as_millisecond());
            terms.add(About::Since, Sql::new("s.updated_at >= ?", [value]));
        }
        if let Some(moment) = filter.due_before {
            let value = Value::Number(moment.as_millisecond());
            terms.add(About::DueBefore, Sql::new("s.deadline < ?", [value]));
        }
        if let Some(name) = &filter.account {
            let Some(account) = account(session, name).await? else {
                return Ok(None);
            };
            terms.is(About::Account, "s.account_id = ?", Value::Number(account));
        }
        if let Some(words) = filter.text.as_deref().map(str::trim) {
            terms.text(words);
        }
        for not in &filter.not {
            match Box::pin(Self::of(session, not)).await? {
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

    /// The test of all terms but those that hold already; none when nothing is left to test.
    pub(super) fn test(&self, held: &[About]) -> Option<Sql> {
        let mut test = Sql::default();
        let mut and = |piece: &Sql, before: &str, behind: &str| {
            test.push(if test.text.is_empty() { "" } else { " AND " });
            test.push(before);
            test.append(piece);
            test.push(behind);
        };
        for term in self.terms.iter().filter(|term| !held.contains(&term.about)) {
            and(&term.test, "(", ")");
        }
        for not in &self.not {
            // What is open chooses every row; none of them is left here.
            if let Some(inner) = not.test(&[]) {
                and(&inner, "(", ") IS NOT TRUE");
            }
        }
        (!test.text.is_empty()).then_some(test)
    }

    fn lists(&mut self, filter: &Filter) {
        let states = filter.states.iter().map(|state| life(*state)).collect();
        self.one_of(About::States, "s.life", states);
        let kinds = filter.kinds.iter().map(|kind| kind_order(*kind)).collect();
        self.one_of(About::Kinds, "s.kind_order", kinds);
        if !filter.ids.is_empty() {
            let ids = filter.ids.iter().map(|id| id.0).collect();
            self.add(About::Ids, Sql::new("s.id = ANY(?)", [Value::Numbers(ids)]));
        }
    }

    fn values(&mut self, filter: &Filter) {
        if let Some(worker_type) = &filter.worker_type {
            self.is(About::WorkerType, "s.worker_type = ?", text(worker_type));
        }
        if let Some(employer) = &filter.employer {
            let number = text(digits(employer));
            self.is(About::Employer, "s.employer_digits = ?", number);
        }
        if let Some(ssin) = filter.ssin {
            self.is(About::Ssin, "s.ssin = ?", text(ssin.digits()));
        }
        if let Some(code) = &filter.code {
            let test = "EXISTS(SELECT FROM anomaly n WHERE n.submission_id = s.id AND n.code = ?)";
            self.add(About::Code, Sql::new(test, [text(code)]));
        }
        if let Some(reference) = &filter.reference {
            let test =
                format!("{REFERENCE} = left(lower(?), 200) AND lower(s.reference) = lower(?)");
            self.add(
                About::Reference,
                Sql::new(test, [text(reference), text(reference)]),
            );
        }
        if filter.looked_up {
            self.alone(About::LookedUp, Sql::new("s.look_ups > 0", []));
        }
        match filter.decided {
            None => {}
            Some(Decided::NotYet) => self.alone(About::Decision, Sql::new(UNDECIDED, [])),
            Some(Decided::As(decision)) => {
                self.is(About::Decision, "s.decision = ?", text(decision.as_str()));
            }
        }
    }

    /// Somewhere in the searched texts, or at the beginning of one when it is short; or a number.
    fn text(&mut self, words: &str) {
        let mut test = if words.chars().count() >= INDEXED_PIECE {
            Sql::new(
                "s.found LIKE '%' || caseless(?) || '%'",
                [text(quoted(words))],
            )
        } else {
            beginning(words)
        };
        if let Some(number) = own_number(words) {
            test = test.with(" OR s.id = ?", [Value::Number(number)]);
            if words.chars().count() >= INDEXED_PIECE {
                test = test.with(" OR s.decl_id = ?", [Value::Number(number)]);
            }
        }
        self.add(About::Text, test);
    }

    fn one_of(&mut self, about: About, column: &str, mut values: Vec<i64>) {
        if values.is_empty() {
            return;
        }
        values.sort_unstable();
        values.dedup();
        let part = |value: &i64| Sql::new(format!("{column} = ?"), [Value::Number(*value)]);
        let by_number = values.iter().map(part).collect();
        let test = Sql::new(format!("{column} = ANY(?)"), [Value::Numbers(values)]);
        self.terms.push(Term {
            about,
            test,
            by_number,
        });
    }

    fn is(&mut self, about: About, test: &str, value: Value) {
        self.alone(about, Sql::new(test, [value]));
    }

    fn alone(&mut self, about: About, test: Sql) {
        let by_number = vec![test.clone()];
        self.terms.push(Term {
            about,
            test,
            by_number,
        });
    }

    fn add(&mut self, about: About, test: Sql) {
        let by_number = Vec::new();
        self.terms.push(Term {
            about,
            test,
            by_number,
        });
    }
}

/// Short texts are what names, references and employers begin with, in the case that each has.
fn beginning(words: &str) -> Sql {
    let after = format!("{words}{}", char::MAX);
    let mut test = Sql::default();
    for (column, value) in [
        (WORKER, "lower(?)"),
        (REFERENCE, "lower(?)"),
        ("s.employer", "?"),
        ("s.employer_digits", "?"),
    ] {
        test.push(if test.text.is_empty() { "" } else { " OR " });
        test = test.with(
            &format!("{column} >= {value} AND {column} < {value}"),
            [text(words), text(&after)],
        );
    }
    test
}

/// With nothing in it that means something to `LIKE`.
fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '\\' | '%' | '_') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted
}

/// The row of an account.
pub(super) async fn account(session: &Session, name: &str) -> Result<Option<i64>, StoreError> {
    let sql = Sql::new("SELECT id FROM account WHERE name = ?", [text(name)]);
    Ok(sql.column(session).await?.into_iter().next())
}
