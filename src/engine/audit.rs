//! What auditors ask: the journal as it stands there, and that parts of it, or of what is kept
//! about a person, left.

use crate::domain::audit::RawEntry;
use crate::domain::mask::mask;
use crate::domain::problem::Problem;

use super::{Engine, problem};

impl Engine {
    /// Entries of the journal behind this place, oldest first, as they stand there.
    pub async fn journal_page(&self, after: i64, limit: usize) -> Result<Vec<RawEntry>, Problem> {
        let page = self.store().journal_page(after, limit).await;
        page.map_err(problem::from_store)
    }

    /// Notes that something of this kind leaves. To be called before it does: what cannot be
    /// noted does not leave.
    pub async fn note_leaving(&self, event: &str, what: &str) -> Result<(), Problem> {
        self.must_write()?;
        self.store()
            .note(&self.inner.actor, event, &mask(what), self.now())
            .await
            .map_err(problem::from_store)
    }
}
