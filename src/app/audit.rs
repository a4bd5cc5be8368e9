//! The auditors' commands.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use zeroize::Zeroizing;

use crate::args::{Audit, AuditPerson};
use crate::cli::output::Output;
use crate::cli::{self, Exit, Kept};
use crate::domain::ids::Ssin;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::Engine;
use crate::store;

use super::compose::{Network, compose};
use super::{Setup, input, log_to_file, shown};

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
        Audit::Person(args) => person(setup, &engine, args, out).await,
    }
}

async fn person(
    setup: &Setup,
    engine: &Engine,
    args: &AuditPerson,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let bytes = Zeroizing::new(input::read(&args.ssin_file)?);
    let typed = std::str::from_utf8(&bytes).unwrap_or_default();
    let ssin = Ssin::parse(typed.trim()).map_err(|_| {
        // What stands there is not repeated: it may be a number with one digit wrong.
        Problem::new(ProblemClass::Usage, Text::new("audit-person-no-number"))
            .hint(Text::new("audit-person-no-number-hint"))
    })?;
    let kept = Kept {
        keeping: setup.config.retention.keeping(),
        copies: store::kept_copies(&setup.data()?.queue()),
    };
    // First of all: what cannot be written is not asked for.
    let into = args.into.as_deref();
    let file = into.map(|path| create(path).map_err(|error| unwritable(path, &error)));
    let file = file.transpose()?;
    let document = cli::all_about(engine, ssin, &kept, out).await?;
    let (Some(mut file), Some(path)) = (file, into) else {
        out.line(&document);
        return Ok(Exit::Done);
    };
    writeln!(file, "{document}")
        .and_then(|()| file.sync_all())
        .map_err(|error| unwritable(path, &error))?;
    out.say(&Text::new("audit-person-written").with("file", shown(path)));
    Ok(Exit::Done)
}

/// A new file for its owner's eyes only.
fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    let text = Text::new("audit-person-unwritable").with("file", shown(path));
    Problem::new(ProblemClass::Usage, text)
        .detail(Text::new("os-error").with("error", error.to_string()))
}
