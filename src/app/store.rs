//! The commands about the queue's file: they open it themselves, because it may be damaged.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;

use crate::args;
use crate::cli::Exit;
use crate::cli::output::Output;
use crate::cli::store as report;
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::store_url::StoreUrl;
use crate::domain::text::Text;
use crate::domain::upkeep::{Before, Depth};
use crate::engine::{EngineClock, from_store};
use crate::store;

use super::{Setup, compose, log_to_file, person, retention, shared};

/// Runs a `store` command.
pub(super) async fn run(
    setup: &Setup,
    command: args::Store,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let names_file = match &command {
        args::Store::Check(args) => args.file.is_some(),
        args::Store::Recover(args) => args.from.is_some(),
        args::Store::Backup(_) => false,
        args::Store::Copy(_) | args::Store::AdoptKey => true,
    };
    if !names_file {
        shared::refuse(setup)?;
    }
    let queue = setup.data()?.queue();
    let environment = setup.config.environment.as_str();
    let now = EngineClock::system().now();
    match command {
        args::Store::Check(args) => {
            let file = args.file.unwrap_or(queue);
            let depth = if args.quick {
                Depth::Quick
            } else {
                Depth::Whole
            };
            let path = file.clone();
            let checked = blocking(move || store::check(&path, environment, depth)).await?;
            Ok(report::checked(&file, &checked, out))
        }
        args::Store::Backup(args) => {
            let made =
                blocking(move || store::backup(&queue, environment, args.file.as_deref(), now))
                    .await?;
            report::backed_up(&made, out);
            Ok(Exit::Done)
        }
        args::Store::AdoptKey => {
            let engine = compose::compose(setup, compose::Network::NotNeeded)?;
            report::adopted(&engine.adopt_key().await?, out);
            Ok(Exit::Done)
        }
        args::Store::Recover(args) => recover(setup, queue, environment, args, out).await,
        args::Store::Copy(args) => copy(setup, queue, &args.to, out).await,
    }
}

async fn recover(
    setup: &Setup,
    queue: PathBuf,
    environment: &'static str,
    args: args::StoreRecover,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let now = EngineClock::system().now();
    let from = args.from.unwrap_or_else(|| queue.clone());
    let into = args.into;
    let actor = person::acting(&setup.config);
    let damaged = from.clone();
    let (recovered, checked) = blocking(move || {
        store::recover(store::Rescue {
            from: &from,
            into: &into,
            environment,
            actor: &actor,
            now,
        })
        .map_err(from_store)
    })
    .await?;
    Ok(report::recovered(
        &damaged, &queue, &recovered, &checked, out,
    ))
}

/// From the file of this environment into a database, or from the configured one into a file.
async fn copy(setup: &Setup, queue: PathBuf, to: &str, out: &Output<'_>) -> Result<Exit, Problem> {
    let config = &setup.config;
    if setup.global.read_only {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("engine-read-only"),
        ));
    }
    let is_url = to.starts_with("postgres://") || to.starts_with("postgresql://");
    let moved = match (shared::options(config, true)?, is_url) {
        (None, true) => {
            let url = StoreUrl::parse(to)
                .map_err(|reason| Problem::new(ProblemClass::Usage, Text::new(reason)))?;
            refuse_missing(&queue)?;
            let into = shared::of(config, &url, false)?;
            blocking(move || store::copy_to_server(&queue, into).map_err(from_store)).await?
        }
        (Some(from), false) => {
            let into = PathBuf::from(to);
            blocking(move || store::copy_to_file(from, &into).map_err(from_store)).await?
        }
        _ => {
            return Err(
                Problem::new(ProblemClass::Usage, Text::new("store-copy-which"))
                    .hint(Text::new("store-copy-which-hint")),
            );
        }
    };
    report::moved(to, &moved, out);
    Ok(Exit::Done)
}

/// Runs `purge`.
pub(super) async fn purge(
    setup: &Setup,
    args: &args::Purge,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    shared::refuse(setup)?;
    let data = setup.data()?;
    let queue = data.queue();
    let retention = &setup.config.retention;
    let actor = person::acting(&setup.config);
    let by_rules = retention::purge_by(
        setup.config.environment.as_str(),
        retention.keeping(),
        actor,
    );
    let purge = match args.days {
        None => by_rules,
        // Everything of that age, whatever the rules.
        Some(days) => store::Purge {
            before: Before::all(by_rules.now - SignedDuration::from_hours(24 * i64::from(days))),
            told: format!("days={days}"),
            ..by_rules
        },
    };
    let days = args.days.unwrap_or(retention.days);
    if args.dry_run {
        let found = blocking(move || store::purge_preview(&queue, &purge)).await?;
        return Ok(report::would_purge(&found, days, out));
    }
    if setup.global.read_only {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("engine-read-only"),
        ));
    }
    refuse_missing(&queue)?;
    let _log = log_to_file(setup)?;
    let purged = blocking(move || store::purge(&queue, &purge).map_err(from_store)).await?;
    Ok(report::purged(&purged, days, out))
}

/// Purging makes no queue.
fn refuse_missing(queue: &Path) -> Result<(), Problem> {
    if queue.exists() {
        return Ok(());
    }
    Err(Problem::new(
        ProblemClass::Store,
        Text::new("store-missing").with("path", super::shown(queue)),
    )
    .hint(Text::new("store-missing-hint")))
}

/// A file of any size is read without keeping the runtime from its signals.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
