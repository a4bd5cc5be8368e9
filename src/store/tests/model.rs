//! The plainest possible model of the queue: all rows, filtered and sorted in memory.

use std::cmp::Ordering;

use super::*;
use crate::domain::decision::{Decided, needs_person};
use crate::domain::report::{Anchor, Sort, SortColumn};

fn empty_last<T: Ord>(one: Option<T>, other: Option<T>, descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
    }
}

fn lower(text: Option<&Untrusted>) -> Option<String> {
    text.map(|text| text.raw().to_ascii_lowercase())
}

fn raw(text: Option<&Untrusted>) -> Option<String> {
    text.map(|text| text.raw().to_owned())
}

fn compare(one: &QueueRow, other: &QueueRow, sort: Sort) -> Ordering {
    macro_rules! by {
        ($value:expr) => {
            empty_last($value(one), $value(other), sort.descending)
        };
    }
    let by_column = match sort.column {
        SortColumn::Id => by!(|row: &QueueRow| Some(row.id)),
        SortColumn::Updated => by!(|row: &QueueRow| Some(row.updated_at)),
        SortColumn::State => by!(|row: &QueueRow| Some(row.state)),
        SortColumn::Kind => by!(|row: &QueueRow| Some(row.kind)),
        SortColumn::Employer => by!(|row: &QueueRow| row.employer.clone()),
        SortColumn::Worker => by!(|row: &QueueRow| lower(row.worker.as_ref())),
        SortColumn::Start => by!(|row: &QueueRow| row.start),
        SortColumn::Deadline => by!(|row: &QueueRow| row.deadline),
        SortColumn::NextAt => by!(|row: &QueueRow| row.next_at),
        SortColumn::WorkerType => by!(|row: &QueueRow| raw(row.worker_type.as_ref())),
        SortColumn::Ssin => by!(|row: &QueueRow| row.ssin.map(Ssin::digits)),
        SortColumn::Account => by!(|row: &QueueRow| Some(row.account.clone())),
        SortColumn::Code => by!(|row: &QueueRow| raw(row.codes.first())),
        SortColumn::Reference => by!(|row: &QueueRow| lower(row.reference.as_ref())),
    };
    by_column.then_with(|| empty_last(Some(one.id), Some(other.id), sort.descending))
}

fn chosen(row: &QueueRow, filter: &Filter) -> bool {
    let fits = |wanted: &Option<String>, found: Option<String>| {
        wanted
            .as_ref()
            .is_none_or(|wanted| found.as_ref() == Some(wanted))
    };
    let digits = |text: &str| text.replace('.', "");
    let employer = filter.employer.as_deref().map(digits);
    (filter.states.is_empty() || filter.states.contains(&row.state))
        && (filter.kinds.is_empty() || filter.kinds.contains(&row.kind))
        && fits(
            &filter.worker_type,
            row.worker_type.as_ref().map(|text| text.raw().to_owned()),
        )
        && fits(&employer, row.employer.as_deref().map(digits))
        && filter.ssin.is_none_or(|ssin| row.ssin == Some(ssin))
        && filter
            .code
            .as_ref()
            .is_none_or(|code| row.codes.iter().any(|found| found.raw() == code))
        && fits(
            &filter
                .reference
                .as_ref()
                .map(|text| text.to_ascii_lowercase()),
            lower(row.reference.as_ref()),
        )
        && filter.since.is_none_or(|since| row.updated_at >= since)
        && filter
            .due_before
            .is_none_or(|due| row.deadline.is_some_and(|deadline| deadline < due))
        && filter.decided.is_none_or(|decided| match decided {
            Decided::NotYet => needs_person(row.state) && row.decision.is_none(),
            Decided::As(decision) => row.decision == Some(decision),
        })
        && (!filter.looked_up || row.look_ups > 0)
        && filter.account.as_ref().is_none_or(|account| *account == row.account)
        && (filter.ids.is_empty() || filter.ids.contains(&row.id))
        // A text of blanks chooses nothing in particular; one with a zero byte nothing at all.
        && filter
            .text
            .as_ref()
            .is_none_or(|text| text.trim().is_empty() || has_text(row, text.trim()))
        && !filter.not.iter().any(|not| chosen(row, not))
}

/// Beginnings in the case of the index of their column, pieces in any case at all.
fn has_text(row: &QueueRow, text: &str) -> bool {
    let long = text.chars().count() >= 3;
    let in_case = |text: &str| {
        if long {
            text.to_lowercase()
        } else {
            text.to_ascii_lowercase()
        }
    };
    let text = in_case(text);
    let named = [
        row.worker.as_ref().map(|worker| in_case(worker.raw())),
        row.reference
            .as_ref()
            .map(|reference| in_case(reference.raw())),
        row.employer.clone(),
        row.employer
            .as_deref()
            .map(|employer| employer.replace('.', "")),
    ];
    let number = text.strip_prefix('#').unwrap_or(&text).parse();
    let own = number == Ok(row.id.0);
    let declared = row.declaration.map(DeclarationId::value);
    if long {
        own || declared.is_some_and(|declared| number == Ok(declared))
            || named.iter().flatten().any(|found| found.contains(&text))
    } else {
        own || named.iter().flatten().any(|found| found.starts_with(&text))
    }
}

/// A window as counting everything would give it.
pub(in crate::store) struct Expected {
    pub rows: Vec<QueueRow>,
    pub offset: u64,
    pub total: u64,
}

pub(in crate::store) fn expected(all: &[QueueRow], query: &QueueQuery) -> Expected {
    let rows = listed(all, &query.filter, query.sort);
    let size = query.window.rows;
    let last = rows.len().saturating_sub(size);
    let offset = match query.window.anchor {
        Anchor::First => 0,
        Anchor::Last => last,
        Anchor::Around(id) => rows
            .iter()
            .position(|row| row.id == id)
            .map_or(0, |place| place.saturating_sub(size / 2).min(last)),
        // Chosen or not: it has a place between the others.
        Anchor::After(id) => all
            .iter()
            .find(|row| row.id == id)
            .map_or(rows.len(), |row| {
                let before = |one: &&QueueRow| compare(one, row, query.sort).is_le();
                rows.iter().filter(before).count()
            }),
        Anchor::At(place) => usize::try_from(place)
            .unwrap_or(usize::MAX)
            .min(rows.len().saturating_sub(1))
            .saturating_sub(size / 2)
            .min(last),
    };
    Expected {
        offset: offset as u64,
        total: rows.len() as u64,
        rows: rows.into_iter().skip(offset).take(size).collect(),
    }
}

/// The chosen rows in their order.
pub(in crate::store) fn listed(all: &[QueueRow], filter: &Filter, sort: Sort) -> Vec<QueueRow> {
    let chosen = all.iter().filter(|row| chosen(row, filter));
    let mut rows: Vec<QueueRow> = chosen.cloned().collect();
    rows.sort_by(|one, other| compare(one, other, sort));
    rows
}
