//! A faithful RSZ on loopback: OAuth v5 and Dimona v2, which fails on demand and keeps books.
//!
//! Shares no type with the client side, so that both can never agree on the same mistake: it
//! imports nothing of the rest of the program, writes its own JSON and verifies assertions itself.
//!
//! ```text
//!  connection ─> http ──> fault before? ──> oauth, world, search ──> fault after? ──> answer, or cut
//!                control                         │
//!                                       rules over the personnel file
//! ```
//!
//! `world`, `rules`, `oauth` and `watch` are pure and take the time as an argument; [`SimClock`]
//! is the only clock, and may run faster than real time.

mod accounts;
mod anomalies;
mod assertion;
mod clock;
mod connection;
mod control;
mod faults;
mod fields;
mod handle;
mod http;
mod identifiers;
mod journal;
mod ledger;
mod message;
mod oauth;
mod period;
mod personnel;
mod problem;
mod render;
mod reply;
mod rules;
mod scenario;
mod search;
mod spoil;
mod watch;
mod world;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub use accounts::{AccountSpec, Permission};
pub use clock::SimClock;
pub use faults::{FaultKind, FaultRule, Operation, RetryForm};
pub use fields::Strictness;
pub use handle::Handle;
pub use ledger::{Answer, Counters, GetEntry, Ledger, PostEntry, ScheduleCounters, TokenEntry};
pub use message::Kind;
pub use problem::Problem;
pub use scenario::{
    Delays, Employer, Exception, Numbers, Outcome, Quota, RuleSettings, Scenario, ScenarioAccount,
    ScenarioCertificate, ScenarioError, SeededPeriod, Tokens, Watching, Worker,
};

/// How to start a simulator.
#[derive(Debug)]
pub struct Options {
    /// A loopback address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Who exists and how things go.
    pub scenario: Scenario,
    /// Where to keep what was taken in, to know it again after a restart.
    pub state: Option<PathBuf>,
    /// The time it lives in.
    pub clock: SimClock,
}

/// A running simulator. Stops when dropped.
#[derive(Debug)]
pub struct Simulator {
    address: SocketAddr,
    handle: Handle,
    stop: CancellationToken,
    server: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Starts listening. Must be called on a tokio runtime.
    ///
    /// # Errors
    /// When the address is not loopback or taken, when the state file cannot be read or belongs to
    /// another scenario, or when an account of the scenario is unusable.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = connection::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let origin = match &options.scenario.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{address}"),
        };
        let state_file = options
            .state
            .as_deref()
            .map(journal::Journal::open)
            .transpose()?;
        let shared = handle::Shared::new(options.clock, options.scenario, origin, state_file)?;
        let shared = Arc::new(shared);
        let handle = Handle {
            shared: Arc::clone(&shared),
        };
        let router = http::router(shared).merge(control::router(handle.clone()));
        let stop = CancellationToken::new();
        let server = connection::serve(listener, router, options.clock, stop.clone());
        tracing::info!(%address, "simulator listens");
        Ok(Self {
            address,
            handle,
            stop,
            server: Some(tokio::spawn(server)),
        })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Base URL of the Dimona service, without a slash at the end.
    pub fn base_url(&self) -> String {
        self.handle.shared.base_url()
    }

    /// URL of the token endpoint, which is also the audience of assertions.
    pub fn token_url(&self) -> String {
        self.handle.shared.token_url()
    }

    /// Steers it from inside the process.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Stops it, and waits until every connection has ended.
    pub async fn shutdown(mut self) {
        self.stop.cancel();
        if let Some(server) = self.server.take() {
            // It ends on its own; a panic inside was already reported by the runtime.
            let _ = server.await;
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
