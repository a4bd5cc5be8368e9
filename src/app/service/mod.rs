//! `serve` as a service: what systemd is told, what monitoring may ask, and the configuration that
//! is read again on SIGHUP.
//!
//! The worker itself is in [`crate::cli::serve`] and the engine; here is what surrounds it, and none
//! of it can stop it: a configuration that is wrong leaves the one in force.

pub(super) mod credentials;
mod notify;
mod reload;
mod unit;

use std::convert::Infallible;

use tokio::sync::{Mutex, watch};
use tokio_util::sync::CancellationToken;

use crate::args;
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::config::Config;
use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::WorkerStatus;
use crate::domain::text::Text;
use crate::engine::{Duty, Engine};
use crate::hooks::Hooks;
use crate::logging::Logging;
use crate::monitor::Monitor;

use super::compose::compose_worker;
use super::{Setup, hooks, log_to_file, retention, signals};
use notify::Notifier;

/// How long the store may take to say how it is, before systemd is told that it does not.
const STORE_PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// Works until told to stop.
pub(super) async fn run(
    setup: &Setup,
    args: &args::Serve,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    if args.print_unit {
        let (unit, warning) = unit::unit()?;
        for line in unit.lines() {
            out.line(line);
        }
        if let Some(warning) = warning {
            out.say(&warning);
        }
        return Ok(Exit::Done);
    }
    let log = log_to_file(setup)?;
    let engine = compose_worker(setup)?;
    let _purging = retention::daily(setup)?;
    let shutdown = CancellationToken::new();
    let hangups = signals::of_service(&shutdown)?;
    let notifier = Notifier::of_environment();
    if let Some(interval) = notifier.interval() {
        engine.show_life(interval);
    }
    let service = Service {
        setup,
        engine: &engine,
        out,
        log: &log,
        notifier,
        shutdown: shutdown.clone(),
        rejected: watch::Sender::new(None),
        force: Mutex::new(Force {
            config: setup.config.clone(),
            monitor: None,
            hooks: hooks::start(setup, &engine),
        }),
    };
    service
        .watch_over(service.monitor_of(&setup.config).await?)
        .await;
    let ended = tokio::select! {
        ended = cli::serve(&engine, args.until_idle, out, shutdown) => ended,
        never = service.tell() => match never {},
        never = Box::pin(service.follow(hangups)) => match never {},
    };
    service.force.into_inner().hooks.finish().await;
    ended
}

struct Service<'a> {
    setup: &'a Setup,
    engine: &'a Engine,
    out: &'a Output<'a>,
    log: &'a Logging,
    notifier: Notifier,
    shutdown: CancellationToken,
    /// Why the configuration in the file is not the one in force, when that is so.
    rejected: watch::Sender<Option<String>>,
    force: Mutex<Force>,
}

/// What is in force.
struct Force {
    config: Config,
    monitor: Option<Monitor>,
    hooks: Hooks,
}

/// Where monitoring may ask.
enum Asked {
    AsBefore,
    Nowhere,
    At(Monitor),
}

