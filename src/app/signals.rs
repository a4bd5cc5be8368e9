//! Being told to leave: SIGTERM, SIGINT and SIGHUP all mean "finish what is under way".

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Cancelled by the first of the signals.
pub(super) fn shutdown() -> Result<CancellationToken, Problem> {
    let token = CancellationToken::new();
    for kind in [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
    ] {
        let mut stream = signal(kind).map_err(|error| {
            Problem::new(ProblemClass::Usage, Text::new("app-no-runtime"))
                .detail(Text::new("os-error").with("error", error.to_string()))
        })?;
        let token = token.clone();
        tokio::spawn(async move {
            stream.recv().await;
            token.cancel();
        });
    }
    Ok(token)
}
