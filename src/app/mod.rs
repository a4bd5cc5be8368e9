//! The composition root: reads the command line, builds what a command needs, runs it, and
//! turns its end into an exit code. The only module that may use every other one.

mod account;
mod audit;
mod certificates;
mod compose;
mod console;
mod demo;
mod hardening;
mod hooks;
mod import;
mod input;
mod keys;
mod links;
mod looks;
mod many;
mod outage;
mod person;
mod plan;
mod reconcile;
mod register;
mod retention;
mod running;
mod sandbox;
mod service;
mod session;
mod shared;
mod signals;
mod simulate;
mod store;

use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use clap::Parser as _;

use crate::args::{Arguments, Cert, Command, Global};
use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::config::{self, Config};
use crate::domain::belgium;
use crate::domain::clock::Clock as _;
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::rules::Rules;
use crate::domain::text::Text;
use crate::domain::untrusted::is_plain;
use crate::engine::EngineClock;
use crate::i18n::{Catalogue, Language};
use crate::logging::{self, Logging};
use crate::paths::{DataFolder, Home};
use crate::tui::ability::{Ability, Colours, Told};
use crate::tui::keys::Keymap;

use compose::{Network, compose, compose_console};

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    hardening::harden();
    hardening::hush_panics();
    let line: Vec<_> = std::env::args_os().collect();
    let arguments = match Arguments::read(&line) {
        Ok(arguments) => arguments,
        Err(error) => return wrong_usage(&error),
    };
    if let Some(Command::Cert(command)) = &arguments.command
        && certificates::is_homeless(command)
    {
        let exit = certificates::run_homeless(&arguments.global, command);
        return ExitCode::from(exit.code());
    }
    let language = language(&arguments.global, None);
    let is_plugin = matches!(arguments.command, Some(Command::Cert(Cert::Check(_))));
    let exit = match Setup::load(arguments.global) {
        Ok(setup) => run(&setup, arguments.command),
        Err(problem) => {
            let catalogue = Catalogue::new(language);
            let out = Output::standard(&catalogue, false);
            if is_plugin {
                cli::certificate::plugin_problem(&problem, &out)
            } else {
                out.problem(&problem);
                Exit::Trouble(problem.class)
            }
        }
    };
    ExitCode::from(exit.code())
}

/// Says what is wrong with the command line, or helps.
fn wrong_usage(error: &clap::Error) -> ExitCode {
    // clap repeats arguments as they came: it is asked again about harmless ones.
    let again = spelled_out().and_then(|safe| Arguments::try_parse_from(safe).err());
    let error = again.as_ref().unwrap_or(error);
    if error.use_stderr() && certificates::is_plugin_call(std::env::args_os()) {
        let catalogue = Catalogue::new(Language::default());
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default();
        let problem = Problem::new(
            ProblemClass::Usage,
            Text::new("cli-wrong-usage").with("message", first),
        );
        let out = Output::standard(&catalogue, false);
        return ExitCode::from(cli::certificate::plugin_problem(&problem, &out).code());
    }
    // clap knows which of its messages go to stdout (help) and which to stderr.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The arguments with what a terminal would obey spelled out, if there is such.
fn spelled_out() -> Option<Vec<String>> {
    let given = || std::env::args_os();
    let is_harmless =
        |one: std::ffi::OsString| one.to_str().is_some_and(|one| one.chars().all(is_plain));
    if given().all(is_harmless) {
        return None;
    }
    Some(given().map(|one| shown(Path::new(&one))).collect())
}

/// What every command starts from.
struct Setup {
    global: Global,
    home: Home,
    config: Config,
    rules: Rules,
    keys: Keymap,
    catalogue: Arc<Catalogue>,
    /// Its folders, once they were made.
    data: OnceLock<DataFolder>,
}

impl Setup {
    fn load(global: Global) -> Result<Self, Problem> {
        let home = match &global.home {
            Some(folder) => Home::under(folder),
            None => Home::of_user()?,
        };
        let mut config = Config::load(global.config.as_deref(), &home)?;
        if let Some(environment) = global.environment {
            config.environment = environment.into();
        }
        service::credentials::resolve(&mut config);
        let keys = keys::keymap(&config.keys)?;
        let rules = config::rules_of(&home)?;
        let catalogue = Arc::new(Catalogue::new(language(&global, config.language.code())));
        Ok(Self {
            global,
            home,
            config,
            rules,
            keys,
            catalogue,
            data: OnceLock::new(),
        })
    }

    fn output(&self) -> Output<'_> {
        Output::standard(&self.catalogue, self.global.json)
    }

    /// Whether to do without colours: told by a flag or by the environment (no-color.org).
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks for NO_COLOR"
    )]
    fn no_color(&self) -> bool {
        self.global.no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
    }

    /// What the terminal can do; for a console line by line that is all the same.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks which terminal it is"
    )]
    fn ability(&self) -> Result<Ability, Problem> {
        if self.global.plain {
            return Ok(Ability::default());
        }
        let told = |name| std::env::var(name).unwrap_or_default();
        let mut ability = Ability::of(Told {
            term: &told("TERM"),
            colorterm: &told("COLORTERM"),
            tmux: !told("TMUX").is_empty(),
            screen: !told("STY").is_empty(),
        })?;
        if self.no_color() {
            ability.colours = Colours::None;
        }
        Ok(ability)
    }

    /// Whether the terminal shows nothing but ASCII, as far as the locale tells.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks for the locale's encoding"
    )]
    fn is_ascii(&self) -> bool {
        let _ = self;
        ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .is_some_and(|locale| !locale.to_ascii_lowercase().contains("utf"))
    }

    fn log_filter(&self) -> &'static str {
        if self.global.verbose || self.config.log.verbose {
            "dimonitor=debug,info"
        } else {
            "dimonitor::engine=debug,info"
        }
    }

    fn data(&self) -> Result<DataFolder, Problem> {
        if let Some(data) = self.data.get() {
            return Ok(data.clone());
        }
        let environment = self.config.environment;
        let data = if self.global.read_only {
            self.home.environment_as_it_is(environment)
        } else {
            self.home.environment(environment)?
        };
        Ok(self.data.get_or_init(|| data).clone())
    }
}

