//! What the command `plan` needs of the world: the file, and a person who can be asked.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::args;
use crate::cli::output::Output;
use crate::cli::{self, Exit, PlanContext};
use crate::domain::problem::Problem;
use crate::domain::untrusted::made_safe;

use super::compose::{Network, compose};
use super::{Setup, input, log_to_file};

/// Runs `plan`.
pub(super) async fn run(
    setup: &Setup,
    args: &args::Plan,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let bytes = input::read(&args.input.file)?;
    let _log = log_to_file(setup)?;
    let engine = compose(setup, Network::Needed)?;
    let on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let can_ask = on_terminal && !out.is_json();
    let context = PlanContext {
        input: input::context(setup, &bytes, args.input.format),
        colours: io::stdout().is_terminal() && !setup.no_color(),
        ask: can_ask.then_some(&ask),
    };
    cli::plan(&engine, &context, args, out).await
}

/// Asks on the terminal; anything but a yes is a no.
fn ask(question: &str) -> bool {
    let mut line = String::new();
    let mut talk = io::stderr();
    let asked = write!(talk, "{} ", made_safe(question)).and_then(|()| talk.flush());
    let answered = asked.and_then(|()| io::stdin().lock().read_line(&mut line));
    // One word in each language of the console.
    let yes = ["y", "yes", "j", "ja", "o", "oui"];
    answered.is_ok() && yes.contains(&&*line.trim().to_lowercase())
}
