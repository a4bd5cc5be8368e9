//! What guards a queue at the server: tables, indexes, functions, triggers and conditions, as the
//! migrations make them. Reads as much of the migrations' SQL as these use, and no more.

use std::collections::{BTreeMap, BTreeSet};

use super::migrate::MIGRATIONS;
use super::session::Session;
use crate::store::StoreError;

/// Something that must be there, with what is to be said of it: what is found must say the same.
pub(super) type Objects = BTreeMap<String, String>;

/// What a queue of this version has.
pub(super) fn wanted(version: i32) -> Objects {
    let versions = usize::try_from(version).unwrap_or_default();
    let mut schema = Schema::default();
    for migration in MIGRATIONS.iter().take(versions) {
        for statement in statements(migration) {
            schema.take(&statement);
        }
    }
    schema.objects()
}

/// What this queue has. A guard that is switched off, and an index that is not finished, are none.
pub(super) async fn found(session: &Session) -> Result<Objects, StoreError> {
    let sql = "
        SELECT 'table ' || c.relname, '' FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        UNION ALL
        SELECT 'index ' || c.relname, CASE WHEN i.indisunique THEN 'unique ' ELSE '' END || 'on ' || t.relname
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND i.indisvalid AND i.indisready AND i.indislive
        UNION ALL
        SELECT 'function ' || p.proname, p.prosrc FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
        UNION ALL
        SELECT 'trigger ' || t.tgname, 'on ' || c.relname || ' does ' || p.proname
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgenabled IN('O', 'A')
        UNION ALL
        SELECT 'conditions ' || c.relname, count(*)::text
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND k.contype IN('c', 'f') AND k.convalidated
          AND NOT EXISTS(SELECT FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled NOT IN('O', 'A'))
        GROUP BY c.relname";
    let mut objects = Objects::new();
    for row in session.query(sql, &[]).await? {
        objects.insert(row.try_get(0)?, row.try_get(1)?);
    }
    Ok(objects)
}

/// Statements without their comments. Bodies of functions are in one piece.
fn statements(sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut statement = String::new();
    let mut rest = sql;
    while let Some(place) = rest.find(['-', ';', '$', '\'']) {
        let (before, from) = rest.split_at(place);
        statement.push_str(before);
        let taken = if from.starts_with("--") {
            let end = from.find('\n').unwrap_or(from.len());
            rest = &from[end..];
            continue;
        } else if let Some(body) = from.strip_prefix("$$") {
            body.find("$$").map_or(from.len(), |end| end + 4)
        } else if let Some(text) = from.strip_prefix('\'') {
            text.find('\'').map_or(from.len(), |end| end + 2)
        } else if let Some(next) = from.strip_prefix(';') {
            found.push(std::mem::take(&mut statement).trim().to_owned());
            rest = next;
            continue;
        } else {
            1
        };
        statement.push_str(&from[..taken]);
        rest = &from[taken..];
    }
    statement.push_str(rest);
    found.push(statement.trim().to_owned());
    found.retain(|statement| !statement.is_empty());
    found
}

/// What the statements so far have made.
#[derive(Default)]
struct Schema {
    tables: BTreeSet<String>,
    indexes: BTreeMap<String, (String, bool)>,
    functions: BTreeMap<String, String>,
    triggers: BTreeMap<String, (String, String)>,
    /// How many conditions and references each table has.
    conditions: BTreeMap<String, usize>,
}

