//! Many changes in one commit: who comes while one is being written joins the next.
//!
//! All are tried in one go, those of one kind together. When one of them fails, or panics, they are
//! tried again, each in a savepoint of its own, so that it takes no other with it. Nobody has an
//! answer before the commit has returned: what was answered is as durable as it asked to be.
//! Knows no table but the journal.
//!
//! However many they are, it is waited three times for the server: until what has to be known is
//! read, until all is written and the journal is ours, and for the commit.

use super::connect::Purpose;
use super::connections::Connections;
use super::job::{self, Job};
use super::session::{Session, Trouble};
use super::writing::Writing;
use super::{failure, journal};
use crate::domain::problem::Problem;
use crate::store::StoreError;
use crate::store::group::{self, Durability};

/// How often a change that met another one is tried again in the same transaction.
const AGAIN: u32 = 3;

/// Why a group is not committed.
pub(super) enum Failed {
    /// Nothing of it is there.
    Undone(Problem),
    /// The connection broke while it was being committed, and nobody can be asked.
    Unknown(Problem),
}

/// The changes that wait.
pub(super) type Queue = group::Queue<Job>;

/// Tries all of the changes and commits those that are to be kept. Whether one of them is to be
/// told of. With care when a try before met somebody else: each by itself then.
pub(super) async fn commit(
    session: &Session,
    jobs: &mut [Box<Job>],
    connections: &Connections,
    with_care: bool,
) -> Result<bool, Failed> {
    let begin = if jobs
        .iter()
        .any(|job| job.durability() == Durability::Synced)
    {
        "BEGIN"
    } else {
        "BEGIN; SET LOCAL synchronous_commit = off"
    };
    if (jobs.len() == 1 || !with_care)
        && let Some(is_news) = in_one_go(session, begin, jobs, connections).await?
    {
        return Ok(is_news);
    }
    one_by_one(session, begin, jobs, connections).await
}

/// Commits the changes if all of them are to be kept. None when one is not and others are, of
/// which nothing is left then.
async fn in_one_go(
    session: &Session,
    begin: &'static str,
    jobs: &mut [Box<Job>],
    connections: &Connections,
) -> Result<Option<bool>, Failed> {
    let is_alone = jobs.len() == 1;
    session.run_later(begin);
    let writing = Writing::new(session);
    let mut is_news = false;
    let mut rest = &mut *jobs;
    while !rest.is_empty() {
        let (some, others) = rest.split_at_mut(job::together(rest));
        let Some(news) = job::run(&writing, some).await else {
            let trouble = session.trouble();
            let _ = session.back("ROLLBACK").await;
            if trouble != Trouble::None {
                return Err(Failed::Undone(failure::undone()));
            }
            return Ok(is_alone.then_some(false));
        };
        is_news |= news;
        rest = others;
    }
    match end(&writing, connections).await {
        Ok(()) => Ok(Some(is_news)),
        // What was left for later did not go well for one of them.
        Err(Failed::Undone(_)) if !is_alone && session.trouble() == Trouble::None => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// Commits those of the changes that are to be kept.
async fn one_by_one(
    session: &Session,
    begin: &'static str,
    jobs: &mut [Box<Job>],
    connections: &Connections,
) -> Result<bool, Failed> {
    session.run_later(begin);
    let writing = Writing::new(session);
    let mut is_news = false;
    for job in jobs {
        let mut again = 0;
        loop {
            session.run("SAVEPOINT change").await.map_err(undone)?;
            let told = writing.told();
            let mut news = job::run(&writing, std::slice::from_mut(job)).await;
            if news.is_some()
                && let Err(error) = session.flush().await
            {
                job.fail(error);
                news = None;
            }
            if let Some(news) = news {
                session.run_later("RELEASE change");
                is_news |= news;
                break;
            }
            let trouble = session.trouble();
            if trouble == Trouble::Lost {
                return Err(Failed::Undone(failure::silent()));
            }
            session.forget_trouble();
            writing.untell(told);
            let back = "ROLLBACK TO change; RELEASE change";
            session.back(back).await.map_err(undone)?;
            again += 1;
            if trouble == Trouble::None || again > AGAIN {
                break;
            }
        }
    }
    end(&writing, connections).await?;
    Ok(is_news)
}

/// Appends to the journal and commits. When nobody says whether it is committed, another
/// connection is asked.
async fn end(writing: &Writing<'_>, connections: &Connections) -> Result<(), Failed> {
    let number = match journal::append(writing).await {
        Ok(number) => number,
        Err(error) => {
            let _ = writing.back("ROLLBACK").await;
            return Err(undone(error));
        }
    };
    // After a statement that failed the server takes everything back, and says that one's reason.
    let Err(error) = writing.run("COMMIT").await else {
        return Ok(());
    };
    if writing.trouble() != Trouble::Lost {
        let _ = writing.back("ROLLBACK").await;
        return Err(undone(error));
    }
    let Some(number) = number else {
        return Err(Failed::Unknown(failure::of_error(error)));
    };
    match fate_of(number, connections).await {
        Some(true) => Ok(()),
        Some(false) => Err(Failed::Undone(failure::of_error(error))),
        None => Err(Failed::Unknown(failure::of_error(error))),
    }
}

/// Whether the transaction of this number is committed, if somebody knows.
async fn fate_of(number: i64, connections: &Connections) -> Option<bool> {
    for pause in [0, 200, 1_000] {
        tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
        let Ok(session) = connections.fresh(Purpose::Read).await else {
            continue;
        };
        let asked = session
            .query_one(
                "SELECT pg_xact_status($1::text::xid8)",
                &[&number.to_string()],
            )
            .await;
        let fate = asked.ok()?.try_get::<_, Option<String>>(0).ok()?;
        match fate.as_deref() {
            Some("committed") => return Some(true),
            Some("aborted") => return Some(false),
            _ => {}
        }
    }
    None
}

fn undone(error: StoreError) -> Failed {
    Failed::Undone(failure::of_error(error))
}
