//! `serve`: the worker without a screen.

use tokio_util::sync::CancellationToken;

use crate::domain::problem::Problem;
use crate::domain::report::WorkerStatus;
use crate::domain::text::Text;
use crate::engine::{Engine, WorkUntil};

use super::Exit;
use super::output::Output;

/// Sends and asks until told to stop, or until nothing is left to do.
pub async fn serve(
    engine: &Engine,
    until_idle: bool,
    out: &Output<'_>,
    shutdown: CancellationToken,
) -> Result<Exit, Problem> {
    engine.must_have_link().await?;
    let text = match engine.worker_status().await? {
        WorkerStatus::Elsewhere { host, pid, .. } => Text::new("cli-serve-standby")
            .with("host", host)
            .with("pid", pid),
        WorkerStatus::Several { count, .. } => Text::new("cli-serve-beside").with("count", count),
        _ => Text::new("cli-serve-start").with("environment", engine.environment()),
    };
    out.say(&text);
    let until = if until_idle {
        WorkUntil::Idle
    } else {
        WorkUntil::Stopped
    };
    let watching = engine.clone();
    let watcher = tokio::spawn(async move { watching.watch_others().await });
    let worked = tokio::select! {
        worked = engine.work(until, shutdown.clone()) => worked,
        () = report_troubles(engine, out) => unreachable!("it reports for ever"),
    };
    watcher.abort();
    worked?;
    out.say(&Text::new("cli-serve-end"));
    Ok(Exit::Done)
}

/// Says each trouble of an account once, when it begins.
async fn report_troubles(engine: &Engine, out: &Output<'_>) {
    let mut said: Vec<(String, Problem)> = Vec::new();
    loop {
        let troubles: Vec<_> = engine
            .troubles()
            .into_iter()
            .map(|(account, _, problem)| (account, problem))
            .collect();
        for trouble in troubles.iter().filter(|trouble| !said.contains(trouble)) {
            out.say(&Text::new("cli-account-trouble").with("account", trouble.0.clone()));
            out.problem(&trouble.1);
        }
        said = troubles;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
}