impl Service<'_> {
    /// Where monitoring may ask by this configuration.
    async fn monitor_of(&self, config: &Config) -> Result<Asked, Problem> {
        let before = {
            let force = self.force.lock().await;
            force
                .monitor
                .is_some()
                .then_some(force.config.monitor.listen)
        };
        if before.flatten() == config.monitor.listen {
            return Ok(Asked::AsBefore);
        }
        let Some(listen) = config.monitor.listen else {
            return Ok(Asked::Nowhere);
        };
        let (engine, rejected) = (self.engine.clone(), self.rejected.subscribe());
        Monitor::start(listen, engine, rejected)
            .await
            .map(Asked::At)
    }

    /// Lets monitoring ask there, and nowhere else.
    async fn watch_over(&self, asked: Asked) {
        let monitor = match asked {
            Asked::AsBefore => return,
            Asked::Nowhere => None,
            Asked::At(monitor) => Some(monitor),
        };
        if let Some(monitor) = &monitor {
            let address = monitor.address().to_string();
            tracing::info!(address, "monitor");
            self.out
                .say(&Text::new("service-monitor").with("address", address));
        }
        self.force.lock().await.monitor = monitor;
    }

    /// Tells systemd how things stand, whenever the worker says something. The signs of life are
    /// the worker's own: when its loop hangs, there are none.
    async fn tell(&self) -> Infallible {
        if self.notifier.interval().is_none() {
            return std::future::pending().await;
        }
        let mut life = self.engine.signs_of_life();
        let mut rejected = self.rejected.subscribe();
        let (mut beats, mut is_ready, mut is_stopping) = (0, false, false);
        loop {
            let sign = *life.borrow_and_update();
            rejected.mark_unchanged();
            if sign.beats != beats {
                beats = sign.beats;
                self.notifier.alive();
            }
            if self.shutdown.is_cancelled() {
                if !is_stopping {
                    let words = self.setup.catalogue.get("service-stopping");
                    self.notifier.stopping(&words);
                    is_stopping = true;
                }
            } else if sign.duty != Duty::None {
                let status = self.status().await;
                if is_ready {
                    self.notifier.status(&status);
                } else {
                    self.notifier.ready(&status);
                    is_ready = true;
                }
            }
            tokio::select! {
                _ = life.changed() => {}
                _ = rejected.changed() => {}
                () = self.shutdown.cancelled(), if !is_stopping => {}
            }
        }
    }

    /// How things stand, in one line.
    async fn status(&self) -> String {
        let words = &self.setup.catalogue;
        let asked = tokio::time::timeout(STORE_PATIENCE, self.work()).await;
        let mut parts = vec![match asked {
            Ok(Ok(work)) => words.text(&work),
            _ => words.get("service-waiting"),
        }];
        if let Some(monitor) = &self.force.lock().await.monitor {
            let address = monitor.address().to_string();
            parts.push(words.text(&Text::new("service-monitor").with("address", address)));
        }
        if let Some(reason) = &*self.rejected.borrow() {
            let text = Text::new("service-config-rejected").with("reason", reason.as_str());
            parts.push(words.text(&text));
        }
        parts.join("; ")
    }

    async fn work(&self) -> Result<Text, Problem> {
        Ok(match self.engine.worker_status().await? {
            WorkerStatus::Here => {
                let counts = self.engine.counts(None).await?;
                Text::new("service-working").with("queued", counts.of(StateKind::Queued))
            }
            WorkerStatus::Elsewhere { host, pid, .. } => Text::new("service-standby")
                .with("host", host)
                .with("pid", pid),
            WorkerStatus::Several { count, here } => {
                let counts = self.engine.counts(None).await?;
                let text = if here {
                    Text::new("service-working-among")
                } else {
                    Text::new("service-standby-of")
                };
                text.with("count", count as u64)
                    .with("queued", counts.of(StateKind::Queued))
            }
            WorkerStatus::Nobody => Text::new("service-waiting"),
        })
    }

    /// Reads the configuration again at each SIGHUP.
    async fn follow(&self, mut hangups: signals::HangUps) -> Infallible {
        loop {
            hangups.next().await;
            let begun = |sign: &crate::engine::Sign| sign.duty != Duty::None;
            let _ = self.engine.signs_of_life().wait_for(begun).await;
            if self.shutdown.is_cancelled() {
                continue;
            }
            self.notifier.reloading();
            let reason = match Box::pin(self.reload()).await {
                Ok(()) => {
                    tracing::info!("the configuration was read again and is in force");
                    self.out.say(&Text::new("service-reloaded"));
                    None
                }
                Err(problem) => Some(self.kept(&problem)),
            };
            self.rejected.send_replace(reason);
            let status = self.status().await;
            if !self.shutdown.is_cancelled() {
                self.notifier.ready(&status);
            }
        }
    }

    async fn reload(&self) -> Result<(), Problem> {
        let before = self.force.lock().await.config.clone();
        let read = || reload::read(self.setup, &before, self.engine);
        // Keys are read and unlocked; the worker goes on beside it.
        let new = tokio::task::block_in_place(read)?;
        // One that is not wanted after all is gone as soon as it is let go of.
        let monitor = self.monitor_of(&new.setup.config).await?;
        self.engine.reload(new.settings).await?;
        self.watch_over(monitor).await;
        self.log.filter(new.setup.log_filter())?;
        let mut force = self.force.lock().await;
        if force.config.hooks != new.setup.config.hooks {
            let hooks = hooks::start(&new.setup, self.engine);
            std::mem::replace(&mut force.hooks, hooks).finish().await;
        }
        force.config = new.setup.config;
        Ok(())
    }

    /// Says why the old configuration stays in force.
    fn kept(&self, problem: &Problem) -> String {
        let words = &self.setup.catalogue;
        let detail = problem.detail.as_ref().map(|detail| words.text(detail));
        let reason: Vec<String> = std::iter::once(words.text(&problem.summary))
            .chain(detail)
            .collect();
        let reason = reason.join(": ");
        tracing::warn!(
            reason,
            "the configuration is not taken; the old one stays in force"
        );
        self.out.say(&Text::new("service-kept"));
        self.out.problem(problem);
        reason
    }
}
