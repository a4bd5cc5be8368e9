//! Looks whether a queue is what it should be, from its guards up to what its tables say of each
//! other. Only reads, one consistent state of it; nothing is put right here. Pages and indexes are
//! the server's own: it checks them itself when it has the extension `amcheck` and we may call it.

use std::future::Future;

use tokio_postgres::error::SqlState;

use super::connect::Purpose;
use super::kept::{FIRST_CODES, IS_A_TYPE, KEPT, WRONG_FIRST_CODES};
use super::reading::story;
use super::session::Session;
use super::{PgOptions, PgStore, failure, migrate, schema};
use crate::domain::audit::Wrong as Flawed;
use crate::domain::problem::Problem;
use crate::domain::untrusted::Untrusted;
use crate::domain::upkeep::{Checked, Depth, Fault, Part};
use crate::store::StoreError;

/// Everything is read as it lies, and takes the time that it takes.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = on";

/// Which columns name a row, and of which table.
pub(super) const REFERENCES: [(&str, &str, &str); 12] = [
    ("submission", "account_id", "account.id"),
    ("submission", "supersedes", "submission.id"),
    ("submission", "origin", "submission.id"),
    ("submission", "waits_for", "submission.id"),
    ("body", "submission_id", "submission.id"),
    ("anomaly", "submission_id", "submission.id"),
    ("exchange", "submission_id", "submission.id"),
    ("asking", "submission_id", "submission.id"),
    ("journal", "submission_id", "submission.id"),
    ("signing", "epoch", "lease.epoch"),
    ("draft", "origin", "submission.id"),
    ("tally", "account_id", "account.id"),
];

/// Messages that are not what was handed in.
const MESSAGES: &str = "SELECT count(*) FROM body
    WHERE payload IS NOT NULL AND sha256(convert_to(payload, 'UTF8')) <> payload_sha256";

/// Whether the server can be asked to look at its indexes.
const CAN_LOOK: &str = "SELECT coalesce(
    has_function_privilege(to_regprocedure('bt_index_check(regclass, boolean)'), 'EXECUTE'), false)";

/// Our indexes of the kind that it can look at.
const INDEXES: &str =
    "SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND i.indisvalid AND i.indisready
      AND c.relam = (SELECT oid FROM pg_am WHERE amname = 'btree') ORDER BY 1";

/// Looks at a queue. Damage is what it finds, and no failure of its own; one that is not ours, too
/// new or of another environment is a failure.
pub(in crate::store) fn check(options: PgOptions, depth: Depth) -> Result<Checked, Problem> {
    let store = PgStore::open_existing(options)?;
    let checked = store.attend(async |connections| {
        let session = connections.fresh(Purpose::Read).await?;
        session.run(BEGIN).await?;
        checked(&session, depth).await
    });
    checked.map_err(failure::of_error)
}

async fn checked(session: &Session, depth: Depth) -> Result<Checked, StoreError> {
    let version = migrate::version(session).await?;
    let mut look = Look {
        session,
        faults: Vec::new(),
    };
    look.at(Part::Pages, guards(session, version)).await?;
    if depth == Depth::Whole {
        look.at(Part::Pages, indexes(session)).await?;
    }
    for (table, column, of) in REFERENCES {
        let wrong = named(session, table, column, of);
        look.at(Part::References, wrong).await?;
    }
    let messages = count(session, MESSAGES);
    look.at(Part::Messages, some("body", messages)).await?;
    look.at(Part::Journal, chain(session)).await?;
    // A later version that is open to us keeps what we know.
    if version >= migrate::current() {
        for kept in &KEPT {
            let sql = kept.wrong(IS_A_TYPE);
            let wrong = some(kept.table, count(session, &sql));
            look.at(Part::Counts, wrong).await?;
        }
        let wrong = some(FIRST_CODES, count(session, WRONG_FIRST_CODES));
        look.at(Part::Counts, wrong).await?;
    }
    let submissions = look.rows("submission").await?;
    let entries = look.rows("journal").await?;
    Ok(Checked {
        schema: version,
        submissions,
        entries,
        faults: look.merged(),
        known: Vec::new(),
    })
}

/// What was found so far.
struct Look<'a> {
    session: &'a Session,
    faults: Vec<Fault>,
}

/// A place, and how often it is wrong.
type Wrong = (String, u64);

