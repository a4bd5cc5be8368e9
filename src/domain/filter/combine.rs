//! Two choices of rows as one.

use super::key::Key;
use crate::domain::report::Filter;

/// What becomes of two lists of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// A value of either will do: the same key twice in one line.
    Widen,
    /// Only a value of both will do: a line and a name in it.
    Narrow,
}

/// The rows that both choose, or the key of which they want different things.
pub fn narrow(mut filter: Filter, other: Filter) -> Result<Filter, &'static str> {
    join(&mut filter, other, Lists::Narrow)?;
    Ok(filter)
}

/// Takes the other choice over into this one, or says which key wants two things at once.
pub(super) fn join(filter: &mut Filter, other: Filter, lists: Lists) -> Result<(), &'static str> {
    let key = |is_done: bool, key: Key| is_done.then_some(()).ok_or(key.as_str());
    key(list(&mut filter.states, other.states, lists), Key::State)?;
    key(list(&mut filter.kinds, other.kinds, lists), Key::Kind)?;
    key(list(&mut filter.ids, other.ids, lists), Key::Id)?;
    key(one(&mut filter.worker_type, other.worker_type), Key::Type)?;
    key(one(&mut filter.code, other.code), Key::Code)?;
    key(one(&mut filter.employer, other.employer), Key::Employer)?;
    key(one(&mut filter.ssin, other.ssin), Key::Ssin)?;
    key(one(&mut filter.reference, other.reference), Key::Reference)?;
    key(one(&mut filter.decided, other.decided), Key::Decision)?;
    key(one(&mut filter.account, other.account), Key::Account)?;
    one(&mut filter.text, other.text)
        .then_some(())
        .ok_or("text")?;
    // Of two moments both hold.
    filter.since = filter.since.max(other.since);
    filter.due_before = match (filter.due_before, other.due_before) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    filter.looked_up |= other.looked_up;
    filter.not.extend(other.not);
    Ok(())
}

/// Adds a value that is not there yet.
pub(super) fn add<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn list<T: PartialEq>(values: &mut Vec<T>, others: Vec<T>, lists: Lists) -> bool {
    // No value at all is any value.
    if others.is_empty() {
        return true;
    }
    if lists == Lists::Widen || values.is_empty() {
        for other in others {
            add(values, other);
        }
        return true;
    }
    values.retain(|value| others.contains(value));
    !values.is_empty()
}

fn one<T: PartialEq>(value: &mut Option<T>, other: Option<T>) -> bool {
    match (&value, other) {
        (_, None) => true,
        (None, other) => {
            *value = other;
            true
        }
        (Some(value), Some(other)) => *value == other,
    }
}
