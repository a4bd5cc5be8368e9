//! A window of the ordered queue, found by keys and never by counting all rows.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::order::{Key, Order, Way};
use super::plan::{Limits, List, Plan, Sorted};
use super::walk::{Choice, End, Walk};
use super::{rows, tally};
use crate::domain::ids::SubmissionId;
use crate::domain::report::{Anchor, Place, PlaceQuery, QueuePage, QueueQuery, Total, Window};
use crate::store::StoreError;

/// One window. What would take more than the limits to count is left to [`place`].
pub(super) fn page(
    connection: &Connection,
    query: &QueueQuery,
    limits: Limits,
) -> Result<QueuePage, StoreError> {
    let order = Order::of(query.sort);
    let Some(plan) = Plan::of(connection, &query.filter, order, limits)? else {
        return Ok(QueuePage {
            offset: Some(0),
            ..QueuePage::default()
        });
    };
    let view = View {
        connection,
        order,
        kept: tally::total(connection, &query.filter)?,
        of_term: plan.total(),
        is_open: plan.terms.is_open(),
        limits,
        window: query.window,
    };
    let after = match query.window.anchor {
        // Behind a row that is not there lies nothing.
        Anchor::After(id) => key(connection, order, id.0)?.map(|key| key.id),
        _ => None,
    };
    let part = match view.part(&plan.list(after)?)? {
        Some(part) => part,
        None => view.part(&plan.collected(after)?)?.unwrap_or_default(),
    };
    let ids: Vec<_> = part.ids.into_iter().map(SubmissionId).collect();
    Ok(QueuePage {
        total: part.total,
        offset: part.offset,
        rows: rows::of_ids(connection, &ids)?,
    })
}

/// How many rows there are, and how many come before one of them: counted to the end, however
/// long that takes.
pub(super) fn place(
    connection: &Connection,
    query: &PlaceQuery,
    limits: Limits,
) -> Result<Place, StoreError> {
    let order = Order::of(query.sort);
    let Some(plan) = Plan::of(connection, &query.filter, order, limits)? else {
        return Ok(Place::default());
    };
    let kept = tally::total(connection, &query.filter)?;
    let mut list = plan.list(None)?;
    if let List::Walk(Walk {
        choice: Choice::Sieve(_),
        ..
    }) = list
    {
        list = plan.collected(None)?;
    }
    let row = query.row.map(|id| id.0);
    let (counted, before) = match &list {
        List::Sorted(Sorted { ids, .. }) => {
            let before = row.and_then(|row| ids.iter().position(|id| *id == row));
            (ids.len() as u64, before.map(|before| before as u64))
        }
        List::Walk(walk) => {
            let counted = match (&walk.choice, kept) {
                (_, Some(rows)) => rows,
                (Choice::Set(set), _) => set.len(),
                _ => walk.count(None, Way::Onward, u64::MAX, &mut endless())?.0,
            };
            let key = match row {
                Some(row) if walk.chooses(row)? => key(connection, order, row)?,
                _ => None,
            };
            let before = |key: Key| {
                if matches!(walk.choice, Choice::All) {
                    return walk.before(&key, counted);
                }
                let before = walk.count(Some(&key), Way::Back, u64::MAX, &mut endless())?;
                Ok(before.0)
            };
            (counted, key.map(before).transpose()?)
        }
    };
    Ok(Place {
        total: kept.unwrap_or(counted),
        before,
    })
}

fn endless() -> u64 {
    u64::MAX
}

/// A row's place in the order, whatever a filter says about it.
fn key(connection: &Connection, order: Order, id: i64) -> Result<Option<Key>, StoreError> {
    let sql = format!("SELECT {} FROM submission s WHERE s.id = ?1", order.column);
    let value: Option<Value> = connection
        .prepare_cached(&sql)?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(value.map(|value| Key { value, id }))
}

/// The rows of a window, and where it lies.
#[derive(Debug, Default)]
struct Part {
    total: Total,
    offset: Option<u64>,
    ids: Vec<i64>,
}

