//! Takes personal data out of what ended long ago, while everybody works on: a few rows in each
//! commit, each commit with its journal entries, and nobody waits for more than one of them. The
//! row stays, with its life, its numbers and its journal.
//!
//! One process at a time purges: it holds the lock (draft, 0) for as long as its connection lives.
//! Whoever loses it has purged nothing twice: each row is looked at again once it is locked.

use tokio_postgres::Row;

use super::connect::Purpose;
use super::connections::Connections;
use super::session::Session;
use super::values::Moment;
use super::writing::{Commit, Durability, Writing};
use super::{PgOptions, PgStore, failure, journal, migrate};
use crate::domain::ids::SubmissionId;
use crate::domain::mask::mask;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::upkeep::{Before, Purged, Rule, Swept, Traces};
use crate::store::StoreError;
use crate::store::sqlite::values::whole;
use crate::store::upkeep::{PURGED, Purge, Taking};

/// Rows of one commit.
const ROWS: usize = 500;

/// Numbers that are looked through at a time: every statement ends long before its time limit.
const WINDOW: i64 = 5_000;

/// Counting them may take longer than anything else that is asked. The largest tables are read as
/// they lie: nearly all of their rows are asked about.
const PATIENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = on";

pub(super) const LOCK: &str = "SELECT pg_try_advisory_lock('draft'::regclass::oid::int, 0)";

/// When the rules were last applied to all of it, by the clock of the server.
const APPLIED: &str = "retention_applied";

/// Less than a day: who comes a little earlier than yesterday still does it.
const FRESH: &str = "SELECT EXISTS(SELECT FROM meta WHERE key = $1
    AND abs(value::bigint - extract(epoch FROM clock_timestamp()) * 1000) < 20 * 3600000)";
const NOTE_APPLIED: &str = "INSERT INTO meta(key, value)
    VALUES($1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text)
    ON CONFLICT(key) DO UPDATE SET value = excluded.value";

/// How far two clocks may be apart: nobody looks on when a host whose clock is wrong purges, and what
/// is gone is gone for all of them.
const APART: u64 = 60;
const MINUTES_APART: &str =
    "SELECT abs($1::bigint - extract(epoch FROM clock_timestamp()) * 1000)::bigint / 60000";

/// Says what would be purged; changes nothing.
pub(in crate::store) fn purge_preview(
    options: PgOptions,
    purge: &Purge,
) -> Result<Purged, Problem> {
    let store = PgStore::open_existing(options)?;
    let found = store.attend(async |connections| {
        refuse_unknown(connections).await?;
        found(connections, &purge.before).await
    });
    let (rules, _) = found.map_err(failure::of_error)?;
    Ok(Purged::foreseen(rules, 0, Traces::Vacuumed))
}

/// Purges, a few rows at a time.
pub(in crate::store) fn purge(options: PgOptions, purge: &Purge) -> Result<Purged, StoreError> {
    let store = PgStore::open_existing(options)?;
    store.attend(async |_| {
        let Some(round) = Round::begin(&store, purge).await? else {
            return Err(busy().into());
        };
        let (rules, ends) = found(&store.connections, &purge.before).await?;
        round.take(rules, ends).await
    })
}

/// Purges what there is to purge, unless somebody is at it or was within the day.
pub(in crate::store) fn purge_daily(
    options: PgOptions,
    purge: &Purge,
) -> Result<Option<Purged>, StoreError> {
    let store = PgStore::open_existing(options)?;
    store.attend(async |_| {
        let Some(round) = Round::begin(&store, purge).await? else {
            return Ok(None);
        };
        let is_fresh = round.lock.query_one(FRESH, &[&APPLIED]).await?;
        if is_fresh.try_get(0)? {
            return Ok(None);
        }
        let now = Moment(purge.now);
        let apart = round.lock.query_one(MINUTES_APART, &[&now]).await?;
        let apart = apart.try_get::<_, i64>(0)?.unsigned_abs();
        if apart > APART {
            return Err(wrong_clock(apart).into());
        }
        let (rules, ends) = found(&store.connections, &purge.before).await?;
        let purged = if rules.iter().all(|swept| swept.rows == 0) {
            None
        } else {
            Some(round.take(rules, ends).await?)
        };
        round.lock.execute(NOTE_APPLIED, &[&APPLIED]).await?;
        Ok(purged)
    })
}

fn busy() -> Problem {
    failure::problem(
        Text::new("store-pg-purging"),
        Text::new("store-pg-purging-hint"),
    )
}

fn wrong_clock(minutes: u64) -> Problem {
    failure::problem(
        Text::new("store-pg-clock").with("minutes", minutes),
        Text::new("store-pg-clock-hint"),
    )
}

/// A later version may keep personal data where we do not look.
async fn refuse_unknown(connections: &Connections) -> Result<(), StoreError> {
    let place = connections.connector().shown();
    connections
        .read(async |session| migrate::refuse_unknown(session, &place).await)
        .await
}

