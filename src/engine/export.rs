//! The journal's part of an export: that national numbers left in full, and why.

use crate::domain::mask::mask;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

use super::{Engine, problem};

impl Engine {
    /// Notes that so many rows leave with their national numbers in full. To be called before the
    /// first of them does: what cannot be noted does not leave.
    pub async fn note_export(&self, rows: u64, choice: &str, reason: &str) -> Result<(), Problem> {
        self.must_write()?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(problem::usage(Text::new("many-reason-needed")));
        }
        // A filter may name a worker by number.
        let told = mask(&format!(
            "{rows} rows in full ({}): {reason}",
            choice.trim()
        ));
        self.store()
            .note(&self.inner.actor, "exported", &told, self.now())
            .await
            .map_err(problem::from_store)
    }
}
