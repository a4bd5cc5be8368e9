//! A choice of rows as the line that says it.

use crate::domain::ids::Ssin;
use jiff::Timestamp;

use super::key::Key;
use super::lex::spelled;
use super::parse;
use crate::domain::decision::Decided;
use crate::domain::report::Filter;

/// The line of a filter; none when no line says it.
///
/// Moments are written out, so that the line means the same at any time. A line that a filter
/// has, that is read again, is that filter.
pub fn to_line(filter: &Filter) -> Option<String> {
    let mut terms = keyed(filter);
    for not in &filter.not {
        let mut negated = keyed(not);
        negated.extend(not.text.as_deref().map(spelled));
        let [term] = negated.as_slice() else {
            return None;
        };
        terms.push(format!("!{term}"));
    }
    terms.extend(filter.text.as_deref().map(words));
    let line = terms.join(" ");
    // What cannot be typed, such as an empty reference or a list that repeats itself, shows here.
    let again = parse(&line, Timestamp::UNIX_EPOCH);
    (again.as_ref() == Ok(filter)).then_some(line)
}

/// Words as they are typed, in quotes where one of them would be read as more than a word.
fn words(text: &str) -> String {
    if text.split(' ').all(|word| spelled(word) == word) {
        text.to_owned()
    } else {
        spelled(text)
    }
}

/// The terms with a key.
fn keyed(filter: &Filter) -> Vec<String> {
    let mut terms = Vec::new();
    let mut many = |key: Key, values: Vec<String>| {
        if !values.is_empty() {
            terms.push(format!("{}:{}", key.as_str(), values.join(",")));
        }
    };
    let states = filter.states.iter();
    many(
        Key::State,
        states.map(|state| state.as_str().to_owned()).collect(),
    );
    let kinds = filter.kinds.iter();
    many(
        Key::Kind,
        kinds.map(|kind| kind.as_str().to_owned()).collect(),
    );
    let ids = filter.ids.iter();
    many(Key::Id, ids.map(|id| id.0.to_string()).collect());
    let mut one = |key, value: Option<String>| many(key, value.into_iter().collect());
    one(Key::Type, filter.worker_type.as_deref().map(spelled));
    one(Key::Code, filter.code.as_deref().map(spelled));
    one(Key::Employer, filter.employer.as_deref().map(spelled));
    one(Key::Ssin, filter.ssin.map(Ssin::digits));
    one(Key::Reference, filter.reference.as_deref().map(spelled));
    one(Key::Account, filter.account.as_deref().map(spelled));
    one(Key::Since, filter.since.map(|moment| moment.to_string()));
    let due = filter.due_before.map(|moment| moment.to_string());
    one(Key::Deadline, due);
    let decided = filter.decided.map(|decided| match decided {
        Decided::NotYet => "none".to_owned(),
        Decided::As(decision) => decision.as_str().to_owned(),
    });
    one(Key::Decision, decided);
    terms
}
