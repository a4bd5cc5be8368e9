//! What of the schema a file does without while it is filled: indexes and the text search, read
//! from the schema itself, so that later versions of it are covered too.

use rusqlite::Connection;

use crate::store::StoreError;

/// The tables that the filler writes, those that it may leave empty, and those that the
/// migrations fill. Whatever the triggers keep needs not be named.
const KNOWN: [&str; 13] = [
    "meta",
    "account",
    "lease",
    "submission",
    "body",
    "anomaly",
    "exchange",
    "asking",
    "journal",
    "register",
    "signing",
    "draft",
    "find",
];

/// Look for the end of the journal at every entry, which one writer holds here, and for another row
/// of the same key, in an index that is not there yet.
const SLOW_GUARDS: [&str; 2] = ["journal_appends", "submission_alone_from_the_start"];

/// What was taken out of the schema.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// The statements that make it again, in the order of the schema.
    statements: Vec<String>,
    /// Tables of text search that must be built anew.
    searches: Vec<String>,
}

/// Takes out what is built faster when everything is in. The other guards stay, and what counts.
pub(super) fn take_out(connection: &Connection) -> Result<LeftOut, StoreError> {
    let schema = read(connection)?;
    let searches: Vec<String> = schema
        .iter()
        .filter(|object| object.is_search())
        .map(|object| object.name.clone())
        .collect();
    refuse_unknown(&schema, &searches);
    let mut statements = Vec::new();
    for object in schema {
        let is_index = object.kind == "index";
        let feeds_search = searches
            .iter()
            .any(|search| object.is_fed_after_insert(search));
        if is_index || feeds_search || SLOW_GUARDS.contains(&&*object.name) {
            connection.execute_batch(&format!("DROP {} {}", object.kind, object.name))?;
            statements.push(object.sql);
        }
    }
    Ok(LeftOut {
        statements,
        searches,
    })
}

impl LeftOut {
    /// Makes it again from what is in the tables.
    pub(super) fn put_back(&self, connection: &Connection) -> Result<(), StoreError> {
        for statement in &self.statements {
            connection.execute_batch(statement)?;
        }
        for search in &self.searches {
            connection
                .execute_batch(&format!("INSERT INTO {search}({search}) VALUES('rebuild')"))?;
        }
        Ok(())
    }
}

/// One thing that the schema made.
struct Object {
    kind: String,
    name: String,
    sql: String,
}

impl Object {
    /// A text search over another table: it can be built from that.
    fn is_search(&self) -> bool {
        self.kind == "table" && self.sql.contains("USING fts5") && self.sql.contains("content =")
    }

    fn is_fed_after_insert(&self, search: &str) -> bool {
        self.kind == "trigger"
            && self.sql.contains("AFTER INSERT ON")
            && self.sql.contains(&format!("INSERT INTO {search}("))
    }

    /// Whether a trigger writes into this table.
    fn keeps(&self, table: &str) -> bool {
        let writes = [format!("UPDATE {table} SET"), format!("INTO {table}(")];
        self.kind == "trigger" && writes.iter().any(|write| self.sql.contains(write))
    }
}

/// In the order in which they were made; what belongs to a constraint has no statement.
fn read(connection: &Connection) -> Result<Vec<Object>, StoreError> {
    let objects = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")?
        .query_map([], |row| {
            Ok(Object {
                kind: row.get(0)?,
                name: row.get(1)?,
                sql: row.get(2)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(objects)
}

/// A table of a later version would stay empty, and nobody would notice.
fn refuse_unknown(schema: &[Object], searches: &[String]) {
    let is_part = |name: &str| {
        let belongs = |search: &String| {
            name.strip_prefix(&**search)
                .is_some_and(|rest| rest.starts_with('_'))
        };
        searches.iter().any(belongs)
    };
    for table in schema.iter().filter(|object| object.kind == "table") {
        let name = &*table.name;
        let is_kept = schema.iter().any(|object| object.keeps(name));
        assert!(
            KNOWN.contains(&name) || is_part(name) || is_kept || name.starts_with("sqlite_"),
            "the filler does not know what belongs into the table {name}"
        );
    }
}
