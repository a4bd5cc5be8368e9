//! The commands about the queue as a whole: they open it themselves, because it may be damaged.

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
use crate::store::{self, Copying, Reopening, Site};

use super::{Setup, compose, log_to_file, person, retention, shared};

/// Runs a `store` command.
pub(super) async fn run(
    setup: &Setup,
    command: args::Store,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    match &command {
        args::Store::Backup(_) => shared::refuse(setup, Text::new("store-pg-backup-hint"))?,
        args::Store::Recover(args) if args.from.is_none() => {
            shared::refuse(setup, Text::new("store-pg-recover-hint"))?;
        }
        _ => {}
    }
    let queue = setup.data()?.queue();
    let environment = setup.config.environment.as_str();
    let now = EngineClock::system().now();
    match command {
        args::Store::Check(args) => {
            let site = match args.file {
                Some(path) => Site::File {
                    path,
                    environment: environment.to_owned(),
                },
                None => shared::site(setup)?,
            };
            let depth = if args.quick {
                Depth::Quick
            } else {
                Depth::Whole
            };
            let place = report::Site {
                shown: site.shown(),
                is_server: site.is_server(),
            };
            let checked = blocking(move || site.check(depth)).await?;
            Ok(report::checked(&place, &checked, out))
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
        args::Store::Copy(args) => copy(setup, &args, out).await,
        args::Store::Reopen(args) => reopen(setup, args.reason, out).await,
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
async fn copy(setup: &Setup, args: &args::StoreCopy, out: &Output<'_>) -> Result<Exit, Problem> {
    refuse_read_only(setup)?;
    let config = &setup.config;
    let (from, into) = (shared::site(setup)?, destination(setup, &args.to)?);
    if let Site::File { path, .. } = &from {
        refuse_missing(path)?;
    }
    let copying = Copying {
        original: from.shown(),
        copy: into.shown(),
        is_to_look_at: args.to_look_at,
        actor: person::acting(config),
        at: EngineClock::system().now(),
    };
    let moved = blocking(move || store::copy(&from, &into, &copying).map_err(from_store)).await?;
    report::moved(&args.to, &moved, args.to_look_at, out);
    Ok(Exit::Done)
}

/// Where a copy goes.
fn destination(setup: &Setup, to: &str) -> Result<Site, Problem> {
    if to.starts_with("postgres://") || to.starts_with("postgresql://") {
        let url = StoreUrl::parse(to)
            .map_err(|reason| Problem::new(ProblemClass::Usage, Text::new(reason)))?;
        let options = shared::of(&setup.config, &url, false)?;
        return Ok(Site::Server(Box::new(options)));
    }
    Ok(Site::File {
        path: std::path::absolute(to).unwrap_or_else(|_| PathBuf::from(to)),
        environment: setup.config.environment.as_str().to_owned(),
    })
}

/// Lets the queue of this environment be worked on again.
async fn reopen(setup: &Setup, reason: String, out: &Output<'_>) -> Result<Exit, Problem> {
    refuse_read_only(setup)?;
    let site = shared::site(setup)?;
    if let Site::File { path, .. } = &site {
        refuse_missing(path)?;
    }
    let reopening = Reopening {
        reason,
        actor: person::acting(&setup.config),
        at: EngineClock::system().now(),
    };
    let was_closed = blocking(move || site.reopen(&reopening).map_err(from_store)).await?;
    report::reopened(was_closed, out);
    Ok(Exit::Done)
}

fn refuse_read_only(setup: &Setup) -> Result<(), Problem> {
    if setup.global.read_only {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("engine-read-only"),
        ));
    }
    Ok(())
}

/// Runs `purge`.
pub(super) async fn purge(
    setup: &Setup,
    args: &args::Purge,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let site = shared::site(setup)?;
    let retention = &setup.config.retention;
    let actor = person::acting(&setup.config);
    let by_rules = retention::purge_by(retention.keeping(), actor);
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
        let found = blocking(move || site.purge_preview(&purge)).await?;
        return Ok(report::would_purge(&found, days, out));
    }
    if setup.global.read_only {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("engine-read-only"),
        ));
    }
    let _log = log_to_file(setup)?;
    let purged = blocking(move || site.purge(&purge).map_err(from_store)).await?;
    Ok(report::purged(&purged, days, out))
}

/// Copying makes no queue to copy from.
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
