//! What an operator does to a submission, and the questions asked before it is done.

use super::accounts_commands;
use super::corrections;
use super::env::Env;
use super::keymap::Action;
use super::many;
use super::model::{Model, Screen};
use super::msg::{Command, Effect};
use super::overlay::{Confirm, Overlay, Reason, Resolve};
use super::screens::declare_parts::Ready;
use super::screens::{certificates_actions, declare_question, detail_text};
use crate::domain::draft::Kind;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::report::{LogLevel, QueueRow};
use crate::domain::text::Text;
use crate::domain::untrusted::{Untrusted, json_escaped};
use crate::domain::validate::Severity;

/// The submission that commands act on.
pub fn target(model: &Model) -> Option<&QueueRow> {
    match model.screen {
        Screen::Queue => model.queue.row(),
        Screen::Detail => model.detail.row(),
        _ => None,
    }
}

/// Does something with the submission on show, or says why it cannot be done.
pub fn on_submission(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(row) = target(model) else {
        return Vec::new();
    };
    let (id, state) = (row.id, row.state);
    if !is_possible(action, state) {
        let state = model.env.words.get(super::status::state(state).word);
        let text = Text::new(refusal_key(action)).with("state", state);
        model.notice(LogLevel::Info, &text);
        return Vec::new();
    }
    match action {
        Action::PollNow => ask(model, Command::PollNow),
        Action::Hold if state == StateKind::Held => ask(model, Command::Release),
        Action::Hold => ask(model, Command::Hold),
        Action::Withdraw => ask(model, Command::Withdraw),
        Action::Resolve => {
            model.overlay = Some(Overlay::Resolve(Resolve::new(id)));
            Vec::new()
        }
        Action::Reveal => vec![Effect::Reveal(id)],
        Action::Copy => copy(model),
        Action::CopyCommand => copy_command(model, id),
        _ => Vec::new(),
    }
}

/// Whether an action would do something now: the footer offers nothing else.
pub fn works(model: &Model, action: Action) -> bool {
    match action {
        Action::SaveFilter => {
            return matches!(model.overlay, Some(Overlay::Filter(_)))
                && model.screen == Screen::Queue;
        }
        Action::Help => {
            return matches!(
                model.overlay,
                None | Some(Overlay::Filter(_) | Overlay::Help(_))
            );
        }
        _ => {}
    }
    if model.screen == Screen::Accounts {
        return accounts_commands::works(model, action);
    }
    if model.screen == Screen::Certificates {
        return certificates_actions::works(model, action);
    }
    match action {
        Action::PollNow | Action::Withdraw | Action::Hold | Action::Resolve => {
            many::takes(model, action)
                || target(model).is_some_and(|row| is_possible(action, row.state))
        }
        Action::Copy | Action::CopyCommand => target(model).is_some(),
        Action::Reveal => target(model).is_some_and(|row| row.ssin.is_some()),
        Action::Correct | Action::Remedies | Action::Decide => {
            target(model).is_some_and(|row| corrections::is_possible(action, row))
        }
        Action::Open | Action::Next if model.screen == Screen::Dashboard => {
            model.dashboard.door(&model.env).is_some()
        }
        Action::Open if model.screen == Screen::Stats => model.stats.door(&model.env).is_some(),
        Action::StatsLater => model.stats.later(&model.env).is_some(),
        Action::Export if model.screen == Screen::Stats => model.stats.found.ready().is_some(),
        Action::Open
        | Action::Export
        | Action::ReconcileTick
        | Action::ReconcileFile
        | Action::ReconcileStop
            if model.screen == Screen::Reconcile =>
        {
            model.reconcile.works(action)
        }
        Action::Open | Action::Many => model.queue.selected.is_some(),
        Action::Back => model.leads_back(),
        Action::ClearForm => model.declare.can_clear(),
        Action::SwitchKind => model.declare.can_switch(),
        Action::Identity => model.declare.draft().kind == Kind::In,
        Action::Undo => model.declare.can_undo(),
        // Forms are sent; lists and questions have nothing to send.
        Action::Send => matches!(model.overlay, None | Some(Overlay::Sheet(_))),
        _ => true,
    }
}

/// Whether an action makes sense in a state: the edges of `domain::lifecycle`.
pub fn is_possible(action: Action, state: StateKind) -> bool {
    match action {
        Action::PollNow => matches!(state, StateKind::Submitted | StateKind::Waiting),
        Action::Hold => matches!(state, StateKind::Queued | StateKind::Held),
        Action::Withdraw => {
            matches!(
                state,
                StateKind::Draft | StateKind::Queued | StateKind::Held
            )
        }
        Action::Resolve => state == StateKind::InDoubt,
        _ => true,
    }
}

/// Why an action is not possible in a state.
fn refusal_key(action: Action) -> &'static str {
    match action {
        Action::PollNow => "tui-cannot-poll",
        Action::Withdraw => "tui-cannot-withdraw",
        Action::Hold => "tui-cannot-hold",
        _ => "tui-cannot-resolve",
    }
}

/// The question before a command is done.
fn question_key(command: &Command) -> &'static str {
    match command {
        Command::PollNow => "tui-poll-title",
        Command::Withdraw => "tui-withdraw-title",
        Command::Hold => "tui-hold-title",
        Command::Release => "tui-release-title",
        Command::Resolve(_) => "tui-action-resolve",
        Command::Settle(..) => "tui-action-decide",
    }
}

