//! The auditors' commands.

use crate::args::Audit;
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::domain::problem::Problem;

use super::compose::{Network, compose};
use super::{Setup, log_to_file};

/// Runs an `audit` command.
pub(super) async fn run(setup: &Setup, command: &Audit, out: &Output<'_>) -> Result<Exit, Problem> {
    if let Audit::Verify(args) = command
        && let Some(file) = &args.file
    {
        return cli::audit_verify_file(file, args, out);
    }
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::NotNeeded)?;
    match command {
        Audit::Verify(args) => cli::audit_verify(&engine, args, out).await,
        Audit::Export(args) => cli::audit_export(&engine, args, out).await,
    }
}
