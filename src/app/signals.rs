//! Being told to leave: SIGTERM, SIGINT and SIGHUP all mean "finish what is under way". Only for the
//! service does SIGHUP mean "read the configuration again".

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;

/// Cancelled by the first of the signals.
pub(super) fn shutdown() -> Result<CancellationToken, Problem> {
    let token = CancellationToken::new();
    cancel_at(SignalKind::hangup(), &token)?;
    stop_at_signal(&token)?;
    Ok(token)
}

/// Cancels at SIGTERM and SIGINT; SIGHUP is handed on.
pub(super) fn of_service(token: &CancellationToken) -> Result<HangUps, Problem> {
    stop_at_signal(token)?;
    Ok(HangUps {
        signals: listen(SignalKind::hangup())?,
        token: token.clone(),
        has_terminal: has_terminal(),
    })
}

/// SIGHUP as it comes.
pub(super) struct HangUps {
    signals: Signal,
    token: CancellationToken,
    has_terminal: bool,
}

impl HangUps {
    /// The next one. When it came because the terminal that we were started in is gone, it means
    /// what it means to every program: leave.
    pub(super) async fn next(&mut self) {
        loop {
            if self.signals.recv().await.is_none() {
                return std::future::pending().await;
            }
            if !self.has_terminal || has_terminal() {
                return;
            }
            self.token.cancel();
        }
    }
}

/// Whether somebody at a terminal sees what we say.
fn has_terminal() -> bool {
    rustix::termios::tcgetattr(rustix::stdio::stderr()).is_ok()
}

fn stop_at_signal(token: &CancellationToken) -> Result<(), Problem> {
    cancel_at(SignalKind::terminate(), token)?;
    cancel_at(SignalKind::interrupt(), token)
}

fn cancel_at(kind: SignalKind, token: &CancellationToken) -> Result<(), Problem> {
    let mut stream = listen(kind)?;
    let token = token.clone();
    tokio::spawn(async move {
        stream.recv().await;
        token.cancel();
    });
    Ok(())
}

fn listen(kind: SignalKind) -> Result<Signal, Problem> {
    signal(kind).map_err(|error| {
        Problem::new(ProblemClass::Usage, Text::new("app-no-runtime"))
            .detail(Text::new("os-error").with("error", error.to_string()))
    })
}