/// What is asked of a list.
struct View<'a> {
    connection: &'a Connection,
    order: Order,
    /// Rows in all, if that is kept.
    kept: Option<u64>,
    /// What its only term has.
    of_term: Option<Total>,
    /// Whether every row is chosen.
    is_open: bool,
    limits: Limits,
    window: Window,
}

/// Rows of a walk, in order, and whether they reach its ends.
#[derive(Debug, Default)]
struct Strip {
    ids: Vec<i64>,
    from_start: bool,
    to_end: bool,
    /// Rows before the first of them, if that is known already.
    before: Option<u64>,
}

impl View<'_> {
    /// None when the walk proved too long.
    fn part(&self, list: &List<'_>) -> Result<Option<Part>, StoreError> {
        match list {
            List::Sorted(sorted) => Ok(Some(self.of_sorted(sorted))),
            List::Walk(walk) => match self.strip(walk)? {
                Some(strip) => self.placed(walk, strip).map(Some),
                None => Ok(None),
            },
        }
    }

    fn of_sorted(&self, Sorted { ids, passed }: &Sorted) -> Part {
        let size = self.window.rows;
        let last = ids.len().saturating_sub(size);
        let around = |place: usize| place.saturating_sub(size / 2).min(last);
        let offset = match self.window.anchor {
            Anchor::First => 0,
            Anchor::Last => last,
            Anchor::After(_) => passed.unwrap_or(ids.len()),
            Anchor::At(place) => {
                let place = usize::try_from(place).unwrap_or(usize::MAX);
                around(place.min(ids.len().saturating_sub(1)))
            }
            Anchor::Around(id) => ids.iter().position(|one| *one == id.0).map_or(0, around),
        };
        Part {
            total: Total::Exact(ids.len() as u64),
            offset: Some(offset as u64),
            ids: ids.iter().skip(offset).take(size).copied().collect(),
        }
    }

    fn strip(&self, walk: &Walk<'_>) -> Result<Option<Strip>, StoreError> {
        let size = self.window.rows as u64;
        let mut looks = match walk.choice {
            Choice::Sieve(_) => self.limits.looks,
            Choice::All | Choice::Set(_) => u64::MAX,
        };
        match self.window.anchor {
            Anchor::First => first(walk, size, &mut looks),
            Anchor::Last => last(walk, size, &mut looks),
            Anchor::After(id) => {
                let Some(key) = key(self.connection, self.order, id.0)? else {
                    return Ok(Some(Strip {
                        to_end: true,
                        ..Strip::default()
                    }));
                };
                let (ids, end) = walk.ids(Some(&key), Way::Onward, size, &mut looks)?;
                Ok((end != End::Tired).then_some(Strip {
                    ids,
                    to_end: end == End::Over,
                    ..Strip::default()
                }))
            }
            Anchor::Around(id) => match self.chosen_key(walk, id.0)? {
                Some(key) => around(walk, &key, size, &mut looks),
                None => first(walk, size, &mut looks),
            },
            Anchor::At(place) => self.at(walk, place),
        }
    }

    /// The window around the row of a place. Rows that are chosen one by one cannot be counted
    /// off: for them all numbers are collected first.
    fn at(&self, walk: &Walk<'_>, place: u64) -> Result<Option<Strip>, StoreError> {
        let size = self.window.rows as u64;
        let total = match &walk.choice {
            Choice::Sieve(_) => return Ok(None),
            Choice::Set(set) => Some(set.len()),
            Choice::All => self.kept,
        };
        let place = place.min(total.map_or(u64::MAX, |total| total.saturating_sub(1)));
        let behind = total.map(|total| total.saturating_sub(place + 1));
        let id = match (self.id_at(place)?, behind) {
            (Some(id), _) => Some(id),
            (None, Some(behind)) if behind < place => walk.nth(Way::Back, behind)?,
            (None, _) => walk.nth(Way::Onward, place)?,
        };
        let key = match id {
            Some(id) => key(self.connection, self.order, id)?,
            None => None,
        };
        let Some(key) = key else {
            return last(walk, size, &mut endless());
        };
        let strip = around(walk, &key, size, &mut endless())?;
        Ok(strip.map(|strip| {
            let ahead = strip.ids.iter().position(|one| *one == key.id);
            let before = ahead.map(|ahead| place - ahead as u64);
            Strip { before, ..strip }
        }))
    }

    /// The key of a row that the walk chooses.
    fn chosen_key(&self, walk: &Walk<'_>, id: i64) -> Result<Option<Key>, StoreError> {
        if walk.chooses(id)? {
            key(self.connection, self.order, id)
        } else {
            Ok(None)
        }
    }

    /// Tells where a strip lies, as far as that is cheap.
    fn placed(&self, walk: &Walk<'_>, strip: Strip) -> Result<Part, StoreError> {
        let rows = strip.ids.len() as u64;
        let total = match (self.kept, &walk.choice, self.of_term) {
            (Some(total), _, _) => Total::Exact(total),
            (None, Choice::Set(set), _) => Total::Exact(set.len()),
            _ if strip.from_start && strip.to_end => Total::Exact(rows),
            (None, _, Some(Total::AtLeast(counted))) => Total::AtLeast(counted.max(rows)),
            (None, _, Some(exact)) => exact,
            (None, _, None) => {
                let (count, end) = walk.count(
                    None,
                    Way::Onward,
                    self.limits.counted + 1,
                    &mut self.looks_to_count(walk),
                )?;
                match end {
                    End::Over => Total::Exact(count),
                    End::Enough | End::Tired => {
                        Total::AtLeast(count.min(self.limits.counted).max(rows))
                    }
                }
            }
        };
        let offset = match strip.before {
            Some(before) => Some(before),
            None if strip.from_start => Some(0),
            None => self.before(walk, &strip, total.exact())?,
        };
        Ok(Part {
            total,
            offset,
            ids: strip.ids,
        })
    }

    fn before(
        &self,
        walk: &Walk<'_>,
        strip: &Strip,
        total: Option<u64>,
    ) -> Result<Option<u64>, StoreError> {
        let rows = strip.ids.len() as u64;
        if let (true, Some(total)) = (strip.to_end, total) {
            return Ok(Some(total.saturating_sub(rows)));
        }
        let (Some(first), Some(last)) = (strip.ids.first(), strip.ids.last()) else {
            return Ok(None);
        };
        if let Some(place) = self.place_of(*first)? {
            return Ok(Some(place));
        }
        let Some(first) = key(self.connection, self.order, *first)? else {
            return Ok(None);
        };
        if self.is_open
            && let Some(level) = self.order.kept(self.connection, &first.value)?
        {
            return self.place_in(walk, &first, level, rows);
        }
        let most = self.limits.counted + 1;
        let count = |key, way| -> Result<Option<u64>, StoreError> {
            let (count, end) = walk.count(Some(key), way, most, &mut self.looks_to_count(walk))?;
            Ok((end == End::Over).then_some(count))
        };
        if let Some(before) = count(&first, Way::Back)? {
            return Ok(Some(before));
        }
        let (Some(total), Some(last)) = (total, key(self.connection, self.order, *last)?) else {
            return Ok(None);
        };
        let behind = count(&last, Way::Onward)?;
        Ok(behind.map(|behind| total.saturating_sub(rows + behind)))
    }

    /// Counting is worth less than the rows themselves.
    fn looks_to_count(&self, walk: &Walk<'_>) -> u64 {
        match walk.choice {
            Choice::All => u64::MAX,
            Choice::Set(_) => self.limits.counted,
            Choice::Sieve(_) => self.limits.looks / 16,
        }
    }

    /// Rows before this one, when numbers tell: all rows by number, with none missing.
    fn place_of(&self, id: i64) -> Result<Option<u64>, StoreError> {
        let Some(total) = self.without_gaps()? else {
            return Ok(None);
        };
        let growing = id.unsigned_abs().saturating_sub(1);
        Ok(Some(if self.order.descends() {
            total.saturating_sub(growing + 1)
        } else {
            growing
        }))
    }

    /// Rows before the first of so many, when it is kept how many come before its value and how
    /// many have it: those are counted from the nearer end.
    fn place_in(
        &self,
        walk: &Walk<'_>,
        first: &Key,
        (before, level): (u64, u64),
        rows: u64,
    ) -> Result<Option<u64>, StoreError> {
        let most = self.limits.counted + 1;
        if let Some(back) = walk.count_level(first, Way::Back, most)? {
            return Ok(Some(before + back));
        }
        let onward = walk.count_level(first, Way::Onward, most + rows)?;
        Ok(onward.map(|onward| before + level.saturating_sub(onward + 1)))
    }

    /// The row with so many before it, in the same case.
    fn id_at(&self, place: u64) -> Result<Option<i64>, StoreError> {
        let Some(total) = self.without_gaps()? else {
            return Ok(None);
        };
        let number = if self.order.descends() {
            total.checked_sub(place)
        } else {
            place.checked_add(1)
        };
        Ok(number.and_then(|number| i64::try_from(number).ok()))
    }

    /// How many rows there are when they are shown by number and have all numbers from one on.
    /// Rows are never removed, but a file may have come to its numbers in another way.
    fn without_gaps(&self) -> Result<Option<u64>, StoreError> {
        if !self.is_open || !self.order.is_by_number() {
            return Ok(None);
        }
        let ends = "SELECT (SELECT min(id) FROM submission), (SELECT max(id) FROM submission)";
        let (least, largest): (Option<i64>, Option<i64>) = self
            .connection
            .prepare_cached(ends)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let all = largest.and_then(|largest| u64::try_from(largest).ok());
        Ok(all.filter(|all| least == Some(1) && self.kept == Some(*all)))
    }
}

