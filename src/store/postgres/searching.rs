//! What the text search needs of the server: the extension that indexes any part of a text.

use super::failure;
use super::session::Session;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::StoreError;

/// Sees to it that the extension is there, before there is a queue that needs it. Whoever may
/// make tables in a database may mostly make it too, where its files are installed.
pub(super) async fn prepare(session: &Session) -> Result<(), StoreError> {
    let there = "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'";
    if session.query_opt(there, &[]).await?.is_some() {
        return Ok(());
    }
    let made = session.run("CREATE EXTENSION IF NOT EXISTS pg_trgm").await;
    made.map_err(|error| {
        let why = failure::of_error(error);
        let mut problem = missing();
        problem.detail = why.detail;
        problem.into()
    })
}

fn missing() -> Problem {
    failure::problem(
        Text::new("store-pg-trigrams"),
        Text::new("store-pg-trigrams-hint"),
    )
}
