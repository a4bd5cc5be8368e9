//! What the schema keeps so that nobody counts or searches for it, and how each is found anew.

use rusqlite::{Connection, OptionalExtension};

/// A table of kept counts.
pub(super) struct Kept {
    /// Its name.
    pub table: &'static str,
    /// What a count is about.
    keys: &'static str,
    /// The same counts from the rows themselves, with the columns of the table.
    counted: &'static str,
}

pub(super) const KEPT: [Kept; 6] = [
    Kept {
        table: "state_count",
        keys: "state",
        counted: "SELECT state, count(*) FROM submission GROUP BY 1",
    },
    Kept {
        table: "undecided_count",
        keys: "state",
        counted: "SELECT state, count(*) FROM submission WHERE decision IS NULL
            AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken') GROUP BY 1",
    },
    Kept {
        table: "refused_code",
        keys: "code",
        counted: "SELECT code, count(DISTINCT submission_id) FROM anomaly
            JOIN submission ON id = submission_id WHERE state = 'refused' AND decision IS NULL GROUP BY 1",
    },
    Kept {
        table: "tally",
        keys: "state, decision, kind, account_id, worker_type",
        counted: "SELECT state, coalesce(decision, ''), kind, account_id,
            CASE WHEN worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN worker_type ELSE '' END, count(*)
            FROM submission GROUP BY 1, 2, 3, 4, 5",
    },
    Kept {
        table: "employer_tally",
        keys: "digits, employer",
        counted: "SELECT employer_digits, employer, count(*) FROM submission
            WHERE employer IS NOT NULL GROUP BY 1, 2",
    },
    Kept {
        table: "settled_tally",
        keys: "hour, state",
        counted: "SELECT updated_at / 3600000, state, count(*) FROM submission
            WHERE state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
            GROUP BY 1, 2",
    },
];

/// The first code of a submission's answer, from the codes themselves.
const FIRST_CODE: &str =
    "(SELECT code FROM anomaly WHERE submission_id = submission.id ORDER BY position LIMIT 1)";

/// Where it is kept.
pub(super) const FIRST_CODES: &str = "submission.first_code";

/// How many submissions keep another first code than their answer has.
pub(super) fn wrong_first_codes(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM submission WHERE first_code IS NOT {FIRST_CODE}");
    let wrong: i64 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(wrong.unsigned_abs())
}

/// Keeps the first codes anew.
pub(super) fn refill_first_codes(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "UPDATE submission SET first_code = {FIRST_CODE} WHERE first_code IS NOT {FIRST_CODE}"
    ))
}

impl Kept {
    /// Whether this file has the table at all.
    fn is_there(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let found = connection
            .query_row(
                "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                [self.table],
                |_| Ok(()),
            )
            .optional()?;
        Ok(found.is_some())
    }

    /// How many counts are not what counting gives.
    pub(super) fn wrong(&self, connection: &Connection) -> rusqlite::Result<u64> {
        if !self.is_there(connection)? {
            return Ok(0);
        }
        let Self {
            table,
            keys,
            counted,
        } = self;
        let wrong: i64 = connection.query_row(
            &format!(
                "WITH kept AS (SELECT {keys}, rows FROM {table} WHERE rows <> 0),
                   counted({keys}, rows) AS ({counted}),
                   one_way AS (SELECT * FROM kept EXCEPT SELECT * FROM counted),
                   other_way AS (SELECT * FROM counted EXCEPT SELECT * FROM kept)
                 SELECT count(*) FROM (SELECT {keys} FROM one_way UNION SELECT {keys} FROM other_way)"
            ),
            [],
            |row| row.get(0),
        )?;
        Ok(wrong.unsigned_abs())
    }

    /// Writes the counts anew. Those that are there without any row stay, as none.
    pub(super) fn refill(&self, connection: &Connection) -> rusqlite::Result<()> {
        if !self.is_there(connection)? {
            return Ok(());
        }
        let Self {
            table,
            keys,
            counted,
        } = self;
        connection.execute_batch(&format!(
            "UPDATE {table} SET rows = 0;
             INSERT INTO {table}({keys}, rows) SELECT * FROM ({counted}) WHERE true
             ON CONFLICT({keys}) DO UPDATE SET rows = excluded.rows;"
        ))
    }
}
