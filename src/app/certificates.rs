//! `cert …`: commands that work anywhere, without a home, and those that need the register.

use clap::CommandFactory as _;
use jiff::Timestamp;

use crate::args::{Arguments, Cert, CertInspect, Global, Rotate};
use crate::cli::Exit;
use crate::cli::certificate::{self, plugin_problem};
use crate::cli::output::Output;
use crate::config::{self, Config};
use crate::domain::chaman::Rulebook;
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::engine::EngineClock;
use crate::i18n::Catalogue;
use crate::paths::Home;

use super::compose::{Network, compose};
use super::{Setup, language, log_to_file};

/// Whether a command speaks of nothing but the files that it names.
pub(super) fn is_homeless(command: &Cert) -> bool {
    match command {
        Cert::Inspect(_) | Cert::New(_) | Cert::Csr(_) => true,
        Cert::Check(check) => !check.files.is_empty(),
        Cert::Rotate(_) => false,
    }
}

/// Runs such a command. What a home says is heeded where it can be read: the language, and the
/// user's own lists of Chaman.
pub(super) fn run_homeless(global: &Global, command: &Cert) -> Exit {
    let home = match &global.home {
        Some(folder) => Ok(Home::under(folder)),
        None => Home::of_user(),
    };
    let home = home.ok();
    let configured = home
        .as_ref()
        .and_then(|home| Config::load(global.config.as_deref(), home).ok())
        .and_then(|config| config.language.code());
    let catalogue = Catalogue::new(language(global, configured));
    let out = Output::standard(&catalogue, global.json);
    let rulebook = home
        .and_then(|home| config::rulebook_of(&home).ok())
        .unwrap_or_else(config::rulebook);
    match command {
        Cert::Inspect(inspect) => run_inspect(inspect, &rulebook, &out),
        Cert::Check(check) => certificate::check_files(check, now(), &out),
        other => make(global, other, &out).unwrap_or_else(|problem| {
            out.problem(&problem);
            Exit::Trouble(problem.class)
        }),
    }
}

fn run_inspect(inspect: &CertInspect, rulebook: &Rulebook, out: &Output<'_>) -> Exit {
    certificate::inspect(&inspect.files, inspect.channel, rulebook, now(), out)
}

fn make(global: &Global, command: &Cert, out: &Output<'_>) -> Result<Exit, Problem> {
    if global.read_only {
        return Err(Problem::new(
            ProblemClass::Usage,
            Text::new("engine-read-only"),
        ));
    }
    certificate::make(command, now(), out)
}

/// Runs a command that needs the register.
pub(super) async fn run(setup: &Setup, command: Cert, out: &Output<'_>) -> Result<Exit, Problem> {
    match command {
        Cert::Rotate(rotate) => {
            let network = match rotate.action {
                None | Some(Rotate::Status) => Network::NotNeeded,
                Some(Rotate::Start(_) | Rotate::Next | Rotate::Back) => Network::Needed,
            };
            let _log = log_to_file(setup)?;
            let engine = compose(setup, network)?;
            certificate::rotate(&engine, rotate, out).await
        }
        Cert::Check(check) => {
            let checked = async {
                let engine = compose(setup, Network::NotNeeded)?;
                certificate::check_known(&engine, &check, now(), out).await
            };
            Ok(checked
                .await
                .unwrap_or_else(|problem| plugin_problem(&problem, out)))
        }
        other => Ok(run_homeless(&setup.global, &other)),
    }
}

/// Whether this command line is, or was meant to be, a call by a monitoring system.
///
/// Such a caller wants its one line and exit code even when an option is misspelt.
pub(super) fn is_plugin_call(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> bool {
    let lenient = Arguments::command().ignore_errors(true);
    let Ok(matches) = lenient.try_get_matches_from(arguments) else {
        return false;
    };
    matches
        .subcommand_matches("cert")
        .is_some_and(|cert| cert.subcommand_name() == Some("check"))
}

fn now() -> Timestamp {
    EngineClock::system().now()
}
