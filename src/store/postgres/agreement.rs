//! What all homes that share the queue must have alike: one row of `meta` each.

use super::session::Session;
use super::writing::Writing;
use crate::store::{Agreement, StoreError};

/// What was agreed.
pub(super) async fn kept(session: &Session, name: &str) -> Result<Option<String>, StoreError> {
    let row = session
        .query_opt("SELECT value FROM meta WHERE key = $1", &[&name])
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Keeps it when nothing was agreed yet, or a person says so; whether it is what is kept now.
pub(super) async fn keep(writing: &Writing<'_>, agreement: &Agreement) -> Result<bool, StoreError> {
    let Some(actor) = &agreement.anew else {
        // Of several that come first at once, one is.
        writing
            .execute(
                "INSERT INTO meta(key, value) VALUES($1, $2) ON CONFLICT(key) DO NOTHING",
                &[&agreement.name, &agreement.value],
            )
            .await?;
        return Ok(kept(writing, agreement.name).await? == Some(agreement.value.clone()));
    };
    let changed = writing
        .execute(
            "INSERT INTO meta(key, value) VALUES($1, $2)
             ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value",
            &[&agreement.name, &agreement.value],
        )
        .await?;
    if changed > 0 {
        let event = format!("{}_agreed", agreement.name);
        writing.note(agreement.at, actor, &event, &agreement.value);
    }
    Ok(true)
}
