//! Pieces of SQL with the values of `SQLite`.

use rusqlite::types::Value;

use crate::store::sql::Pieces;

/// A piece with the values of its question marks, in their order.
pub(super) type Sql = Pieces<Value>;

/// As many question marks as there are values, between commas.
pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}