/// The sentence after a command was done.
pub fn done_key(command: &Command) -> &'static str {
    match command {
        Command::PollNow => "tui-done-poll",
        Command::Withdraw => "tui-done-withdraw",
        Command::Hold => "tui-done-hold",
        Command::Release => "tui-done-release",
        Command::Resolve(_) => "tui-done-resolve",
        Command::Settle(..) => "tui-done-decide",
    }
}

/// The environment, spelled out: simulation and production look alike otherwise.
pub fn environment_line(env: &Env) -> Text {
    let key = match env.environment {
        Some(environment) => super::view::environment_key(environment),
        None => "tui-environment-unknown",
    };
    Text::new("tui-confirm-environment").with("environment", Text::new(key))
}

/// The question before something is done to the submission on show.
fn ask(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(row) = target(model) else {
        return Vec::new();
    };
    let shown = |text: &Option<Untrusted>| text.as_ref().map(Untrusted::shown).unwrap_or_default();
    let lines = vec![
        environment_line(&model.env),
        Text::new("tui-confirm-submission")
            .with("id", row.id.to_string())
            .with("kind", row.kind.as_str().to_uppercase())
            .with("worker", shown(&row.worker)),
    ];
    let title = Text::new(question_key(&command));
    let then = vec![Effect::Command(row.id, command)];
    model.overlay = Some(Overlay::Confirm(Confirm { title, lines, then }));
    Vec::new()
}

/// The body as it was sent and answered, masked unless the number is on show.
fn copy(model: &Model) -> Vec<Effect> {
    let Some(row) = target(model) else {
        return Vec::new();
    };
    let history = model.detail.history().filter(|one| one.row.id == row.id);
    let revealed = model
        .revealed
        .filter(|shown| shown.id == row.id)
        .map(|shown| shown.ssin);
    let body = |text: Option<&Untrusted>| {
        let text = text.map(|text| detail_text::masked(text, revealed));
        text.and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok())
    };
    let value = serde_json::json!({
        "id": row.id.0,
        "reference": row.reference.as_ref().map(Untrusted::raw),
        "state": row.state.as_str(),
        "kind": row.kind.as_str(),
        "declaration_id": row.declaration.map(crate::domain::ids::DeclarationId::value),
        "period_id": row.period.map(crate::domain::ids::PeriodId::value),
        "codes": row.codes.iter().map(Untrusted::raw).collect::<Vec<_>>(),
        "sent": body(history.and_then(|one| one.payload.as_ref())),
        "answer": body(history.and_then(|one| one.answer.as_ref())),
    });
    // What is pasted into a terminal is typed there. Line ends stand between members only.
    let lines = format!("{value:#}");
    let lines = lines.lines().map(json_escaped);
    vec![Effect::Copy(lines.collect::<Vec<_>>().join("\n"))]
}

/// The command line that shows the submission: it works where no console is open.
fn copy_command(model: &Model, id: SubmissionId) -> Vec<Effect> {
    let environment = match model.env.environment {
        Some(environment) => format!(" --environment {}", environment.as_str()),
        None => String::new(),
    };
    vec![Effect::Copy(format!(
        "dimonitor{environment} queue show {id}"
    ))]
}

/// Asks before a declaration is handed in, or shows what keeps it back.
pub fn ask_to_send(model: &mut Model) -> Vec<Effect> {
    let handing = match model.declare.ready(&model.env) {
        Ready::All(handing) => handing,
        Ready::Next => return Vec::new(),
        Ready::Not => {
            let text = if model.declare.is_pending() {
                Text::new("tui-declare-pending")
            } else {
                Text::new("tui-declare-not-ready")
            };
            model.notice(LogLevel::Warn, &text);
            return Vec::new();
        }
    };
    let mut lines = vec![environment_line(&model.env)];
    lines.extend(declare_question::lines(&handing, &model.env));
    let title = match handing.declarations.len() {
        1 => Text::new("tui-send-title"),
        count => Text::new("form-send-title").with("count", count),
    };
    if model
        .declare
        .gravest()
        .is_some_and(|finding| finding.severity == Severity::Refusal)
    {
        lines.push(Text::new("tui-confirm-refusal"));
    }
    let then = vec![model.declare.submission(handing)];
    model.overlay = Some(Overlay::Confirm(Confirm { title, lines, then }));
    Vec::new()
}

/// Something was confirmed and leaves now: whoever waits for its answer is told.
pub fn begin(model: &mut Model, effects: &[Effect]) {
    for effect in effects {
        if let Effect::Submit { ticket, handing } = effect
            && !model.env.read_only
        {
            model.declare.on_sent(*ticket, handing);
            model.corrects = handing.origin.is_some();
        }
    }
}

/// Writes down what a person found out, or says what is still missing.
pub fn resolve(model: &mut Model, mut resolve: Resolve) -> Vec<Effect> {
    match resolve.resolution() {
        Ok(resolution) => vec![Effect::Command(resolve.id, Command::Resolve(resolution))],
        Err(text) => {
            resolve.error = Some(text);
            model.overlay = Some(Overlay::Resolve(resolve));
            Vec::new()
        }
    }
}

/// Sends a second declaration for the same work, with the reason for it.
pub fn send_duplicate(model: &mut Model, reason: Reason) -> Vec<Effect> {
    let why = reason.input.value().trim().to_owned();
    if why.is_empty() {
        model.overlay = Some(Overlay::Reason(reason));
        return Vec::new();
    }
    let mut handing = reason.handing;
    handing.duplicate_reason = Some(why);
    let effects = vec![model.declare.submission(handing)];
    begin(model, &effects);
    effects
}
