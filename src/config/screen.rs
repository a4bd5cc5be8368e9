//! How the console behaves.

use serde::{Deserialize, Serialize};

/// How the console behaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Screen {
    /// The mouse belongs to the console and not to the terminal.
    pub mouse: bool,
    /// The whole selected row is marked, not only its beginning.
    pub full_row: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            mouse: true,
            full_row: false,
        }
    }
}
