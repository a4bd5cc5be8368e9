//! Walking through the rows of an order from any of them on, as far as needed and no further.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::filter::Arm;
use super::idset::IdSet;
use super::order::{Key, Path, Run, Stretch, Way};
use super::sieve::Sieve;
use super::sql::Sql;
use crate::store::StoreError;

/// Which of the rows of a path are chosen.
#[derive(Debug)]
pub(super) enum Choice {
    /// Every one.
    All,
    /// Those that pass; each has to be read.
    Sieve(Sieve),
    /// Those in the set.
    Set(IdSet),
}

/// The chosen rows of a path.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub connection: &'a Connection,
    pub path: Path,
    pub choice: Choice,
    /// The tests of all terms, those that hold for the whole path too.
    pub all: Sieve,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// What was wanted is there.
    Enough,
    /// There are no more rows.
    Over,
    /// Too many rows were looked at.
    Tired,
}

impl Walk<'_> {
    /// Up to so many rows from the key (without its own) or from the end, in walking order.
    pub(super) fn ids(
        &self,
        from: Option<&Key>,
        way: Way,
        wanted: u64,
        looks: &mut u64,
    ) -> Result<(Vec<i64>, End), StoreError> {
        let mut ids = Vec::new();
        let end = self.each(from, way, looks, wanted, |id| ids.push(id))?;
        Ok((ids, end))
    }

    /// How many rows there are from the key or the end on, up to so many.
    pub(super) fn count(
        &self,
        from: Option<&Key>,
        way: Way,
        most: u64,
        looks: &mut u64,
    ) -> Result<(u64, End), StoreError> {
        let mut count = 0;
        if !matches!(self.choice, Choice::All) {
            let end = self.each(from, way, looks, most, |_| count += 1)?;
            return Ok((count, end));
        }
        for (run, stretch) in self.path.from(from, way) {
            count += self.counted(run, stretch, way, most - count)?;
            if count >= most {
                return Ok((count, End::Enough));
            }
        }
        Ok((count, End::Over))
    }

    /// The same among the rows that have the key's value, when every one is chosen; none when
    /// there are as many as `most`.
    pub(super) fn count_level(
        &self,
        key: &Key,
        way: Way,
        most: u64,
    ) -> Result<Option<u64>, StoreError> {
        let mut count = 0;
        for (run, stretch) in self.path.from(Some(key), way) {
            if matches!(stretch, Stretch::Level(_)) {
                count += self.counted(run, stretch, way, most - count)?;
            }
        }
        Ok((count < most).then_some(count))
    }

    /// How many of `all` rows come before the key's, when every one is chosen. Counted where the
    /// larger values are: an index ends there, and nothing is compared row by row.
    pub(super) fn before(&self, key: &Key, all: u64) -> Result<u64, StoreError> {
        let way = if self.path.grows(Way::Onward) {
            Way::Onward
        } else {
            Way::Back
        };
        let mut count = 0;
        for (run, stretch) in self.path.from(Some(key), way) {
            count += self.counted(run, stretch, way, u64::MAX)?;
        }
        Ok(match way {
            Way::Onward => all.saturating_sub(count + 1),
            Way::Back => count,
        })
    }

    /// How many rows a stretch has, up to so many.
    fn counted(
        &self,
        run: &Run,
        stretch: Stretch<'_>,
        way: Way,
        most: u64,
    ) -> Result<u64, StoreError> {
        let sql = match run.arms.as_slice() {
            [arm] if most == u64::MAX && !arm.repeats => self.whole(run, arm, stretch, way),
            _ => {
                let rows = self.unsorted(run, stretch, way, most);
                Sql::new(format!("SELECT count(*) FROM ({})", rows.text), rows.values)
            }
        };
        let found: i64 = self
            .connection
            .prepare_cached(&sql.text)?
            .query_row(params_from_iter(&sql.values), |row| row.get(0))?;
        Ok(found.unsigned_abs())
    }

    /// Whether a row is among the chosen ones.
    pub(super) fn chooses(&self, id: i64) -> Result<bool, StoreError> {
        match &self.choice {
            Choice::Set(set) => Ok(set.contains(id)),
            Choice::All | Choice::Sieve(_) => self.all.chooses(self.connection, id),
        }
    }

    /// The row behind so many others.
    pub(super) fn nth(&self, way: Way, mut place: u64) -> Result<Option<i64>, StoreError> {
        if !matches!(self.choice, Choice::All) {
            let mut last = None;
            let wanted = place.saturating_add(1);
            let mut looks = u64::MAX;
            let end = self.each(None, way, &mut looks, wanted, |id| last = Some(id))?;
            return Ok(last.filter(|_| end == End::Enough));
        }
        for (run, stretch) in self.path.from(None, way) {
            let mut rows = self.sorted(run, stretch, way, &Sql::default());
            rows.push(" LIMIT 1 OFFSET ?");
            rows.values.push(limit(place));
            let found = self
                .connection
                .prepare_cached(&rows.text)?
                .query_row(params_from_iter(&rows.values), |row| row.get(0))
                .optional()?;
            if found.is_some() {
                return Ok(found);
            }
            let passed = self.counted(run, stretch, way, u64::MAX)?;
            place = place.saturating_sub(passed);
        }
        Ok(None)
    }

    fn each(
        &self,
        from: Option<&Key>,
        way: Way,
        looks: &mut u64,
        wanted: u64,
        mut take: impl FnMut(i64),
    ) -> Result<End, StoreError> {
        let mut taken = 0;
        if wanted == 0 {
            return Ok(End::Enough);
        }
        let columns = match &self.choice {
            Choice::Sieve(sieve) => sieve.columns(),
            Choice::All | Choice::Set(_) => Sql::default(),
        };
        for (run, stretch) in self.path.from(from, way) {
            let sql = self.sorted(run, stretch, way, &columns);
            let mut statement = self.connection.prepare_cached(&sql.text)?;
            let mut rows = statement.query(params_from_iter(&sql.values))?;
            let mut before = None;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                if before.replace(id) == Some(id) {
                    continue;
                }
                if *looks == 0 {
                    return Ok(End::Tired);
                }
                *looks -= 1;
                let chosen = match &self.choice {
                    Choice::All => true,
                    Choice::Set(set) => set.contains(id),
                    Choice::Sieve(sieve) => sieve.passes(self.connection, row, (2, id))?,
                };
                if chosen {
                    take(id);
                    taken += 1;
                    if taken == wanted {
                        return Ok(End::Enough);
                    }
                }
            }
        }
        Ok(End::Over)
    }

    /// Every statement that a walk may make.
    #[cfg(test)]
    pub(super) fn statements(&self) -> Vec<Sql> {
        let columns = match &self.choice {
            Choice::Sieve(sieve) => sieve.columns(),
            Choice::All | Choice::Set(_) => Sql::default(),
        };
        let value = Value::Integer(0);
        let key = Key { value, id: 0 };
        let mut statements = Vec::new();
        for run in &self.path.runs {
            for way in [Way::Onward, Way::Back] {
                let beyond = run.key.map(|column| Stretch::Beyond(column, &key));
                for stretch in [Stretch::Whole, Stretch::Level(&key)]
                    .into_iter()
                    .chain(beyond)
                {
                    statements.push(self.sorted(run, stretch, way, &columns));
                    if matches!(self.choice, Choice::All) {
                        statements.push(self.unsorted(run, stretch, way, 1));
                        let arms = run.arms.iter().filter(|arm| !arm.repeats);
                        statements.extend(arms.map(|arm| self.whole(run, arm, stretch, way)));
                    }
                }
            }
        }
        statements
    }

    /// Number and value of the rows of a stretch, in walking order, with more columns.
    fn sorted(&self, run: &Run, stretch: Stretch<'_>, way: Way, columns: &Sql) -> Sql {
        let mut sql = Sql::default();
        for arm in &run.arms {
            sql.push(if sql.text.is_empty() {
                "SELECT "
            } else {
                " UNION ALL SELECT "
            });
            sql.push(arm.id);
            sql.push(", ");
            sql.push(run.key.unwrap_or("NULL"));
            sql.append(columns);
            sql.append(&arm.rows(!columns.text.is_empty()));
            sql.append(&self.within(run, arm, stretch, way));
        }
        let direction = if self.path.grows(way) { "ASC" } else { "DESC" };
        let is_level = run.key.is_none() || matches!(stretch, Stretch::Level(_));
        if is_level {
            sql.push(&format!(" ORDER BY 1 {direction}"));
        } else {
            sql.push(&format!(" ORDER BY 2 {direction}, 1 {direction}"));
        }
        sql
    }

    /// The numbers of up to so many rows of a stretch, each once, in any order.
    fn unsorted(&self, run: &Run, stretch: Stretch<'_>, way: Way, most: u64) -> Sql {
        let mut sql = Sql::default();
        for arm in &run.arms {
            sql.push(if sql.text.is_empty() {
                ""
            } else {
                " UNION ALL "
            });
            sql.push(if arm.repeats {
                "SELECT DISTINCT "
            } else {
                "SELECT "
            });
            sql.push(arm.id);
            sql.append(&arm.rows(false));
            sql.append(&self.within(run, arm, stretch, way));
        }
        sql.with(" LIMIT ?", [limit(most)])
    }

    /// How many rows an arm has in a stretch: in half the time that their numbers take.
    fn whole(&self, run: &Run, arm: &Arm, stretch: Stretch<'_>, way: Way) -> Sql {
        let mut sql = Sql::new("SELECT count(*)", []);
        sql.append(&arm.rows(false));
        sql.append(&self.within(run, arm, stretch, way));
        sql
    }

    /// What holds for the rows of an arm within a stretch.
    fn within(&self, run: &Run, arm: &Arm, stretch: Stretch<'_>, way: Way) -> Sql {
        let behind = if self.path.grows(way) { ">" } else { "<" };
        match stretch {
            Stretch::Whole => Sql::default(),
            Stretch::Level(key) => {
                let mut sql = Sql::default();
                if let Some(column) = run.key {
                    sql = Sql::new(format!(" AND {column} = ?"), [key.value.clone()]);
                }
                let id = Value::Integer(key.id);
                sql.with(&format!(" AND {} {behind} ?", arm.id), [id])
            }
            Stretch::Beyond(column, key) => {
                Sql::new(format!(" AND {column} {behind} ?"), [key.value.clone()])
            }
        }
    }
}

impl Arm {
    /// Whether it is an index of the rows themselves.
    pub(super) fn is_of_rows(&self) -> bool {
        self.table.starts_with("submission s")
    }

    /// From where its rows come; with the whole of each as `s`, if that is needed.
    pub(super) fn rows(&self, whole: bool) -> Sql {
        let mut sql = Sql::new(format!(" FROM {}", self.table), []);
        if whole && !self.is_of_rows() {
            sql.push(&format!(" CROSS JOIN submission s ON s.id = {}", self.id));
        }
        sql.push(" WHERE ");
        sql.append(&self.which);
        sql
    }
}

/// A number for `LIMIT` or `OFFSET`.
pub(super) fn limit(rows: u64) -> Value {
    Value::Integer(i64::try_from(rows).unwrap_or(i64::MAX))
}
