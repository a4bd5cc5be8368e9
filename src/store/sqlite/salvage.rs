//! Reads what can be read of one table of a damaged file: from both ends towards the damage, and
//! what lies between by its numbers, one after the other. Writes it into the same table of a
//! new file, whose constraints refuse what cannot be.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, Statement, params_from_iter};
use sha2::{Digest as _, Sha256};

use super::check::is_damage;
use crate::domain::upkeep::RecoveredTable;

/// Numbers that are tried one by one where nobody knows where they end.
const BEYOND: i64 = 20_000;

/// Numbers that are tried one by one between two readable ends.
const BETWEEN: i64 = 5_000_000;

/// A table, as the new file has it.
pub(super) struct Table {
    name: String,
    columns: Vec<String>,
    /// What its rows are numbered by, if they are.
    key: Option<String>,
    /// In which order they lie.
    order: Vec<String>,
}

/// The tables of the new file, but for those that are made from others.
pub(super) fn tables(new: &Connection, made: &[&str]) -> rusqlite::Result<Vec<Table>> {
    let found: Vec<(String, String)> = new
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let is_made = |name: &str| {
        let is_part = |table: &&str| {
            name.strip_prefix(*table)
                .is_some_and(|rest| rest.starts_with('_'))
        };
        made.contains(&name) || made.iter().any(is_part)
    };
    found
        .into_iter()
        .filter(|(name, _)| !is_made(name))
        .map(|(name, sql)| Table::read(new, name, &sql))
        .collect()
}

impl Table {
    fn read(new: &Connection, name: String, sql: &str) -> rusqlite::Result<Self> {
        // Columns that are computed are not listed.
        let columns: Vec<(String, String, i64)> = new
            .prepare("SELECT name, type, pk FROM pragma_table_info(?1)")?
            .query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut keys: Vec<_> = columns.iter().filter(|(_, _, place)| *place > 0).collect();
        keys.sort_by_key(|(_, _, place)| *place);
        let has_rowid = !sql.contains("WITHOUT ROWID");
        let key = match keys.first() {
            _ if has_rowid => Some("rowid".to_owned()),
            Some((key, kind, _)) if kind == "INTEGER" => Some(key.clone()),
            _ => None,
        };
        let order = if has_rowid {
            vec!["rowid".to_owned()]
        } else {
            keys.iter().map(|(name, _, _)| name.clone()).collect()
        };
        Ok(Self {
            columns: columns.into_iter().map(|(name, _, _)| name).collect(),
            name,
            key,
            order,
        })
    }

    /// The columns that the damaged file has as well; none when it has lost the table.
    fn shared(&self, old: &Connection) -> rusqlite::Result<Vec<String>> {
        let theirs: rusqlite::Result<Vec<String>> = old
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([&self.name], |row| row.get(0))?
            .collect();
        let theirs = forgiven(theirs)?.unwrap_or_default();
        let is_theirs = |name: &&String| theirs.contains(name);
        Ok(self.columns.iter().filter(is_theirs).cloned().collect())
    }

    /// Copies what can be read.
    pub(super) fn copy(
        &self,
        old: &Connection,
        new: &Connection,
    ) -> rusqlite::Result<RecoveredTable> {
        let columns = self.shared(old)?;
        let mut result = RecoveredTable {
            name: self.name.clone(),
            rows: 0,
            lost: 0,
            has_gap: columns.is_empty(),
        };
        if columns.is_empty() {
            return Ok(result);
        }
        self.copy_columns(&columns, old, new, &mut result)?;
        Ok(result)
    }

    fn copy_columns(
        &self,
        columns: &[String],
        old: &Connection,
        new: &Connection,
        result: &mut RecoveredTable,
    ) -> rusqlite::Result<()> {
        let marks = vec!["?"; columns.len()].join(", ");
        let mut writer = Writer {
            insert: new.prepare(&format!(
                "INSERT INTO {}({}) VALUES({marks})",
                self.name,
                columns.join(", ")
            ))?,
            is_body: self.name == "body",
            columns,
            result,
        };
        let key = self.key.as_deref().unwrap_or("NULL");
        let reader = Reader {
            old,
            select: format!("SELECT {key}, {} FROM {}", columns.join(", "), self.name),
            key: self.key.as_deref(),
            order: &self.order,
        };
        reader.read_all(&mut writer)
    }
}

struct Reader<'a> {
    old: &'a Connection,
    select: String,
    key: Option<&'a str>,
    order: &'a [String],
}

/// How a walk ended.
enum Walk {
    /// There is no more.
    End,
    /// At damage, after the row of this number if rows are numbered and one was read.
    Damage(Option<i64>),
}

