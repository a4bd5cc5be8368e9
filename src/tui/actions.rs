//! What an intention does, from the outermost layer inwards: the program, the
//! overlay, the screen.

use super::accounts_commands;
use super::commands;
use super::corrections;
use super::filter_line;
use super::help;
use super::import;
use super::keymap::{self, Action};
use super::many;
use super::model::{Model, Screen};
use super::mouse;
use super::msg::Effect;
use super::overlay::{Confirm, Overlay};
use super::palette::{self, Palette};
use super::picker;
use super::screens::certificates_actions;
use super::screens::dashboard::Door;
use super::screens::{goto, queue_hands, reconcile, stats};
use super::sheet::Pressed;
use super::theme_picker;
use super::which;
use crate::domain::report::LogLevel;
use crate::domain::text::Text;

/// Applies an intention.
pub fn on_action(model: &mut Model, action: Action) -> Vec<Effect> {
    if model.env.read_only && keymap::is_dangerous(action) {
        model.notice(LogLevel::Info, &Text::new("tui-read-only"));
        return Vec::new();
    }
    match action {
        Action::Interrupt => interrupt(model),
        Action::Redraw => vec![Effect::Redraw],
        Action::Mouse => mouse::hand_over(model),
        Action::Suspend => vec![Effect::Suspend],
        Action::Back => back(model),
        _ if model.overlay.is_some() => on_overlay(model, action),
        Action::Quit => quit(model),
        Action::Help => {
            help::open(model);
            Vec::new()
        }
        Action::Palette => {
            model.overlay = Some(Overlay::Palette(Palette::default()));
            Vec::new()
        }
        Action::ShowDashboard => model.open(Screen::Dashboard),
        Action::ShowQueue => model.open(Screen::Queue),
        Action::ShowDeclare => model.open(Screen::Declare),
        Action::ShowAccounts => model.open(Screen::Accounts),
        Action::ShowCertificates => model.open(Screen::Certificates),
        Action::ShowLog => model.open(Screen::Log),
        Action::ShowStats => model.open(Screen::Stats),
        Action::ShowReconcile => model.open(Screen::Reconcile),
        Action::Export if model.screen == Screen::Reconcile => reconcile::on_action(model, action),
        Action::Export if model.screen == Screen::Stats => stats::export(model),
        Action::Filter => filter_line::open(model),
        Action::Many => many::open(model, action),
        Action::Export => many::open_export(model),
        _ if many::takes(model, action) => many::open(model, action),
        Action::PollNow
        | Action::Withdraw
        | Action::Hold
        | Action::Resolve
        | Action::Reveal
        | Action::CopyCommand
        | Action::Copy => commands::on_submission(model, action),
        Action::Correct | Action::Remedies | Action::Decide => {
            corrections::on_action(model, action)
        }
        Action::Import => import::open(model),
        Action::Pick => picker::open(model),
        Action::Which => which::open(model),
        Action::Themes => theme_picker::open(model),
        _ => on_screen(model, action),
    }
}

fn on_screen(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.screen {
        Screen::Dashboard if action == Action::Open => match model.dashboard.door(&model.env) {
            Some(Door::Rows(line)) => open_rows(model, &line),
            Some(Door::One(id)) => open_detail(model, id),
            Some(Door::Certificate(wanted)) => {
                model.certificates.select(wanted);
                model.open(Screen::Certificates)
            }
            Some(Door::Account(name)) => {
                model.accounts.selected = Some(name);
                model.open(Screen::Accounts)
            }
            None => Vec::new(),
        },
        Screen::Dashboard => {
            model.dashboard.on_action(action, &model.env);
            Vec::new()
        }
        Screen::Queue => queue_hands::on_action(model, action),
        Screen::Detail => {
            let revealed = model.revealed;
            model
                .detail
                .on_action(action, &model.env, revealed.as_ref());
            Vec::new()
        }
        Screen::Declare => on_form(model, action),
        Screen::Accounts => accounts_commands::on_action(model, action),
        Screen::Certificates => certificates_actions::on_action(model, action),
        Screen::Stats if action == Action::Open => match model.stats.door(&model.env) {
            Some(line) => open_rows(model, &line),
            None => Vec::new(),
        },
        Screen::Stats => model.stats.on_action(action, &model.env),
        Screen::Reconcile => reconcile::on_action(model, action),
        Screen::Log => {
            let own = model.own_log();
            model.log.on_action(action, &own, &model.env);
            Vec::new()
        }
    }
}

