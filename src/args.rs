//! The command line: names, values and help. No behaviour.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod audit;
mod bare;
mod certificate;
mod correct;
mod hooks;
mod import;
mod many;
mod outage;
mod plan;
mod reconcile;
mod register;
mod stats;
mod store;

pub use audit::{Audit, AuditExport, AuditPerson, AuditVerify};
pub use certificate::{
    Cert, CertCheck, CertInspect, CertMake, CertNew, CertRotate, Days, Rotate, RotateStart,
};
pub use correct::{QueueCorrect, QueueFixes};
pub use hooks::{Hooks, HooksTest};
pub use import::{Import, Template};
pub use many::{ExportFormat, QueueExport, QueueMany};
pub use outage::{Outage, OutageExport};
pub use plan::Plan;
pub use reconcile::Reconcile;
pub use register::{
    Account, AccountAdd, AccountCertificate, AccountPermissions, AccountSshKey, Checklist, Contact,
    ContactSet, NamedCertificate, Register, Sender, SenderSet,
};
pub use stats::{By, Stats, StatsOf, TableFormat};
pub use store::{Purge, Store, StoreBackup, StoreCheck, StoreCopy, StoreRecover, StoreReopen};

use crate::domain::chaman::Channel;
use crate::domain::environment;
use crate::domain::report::SortColumn;
use crate::i18n::Language;

/// Terminal operations console for the Dimona web service.
///
/// Without a command the console opens. Without a configuration file the environment is
/// `sandbox`, on the embedded simulator: nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "dimonitor", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; the console when absent.
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  some declaration was refused or is invalid
  2  wrong usage, input or configuration
  3  the service cannot be reached or refuses us
  4  the queue's store cannot be read or written";

/// What holds for every command.
#[derive(Debug, Clone, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct Global {
    /// Configuration file instead of the one in the home
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Keep all state below this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Environment to work in
    #[arg(long, global = true, value_enum)]
    pub environment: Option<Environment>,
    /// Change nothing and send nothing
    #[arg(long, global = true)]
    pub read_only: bool,
    /// Language of everything said to people
    #[arg(long, global = true, value_parser = parse_language, value_name = "en|nl|fr|de")]
    pub lang: Option<Language>,
    /// Print JSON: one object, or one line per row
    #[arg(long, global = true)]
    pub json: bool,
    /// Write more to the log file
    #[arg(long, global = true)]
    pub verbose: bool,
    /// Do without colours (as does `NO_COLOR` in the environment)
    #[arg(long, global = true)]
    pub no_color: bool,
    /// The console line by line, for screen readers and dumb terminals
    #[arg(long, global = true)]
    pub plain: bool,
    /// Theme of the console: a name, or `auto`
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Open the console as if for the first time: forget screen, filter, order and columns
    #[arg(long, global = true)]
    pub fresh: bool,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
}

/// Where declarations go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Environment {
    /// The embedded simulator.
    Sandbox,
    /// The NSSO's test environment.
    Simulation,
    /// The real thing.
    Production,
}