impl Reader<'_> {
    fn read_all(&self, writer: &mut Writer<'_>) -> rusqlite::Result<()> {
        let Walk::Damage(low) = self.walk("", "ASC", writer)? else {
            return Ok(());
        };
        let Some(key) = self.key else {
            // What the other end gives again is not put in again.
            writer.result.has_gap = true;
            self.walk("", "DESC", writer)?;
            return Ok(());
        };
        // A number may have several rows, of which some were read.
        let low = low.unwrap_or(0);
        let beyond = format!("WHERE {key} > {low}");
        match self.walk(&beyond, "DESC", writer)? {
            Walk::End => Ok(()),
            Walk::Damage(Some(high)) => self.between(low, high, writer),
            Walk::Damage(None) => {
                writer.result.has_gap = true;
                self.between(low, low.saturating_add(BEYOND), writer)
            }
        }
    }

    fn walk(
        &self,
        condition: &str,
        direction: &str,
        writer: &mut Writer<'_>,
    ) -> rusqlite::Result<Walk> {
        let order: Vec<String> = self
            .order
            .iter()
            .map(|column| format!("{column} {direction}"))
            .collect();
        let sql = format!("{} {condition} ORDER BY {}", self.select, order.join(", "));
        let mut last = None;
        let Some(mut statement) = forgiven(self.old.prepare(&sql))? else {
            return Ok(Walk::Damage(None));
        };
        let Some(mut rows) = forgiven(statement.query([]))? else {
            return Ok(Walk::Damage(None));
        };
        loop {
            match forgiven(rows.next())? {
                None => return Ok(Walk::Damage(last)),
                Some(None) => return Ok(Walk::End),
                Some(Some(row)) => {
                    last = row.get(0).ok().or(last);
                    writer.put(row)?;
                }
            }
        }
    }

    /// One number after the other; both ends again, of which rows may be missing.
    fn between(&self, low: i64, high: i64, writer: &mut Writer<'_>) -> rusqlite::Result<()> {
        let Some(key) = self.key else { return Ok(()) };
        if high.saturating_sub(low) > BETWEEN {
            writer.result.has_gap = true;
            return Ok(());
        }
        let sql = format!("{} WHERE {key} = ?1", self.select);
        let Some(mut statement) = forgiven(self.old.prepare(&sql))? else {
            writer.result.has_gap = true;
            return Ok(());
        };
        for number in low..=high {
            let Some(mut rows) = forgiven(statement.query([number]))? else {
                writer.result.lost += 1;
                continue;
            };
            loop {
                match forgiven(rows.next())? {
                    None => {
                        writer.result.lost += 1;
                        break;
                    }
                    Some(None) => break,
                    Some(Some(row)) => writer.put(row)?,
                }
            }
        }
        Ok(())
    }
}

struct Writer<'a> {
    insert: Statement<'a>,
    is_body: bool,
    columns: &'a [String],
    result: &'a mut RecoveredTable,
}

impl Writer<'_> {
    /// Puts a row in, unless it is there already or cannot be.
    fn put(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let Some(values) = self.values(row) else {
            self.result.lost += 1;
            return Ok(());
        };
        match self.insert.execute(params_from_iter(values)) {
            Ok(_) => self.result.rows += 1,
            Err(error) if is_there(&error) => {}
            Err(error) if is_refused(&error) => self.result.lost += 1,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// What the row says, if it can be what was written. A message that is not is lost; the
    /// rest of its row is kept.
    fn values(&mut self, row: &Row<'_>) -> Option<Vec<Value>> {
        let mut values = Vec::with_capacity(self.columns.len());
        for place in 1..=self.columns.len() {
            values.push(match row.get_ref(place).ok()? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => Value::Integer(number),
                ValueRef::Real(number) => Value::Real(number),
                ValueRef::Text(bytes) => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
                ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
            });
        }
        if self.is_body {
            self.drop_damaged_message(&mut values);
        }
        Some(values)
    }

    fn drop_damaged_message(&mut self, values: &mut [Value]) {
        let place = |name: &str| self.columns.iter().position(|column| column == name);
        let (Some(payload), Some(hash)) = (place("payload"), place("payload_sha256")) else {
            return;
        };
        let is_whole = match (&values[payload], &values[hash]) {
            (Value::Text(text), Value::Blob(hash)) => Sha256::digest(text)[..] == hash[..],
            _ => true,
        };
        if !is_whole {
            values[payload] = Value::Null;
            self.result.lost += 1;
        }
    }
}

/// None where damage was in the way.
fn forgiven<T>(result: rusqlite::Result<T>) -> rusqlite::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_damage(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a row of this number is there already.
fn is_there(error: &rusqlite::Error) -> bool {
    let rusqlite::Error::SqliteFailure(code, _) = error else {
        return false;
    };
    matches!(
        code.extended_code,
        rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY | rusqlite::ffi::SQLITE_CONSTRAINT_ROWID
    )
}

fn is_refused(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// One value of a damaged file, if it can be read.
pub(super) fn value<T: rusqlite::types::FromSql>(
    old: &Connection,
    sql: &str,
) -> rusqlite::Result<Option<T>> {
    let Some(mut statement) = forgiven(old.prepare(sql))? else {
        return Ok(None);
    };
    let read = statement.query_row([], |row| row.get(0)).optional();
    Ok(forgiven(read)?.flatten())
}
