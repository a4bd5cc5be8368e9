//! The text index against the rows that it was made from.
//!
//! The index's own check would want to write. So each word of the index, with its row, column and
//! place, goes into one sum, and the same words cut anew from the rows into another. The words
//! are cut by the database itself, a few rows at a time, in memory.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::Connection;

/// The text index.
pub(super) const TABLE: &str = "find";

/// The statement with which the text index is built anew from all rows.
pub(super) const REBUILD: &str = "INSERT INTO find(find) VALUES('rebuild');";

/// Rows whose words are cut at a time.
const ROWS: i64 = 5_000;

/// Builds the text index anew. By itself it would write a part of it for every MiB of words, and
/// join parts again and again: most of the time goes there. So there are few parts, and none is
/// joined before the end.
pub(super) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "INSERT INTO find(find, rank) VALUES('hashsize', 67108864);
         INSERT INTO find(find, rank) VALUES('automerge', 0);
         {REBUILD}
         INSERT INTO find(find, rank) VALUES('automerge', 4);
         INSERT INTO find(find, rank) VALUES('hashsize', 1048576);"
    ))
}

/// How many rows the index knows wrongly, as far as can be told: at least one when a word differs.
/// Leaves nothing behind; needs a connection that may use its temporary tables.
pub(super) fn differences(connection: &Connection) -> rusqlite::Result<u64> {
    let columns: Vec<String> = connection
        .prepare(&format!("SELECT name FROM pragma_table_info('{TABLE}')"))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let columns = columns.join(", ");
    connection.execute_batch(&format!(
        "CREATE VIRTUAL TABLE temp.indexed USING fts5vocab('main', '{TABLE}', 'instance');
         CREATE VIRTUAL TABLE temp.cut USING fts5({columns}, content = '', tokenize = 'trigram');
         CREATE VIRTUAL TABLE temp.words USING fts5vocab('temp', 'cut', 'instance');"
    ))?;
    let compared = compare(connection, &columns);
    connection
        .execute_batch("DROP TABLE temp.words; DROP TABLE temp.cut; DROP TABLE temp.indexed;")?;
    compared
}

fn compare(connection: &Connection, columns: &str) -> rusqlite::Result<u64> {
    let unknown: i64 = connection.query_row(
        &format!(
            "SELECT (SELECT count(*) FROM submission WHERE id NOT IN(SELECT id FROM {TABLE}_docsize))
                + (SELECT count(*) FROM {TABLE}_docsize WHERE id NOT IN(SELECT id FROM submission))"
        ),
        [],
        |row| row.get(0),
    )?;
    if unknown > 0 {
        return Ok(unknown.unsigned_abs());
    }
    let indexed = sum(connection, "indexed")?;
    let mut cut = 0_u64;
    let mut after = 0;
    while let Some(last) = last_of(connection, after)? {
        connection.execute(
            &format!(
                "INSERT INTO temp.cut(rowid, {columns})
                 SELECT id, {columns} FROM submission WHERE id > ?1 AND id <= ?2"
            ),
            [after, last],
        )?;
        cut = cut.wrapping_add(sum(connection, "words")?);
        connection.execute_batch("INSERT INTO temp.cut(cut) VALUES('delete-all')")?;
        after = last;
    }
    Ok(u64::from(cut != indexed))
}

/// The last submission of the next few.
fn last_of(connection: &Connection, after: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT max(id) FROM (SELECT id FROM submission WHERE id > ?1 ORDER BY id LIMIT ?2)",
        )?
        .query_row([after, ROWS], |row| row.get(0))
}

/// One number for all words, whatever their order.
fn sum(connection: &Connection, words: &str) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare(&format!("SELECT term, doc, col, offset FROM temp.{words}"))?;
    let mut rows = statement.query([])?;
    let mut sum = 0_u64;
    while let Some(row) = rows.next()? {
        let mut hash = DefaultHasher::new();
        row.get_ref(0)?.as_bytes()?.hash(&mut hash);
        row.get::<_, i64>(1)?.hash(&mut hash);
        row.get_ref(2)?.as_bytes()?.hash(&mut hash);
        row.get::<_, i64>(3)?.hash(&mut hash);
        sum = sum.wrapping_add(hash.finish());
    }
    Ok(sum)
}
