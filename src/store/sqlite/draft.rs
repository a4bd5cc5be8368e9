//! Drafts that are not handed in yet.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::failure;
use super::values::{Moment, whole};
use crate::domain::draft::Draft;
use crate::domain::report::KeptDraft;
use crate::store::StoreError;

/// Keeps a draft in the place of the one with the same uid.
pub(super) fn keep(connection: &Connection, draft: &KeptDraft) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO draft(uid, document, origin, author, kept_at) VALUES(?1, ?2, ?3, ?4, ?5)
             ON CONFLICT(uid) DO UPDATE SET document = excluded.document, origin = excluded.origin,
                author = excluded.author, kept_at = excluded.kept_at",
        )?
        .execute(params![
            draft.uid.as_bytes(),
            draft.draft.document(),
            draft.origin,
            draft.by,
            Moment(whole(draft.at)),
        ])?;
    Ok(())
}

/// All of them, latest first.
pub(super) fn all(connection: &Connection) -> Result<Vec<KeptDraft>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT uid, document, origin, author, kept_at FROM draft ORDER BY kept_at DESC, uid",
    )?;
    let mut rows = statement.query([])?;
    let mut drafts = Vec::new();
    while let Some(row) = rows.next()? {
        let document: String = row.get("document")?;
        drafts.push(KeptDraft {
            uid: Uuid::from_bytes(row.get("uid")?),
            draft: Draft::from_document(&document)
                .ok_or_else(|| failure::damaged("draft.document"))?,
            origin: row.get("origin")?,
            by: row.get("author")?,
            at: row.get::<_, Moment>("kept_at")?.0,
        });
    }
    Ok(drafts)
}

/// Forgets one, if it is there.
pub(super) fn forget(connection: &Connection, uid: Uuid) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM draft WHERE uid = ?1")?
        .execute([uid.as_bytes()])?;
    Ok(())
}
