//! The command line of a comparison: names, values and help. No behaviour.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::{Format, TableFormat};

/// Compare a list of employments, our queue and the NSSO's periods, worker by worker.
#[derive(Debug, Args)]
pub struct Reconcile {
    /// The employments as they should be, as `plan` takes them; `-` reads standard input.
    /// Without it, the rows of --filter are compared with the NSSO's periods
    #[arg(value_name = "FILE|-", required_unless_present = "filter")]
    pub file: Option<PathBuf>,
    /// What the file holds, when neither its name nor its beginning tells
    #[arg(long, value_enum)]
    pub input: Option<Format>,
    /// Compare the submissions of this filter, in the language of the console
    #[arg(long, value_name = "FILTER", conflicts_with = "file")]
    pub filter: Option<String>,
    /// Leave out employments that were over before this day
    #[arg(long, value_name = "DATE")]
    pub since: Option<Date>,
    /// Leave out employments that begin after this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// Show also what agrees
    #[arg(long)]
    pub all: bool,
    /// Search through this account
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
    /// How the lines are written
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableFormat,
}