fn first(walk: &Walk<'_>, size: u64, looks: &mut u64) -> Result<Option<Strip>, StoreError> {
    let (ids, end) = walk.ids(None, Way::Onward, size, looks)?;
    Ok((end != End::Tired).then_some(Strip {
        ids,
        from_start: true,
        to_end: end == End::Over,
        before: None,
    }))
}

fn last(walk: &Walk<'_>, size: u64, looks: &mut u64) -> Result<Option<Strip>, StoreError> {
    let (mut ids, end) = walk.ids(None, Way::Back, size, looks)?;
    ids.reverse();
    Ok((end != End::Tired).then_some(Strip {
        ids,
        from_start: end == End::Over,
        to_end: true,
        before: None,
    }))
}

/// The key's row in the middle, or as near to it as the ends allow.
fn around(
    walk: &Walk<'_>,
    key: &Key,
    size: u64,
    looks: &mut u64,
) -> Result<Option<Strip>, StoreError> {
    let half = size / 2;
    let (mut ids, mut start) = walk.ids(Some(key), Way::Back, half, looks)?;
    if start == End::Tired {
        return Ok(None);
    }
    ids.reverse();
    if size > half {
        ids.push(key.id);
    }
    let missing = size - ids.len() as u64;
    let (onward, end) = walk.ids(Some(key), Way::Onward, missing, looks)?;
    ids.extend(onward);
    if end == End::Tired {
        return Ok(None);
    }
    let missing = size - ids.len() as u64;
    if missing > 0 && start == End::Enough {
        // The end came early: what fits goes before.
        let (mut back, ended) = walk.ids(Some(key), Way::Back, half + missing, looks)?;
        if ended == End::Tired {
            return Ok(None);
        }
        start = ended;
        back.reverse();
        let known = usize::try_from(half).unwrap_or_default();
        back.extend(ids.into_iter().skip(known));
        ids = back;
    }
    Ok(Some(Strip {
        ids,
        from_start: start == End::Over,
        to_end: end == End::Over,
        before: None,
    }))
}
