//! Tells whoever watches over `serve` how it is: `/healthz`, `/readyz` and, in Prometheus's text
//! format, `/metrics`. Owns the crate `prometheus` and a small HTTP server on this machine only.
//!
//! Nothing is read of the store while nobody asks. What is told holds no personal data: states,
//! counts, codes of our own list and the names that accounts have in the configuration.

mod figures;
mod server;

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;

/// Somebody who can be asked how the service is. Nobody can any more when it is dropped.
#[derive(Debug)]
pub struct Monitor {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Monitor {
    /// Listens on this address of this machine. `rejected` says why the configuration was last
    /// not taken, as long as that is so.
    pub async fn start(
        listen: SocketAddr,
        engine: Engine,
        rejected: watch::Receiver<Option<String>>,
    ) -> Result<Self, Problem> {
        let refused = |error: std::io::Error| {
            let summary = Text::new("service-no-listen").with("address", listen.to_string());
            Problem::new(ProblemClass::Usage, summary)
                .detail(Text::new("os-error").with("error", error.to_string()))
                .hint(Text::new("service-no-listen-hint"))
        };
        if !listen.ip().is_loopback() {
            return Err(refused(std::io::ErrorKind::PermissionDenied.into()));
        }
        let listener = TcpListener::bind(listen).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let task = tokio::spawn(server::serve(listener, engine, rejected));
        Ok(Self { address, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Monitor {
    fn drop(&mut self) {
        self.task.abort();
    }
}
