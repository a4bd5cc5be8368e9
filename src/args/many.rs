//! What is done to many submissions, and with many.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Some submissions, by number or by what they have in common.
#[derive(Debug, Args)]
pub struct QueueMany {
    /// Numbers of the submissions
    #[arg(
        value_name = "ID",
        required_unless_present = "filter",
        conflicts_with = "filter"
    )]
    pub ids: Vec<i64>,
    /// All that this filter line chooses, as in the console; first says what would be done
    #[arg(long, value_name = "LINE")]
    pub filter: Option<String>,
    /// Do it to all of them
    #[arg(long, conflicts_with = "ids")]
    pub yes: bool,
}

/// Write submissions to a file or to standard output.
#[derive(Debug, Args)]
pub struct QueueExport {
    /// Only what this filter line chooses, as in the console
    #[arg(long, value_name = "LINE", default_value = "")]
    pub filter: String,
    /// What is written [default: json with --json, csv without]
    #[arg(long, value_enum)]
    pub format: Option<ExportFormat>,
    /// With national numbers in full; noted in the journal
    #[arg(long, requires = "reason")]
    pub full_numbers: bool,
    /// Why national numbers are needed in full
    #[arg(long, value_name = "REASON", requires = "full_numbers")]
    pub reason: Option<String>,
    /// Where to; `-` is standard output
    #[arg(long, value_name = "FILE|-", default_value = "-")]
    pub output: PathBuf,
    /// Put it in the place of a file that is there
    #[arg(long)]
    pub replace: bool,
}

/// The formats of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One line a row, for spreadsheets.
    Csv,
    /// One object a line.
    Json,
}
