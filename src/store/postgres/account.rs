//! The accounts of the queue: their rows, and which are held.

use jiff::Timestamp;

use super::session::Session;
use super::writing::{Commit, Writing};
use crate::store::StoreError;
use crate::store::sqlite::values::whole;

/// The row of an account, made when it is named for the first time.
pub(super) async fn row_of(session: &Session, name: &str) -> Result<i64, StoreError> {
    if let Some(id) = known(session, name).await? {
        return Ok(id);
    }
    session
        .execute(
            "INSERT INTO account(name) VALUES($1) ON CONFLICT DO NOTHING",
            &[&name],
        )
        .await?;
    // Ours, or that of who was faster.
    let row = session
        .query_one("SELECT id FROM account WHERE name = $1", &[&name])
        .await?;
    Ok(row.try_get(0)?)
}

/// The row of an account that was named before.
pub(super) async fn known(session: &Session, name: &str) -> Result<Option<i64>, StoreError> {
    let row = session
        .query_opt("SELECT id FROM account WHERE name = $1", &[&name])
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Held accounts with their reasons, by name.
pub(super) async fn held(session: &Session) -> Result<Vec<(String, String)>, StoreError> {
    let rows = session
        .query(
            "SELECT name, held_reason FROM account WHERE held_reason IS NOT NULL ORDER BY name",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// Holds an account or lets it go; saying again what is so already changes nothing.
pub(super) async fn hold(
    writing: &Writing<'_>,
    name: &str,
    reason: Option<&str>,
    actor: &str,
    now: Timestamp,
) -> Result<Commit<()>, StoreError> {
    let id = row_of(writing, name).await?;
    let changed = writing
        .execute(
            "UPDATE account SET held_reason = $2 WHERE id = $1 AND held_reason IS DISTINCT FROM $2",
            &[&id, &reason],
        )
        .await?;
    if changed == 0 {
        return Ok(Commit::Undo(()));
    }
    let (event, words) = match reason {
        Some(reason) => ("account_held", format!("{name}: {reason}")),
        None => ("account_released", name.to_owned()),
    };
    writing.note(whole(now), actor, event, &words);
    Ok(Commit::Keep(()))
}
