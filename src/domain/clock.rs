//! Where the time comes from, for those who must ask. Implemented by the engine.

use std::time::Duration;

use jiff::Timestamp;

/// A source of the present time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Time since a moment that stays the same. Nobody can set it, and it goes on while the
    /// machine sleeps: by it things grow old whatever happens to the time of day.
    fn uptime(&self) -> Duration;
}
