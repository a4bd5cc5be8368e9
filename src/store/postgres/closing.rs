//! A database that takes no changes because its copy is worked on: triggers that refuse them, so
//! that as long as it is open nobody asks.

use super::agreement::kept;
use super::connect::Purpose;
use super::copy::{PATIENT, refuse_worked_on};
use super::session::Session;
use super::{PgOptions, PgStore, writing::Writing};
use crate::store::StoreError;
use crate::store::closing::{CLOSED, Closing, ELSEWHERE, REOPENED, Reopening};
use crate::store::copy::TABLES;

/// The code of the server's refusal.
pub(super) const REFUSED: &str = "DM001";
/// What a worker changes before it does anything.
const OF_WORKERS: [&str; 2] = ["lease", "signing"];

/// Closes the queue, on which nobody may be working. One that is closed for the same place stays so.
///
/// Blocks the calling thread.
pub(in crate::store) fn close(options: PgOptions, closing: &Closing) -> Result<(), StoreError> {
    change(options, async |session| {
        if closing.is_done(kept(session, ELSEWHERE).await?.as_deref())? {
            return Ok(());
        }
        let writing = Writing::new(session);
        writing.note(closing.at, &closing.actor, CLOSED, &closing.elsewhere);
        super::journal::append(&writing).await?;
        let sql = "INSERT INTO meta(key, value) VALUES($1, $2)";
        session
            .execute(sql, &[&ELSEWHERE, &closing.elsewhere])
            .await?;
        // The words of the refusal are the place, which the program turns into a sentence.
        session
            .run(&format!(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN
                   RAISE EXCEPTION USING ERRCODE = '{REFUSED}',
                     MESSAGE = (SELECT value FROM meta WHERE key = '{ELSEWHERE}');
                 END $$"
            ))
            .await?;
        for table in guarded() {
            session
                .run(&format!(
                    "CREATE TRIGGER closed BEFORE INSERT OR UPDATE OR DELETE ON {table}
                     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
                ))
                .await?;
        }
        Ok(())
    })
}

/// Opens it again; whether it was closed.
///
/// Blocks the calling thread.
pub(in crate::store) fn reopen(
    options: PgOptions,
    reopening: &Reopening,
) -> Result<bool, StoreError> {
    change(options, async |session| {
        let sql = "DELETE FROM meta WHERE key = $1";
        let was_closed = session.execute(sql, &[&ELSEWHERE]).await? > 0;
        if was_closed {
            for table in guarded() {
                session
                    .run(&format!("DROP TRIGGER closed ON {table}"))
                    .await?;
            }
            let Reopening { at, actor, reason } = reopening;
            let writing = Writing::new(session);
            writing.note(*at, actor, REOPENED, reason);
            super::journal::append(&writing).await?;
        }
        Ok(was_closed)
    })
}

fn guarded() -> impl Iterator<Item = &'static str> {
    let kept = TABLES.iter().filter(|table| !table.is_made);
    kept.map(|table| table.name).chain(OF_WORKERS)
}

/// One change of a queue on which nobody works, kept when it went well.
fn change<T: Send>(
    options: PgOptions,
    work: impl AsyncFnOnce(&Session) -> Result<T, StoreError> + Send,
) -> Result<T, StoreError> {
    let store = PgStore::open(PgOptions {
        read_only: false,
        ..options
    })?;
    store.attend(async |connections| {
        let session = connections.fresh(Purpose::Write).await?;
        session.run("BEGIN").await?;
        session.run(PATIENT).await?;
        refuse_worked_on(&session).await?;
        let done = work(&session).await?;
        session.run("COMMIT").await?;
        Ok(done)
    })
}
