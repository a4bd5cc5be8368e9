//! Hooks as the configuration wants them: made, begun, and tried out.

use std::time::Duration;

use crate::cli::output::Output;
use crate::cli::{self, Exit};
use crate::config::{self, Told};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;
use crate::engine::{Engine, EngineClock};
use crate::hooks::{Action, Command, Hook, Hooks, Server};
use crate::rsz::http::HttpSettings;
use crate::rsz::webhook::Webhook;
use tokio_util::sync::CancellationToken;

use super::Setup;
use super::compose::{self, Network, compose};
use super::service::credentials::must_be_here;

/// Begins to tell what this process tells once it is the worker. One that cannot be told is said
/// in the log and keeps nobody from work.
pub(super) fn start(setup: &Setup, engine: &Engine) -> Hooks {
    let hooks = made(setup);
    if hooks.is_empty() {
        return Hooks::none();
    }
    for hook in &hooks {
        if let Some(reason) = refusal(&hook.action) {
            tracing::error!(hook = hook.name, ?reason, "hook cannot be used");
        }
    }
    if setup.global.read_only {
        return Hooks::none();
    }
    let Ok(data) = setup.data() else {
        return Hooks::none();
    };
    let memory = data.hooks_told();
    Hooks::start(hooks, engine.events(), memory)
}

fn refusal(action: &Action) -> Option<Text> {
    match action {
        Action::Command(command) => command.refusal(),
        Action::Server(_) => None,
        Action::Unusable(reason) => Some(reason.clone()),
    }
}

fn made(setup: &Setup) -> Vec<Hook> {
    let config = &setup.config;
    if config.hooks.is_empty() {
        return Vec::new();
    }
    let settings = compose::settings(config, &compose::holder());
    let made = |hook: &config::Hook| Hook {
        name: hook.name.clone(),
        on: hook.on.clone(),
        action: action(hook, &settings),
    };
    config.hooks.iter().map(made).collect()
}

fn action(hook: &config::Hook, settings: &Result<HttpSettings, Problem>) -> Action {
    let limit = Duration::from_secs(hook.limit_seconds);
    let server = match &hook.told {
        Told::Command(program, arguments) => {
            return Action::Command(Command {
                program: program.clone(),
                arguments: arguments.clone(),
                limit,
            });
        }
        Told::Webhook {
            url,
            bearer_file,
            key_file,
        } => settings
            .as_ref()
            .map_err(Problem::clone)
            .and_then(|settings| Webhook::new(url.as_str(), settings, limit))
            .and_then(|webhook| {
                let mut secrets = bearer_file.iter().chain(key_file);
                secrets.try_for_each(|file| must_be_here(file))?;
                Ok(webhook)
            })
            .map_err(|problem| problem.summary)
            .and_then(|webhook| {
                let clock = EngineClock::system().shared();
                Server::new(webhook, bearer_file.as_deref(), key_file.as_deref(), clock)
            }),
    };
    server.map_or_else(Action::Unusable, Action::Server)
}

/// Tells all hooks, or one, of something made up.
pub(super) async fn run(
    setup: &Setup,
    command: &crate::args::Hooks,
    out: &Output<'_>,
) -> Result<Exit, Problem> {
    let crate::args::Hooks::Test(args) = command;
    let usage = |text: Text| Problem::new(ProblemClass::Usage, text);
    let mut hooks = made(setup);
    if let Some(name) = &args.name {
        hooks.retain(|hook| hook.name == *name);
        if hooks.is_empty() {
            let name = Untrusted::new(name).shown();
            return Err(usage(Text::new("hooks-unknown").with("name", name)));
        }
    }
    if hooks.is_empty() {
        return Err(usage(Text::new("hooks-none")));
    }
    let event = compose(setup, Network::NotNeeded)?.made_up_event();
    let stop = CancellationToken::new();
    let mut all_good = true;
    for hook in &hooks {
        let rung = hook.ring(&event, &stop).await;
        all_good &= rung.is_good();
        cli::rung(&hook.name, &rung, out);
    }
    Ok(if all_good {
        Exit::Done
    } else {
        Exit::Trouble(ProblemClass::Service)
    })
}
