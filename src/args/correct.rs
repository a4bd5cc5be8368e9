//! What can be declared next about a submission that has ended.

use clap::Args;

/// List what can be done about the answer to a submission.
#[derive(Debug, Args)]
pub struct QueueFixes {
    /// Number of the submission
    pub id: i64,
    /// Show the periods that the NSSO has instead, and whether one is as it was wanted
    #[arg(long)]
    pub look: bool,
}

/// Declare again, or otherwise, what a submission declared.
#[derive(Debug, Args)]
pub struct QueueCorrect {
    /// Number of the submission
    pub id: i64,
    /// What to declare; `queue fixes` lists what makes sense
    #[arg(long, value_name = "OFFER", default_value = "correct",
          value_parser = ["correct", "update", "out", "cancel", "cancel-then-in", "split", "new-in"])]
    pub offer: String,
    /// Another value for a field, by its column name; may be repeated. Never personal data
    #[arg(long = "set", value_name = "COLUMN=VALUE")]
    pub set: Vec<String>,
    /// With several declarations: change only this one, from 1
    #[arg(long, value_name = "N")]
    pub part: Option<usize>,
    /// Declare again what a live submission declares already, for this reason
    #[arg(long, value_name = "REASON")]
    pub allow_duplicate: Option<String>,
    /// Queue it although the NSSO is expected to refuse it
    #[arg(long)]
    pub send_anyway: bool,
    /// Check and say what would be queued; change nothing
    #[arg(long)]
    pub dry_run: bool,
}
