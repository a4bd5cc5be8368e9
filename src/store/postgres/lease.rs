//! Who sends and polls: each worker has a connection that holds a lock at the server, which frees
//! it when that connection ends, and an epoch that every claim must name. No clock.

use std::any::Any;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_postgres::types::ToSql;

use super::connect::Purpose;
use super::connections::Connections;
use super::session::Session;
use super::values::Moment;
use super::writing::{Commit, Durability, Writing};
use super::{change, exchange, failure};
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Doubt, Event};
use crate::domain::report::WorkerStatus;
use crate::store::sqlite::values::whole;
use crate::store::{Change, Holder, StoreError, Submission};

/// How long giving the lease back may take: then the server frees it by itself.
const GIVE_BACK: Duration = Duration::from_secs(2);

/// A lease that is held: its connection, and whether it still stands.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) epoch: i64,
    session: Mutex<Option<Session>>,
    is_lost: Arc<AtomicBool>,
}

impl Held {
    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Acquire)
    }

    /// Ends the connection: from now on the server counts us among the dead.
    pub(super) fn lose(&self) {
        self.is_lost.store(true, Ordering::Release);
        drop(self.take());
    }

    fn take(&self) -> Option<Session> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.take()
    }
}

/// Gives the lease back when it is dropped, and waits until it is given back.
struct Guard {
    held: Arc<Held>,
    handle: Handle,
    connections: std::sync::Weak<Connections>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(connections) = self.connections.upgrade() {
            let mut held = connections
                .held
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if held
                .as_ref()
                .is_some_and(|held| held.epoch == self.held.epoch)
            {
                *held = None;
            }
        }
        let Some(session) = self.held.take() else {
            return;
        };
        let epoch = self.held.epoch;
        let (done, waits) = std::sync::mpsc::channel();
        self.handle.spawn(async move {
            let gone = "DELETE FROM lease WHERE epoch = $1";
            let free = "SELECT pg_advisory_unlock_all()";
            let given_back = async {
                session.execute(gone, &[&epoch]).await?;
                session.query(free, &[]).await
            };
            if let Err(error) = given_back.await {
                tracing::debug!(%error, "the lease ends with its connection");
            }
            drop(session);
            let _ = done.send(());
        });
        // Nobody answers on a lost connection: the server frees it by itself.
        if !self.held.is_lost() {
            let _ = waits.recv_timeout(GIVE_BACK);
        }
    }
}

/// A lease that was won: its epoch, and what gives it back.
pub(super) struct Won {
    pub epoch: i64,
    pub guard: Box<dyn Any + Send + Sync>,
}

/// Becomes a worker: always, for a process that is nothing else; a console only while nobody
/// else works.
pub(super) async fn win(
    connections: &Arc<Connections>,
    holder: &Holder,
    now: Timestamp,
) -> Result<Option<Won>, StoreError> {
    if connections.connector().is_read_only() {
        return Err(failure::read_only());
    }
    // A console asks often; that is no reason for a connection each time.
    if !holder.headless
        && connections
            .read(async |session| anybody(session).await)
            .await?
    {
        return Ok(None);
    }
    let is_lost = Arc::new(AtomicBool::new(false));
    let (lost, revision) = (Arc::clone(&is_lost), Arc::clone(connections.revision()));
    let session = connections
        .connector()
        .connect(Purpose::Lease, move |message| {
            if message.is_none() {
                lost.store(true, Ordering::Release);
                tell(&revision);
            }
        })
        .await?;
    let Some(epoch) = begin(&session, holder, now).await? else {
        return Ok(None);
    };
    let held = Arc::new(Held {
        epoch,
        session: Mutex::new(Some(session)),
        is_lost,
    });
    *connections
        .held
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&held));
    let guard = Guard {
        held,
        handle: connections.handle().clone(),
        connections: Arc::downgrade(connections),
    };
    Ok(Some(Won {
        epoch,
        guard: Box::new(guard),
    }))
}

fn tell(revision: &watch::Sender<u64>) {
    revision.send_modify(|revision| *revision += 1);
}

/// Whether somebody works.
async fn anybody(session: &Session) -> Result<bool, StoreError> {
    let row = session
        .query_one(
            "SELECT EXISTS(SELECT FROM lease WHERE is_living(epoch))",
            &[],
        )
        .await?;
    Ok(row.try_get(0)?)
}

/// Writes the lease down and locks its epoch, before anybody sees it.
async fn begin(
    session: &Session,
    holder: &Holder,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    session.run("BEGIN").await?;
    session
        .query(
            "SELECT pg_advisory_xact_lock('lease'::regclass::oid::int, 0)",
            &[],
        )
        .await?;
    if !holder.headless && anybody(session).await? {
        session.run("ROLLBACK").await?;
        return Ok(None);
    }
    let row = session
        .query_one(
            "INSERT INTO lease(worker, host, pid, headless, since) VALUES($1, $2, $3, $4, $5) RETURNING epoch",
            &[
                &holder.worker,
                &holder.host,
                &i64::from(holder.pid),
                &holder.headless,
                &Moment(now),
            ],
        )
        .await?;
    let epoch: i64 = row.try_get(0)?;
    session
        .query(
            "SELECT pg_advisory_lock('lease'::regclass::oid::int, $1::bigint::int)",
            &[&epoch],
        )
        .await?;
    session.run("COMMIT").await?;
    Ok(Some(epoch))
}