/// The first and the last number of a rule's rows, if it takes any.
type Ends = Option<(i64, i64)>;

/// What each rule takes, and where: first of [`Taking::Everything`], then of [`Taking::Message`]. A
/// message that goes with everything else counts there.
async fn found(
    connections: &Connections,
    before: &Before,
) -> Result<(Vec<Swept>, [Ends; 2]), StoreError> {
    let session = connections.fresh(Purpose::Read).await?;
    session.run(PATIENT).await?;
    let ends = "SELECT count(*), min(s.updated_at), max(s.updated_at), min(s.id), max(s.id)";
    let results = Moment(before.results);
    let sql = format!(
        "{ends} {} AND s.updated_at >= $2",
        Taking::Message.rows("$1")
    );
    // Statements that take long are not cut off here: what they wait for is their own work.
    let bare = session.bare();
    let messages = bare
        .query_one(&sql, &[&Moment(before.messages), &results])
        .await?;
    let sql = format!("{ends} {}", Taking::Everything.rows("$1"));
    let everything = bare.query_one(&sql, &[&results]).await?;
    let sql = "SELECT count(*), min(kept_at), max(kept_at) FROM draft WHERE kept_at < $1";
    let drafts = bare.query_one(sql, &[&Moment(before.drafts)]).await?;
    session.run("COMMIT").await?;
    let rules = [
        (Rule::Messages, &messages),
        (Rule::Results, &everything),
        (Rule::Drafts, &drafts),
    ];
    let rules = rules.map(|(rule, row)| swept(rule, before, row));
    let ends = [&everything, &messages].map(|row| -> Result<Ends, StoreError> {
        let (first, last): (Option<i64>, Option<i64>) = (row.try_get(3)?, row.try_get(4)?);
        Ok(first.zip(last))
    });
    let [everything, messages] = ends;
    Ok((
        rules.into_iter().collect::<Result<_, _>>()?,
        [everything?, messages?],
    ))
}

fn swept(rule: Rule, before: &Before, row: &Row) -> Result<Swept, StoreError> {
    let rows: i64 = row.try_get(0)?;
    let (first, last): (Option<Moment>, Option<Moment>) = (row.try_get(1)?, row.try_get(2)?);
    Ok(Swept {
        rule,
        before: before.of(rule),
        rows: rows.unsigned_abs(),
        span: first.zip(last).map(|(first, last)| (first.0, last.0)),
    })
}

/// One purge, with the lock under which it is done.
struct Round<'a> {
    store: &'a PgStore,
    purge: &'a Purge,
    place: String,
    lock: Session,
}

impl<'a> Round<'a> {
    /// Nothing when somebody else is at it.
    async fn begin(store: &'a PgStore, purge: &'a Purge) -> Result<Option<Self>, StoreError> {
        let connections = &store.connections;
        refuse_unknown(connections).await?;
        let lock = connections.fresh(Purpose::Write).await?;
        let is_ours: bool = lock.query_one(LOCK, &[]).await?.try_get(0)?;
        Ok(is_ours.then(|| Self {
            store,
            purge,
            place: connections.connector().shown(),
            lock,
        }))
    }

    /// Does it.
    async fn take(&self, rules: Vec<Swept>, ends: [Ends; 2]) -> Result<Purged, StoreError> {
        let mut purged = Purged {
            submissions: self.sweep(Taking::Everything, ends[0]).await?,
            messages: self.sweep(Taking::Message, ends[1]).await?,
            drafts: 0,
            copies: 0,
            traces: Traces::Vacuumed,
            rules,
        };
        purged = self.drop_drafts(purged).await?;
        if !self.vacuum().await? {
            purged.traces = Traces::Unvacuumed;
        }
        Ok(purged)
    }

    /// Takes something out of the rows of a rule, with a journal entry for each; how many they were.
    async fn sweep(&self, taking: Taking, ends: Ends) -> Result<u64, StoreError> {
        let Some((first, last)) = ends else {
            return Ok(0);
        };
        let (mut count, mut after) = (0, first - 1);
        while after < last {
            // Without its lock another one may have begun.
            self.lock.run("SELECT 1").await?;
            let until = after.saturating_add(WINDOW).min(last);
            for some in self.window(taking, after, until).await?.chunks(ROWS) {
                count += self.commit(taking, some.to_vec()).await?;
            }
            after = until;
        }
        Ok(count)
    }