impl Schema {
    fn take(&mut self, statement: &str) {
        let words: Vec<&str> = statement
            .split(|letter: char| letter.is_whitespace() || letter == '(' || letter == ')')
            .filter(|word| !word.is_empty())
            .collect();
        let behind = |word: &str| {
            let place = words.iter().position(|found| *found == word);
            let next = place.and_then(|place| words.get(place + 1));
            next.map(|name| (*name).to_owned()).unwrap_or_default()
        };
        match words.as_slice() {
            ["CREATE", "UNLOGGED", "TABLE", name, ..] | ["CREATE", "TABLE", name, ..] => {
                self.tables.insert((*name).to_owned());
                self.conditions
                    .insert((*name).to_owned(), conditions(statement));
            }
            ["ALTER", "TABLE", name, ..] => {
                let kept = self.conditions.entry((*name).to_owned()).or_default();
                let gone = statement.matches("DROP CONSTRAINT").count();
                *kept = (*kept + conditions(statement)).saturating_sub(gone);
            }
            ["CREATE", "UNIQUE", "INDEX", name, ..] => {
                let of = (behind("ON"), true);
                self.indexes.insert((*name).to_owned(), of);
            }
            ["CREATE", "INDEX", name, ..] => {
                let of = (behind("ON"), false);
                self.indexes.insert((*name).to_owned(), of);
            }
            ["CREATE", "FUNCTION", name, ..]
            | ["CREATE", "OR", "REPLACE", "FUNCTION", name, ..] => {
                let body = statement.split("$$").nth(1).unwrap_or_default();
                self.functions.insert((*name).to_owned(), body.to_owned());
            }
            ["CREATE", "TRIGGER", name, ..]
            | ["CREATE", "CONSTRAINT", "TRIGGER", name, ..]
            | ["CREATE", "OR", "REPLACE", "TRIGGER", name, ..] => {
                // `INSERT ON`, `UPDATE ON`: the first of them names the table.
                let of = (behind("ON"), behind("FUNCTION"));
                self.triggers.insert((*name).to_owned(), of);
            }
            ["DROP", kind, rest @ ..] => self.drop(kind, rest),
            // An index that is made where the server has its extension.
            ["DO", ..] => {
                if let Some((_, made)) = statement.split_once("CREATE INDEX ") {
                    self.take(&format!("CREATE INDEX {made}"));
                }
            }
            _ => {}
        }
    }

    fn drop(&mut self, kind: &str, words: &[&str]) {
        let words = words
            .iter()
            .filter(|word| !["IF", "EXISTS", "CASCADE"].contains(word));
        // `DROP TRIGGER x ON y` names the table behind it.
        for name in words.take_while(|word| **word != "ON") {
            let name = name.trim_end_matches(',');
            match kind {
                "TABLE" => {
                    self.tables.remove(name);
                    self.conditions.remove(name);
                    self.indexes.retain(|_, (table, _)| table != name);
                    self.triggers.retain(|_, (table, _)| table != name);
                }
                "INDEX" => drop(self.indexes.remove(name)),
                "FUNCTION" => drop(self.functions.remove(name)),
                "TRIGGER" => drop(self.triggers.remove(name)),
                _ => {}
            }
        }
    }

    fn objects(self) -> Objects {
        let mut objects = Objects::new();
        for name in self.tables {
            objects.insert(format!("table {name}"), String::new());
        }
        for (name, (table, is_unique)) in self.indexes {
            let unique = if is_unique { "unique " } else { "" };
            objects.insert(format!("index {name}"), format!("{unique}on {table}"));
        }
        for (name, body) in self.functions {
            objects.insert(format!("function {name}"), body);
        }
        for (name, (table, function)) in self.triggers {
            let does = format!("on {table} does {function}");
            objects.insert(format!("trigger {name}"), does);
        }
        for (name, count) in self.conditions {
            if count > 0 {
                objects.insert(format!("conditions {name}"), count.to_string());
            }
        }
        objects
    }
}

fn conditions(statement: &str) -> usize {
    statement.matches("CHECK(").count() + statement.matches(" REFERENCES ").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_migrations_everything_that_guards_is_known() {
        let wanted = wanted(super::super::migrate::current());
        for (name, says) in [
            ("table journal", ""),
            ("index one_live", "unique on submission"),
            ("index by_text", "on submission"),
            (
                "trigger journal_appended",
                "on journal does journal_appended",
            ),
            ("trigger journal_unchanged", "on journal does refused"),
            ("conditions body", "2"),
        ] {
            assert_eq!(wanted.get(name).map(String::as_str), Some(says), "{name}");
        }
        let body = &wanted["function journal_appended"];
        assert!(body.contains("the journal is only appended to"), "{body}");
    }

    #[test]
    fn statements_are_read_with_their_comments_texts_and_bodies() {
        let sql = "-- a; comment\nCREATE TABLE a(b text CHECK(b <> ';'));\nCREATE FUNCTION f() AS $$ x; -- y\n$$;
            CREATE UNIQUE INDEX i ON a(b); CREATE INDEX j ON a(b); DROP INDEX i;
            CREATE TRIGGER t BEFORE UPDATE ON a\nFOR EACH ROW EXECUTE FUNCTION f('no; really');
            ALTER TABLE a ADD COLUMN c bigint REFERENCES a; DROP TRIGGER IF EXISTS u ON a";
        let mut schema = Schema::default();
        for statement in statements(sql) {
            schema.take(&statement);
        }
        let found: Vec<(String, String)> = schema.objects().into_iter().collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(
            found,
            [
                ("conditions a", "2"),
                ("function f", " x; -- y\n"),
                ("index j", "on a"),
                ("table a", ""),
                ("trigger t", "on a does f"),
            ]
        );
    }
}