/// The leases of the dead, and what says that something of theirs is left.
const DEAD: &str = "WITH others AS MATERIALIZED (SELECT epoch FROM lease WHERE epoch <> $1)
    SELECT epoch FROM others WHERE NOT is_living(epoch)";
const LEFT: &str = "SELECT EXISTS(SELECT FROM submission s WHERE s.state = 'sending'
      AND NOT EXISTS(SELECT FROM lease l WHERE l.epoch = s.owner))
    OR EXISTS(SELECT FROM asking q WHERE NOT EXISTS(SELECT FROM lease l WHERE l.epoch = q.epoch))";

/// Whether somebody died whose work nobody has taken over.
pub(super) async fn is_anybody_dead(session: &Session, epoch: i64) -> Result<bool, StoreError> {
    if !session.query(DEAD, &[&epoch]).await?.is_empty() {
        return Ok(true);
    }
    Ok(session.query_one(LEFT, &[]).await?.try_get(0)?)
}

/// Takes over from the dead: what they were sending is in doubt, what they were asking counts as
/// asked then, and what else they had is anybody's.
pub(super) async fn bury(
    connections: &Arc<Connections>,
    epoch: i64,
    worker: &str,
    now: Timestamp,
) -> Result<Vec<SubmissionId>, StoreError> {
    let worker = worker.to_owned();
    connections
        .write(Durability::Synced, async move |writing: &Writing<'_>| {
            buried(writing, epoch, &worker, now).await
        })
        .await
}

async fn buried(
    writing: &Writing<'_>,
    epoch: i64,
    worker: &str,
    now: Timestamp,
) -> Result<Commit<Vec<SubmissionId>>, StoreError> {
    writing
        .query(
            "SELECT pg_advisory_xact_lock('lease'::regclass::oid::int, 0)",
            &[],
        )
        .await?;
    let mut dead: Vec<i64> = Vec::new();
    for row in writing.query(DEAD, &[&epoch]).await? {
        dead.push(row.try_get(0)?);
    }
    // Waits for claims that are being committed; there are none of theirs after it.
    let removed = writing
        .execute("DELETE FROM lease WHERE epoch = ANY($1)", &[&dead])
        .await?;
    let orphans = orphans(writing).await?;
    let lost = orphans.iter().map(|&(id, revision)| {
        let event = Event::AnswerLost {
            doubt: Doubt::WorkerDied,
        };
        of_worker(worker, id, revision, event, whole(now))
    });
    all_of(change::record_all(writing, lost.collect()).await?)?;
    let asked = exchange::being_asked(writing).await?;
    let asked = asked.into_iter().map(|(id, revision, asked_at)| {
        let event = Event::Polled { retry_at: None };
        of_worker(worker, id, revision, event, asked_at)
    });
    all_of(change::record_all(writing, asked.collect()).await?)?;
    writing
        .execute(
            "DELETE FROM asking q WHERE NOT EXISTS(SELECT FROM lease l WHERE l.epoch = q.epoch)",
            &[],
        )
        .await?;
    let ids = orphans.into_iter().map(|(id, _)| id).collect();
    if removed > 0 {
        tracing::warn!(?dead, "took over from workers that are no more");
    }
    Ok(Commit::Keep(ids))
}

fn all_of(recorded: Vec<Result<Submission, StoreError>>) -> Result<(), StoreError> {
    recorded.into_iter().try_for_each(|one| one.map(drop))
}

/// I5: what a dead worker was sending may have been taken, whatever its age.
async fn orphans(session: &Session) -> Result<Vec<(SubmissionId, i64)>, StoreError> {
    let rows = session
        .query(
            "SELECT id, rev FROM submission s WHERE state = 'sending'
               AND NOT EXISTS(SELECT FROM lease l WHERE l.epoch = s.owner)
             ORDER BY id FOR NO KEY UPDATE",
            &[],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// What a worker records in the place of a dead one.
fn of_worker(worker: &str, id: SubmissionId, revision: i64, event: Event, at: Timestamp) -> Change {
    Change {
        id,
        revision,
        event,
        actor: worker.to_owned(),
        reason: None,
        exchange: None,
        answer: None,
        at,
    }
}

/// Who works: asked of the locks, because a row cannot know that its writer died.
pub(super) async fn worker(session: &Session, me: &Holder) -> Result<WorkerStatus, StoreError> {
    let none: &[&(dyn ToSql + Sync)] = &[];
    let rows = session
        .query(
            "WITH all_of_them AS MATERIALIZED (SELECT * FROM lease)
             SELECT worker, host, pid, since FROM all_of_them WHERE is_living(epoch) ORDER BY epoch",
            none,
        )
        .await?;
    let mut others = Vec::new();
    let mut is_here = false;
    for row in &rows {
        let (worker, host): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let (pid, since): (i64, Moment) = (row.try_get(2)?, row.try_get(3)?);
        let pid = u32::try_from(pid).unwrap_or_default();
        if worker == me.worker && host == me.host && pid == me.pid {
            is_here = true;
        } else {
            others.push((host, pid, since.0));
        }
    }
    let count = rows.len();
    Ok(match others.into_iter().next() {
        // Whoever does nothing else works beside the others, however many they are.
        _ if count > 1 || (me.headless && count == 1 && !is_here) => WorkerStatus::Several {
            count,
            here: is_here,
        },
        _ if is_here => WorkerStatus::Here,
        Some((host, pid, since)) => WorkerStatus::Elsewhere { host, pid, since },
        None => WorkerStatus::Nobody,
    })
}