    /// Those of a stretch of numbers from which there is something to take, in their order.
    async fn window(
        &self,
        taking: Taking,
        after: i64,
        until: i64,
    ) -> Result<Vec<SubmissionId>, StoreError> {
        let sql = format!(
            "SELECT s.id {} AND s.id > $2 AND s.id <= $3 ORDER BY s.id",
            taking.rows("$1")
        );
        let before = Moment(taking.before(&self.purge.before));
        let rows = self
            .store
            .connections
            .read(async |session: &Session| session.query(&sql, &[&before, &after, &until]).await);
        rows.await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    async fn commit(&self, taking: Taking, ids: Vec<SubmissionId>) -> Result<u64, StoreError> {
        let (purge, place) = (self.purge.clone(), self.place.clone());
        self.store
            .write(Durability::Synced, async move |writing: &Writing<'_>| {
                migrate::refuse_unknown(writing, &place).await?;
                take(writing, &purge, taking, &ids).await.map(Commit::Keep)
            })
            .await
    }

    /// Drafts go whole; the journal says in the same commit what all of it came to.
    async fn drop_drafts(&self, purged: Purged) -> Result<Purged, StoreError> {
        let (purge, place) = (self.purge.clone(), self.place.clone());
        self.store
            .write(Durability::Synced, async move |writing: &Writing<'_>| {
                migrate::refuse_unknown(writing, &place).await?;
                let drafts = writing
                    .execute(
                        "DELETE FROM draft WHERE kept_at < $1",
                        &[&Moment(purge.before.drafts)],
                    )
                    .await?;
                let purged = Purged {
                    drafts,
                    ..purged.clone()
                };
                if let Some(what) = purge.note(&purged) {
                    writing.note(whole(purge.now), &purge.actor, PURGED, &what);
                }
                Ok(Commit::Keep(purged))
            })
            .await
    }

    /// Has the server give up the room of what was taken: until then it lies there as it was. False
    /// when that is not ours to ask, or others are in the way; the server does it by itself later.
    async fn vacuum(&self) -> Result<bool, StoreError> {
        let may = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class
            WHERE oid = ANY(ARRAY['submission'::regclass, 'body', 'exchange', 'draft'])";
        if !self.lock.query_one(may, &[]).await?.try_get(0)? {
            return Ok(false);
        }
        self.lock.run("SET statement_timeout = 0").await?;
        let vacuumed = self
            .lock
            .bare()
            .batch_execute("VACUUM (INDEX_CLEANUP ON) submission, body, exchange, draft")
            .await;
        if let Err(error) = &vacuumed {
            tracing::warn!(%error, "the room of what was purged is not given up yet");
        }
        Ok(vacuumed.is_ok())
    }
}

/// Takes something out of those of these rows that still have it, whoever was faster.
pub(super) async fn take(
    writing: &Writing<'_>,
    purge: &Purge,
    taking: Taking,
    ids: &[SubmissionId],
) -> Result<u64, StoreError> {
    writing
        .query(
            "SELECT id FROM submission WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
            &[&ids],
        )
        .await?;
    // A statement of its own: it sees what was committed while the first one waited.
    let sql = format!(
        "SELECT s.id, s.reference {} AND s.id = ANY($2) ORDER BY s.id",
        taking.rows("$1")
    );
    let before = Moment(taking.before(&purge.before));
    let rows = writing.query(&sql, &[&before, &ids]).await?;
    let (mut ids, mut told) = (Vec::new(), Vec::new());
    for row in rows {
        let (id, reference): (SubmissionId, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
        ids.push(id);
        // A reference is the caller's own; one that holds a national number goes as well.
        if reference.is_some_and(|reference| mask(&reference) != reference) {
            told.push(id);
        }
    }
    match taking {
        Taking::Everything => empty(writing, &ids, &told).await?,
        Taking::Message => {
            let sql = "UPDATE body SET payload = NULL, draft = NULL WHERE submission_id = ANY($1)";
            writing.execute(sql, &[&ids]).await?;
        }
    }
    for id in &ids {
        writing.tell(journal::Entry {
            at: whole(purge.now),
            actor: purge.actor.clone(),
            submission: Some(*id),
            event: PURGED.to_owned(),
            from: None,
            to: None,
            reason: taking.reason().map(str::to_owned),
        });
    }
    Ok(ids.len() as u64)
}

/// Empties rows, and the references of some of them.
async fn empty(
    writing: &Writing<'_>,
    ids: &[SubmissionId],
    told: &[SubmissionId],
) -> Result<(), StoreError> {
    writing
        .execute(
            "UPDATE submission SET worker_name = NULL, ssin = NULL,
                reference = CASE WHEN id = ANY($2) THEN NULL ELSE reference END
             WHERE id = ANY($1)",
            &[&ids, &told],
        )
        .await?;
    writing
        .execute(
            "UPDATE body SET payload = NULL, answer = NULL, anomalies = NULL, draft = NULL
             WHERE submission_id = ANY($1)",
            &[&ids],
        )
        .await?;
    writing
        .execute(
            "UPDATE exchange SET location = NULL, detail = NULL
             WHERE submission_id = ANY($1) AND (location IS NOT NULL OR detail IS NOT NULL)",
            &[&ids],
        )
        .await?;
    Ok(())
}
