//! The schema: from nothing, or an earlier version, to ours. Of several programs that open a new
//! queue together, one makes it and the others find it made.

use super::failure;
use super::searching;
use super::session::Session;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;

/// Each brings the schema one version up.
pub(super) const MIGRATIONS: [&str; 3] = [
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
];

/// For each version the earliest program that may read and write a queue of it; see the rules
/// beside the files.
const READERS: [i32; MIGRATIONS.len()] = [1, 1, 1];

/// One program at a time looks and migrates.
const LOCK: &str = "SELECT pg_advisory_xact_lock(1145654607, 0)";

/// The version that this program reads and writes.
pub(super) fn current() -> i32 {
    i32::try_from(MIGRATIONS.len()).expect("there are few migrations")
}

/// What is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contents {
    /// No table of ours yet.
    Nothing,
    /// A queue with a schema of this version.
    Queue(i32),
}

/// Refuses a queue that is closed to us, or of another environment. Changes nothing.
pub(super) async fn inspect(
    session: &Session,
    place: &str,
    environment: &str,
) -> Result<Contents, StoreError> {
    let there = session
        .query_one(
            "SELECT to_regclass('meta') IS NOT NULL, to_regclass('submission') IS NOT NULL, current_schema() IS NOT NULL",
            &[],
        )
        .await?;
    let (has_meta, has_more, has_schema): (bool, bool, bool) =
        (there.try_get(0)?, there.try_get(1)?, there.try_get(2)?);
    if !has_schema {
        return Err(failure::no_schema().into());
    }
    if !has_meta && !has_more {
        return Ok(Contents::Nothing);
    }
    let version = match said(session, "schema").await {
        Ok(version) => version.and_then(|version| version.parse::<i32>().ok()),
        // A table of that name, and not ours.
        Err(_) => None,
    };
    let Some(version) = version else {
        return Err(failure::problem(
            Text::new("store-foreign").with("path", place),
            Text::new("store-pg-foreign-hint"),
        )
        .into());
    };
    refuse_closed(session, place, version).await?;
    let found = said(session, "environment").await?.unwrap_or_default();
    if found != environment {
        return Err(failure::problem(
            Text::new("store-environment")
                .with("path", place)
                .with("found", Untrusted::new(found).shown())
                .with("wanted", environment),
            Text::new("store-pg-environment-hint"),
        )
        .into());
    }
    Ok(Contents::Queue(version))
}

async fn refuse_closed(session: &Session, place: &str, version: i32) -> Result<(), StoreError> {
    if version <= current() {
        return Ok(());
    }
    let reader = said(session, "min_reader").await?;
    let reader = reader.and_then(|reader| reader.parse::<i32>().ok());
    if reader.is_some_and(|reader| (1..=current()).contains(&reader)) {
        return Ok(());
    }
    let release = said(session, "program").await?;
    Err(newer(place, version, release).into())
}

/// Refuses every later version, for what only goes with knowing all of the queue.
pub(super) async fn refuse_unknown(session: &Session, place: &str) -> Result<(), StoreError> {
    let version = version(session).await?;
    if version <= current() {
        return Ok(());
    }
    Err(newer(place, version, said(session, "program").await?).into())
}

/// The version of a queue that is one.
pub(super) async fn version(session: &Session) -> Result<i32, StoreError> {
    let version = said(session, "schema").await?;
    let version = version.and_then(|version| version.parse().ok());
    version.ok_or_else(|| failure::damaged("meta"))
}

/// The problem of a queue for which we are too old, and the release that can have it.
fn newer(place: &str, version: i32, release: Option<String>) -> Problem {
    failure::problem(
        Text::new("store-newer")
            .with("path", place)
            .with("found", i64::from(version))
            .with("known", i64::from(current())),
        match release {
            Some(release) => Text::new("store-newer-hint-release")
                .with("release", Untrusted::new(release).shown()),
            None => Text::new("store-newer-hint"),
        },
    )
}

async fn said(session: &Session, key: &str) -> Result<Option<String>, StoreError> {
    let row = session
        .query_opt("SELECT value FROM meta WHERE key = $1", &[&key])
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// Brings the queue to our version in one transaction.
pub(super) async fn bring_up(
    session: &Session,
    place: &str,
    environment: &str,
) -> Result<(), StoreError> {
    session.run("BEGIN").await?;
    let done = climb(session, place, environment).await;
    match done {
        Ok(()) => session.run("COMMIT").await,
        Err(error) => {
            let _ = session.run("ROLLBACK").await;
            Err(error)
        }
    }
}

async fn climb(session: &Session, place: &str, environment: &str) -> Result<(), StoreError> {
    session.query(LOCK, &[]).await?;
    let version = match inspect(session, place, environment).await? {
        Contents::Nothing => 0,
        Contents::Queue(version) => version,
    };
    // An index of millions of rows takes its time.
    session.run("SET LOCAL statement_timeout = 0").await?;
    searching::prepare(session).await?;
    let from = usize::try_from(version).unwrap_or_default();
    for migration in MIGRATIONS.iter().skip(from) {
        session.run(migration).await?;
    }
    if version >= current() {
        return Ok(());
    }
    let (known, reader) = (current(), READERS.last().copied().unwrap_or_default());
    let (known, reader) = (known.to_string(), reader.to_string());
    let facts = [
        ("environment", environment),
        ("schema", &*known),
        ("min_reader", &*reader),
        ("program", env!("CARGO_PKG_VERSION")),
    ];
    for (key, value) in facts {
        session
            .execute(
                "INSERT INTO meta(key, value) VALUES($1, $2) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                &[&key, &value],
            )
            .await?;
    }
    Ok(())
}