impl Look<'_> {
    /// Looks at a part. Where it cannot even be read, that is its fault.
    async fn at(
        &mut self,
        part: Part,
        looking: impl Future<Output = Result<Vec<Wrong>, StoreError>>,
    ) -> Result<(), StoreError> {
        let found = self.value(part, looking).await?.unwrap_or_default();
        let wrong = found.into_iter().filter(|(_, count)| *count > 0);
        self.faults.extend(wrong.map(|(place, count)| Fault {
            part,
            place: Untrusted::new(place),
            count,
        }));
        Ok(())
    }

    async fn rows(&mut self, table: &str) -> Result<u64, StoreError> {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows = count(self.session, &sql);
        Ok(self.value(Part::Pages, rows).await?.unwrap_or_default())
    }

    /// What was read, unless damage was in the way.
    async fn value<T>(
        &mut self,
        part: Part,
        looking: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<Option<T>, StoreError> {
        self.session.run("SAVEPOINT part").await?;
        match looking.await {
            Ok(value) => {
                self.session.run("RELEASE part").await?;
                Ok(Some(value))
            }
            Err(StoreError::Failed(problem)) if failure::is_damage(&problem) => {
                self.session.run("ROLLBACK TO part; RELEASE part").await?;
                self.faults.push(Fault {
                    part: Part::Pages,
                    place: Untrusted::new(format!(
                        "{}: {}",
                        part.as_str(),
                        failure::told(&problem)
                    )),
                    count: 1,
                });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Faults of one place are one.
    fn merged(self) -> Vec<Fault> {
        let mut merged: Vec<Fault> = Vec::new();
        for fault in self.faults {
            let same = merged.iter_mut().find(|known| {
                known.part == fault.part && known.part != Part::Pages && known.place == fault.place
            });
            match same {
                Some(known) => known.count += fault.count,
                None => merged.push(fault),
            }
        }
        merged
    }
}

/// The number that is all of an answer, however long it takes.
async fn count(session: &Session, sql: &str) -> Result<u64, StoreError> {
    let row = session.bare().query_one(sql, &[]).await?;
    Ok(row.try_get::<_, i64>(0)?.unsigned_abs())
}

async fn some(
    place: &str,
    count: impl Future<Output = Result<u64, StoreError>>,
) -> Result<Vec<Wrong>, StoreError> {
    Ok(vec![(place.to_owned(), count.await?)])
}

/// Guards that are missing, switched off or not as this version made them.
async fn guards(session: &Session, version: i32) -> Result<Vec<Wrong>, StoreError> {
    let found = schema::found(session).await?;
    let wanted = schema::wanted(version.min(migrate::current()));
    let differs = |(name, says): &(String, String)| found.get(name) != Some(says);
    let wrong = wanted.into_iter().filter(differs);
    Ok(wrong
        .map(|(name, _)| (format!("schema: {name}"), 1))
        .collect())
}

/// Every index against its table, by the server.
async fn indexes(session: &Session) -> Result<Vec<Wrong>, StoreError> {
    if !session
        .query_one(CAN_LOOK, &[])
        .await?
        .try_get::<_, bool>(0)?
    {
        return Ok(Vec::new());
    }
    let mut wrong = Vec::new();
    for row in session.query(INDEXES, &[]).await? {
        let index: String = row.try_get(0)?;
        session.run("SAVEPOINT index").await?;
        let look = "SELECT bt_index_check(index => $1::text::regclass, heapallindexed => true)";
        let looked = session.bare().query_one(look, &[&index]).await;
        let back = match looked {
            Ok(_) => "RELEASE index",
            Err(error) if is_corruption(&error) => {
                wrong.push((format!("index: {index}"), 1));
                "ROLLBACK TO index; RELEASE index"
            }
            Err(error) => return Err(error.into()),
        };
        session.run(back).await?;
    }
    Ok(wrong)
}

fn is_corruption(error: &tokio_postgres::Error) -> bool {
    error
        .code()
        .is_some_and(|code| [SqlState::INDEX_CORRUPTED, SqlState::DATA_CORRUPTED].contains(code))
}

/// Rows that name a row which is not there.
async fn named(
    session: &Session,
    table: &str,
    column: &str,
    of: &str,
) -> Result<Vec<Wrong>, StoreError> {
    let (named, key) = of.split_once('.').unwrap_or_default();
    let sql = format!(
        "SELECT count(*) FROM {table} one WHERE one.{column} IS NOT NULL
           AND NOT EXISTS(SELECT FROM {named} other WHERE other.{key} = one.{column})"
    );
    some(table, count(session, &sql)).await
}

/// Every entry against its own hash, and against the one before.
async fn chain(session: &Session) -> Result<Vec<Wrong>, StoreError> {
    let verdict = story::verdict(session).await?;
    let Some(first) = verdict.flaws.first() else {
        return Ok(Vec::new());
    };
    let at = match first.wrong {
        // The entry behind the gap is what there is to be looked at.
        Flawed::Missing { until } => until.saturating_add(1),
        _ => first.sequence,
    };
    Ok(vec![(format!("journal {at}"), verdict.wrong)])
}
