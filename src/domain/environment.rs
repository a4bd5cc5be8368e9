//! Which of the NSSO's systems is spoken to.

use serde::{Deserialize, Serialize};

/// Where declarations go (rsz-rest 1).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// The simulator on this machine.
    #[default]
    Sandbox,
    /// The NSSO's test system. Shares client ids and token server with production.
    Simulation,
    /// The real one: declarations are legal acts.
    Production,
}

impl Environment {
    /// All environments, the harmless one first.
    pub const ALL: [Self; 3] = [Self::Sandbox, Self::Simulation, Self::Production];

    /// The name in files, folders and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Simulation => "simulation",
            Self::Production => "production",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|environment| environment.as_str() == name)
    }
}
