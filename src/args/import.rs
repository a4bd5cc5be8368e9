//! Many declarations at once.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;

/// Check a file of many declarations and queue it.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct Import {
    /// CSV or JSON lines; `-` reads standard input
    #[arg(value_name = "FILE|-", required_unless_present = "template")]
    pub file: Option<PathBuf>,
    /// What the file holds, when its beginning does not tell
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Give every row its verdict; queue nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Queue the good rows although others are not
    #[arg(long)]
    pub partial: bool,
    /// Queue rows that the NSSO is expected to refuse
    #[arg(long)]
    pub send_anyway: bool,
    /// Send through this account
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// Write what became of every row here [default: FILE.result.csv]
    #[arg(long, value_name = "FILE")]
    pub result: Option<PathBuf>,
    /// Ask the NSSO for the periods of every worker
    #[arg(long)]
    pub look_up: bool,
    /// Print a file to begin with: every column, and an example of each kind
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        num_args = 0..=1,
        default_missing_value = "csv",
        conflicts_with_all = ["file", "format", "dry_run", "partial", "send_anyway", "account", "result", "look_up"]
    )]
    pub template: Option<Template>,
}

/// The formats of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// As Excel in Belgium opens and saves it.
    Csv,
    /// One object a line.
    Jsonl,
}