/// Shows the rows of a filter line.
fn open_rows(model: &mut Model, line: &str) -> Vec<Effect> {
    let chosen = model.queue.set_filter(line, &model.env);
    let mut effects = chosen.unwrap_or_default();
    effects.extend(model.open(Screen::Queue));
    effects
}

/// Shows one submission.
pub(super) fn open_detail(model: &mut Model, id: crate::domain::ids::SubmissionId) -> Vec<Effect> {
    let mut effects = model.detail.show(id);
    effects.extend(model.open(Screen::Detail));
    effects
}

fn on_form(model: &mut Model, action: Action) -> Vec<Effect> {
    use super::screens::declare::Focus;
    let on_button = model.declare.editing && model.declare.focus == Focus::Send;
    match action {
        Action::Send => commands::ask_to_send(model),
        Action::Accept if on_button => commands::ask_to_send(model),
        Action::ClearForm if model.declare.can_clear() => {
            model.overlay = Some(Overlay::Confirm(Confirm {
                title: Text::new("tui-clear-title"),
                lines: vec![Text::new("tui-clear-body")],
                then: Vec::new(),
            }));
            Vec::new()
        }
        _ => model.declare.on_action(action, &model.env),
    }
}

/// The first time it says how to leave; the second time in a row it leaves.
fn interrupt(model: &mut Model) -> Vec<Effect> {
    if model.interrupted {
        return leave(model);
    }
    model.interrupted = true;
    let key = model.env.keys.key_in(Action::Interrupt, model.context());
    let text = Text::new("tui-interrupt-again").with("key", key.unwrap_or_default());
    model.notice(LogLevel::Info, &text);
    Vec::new()
}

/// Keeps what is being typed, and leaves.
fn leave(model: &mut Model) -> Vec<Effect> {
    let mut effects = model.declare.keep_now(&model.env);
    effects.push(Effect::Quit);
    effects
}

/// Leaves at once, unless there is typed text that is not sent.
fn quit(model: &mut Model) -> Vec<Effect> {
    if !model.declare.is_dirty() {
        return leave(model);
    }
    let line = if model.declare.is_unkept(&model.env) {
        Text::new("tui-quit-body")
    } else {
        Text::new("form-quit-kept")
    };
    model.overlay = Some(Overlay::Confirm(Confirm {
        title: Text::new("tui-quit-title"),
        lines: vec![line],
        then: vec![Effect::Quit],
    }));
    Vec::new()
}

/// One step towards the dashboard, whatever is open.
fn back(model: &mut Model) -> Vec<Effect> {
    if let Some(Overlay::Sheet(sheet)) = &mut model.overlay
        && !sheet.leave()
    {
        return Vec::new();
    }
    if let Some(Overlay::Which(which)) = &mut model.overlay
        && !which.leave()
    {
        return Vec::new();
    }
    if let Some(Overlay::Import) = model.overlay {
        return import::back(model);
    }
    if let Some(Overlay::Filter(line)) = &mut model.overlay
        && !line.leave()
    {
        return Vec::new();
    }
    if let Some(Overlay::Help(_)) = model.overlay {
        help::leave(model);
        return Vec::new();
    }
    if let Some(Overlay::Many) = model.overlay {
        return many::back(model);
    }
    if let Some(overlay) = model.overlay.take() {
        return match overlay {
            Overlay::Confirm(confirm) if import::is_asked(&confirm) => import::open(model),
            Overlay::Filter(line) => filter_line::apply(model, &line.before),
            Overlay::Themes(picker) => {
                theme_picker::give_back(model, picker);
                Vec::new()
            }
            Overlay::GoTo(_) => {
                model.queue.seek_no_more();
                Vec::new()
            }
            _ => Vec::new(),
        };
    }
    if model.revealed.take().is_some() || model.toasts.dismiss() {
        return Vec::new();
    }
    match model.screen {
        Screen::Dashboard => Vec::new(),
        Screen::Declare if model.declare.editing => {
            model.declare.on_action(Action::Back, &model.env)
        }
        Screen::Certificates if model.certificates.reading => {
            model.certificates.reading = false;
            Vec::new()
        }
        Screen::Detail => model.open(Screen::Queue),
        Screen::Queue if model.queue.step_back() => Vec::new(),
        Screen::Queue if !model.queue.line.is_empty() => filter_line::apply(model, ""),
        Screen::Accounts if model.accounts.leave_pane() => Vec::new(),
        Screen::Queue
        | Screen::Declare
        | Screen::Accounts
        | Screen::Certificates
        | Screen::Log
        | Screen::Stats
        | Screen::Reconcile => model.open(Screen::Dashboard),
    }
}

