//! Drafts that are not handed in yet: keeping and forgetting them.

use uuid::Uuid;

use super::session::Session;
use super::values::Moment;
use crate::domain::report::KeptDraft;
use crate::store::StoreError;
use crate::store::sqlite::values::whole;

/// Keeps a draft in the place of the one with the same uid.
pub(super) async fn keep(session: &Session, draft: &KeptDraft) -> Result<(), StoreError> {
    let document = draft.draft.document();
    session
        .execute(
            "INSERT INTO draft(uid, document, origin, author, kept_at) VALUES($1, $2, $3, $4, $5)
             ON CONFLICT(uid) DO UPDATE SET document = excluded.document, origin = excluded.origin,
                author = excluded.author, kept_at = excluded.kept_at",
            &[
                &draft.uid.as_bytes().as_slice(),
                &document,
                &draft.origin,
                &draft.by,
                &Moment(whole(draft.at)),
            ],
        )
        .await?;
    Ok(())
}

/// Forgets one, if it is there.
pub(super) async fn forget(session: &Session, uid: Uuid) -> Result<(), StoreError> {
    session
        .execute(
            "DELETE FROM draft WHERE uid = $1",
            &[&uid.as_bytes().as_slice()],
        )
        .await?;
    Ok(())
}
