//! What both databases keep so that nobody counts for it, and how each count is found anew.

/// A table of kept counts.
pub(super) struct Kept {
    /// Its name.
    pub table: &'static str,
    /// What a count is about.
    keys: &'static str,
    /// The same counts from the rows themselves, with the columns of the table. What tells a worker
    /// type from other words is each database's own.
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
            CASE WHEN worker_type IS_A_TYPE THEN worker_type ELSE '' END, count(*)
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

/// Where the first code of a submission's answer is kept.
pub(super) const FIRST_CODES: &str = "submission.first_code";

impl Kept {
    fn counted(&self, is_a_type: &str) -> String {
        self.counted.replace("IS_A_TYPE", is_a_type)
    }

    /// Writes the counts that there are; those that are kept of no row stay as they are.
    pub(super) fn filling(&self, is_a_type: &str) -> String {
        let Self { table, keys, .. } = self;
        let counted = self.counted(is_a_type);
        format!(
            "INSERT INTO {table}({keys}, rows) SELECT * FROM ({counted}) counted WHERE true
             ON CONFLICT({keys}) DO UPDATE SET rows = excluded.rows"
        )
    }

    /// How many counts are not what counting gives.
    pub(super) fn wrong(&self, is_a_type: &str) -> String {
        let Self { table, keys, .. } = self;
        let counted = self.counted(is_a_type);
        format!(
            "WITH kept AS (SELECT {keys}, rows FROM {table} WHERE rows <> 0),
               counted({keys}, rows) AS ({counted}),
               one_way AS (SELECT * FROM kept EXCEPT SELECT * FROM counted),
               other_way AS (SELECT * FROM counted EXCEPT SELECT * FROM kept)
             SELECT count(*) FROM (SELECT {keys} FROM one_way UNION SELECT {keys} FROM other_way) wrong"
        )
    }
}
