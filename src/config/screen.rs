//! How the console behaves, and what it tells outside of the screen.

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

/// Something that an operator may want to be told of while looking elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A declaration was refused.
    Refused,
    /// A declaration was accepted with anomalies.
    Anomalies,
    /// Nobody knows whether a declaration was taken.
    InDoubt,
    /// Nobody sends or polls any more.
    WorkerGone,
    /// The end of a certificate presses.
    Certificate,
}

/// What is told outside of the screen, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notify {
    /// Of these events.
    pub events: Vec<Event>,
    /// The terminal rings its bell.
    pub bell: bool,
    /// The terminal shows a notice of its own.
    pub desktop: bool,
    /// The window's title says how many declarations need a person.
    pub title: bool,
}

impl Default for Notify {
    fn default() -> Self {
        Self {
            events: vec![Event::Refused, Event::InDoubt, Event::WorkerGone],
            bell: false,
            desktop: true,
            title: false,
        }
    }
}