impl From<Environment> for environment::Environment {
    fn from(chosen: Environment) -> Self {
        match chosen {
            Environment::Sandbox => Self::Sandbox,
            Environment::Simulation => Self::Simulation,
            Environment::Production => Self::Production,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try everything on the embedded simulator, in a throw-away home
    Demo(Demo),
    /// Run the simulator of the NSSO's service on this machine
    Simulate(Simulate),
    /// Put declarations into the queue
    Submit(Submit),
    /// Check declarations without queueing them
    Validate(Validate),
    /// Compare a list of employments with the NSSO's periods, and bring the two together
    Plan(Plan),
    /// Compare a list of employments, our queue and the NSSO's periods, worker by worker
    Reconcile(Reconcile),
    /// Check a file of many declarations, row by row, and queue it
    Import(Import),
    /// Look at the queue and act on it
    #[command(subcommand)]
    Queue(Queue),
    /// Figures about what ended: refusals, time to the answer, what was declared late
    Stats(Stats),
    /// Look at the accounts of the channels, make and change them
    #[command(subcommand)]
    Account(Account),
    /// Who sends, as Chaman knows it
    #[command(subcommand)]
    Sender(Sender),
    /// Whom the NSSO calls: needed before any account
    #[command(subcommand)]
    Contact(Contact),
    /// What a person still has to do in Chaman's portal
    #[command(subcommand)]
    Checklist(Checklist),
    /// Read, watch, make and replace certificates
    #[command(subcommand)]
    Cert(Cert),
    /// Take sender, contact and accounts along to another home
    #[command(subcommand)]
    Register(Register),
    /// Send and ask without a screen
    Serve(Serve),
    /// Show what the service did not take or answer
    #[command(subcommand)]
    Outage(Outage),
    /// Try the programs and servers that are told what happens
    #[command(subcommand)]
    Hooks(Hooks),
    /// Check the queue's file, copy it, rescue what a damaged one still holds
    #[command(subcommand)]
    Store(Store),
    /// Take personal data out of what ended long ago
    Purge(Purge),
    /// Who did what: check the journal, write it or all about a person to a file
    #[command(subcommand)]
    Audit(Audit),
    /// Say what anomaly codes mean and what to do
    Explain(Explain),
    /// List the keys of the console, as the configuration has them
    Keys,
}

/// Try everything on the embedded simulator.
#[derive(Debug, Args)]
pub struct Demo {
    /// No screen: declare, wait until all is settled, check the books, print a summary
    #[arg(long)]
    pub headless: bool,
    /// How many times faster than real time [default: 1 with a screen, 30 without]
    #[arg(long, value_name = "N", value_parser = parse_speed)]
    pub speed: Option<f64>,
    /// Only fill a new store below --home with this many rows, to look at or to measure
    #[arg(long, value_name = "N", value_parser = parse_rows, conflicts_with_all = ["headless", "speed"])]
    pub rows: Option<u64>,
}

/// Run the simulator.
#[derive(Debug, Args)]
pub struct Simulate {
    /// Address to listen on; loopback only
    #[arg(long, default_value = "127.0.0.1:8377", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// What it knows and how it fails
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// Remember everything taken in, in this file, over restarts
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// How many times faster than real time
    #[arg(long, default_value_t = 1.0, value_name = "N", value_parser = parse_speed)]
    pub speed: f64,
}

/// A file of declarations.
#[derive(Debug, Clone, Args)]
pub struct InputFile {
    /// JSON (an object, an array or lines) or CSV; `-` reads standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// What the file holds, when neither its name nor its beginning tells
    #[arg(long, value_enum)]
    pub format: Option<Format>,
}

/// What a file of declarations holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One object, an array of objects, or one object a line.
    Json,
    /// Columns with a header, separated by `;`, `,` or tab.
    Csv,
}

/// Put declarations into the queue.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct Submit {
    /// The declarations
    #[command(flatten)]
    pub input: InputFile,
    /// Check and say what would happen; change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Wait for the results
    #[arg(long)]
    pub wait: bool,
    /// With --wait: give up when the service has failed this many seconds
    #[arg(long, default_value_t = 20, value_name = "SECONDS")]
    pub patience: u64,
    /// Queue the valid declarations although others are not
    #[arg(long)]
    pub partial: bool,
    /// Queue declarations that the NSSO is expected to refuse
    #[arg(long)]
    pub send_anyway: bool,
    /// Declare again what a live submission declares already, for this reason
    #[arg(long, value_name = "REASON")]
    pub allow_duplicate: Option<String>,
    /// Send through this account
    #[arg(long, value_name = "NAME")]
    pub account: Option<String>,
}

/// Check declarations.
#[derive(Debug, Args)]
pub struct Validate {
    /// The declarations
    #[command(flatten)]
    pub input: InputFile,
}

/// Look at the queue and act on it.
#[derive(Debug, Subcommand)]
pub enum Queue {
    /// List submissions
    List(QueueList),
    /// Show one submission with every attempt
    Show(QueueShow),
    /// Ask for results now
    Poll(QueueMany),
    /// Take back submissions that were not sent yet
    Withdraw(QueueMany),
    /// Keep submissions from being sent
    Hold(QueueMany),
    /// Let held submissions be sent
    Release(QueueMany),
    /// Decide about a submission whose answer was lost
    Resolve(QueueResolve),
    /// Note that an end which needs a person is dealt with
    Decide(QueueDecide),
    /// List what can be done about the answer to a submission
    Fixes(QueueFixes),
    /// Declare again, or otherwise, what a submission declared
    Correct(QueueCorrect),
    /// Write submissions to a file or to standard output
    Export(QueueExport),
}

