//! The command line of plans: names, values and help. No behaviour.

use clap::Args;

use super::InputFile;

/// Compare a list of employments with the NSSO's periods, and bring the two together.
#[derive(Debug, Args)]
pub struct Plan {
    /// The employments as they should be: the INs that would announce them
    #[command(flatten)]
    pub input: InputFile,
    /// Put the declarations into the queue, after asking
    #[arg(long)]
    pub apply: bool,
    /// With --apply: do not ask
    #[arg(long, requires = "apply")]
    pub yes: bool,
    /// Cancel also periods that have begun and are not in the list
    #[arg(long)]
    pub cancel_begun: bool,
    /// Search and send through this account
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
}
