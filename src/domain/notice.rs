//! What an operator wants to be told of while looking elsewhere, and how.

use serde::{Deserialize, Serialize};

/// Something that an operator may want to be told of while looking elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A declaration was refused, at the door or by the answer, or found not taken.
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

/// Of what, and how: the section `[notify]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notify {
    /// Of these events.
    pub events: Vec<Event>,
    /// The terminal rings its bell.
    pub bell: bool,
    /// The terminal shows a notice of its own (OSC 9); those that cannot do nothing.
    pub desktop: bool,
    /// The window's title says how many declarations need a person: `dimonitor (3!)`.
    pub title: bool,
}

/// A bell is heard by everybody in the room, and a title is often somebody else's: both are off.
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
