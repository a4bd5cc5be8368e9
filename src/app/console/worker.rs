//! The worker beside the screen.

use std::future::Future;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::domain::problem::Problem;
use crate::engine::{Engine, WorkUntil};

/// Starts it once the screen has begun, after the `prelude`; it drains on shutdown. Also tells why
/// it ended, as soon as it does for a bad reason: nobody waits for it while the screen is open.
pub(super) fn start(
    engine: &Engine,
    (begun, shutdown): (&CancellationToken, &CancellationToken),
    prelude: impl Future<Output = Result<(), Problem>> + Send + 'static,
) -> (
    JoinHandle<Result<(), Problem>>,
    watch::Receiver<Option<Problem>>,
) {
    let (fall, fallen) = watch::channel(None);
    let (engine, begun, shutdown) = (engine.clone(), begun.clone(), shutdown.clone());
    let worker = tokio::spawn(async move {
        let ended = work(&engine, &begun, shutdown, prelude).await;
        if let Err(problem) = &ended {
            fall.send_replace(Some(problem.clone()));
        }
        ended
    });
    (worker, fallen)
}

async fn work(
    engine: &Engine,
    begun: &CancellationToken,
    shutdown: CancellationToken,
    prelude: impl Future<Output = Result<(), Problem>>,
) -> Result<(), Problem> {
    tokio::select! {
        () = begun.cancelled() => {}
        () = shutdown.cancelled() => return Ok(()),
    }
    // Every change waits for it.
    engine.check().await?;
    tokio::select! {
        told = prelude => told?,
        () = shutdown.cancelled() => return Ok(()),
    }
    if engine.is_read_only() {
        return Ok(());
    }
    engine.work(WorkUntil::Stopped, shutdown).await
}
