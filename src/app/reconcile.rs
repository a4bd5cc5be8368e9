//! What the command `reconcile` needs of the world: the file, progress, and what stops it.

use crate::args;
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::domain::problem::Problem;

use super::compose::{Network, compose};
use super::{Setup, input, log_to_file, many, signals, today};

/// Runs `reconcile`.
pub(super) async fn run(
    setup: &Setup,
    args: &args::Reconcile,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let bytes = args.file.as_deref().map(input::read).transpose()?;
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::Needed)?;
    let context = (bytes.as_deref()).map(|bytes| input::context(setup, bytes, args.input));
    let bar = many::Bar::new(&setup.catalogue, signals::shutdown()?);
    let run = (today(), &bar.run());
    let ended = cli::reconcile(&engine, context, args, out, run).await;
    bar.clear();
    ended
}
