//! Where the time comes from, for those who must ask. Implemented by the engine.

use jiff::Timestamp;

/// A source of the present time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}
