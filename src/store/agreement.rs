//! What all homes that share a store must have alike, though it is not in the store.

use jiff::Timestamp;

/// A value that is to be the same wherever the store is worked on.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Its name.
    pub name: &'static str,
    /// What this home has: a print of it, never a secret.
    pub value: String,
    /// The person who says that it counts from now on, whatever was agreed before.
    pub anew: Option<String>,
    /// Now.
    pub at: Timestamp,
}
