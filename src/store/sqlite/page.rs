//! A window of the ordered queue, found by keys and never by counting rows off.
//!
//! Rows without a value in the sorted column come last in both directions. So the order is
//! up to two stretches, one with values and one without, each of which an index can walk
//! from any row on, onward or back.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::figures;
use super::filter::Condition;
use super::rows::{self, listed};
use crate::domain::ids::SubmissionId;
use crate::domain::report::{Anchor, QueuePage, QueueQuery, QueueRow, Sort, SortColumn};
use crate::store::StoreError;

/// One window.
pub(super) fn page(connection: &Connection, query: &QueueQuery) -> Result<QueuePage, StoreError> {
    let total = figures::counts(connection, &query.filter)?.total();
    let list = List {
        connection,
        condition: Condition::of(&query.filter),
        order: Order::of(query.sort),
    };
    let size = query.window.rows;
    let (offset, rows) = match query.window.anchor {
        Anchor::First => (0, list.walk(None, Way::Onward, size)?),
        Anchor::Last => {
            let mut rows = list.walk(None, Way::Back, size)?;
            rows.reverse();
            (total.saturating_sub(rows.len() as u64), rows)
        }
        Anchor::Around(id) => match list.key(id)? {
            None => (0, list.walk(None, Way::Onward, size)?),
            Some(key) => list.around(&key, total, size)?,
        },
    };
    Ok(QueuePage {
        total,
        offset,
        rows,
    })
}

/// A row's place in the order.
struct Key {
    value: Value,
    id: SubmissionId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Onward,
    Back,
}

/// How rows follow each other.
struct Order {
    column: &'static str,
    may_be_empty: bool,
    descending: bool,
}

impl Order {
    fn of(sort: Sort) -> Self {
        let (column, may_be_empty) = match sort.column {
            SortColumn::Id => ("s.id", false),
            SortColumn::Updated => ("s.updated_at", false),
            SortColumn::State => ("s.life", false),
            SortColumn::Kind => ("s.kind_order", false),
            SortColumn::Employer => ("s.employer", true),
            SortColumn::Worker => ("s.worker_name", true),
            SortColumn::Start => ("s.start_date", true),
            SortColumn::Deadline => ("s.deadline", true),
            SortColumn::NextAt => ("s.next_at", true),
            SortColumn::Reference => ("s.reference", true),
        };
        Self {
            column,
            may_be_empty,
            descending: sort.descending,
        }
    }

    /// The stretches that lie at or behind a key when walking this way.
    fn stretches(&self, from: Option<&Key>, way: Way) -> Vec<Stretch> {
        let mut stretches = if self.may_be_empty {
            vec![Stretch::WithValue, Stretch::Empty]
        } else {
            vec![Stretch::All]
        };
        if way == Way::Back {
            stretches.reverse();
        }
        if let Some(key) = from {
            let own = self.stretch_of(key);
            let position = stretches.iter().position(|stretch| *stretch == own);
            stretches.drain(..position.unwrap_or_default());
        }
        stretches
    }

    fn stretch_of(&self, key: &Key) -> Stretch {
        match (self.may_be_empty, &key.value) {
            (false, _) => Stretch::All,
            (true, Value::Null) => Stretch::Empty,
            (true, _) => Stretch::WithValue,
        }
    }

    /// Whether values grow when walking this way.
    fn grows(&self, way: Way) -> bool {
        (way == Way::Onward) != self.descending
    }

    fn sql(&self, way: Way) -> String {
        let direction = if self.grows(way) { "ASC" } else { "DESC" };
        if self.column == "s.id" {
            format!("ORDER BY s.id {direction}")
        } else {
            format!("ORDER BY {} {direction}, s.id {direction}", self.column)
        }
    }
}

/// A part of the order that one index walks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    All,
    WithValue,
    Empty,
}

struct List<'a> {
    connection: &'a Connection,
    condition: Condition,
    order: Order,
}

