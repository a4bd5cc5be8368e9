//! The command line of the queue as a whole: names, values and help. No behaviour.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Check the queue, copy its file, rescue what a damaged one still holds.
#[derive(Debug, Subcommand)]
pub enum Store {
    /// Look whether the queue is whole, in its file or its database; changes nothing
    Check(StoreCheck),
    /// Copy the queue into a new file, while others go on working
    Backup(StoreBackup),
    /// Read what can be read of a damaged file into a new one
    Recover(StoreRecover),
    /// Let this home's key of the duplicate check count, when the one of before is lost
    AdoptKey,
    /// Move the queue from its file into an empty database, or back into a new file
    Copy(StoreCopy),
    /// Let a queue be worked on again that was closed because it was copied
    Reopen(StoreReopen),
}

/// Look whether the queue is whole.
#[derive(Debug, Args)]
pub struct StoreCheck {
    /// Another file than the queue of this environment: a copy, say
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Leave out the indexes, which takes a third of the time
    #[arg(long)]
    pub quick: bool,
}

/// Copy the queue into a new file.
#[derive(Debug, Args)]
pub struct StoreBackup {
    /// The new file; without it, one beside the queue that is named after the moment
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Read what can be read of a damaged file into a new one.
#[derive(Debug, Args)]
pub struct StoreRecover {
    /// The new file
    #[arg(long, value_name = "FILE")]
    pub into: PathBuf,
    /// The damaged file, when it is not the queue of this environment
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
}

/// Copy the queue into a store of the other kind.
#[derive(Debug, Args)]
pub struct StoreCopy {
    /// Where to: `postgres://USER@HOST/DATABASE`, or the name of a new file
    #[arg(long, value_name = "URL|FILE")]
    pub to: String,
    /// Go on working in the old queue, and close the copy instead
    #[arg(long)]
    pub to_look_at: bool,
}

/// Open a closed queue.
#[derive(Debug, Args)]
pub struct StoreReopen {
    /// Why nobody works on the other one: the journal keeps it
    #[arg(long)]
    pub reason: String,
}

/// Take personal data out of what ended long ago.
#[derive(Debug, Args)]
pub struct Purge {
    /// Say what would be purged; change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Everything that has not changed for so many days, instead of the rules of the configuration
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    pub days: Option<u32>,
}
