//! What the system and whoever controls our job tell a terminal program.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that concern a terminal program.
pub struct Signals {
    /// Go.
    pub leave: Leave,
    /// Stop: whoever controls our job says so.
    pub stop: Signal,
    /// Go on.
    pub continued: Signal,
    /// The terminal has another size.
    pub resized: Signal,
}

impl Signals {
    /// From now on they are heard, and do nothing else.
    pub fn new() -> io::Result<Self> {
        let stop = SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw());
        let continued = SignalKind::from_raw(rustix::process::Signal::CONT.as_raw());
        Ok(Self {
            leave: Leave {
                terminate: signal(SignalKind::terminate())?,
                interrupt: signal(SignalKind::interrupt())?,
                hangup: signal(SignalKind::hangup())?,
            },
            stop: signal(stop)?,
            continued: signal(continued)?,
            resized: signal(SignalKind::window_change())?,
        })
    }
}

/// Those that ask us to go.
pub struct Leave {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Leave {
    /// Comes back when one of them was sent.
    pub async fn told(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}