/// `--lang`, else the configuration, else the locale, else English.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the locale"
)]
fn language(global: &Global, configured: Option<&str>) -> Language {
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    };
    global
        .lang
        .or_else(|| configured.and_then(Language::parse))
        .or_else(|| locale().as_deref().and_then(Language::parse))
        .unwrap_or_default()
}

fn run(setup: &Setup, command: Option<Command>) -> Exit {
    let out = setup.output();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        // One drives, one helps: operations hosts have one or two processors.
        .worker_threads(2)
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            let problem = hardening::no_runtime(&error);
            out.problem(&problem);
            return Exit::Trouble(problem.class);
        }
    };
    let exit = runtime
        .block_on(dispatch(setup, command, &out))
        .unwrap_or_else(|problem| {
            out.problem(&problem);
            Exit::Trouble(problem.class)
        });
    // A blocking call that hangs on a dead disk must not keep the process.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    exit
}

async fn dispatch(
    setup: &Setup,
    command: Option<Command>,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    match command {
        None => console(setup).await,
        Some(Command::Demo(args)) => Box::pin(demo::run(setup, &args, out)).await,
        Some(Command::Simulate(args)) => simulate::run(&args, out).await,
        Some(Command::Validate(args)) => {
            let bytes = input::read(&args.input.file)?;
            cli::validate(&input::context(setup, &bytes, args.input.format), out)
        }
        Some(Command::Import(args)) => import::run(setup, &args, out).await,
        Some(Command::Outage(command)) => outage::run(setup, &command, out).await,
        Some(Command::Hooks(command)) => hooks::run(setup, &command, out).await,
        Some(Command::Store(command)) => store::run(setup, command, out).await,
        Some(Command::Purge(args)) => store::purge(setup, &args, out).await,
        Some(Command::Audit(command)) => audit::run(setup, &command, out).await,
        Some(Command::Explain(args)) => cli::explain(&args, out),
        Some(Command::Keys) => Ok(keys::run(&setup.keys, out)),
        Some(Command::Submit(args)) => submit(setup, &args, out).await,
        Some(Command::Plan(args)) => Box::pin(plan::run(setup, &args, out)).await,
        Some(Command::Reconcile(args)) => Box::pin(reconcile::run(setup, &args, out)).await,
        Some(Command::Queue(command)) => {
            let network = match &command {
                crate::args::Queue::Poll(_) | crate::args::Queue::Resolve(_) => Network::Needed,
                crate::args::Queue::Fixes(args) if args.look => Network::Needed,
                _ => Network::NotNeeded,
            };
            let _log = log_to_file(setup)?;
            let engine = compose(setup, network)?;
            let bar = many::Bar::new(&setup.catalogue, many::stop(&command)?);
            let hooks = hooks::start(setup, &engine);
            let ended = cli::queue(&engine, command, out, &bar.run()).await;
            bar.clear();
            hooks.finish().await;
            ended
        }
        Some(Command::Stats(args)) => {
            let engine = compose(setup, Network::NotNeeded)?;
            cli::stats(&engine, &args, out).await
        }
        Some(Command::Account(command)) => register::account(setup, command, out).await,
        Some(Command::Sender(command)) => register::sender(setup, command, out).await,
        Some(Command::Contact(command)) => register::contact(setup, command, out).await,
        Some(Command::Checklist(command)) => register::checklist(setup, command, out).await,
        Some(Command::Register(command)) => register::register(setup, command, out).await,
        Some(Command::Cert(command)) => certificates::run(setup, command, out).await,
        Some(Command::Serve(args)) => Box::pin(service::run(setup, &args, out)).await,
    }
}

async fn console(setup: &Setup) -> Result<Exit, Problem> {
    let log = log_to_file(setup)?;
    let engine = compose_console(setup)?;
    let hooks = hooks::start(setup, &engine);
    let ended = console::run(setup, engine, log).await;
    hooks.finish().await;
    ended
}

async fn submit(
    setup: &Setup,
    args: &crate::args::Submit,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let bytes = input::read(&args.input.file)?;
    let _log = log_to_file(setup)?;
    #[cfg(debug_assertions)]
    hardening::panic_if_told(&bytes);
    let network = if args.wait {
        Network::Needed
    } else {
        Network::NotNeeded
    };
    let engine = compose(setup, network)?;
    let hooks = hooks::start(setup, &engine);
    let context = input::context(setup, &bytes, args.input.format);
    let ended = cli::submit(&engine, &context, args, out).await;
    hooks.finish().await;
    ended
}

/// Who only looks, and may not write there, has the log in memory.
fn log_to_file(setup: &Setup) -> Result<Logging, Problem> {
    let (data, clock) = (setup.data()?, EngineClock::system().shared());
    if setup.global.read_only && !data.takes_a_log() {
        return logging::start_in_memory(setup.log_filter(), clock);
    }
    logging::start(&data, setup.log_filter(), clock)
}

/// Today in Belgium.
fn today() -> jiff::civil::Date {
    belgium::today(EngineClock::system().now())
}

/// A path as a person reads it.
fn shown(path: &Path) -> String {
    crate::domain::untrusted::Untrusted::new(path.to_string_lossy()).shown()
}