fn on_overlay(model: &mut Model, action: Action) -> Vec<Effect> {
    match model.overlay {
        Some(Overlay::Sheet(_)) => return on_sheet(model, action),
        Some(Overlay::Import) => return import::on_action(model, action),
        Some(Overlay::Filter(_)) => return filter_line::on_action(model, action),
        Some(Overlay::Help(_)) => return help::on_action(model, action),
        Some(Overlay::Palette(_)) => return palette::on_action(model, action),
        Some(Overlay::Themes(_)) => return theme_picker::on_action(model, action),
        Some(Overlay::Many) => return many::on_action(model, action),
        _ => {}
    }
    if action == Action::Accept {
        return accept(model);
    }
    match &mut model.overlay {
        Some(Overlay::Test(test)) => test.on_action(action),
        Some(Overlay::Remedies(menu)) => menu.on_action(action),
        Some(Overlay::Looked(looked)) => looked.on_action(action),
        Some(Overlay::Decide(decide)) => decide.on_action(action),
        Some(Overlay::Picker(picker)) => picker.on_action(action),
        Some(Overlay::Which(which)) => which.on_action(action),
        Some(Overlay::Columns(dialog)) => dialog.on_action(action),
        Some(Overlay::Resolve(resolve))
            if matches!(
                action,
                Action::Up | Action::Down | Action::Next | Action::Previous
            ) =>
        {
            resolve.on_reason = !resolve.on_reason;
        }
        _ => {}
    }
    Vec::new()
}

/// A form goes from field to field; its order is sent from the button, or from anywhere.
fn on_sheet(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Sheet(sheet)) = &mut model.overlay else {
        return Vec::new();
    };
    match action {
        Action::Down => sheet.step(true),
        Action::Up => sheet.step(false),
        Action::Next => sheet.turn(true),
        Action::Previous => sheet.turn(false),
        Action::Accept if !sheet.on_button() => sheet.turn(true),
        Action::Accept | Action::Send => {
            let Pressed::Order(order) = sheet.press(&model.env) else {
                return Vec::new();
            };
            let effect = model.order(*order);
            if let Some(Overlay::Sheet(sheet)) = &mut model.overlay {
                sheet.sent(model.ordered);
            }
            return vec![effect];
        }
        _ => {}
    }
    Vec::new()
}

/// Yes, or done typing.
fn accept(model: &mut Model) -> Vec<Effect> {
    match model.overlay.take() {
        None
        | Some(
            Overlay::Test(_)
            | Overlay::Import
            | Overlay::Many
            | Overlay::Columns(_)
            | Overlay::Themes(_),
        ) => Vec::new(),
        Some(Overlay::GoTo(prompt)) => goto::accept(model, prompt),
        Some(Overlay::Reconcile(ask)) => reconcile::accept(model, &ask),
        Some(Overlay::Confirm(confirm)) => confirmed(model, confirm),
        Some(Overlay::Resolve(resolve)) => commands::resolve(model, resolve),
        Some(Overlay::Picker(picker)) => {
            picker::accept(model, picker);
            Vec::new()
        }
        Some(Overlay::Which(which)) => which::accept(model, which),
        Some(Overlay::Reason(reason)) => commands::send_duplicate(model, reason),
        Some(Overlay::Remedies(menu)) => corrections::choose(model, menu),
        Some(Overlay::Looked(looked)) => corrections::follow_look(model, looked),
        Some(Overlay::Decide(decide)) => corrections::settle(model, decide),
        // These have their own way.
        Some(
            other @ (Overlay::Sheet(_)
            | Overlay::Filter(_)
            | Overlay::Help(_)
            | Overlay::Palette(_)),
        ) => {
            model.overlay = Some(other);
            Vec::new()
        }
    }
}

fn confirmed(model: &mut Model, confirm: Confirm) -> Vec<Effect> {
    if confirm.then.is_empty() {
        // The one question whose answer concerns only this screen.
        return model.declare.on_action(Action::ClearForm, &model.env);
    }
    if confirm.then == [Effect::Quit] {
        return leave(model);
    }
    commands::begin(model, &confirm.then);
    let mut then = confirm.then;
    import::begin(model, &mut then);
    then
}
