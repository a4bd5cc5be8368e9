//! What the schema keeps so that nobody counts or searches for it, and how each is found anew.

pub(super) use crate::store::kept::{FIRST_CODES, KEPT};

/// What is a worker type, and no other word.
pub(super) const IS_A_TYPE: &str = "~ '^[A-Z][A-Z0-9][A-Z0-9]$'";

/// How many submissions keep another first code than their answer has.
pub(super) const WRONG_FIRST_CODES: &str = "SELECT count(*) FROM submission s
    LEFT JOIN (SELECT DISTINCT ON(submission_id) submission_id, code FROM anomaly
      ORDER BY submission_id, position) first ON first.submission_id = s.id
    WHERE s.first_code IS DISTINCT FROM first.code";
