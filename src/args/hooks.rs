//! The command line of hooks: names, values and help. No behaviour.

use clap::{Args, Subcommand};

/// Try the programs and servers that are told what happens.
#[derive(Debug, Subcommand)]
pub enum Hooks {
    /// Tell them of something made up, and say what comes back
    Test(HooksTest),
}

/// Tell them of something made up.
#[derive(Debug, Args)]
pub struct HooksTest {
    /// Only this hook
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}