/// List submissions.
#[derive(Debug, Args)]
pub struct QueueList {
    /// Chosen by this line, in the language of the console's filter
    #[arg(long, value_name = "LINE")]
    pub filter: Option<String>,
    /// In this state; may be repeated
    #[arg(long, value_name = "STATE")]
    pub state: Vec<String>,
    /// Of this kind; may be repeated
    #[arg(long, value_name = "in|out|update|cancel")]
    pub kind: Vec<String>,
    /// Of this worker type
    #[arg(long = "type", value_name = "CODE")]
    pub worker_type: Option<String>,
    /// Of this employer
    #[arg(long, value_name = "NUMBER")]
    pub employer: Option<String>,
    /// With this anomaly code in the answer
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// With this reference
    #[arg(long, value_name = "TEXT")]
    pub reference: Option<String>,
    /// By what a person decided about its end; `none` where that is still to be done
    #[arg(long, value_name = "none|replaced|kept|done")]
    pub decision: Option<String>,
    /// With this text in name, reference, employer or number
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// In the order of this column, smallest first; without it by number, largest first
    #[arg(long, value_name = "COLUMN", value_parser = parse_column)]
    pub sort: Option<SortColumn>,
    /// The other way round
    #[arg(long, requires = "sort")]
    pub reverse: bool,
    /// At most this many
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    pub limit: usize,
}

/// Show one submission.
#[derive(Debug, Args)]
pub struct QueueShow {
    /// Number of the submission
    pub id: i64,
    /// Show national numbers in full; noted in the journal
    #[arg(long)]
    pub reveal: bool,
}

/// Decide about a submission in doubt.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("decision").required(true))]
pub struct QueueResolve {
    /// Number of the submission
    pub id: i64,
    /// It is at the NSSO under this declaration number; checked there
    #[arg(long, value_name = "NUMBER", group = "decision")]
    pub number: Option<String>,
    /// It is not at the NSSO; say how you know
    #[arg(long, value_name = "REASON", group = "decision")]
    pub not_taken: Option<String>,
}

/// Decide about a submission that was refused, accepted with anomalies, or never taken in.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("decision").required(true))]
pub struct QueueDecide {
    /// Number of the submission
    pub id: i64,
    /// It stands as it is; say why
    #[arg(long, value_name = "REASON", group = "decision")]
    pub keep: Option<String>,
    /// What was wanted is there already; say how you know
    #[arg(long, value_name = "REASON", group = "decision")]
    pub done: Option<String>,
}

/// Send and ask without a screen.
#[derive(Debug, Args)]
pub struct Serve {
    /// Stop when nothing is left that goes on without a person or Sigedis
    #[arg(long)]
    pub until_idle: bool,
    /// Print a systemd unit for this program, and do nothing else
    #[arg(long)]
    pub print_unit: bool,
}

/// Say what anomaly codes mean.
#[derive(Debug, Args)]
pub struct Explain {
    /// Codes such as 00910-001
    #[arg(required = true, value_name = "CODE")]
    pub codes: Vec<String>,
}

fn parse_language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "one of en, nl, fr, de".to_owned())
}

fn parse_column(text: &str) -> Result<SortColumn, String> {
    SortColumn::of_name(text).ok_or_else(|| {
        let names = SortColumn::ALL.map(SortColumn::as_str);
        format!("one of {}", names.join(", "))
    })
}

fn parse_channel(text: &str) -> Result<Channel, String> {
    Channel::parse(text).ok_or_else(|| "one of rest, soap, sftp, ftp".to_owned())
}

fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if (0.1..=1_000.0).contains(&speed) => Ok(speed),
        _ => Err("a number from 0.1 to 1000".to_owned()),
    }
}

fn parse_rows(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(rows) if (1..=100_000_000).contains(&rows) => Ok(rows),
        _ => Err("a number from 1 to 100000000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definitions_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_decision_needs_exactly_one_of_its_two_forms() {
        for (command, one, other) in [
            ("resolve", "--number", "--not-taken"),
            ("decide", "--keep", "--done"),
        ] {
            let parse = |more: &[&str]| {
                Arguments::try_parse_from([&["dimonitor", "queue", command, "7"], more].concat())
            };
            assert!(parse(&[]).is_err(), "{command}");
            assert!(parse(&[one, "1", other, "looked"]).is_err(), "{command}");
            assert!(parse(&[other, "looked"]).is_ok(), "{command}");
        }
    }
}