impl List<'_> {
    /// Up to `size` rows from the key (without its own) or from the end, in walking order.
    fn walk(&self, from: Option<&Key>, way: Way, size: usize) -> Result<Vec<QueueRow>, StoreError> {
        let mut rows = Vec::new();
        for stretch in self.order.stretches(from, way) {
            let missing = size - rows.len();
            if missing == 0 {
                break;
            }
            let part = self.part(stretch, from, way);
            let order = self.order.sql(way);
            let sql = rows::listing(&format!("WHERE {} {order} LIMIT {missing}", part.sql()));
            let mut statement = self.connection.prepare_cached(&sql)?;
            for row in statement.query_map(params_from_iter(part.values()), listed)? {
                rows.push(row?);
            }
        }
        Ok(rows)
    }

    /// How many rows come before the key.
    fn before(&self, key: &Key) -> Result<u64, StoreError> {
        let mut count = 0;
        for stretch in self.order.stretches(Some(key), Way::Back) {
            let part = self.part(stretch, Some(key), Way::Back);
            let sql = format!("SELECT count(*) FROM submission s WHERE {}", part.sql());
            let rows: i64 = self
                .connection
                .prepare_cached(&sql)?
                .query_row(params_from_iter(part.values()), |row| row.get(0))?;
            count += rows.unsigned_abs();
        }
        Ok(count)
    }

    /// The window with the key's row in its middle, or as near to it as the ends allow.
    fn around(
        &self,
        key: &Key,
        total: u64,
        size: usize,
    ) -> Result<(u64, Vec<QueueRow>), StoreError> {
        let position = self.before(key)?;
        let half = (size / 2) as u64;
        let last_start = total.saturating_sub(size as u64);
        let offset = position.saturating_sub(half).min(last_start);
        let ahead = usize::try_from(position - offset).unwrap_or(usize::MAX);
        let mut rows = self.walk(Some(key), Way::Back, ahead.min(size))?;
        rows.reverse();
        if rows.len() < size {
            rows.extend(self.own(key.id)?);
            let missing = size.saturating_sub(rows.len());
            rows.extend(self.walk(Some(key), Way::Onward, missing)?);
        }
        Ok((offset, rows))
    }

    fn own(&self, id: SubmissionId) -> Result<Option<QueueRow>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&rows::listing("WHERE s.id = ?"))?
            .query_row([id], listed)
            .optional()?)
    }

    /// The key of a row, if the filter chooses it.
    fn key(&self, id: SubmissionId) -> Result<Option<Key>, StoreError> {
        let mut condition = self.condition.clone();
        condition.and("s.id = ?", [Value::Integer(id.0)]);
        let sql = format!(
            "SELECT {} FROM submission s WHERE {}",
            self.order.column,
            condition.sql()
        );
        let value = self
            .connection
            .prepare_cached(&sql)?
            .query_row(params_from_iter(condition.values()), |row| row.get(0))
            .optional()?;
        Ok(value.map(|value| Key { value, id }))
    }

    /// The rows of a stretch behind the key when walking this way.
    fn part(&self, stretch: Stretch, from: Option<&Key>, way: Way) -> Condition {
        let Order { column, .. } = self.order;
        let mut part = self.condition.clone();
        match stretch {
            Stretch::All => {}
            Stretch::WithValue => part.and(&format!("{column} IS NOT NULL"), []),
            Stretch::Empty => part.and(&format!("{column} IS NULL"), []),
        }
        let Some(key) = from.filter(|key| self.order.stretch_of(key) == stretch) else {
            return part;
        };
        let behind = if self.order.grows(way) { ">" } else { "<" };
        let id = Value::Integer(key.id.0);
        if stretch == Stretch::Empty || column == "s.id" {
            part.and(&format!("s.id {behind} ?"), [id]);
        } else {
            part.and(
                &format!("({column}, s.id) {behind} (?, ?)"),
                [key.value.clone(), id],
            );
        }
        part
    }
}
