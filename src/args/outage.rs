//! The command line of the outage journal: names, values and help. No behaviour.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Show what the service did not take or answer.
#[derive(Debug, Subcommand)]
pub enum Outage {
    /// Write every try that got no answer, a failure of the server or "too busy"
    Export(OutageExport),
}

/// Write the failed tries; a text to mail when no other form is asked for.
#[derive(Debug, Args)]
pub struct OutageExport {
    /// Only tries from then on: 2h, 1d, 2026-11-22, 2026-11-22T14:00 (Belgian time)
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only tries before then; of a day, the whole of it
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Write a table for a spreadsheet; `-` is standard output
    #[arg(long, value_name = "FILE|-", conflicts_with = "text")]
    pub csv: Option<PathBuf>,
    /// Write a text to mail to the NSSO's contact centre; `-` is standard output
    #[arg(long, value_name = "FILE|-")]
    pub text: Option<PathBuf>,
}
