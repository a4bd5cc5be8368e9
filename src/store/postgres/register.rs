//! The register of channels and accounts: one row, compared and set. Knows nothing of what
//! the document says.

use super::session::Session;
use super::writing::Writing;
use super::{account, failure};
use crate::domain::text::Text;
use crate::store::sqlite::values::whole;
use crate::store::{RegisterChange, StoreError, StoredRegister};

/// The document with its revision.
pub(super) async fn read(session: &Session) -> Result<StoredRegister, StoreError> {
    let row = session
        .query_one("SELECT revision, document FROM register", &[])
        .await?;
    Ok(StoredRegister {
        revision: row.try_get(0)?,
        document: row.try_get(1)?,
    })
}

/// Its revision alone.
pub(super) async fn revision(session: &Session) -> Result<i64, StoreError> {
    let row = session
        .query_one("SELECT revision FROM register", &[])
        .await?;
    Ok(row.try_get(0)?)
}

/// Keeps a document in the place of the one that its writer read; gives the new revision.
pub(super) async fn keep(
    writing: &Writing<'_>,
    change: &RegisterChange,
) -> Result<i64, StoreError> {
    let changed = writing
        .execute(
            "UPDATE register SET revision = revision + 1, document = $2 WHERE revision = $1",
            &[&change.revision, &change.document],
        )
        .await?;
    if changed == 0 {
        return Err(StoreError::RegisterMoved);
    }
    if let Some((old, new)) = &change.renamed {
        rename(writing, old, new).await?;
    }
    for (event, reason) in &change.entries {
        writing.note(whole(change.at), &change.actor, event, reason);
    }
    Ok(change.revision + 1)
}

/// Submissions name their account by its row, so the row's name is theirs.
async fn rename(session: &Session, old: &str, new: &str) -> Result<(), StoreError> {
    let Some(id) = account::known(session, old).await? else {
        return Ok(());
    };
    let other = account::known(session, new).await?;
    if other.is_some_and(|other| other != id) {
        return Err(StoreError::from(failure::problem(
            Text::new("store-account-name").with("account", new),
            Text::new("store-account-name-hint"),
        )));
    }
    session
        .execute("UPDATE account SET name = $2 WHERE id = $1", &[&id, &new])
        .await?;
    Ok(())
}

/// The keys of the worker of this epoch take the place of those that it had before.
pub(super) async fn signs_with(
    session: &Session,
    epoch: i64,
    keys: &[(String, String)],
) -> Result<(), StoreError> {
    let (accounts, keys): (Vec<&str>, Vec<&str>) = keys
        .iter()
        .map(|(account, key)| (account.as_str(), key.as_str()))
        .unzip();
    session
        .execute("DELETE FROM signing WHERE epoch = $1", &[&epoch])
        .await?;
    session
        .execute(
            "INSERT INTO signing(epoch, account, key) SELECT l.epoch, said.account, said.key
             FROM lease l, unnest($2::text[], $3::text[]) AS said(account, key) WHERE l.epoch = $1",
            &[&epoch, &accounts, &keys],
        )
        .await?;
    Ok(())
}

/// What all living workers say. While one of them says something else, or nothing yet, there is
/// no answer: whoever waits for a key waits for the last of them.
pub(super) async fn signing_key(
    session: &Session,
    account: &str,
) -> Result<Option<String>, StoreError> {
    let rows = session
        .query(
            "WITH living AS MATERIALIZED (SELECT epoch FROM lease WHERE is_living(epoch))
             SELECT DISTINCT s.key FROM living l LEFT JOIN signing s ON s.epoch = l.epoch AND s.account = $1",
            &[&account],
        )
        .await?;
    match rows.as_slice() {
        [row] => Ok(row.try_get(0)?),
        _ => Ok(None),
    }
}

/// Submissions of an account whose life has not ended.
pub(super) async fn unsettled(session: &Session, account: &str) -> Result<u64, StoreError> {
    let row = session
        .query_one(
            "SELECT coalesce(sum(t.rows), 0)::bigint FROM tally t JOIN account a ON a.id = t.account_id
             WHERE a.name = $1
               AND t.state IN('draft', 'queued', 'held', 'sending', 'in_doubt', 'submitted', 'waiting')",
            &[&account],
        )
        .await?;
    let rows: i64 = row.try_get(0)?;
    Ok(rows.unsigned_abs())
}
