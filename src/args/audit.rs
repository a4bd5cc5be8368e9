//! The command line of the audit: names, values and help. No behaviour.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ExportFormat;

/// Who did what: check the journal, write it or all about a person to a file.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no entry of the journal was changed, taken out or put in
    Verify(AuditVerify),
    /// Write the journal to a file that can be checked by itself
    Export(AuditExport),
    /// Write all that is kept about one person (right of access, GDPR article 15)
    Person(AuditPerson),
}

/// Check the chain of the journal.
#[derive(Debug, Args)]
pub struct AuditVerify {
    /// An exported file, instead of the journal of this environment
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The hash that an earlier check printed: must still be in the journal, or its end was cut off
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// Only from this entry on; with --head, it is this one that must have that hash
    #[arg(long, value_name = "SEQ", value_parser = clap::value_parser!(i64).range(1..))]
    pub since: Option<i64>,
}

/// Write the journal to a file.
#[derive(Debug, Args)]
pub struct AuditExport {
    /// The new file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// From the first entry then or later: 2h, 1d, 2026-11-22, 2026-11-22T14:00 (Belgian time)
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Up to the first entry after then; of a day, the whole of it
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Lines of JSON, or a table
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
    /// Replace a file that is there
    #[arg(long)]
    pub replace: bool,
}

/// Write all that is kept about one person.
#[derive(Debug, Args)]
pub struct AuditPerson {
    /// A file with the national number, and nothing else; `-` is standard input
    #[arg(long, value_name = "FILE|-")]
    pub ssin_file: PathBuf,
    /// The new file; without it, standard output
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}
